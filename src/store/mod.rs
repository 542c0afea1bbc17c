//! One small trait over ordered bytes, and its backends. Everything above it is encrypted, so a backend is small.
//!
//! Calls block: async code goes through [`crate::vault::Vault`] on a blocking thread.
//!
//! A backend promises what [`Store`] says and passes [`conformance`]. There are two: [`SledStore`] on a disk, and
//! [`memory::MemoryStore`] for unit tests.

mod batch;
mod beside;
pub mod conformance;
pub mod memory;
mod rows;
mod sled;
mod url;

use std::io;

pub use self::batch::{Batch, Expectation, Vacancy, Write};
pub(crate) use self::beside::beside;
#[doc(hidden)]
pub fn fuzz_log(bytes: &[u8]) {
    sled::fuzz_log(bytes);
}

/// Reads any bytes as what is noted beside the log; see [`crate::fuzzing`].
pub fn fuzz_segments(bytes: &[u8]) {
    sled::fuzz_segments(bytes);
}

pub use self::rows::{Row, Rows};
pub use self::sled::SledStore;
pub use self::url::{Held, StoreUrl, is_file_name, open, open_existing, refuse_foreign, remove_files};

/// The longest value in bytes that a store takes. Longer things are cut into parts above the store.
///
/// sled keeps large items in files of their own, which it never fsyncs; this limit stays far below that size.
pub const VALUE_MAX: usize = 4096;

/// The longest key in bytes that a store takes.
pub const KEY_MAX: usize = 255;

/// Names a table: `tag` orders it in the backend, `name` is what the vault binds its rows to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Table {
    /// One byte, unique, never reused for another table. Zero belongs to the backend.
    pub tag: u8,
    /// Lower-case words with hyphens, without a zero byte.
    pub name: &'static str,
}

/// What became of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Committed {
    /// Every write of the batch is visible.
    Applied,
    /// An expectation did not hold; nothing was written.
    Refused,
}

/// Ordered bytes in tables, with atomic batches.
///
/// Keys are ordered as bytes, a key before every longer key that starts with it.
pub trait Store: Send + Sync + 'static {
    /// Reads one row.
    ///
    /// # Errors
    /// [`StoreError::Disk`] or [`StoreError::Damaged`]: the backend can't be read.
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// Begins to read a table in key order, at the row strictly after `after`, or at the first.
    ///
    /// The rows are not a snapshot: each is as it was at some moment since the cursor was made, and a commit that runs
    /// meanwhile may be seen in part.
    fn cursor(&self, table: Table, after: Option<&[u8]>) -> Box<dyn Cursor + '_>;

    /// Reads up to `limit` rows in key order, those strictly after `after`, or from the first: a cursor that is used once.
    ///
    /// # Errors
    /// As [`Store::get`]; no rows are returned then.
    fn scan(&self, table: Table, after: Option<&[u8]>, limit: usize) -> Result<Rows, StoreError> {
        self.cursor(table, after).next(limit)
    }

    /// Writes all of a batch or, where an expectation does not hold, none of it.
    ///
    /// Expectations are compared in the same atomic step. What is written survives a killed process only after
    /// [`Store::sync`].
    ///
    /// # Errors
    /// [`StoreError::TooLong`] for a value over [`VALUE_MAX`] or a key over [`KEY_MAX`], nothing is written then;
    /// [`StoreError::Disk`] or [`StoreError::Damaged`] where the backend refuses.
    fn commit(&self, batch: &Batch) -> Result<Committed, StoreError>;

    /// Returns once everything committed before the call survives a power cut.
    ///
    /// # Errors
    /// [`StoreError::Disk`]: nothing committed since the last sync may be relied on, and the store must be opened again.
    fn sync(&self) -> Result<(), StoreError>;
}

/// Reads a table from row to row.
pub trait Cursor {
    /// Reads the next rows, up to `limit`. Fewer are the last.
    ///
    /// # Errors
    /// As [`Store::get`]; no rows are returned then, and the cursor must not be used again.
    fn next(&mut self, limit: usize) -> Result<Rows, StoreError>;
}

/// What can go wrong in a store. No variant holds a key or a value.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has it open.
    #[error("the store is in use by another klich: stop that one first, or talk to it through its control socket")]
    InUse,
    /// There is no store at the address.
    #[error("there is no store at this address: run `klich init`, or put a copy of it back")]
    Missing,
    /// The folder is another user's, and this is root: files that root makes there can't be read by that user.
    #[error("the store's folder belongs to another user: run this as that user")]
    Foreign {
        /// The user's number.
        owner: u32,
    },
    /// Others may write into the folder: what they put there would be read and written with this user's rights.
    #[error("others may write into the store's folder: run `chmod go-w` on it")]
    Writable,
    /// The files are there but can't be read as a store.
    #[error("the store is damaged: {0}; restore a sound copy of its folder")]
    Damaged(String),
    /// A newer klich has made it.
    #[error("the store was made by a newer klich: run that version")]
    Newer,
    /// The address in `[store] url` is not one that klich knows.
    #[error("the store's address is not valid: {0}")]
    Address(String),
    /// A key or a value is over the limit.
    #[error("a {what} is longer than {limit} bytes, the most that a store takes")]
    TooLong {
        /// `"key"` or `"value"`.
        what: &'static str,
        /// The limit in bytes.
        limit: usize,
    },
    /// The disk refused: full, read-only, gone.
    #[error("the disk refused: check that it has room and may be written, then start again")]
    Disk(#[source] io::Error),
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}
