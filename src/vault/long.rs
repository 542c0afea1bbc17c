//! Long values: texts of up to [`LONG_MAX`] bytes in parts, each a record of its own under `prefix ‖ number (u16 BE)`.
//!
//! Every part holds the count of parts, whether it is the last, and a random mark of the value, so that a sequence that
//! was cut, or mixed from two values, is an error. Its number is part of its row key, to which the envelope is bound.

use std::fmt;

use rand::RngCore as _;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use super::VaultError;
use super::row_key::RowKey;

/// The longest value in bytes.
pub const LONG_MAX: usize = 1 << 20;

/// The bytes of a value in one part.
pub(super) const PART_LEN: usize = 2000;

/// A part, as it is encoded.
#[derive(Serialize, Deserialize)]
pub(super) enum Part {
    V1 { value: u64, count: u16, last: bool, bytes: Bytes },
}

/// Bytes that serde takes as one run, not one by one.
pub(super) struct Bytes(pub Zeroizing<Vec<u8>>);

/// Names the row of a part.
pub(super) fn part_key(prefix: &RowKey, number: u16) -> RowKey {
    prefix.join(&number.to_be_bytes())
}

/// Cuts a value into parts, at least one.
///
/// # Errors
/// [`VaultError::TooLong`] over [`LONG_MAX`].
pub(super) fn split(bytes: &[u8]) -> Result<Vec<Part>, VaultError> {
    if bytes.len() > LONG_MAX {
        return Err(VaultError::TooLong { limit: LONG_MAX });
    }
    let value = rand::thread_rng().next_u64();
    let chunks: Vec<&[u8]> = if bytes.is_empty() { vec![bytes] } else { bytes.chunks(PART_LEN).collect() };
    let count = u16::try_from(chunks.len()).expect("LONG_MAX has fewer than 65536 parts");
    Ok((1..=count)
        .zip(chunks)
        .map(|(nth, chunk)| Part::V1 { value, count, last: nth == count, bytes: Bytes(Zeroizing::new(chunk.to_vec())) })
        .collect())
}

/// Puts a value together again, part by part from `read`; `None` where there is no first part.
///
/// # Errors
/// [`VaultError::Incomplete`], or what `read` fails with.
pub(super) fn join(
    mut read: impl FnMut(u16) -> Result<Option<Part>, VaultError>,
) -> Result<Option<Vec<u8>>, VaultError> {
    let Some(first) = read(0)? else { return Ok(None) };
    let Part::V1 { value: of, count: total, .. } = &first;
    let (of, total) = (*of, *total);
    let mut whole = Vec::with_capacity(usize::from(total) * PART_LEN);
    let mut next = Some(first);
    for number in 0..total {
        let part = match next.take() {
            Some(part) => part,
            None => read(number)?.ok_or(VaultError::Incomplete)?,
        };
        let Part::V1 { value, count, last, bytes } = part;
        if value != of || count != total || last != (number + 1 == total) {
            return Err(VaultError::Incomplete);
        }
        whole.extend_from_slice(&bytes.0);
    }
    if total == 0 { Err(VaultError::Incomplete) } else { Ok(Some(whole)) }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Run;
        impl Visitor<'_> for Run {
            type Value = Bytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(Zeroizing::new(bytes.to_vec())))
            }
        }
        deserializer.deserialize_bytes(Run)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::sync::Arc;
    use std::thread;

    use proptest::prelude::*;
    use rand::rngs::OsRng;

    use super::super::tables::ALERT_TEXTS;
    use super::super::{Keyring, KeyringFile, Vault};
    use super::*;
    use crate::store::memory::MemoryStore;
    use crate::store::{Batch, Committed, Store};

    /// A vault, and the store below it to tamper with.
    fn pair() -> (Arc<MemoryStore>, Arc<Vault>) {
        let store = Arc::new(MemoryStore::new());
        let below: Arc<dyn Store> = Arc::clone(&store) as _;
        (store, Vault::open(below, Keyring::random(&mut OsRng), KeyringFile::nowhere()).unwrap())
    }

    fn raw(store: &dyn Store, key: &[u8]) -> Vec<u8> {
        store.get(ALERT_TEXTS, key).unwrap().unwrap()
    }

    fn set_raw(store: &dyn Store, key: &[u8], bytes: Vec<u8>) {
        assert_eq!(store.commit(Batch::new().put(ALERT_TEXTS, key, bytes)).unwrap(), Committed::Applied);
    }

    fn put_long(vault: &Vault, prefix: &RowKey, bytes: &[u8]) {
        vault.write(|writer| writer.put_long(prefix, ALERT_TEXTS, bytes)).unwrap();
    }

    #[test]
    fn long_values_leave_nothing_of_longer_ones() {
        let (store, vault) = pair();
        let prefix = vault.row_key(ALERT_TEXTS, b"1");
        let rows = || store.scan(ALERT_TEXTS, None, usize::MAX).unwrap().len();
        assert_eq!(vault.read_long(&prefix, ALERT_TEXTS).unwrap(), None);
        for (length, parts) in
            [(256 * 1024, 132), (1, 1), (0, 1), (PART_LEN, 1), (PART_LEN + 1, 2), (LONG_MAX, 525), (3 * PART_LEN, 3)]
        {
            let value = vec![7; length];
            put_long(&vault, &prefix, &value);
            assert_eq!(vault.read_long(&prefix, ALERT_TEXTS).unwrap(), Some(value.clone()));
            assert_eq!(vault.write(|writer| writer.read_long(&prefix, ALERT_TEXTS)).unwrap(), Some(value));
            assert_eq!(rows(), parts, "{length}");
        }
        let result = vault.write(|writer| writer.put_long(&prefix, ALERT_TEXTS, &vec![7; LONG_MAX + 1]));
        assert!(matches!(result, Err(VaultError::TooLong { limit: LONG_MAX })));
        vault.write(|writer| writer.remove_long(&prefix, ALERT_TEXTS)).unwrap();
        vault.write(|writer| writer.remove_long(&prefix, ALERT_TEXTS)).unwrap();
        assert_eq!(rows(), 0);
        assert_eq!(vault.read_long(&prefix, ALERT_TEXTS).unwrap(), None);
    }

    #[test]
    fn a_long_value_that_is_cut_mixed_or_reordered_is_an_error() {
        let (store, vault) = pair();
        let prefix = vault.row_key(ALERT_TEXTS, b"1");
        let part = |number| vault.positions(ALERT_TEXTS, &part_key(&prefix, number)).unwrap()[0].bytes().to_vec();
        let value = vec![7; 4 * PART_LEN];
        put_long(&vault, &prefix, &vec![8; 4 * PART_LEN]);
        let old = raw(&*store, &part(2));
        put_long(&vault, &prefix, &value);
        let sound: Vec<Vec<u8>> = (0..4).map(|number| raw(&*store, &part(number))).collect();
        let restore = || (0..4).zip(&sound).for_each(|(n, bytes)| set_raw(&*store, &part(n), bytes.clone()));
        let read = || vault.read_long(&prefix, ALERT_TEXTS);

        for missing in 1..4 {
            let key = part(missing);
            assert_eq!(store.commit(Batch::new().remove(ALERT_TEXTS, key)).unwrap(), Committed::Applied);
            assert!(matches!(read(), Err(VaultError::Incomplete)), "part {missing}");
            restore();
        }
        set_raw(&*store, &part(2), old);
        assert!(matches!(read(), Err(VaultError::Incomplete)), "a part of an older value");
        restore();
        set_raw(&*store, &part(2), sound[1].clone());
        assert!(matches!(read(), Err(VaultError::Unreadable)), "a part in another's place");
        restore();
        assert_eq!(read().unwrap(), Some(value));
    }

    #[test]
    fn a_part_must_say_truly_whether_it_is_the_last() {
        let part = |count, last| Part::V1 { value: 1, count, last, bytes: Bytes(vec![1].into()) };
        let join = |parts: Vec<Part>| {
            let mut parts = parts.into_iter();
            super::join(move |_| Ok(parts.next()))
        };
        assert_eq!(join(vec![part(2, false), part(2, true)]).unwrap(), Some(vec![1, 1]));
        assert_eq!(join(vec![]).unwrap(), None);
        for wrong in [
            vec![part(0, true)],
            vec![part(1, false)],
            vec![part(2, true), part(2, true)],
            vec![part(2, false), part(2, false)],
            vec![part(2, false), part(1, true)],
            vec![part(2, false)],
        ] {
            assert!(matches!(join(wrong), Err(VaultError::Incomplete)));
        }
    }

    #[test]
    fn a_long_value_is_read_whole_while_it_is_written() {
        let vault = Vault::in_memory();
        let prefix = vault.row_key(ALERT_TEXTS, b"1");
        put_long(&vault, &prefix, &vec![0; 5 * PART_LEN]);
        thread::scope(|scope| {
            let writer =
                scope.spawn(|| (0..60_u8).for_each(|n| put_long(&vault, &prefix, &vec![n; usize::from(n) * 300])));
            while !writer.is_finished() {
                let value = vault.read_long(&prefix, ALERT_TEXTS).unwrap().unwrap();
                assert!(value.iter().all(|byte| Some(byte) == value.first()));
            }
        });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn long_values_round_trip(values in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..9000), 1..4)) {
        let (store, vault) = pair();
        let prefix = vault.row_key(ALERT_TEXTS, b"1");
        for value in &values {
            put_long(&vault, &prefix, value);
            let read = vault.read_long(&prefix, ALERT_TEXTS).unwrap();
            prop_assert_eq!(read.as_ref(), Some(value));
            let rows = store.scan(ALERT_TEXTS, None, usize::MAX).unwrap();
            prop_assert_eq!(rows.len(), value.len().div_ceil(PART_LEN).max(1));
        }
    }
    }
}
