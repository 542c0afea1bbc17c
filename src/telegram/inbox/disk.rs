//! What the inbox does on the disk; every call blocks.

use std::sync::PoisonError;
use std::sync::atomic::Ordering::Relaxed;

use super::rows::{self, Aside, Entry, Waiting};
use super::{ATTEMPTS_MAX, Failed, Inbox, PAGE, Pending, Worth, floods};
use crate::telegram::traffic::count;
use crate::telegram::{RawUpdate, UpdateId};
use crate::vault::{Found, VaultError};

impl Inbox {
    /// Writes what is to be kept, and says how many that is.
    pub(super) fn write(&self, batch: &[RawUpdate]) -> Result<u64, VaultError> {
        let mut taken = 0;
        // Within a batch the flood begins too, so it is written in pieces.
        for piece in batch.chunks(floods::FLOOD as usize / 2) {
            taken += self.write_piece(piece)?;
        }
        Ok(taken)
    }

    fn write_piece(&self, batch: &[RawUpdate]) -> Result<u64, VaultError> {
        let mut kept = Vec::with_capacity(batch.len());
        let mut needless = Vec::new();
        for update in batch {
            let chat = self.stands_for(update.id, update.chat);
            match self.worth(chat, update) {
                Worth::Nothing => continue,
                Worth::Merges(kind) => needless.extend(self.floods().merge(chat, kind, update.id)),
                Worth::Everything => {}
            }
            kept.push((update, chat));
        }
        let new = self.vault.write(|writer| {
            let mut new = Vec::new();
            for (update, chat) in &kept {
                update.chat.iter().for_each(|chat| self.note_sought(*chat, update.id));
                if writer.get::<Waiting>(&self.places.head(update.id))?.is_some() {
                    continue;
                }
                for (key, row) in self.places.rows(update) {
                    writer.put(&key, &row)?;
                }
                new.push(*chat);
            }
            Ok::<_, VaultError>(new)
        })?;
        new.iter().for_each(|chat| self.floods().add(*chat));
        let taken = new.len() as u64;
        self.traffic.inbox.fetch_add(taken, Relaxed);
        self.traffic.duplicates.fetch_add((kept.len() as u64).saturating_sub(taken), Relaxed);
        // Only now: a crash in between leaves one too many.
        let slowed = self.remove(&needless)?;
        self.traffic.slowed.fetch_add(slowed, Relaxed);
        Ok(taken)
    }

    /// Reads up to `limit` heads of updates behind `after`; gives the last one's number where there may be more.
    pub(super) fn read_page(
        &self,
        after: Option<UpdateId>,
        limit: usize,
    ) -> Result<(Vec<Pending>, Option<UpdateId>), VaultError> {
        let limit = limit.clamp(1, PAGE);
        let mut pending: Vec<Pending> = Vec::new();
        let mut from = after.map(|id| self.places.after(id));
        while pending.len() < limit {
            let page = self.vault.page::<Waiting>(from.as_ref(), limit)?;
            let full = page.len() >= limit;
            from = page.last().map(|row| row.at.clone());
            for Found { key, record: Waiting(entry), .. } in page {
                if let (Some(id), Entry::HeadV1 { chat, .. }) = (self.places.id_of(&key), entry) {
                    pending.push(Pending { id, chat: self.stands_for(id, chat) });
                }
            }
            if !full {
                return Ok((pending, None));
            }
        }
        let next = pending.last().map(|last| last.id);
        Ok((pending, next))
    }

    /// Reads the whole of an update.
    pub(super) fn read(&self, id: UpdateId) -> Result<Option<String>, VaultError> {
        let Some(Waiting(Entry::HeadV1 { parts, mut json, .. })) = self.vault.read(&self.places.head(id))? else {
            return Ok(None);
        };
        for number in 0..parts {
            match self.vault.read(&self.places.part(id, number))? {
                Some(Waiting(Entry::PartV1 { json: more })) => json.push_str(&more),
                _ => return Err(VaultError::Incomplete),
            }
        }
        Ok(Some(rows::unfilled(json)))
    }

    /// Takes updates out in one write; says how many of them were there.
    pub(super) fn remove(&self, ids: &[UpdateId]) -> Result<u64, VaultError> {
        if ids.is_empty() {
            return Ok(0);
        }
        let removed = self.vault.write(|writer| {
            let mut removed = Vec::with_capacity(ids.len());
            for id in ids {
                let key = self.places.head(*id);
                let Some(Waiting(Entry::HeadV1 { chat, parts, .. })) = writer.get(&key)? else { continue };
                writer.remove::<Waiting>(&key);
                for number in 0..parts {
                    writer.remove::<Waiting>(&self.places.part(*id, number));
                }
                removed.push((*id, chat));
            }
            Ok::<_, VaultError>(removed)
        })?;
        for (id, chat) in &removed {
            self.floods().remove(self.stands_for(*id, *chat));
            self.handled.lock().unwrap_or_else(PoisonError::into_inner).remember(*id);
        }
        self.traffic.inbox.fetch_sub(removed.len() as u64, Relaxed);
        Ok(removed.len() as u64)
    }

    /// Counts a failed attempt; sets the update aside where it was the last one.
    pub(super) fn count_failure(&self, id: UpdateId) -> Result<Failed, VaultError> {
        count(&self.traffic.failed_attempts);
        let (failed, of) = self.vault.write(|writer| {
            let key = self.places.head(id);
            let Some(Waiting(Entry::HeadV1 { chat, attempts, parts, json })) = writer.get(&key)? else {
                return Ok((Failed::Gone, None));
            };
            let attempts = attempts.saturating_add(1);
            let head = Entry::HeadV1 { chat, attempts, parts, json };
            if attempts < ATTEMPTS_MAX {
                writer.put(&key, &Waiting(head))?;
                return Ok((Failed::Again { attempts }, chat));
            }
            writer.remove::<Waiting>(&key);
            writer.put(&key, &Aside(head))?;
            for number in 0..parts {
                let key = self.places.part(id, number);
                if let Some(Waiting(part)) = writer.get(&key)? {
                    writer.remove::<Waiting>(&key);
                    writer.put(&key, &Aside(part))?;
                }
            }
            Ok::<_, VaultError>((Failed::SetAside, chat))
        })?;
        if failed == Failed::SetAside {
            self.floods().remove(self.stands_for(id, of));
            self.traffic.inbox.fetch_sub(1, Relaxed);
            count(&self.traffic.set_aside);
            self.handled.lock().unwrap_or_else(PoisonError::into_inner).remember(id);
        }
        Ok(failed)
    }
}
