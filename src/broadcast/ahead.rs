//! How far claims run ahead of the sends: so far that no turn is missed while they are put on the disk, and no further, for
//! whoever is claimed when the bot dies counts as uncertain.
//!
//! At thirty sends a second that is two or three, at a thousand some dozens: it follows what left while the last claims
//! were written.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::sync::Notify;

/// Claims that wait for their turn, at least.
const LEAST: usize = 2;
/// The part of what is too far ahead that is given up after each write.
const GIVEN_UP: usize = 16;

/// Decides how far ahead to claim.
pub(super) struct Ahead {
    rows: usize,
    sends: Arc<Sends>,
    /// How many had left when the write in hand began.
    left_before: usize,
}

/// What is known of the sends at this moment.
#[derive(Default)]
struct Sends {
    /// In the courier's hands, and surely not sent.
    waiting: AtomicUsize,
    /// Sent at least once, and not yet ended.
    under_way: AtomicUsize,
    /// All that ever left.
    left: AtomicUsize,
    /// So few waiting are few.
    few: AtomicUsize,
    are_few: Notify,
}

/// One send, from the moment at which the courier has it until it is dropped.
pub(super) struct Departure {
    sends: Arc<Sends>,
    has_left: AtomicBool,
}

impl Ahead {
    /// Begins with so many.
    pub(super) fn new(rows: usize) -> Self {
        let ahead = Self { rows: rows.max(LEAST), sends: Arc::default(), left_before: 0 };
        ahead.say_what_is_few();
        ahead
    }

    /// Takes a send in that waits for its turn.
    pub(super) fn waits(&self) -> Arc<Departure> {
        self.sends.waiting.fetch_add(1, Ordering::AcqRel);
        Arc::new(Departure { sends: Arc::clone(&self.sends), has_left: AtomicBool::new(false) })
    }

    /// Gives how many rows may be claimed and not settled now.
    pub(super) fn open(&self) -> usize {
        self.sends.under_way.load(Ordering::Acquire) + self.rows
    }

    /// Tells whether so few wait for their turn that more should be claimed at once.
    pub(super) fn is_short(&self) -> bool {
        self.sends.waiting.load(Ordering::Acquire) <= self.few()
    }

    /// Waits until it is so.
    pub(super) async fn short(&self) {
        self.sends.are_few.notified().await;
    }

    /// Notes that claims are being written.
    pub(super) fn write_begins(&mut self) {
        self.left_before = self.sends.left.load(Ordering::Acquire);
    }

    /// Notes that they are on the disk: twice what left meanwhile would have been enough.
    pub(super) fn write_ended(&mut self) {
        let left = self.sends.left.load(Ordering::Acquire).saturating_sub(self.left_before);
        let enough = left * 2 + LEAST;
        self.rows = enough.max(self.rows - self.rows.saturating_sub(enough).div_ceil(GIVEN_UP));
        self.say_what_is_few();
    }

    fn few(&self) -> usize {
        self.rows / 2
    }

    fn say_what_is_few(&self) {
        self.sends.few.store(self.few(), Ordering::Release);
    }
}

impl Departure {
    /// Notes that it is being sent; any number of times.
    pub(super) fn leaves(&self) {
        if self.has_left.swap(true, Ordering::AcqRel) {
            return;
        }
        let sends = &*self.sends;
        sends.left.fetch_add(1, Ordering::AcqRel);
        sends.under_way.fetch_add(1, Ordering::AcqRel);
        let waiting = sends.waiting.fetch_sub(1, Ordering::AcqRel) - 1;
        if waiting <= sends.few.load(Ordering::Acquire) {
            sends.are_few.notify_one();
        }
    }
}

impl Drop for Departure {
    fn drop(&mut self) {
        let counted = if *self.has_left.get_mut() { &self.sends.under_way } else { &self.sends.waiting };
        counted.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lets so many leave while claims are written, round after round; gives how far ahead is claimed in the end.
    fn settles(ahead: &mut Ahead, leaving: usize) -> usize {
        for _ in 0..200 {
            ahead.write_begins();
            for _ in 0..leaving.min(ahead.rows) {
                ahead.waits().leaves();
            }
            ahead.write_ended();
        }
        ahead.open()
    }

    #[test]
    fn it_follows_what_leaves_while_claims_are_written() {
        let mut ahead = Ahead::new(0);
        for (leaving, rows) in [(0, 2), (1, 4), (30, 62), (3, 8), (0, 2)] {
            assert_eq!(settles(&mut ahead, leaving), rows, "{leaving} leave");
        }
    }

    #[test]
    fn what_is_under_way_does_not_count_as_ahead_and_what_ended_not_at_all() {
        let ahead = Ahead::new(4);
        let (one, other) = (ahead.waits(), ahead.waits());
        assert!(ahead.is_short(), "half of them");
        let third = ahead.waits();
        assert!(!ahead.is_short());
        one.leaves();
        one.leaves();
        assert_eq!(ahead.open(), 5);
        assert!(ahead.is_short());
        drop((one, other, third));
        assert_eq!(ahead.open(), 4);
        assert_eq!(ahead.sends.waiting.load(Ordering::Acquire), 0);
    }

    #[tokio::test]
    async fn whoever_claims_hears_when_few_wait() {
        let ahead = Ahead::new(4);
        let waiting: Vec<_> = (0..4).map(|_| ahead.waits()).collect();
        let mut departures = waiting.iter();
        departures.next().into_iter().for_each(|first| first.leaves());
        assert!(futures::poll!(std::pin::pin!(ahead.short())).is_pending());
        departures.next().into_iter().for_each(|second| second.leaves());
        ahead.short().await;
    }
}
