//! What goes by itself, once a day: people who could not be reached for as long as was set, and pledges whose time is over.

use std::sync::Arc;

use jiff::Timestamp;

use crate::audit::{Act, By};
use crate::bot::Rooms;
use crate::control::reports::Retention;
use crate::vault::VaultError;

/// Counts what would go now, without touching it. Blocks for the scans.
pub(super) fn due(rooms: &Rooms) -> Result<Retention, VaultError> {
    let today = rooms.today();
    Ok(Retention { unreachable: rooms.audience.count_lost(today)?, pledges: rooms.pledges.count_over(today)? })
}

/// Lets go of it, puts that on the disk, and says how much it was. Blocks for the scans.
pub(super) fn keep(rooms: &Arc<Rooms>) -> Result<Retention, VaultError> {
    let today = rooms.today();
    rooms.letters.await_no_old_pictures(today)?;
    let gone = Retention {
        unreachable: rooms.audience.drop_lost(today)?,
        pledges: rooms.pledges.drop_over(&rooms.letters, today, |writer| {
            rooms.audience.count_erased(writer, |erased| erased.pledges += 1)
        })?,
    };
    if gone != Retention::default() {
        rooms.audit.note(By::Klich, Act::RetentionKept, Timestamp::now())?;
        rooms.vault.sync_blocking()?;
    }
    Ok(gone)
}
