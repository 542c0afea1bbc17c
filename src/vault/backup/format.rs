//! The format of a backup, version 1, as it lies within the sealed stream.
//!
//! ```text
//! "klich-backup\n" (13) ‖ 01, then records, each begun by its kind:
//! 01 keyring   length (u32 BE) ‖ the keyring's file; of several the last counts
//! 02 row       tag of the table ‖ length (u8) ‖ key ‖ length (u16 BE) ‖ envelope; of several of one key the last counts
//! 03 removed   tag of the table ‖ length (u8) ‖ key
//! 04 end       number of tables (u8) ‖ for each: its tag ‖ rows (u64 BE) ‖ removals (u64 BE); then SHA-256 of all before
//! ```
//!
//! Counts are of records. A file that ends before its end record, or goes on after it, is refused.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

use super::BackupError;
use crate::store::VALUE_MAX;

const MAGIC: &[u8; 13] = b"klich-backup\n";
const VERSION: u8 = 1;
/// A keyring with a thousand petitions has some 50 KiB.
const KEYRING_MAX: u32 = 16 << 20;
const SUM_LEN: usize = 32;

const KEYRING: u8 = 1;
const ROW: u8 = 2;
const REMOVED: u8 = 3;
const END: u8 = 4;

/// A record of a backup.
#[derive(Debug, PartialEq, Eq)]
pub enum Item {
    /// The keyring's file, wrapped by the root key.
    Keyring(Vec<u8>),
    /// A row as it lies in the store.
    Row {
        /// The table's tag.
        tag: u8,
        /// The row's key.
        key: Vec<u8>,
        /// Its envelope.
        value: Vec<u8>,
    },
    /// A row that was there and is not any more.
    Removed {
        /// The table's tag.
        tag: u8,
        /// The row's key.
        key: Vec<u8>,
    },
}

/// How many records of a table there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    rows: u64,
    removals: u64,
}

/// Writes a backup.
pub struct Encoder<W: Write> {
    out: W,
    hash: Sha256,
    counts: BTreeMap<u8, Count>,
}

impl<W: Write> Encoder<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// The output's; so in every method here.
    pub fn new(out: W) -> io::Result<Self> {
        let mut encoder = Self { out, hash: Sha256::new(), counts: BTreeMap::new() };
        encoder.put(MAGIC)?;
        encoder.put(&[VERSION])?;
        Ok(encoder)
    }

    /// Writes one record.
    pub fn write(&mut self, item: &Item) -> io::Result<()> {
        match item {
            Item::Keyring(bytes) => {
                self.put(&[KEYRING])?;
                self.put(&u32::try_from(bytes.len()).map_err(too_long)?.to_be_bytes())?;
                self.put(bytes)
            }
            Item::Row { tag, key, value } => self.row(*tag, key, value),
            Item::Removed { tag, key } => self.removed(*tag, key),
        }
    }

    /// Writes a row.
    pub fn row(&mut self, tag: u8, key: &[u8], value: &[u8]) -> io::Result<()> {
        self.counts.entry(tag).or_default().rows += 1;
        self.put(&[ROW, tag, u8::try_from(key.len()).map_err(too_long)?])?;
        self.put(key)?;
        self.put(&u16::try_from(value.len()).map_err(too_long)?.to_be_bytes())?;
        self.put(value)
    }

    /// Writes that a row was removed.
    pub fn removed(&mut self, tag: u8, key: &[u8]) -> io::Result<()> {
        self.counts.entry(tag).or_default().removals += 1;
        self.put(&[REMOVED, tag, u8::try_from(key.len()).map_err(too_long)?])?;
        self.put(key)
    }

    /// Writes the end and gives the output back.
    pub fn finish(mut self) -> io::Result<W> {
        let counts = std::mem::take(&mut self.counts);
        self.put(&[END, u8::try_from(counts.len()).map_err(too_long)?])?;
        for (tag, count) in counts {
            self.put(&[tag])?;
            self.put(&count.rows.to_be_bytes())?;
            self.put(&count.removals.to_be_bytes())?;
        }
        let sum = self.hash.finalize();
        self.out.write_all(&sum)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.out.write_all(bytes)
    }
}

fn too_long(_: std::num::TryFromIntError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "a record is too long")
}

/// Reads a backup, record by record; holds one at a time.
pub struct Decoder<R: Read> {
    input: R,
    hash: Sha256,
    counts: BTreeMap<u8, Count>,
    ended: bool,
}

impl<R: Read> Decoder<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`BackupError::NotABackup`], [`BackupError::Newer`], [`BackupError::Damaged`] where it is cut, or
    /// [`BackupError::Read`].
    pub fn new(input: R) -> Result<Self, BackupError> {
        let mut decoder = Self { input, hash: Sha256::new(), counts: BTreeMap::new(), ended: false };
        // That it is too short is one thing, that it can't be read another.
        let mut magic = Vec::with_capacity(MAGIC.len());
        let length = MAGIC.len() as u64;
        decoder.input.by_ref().take(length).read_to_end(&mut magic).map_err(cut)?;
        if magic != *MAGIC {
            return Err(BackupError::NotABackup);
        }
        decoder.hash.update(&magic);
        match decoder.array()? {
            [VERSION] => Ok(decoder),
            [0] => Err(BackupError::NotABackup),
            [_] => Err(BackupError::Newer),
        }
    }

    /// Reads the next record; `None` after the end, where the counts and the digest fit and nothing follows.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] or [`BackupError::Read`].
    pub fn read(&mut self) -> Result<Option<Item>, BackupError> {
        if self.ended {
            return Ok(None);
        }
        let [kind] = self.array()?;
        match kind {
            KEYRING => {
                let length = u32::from_be_bytes(self.array()?);
                if length > KEYRING_MAX {
                    return Err(BackupError::Damaged);
                }
                Ok(Some(Item::Keyring(self.bytes(length as usize)?)))
            }
            ROW => {
                let (tag, key) = self.place()?;
                let length = usize::from(u16::from_be_bytes(self.array()?));
                if length > VALUE_MAX {
                    return Err(BackupError::Damaged);
                }
                let value = self.bytes(length)?;
                self.counts.entry(tag).or_default().rows += 1;
                Ok(Some(Item::Row { tag, key, value }))
            }
            REMOVED => {
                let (tag, key) = self.place()?;
                self.counts.entry(tag).or_default().removals += 1;
                Ok(Some(Item::Removed { tag, key }))
            }
            END => self.end().map(|()| None),
            _ => Err(BackupError::Damaged),
        }
    }

    fn place(&mut self) -> Result<(u8, Vec<u8>), BackupError> {
        let [tag, length] = self.array()?;
        Ok((tag, self.bytes(usize::from(length))?))
    }

    fn end(&mut self) -> Result<(), BackupError> {
        let [tables] = self.array()?;
        let mut counts = BTreeMap::new();
        for _ in 0..tables {
            let [tag] = self.array()?;
            let count = Count { rows: u64::from_be_bytes(self.array()?), removals: u64::from_be_bytes(self.array()?) };
            counts.insert(tag, count);
        }
        let sum = self.hash.clone().finalize();
        let mut written = [0; SUM_LEN];
        self.input.read_exact(&mut written).map_err(cut)?;
        let is_last = match self.input.read(&mut [0]) {
            Ok(more) => more == 0,
            Err(error) => return Err(cut(error)),
        };
        self.ended = true;
        if is_last && counts == self.counts && sum.as_slice() == written { Ok(()) } else { Err(BackupError::Damaged) }
    }

    fn bytes(&mut self, length: usize) -> Result<Vec<u8>, BackupError> {
        let mut bytes = vec![0; length];
        self.input.read_exact(&mut bytes).map_err(cut)?;
        self.hash.update(&bytes);
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], BackupError> {
        let mut bytes = [0; N];
        self.input.read_exact(&mut bytes).map_err(cut)?;
        self.hash.update(bytes);
        Ok(bytes)
    }
}

/// A sealed stream that was cut or changed says so as invalid data.
fn cut(error: io::Error) -> BackupError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => BackupError::Damaged,
        _ => BackupError::Read(error),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;

    fn item() -> impl Strategy<Value = Item> {
        let bytes = |longest| prop::collection::vec(any::<u8>(), 0..longest);
        prop_oneof![
            bytes(300).prop_map(Item::Keyring),
            (any::<u8>(), bytes(40), bytes(300)).prop_map(|(tag, key, value)| Item::Row { tag, key, value }),
            (any::<u8>(), bytes(40)).prop_map(|(tag, key)| Item::Removed { tag, key }),
        ]
    }

    fn encoded(items: &[Item]) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new()).unwrap();
        items.iter().for_each(|item| encoder.write(item).unwrap());
        encoder.finish().unwrap()
    }

    fn decoded(bytes: &[u8]) -> Result<Vec<Item>, BackupError> {
        let mut decoder = Decoder::new(bytes)?;
        let mut items = Vec::new();
        while let Some(item) = decoder.read()? {
            items.push(item);
        }
        assert!(decoder.read()?.is_none());
        Ok(items)
    }

    /// The bytes of version 1, for ever.
    #[test]
    fn a_backup_lies_in_its_file_as_it_always_did() {
        let items = [
            Item::Keyring(vec![7; 3]),
            Item::Row { tag: 2, key: vec![1, 2], value: vec![9; 4] },
            Item::Removed { tag: 2, key: vec![3] },
        ];
        let bytes = encoded(&items);
        let expected = [
            &b"klich-backup\n\x01"[..],
            &[1, 0, 0, 0, 3, 7, 7, 7],
            &[2, 2, 2, 1, 2, 0, 4, 9, 9, 9, 9],
            &[3, 2, 1, 3],
            &[4, 1, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1],
        ]
        .concat();
        assert_eq!(bytes[..bytes.len() - 32], expected);
        assert_eq!(bytes[bytes.len() - 32..], Sha256::digest(&expected)[..]);
        assert_eq!(decoded(&bytes).unwrap(), items);
        let mut newer = bytes.clone();
        newer[13] = 2;
        assert!(matches!(decoded(&newer), Err(BackupError::Newer)));
        assert!(matches!(decoded(b"age-encryption.org/v1\n"), Err(BackupError::NotABackup)));
        assert!(matches!(decoded(b"klich"), Err(BackupError::NotABackup)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_written_is_read(items in prop::collection::vec(item(), 0..20)) {
            prop_assert_eq!(decoded(&encoded(&items)).unwrap(), items);
        }

        #[test]
        fn every_cut_and_every_change_is_found(items in prop::collection::vec(item(), 0..6), at in any::<prop::sample::Index>(), bit in 0_u8..8, more in 1_usize..3) {
            let bytes = encoded(&items);
            let at = at.index(bytes.len());
            prop_assert!(decoded(&bytes[..at]).is_err());
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            prop_assert!(decoded(&changed).is_err());
            prop_assert!(decoded(&[bytes, vec![0; more]].concat()).is_err());
        }

        #[test]
        fn noise_is_refused(noise in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(decoded(&noise).is_err());
            prop_assert!(decoded(&[b"klich-backup\n\x01".as_slice(), &noise].concat()).is_err());
        }
    }
}
