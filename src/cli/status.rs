//! `klich status`: whether the bot runs, and how it is.

use super::output::pairs;
use super::{Context, Failure, reach};
use crate::control::Request;
use crate::control::reports::Status;

/// Prints the bot's state; that none runs is an answer, not a failure.
pub(super) fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let status: Status = reach::ask(context, Request::Status {})?;
    Ok(context.output.report(&status, text)?)
}

fn text(status: &Status) -> String {
    let running = match status.since {
        Some(since) if status.running => format!("yes, since {since:.0}"),
        _ if status.running => "yes".to_owned(),
        _ => "no; start it with `klich run`".to_owned(),
    };
    pairs([
        ("running", running),
        ("version", status.version.clone()),
        ("campaign", status.campaign.clone()),
        ("updates in the inbox", status.inbox.to_string()),
        ("updates set aside", status.set_aside.to_string()),
        ("broadcasts on their way", status.broadcasts.to_string()),
    ])
}
