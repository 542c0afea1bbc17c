//! How often a passphrase may be guessed.

use std::time::{Duration, Instant};

/// The longest time between two guesses.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// Wrong guesses since the start, and when the next may come: each doubles the wait, from a second to a minute.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    wrong: u32,
    next: Option<Instant>,
}

impl Attempts {
    /// Tells how long the next guess has to wait; nothing where it may come now.
    pub(super) fn wait(&self, now: Instant) -> Option<Duration> {
        self.next.map(|next| next.saturating_duration_since(now)).filter(|wait| !wait.is_zero())
    }

    /// Counts a wrong guess.
    pub(super) fn was_wrong(&mut self, now: Instant) {
        let wait = 1_u64.checked_shl(self.wrong).map_or(WAIT_MAX, Duration::from_secs).min(WAIT_MAX);
        self.wrong = self.wrong.saturating_add(1);
        self.next = Some(now + wait);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_guess_doubles_the_wait_up_to_a_minute() {
        let mut attempts = Attempts::default();
        let mut now = Instant::now();
        assert_eq!(attempts.wait(now), None);
        let mut waits = Vec::new();
        for _ in 0..100 {
            attempts.was_wrong(now);
            let wait = attempts.wait(now).unwrap_or_default();
            waits.push(wait.as_secs());
            assert_eq!(attempts.wait(now + wait - Duration::from_millis(1)), Some(Duration::from_millis(1)));
            now += wait;
            assert_eq!(attempts.wait(now), None);
        }
        assert_eq!(waits.get(..8), Some([1, 2, 4, 8, 16, 32, 60, 60].as_slice()));
        assert!(waits.iter().skip(6).all(|wait| *wait == 60), "{waits:?}");
    }
}
