//! Pledges that are brought in from another list: sealed by the command line, taken here. They are for the first campaign's
//! petition.

use jiff::Timestamp;

use super::letters::parse;
use super::{RoomsOffice, vault_error};
use crate::audit::{Act, By};
use crate::campaign::Kind;
use crate::control::reports::{ImportDropped, ImportKnown, ImportTaken};
use crate::control::{ControlError, ImportedPledge};
use crate::pledge::Mark;
use crate::seal::SealedFile;
use crate::vault::VaultError;

impl RoomsOffice {
    /// Tells of each mark whether its person was brought in before.
    pub(super) fn import_known(&self, marks: &[String]) -> Result<ImportKnown, ControlError> {
        self.refuse_closed()?;
        let knows = |mark: &String| self.rooms.pledges.imports().knows(&mark_of(mark)?).map_err(|e| vault_error(&e));
        Ok(ImportKnown { known: marks.iter().map(knows).collect::<Result<_, _>>()? })
    }

    /// Takes sealed pledges, all or none of them; they are on the disk when this returns. `first` is said of the first of a
    /// file, for the log.
    pub(super) fn import(&self, pledges: &[ImportedPledge], first: bool) -> Result<ImportTaken, ControlError> {
        self.refuse_closed()?;
        let read = pledges.iter().map(|pledge| {
            let kinds = pledge.kinds.iter().map(|code| Kind::from_code(code)).collect::<Option<Vec<_>>>();
            let sealed = SealedFile::read(pledge.sealed.as_bytes()).ok().filter(|sealed| sealed.recipients() > 0);
            match (kinds, sealed) {
                (Some(kinds), Some(sealed)) => Ok((mark_of(&pledge.mark)?, kinds, sealed)),
                _ => Err(other_version()),
            }
        });
        let read = read.collect::<Result<Vec<_>, ControlError>>()?;
        let rooms = &self.rooms;
        let taken = rooms.vault.write(|writer| {
            if first {
                rooms.audit.record(writer, By::CommandLine, Act::PledgesImported, Timestamp::now())?;
            }
            let imports = rooms.pledges.imports();
            let take = read.iter().map(|(mark, kinds, sealed)| imports.take(writer, mark, kinds, sealed));
            take.collect::<Result<Vec<bool>, VaultError>>()
        });
        let taken = taken.and_then(|taken| rooms.vault.sync_blocking().map(|()| taken));
        Ok(ImportTaken { taken: taken.map_err(|error| vault_error(&error))? })
    }

    /// Lets go of one that was brought in.
    pub(super) fn drop_imported(&self, id: &str) -> Result<ImportDropped, ControlError> {
        let (rooms, letter) = (&self.rooms, parse(id)?);
        let dropped = rooms.vault.write(|writer| {
            let mut dropped = false;
            for served in rooms.served.iter() {
                dropped |= served.pledges.imports().drop_one(writer, letter)?;
            }
            if dropped {
                rooms.audit.record(writer, By::CommandLine, Act::ImportedDropped, Timestamp::now())?;
            }
            Ok(dropped)
        });
        let dropped = dropped.and_then(|dropped| rooms.vault.sync_blocking().map(|()| dropped));
        Ok(ImportDropped { id: id.to_owned(), dropped: dropped.map_err(|error: VaultError| vault_error(&error))? })
    }

    fn refuse_closed(&self) -> Result<(), ControlError> {
        match self.rooms.pledges.closed().map_err(|error| vault_error(&error))? {
            Some(_) => Err(ControlError::failed("the petition is closed", "give another petition an id of its own")),
            None => Ok(()),
        }
    }
}

fn mark_of(mark: &str) -> Result<Mark, ControlError> {
    mark.parse().map_err(|()| other_version())
}

fn other_version() -> ControlError {
    let next = "run the same version on both ends: after an upgrade, restart the bot";
    ControlError::usage("this is no pledge that can be brought in", next)
}
