//! Rotation: new keys, every live row under them, the old keys destroyed.
//!
//! ```text
//! begin        new keys beside the old ones, in the keyring on the disk first
//! copy         rows to their new places, sorted by those, under a key of copies          [`copying`]
//! check        as many rows as were read to be copied, then a sync
//! change over  the keyring without the old keys, in the file and in memory: the copies are the rows now
//! clear        what lies in the old places, which nobody can read any more               [`clearing`]
//! ```
//!
//! It can be broken off at any point: the keyring says how far it has come, and whoever goes on makes the copies that are
//! missing, or clears what is left. Whoever reads or writes meanwhile does so as ever: what is written goes to its new place
//! at once, its old row and its copy with it in the same commit, and a scan does not see copies.
//!
//! Rows are sorted because their new places have nothing to do with their old ones: copied in the order of those, each
//! would cost the reading of a page of the store's tree.
//!
//! Where rows can't be copied, they are moved one by one ([`moving`]): those of an envelope that does not say whose they are,
//! those of a store in which an older klich has begun to, and those of which there are more, or fewer, than were read.
//!
//! # Security
//! What was removed or overwritten before the beginning can't be read any more after the change, by whatever copy of the store:
//! the keys that it lies under are gone from the keyring. A copy of the keyring from before still has them, wrapped by the
//! root key; so has a disk that keeps what is overwritten.

mod clearing;
mod copying;
mod moving;
mod sorting;
mod table;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};

use rand::rngs::OsRng;

use super::position::Position;
use super::stage::Stage;
use super::{Vault, VaultError, tables};
use crate::store::{Rows, Table};

/// How many rows are written in one commit: others wait no longer than for that.
const BATCH: usize = if cfg!(test) { 4 } else { 64 };

/// How many rows are read at once.
const LOOK: usize = 1024;

/// How far a rotation has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rotating {
    /// Rows that were copied, moved or encrypted anew, by this process.
    pub moved: u64,
    /// Those, and the ones of which it is known by now that they are still to come.
    pub total: u64,
    /// Whether the old keys are destroyed, so that only what nobody can read is still to be cleared away.
    pub destroyed: bool,
}

/// What a rotation came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    /// Rows that were copied, moved or encrypted anew, by this process.
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

impl Gauge {
    /// Counts from nothing.
    fn begin(&self) {
        self.moved.store(0, Ordering::Relaxed);
        self.total.store(0, Ordering::Relaxed);
    }
}

impl Vault {
    /// Draws new keys, on the disk first, unless a rotation is under way. The rest is done by [`Vault::go_on_rotating`].
    ///
    /// # Errors
    /// [`VaultError::Disk`]: the old keys stay the current ones.
    pub fn begin_rotation(&self) -> Result<(), VaultError> {
        let _writer = self.writer();
        let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
        if self.keys().keyring.is_rotating() {
            return Ok(());
        }
        self.replace_keys(&file, |keyring| keyring.renew(&mut OsRng))?;
        self.settle_erasures()
    }

    /// Tells whether a rotation has begun that has not ended.
    pub fn is_rotating(&self) -> bool {
        self.keys().keyring.is_rotating()
    }

    /// Tells how far a rotation has come; `None` where none is under way.
    pub fn rotating(&self) -> Option<Rotating> {
        self.is_rotating().then(|| self.progress(0))
    }

    /// Brings what lies under old keys under new ones and destroys those; `None` where none is under way, or `look` broke it
    /// off.
    ///
    /// Blocks for as long as it takes. One at a time: a second caller waits for the first.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`] for a row that no key of the keyring opens: the old keys stay. [`VaultError::Store`],
    /// [`VaultError::Disk`]. [`VaultError::Wiped`] where somebody destroyed the keys meanwhile.
    pub fn go_on_rotating(&self, look: impl FnMut(Rotating) -> ControlFlow<()>) -> Result<Option<Rotated>, VaultError> {
        let _alone = self.rotation.lock().unwrap_or_else(PoisonError::into_inner);
        let rotated = self.rotate(look);
        // Without keys no row can be read, and none seems to be under way.
        self.refuse_destroyed()?;
        rotated
    }

    fn rotate(&self, mut look: impl FnMut(Rotating) -> ControlFlow<()>) -> Result<Option<Rotated>, VaultError> {
        if !self.is_rotating() {
            return Ok(None);
        }
        self.gauge.begin();
        if self.copy_rows(&mut look)?.is_break() {
            return Ok(None);
        }
        let kept = match self.stage() {
            Stage::Clearing => self.clear(&mut look)?.then_some(0),
            Stage::Moving => self.move_all(&mut look)?,
            // The keys are gone: somebody wipes.
            Stage::Rest | Stage::Copying => None,
        };
        Ok(kept.map(|kept| Rotated { moved: self.gauge.moved.load(Ordering::Relaxed), kept }))
    }

    /// Counts the rows that this keyring opens, and those that it does not. Blocks for the scan.
    ///
    /// # Errors
    /// [`VaultError::Store`].
    pub fn count_readable(&self) -> Result<Readable, VaultError> {
        let mut readable = Readable::default();
        for (table, half) in tables::ALL.into_iter().flat_map(|table| [(table, 0), (table, 1)]) {
            self.each_page(table, half, |rows| {
                let keys = self.keys();
                for (bytes, envelope) in rows {
                    let opened = keys.open(table, &Position::new(half, bytes), envelope.to_vec()).is_ok();
                    *(if opened { &mut readable.opened } else { &mut readable.refused }) += 1;
                }
                ControlFlow::Continue(())
            })?;
        }
        Ok(readable)
    }

    /// Keeps the generations that are live from being destroyed for as long as the guard lives.
    pub fn hold_generations(&self) -> impl Drop + '_ {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn stage(&self) -> Stage {
        self.keys().keyring.stage
    }

    /// Counts rows that have come under new keys, and tells how far that is.
    fn progress(&self, more: u64) -> Rotating {
        let moved = self.gauge.moved.fetch_add(more, Ordering::Relaxed) + more;
        let total = self.gauge.total.fetch_max(moved, Ordering::Relaxed).max(moved);
        Rotating { moved, total, destroyed: self.stage() == Stage::Clearing }
    }

    /// Lists where rows may lie.
    fn stretches(&self) -> Vec<(Table, u32)> {
        let keys = self.keys();
        tables::ALL
            .into_iter()
            .flat_map(|table| keys.generations(table).map(move |generation| (table, generation)))
            .collect()
    }

    /// Lists the tables whose keys are blind, and the generation that their rows leave.
    fn leaving(&self) -> impl Iterator<Item = (Table, u32)> + use<> {
        let before = self.keys().keyring.generation.wrapping_sub(1);
        tables::ALL.into_iter().filter(|table| !tables::ORDERED.contains(table)).map(move |table| (table, before))
    }

    /// Reads all rows of a table's half in their order, until `each` breaks.
    fn each_page(
        &self,
        table: Table,
        generation: u32,
        mut each: impl FnMut(&Rows) -> ControlFlow<()>,
    ) -> Result<(), VaultError> {
        let mut after: Option<Vec<u8>> = None;
        loop {
            let rows = self.store.scan(tables::stored(table, generation), after.as_deref(), LOOK)?;
            let go_on = each(&rows).is_continue();
            match rows.last_key() {
                Some(last) if go_on && rows.len() == LOOK => after = Some(last.to_vec()),
                _ => return Ok(()),
            }
        }
    }
}
