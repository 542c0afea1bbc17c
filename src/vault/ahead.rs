//! Two threads in a row: one makes what the other uses, a few pieces ahead of it.

use std::ops::ControlFlow;
use std::sync::{Mutex, mpsc};
use std::thread;

/// How many pieces wait at the most.
const AHEAD: usize = 8;

/// Makes pieces on a thread of its own until there is none or nobody wants more, and uses each in order on this one.
///
/// Both run at once, so that together they take as long as the slower one; a panic of either ends both. Where no thread can be
/// had, all is done on this one.
///
/// # Errors
/// What `consume` returns; nothing is made after that.
pub(super) fn ahead<T: Send, E>(
    make: impl FnMut() -> Option<T> + Send,
    mut consume: impl FnMut(T) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let make = Mutex::new(make);
    let make_one = || make.lock().map_or(None, |mut make| make());
    thread::scope(|scope| {
        let (sender, made) = mpsc::sync_channel(AHEAD);
        let all = move || {
            while let Some(piece) = make_one() {
                if sender.send(piece).is_err() {
                    break;
                }
            }
        };
        let is_apart = thread::Builder::new().spawn_scoped(scope, all).is_ok();
        // `made` goes with this closure, before the other thread is waited for: so that one ends.
        while let Some(piece) = if is_apart { made.recv().ok() } else { make_one() } {
            if consume(piece)?.is_break() {
                break;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::convert::Infallible;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn all_pieces_come_in_their_order() {
        let (mut numbers, mut seen) = (0..1000, Vec::new());
        let all = ahead(
            || numbers.next(),
            |number| {
                seen.push(number);
                Ok::<_, Infallible>(ControlFlow::Continue(()))
            },
        );
        all.unwrap();
        assert_eq!(seen, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn who_makes_without_end_ends_when_nobody_wants_more() {
        let mut seen = 0;
        let mut enough = |_| {
            seen += 1;
            Ok::<_, &str>(if seen < 20 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        };
        assert_eq!(ahead(|| Some(()), &mut enough), Ok(()));
        assert_eq!(ahead(|| Some(()), |()| Err::<ControlFlow<()>, _>("no")), Err("no"));
        assert_eq!(seen, 20);
    }

    #[test]
    fn a_panic_is_not_taken_for_the_end() {
        let make = || -> Option<()> { panic!("made nothing") };
        let result = catch_unwind(AssertUnwindSafe(|| ahead(make, |()| Ok::<_, ()>(ControlFlow::Continue(())))));
        assert!(result.is_err());
    }
}
