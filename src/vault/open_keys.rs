//! The keyring, ready to use: finds where a row lies, seals it there and opens it.

use std::collections::BTreeMap;

use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use rand::RngCore as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::envelope::{self, Begun, NONCE_LEN, Opened, Place};
use super::index::{BlindIndex, NameIndex, PetitionIndex, PetitionName};
use super::keyring::{Keyring, PetitionKeys};
use super::keys::{DataKey, KeyId};
use super::memory::Locked;
use super::position::{KeyBytes, Position};
use super::row_key::{Origin, OriginBytes, RowKey};
use super::stage::Stage;
use super::{VaultError, record, tables};
use crate::store::Table;

/// The keyring and what is derived of it.
pub(super) struct OpenKeys {
    pub(super) keyring: Keyring,
    ciphers: BTreeMap<KeyId, Locked<XChaCha20Poly1305>>,
    index: BlindIndex,
    before: Option<BlindIndex>,
    names: NameIndex,
    petitions: BTreeMap<PetitionName, PetitionIndexes>,
}

struct PetitionIndexes {
    now: PetitionIndex,
    before: Option<PetitionIndex>,
}

impl PetitionIndexes {
    fn new(keys: &PetitionKeys) -> Self {
        Self { now: PetitionIndex::new(&keys.now), before: keys.before.as_ref().map(PetitionIndex::new) }
    }
}

/// Where a row may lie.
pub(super) struct Places {
    /// Where it is written.
    pub(super) home: Position,
    /// Where it may still lie, if not there.
    pub(super) before: Option<Position>,
}

impl OpenKeys {
    pub(super) fn new(keyring: Keyring) -> Result<Self, VaultError> {
        let ciphers: BTreeMap<_, _> =
            keyring.data_keys.iter().map(|(id, key)| (*id, Locked::new(cipher(key)))).collect();
        if !ciphers.contains_key(&keyring.current) {
            return Err(VaultError::Damaged);
        }
        Ok(Self {
            index: BlindIndex::new(&keyring.index_key),
            before: keyring.index_before.as_ref().map(BlindIndex::new),
            names: NameIndex::new(&keyring.name_key),
            petitions: keyring.petitions.iter().map(|(name, keys)| (*name, PetitionIndexes::new(keys))).collect(),
            ciphers,
            keyring,
        })
    }

    pub(super) fn petition_name(&self, petition: &str) -> PetitionName {
        self.names.name(petition)
    }

    pub(super) fn knows_petition(&self, name: &PetitionName) -> bool {
        self.petitions.contains_key(name)
    }

    /// Tells whether an envelope that lies in a generation is of an old key, or lies under one.
    pub(super) fn is_old(&self, table: Table, generation: u32, envelope: &[u8]) -> bool {
        let home = if tables::ORDERED.contains(&table) { 0 } else { self.keyring.generation };
        generation != home || envelope::key_id(envelope).map_or(true, |id| id < self.keyring.current)
    }

    /// Tells whether what lies in a generation is a copy of a row that still counts where it lay.
    pub(super) fn is_copy(&self, table: Table, generation: u32, envelope: &[u8]) -> bool {
        self.has_copies(table, generation) && envelope::key_id(envelope).is_ok_and(|id| self.keyring.is_copy(id))
    }

    /// Tells whether what lies in a half of a table is a copy that nobody can read any more: as if nothing lay there.
    pub(super) fn is_void(&self, stored: Table, envelope: &[u8]) -> bool {
        self.keyring.stage == Stage::Copying && {
            let table = tables::unstored(stored).0;
            stored.tag == tables::stored(table, self.keyring.generation).tag
                && !tables::ORDERED.contains(&table)
                && envelope::key_id(envelope)
                    .is_ok_and(|id| self.keyring.is_copy(id) && self.keyring.copies() != Some(id))
        }
    }

    /// Tells whether there may be copies in a generation.
    pub(super) fn has_copies(&self, table: Table, generation: u32) -> bool {
        self.keyring.stage == Stage::Copying
            && generation == self.keyring.generation
            && !tables::ORDERED.contains(&table)
    }

    /// Tells whether it has every data key that another has.
    pub(super) fn opens_all_of(&self, other: &Self) -> bool {
        let mut keys = other.keyring.data_keys.iter();
        keys.all(|(id, key)| self.keyring.data_keys.get(id).is_some_and(|own| own.bytes() == key.bytes()))
    }

    /// Lists the generations in which a table may have rows, in the order of scans.
    pub(super) fn generations(&self, table: Table) -> impl Iterator<Item = u32> + use<> {
        let blind = !tables::ORDERED.contains(&table);
        let now = if blind { self.keyring.generation } else { 0 };
        let before = self.before.as_ref().filter(|_| blind).map(|_| now.wrapping_sub(1));
        before.into_iter().chain([now])
    }

    /// Finds where the row of a key may lie.
    ///
    /// # Errors
    /// [`VaultError::PetitionClosed`].
    pub(super) fn places(&self, table: Table, key: &RowKey) -> Result<Places, VaultError> {
        let now = self.keyring.generation;
        let before = now.wrapping_sub(1);
        let at = |generation, mut bytes: KeyBytes| {
            bytes.extend_from_slice(&key.suffix);
            Position::new(generation, bytes)
        };
        let ordered = tables::ORDERED.contains(&table);
        debug_assert!(ordered == key.is_ordered(), "the table {} is not listed as its keys are", table.name);
        let (home, other) = match &key.origin {
            Origin::Ordered(number) if ordered => (at(0, KeyBytes::from_slice(&number.to_be_bytes())), None),
            Origin::Unknown { generation, bytes } => (at(*generation, bytes.as_slice().into()), None),
            // Whoever has found it before it was moved finds it afterwards too.
            Origin::Untied { generation, bytes } if *generation == before => {
                let other = self.before.as_ref().map(|_| at(before, bytes.as_slice().into()));
                (at(now, self.index.untied(table, bytes)), other)
            }
            Origin::Untied { generation, bytes } => (at(*generation, bytes.as_slice().into()), None),
            Origin::Petition { name, id } => {
                let keys = self.petitions.get(name).ok_or(VaultError::PetitionClosed)?;
                let other = keys.before.as_ref().map(|index| at(before, index.row_key(table, id)));
                (at(now, keys.now.row_key(table, id)), other)
            }
            origin => {
                let other = self.before.as_ref().map(|index| at(before, blind(index, table, origin)));
                (at(now, blind(&self.index, table, origin)), other)
            }
        };
        Ok(Places { home, before: other })
    }

    /// Tells whose row was found at a place.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`] for what is no origin.
    pub(super) fn key_of(&self, table: Table, at: &Position, opened: &Opened) -> Result<RowKey, VaultError> {
        let key = Origin::decode(opened.origin(), at.generation(), at.bytes()).ok_or(VaultError::Unreadable)?;
        match key.origin {
            Origin::Unknown { .. } if tables::ORDERED.contains(&table) => {
                let (number, suffix) = at.bytes().split_first_chunk().ok_or(VaultError::Unreadable)?;
                Ok(RowKey::ordered(u64::from_be_bytes(*number)).join(suffix))
            }
            Origin::Petition { name, mut id } => {
                let keys = self.petitions.get(&name);
                let is_present = at.generation() == self.keyring.generation;
                let index = keys.and_then(|keys| if is_present { Some(&keys.now) } else { keys.before.as_ref() });
                Ok(match index {
                    Some(index) => {
                        index.mask(table, at.bytes(), &mut id);
                        RowKey { origin: Origin::Petition { name, id }, suffix: key.suffix }
                    }
                    None => RowKey::of(Origin::Untied { generation: at.generation(), bytes: at.bytes().into() }),
                })
            }
            _ => Ok(key),
        }
    }

    /// Encodes a record for its home, ready to be sealed.
    ///
    /// # Errors
    /// [`VaultError::TooLong`], [`VaultError::PetitionClosed`].
    pub(super) fn encode(
        &self,
        table: Table,
        key: &RowKey,
        home: &Position,
        record: &impl Serialize,
    ) -> Result<Begun, VaultError> {
        Begun::new(&self.origin(table, key, home)?, |buffer| record::encode(record, buffer))
    }

    /// Encrypts what was encoded for a place.
    pub(super) fn seal(&self, table: Table, home: &Position, begun: Begun) -> Vec<u8> {
        begun.seal(self.current(), &nonce(), place(table, home))
    }

    /// Encrypts an opened row under the current key for its home.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`], [`VaultError::PetitionClosed`].
    pub(super) fn seal_anew(
        &self,
        table: Table,
        key: &RowKey,
        home: &Position,
        opened: Opened,
    ) -> Result<Vec<u8>, VaultError> {
        opened.seal_anew(&self.origin(table, key, home)?, self.current(), &nonce(), place(table, home))
    }

    /// As [`OpenKeys::seal_anew`], under the key of copies.
    ///
    /// # Errors
    /// As there, and [`VaultError::Contended`] where these copies are void by now.
    pub(super) fn seal_copy(
        &self,
        table: Table,
        key: &RowKey,
        (home, copies): (&Position, KeyId),
        opened: Opened,
    ) -> Result<Vec<u8>, VaultError> {
        let cipher = self.ciphers.get(&copies).ok_or(VaultError::Contended)?;
        opened.seal_anew(&self.origin(table, key, home)?, (copies, cipher), &nonce(), place(table, home))
    }

    /// Decrypts the row at a place.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`].
    pub(super) fn open(
        &self,
        table: Table,
        at: &Position,
        envelope: impl Into<Zeroizing<Vec<u8>>>,
    ) -> Result<Opened, VaultError> {
        let envelope = envelope.into();
        let id = envelope::key_id(&envelope)?;
        let cipher = self.ciphers.get(&id).ok_or(VaultError::Unreadable)?;
        envelope::open(envelope, cipher, place(table, at))
    }

    /// Decrypts and reads the record at a place.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`], [`VaultError::UnknownRecord`].
    pub(super) fn read<R: DeserializeOwned>(
        &self,
        table: Table,
        at: &Position,
        envelope: Vec<u8>,
    ) -> Result<R, VaultError> {
        record::decode(table, self.open(table, at, envelope)?.padded())
    }

    fn origin(&self, table: Table, key: &RowKey, home: &Position) -> Result<OriginBytes, VaultError> {
        match &key.origin {
            Origin::Petition { name, .. } => {
                let keys = self.petitions.get(name).ok_or(VaultError::PetitionClosed)?;
                key.origin.encode(|id| keys.now.mask(table, home.bytes(), id))
            }
            origin => origin.encode(|_| {}),
        }
    }

    fn current(&self) -> (KeyId, &XChaCha20Poly1305) {
        let id = self.keyring.current;
        (id, self.ciphers.get(&id).expect("the current key is in the keyring, as `new` has checked"))
    }
}

fn place(table: Table, at: &Position) -> Place<'_> {
    Place { table, odd: at.generation() % 2 == 1, row_key: at.bytes() }
}

/// Makes the bytes of a key that hangs on the index key alone, without what was joined to it.
fn blind(index: &BlindIndex, table: Table, origin: &Origin) -> KeyBytes {
    match origin {
        Origin::Id(id) => index.row_key(table, id),
        Origin::Grouped { group, id } => index.grouped_row_key(table, group, id),
        Origin::Group(group) => index.group_prefix(table, group),
        Origin::Ordered(number) => KeyBytes::from_slice(&number.to_be_bytes()),
        Origin::Petition { .. } | Origin::Untied { .. } | Origin::Unknown { .. } => KeyBytes::new(),
    }
}

fn cipher(key: &DataKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

fn nonce() -> [u8; NONCE_LEN] {
    let mut nonce = [0; NONCE_LEN];
    rand::thread_rng().fill_bytes(&mut nonce);
    nonce
}
