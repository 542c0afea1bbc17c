//! What the screen knows: the last look, what has changed since the one before, and what is being asked. Pure.

use std::time::{Duration, Instant};

use crate::control::reports::{DeskAlert, DeskReport};

/// How long what a key did stands there.
const TOLD_FOR: Duration = Duration::from_secs(8);

/// The state behind the screen.
#[derive(Default)]
pub(super) struct Screen {
    pub report: Option<DeskReport>,
    /// Handled updates and sends a second, from the last two looks.
    pub pace: Option<Pace>,
    /// The place of the chosen alert.
    pub chosen: usize,
    /// The alert that would be cancelled if the next key says so.
    pub cancels: Option<String>,
    /// Why the last look failed.
    pub lost: Option<String>,
    told: Option<(Instant, String)>,
    looked: Option<(Instant, u64, u64)>,
}

/// What passes in a second.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    pub handled: f64,
    pub sent: f64,
}

impl Screen {
    /// Takes a look in.
    pub(super) fn take(&mut self, report: DeskReport, now: Instant) {
        let (handled, sent) = (report.traffic.handled, report.traffic.sent);
        if let Some((before, handled_before, sent_before)) = self.looked {
            let seconds = now.duration_since(before).as_secs_f64();
            // A bot that was started anew counts from nothing.
            let per_second = |now: u64, before: u64| now.saturating_sub(before) as f64 / seconds;
            if seconds > 0.2 {
                self.pace =
                    Some(Pace { handled: per_second(handled, handled_before), sent: per_second(sent, sent_before) });
            }
        }
        self.looked = Some((now, handled, sent));
        self.lost = None;
        self.chosen = self.chosen.min(report.alerts.len().saturating_sub(1));
        self.report = Some(report);
        if self.told.as_ref().is_some_and(|(at, _)| now.duration_since(*at) > TOLD_FOR) {
            self.told = None;
        }
    }

    /// Takes it that nobody answers; what was seen last stays.
    pub(super) fn lose(&mut self, why: String) {
        self.lost = Some(why);
        self.pace = None;
        self.looked = None;
    }

    /// Says what a key did.
    pub(super) fn tell(&mut self, what: String) {
        self.told = Some((Instant::now(), what));
    }

    /// Gives what a key did, for a while.
    pub(super) fn told(&self) -> Option<&str> {
        self.told.as_ref().map(|(_, what)| what.as_str())
    }

    /// Gives the chosen alert.
    pub(super) fn alert(&self) -> Option<&DeskAlert> {
        self.report.as_ref()?.alerts.get(self.chosen)
    }
}
