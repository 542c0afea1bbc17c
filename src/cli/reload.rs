//! `klich reload`: lets the bot that runs take configuration and campaigns in anew.

use super::check;
use super::output::pairs;
use super::{Context, Failure, keys};
use crate::config::Problem;
use crate::control::reports::Reloaded;
use crate::control::{Client, Code, ControlError, Request};
use crate::vault;

/// Asks the bot for it, and prints what has changed or what is wrong. With any mistake everything stays as it was.
pub(super) fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let home = context.home()?;
    let Some(client) = Client::connect(&home.control_socket)? else {
        return Err(match vault::wiped_at(&home) {
            Some(at) => keys::was_wiped(at),
            None => ControlError::again(
                format!("no bot runs with the store {}, so there is nothing to take in", home.data_dir.display()),
                "start it with `klich run`: it reads everything then; one that runs with another `store.url` takes no \
                 new one in before it is started again",
            ),
        }
        .into());
    };
    let report = client.ask(&Request::Reload {})?;
    let reloaded: Reloaded = serde_json::from_value(report).map_err(|_| unknown())?;
    if context.output.is_json() {
        context.output.json_line(&reloaded)?;
    } else {
        check::list(&reloaded.problems, context)?;
        context.output.line(&told(&reloaded))?;
    }
    if reloaded.taken { Ok(()) } else { Err(Failure::Told(reloaded.refused.unwrap_or(Code::Configuration))) }
}

fn told(reloaded: &Reloaded) -> String {
    let errors = reloaded.problems.iter().filter(|problem| Problem::is_error(problem)).count();
    match (reloaded.taken, reloaded.changed.as_slice()) {
        (false, _) if reloaded.refused.is_some() => "Nothing was taken in: klich runs on as it was.".to_owned(),
        (false, _) => {
            let mistakes = if errors == 1 { "1 mistake".to_owned() } else { format!("{errors} mistakes") };
            format!("Nothing was taken in, for {mistakes}: klich runs on as it was.")
        }
        (true, []) => "Taken in; nothing has changed.".to_owned(),
        (true, changed) => pairs([("taken in", changed.join(", "))]),
    }
}

fn unknown() -> ControlError {
    ControlError::failed(
        "the running klich answers in a way that this one does not know",
        "run the same version on both ends: after an upgrade, restart the bot",
    )
}
