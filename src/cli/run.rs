//! `klich run`: the bot.

use super::{Context, Failure, keys};
use crate::control::{Client, ControlError};

/// Runs the bot; what should be known of its configuration is told first.
pub(super) fn run(context: &Context<'_>) -> Result<(), Failure> {
    let loaded = context.load()?;
    for warning in &loaded.warnings {
        eprintln!("klich: warning: {warning}\nnext: {}", warning.next);
    }
    let (_, home) = keys::store_of(&loaded.config)?;
    if Client::connect(&home.control_socket)?.is_some() {
        let next = "stop it first, or steer it with `klich status` and `klich alert`";
        return Err(ControlError::again("another klich runs on this store", next).into());
    }
    context.rooms.run(loaded)
}
