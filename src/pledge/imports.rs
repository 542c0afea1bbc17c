//! Pledges that organisers bring in from where they were collected before: sealed on the way in, counted apart.
//!
//! They have no account and no receipt, so that nobody can check them but the organisers: whoever adds some can't do it
//! unseen, for they stand in a number of their own. By a *mark*, a hash of what a person is known by, the same pledge is
//! known again; marks lie under the petition's own key, and go with it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{LetterId, hex};
use crate::campaign::{Kind, PetitionId, PetitionTag};
use crate::seal::SealedFile;
use crate::store::Table;
use crate::vault::{Record, RowKey, Vault, VaultError, Writer, tables};

/// Rows read at a time.
const PAGE: usize = 256;

/// By what a person is known again who was brought in before: SHA-256 of it. Never kept as it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark([u8; 32]);

impl Mark {
    /// Makes the mark of what a person is known by.
    pub fn of(known_by: &str) -> Self {
        Self(Sha256::digest(format!("klich import v1\n{known_by}")).into())
    }

    /// Gives enough of it to find the same person twice in one file.
    pub fn short(&self) -> [u8; 16] {
        let mut short = [0; 16];
        short.iter_mut().zip(self.0).for_each(|(short, byte)| *short = byte);
        short
    }
}

/// Writes it in 64 hex digits.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl FromStr for Mark {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        super::unhex(text).map(Self).ok_or(())
    }
}

/// Prints the type only.
impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mark")
    }
}

/// How many were brought in. A person is in `total` once, in `by_kind` once a kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportTally {
    /// People.
    pub total: u64,
    /// People by kind.
    pub by_kind: BTreeMap<Kind, u64>,
}

/// The imported pledges of one petition. Cheap to clone.
#[derive(Clone)]
pub struct Imports {
    vault: Arc<Vault>,
    petition: PetitionId,
}

impl Imports {
    pub(super) fn new(vault: Arc<Vault>, petition: PetitionId) -> Self {
        Self { vault, petition }
    }

    /// Counts them. Constant time.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn tally(&self) -> Result<ImportTally, VaultError> {
        Ok(self.vault.read::<StoredImports>(&self.tally_key())?.map(ImportTally::from).unwrap_or_default())
    }

    /// Tells whether somebody was brought in before.
    ///
    /// # Errors
    /// [`VaultError::PetitionClosed`].
    pub fn knows(&self, mark: &Mark) -> Result<bool, VaultError> {
        Ok(self.vault.read::<StoredMark>(&self.mark_key(mark)?)?.is_some())
    }

    /// Keeps a sealed pledge within a larger write; false for somebody who was brought in before.
    ///
    /// # Errors
    /// [`VaultError::PetitionClosed`].
    pub fn take(
        &self,
        writer: &mut Writer<'_>,
        mark: &Mark,
        kinds: &[Kind],
        sealed: &SealedFile,
    ) -> Result<bool, VaultError> {
        let mark = self.mark_key(mark)?;
        if writer.get::<StoredMark>(&mark)?.is_some() {
            return Ok(false);
        }
        let id = LetterId::random(&mut OsRng);
        writer.put(&mark, &StoredMark::V1)?;
        writer.put_long(&self.text_key(id), tables::LETTER_TEXTS, sealed.as_bytes())?;
        writer.put(&self.key(id), &StoredImported::V1 { id, kinds: kinds.to_vec(), petition: self.petition.tag() })?;
        let mut tally = self.tally_in(writer)?;
        tally.total += 1;
        kinds.iter().for_each(|kind| *tally.by_kind.entry(*kind).or_default() += 1);
        self.put_tally(writer, tally)?;
        Ok(true)
    }

    /// Lets go of one within a larger write: it counts no more, and does not come back with the same list. Says whether there
    /// was one.
    pub fn drop_one(&self, writer: &mut Writer<'_>, id: LetterId) -> Result<bool, VaultError> {
        let Some(StoredImported::V1 { kinds, petition, .. }) = writer.get(&self.key(id))? else { return Ok(false) };
        if petition != self.petition.tag() {
            return Ok(false);
        }
        self.remove(writer, id)?;
        let mut tally = self.tally_in(writer)?;
        tally.total = tally.total.saturating_sub(1);
        for kind in kinds {
            if let Some(count) = tally.by_kind.get_mut(&kind) {
                *count = count.saturating_sub(1);
            }
        }
        tally.by_kind.retain(|_, count| *count > 0);
        self.put_tally(writer, tally)?;
        Ok(true)
    }

    /// Lists those of a shard, of every petition, in an order that tells nothing. Blocks for the scan.
    pub fn ids(&self, shard: u8) -> Result<Vec<LetterId>, VaultError> {
        self.ids_of(shard, |_| true)
    }

    /// As [`Imports::ids`], of this petition alone.
    pub fn own_ids(&self, shard: u8) -> Result<Vec<LetterId>, VaultError> {
        self.ids_of(shard, |row| row.petition() == self.petition.tag())
    }

    fn ids_of(&self, shard: u8, wanted: impl Fn(&StoredImported) -> bool) -> Result<Vec<LetterId>, VaultError> {
        let prefix = self.vault.group_prefix(tables::IMPORTED, &[shard]);
        let (mut ids, mut after) = (Vec::new(), None);
        loop {
            let rows = self.vault.page_of_group::<StoredImported>(&prefix, after.as_ref(), PAGE)?;
            let last = rows.len() < PAGE;
            after = rows.last().map(|row| row.at.clone());
            ids.extend(rows.into_iter().filter(|row| wanted(&row.record)).map(|row| row.record.id()));
            if last {
                ids.sort_unstable();
                ids.dedup();
                return Ok(ids);
            }
        }
    }

    /// Removes every sealed text of the petition, so many in one write, pass after pass until one finds none; the totals stay.
    /// Says whether there were any. Blocks.
    pub(super) fn remove_all(&self, at_once: usize) -> Result<bool, VaultError> {
        let mut any = false;
        loop {
            let (mut found, mut after) = (false, None);
            loop {
                let rows = self.vault.page::<StoredImported>(after.as_ref(), at_once)?;
                let Some(last) = rows.last().map(|row| row.at.clone()) else { break };
                after = Some(last);
                let own = |row: &StoredImported| row.petition() == self.petition.tag();
                let gone: Vec<LetterId> =
                    rows.iter().filter(|row| own(&row.record)).map(|row| row.record.id()).collect();
                found |= !gone.is_empty();
                self.vault.write(|writer| gone.iter().try_for_each(|id| self.remove(writer, *id)))?;
            }
            if !found {
                return Ok(any);
            }
            any = true;
        }
    }

    fn remove(&self, writer: &mut Writer<'_>, id: LetterId) -> Result<(), VaultError> {
        writer.note_erasure()?;
        writer.remove_long(&self.text_key(id), tables::LETTER_TEXTS)?;
        writer.remove::<StoredImported>(&self.key(id));
        Ok(())
    }

    fn tally_in(&self, writer: &mut Writer<'_>) -> Result<ImportTally, VaultError> {
        Ok(writer.get::<StoredImports>(&self.tally_key())?.map(ImportTally::from).unwrap_or_default())
    }

    fn put_tally(&self, writer: &mut Writer<'_>, tally: ImportTally) -> Result<(), VaultError> {
        let ImportTally { total, by_kind } = tally;
        writer.put(&self.tally_key(), &StoredImports::V1 { total, by_kind })
    }

    fn mark_key(&self, mark: &Mark) -> Result<RowKey, VaultError> {
        self.vault.petition_row_key(tables::IMPORT_MARKS, self.petition.as_str(), &mark.0)
    }

    fn key(&self, id: LetterId) -> RowKey {
        self.vault.grouped_row_key(tables::IMPORTED, &[id.shard()], &id.to_bytes())
    }

    fn text_key(&self, id: LetterId) -> RowKey {
        self.vault.row_key(tables::LETTER_TEXTS, &id.to_bytes())
    }

    fn tally_key(&self) -> RowKey {
        self.vault.row_key(tables::TALLY, format!("imported {}", self.petition.as_str()).as_bytes())
    }
}

/// The record in the table `imported`; row key: the shard's group, then the blind index of the id.
#[derive(Serialize, Deserialize)]
enum StoredImported {
    V1 { id: LetterId, kinds: Vec<Kind>, petition: PetitionTag },
}

impl StoredImported {
    fn id(&self) -> LetterId {
        let Self::V1 { id, .. } = self;
        *id
    }

    fn petition(&self) -> PetitionTag {
        let Self::V1 { petition, .. } = self;
        *petition
    }
}

impl Record for StoredImported {
    const TABLE: Table = tables::IMPORTED;
}

/// The record in the table `import-marks`: it is there, or it is not. Row key: the petition's own blind index of the mark.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredMark {
    V1,
}

impl Record for StoredMark {
    const TABLE: Table = tables::IMPORT_MARKS;
}

/// The record in the table `tally`; row key: blind index of `imported ID`.
#[derive(Serialize, Deserialize)]
enum StoredImports {
    V1 { total: u64, by_kind: BTreeMap<Kind, u64> },
}

impl Record for StoredImports {
    const TABLE: Table = tables::TALLY;
}

impl From<StoredImports> for ImportTally {
    fn from(StoredImports::V1 { total, by_kind }: StoredImports) -> Self {
        Self { total, by_kind }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::campaign::Day;
    use crate::pledge::{Exported, Letters, Pledges, Wording};
    use crate::seal::{Recipient, seal};

    fn sealed() -> SealedFile {
        let recipient: Recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p".parse().unwrap();
        seal(&[32; 1024], &[recipient]).unwrap()
    }

    fn all(imports: &Imports) -> Vec<LetterId> {
        (0..LetterId::SHARDS).flat_map(|shard| imports.ids(shard).unwrap()).collect()
    }

    #[test]
    fn a_pledge_is_brought_in_once_counted_apart_and_does_not_come_back_once_it_was_dropped() {
        let vault = Vault::in_memory();
        let wording = Wording::everywhere("We stand.");
        let pledges = Pledges::open(Arc::clone(&vault), "ours".parse().unwrap(), &wording, Day(1)).unwrap();
        let (imports, file) = (pledges.imports(), sealed());
        let take = |who: &str| {
            vault.write(|writer| imports.take(writer, &Mark::of(who), &[Kind::Sign, Kind::Act], &file)).unwrap()
        };
        assert!(take("ann") && !take("ann") && take("ben"));
        assert!(imports.knows(&Mark::of("ann")).unwrap() && !imports.knows(&Mark::of("eve")).unwrap());
        let tally = imports.tally().unwrap();
        assert_eq!((tally.total, tally.by_kind[&Kind::Act], pledges.tally().unwrap().total), (2, 2, 0));
        let id = all(imports)[0];
        let letters = Letters::new(Arc::clone(&vault));
        assert_eq!(letters.sealed(id).unwrap().unwrap(), file.as_bytes());
        assert!(!pledges.is_exported(&letters).unwrap());
        pledges.note_export(Exported::of(all(imports))).unwrap();
        assert!(pledges.is_exported(&letters).unwrap(), "what was brought in is among what is to be exported");
        let drop_one = |id| vault.write(|writer| imports.drop_one(writer, id)).unwrap();
        assert!(drop_one(id) && !drop_one(id));
        assert!(!take("ann") && !take("ben"), "who was dropped stays dropped");
        assert_eq!((imports.tally().unwrap().total, all(imports).len(), letters.sealed(id).unwrap()), (1, 1, None));
        // With the petition its marks and texts go, and the number stays.
        pledges.close(&letters, true, Day(2), |_| Ok(())).unwrap();
        pledges.sweep_closed(&letters).unwrap();
        assert!(vault.page::<StoredMark>(None, 9).unwrap().is_empty() && all(imports).is_empty());
        assert_eq!(imports.tally().unwrap().total, 1);
        assert!(matches!(imports.knows(&Mark::of("ann")), Err(VaultError::PetitionClosed)));
    }
}
