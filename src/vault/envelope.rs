//! The envelope, version 2: one encrypted record, and whose row it is.
//!
//! `02 ‖ key id (u32 BE) ‖ nonce (24) ‖ XChaCha20-Poly1305(length of origin (1) ‖ origin ‖ record ‖ zeros)`, the tag at its
//! end, with `AAD = "klich.v2" ‖ table ‖ half ‖ row key`. What is encrypted is padded with zeros to the next step of
//! its table, a multiple of 64 bytes ([`tables::step`]).
//! The *half* is 01 where rows of odd generations of the index key lie, else 00; the origin is [`super::row_key`]'s.
//!
//! Version 1 has no origin: `01 ‖ … ‖ XChaCha20-Poly1305(record ‖ zeros)` with `AAD = "klich.v1" ‖ table ‖ 00 ‖ row key`. It
//! is read, and encrypted anew as it is when its data key is renewed.
//!
//! Source: draft-irtf-cfrg-xchacha-03 for the cipher; the layout is klich's own.

use std::mem::{self, ManuallyDrop};

use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use smallvec::SmallVec;
use zeroize::Zeroizing;

use super::VaultError;
use super::keys::KeyId;
use super::row_key::ORIGIN_MAX;
use super::tables::{self, STEP};
use crate::store::{Table, VALUE_MAX};

/// The version that is written.
const VERSION: u8 = 2;

/// Version, key id and nonce, in bytes.
pub(super) const HEADER_LEN: usize = 1 + 4 + NONCE_LEN;

/// The nonce's length in bytes.
pub(super) const NONCE_LEN: usize = 24;

/// The tag's length in bytes.
pub(super) const TAG_LEN: usize = 16;

/// The most that an envelope encrypts, in bytes.
const PLAIN_MAX: usize = (VALUE_MAX - HEADER_LEN - TAG_LEN) / STEP * STEP;

/// The longest record in bytes: what fits beside any origin.
pub const RECORD_MAX: usize = PLAIN_MAX - ORIGIN_MAX - 1;

/// Where a record lies; it can be read nowhere else.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub table: Table,
    /// Whether in the half of odd generations.
    pub odd: bool,
    pub row_key: &'a [u8],
}

impl Place<'_> {
    /// Gives the associated data; on the stack, but for a part of a long text.
    fn associated_data(&self, version: u8) -> SmallVec<[u8; 96]> {
        let mut data = SmallVec::new();
        for part in
            [b"klich.v".as_slice(), &[b'0' + version], self.table.name.as_bytes(), &[self.odd.into()], self.row_key]
        {
            data.extend_from_slice(part);
        }
        data
    }
}

/// What an envelope will hold, not encrypted yet. Cleared on drop; of a record that outgrew its first room, the beginning may
/// be left there.
pub(super) struct Begun {
    /// Room for the header, then what will be encrypted.
    buffer: Zeroizing<Vec<u8>>,
    record_start: usize,
}

impl Begun {
    /// Begins an envelope with an origin, behind which `append` writes the record.
    ///
    /// # Errors
    /// What `append` returns; [`VaultError::TooLong`] for a record over [`RECORD_MAX`].
    pub(super) fn new(
        origin: &[u8],
        append: impl FnOnce(Vec<u8>) -> Result<Vec<u8>, VaultError>,
    ) -> Result<Self, VaultError> {
        let mut buffer = Vec::with_capacity(HEADER_LEN + 4 * STEP + TAG_LEN);
        buffer.resize(HEADER_LEN, 0);
        buffer.push(u8::try_from(origin.len()).expect("an origin is at most 255 bytes"));
        buffer.extend_from_slice(origin);
        let record_start = buffer.len();
        let buffer = Zeroizing::new(append(buffer)?);
        if buffer.len() > record_start + RECORD_MAX {
            return Err(VaultError::TooLong { limit: RECORD_MAX });
        }
        Ok(Self { buffer, record_start })
    }

    /// Gives the record.
    pub(super) fn record(&self) -> &[u8] {
        self.buffer.get(self.record_start..).unwrap_or_default()
    }

    /// Pads and encrypts it, in place where there is room for the padding.
    pub(super) fn seal(self, key: (KeyId, &XChaCha20Poly1305), nonce: &[u8; NONCE_LEN], place: Place<'_>) -> Vec<u8> {
        let length = self.buffer.len().saturating_sub(HEADER_LEN);
        let padded = length.max(1).next_multiple_of(tables::step(place.table)).min(PLAIN_MAX);
        let mut buffer = if self.buffer.capacity() < HEADER_LEN + padded + TAG_LEN {
            // What was encoded is cleared where it lay.
            let mut roomier = Vec::with_capacity(HEADER_LEN + padded + TAG_LEN);
            roomier.extend_from_slice(&self.buffer);
            roomier
        } else {
            unwrap(self.buffer)
        };
        buffer.resize(HEADER_LEN + padded, 0);
        encrypt(&mut buffer, VERSION, key, nonce, place);
        buffer
    }
}

/// Takes bytes out of what would clear them. What is left is empty, and never dropped: to clear nothing costs a tenth of a
/// whole envelope where the system does it with a masked store of AVX-512, to an address at which there is no memory.
fn unwrap(wrapped: Zeroizing<Vec<u8>>) -> Vec<u8> {
    mem::take(&mut **ManuallyDrop::new(wrapped))
}

/// Encrypts all behind the header, writes that, and appends the tag.
fn encrypt(
    buffer: &mut Vec<u8>,
    version: u8,
    (id, cipher): (KeyId, &XChaCha20Poly1305),
    nonce: &[u8; NONCE_LEN],
    place: Place<'_>,
) {
    let (header, plain) = buffer.split_at_mut_checked(HEADER_LEN).expect("there is room for the header");
    let (start, rest) = header.split_first_mut().expect("the header is longer than this");
    *start = version;
    let (of_id, of_nonce) = rest.split_at_mut(size_of::<u32>());
    of_id.copy_from_slice(&id.0.to_be_bytes());
    of_nonce.copy_from_slice(nonce);
    let tag = cipher
        .encrypt_in_place_detached(XNonce::from_slice(nonce), &place.associated_data(version), plain)
        .expect("a record is far shorter than the cipher's limit of 256 GiB");
    buffer.extend_from_slice(&tag);
}

/// Reads which key an envelope needs.
///
/// # Errors
/// [`VaultError::UnknownRecord`] for a version that a newer klich may write; [`VaultError::Unreadable`] for no envelope.
pub(super) fn key_id(envelope: &[u8]) -> Result<KeyId, VaultError> {
    let (version, rest) = envelope.split_first().ok_or(VaultError::Unreadable)?;
    let (id, _) = rest.split_first_chunk().ok_or(VaultError::Unreadable)?;
    match *version {
        0 => return Err(VaultError::Unreadable),
        1..=VERSION => {}
        _ => return Err(VaultError::UnknownRecord),
    }
    Ok(KeyId(u32::from_be_bytes(*id)))
}

/// An opened envelope, cleared on drop.
pub(super) struct Opened {
    /// The header, and what was encrypted.
    buffer: Zeroizing<Vec<u8>>,
    version: u8,
    origin_len: usize,
}

impl Opened {
    /// Gives the origin; empty where the envelope has none.
    pub(super) fn origin(&self) -> &[u8] {
        let start = self.record_start() - self.origin_len;
        self.buffer.get(start..start + self.origin_len).unwrap_or_default()
    }

    /// Gives the record and its padding.
    pub(super) fn padded(&self) -> &[u8] {
        self.buffer.get(self.record_start()..).unwrap_or_default()
    }

    /// Encrypts the same record anew, for another place. The origin that is now its own takes the room of that before, where
    /// there is any; zeros fill what is left of it.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`] for a longer origin.
    pub(super) fn seal_anew(
        mut self,
        origin: &[u8],
        key: (KeyId, &XChaCha20Poly1305),
        nonce: &[u8; NONCE_LEN],
        place: Place<'_>,
    ) -> Result<Vec<u8>, VaultError> {
        let start = self.record_start() - self.origin_len;
        let room = self.buffer.get_mut(start..start + self.origin_len).unwrap_or_default();
        if self.version != 1 && origin.len() > room.len() {
            return Err(VaultError::Unreadable);
        }
        let filled = origin.iter().copied().chain(std::iter::repeat(0));
        room.iter_mut().zip(filled).for_each(|(byte, value)| *byte = value);
        let version = self.version;
        let mut buffer = unwrap(self.buffer);
        encrypt(&mut buffer, version, key, nonce, place);
        Ok(buffer)
    }

    /// Gives back the room that it was opened in, for the next envelope.
    pub(super) fn into_room(self) -> Zeroizing<Vec<u8>> {
        self.buffer
    }

    fn record_start(&self) -> usize {
        HEADER_LEN + if self.version == 1 { 0 } else { 1 + self.origin_len }
    }
}

/// Decrypts in place.
///
/// # Errors
/// [`VaultError::Unreadable`], whatever the reason.
pub(super) fn open(
    envelope: impl Into<Zeroizing<Vec<u8>>>,
    cipher: &XChaCha20Poly1305,
    place: Place<'_>,
) -> Result<Opened, VaultError> {
    let mut buffer = envelope.into();
    let (header, rest) = buffer.split_at_mut_checked(HEADER_LEN).ok_or(VaultError::Unreadable)?;
    let (plain, tag) = rest.split_last_chunk_mut::<TAG_LEN>().ok_or(VaultError::Unreadable)?;
    if plain.is_empty() || plain.len() % STEP != 0 {
        return Err(VaultError::Unreadable);
    }
    let version = header.first().copied().filter(|version| matches!(*version, 1 | VERSION));
    let version = version.ok_or(VaultError::Unreadable)?;
    let nonce = header.last_chunk::<NONCE_LEN>().ok_or(VaultError::Unreadable)?;
    let data = place.associated_data(version);
    cipher
        .decrypt_in_place_detached(XNonce::from_slice(nonce), &data, plain, (&*tag).into())
        .map_err(|_| VaultError::Unreadable)?;
    let origin_len = if version == 1 { 0 } else { plain.first().copied().map_or(0, usize::from) };
    if 1 + origin_len > plain.len() {
        return Err(VaultError::Unreadable);
    }
    let length = HEADER_LEN + plain.len();
    buffer.truncate(length);
    Ok(Opened { buffer, version, origin_len })
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

    const ORIGIN: [u8; 9] = [7; 9];

    fn place(table: Table, row_key: &[u8]) -> Place<'_> {
        Place { table, odd: false, row_key }
    }

    fn seal_in(record: &[u8], table: Table, row_key: &[u8]) -> Result<Vec<u8>, VaultError> {
        let begun = Begun::new(&ORIGIN, |buffer| Ok([buffer.as_slice(), record].concat()))?;
        assert!(begun.record() == record);
        Ok(begun.seal((KeyId(3), &cipher(1)), &[9; NONCE_LEN], place(table, row_key)))
    }

    fn open_in(envelope: &[u8], key: u8, table: Table, row_key: &[u8]) -> Result<Vec<u8>, VaultError> {
        key_id(envelope)?;
        let opened = open(envelope.to_vec(), &cipher(key), place(table, row_key))?;
        assert_eq!(opened.origin(), ORIGIN);
        Ok(opened.padded().to_vec())
    }

    /// A version that is not known may be a newer one's; all else is one error.
    fn unreadable(result: Result<Vec<u8>, VaultError>) -> bool {
        matches!(result, Err(VaultError::Unreadable | VaultError::UnknownRecord))
    }

    #[test]
    fn lengths_are_told_in_buckets_only() {
        let row = [5; 16];
        for (length, padded) in
            [(0, 64), (1, 64), (53, 64), (54, 64), (55, 128), (117, 128), (118, 128), (119, 192), (RECORD_MAX, 3840)]
        {
            let sealed = seal_in(&vec![7; length], AUDIENCE, &row).unwrap();
            assert_eq!(sealed.len(), HEADER_LEN + padded + TAG_LEN, "{length}");
            assert!(sealed.len() <= VALUE_MAX);
            let opened = open_in(&sealed, 1, AUDIENCE, &row).unwrap();
            assert_eq!(opened[..length], vec![7; length]);
            assert!(opened[length..].iter().all(|byte| *byte == 0));
        }
        assert_eq!(RECORD_MAX, 3776);
        let error = seal_in(&[7; RECORD_MAX + 1], AUDIENCE, &row).unwrap_err();
        assert!(matches!(error, VaultError::TooLong { limit: RECORD_MAX }));
        assert!(error.to_string().contains("3776"));
    }

    #[test]
    fn every_changed_byte_is_found() {
        let row = [5; 16];
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
        let row = [5; 16];
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
        let (row, other) = ([5; 16], [6; 16]);
        let sealed = seal_in(b"a record", AUDIENCE, &row).unwrap();
        assert!(open_in(&sealed, 1, AUDIENCE, &row).is_ok());
        assert!(unreadable(open_in(&sealed, 1, AUDIENCE, &other)));
        assert!(unreadable(open_in(&sealed, 1, PLEDGES, &row)));
        assert!(unreadable(open_in(&sealed, 2, AUDIENCE, &row)));
        assert!(unreadable(open_in(&sealed, 1, AUDIENCE, &[&row[..], b"\0"].concat())));
    }

    #[test]
    fn the_two_halves_of_a_table_are_apart() {
        let sealed = seal_in(b"a record", AUDIENCE, &[5; 16]).unwrap();
        let odd = Place { odd: true, ..place(AUDIENCE, &[5; 16]) };
        assert!(matches!(open(sealed, &cipher(1), odd), Err(VaultError::Unreadable)));
    }

    #[test]
    fn a_record_that_is_moved_stays_what_it_is() {
        for (length, origin) in [(0, &[8; 9][..]), (54, &[8; 9]), (55, &[8; 2]), (200, &[])] {
            let opened =
                open(seal_in(&vec![6; length], AUDIENCE, b"old").unwrap(), &cipher(1), place(AUDIENCE, b"old"));
            let new = Place { odd: true, ..place(AUDIENCE, b"new") };
            let moved = opened.unwrap().seal_anew(origin, (KeyId(4), &cipher(2)), &[1; NONCE_LEN], new).unwrap();
            assert_eq!(key_id(&moved).unwrap(), KeyId(4));
            let opened = open(moved, &cipher(2), new).unwrap();
            assert_eq!(opened.origin(), [origin, &vec![0; 9 - origin.len()]].concat());
            assert_eq!(opened.padded()[..length], vec![6; length]);
        }
        let opened = open(seal_in(b"x", AUDIENCE, b"old").unwrap(), &cipher(1), place(AUDIENCE, b"old")).unwrap();
        let result = opened.seal_anew(&[1; 10], (KeyId(4), &cipher(2)), &[1; NONCE_LEN], place(AUDIENCE, b"new"));
        assert!(unreadable(result));
    }

    #[test]
    fn table_and_row_key_do_not_run_together() {
        let (short, long) = (Table { tag: 90, name: "a" }, Table { tag: 91, name: "ab" });
        let sealed = seal_in(b"x", short, b"bc").unwrap();
        assert!(unreadable(open_in(&sealed, 1, long, b"c")));
    }

    proptest! {
        #[test]
        fn round_trip(record in prop::collection::vec(any::<u8>(), 0..=RECORD_MAX), key in prop::collection::vec(any::<u8>(), 0..40)) {
            let row = key;
            let sealed = seal_in(&record, AUDIENCE, &row).unwrap();
            prop_assert_eq!((sealed.len() - HEADER_LEN - TAG_LEN) % STEP, 0);
            prop_assert_eq!(key_id(&sealed).unwrap(), KeyId(3));
            let opened = open_in(&sealed, 1, AUDIENCE, &row).unwrap();
            prop_assert!(opened.starts_with(&record));
            prop_assert!(opened.len() - record.len() <= STEP);
        }

        #[test]
        fn noise_is_unreadable(noise in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(unreadable(open_in(&noise, 1, AUDIENCE, &[5; 16])));
        }
    }
}
