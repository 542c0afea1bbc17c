//! `kill -9` in the middle of a broadcast, and what came of it.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep, timeout_at};

use super::DemoError;
use super::alerts::Kind;
use super::stage::{BROADCAST, Stage};
use crate::control::reports::{AlertList, AlertState};
use crate::text::Language;

/// How long someone's leaving may take to be known on both sides.
const LEAVING: Duration = Duration::from_secs(3);

/// What became of a broadcast that a kill interrupted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crash {
    /// People of the crowd who had it when the bot was killed.
    pub before: u64,
    /// People of the crowd who should get it.
    pub audience: u64,
    /// Of them, those who have it in the end.
    pub reached: u64,
    /// Those who have it more than once.
    pub doubles: u64,
    /// Copies above one, all together.
    pub extra: u64,
    /// What the bot itself says to be uncertain.
    pub uncertain: u64,
    /// How many may be under way at once.
    pub window: u64,
}

impl Crash {
    /// Gives those who never got it.
    pub fn missing(&self) -> u64 {
        self.audience.saturating_sub(self.reached)
    }

    /// Says what broke the promise: nobody left out, and twice only what is counted as uncertain and was in flight.
    ///
    /// # Errors
    /// The broken promise in words.
    pub fn verdict(&self) -> Result<(), String> {
        if self.missing() > 0 {
            return Err(format!("{} of {} were left out", self.missing(), self.audience));
        }
        if self.extra > self.uncertain || self.uncertain > self.window {
            return Err(format!(
                "{} extra copies, {} counted as uncertain, {} may be under way",
                self.extra, self.uncertain, self.window
            ));
        }
        Ok(())
    }
}

impl Stage {
    /// Sends an alert, kills the bot when a third of the crowd has it, starts it again, and counts in the sandbox what came. `told` hears
    /// how far it is, by the numbers so far.
    ///
    /// # Errors
    /// What a child says.
    pub async fn crash(&mut self, kind: Kind, mut told: impl FnMut(&'static str, Crash)) -> Result<Crash, DemoError> {
        let expected = self.listeners();
        let had: Vec<u64> = expected.iter().map(|(id, language)| self.copies(*id, kind, *language)).collect();
        let mut crash = Crash { audience: expected.len() as u64, ..Crash::default() };
        told("sending", crash);
        let file = self.write_alert(kind).await?;
        let sequence = self.sequence;
        let launcher = self.launcher.clone();
        let sending =
            tokio::spawn(async move { launcher.json(&["alert".as_ref(), "send".as_ref(), file.as_os_str()]).await });
        self.until_served(&expected, &had, kind, crash.audience / 3).await?;
        self.kill_bot().await?;
        crash.before = self.count(&expected, &had, kind).reached;
        told("killed", crash);
        // Whether the command still got its answer does not matter: the list tells whether the alert was taken.
        let _ = sending.await;
        self.start_bot().await?;
        let list: AlertList = self.report(&["alert", "list"]).await?;
        let id = list.alerts.iter().find(|alert| alert.sequence == sequence).map(|alert| alert.id.clone());
        let id = id.ok_or(DemoError::Lost("the alert that was under way at the kill"))?;
        let mut end = Instant::now() + BROADCAST;
        loop {
            let status = self.status(&id).await?;
            crash = Crash {
                before: crash.before,
                uncertain: status.uncertain,
                window: self.window,
                ..self.count(&expected, &had, kind)
            };
            // Someone who is leaving at this moment is off the bot's list a little earlier than off ours.
            if status.state == AlertState::Finished && (crash.missing() == 0 || Instant::now() > end) {
                return Ok(crash);
            }
            if status.state == AlertState::Finished {
                end = end.min(Instant::now() + LEAVING);
            } else if status.state.stands_still() || Instant::now() > end {
                return Err(DemoError::Slow("an alert after the kill"));
            }
            told("resumed", crash);
            sleep(Duration::from_millis(60)).await;
        }
    }

    /// Waits until that many have got the alert.
    async fn until_served(
        &self,
        expected: &[(i64, Language)],
        had: &[u64],
        kind: Kind,
        enough: u64,
    ) -> Result<(), DemoError> {
        let mut events = self.people.events();
        let mut waiting: HashMap<i64, (Language, u64)> =
            expected.iter().zip(had).map(|((id, language), had)| (*id, (*language, *had))).collect();
        let end = Instant::now() + BROADCAST;
        let mut served = 0;
        while served < enough {
            match timeout_at(end, events.recv()).await {
                Ok(Ok(event)) => {
                    let new = |(language, had): &(Language, u64)| self.copies(event.user, kind, *language) > *had;
                    if waiting.get(&event.user).is_some_and(new) {
                        waiting.remove(&event.user);
                        served += 1;
                    }
                }
                // Too much at once: counting anew is quick enough for that.
                Ok(Err(RecvError::Lagged(_))) => served = self.count(expected, had, kind).reached,
                _ => return Err(DemoError::Slow("the start of an alert")),
            }
        }
        Ok(())
    }

    /// Counts who has got the alert, of those who still listen.
    fn count(&self, expected: &[(i64, Language)], had: &[u64], kind: Kind) -> Crash {
        let mut counted = Crash::default();
        for ((id, language), had) in expected.iter().zip(had).filter(|((id, _), _)| self.listens(*id)) {
            counted.audience += 1;
            let new = self.copies(*id, kind, *language).saturating_sub(*had);
            counted.reached += u64::from(new > 0);
            counted.doubles += u64::from(new > 1);
            counted.extra += new.saturating_sub(1);
        }
        counted
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_crash_is_judged_by_what_was_promised() {
        let good = Crash { before: 60, audience: 200, reached: 200, doubles: 3, extra: 3, uncertain: 40, window: 50 };
        assert_eq!(good.verdict(), Ok(()));
        assert!(Crash { reached: 199, ..good }.verdict().is_err());
        assert!(Crash { extra: 41, ..good }.verdict().is_err());
        assert!(Crash { uncertain: 51, ..good }.verdict().is_err());
    }
}
