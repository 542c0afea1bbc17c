//! `klich restore`: brings a backup back to where there is no store. What was going out then stands still.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::files::read_identity;
use super::key_passphrase::PassphraseArgs;
use super::{Context, Failure, keys, terminal};
use crate::config::{Config, Unlock};
use crate::control::{Client, ControlError};
use crate::seal::{Identities, OpenError};
use crate::vault::{self, BackupError, RootKey, VaultError};

#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// The backup, a file
    file: PathBuf,
    /// The age identity file that opens it: plain, protected by a passphrase, or of a plugin
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// The passphrase of the identity, where it has one; else it is asked for on the terminal
    #[arg(long, value_name = "FILE")]
    identity_passphrase_file: Option<PathBuf>,
}

/// The report.
#[derive(Serialize)]
struct Restored {
    rows: u64,
    /// Alerts that were going out when the backup was taken, and stand still now.
    paused: Vec<String>,
}

/// Restores, checks and puts in place; an interrupted one leaves nothing in place and can be repeated.
pub(super) fn run(args: &RestoreArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let config = context.load()?.config;
    let (url, home) = keys::store_of(&config)?;
    if Client::connect(&home.control_socket)?.is_some() {
        let next = "restore to another folder, or stop that klich and move its store away";
        return Err(ControlError::failed("a klich runs on this store", next).into());
    }
    let name = args.file.display().to_string();
    vault::refuse_occupied(&home).map_err(|error| trouble(error, &name, &config))?;
    let file = File::open(&args.file).map_err(|error| {
        ControlError::usage(format!("{name} can't be read: {error}"), "name the backup, as a user that may read it")
    })?;
    let (identities, root) = {
        let _hidden = terminal::hide();
        (identities(args)?, root_key(&config, context)?)
    };
    let sealed = BufReader::with_capacity(1 << 20, file);
    let opened = identities.open_stream(sealed).map_err(|_| {
        ControlError::failed(
            format!("{name} is no backup, or is sealed to other keys"),
            "give the identity of one of the keys that it was sealed to",
        )
    })?;
    let trouble = |error: BackupError| trouble(error, &name, &config);
    let staged = vault::stage(&url, &root, opened).map_err(trouble)?;
    let paused = context.rooms.settle_restored(&config, staged.vault())?;
    let rows = staged.rows;
    staged.put_in_place().map_err(trouble)?;
    let restored = Restored { rows, paused };
    Ok(context.output.report(&restored, text)?)
}

fn text(restored: &Restored) -> String {
    let mut text = format!("Restored: {} rows, every one of them opened.", restored.rows);
    if !restored.paused.is_empty() {
        text.push_str(&format!(
            "\nThese alerts were going out when the backup was taken, and are paused now: {}.\nWho got one after that is not \
             known here: `klich alert cancel ID`, unless it never went on.",
            restored.paused.join(", ")
        ));
    }
    text.push_str("\nNow see that all is in its place with `klich check`, then start it with `klich run`.");
    text
}

/// Reads the root key; where there is none, another one is of no help.
fn root_key(config: &Config, context: &Context<'_>) -> Result<RootKey, ControlError> {
    let path = keys::key_path(config)?;
    if config.vault.unlock != Unlock::Credential && !path.exists() {
        return Err(ControlError::configuration(
            format!("there is no {}, and a backup can't be read without it", path.display()),
            "put the one there that opened the store when the backup was taken: no other opens it",
        ));
    }
    keys::root_key(config, &context.passphrase)
}

fn identities(args: &RestoreArgs) -> Result<Identities, ControlError> {
    let name = args.identity.display().to_string();
    let asking = PassphraseArgs::of(args.identity_passphrase_file.as_deref());
    let asking = asking.asking_for(format!("Passphrase of the identity {name}: "), "--identity-passphrase-file");
    Identities::read(&read_identity(&args.identity)?, asking.clone()).map_err(|error| match error {
        OpenError::Passphrase if let Some(refused) = asking.refused() => refused,
        OpenError::Passphrase => ControlError::failed(error.to_string(), "try again; nothing was changed"),
        error => ControlError::usage(format!("{name}: {error}"), "name the identity file that age-keygen wrote"),
    })
}

fn trouble(error: BackupError, name: &str, config: &Config) -> ControlError {
    let store = config.store.url.trim_start_matches("sled:");
    let key = if config.vault.unlock == Unlock::Passphrase { "the file root-key" } else { "the key" };
    match error {
        BackupError::NotABackup => {
            ControlError::usage(format!("{name} holds no backup of klich"), "name the right file")
        }
        BackupError::Newer => {
            ControlError::configuration(error.to_string(), "run the klich that wrote it, or a newer one")
        }
        BackupError::Damaged => ControlError::failed(
            format!("{name} is damaged: it was cut or changed"),
            "restore another backup; nothing was changed",
        ),
        BackupError::Occupied => ControlError::failed(
            format!("there is a store in {store} already, and nothing is overwritten"),
            "move it away first, or set store.url to another folder",
        ),
        BackupError::Vault(VaultError::WrongKey) => ControlError::configuration(
            format!("{key} does not fit this backup"),
            "put in place the one that opened the store when the backup was taken; nothing was changed",
        ),
        BackupError::Vault(error) => keys::trouble_beside_a_wipe(&error, config),
        BackupError::Read(source) => ControlError::failed(
            format!("{name} can't be read: {source}"),
            "see that the disk is sound, then try again",
        ),
        BackupError::Place(source) | BackupError::Write(source) => ControlError::failed(
            format!("what was restored can't take its place, {store}: {source}"),
            "let this user write into the folder above it; a folder that is a volume of its own can't be replaced, so \
             name one within it in store.url",
        ),
        BackupError::Foreign(folder) => ControlError::failed(
            format!("{} holds what is not klich's, and is in the way", folder.display()),
            "move that away first; nothing was changed",
        ),
        BackupError::Link(link) => ControlError::configuration(
            format!("{} is a link, and what is restored takes the place of a folder", link.display()),
            "name the folder itself in store.url; nothing was changed",
        ),
        BackupError::Busy => ControlError::again(error.to_string(), "try again"),
    }
}
