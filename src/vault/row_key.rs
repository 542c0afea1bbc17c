//! Row keys, and the index that makes them blind.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::keys::{IndexKey, KEY_LEN, PetitionKey};
use super::tables;
use crate::store::Table;

type HmacSha256 = Hmac<Sha256>;

/// The length of a blind row key, in bytes.
const BLIND_LEN: usize = 16;

/// The length of a group's prefix, in bytes.
const GROUP_LEN: usize = 8;

/// Finds a row in its table. Most are blind: they tell nothing of the id without the index key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey(Vec<u8>);

impl RowKey {
    /// Takes the bytes of a row key that was kept somewhere, such as a cursor.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    pub(super) fn from_vec(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Makes a key that keeps the order of numbers: 8 bytes, big-endian.
    ///
    /// # Security
    /// Not blind: only for numbers that say nothing about a person, such as an update's.
    pub fn ordered(number: u64) -> Self {
        Self(number.to_be_bytes().to_vec())
    }

    /// Reads the number of an [`RowKey::ordered`] key back.
    pub fn as_ordered(&self) -> Option<u64> {
        Some(u64::from_be_bytes(self.0.as_slice().try_into().ok()?))
    }

    /// Adds bytes at the end, for rows that belong under this one. They are not blind.
    #[must_use]
    pub fn join(&self, suffix: &[u8]) -> Self {
        Self([self.0.as_slice(), suffix].concat())
    }
}

impl AsRef<[u8]> for RowKey {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Prints the type only.
impl fmt::Debug for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowKey")
    }
}

/// Names a petition in the keyring without naming it.
pub(super) type PetitionName = [u8; BLIND_LEN];

/// The index key spread over the tables, each with its HMAC begun.
pub(super) struct BlindIndex {
    root: Hkdf<Sha256>,
    tables: Vec<(Table, TableIndex)>,
    petitions: HmacSha256,
}

#[derive(Clone)]
struct TableIndex {
    rows: HmacSha256,
    groups: HmacSha256,
    group_keys: HmacSha256,
}

impl BlindIndex {
    pub(super) fn new(key: &IndexKey) -> Self {
        let root = Hkdf::new(None, key.bytes());
        let tables = tables::ALL.map(|table| (table, TableIndex::derive(&root, table))).to_vec();
        let petitions = derive(&root, &[b"petition names"]);
        Self { root, tables, petitions }
    }

    /// `HMAC(HKDF(index key, table), id)`, 16 bytes.
    pub(super) fn row_key(&self, table: Table, id: &[u8]) -> RowKey {
        RowKey(blind::<BLIND_LEN>(&self.table(table).rows, id).to_vec())
    }

    /// 8 bytes that all rows of a group begin with.
    pub(super) fn group_prefix(&self, table: Table, group: &[u8]) -> RowKey {
        RowKey(blind::<GROUP_LEN>(&self.table(table).groups, group).to_vec())
    }

    /// The group's prefix, then 16 bytes under a key of that group alone.
    pub(super) fn grouped_row_key(&self, table: Table, group: &[u8], id: &[u8]) -> RowKey {
        let index = self.table(table);
        let key = Zeroizing::new(blind::<KEY_LEN>(&index.group_keys, group));
        let mut bytes = Vec::with_capacity(GROUP_LEN + BLIND_LEN);
        bytes.extend(blind::<GROUP_LEN>(&index.groups, group));
        bytes.extend(blind::<BLIND_LEN>(&hmac(&key), id));
        RowKey(bytes)
    }

    pub(super) fn petition_name(&self, petition: &str) -> PetitionName {
        blind(&self.petitions, petition.as_bytes())
    }

    fn table(&self, table: Table) -> TableIndex {
        let known = self.tables.iter().find(|(known, _)| *known == table).map(|(_, index)| index.clone());
        known.unwrap_or_else(|| TableIndex::derive(&self.root, table))
    }
}

impl TableIndex {
    fn derive(root: &Hkdf<Sha256>, table: Table) -> Self {
        let name = table.name.as_bytes();
        Self {
            rows: derive(root, &[name]),
            groups: derive(root, &[name, b"\0groups"]),
            group_keys: derive(root, &[name, b"\0group keys"]),
        }
    }
}

/// The HMAC of one petition's key, begun.
#[derive(Clone)]
pub(super) struct PetitionIndex(HmacSha256);

impl PetitionIndex {
    pub(super) fn new(key: &PetitionKey) -> Self {
        Self(hmac(key.bytes()))
    }

    /// `HMAC(petition key, table ‖ 00 ‖ id)`, 16 bytes.
    pub(super) fn row_key(&self, table: Table, id: &[u8]) -> RowKey {
        let mut mac = self.0.clone();
        mac.update(table.name.as_bytes());
        mac.update(&[0]);
        RowKey(blind::<BLIND_LEN>(&mac, id).to_vec())
    }
}

fn derive(root: &Hkdf<Sha256>, info: &[&[u8]]) -> HmacSha256 {
    let mut key = Zeroizing::new([0; KEY_LEN]);
    root.expand_multi_info(info, key.as_mut_slice()).expect("32 bytes are within HKDF's limit of 8160");
    hmac(&key)
}

fn hmac(key: &[u8; KEY_LEN]) -> HmacSha256 {
    HmacSha256::new_from_slice(key).expect("HMAC takes keys of any length")
}

/// Finishes a begun HMAC over `id` and keeps its first `N` ≤ 32 bytes.
fn blind<const N: usize>(begun: &HmacSha256, id: &[u8]) -> [u8; N] {
    let mut mac = begun.clone();
    mac.update(id);
    let full: [u8; 32] = mac.finalize().into_bytes().into();
    *full.first_chunk().expect("N is at most 32")
}
