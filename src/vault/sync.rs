//! Group commit: callers that come together share one sync.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::VaultError;
use crate::store::{Store, StoreError};

/// From the beginning of a round to that of the next, at least. A lone caller does not notice; of a crowd more share a
/// round, each of which costs sled a dozen switches between its threads.
const APART: Duration = Duration::from_millis(5);
/// The same for a round that so many wait for: what they wait longer, all of them gain by fewer rounds.
const APART_FOR_MANY: Duration = Duration::from_millis(10);
/// See [`APART_FOR_MANY`].
const MANY: usize = 16;

/// Shares syncs of one store.
pub(super) struct GroupSync {
    store: Arc<dyn Store>,
    rounds: Mutex<Rounds>,
    /// The last round that ended.
    ended: watch::Sender<Ended>,
    times: Times,
}

/// Upper bounds of the classes that syncs are counted in, in seconds.
const BOUNDS: [f64; 10] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0];

/// How long syncs took.
#[derive(Default)]
struct Times {
    /// One a bound, each counting what is above the bound before and within its own, and one for the rest.
    classes: [AtomicU64; BOUNDS.len() + 1],
    nanoseconds: AtomicU64,
}

/// How long the syncs of the disk took since the start.
#[derive(Debug, Clone, PartialEq)]
pub struct SyncTimes {
    /// Upper bounds in seconds, each with how many syncs took no longer.
    pub within: Vec<(f64, u64)>,
    /// All of them.
    pub count: u64,
    /// Their time together.
    pub total: Duration,
}

impl Times {
    fn add(&self, took: Duration) {
        let class = BOUNDS.iter().position(|bound| took.as_secs_f64() <= *bound).unwrap_or(BOUNDS.len());
        if let Some(counter) = self.classes.get(class) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        let nanoseconds = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
    }

    fn read(&self) -> SyncTimes {
        let mut count = 0;
        let mut within = Vec::with_capacity(BOUNDS.len());
        for (counter, bound) in self.classes.iter().zip(BOUNDS.into_iter().map(Some).chain([None])) {
            count += counter.load(Ordering::Relaxed);
            within.extend(bound.map(|bound| (bound, count)));
        }
        SyncTimes { within, count, total: Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed)) }
    }
}

#[derive(Default)]
struct Rounds {
    /// The number of the last round that began.
    begun: u64,
    running: bool,
    /// How many wait for the next round.
    wanted: usize,
    /// When the last one began.
    last: Option<Instant>,
}

impl Rounds {
    /// Gives how long the next round is still to wait so that it is so far apart from the last; not at all where it waits
    /// for many and few want it.
    fn rest(&self, apart: Duration) -> Duration {
        if apart > APART && self.wanted < MANY {
            return Duration::ZERO;
        }
        self.last.and_then(|last| apart.checked_sub(last.elapsed())).unwrap_or_default()
    }
}

#[derive(Clone, Default)]
struct Ended {
    round: u64,
    /// The first failure; a store whose sync failed does not recover.
    failure: Option<Arc<StoreError>>,
}

impl GroupSync {
    pub(super) fn new(store: Arc<dyn Store>) -> Arc<Self> {
        Arc::new(Self { store, rounds: Mutex::default(), ended: watch::Sender::default(), times: Times::default() })
    }

    /// Returns once everything committed before the call survives a power cut.
    ///
    /// A caller that comes while a sync runs waits for the next one: the running one may not cover what it wrote.
    pub(super) async fn sync(self: &Arc<Self>) -> Result<(), VaultError> {
        let mut ended = self.ended.subscribe();
        let (mine, lead) = {
            let mut rounds = self.rounds();
            let mine = rounds.begun + 1;
            let lead = !rounds.running;
            rounds.running = true;
            rounds.wanted += 1;
            (mine, lead)
        };
        if lead {
            // Detached: a caller that gives up must not stop the round that others wait for.
            let mut leader = Leader { group: Arc::clone(self), done: false };
            tokio::task::spawn_blocking(move || leader.run());
        }
        let seen = ended.wait_for(|ended| ended.round >= mine).await.expect("the group holds the sender").clone();
        seen.failure.map_or(Ok(()), |failure| Err(VaultError::NotSynced(failure)))
    }

    /// Tells how long the rounds took.
    pub(super) fn times(&self) -> SyncTimes {
        self.times.read()
    }

    fn rounds(&self) -> MutexGuard<'_, Rounds> {
        self.rounds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, round: u64, result: Result<(), StoreError>) {
        self.ended.send_modify(|ended| {
            ended.round = ended.round.max(round);
            if let (Err(error), None) = (result, &ended.failure) {
                ended.failure = Some(Arc::new(error));
            }
        });
    }
}

/// Runs rounds until nobody waits.
struct Leader {
    group: Arc<GroupSync>,
    done: bool,
}

impl Leader {
    fn run(&mut self) {
        loop {
            for apart in [APART, APART_FOR_MANY] {
                let rest = self.group.rounds().rest(apart);
                std::thread::sleep(rest);
            }
            let began = Instant::now();
            let round = {
                let mut rounds = self.group.rounds();
                if rounds.wanted == 0 {
                    rounds.running = false;
                    self.done = true;
                    return;
                }
                rounds.wanted = 0;
                rounds.last = Some(began);
                rounds.begun += 1;
                rounds.begun
            };
            let result = self.group.store.sync();
            self.group.times.add(began.elapsed());
            self.group.end(round, result);
        }
    }
}

/// A round that never ran, or panicked, has failed: nobody may wait for it for ever.
impl Drop for Leader {
    fn drop(&mut self) {
        if !self.done {
            let round = {
                let mut rounds = self.group.rounds();
                rounds.running = false;
                rounds.wanted = 0;
                // Those who came later wait for the round after the running one.
                rounds.begun += 1;
                rounds.begun
            };
            self.group.end(round, Err(StoreError::Disk(std::io::Error::other("a sync was broken off"))));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use super::*;
    use crate::store::{Batch, Committed, Cursor, Table};

    /// Syncs only when told to, and counts.
    struct Gate {
        begun: mpsc::Sender<()>,
        go: Mutex<mpsc::Receiver<Result<(), StoreError>>>,
        count: AtomicUsize,
    }

    impl Store for Gate {
        fn get(&self, _: Table, _: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
            Ok(None)
        }

        fn cursor(&self, _: Table, _: Option<&[u8]>) -> Box<dyn Cursor + '_> {
            panic!("nobody reads here")
        }

        fn commit(&self, _: &Batch) -> Result<Committed, StoreError> {
            Ok(Committed::Applied)
        }

        fn sync(&self) -> Result<(), StoreError> {
            self.count.fetch_add(1, Ordering::SeqCst);
            self.begun.send(()).unwrap();
            self.go.lock().unwrap().recv().unwrap()
        }
    }

    struct Gated {
        store: Arc<Gate>,
        group: Arc<GroupSync>,
        begun: mpsc::Receiver<()>,
        go: mpsc::Sender<Result<(), StoreError>>,
    }

    fn gated() -> Gated {
        let (begun_sender, begun) = mpsc::channel();
        let (go, go_receiver) = mpsc::channel();
        let store = Arc::new(Gate { begun: begun_sender, go: Mutex::new(go_receiver), count: AtomicUsize::new(0) });
        let group = GroupSync::new(Arc::clone(&store) as _);
        Gated { store, group, begun, go }
    }

    impl Gated {
        /// Calls sync and polls it once, so that it has taken its place.
        fn call(&self) -> tokio::task::JoinHandle<Result<(), VaultError>> {
            let group = Arc::clone(&self.group);
            tokio::spawn(async move { group.sync().await })
        }

        async fn has_begun(&self) {
            loop {
                match self.begun.try_recv() {
                    Ok(()) => return,
                    Err(mpsc::TryRecvError::Empty) => tokio::task::yield_now().await,
                    Err(mpsc::TryRecvError::Disconnected) => panic!("the store is gone"),
                }
            }
        }
    }

    async fn let_tasks_run() {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }

    #[test]
    fn times_are_counted_by_bounds() {
        let times = Times::default();
        for micros in [100, 500, 501, 3000, 5_000_000] {
            times.add(Duration::from_micros(micros));
        }
        let read = times.read();
        assert_eq!((read.count, read.total), (5, Duration::from_micros(5_004_101)));
        let counts: Vec<u64> = read.within.iter().map(|(_, count)| *count).collect();
        assert_eq!(counts, [2, 3, 3, 4, 4, 4, 4, 4, 4, 4]);
    }

    #[tokio::test]
    async fn callers_that_come_while_a_sync_runs_share_the_next() {
        let gated = gated();
        let first = gated.call();
        gated.has_begun().await;
        let others: Vec<_> = (0..50).map(|_| gated.call()).collect();
        let_tasks_run().await;
        gated.go.send(Ok(())).unwrap();
        first.await.unwrap().unwrap();
        gated.has_begun().await;
        let_tasks_run().await;
        assert!(others.iter().all(|other| !other.is_finished()), "the first sync does not cover what they wrote");
        gated.go.send(Ok(())).unwrap();
        for other in others {
            other.await.unwrap().unwrap();
        }
        assert_eq!(gated.store.count.load(Ordering::SeqCst), 2);
        let again = gated.call();
        gated.has_begun().await;
        gated.go.send(Ok(())).unwrap();
        again.await.unwrap().unwrap();
        assert_eq!(gated.store.count.load(Ordering::SeqCst), 3);
    }

    #[tokio::test]
    async fn a_caller_that_gives_up_does_not_stop_the_others() {
        let gated = gated();
        let first = gated.call();
        gated.has_begun().await;
        let second = gated.call();
        let_tasks_run().await;
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        gated.go.send(Ok(())).unwrap();
        gated.has_begun().await;
        gated.go.send(Ok(())).unwrap();
        second.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn a_failed_sync_is_told_to_everyone_and_to_all_who_come_later() {
        let gated = gated();
        let first = gated.call();
        gated.has_begun().await;
        let second = gated.call();
        let_tasks_run().await;
        gated.go.send(Err(StoreError::Disk(std::io::Error::from(std::io::ErrorKind::StorageFull)))).unwrap();
        assert!(matches!(first.await.unwrap(), Err(VaultError::NotSynced(_))));
        gated.has_begun().await;
        gated.go.send(Ok(())).unwrap();
        assert!(matches!(second.await.unwrap(), Err(VaultError::NotSynced(_))));
    }

    #[tokio::test]
    async fn a_sync_that_panics_fails_its_callers() {
        let gated = gated();
        let first = gated.call();
        gated.has_begun().await;
        let second = gated.call();
        let_tasks_run().await;
        let Gated { go, .. } = gated;
        drop(go);
        assert!(matches!(first.await.unwrap(), Err(VaultError::NotSynced(_))));
        assert!(matches!(second.await.unwrap(), Err(VaultError::NotSynced(_))));
    }
}
