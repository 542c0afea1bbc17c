//! `klich pledges close`: destroys the key that ties pledges to people, and keeps the count.

use std::io::{BufRead as _, BufReader, Write as _};

use clap::Args;

use super::super::{Context, Failure, reach, terminal};
use crate::control::reports::{ClosedPetition, Closing};
use crate::control::{ControlError, Request};

#[derive(Debug, Args)]
pub(in crate::cli) struct CloseArgs {
    /// Ask nothing
    #[arg(long)]
    yes: bool,
    /// Let sealed pledges go that were never exported: nobody will read them
    #[arg(long)]
    without_export: bool,
    /// That of this campaign, where the bot serves several; else of the first
    #[arg(long, value_name = "ID")]
    campaign: Option<String>,
}

/// Closes the petition, through the running bot or in the store.
pub(super) fn run(args: &CloseArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let asking = reach::Asking::new(reach::reach(context)?, context)?;
    let before: Closing = asking.ask(Request::PledgesClosing { campaign: args.campaign.clone() })?;
    if before.closed.is_none() {
        if !before.exported && !args.without_export {
            let what = "sealed pledges and messages are kept, and not all of them were exported as they are now";
            let next = "run `klich pledges export DIR`, then close; or let them go unread with --without-export";
            return Err(ControlError::failed(what, next).into());
        }
        if !args.yes {
            confirm(&before)?;
        }
    }
    let (without_export, campaign) = (args.without_export, args.campaign.clone());
    let closed: ClosedPetition = asking.ask(Request::PledgesClose { without_export, campaign })?;
    Ok(context.output.report(&closed, text)?)
}

/// Lets the person type the petition's id.
fn confirm(before: &Closing) -> Result<(), Failure> {
    let Some(mut terminal) = terminal::open() else {
        let what = "closing has to be confirmed, and nobody sits at a terminal";
        return Err(ControlError::usage(what, "run it on a terminal, or write `klich pledges close --yes`").into());
    };
    let asked = write!(
        terminal,
        "This closes the petition at {} pledges. Nobody can pledge or withdraw any more, sealed pledges go, and not even this \
         server can tell afterwards who pledged. There is no way back.\nType the petition's id, {}, to close it: ",
        before.total, before.petition
    );
    asked.and_then(|()| terminal.flush())?;
    let mut line = String::new();
    BufReader::new(terminal).read_line(&mut line)?;
    if line.trim() == before.petition {
        return Ok(());
    }
    Err(ControlError::usage("that is not the petition's id", "nothing was changed; try again").into())
}

fn text(closed: &ClosedPetition) -> String {
    let ClosedPetition { petition, day, total, before, swept } = closed;
    let when = if *before { format!("{petition} was closed on {day}") } else { format!("{petition} is closed") };
    let rest = if *swept {
        "The key that tied pledges to people is destroyed, and with it everything that led to them."
    } else {
        "The key that tied pledges to people is destroyed. What else led to them is being removed, and the store's keys are \
         renewed behind that: `klich status` shows how far."
    };
    format!("{when}. Final count: {total}.\n{rest}\nBackups that were made before still hold it: destroy them.")
}
