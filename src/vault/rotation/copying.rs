//! Rows are copied to the generation that is now, table by table ([`super::table`]). Copies do not count until
//! [`Keyring::change_over`]; from then on the rows do not.
//!
//! Until then the store holds a row of the generation before for each valid copy: whoever writes takes both away in one
//! commit. That is what makes it safe to skip copies, and to drop the rows.

use std::ops::ControlFlow;
use std::sync::PoisonError;

use rand::rngs::OsRng;

use super::super::keyring::Keyring;
use super::super::keys::KeyId;
use super::super::{Vault, VaultError, tables};
use super::table::CopyOfTable;
use super::{BATCH, LOOK, Rotating};
use crate::store::{Batch, Table};

/// What became of copying.
pub(super) enum Copied {
    /// There is a copy of every row.
    All,
    /// Some rows can't be copied.
    Impossible,
    /// The copies are void: a petition was closed meanwhile.
    Void,
    /// Somebody broke it off.
    BrokenOff,
}

/// Who looks on, and may break it off.
pub(super) type Look<'a> = &'a mut dyn FnMut(Rotating) -> ControlFlow<()>;

impl Vault {
    /// Copies every row and changes over, where that is the stage; breaks where `look` breaks it off. Where rows can't be
    /// copied, the stage is another afterwards.
    pub(super) fn copy_rows(&self, look: Look<'_>) -> Result<ControlFlow<()>, VaultError> {
        loop {
            let Some(copies) = self.keys().keyring.copies() else { return Ok(ControlFlow::Continue(())) };
            self.gauge.begin();
            match self.copy_all(copies, look)? {
                Copied::BrokenOff => return Ok(ControlFlow::Break(())),
                Copied::Void => {}
                Copied::All => self.leave_copying(copies, Keyring::change_over)?,
                Copied::Impossible => {
                    self.gauge.begin();
                    if self.move_instead(look)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
            }
        }
    }

    /// Takes all copies away, so that rows can be moved one by one. Breaks where `look` does.
    pub(super) fn move_instead(&self, look: Look<'_>) -> Result<ControlFlow<()>, VaultError> {
        {
            let _writer = self.writer();
            let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
            self.replace_keys(&file, |keyring| keyring.void_copies(&mut OsRng))?;
        }
        let Some(copies) = self.keys().keyring.copies() else { return Ok(ControlFlow::Continue(())) };
        if self.remove_void(look)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        self.leave_copying(copies, Keyring::move_instead)?;
        Ok(ControlFlow::Continue(()))
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

    fn copy_all(&self, copies: KeyId, mut look: Look<'_>) -> Result<Copied, VaultError> {
        if self.remove_void(look)?.is_break() {
            return Ok(Copied::BrokenOff);
        }
        for (table, before) in self.leaving() {
            match CopyOfTable::begin(self, table, before, copies)?.make(look)? {
                Copied::All => {}
                other => return Ok(other),
            }
        }
        Ok(match self.renew_ordered(&mut look)? {
            ControlFlow::Continue(()) => Copied::All,
            ControlFlow::Break(()) => Copied::BrokenOff,
        })
    }

    /// Takes away the copies that are void: nobody can read them. Breaks where `look` does.
    fn remove_void(&self, look: Look<'_>) -> Result<ControlFlow<()>, VaultError> {
        for (table, before) in self.leaving() {
            let stored = tables::stored(table, before.wrapping_add(1));
            let mut after: Option<Vec<u8>> = None;
            loop {
                let rows = self.store.scan(stored, after.as_deref(), LOOK)?;
                let void: Vec<_> = rows.iter().filter(|(_, envelope)| self.keys().is_void(stored, envelope)).collect();
                for some in void.chunks(BATCH) {
                    self.remove_if_void(stored, some)?;
                }
                if !void.is_empty() && look(self.progress(0)).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                match rows.last_key() {
                    Some(last) if rows.len() == LOOK => after = Some(last.to_vec()),
                    _ => break,
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn remove_if_void(&self, stored: Table, rows: &[(&[u8], &[u8])]) -> Result<(), VaultError> {
        let _writer = self.writers.take_yielding();
        let mut batch = Batch::new();
        for (key, _) in rows {
            // Somebody may have written there meanwhile.
            if self.store.get(stored, key)?.is_some_and(|envelope| self.keys().is_void(stored, &envelope)) {
                batch.remove(stored, *key);
            }
        }
        let _ = self.store.commit(&batch)?;
        Ok(())
    }
}
