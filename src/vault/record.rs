//! Typed records: postcard in an envelope.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::VaultError;
use super::envelope::BUCKET;
use crate::store::Table;

/// Something that the vault keeps.
///
/// Each record type is an enum of its versions (`V1(…)`), so that postcard's first number is the version: the encoding
/// itself tells nothing of what it holds. Versions are only added, at the end.
pub trait Record: Serialize + DeserializeOwned {
    /// The table that its rows lie in.
    const TABLE: Table;
}

/// Appends a record to a begun envelope.
pub(super) fn encode(record: &impl Serialize, buffer: Vec<u8>) -> Result<Vec<u8>, VaultError> {
    postcard::to_extend(record, buffer).map_err(|_| VaultError::UnknownRecord)
}

/// Reads a record and checks that only padding follows: zeros, less than a bucket of them.
///
/// # Errors
/// [`VaultError::UnknownRecord`].
pub(super) fn decode<R: DeserializeOwned>(padded: &[u8]) -> Result<R, VaultError> {
    let (record, rest) = postcard::take_from_bytes(padded).map_err(|_| VaultError::UnknownRecord)?;
    if rest.len() >= BUCKET || rest.iter().any(|byte| *byte != 0) {
        return Err(VaultError::UnknownRecord);
    }
    Ok(record)
}
