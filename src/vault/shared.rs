//! Two threads share a row of pieces: one makes them, and both do what is to be done with them.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::store::beside;

/// How many pieces wait before who makes them does one as well.
const AHEAD: usize = 2;

/// Things that a thread takes at once.
const AT_ONCE: usize = 8;

/// How often somebody without a piece looks for one before going to sleep: to be woken takes longer than a piece.
const LOOKS: u32 = 2_000;

/// What came of a piece, with its number in the row.
type Done<U, E> = (usize, Result<ControlFlow<U, U>, E>);

/// Makes pieces until there is none, does `each` of them, and gives what came of them in their order.
///
/// This thread makes them; another does them, and this one lends a hand where that one can't keep up. After one that breaks
/// or fails no more are made; what was begun by then does not count. A panic of either ends both. Where no thread can be had,
/// all is done on this one.
///
/// # Errors
/// The first that `each` returns, in the order of the pieces.
pub(super) fn share<T: Send, U: Send, E: Send>(
    mut make: impl FnMut() -> Option<T>,
    each: impl Fn(T) -> Result<ControlFlow<U, U>, E> + Sync,
) -> Result<Vec<U>, E> {
    let waiting = Waiting::new();
    let make_them = || {
        let closing = Closing(&waiting);
        let mut done = Vec::new();
        for number in 0.. {
            if waiting.is_closed() {
                break;
            }
            let Some(piece) = make() else { break };
            let Err(piece) = waiting.put((number, piece)) else { continue };
            if !add(&mut done, number, each(piece)) {
                break;
            }
        }
        // What is left over, from the front as from the back.
        while let Some((number, piece)) = waiting.take() {
            add(&mut done, number, each(piece));
        }
        drop(closing);
        done
    };
    let do_them = || {
        let _closing = Closing(&waiting);
        let mut done = Vec::new();
        while let Some((number, piece)) = waiting.take_or_wait() {
            if !add(&mut done, number, each(piece)) {
                break;
            }
        }
        done
    };
    let (mut done, others) = beside(make_them, do_them);
    done.extend(others);
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

/// Does `each` of many things, on another thread as well where one can be had, and gives what came of them, in any order.
///
/// A panic of either ends both.
pub(super) fn each_once<T: Send, U: Send>(things: Vec<T>, each: impl Fn(T) -> U + Sync) -> Vec<U> {
    let all = things.len();
    let things = Mutex::new(things.into_iter());
    let next = || -> Vec<T> { things.lock().unwrap_or_else(PoisonError::into_inner).by_ref().take(AT_ONCE).collect() };
    let do_some = |mut done: Vec<U>| {
        loop {
            let some = next();
            if some.is_empty() {
                return done;
            }
            done.extend(some.into_iter().map(&each));
        }
    };
    let (mut done, others) = beside(|| do_some(Vec::with_capacity(all)), || do_some(Vec::new()));
    done.extend(others);
    done
}

/// Adds what came of a piece; tells whether more is wanted.
fn add<U, E>(done: &mut Vec<Done<U, E>>, number: usize, result: Result<ControlFlow<U, U>, E>) -> bool {
    let more = matches!(result, Ok(ControlFlow::Continue(_)));
    done.push((number, result));
    more
}

/// Pieces that nobody has taken yet.
struct Waiting<T> {
    pieces: Mutex<Pieces<T>>,
    more: Condvar,
}

struct Pieces<T> {
    /// Each with its number.
    row: VecDeque<(usize, T)>,
    /// Whether nobody makes, or nobody takes, any more.
    closed: bool,
}

impl<T> Waiting<T> {
    fn new() -> Self {
        let none = Pieces { row: VecDeque::with_capacity(AHEAD), closed: false };
        Self { pieces: Mutex::new(none), more: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Pieces<T>> {
        self.pieces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a piece wait; gives it back where [`AHEAD`] of them do already, or nobody will take it.
    fn put(&self, (number, piece): (usize, T)) -> Result<(), T> {
        let mut pieces = self.lock();
        if pieces.closed || pieces.row.len() >= AHEAD {
            return Err(piece);
        }
        pieces.row.push_back((number, piece));
        drop(pieces);
        self.more.notify_one();
        Ok(())
    }

    fn take(&self) -> Option<(usize, T)> {
        self.lock().row.pop_front()
    }

    /// Takes the first, and waits for one where there is none; `None` once none will come.
    fn take_or_wait(&self) -> Option<(usize, T)> {
        for _ in 0..LOOKS {
            let mut pieces = self.lock();
            match pieces.row.pop_front() {
                Some(piece) => return Some(piece),
                None if pieces.closed => return None,
                None => {}
            }
            drop(pieces);
            std::hint::spin_loop();
        }
        let waited = self.more.wait_while(self.lock(), |pieces| pieces.row.is_empty() && !pieces.closed);
        waited.unwrap_or_else(PoisonError::into_inner).row.pop_front()
    }

    fn is_closed(&self) -> bool {
        self.lock().closed
    }
}

/// Says to the other thread that this one makes, or takes, no more; in a panic too.
struct Closing<'a, T>(&'a Waiting<T>);

impl<T> Drop for Closing<'_, T> {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.more.notify_one();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::convert::Infallible;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

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
    fn each_of_many_is_done_once_and_a_panic_in_either_ends_both() {
        for count in [0, 1, 2, 99] {
            let mut done = each_once((0..count).collect(), |number: u32| number * 2);
            done.sort_unstable();
            assert_eq!(done, (0..count).map(|number| number * 2).collect::<Vec<_>>());
        }
        for bad in [3, 95] {
            let do_all = || each_once((0..99).collect(), |number| assert_ne!(number, bad));
            assert!(catch_unwind(AssertUnwindSafe(do_all)).is_err());
        }
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
