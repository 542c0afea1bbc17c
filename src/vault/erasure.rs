//! The mark that somebody was erased since the keys were last renewed: what lay under them is to become unreadable. The mark
//! that another rotation is owed, asked for while one was under way: what is erased meanwhile lies under its new keys too.
//! And the night in which that was last looked at, so that one in which no bot ran is made up for.

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

/// The record in the table `state`: it is there, or it is not.
#[derive(Serialize, Deserialize)]
enum Owed {
    V1,
}

impl Record for Owed {
    const TABLE: Table = tables::STATE;
}

/// The record in the table `state`: a night, as a day since 1970.
#[derive(Serialize, Deserialize)]
enum Attended {
    V1 { night: i32 },
}

impl Record for Attended {
    const TABLE: Table = tables::STATE;
}

fn attended_key() -> RowKey {
    RowKey::of(Origin::Id(b"the night of the keys".as_slice().into()))
}

fn key() -> RowKey {
    RowKey::of(Origin::Id(b"erased since the keys were renewed".as_slice().into()))
}

fn owed_key() -> RowKey {
    RowKey::of(Origin::Id(b"another rotation is owed".as_slice().into()))
}

impl Writer<'_> {
    /// Notes that the keys are to be renewed after this write, whatever happens in between: by a rotation that begins later.
    ///
    /// # Errors
    /// [`VaultError::TooLong`], which can't be.
    pub fn owe_rotation(&mut self) -> Result<(), VaultError> {
        self.put(&owed_key(), &Owed::V1)
    }

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

    /// Tells whether a rotation is owed that has not begun yet.
    ///
    /// # Errors
    /// As [`Vault::read`].
    pub fn owes_rotation(&self) -> Result<bool, VaultError> {
        Ok(self.read::<Owed>(&owed_key())?.is_some())
    }

    /// Gives the night, as a day since 1970, that [`Vault::attend_night`] was last told; `None` before the first.
    ///
    /// # Errors
    /// As [`Vault::read`].
    pub fn attended_night(&self) -> Result<Option<i32>, VaultError> {
        Ok(self.read::<Attended>(&attended_key())?.map(|Attended::V1 { night }| night))
    }

    /// Notes that keys were renewed in a night, or needed not to be.
    ///
    /// # Errors
    /// As [`Vault::write`].
    pub fn attend_night(&self, night: i32) -> Result<(), VaultError> {
        self.write(|writer| writer.put(&attended_key(), &Attended::V1 { night }))
    }

    /// Takes both marks away. Nobody writes meanwhile, and new keys are current: what is erased from now on is marked anew.
    pub(super) fn settle_erasures(&self) -> Result<(), VaultError> {
        let mut batch = Batch::new();
        for key in [key(), owed_key()] {
            let places = self.keys().places(tables::STATE, &key)?;
            for at in [Some(places.home), places.before].into_iter().flatten() {
                batch.remove(tables::stored(tables::STATE, at.generation()), at.bytes());
            }
        }
        // Nothing is expected, so nothing can refuse it.
        let _ = self.store.commit(&batch)?;
        self.touched.note(&batch);
        Ok(())
    }
}
