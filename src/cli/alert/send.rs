//! `klich alert send FILE`: hands an alert to the bot, or to the store for the bot to find.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::super::reach::{self, Reached};
use super::super::{Context, Failure};
use crate::alert::FILE_MAX;
use crate::control::reports::Sent;
use crate::control::{ControlError, Request};

/// A minisign signature file has about 300 bytes, and a trusted comment of any length.
const SIGNATURE_MAX: usize = 8 << 10;

/// Sends an alert.
pub(super) fn run(file: &Path, signatures: &[PathBuf], context: &mut Context<'_>) -> Result<(), Failure> {
    let request = Request::AlertSend { file: read_file(file)?, signatures: read_signatures(signatures)? };
    let reached = reach::reach(context)?;
    let bot_runs = matches!(reached, Reached::Bot(_));
    let sent: Sent = reached.ask(request).map_err(|failure| name_file(failure, file))?;
    Ok(context.output.report(&sent, |Sent { id }| {
        if bot_runs {
            format!("Alert {id} is taken.\nWatch it: klich alert follow {id}")
        } else {
            format!(
                "Alert {id} is taken. No bot runs: it goes out once `klich run` does.\nSee it: klich alert status {id}"
            )
        }
    })?)
}

/// Reads an alert file.
pub(super) fn read_file(file: &Path) -> Result<String, ControlError> {
    read(file, FILE_MAX)
}

/// Reads signature files.
pub(super) fn read_signatures(signatures: &[PathBuf]) -> Result<Vec<String>, ControlError> {
    signatures.iter().map(|path| read(path, SIGNATURE_MAX)).collect()
}

fn read(path: &Path, limit: usize) -> Result<String, ControlError> {
    let name = path.display();
    let mut text = String::new();
    let reading = File::open(path).and_then(|file| {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        file.take(limit.saturating_add(1)).read_to_string(&mut text)
    });
    match reading {
        Ok(length) if length > limit => Err(ControlError::usage(
            format!("{name} is over {} KiB", limit >> 10),
            "name the right file, or shorten it",
        )),
        Ok(_) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(ControlError::usage(
            format!("there is no file {name}"),
            "name the right file; `klich alert new FILE` writes one to edit",
        )),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            Err(ControlError::usage(format!("{name} is not UTF-8 text"), "save it as UTF-8"))
        }
        Err(error) => Err(ControlError::failed(format!("{name} can't be read: {error}"), "let this user read it")),
    }
}

/// The office has seen the text only.
pub(super) fn name_file(failure: Failure, file: &Path) -> Failure {
    match failure {
        Failure::One(error) if error.code == crate::control::Code::Usage => {
            Failure::One(ControlError { what: format!("{}: {}", file.display(), error.what), ..error })
        }
        failure => failure,
    }
}
