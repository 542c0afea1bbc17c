//! Restoring: every row is opened with the keyring and written to a folder beside the store's, and from there put in its place
//! by one renaming. What is not klich's is neither cleared away nor moved.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, Read};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::format::{Decoder, Item};
use super::{BackupError, table_of};
use crate::store::{self, Batch, Store, StoreUrl, Table};
use crate::vault::belonging;
use crate::vault::files::{Home, write_new};
use crate::vault::keyring::Wrapping;
use crate::vault::keyring_file::KeyringFile;
use crate::vault::open_keys::OpenKeys;
use crate::vault::position::Position;
use crate::vault::root_key::sync_parent;
use crate::vault::touched::Place;
use crate::vault::wipe::{KEPT, remove_kept, wiped_at};
use crate::vault::{RootKey, Vault, VaultError, tables};

/// Rows written in one commit.
const BATCH: usize = 512;

/// A backup that was restored beside the store's place, every row of it checked.
pub struct Staged {
    home: Home,
    /// How many rows it has.
    pub rows: u64,
    /// Open until it is put in place.
    vault: Option<Arc<Vault>>,
    placed: bool,
    /// The mark of a wipe that was there before.
    wiped: Option<Timestamp>,
    /// Held to the end: nobody else restores in this place.
    _alone: File,
}

/// Restores a backup beside the place of the store at `url`, where there must be none. Nothing of the place is changed;
/// what an interrupted one has left beside it is cleared away.
///
/// # Errors
/// [`BackupError`]; nothing is left behind then.
pub fn stage(url: &StoreUrl, root: &RootKey, source: impl Read) -> Result<Staged, BackupError> {
    let home = Home::of(url)?;
    refuse_occupied(&home)?;
    let alone = lock(&home.restoring)?;
    let wiped = wiped_at(&home);
    clear(&home.restoring)?;
    let staged = fill(&home, root, source);
    if staged.is_err() {
        // Best effort: the next one clears it as well.
        let _ = clear(&home.restoring);
    }
    let (rows, vault) = staged.map_err(|error| match wiped_at(&home) {
        // Somebody has wiped meanwhile, and taken the files away.
        Some(at) if Some(at) != wiped => VaultError::Wiped(at).into(),
        _ => error,
    })?;
    Ok(Staged { rows, vault: Some(vault), home, placed: false, wiped, _alone: alone })
}

fn fill(home: &Home, root: &RootKey, source: impl Read) -> Result<(u64, Arc<Vault>), BackupError> {
    let mut decoder = Decoder::new(source)?;
    let url = StoreUrl::Sled(home.restoring.clone());
    let staging = Home::of(&url)?;
    DirBuilder::new().recursive(true).mode(0o700).create(&staging.data_dir).map_err(BackupError::Place)?;
    let mut checked = Checked::default();
    let store: Arc<dyn Store> = store::open(&url)?.into();
    let rows = {
        let mut filling =
            Filling { store: &*store, batch: Batch::new(), last: None, begun: BTreeSet::new(), pending: None, rows: 0 };
        while let Some(item) = decoder.read()? {
            match item {
                Item::Keyring(bytes) => checked.take_keyring(root, bytes)?,
                Item::Row { tag, key, value } => {
                    let table = table_of(tag).ok_or(BackupError::Newer)?;
                    checked.look_at(table, &key, &value);
                    filling.set(table, key, Some(value))?;
                }
                Item::Removed { tag, key } => filling.set(table_of(tag).ok_or(BackupError::Newer)?, key, None)?,
            }
        }
        filling.commit()?;
        store.sync()?;
        filling.rows
    };
    write_new(&staging.keyring, &checked.keyring.ok_or(BackupError::Damaged)?)?;
    if home.root_key.try_exists().map_err(BackupError::Place)? {
        let wrapped = fs::read(&home.root_key).map_err(BackupError::Place)?;
        write_new(&staging.root_key, &wrapped)?;
    }
    let (file, keyring) = KeyringFile::load(&staging.keyring, root)?;
    let unsound = |error| match error {
        VaultError::Unreadable | VaultError::OtherKeyring => BackupError::Damaged,
        error => error.into(),
    };
    belonging::check(&*store, &keyring).map_err(unsound)?;
    let vault = Vault::open(store, keyring, file)?;
    if checked.any_closed {
        vault.check_rows().map_err(unsound)?;
    }
    Ok((rows, vault))
}

/// Opens each row as it comes by, so that the store need not be read again.
#[derive(Default)]
struct Checked {
    /// The last keyring's file.
    keyring: Option<Vec<u8>>,
    keys: Option<OpenKeys>,
    /// Whether there was a row that did not open, as its keyring may come behind it: then all are opened in the end.
    any_closed: bool,
}

impl Checked {
    /// Takes the keyring that holds from here on. A wrong key is said before a million rows are written.
    fn take_keyring(&mut self, root: &RootKey, bytes: Vec<u8>) -> Result<(), BackupError> {
        let (_, keyring) = Wrapping::unwrap(root, &bytes)?;
        let keys = OpenKeys::new(keyring)?;
        self.any_closed |= self.keys.as_ref().is_some_and(|before| !keys.opens_all_of(before));
        (self.keyring, self.keys) = (Some(bytes), Some(keys));
        Ok(())
    }

    fn look_at(&mut self, stored: Table, key: &[u8], envelope: &[u8]) {
        let (table, generation) = tables::unstored(stored);
        let at = Position::new(generation, key);
        let opened = self.keys.as_ref().is_some_and(|keys| keys.open(table, &at, envelope.to_vec()).is_ok());
        self.any_closed |= !opened;
    }
}

/// Fills a store, and counts the rows that it comes to have.
struct Filling<'a> {
    store: &'a dyn Store,
    batch: Batch,
    /// The last row, and the tables so far, as long as rows come table by table and in their order: so long, each is another.
    last: Option<Place>,
    begun: BTreeSet<u8>,
    /// From then on, which rows of the batch will be there.
    pending: Option<BTreeMap<Place, bool>>,
    rows: u64,
}

impl Filling<'_> {
    /// Sets a row, or takes one away.
    fn set(&mut self, table: Table, key: Vec<u8>, value: Option<Vec<u8>>) -> Result<(), BackupError> {
        let place = (table.tag, key);
        if self.pending.is_none() && (value.is_none() || !self.comes_next(&place)) {
            self.commit()?;
            self.pending = Some(BTreeMap::new());
        }
        let was_there = match &self.pending {
            None => false,
            Some(pending) => match pending.get(&place) {
                Some(there) => *there,
                None => self.store.get(table, &place.1)?.is_some(),
            },
        };
        match (was_there, value.is_some()) {
            (false, true) => self.rows += 1,
            (true, false) => self.rows -= 1,
            _ => {}
        }
        if let Some(pending) = &mut self.pending {
            pending.insert(place.clone(), value.is_some());
        }
        match value {
            Some(value) => self.batch.put(table, place.1.as_slice(), value),
            None => self.batch.remove(table, place.1.as_slice()),
        };
        self.last = Some(place);
        if self.batch.len() >= BATCH { self.commit() } else { Ok(()) }
    }

    fn comes_next(&mut self, (tag, key): &Place) -> bool {
        match &self.last {
            Some((last_tag, last)) if last_tag == tag => key > last,
            _ => self.begun.insert(*tag),
        }
    }

    fn commit(&mut self) -> Result<(), BackupError> {
        // Nothing is expected, so nothing is refused.
        let _ = self.store.commit(&std::mem::take(&mut self.batch))?;
        if let Some(pending) = &mut self.pending {
            pending.clear();
        }
        Ok(())
    }
}

impl Staged {
    /// Gives its vault, which lies beside the store's place. Whoever has it lets go of it before [`Staged::put_in_place`].
    pub fn vault(&self) -> Arc<Vault> {
        Arc::clone(self.vault.as_ref().expect("it is open until it is put in place"))
    }

    /// Puts it in the store's place, by one renaming. What was there, a passphrase's file or the mark of a wipe, goes.
    ///
    /// # Errors
    /// [`BackupError::Occupied`], [`BackupError::Foreign`], [`BackupError::Place`]: the place is as it was. So where it was
    /// wiped meanwhile.
    pub fn put_in_place(mut self) -> Result<(), BackupError> {
        // What was written to it by now is on the disk once it is closed.
        self.vault.take();
        let (from, to) = (&self.home.restoring, &self.home.data_dir);
        refuse_occupied(&self.home)?;
        let wiped = wiped_at(&self.home);
        if wiped != self.wiped || !from.join("keyring").try_exists().map_err(BackupError::Place)? {
            return Err(VaultError::Wiped(wiped.unwrap_or_else(Timestamp::now)).into());
        }
        if to.try_exists().map_err(BackupError::Place)? {
            renameat_with(CWD, from, CWD, to, RenameFlags::EXCHANGE)
                .map_err(|error| BackupError::Place(error.into()))?;
            self.placed = true;
            sync_parent(to).map_err(BackupError::Place)?;
            // Nothing but KEPT and what a store leaves was in it, as was seen above; the first may be a secret.
            let _ = remove_kept(from).or_else(|_| clear(from));
        } else {
            fs::rename(from, to).map_err(BackupError::Place)?;
        }
        self.placed = true;
        sync_parent(to).map_err(BackupError::Place)?;
        // A wipe that began after the look above has taken the keyring with it, wherever it lay: what is left is unreadable.
        if !to.join("keyring").try_exists().map_err(BackupError::Place)? {
            let _ = store::remove_files(to);
            return Err(VaultError::Wiped(wiped_at(&self.home).unwrap_or_else(Timestamp::now)).into());
        }
        Ok(())
    }
}

/// What was not put in place goes.
impl Drop for Staged {
    fn drop(&mut self) {
        self.vault.take();
        if !self.placed {
            let _ = clear(&self.home.restoring);
        }
    }
}

/// Refuses a place where a store is already, or something that is not klich's.
///
/// # Errors
/// [`BackupError::Occupied`], [`BackupError::Foreign`], [`BackupError::Link`], [`BackupError::Place`].
pub fn refuse_occupied(home: &Home) -> Result<(), BackupError> {
    // It changes places with what is restored: a link would, and not the folder to which it leads.
    if fs::symlink_metadata(&home.data_dir).is_ok_and(|meta| meta.is_symlink()) {
        return Err(BackupError::Link(home.data_dir.clone()));
    }
    let names = ["db", "conf", "new", "keyring", "blobs"];
    if names.iter().any(|name| fs::symlink_metadata(home.data_dir.join(name)).is_ok()) {
        return Err(BackupError::Occupied);
    }
    // It changes places with what is restored: what else is in it would be gone from where its owner looks for it.
    if holds_others(&home.data_dir, |name| KEPT.contains(&name) || store::is_file_name(name))? {
        return Err(BackupError::Foreign(home.data_dir.clone()));
    }
    Ok(())
}

/// Takes the folder in which others would restore to the same place.
fn lock(restoring: &Path) -> Result<File, BackupError> {
    let folder = restoring.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(BackupError::Place)?;
    let folder = File::open(folder).map_err(BackupError::Place)?;
    match folder.try_lock() {
        Err(TryLockError::WouldBlock) => Err(BackupError::Busy),
        // Where the file system knows no locks, there are none.
        Err(TryLockError::Error(_)) | Ok(()) => Ok(folder),
    }
}

/// Clears away what an interrupted one has left; refuses where there is anything else.
fn clear(folder: &Path) -> Result<(), BackupError> {
    let is_link_or_file = fs::symlink_metadata(folder).is_ok_and(|meta| !meta.is_dir());
    let ours = |name: &str| name.starts_with("keyring") || KEPT.contains(&name) || store::is_file_name(name);
    if is_link_or_file || holds_others(folder, ours)? {
        return Err(BackupError::Foreign(folder.to_owned()));
    }
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(BackupError::Place(error)),
        _ => Ok(()),
    }
}

/// Tells whether a folder holds anything that is not `ours` by its name; not where there is none.
fn holds_others(folder: &Path, ours: impl Fn(&str) -> bool) -> Result<bool, BackupError> {
    match fs::read_dir(folder) {
        Ok(entries) => {
            let names = entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<Vec<_>, _>>();
            Ok(names.map_err(BackupError::Place)?.iter().any(|name| !name.to_str().is_some_and(&ours)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(BackupError::Place(error)),
    }
}
