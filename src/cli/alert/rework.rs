//! `klich alert correct`, `recall`, `retry`: what is done to an alert that went out.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use super::super::reach::{self, Reached};
use super::super::{Context, Failure};
use super::send::{name_file, read_file, read_signatures};
use crate::control::reports::{AlertStatus, Reworked};
use crate::control::{ControlError, Request};

/// Corrects an alert wherever it was delivered.
pub(super) fn correct(
    id: String,
    file: &Path,
    (signatures, wait): (&[PathBuf], bool),
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let request = Request::AlertCorrect { id, file: read_file(file)?, signatures: read_signatures(signatures)?, wait };
    begin(request, "Correction", context).map_err(|failure| name_file(failure, file))
}

/// Deletes an alert wherever it was delivered; asks first where somebody sits at a terminal.
pub(super) fn recall(id: String, yes: bool, context: &mut Context<'_>) -> Result<(), Failure> {
    if !yes && !context.output.is_json() && io::stdin().is_terminal() && io::stderr().is_terminal() {
        let status: AlertStatus = reach::ask(context, Request::AlertStatus { id: id.clone() })?;
        let messages = status.delivered + status.uncertain;
        eprint!("Delete alert {id} from {messages} chats? It can't be undone. Type yes: ");
        io::stderr().flush()?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        if answer.trim() != "yes" {
            return Err(ControlError::failed("nothing was recalled", "run it again and type yes, or give --yes").into());
        }
    }
    begin(Request::AlertRecall { id }, "Recall", context)
}

/// Sends an alert again to those whom it failed to reach.
pub(super) fn retry(id: String, context: &mut Context<'_>) -> Result<(), Failure> {
    begin(Request::AlertRetry { id }, "Retry", context)
}

fn begin(request: Request, what: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let reached = reach::reach(context)?;
    let bot_runs = matches!(reached, Reached::Bot(_));
    let begun: Reworked = reached.ask(request)?;
    Ok(context.output.report(&begun, |Reworked { id, of, signatures, approvals }| {
        if let Some(signatures) = signatures.as_ref().filter(|signatures| signatures.is_short()) {
            let (given, required) = (signatures.given, signatures.required);
            format!(
                "{what} {id} of alert {of} waits: {given} of {required} signatures are there.\nHand in more: klich alert add-signature {id} FILE"
            )
        } else if let Some(approvals) = approvals {
            format!("{what} {id} of alert {of} waits: {approvals}")
        } else if bot_runs {
            format!("{what} {id} of alert {of} is taken.\nWatch it: klich alert follow {id}")
        } else {
            format!("{what} {id} of alert {of} is taken. No bot runs: it begins once `klich run` does.")
        }
    })?)
}
