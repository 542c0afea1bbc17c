//! Read-modify-write: one atomic batch, applied only if what was read still holds.

use std::collections::BTreeMap;

use super::long::{self, Part};
use super::record::Record;
use super::{RowKey, Vault, VaultError};
use crate::store::{Batch, Table};

type Place = (Table, RowKey);

/// Collects the writes of one [`Vault::write`]. Its reads see its own writes.
pub struct Writer<'a> {
    vault: &'a Vault,
    /// The envelopes that were read, each at its first reading.
    read: BTreeMap<Place, Option<Vec<u8>>>,
    /// The envelopes to write; `None` removes.
    written: BTreeMap<Place, Option<Vec<u8>>>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(vault: &'a Vault) -> Self {
        Self { vault, read: BTreeMap::new(), written: BTreeMap::new() }
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
        let place = (table, key.clone());
        if let Some(written) = self.written.get(&place) {
            return written.clone().map(|envelope| self.vault.open_record(table, key, envelope)).transpose();
        }
        if !self.read.contains_key(&place) {
            let found = self.vault.store.get(table, key.as_ref())?;
            self.read.insert(place.clone(), found);
        }
        let found = self.read.get(&place).cloned().flatten();
        found.map(|envelope| self.vault.open_record(table, key, envelope)).transpose()
    }

    fn put_in<R: serde::Serialize>(&mut self, table: Table, key: &RowKey, record: &R) -> Result<(), VaultError> {
        let envelope = self.vault.seal_record(table, key, record)?;
        self.written.insert((table, key.clone()), Some(envelope));
        Ok(())
    }

    fn remove_in(&mut self, table: Table, key: &RowKey) {
        self.written.insert((table, key.clone()), None);
    }

    /// Makes the batch: expectations on everything read, then the writes.
    pub(super) fn into_batch(self) -> Batch {
        let mut batch = Batch::new();
        if self.written.is_empty() {
            return batch;
        }
        for ((table, key), found) in self.read {
            match found {
                Some(envelope) => batch.expect_holds(table, key.as_ref(), envelope),
                None => batch.expect_absent(table, key.as_ref()),
            };
        }
        for ((table, key), envelope) in self.written {
            match envelope {
                Some(envelope) => batch.put(table, key.as_ref(), envelope),
                None => batch.remove(table, key.as_ref()),
            };
        }
        batch
    }
}
