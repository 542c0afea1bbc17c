//! Two things at once: one here, one on another thread.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use rayon_core::{ThreadPool, ThreadPoolBuilder};

/// How often this thread looks whether the other is done before going to sleep: to be woken takes longer.
const LOOKS: u32 = 2_000;

/// The most threads that are kept.
const HELPERS_MAX: usize = 4;

/// Runs `there` on another thread while `here` runs on this one, and gives what came of both.
///
/// Neither may take long: the threads are kept, and shared by all. What none of them has begun by the time that `here` is done
/// runs here too. A panic in either ends both.
pub(crate) fn beside<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    let (there, outcome, done) = (Mutex::new(Some(there)), Mutex::new(None), AtomicBool::new(false));
    let run = || {
        let there = there.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(there) = there {
            *outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(there());
            done.store(true, Ordering::Release);
        }
    };
    let both = || {
        let here = here();
        run();
        here
    };
    let here = match helpers() {
        Some(helpers) => helpers.in_place_scope(|scope| {
            scope.spawn(|_| run());
            let here = both();
            (0..LOOKS).take_while(|_| !done.load(Ordering::Acquire)).for_each(|_| std::hint::spin_loop());
            here
        }),
        None => both(),
    };
    let there = outcome.into_inner().unwrap_or_else(PoisonError::into_inner);
    (here, there.expect("it has run to its end: the scope passes its panic on"))
}

/// Gives the threads, started by whoever needs one first; none where the system refuses them.
fn helpers() -> Option<&'static ThreadPool> {
    static HELPERS: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let start = || {
        let count = thread::available_parallelism().map_or(1, usize::from).min(HELPERS_MAX);
        ThreadPoolBuilder::new().num_threads(count).thread_name(|_| "helper".to_owned()).build().ok()
    };
    HELPERS.get_or_init(start).as_ref()
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
