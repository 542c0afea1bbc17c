//! `klich pledges`: what is known of the petition without knowing who signed; and, offline, what was sealed.

mod deliver;
mod export;
mod open;
mod petition;
mod reply;

use clap::Subcommand;

use super::output::pairs;
use super::stats::groups;
use super::{Context, Failure, reach};
use crate::control::Request;
use crate::control::reports::Tally;

#[derive(Debug, Subcommand)]
pub(super) enum PledgesCommand {
    /// Count the pledges by kind and by language
    Tally {
        /// Of this campaign, where the bot serves several; else of the first
        #[arg(long, value_name = "ID")]
        campaign: Option<String>,
    },
    /// Take the sealed pledges and messages out, one file each
    Export(export::ExportArgs),
    /// Open sealed pledges and messages, offline; show them, or write a table or the petition
    Open(Box<open::OpenArgs>),
    /// Answer one: signed, and sealed to the device that wrote
    Reply(Box<reply::ReplyArgs>),
    /// Bring replies to those who wrote, through the running bot
    Deliver(deliver::DeliverArgs),
}

/// Does what is asked.
pub(super) fn run(command: &PledgesCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        PledgesCommand::Tally { campaign } => {
            let tally: Tally = reach::ask(context, Request::PledgesTally { campaign: campaign.clone() })?;
            Ok(context.output.report(&tally, text)?)
        }
        PledgesCommand::Export(args) => export::run(args, context),
        PledgesCommand::Open(args) => open::run(args, context),
        PledgesCommand::Reply(args) => reply::run(args, context),
        PledgesCommand::Deliver(args) => deliver::run(args, context),
    }
}

fn text(tally: &Tally) -> String {
    let total = pairs([("people who pledged", tally.total.to_string())]);
    let by_kind = groups("kind", "people", &tally.by_kind);
    let by_language = groups("language", "people", &tally.by_language);
    let by_statement = groups("statement", "people", &tally.by_statement);
    format!("{total}{by_kind}{by_language}{by_statement}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::reports::Masked;

    #[test]
    fn small_groups_are_shown_as_small_and_the_total_exactly() {
        let tally = Tally {
            total: 13,
            by_kind: Masked::of([("sign", 12), ("photo", 1)]),
            by_language: Masked::of([("be", 9), ("lt", 4), ("pl", 0)]),
            by_statement: Masked::default(),
        };
        let text = text(&tally);
        assert!(text.contains("13"), "{text}");
        assert_eq!(text.matches("<5").count(), 2, "{text}");
        assert!(!text.lines().any(|line| line.starts_with("pl ")), "{text}");
    }
}
