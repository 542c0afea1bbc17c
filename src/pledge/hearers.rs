//! Who wants to hear how the count goes, and what they were told.
//!
//! A signatory has a row here only after pressing the button that says so; it goes with the pledge, by the same button, or
//! when they leave. Each announcement has a number, and a row says which one its person was told last: it is marked *before*
//! the message goes out, so that a crash leaves at most the few on their way untold and tells nobody twice.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::announcement::{Announcement, StoredAnnouncements};
use super::closing::if_open;
use crate::campaign::{Campaign, PetitionId};
use crate::store::Table;
use crate::telegram::UserId;
use crate::text::Language;
use crate::vault::{Position, Record, RowKey, Vault, VaultError, Writer, tables};

/// Somebody who wants to hear.
#[derive(Clone, PartialEq, Eq)]
pub struct Hearer {
    /// Their account.
    pub user: UserId,
    /// The language that they spoke then.
    pub language: Language,
}

/// An announcement that is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Current {
    /// Its number.
    pub number: u32,
    /// What it says.
    pub what: Announcement,
    /// The count when it began.
    pub total: u64,
}

/// Those who want to hear of one petition. Cheap to clone.
#[derive(Clone)]
pub struct Hearers {
    vault: Arc<Vault>,
    petition: PetitionId,
}

impl Hearers {
    pub(super) fn new(vault: Arc<Vault>, petition: PetitionId) -> Self {
        Self { vault, petition }
    }

    /// Tells whether somebody wants to hear.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn hears(&self, user: UserId) -> Result<bool, VaultError> {
        let Some(key) = if_open(self.key(user))? else { return Ok(false) };
        Ok(self.vault.read::<StoredHearer>(&key)?.is_some())
    }

    /// Keeps that somebody wants to hear, of what is announced from now on.
    pub fn begin(&self, user: UserId, language: Language) -> Result<(), VaultError> {
        let key = self.key(user)?;
        self.vault.write(|writer| {
            if writer.get::<StoredHearer>(&key)?.is_some() {
                return Ok(());
            }
            let told = self.announcements(writer)?.unwrap_or_default().number;
            writer.put(&key, &StoredHearer::V1 { user, language, told })
        })
    }

    /// Keeps nothing of somebody here any more. Says whether there was something.
    pub fn end(&self, user: UserId) -> Result<bool, VaultError> {
        self.vault.write(|writer| self.erase(writer, user))
    }

    /// As [`Hearers::end`], within a larger write.
    pub fn erase(&self, writer: &mut Writer<'_>, user: UserId) -> Result<bool, VaultError> {
        let Some(key) = if_open(self.key(user))? else { return Ok(false) };
        let was_there = writer.get::<StoredHearer>(&key)?.is_some();
        if was_there {
            writer.remove::<StoredHearer>(&key);
        }
        Ok(was_there)
    }

    /// Gives the announcement that is on its way, or begins the one that is due.
    ///
    /// The first look of all only notes what was reached before: nobody has been promised to hear of that.
    pub fn look(&self, campaign: &Campaign, total: u64, now: jiff::Timestamp) -> Result<Option<Current>, VaultError> {
        let seen = self.vault.read::<StoredAnnouncements>(&self.state_key())?.map(StoredAnnouncements::read);
        let same = |state: &super::announcement::Announcements| {
            state.current.is_none() && state.due(campaign, total, now).is_none()
        };
        if seen.as_ref().is_some_and(same) {
            return Ok(None);
        }
        self.vault.write(|writer| {
            let Some(mut state) = self.announcements(writer)? else {
                let state = super::announcement::Announcements::beginning(campaign, total);
                writer.put(&self.state_key(), &StoredAnnouncements::V1(state))?;
                return Ok(None);
            };
            if state.current.is_none() {
                let Some(what) = state.due(campaign, total, now) else { return Ok(None) };
                state.begin(what, total);
                writer.put(&self.state_key(), &StoredAnnouncements::V1(state.clone()))?;
            }
            Ok(state.current.map(|(what, total)| Current { number: state.number, what, total }))
        })
    }

    /// Keeps that everybody was told.
    pub fn finish(&self, number: u32) -> Result<(), VaultError> {
        self.vault.write(|writer| {
            let Some(mut state) = self.announcements(writer)? else { return Ok(()) };
            if state.number == number {
                state.current = None;
                writer.put(&self.state_key(), &StoredAnnouncements::V1(state))?;
            }
            Ok(())
        })
    }

    /// Reads up to `limit` rows after `after`, and gives those of them that have yet to be told of this number, with the last
    /// row that was read; `None` at the end.
    pub fn untold(
        &self,
        number: u32,
        after: Option<&Position>,
        limit: usize,
    ) -> Result<Option<(Position, Vec<Hearer>)>, VaultError> {
        let rows = self.vault.page::<StoredHearer>(after, limit)?;
        let Some(last) = rows.last().map(|row| row.at.clone()) else { return Ok(None) };
        let untold = rows.into_iter().filter_map(|row| {
            let StoredHearer::V1 { user, language, told } = row.record;
            (told < number).then_some(Hearer { user, language })
        });
        Ok(Some((last, untold.collect())))
    }

    /// Marks people as told of this number, and gives those who still want to hear and had not been.
    pub fn claim(&self, number: u32, hearers: &[Hearer]) -> Result<Vec<Hearer>, VaultError> {
        self.vault.write(|writer| {
            let mut claimed = Vec::new();
            for hearer in hearers {
                let key = self.key(hearer.user)?;
                match writer.get::<StoredHearer>(&key)? {
                    Some(StoredHearer::V1 { user, language, told }) if told < number => {
                        writer.put(&key, &StoredHearer::V1 { user, language, told: number })?;
                        claimed.push(hearer.clone());
                    }
                    _ => {}
                }
            }
            Ok(claimed)
        })
    }

    /// Takes a mark back where the message was surely not sent.
    pub fn release(&self, number: u32, user: UserId) -> Result<(), VaultError> {
        let key = self.key(user)?;
        self.vault.write(|writer| match writer.get::<StoredHearer>(&key)? {
            Some(StoredHearer::V1 { user, language, told }) if told == number => {
                writer.put(&key, &StoredHearer::V1 { user, language, told: number.saturating_sub(1) })
            }
            _ => Ok(()),
        })
    }

    fn announcements(&self, writer: &mut Writer<'_>) -> Result<Option<super::announcement::Announcements>, VaultError> {
        Ok(writer.get::<StoredAnnouncements>(&self.state_key())?.map(StoredAnnouncements::read))
    }

    fn key(&self, user: UserId) -> Result<RowKey, VaultError> {
        self.vault.petition_row_key(tables::HEARERS, self.petition.as_str(), &user.to_bytes())
    }

    fn state_key(&self) -> RowKey {
        self.vault.row_key(tables::STATE, format!("announcements {}", self.petition.as_str()).as_bytes())
    }
}

/// Prints the type only.
impl fmt::Debug for Hearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hearer")
    }
}

/// The record in the table `hearers`; row key: the petition's own blind index of the user's number.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredHearer {
    V1 {
        user: UserId,
        language: Language,
        /// The number of the announcement that they were told last.
        told: u32,
    },
}

impl Record for StoredHearer {
    const TABLE: Table = tables::HEARERS;
}
