//! `klich run`: the bot.

use super::{Context, Failure};

/// Runs the bot; what should be known of its configuration is told first.
pub(super) fn run(context: &Context<'_>) -> Result<(), Failure> {
    let loaded = context.load()?;
    for warning in &loaded.warnings {
        eprintln!("klich: warning: {warning}\nnext: {}", warning.next);
    }
    context.rooms.run(loaded)
}
