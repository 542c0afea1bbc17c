//! Sealing and opening without a store, for the benches. Not for other use.

use super::{Record, RowKey, Vault, VaultError};

/// Seals a record for the place of its key, as a write does, and gives the envelope.
///
/// # Errors
/// As [`super::Writer::put`].
pub fn seal<R: Record>(vault: &Vault, key: &RowKey, record: &R) -> Result<Vec<u8>, VaultError> {
    let keys = vault.keys();
    let places = keys.places(R::TABLE, key)?;
    let begun = keys.encode(R::TABLE, key, &places.home, record)?;
    Ok(keys.seal(R::TABLE, &places.home, begun))
}

/// Opens an envelope in the place of its key, as a read does.
///
/// # Errors
/// As [`Vault::read`].
pub fn open<R: Record>(vault: &Vault, key: &RowKey, envelope: Vec<u8>) -> Result<R, VaultError> {
    let keys = vault.keys();
    let places = keys.places(R::TABLE, key)?;
    keys.read(R::TABLE, &places.home, envelope)
}
