//! Closing a petition: the key that ties its pledges to people is destroyed, what was sealed goes, the totals stay.
//!
//! ```text
//! decide    one commit: the final count, the day, and that it is closed; nobody pledges or withdraws from here on
//! destroy   sync, then the keyring without the petition's key, written whole, the old one overwritten
//! sweep     rows that nobody can be found in any more, and the way back to those who sealed; sync
//! ```
//!
//! It can be broken off between any two steps: what was decided stands, [`super::Pledges::open`] and
//! [`super::Pledges::beside`] destroy the key where it is still there, and [`super::Pledges::sweep_closed`] goes on where it
//! was. Whose letters go is kept with the decision, so that it goes on for a petition that no campaign has any more, too.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::count_log::StoredReceipt;
use super::hearers::StoredHearer;
use super::imports::StoredMark;
use super::letters::Letters;
use super::record::StoredPledge;
use super::{LetterId, LettersOf, Pledges, hex};
use crate::campaign::{Day, PetitionId};
use crate::store::Table;
use crate::vault::{Record, RowKey, Vault, VaultError, Writer, tables};

/// Rows that are removed in one write: few enough for those who wait.
const AT_ONCE: usize = 64;

/// How a petition ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// The day.
    pub day: Day,
    /// Everyone whose pledge was for the wording that held then.
    pub total: u64,
    /// Whether nothing is left that leads to a person.
    pub swept: bool,
}

/// Why a petition was not closed; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// There are sealed letters that were not taken out, or some went since.
    #[error("what is sealed now is not what was exported last")]
    NotExported,
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// Names a set of letters: SHA-256 of their ids, sorted. Tells whether what was exported is what there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported([u8; 32]);

impl Exported {
    /// Names the letters of these ids, in whatever order.
    pub fn of(ids: impl IntoIterator<Item = LetterId>) -> Self {
        let mut ids: Vec<LetterId> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        let mut hash = Sha256::new_with_prefix(b"klich exported v1\n");
        ids.iter().for_each(|id| hash.update(id.to_bytes()));
        Self(hash.finalize().into())
    }
}

/// Writes it in 64 hex digits.
impl fmt::Display for Exported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl FromStr for Exported {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        super::unhex(text).map(Self).ok_or(())
    }
}

impl Pledges {
    /// Tells how the petition ended; `None` while it is open.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn closed(&self) -> Result<Option<Closed>, VaultError> {
        Ok(self.vault.read::<StoredClosing>(&closing_key(&self.vault, &self.petition))?.map(Closed::from))
    }

    /// Keeps that these letters were taken out, all that there were.
    pub fn note_export(&self, exported: Exported) -> Result<(), VaultError> {
        let key = self.export_key();
        self.vault.write(|writer| writer.put(&key, &StoredExport::V1(exported)))
    }

    /// Tells whether what is sealed now was taken out, all of it, that for other campaigns too. Blocks for the scan.
    pub fn is_exported(&self, letters: &Letters) -> Result<bool, VaultError> {
        let mut now = letters.all_ids()?;
        for shard in 0..LetterId::SHARDS {
            now.extend(self.imports.ids(shard)?);
        }
        let now = Exported::of(now);
        let last = self.vault.read::<StoredExport>(&self.export_key())?;
        Ok(now == Exported::of([]) || last.is_some_and(|StoredExport::V1(last)| last == now))
    }

    /// Decides that the petition is closed, and destroys its key, on the disk first; `also` is done in the write that
    /// decides. Blocks for a scan of the letters unless `without_export` says that they may go unread.
    ///
    /// What leads to people is still to be removed: [`Pledges::sweep_closed`]. Closed before, nothing happens.
    ///
    /// # Errors
    /// [`CloseError`].
    ///
    /// # Security
    /// From here on nobody can tell from a person's number which pledge was theirs, whoever has the vault's key. Copies that
    /// were made before, with their keyring, still can.
    pub fn close(
        &self,
        letters: &Letters,
        without_export: bool,
        today: Day,
        mut also: impl FnMut(&mut Writer<'_>) -> Result<(), VaultError>,
    ) -> Result<Closed, CloseError> {
        let key = closing_key(&self.vault, &self.petition);
        let closed = self.vault.write(|writer| {
            if let Some(before) = writer.get::<StoredClosing>(&key)? {
                return Ok(Closed::from(before));
            }
            // No letter comes between this look and the commit: whoever writes waits.
            if !without_export && !self.is_exported(letters)? {
                return Err(CloseError::NotExported);
            }
            let total = self.read_tally(writer)?.standing(&self.statement);
            let decided = StoredClosing::V2 { day: today, total, swept: false, letters: self.letters_of };
            writer.put(&key, &decided)?;
            also(writer)?;
            Ok(Closed { day: today, total, swept: false })
        })?;
        // What was decided must not be lost once the key is.
        self.vault.sync_blocking()?;
        self.vault.close_petition(self.petition.as_str())?;
        Ok(closed)
    }

    /// Removes what a closed petition leaves: rows that nobody can be found in, and every sealed letter of its campaign but
    /// private messages. May be broken off anywhere and called again; says whether there was something to do. Blocks.
    ///
    /// Where nobody knows whose letters these are (closed by an earlier klich, and no campaign has the petition any more), they
    /// stay until one has it again, and so does the note that this is to be done.
    pub fn sweep_closed(&self, letters: &Letters) -> Result<bool, VaultError> {
        let key = closing_key(&self.vault, &self.petition);
        let Some(decided) = self.vault.read::<StoredClosing>(&key)?.filter(|decided| !decided.is_swept()) else {
            return Ok(false);
        };
        let mut removed = sweep::<StoredHearer>(&self.vault)?;
        removed |= sweep::<StoredReceipt>(&self.vault)?;
        removed |= sweep::<StoredPledge>(&self.vault)?;
        removed |= sweep::<StoredMark>(&self.vault)?;
        removed |= self.imports.remove_all(AT_ONCE)?;
        let whose = decided.letters().unwrap_or(self.letters_of);
        removed |= letters.remove_all_but_messages(AT_ONCE, |of| whose.has(of))?;
        if whose == LettersOf::Unknown {
            if removed {
                self.vault.write(|writer| writer.owe_rotation())?;
            }
            self.vault.sync_blocking()?;
            return Ok(removed);
        }
        self.vault.write(|writer| {
            let Some(decided) = writer.get::<StoredClosing>(&key)? else { return Ok(()) };
            let Closed { day, total, .. } = decided.into();
            writer.remove::<StoredExport>(&self.export_key());
            // Only so is it unreadable in the disk's old bytes too: a rotation that is under way does not do for that.
            writer.owe_rotation()?;
            writer.put(&key, &StoredClosing::V2 { day, total, swept: true, letters: whose })
        })?;
        self.vault.sync_blocking()?;
        Ok(true)
    }

    /// Tells within a write whether the petition is closed; who writes then finds it so.
    pub fn is_closed_in(&self, writer: &mut Writer<'_>) -> Result<bool, VaultError> {
        Ok(writer.get::<StoredClosing>(&closing_key(&self.vault, &self.petition))?.is_some())
    }

    fn export_key(&self) -> RowKey {
        self.vault.row_key(tables::STATE, format!("exported {}", self.petition.as_str()).as_bytes())
    }
}

/// Tells whether a petition is closed.
pub(super) fn is_closed(vault: &Vault, petition: &PetitionId) -> Result<bool, VaultError> {
    Ok(vault.read::<StoredClosing>(&closing_key(vault, petition))?.is_some())
}

/// Tells whether a petition is closed and leaves something that is still to be removed.
pub(super) fn is_unswept(vault: &Vault, petition: &PetitionId) -> Result<bool, VaultError> {
    Ok(vault.read::<StoredClosing>(&closing_key(vault, petition))?.is_some_and(|decided| !decided.is_swept()))
}

/// Gives what a row is found by; `None` where its petition is closed, so that there is nothing to find.
pub(super) fn if_open(key: Result<RowKey, VaultError>) -> Result<Option<RowKey>, VaultError> {
    match key {
        Err(VaultError::PetitionClosed) => Ok(None),
        key => key.map(Some),
    }
}

/// Removes every row that no key leads to, pass after pass until one finds none: a rotation may move some meanwhile. Says
/// whether there were any.
fn sweep<R: Record>(vault: &Vault) -> Result<bool, VaultError> {
    let mut any = false;
    loop {
        let (mut found, mut after) = (false, None);
        loop {
            let rows = vault.page::<R>(after.as_ref(), AT_ONCE)?;
            let Some(last) = rows.last().map(|row| row.at.clone()) else { break };
            after = Some(last);
            let untied: Vec<RowKey> = rows.into_iter().map(|row| row.key).filter(|key| vault.is_untied(key)).collect();
            if untied.is_empty() {
                continue;
            }
            found = true;
            vault.write(|writer| {
                writer.note_erasure()?;
                untied.iter().for_each(|key| writer.remove::<R>(key));
                Ok::<_, VaultError>(())
            })?;
        }
        if !found {
            return Ok(any);
        }
        any = true;
    }
}

fn closing_key(vault: &Vault, petition: &PetitionId) -> RowKey {
    vault.row_key(tables::STATE, format!("closed {}", petition.as_str()).as_bytes())
}

/// The record in the table `state`; row key: blind index of `closed PETITION`. There is none while the petition is open.
#[derive(Serialize, Deserialize)]
enum StoredClosing {
    V1 {
        day: Day,
        total: u64,
        swept: bool,
    },
    V2 {
        day: Day,
        total: u64,
        swept: bool,
        /// Whose letters go with it.
        letters: LettersOf,
    },
}

impl StoredClosing {
    fn is_swept(&self) -> bool {
        let (Self::V1 { swept, .. } | Self::V2 { swept, .. }) = self;
        *swept
    }

    /// Gives whose letters go with it; `None` where it was not kept.
    fn letters(&self) -> Option<LettersOf> {
        match self {
            Self::V1 { .. } => None,
            Self::V2 { letters, .. } => Some(*letters),
        }
    }
}

impl Record for StoredClosing {
    const TABLE: Table = tables::STATE;
}

impl From<StoredClosing> for Closed {
    fn from(stored: StoredClosing) -> Self {
        let (StoredClosing::V1 { day, total, swept } | StoredClosing::V2 { day, total, swept, .. }) = stored;
        Self { day, total, swept }
    }
}

/// Which letters were taken out last. In the table `state`; row key: blind index of `exported PETITION`.
#[derive(Serialize, Deserialize)]
enum StoredExport {
    V1(Exported),
}

impl Record for StoredExport {
    const TABLE: Table = tables::STATE;
}

#[cfg(test)]
mod tests;
