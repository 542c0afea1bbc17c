//! `klich alert preview` and `klich alert test`: an alert as it will look, before anybody else gets it.

use std::path::Path;

use super::super::{Context, Failure, reach};
use super::send::{name_file, read_file};
use crate::control::reports::{Preview, Tested};
use crate::control::{ControlError, Request};

/// Prints an alert in each language, as subscribers will see it.
pub(super) fn preview(file: &Path, context: &mut Context<'_>) -> Result<(), Failure> {
    let request = Request::AlertPreview { file: read_file(file)? };
    let preview: Preview = reach::ask(context, request).map_err(|failure| name_file(failure, file))?;
    Ok(context.output.report(&preview, preview_text)?)
}

/// Sends an alert to the organisers alone.
pub(super) fn test(file: &Path, context: &mut Context<'_>) -> Result<(), Failure> {
    let request = Request::AlertTest { file: read_file(file)? };
    let tested: Tested = reach::ask(context, request).map_err(|failure| name_file(failure, file))?;
    context.output.report(&tested, |Tested { delivered, failed }| {
        format!("Organisers who got it, and nobody else: {delivered}; {failed} could not get it.")
    })?;
    if tested.delivered == 0 {
        let what = "no organiser could get it";
        return Err(ControlError::failed(what, "let an organiser write /start to the bot, then try again").into());
    }
    Ok(())
}

fn preview_text(preview: &Preview) -> String {
    let shown = preview.languages.iter().map(|(language, shown)| {
        let buttons: String = shown
            .buttons
            .iter()
            .map(|row| row.iter().map(|label| format!("[ {label} ]")).collect::<Vec<_>>().join(" ") + "\n")
            .collect();
        format!("== {language}\n{}\n{buttons}", shown.text)
    });
    let expired = preview.expired.map(|expired| {
        format!("It expired at {expired} and can't be sent. Next: give `expires` in the file a later time.\n")
    });
    shown.chain(expired).collect::<Vec<_>>().join("\n")
}
