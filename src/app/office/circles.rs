//! Circles: how many people are in each, and invitations into them. Never who.

use super::{RoomsOffice, vault_error};
use crate::audit;
use crate::campaign::{Campaign, CircleId, Day};
use crate::control::ControlError;
use crate::control::reports::{CircleDevices, Circles, Invited, Masked};

/// How many keys one answer holds: well below the longest line.
const DEVICES_PAGE: usize = 8_000;

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

    /// Gives keys of a circle's devices, without names, those behind `after`.
    pub(super) fn devices(&self, circle: &str, after: Option<&str>) -> Result<CircleDevices, ControlError> {
        let rooms = &self.rooms;
        let tag = self.circle(circle)?.tag();
        let trouble = |error| vault_error(&error);
        let given = rooms.audience.devices(tag).map_err(trouble)?.len() as u64;
        let counts = rooms.audience.counts().map_err(trouble)?;
        let members = counts.those(|profile| profile.circles.contains(&tag));
        let mut devices: Vec<String> = rooms
            .audience
            .device_list(tag)
            .map_err(trouble)?
            .iter()
            .map(|key| key.as_str().to_owned())
            .filter(|key| after.is_none_or(|after| key.as_str() > after))
            .collect();
        let more = devices.len() > DEVICES_PAGE;
        devices.truncate(DEVICES_PAGE);
        Ok(CircleDevices {
            circle: circle.to_owned(),
            campaign: rooms.campaign.id().as_str().to_owned(),
            devices,
            more,
            keyless: Masked::group(members.saturating_sub(given)),
        })
    }

    /// Finds a circle that calls can be sealed for: one of the first campaign.
    fn circle(&self, name: &str) -> Result<&CircleId, ControlError> {
        let circles = |campaign: &Campaign| campaign.circles().iter().any(|known| known.as_str() == name);
        let known = self.rooms.campaign.circles().iter().find(|known| known.as_str() == name);
        known.ok_or_else(|| match self.rooms.served.iter().any(|served| circles(&served.campaign)) {
            true => sealed_for_first(),
            false => no_such(),
        })
    }

    /// Makes invitations; they are on the disk when this returns.
    pub(super) fn invite(&self, circle: &str, count: u16, days: u16) -> Result<Invited, ControlError> {
        let rooms = &self.rooms;
        let mut all = rooms.served.iter().flat_map(|served| served.campaign.circles());
        let known = all.find(|known| known.as_str() == circle).ok_or_else(no_such)?;
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

fn no_such() -> ControlError {
    ControlError::usage("there is no such circle", "name one of `circles` in campaign.toml, or add it there")
}

/// Refuses to seal anything for the circle of a further campaign.
pub(super) fn sealed_for_first() -> ControlError {
    ControlError::failed(
        "calls are sealed for circles of the first campaign alone: the page that opens them knows the keys of no other",
        "send it unsealed with `klich alert send`, or serve that campaign by a bot of its own",
    )
}
