//! Row keys, and the index that makes them blind.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::keys::{IndexKey, KEY_LEN, PetitionKey};
use super::memory::Locked;
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

/// The index key spread over the tables, each with its HMAC begun; in locked memory, cleared on drop.
pub(super) struct BlindIndex(Locked<Tables>);

struct Tables {
    root: Hkdf<Sha256>,
    tables: [(Table, TableIndex); tables::ALL.len()],
    petitions: HmacSha256,
}

impl Tables {
    fn of(key: &[u8; KEY_LEN]) -> Self {
        let root = Hkdf::new(None, key);
        let tables = tables::ALL.map(|table| (table, TableIndex::derive(&root, table)));
        let petitions = derive(&root, &[b"petition names"]);
        Self { root, tables, petitions }
    }
}

impl Drop for BlindIndex {
    fn drop(&mut self) {
        overwrite(&mut self.0, Tables::of(&[0; KEY_LEN]));
    }
}

#[derive(Clone)]
struct TableIndex {
    rows: HmacSha256,
    groups: HmacSha256,
    group_keys: HmacSha256,
}

impl BlindIndex {
    pub(super) fn new(key: &IndexKey) -> Self {
        Self(Locked::new(Tables::of(key.bytes())))
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
        blind(&self.0.petitions, petition.as_bytes())
    }

    fn table(&self, table: Table) -> TableIndex {
        let known = self.0.tables.iter().find(|(known, _)| *known == table).map(|(_, index)| index.clone());
        known.unwrap_or_else(|| TableIndex::derive(&self.0.root, table))
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

/// The HMAC of one petition's key, begun; in locked memory, cleared on drop.
pub(super) struct PetitionIndex(Locked<HmacSha256>);

impl Drop for PetitionIndex {
    fn drop(&mut self) {
        overwrite(&mut self.0, hmac(&[0; KEY_LEN]));
    }
}

impl PetitionIndex {
    pub(super) fn new(key: &PetitionKey) -> Self {
        Self(Locked::new(hmac(key.bytes())))
    }

    /// `HMAC(petition key, table ‖ 00 ‖ id)`, 16 bytes.
    pub(super) fn row_key(&self, table: Table, id: &[u8]) -> RowKey {
        let mut mac = HmacSha256::clone(&self.0);
        mac.update(table.name.as_bytes());
        mac.update(&[0]);
        RowKey(blind::<BLIND_LEN>(&mac, id).to_vec())
    }
}

/// Puts a state of no key in the place of one: the crates of HMAC and HKDF do not clear theirs.
fn overwrite<T>(state: &mut Locked<T>, blank: T) {
    **state = blank;
    // The bytes are looked at, so that the last write to them is not left out.
    std::hint::black_box(&**state);
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::tables::{ALL, AUDIENCE, LEDGER, PLEDGES};
    use super::*;

    fn index(byte: u8) -> BlindIndex {
        BlindIndex::new(&IndexKey::take(&mut [byte; KEY_LEN]))
    }

    #[test]
    fn blind_keys_differ_by_table_and_by_index_key() {
        let mut seen = BTreeSet::new();
        for byte in [1, 2] {
            for table in ALL {
                let key = index(byte).row_key(table, b"42");
                assert_eq!(key.as_ref().len(), 16);
                assert!(seen.insert(key));
            }
        }
        assert_eq!(index(1).row_key(AUDIENCE, b"42"), index(1).row_key(AUDIENCE, b"42"));
    }

    #[test]
    fn a_table_that_is_not_listed_has_keys_of_its_own() {
        let other = Table { tag: 200, name: "other" };
        assert_ne!(index(1).row_key(other, b"42"), index(1).row_key(AUDIENCE, b"42"));
    }

    #[test]
    fn rows_of_a_group_lie_together_and_those_of_two_groups_cannot_be_linked() {
        let index = index(1);
        let ids: Vec<[u8; 4]> = (0_u32..200).map(u32::to_be_bytes).collect();
        let group =
            |name: &[u8]| -> Vec<RowKey> { ids.iter().map(|id| index.grouped_row_key(LEDGER, name, id)).collect() };
        let (one, two) = (group(b"alert 1"), group(b"alert 2"));
        for (rows, name) in [(&one, b"alert 1"), (&two, b"alert 2")] {
            let prefix = index.group_prefix(LEDGER, name);
            assert_eq!(prefix.as_ref().len(), 8);
            assert!(rows.iter().all(|row| row.as_ref().len() == 24 && row.as_ref().starts_with(prefix.as_ref())));
        }
        // Nothing that follows the prefix is shared, with the other group or with the ungrouped key of the same id.
        let tail = |rows: &[RowKey]| rows.iter().map(|row| row.as_ref()[8..].to_vec()).collect::<BTreeSet<_>>();
        assert!(tail(&one).is_disjoint(&tail(&two)));
        let plain: BTreeSet<_> = ids.iter().map(|id| index.row_key(LEDGER, id).as_ref().to_vec()).collect();
        assert!(tail(&one).is_disjoint(&plain));
        // Nor does the order of one group tell the order of the other.
        let order = |rows: &[RowKey]| {
            let mut order: Vec<usize> = (0..rows.len()).collect();
            order.sort_by_key(|at| rows[*at].clone());
            order
        };
        assert_ne!(order(&one), order(&two));
        assert_ne!(order(&one), (0..ids.len()).collect::<Vec<_>>());
        assert_ne!(index.group_prefix(LEDGER, b"alert 1"), index.group_prefix(PLEDGES, b"alert 1"));
    }

    #[test]
    fn petitions_have_keys_of_their_own() {
        let (one, two) = (PetitionKey::take(&mut [1; KEY_LEN]), PetitionKey::take(&mut [2; KEY_LEN]));
        let (one, two) = (PetitionIndex::new(&one), PetitionIndex::new(&two));
        assert_ne!(one.row_key(PLEDGES, b"42"), two.row_key(PLEDGES, b"42"));
        assert_ne!(one.row_key(PLEDGES, b"42"), one.row_key(AUDIENCE, b"42"));
        assert_eq!(one.row_key(PLEDGES, b"42"), one.row_key(PLEDGES, b"42"));
        assert_ne!(index(1).petition_name("a"), index(1).petition_name("b"));
        assert_ne!(index(1).petition_name("a"), index(2).petition_name("a"));
    }

    #[test]
    fn nothing_of_a_key_is_printed() {
        assert_eq!(format!("{:?}", RowKey::ordered(42)), "RowKey");
    }

    proptest! {
        #[test]
        fn ordered_keys_keep_order(a: u64, b: u64) {
            let (x, y) = (RowKey::ordered(a), RowKey::ordered(b));
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(x.as_ordered(), Some(a));
            prop_assert_eq!(x.join(b"0").as_ordered(), None);
            prop_assert_eq!(RowKey::from_bytes(y.as_ref()), y);
        }

        #[test]
        fn different_ids_have_different_keys(a in prop::collection::vec(any::<u8>(), 0..50), b in prop::collection::vec(any::<u8>(), 0..50)) {
            let index = index(1);
            prop_assert_eq!(a == b, index.row_key(AUDIENCE, &a) == index.row_key(AUDIENCE, &b));
            prop_assert_eq!(a == b, index.grouped_row_key(LEDGER, &a, b"1") == index.grouped_row_key(LEDGER, &b, b"1"));
            prop_assert_eq!(a == b, index.grouped_row_key(LEDGER, b"1", &a) == index.grouped_row_key(LEDGER, b"1", &b));
        }
    }
}
