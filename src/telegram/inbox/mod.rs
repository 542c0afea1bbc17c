//! The inbox: updates that Telegram may forget, kept until their handler has finished.

mod rows;

use std::{
    collections::{HashSet, VecDeque},
    hash::{BuildHasher as _, RandomState},
    sync::{Arc, Mutex, PoisonError, atomic::Ordering::Relaxed},
};

use tokio::{sync::Notify, task::spawn_blocking};

use self::rows::{Aside, Entry, Waiting};
use super::{RawUpdate, Traffic, UpdateId, traffic::count};
use crate::vault::{Vault, VaultError};

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
    traffic: Arc<Traffic>,
    /// Keyed anew in every process, so that memory holds no chat's number.
    hasher: RandomState,
    handled: Mutex<Handled>,
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
        let inbox = Self {
            vault,
            traffic,
            hasher: RandomState::new(),
            handled: Mutex::default(),
            news: Mutex::default(),
            arrived: Notify::new(),
        };
        let mut waiting = 0;
        let mut after = None;
        loop {
            let (page, next) = inbox.read_page(after, PAGE)?;
            waiting += page.len() as u64;
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
        {
            let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
            *news = Some(news.map_or(lowest, |known| known.min(lowest)));
        }
        self.arrived.notify_one();
        Ok(())
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

    /// Takes an update out, once its handler has finished.
    ///
    /// # Errors
    /// [`InboxError`].
    pub async fn finish(self: &Arc<Self>, id: UpdateId) -> Result<(), InboxError> {
        self.blocking(move |inbox| inbox.remove(id)).await
    }

    /// Counts a failed attempt on the disk; the fifth sets the update aside.
    ///
    /// # Errors
    /// [`InboxError`].
    pub async fn failed(self: &Arc<Self>, id: UpdateId) -> Result<Failed, InboxError> {
        self.blocking(move |inbox| inbox.count_failure(id)).await
    }

    /// Takes away everything that was set aside, and says how many updates it was: they hold what people wrote.
    ///
    /// # Errors
    /// [`InboxError`].
    pub async fn clear_aside(self: &Arc<Self>) -> Result<u64, InboxError> {
        self.blocking(|inbox| inbox.remove_aside(|_| true)).await
    }

    /// Takes away what was set aside of one chat, when its person asks to be forgotten.
    ///
    /// # Errors
    /// [`InboxError`].
    pub async fn forget(self: &Arc<Self>, chat: super::ChatId) -> Result<u64, InboxError> {
        self.blocking(move |inbox| inbox.remove_aside(|of| of == Some(chat))).await
    }

    /// Counts what was set aside of one chat, for its person. Blocks.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn aside_of(&self, chat: super::ChatId) -> Result<u64, VaultError> {
        self.count_aside(|of| of == Some(chat))
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

    fn write(&self, batch: &[RawUpdate]) -> Result<u64, VaultError> {
        let taken = self.vault.write(|writer| {
            let mut taken = 0;
            for update in batch {
                if writer.get::<Waiting>(&rows::head_key(update.id))?.is_some() {
                    continue;
                }
                for (key, row) in rows::rows(update) {
                    writer.put(&key, &row)?;
                }
                taken += 1;
            }
            Ok::<u64, VaultError>(taken)
        })?;
        self.traffic.inbox.fetch_add(taken, Relaxed);
        self.traffic.duplicates.fetch_add((batch.len() as u64).saturating_sub(taken), Relaxed);
        Ok(taken)
    }

    fn read_page(&self, after: Option<UpdateId>, limit: usize) -> Result<(Vec<Pending>, Option<UpdateId>), VaultError> {
        let limit = limit.clamp(1, PAGE);
        let mut pending: Vec<Pending> = Vec::new();
        let mut from = after.map(rows::after);
        while pending.len() < limit {
            let page = self.vault.page::<Waiting>(from.as_ref(), limit)?;
            let full = page.len() >= limit;
            from = page.last().map(|(key, _)| key.clone());
            for (key, Waiting(entry)) in page {
                if let (Some(id), Entry::HeadV1 { chat, .. }) = (rows::id_of(&key), entry) {
                    let chat = chat.map_or_else(|| self.hasher.hash_one((id, "alone")), |c| self.hasher.hash_one(c));
                    pending.push(Pending { id, chat });
                }
            }
            if !full {
                return Ok((pending, None));
            }
        }
        let next = pending.last().map(|last| last.id);
        Ok((pending, next))
    }

    fn read(&self, id: UpdateId) -> Result<Option<String>, VaultError> {
        let Some(Waiting(Entry::HeadV1 { parts, mut json, .. })) = self.vault.read(&rows::head_key(id))? else {
            return Ok(None);
        };
        for number in 0..parts {
            match self.vault.read(&rows::part_key(id, number))? {
                Some(Waiting(Entry::PartV1 { json: more })) => json.push_str(&more),
                _ => return Err(VaultError::Incomplete),
            }
        }
        Ok(Some(json))
    }

    fn remove(&self, id: UpdateId) -> Result<(), VaultError> {
        let removed = self.vault.write(|writer| {
            let key = rows::head_key(id);
            let Some(Waiting(Entry::HeadV1 { parts, .. })) = writer.get(&key)? else { return Ok(false) };
            writer.remove::<Waiting>(&key);
            for number in 0..parts {
                writer.remove::<Waiting>(&rows::part_key(id, number));
            }
            Ok::<bool, VaultError>(true)
        })?;
        if removed {
            self.traffic.inbox.fetch_sub(1, Relaxed);
            self.handled.lock().unwrap_or_else(PoisonError::into_inner).remember(id);
        }
        Ok(())
    }

    fn count_failure(&self, id: UpdateId) -> Result<Failed, VaultError> {
        count(&self.traffic.failed_attempts);
        let failed = self.vault.write(|writer| {
            let key = rows::head_key(id);
            let Some(Waiting(Entry::HeadV1 { chat, attempts, parts, json })) = writer.get(&key)? else {
                return Ok(Failed::Gone);
            };
            let attempts = attempts.saturating_add(1);
            let head = Entry::HeadV1 { chat, attempts, parts, json };
            if attempts < ATTEMPTS_MAX {
                writer.put(&key, &Waiting(head))?;
                return Ok(Failed::Again { attempts });
            }
            writer.remove::<Waiting>(&key);
            writer.put(&key, &Aside(head))?;
            for number in 0..parts {
                let key = rows::part_key(id, number);
                if let Some(Waiting(part)) = writer.get(&key)? {
                    writer.remove::<Waiting>(&key);
                    writer.put(&key, &Aside(part))?;
                }
            }
            Ok::<Failed, VaultError>(Failed::SetAside)
        })?;
        if failed == Failed::SetAside {
            self.traffic.inbox.fetch_sub(1, Relaxed);
            count(&self.traffic.set_aside);
            self.handled.lock().unwrap_or_else(PoisonError::into_inner).remember(id);
        }
        Ok(failed)
    }

    fn count_aside(&self, which: impl Fn(Option<super::ChatId>) -> bool) -> Result<u64, VaultError> {
        let (mut counted, mut after) = (0, None);
        loop {
            let page = self.vault.page::<Aside>(after.as_ref(), PAGE)?;
            let Some((last, _)) = page.last() else { return Ok(counted) };
            after = Some(last.clone());
            let chats = page.iter().filter_map(|(_, Aside(entry))| match entry {
                Entry::HeadV1 { chat, .. } => Some(*chat),
                Entry::PartV1 { .. } => None,
            });
            counted += chats.filter(|chat| which(*chat)).count() as u64;
        }
    }

    fn remove_aside(&self, which: impl Fn(Option<super::ChatId>) -> bool) -> Result<u64, VaultError> {
        let (mut removed, mut after) = (0, None);
        loop {
            let page = self.vault.page::<Aside>(after.as_ref(), PAGE)?;
            let Some((last, _)) = page.last() else { return Ok(removed) };
            after = Some(last.clone());
            for (key, Aside(entry)) in page {
                let Entry::HeadV1 { chat, parts, .. } = entry else { continue };
                let Some(id) = rows::id_of(&key).filter(|_| which(chat)) else { continue };
                self.vault.write(|writer| {
                    writer.remove::<Aside>(&key);
                    (0..parts).for_each(|number| writer.remove::<Aside>(&rows::part_key(id, number)));
                    Ok::<(), VaultError>(())
                })?;
                removed += 1;
                self.traffic.set_aside.fetch_sub(1, Relaxed);
            }
        }
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
