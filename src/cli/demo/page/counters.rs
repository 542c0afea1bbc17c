//! What the page shows beside the phones, as JSON.

use serde::Serialize;

use super::super::crash::Crash;

/// What the page shows, as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Counters {
    pub(super) bot: BotLine,
    pub(super) crowd: CrowdLine,
    pub(super) subscribers: Option<u64>,
    pub(super) pledges: Option<u64>,
    pub(super) delivered: u64,
    pub(super) calls: Vec<CallLine>,
    pub(super) busy: bool,
    pub(super) crash: Option<CrashLine>,
    pub(super) supporter: SupporterLine,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct BotLine {
    pub(super) state: &'static str,
    pub(super) starts: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct CrowdLine {
    pub(super) people: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct CallLine {
    pub(super) sequence: u64,
    pub(super) delivered: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct CrashLine {
    pub(super) phase: &'static str,
    pub(super) before: u64,
    pub(super) audience: u64,
    pub(super) reached: u64,
    pub(super) missing: u64,
    pub(super) doubles: u64,
    pub(super) uncertain: u64,
    pub(super) error: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct SupporterLine {
    pub(super) subscribed: bool,
    pub(super) pledged: bool,
}

impl CrashLine {
    pub(super) fn of(phase: &'static str, crash: Crash) -> Self {
        Self {
            phase,
            before: crash.before,
            audience: crash.audience,
            reached: crash.reached,
            missing: crash.missing(),
            doubles: crash.doubles,
            uncertain: crash.uncertain,
            error: None,
        }
    }
}

impl Counters {
    /// Writes what the page reads.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).expect("counters are plain data")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_page_gets_what_it_reads() {
        let mut counters = Counters { subscribers: Some(3), ..Counters::default() };
        counters.calls.push(CallLine { sequence: 1, delivered: 2 });
        counters.crash = Some(CrashLine::of("done", Crash { before: 1, audience: 2, reached: 2, ..Crash::default() }));
        let json: serde_json::Value = serde_json::from_str(&counters.text()).unwrap();
        assert_eq!(json.pointer("/calls/0/delivered").unwrap(), 2);
        assert_eq!(json.pointer("/crash/missing").unwrap(), 0);
        assert_eq!(json.pointer("/subscribers").unwrap(), 3);
        assert_eq!(json.pointer("/supporter/pledged").unwrap(), false);
    }
}
