//! A batch: writes that happen together, and what must hold for them to happen at all.

use super::{KEY_MAX, StoreError, Table, VALUE_MAX};

/// Something that must hold at the moment of the commit.
#[derive(Clone, PartialEq, Eq)]
pub enum Expectation {
    /// There is no row under this key.
    Absent {
        /// The row's table.
        table: Table,
        /// The row's key.
        key: Vec<u8>,
    },
    /// The row holds exactly these bytes.
    Holds {
        /// The row's table.
        table: Table,
        /// The row's key.
        key: Vec<u8>,
        /// The bytes that were read.
        value: Vec<u8>,
    },
}

impl Expectation {
    /// Names the row that is looked at.
    pub fn place(&self) -> (Table, &[u8]) {
        match self {
            Self::Absent { table, key } | Self::Holds { table, key, .. } => (*table, key),
        }
    }

    /// Compares with what the store holds now.
    pub fn holds(&self, found: Option<&[u8]>) -> bool {
        match self {
            Self::Absent { .. } => found.is_none(),
            Self::Holds { value, .. } => found == Some(value.as_slice()),
        }
    }
}

/// A stretch of a table in which there must be no row at the moment of the commit: one look for many rows.
#[derive(Clone, PartialEq, Eq)]
pub struct Vacancy {
    /// The table.
    pub table: Table,
    /// The first key of the stretch.
    pub first: Vec<u8>,
    /// The last one, which belongs to it too.
    pub last: Vec<u8>,
}

impl Vacancy {
    /// Tells whether a row would lie in the stretch.
    pub fn covers(&self, table: Table, key: &[u8]) -> bool {
        self.table.tag == table.tag && self.first.as_slice() <= key && key <= self.last.as_slice()
    }
}

/// One write.
#[derive(Clone, PartialEq, Eq)]
pub enum Write {
    /// Sets a row, whether or not there was one.
    Put {
        /// The row's table.
        table: Table,
        /// The row's key.
        key: Vec<u8>,
        /// Its new bytes.
        value: Vec<u8>,
    },
    /// Takes a row away, if there is one.
    Remove {
        /// The row's table.
        table: Table,
        /// The row's key.
        key: Vec<u8>,
    },
}

/// Collects writes and expectations for one commit. Of two writes to a row the later counts.
#[derive(Clone, Default)]
pub struct Batch {
    expectations: Vec<Expectation>,
    vacancies: Vec<Vacancy>,
    writes: Vec<Write>,
}

impl Batch {
    /// Makes an empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets the commit happen only where there is no such row.
    pub fn expect_absent(&mut self, table: Table, key: impl Into<Vec<u8>>) -> &mut Self {
        self.expectations.push(Expectation::Absent { table, key: key.into() });
        self
    }

    /// Lets the commit happen only where the row holds these bytes.
    pub fn expect_holds(&mut self, table: Table, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) -> &mut Self {
        self.expectations.push(Expectation::Holds { table, key: key.into(), value: value.into() });
        self
    }

    /// Lets the commit happen only where there is no row from `first` to `last`, neither of them either.
    pub fn expect_vacant(&mut self, table: Table, first: impl Into<Vec<u8>>, last: impl Into<Vec<u8>>) -> &mut Self {
        self.vacancies.push(Vacancy { table, first: first.into(), last: last.into() });
        self
    }

    /// Sets a row.
    pub fn put(&mut self, table: Table, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) -> &mut Self {
        self.writes.push(Write::Put { table, key: key.into(), value: value.into() });
        self
    }

    /// Takes a row away.
    pub fn remove(&mut self, table: Table, key: impl Into<Vec<u8>>) -> &mut Self {
        self.writes.push(Write::Remove { table, key: key.into() });
        self
    }

    /// Tells whether there is nothing to write; expectations don't count.
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// Counts the writes.
    pub fn len(&self) -> usize {
        self.writes.len()
    }

    /// Lists what must hold.
    pub fn expectations(&self) -> &[Expectation] {
        &self.expectations
    }

    /// Lists the stretches that must be vacant.
    pub fn vacancies(&self) -> &[Vacancy] {
        &self.vacancies
    }

    /// Lists the writes in the order in which they were added.
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }

    /// Checks the limits that every backend keeps.
    ///
    /// # Errors
    /// [`StoreError::TooLong`] naming the limit.
    pub fn check(&self) -> Result<(), StoreError> {
        for write in &self.writes {
            let (key, value) = match write {
                Write::Put { key, value, .. } => (key, value.as_slice()),
                Write::Remove { key, .. } => (key, [].as_slice()),
            };
            if key.len() > KEY_MAX {
                return Err(StoreError::TooLong { what: "key", limit: KEY_MAX });
            }
            if value.len() > VALUE_MAX {
                return Err(StoreError::TooLong { what: "value", limit: VALUE_MAX });
            }
        }
        Ok(())
    }
}
