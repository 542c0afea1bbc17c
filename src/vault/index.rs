//! The index that makes row keys blind: HMAC under keys of a table, a group or a petition.

use std::borrow::Cow;

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::keys::{IndexKey, KEY_LEN, NameKey, PetitionKey};
use super::memory::Locked;
use super::position::KeyBytes;
use super::tables;
use crate::store::Table;

type HmacSha256 = Hmac<Sha256>;

/// The length of a blind row key, in bytes.
pub(super) const BLIND_LEN: usize = 16;

/// The length of a group's prefix, in bytes.
pub(super) const GROUP_LEN: usize = 8;

/// What the key of petitions' names is derived with, of an index key of the first version.
pub(super) const PETITION_NAMES: &[u8] = b"petition names";

/// Names a petition in the keyring without naming it.
pub(super) type PetitionName = [u8; BLIND_LEN];

/// The index key spread over the tables, each with its HMAC begun; in locked memory, cleared on drop.
pub(super) struct BlindIndex(Locked<Tables>);

struct Tables {
    root: Hkdf<Sha256>,
    tables: [(Table, TableIndex); tables::ALL.len()],
}

impl Tables {
    fn of(key: &[u8; KEY_LEN]) -> Self {
        let root = Hkdf::new(None, key);
        let tables = tables::ALL.map(|table| (table, TableIndex::derive(&root, table)));
        Self { root, tables }
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
    untied: HmacSha256,
}

impl BlindIndex {
    pub(super) fn new(key: &IndexKey) -> Self {
        Self(Locked::new(Tables::of(key.bytes())))
    }

    /// `HMAC(HKDF(index key, table), id)`, 16 bytes.
    pub(super) fn row_key(&self, table: Table, id: &[u8]) -> KeyBytes {
        KeyBytes::from_slice(&blind::<BLIND_LEN>(&self.table(table).rows, id))
    }

    /// 8 bytes that all rows of a group begin with.
    pub(super) fn group_prefix(&self, table: Table, group: &[u8]) -> KeyBytes {
        KeyBytes::from_slice(&blind::<GROUP_LEN>(&self.table(table).groups, group))
    }

    /// The group's prefix, then 16 bytes under a key of that group alone.
    pub(super) fn grouped_row_key(&self, table: Table, group: &[u8], id: &[u8]) -> KeyBytes {
        let index = self.table(table);
        let key = Zeroizing::new(blind::<KEY_LEN>(&index.group_keys, group));
        let mut bytes = KeyBytes::new();
        bytes.extend(blind::<GROUP_LEN>(&index.groups, group));
        bytes.extend(blind::<BLIND_LEN>(&hmac(&key), id));
        bytes
    }

    /// `HMAC(HKDF(index key, table ‖ "\0untied"), row key before)`, 16 bytes: of a row whose petition's key is gone.
    pub(super) fn untied(&self, table: Table, before: &[u8]) -> KeyBytes {
        KeyBytes::from_slice(&blind::<BLIND_LEN>(&self.table(table).untied, before))
    }

    fn table(&self, table: Table) -> Cow<'_, TableIndex> {
        let known = self.0.tables.iter().find(|(known, _)| *known == table).map(|(_, index)| Cow::Borrowed(index));
        known.unwrap_or_else(|| Cow::Owned(TableIndex::derive(&self.0.root, table)))
    }
}

impl TableIndex {
    fn derive(root: &Hkdf<Sha256>, table: Table) -> Self {
        let name = table.name.as_bytes();
        Self {
            rows: derive(root, &[name]),
            groups: derive(root, &[name, b"\0groups"]),
            group_keys: derive(root, &[name, b"\0group keys"]),
            untied: derive(root, &[name, b"\0untied"]),
        }
    }
}

/// The HMAC of the key of petitions' names, begun; in locked memory, cleared on drop.
pub(super) struct NameIndex(Locked<HmacSha256>);

impl NameIndex {
    pub(super) fn new(key: &NameKey) -> Self {
        Self(Locked::new(hmac(key.bytes())))
    }

    /// `HMAC(name key, petition)`, 16 bytes.
    pub(super) fn name(&self, petition: &str) -> PetitionName {
        blind(&self.0, petition.as_bytes())
    }
}

impl Drop for NameIndex {
    fn drop(&mut self) {
        overwrite(&mut self.0, hmac(&[0; KEY_LEN]));
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
    pub(super) fn row_key(&self, table: Table, id: &[u8]) -> KeyBytes {
        let mut mac = HmacSha256::clone(&self.0);
        mac.update(table.name.as_bytes());
        mac.update(&[0]);
        KeyBytes::from_slice(&blind::<BLIND_LEN>(&mac, id))
    }

    /// Masks an id, or takes its mask away: xor with `HMAC(petition key, 00 ‖ table ‖ 00 ‖ row key ‖ n)`, n = 0, 1, … a
    /// byte. No table's name begins with a zero, so no mask is a row key.
    ///
    /// A row key belongs to one id, so a mask never covers two.
    pub(super) fn mask(&self, table: Table, row_key: &[u8], id: &mut [u8]) {
        let mut begun = HmacSha256::clone(&self.0);
        for part in [&[0], table.name.as_bytes(), &[0], row_key] {
            begun.update(part);
        }
        for (number, block) in (0_u8..).zip(id.chunks_mut(32)) {
            let pad = Zeroizing::new(blind::<32>(&begun, &[number]));
            block.iter_mut().zip(pad.iter()).for_each(|(byte, pad)| *byte ^= pad);
        }
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
                assert_eq!(key.len(), 16);
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
            |name: &[u8]| -> Vec<KeyBytes> { ids.iter().map(|id| index.grouped_row_key(LEDGER, name, id)).collect() };
        let (one, two) = (group(b"alert 1"), group(b"alert 2"));
        for (rows, name) in [(&one, b"alert 1"), (&two, b"alert 2")] {
            let prefix = index.group_prefix(LEDGER, name);
            assert_eq!(prefix.len(), 8);
            assert!(rows.iter().all(|row| row.len() == 24 && row.starts_with(&prefix)));
        }
        // Nothing that follows the prefix is shared, with the other group or with the ungrouped key of the same id.
        let tail = |rows: &[KeyBytes]| rows.iter().map(|row| row[8..].to_vec()).collect::<BTreeSet<_>>();
        assert!(tail(&one).is_disjoint(&tail(&two)));
        let plain: BTreeSet<_> = ids.iter().map(|id| index.row_key(LEDGER, id).to_vec()).collect();
        assert!(tail(&one).is_disjoint(&plain));
        // Nor does the order of one group tell the order of the other.
        let order = |rows: &[KeyBytes]| {
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
        let names = |byte| NameIndex::new(&NameKey::take(&mut [byte; KEY_LEN]));
        assert_ne!(names(1).name("a"), names(1).name("b"));
        assert_ne!(names(1).name("a"), names(2).name("a"));
    }

    #[test]
    fn a_mask_comes_off_in_its_own_row_only() {
        let (one, two) = (PetitionKey::take(&mut [1; KEY_LEN]), PetitionKey::take(&mut [2; KEY_LEN]));
        let (one, two) = (PetitionIndex::new(&one), PetitionIndex::new(&two));
        for length in [0, 1, 8, 31, 32, 33, 100] {
            let id: Vec<u8> = (0..length).collect();
            let mut masked = id.clone();
            one.mask(PLEDGES, b"row", &mut masked);
            assert_eq!(masked == id, id.is_empty());
            for (index, table, row, same) in [
                (&one, PLEDGES, b"row", true),
                (&two, PLEDGES, b"row", false),
                (&one, AUDIENCE, b"row", false),
                (&one, PLEDGES, b"two", false),
            ] {
                let mut again = masked.clone();
                index.mask(table, row, &mut again);
                assert!((again == id) == (same || id.is_empty()));
            }
        }
    }

    proptest! {
        #[test]
        fn different_ids_have_different_keys(a in prop::collection::vec(any::<u8>(), 0..50), b in prop::collection::vec(any::<u8>(), 0..50)) {
            let index = index(1);
            prop_assert_eq!(a == b, index.row_key(AUDIENCE, &a) == index.row_key(AUDIENCE, &b));
            prop_assert_eq!(a == b, index.grouped_row_key(LEDGER, &a, b"1") == index.grouped_row_key(LEDGER, &b, b"1"));
            prop_assert_eq!(a == b, index.grouped_row_key(LEDGER, b"1", &a) == index.grouped_row_key(LEDGER, b"1", &b));
        }
    }
}
