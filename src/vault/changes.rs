//! Whether a row may have been written since somebody read it: what was not need not be read and decrypted again.
//!
//! Told by the first byte of its place, so that of two hundred rows hardly one is taken for another that was written. What
//! is kept is how often each byte was written to by this process, nothing else.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Position, tables};
use crate::store::{Batch, Table, Write};

const CLASSES: usize = 256;

/// The moment before a page of a table was read.
pub struct Moment(Box<[u64]>);

/// How a row was found: where, and at which moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    generation: u32,
    class: u8,
    written: u64,
}

/// Counts the writes of this process, by table and class.
pub(super) struct Changes(BTreeMap<u8, Box<[AtomicU64]>>);

impl Default for Changes {
    fn default() -> Self {
        let none = |table: Table| (table.tag, (0..CLASSES).map(|_| AtomicU64::new(0)).collect());
        Self(tables::ALL.into_iter().map(none).collect())
    }
}

impl Changes {
    /// Notes a commit that was applied, before whoever asked for it hears so.
    pub(super) fn note(&self, batch: &Batch) {
        for write in batch.writes() {
            let (Write::Put { table, key, .. } | Write::Remove { table, key }) = write;
            if let Some(count) = self.count(tables::unstored(*table).0, class(key)) {
                count.fetch_add(1, Ordering::AcqRel);
            }
        }
    }

    /// Gives the present moment.
    pub(super) fn moment(&self, table: Table) -> Moment {
        let counts = self.0.get(&table.tag).into_iter().flatten();
        Moment(counts.map(|count| count.load(Ordering::Acquire)).collect())
    }

    /// Tells whether nothing like this row was written since.
    pub(super) fn is_unchanged(&self, table: Table, stamp: Stamp) -> bool {
        self.count(table, stamp.class).is_some_and(|count| count.load(Ordering::Acquire) == stamp.written)
    }

    fn count(&self, table: Table, class: u8) -> Option<&AtomicU64> {
        self.0.get(&table.tag)?.get(usize::from(class))
    }
}

impl Moment {
    /// Stamps a row that was read after this moment.
    pub fn stamp(&self, at: &Position) -> Stamp {
        let class = class(at.bytes());
        Stamp { generation: at.generation(), class, written: self.0.get(usize::from(class)).copied().unwrap_or(0) }
    }
}

impl Stamp {
    /// Gives the generation in which the row lay.
    pub(super) fn generation(&self) -> u32 {
        self.generation
    }
}

fn class(key: &[u8]) -> u8 {
    key.first().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_changes_with_writes_to_its_table_and_class_alone_in_either_half() {
        let changes = Changes::default();
        let stamp = || changes.moment(tables::AUDIENCE).stamp(&Position::new(0, vec![7, 1]));
        let first = stamp();
        changes.note(Batch::new().expect_absent(tables::AUDIENCE, [7]).put(tables::LEDGER, [7], [1]));
        changes.note(Batch::new().put(tables::AUDIENCE, [8], [1]));
        assert!(changes.is_unchanged(tables::AUDIENCE, first));
        for generation in 0..2 {
            let before = stamp();
            changes.note(Batch::new().remove(tables::stored(tables::AUDIENCE, generation), [7, 2]));
            assert!(!changes.is_unchanged(tables::AUDIENCE, before));
            assert!(changes.is_unchanged(tables::AUDIENCE, stamp()));
        }
    }
}
