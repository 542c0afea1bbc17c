//! `klich circles`: how many people are in each circle, links that invite into one, keys to seal to. Never who.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::files::write_only_new;
use super::reach::{self, Asking};
use super::{Context, Failure};
use crate::control::reports::{CircleDevices, Circles, Invited, Masked};
use crate::control::{ControlError, Request};
use crate::seal::{DeviceKey, DeviceList};

#[derive(Debug, Subcommand)]
pub(super) enum CirclesCommand {
    /// Show how many people are in each circle; groups under 5 are not told
    List,
    /// Write the keys of a circle's devices, without names: what is sealed for it is sealed to them
    Devices {
        /// The circle, as campaign.toml names it
        circle: String,
        /// Write them to this file, instead of showing them
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Make links that invite into a circle, each good for one person
    Invite {
        /// The circle, as campaign.toml names it
        circle: String,
        /// How many links
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
        count: u16,
        /// For how many days they are good
        #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..=365))]
        days: u16,
    },
}

/// Writes the keys of a circle's devices: as a file, or to be seen.
fn devices(circle: &str, out: Option<&Path>, context: &mut Context<'_>) -> Result<(), Failure> {
    let asking = Asking::new(reach::reach(context)?, context)?;
    let (mut keys, mut after) = (Vec::new(), None);
    let last = loop {
        let page: CircleDevices = asking.ask(Request::CirclesDevices { circle: circle.to_owned(), after })?;
        keys.extend(page.devices.iter().cloned());
        if !page.more {
            break page;
        }
        after = keys.last().cloned();
    };
    let devices = keys.iter().map(|key| key.parse()).collect::<Result<Vec<DeviceKey>, _>>();
    let devices =
        devices.map_err(|_| ControlError::failed("the bot gave something that is no key", "see klich's log"))?;
    let list = DeviceList::new(&last.campaign, circle, devices);
    let text = list.to_text();
    if let Some(path) = out {
        write_only_new(path, text.as_bytes())?;
    }
    let keyless = Masked::shown(last.keyless);
    let report = json!({ "circle": circle, "devices": keys, "keyless": last.keyless, "file": out });
    Ok(context.output.report(&report, |_| match out {
        Some(path) => format!(
            "Wrote {}, {} keys without names. Members without one: {keyless}. They get nothing that is sealed.\n\
             Compare it with an earlier list: a key that nobody gave can be put there by whoever has the server.",
            path.display(),
            keys.len()
        ),
        None => text.trim_end().to_owned(),
    })?)
}

/// Does what is asked.
pub(super) fn run(command: &CirclesCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        CirclesCommand::List => {
            let circles: Circles = reach::ask(context, Request::CirclesList {})?;
            Ok(context.output.report(&circles, |Circles { members, invitations }| {
                let lines = members.iter().map(|(name, count)| {
                    let open = invitations.get(name).copied().unwrap_or_default();
                    format!("{name}: {} people, {open} open invitations", Masked::shown(*count))
                });
                let lines: Vec<String> = lines.collect();
                if lines.is_empty() { "The campaign has no circles.".to_owned() } else { lines.join("\n") }
            })?)
        }
        CirclesCommand::Devices { circle, out } => devices(circle, out.as_deref(), context),
        CirclesCommand::Invite { circle, count, days } => {
            let request = Request::CirclesInvite { circle: circle.clone(), count: *count, days: *days };
            let invited: Invited = reach::ask(context, request)?;
            Ok(context.output.report(&invited, |Invited { until, links, .. }| {
                format!(
                    "{}\nEach is good for one person, until {until}. Hand them over where no one else reads.",
                    links.join("\n")
                )
            })?)
        }
    }
}
