//! The envelope, version 1: one encrypted record.
//!
//! `01 ‖ key id (u32 BE) ‖ nonce (24) ‖ XChaCha20-Poly1305(padded record)`, the tag at its end, with
//! `AAD = "klich.v1" ‖ table ‖ 00 ‖ row key`. The record is padded with zeros to a multiple of 64 bytes, at least 64.
//!
//! Source: draft-irtf-cfrg-xchacha-03 for the cipher; the layout is klich's own.

use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::VaultError;
use super::keys::KeyId;
use super::row_key::RowKey;
use crate::store::{Table, VALUE_MAX};

/// The only version.
const VERSION: u8 = 1;

/// Version, key id and nonce, in bytes.
pub(super) const HEADER_LEN: usize = 1 + 4 + NONCE_LEN;

/// The nonce's length in bytes.
pub(super) const NONCE_LEN: usize = 24;

/// The tag's length in bytes.
pub(super) const TAG_LEN: usize = 16;

/// Records are padded to a multiple of this, in bytes.
pub(super) const BUCKET: usize = 64;

/// The longest record in bytes, before it is padded.
pub const RECORD_MAX: usize = (VALUE_MAX - HEADER_LEN - TAG_LEN) / BUCKET * BUCKET;

/// Where a record lies; it can be read nowhere else.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub table: Table,
    pub row_key: &'a RowKey,
}

impl Place<'_> {
    fn associated_data(&self) -> Vec<u8> {
        [b"klich.v1", self.table.name.as_bytes(), &[0], self.row_key.as_ref()].concat()
    }
}

/// Begins an envelope: room for the header, to which the record's bytes are then appended.
pub(super) fn begin() -> Vec<u8> {
    let mut buffer = Vec::with_capacity(HEADER_LEN + 4 * BUCKET + TAG_LEN);
    buffer.resize(HEADER_LEN, 0);
    buffer
}

/// Pads and encrypts the record behind the room that [`begin`] left, in place.
///
/// # Errors
/// [`VaultError::TooLong`] over [`RECORD_MAX`].
pub(super) fn seal(
    mut buffer: Vec<u8>,
    (id, cipher): (KeyId, &XChaCha20Poly1305),
    nonce: &[u8; NONCE_LEN],
    place: Place<'_>,
) -> Result<Vec<u8>, VaultError> {
    let length = buffer.len().saturating_sub(HEADER_LEN);
    if length > RECORD_MAX {
        return Err(VaultError::TooLong { limit: RECORD_MAX });
    }
    buffer.resize(HEADER_LEN + length.max(1).next_multiple_of(BUCKET), 0);
    let (header, record) = buffer.split_at_mut_checked(HEADER_LEN).expect("begin leaves room for the header");
    let tag = cipher
        .encrypt_in_place_detached(XNonce::from_slice(nonce), &place.associated_data(), record)
        .expect("a record is far shorter than the cipher's limit of 256 GiB");
    let id = id.0.to_be_bytes();
    for (byte, value) in header.iter_mut().zip([VERSION].iter().chain(&id).chain(nonce)) {
        *byte = *value;
    }
    buffer.extend_from_slice(&tag);
    Ok(buffer)
}

/// Reads which key an envelope needs.
///
/// # Errors
/// [`VaultError::Unreadable`]: not an envelope of this version.
pub(super) fn key_id(envelope: &[u8]) -> Result<KeyId, VaultError> {
    let (version, rest) = envelope.split_first().ok_or(VaultError::Unreadable)?;
    let (id, _) = rest.split_first_chunk().ok_or(VaultError::Unreadable)?;
    if *version != VERSION {
        return Err(VaultError::Unreadable);
    }
    Ok(KeyId(u32::from_be_bytes(*id)))
}

/// An opened envelope: the padded record, cleared on drop.
pub(super) struct Opened(Zeroizing<Vec<u8>>);

impl Opened {
    /// Gives the record and its padding.
    pub(super) fn padded(&self) -> &[u8] {
        let end = self.0.len().saturating_sub(TAG_LEN);
        self.0.get(HEADER_LEN..end).unwrap_or_default()
    }
}

/// Decrypts in place.
///
/// # Errors
/// [`VaultError::Unreadable`], whatever the reason.
pub(super) fn open(envelope: Vec<u8>, cipher: &XChaCha20Poly1305, place: Place<'_>) -> Result<Opened, VaultError> {
    let mut buffer = Zeroizing::new(envelope);
    let (header, rest) = buffer.split_at_mut_checked(HEADER_LEN).ok_or(VaultError::Unreadable)?;
    let (record, tag) = rest.split_last_chunk_mut::<TAG_LEN>().ok_or(VaultError::Unreadable)?;
    if record.is_empty() || record.len() % BUCKET != 0 {
        return Err(VaultError::Unreadable);
    }
    let nonce = header.last_chunk::<NONCE_LEN>().ok_or(VaultError::Unreadable)?;
    cipher
        .decrypt_in_place_detached(XNonce::from_slice(nonce), &place.associated_data(), record, (&*tag).into())
        .map_err(|_| VaultError::Unreadable)?;
    Ok(Opened(buffer))
}
