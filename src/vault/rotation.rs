//! Rotation: new keys, every live row moved under them, then the old keys destroyed.
//!
//! ```text
//! begin   new keys beside the old ones, in the keyring on the disk first
//! move    rows by small batches, each in one commit: put at home, removed where it lay
//! check   a pass over all rows that finds none under an old key
//! end     sync, then the keyring without the old keys, in the file and in memory
//! ```
//!
//! It can be broken off at any point: the keyring says that one is under way, and whoever goes on begins at the first row
//! that lies under an old key. Whoever reads or writes meanwhile does so as ever.
//!
//! # Security
//! What was removed or overwritten before the beginning can't be read any more after the end, by whatever copy of the store:
//! the keys that it lies under are gone from the keyring. A copy of the keyring from before still has them, wrapped by the
//! root key; so has a disk that keeps what is overwritten.

use std::ops::ControlFlow;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};

use rand::rngs::OsRng;

use super::open_keys::Places;
use super::position::Position;
use super::{Vault, VaultError, envelope, tables};
use crate::store::{Batch, Committed, Table};

/// How many rows are moved in one commit: others wait no longer than for that.
const BATCH: usize = 64;

/// How many rows are looked at at once where nothing is to be moved.
const LOOK: usize = 1024;

/// How far a rotation has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rotating {
    /// Rows that were moved or encrypted anew, by this process.
    pub moved: u64,
    /// Those, and the ones that were still to be moved when it began or went on.
    pub total: u64,
}

/// What a rotation came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    /// Rows that were moved or encrypted anew, by this process.
    pub moved: u64,
    /// Rows whose envelopes of an old version do not say whose they are: encrypted anew, but under their old row keys, for
    /// which the old index key stays until they are written again.
    pub kept: u64,
}

/// How many rows a keyring opens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Readable {
    /// Rows that it opens, each in its place.
    pub opened: u64,
    /// Rows that it does not open.
    pub refused: u64,
}

/// Counts a rotation for those who look on.
#[derive(Default)]
pub(super) struct Gauge {
    moved: AtomicU64,
    total: AtomicU64,
}

/// What became of a stretch of rows.
struct Stretch {
    /// The last row that was looked at; none where there was none.
    last: Option<Vec<u8>>,
    moved: u64,
    kept: u64,
}

impl Vault {
    /// Draws new keys, on the disk first, unless a rotation is under way. Rows are moved by [`Vault::go_on_rotating`].
    ///
    /// # Errors
    /// [`VaultError::Disk`]: the old keys stay the current ones.
    pub fn begin_rotation(&self) -> Result<(), VaultError> {
        let _writer = self.writer();
        let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
        if self.keys().keyring.rotating {
            return Ok(());
        }
        self.replace_keys(&file, |keyring| keyring.renew(&mut OsRng))?;
        self.settle_erasures()
    }

    /// Tells whether a rotation has begun that has not ended.
    pub fn is_rotating(&self) -> bool {
        self.keys().keyring.rotating
    }

    /// Tells how far a rotation has come; `None` where none is under way.
    pub fn rotating(&self) -> Option<Rotating> {
        self.is_rotating().then(|| Rotating {
            moved: self.gauge.moved.load(Ordering::Relaxed),
            total: self.gauge.total.load(Ordering::Relaxed),
        })
    }

    /// Moves what lies under old keys and then destroys those; `None` where none is under way, or `look` broke it off.
    ///
    /// Blocks for as long as it takes. One at a time: a second caller waits for the first.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`] for a row that no key of the keyring opens: the old keys stay. [`VaultError::Store`],
    /// [`VaultError::Disk`].
    pub fn go_on_rotating(
        &self,
        mut look: impl FnMut(Rotating) -> ControlFlow<()>,
    ) -> Result<Option<Rotated>, VaultError> {
        let _alone = self.rotation.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.is_rotating() {
            return Ok(None);
        }
        self.gauge.moved.store(0, Ordering::Relaxed);
        self.gauge.total.store(self.count_old()?, Ordering::Relaxed);
        loop {
            // The second pass finds nothing, and so is the check.
            let Some(Stretch { moved, kept, .. }) = self.pass(&mut look)? else { return Ok(None) };
            if moved == 0 {
                self.end_rotation(kept == 0)?;
                return Ok(Some(Rotated { moved: self.gauge.moved.load(Ordering::Relaxed), kept }));
            }
        }
    }

    /// Counts the rows that this keyring opens, and those that it does not. Blocks for the scan.
    ///
    /// # Errors
    /// [`VaultError::Store`].
    pub fn count_readable(&self) -> Result<Readable, VaultError> {
        let mut readable = Readable::default();
        for (table, half) in tables::ALL.into_iter().flat_map(|table| [(table, 0), (table, 1)]) {
            let mut after: Option<Vec<u8>> = None;
            loop {
                let rows = self.store.scan(tables::stored(table, half), after.as_deref(), LOOK)?;
                let Some(last) = rows.last_key() else { break };
                after = Some(last.to_vec());
                let keys = self.keys();
                for (bytes, envelope) in &rows {
                    let opened = keys.open(table, &Position::new(half, bytes.to_vec()), envelope.to_vec()).is_ok();
                    *(if opened { &mut readable.opened } else { &mut readable.refused }) += 1;
                }
            }
        }
        Ok(readable)
    }

    /// Keeps the generations that are live from being destroyed for as long as the guard lives.
    pub fn hold_generations(&self) -> impl Drop + '_ {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn end_rotation(&self, index: bool) -> Result<(), VaultError> {
        let _held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let _writer = self.writer();
        // Before the old keys go, what lies under the new ones must be on the disk.
        self.store.sync()?;
        let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
        self.replace_keys(&file, |keyring| keyring.retire(index))
    }

    /// Goes over all rows once.
    fn pass(&self, look: &mut impl FnMut(Rotating) -> ControlFlow<()>) -> Result<Option<Stretch>, VaultError> {
        let mut whole = Stretch { last: None, moved: 0, kept: 0 };
        for (table, generation) in self.stretches() {
            let mut after = None;
            loop {
                let stretch = self.move_rows(table, generation, after.as_deref())?;
                whole.moved += stretch.moved;
                whole.kept += stretch.kept;
                let moved = self.gauge.moved.fetch_add(stretch.moved, Ordering::Relaxed) + stretch.moved;
                let total = self.gauge.total.fetch_max(moved, Ordering::Relaxed).max(moved);
                if look(Rotating { moved, total }).is_break() {
                    return Ok(None);
                }
                match stretch.last {
                    Some(last) => after = Some(last),
                    None => break,
                }
            }
        }
        Ok(Some(whole))
    }

    fn count_old(&self) -> Result<u64, VaultError> {
        let mut count = 0;
        for (table, generation) in self.stretches() {
            let mut after: Option<Vec<u8>> = None;
            loop {
                let rows = self.store.scan(tables::stored(table, generation), after.as_deref(), LOOK)?;
                let keys = self.keys();
                count += rows.iter().filter(|(_, envelope)| keys.is_old(table, generation, envelope)).count() as u64;
                match rows.last_key() {
                    Some(last) => after = Some(last.to_vec()),
                    None => break,
                }
            }
        }
        Ok(count)
    }

    /// Lists where rows may lie.
    fn stretches(&self) -> Vec<(Table, u32)> {
        let keys = self.keys();
        tables::ALL
            .into_iter()
            .flat_map(|table| keys.generations(table).map(move |generation| (table, generation)))
            .collect()
    }

    /// Moves the rows of a stretch behind `after`, a page of them.
    fn move_rows(&self, table: Table, generation: u32, after: Option<&[u8]>) -> Result<Stretch, VaultError> {
        let rows = self.store.scan(tables::stored(table, generation), after, LOOK)?;
        let mut stretch = Stretch { last: rows.last_key().map(<[u8]>::to_vec), moved: 0, kept: 0 };
        let old: Vec<(&[u8], &[u8])> = {
            let keys = self.keys();
            rows.iter().filter(|(_, envelope)| keys.is_old(table, generation, envelope)).collect()
        };
        for rows in old.chunks(BATCH) {
            let (moved, kept) = self.move_batch(table, generation, rows)?;
            stretch.moved += moved;
            stretch.kept += kept;
        }
        Ok(stretch)
    }

    /// Moves these rows in one commit; says how many, and how many can't be moved.
    pub(super) fn move_batch(
        &self,
        table: Table,
        generation: u32,
        rows: &[(&[u8], &[u8])],
    ) -> Result<(u64, u64), VaultError> {
        let (mut batch, mut in_hand, mut kept) = (Batch::new(), Vec::with_capacity(rows.len()), 0);
        {
            let keys = self.keys();
            for (bytes, envelope) in rows {
                let at = Position::new(generation, bytes.to_vec());
                let opened = keys.open(table, &at, envelope.to_vec())?;
                let key = keys.key_of(table, &at, &opened)?;
                let Places { home, .. } = keys.places(table, &key)?;
                if home == at && envelope::key_id(envelope)? == keys.keyring.current {
                    kept += 1;
                    continue;
                }
                let moved = keys.seal_anew(table, &key, &home, opened)?;
                change(&mut batch, table, (&at, envelope.to_vec()), (&home, moved));
                in_hand.push(at);
            }
        }
        if in_hand.is_empty() {
            return Ok((0, kept));
        }
        let committed = {
            let _writer = self.writer();
            self.store.commit(&batch)?
        };
        if committed == Committed::Refused {
            // Somebody changed one of them meanwhile.
            for at in &in_hand {
                self.move_row(table, at)?;
            }
        }
        Ok((in_hand.len() as u64, kept))
    }

    /// Moves one row, if it is still there.
    fn move_row(&self, table: Table, at: &Position) -> Result<(), VaultError> {
        let _writer = self.writer();
        let keys = self.keys();
        let Some(envelope) = self.envelope(table, at)? else { return Ok(()) };
        if !keys.is_old(table, at.generation(), &envelope) {
            return Ok(());
        }
        let opened = keys.open(table, at, envelope.clone())?;
        let key = keys.key_of(table, at, &opened)?;
        let Places { home, .. } = keys.places(table, &key)?;
        let mut batch = Batch::new();
        if home != *at && self.envelope(table, &home)?.is_some() {
            // What is at home is never older.
            batch.remove(tables::stored(table, at.generation()), at.bytes());
        } else {
            let moved = keys.seal_anew(table, &key, &home, opened)?;
            change(&mut batch, table, (at, envelope), (&home, moved));
        }
        match self.store.commit(&batch)? {
            Committed::Applied => Ok(()),
            Committed::Refused => Err(VaultError::Contended),
        }
    }
}

/// Puts a row at home and takes it away where it lay, unless it was changed.
fn change(batch: &mut Batch, table: Table, (at, old): (&Position, Vec<u8>), (home, new): (&Position, Vec<u8>)) {
    let stored = tables::stored(table, at.generation());
    batch.expect_holds(stored, at.bytes(), old);
    if home != at {
        batch.expect_absent(tables::stored(table, home.generation()), home.bytes());
        batch.remove(stored, at.bytes());
    }
    batch.put(tables::stored(table, home.generation()), home.bytes(), new);
}
