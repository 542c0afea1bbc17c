//! `klich alert seal`: an alert for a circle, sealed to its members' devices. Offline: no bot and no store is asked.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::super::files::{read_text, write_only_new};
use super::super::key_lists::read_signature;
use super::super::{Context, Failure};
use super::signing::{VerifyArgs, against, read};
use crate::control::ControlError;
use crate::seal::{CircleCall, DEVICES_MAX, DeviceList, Package, admit};

/// A line for each device has about 71 bytes.
const LIST_MAX: usize = DEVICES_MAX * 72 + 256;

/// What is sealed, and to whom.
#[derive(Debug, Args)]
pub(in crate::cli) struct SealArgs {
    #[command(flatten)]
    signed: VerifyArgs,
    /// The circle, as the file and the list of devices name it
    #[arg(long, value_name = "NAME")]
    circle: String,
    /// The keys of its devices, as `klich circles devices` writes them
    #[arg(long, value_name = "FILE")]
    devices: PathBuf,
    /// The file to write, instead of FILE.sealed
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Seals an alert that has its signatures, and writes what the bot takes.
pub(super) fn run(args: &SealArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let path = &args.signed.file;
    let name = path.display();
    let file = read(path)?;
    let manifest = file.manifest();
    let Some(salt) = file.salt.clone() else {
        return Err(ControlError::usage(
            format!("{name} has no `salt`: without one the server could find short texts out by trying"),
            format!(
                "write the alert into a file of `klich alert new FILE --circle {}`, and have that signed",
                args.circle
            ),
        )
        .into());
    };
    let list = devices(&args.devices)?;
    let one_circle = |circle: &str| circle == args.circle;
    if !(file.circles.len() == 1 && file.circles.iter().all(|circle| one_circle(circle.as_str()))) {
        let next = "name the circle that the file is for, or write another file and have it signed";
        return Err(ControlError::usage(format!("{name} is not for the circle `{}` alone", args.circle), next).into());
    }
    if !one_circle(&list.circle) || list.campaign != file.campaign {
        let what = format!("{} is of the circle `{}` of `{}`", args.devices.display(), list.circle, list.campaign);
        return Err(ControlError::usage(what, format!("ask the bot: klich circles devices {}", args.circle)).into());
    }
    let signatures = args.signed.signatures.iter().map(|path| read_signature(path)).collect::<Result<Vec<_>, _>>()?;
    let (campaign, quorum) = against(&args.signed, &file, context)?;
    admit(&manifest, &signatures, &campaign, &quorum, 0, Timestamp::now()).map_err(|refusal| {
        let next = "have it signed: klich alert sign FILE --key KEY; then name each signature with --signature";
        ControlError::failed(format!("{name}: {refusal}"), next)
    })?;
    let texts = file.text.iter().map(|(language, text)| (language.code().to_owned(), text.clone())).collect();
    let call = CircleCall { manifest, signatures, salt, texts };
    let package = Package::seal(&call, &list).map_err(|error| {
        ControlError::usage(format!("{name}: {error}"), "see that the list has devices, and shorten the text")
    })?;
    let output = args.output.clone().unwrap_or_else(|| beside(path));
    let text = package.to_text();
    write_only_new(&output, text.as_bytes())?;
    let (devices, payload) = (package.sealed.headers.len(), package.sealed.payload.len());
    let report = json!({ "package": output, "devices": devices, "payload_bytes": payload, "bytes": text.len() });
    let output = output.display();
    Ok(context.output.report(&report, |_| {
        format!(
            "Sealed to {devices} devices of the circle `{}`: {output}\nMembers whose key is not on the list get nothing.\n\
             Send it: klich alert send {output}\nThe words stand readable in {name}: keep or destroy that file with care.",
            args.circle
        )
    })?)
}

fn devices(path: &Path) -> Result<DeviceList, ControlError> {
    DeviceList::parse(&read_text(path, LIST_MAX)?).map_err(|error| {
        let next = "take the file as `klich circles devices NAME --out FILE` writes it";
        ControlError::usage(format!("{}: {error}", path.display()), next)
    })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(".sealed");
    name.into()
}
