//! Where a scan stands.

use std::fmt;

use smallvec::SmallVec;

use super::row_key::{Origin, RowKey};

/// The key of a row; that of most rows needs no memory of its own.
pub(super) type KeyBytes = SmallVec<[u8; 24]>;

/// A place in the order of a table's rows: by generation of the index key, then by the key that the row has in it.
///
/// A row that is moved while a scan goes on comes to a later place, never to an earlier one. So whoever goes on from a
/// position misses none that was there all the time; those that were moved behind it come twice.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    generation: u32,
    bytes: KeyBytes,
}

impl Position {
    /// Takes a position that was kept in a record. If its generation is gone by now, it stands before all that there are.
    pub fn new(generation: u32, bytes: impl AsRef<[u8]>) -> Self {
        Self { generation, bytes: KeyBytes::from_slice(bytes.as_ref()) }
    }

    /// Gives the place of a key that is not blind, whether or not there is such a row; `None` for one that is.
    pub fn of_ordered(key: &RowKey) -> Option<Self> {
        match key.origin {
            Origin::Ordered(number) => Some(Self::new(0, [&number.to_be_bytes(), key.suffix.as_slice()].concat())),
            _ => None,
        }
    }

    /// Gives the generation of the index key; 0 where keys are not blind.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// Gives the row's key in that generation.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Prints the type only.
impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Position")
    }
}

/// A record that a scan came to.
#[derive(Clone, PartialEq, Eq)]
pub struct Found<R> {
    /// Where it lay, to go on from.
    pub at: Position,
    /// What finds it again, wherever it lies then.
    pub key: RowKey,
    /// What it says.
    pub record: R,
}
