//! Whether the courier still takes requests.

use std::time::Duration;

use crate::telegram::{Lane, Outcome};

/// What a caller is told to wait while the courier drains.
pub(super) const AFTER_DRAIN: Duration = Duration::from_secs(1);

/// Whether requests are still taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Open,
    /// Broadcasts and recalls are sent back.
    Draining,
    /// Everything is but what is for organisers.
    OrganisersOnly,
    /// Everything is.
    Closed,
    Fatal,
}

impl State {
    /// Says what a request of the lane gets instead of a turn.
    pub(super) fn refusal(self, lane: Lane) -> Option<Outcome> {
        let bulk = matches!(lane, Lane::Broadcast | Lane::Recall);
        match self {
            Self::Open => None,
            Self::Draining => bulk.then_some(Outcome::Retry { after: AFTER_DRAIN }),
            Self::OrganisersOnly => (lane != Lane::Organiser).then_some(Outcome::Fatal),
            Self::Closed => Some(Outcome::Retry { after: AFTER_DRAIN }),
            Self::Fatal => Some(Outcome::Fatal),
        }
    }
}
