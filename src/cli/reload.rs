//! `klich reload`: lets the bot that runs take configuration and campaigns in anew.

use super::check;
use super::output::pairs;
use super::{Context, Failure, keys};
use crate::config::Problem;
use crate::control::reports::Reloaded;
use crate::control::{Client, Code, ControlError, Request};

/// Asks the bot for it, and prints what has changed or what is wrong. With any mistake everything stays as it was.
pub(super) fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    // The configuration may be wrong, and that is what the bot is asked about: where it is, where the bot is found.
    let reading = crate::config::Config::read(&context.config, std::env::vars_os());
    let Some(config) = reading.config.as_ref().filter(|_| reading.is_sound("store.url")) else {
        return Err(reading.into_loaded().err().map_or_else(|| unknown().into(), Failure::from));
    };
    let (_, home) = keys::store_of(config)?;
    let Some(client) = Client::connect(&home.control_socket)? else {
        return Err(ControlError::again(
            "no bot runs, so there is nothing to take in",
            "start it with `klich run`: it reads everything then",
        )
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
    if reloaded.taken { Ok(()) } else { Err(Failure::Told(Code::Configuration)) }
}

fn told(reloaded: &Reloaded) -> String {
    let errors = reloaded.problems.iter().filter(|problem| Problem::is_error(problem)).count();
    match (reloaded.taken, reloaded.changed.as_slice()) {
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
