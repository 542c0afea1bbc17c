//! Backup and restore: everything that the store holds at one moment, encrypted as it lies there, with its keyring.
//!
//! The copy is taken while others write. sled has no snapshots, so rows are copied table by table, and what writers touch
//! meanwhile is noted and copied once more, in passes that become shorter; the last one, a few hundred rows at most as a
//! rule, is read while nobody writes. So what the whole comes to is the state of that moment.
//!
//! Restoring goes to a folder beside the store's, where every row is opened with the keyring, and takes the store's place
//! by one renaming.
//!
//! # Security
//! The root key is not in it, in no form: whoever opens a backup has what whoever takes the disk has, but for that. The
//! order of rows is that of their blind keys; what was touched while it was taken comes at the end.

mod format;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder};
use std::io::{self, Read, Write};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustix::fs::{CWD, RenameFlags, renameat_with};

pub use self::format::{Decoder, Encoder, Item};

use super::files::{Home, write_new};
use super::keyring::Wrapping;
use super::keyring_file::KeyringFile;
use super::root_key::sync_parent;
use super::wipe::remove_kept;
use super::{RootKey, Vault, VaultError, tables};
use crate::store::{self, Batch, Store, StoreError, StoreUrl, Table, Write as Change};

/// Rows read at a time.
const PAGE: usize = 1024;

/// More touched rows than this are copied at once, so that memory stays small.
const TOUCHED_MAX: usize = 20_000;

/// With so few touched rows left, the last pass begins.
const LAST_PASS: usize = 256;

/// How often touched rows are copied before the last pass begins in any case.
const PASSES: usize = 16;

/// Rows written in one commit while restoring.
const BATCH: usize = 512;

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
    /// A backup is being taken, or keys are being renewed.
    #[error("another backup is being taken, or the keys are being renewed")]
    Busy,
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

/// Names a row as it lies in the store.
type Place = (u8, Vec<u8>);

/// Notes which rows writers touch, while somebody wants to know.
#[derive(Default)]
pub(super) struct Touched {
    watched: AtomicBool,
    rows: Mutex<BTreeSet<Place>>,
}

impl Touched {
    /// Notes the rows of a batch that was committed.
    pub(super) fn note(&self, batch: &Batch) {
        if !self.watched.load(Ordering::Acquire) {
            return;
        }
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        for write in batch.writes() {
            let (Change::Put { table, key, .. } | Change::Remove { table, key }) = write;
            rows.insert((table.tag, key.clone()));
        }
    }

    /// Begins to watch; `None` where somebody does already.
    fn watch(&self) -> Option<Watch<'_>> {
        let begun = self.watched.compare_exchange(false, true, Ordering::AcqRel, Ordering::Acquire);
        begun.ok().map(|_| Watch(self))
    }
}

/// Somebody who watches; ends when it goes.
struct Watch<'a>(&'a Touched);

impl Watch<'_> {
    fn len(&self) -> usize {
        self.0.rows.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn take(&self) -> BTreeSet<Place> {
        std::mem::take(&mut *self.0.rows.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        self.0.watched.store(false, Ordering::Release);
        self.take();
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
        for table in halves() {
            let mut after: Option<Vec<u8>> = None;
            loop {
                let rows = self.store.scan(table, after.as_deref(), PAGE)?;
                for (key, value) in &rows {
                    encoder.row(table.tag, key, value).map_err(BackupError::Write)?;
                }
                let is_last = rows.len() < PAGE;
                after = rows.into_iter().next_back().map(|(key, _)| key);
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
                after = rows.last().map(|(key, _)| key.clone());
                count += rows.len() as u64;
                for (key, envelope) in rows {
                    self.check_row(table, key, envelope)?;
                }
                if is_last {
                    break;
                }
            }
        }
        Ok(count)
    }
}

/// A backup that was restored beside the store's place, every row of it checked.
pub struct Staged {
    home: Home,
    /// How many rows it has.
    pub rows: u64,
    placed: bool,
}

/// Restores a backup beside the place of the store at `url`, where there must be none. Nothing of the place is changed;
/// what an interrupted one has left beside it is cleared away.
///
/// # Errors
/// [`BackupError`]; nothing is left behind then.
pub fn stage(url: &StoreUrl, root: &RootKey, source: impl Read) -> Result<Staged, BackupError> {
    let home = Home::of(url)?;
    refuse_occupied(&home)?;
    clear(&home.restoring)?;
    let staged = fill(&home, root, source);
    if staged.is_err() {
        // Best effort: the next one clears it as well.
        let _ = clear(&home.restoring);
    }
    let rows = staged?;
    Ok(Staged { rows, home, placed: false })
}

fn fill(home: &Home, root: &RootKey, source: impl Read) -> Result<u64, BackupError> {
    let mut decoder = Decoder::new(source)?;
    let url = StoreUrl::Sled(home.restoring.clone());
    let staging = Home::of(&url)?;
    DirBuilder::new().recursive(true).mode(0o700).create(&staging.data_dir).map_err(BackupError::Place)?;
    let mut keyring = None;
    {
        let store = store::open(&url)?;
        let mut batch = Batch::new();
        while let Some(item) = decoder.read()? {
            match item {
                Item::Keyring(bytes) => {
                    // A wrong key is said before a million rows are written.
                    Wrapping::unwrap(root, &bytes)?;
                    keyring = Some(bytes);
                }
                Item::Row { tag, key, value } => {
                    batch.put(table_of(tag).ok_or(BackupError::Newer)?, key, value);
                }
                Item::Removed { tag, key } => {
                    batch.remove(table_of(tag).ok_or(BackupError::Newer)?, key);
                }
            }
            if batch.len() >= BATCH {
                commit(&*store, &mut batch)?;
            }
        }
        commit(&*store, &mut batch)?;
        store.sync()?;
    }
    write_new(&staging.keyring, &keyring.ok_or(BackupError::Damaged)?)?;
    if home.root_key.try_exists().map_err(BackupError::Place)? {
        let wrapped = fs::read(&home.root_key).map_err(BackupError::Place)?;
        write_new(&staging.root_key, &wrapped)?;
    }
    let (file, keyring) = KeyringFile::load(&staging.keyring, root)?;
    let store: Arc<dyn Store> = store::open_existing(&url)?.into();
    Vault::open(store, keyring, file)?.check_rows().map_err(|error| match error {
        VaultError::Unreadable => BackupError::Damaged,
        error => error.into(),
    })
}

fn commit(store: &dyn Store, batch: &mut Batch) -> Result<(), BackupError> {
    // Nothing is expected, so nothing is refused.
    let _ = store.commit(&std::mem::take(batch))?;
    Ok(())
}

impl Staged {
    /// Gives the folder that it lies in until [`Staged::put_in_place`].
    pub fn folder(&self) -> &Path {
        &self.home.restoring
    }

    /// Puts it in the store's place, by one renaming. What was there, a passphrase's file or the mark of a wipe, goes.
    ///
    /// # Errors
    /// [`BackupError::Occupied`], [`BackupError::Place`]: the place is as it was.
    pub fn put_in_place(mut self) -> Result<(), BackupError> {
        let (from, to) = (&self.home.restoring, &self.home.data_dir);
        refuse_occupied(&self.home)?;
        if to.try_exists().map_err(BackupError::Place)? {
            renameat_with(CWD, from, CWD, to, RenameFlags::EXCHANGE)
                .map_err(|error| BackupError::Place(error.into()))?;
            self.placed = true;
            sync_parent(to).map_err(BackupError::Place)?;
            // Foreign files stay there, and their folder with them.
            let _ = remove_kept(from);
        } else {
            fs::rename(from, to).map_err(BackupError::Place)?;
        }
        self.placed = true;
        sync_parent(to).map_err(BackupError::Place)
    }
}

/// What was not put in place goes.
impl Drop for Staged {
    fn drop(&mut self) {
        if !self.placed {
            let _ = clear(&self.home.restoring);
        }
    }
}

fn refuse_occupied(home: &Home) -> Result<(), BackupError> {
    let names = ["db", "conf", "new", "keyring", "blobs"];
    if names.iter().any(|name| fs::symlink_metadata(home.data_dir.join(name)).is_ok()) {
        return Err(BackupError::Occupied);
    }
    Ok(())
}

fn clear(folder: &Path) -> Result<(), BackupError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(BackupError::Place(error)),
        _ => Ok(()),
    }
}

/// Lists every table as it lies in the store.
fn halves() -> impl Iterator<Item = Table> {
    tables::all_stored()
}

fn table_of(tag: u8) -> Option<Table> {
    halves().find(|table| table.tag == tag)
}
