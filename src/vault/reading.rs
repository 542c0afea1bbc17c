//! Reads: single records, pages of a table or a group, long values.

use std::iter;
use std::ops::ControlFlow;

use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::changes::{Moment, Stamp};
use super::long::{self, Part};
use super::open_keys::OpenKeys;
use super::position::{Found, Position};
use super::record::Record;
use super::row_key::RowKey;
use super::shared::share;
use super::{Vault, VaultError, tables};
use crate::store::{Cursor, Rows, Table, VALUE_MAX};

/// Rows that are read and opened at once, first and last: most pages have no more, and neither of two threads is to wait long
/// for the other.
const SHORT: usize = 16;

/// Rows that are read and opened at once in between.
const PIECE: usize = 64;

impl Vault {
    /// Reads a record.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`], [`VaultError::UnknownRecord`] or [`VaultError::Store`].
    pub fn read<R: Record>(&self, key: &RowKey) -> Result<Option<R>, VaultError> {
        self.read_in(R::TABLE, key)
    }

    /// Reads up to `limit` records in the order of their [`Position`]s, those after `after`, or from the first.
    ///
    /// Fewer than `limit` are the last. While rows are moved from one generation to the next, a row that is there all the
    /// time is seen at least once by who goes on from page to page, perhaps twice.
    ///
    /// # Errors
    /// As [`Vault::read`]; one record that can't be read fails the page.
    pub fn page<R: Record>(&self, after: Option<&Position>, limit: usize) -> Result<Vec<Found<R>>, VaultError> {
        self.scan(None, after, limit)
    }

    /// Reads up to `limit` records whose row keys begin with `prefix` and are longer, in order, those after `after`.
    ///
    /// # Errors
    /// As [`Vault::page`].
    pub fn page_of_group<R: Record>(
        &self,
        prefix: &RowKey,
        after: Option<&Position>,
        limit: usize,
    ) -> Result<Vec<Found<R>>, VaultError> {
        self.scan(Some(prefix), after, limit)
    }

    /// Reads a long value that [`super::Writer::put_long`] wrote.
    ///
    /// # Errors
    /// [`VaultError::Incomplete`], or as [`Vault::read`].
    pub fn read_long(&self, prefix: &RowKey, table: Table) -> Result<Option<Vec<u8>>, VaultError> {
        let read = || long::join(|number| self.read_in::<Part>(table, &long::part_key(prefix, number)));
        match read() {
            // Its parts are read one by one: a writer may have been between them.
            Err(VaultError::Incomplete) => {
                let _writer = self.writer();
                read()
            }
            result => result,
        }
    }

    /// Gives the present moment in the life of a table, to stamp what is read after it.
    pub fn moment(&self, table: Table) -> Moment {
        self.changes.moment(table)
    }

    /// Tells whether a row is surely still as it was read: neither written since, as far as this process is concerned the
    /// only one, nor about to be moved.
    pub fn is_unchanged(&self, table: Table, stamp: Stamp) -> bool {
        self.changes.is_unchanged(table, stamp) && self.keys().generations(table).all(|live| live == stamp.generation())
    }

    /// Lists the places that a row may have, or may have had while its generation was live, in the order of scans.
    ///
    /// # Errors
    /// [`VaultError::PetitionClosed`].
    pub fn positions(&self, table: Table, key: &RowKey) -> Result<Vec<Position>, VaultError> {
        let places = self.keys().places(table, key)?;
        Ok(places.before.into_iter().chain([places.home]).collect())
    }

    /// Gives the generation that all rows of a table lie in; none while they are being moved to another.
    pub fn only_generation(&self, table: Table) -> Option<u32> {
        let mut live = self.keys().generations(table);
        live.next().filter(|_| live.next().is_none())
    }

    /// Tells whether a table may still have rows of a generation.
    pub fn is_live(&self, table: Table, generation: u32) -> bool {
        self.keys().generations(table).any(|live| live == generation)
    }

    fn read_in<R: DeserializeOwned>(&self, table: Table, key: &RowKey) -> Result<Option<R>, VaultError> {
        let keys = self.keys();
        let places = keys.places(table, key)?;
        // A row that was moved between the two looks is at home by now: it is never moved back.
        for at in [Some(&places.home), places.before.as_ref(), places.before.as_ref().map(|_| &places.home)] {
            let Some(at) = at else { continue };
            let envelope = self.envelope(table, at)?;
            let stored = tables::stored(table, at.generation());
            if let Some(envelope) = envelope.filter(|envelope| !keys.is_void(stored, envelope)) {
                return keys.read(table, at, envelope).map(Some);
            }
        }
        Ok(None)
    }

    /// Reads what lies at a place.
    pub(super) fn envelope(&self, table: Table, at: &Position) -> Result<Option<Vec<u8>>, VaultError> {
        Ok(self.store.get(tables::stored(table, at.generation()), at.bytes())?)
    }

    fn scan<R: Record>(
        &self,
        prefix: Option<&RowKey>,
        after: Option<&Position>,
        limit: usize,
    ) -> Result<Vec<Found<R>>, VaultError> {
        let keys = self.keys();
        let mut found = Vec::with_capacity(limit.min(1024));
        // Generation after generation: what is moved out of one that was read to its end was seen there.
        for generation in keys.generations(R::TABLE) {
            let after = match after {
                Some(after) if after.generation() > generation => continue,
                Some(after) if after.generation() == generation => Some(after.bytes()),
                _ => None,
            };
            let prefix = prefix.map(|prefix| prefix_in(&keys, R::TABLE, prefix, generation)).transpose()?;
            let prefix = prefix.flatten().unwrap_or_default();
            let from = after.max(Some(prefix.as_slice()).filter(|prefix| !prefix.is_empty()));
            let mut pieces = Pieces {
                cursor: self.store.cursor(tables::stored(R::TABLE, generation), from),
                left: 0,
                most: SHORT,
                ended: false,
            };
            let open = |rows: Result<Rows, VaultError>| open_rows(&keys, generation, &prefix, &rows?);
            while found.len() < limit && !pieces.ended {
                pieces.left = limit - found.len();
                let Some(first) = pieces.next() else { break };
                if pieces.left > 0
                    && first.as_ref().is_ok_and(|rows| rows.last_key().is_some_and(|key| key.starts_with(&prefix)))
                {
                    let mut all = iter::once(first).chain(&mut pieces);
                    share(|| all.next(), open)?.into_iter().for_each(|opened| found.extend(opened));
                } else {
                    // Most pages are of one piece, and not worth a thread.
                    match open(first)? {
                        ControlFlow::Continue(opened) => found.extend(opened),
                        ControlFlow::Break(opened) => {
                            found.extend(opened);
                            break;
                        }
                    }
                }
                // Copies do not count: others may be wanted in their stead.
                if !keys.has_copies(R::TABLE, generation) {
                    break;
                }
            }
        }
        Ok(found)
    }
}

/// The records of a piece; broken off where no others are wanted.
type Opened<R> = ControlFlow<Vec<Found<R>>, Vec<Found<R>>>;

/// Opens rows of a generation; breaks where one does not begin with `prefix`.
fn open_rows<R: Record>(keys: &OpenKeys, generation: u32, prefix: &[u8], rows: &Rows) -> Result<Opened<R>, VaultError> {
    let mut found = Vec::with_capacity(rows.len());
    // All are opened in the same place. It never grows, so that no part of one is left where it was before.
    let mut room = Zeroizing::new(Vec::with_capacity(VALUE_MAX));
    for (bytes, envelope) in rows {
        // To compare with nothing takes long: the address of an empty slice is none.
        if !prefix.is_empty() && !bytes.starts_with(prefix) {
            return Ok(ControlFlow::Break(found));
        }
        if keys.is_copy(R::TABLE, generation, envelope) {
            continue;
        }
        let at = Position::new(generation, bytes);
        room.clear();
        room.extend_from_slice(envelope);
        let opened = keys.open(R::TABLE, &at, room)?;
        let key = keys.key_of(R::TABLE, &at, &opened)?;
        let record = super::record::decode(R::TABLE, opened.padded())?;
        room = opened.into_room();
        found.push(Found { at, key, record });
    }
    Ok(ControlFlow::Continue(found))
}

/// Rows in their order, piece by piece.
struct Pieces<'a> {
    cursor: Box<dyn Cursor + 'a>,
    left: usize,
    most: usize,
    /// Whether the last row was among those that were read.
    ended: bool,
}

impl Iterator for Pieces<'_> {
    type Item = Result<Rows, VaultError>;

    fn next(&mut self) -> Option<Self::Item> {
        let asked = self.left.min(self.most).min((self.left / 4).max(SHORT));
        self.most = (2 * self.most).min(PIECE);
        if asked == 0 {
            return None;
        }
        let rows = self.cursor.next(asked);
        let count = rows.as_ref().map_or(0, Rows::len);
        // Fewer are the last ones; behind an error comes nothing.
        self.ended |= count < asked;
        self.left = if count < asked { 0 } else { self.left - asked };
        Some(rows.map_err(VaultError::from))
    }
}

/// Makes the bytes that a group's rows begin with in a generation.
fn prefix_in(keys: &OpenKeys, table: Table, prefix: &RowKey, generation: u32) -> Result<Option<Vec<u8>>, VaultError> {
    let places = keys.places(table, prefix)?;
    let places = [Some(places.home), places.before];
    Ok(places.into_iter().flatten().find(|at| at.generation() == generation).map(|at| at.bytes().to_vec()))
}
