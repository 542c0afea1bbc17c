//! Forgetting a person: what of theirs waits, and what was set aside, goes within the write that erases them.
//!
//! It is looked for before that write, page by page, so that nobody waits for the search and memory does not grow with the
//! inbox. What is taken in meanwhile is noted within the write that takes it in.

use std::{collections::BTreeSet, sync::PoisonError, sync::atomic::Ordering::Relaxed};

use super::{
    Inbox, PAGE,
    rows::{Aside, Entry, Waiting},
};
use crate::{
    telegram::{ChatId, UpdateId},
    vault::{Position, Record, VaultError, Writer},
};

/// A search for everything of a chat. While it lives, what comes in of the chat is noted.
pub struct Sought<'a> {
    inbox: &'a Inbox,
    chat: ChatId,
}

/// What [`Sought::forget_in`] has taken away.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    waiting: Vec<UpdateId>,
    aside: u64,
}

impl Forgotten {
    /// Tells whether it is nothing.
    pub fn is_nothing(&self) -> bool {
        self.waiting.is_empty() && self.aside == 0
    }
}

impl Inbox {
    /// Looks for everything of a chat. Blocks for a scan of the inbox and of what was set aside.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn seek(&self, chat: ChatId) -> Result<Sought<'_>, VaultError> {
        // Between two writes: what was written before is found by the search, what comes later is noted.
        self.vault.write(|_| {
            self.sought().insert(chat, BTreeSet::new());
            Ok::<(), VaultError>(())
        })?;
        let sought = Sought { inbox: self, chat };
        // In this order: what is put back to be tried again meanwhile is seen in either place.
        self.seek_in::<Aside>(chat, |Aside(entry)| entry)?;
        self.seek_in::<Waiting>(chat, |Waiting(entry)| entry)?;
        Ok(sought)
    }

    fn seek_in<R: Record>(&self, chat: ChatId, entry: fn(R) -> Entry) -> Result<(), VaultError> {
        let mut after: Option<Position> = None;
        loop {
            let page = self.vault.page::<R>(after.as_ref(), PAGE)?;
            let is_last = page.len() < PAGE;
            after = page.last().map(|row| row.at.clone());
            for row in page {
                let Entry::HeadV1 { chat: of, .. } = entry(row.record) else { continue };
                if let Some(id) = self.places.id_of(&row.key).filter(|_| of == Some(chat)) {
                    self.note_sought(chat, id);
                }
            }
            if is_last {
                return Ok(());
            }
        }
    }

    /// Notes an update for whoever looks for its chat just now; called within the write that takes it in.
    pub(super) fn note_sought(&self, chat: ChatId, id: UpdateId) {
        if let Some(ids) = self.sought().get_mut(&chat) {
            ids.insert(id);
        }
    }

    /// Says which update of a chat is being handled: it stays until its handler has finished.
    pub(crate) fn handles(&self, chat: u64, id: Option<UpdateId>) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        match id {
            Some(id) => running.insert(chat, id),
            None => running.remove(&chat),
        };
    }

    fn is_running(&self, id: UpdateId, chat: ChatId) -> bool {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.get(&self.stands_for(id, Some(chat))) == Some(&id)
    }
}

impl Sought<'_> {
    /// Takes all of it away within the write that forgets its person, but for the update that asks for it: that one goes
    /// when its handler has finished. May be called again, where the write is tried again.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn forget_in(&self, writer: &mut Writer<'_>) -> Result<Forgotten, VaultError> {
        let inbox = self.inbox;
        // No other write comes between this and the commit.
        let ids = inbox.sought().get(&self.chat).cloned().unwrap_or_default();
        let mut forgotten = Forgotten::default();
        for id in ids.into_iter().filter(|id| !inbox.is_running(*id, self.chat)) {
            if self.remove::<Waiting>(writer, id, |Waiting(entry)| entry)? {
                forgotten.waiting.push(id);
            }
            forgotten.aside += u64::from(self.remove::<Aside>(writer, id, |Aside(entry)| entry)?);
        }
        Ok(forgotten)
    }

    /// Counts what was taken away, once it is written; what Telegram delivers once more of it is not taken in again.
    pub fn forgot(self, forgotten: Forgotten) {
        let inbox = self.inbox;
        inbox.traffic.set_aside.fetch_sub(forgotten.aside, Relaxed);
        inbox.traffic.inbox.fetch_sub(forgotten.waiting.len() as u64, Relaxed);
        for id in forgotten.waiting {
            inbox.floods().remove(inbox.stands_for(id, Some(self.chat)));
            inbox.handled.lock().unwrap_or_else(PoisonError::into_inner).remember(id);
        }
    }

    /// Takes one update away where it lies in a table; says whether it did. It is looked at and let go, so that a flood of
    /// one person takes no memory.
    fn remove<R: Record>(
        &self,
        writer: &mut Writer<'_>,
        id: UpdateId,
        entry: fn(R) -> Entry,
    ) -> Result<bool, VaultError> {
        let key = self.inbox.places.head(id);
        let Some(Entry::HeadV1 { chat, parts, .. }) = self.inbox.vault.read::<R>(&key)?.map(entry) else {
            return Ok(false);
        };
        if chat != Some(self.chat) {
            return Ok(false);
        }
        writer.remove::<R>(&key);
        (0..parts).for_each(|number| writer.remove::<R>(&self.inbox.places.part(id, number)));
        Ok(true)
    }
}

impl Drop for Sought<'_> {
    fn drop(&mut self) {
        self.inbox.sought().remove(&self.chat);
    }
}
