//! A store in memory, for unit tests: the same promises, but for the disk.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Batch, Committed, Cursor, Rows, Store, StoreError, Table, Vacancy, Write};

type Kept = BTreeMap<(u8, Vec<u8>), Vec<u8>>;

/// Keeps rows in memory for as long as it lives.
#[derive(Default)]
pub struct MemoryStore {
    rows: Mutex<Kept>,
}

impl MemoryStore {
    /// Makes an empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn rows(&self) -> MutexGuard<'_, Kept> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.rows().get(&(table.tag, key.to_vec())).cloned())
    }

    fn cursor(&self, table: Table, after: Option<&[u8]>) -> Box<dyn Cursor + '_> {
        Box::new(MemoryCursor { store: self, table, after: after.map(<[u8]>::to_vec) })
    }

    fn commit(&self, batch: &Batch) -> Result<Committed, StoreError> {
        batch.check()?;
        let mut rows = self.rows();
        for expectation in batch.expectations() {
            let (table, key) = expectation.place();
            if !expectation.holds(rows.get(&(table.tag, key.to_vec())).map(Vec::as_slice)) {
                return Ok(Committed::Refused);
            }
        }
        for Vacancy { table, first, last } in batch.vacancies() {
            let stretch = (table.tag, first.clone())..=(table.tag, last.clone());
            if first <= last && rows.range(stretch).next().is_some() {
                return Ok(Committed::Refused);
            }
        }
        for write in batch.writes() {
            match write {
                Write::Put { table, key, value } => rows.insert((table.tag, key.clone()), value.clone()),
                Write::Remove { table, key } => rows.remove(&(table.tag, key.clone())),
            };
        }
        Ok(Committed::Applied)
    }

    fn sync(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

struct MemoryCursor<'a> {
    store: &'a MemoryStore,
    table: Table,
    after: Option<Vec<u8>>,
}

impl Cursor for MemoryCursor<'_> {
    fn next(&mut self, limit: usize) -> Result<Rows, StoreError> {
        let from = match &self.after {
            Some(key) => Bound::Excluded((self.table.tag, key.clone())),
            None => Bound::Included((self.table.tag, Vec::new())),
        };
        let mut rows = Rows::default();
        let kept = self.store.rows();
        let kept = kept.range((from, Bound::Unbounded)).take_while(|((tag, _), _)| *tag == self.table.tag).take(limit);
        kept.for_each(|((_, key), value)| rows.push(key.as_slice(), value.as_slice()));
        self.after = rows.last_key().map(<[u8]>::to_vec).or(self.after.take());
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::super::conformance;
    use super::*;

    #[test]
    fn memory_conforms() {
        conformance::run(|| Box::new(MemoryStore::new()));
    }
}
