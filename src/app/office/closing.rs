//! Closing the petition: how it stands before, and doing it.

use super::{RoomsOffice, vault_error};
use crate::audit::By;
use crate::control::ControlError;
use crate::control::reports::{ClosedPetition, Closing};
use crate::pledge::{CloseError, Closed, Exported};

impl RoomsOffice {
    /// Tells how the petition of a campaign stands, of the first where none is named. Blocks for a scan of the letters.
    pub(super) fn closing(&self, campaign: Option<&str>) -> Result<Closing, ControlError> {
        let rooms = self.whose(campaign)?;
        let (pledges, letters) = (&rooms.pledges, &rooms.letters);
        let failed = |error| vault_error(&error);
        Ok(Closing {
            petition: rooms.campaign.petition().id.as_str().to_owned(),
            total: pledges.standing().map_err(failed)?,
            sealed: letters.all_ids().map_err(failed)?.len() as u64,
            exported: pledges.is_exported(letters).map_err(failed)?,
            closed: pledges.closed().map_err(failed)?.map(|closed| closed.day.iso()),
        })
    }

    /// Closes it. Where no bot runs that would carry it through, does all of it.
    pub(super) fn close(&self, without_export: bool, campaign: Option<&str>) -> Result<ClosedPetition, ControlError> {
        let rooms = self.whose(campaign)?;
        let failed = |error| vault_error(&error);
        let before = rooms.pledges.closed().map_err(failed)?.is_some();
        let closed = self.closings.close(&rooms, By::CommandLine, without_export).map_err(|error| match error {
            CloseError::NotExported => ControlError::failed(
                "there are sealed pledges or messages that were not exported, or some came or went since",
                "run `klich pledges export DIR`, then close; or let them go unread with --without-export",
            ),
            CloseError::Vault(error) => vault_error(&error),
        })?;
        if self.since.is_none() {
            self.closings.carry_through(&self.rooms).map_err(failed)?;
            self.rotations.carry_through(|| false).map_err(failed)?;
        }
        let Closed { day, total, .. } = closed;
        let swept = rooms.pledges.closed().map_err(failed)?.is_some_and(|closed| closed.swept);
        let swept = swept && !self.rotations.report().rotating;
        let petition = rooms.campaign.petition().id.as_str().to_owned();
        Ok(ClosedPetition { petition, day: day.iso(), total, before, swept })
    }

    /// Keeps that these letters were taken out, all that there were, of every campaign.
    pub(super) fn exported(&self, letters: &str) -> Result<Closing, ControlError> {
        let letters: Exported = letters.parse().map_err(|()| {
            let next = "run the same version on both ends: after an upgrade, restart the bot";
            ControlError::usage("this names no letters", next)
        })?;
        let noted = self.rooms.served.iter().try_for_each(|served| served.pledges.note_export(letters));
        noted.and_then(|()| self.rooms.vault.sync_blocking()).map_err(|error| vault_error(&error))?;
        self.closing(None)
    }
}
