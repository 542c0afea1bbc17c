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
//!   ├── data keys, by id ─────────────── XChaCha20-Poly1305 of each record (envelope, version 1)
//!   ├── index key
//!   │     │ HKDF-SHA256(table)
//!   │     ├── a table's index key ────── HMAC-SHA256(id), 16 bytes: row keys
//!   │     ├── its group key ──────────── HMAC-SHA256(group), 8 bytes: what rows of a group begin with
//!   │     └── its key of group keys ──── HMAC-SHA256(group): the key of that group's rows
//!   └── petition keys, by blind name ─── HMAC-SHA256(table ‖ 00 ‖ id), 16 bytes: row keys of pledges
//! ```
//!
//! # An envelope
//!
//! ```text
//! 01 ‖ key id (u32 BE) ‖ nonce (24) ‖ XChaCha20-Poly1305(record, zeros to a multiple of 64 bytes), tag at its end
//! AAD = "klich.v1" ‖ table ‖ 00 ‖ row key
//! ```
//!
//! A record is postcard, of an enum of its versions. A nonce is random: with 24 bytes a repetition need not be feared.
//! Texts longer than a record lie in parts of up to 2,000 bytes, each an envelope of its own.
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
//! - the length of each record, to the next 64 bytes, and the number of parts of a long text;
//! - which rows changed between two images, and by the order of sled's log which were written about the same time;
//! - how far apart the updates are that wait in the inbox: their keys keep their order, from a secret start;
//! - that a row, or the whole store, was put back to an older state is not noticed: an old envelope is valid in its row;
//! - what was removed stays in sled's log, encrypted, until its data key is destroyed.
//!
//! To one who has the running process, or its memory, nothing here hides anything: the keys are there, in locked pages that
//! are cleared when a key goes ([`memory`]). Each use of a key leaves parts of it on a thread's stack and in registers,
//! which are neither locked nor cleared: the states of HMAC, HKDF and the cipher are copied there by their crates.

mod envelope;
mod error;
pub mod files;
mod keyring;
mod keyring_file;
mod keys;
mod long;
pub mod memory;
mod passphrase;
mod record;
mod root_key;
mod row_key;
mod sync;
pub mod tables;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;
mod writer;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use rand::RngCore as _;
use rand::rngs::OsRng;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use self::envelope::RECORD_MAX;
pub use self::error::VaultError;
pub use self::files::{Created, Home, create, create_with_passphrase, look_at_keyless, look_at_locked, open_at};
pub use self::keyring::Keyring;
pub use self::keyring_file::KeyringFile;
pub use self::keys::{DataKey, IndexKey, KeyId, PetitionKey, RootKey};
pub use self::long::LONG_MAX;
pub use self::passphrase::{Cost, NotAPassphrase, PASSPHRASE_MAX, PASSPHRASE_MIN, Passphrase, WrappedRootKey};
pub use self::record::Record;
pub use self::row_key::RowKey;
pub use self::sync::SyncTimes;
pub use self::writer::Writer;

use self::envelope::{NONCE_LEN, Place};
use self::long::Part;
use self::memory::Locked;
use self::row_key::{BlindIndex, PetitionIndex, PetitionName};
use self::sync::GroupSync;
use crate::store::memory::MemoryStore;
use crate::store::{Committed, Row, Store, Table};

/// How often a write is tried where others change the same rows.
const WRITE_TRIES: usize = 32;

/// Keeps typed records encrypted in a store. Shared as `Arc<Vault>`; every method may be called from any thread.
///
/// All methods but [`Vault::sync`] block for as long as the store does: async code wraps scans in a blocking task.
pub struct Vault {
    store: Arc<dyn Store>,
    index: BlindIndex,
    keys: RwLock<OpenKeys>,
    /// Taken for as long as the keyring's file is written, so that two changes do not lose each other.
    keyring_file: Mutex<KeyringFile>,
    /// Taken by each writer, so that writers of one process do not refuse each other.
    writers: Mutex<()>,
    sync: Arc<GroupSync>,
}

/// The keyring, ready to use.
struct OpenKeys {
    keyring: Keyring,
    ciphers: BTreeMap<KeyId, Locked<XChaCha20Poly1305>>,
    petitions: BTreeMap<PetitionName, PetitionIndex>,
}

impl OpenKeys {
    fn new(keyring: Keyring) -> Result<Self, VaultError> {
        let ciphers: BTreeMap<_, _> =
            keyring.data_keys.iter().map(|(id, key)| (*id, Locked::new(cipher(key)))).collect();
        let petitions = keyring.petitions.iter().map(|(name, key)| (*name, PetitionIndex::new(key))).collect();
        if !ciphers.contains_key(&keyring.current) {
            return Err(VaultError::Damaged);
        }
        Ok(Self { keyring, ciphers, petitions })
    }

    fn current(&self) -> (KeyId, &XChaCha20Poly1305) {
        let id = self.keyring.current;
        (id, self.ciphers.get(&id).expect("the current key is in the keyring, as `new` has checked"))
    }
}

fn cipher(key: &DataKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

impl Vault {
    /// Opens a store with a keyring.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] for a keyring without a current key.
    pub fn open(store: Arc<dyn Store>, keyring: Keyring, keyring_file: KeyringFile) -> Result<Arc<Self>, VaultError> {
        Ok(Arc::new(Self {
            index: BlindIndex::new(&keyring.index_key),
            keys: RwLock::new(OpenKeys::new(keyring)?),
            keyring_file: Mutex::new(keyring_file),
            writers: Mutex::new(()),
            sync: GroupSync::new(Arc::clone(&store)),
            store,
        }))
    }

    /// Makes a vault in memory with keys of its own, for tests and rehearsals.
    pub fn in_memory() -> Arc<Self> {
        Self::open(Arc::new(MemoryStore::new()), Keyring::random(&mut OsRng), KeyringFile::nowhere())
            .expect("a random keyring has a current key")
    }

    /// Makes the blind row key of `id` in `table`: 16 bytes.
    pub fn row_key(&self, table: Table, id: &[u8]) -> RowKey {
        self.index.row_key(table, id)
    }

    /// Makes the blind row key of `id` in a group of `table`: the group's 8 bytes, then 16 of the id.
    ///
    /// # Security
    /// All rows of a group lie together; that two rows of different groups have the same id can't be told.
    pub fn grouped_row_key(&self, table: Table, group: &[u8], id: &[u8]) -> RowKey {
        self.index.grouped_row_key(table, group, id)
    }

    /// Makes the 8 bytes that all rows of a group begin with, for [`Vault::page_of_group`].
    pub fn group_prefix(&self, table: Table, group: &[u8]) -> RowKey {
        self.index.group_prefix(table, group)
    }

    /// Makes the blind row key of `id` under the petition's own key: 16 bytes.
    ///
    /// # Errors
    /// [`VaultError::PetitionClosed`] where its key was destroyed or never made.
    pub fn petition_row_key(&self, table: Table, petition: &str, id: &[u8]) -> Result<RowKey, VaultError> {
        let name = self.index.petition_name(petition);
        let keys = self.keys();
        Ok(keys.petitions.get(&name).ok_or(VaultError::PetitionClosed)?.row_key(table, id))
    }

    /// Makes the petition's key where there is none, and writes the keyring. Blocks until it is on the disk.
    ///
    /// # Errors
    /// [`VaultError::Disk`]: the petition is as it was.
    pub fn open_petition(&self, petition: &str) -> Result<(), VaultError> {
        let name = self.index.petition_name(petition);
        let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
        if self.keys().petitions.contains_key(&name) {
            return Ok(());
        }
        let key = PetitionKey::random(&mut OsRng);
        let index = PetitionIndex::new(&key);
        let mut keys = self.keys_mut();
        keys.keyring.petitions.insert(name, key);
        if let Err(error) = file.store(&keys.keyring) {
            keys.keyring.petitions.remove(&name);
            return Err(error);
        }
        keys.petitions.insert(name, index);
        Ok(())
    }

    /// Reads a record.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`], [`VaultError::UnknownRecord`] or [`VaultError::Store`].
    pub fn read<R: Record>(&self, key: &RowKey) -> Result<Option<R>, VaultError> {
        let found = self.store.get(R::TABLE, key.as_ref())?;
        found.map(|envelope| self.open_record(R::TABLE, key, envelope)).transpose()
    }

    /// Reads up to `limit` records in the order of their row keys, those after `after`, or from the first.
    ///
    /// # Errors
    /// As [`Vault::read`]; one record that can't be read fails the page.
    pub fn page<R: Record>(&self, after: Option<&RowKey>, limit: usize) -> Result<Vec<(RowKey, R)>, VaultError> {
        let rows = self.store.scan(R::TABLE, after.map(AsRef::as_ref), limit)?;
        rows.into_iter().map(|row| self.open_row(row)).collect()
    }

    /// Reads up to `limit` records whose row keys begin with `prefix` and are longer, in order, those after `after`.
    ///
    /// # Errors
    /// As [`Vault::page`].
    pub fn page_of_group<R: Record>(
        &self,
        prefix: &RowKey,
        after: Option<&RowKey>,
        limit: usize,
    ) -> Result<Vec<(RowKey, R)>, VaultError> {
        let from = after.unwrap_or(prefix).max(prefix);
        let rows = self.store.scan(R::TABLE, Some(from.as_ref()), limit)?;
        rows.into_iter().take_while(|(key, _)| key.starts_with(prefix.as_ref())).map(|row| self.open_row(row)).collect()
    }

    /// Reads a long value that [`Writer::put_long`] wrote.
    ///
    /// # Errors
    /// [`VaultError::Incomplete`], or as [`Vault::read`].
    pub fn read_long(&self, prefix: &RowKey, table: Table) -> Result<Option<Vec<u8>>, VaultError> {
        let read = || {
            long::join(|number| {
                let key = long::part_key(prefix, number);
                let found = self.store.get(table, key.as_ref())?;
                found.map(|envelope| self.open_record::<Part>(table, &key, envelope)).transpose()
            })
        };
        match read() {
            // Its parts are read one by one: a writer may have been between them.
            Err(VaultError::Incomplete) => {
                let _writer = self.writer();
                read()
            }
            result => result,
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
        for _ in 0..WRITE_TRIES {
            let mut writer = Writer::new(self);
            let value = f(&mut writer)?;
            let batch = writer.into_batch();
            if batch.is_empty() || self.store.commit(&batch).map_err(VaultError::from)? == Committed::Applied {
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

    fn open_row<R: Record>(&self, (key, envelope): Row) -> Result<(RowKey, R), VaultError> {
        let key = RowKey::from_vec(key);
        let record = self.open_record(R::TABLE, &key, envelope)?;
        Ok((key, record))
    }

    fn seal_record(&self, table: Table, row_key: &RowKey, record: &impl Serialize) -> Result<Vec<u8>, VaultError> {
        let buffer = record::encode(record, envelope::begin())?;
        let mut nonce = [0; NONCE_LEN];
        rand::thread_rng().fill_bytes(&mut nonce);
        envelope::seal(buffer, self.keys().current(), &nonce, Place { table, row_key })
    }

    fn open_record<R: DeserializeOwned>(
        &self,
        table: Table,
        row_key: &RowKey,
        envelope: Vec<u8>,
    ) -> Result<R, VaultError> {
        let id = envelope::key_id(&envelope)?;
        let opened = {
            let keys = self.keys();
            let cipher = keys.ciphers.get(&id).ok_or(VaultError::Unreadable)?;
            envelope::open(envelope, cipher, Place { table, row_key })?
        };
        record::decode(opened.padded())
    }

    fn writer(&self) -> MutexGuard<'_, ()> {
        self.writers.lock().unwrap_or_else(PoisonError::into_inner)
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
