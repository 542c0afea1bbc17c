//! `klich alert send` of what `klich alert seal` wrote: piece by piece, since many headers are more than one request carries.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::reach::{self, Asking};
use super::super::{Context, Failure};
use super::send::name_file;
use crate::control::reports::{Masked, SealedBegun, SealedSent};
use crate::control::{ControlError, Request};
use crate::seal::{DeviceTag, Header, Package, Signature};

/// Headers of one request: each has 248 letters.
const AT_ONCE: usize = 2_000;

/// Hands a sealed alert to the bot, or to the store for the bot to find.
pub(super) fn run(path: &Path, text: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let package = Package::parse(text).map_err(|error| {
        let what = format!("{}: {error}", path.display());
        ControlError::usage(what, "take the file as `klich alert seal` wrote it; nothing was sent")
    })?;
    let asking = Asking::new(reach::reach(context)?, context)?;
    let name = |failure| name_file(failure, path);
    let begin = Request::SealedBegin {
        manifest: package.manifest.to_text(),
        signatures: package.signatures.iter().map(Signature::to_file).collect(),
        payload: STANDARD.encode(&package.sealed.payload),
    };
    let begun: SealedBegun = asking.ask(begin).map_err(name)?;
    for headers in package.sealed.headers.chunks(AT_ONCE) {
        let headers = headers.iter().map(written).collect();
        let _: SealedBegun = asking.ask(Request::SealedHeaders { id: begun.id.clone(), headers }).map_err(name)?;
    }
    let sent: SealedSent = asking.ask(Request::SealedSend { id: begun.id }).map_err(name)?;
    Ok(context.output.report(&sent, |SealedSent { id, sealed }| {
        let reaches = format!(
            "Alert {id} is taken, sealed: {} of the circle `{}` have a key that it is sealed to.\n\
             Without such a key, so that they get nothing: {}",
            sealed.reached,
            sealed.circle,
            Masked::shown(sealed.keyless)
        );
        match asking.bot_runs() {
            true => format!("{reaches}\nWatch it: klich alert follow {id}"),
            false => {
                format!("{reaches}\nNo bot runs: it goes out once `klich run` does.\nSee it: klich alert status {id}")
            }
        }
    })?)
}

fn written((tag, header): &(DeviceTag, Header)) -> String {
    STANDARD.encode([tag.to_bytes().as_slice(), header.as_bytes()].concat())
}
