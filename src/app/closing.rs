//! Closes a petition: decided and its key destroyed at once, what leads to people removed behind that, and the keys renewed
//! so that the disk's old bytes tell nothing either.

use std::sync::Arc;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::rotation::Rotations;
use super::run::blocking;
use super::setup::DISK;
use crate::audit::{Act, By};
use crate::bot::{InForce, Rooms};
use crate::control::ControlError;
use crate::pledge::{CloseError, Closed, Pledges};
use crate::vault::VaultError;

/// How closing is decided and carried through.
pub(super) struct Closings {
    rotations: Arc<Rotations>,
    wanted: Notify,
}

impl Closings {
    pub(super) fn new(rotations: Arc<Rotations>) -> Self {
        Self { rotations, wanted: Notify::new() }
    }

    /// Decides it and destroys the petition's key. Blocks until that is on the disk.
    ///
    /// # Errors
    /// [`CloseError`]: the petition is as it was.
    pub(super) fn close(&self, rooms: &Rooms, by: By, without_export: bool) -> Result<Closed, CloseError> {
        let now = (rooms.now)();
        let closed = rooms.pledges.close(&rooms.letters, without_export, rooms.today(), |writer| {
            rooms.audit.record(writer, by, Act::PetitionClosed, now)
        })?;
        self.wanted.notify_one();
        Ok(closed)
    }

    /// Removes what is left of every closed petition, of those that no campaign has any more as well, and begins to renew the
    /// keys where there was something. Blocks.
    ///
    /// # Errors
    /// Those of the vault: it goes on at the next start.
    pub(super) fn carry_through(&self, rooms: &Rooms) -> Result<(), VaultError> {
        let mut swept = false;
        let served: Vec<Pledges> = rooms.served.iter().map(|served| served.pledges.clone()).collect();
        let is_other = |pledges: &Pledges| served.iter().all(|served| served.petition() != pledges.petition());
        let others: Vec<Pledges> = Pledges::unswept(&rooms.vault)?.into_iter().filter(is_other).collect();
        for pledges in served.iter().chain(&others) {
            if pledges.sweep_closed(&rooms.letters)? {
                tracing::info!("a petition is closed: nothing leads from its count to a person any more");
                swept = true;
            }
        }
        if swept {
            self.rotations.begin(rooms, By::Klich)?;
        }
        Ok(())
    }
}

/// Carries closing through, at the start and whenever it was decided, until `stop`.
///
/// # Errors
/// Where rows can't be read or removed.
pub(super) async fn keep(
    closings: Arc<Closings>,
    in_force: InForce,
    stop: CancellationToken,
) -> Result<(), ControlError> {
    loop {
        let (carrying, of) = (Arc::clone(&closings), in_force.rooms());
        blocking(move || carrying.carry_through(&of).map_err(|error| ControlError::failed(error.to_string(), DISK)))
            .await?;
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = closings.wanted.notified() => {}
        }
    }
}
