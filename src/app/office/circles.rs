//! Circles: how many people are in each, and invitations into them. Never who.

use super::{RoomsOffice, vault_error};
use crate::audit;
use crate::campaign::Day;
use crate::control::ControlError;
use crate::control::reports::{Circles, Invited, Masked};

impl RoomsOffice {
    pub(super) fn circles(&self) -> Result<Circles, ControlError> {
        let rooms = &self.rooms;
        let counts = rooms.audience.counts().map_err(|error| vault_error(&error))?;
        let open = rooms.invitations.open(rooms.today()).map_err(|error| vault_error(&error))?;
        let mut circles = Circles::default();
        for circle in rooms.served.iter().flat_map(|served| served.campaign.circles()) {
            let (name, tag) = (circle.as_str().to_owned(), circle.tag());
            let members = counts.those(|profile| profile.circles.contains(&tag));
            circles.members.insert(name.clone(), Masked::group(members));
            circles.invitations.insert(name, open.get(&tag).copied().unwrap_or_default());
        }
        Ok(circles)
    }

    /// Makes invitations; they are on the disk when this returns.
    pub(super) fn invite(&self, circle: &str, count: u16, days: u16) -> Result<Invited, ControlError> {
        let rooms = &self.rooms;
        let mut all = rooms.served.iter().flat_map(|served| served.campaign.circles());
        let known = all.find(|known| known.as_str() == circle);
        let Some(known) = known else {
            return Err(ControlError::usage(
                "the campaign has no such circle",
                "name one of `circles` in campaign.toml, or add it there",
            ));
        };
        let until = Day(rooms.today().0.saturating_add(i32::from(days)));
        let codes = self.write(|rooms, writer, _| {
            let make = |_| rooms.invitations.make(writer, known.tag(), until);
            let codes = (0..count).map(make).collect::<Result<Vec<_>, _>>()?;
            Ok((codes, Some(audit::Act::CircleInvited)))
        })?;
        rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        let link = |payload: String| match rooms.username.get() {
            Some(bot) => format!("https://t.me/{bot}?start={payload}"),
            None => payload,
        };
        let links = codes.into_iter().map(|code| link(code.payload())).collect();
        Ok(Invited { circle: circle.to_owned(), until: until.iso(), links })
    }
}
