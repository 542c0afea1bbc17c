//! Sealed alerts from the command line: payload and headers are taken piece by piece, and go out with the last.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::alerts::{alert_error, read_signatures};
use super::circles::sealed_for_first;
use super::{RoomsOffice, vault_error};
use crate::alert::AlertId;
use crate::audience::Profile;
use crate::audit;
use crate::control::ControlError;
use crate::control::reports::{Masked, SealedBegun, SealedFor, SealedSent};
use crate::seal::{DEVICES_MAX, DeviceTag, Header, Manifest, PAYLOAD_MAX};

impl RoomsOffice {
    /// Begins to take a sealed alert. For the first campaign alone: the page knows the keys of no other.
    pub(super) fn begin_sealed(
        &self,
        manifest: &str,
        signatures: &[String],
        payload: &str,
    ) -> Result<SealedBegun, ControlError> {
        let manifest = Manifest::parse(manifest).map_err(|_| damaged())?;
        if manifest.campaign != self.rooms.campaign.id().as_str() && self.rooms.named(&manifest.campaign).is_some() {
            return Err(sealed_for_first());
        }
        let signatures = read_signatures(signatures)?;
        let payload = STANDARD.decode(payload).ok().filter(|bytes| bytes.len() <= PAYLOAD_MAX).ok_or_else(damaged)?;
        let begun = self.rooms.alerts.begin_sealed(&manifest, &signatures, &payload, Timestamp::now());
        Ok(SealedBegun { id: begun.map_err(alert_error)?.to_string() })
    }

    /// Takes headers of one that was begun.
    pub(super) fn add_headers(&self, id: AlertId, headers: &[String]) -> Result<SealedBegun, ControlError> {
        let read = |text: &String| {
            let bytes = STANDARD.decode(text).ok()?;
            let (tag, header) = bytes.split_first_chunk::<16>()?;
            Some((DeviceTag::from_bytes(*tag), Header::read(header)?))
        };
        let headers: Vec<_> = headers.iter().map(read).collect::<Option<_>>().ok_or_else(damaged)?;
        self.rooms.alerts.add_headers(id, &headers).map_err(alert_error)?;
        Ok(SealedBegun { id: id.to_string() })
    }

    /// Lets it go out. Counts first whom it reaches: the bot knows whose each key is, and nobody else.
    pub(super) fn send_sealed(&self, id: AlertId) -> Result<SealedSent, ControlError> {
        let rooms = &self.rooms;
        let trouble = |error| vault_error(&error);
        let unknown = || alert_error(crate::alert::AlertError::Unknown);
        let sealed = rooms.alerts.sealed(id).map_err(trouble)?.ok_or_else(unknown)?;
        let tags: BTreeSet<DeviceTag> = rooms.alerts.header_tags(id).map_err(trouble)?;
        if tags.is_empty() || tags.len() > DEVICES_MAX {
            return Err(damaged());
        }
        let tag = sealed.circle.tag();
        // Who does not hear the campaign gets none of its calls, be it sealed to them.
        let channel = rooms.channel().map_err(trouble)?;
        let is_member = |profile: &Profile| profile.circles.contains(&tag) && channel.is_heard_by(profile.hears);
        let members = rooms.audience.counts().map_err(trouble)?.those(is_member);
        let mut reached = 0_u64;
        for (user, key) in rooms.audience.devices(tag).map_err(trouble)? {
            if tags.contains(&DeviceTag::of(&sealed.payload, &key)) {
                let found = rooms.audience.find(user).map_err(trouble)?;
                reached += u64::from(found.is_some_and(|supporter| channel.is_heard_by(supporter.hears)));
            }
        }
        let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        let counted = (number(tags.len() as u64), number(reached), number(members.saturating_sub(reached)));
        self.write(|rooms, writer, now| {
            let alert = rooms.alerts.finish_sealed(writer, id, counted, now)?;
            Ok(((), Some(audit::Act::submission(&alert, now))))
        })?;
        self.settle()?;
        let sealed = self.sealed_for(id)?.ok_or_else(unknown)?;
        Ok(SealedSent { id: id.to_string(), sealed })
    }

    /// Tells to whom an alert is sealed, if it is.
    pub(super) fn sealed_for(&self, id: AlertId) -> Result<Option<SealedFor>, ControlError> {
        let sealed = self.rooms.alerts.sealed(id).map_err(|error| vault_error(&error))?;
        Ok(sealed.map(|sealed| SealedFor {
            circle: sealed.circle.as_str().to_owned(),
            devices: sealed.devices.into(),
            reached: sealed.reached.into(),
            keyless: Masked::group(sealed.keyless.into()),
        }))
    }
}

fn damaged() -> ControlError {
    ControlError::usage("this is no sealed alert, or not a whole one", "hand over what `klich alert seal` wrote")
}
