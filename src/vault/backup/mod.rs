//! Backup and restore: everything that the store holds at one moment, encrypted as it lies there, with its keyring.
//!
//! The copy is taken while others write. sled has no snapshots, so rows are copied table by table, and what writers touch
//! meanwhile is noted and copied once more, in passes that become shorter; the last one, a few hundred rows at most as a
//! rule, is read while nobody writes. So what the whole comes to is the state of that moment.
//!
//! Restoring is [`stage`]'s.
//!
//! # Security
//! The root key is not in it, in no form: whoever opens a backup has what whoever takes the disk has, but for that. The
//! order of rows is that of their blind keys; what was touched while it was taken comes at the end.

mod format;
mod restoring;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::PoisonError;

pub use self::format::{Decoder, Encoder, Item};
pub use self::restoring::{Staged, refuse_occupied, stage};

use super::touched::Place;
use super::{Vault, VaultError, tables};
use crate::store::{StoreError, Table};

/// Rows read at a time.
const PAGE: usize = 1024;

/// More touched rows than this are copied at once, so that memory stays small.
const TOUCHED_MAX: usize = 20_000;

/// With so few touched rows left, the last pass begins.
const LAST_PASS: usize = 256;

/// How often touched rows are copied before the last pass begins in any case.
const PASSES: usize = 16;

/// What can go wrong with a backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// It is something else.
    #[error("this is no backup of klich")]
    NotABackup,
    /// A newer klich has written it.
    #[error("the backup was written by a newer klich: run that version")]
    Newer,
    /// It was cut or changed, or holds a row that its keyring does not open.
    #[error("the backup is damaged: it was cut or changed; take another one")]
    Damaged,
    /// Where it would be restored to is a store already.
    #[error("there is a store already, and nothing is overwritten")]
    Occupied,
    /// A backup is being taken or restored, or keys are being renewed.
    #[error("another backup is being taken or restored, or the keys are being renewed")]
    Busy,
    /// Where it would be restored to, or on the way there, lie files that are not klich's.
    #[error("{} is in the way: it holds what is not klich's", .0.display())]
    Foreign(PathBuf),
    /// Where it would be restored to is a link.
    #[error("{} is a link", .0.display())]
    Link(PathBuf),
    /// It can't be read.
    #[error("the backup can't be read")]
    Read(#[source] io::Error),
    /// It can't be written.
    #[error("the backup can't be written")]
    Write(#[source] io::Error),
    /// The folder could not take the store's place.
    #[error("what was restored could not take the store's place")]
    Place(#[source] io::Error),
    /// The vault or the store failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Vault(error.into())
    }
}

impl Vault {
    /// Writes a copy of everything at one moment, the keyring as it lies on the disk included. Blocks; others read and
    /// write meanwhile, and wait only for the last few rows.
    ///
    /// # Errors
    /// [`BackupError::Busy`], [`BackupError::Write`], [`BackupError::Vault`].
    pub fn copy<W: Write>(&self, out: W) -> Result<W, BackupError> {
        // Whoever moves rows does so beside the writers, so neither begins while the other is at it.
        let _alone = self.rotation.try_lock().map_err(|_| BackupError::Busy)?;
        let watch = self.touched.watch().ok_or(BackupError::Busy)?;
        let mut encoder = Encoder::new(out).map_err(BackupError::Write)?;
        // Already here, so that whoever restores with another root key knows at once.
        let keyring = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner).bytes()?;
        encoder.write(&Item::Keyring(keyring)).map_err(BackupError::Write)?;
        let dead = self.keys().keyring.dead_half();
        for table in halves().filter(|table| !dead.contains(&table.tag)) {
            let mut after: Option<Vec<u8>> = None;
            loop {
                let rows = self.store.scan(table, after.as_deref(), PAGE)?;
                let keys = self.keys();
                for (key, value) in rows.iter().filter(|(_, value)| !keys.is_void(table, value)) {
                    encoder.row(table.tag, key, value).map_err(BackupError::Write)?;
                }
                let is_last = rows.len() < PAGE;
                after = rows.last_key().map(<[u8]>::to_vec);
                if watch.len() > TOUCHED_MAX {
                    self.copy_touched(&mut encoder, watch.take())?;
                }
                if is_last {
                    break;
                }
            }
        }
        for _ in 0..PASSES {
            if watch.len() <= LAST_PASS {
                break;
            }
            self.copy_touched(&mut encoder, watch.take())?;
        }
        let (last, keyring) = {
            let _writer = self.writer();
            let keyring = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner).bytes()?;
            (self.read_touched(watch.take())?, keyring)
        };
        last.iter().try_for_each(|item| encoder.write(item)).map_err(BackupError::Write)?;
        encoder.write(&Item::Keyring(keyring)).map_err(BackupError::Write)?;
        encoder.finish().map_err(BackupError::Write)
    }

    fn copy_touched<W: Write>(&self, encoder: &mut Encoder<W>, rows: BTreeSet<Place>) -> Result<(), BackupError> {
        for row in rows {
            let item = self.read_one(row)?;
            encoder.write(&item).map_err(BackupError::Write)?;
        }
        Ok(())
    }

    fn read_touched(&self, rows: BTreeSet<Place>) -> Result<Vec<Item>, BackupError> {
        rows.into_iter().map(|row| self.read_one(row)).collect()
    }

    fn read_one(&self, (tag, key): Place) -> Result<Item, BackupError> {
        let table = table_of(tag).ok_or(BackupError::Damaged)?;
        Ok(match self.store.get(table, &key)? {
            Some(value) => Item::Row { tag, key, value },
            None => Item::Removed { tag, key },
        })
    }

    /// Opens every row in its place and counts them. Blocks.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`] at the first row that does not open.
    pub fn check_rows(&self) -> Result<u64, VaultError> {
        let mut count = 0;
        for table in halves() {
            let mut after: Option<Vec<u8>> = None;
            loop {
                let rows = self.store.scan(table, after.as_deref(), PAGE)?;
                let is_last = rows.len() < PAGE;
                after = rows.last_key().map(<[u8]>::to_vec);
                count += rows.len() as u64;
                for (key, envelope) in &rows {
                    self.check_row(table, key.to_vec(), envelope.to_vec())?;
                }
                if is_last {
                    break;
                }
            }
        }
        Ok(count)
    }
}

/// Lists every table as it lies in the store.
fn halves() -> impl Iterator<Item = Table> {
    tables::all_stored()
}

fn table_of(tag: u8) -> Option<Table> {
    halves().find(|table| table.tag == tag)
}
