//! Which rows writers touch, for somebody who reads everything beside them and wants to know.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::store::{Batch, Table, Write};

/// Names a row as it lies in the store: its table's tag and its key.
pub(super) type Place = (u8, Vec<u8>);

/// Notes which rows writers touch, while somebody watches.
#[derive(Default)]
pub(super) struct Touched {
    watched: AtomicBool,
    rows: Mutex<BTreeSet<Place>>,
}

impl Touched {
    /// Notes the rows of a batch that was committed, before another can be.
    pub(super) fn note(&self, batch: &Batch) {
        if !self.watched.load(Ordering::Acquire) {
            return;
        }
        let mut rows = self.rows();
        for write in batch.writes() {
            let (Write::Put { table, key, .. } | Write::Remove { table, key }) = write;
            rows.insert((table.tag, key.clone()));
        }
    }

    /// Begins to watch; `None` where somebody does already.
    pub(super) fn watch(&self) -> Option<Watch<'_>> {
        let begun = self.watched.compare_exchange(false, true, Ordering::AcqRel, Ordering::Acquire);
        begun.ok().map(|_| Watch(self))
    }

    fn rows(&self) -> MutexGuard<'_, BTreeSet<Place>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody who watches; ends when it goes.
pub(super) struct Watch<'a>(&'a Touched);

impl Watch<'_> {
    /// Counts the rows that were touched since the last [`Watch::take`].
    pub(super) fn len(&self) -> usize {
        self.0.rows().len()
    }

    /// Gives those rows, and forgets them.
    pub(super) fn take(&self) -> BTreeSet<Place> {
        std::mem::take(&mut *self.0.rows())
    }

    /// Tells of each of these keys of a table whether it is among those rows.
    pub(super) fn which<'k>(&self, table: Table, keys: impl Iterator<Item = &'k [u8]>) -> Vec<bool> {
        let rows = self.0.rows();
        keys.map(|key| !rows.is_empty() && rows.contains(&(table.tag, key.to_vec()))).collect()
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        self.0.watched.store(false, Ordering::Release);
        self.take();
    }
}
