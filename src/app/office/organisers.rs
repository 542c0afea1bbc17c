//! Organisers from the command line: how their accounts stand, and what lifts a suspension where the desk can't.

use jiff::Timestamp;

use super::{RoomsOffice, vault_error};
use crate::audit::{Act, By, Number};
use crate::campaign::Day;
use crate::control::ControlError;
use crate::control::reports::{AccountState, Organiser, Organisers};
use crate::vault::VaultError;

impl RoomsOffice {
    pub(super) fn organisers(&self) -> Result<Organisers, ControlError> {
        self.list_organisers().map_err(|error| vault_error(&error))
    }

    /// Lifts whatever suspends an account.
    pub(super) fn lift(&self, number: u32) -> Result<Organisers, ControlError> {
        let (rooms, next) = (&self.rooms, "see `klich organisers list`");
        self.enrol().map_err(|error| vault_error(&error))?;
        let user = rooms.audit.account(Number(number)).map_err(|error| vault_error(&error))?;
        let Some(user) = user.filter(|user| rooms.is_organiser(*user)) else {
            return Err(ControlError::usage(format!("there is no organiser {number}"), next));
        };
        let today = rooms.today();
        let lifted = rooms.vault.write(|writer| {
            let lifted = rooms.organisers.lift(writer, user, today)?;
            if lifted {
                rooms.audit.record(writer, By::CommandLine, Act::Lifted(Number(number)), Timestamp::now())?;
            }
            Ok::<_, VaultError>(lifted)
        });
        if !lifted.map_err(|error| vault_error(&error))? {
            return Err(ControlError::failed(format!("the account of organiser {number} is not suspended"), next));
        }
        rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        self.organisers()
    }

    fn list_organisers(&self) -> Result<Organisers, VaultError> {
        let (ours, today) = (&self.rooms.organisers, self.rooms.today());
        self.enrol()?;
        let mut organisers = Vec::new();
        for user in ours.roster().everyone() {
            let state = AccountState::from(ours.standing(user, today)?);
            organisers.push(Organiser {
                number: self.rooms.audit.number(user)?.unwrap_or_default(),
                roles: ours.roster().roles(user).list().map(|role| role.word().to_owned()).collect(),
                state,
                last_seen: ours.last_seen(user)?.map(Day::iso),
                confirmed: if state == AccountState::Active { None } else { Some(ours.vouched(user, today)?) },
            });
        }
        organisers.sort_by_key(|organiser| organiser.number);
        Ok(Organisers { approvals_required: ours.roster().approvals_required(), organisers })
    }

    /// Gives numbers to organisers who have none yet.
    fn enrol(&self) -> Result<(), VaultError> {
        self.rooms.organisers.enrol(self.rooms.today())?;
        self.rooms.audit.enrol(self.rooms.organisers.roster().everyone())
    }
}
