//! Two things at once: one here, one on another thread.

use std::sync::{Mutex, PoisonError};
use std::thread;

/// How often this thread looks whether the other is done before going to sleep: to be woken takes longer.
const LOOKS: u32 = 2_000;

/// Runs `there` on another thread while `here` runs on this one, and gives what came of both.
///
/// What the other has done counts as soon as it is there: the end of a thread takes longer, and nobody waits for that. Where
/// no thread can be had, both run here, `there` last. A panic in either ends both.
pub(crate) fn beside<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    let (there, done) = (Mutex::new(Some(there)), Mutex::new(None));
    let run = || {
        let there = there.lock().unwrap_or_else(PoisonError::into_inner).take();
        let outcome = there.map(|there| there());
        *done.lock().unwrap_or_else(PoisonError::into_inner) = outcome;
    };
    let here = thread::scope(|scope| {
        let other = thread::Builder::new().spawn_scoped(scope, run);
        let here = here();
        match other {
            Ok(other) => {
                (0..LOOKS).take_while(|_| !other.is_finished()).for_each(|_| std::hint::spin_loop());
            }
            Err(_) => run(),
        }
        here
    });
    let there = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    (here, there.expect("it has run to its end: the scope passes its panic on"))
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn both_run_at_once() {
        let ((to_there, at_there), (to_here, at_here)) = (mpsc::channel(), mpsc::channel());
        let here = move || (to_there.send(1), at_here.recv().ok());
        let there = move || (to_here.send(2), at_there.recv().ok());
        assert_eq!(beside(here, there), ((Ok(()), Some(2)), (Ok(()), Some(1))));
    }

    #[test]
    fn it_is_waited_for_however_long_it_takes() {
        let there = || {
            (0..100_000).for_each(|_| thread::yield_now());
            7
        };
        assert_eq!(beside(|| (), there), ((), 7));
    }

    #[test]
    fn a_panic_in_either_ends_both() {
        for bad in [0, 1] {
            let result = catch_unwind(AssertUnwindSafe(|| beside(|| assert_ne!(bad, 0), || assert_ne!(bad, 1))));
            assert!(result.is_err());
        }
    }
}
