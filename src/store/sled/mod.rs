//! The store on a disk, in sled 0.34.7.
//!
//! All tables lie in one sled tree under `tag ‖ key`, so that one batch over several tables is atomic. What sled leaves
//! to its user is done here:
//!
//! - Its flush is `sync_file_range`, not fsync: [`Store::sync`] adds an fdatasync of the same file.
//! - Freed parts of its file are written over on the word of such a flush: commits sync by themselves once
//!   [`SYNC_EVERY`] bytes have been written.
//! - Its open changes files while it finds out whether they are sound, and may panic: see [`opening`].
//! - It forgets the end of a damaged log without a word, and rows in its middle: see [`watermark`] and [`total`].
//! - Its iterators repeat an error for ever: a scan stops at the first one.
//! - Its batches do not tell what they replace: writers take turns here, and what they expect is looked at in their turn.
//!
//! Source: sled 0.34.7's code; its documentation says little of this.

mod files;
mod lock;
mod log;
mod opening;
mod rehearsal;
mod segments;
mod snapshot;
mod total;
mod watermark;

use std::fs::File;
use std::io;
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

pub(super) use self::log::fuzzing::log as fuzz_log;
use self::opening::Opened;
use self::segments::Segments;
pub(super) use self::segments::fuzz as fuzz_segments;
use self::total::RunningTotal;
use self::watermark::Watermark;
use super::{Batch, Committed, Cursor, Rows, Store, StoreError, Table, Vacancy, Write};

/// The most bytes of rows that are written without a sync.
///
/// sled's segments are 512 KiB of log, and its log is up to four times what is put into it.
const SYNC_EVERY: u64 = 128 << 10;

/// About what the row of the total adds to the log with every batch, in bytes.
const TOTAL: usize = 64;

/// A store in a folder of its own.
pub struct SledStore {
    folder: PathBuf,
    /// Taken only by `drop`.
    tree: Option<sled::Db>,
    /// The log, opened once more for reading: sled does not lend its own handle.
    log: File,
    /// Bytes committed since the last sync.
    unsynced: AtomicU64,
    /// What is kept beside the log; taken for as long as a sync runs.
    beside: Mutex<Beside>,
    total: RunningTotal,
    /// Set by a failed sync: the system may have dropped what it could not write. And by a panic within sled.
    broken: AtomicBool,
    /// Set by what could not be read: the next start looks through it.
    unsound: AtomicBool,
    /// Set by a panic within sled: it may hold a lock for ever then.
    panicked: AtomicBool,
}

struct Beside {
    watermark: Watermark,
    segments: Segments,
}

pub(super) use self::files::{is_ours, remove_files};
pub(super) use self::lock::{is_locked_after, open_log};

impl SledStore {
    /// Opens the store in `folder` and makes it where there is none; `cache` bounds sled's cache, in bytes.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::Damaged`] or [`StoreError::Disk`]. The log and its snapshots are as they
    /// were then, but for a snapshot that was never finished or fails its checksum while the log is sound.
    pub fn open(folder: &Path, cache: u64) -> Result<Self, StoreError> {
        opening::prepare(folder)?;
        Self::start(folder, cache)
    }

    /// Opens the store in `folder`.
    ///
    /// # Errors
    /// As [`SledStore::open`], and [`StoreError::Missing`] where there is none.
    pub fn open_existing(folder: &Path, cache: u64) -> Result<Self, StoreError> {
        if !opening::exists(folder)? {
            return Err(StoreError::Missing);
        }
        Self::start(folder, cache)
    }

    fn start(folder: &Path, cache: u64) -> Result<Self, StoreError> {
        let Opened { tree, log, watermark, segments, total } = opening::open(folder, cache)?;
        Ok(Self {
            folder: folder.to_owned(),
            tree: Some(tree),
            log,
            unsynced: AtomicU64::new(0),
            beside: Mutex::new(Beside { watermark, segments }),
            total,
            broken: AtomicBool::new(false),
            unsound: AtomicBool::new(false),
            panicked: AtomicBool::new(false),
        })
    }

    fn tree(&self) -> &sled::Db {
        self.tree.as_ref().expect("only drop takes the tree")
    }

    /// Waits for other writers, and does what the batch says if what it expects holds.
    fn take_turn(&self, batch: &Batch) -> Result<Committed, StoreError> {
        let mut total = self.total.lock();
        self.check()?;
        let prepared = self.guarded(|| {
            for expectation in batch.expectations() {
                let (table, key) = expectation.place();
                if !expectation.holds(self.tree().get(place(table, key))?.as_deref()) {
                    return Ok(None);
                }
            }
            for Vacancy { table, first, last } in batch.vacancies() {
                if first <= last
                    && let Some(row) = self.tree().range(place(*table, first)..=place(*table, last)).next()
                {
                    return row.map(|_| None).map_err(StoreError::from);
                }
            }
            total::prepare(self.tree(), batch, *total).map(Some)
        })?;
        let Some((writes, after)) = prepared else { return Ok(Committed::Refused) };
        if batch.is_empty() {
            return Ok(Committed::Applied);
        }
        let applied = self.guarded(|| Ok(self.tree().apply_batch(writes)?));
        match applied {
            Ok(()) => *total = after,
            // How much of it sled holds now is not known.
            Err(_) => self.broken.store(true, Ordering::Release),
        }
        applied.map(|()| Committed::Applied)
    }

    /// Refuses to write where what was written before may be lost.
    fn check(&self) -> Result<(), StoreError> {
        self.check_alive()?;
        if self.broken.load(Ordering::Acquire) {
            return Err(StoreError::Disk(io::Error::other("an earlier sync failed")));
        }
        Ok(())
    }

    /// Refuses to call into sled after it has panicked.
    fn check_alive(&self) -> Result<(), StoreError> {
        if self.panicked.load(Ordering::Acquire) { Err(unreadable()) } else { Ok(()) }
    }

    /// As [`guarded`]; after a panic nobody calls into sled any more, where they might wait for ever.
    fn guarded<T>(&self, call: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        let called = catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| {
            self.panicked.store(true, Ordering::Release);
            Err(unreadable())
        });
        match &called {
            Err(_) if self.panicked.load(Ordering::Acquire) => self.broken.store(true, Ordering::Release),
            Err(StoreError::Damaged(_)) => self.unsound.store(true, Ordering::Release),
            _ => {}
        }
        called
    }

    /// Removes what this store has written since somebody removed its files: a wipe, by another process.
    fn clear_if_removed(&self) {
        if !lock::is_removed(&self.log) || files::log_path(&self.folder).exists() {
            return;
        }
        // sled's threads may still write for a moment.
        let _ = lock::is_locked_after(&self.log, opening::CLOSE_MAX);
        let _ = files::remove_files(&self.folder);
    }
}

impl Store for SledStore {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.check_alive()?;
        self.guarded(|| Ok(self.tree().get(place(table, key))?.map(|value| value.to_vec())))
    }

    fn cursor(&self, table: Table, after: Option<&[u8]>) -> Box<dyn Cursor + '_> {
        let from = match after {
            Some(key) => Bound::Excluded(place(table, key)),
            None => Bound::Included(vec![table.tag]),
        };
        let to = match table.tag.checked_add(1) {
            Some(next) => Bound::Excluded(vec![next]),
            None => Bound::Unbounded,
        };
        Box::new(SledCursor { store: self, rows: self.tree().range::<Vec<u8>, _>((from, to)) })
    }

    fn commit(&self, batch: &Batch) -> Result<Committed, StoreError> {
        batch.check()?;
        self.check()?;
        let committed = self.take_turn(batch)?;
        if committed == Committed::Applied {
            let bytes = u64::try_from(batch.writes().iter().map(length).sum::<usize>() + TOTAL).unwrap_or(u64::MAX);
            if self.unsynced.fetch_add(bytes, Ordering::AcqRel).saturating_add(bytes) >= SYNC_EVERY {
                self.sync()?;
            }
        }
        Ok(committed)
    }

    fn sync(&self) -> Result<(), StoreError> {
        let mut beside = self.beside.lock().unwrap_or_else(PoisonError::into_inner);
        self.check()?;
        let written = self.unsynced.swap(0, Ordering::AcqRel);
        if written == 0 {
            return Ok(());
        }
        let synced = self.guarded(|| {
            beside.watermark.raise(self.tree())?;
            self.tree().flush()?;
            self.log.sync_data()?;
            beside.watermark.confirm(&self.log)?;
            if beside.segments.follow(&self.log, written).is_err() {
                // The rows are on the disk: it costs the next start a rehearsal, and nothing else.
                tracing::warn!("what lies where in the log could not be noted");
            }
            Ok(())
        });
        if synced.is_err() {
            self.broken.store(true, Ordering::Release);
        }
        synced
    }
}

/// Keeps sled's place in the tree: to find it again takes as long as to read a few rows.
struct SledCursor<'a> {
    store: &'a SledStore,
    rows: sled::Iter,
}

impl Cursor for SledCursor<'_> {
    fn next(&mut self, limit: usize) -> Result<Rows, StoreError> {
        self.store.check_alive()?;
        self.store.guarded(|| {
            // Behind the table's tag.
            let mut rows = Rows::with_room_for(limit, 1);
            for row in self.rows.by_ref().take(limit) {
                let (key, value) = row?;
                rows.push(key, value);
            }
            Ok(rows)
        })
    }
}

impl Drop for SledStore {
    fn drop(&mut self) {
        // Whoever needs to know that it worked has called it before.
        let _ = self.sync();
        let Some(tree) = self.tree.take() else { return };
        if self.panicked.load(Ordering::Acquire) {
            // To close it might take for ever. The process lets go of the files when it ends.
            std::mem::forget(tree);
            return;
        }
        let closed = opening::close(tree);
        let beside = self.beside.get_mut().unwrap_or_else(PoisonError::into_inner);
        let sound = !self.broken.load(Ordering::Acquire) && !self.unsound.load(Ordering::Acquire);
        if closed && sound && beside.segments.close(&self.log).is_ok() {
            opening::remember_clean_close(&self.folder);
        }
        self.clear_if_removed();
    }
}

fn place(table: Table, key: &[u8]) -> Vec<u8> {
    let mut place = Vec::with_capacity(1 + key.len());
    place.push(table.tag);
    place.extend_from_slice(key);
    place
}

/// About what a write adds to the log, in bytes.
fn length(write: &Write) -> usize {
    match write {
        Write::Put { key, value, .. } => 64 + key.len() + value.len(),
        Write::Remove { key, .. } => 64 + key.len(),
    }
}

/// Runs a call into sled, which panics on some kinds of damage.
fn guarded<T>(call: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| Err(unreadable()))
}

fn unreadable() -> StoreError {
    StoreError::Damaged("a part of its log can't be read".to_owned())
}

impl From<sled::Error> for StoreError {
    fn from(error: sled::Error) -> Self {
        match error {
            // sled has no kind of its own for this.
            sled::Error::Io(error) if error.to_string().starts_with("could not acquire lock") => Self::InUse,
            sled::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Self::Damaged("its log ends too early".to_owned())
            }
            sled::Error::Io(error) => Self::Disk(error),
            sled::Error::Unsupported(_) => Self::Damaged("its `conf` is not one of this version".to_owned()),
            sled::Error::Corruption { .. } | sled::Error::CollectionNotFound(_) | sled::Error::ReportableBug(_) => {
                unreadable()
            }
        }
    }
}

#[cfg(test)]
mod tests;
