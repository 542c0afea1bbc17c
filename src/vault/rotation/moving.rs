//! Rows are moved one by one, each in one commit: put at home, removed where it lay. Or encrypted anew where they lie, as all
//! rows of tables are whose keys are numbers in clear.
//!
//! A pass over all rows that finds none under an old key is the last one.

use std::ops::ControlFlow;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::super::open_keys::Places;
use super::super::position::Position;
use super::super::{Vault, VaultError, envelope, tables};
use super::{BATCH, LOOK, Rotating};
use crate::store::{Batch, Committed, Table};

/// What became of a stretch of rows.
struct Stretch {
    /// The last row that was looked at; none where there was none.
    last: Option<Vec<u8>>,
    moved: u64,
    kept: u64,
}

impl Vault {
    /// Moves all rows that lie under old keys, and destroys those; gives how many could not be moved, or `None` where `look`
    /// broke it off.
    pub(super) fn move_all(
        &self,
        look: &mut impl FnMut(Rotating) -> ControlFlow<()>,
    ) -> Result<Option<u64>, VaultError> {
        self.gauge.total.fetch_add(self.count_old()?, Ordering::Relaxed);
        loop {
            // The second pass finds nothing, and so is the check.
            let Some(Stretch { moved, kept, .. }) = self.pass(&self.stretches(), look)? else { return Ok(None) };
            if moved == 0 {
                self.end_rotation(kept == 0)?;
                return Ok(Some(kept));
            }
        }
    }

    /// Encrypts anew what lies in tables whose keys are numbers in clear.
    pub(super) fn renew_ordered(
        &self,
        look: &mut impl FnMut(Rotating) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, VaultError> {
        let ordered = tables::ORDERED.map(|table| (table, 0));
        loop {
            match self.pass(&ordered, look)? {
                None => return Ok(ControlFlow::Break(())),
                Some(Stretch { moved: 0, .. }) => return Ok(ControlFlow::Continue(())),
                Some(_) => {}
            }
        }
    }

    /// Counts the rows that lie under old keys.
    fn count_old(&self) -> Result<u64, VaultError> {
        let mut count = 0;
        for (table, generation) in self.stretches() {
            self.each_page(table, generation, |rows| {
                let keys = self.keys();
                count += rows.iter().filter(|(_, envelope)| keys.is_old(table, generation, envelope)).count() as u64;
                ControlFlow::Continue(())
            })?;
        }
        Ok(count)
    }

    fn end_rotation(&self, index: bool) -> Result<(), VaultError> {
        let _held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let _writer = self.writer();
        // Before the old keys go, what lies under the new ones must be on the disk.
        self.store.sync()?;
        let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
        self.replace_keys(&file, |keyring| keyring.retire(index))
    }

    /// Goes over these rows once; `None` where `look` broke it off.
    fn pass(
        &self,
        stretches: &[(Table, u32)],
        look: &mut impl FnMut(Rotating) -> ControlFlow<()>,
    ) -> Result<Option<Stretch>, VaultError> {
        let mut whole = Stretch { last: None, moved: 0, kept: 0 };
        for &(table, generation) in stretches {
            let mut after = None;
            loop {
                let stretch = self.move_rows(table, generation, after.as_deref())?;
                whole.moved += stretch.moved;
                whole.kept += stretch.kept;
                if look(self.progress(stretch.moved)).is_break() {
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
    pub(in crate::vault) fn move_batch(
        &self,
        table: Table,
        generation: u32,
        rows: &[(&[u8], &[u8])],
    ) -> Result<(u64, u64), VaultError> {
        let (mut batch, mut in_hand, mut kept) = (Batch::new(), Vec::with_capacity(rows.len()), 0);
        {
            let keys = self.keys();
            for (bytes, envelope) in rows {
                let at = Position::new(generation, bytes);
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
            let _writer = self.writers.take_yielding();
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
