//! Group commit: callers that come together share one sync.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::VaultError;
use crate::store::{Store, StoreError};

/// Shares syncs of one store.
pub(super) struct GroupSync {
    store: Arc<dyn Store>,
    rounds: Mutex<Rounds>,
    /// The last round that ended.
    ended: watch::Sender<Ended>,
}

#[derive(Default)]
struct Rounds {
    /// The number of the last round that began.
    begun: u64,
    running: bool,
    /// Somebody came after the running round began.
    wanted: bool,
}

#[derive(Clone, Default)]
struct Ended {
    round: u64,
    /// The first failure; a store whose sync failed does not recover.
    failure: Option<Arc<StoreError>>,
}

impl GroupSync {
    pub(super) fn new(store: Arc<dyn Store>) -> Arc<Self> {
        Arc::new(Self { store, rounds: Mutex::default(), ended: watch::Sender::default() })
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
            if lead {
                rounds.running = true;
                rounds.begun = mine;
            } else {
                rounds.wanted = true;
            }
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
        let mut round = self.group.rounds().begun;
        loop {
            let result = self.group.store.sync();
            self.group.end(round, result);
            let mut rounds = self.group.rounds();
            if !rounds.wanted {
                rounds.running = false;
                self.done = true;
                return;
            }
            rounds.wanted = false;
            rounds.begun += 1;
            round = rounds.begun;
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
                rounds.wanted = false;
                // Those who came later wait for the round after the running one.
                rounds.begun += 1;
                rounds.begun
            };
            self.group.end(round, Err(StoreError::Disk(std::io::Error::other("a sync was broken off"))));
        }
    }
}
