//! `klich circles`: how many people are in each circle, and links that invite into one. Never who.

use clap::Subcommand;

use super::reach;
use super::{Context, Failure};
use crate::control::Request;
use crate::control::reports::{Circles, Invited, Masked};

#[derive(Debug, Subcommand)]
pub(super) enum CirclesCommand {
    /// Show how many people are in each circle; groups under 5 are not told
    List,
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
