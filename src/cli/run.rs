//! `klich run`: the bot.

use super::failure::of_campaign;
use super::output::tell;
use super::{Context, Failure, keys};
use crate::campaign::Campaign;
use crate::config::Config;
use crate::control::{Client, ControlError};
use crate::vault;

/// Runs the bot; what should be known of its configuration is told first.
///
/// What is wrong with configuration, campaign and token is told at once, before anything is opened.
pub(super) fn run(context: &Context<'_>) -> Result<(), Failure> {
    let mut reading = Config::read(&context.config, std::env::vars_os());
    if let Some(config) = &reading.config {
        if reading.is_sound("campaign")
            && reading.is_sound("more_campaigns")
            && let Err(problems) = Campaign::load_all(config.campaigns(), &config.base_dir)
        {
            reading.problems.extend(problems.into_iter().map(of_campaign));
        }
        if reading.is_sound("telegram.token") && reading.is_sound("telegram.token_file") {
            reading.problems.extend(config.token().err());
        }
    }
    let loaded = reading.into_loaded()?;
    for warning in &loaded.warnings {
        tell(format_args!("klich: warning: {warning}\nnext: {}", warning.next));
    }
    let (_, home) = keys::store_of(&loaded.config)?;
    if let Some(at) = vault::wiped_at(&home) {
        return Err(keys::was_wiped(at).into());
    }
    if Client::connect(&home.control_socket)?.is_some() {
        let next = "stop it first, or steer it with `klich status` and `klich alert`";
        return Err(ControlError::again("another klich runs on this store", next).into());
    }
    context.rooms.run(loaded)
}
