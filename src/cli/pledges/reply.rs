//! `klich pledges reply`: an answer to one sealed pledge or message, signed and sealed to its device, offline.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::super::files::{read_text, write_only_new};
use super::super::organiser_keys::SignWith;
use super::super::{Context, Failure};
use super::open::{OpenWith, open_one};
use crate::control::ControlError;
use crate::seal::{Reply, reply_address};

/// About as long as an address of the page is; the link is measured against it.
const PAGE: &str = "https://an-address-of-usual-length.example/app/";

#[derive(Debug, Args)]
pub(in crate::cli) struct ReplyArgs {
    /// The sealed file to answer
    file: PathBuf,
    /// The file with the words of the reply
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// The organiser's age identity file
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// Read the passphrase of the identity from the first line of a file
    #[arg(long, value_name = "FILE")]
    identity_passphrase_file: Option<PathBuf>,
    #[command(flatten)]
    sign: SignWith,
}

/// Writes the sealed reply.
pub(super) fn run(args: &ReplyArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let with = OpenWith::new(&args.identity, args.identity_passphrase_file.as_deref());
    let letter = open_one(&with.identities()?, &args.file).map_err(|why| {
        ControlError::usage(format!("{}: {why}", args.file.display()), "name the sealed file that you want to answer")
    })?;
    let Some(to) = letter.device().cloned() else {
        let what = "the device that sealed it keeps no key, so nothing can be sealed to it";
        return Err(
            ControlError::failed(what, "reach the person by the contact that they gave, if they gave one").into()
        );
    };
    let body = read_text(&args.text, 16 << 10)?.trim().to_owned();
    if body.is_empty() {
        return Err(ControlError::usage(format!("{} is empty", args.text.display()), "write the reply into it").into());
    }
    let day = TimeZone::system().to_datetime(Timestamp::now()).date().to_string();
    let reply = Reply { campaign: letter.campaign().to_owned(), to, day, body };
    let key = args.sign.open()?;
    let sealed = reply
        .seal(&key)
        .map_err(|error| ControlError::usage(format!("{}: {error}", args.text.display()), "shorten it"))?;
    let path = args.sign.output().unwrap_or_else(|| {
        let name = args.file.display().to_string();
        PathBuf::from(format!("{}.reply.age", name.trim_end_matches(".age")))
    });
    write_only_new(&path, sealed.to_armour().as_bytes())?;
    let fits = reply_address(&sealed, PAGE, "en").is_some();
    let report = json!({ "reply": path, "signer": key.public().fingerprint().to_string(), "fits_a_button": fits });
    Ok(context.output.report(&report, |_| {
        let how = if fits { "It fits a button." } else { "It is too long for a button, and goes as a file." };
        format!("Wrote {}. {how}\nOn the bot's machine: klich pledges deliver {}", path.display(), path.display())
    })?)
}
