//! How a courier works: its pace, its patience.

use std::{sync::Arc, time::Duration};

use crate::telegram::Traffic;

/// How a courier works.
#[derive(Debug, Clone)]
pub struct CourierOptions {
    /// Requests a second of all lanes together; where broadcasts are paid, of these.
    pub messages_per_second: u32,
    /// Whether broadcasts may cost Stars. All the rest then goes at what Telegram allows for nothing.
    pub paid_broadcast: bool,
    /// Broadcast requests that are under way, or next in turn, at a time: as many may be uncertain after a crash.
    pub in_flight: usize,
    /// How long each lane goes on with a request that fails in passing; a 429 is waited out beyond that for broadcasts.
    pub patience: Patience,
    /// Where it counts.
    pub traffic: Arc<Traffic>,
}

/// How long a request is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For answers.
    pub answer: Duration,
    /// For messages to organisers.
    pub organiser: Duration,
    /// For broadcasts and recalls.
    pub broadcast: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { answer: seconds(60), organiser: seconds(300), broadcast: seconds(300) }
    }
}

impl CourierOptions {
    /// Gives what fits a rate: enough in flight for it at a server that answers in 60 ms, 50 at least.
    pub fn new(messages_per_second: u32) -> Self {
        Self {
            messages_per_second,
            paid_broadcast: false,
            in_flight: usize::try_from(messages_per_second / 15).unwrap_or(usize::MAX).clamp(50, 1000),
            patience: Patience::default(),
            traffic: Arc::default(),
        }
    }

    /// Gives how many messages of a broadcast may be under way at most, and so in doubt after a crash: those in flight, and
    /// what comes in while their endings are put on the disk.
    pub fn under_way(&self) -> usize {
        let written = usize::try_from(self.messages_per_second / 66).unwrap_or_default();
        self.in_flight + written.min(self.in_flight)
    }
}
