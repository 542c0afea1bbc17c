//! Read-modify-write: one atomic batch, applied only if what was read still holds.

use std::collections::BTreeMap;

use super::envelope::Begun;
use super::long::{self, Part};
use super::open_keys::{OpenKeys, Places};
use super::position::Position;
use super::record::{self, Record};
use super::shared::each_once;
use super::{RowKey, Vault, VaultError, tables};
use crate::store::{Batch, Table};

/// A row, by the tag of its table.
type Row = (u8, RowKey);

/// From so many rows on, two threads encrypt them.
const MANY: usize = 64;

/// Collects the writes of one [`Vault::write`]. Its reads see its own writes.
pub struct Writer<'a> {
    vault: &'a Vault,
    /// The envelopes that were read, each at its first reading.
    read: BTreeMap<Row, Read>,
    /// What to write, each row once.
    written: Vec<Written>,
    /// Where it stands there.
    rows: BTreeMap<Row, usize>,
}

/// What was found at the places of a row, as far as they were looked at: at home first.
struct Read {
    table: Table,
    looked_at: Vec<(Position, Option<Vec<u8>>)>,
    /// Which of those is the row.
    row: Option<usize>,
}

impl Read {
    fn found(&self) -> Option<(&Position, &[u8])> {
        let (at, envelope) = self.looked_at.get(self.row?)?;
        Some((at, envelope.as_deref()?))
    }
}

struct Written {
    table: Table,
    places: Places,
    /// What will lie at its home, encrypted once everything has been decided; `None` removes.
    begun: Option<Begun>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(vault: &'a Vault) -> Self {
        Self { vault, read: BTreeMap::new(), written: Vec::new(), rows: BTreeMap::new() }
    }

    /// Reads a record. The write happens only if it is still the same then.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`], [`VaultError::UnknownRecord`] or [`VaultError::Store`].
    pub fn get<R: Record>(&mut self, key: &RowKey) -> Result<Option<R>, VaultError> {
        self.get_in(R::TABLE, key)
    }

    /// Sets a record.
    ///
    /// # Errors
    /// [`VaultError::TooLong`] for a record over [`super::RECORD_MAX`] bytes.
    pub fn put<R: Record>(&mut self, key: &RowKey, record: &R) -> Result<(), VaultError> {
        self.put_in(R::TABLE, key, record)
    }

    /// Takes a record away, if there is one.
    pub fn remove<R: Record>(&mut self, key: &RowKey) {
        self.remove_in(R::TABLE, key);
    }

    /// Sets a long value under `prefix ‖ part number`, and clears what was left of a longer one.
    ///
    /// # Errors
    /// [`VaultError::TooLong`] over [`super::LONG_MAX`] bytes; [`VaultError::Unreadable`] where the old one can't be read.
    pub fn put_long(&mut self, prefix: &RowKey, table: Table, bytes: &[u8]) -> Result<(), VaultError> {
        let parts = long::split(bytes)?;
        self.remove_long(prefix, table)?;
        for (number, part) in (0..).zip(&parts) {
            self.put_in(table, &long::part_key(prefix, number), part)?;
        }
        Ok(())
    }

    /// Reads a long value.
    ///
    /// # Errors
    /// [`VaultError::Incomplete`], or as [`Writer::get`].
    pub fn read_long(&mut self, prefix: &RowKey, table: Table) -> Result<Option<Vec<u8>>, VaultError> {
        long::join(|number| self.get_in(table, &long::part_key(prefix, number)))
    }

    /// Takes a long value away, if there is one.
    ///
    /// # Errors
    /// As [`Writer::get`]: its first part tells how many there are.
    pub fn remove_long(&mut self, prefix: &RowKey, table: Table) -> Result<(), VaultError> {
        if let Some(Part::V1 { count, .. }) = self.get_in(table, &long::part_key(prefix, 0))? {
            for number in 0..count {
                self.remove_in(table, &long::part_key(prefix, number));
            }
        }
        Ok(())
    }

    fn get_in<R: serde::de::DeserializeOwned>(&mut self, table: Table, key: &RowKey) -> Result<Option<R>, VaultError> {
        let row = (table.tag, key.clone());
        let keys = self.vault.keys();
        if let Some(written) = self.rows.get(&row).and_then(|at| self.written.get(*at)) {
            return written.begun.as_ref().map(|begun| record::decode(table, begun.record())).transpose();
        }
        if !self.read.contains_key(&row) {
            let places = keys.places(table, key)?;
            let (mut looked_at, mut row_at) = (Vec::with_capacity(2), None);
            // No row is moved while this writes: two looks are enough.
            for at in [Some(places.home), places.before].into_iter().flatten() {
                let envelope = self.vault.envelope(table, &at)?;
                let stored = tables::stored(table, at.generation());
                let found = envelope.as_deref().is_some_and(|envelope| !keys.is_void(stored, envelope));
                looked_at.push((at, envelope));
                if found {
                    row_at = looked_at.len().checked_sub(1);
                    break;
                }
            }
            self.read.insert(row.clone(), Read { table, looked_at, row: row_at });
        }
        let found = self.read.get(&row).and_then(Read::found);
        found.map(|(at, envelope)| keys.read(table, at, envelope.to_vec())).transpose()
    }

    fn put_in<R: serde::Serialize>(&mut self, table: Table, key: &RowKey, record: &R) -> Result<(), VaultError> {
        let keys = self.vault.keys();
        let places = keys.places(table, key)?;
        let begun = Some(keys.encode(table, key, &places.home, record)?);
        self.set(key, Written { table, places, begun });
        Ok(())
    }

    fn remove_in(&mut self, table: Table, key: &RowKey) {
        // Of a petition that is closed, nobody finds a row to remove.
        if let Ok(places) = self.vault.keys().places(table, key) {
            self.set(key, Written { table, places, begun: None });
        }
    }

    /// Of two writes to a row the later counts.
    fn set(&mut self, key: &RowKey, written: Written) {
        let at = *self.rows.entry((written.table.tag, key.clone())).or_insert(self.written.len());
        match self.written.get_mut(at) {
            Some(before) => *before = written,
            None => self.written.push(written),
        }
    }

    /// Makes the batch: expectations on everything read, then the writes.
    pub(super) fn into_batch(self) -> Batch {
        let mut batch = Batch::new();
        if self.written.is_empty() {
            return batch;
        }
        for read in self.read.into_values() {
            for (at, found) in read.looked_at {
                let stored = tables::stored(read.table, at.generation());
                match found {
                    Some(envelope) => batch.expect_holds(stored, at.bytes(), envelope),
                    None => batch.expect_absent(stored, at.bytes()),
                };
            }
        }
        for (table, places, envelope) in sealed(&self.vault.keys(), self.written) {
            let stored = tables::stored(table, places.home.generation());
            match envelope {
                Some(envelope) => batch.put(stored, places.home.bytes(), envelope),
                None => batch.remove(stored, places.home.bytes()),
            };
            if let Some(before) = places.before {
                batch.remove(tables::stored(table, before.generation()), before.bytes());
            }
        }
        batch
    }
}

/// Encrypts what was written.
fn sealed(keys: &OpenKeys, written: Vec<Written>) -> Vec<(Table, Places, Option<Vec<u8>>)> {
    let seal = |Written { table, places, begun }: Written| {
        let envelope = begun.map(|begun| keys.seal(table, &places.home, begun));
        (table, places, envelope)
    };
    let count = written.iter().filter(|written| written.begun.is_some()).count();
    if count < MANY { written.into_iter().map(seal).collect() } else { each_once(written, seal) }
}
