//! Circles: how many people are in each, and invitations into them. Never who.

use super::{RoomsOffice, vault_error};
use crate::audit;
use crate::campaign::{CircleId, Day};
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
        for circle in rooms.campaign.circles() {
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

    fn circle(&self, name: &str) -> Result<&CircleId, ControlError> {
        let known = self.rooms.campaign.circles().iter().find(|known| known.as_str() == name);
        known.ok_or_else(|| {
            ControlError::usage(
                "the campaign has no such circle",
                "name one of `circles` in campaign.toml, or add it there",
            )
        })
    }

    /// Makes invitations; they are on the disk when this returns.
    pub(super) fn invite(&self, circle: &str, count: u16, days: u16) -> Result<Invited, ControlError> {
        let rooms = &self.rooms;
        let known = self.circle(circle)?;
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
