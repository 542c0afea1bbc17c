//! One table's rows are copied: read in the order in which they lie, written in the order of their new places.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use zeroize::Zeroizing;

use super::super::keys::KeyId;
use super::super::position::Position;
use super::super::row_key::Origin;
use super::super::shared::share;
use super::super::touched::Watch;
use super::super::{Vault, VaultError, tables};
use super::BATCH;
use super::copying::{Copied, Look};
use super::sorting::{Row, SORTED_MAX, Sorting};
use crate::store::{Batch, Committed, Rows, Table};

/// Rows that one of two threads encrypts at once.
const PIECE: usize = 128;

/// How many of such pieces are in memory.
const PIECES: usize = 64;

/// Commits after which another thread sorts what is still to be written.
const FEW: usize = 4;

/// Commits for which it is ahead.
const AHEAD: usize = 8;

/// What can keep a row from being copied.
enum Hindrance {
    /// Its envelope does not say whose it is.
    Unknown,
    Error(VaultError),
}

impl<E: Into<VaultError>> From<E> for Hindrance {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// The copying of one table.
pub(super) struct CopyOfTable<'a> {
    vault: &'a Vault,
    table: Table,
    /// The generation that the rows leave.
    before: u32,
    /// The key of copies that are valid.
    copies: KeyId,
    watch: Watch<'a>,
}

impl<'a> CopyOfTable<'a> {
    /// Begins; who writes is watched from now on.
    pub(super) fn begin(vault: &'a Vault, table: Table, before: u32, copies: KeyId) -> Result<Self, VaultError> {
        // Nobody else watches: a backup is not taken meanwhile.
        let watch = vault.touched.watch().ok_or(VaultError::Contended)?;
        Ok(Self { vault, table, before, copies, watch })
    }

    /// Copies the rows, and makes sure that none was missed.
    pub(super) fn make(&self, look: Look<'_>) -> Result<Copied, VaultError> {
        let folder = self.vault.keyring_file.lock().unwrap_or_else(PoisonError::into_inner).folder();
        let (mut after, mut gathered, mut touched) = (None, 0, 0);
        loop {
            // What was touched before it is read is read as it is now.
            touched += self.watch.take().len();
            let mut sorting = Sorting::new(folder.as_deref());
            let ended = loop {
                if look(self.vault.progress(0)).is_break() {
                    return Ok(Copied::BrokenOff);
                }
                if sorting.bytes() >= SORTED_MAX {
                    break false;
                }
                match self.gather(&mut after, &mut sorting) {
                    Ok(true) => {}
                    Ok(false) => break true,
                    Err(Hindrance::Unknown) => return Ok(Copied::Impossible),
                    // The key of the copies is gone.
                    Err(Hindrance::Error(VaultError::Contended)) => return Ok(Copied::Void),
                    Err(Hindrance::Error(error)) => return Err(error),
                }
            };
            gathered += sorting.len();
            if gathered == 0 {
                return Ok(Copied::All);
            }
            if !ended {
                match self.write_sorted(sorting, look)? {
                    Copied::All => continue,
                    other => return Ok(other),
                }
            }
            // As many rows as were read must be there, but for those that somebody touched meanwhile. All that were read are
            // copied, or touched: so none was missed.
            let over = AtomicBool::new(false);
            let (copied, counted) = thread::scope(|scope| {
                let counting = thread::Builder::new().spawn_scoped(scope, || self.count(&over));
                let copied = self.write_sorted(sorting, look);
                if !matches!(copied, Ok(Copied::All)) {
                    over.store(true, Ordering::Relaxed);
                }
                let counted = match counting {
                    Ok(counting) => counting.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                    Err(_) => self.count(&over),
                };
                (copied, counted)
            });
            let copied = copied?;
            if !matches!(copied, Copied::All) {
                return Ok(copied);
            }
            // Whoever has written by now has also noted it.
            let touched = {
                let _writer = self.vault.writer();
                (touched + self.watch.len()) as u64
            };
            return Ok(if counted?.abs_diff(gathered) <= touched { Copied::All } else { Copied::Impossible });
        }
    }

    /// Counts the rows that lie where they are copied from, unless that is `over`.
    fn count(&self, over: &AtomicBool) -> Result<u64, VaultError> {
        let mut count = 0;
        self.vault.each_page(self.table, self.before, |rows| {
            count += rows.len() as u64;
            if over.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        Ok(count)
    }

    /// Reads some thousand rows behind `after` and encrypts each for its new place; tells whether there may be more.
    fn gather(&self, after: &mut Option<Vec<u8>>, sorting: &mut Sorting) -> Result<bool, Hindrance> {
        let stored = tables::stored(self.table, self.before);
        let mut cursor = self.vault.store.cursor(stored, after.as_deref());
        let (mut pieces, mut more) = (0, true);
        let next = || {
            if pieces == PIECES || !more {
                return None;
            }
            pieces += 1;
            let rows = cursor.next(PIECE);
            more = rows.as_ref().is_ok_and(|rows| rows.len() == PIECE);
            if let Some(last) = rows.as_ref().ok().and_then(Rows::last_key) {
                *after = Some(last.to_vec());
            }
            Some(rows.map_err(VaultError::from))
        };
        let each = |rows: Result<Rows, VaultError>| Ok(ControlFlow::Continue(self.copies_of(&rows?)?));
        for rows in share::<_, _, Hindrance>(next, each)? {
            rows.iter().try_for_each(|row| sorting.add(row))?;
            self.vault.gauge.total.fetch_add(rows.len() as u64, Ordering::Relaxed);
        }
        Ok(more)
    }

    fn copies_of(&self, rows: &Rows) -> Result<Vec<Row>, Hindrance> {
        let (keys, table) = (self.vault.keys(), self.table);
        let mut copied = Vec::with_capacity(rows.len());
        for (bytes, envelope) in rows {
            let at = Position::new(self.before, bytes);
            let opened = keys.open(table, &at, Zeroizing::new(envelope.to_vec()))?;
            let key = keys.key_of(table, &at, &opened)?;
            if let Origin::Unknown { .. } = key.origin {
                return Err(Hindrance::Unknown);
            }
            let home = keys.places(table, &key)?.home;
            let envelope = keys.seal_copy(table, &key, (&home, self.copies), opened)?;
            copied.push(Row { home: home.bytes().to_vec(), envelope });
        }
        Ok(copied)
    }

    /// Puts copies of all, in the order of their places.
    fn write_sorted(&self, sorting: Sorting, look: Look<'_>) -> Result<Copied, VaultError> {
        let mut sorted = sorting.sorted()?;
        let mut next = move || -> std::io::Result<Vec<Row>> {
            let mut rows = Vec::with_capacity(BATCH);
            while rows.len() < BATCH
                && let Some(row) = sorted.next()?
            {
                rows.push(row);
            }
            Ok(rows)
        };
        let put = |rows: Vec<Row>, look: Look<'_>| {
            let Some(put) = self.put_copies(&rows)? else {
                return Ok(Some(Copied::Void));
            };
            // The others are there already, or written by somebody.
            self.vault.gauge.total.fetch_sub(rows.len() as u64 - put, Ordering::Relaxed);
            Ok::<_, VaultError>(look(self.vault.progress(put)).is_break().then_some(Copied::BrokenOff))
        };
        // Most tables have no more than this.
        for _ in 0..FEW {
            let rows = next()?;
            if rows.is_empty() {
                return Ok(Copied::All);
            }
            if let Some(other) = put(rows, look)? {
                return Ok(other);
            }
        }
        let next = Mutex::new(next);
        let next_here = || next.lock().unwrap_or_else(PoisonError::into_inner)();
        thread::scope(|scope| {
            let (ready, batches) = mpsc::sync_channel(AHEAD);
            // Whoever sorts them stops where nobody takes them any more.
            let other = thread::Builder::new().spawn_scoped(scope, move || while ready.send(next_here()).is_ok() {});
            loop {
                let rows = match &other {
                    Ok(_) => batches.recv().unwrap_or_else(|_| Ok(Vec::new()))?,
                    Err(_) => next_here()?,
                };
                if rows.is_empty() {
                    return Ok(Copied::All);
                }
                if let Some(other) = put(rows, look)? {
                    return Ok(other);
                }
            }
        })
    }

    /// Puts copies where there are none, but not of rows that somebody has written or removed since they were read. Says how
    /// many; `None` where they are void by now.
    fn put_copies(&self, rows: &[Row]) -> Result<Option<u64>, VaultError> {
        let (store, to) = (&self.vault.store, tables::stored(self.table, self.before.wrapping_add(1)));
        let _writer = self.vault.writers.take_yielding();
        if self.vault.keys().keyring.copies() != Some(self.copies) {
            return Ok(None);
        }
        // Whoever writes a row or takes it away does so in its new place too.
        let touched = self.watch.which(to, rows.iter().map(|row| row.home.as_slice()));
        let left: Vec<&Row> = rows.iter().zip(touched).filter(|(_, touched)| !touched).map(|(row, _)| row).collect();
        let (Some(first), Some(last)) = (left.first(), left.last()) else { return Ok(Some(0)) };
        let mut batch = Batch::new();
        batch.expect_vacant(to, first.home.as_slice(), last.home.as_slice());
        for row in &left {
            batch.put(to, row.home.as_slice(), row.envelope.as_slice());
        }
        if store.commit(&batch)? == Committed::Applied {
            return Ok(Some(left.len() as u64));
        }
        // Some are there from an earlier time, or somebody else is between them.
        let mut batch = Batch::new();
        for row in &left {
            if store.get(to, &row.home)?.is_none() {
                batch.expect_absent(to, row.home.as_slice());
                batch.put(to, row.home.as_slice(), row.envelope.as_slice());
            }
        }
        match store.commit(&batch)? {
            Committed::Applied => Ok(Some(batch.len() as u64)),
            Committed::Refused => Err(VaultError::Contended),
        }
    }
}
