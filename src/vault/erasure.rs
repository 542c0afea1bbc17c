//! The mark that somebody was erased since the keys were last renewed: what lay under them is to become unreadable.

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::row_key::{Origin, RowKey};
use super::writer::Writer;
use super::{Vault, VaultError, tables};
use crate::store::{Batch, Table};

/// The record in the table `state`: it is there, or it is not.
#[derive(Serialize, Deserialize)]
enum Erased {
    V1,
}

impl Record for Erased {
    const TABLE: Table = tables::STATE;
}

fn key() -> RowKey {
    RowKey::of(Origin::Id(b"erased since the keys were renewed".to_vec()))
}

impl Writer<'_> {
    /// Notes that this write erases something of a person.
    ///
    /// # Errors
    /// As [`Writer::get`].
    pub fn note_erasure(&mut self) -> Result<(), VaultError> {
        let key = key();
        if self.get::<Erased>(&key)?.is_none() {
            self.put(&key, &Erased::V1)?;
        }
        Ok(())
    }
}

impl Vault {
    /// Tells whether somebody was erased since the keys were last renewed.
    ///
    /// # Errors
    /// As [`Vault::read`].
    pub fn erasure_waits(&self) -> Result<bool, VaultError> {
        Ok(self.read::<Erased>(&key())?.is_some())
    }

    /// Takes the mark away. Nobody writes meanwhile, and new keys are current: what is erased from now on is marked anew.
    pub(super) fn settle_erasures(&self) -> Result<(), VaultError> {
        let places = self.keys().places(tables::STATE, &key())?;
        let mut batch = Batch::new();
        for at in [Some(places.home), places.before].into_iter().flatten() {
            batch.remove(tables::stored(tables::STATE, at.generation()), at.bytes());
        }
        // Nothing is expected, so nothing can refuse it.
        let _ = self.store.commit(&batch)?;
        Ok(())
    }
}
