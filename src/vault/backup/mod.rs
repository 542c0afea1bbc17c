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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::collections::BTreeMap;
    use std::path::PathBuf;
    use std::thread;

    use serde::{Deserialize, Serialize};

    use super::super::{Record, create, open_at, wipe, wiped_at};
    use super::*;

    #[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
    enum Note {
        V1 { number: u64, text: String },
    }

    impl Record for Note {
        const TABLE: Table = tables::AUDIENCE;
    }

    struct Place {
        folder: tempfile::TempDir,
        url: StoreUrl,
        home: Home,
        key: PathBuf,
    }

    fn made() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let url = StoreUrl::parse("sled:data", folder.path()).unwrap();
        let key = folder.path().join("vault.key");
        create(&url, &key).unwrap();
        Place { home: Home::of(&url).unwrap(), folder, url, key }
    }

    impl Place {
        fn root(&self) -> RootKey {
            RootKey::load(&self.key).unwrap()
        }

        fn open(&self) -> Arc<Vault> {
            open_at(&self.url, &self.root()).unwrap()
        }

        fn restore(&self, backup: &[u8]) -> Result<u64, BackupError> {
            let staged = stage(&self.url, &self.root(), backup)?;
            let rows = staged.rows;
            staged.put_in_place()?;
            Ok(rows)
        }

        /// A place with the same key and no store.
        fn empty(&self) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let url = StoreUrl::parse("sled:data", folder.path()).unwrap();
            let key = folder.path().join("vault.key");
            fs::copy(&self.key, &key).unwrap();
            Self { home: Home::of(&url).unwrap(), folder, url, key }
        }
    }

    fn put(vault: &Vault, id: u64, number: u64) {
        let key = vault.row_key(tables::AUDIENCE, &id.to_be_bytes());
        let note = Note::V1 { number, text: "words".to_owned() };
        vault.write(|writer| writer.put(&key, &note)).unwrap();
    }

    fn number(vault: &Vault, id: u64) -> Option<u64> {
        let key = vault.row_key(tables::AUDIENCE, &id.to_be_bytes());
        vault.read::<Note>(&key).unwrap().map(|Note::V1 { number, .. }| number)
    }

    #[test]
    fn a_restored_store_is_found_by_the_same_ids() {
        let place = made();
        let vault = place.open();
        (0..3000).for_each(|id| put(&vault, id, id));
        vault.open_petition("one").unwrap();
        let backup = vault.copy(Vec::new()).unwrap();
        let other = place.empty();
        assert_eq!(other.restore(&backup).unwrap(), 3000);
        let restored = other.open();
        assert!((0..3000).all(|id| number(&restored, id) == Some(id)));
        let key = |vault: &Vault| vault.petition_row_key(tables::PLEDGES, "one", b"7").unwrap();
        assert!(key(&vault) == key(&restored), "the petition's key came with it");
        // Twice is refused, and changes nothing.
        drop(restored);
        assert!(matches!(other.restore(&backup), Err(BackupError::Occupied)));
        assert_eq!(number(&other.open(), 5), Some(5));
        assert!(!other.home.restoring.exists());
    }

    /// Writers go on while the copy is taken. Each of their writes sets a whole group to one number, so a copy that is not
    /// of one moment shows a group with two.
    #[test]
    fn the_copy_is_of_one_moment() {
        const GROUPS: u64 = 20;
        const MEMBERS: u64 = 15;
        let place = made();
        let vault = place.open();
        (0..4000).for_each(|id| put(&vault, 1_000_000 + id, id));
        let set = |group: u64, value: Option<u64>| {
            vault
                .write(|writer| {
                    for member in 0..MEMBERS {
                        let key = vault.row_key(tables::AUDIENCE, &(group * 1000 + member).to_be_bytes());
                        match value {
                            Some(number) => {
                                writer.put(&key, &Note::V1 { number, text: "x".repeat(number as usize % 90) })?
                            }
                            None => writer.remove::<Note>(&key),
                        }
                    }
                    Ok::<_, VaultError>(())
                })
                .unwrap();
        };
        (0..GROUPS).for_each(|group| set(group, Some(0)));
        let stop = AtomicBool::new(false);
        let backups: Vec<Vec<u8>> = thread::scope(|scope| {
            scope.spawn(|| {
                let mut round = 0;
                while !stop.load(Ordering::Relaxed) {
                    round += 1;
                    set(round % GROUPS, (round % 7 != 0).then_some(round));
                }
            });
            let backups = (0..3).map(|_| vault.copy(Vec::new()).unwrap()).collect();
            stop.store(true, Ordering::Relaxed);
            backups
        });
        for backup in backups {
            let other = place.empty();
            other.restore(&backup).unwrap();
            let restored = other.open();
            let mut seen = BTreeMap::new();
            for group in 0..GROUPS {
                let numbers: BTreeSet<_> =
                    (0..MEMBERS).map(|member| number(&restored, group * 1000 + member)).collect();
                assert_eq!(numbers.len(), 1, "group {group} is of two moments");
                seen.insert(group, numbers);
            }
            assert!((0..4000).all(|id| number(&restored, 1_000_000 + id) == Some(id)));
        }
        assert!(vault.touched.watch().is_some(), "nobody watches any more");
    }

    #[test]
    fn only_one_copies_at_a_time() {
        let place = made();
        let vault = place.open();
        let watch = vault.touched.watch().unwrap();
        assert!(matches!(vault.copy(Vec::new()), Err(BackupError::Busy)));
        drop(watch);
        vault.copy(Vec::new()).unwrap();
    }

    #[test]
    fn what_is_cut_changed_or_of_another_key_leaves_nothing() {
        let place = made();
        let vault = place.open();
        (0..50).for_each(|id| put(&vault, id, id));
        let backup = vault.copy(Vec::new()).unwrap();
        let other = place.empty();
        let nothing = || !other.home.data_dir.exists() && !other.home.restoring.exists();
        for length in [0, 13, 14, 100, backup.len() / 2, backup.len() - 33, backup.len() - 1] {
            assert!(other.restore(&backup[..length]).is_err() && nothing(), "{length}");
        }
        let stranger = made().root();
        assert!(matches!(
            stage(&other.url, &stranger, backup.as_slice()),
            Err(BackupError::Vault(VaultError::WrongKey))
        ));
        assert!(nothing());
        // A row in another's place: the digest is right, and the envelope does not open.
        let mut encoder = Encoder::new(Vec::new()).unwrap();
        let mut decoder = Decoder::new(backup.as_slice()).unwrap();
        let mut values = Vec::new();
        while let Some(item) = decoder.read().unwrap() {
            match item {
                Item::Row { tag, key, value } => values.push((tag, key, value)),
                item => encoder.write(&item).unwrap(),
            }
        }
        let first = values[0].2.clone();
        values[1].2 = first;
        values.iter().for_each(|(tag, key, value)| encoder.row(*tag, key, value).unwrap());
        let forged = encoder.finish().unwrap();
        assert!(matches!(other.restore(&forged), Err(BackupError::Damaged)) && nothing());
        // What an interrupted one has left is no hindrance.
        fs::create_dir(&other.home.restoring).unwrap();
        fs::write(other.home.restoring.join("db"), "half").unwrap();
        assert_eq!(other.restore(&backup).unwrap(), 50);
    }

    #[test]
    fn a_wiped_home_takes_a_backup_again_and_a_passphrase_file_stays() {
        let place = made();
        let vault = place.open();
        put(&vault, 1, 1);
        let backup = vault.copy(Vec::new()).unwrap();
        drop(vault);
        let kept = fs::read(&place.key).unwrap();
        wipe(&place.home, std::slice::from_ref(&place.key), jiff::Timestamp::UNIX_EPOCH);
        write_new(&place.key, &kept).unwrap();
        fs::write(place.home.data_dir.join("root-key"), "under a passphrase").unwrap();
        assert_eq!(place.restore(&backup).unwrap(), 1);
        assert!(wiped_at(&place.home).is_none() && !place.home.restoring.exists());
        assert_eq!(fs::read(&place.home.root_key).unwrap(), b"under a passphrase");
        assert_eq!(number(&place.open(), 1), Some(1));
        assert!(place.folder.path().exists());
    }
}
