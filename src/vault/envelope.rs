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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use chacha20poly1305::KeyInit as _;
    use proptest::prelude::*;

    use super::super::tables::{AUDIENCE, PLEDGES};
    use super::*;

    fn cipher(byte: u8) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&[byte; 32].into())
    }

    fn seal_in(record: &[u8], table: Table, row_key: &RowKey) -> Result<Vec<u8>, VaultError> {
        let mut buffer = begin();
        buffer.extend_from_slice(record);
        seal(buffer, (KeyId(3), &cipher(1)), &[9; NONCE_LEN], Place { table, row_key })
    }

    fn open_in(envelope: &[u8], key: u8, table: Table, row_key: &RowKey) -> Result<Vec<u8>, VaultError> {
        key_id(envelope)?;
        Ok(open(envelope.to_vec(), &cipher(key), Place { table, row_key })?.padded().to_vec())
    }

    fn unreadable(result: Result<Vec<u8>, VaultError>) -> bool {
        matches!(result, Err(VaultError::Unreadable))
    }

    #[test]
    fn lengths_are_told_in_buckets_only() {
        let row = RowKey::from_bytes(&[5; 16]);
        for (length, padded) in
            [(0, 64), (1, 64), (63, 64), (64, 64), (65, 128), (127, 128), (128, 128), (129, 192), (4032, 4032)]
        {
            let sealed = seal_in(&vec![7; length], AUDIENCE, &row).unwrap();
            assert_eq!(sealed.len(), HEADER_LEN + padded + TAG_LEN, "{length}");
            assert!(sealed.len() <= VALUE_MAX);
            let opened = open_in(&sealed, 1, AUDIENCE, &row).unwrap();
            assert_eq!(opened[..length], vec![7; length]);
            assert!(opened[length..].iter().all(|byte| *byte == 0));
        }
        assert_eq!(RECORD_MAX, 4032);
        let error = seal_in(&[7; RECORD_MAX + 1], AUDIENCE, &row).unwrap_err();
        assert!(matches!(error, VaultError::TooLong { limit: RECORD_MAX }));
        assert!(error.to_string().contains("4032"));
    }

    #[test]
    fn every_changed_byte_is_found() {
        let row = RowKey::from_bytes(&[5; 16]);
        let sealed = seal_in(b"a record", AUDIENCE, &row).unwrap();
        for at in 0..sealed.len() {
            for bit in [0x01, 0x80] {
                let mut changed = sealed.clone();
                changed[at] ^= bit;
                let result = open_in(&changed, 1, AUDIENCE, &row);
                if (1..5).contains(&at) {
                    // The key id only says which key to take: see the vault's tests.
                    assert_ne!(key_id(&changed).unwrap(), KeyId(3));
                } else {
                    assert!(unreadable(result), "byte {at}");
                }
            }
        }
    }

    #[test]
    fn every_truncation_and_extension_is_found() {
        let row = RowKey::from_bytes(&[5; 16]);
        let sealed = seal_in(&[1; 100], AUDIENCE, &row).unwrap();
        for length in 0..sealed.len() {
            assert!(unreadable(open_in(&sealed[..length], 1, AUDIENCE, &row)), "{length}");
        }
        for extra in [1, 16, 64, 128] {
            let longer = [sealed.clone(), vec![0; extra]].concat();
            assert!(unreadable(open_in(&longer, 1, AUDIENCE, &row)));
        }
    }

    #[test]
    fn a_record_is_readable_in_its_place_only() {
        let (row, other) = (RowKey::from_bytes(&[5; 16]), RowKey::from_bytes(&[6; 16]));
        let sealed = seal_in(b"a record", AUDIENCE, &row).unwrap();
        assert!(open_in(&sealed, 1, AUDIENCE, &row).is_ok());
        assert!(unreadable(open_in(&sealed, 1, AUDIENCE, &other)));
        assert!(unreadable(open_in(&sealed, 1, PLEDGES, &row)));
        assert!(unreadable(open_in(&sealed, 2, AUDIENCE, &row)));
        assert!(unreadable(open_in(&sealed, 1, AUDIENCE, &row.join(b"\0"))));
    }

    #[test]
    fn table_and_row_key_do_not_run_together() {
        let (short, long) = (Table { tag: 90, name: "a" }, Table { tag: 91, name: "ab" });
        let sealed = seal_in(b"x", short, &RowKey::from_bytes(b"bc")).unwrap();
        assert!(unreadable(open_in(&sealed, 1, long, &RowKey::from_bytes(b"c"))));
    }

    proptest! {
        #[test]
        fn round_trip(record in prop::collection::vec(any::<u8>(), 0..=RECORD_MAX), key in prop::collection::vec(any::<u8>(), 0..40)) {
            let row = RowKey::from_bytes(&key);
            let sealed = seal_in(&record, AUDIENCE, &row).unwrap();
            prop_assert_eq!((sealed.len() - HEADER_LEN - TAG_LEN) % BUCKET, 0);
            prop_assert_eq!(key_id(&sealed).unwrap(), KeyId(3));
            let opened = open_in(&sealed, 1, AUDIENCE, &row).unwrap();
            prop_assert!(opened.starts_with(&record));
            prop_assert!(opened.len() - record.len() <= BUCKET);
        }

        #[test]
        fn noise_is_unreadable(noise in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(unreadable(open_in(&noise, 1, AUDIENCE, &RowKey::from_bytes(&[5; 16]))));
        }
    }
}
