//! What came in and went out, in numbers that name nobody.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use serde::Serialize;

use super::{Lane, Outcome};

/// The lanes with their words, in the order in which their counters stand.
const LANES: [(Lane, &str); 4] = [
    (Lane::Answer, "answer"),
    (Lane::Organiser, "organiser"),
    (Lane::Broadcast, "broadcast"),
    (Lane::Recall, "recall"),
];
/// What may become of a request, as words.
const OUTCOMES: [&str; 7] = ["delivered", "unreachable", "refused", "retry", "uncertain", "fatal", "gone"];

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Counts since the start of the process. Shared by inbox, dispatcher and courier.
        #[derive(Debug, Default)]
        pub struct Traffic {
            $( pub(super) $name: AtomicU64, )+
            /// By lane and outcome.
            pub(super) sends: [[AtomicU64; OUTCOMES.len()]; LANES.len()],
        }

        /// [`Traffic`] at one moment.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
        pub struct TrafficFigures { $( $(#[$doc])* pub $name: u64, )+ }

        impl Traffic {
            /// Reads all counters.
            pub fn figures(&self) -> TrafficFigures {
                TrafficFigures { $( $name: self.$name.load(Relaxed), )+ }
            }
        }
    };
}

counters! {
    /// Updates put on the disk.
    received,
    /// Updates that were there already, or had just been handled.
    duplicates,
    /// Updates over the size that klich keeps, dropped.
    oversized,
    /// Updates of a kind or form that klich does not know, let go.
    unknown,
    /// Updates of floods that were let go or merged with a later one.
    slowed,
    /// Updates in the inbox now.
    inbox,
    /// Updates whose handler has finished.
    handled,
    /// Attempts of handlers that failed.
    failed_attempts,
    /// Updates set aside after their last attempt.
    set_aside,
    /// Requests delivered.
    delivered,
    /// Requests to whom can't be reached.
    unreachable,
    /// Requests refused for their content.
    refused,
    /// Requests whose answer was lost.
    uncertain,
    /// Attempts that failed in passing, 429 apart.
    passing,
    /// Attempts answered with 429.
    floods,
    /// The present rate, in thousandths of a request a second.
    rate_milli,
}

impl Traffic {
    /// Counts what became of a request.
    pub(super) fn sent(&self, lane: Lane, outcome: &Outcome) {
        let lane = LANES.iter().position(|(known, _)| *known == lane);
        let outcome = match outcome {
            Outcome::Delivered(_) => 0,
            Outcome::Unreachable => 1,
            Outcome::Refused(_) => 2,
            Outcome::Retry { .. } => 3,
            Outcome::Uncertain => 4,
            Outcome::Fatal => 5,
            Outcome::Gone => 6,
        };
        if let Some(counter) = lane.and_then(|lane| self.sends.get(lane)?.get(outcome)) {
            count(counter);
        }
    }

    /// Lists requests by lane and outcome.
    pub fn sends(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> {
        LANES.iter().zip(&self.sends).flat_map(|((_, lane), counters)| {
            OUTCOMES.iter().zip(counters).map(|(outcome, counter)| (*lane, *outcome, counter.load(Relaxed)))
        })
    }
}

/// Adds one.
pub(super) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}
