//! What came in and went out, in numbers that name nobody.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use serde::Serialize;

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Counts since the start of the process. Shared by inbox, dispatcher and courier.
        #[derive(Debug, Default)]
        pub struct Traffic { $( pub(super) $name: AtomicU64, )+ }

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

/// Adds one.
pub(super) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}
