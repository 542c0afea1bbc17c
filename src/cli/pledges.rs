//! `klich pledges`: what is known of the petition without knowing who signed; and, offline, what was sealed.

mod close;
mod deliver;
mod export;
mod open;
mod osdi;
mod paper;
mod petition;
mod reply;

use clap::Subcommand;
use serde_json::json;

use super::output::pairs;
use super::stats::groups;
use super::{Context, Failure, reach};
use crate::control::reports::{ImportDropped, Tally};
use crate::control::{Code, Request};

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
    /// Signatures on paper to the first campaign's petition: enter, list and take back; they are counted apart
    #[command(subcommand)]
    Paper(paper::PaperCommand),
    /// Drop pledges that were brought in by `klich import`, by the names of their files: they count no more
    Drop {
        /// Ids, as the names of exported files are
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Close the petition: destroy the key that ties pledges to people, keep the count; there is no way back
    Close(close::CloseArgs),
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
        PledgesCommand::Drop { ids } => drop_imported(ids, context),
        PledgesCommand::Paper(command) => paper::run(command, context),
        PledgesCommand::Close(args) => close::run(args, context),
    }
}

/// Drops what was brought in; tells what became of each.
fn drop_imported(ids: &[String], context: &mut Context<'_>) -> Result<(), Failure> {
    let asking = reach::Asking::new(reach::reach(context)?, context)?;
    let drop_one = |id: &String| asking.ask(Request::ImportDrop { id: id.trim_end_matches(".age").to_owned() });
    let told = ids.iter().map(drop_one).collect::<Result<Vec<ImportDropped>, Failure>>()?;
    let failed = told.iter().any(|told| !told.dropped);
    context.output.report(&json!({ "pledges": told }), |_| {
        let line = |told: &ImportDropped| {
            let what = if told.dropped { "dropped" } else { "there is no imported pledge of that name" };
            format!("{}: {what}", told.id)
        };
        told.iter().map(line).collect::<Vec<_>>().join("\n")
    })?;
    if failed { Err(Failure::Told(Code::Failed)) } else { Ok(()) }
}

fn text(tally: &Tally) -> String {
    let closed = tally.closed.iter().map(|day| ("closed on", day.clone()));
    let apart =
        [("besides, signatures on paper", tally.paper), ("besides, brought in from another list", tally.imported)];
    let apart = apart.iter().filter(|(_, count)| *count > 0).map(|(name, count)| (*name, count.to_string()));
    let total = pairs([("people who pledged", tally.total.to_string())].into_iter().chain(closed).chain(apart));
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
            ..Tally::default()
        };
        let text = text(&tally);
        assert!(text.contains("13"), "{text}");
        assert_eq!(text.matches("<5").count(), 2, "{text}");
        assert!(!text.lines().any(|line| line.starts_with("pl ")), "{text}");
    }
}
