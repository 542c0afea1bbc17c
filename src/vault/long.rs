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
