//! Whether a store and a keyring are of one time.
//!
//! Rows of two generations never lie among each other, so with a keyring of before a rotation a store looks empty, and the
//! bot would begin anew beside everything that is kept. Each row says in clear under which data key it lies: that is looked
//! at before anything else.

use super::envelope;
use super::keyring::Keyring;
use super::{VaultError, tables};
use crate::store::Store;

/// Refuses a keyring that is not the one with which the store was written last. Reads a row of each table.
///
/// # Errors
/// [`VaultError::OtherKeyring`] where a row lies under a later data key than the keyring knows, where all that were looked
/// at lie under keys that it does not hold, or where what it takes for copies has no rows left that it would be copies of.
pub(super) fn check(store: &dyn Store, keyring: &Keyring) -> Result<(), VaultError> {
    let (mut known, mut unknown) = (false, false);
    let last = keyring.data_keys.keys().next_back();
    let before = keyring.generation.wrapping_sub(1);
    let dead = keyring.dead_half();
    for table in tables::all_stored() {
        let rows = store.scan(table, None, 1)?;
        let Some((_, row)) = rows.iter().next() else { continue };
        // What is no envelope is damage, and is told where it is read.
        let Ok(id) = envelope::key_id(row) else { continue };
        let is_left_over =
            || store.scan(tables::stored(tables::unstored(table).0, before), None, 1).map(|rows| rows.is_empty());
        if last.is_none_or(|last| id > *last) || (keyring.copies() == Some(id) && is_left_over()?) {
            return Err(VaultError::OtherKeyring);
        }
        match keyring.data_keys.contains_key(&id) {
            _ if dead.contains(&table.tag) => {}
            true => known = true,
            // A row that no rotation could move keeps its key's number for ever.
            false => unknown = true,
        }
    }
    if unknown && !known { Err(VaultError::OtherKeyring) } else { Ok(()) }
}
