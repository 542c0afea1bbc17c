//! Memory for keys: locked, so that it is not written to swap, in a process that leaves no core dump.
//!
//! What the system refuses is remembered, so that the operator can be told; it is no reason not to run.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};

use region::LockGuard;
#[cfg(target_os = "linux")]
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use rustix::process::{Resource, Rlimit, setrlimit};

/// The alignment of what is locked: a page on most systems.
const PAGE_LEN: usize = 4096;

/// About what the keys of a bot take: the pages that [`probe`] tries to lock.
const PROBED_LEN: usize = 24 * PAGE_LEN;

static SWAPPABLE: AtomicBool = AtomicBool::new(false);
static OPEN_TO_DEBUGGERS: AtomicBool = AtomicBool::new(false);
static DUMPED: AtomicBool = AtomicBool::new(false);

/// What the system refused to the memory of this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Memory could not be locked: keys may be written to swap.
    Swappable,
    /// Another process of the same user may look into this one.
    OpenToDebuggers,
    /// A crash may leave a core dump.
    Dumped,
}

/// Forbids core dumps, and debuggers of the same user, for the rest of this process.
///
/// On Linux `PR_SET_DUMPABLE` 0 does both; elsewhere only the limit on core dumps is set.
pub fn protect() {
    #[cfg(target_os = "linux")]
    if set_dumpable_behavior(DumpableBehavior::NotDumpable).is_err() {
        OPEN_TO_DEBUGGERS.store(true, Ordering::Relaxed);
    }
    if setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).is_err() {
        DUMPED.store(true, Ordering::Relaxed);
    }
}

/// Tells what the system has refused so far.
pub fn weaknesses() -> Vec<Weakness> {
    [(&SWAPPABLE, Weakness::Swappable), (&OPEN_TO_DEBUGGERS, Weakness::OpenToDebuggers), (&DUMPED, Weakness::Dumped)]
        .into_iter()
        .filter(|(refused, _)| refused.load(Ordering::Relaxed))
        .map(|(_, weakness)| weakness)
        .collect()
}

/// Tries to lock about as much memory as a bot's keys take, and lets it go; [`weaknesses`] tells whether that worked.
pub fn probe() {
    drop(Locked::new([0_u8; PROBED_LEN]));
}

/// A value in pages of its own, which are locked into memory where the system allows it.
///
/// It is *not* cleared when it goes: that is its owner's duty, who knows how.
pub(super) struct Locked<T> {
    // Goes first: the pages must still be there to be unlocked.
    _guard: Option<LockGuard>,
    pages: Box<Pages<T>>,
}

#[repr(align(4096))]
struct Pages<T>(T);

impl<T> Locked<T> {
    /// Moves a value into locked memory. What it leaves where it was is the caller's to clear: rather pass something
    /// blank and fill it in place.
    pub(super) fn new(value: T) -> Self {
        let pages = Box::new(Pages(value));
        let guard = match region::lock(&raw const *pages, size_of::<Pages<T>>()) {
            Ok(guard) if region::page::size() <= PAGE_LEN => Some(guard),
            // Pages are larger here: to unlock this one would unlock what else lies in it, so it stays locked.
            Ok(guard) => {
                std::mem::forget(guard);
                None
            }
            Err(_) => {
                SWAPPABLE.store(true, Ordering::Relaxed);
                None
            }
        };
        Self { _guard: guard, pages }
    }
}

impl<T> Deref for Locked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.pages.0
    }
}

impl<T> DerefMut for Locked<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.pages.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn each_value_has_pages_of_its_own() {
        let (one, two) = (Locked::new([1_u8; 32]), Locked::new([2_u8; 5000]));
        let page = |address: usize| address / PAGE_LEN;
        let (first, second) = (one.as_ptr().addr(), two.as_ptr().addr());
        assert_eq!((first % PAGE_LEN, second % PAGE_LEN), (0, 0));
        assert!(page(first) != page(second) && page(first) != page(second + 4999));
        assert_eq!((one[31], two[4999]), (1, 2));
    }

    #[test]
    fn what_is_changed_in_place_is_changed() {
        let mut value = Locked::new([0_u8; 32]);
        value[7] = 9;
        assert_eq!(value[7], 9);
    }

    /// `VmLck` of this process grows with what is locked, where the system allows it.
    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_counts_what_is_locked() {
        let locked = || {
            let status = std::fs::read_to_string("/proc/thread-self/status").unwrap();
            let line = status.lines().find(|line| line.starts_with("VmLck:")).unwrap().to_owned();
            line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap()
        };
        let held: Vec<_> = (0..8).map(|_| Locked::new([0_u8; 32])).collect();
        // Other tests lock and unlock beside this one, so only a bound that cannot fail by them is asked for.
        assert!(locked() >= 32 || weaknesses().contains(&Weakness::Swappable));
        drop(held);
    }
}
