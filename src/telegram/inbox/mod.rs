//! The inbox: updates that Telegram may forget, kept until their handler has finished.

mod aside;
mod disk;
mod finishing;
mod floods;
mod forgetting;
mod rows;

use std::{
    collections::{BTreeSet, HashMap, HashSet, VecDeque},
    hash::{BuildHasher as _, RandomState},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak, atomic::Ordering::Relaxed},
};

use rand::rngs::OsRng;
use tokio::{sync::Notify, task::spawn_blocking};

use self::{finishing::Finishing, floods::Floods, rows::Places};
use super::{ChatId, RawUpdate, Traffic, UpdateId, traffic::count};
use crate::vault::{Vault, VaultError};

pub use self::aside::{AsideKind, AsideSummary};
pub use self::floods::{Judge, Worth};
pub use self::forgetting::{Forgotten, Sought};

/// An update longer than this, in bytes, is dropped: Telegram's own are far shorter.
pub const UPDATE_MAX: usize = 256 << 10;
/// After so many failed attempts an update is set aside.
pub const ATTEMPTS_MAX: u8 = 5;
/// How many numbers of updates just handled are remembered, for those that Telegram delivers again.
const REMEMBERED: usize = 4096;
/// Rows read at a time.
const PAGE: usize = 256;

/// Keeps updates on the disk, encrypted, from before they are confirmed to Telegram until they are handled.
///
/// Every update that [`Inbox::take`] has returned for survives a crash and a power cut, and is handled at least once.
pub struct Inbox {
    vault: Arc<Vault>,
    places: Places,
    traffic: Arc<Traffic>,
    /// Keyed anew in every process, so that memory holds no chat's number.
    hasher: RandomState,
    handled: Mutex<Handled>,
    finishing: Finishing,
    floods: Mutex<Floods>,
    judge: OnceLock<Weak<dyn Judge>>,
    /// Chats of which everything is looked for, and what was found.
    sought: Mutex<HashMap<ChatId, BTreeSet<UpdateId>>>,
    /// The update of each chat that is being handled.
    running: Mutex<HashMap<u64, UpdateId>>,
    news: Mutex<Option<UpdateId>>,
    arrived: Notify,
}

/// The inbox can't be read or written: the process must end, and Telegram keeps what was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum InboxError {
    /// The vault below failed.
    #[error("the inbox can't be read or written")]
    Vault(#[from] VaultError),
    /// The runtime ends.
    #[error("the program ends")]
    Ending,
}

/// An update that waits for its handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    /// Its number.
    pub id: UpdateId,
    /// Stands for its chat in this process; updates without one have each their own.
    pub chat: u64,
}

/// What became of an update whose handler failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// It stays, to be tried again.
    Again {
        /// Attempts so far.
        attempts: u8,
    },
    /// It was its last attempt.
    SetAside,
    /// It was not in the inbox.
    Gone,
}

#[derive(Default)]
struct Handled {
    order: VecDeque<UpdateId>,
    ids: HashSet<UpdateId>,
}

impl Inbox {
    /// Opens the inbox and counts what waits in it. Blocks; the inbox is short unless the bot was killed in a flood.
    ///
    /// # Errors
    /// [`InboxError::Vault`].
    pub fn new(vault: Arc<Vault>) -> Result<Arc<Self>, InboxError> {
        let traffic = Arc::new(Traffic::default());
        let places = Places::open(&vault, &mut OsRng)?;
        let inbox = Self {
            vault,
            places,
            traffic,
            hasher: RandomState::new(),
            handled: Mutex::default(),
            finishing: Finishing::default(),
            floods: Mutex::default(),
            judge: OnceLock::new(),
            sought: Mutex::default(),
            running: Mutex::default(),
            news: Mutex::default(),
            arrived: Notify::new(),
        };
        let mut waiting = 0;
        let mut after = None;
        loop {
            let (page, next) = inbox.read_page(after, PAGE)?;
            waiting += page.len() as u64;
            page.iter().for_each(|pending| inbox.floods().add(pending.chat));
            match next {
                Some(_) => after = next,
                None => break,
            }
        }
        inbox.traffic.inbox.store(waiting, Relaxed);
        inbox.traffic.set_aside.store(inbox.count_aside(|_| true)?, Relaxed);
        Ok(Arc::new(inbox))
    }

    /// Gives the counters, for [`super::CourierOptions`] and for status.
    pub fn traffic(&self) -> Arc<Traffic> {
        Arc::clone(&self.traffic)
    }

    /// Lets a judge decide what is kept of a flood; without one, everything is. Once only.
    ///
    /// The caller keeps the judge for as long as it judges: it knows the rooms, which hold this inbox.
    pub fn heed(&self, judge: &Arc<dyn Judge>) {
        let _ = self.judge.set(Arc::downgrade(judge));
    }

    /// Puts a batch on the disk in one write and returns when it survives a power cut. Updates that are there are left.
    ///
    /// # Errors
    /// [`InboxError`]: nothing of the batch may be confirmed to Telegram.
    pub async fn take(self: &Arc<Self>, batch: Vec<RawUpdate>) -> Result<(), InboxError> {
        let wanted = self.wanted(batch);
        let Some(lowest) = wanted.iter().map(|update| update.id).min() else { return Ok(()) };
        let taken = self.blocking(move |inbox| inbox.write(&wanted)).await?;
        self.vault.sync().await?;
        self.traffic.received.fetch_add(taken, Relaxed);
        self.announce(lowest);
        Ok(())
    }

    /// Lets the dispatcher look for updates from a number on.
    fn announce(&self, lowest: UpdateId) {
        {
            let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
            *news = Some(news.map_or(lowest, |known| known.min(lowest)));
        }
        self.arrived.notify_one();
    }

    /// Lists up to `limit` updates after `after` in the order of their numbers, and where to go on, `None` at the end.
    ///
    /// # Errors
    /// [`InboxError`].
    pub async fn pending(
        self: &Arc<Self>,
        after: Option<UpdateId>,
        limit: usize,
    ) -> Result<(Vec<Pending>, Option<UpdateId>), InboxError> {
        self.blocking(move |inbox| inbox.read_page(after, limit)).await
    }

    /// Reads an update's JSON; `None` where it is not in the inbox any more.
    ///
    /// # Errors
    /// [`InboxError`].
    pub async fn load(self: &Arc<Self>, id: UpdateId) -> Result<Option<String>, InboxError> {
        self.blocking(move |inbox| inbox.read(id)).await
    }

    /// Tells whether more of a chat waits than a person writes.
    pub(super) fn is_flooded(&self, chat: u64) -> bool {
        self.floods().is_flooded(chat)
    }

    /// Tells whether an update that was kept may be let go after all, for its chat is in a flood. May block.
    pub(super) fn lets_go(&self, chat: u64, json: &str) -> bool {
        let Some(judge) = self.judge().filter(|_| self.is_flooded(chat)) else { return false };
        let goes = judge.worth(json) == Worth::Nothing;
        if goes {
            self.let_go(&*judge, chat, json);
        }
        goes
    }

    /// Counts a failed attempt on the disk; the fifth sets the update aside.
    ///
    /// # Errors
    /// [`InboxError`].
    pub async fn failed(self: &Arc<Self>, id: UpdateId) -> Result<Failed, InboxError> {
        self.blocking(move |inbox| inbox.count_failure(id)).await
    }

    /// Waits until something was taken since the last call, and gives the lowest number of it.
    pub(super) async fn news(&self) -> UpdateId {
        loop {
            let lowest = self.news.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(lowest) = lowest {
                return lowest;
            }
            self.arrived.notified().await;
        }
    }

    async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, InboxError> {
        let inbox = Arc::clone(self);
        Ok(spawn_blocking(move || work(&inbox)).await.map_err(|_| InboxError::Ending)??)
    }

    /// Leaves out what is too long or was just handled.
    fn wanted(&self, mut batch: Vec<RawUpdate>) -> Vec<RawUpdate> {
        let handled = self.handled.lock().unwrap_or_else(PoisonError::into_inner);
        batch.retain(|update| {
            if update.json().len() > UPDATE_MAX {
                count(&self.traffic.oversized);
                tracing::warn!(bytes = update.json().len(), "an update is too long and was dropped");
                return false;
            }
            let known = handled.ids.contains(&update.id);
            if known {
                count(&self.traffic.duplicates);
            }
            !known
        });
        batch
    }

    /// Says what an update is worth that was just received; tells its person where it is let go.
    fn worth(&self, chat: u64, update: &RawUpdate) -> Worth {
        let Some(judge) = self.judge().filter(|_| update.chat.is_some() && self.is_flooded(chat)) else {
            return Worth::Everything;
        };
        let worth = judge.worth(update.json());
        if worth == Worth::Nothing {
            self.let_go(&*judge, chat, update.json());
        }
        worth
    }

    fn judge(&self) -> Option<Arc<dyn Judge>> {
        self.judge.get()?.upgrade()
    }

    fn let_go(&self, judge: &dyn Judge, chat: u64, json: &str) {
        count(&self.traffic.slowed);
        let is_first = self.floods().let_go(chat);
        if is_first {
            judge.slowed(json);
        }
    }

    fn stands_for(&self, id: UpdateId, chat: Option<ChatId>) -> u64 {
        chat.map_or_else(|| self.hasher.hash_one((id, "alone")), |chat| self.hasher.hash_one(chat))
    }

    fn sought(&self) -> MutexGuard<'_, HashMap<ChatId, BTreeSet<UpdateId>>> {
        self.sought.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn floods(&self) -> MutexGuard<'_, Floods> {
        self.floods.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inbox")
    }
}

impl Handled {
    fn remember(&mut self, id: UpdateId) {
        if self.ids.insert(id) {
            self.order.push_back(id);
        }
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests;
