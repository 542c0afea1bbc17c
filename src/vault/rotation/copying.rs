//! Rows are copied to the generation that is now: read in the order in which they lie, written in the order of their new
//! places. Copies do not count until [`Keyring::change_over`]; from then on the rows do not.
//!
//! Until then the store holds a row of the generation before for each valid copy: whoever writes takes both away in one
//! commit. That is what makes it safe to skip copies, and to drop the rows.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, mpsc};
use std::thread;

use rand::rngs::OsRng;
use zeroize::Zeroizing;

use super::super::keyring::Keyring;
use super::super::keys::KeyId;
use super::super::position::Position;
use super::super::row_key::Origin;
use super::super::shared::share;
use super::super::touched::Watch;
use super::super::{Vault, VaultError, tables};
use super::sorting::{Row, SORTED_MAX, Sorting};
use super::{BATCH, LOOK, Rotating};
use crate::store::{Batch, Committed, Rows, Table};

/// Rows that one of two threads encrypts at once.
const PIECE: usize = 128;

/// How many of such pieces are in memory.
const PIECES: usize = 64;

/// Commits after which another thread sorts what is still to be written.
const FEW: usize = 4;

/// Commits for which it is ahead.
const AHEAD: usize = 8;

/// What became of copying.
enum Copied {
    /// There is a copy of every row.
    All,
    /// Some rows can't be copied.
    Impossible,
    /// The copies are void: a petition was closed meanwhile.
    Void,
    /// Somebody broke it off.
    BrokenOff,
}

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

type Look<'a> = &'a mut dyn FnMut(Rotating) -> ControlFlow<()>;

impl Vault {
    /// Copies every row and changes over, where that is the stage; breaks where `look` breaks it off. Where rows can't be
    /// copied, the stage is another afterwards.
    pub(super) fn copy_rows(&self, look: Look<'_>) -> Result<ControlFlow<()>, VaultError> {
        loop {
            let Some(copies) = self.keys().keyring.copies() else { return Ok(ControlFlow::Continue(())) };
            match self.copy_all(copies, look)? {
                Copied::BrokenOff => return Ok(ControlFlow::Break(())),
                Copied::Void => {}
                Copied::All => self.leave_copying(copies, Keyring::change_over)?,
                Copied::Impossible => self.move_instead()?,
            }
        }
    }

    /// Takes all copies away, so that rows can be moved one by one.
    pub(super) fn move_instead(&self) -> Result<(), VaultError> {
        {
            let _writer = self.writer();
            let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
            self.replace_keys(&file, |keyring| keyring.void_copies(&mut OsRng))?;
        }
        let Some(copies) = self.keys().keyring.copies() else { return Ok(()) };
        self.remove_all_void()?;
        self.leave_copying(copies, Keyring::move_instead)
    }

    /// Goes on to another stage, unless the copies are void by now.
    fn leave_copying(&self, copies: KeyId, change: impl FnOnce(&mut Keyring)) -> Result<(), VaultError> {
        let _held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let _writer = self.writer();
        // Before the old keys go, what lies under the new ones must be on the disk.
        self.store.sync()?;
        let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
        if self.keys().keyring.copies() != Some(copies) {
            return Ok(());
        }
        self.replace_keys(&file, change)
    }

    fn copy_all(&self, copies: KeyId, look: Look<'_>) -> Result<Copied, VaultError> {
        self.remove_all_void()?;
        for (table, before) in self.leaving() {
            match self.copy_table(table, before, copies, look)? {
                Copied::All => {}
                other => return Ok(other),
            }
        }
        let mut look = look;
        Ok(match self.renew_ordered(&mut look)? {
            ControlFlow::Continue(()) => Copied::All,
            ControlFlow::Break(()) => Copied::BrokenOff,
        })
    }

    fn remove_all_void(&self) -> Result<(), VaultError> {
        self.leaving().try_for_each(|(table, before)| self.remove_void(table, before.wrapping_add(1)))
    }

    /// Takes away the copies of a table that are void: nobody can read them.
    fn remove_void(&self, table: Table, generation: u32) -> Result<(), VaultError> {
        let stored = tables::stored(table, generation);
        let mut after: Option<Vec<u8>> = None;
        loop {
            let rows = self.store.scan(stored, after.as_deref(), LOOK)?;
            let void: Vec<_> = rows.iter().filter(|(_, envelope)| self.keys().is_void(stored, envelope)).collect();
            for some in void.chunks(BATCH) {
                let _writer = self.writer();
                let mut batch = Batch::new();
                for (key, _) in some {
                    // Somebody may have written there meanwhile.
                    if self.store.get(stored, key)?.is_some_and(|envelope| self.keys().is_void(stored, &envelope)) {
                        batch.remove(stored, *key);
                    }
                }
                let _ = self.store.commit(&batch)?;
            }
            match rows.last_key() {
                Some(last) if rows.len() == LOOK => after = Some(last.to_vec()),
                _ => return Ok(()),
            }
        }
    }

    fn copy_table(&self, table: Table, before: u32, copies: KeyId, look: Look<'_>) -> Result<Copied, VaultError> {
        // Nobody else watches: a backup is not taken meanwhile.
        let watch = self.touched.watch().ok_or(VaultError::Contended)?;
        let folder = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner).folder();
        let (mut after, mut gathered, mut touched) = (None, 0, 0);
        loop {
            // What was touched before it is read is read as it is now.
            touched += watch.take().len();
            let mut sorting = Sorting::new(folder.as_deref());
            let ended = loop {
                if look(self.progress(0)).is_break() {
                    return Ok(Copied::BrokenOff);
                }
                if sorting.bytes() >= SORTED_MAX {
                    break false;
                }
                match self.gather(table, before, copies, &mut after, &mut sorting) {
                    Ok(true) => {}
                    Ok(false) => break true,
                    Err(Hindrance::Unknown) => return Ok(Copied::Impossible),
                    // The key of the copies is gone.
                    Err(Hindrance::Error(VaultError::Contended)) => return Ok(Copied::Void),
                    Err(Hindrance::Error(error)) => return Err(error),
                }
            };
            gathered += sorting.len();
            self.gauge.total.fetch_add(sorting.len(), Ordering::Relaxed);
            if !ended {
                match self.write_sorted(table, before, copies, sorting, &watch, look)? {
                    Copied::All => continue,
                    other => return Ok(other),
                }
            }
            if gathered == 0 {
                return Ok(Copied::All);
            }
            // As many rows as were read must be there, but for those that somebody touched meanwhile. All that were read are
            // copied, or touched: so none was missed.
            let over = AtomicBool::new(false);
            let (copied, counted) = thread::scope(|scope| {
                let counting = thread::Builder::new().spawn_scoped(scope, || self.count(table, before, &over));
                let copied = self.write_sorted(table, before, copies, sorting, &watch, look);
                if !matches!(copied, Ok(Copied::All)) {
                    over.store(true, Ordering::Relaxed);
                }
                let counted = match counting {
                    Ok(counting) => counting.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                    Err(_) => self.count(table, before, &over),
                };
                (copied, counted)
            });
            let copied = copied?;
            if !matches!(copied, Copied::All) {
                return Ok(copied);
            }
            // Whoever has written by now has also noted it.
            let touched = {
                let _writer = self.writer();
                (touched + watch.len()) as u64
            };
            return Ok(if counted?.abs_diff(gathered) <= touched { Copied::All } else { Copied::Impossible });
        }
    }

    /// Counts the rows of a table that lie in a generation, unless that is `over`.
    fn count(&self, table: Table, generation: u32, over: &AtomicBool) -> Result<u64, VaultError> {
        let mut count = 0;
        self.each_page(table, generation, |rows| {
            count += rows.len() as u64;
            if over.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        Ok(count)
    }

    /// Reads some thousand rows behind `after` and encrypts each for its new place; tells whether there may be more.
    fn gather(
        &self,
        table: Table,
        before: u32,
        copies: KeyId,
        after: &mut Option<Vec<u8>>,
        sorting: &mut Sorting,
    ) -> Result<bool, Hindrance> {
        let stored = tables::stored(table, before);
        let (mut pieces, mut more) = (0, true);
        let next = || {
            if pieces == PIECES || !more {
                return None;
            }
            pieces += 1;
            let rows = self.store.scan(stored, after.as_deref(), PIECE);
            more = rows.as_ref().is_ok_and(|rows| rows.len() == PIECE);
            if let Some(last) = rows.as_ref().ok().and_then(Rows::last_key) {
                *after = Some(last.to_vec());
            }
            Some(rows.map_err(VaultError::from))
        };
        let each =
            |rows: Result<Rows, VaultError>| Ok(ControlFlow::Continue(self.copies_of(table, before, copies, &rows?)?));
        for rows in share::<_, _, Hindrance>(next, each)? {
            rows.iter().try_for_each(|row| sorting.add(row))?;
        }
        Ok(more)
    }

    fn copies_of(&self, table: Table, before: u32, copies: KeyId, rows: &Rows) -> Result<Vec<Row>, Hindrance> {
        let keys = self.keys();
        let mut copied = Vec::with_capacity(rows.len());
        for (bytes, envelope) in rows {
            let at = Position::new(before, bytes.to_vec());
            let opened = keys.open(table, &at, Zeroizing::new(envelope.to_vec()))?;
            let key = keys.key_of(table, &at, &opened)?;
            if let Origin::Unknown { .. } = key.origin {
                return Err(Hindrance::Unknown);
            }
            let home = keys.places(table, &key)?.home;
            let envelope = keys.seal_copy(table, &key, (&home, copies), opened)?;
            copied.push(Row { home: home.bytes().to_vec(), envelope });
        }
        Ok(copied)
    }

    fn write_sorted(
        &self,
        table: Table,
        before: u32,
        copies: KeyId,
        sorting: Sorting,
        watch: &Watch<'_>,
        look: Look<'_>,
    ) -> Result<Copied, VaultError> {
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
        let put = |rows: Vec<Row>, look: &mut dyn FnMut(Rotating) -> ControlFlow<()>| {
            let Some(put) = self.put_copies(table, before, copies, &rows, watch)? else {
                return Ok(Some(Copied::Void));
            };
            // The others are there already, or written by somebody.
            self.gauge.total.fetch_sub(rows.len() as u64 - put, Ordering::Relaxed);
            Ok::<_, VaultError>(look(self.progress(put)).is_break().then_some(Copied::BrokenOff))
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
        thread::scope(|scope| {
            let (ready, batches) = mpsc::sync_channel(AHEAD);
            // Whoever sorts them stops where nobody takes them any more.
            thread::Builder::new().spawn_scoped(scope, move || while ready.send(next()).is_ok() {})?;
            for rows in batches {
                let rows = rows?;
                if rows.is_empty() {
                    break;
                }
                if let Some(other) = put(rows, look)? {
                    return Ok(other);
                }
            }
            Ok(Copied::All)
        })
    }

    /// Puts copies where there are none, but not of rows that somebody has written or removed since they were read. Says how
    /// many; `None` where they are void by now.
    fn put_copies(
        &self,
        table: Table,
        before: u32,
        copies: KeyId,
        rows: &[Row],
        watch: &Watch<'_>,
    ) -> Result<Option<u64>, VaultError> {
        let to = tables::stored(table, before.wrapping_add(1));
        let _writer = self.writer();
        if self.keys().keyring.copies() != Some(copies) {
            return Ok(None);
        }
        // Whoever writes a row or takes it away does so in its new place too.
        let touched = watch.which(to, rows.iter().map(|row| row.home.as_slice()));
        let left: Vec<&Row> = rows.iter().zip(touched).filter(|(_, touched)| !touched).map(|(row, _)| row).collect();
        let (Some(first), Some(last)) = (left.first(), left.last()) else { return Ok(Some(0)) };
        let mut batch = Batch::new();
        batch.expect_vacant(to, first.home.as_slice(), last.home.as_slice());
        for row in &left {
            batch.put(to, row.home.as_slice(), row.envelope.as_slice());
        }
        if self.store.commit(&batch)? == Committed::Applied {
            return Ok(Some(left.len() as u64));
        }
        // Some are there from an earlier time, or somebody else is between them.
        let mut batch = Batch::new();
        for row in &left {
            if self.store.get(to, &row.home)?.is_none() {
                batch.expect_absent(to, row.home.as_slice());
                batch.put(to, row.home.as_slice(), row.envelope.as_slice());
            }
        }
        match self.store.commit(&batch)? {
            Committed::Applied => Ok(Some(batch.len() as u64)),
            Committed::Refused => Err(VaultError::Contended),
        }
    }
}
