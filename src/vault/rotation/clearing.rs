//! What lies in the old places once the copies are the rows is cleared away. Nobody reads it, and nobody can.

use std::ops::ControlFlow;
use std::sync::PoisonError;

use super::super::keyring::Keyring;
use super::super::stage::Stage;
use super::super::{Vault, VaultError, tables};
use super::{BATCH, LOOK, Rotating};
use crate::store::Batch;

impl Vault {
    /// Clears the half of each table that its rows have left, and ends the rotation; `false` where `look` broke it off.
    pub(super) fn clear(&self, look: &mut impl FnMut(Rotating) -> ControlFlow<()>) -> Result<bool, VaultError> {
        for (table, generation) in self.leaving() {
            let stored = tables::stored(table, generation);
            loop {
                let rows = self.store.scan(stored, None, LOOK)?;
                for some in rows.iter().collect::<Vec<_>>().chunks(BATCH) {
                    let mut batch = Batch::new();
                    for (key, _) in some {
                        batch.remove(stored, *key);
                    }
                    let _writer = self.writers.take_yielding();
                    // Nothing is expected, so nothing is refused.
                    let _ = self.store.commit(&batch)?;
                }
                if look(self.progress(0)).is_break() {
                    return Ok(false);
                }
                if rows.len() < LOOK {
                    break;
                }
            }
        }
        let _writer = self.writer();
        self.store.sync()?;
        let file = self.keyring_file.lock().unwrap_or_else(PoisonError::into_inner);
        if self.stage() == Stage::Clearing {
            self.replace_keys(&file, Keyring::come_to_rest)?;
        }
        Ok(true)
    }
}
