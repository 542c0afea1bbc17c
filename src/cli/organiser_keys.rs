//! `klich keys`: the store's keys anew; keys of organisers and signers, made offline; what the campaign's keys are.

use std::fs;
use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret as _;
use clap::{Args, Subcommand};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use serde_json::json;
use zeroize::Zeroizing;

use super::address_lists::{self, AddressArgs};
use super::files::{read_text, write_only_new};
use super::key_lists::{key_lists, next_list, write_in_folder};
use super::key_passphrase::PassphraseArgs;
use super::rotate::{self, RotateArgs};
use super::webapp::campaign_of;
use super::{Context, Failure};
use crate::control::ControlError;
use crate::seal::{AddressList, Fingerprint, KeyList, NotCanonical, Recipient, SignerKey, SigningKey};

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Renew the store's keys, so that what was erased can't be read any more; beside a running bot or without one
    Rotate(RotateArgs),
    /// Make a key that opens sealed pledges: on the organiser's own machine, offline
    NewOrganiser(NewKey),
    /// Make a key that signs calls: on the signer's own machine, offline
    NewSigner(NewKey),
    /// Show the campaign's keys and their fingerprint
    List {
        /// Print the list that signers sign, and nothing else
        #[arg(long)]
        text: bool,
        /// Write that list into keys/ beside klich.toml, under its number
        #[arg(long, conflicts_with = "text")]
        write: bool,
    },
    /// Print the next list of the campaign's own addresses, or write it, for signers to sign; /verify shows it
    Addresses(AddressArgs),
    /// Sign a list of keys, made by `klich keys list --write`, or of the campaign's addresses
    Sign {
        /// The list
        file: PathBuf,
        #[command(flatten)]
        with: SignWith,
    },
}

#[derive(Debug, Args)]
pub(super) struct NewKey {
    /// The file to write; the public key goes beside it, as FILE.pub
    file: PathBuf,
    /// Do not protect it by a passphrase: whoever takes the file has the key
    #[arg(long, conflicts_with = "passphrase_file")]
    no_passphrase: bool,
    #[command(flatten)]
    passphrase: PassphraseArgs,
}

/// A signer's secret key, and where the signature goes.
#[derive(Debug, Args)]
pub(super) struct SignWith {
    /// The minisign secret key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The signature file to write; beside what is signed where none is named
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    passphrase: PassphraseArgs,
}

impl SignWith {
    /// Reads the key, asking for its passphrase where it has one.
    pub(super) fn open(&self) -> Result<SigningKey, ControlError> {
        let text = Zeroizing::new(read_text(&self.key, 8 << 10)?);
        let name = self.key.display().to_string();
        let passphrase = SigningKey::is_protected(&text).then(|| self.passphrase.existing()).transpose()?;
        SigningKey::read(&text, passphrase.as_ref().map(|passphrase| passphrase.as_str()))
            .map_err(|error| ControlError::usage(format!("{name}: {error}"), "name the right key, and try again"))
    }

    /// Gives the file to write, where one was named.
    pub(super) fn output(&self) -> Option<PathBuf> {
        self.output.clone()
    }

    /// Signs a text and writes the signature beside `file`; gives its path.
    pub(super) fn sign(&self, text: &str, comment: &str, file: &Path) -> Result<(PathBuf, SignerKey), ControlError> {
        let key = self.open()?;
        let signer = key.public();
        let path = self.output.clone().unwrap_or_else(|| {
            let first = signer.fingerprint().to_string().split(' ').next().unwrap_or_default().to_owned();
            PathBuf::from(format!("{}.{first}.minisig", file.display()))
        });
        write_only_new(&path, key.sign(text, comment).to_file().as_bytes())?;
        Ok((path, signer))
    }
}

/// Does what is asked.
pub(super) fn run(command: &KeysCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        KeysCommand::Rotate(args) => rotate::run(args, context),
        KeysCommand::NewOrganiser(new) => new_organiser(new, context),
        KeysCommand::NewSigner(new) => new_signer(new, context),
        KeysCommand::List { write: true, .. } => write_list(context),
        KeysCommand::List { text, .. } => list(*text, context),
        KeysCommand::Addresses(args) => address_lists::write(args, context),
        KeysCommand::Sign { file, with } => {
            let text = read_text(file, 64 << 10)?;
            let comment = comment_of(&text).map_err(|what| {
                ControlError::usage(
                    format!("{}: {what}", file.display()),
                    "`klich keys list --write` writes a list of keys",
                )
            })?;
            let (path, signer) = with.sign(&text, &comment, file)?;
            let report = json!({ "signature": path, "signer": signer.fingerprint().to_string() });
            Ok(context.output.report(&report, |_| format!("Signed as {}: {}", signer.fingerprint(), path.display()))?)
        }
    }
}

/// Reads what is to be signed, and gives the trusted comment.
fn comment_of(text: &str) -> Result<String, NotCanonical> {
    if text.starts_with("klich-addresses") {
        let list = AddressList::parse(text)?;
        return Ok(format!("campaign:{} addresses:{}", list.campaign, list.sequence));
    }
    let list = KeyList::parse(text)?;
    Ok(format!("campaign:{} keys:{}", list.campaign, list.sequence))
}

fn new_organiser(new: &NewKey, context: &mut Context<'_>) -> Result<(), Failure> {
    refuse_taken(&new.file)?;
    let identity = age::x25519::Identity::generate();
    let recipient: Recipient = identity
        .to_public()
        .to_string()
        .parse()
        .map_err(|_| ControlError::failed("a new key is not what it should be", "try again"))?;
    let secret = identity.to_string();
    let text = Zeroizing::new(format!("# public key: {}\n{}\n", recipient.as_str(), secret.expose_secret()));
    let bytes = if new.no_passphrase {
        Zeroizing::new(text.as_bytes().to_vec())
    } else {
        let passphrase = new.passphrase.new_one()?;
        let recipient = age::scrypt::Recipient::new(passphrase.as_str().into());
        let armoured = age::encrypt_and_armor(&recipient, text.as_bytes())
            .map_err(|_| ControlError::failed("the key could not be protected", "try again; nothing was written"))?;
        Zeroizing::new(armoured.into_bytes())
    };
    write_only_new(&new.file, &bytes)?;
    write_only_new(&public_path(&new.file), format!("{}\n", recipient.as_str()).as_bytes())?;
    let next = format!(
        "Keep {} where only you can reach it, and a copy elsewhere: without it nothing that is sealed to you opens.\n\
         Give the public key to whoever runs the bot, for organisers.recipients in klich.toml, and compare the fingerprint by voice.",
        new.file.display()
    );
    told("recipient", &new.file, recipient.as_str(), recipient.fingerprint(), &next, context)
}

fn new_signer(new: &NewKey, context: &mut Context<'_>) -> Result<(), Failure> {
    refuse_taken(&new.file)?;
    let passphrase = if new.no_passphrase { None } else { Some(new.passphrase.new_one()?) };
    let made = SigningKey::generate_file(passphrase.as_ref().map(|p| p.as_str()), "minisign secret key made by klich");
    let (signer, file) =
        made.map_err(|_| ControlError::failed("the key could not be made", "free memory, then try again"))?;
    let file = Zeroizing::new(file);
    write_only_new(&new.file, file.as_bytes())?;
    let number = u64::from_le_bytes(signer.number());
    let public = format!("untrusted comment: minisign public key {number:016X}\n{}\n", signer.as_str());
    write_only_new(&public_path(&new.file), public.as_bytes())?;
    let next = format!(
        "Keep {} where only you can reach it. minisign reads it too.\n\
         Give the public key to whoever runs the bot, for organisers.signers in klich.toml, and compare the fingerprint by voice.",
        new.file.display()
    );
    told("signer", &new.file, signer.as_str(), signer.fingerprint(), &next, context)
}

fn told(
    kind: &str,
    file: &Path,
    key: &str,
    fingerprint: Fingerprint,
    next: &str,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let (print, words) = (fingerprint.to_string(), fingerprint.words());
    let report = json!({ "file": file, kind: key, "fingerprint": print, "words": words });
    let text = |_: &serde_json::Value| {
        format!("Public key:   {key}\nFingerprint:  {print}\nIn words:     {words}\n\n{}\n{next}", qr(key))
    };
    Ok(context.output.report(&report, text)?)
}

/// Shows the campaign's keys, or the text of the list that comes next.
fn list(text_only: bool, context: &mut Context<'_>) -> Result<(), Failure> {
    let config = context.load()?.config;
    let campaign = campaign_of(&config)?;
    if text_only {
        let next = next_list(&config, campaign.id().as_str())?;
        return Ok(context.output.line(&next.to_text())?);
    }
    let list = key_lists(&config, campaign.id().as_str())?.current;
    let of = |key: &str, fingerprint: Fingerprint| json!({ "key": key, "fingerprint": fingerprint.to_string() });
    let report = json!({
        "sequence": list.sequence,
        "fingerprint": list.fingerprint().to_string(),
        "required": list.required,
        "signers": list.signers.iter().map(|key| of(key.as_str(), key.fingerprint())).collect::<Vec<_>>(),
        "recipients": list.recipients.iter().map(|key| of(key.as_str(), key.fingerprint())).collect::<Vec<_>>(),
    });
    Ok(context.output.report(&report, |_| {
        let fingerprint = list.fingerprint();
        let mut text = format!("Fingerprint of the campaign's keys: {fingerprint}\n{}\n", fingerprint.words());
        text.push_str(&format!("\nSigners, {} needed for a call:\n", list.required));
        for key in &list.signers {
            text.push_str(&format!("  {}  {}\n", key.fingerprint(), key.as_str()));
        }
        text.push_str("\nRecipients of what is sealed:\n");
        for key in &list.recipients {
            text.push_str(&format!("  {}  {}\n", key.fingerprint(), key.as_str()));
        }
        text
    })?)
}

/// Writes the list that comes next where it belongs.
fn write_list(context: &mut Context<'_>) -> Result<(), Failure> {
    let config = context.load()?.config;
    let campaign = campaign_of(&config)?;
    let next = next_list(&config, campaign.id().as_str())?;
    let file =
        write_in_folder(&config, &format!("{}.keys", next.sequence), &format!("{}\n", next.to_text().trim_end()))?;
    wrote(&file, context)
}

/// Says which list was written, and what is to be done with it.
pub(super) fn wrote(file: &Path, context: &mut Context<'_>) -> Result<(), Failure> {
    let report = json!({ "file": file });
    Ok(context.output.report(&report, |_| {
        format!("Wrote {0}\nLet signers sign it: klich keys sign {0} --key KEY", file.display())
    })?)
}

/// Draws a QR code of half blocks, dark on light whatever the terminal's colours; nothing where it does not fit.
fn qr(text: &str) -> String {
    QrCode::new(text)
        .map(|code| code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
        .unwrap_or_default()
}

fn public_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".pub");
    PathBuf::from(name)
}

/// Refuses before a passphrase is asked for.
fn refuse_taken(file: &Path) -> Result<(), ControlError> {
    for path in [file.to_owned(), public_path(file)] {
        if fs::symlink_metadata(&path).is_ok() {
            let what = format!("{} is there already, and nothing is overwritten", path.display());
            return Err(ControlError::failed(what, "name another file"));
        }
    }
    Ok(())
}
