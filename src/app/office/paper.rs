//! Signatures on paper: entered, listed, taken back. They are for the first campaign's petition.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{RoomsOffice, vault_error};
use crate::audit::{Act, By};
use crate::campaign::Day;
use crate::control::ControlError;
use crate::control::reports::{PaperBatch, PaperList};
use crate::pledge::{Batch, PaperError};
use crate::vault::Writer;

impl RoomsOffice {
    pub(super) fn paper(&self) -> Result<PaperList, ControlError> {
        let paper = self.rooms.pledges.paper();
        let batches = paper.list().map_err(|error| vault_error(&error))?;
        let total = paper.total().map_err(|error| vault_error(&error))?;
        Ok(PaperList { total, batches: batches.into_iter().map(shown).collect() })
    }

    /// Enters a batch, of today where no day is given; it is on the disk when this returns.
    pub(super) fn add_paper(&self, place: &str, count: u32, date: Option<&str>) -> Result<PaperBatch, ControlError> {
        let today = self.rooms.today();
        let day = match date.map(str::parse::<Date>) {
            None => today,
            Some(Ok(date)) => Day::from_date(date),
            Some(Err(_)) => return Err(ControlError::usage("this is no day", "write it as 2026-11-16")),
        };
        self.paper_write(Act::PaperAdded, |writer| self.rooms.pledges.paper().add(writer, place, count, day, today))
    }

    /// Takes a batch back.
    pub(super) fn undo_paper(&self, number: u32) -> Result<PaperBatch, ControlError> {
        self.paper_write(Act::PaperUndone, |writer| self.rooms.pledges.paper().undo(writer, number))
    }

    fn paper_write(
        &self,
        act: Act,
        mut write: impl FnMut(&mut Writer<'_>) -> Result<Batch, PaperError>,
    ) -> Result<PaperBatch, ControlError> {
        let written = self.rooms.vault.write(|writer| {
            if self.rooms.pledges.is_closed_in(writer)? {
                return Err(PaperError::Closed);
            }
            let batch = write(writer)?;
            self.rooms.audit.record(writer, By::CommandLine, act, Timestamp::now())?;
            Ok(batch)
        });
        let batch = written.map_err(|error: PaperError| match error {
            PaperError::Vault(error) => vault_error(&error),
            PaperError::Unknown | PaperError::Undone => {
                ControlError::failed(error.to_string(), "see `klich pledges paper list`")
            }
            PaperError::Closed => {
                ControlError::failed(error.to_string(), "say in your own words what came in afterwards")
            }
            PaperError::TooMany => ControlError::failed(error.to_string(), "enter several places as one batch"),
            PaperError::Place | PaperError::Count | PaperError::Day => {
                ControlError::usage(error.to_string(), "correct it; nothing was entered")
            }
        })?;
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        Ok(shown(batch))
    }
}

fn shown(batch: Batch) -> PaperBatch {
    let Batch { number, place, count, day, undone } = batch;
    PaperBatch { number, place, count, date: day.iso(), undone }
}
