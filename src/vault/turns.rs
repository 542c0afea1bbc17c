//! Writers of one process take turns.
//!
//! The lock of the standard library goes to whoever is awake. Somebody who writes one batch after the other would have it back
//! again and again before one who waits is.

use parking_lot::{Mutex, MutexGuard};

/// Lets one write at a time.
#[derive(Default)]
pub(super) struct Turns(Mutex<()>);

/// Somebody's turn, for as long as it lives.
pub(super) type Turn<'a> = MutexGuard<'a, ()>;

/// A turn after which whoever waits comes next.
pub(super) struct Yielding<'a>(Option<Turn<'a>>);

impl Turns {
    /// Waits for a turn.
    pub(super) fn take(&self) -> Turn<'_> {
        self.0.lock()
    }

    /// Waits for a turn of somebody who will ask for the next one at once.
    pub(super) fn take_yielding(&self) -> Yielding<'_> {
        Yielding(Some(self.take()))
    }
}

impl Drop for Yielding<'_> {
    fn drop(&mut self) {
        if let Some(turn) = self.0.take() {
            MutexGuard::unlock_fair(turn);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::*;

    /// Turns that the other one wants.
    const WANTED: usize = 50;

    #[test]
    fn who_waits_comes_before_who_takes_one_turn_after_the_other() {
        let (turns, over, taken) = (Turns::default(), AtomicBool::new(false), AtomicUsize::new(0));
        thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Acquire) {
                    let _turn = turns.take_yielding();
                    // Long enough for the other to be waiting.
                    thread::sleep(Duration::from_micros(100));
                    taken.fetch_add(1, Ordering::AcqRel);
                }
            });
            for _ in 0..WANTED {
                let _turn = turns.take();
                thread::sleep(Duration::from_micros(100));
            }
            over.store(true, Ordering::Release);
        });
        let taken = taken.load(Ordering::Acquire);
        assert!(taken <= 10 * WANTED, "{taken} turns went by while somebody waited for {WANTED}");
    }
}
