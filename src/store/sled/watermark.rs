//! Notices when a log has lost what was acknowledged.
//!
//! sled takes a damaged part near the end of its log for a write that was torn by a crash, and forgets it and all that
//! follows. So every sync first writes its number as a row, and after the disk has it, the same number to the file
//! `synced`. The log is in order: where the row's number is below the file's, rows that were synced are gone.
//!
//! The order of segments in the file is another than in the log, so what is left of a file that lost its end may hold the
//! last number and look whole. Behind the number therefore stands how long the log was.
//!
//! Layout of `synced`, big-endian: number (8), length of `db` after that sync in bytes (8). The second is missing where an
//! older version wrote it last. The file is not fsynced. A power cut may leave it behind the log, never before it.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use super::super::StoreError;
use super::files::{PLAIN, read_small};
use super::opening::FORMAT;

const KEY: &[u8] = b"\0synced";
const FILE: &str = "synced";

/// Counts syncs, in the log and beside it.
pub(super) struct Watermark {
    file: File,
    number: u64,
}

impl Watermark {
    /// Compares the log with the file in `folder`; `db` may be a copy's.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where synced rows are gone.
    pub(super) fn check(db: &sled::Db, folder: &Path) -> Result<u64, StoreError> {
        let in_log = db.get(KEY)?.and_then(|value| number(&value)).unwrap_or(0);
        let beside = match Note::read(folder) {
            Ok(note) => note.number,
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(error) => return Err(error.into()),
        };
        if in_log < beside {
            return Err(StoreError::Damaged(
                "the end of its log is lost (to go on with what is left, delete its file `synced`)".to_owned(),
            ));
        }
        Ok(in_log)
    }

    /// Gives the forms in which the last number that the file knows stands in the log, as a row's change and within the
    /// page of the first rows; none where the file knows none.
    pub(super) fn marks(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
        let number = Note::read(folder)?.number;
        if number == 0 {
            return Ok(Vec::new());
        }
        let bytes = number.to_be_bytes().to_vec();
        let length = |bytes: &[u8]| vec![u8::try_from(bytes.len()).unwrap_or(u8::MAX)];
        let value = [length(&bytes), bytes].concat();
        let before = [[length(KEY), KEY.to_vec()].concat(), [length(FORMAT), FORMAT.to_vec()].concat()];
        Ok(before.map(|before| [before, value.clone()].concat()).into())
    }

    /// Tells whether a log of so many bytes is as long as it was at the last sync; not where that is not known.
    pub(super) fn is_as_long(folder: &Path, log: u64) -> io::Result<bool> {
        let length = Note::read(folder)?.length;
        Ok(length > 0 && log >= length)
    }

    /// Tells whether the file is there; without it the operator wants what is left of the store.
    pub(super) fn is_kept(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Goes on from the number that [`Watermark::check`] found.
    pub(super) fn open(folder: &Path, number: u64) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600).custom_flags(PLAIN);
        let file = options.open(folder.join(FILE))?;
        Ok(Self { file, number })
    }

    /// Writes the next number into the log, before its flush.
    pub(super) fn raise(&mut self, db: &sled::Db) -> Result<(), StoreError> {
        self.number += 1;
        db.insert(KEY, &self.number.to_be_bytes())?;
        Ok(())
    }

    /// Writes the number and the length of `log` beside it, after its fdatasync.
    pub(super) fn confirm(&self, log: &File) -> io::Result<()> {
        let length = log.metadata()?.len();
        self.file.write_all_at([self.number, length].map(u64::to_be_bytes).as_flattened(), 0)
    }
}

/// What the file says; zeros where it says nothing.
#[derive(Default)]
struct Note {
    number: u64,
    length: u64,
}

impl Note {
    fn read(folder: &Path) -> io::Result<Self> {
        let bytes = read_small(&folder.join(FILE))?;
        let mut numbers = bytes.chunks(8).map(|bytes| number(bytes).unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        Ok(Self { number: next(), length: next() })
    }
}

fn number(bytes: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(bytes.try_into().ok()?))
}
