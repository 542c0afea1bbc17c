//! Two threads share a row of pieces: one makes them, and both do what is to be done with them.

use std::ops::ControlFlow;
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many pieces wait before who makes them does one as well.
const AHEAD: usize = 1;

/// What came of a piece, with its number in the row.
type Done<U, E> = (usize, Result<ControlFlow<U, U>, E>);

/// Makes pieces until there is none, does `each` of them, and gives what came of them in their order.
///
/// Another thread makes them, and lends a hand where this one can't keep up. After one that breaks or fails no more are made;
/// what was begun by then does not count. A panic of either ends both. Where no thread can be had, all is done on this one.
///
/// # Errors
/// The first that `each` returns, in the order of the pieces.
pub(super) fn share<T: Send, U: Send, E: Send>(
    make: impl FnMut() -> Option<T> + Send,
    each: impl Fn(T) -> Result<ControlFlow<U, U>, E> + Sync,
) -> Result<Vec<U>, E> {
    let make = Mutex::new(make);
    // Does those that nobody takes.
    let make_all = |takers: Option<SyncSender<(usize, T)>>| {
        let mut make = make.lock().unwrap_or_else(PoisonError::into_inner);
        let mut done = Vec::new();
        for number in 0.. {
            let Some(piece) = make() else { break };
            let left = match &takers {
                Some(takers) => takers.try_send((number, piece)),
                None => Err(TrySendError::Full((number, piece))),
            };
            match left {
                Ok(()) => {}
                Err(TrySendError::Full((number, piece))) => {
                    if !add(&mut done, number, each(piece)) {
                        break;
                    }
                }
                // Whoever takes them has come to the end.
                Err(TrySendError::Disconnected(_)) => break,
            }
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let (takers, pieces) = mpsc::sync_channel(AHEAD);
        let make_all = &make_all;
        let Ok(other) = thread::Builder::new().spawn_scoped(scope, move || make_all(Some(takers))) else {
            return make_all(None);
        };
        let mut done = Vec::new();
        while let Ok((number, piece)) = pieces.recv() {
            if !add(&mut done, number, each(piece)) {
                break;
            }
        }
        drop(pieces);
        done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done
    });
    done.sort_unstable_by_key(|(number, _)| *number);
    let mut all = Vec::with_capacity(done.len());
    for (_, result) in done {
        match result? {
            ControlFlow::Continue(one) => all.push(one),
            ControlFlow::Break(last) => {
                all.push(last);
                break;
            }
        }
    }
    Ok(all)
}

/// Adds what came of a piece; tells whether more is wanted.
fn add<U, E>(done: &mut Vec<Done<U, E>>, number: usize, result: Result<ControlFlow<U, U>, E>) -> bool {
    let more = matches!(result, Ok(ControlFlow::Continue(_)));
    done.push((number, result));
    more
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::convert::Infallible;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn all_come_in_their_order_whoever_is_slow() {
        for slow in [0, 1, 2] {
            let mut numbers = 0..100;
            let each = |number: u32| {
                if number % 3 == slow {
                    thread::yield_now();
                }
                Ok::<_, Infallible>(ControlFlow::Continue(number * 2))
            };
            let all = share(|| numbers.next(), each).unwrap();
            assert_eq!(all, (0..100).map(|number| number * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn both_threads_work_at_once() {
        // The first piece waits until the other thread has done one.
        let (mut numbers, here, helped) = (0..100, thread::current().id(), AtomicBool::new(false));
        let each = |number: i32| {
            if thread::current().id() != here {
                helped.store(true, Ordering::Release);
            }
            while number == 0 && !helped.load(Ordering::Acquire) {
                thread::yield_now();
            }
            Ok::<_, Infallible>(ControlFlow::Continue(number))
        };
        assert_eq!(share(|| numbers.next(), each), Ok((0..100).collect()));
    }

    #[test]
    fn what_comes_behind_the_end_or_a_failure_does_not_count() {
        let each = |number: u32| match number {
            20 => Ok(ControlFlow::Break(number)),
            21.. => Err("behind the end"),
            _ => Ok(ControlFlow::Continue(number)),
        };
        let mut numbers = 0..;
        assert_eq!(share(|| numbers.next(), each), Ok((0..=20).collect::<Vec<_>>()));
        let mut numbers = 0..;
        let failing = |number: u32| if number < 20 { Ok(ControlFlow::Continue(())) } else { Err(number) };
        assert_eq!(share(|| numbers.next(), failing), Err(20));
        assert!(numbers.next().unwrap() < 50, "no more are made");
    }

    #[test]
    fn a_panic_is_not_taken_for_the_end() {
        let made = || -> Option<()> { panic!("made nothing") };
        let result = catch_unwind(AssertUnwindSafe(|| share(made, |()| Ok::<_, ()>(ControlFlow::Continue(())))));
        assert!(result.is_err());
        let mut numbers = 0..10;
        let each = |number| if number == 5 { panic!("did nothing") } else { Ok::<_, ()>(ControlFlow::Continue(())) };
        assert!(catch_unwind(AssertUnwindSafe(|| share(|| numbers.next(), each))).is_err());
    }
}
