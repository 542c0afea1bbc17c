//! `klich alert send FILE`: hands an alert to the bot, or to the store for the bot to find.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::super::files::write_only_new;
use super::super::reach::{self, Reached};
use super::super::{Context, Failure};
use crate::alert::FILE_MAX;
use crate::control::reports::{Fetched, Sent};
use crate::control::{ControlError, Request};

/// A minisign signature file has about 300 bytes, and a trusted comment of any length.
const SIGNATURE_MAX: usize = 8 << 10;

/// Sends an alert.
pub(super) fn run(file: &Path, signatures: &[PathBuf], wait: bool, context: &mut Context<'_>) -> Result<(), Failure> {
    let request = Request::AlertSend { file: read_file(file)?, signatures: read_signatures(signatures)?, wait };
    let reached = reach::reach(context)?;
    let bot_runs = matches!(reached, Reached::Bot(_));
    let sent: Sent = reached.ask(request).map_err(|failure| name_file(failure, file))?;
    told(&sent, bot_runs, context)
}

/// Hands in signatures of an alert that waits.
pub(super) fn add_signatures(id: String, signatures: &[PathBuf], context: &mut Context<'_>) -> Result<(), Failure> {
    let request = Request::AlertSign { id, signatures: read_signatures(signatures)? };
    let reached = reach::reach(context)?;
    let bot_runs = matches!(reached, Reached::Bot(_));
    let sent: Sent = reached.ask(request)?;
    told(&sent, bot_runs, context)
}

/// Writes what is to be signed of an alert that waits.
pub(super) fn fetch(id: String, file: &Path, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut name = file.as_os_str().to_owned();
    name.push(".manifest");
    let beside = PathBuf::from(name);
    for path in [file, beside.as_path()] {
        if fs::symlink_metadata(path).is_ok() {
            let what = format!("{} is there already, and nothing is overwritten", path.display());
            return Err(ControlError::failed(what, "name another file, or move that one away").into());
        }
    }
    let fetched: Fetched = reach::ask(context, Request::AlertFetch { id: id.clone() })?;
    write_only_new(file, fetched.file.as_bytes())?;
    write_only_new(&beside, fetched.manifest.as_bytes())?;
    let report = json!({ "id": id, "file": file, "manifest": beside });
    Ok(context.output.report(&report, |_| {
        format!(
            "{}\nRead the texts in {}, then sign it: klich alert sign {} --key KEY\nHand it in: klich alert add-signature {id} {}.….minisig",
            fetched.manifest,
            file.display(),
            file.display(),
            file.display()
        )
    })?)
}

fn told(sent: &Sent, bot_runs: bool, context: &mut Context<'_>) -> Result<(), Failure> {
    Ok(context.output.report(sent, |Sent { id, signatures, approvals }| match (signatures, approvals) {
        (Some(signatures), _) if signatures.is_short() => {
            let approvals = approvals.map(|approvals| format!("\n{approvals}")).unwrap_or_default();
            format!(
                "Alert {id} waits: {} of {} signatures are there.\nHand in more: klich alert add-signature {id} FILE{approvals}",
                signatures.given, signatures.required
            )
        }
        (_, Some(approvals)) => format!("Alert {id} waits: {approvals}\nSee it: klich alert status {id}"),
        _ if bot_runs => format!("Alert {id} is taken.\nWatch it: klich alert follow {id}"),
        _ => format!(
            "Alert {id} is taken. No bot runs: it goes out once `klich run` does.\nSee it: klich alert status {id}"
        ),
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
