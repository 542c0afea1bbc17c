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
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};
use smallvec::SmallVec;

use super::super::{Batch, Expectation, StoreError, Write, beside};
use super::place;

/// Behind every other row of the backend, so that those lie together as they always did.
const KEY: &[u8] = b"\0total";

/// From so many rows on, two threads look up what a batch replaces.
const MANY: usize = 64;

/// Rows that a thread looks up at once; the other waits no longer than for that in the end.
const PIECE: usize = 4;

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

    fn plus(self, difference: Self) -> Self {
        Self(self.0.wrapping_add(difference.0))
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
    let changes = changes(batch);
    let unknown = changes.iter().filter(|change| change.old.is_none()).count();
    let (mut writes, difference) =
        if unknown < MANY { (writes(&changes), difference(db, &changes)?) } else { prepare_many(db, &changes)? };
    let after = before.plus(difference);
    after.note(&mut writes);
    Ok((writes, after))
}

/// Does on two threads what takes longest: most of the time goes to reading and decoding the pages that rows lie on, and sled
/// changes them one after the other once they are in its cache.
fn prepare_many(db: &sled::Db, changes: &[Change<'_>]) -> Result<(sled::Batch, Total), StoreError> {
    let pieces = Mutex::new(changes.chunks(PIECE));
    let next = || pieces.lock().unwrap_or_else(PoisonError::into_inner).next();
    let add_up =
        || std::iter::from_fn(next).try_fold(Total::default(), |sum, piece| Ok(sum.plus(difference(db, piece)?)));
    let (mine, others) = beside(|| (writes(changes), add_up()), add_up);
    let (writes, mine): (_, Result<Total, StoreError>) = mine;
    Ok((writes, mine?.plus(others?)))
}

/// What becomes of a row.
struct Change<'a> {
    place: SmallVec<[u8; 32]>,
    /// What it holds so far, where that is known.
    old: Option<Option<&'a [u8]>>,
    /// What it will hold.
    new: Option<&'a [u8]>,
}

/// Lists what a batch does to each row, in the order of their places: then those that lie together are looked up together.
fn changes<'a>(batch: &'a Batch) -> Vec<Change<'a>> {
    // What was expected of a row is what it holds.
    let expected: HashMap<Vec<u8>, Option<&[u8]>> = batch.expectations().iter().map(held).collect();
    let change = |write: &'a Write| {
        let (table, key, new) = match write {
            Write::Put { table, key, value } => (*table, key, Some(value.as_slice())),
            Write::Remove { table, key } => (*table, key, None),
        };
        let mut place = SmallVec::from_slice(&[table.tag]);
        place.extend_from_slice(key);
        let is_vacant = || batch.vacancies().iter().any(|vacancy| vacancy.covers(table, key));
        let old = expected.get(place.as_slice()).copied().or_else(|| is_vacant().then_some(None));
        Change { place, old, new }
    };
    let mut changes: Vec<Change<'_>> = batch.writes().iter().map(change).collect();
    changes.sort_by(|one, other| one.place.cmp(&other.place));
    // Of two writes to a row the later counts.
    changes.dedup_by(|later, kept| {
        let same = later.place == kept.place;
        if same {
            mem::swap(later, kept);
        }
        same
    });
    changes
}

fn writes(changes: &[Change<'_>]) -> sled::Batch {
    let mut writes = sled::Batch::default();
    for Change { place, new, .. } in changes {
        match new {
            Some(value) => writes.insert(place.as_slice(), *value),
            None => writes.remove(place.as_slice()),
        }
    }
    writes
}

/// Adds up by how much some changes raise the total, looking up what is not known of the rows.
fn difference(db: &sled::Db, changes: &[Change<'_>]) -> Result<Total, StoreError> {
    let mut sum = Total::default();
    for Change { place, old, new } in changes {
        match old {
            Some(Some(old)) => sum = sum.without(place, old),
            Some(None) => {}
            None => {
                if let Some(old) = db.get(place)? {
                    sum = sum.without(place, &old);
                }
            }
        }
        if let Some(new) = new {
            sum = sum.with(place, new);
        }
    }
    Ok(sum)
}

fn held(expectation: &Expectation) -> (Vec<u8>, Option<&[u8]>) {
    let (table, key) = expectation.place();
    let value = match expectation {
        Expectation::Absent { .. } => None,
        Expectation::Holds { value, .. } => Some(value.as_slice()),
    };
    (place(table, key), value)
}
