//! The sandbox's time: the machine's clock plus an offset that only grows, so that a test can let 48 hours pass at once.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A point in the sandbox's time: microseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub i64);

pub(crate) const SECOND: i64 = 1_000_000;
pub(crate) const HOUR: i64 = 3600 * SECOND;

impl Moment {
    /// Unix time in whole seconds, as Telegram's `date` fields have it.
    pub fn unix(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// Microseconds from `earlier` to this moment.
    pub fn since(self, earlier: Moment) -> i64 {
        self.0 - earlier.0
    }

    /// This moment and `micros` more.
    pub fn plus(self, micros: i64) -> Moment {
        Moment(self.0.saturating_add(micros))
    }
}

/// A clock that never runs backwards, whatever happens to the machine's.
pub(crate) struct Clock {
    started: Instant,
    unix_at_start: i64,
    ahead: AtomicI64,
}

impl Clock {
    pub fn new() -> Clock {
        let unix = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        Clock { started: Instant::now(), unix_at_start: micros(unix), ahead: AtomicI64::new(0) }
    }

    pub fn now(&self) -> Moment {
        Moment(self.unix_at_start + micros(self.started.elapsed()) + self.ahead.load(Ordering::Relaxed))
    }

    /// Lets `by` pass at once.
    pub fn advance(&self, by: Duration) {
        self.ahead.fetch_add(micros(by), Ordering::Relaxed);
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advancing_moves_the_clock_by_at_least_that_much() {
        let clock = Clock::new();
        let before = clock.now();
        clock.advance(Duration::from_secs(48 * 3600));
        assert!(clock.now().since(before) >= 48 * HOUR);
    }

    #[test]
    fn unix_time_rounds_down() {
        assert_eq!(Moment(1_999_999).unix(), 1);
    }
}
