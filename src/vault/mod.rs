//! Encryption at rest: keys, envelope, blind row keys, typed tables. Nothing above this room sees ciphertext.
//!
//! # Keys
//!
//! ```text
//! passphrase          Argon2id, its cost and salt in the file `root-key`
//!   │                 (or no passphrase: a key file, a systemd credential)
//!   ▼
//! root key            32 random bytes; never in the store, a log or a backup
//!   │ HKDF-SHA256(salt of the keyring, "klich keyring v1")
//!   ▼
//! key-encryption key  wraps the file `keyring`, which holds:
//!   ├── data keys, by id ─────────────── XChaCha20-Poly1305 of each record (envelope, version 2)
//!   ├── index key, and that before
//!   │     │ HKDF-SHA256(table)
//!   │     ├── a table's index key ────── HMAC-SHA256(id), 16 bytes: row keys
//!   │     ├── its group key ──────────── HMAC-SHA256(group), 8 bytes: what rows of a group begin with
//!   │     └── its key of group keys ──── HMAC-SHA256(group): the key of that group's rows
//!   ├── name key ──────────────────────── HMAC-SHA256(petition), 16 bytes: its name in the keyring
//!   └── petition keys, and those before ─ HMAC-SHA256(table ‖ 00 ‖ id), 16 bytes: row keys of pledges
//! ```
//!
//! # An envelope
//!
//! ```text
//! 02 ‖ key id (u32 BE) ‖ nonce (24) ‖ XChaCha20-Poly1305(origin, record, zeros to the table's step), tag at its end
//! AAD = "klich.v2" ‖ table ‖ half ‖ row key
//! ```
//!
//! A record is postcard, of an enum of its versions. A nonce is random: with 24 bytes a repetition need not be feared.
//! Texts longer than a record lie in parts of up to 2,000 bytes, each an envelope of its own. The *origin* tells whose row
//! it is, so that it can be given another row key ([`row_key`]).
//!
//! # Generations
//!
//! The index key and the petitions' keys are renewed together: each time is a *generation* of row keys. While rows are
//! moved from one to the next, both are live; they lie in different halves of their tables, told by the highest bit of the
//! table's tag in the store. A row is written at home, in the present generation, and removed where it lay before, in one
//! commit; it never moves back. All others are copied to the present one, where the copies do not count until there is one
//! of every row ([`rotation`]). Reads look at home, then where it lay before, then at home again. A scan goes through the
//! generation before to its end, then through the present one, without copies; so its [`Position`] is a generation and a
//! key within it. Tables whose keys are numbers in clear have no generations ([`tables::ORDERED`]); their rows are
//! encrypted anew in place.
//!
//! # Guarantees
//!
//! To one who has the disk, or a copy of it, but not the root key:
//!
//! - No record can be read, nor its row tied to a person, petition or alert: ids are looked up by keyed hash.
//! - A record that was changed, cut, or moved to another row or table is an error, never another record.
//! - That the same person is in two tables, groups or petitions can't be told from their row keys, nor from the order
//!   of the rows.
//! - A petition whose key is destroyed has no row that can be found by a person's id again.
//!
//! Within the program: a [`Vault::write`] happens whole or not at all, and only if what it has read still holds. After
//! [`Vault::sync`] it survives a killed process and a power cut.
//!
//! # Limits
//!
//! An image of the disk still tells, and several of them tell more:
//!
//! - how many rows each table has, and each group of a table: how many deliveries each broadcast has, not to whom;
//! - the length of each record, to the next step of its table ([`tables::step`]), and the number of parts of a long text;
//! - which rows changed between two images, and by the order of sled's log which were written about the same time;
//! - how far apart the updates are that wait in the inbox: their keys keep their order, from a secret start;
//! - that a row, or the whole store, was put back to an older state is not noticed: an old envelope is valid in its row;
//! - what was removed stays in sled's log, encrypted, until its data key is destroyed.
//!
//! To one who has the running process, or its memory, nothing here hides anything: the keys are there, in locked pages that
//! are cleared when a key goes ([`memory`]). Each use of a key leaves parts of it on a thread's stack and in registers,
//! which are neither locked nor cleared: the states of HMAC, HKDF and the cipher are copied there by their crates.

mod backup;
mod belonging;
mod changes;
mod envelope;
mod erasure;
mod error;
pub mod files;
#[doc(hidden)]
pub mod fuzzing;
mod index;
mod keyring;
mod keyring_body;
mod keyring_file;
mod keys;
mod long;
mod mark;
#[doc(hidden)]
pub mod measuring;
pub mod memory;
mod open_keys;
mod passphrase;
mod position;
mod reading;
mod record;
mod replacing;
mod root_change;
mod root_key;
mod rotation;
mod row_key;
mod shared;
mod stage;
mod sync;
pub mod tables;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod touched;
mod turns;
#[cfg(test)]
mod vectors;
mod wipe;
mod writer;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use jiff::Timestamp;
use rand::rngs::OsRng;

pub use self::backup::{BackupError, Decoder, Encoder, Item, Staged, refuse_occupied, stage};
pub use self::changes::{Moment, Stamp};
pub use self::envelope::RECORD_MAX;
pub use self::error::VaultError;
pub use self::files::{Created, Home, create, create_with_passphrase, look_at_keyless, look_at_locked, open_at};
pub use self::keyring::Keyring;
pub use self::keyring_file::KeyringFile;
pub use self::keys::{DataKey, IndexKey, KeyId, NameKey, PetitionKey, RootKey};
pub use self::long::LONG_MAX;
pub use self::passphrase::{Cost, NotAPassphrase, PASSPHRASE_MAX, PASSPHRASE_MIN, Passphrase, WrappedRootKey};
pub use self::position::{Found, Position};
pub use self::record::Record;
pub use self::root_change::{NewRootKey, change_root_key, settle_root_change};
pub use self::rotation::{Readable, Rotated, Rotating};
pub use self::row_key::RowKey;
pub use self::sync::SyncTimes;
pub use self::wipe::{Left, wipe, wiped_at};
pub use self::writer::Writer;

use self::changes::Changes;
use self::keyring::PetitionKeys;
use self::open_keys::OpenKeys;
use self::rotation::Gauge;
use self::row_key::Origin;
use self::sync::GroupSync;
use self::touched::Touched;
use self::turns::{Turn, Turns};
use crate::store::memory::MemoryStore;
use crate::store::{Committed, Store, Table};

/// How often a write is tried where others change the same rows.
const WRITE_TRIES: usize = 32;

/// Keeps typed records encrypted in a store. Shared as `Arc<Vault>`; every method may be called from any thread.
///
/// All methods but [`Vault::sync`] block for as long as the store does: async code wraps scans in a blocking task.
pub struct Vault {
    store: Arc<dyn Store>,
    /// Replaced whole, by who holds `writers` and `keyring_file`.
    keys: RwLock<OpenKeys>,
    /// Taken for as long as the keyring's file is written, so that two changes do not lose each other.
    keyring_file: Mutex<KeyringFile>,
    /// Taken by each writer, so that writers of one process do not refuse each other.
    writers: Turns,
    /// Taken for as long as somebody moves rows.
    rotation: Mutex<()>,
    gauge: Gauge,
    /// Read for as long as somebody needs the generations that are live, written to end one.
    held: RwLock<()>,
    sync: Arc<GroupSync>,
    /// Set once the keys are gone.
    destroyed: AtomicBool,
    touched: Touched,
    changes: Changes,
}

impl Vault {
    /// Opens a store with a keyring.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] for a keyring without a current key.
    pub fn open(store: Arc<dyn Store>, keyring: Keyring, keyring_file: KeyringFile) -> Result<Arc<Self>, VaultError> {
        Ok(Arc::new(Self {
            keys: RwLock::new(OpenKeys::new(keyring)?),
            keyring_file: Mutex::new(keyring_file),
            writers: Turns::default(),
            rotation: Mutex::new(()),
            gauge: Gauge::default(),
            held: RwLock::new(()),
            sync: GroupSync::new(Arc::clone(&store)),
            store,
            destroyed: AtomicBool::new(false),
            touched: Touched::default(),
            changes: Changes::default(),
        }))
    }

    /// Makes a vault in memory with keys of its own, for tests and rehearsals.
    pub fn in_memory() -> Arc<Self> {
        Self::open(Arc::new(MemoryStore::new()), Keyring::random(&mut OsRng), KeyringFile::nowhere())
            .expect("a random keyring has a current key")
    }

    /// Makes the blind row key of `id`: 16 bytes, in the table that it is used in.
    pub fn row_key(&self, _table: Table, id: &[u8]) -> RowKey {
        RowKey::of(Origin::Id(id.into()))
    }

    /// Makes the blind row key of `id` in a group: the group's 8 bytes, then 16 of the id.
    ///
    /// # Security
    /// All rows of a group lie together; that two rows of different groups have the same id can't be told.
    pub fn grouped_row_key(&self, _table: Table, group: &[u8], id: &[u8]) -> RowKey {
        RowKey::of(Origin::Grouped { group: group.into(), id: id.into() })
    }

    /// Makes the 8 bytes that all rows of a group begin with, for [`Vault::page_of_group`].
    pub fn group_prefix(&self, _table: Table, group: &[u8]) -> RowKey {
        RowKey::of(Origin::Group(group.into()))
    }

    /// Makes the blind row key of `id` under the petition's own key: 16 bytes.
    ///
    /// # Errors
    /// [`VaultError::PetitionClosed`] where its key was destroyed or never made.
    pub fn petition_row_key(&self, _table: Table, petition: &str, id: &[u8]) -> Result<RowKey, VaultError> {
        let keys = self.keys();
        let name = keys.petition_name(petition);
        if !keys.knows_petition(&name) {
            return Err(VaultError::PetitionClosed);
        }
        Ok(RowKey::of(Origin::Petition { name, id: id.into() }))
    }

    /// Makes the petition's key where there is none, and writes the keyring. Blocks until it is on the disk.
    ///
    /// # Errors
    /// [`VaultError::Disk`]: the petition is as it was.
    pub fn open_petition(&self, petition: &str) -> Result<(), VaultError> {
        let _writer = self.writer();
        let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
        let name = self.keys().petition_name(petition);
        if self.keys().knows_petition(&name) {
            return Ok(());
        }
        self.replace_keys(&file, |keyring| {
            keyring.petitions.insert(name, PetitionKeys { now: PetitionKey::random(&mut OsRng), before: None });
        })
    }

    /// Destroys the petition's key, in the keyring on the disk first. Its rows stay, but nobody can be found in them.
    ///
    /// # Errors
    /// [`VaultError::Disk`]: the petition is as it was.
    pub fn close_petition(&self, petition: &str) -> Result<(), VaultError> {
        let _writer = self.writer();
        let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
        let name = self.keys().petition_name(petition);
        if !self.keys().knows_petition(&name) {
            return Ok(());
        }
        self.replace_keys(&file, |keyring| {
            keyring.petitions.remove(&name);
            // From now on its rows would be copied to other places.
            keyring.void_copies(&mut OsRng);
        })
    }

    /// Tells whether a row that was found belongs to a petition whose key is gone. Of a row that does not say whose it is, that
    /// is so once no petition's key is left.
    pub fn is_untied(&self, key: &RowKey) -> bool {
        match key.origin {
            Origin::Untied { .. } => true,
            Origin::Unknown { .. } => self.keys().keyring.petitions.is_empty(),
            _ => false,
        }
    }

    /// Reads, decides and writes in one atomic step: nothing is written where `f` fails.
    ///
    /// Where something that `f` has read was changed meanwhile, `f` runs again; so it must have no other effect.
    ///
    /// # Errors
    /// What `f` returns; [`VaultError::Contended`] after many tries; [`VaultError::Store`].
    pub fn write<T, E: From<VaultError>>(&self, mut f: impl FnMut(&mut Writer<'_>) -> Result<T, E>) -> Result<T, E> {
        let _writer = self.writer();
        self.refuse_destroyed()?;
        for _ in 0..WRITE_TRIES {
            let mut writer = Writer::new(self);
            let value = f(&mut writer)?;
            let batch = writer.into_batch();
            // What was encrypted since then may be under a key that nobody has.
            self.refuse_destroyed()?;
            if batch.is_empty() || self.store.commit(&batch).map_err(VaultError::from)? == Committed::Applied {
                self.touched.note(&batch);
                self.changes.note(&batch);
                return Ok(value);
            }
        }
        Err(VaultError::Contended.into())
    }

    /// Returns once everything written before the call survives a power cut. Callers that come together share one sync.
    ///
    /// # Errors
    /// [`VaultError::NotSynced`]: what was written since the last sync may be lost; the process must end.
    pub async fn sync(&self) -> Result<(), VaultError> {
        self.refuse_destroyed()?;
        self.sync.sync().await
    }

    /// Tells how long the syncs of [`Vault::sync`] took.
    pub fn sync_times(&self) -> SyncTimes {
        self.sync.times()
    }

    /// As [`Vault::sync`], for code without a runtime.
    ///
    /// # Errors
    /// [`VaultError::Store`], as [`Vault::sync`].
    pub fn sync_blocking(&self) -> Result<(), VaultError> {
        Ok(self.store.sync()?)
    }

    /// Changes the keyring, on the disk first. The caller is the only writer.
    fn replace_keys(&self, file: &KeyringFile, change: impl FnOnce(&mut Keyring)) -> Result<(), VaultError> {
        self.refuse_destroyed()?;
        let mut keyring = self.keys().keyring.copied();
        change(&mut keyring);
        file.store(&keyring)?;
        let next = OpenKeys::new(keyring)?;
        *self.keys_mut() = next;
        Ok(())
    }

    /// Clears every key of this process's memory; from then on nothing is read and nothing is written.
    ///
    /// Waits for whoever uses a key just now. The files are [`wipe()`]'s to destroy.
    pub fn destroy_keys(&self) {
        self.destroyed.store(true, Ordering::Release);
        // Whoever is changing the keyring would put the keys back.
        let _file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(nothing) = OpenKeys::new(Keyring::random(&mut OsRng)) {
            *self.keys_mut() = nothing;
        }
    }

    /// Refuses once the keys are gone.
    ///
    /// # Errors
    /// [`VaultError::Wiped`].
    pub fn refuse_destroyed(&self) -> Result<(), VaultError> {
        if self.destroyed.load(Ordering::Acquire) { Err(VaultError::Wiped(Timestamp::now())) } else { Ok(()) }
    }

    /// Opens a row as it lies in the store and lets go of what it says. A void copy is none.
    fn check_row(&self, stored: Table, key: Vec<u8>, envelope: Vec<u8>) -> Result<(), VaultError> {
        let (table, generation) = tables::unstored(stored);
        let keys = self.keys();
        if keys.is_void(stored, &envelope) {
            return Ok(());
        }
        keys.open(table, &Position::new(generation, key), envelope).map(drop)
    }

    fn writer(&self) -> Turn<'_> {
        self.writers.take()
    }

    fn keys(&self) -> RwLockReadGuard<'_, OpenKeys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn keys_mut(&self) -> RwLockWriteGuard<'_, OpenKeys> {
        self.keys.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Prints the type only.
impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}
