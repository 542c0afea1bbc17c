//! Notices when rows in the middle of a log were lost.
//!
//! sled goes on silently with the next segment where it can't read one on, and the rows of the rest are gone, or old
//! again. So every batch also writes the total over all rows as it then is: whatever sled makes of a log, its rows
//! must give the total that it holds. What the end of the log lost is [`super::watermark`]'s.
//!
//! The total is the sum, modulo 2¹²⁸, of every row's hash: the first 16 bytes, little-endian, of SHA-256 over the length of
//! its place (2 bytes, big-endian), its place, its value. The backend's own rows do not count. It guards against
//! accidents only: who changes rows on purpose is the vault's.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};

use super::super::{Batch, Expectation, StoreError, Write};
use super::place;

/// Behind every other row of the backend, so that those lie together as they always did.
const KEY: &[u8] = b"\0total";

/// The sum over all rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Total(u128);

impl Total {
    /// Reads what the log holds; `None` in a store of the first format, or where the row is lost.
    pub(super) fn noted(db: &sled::Db) -> Result<Option<Self>, StoreError> {
        let noted = db.get(KEY)?;
        Ok(noted.and_then(|bytes| Some(Self(u128::from_le_bytes(bytes.as_ref().try_into().ok()?)))))
    }

    /// Adds up every row that there is, reading all of them.
    pub(super) fn of(db: &sled::Db) -> Result<Self, StoreError> {
        let mut total = Self::default();
        for row in db.iter() {
            let (place, value) = row?;
            if place.first() != Some(&0) {
                total = total.with(&place, &value);
            }
        }
        Ok(total)
    }

    /// Adds the row that notes this total to a batch.
    pub(super) fn note(self, batch: &mut sled::Batch) {
        batch.insert(KEY, &self.0.to_le_bytes());
    }

    fn with(self, place: &[u8], value: &[u8]) -> Self {
        Self(self.0.wrapping_add(hash(place, value)))
    }

    fn without(self, place: &[u8], value: &[u8]) -> Self {
        Self(self.0.wrapping_sub(hash(place, value)))
    }
}

fn hash(place: &[u8], value: &[u8]) -> u128 {
    let mut hasher = Sha256::new();
    hasher.update(u16::try_from(place.len()).unwrap_or(u16::MAX).to_be_bytes());
    hasher.update(place);
    hasher.update(value);
    let hash: [u8; 32] = hasher.finalize().into();
    let (first, _) = hash.split_first_chunk().unwrap_or((&[0; 16], &[]));
    u128::from_le_bytes(*first)
}

/// The total of an open store. Whoever holds it is the only one who writes rows.
pub(super) struct RunningTotal(Mutex<Total>);

impl RunningTotal {
    /// Goes on from a total.
    pub(super) fn new(total: Total) -> Self {
        Self(Mutex::new(total))
    }

    /// Waits until nobody else writes.
    pub(super) fn lock(&self) -> MutexGuard<'_, Total> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes sled's batch of klich's, whose expectations hold, with the total that holds afterwards.
///
/// # Errors
/// A row that is to be replaced can't be read.
pub(super) fn prepare(db: &sled::Db, batch: &Batch, before: Total) -> Result<(sled::Batch, Total), StoreError> {
    // Of two writes to a row the later counts.
    let mut last: HashMap<Vec<u8>, (Option<&[u8]>, bool)> = HashMap::with_capacity(batch.len());
    for write in batch.writes() {
        let (table, key, value) = match write {
            Write::Put { table, key, value } => (*table, key, Some(value.as_slice())),
            Write::Remove { table, key } => (*table, key, None),
        };
        let is_new = batch.vacancies().iter().any(|vacancy| vacancy.covers(table, key));
        last.insert(place(table, key), (value, is_new));
    }
    // What was expected of a row is what it holds.
    let expected: HashMap<Vec<u8>, Option<&[u8]>> = batch.expectations().iter().map(held).collect();
    let (mut writes, mut total) = (sled::Batch::default(), before);
    for (place, (value, is_new)) in last {
        match expected.get(&place) {
            Some(Some(old)) => total = total.without(&place, old),
            Some(None) => {}
            None if is_new => {}
            None => {
                if let Some(old) = db.get(&place)? {
                    total = total.without(&place, &old);
                }
            }
        }
        match value {
            Some(value) => {
                total = total.with(&place, value);
                writes.insert(place, value);
            }
            None => writes.remove(place),
        }
    }
    total.note(&mut writes);
    Ok((writes, total))
}

fn held(expectation: &Expectation) -> (Vec<u8>, Option<&[u8]>) {
    let (table, key) = expectation.place();
    let value = match expectation {
        Expectation::Absent { .. } => None,
        Expectation::Holds { value, .. } => Some(value.as_slice()),
    };
    (place(table, key), value)
}
