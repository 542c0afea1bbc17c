//! `klich unlock`: hands the passphrase to the bot that waits for it.

use super::{Context, Failure, keys};
use crate::control::reports::{BotState, Status, Unlocked};
use crate::control::{Client, ControlError, Request, Secret};
use crate::vault;

/// Unlocks the bot; one that is not locked is left as it is, and no passphrase is asked for.
pub(super) fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let home = context.home()?;
    let connect = || {
        let client = Client::connect(&home.control_socket)?;
        client.ok_or_else(|| match vault::wiped_at(&home) {
            Some(at) => keys::was_wiped(at),
            None => ControlError::again(
                "no bot runs, so there is nothing to unlock",
                "start it with `klich run`, then unlock it",
            ),
        })
    };
    let status: Status = report(connect()?.ask(&Request::Status {})?)?;
    if status.state != BotState::Locked {
        let unlocked = Unlocked { state: status.state };
        return Ok(context.output.report(&unlocked, |_| "klich is not locked.".to_owned())?);
    }
    let passphrase = Secret::new(context.passphrase.ask_for("Passphrase of the vault: ")?.into_bytes());
    let unlocked: Unlocked = report(connect()?.ask(&Request::Unlock { passphrase })?)?;
    Ok(context.output.report(&unlocked, |_| "klich is unlocked and runs.".to_owned())?)
}

fn report<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, ControlError> {
    serde_json::from_value(value).map_err(|_| {
        ControlError::failed(
            "the running klich answers in a way that this one does not know",
            "run the same version on both ends: after an upgrade, restart the bot",
        )
    })
}
