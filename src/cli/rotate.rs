//! `klich keys rotate`: the store's keys anew, or the root key.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde_json::json;

use super::passphrase::Source;
use super::reach::{self, Reached};
use super::{Context, Failure, keys, terminal};
use crate::audit::{Act, Audit, By};
use crate::config::Unlock;
use crate::control::reports::Rotation;
use crate::control::{Client, ControlError, Office, Request};
use crate::vault::{self, Cost, NewRootKey, Vault, WrappedRootKey, change_root_key};

/// What is told once the old keys are gone.
pub(super) const CLEARING: &str = "the old keys are destroyed; clearing away what lay under them";

/// Between two looks at how far it has come.
const LOOK: Duration = Duration::from_millis(200);

#[derive(Debug, Args)]
pub(super) struct RotateArgs {
    /// Change what opens the store instead: a new key file, or a new passphrase. While no bot runs
    #[arg(long)]
    root_key: bool,
    /// The new passphrase, or `-` for standard input; else it is asked for twice on the terminal
    #[arg(long, value_name = "FILE", requires = "root_key")]
    new_passphrase_file: Option<PathBuf>,
}

/// Does what is asked.
pub(super) fn run(args: &RotateArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    if args.root_key {
        return root_key(args, context);
    }
    let bar = bar(context.output.is_json());
    let rotation = match reach::reach(context)? {
        Reached::Bot(client) => follow(context, client, &bar),
        Reached::Store(office) => {
            let carried = carry_through(&office, &bar);
            drop(office);
            carried
        }
    };
    bar.finish_and_clear();
    let home = context.home()?;
    if let Some(at) = vault::wiped_at(&home) {
        // Whatever became of it then: this process had the store, and may have closed it after the wipe.
        vault::wipe(&home, &[], Timestamp::now());
        return Err(keys::was_wiped(at).into());
    }
    let rotation = rotation?;
    if let Some(trouble) = rotation.trouble {
        let next = match rotation.destroyed {
            true => {
                "the old keys are destroyed; what lay under them is still there, unreadable: see klich's log, then try again"
            }
            false => "the old keys still count; see klich's log, then try again",
        };
        return Err(ControlError::failed(trouble, next).into());
    }
    Ok(context.output.report(&rotation, text)?)
}

/// Lets the bot that runs do it, and looks on.
fn follow(context: &Context<'_>, client: Client, bar: &ProgressBar) -> Result<Rotation, Failure> {
    let (_, home) = keys::store_of(&context.load()?.config)?;
    let mut rotation: Rotation = Reached::Bot(client).ask(Request::KeysRotate {})?;
    while rotation.rotating && rotation.trouble.is_none() {
        show(bar, &rotation);
        thread::sleep(LOOK);
        let client = Client::connect(&home.control_socket)?.ok_or_else(|| {
            ControlError::again("klich has stopped meanwhile", "start it again: the rotation goes on by itself")
        })?;
        rotation = Reached::Bot(client).ask(Request::KeysRotation {})?;
    }
    Ok(rotation)
}

/// Does it in this process, which has the store.
fn carry_through(office: &Arc<dyn Office>, bar: &ProgressBar) -> Result<Rotation, Failure> {
    let ask = |request| Reached::Store(Arc::clone(office)).ask::<Rotation>(request);
    thread::scope(|scope| {
        let rotating = scope.spawn(|| ask(Request::KeysRotate {}));
        while !rotating.is_finished() {
            thread::sleep(LOOK);
            show(bar, &ask(Request::KeysRotation {})?);
        }
        rotating.join().unwrap_or_else(|_| {
            Err(ControlError::failed("klich could not do this: an error of its own", "report it; nothing is lost")
                .into())
        })
    })
}

fn bar(json: bool) -> ProgressBar {
    if json || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    ProgressBar::new(0)
}

fn show(bar: &ProgressBar, rotation: &Rotation) {
    // How many there are is known once all have been read.
    let known = rotation.moved < rotation.total || rotation.destroyed;
    let template = if known { "{msg}\n{wide_bar} {pos}/{len} {percent} %" } else { "{msg}\n{pos}; reading the others" };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(if rotation.destroyed { CLEARING } else { "records under new keys" });
    bar.set_length(rotation.total);
    bar.set_position(rotation.moved);
}

fn text(rotation: &Rotation) -> String {
    let mut text = match rotation.moved {
        // They had been brought there before klich was started again.
        0 => "The keys are renewed, and the old ones are destroyed.".to_owned(),
        moved => format!("The keys are renewed: {moved} records lie under new ones, and the old ones are destroyed."),
    };
    if rotation.kept > 0 {
        text.push_str(&format!(
            "\n{} records of an older version keep their row keys until they are written again.",
            rotation.kept
        ));
    }
    text
}

fn root_key(args: &RotateArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let config = context.load()?.config;
    let (url, home) = keys::store_of(&config)?;
    if let Some(at) = vault::wiped_at(&home) {
        return Err(keys::was_wiped(at).into());
    }
    if config.vault.unlock == Unlock::Credential {
        return Err(ControlError::configuration(
            "systemd keeps the root key as a credential, where klich can't put another",
            "write it to a file (`systemd-creds decrypt FILE KEY`), run this with KLICH_VAULT__UNLOCK=key-file and \
             KLICH_VAULT__KEY_FILE=KEY, encrypt KEY again with `systemd-creds encrypt`, and overwrite KEY",
        )
        .into());
    }
    if args.new_passphrase_file.is_some() && config.vault.unlock != Unlock::Passphrase {
        return Err(ControlError::usage(
            "a new passphrase is given, and a key file opens this store",
            "leave --new-passphrase-file out",
        )
        .into());
    }
    if Client::connect(&home.control_socket)?.is_some() {
        return Err(ControlError::again(
            "the bot runs, and would go on with the old root key",
            "stop it, run this, then start it again; nothing was changed",
        )
        .into());
    }
    let new = Source::named_by("--new-passphrase-file", args.new_passphrase_file.clone());
    if new.is_standard_input() && context.passphrase.is_standard_input() {
        let what = "both passphrases are to come from standard input";
        return Err(ControlError::usage(what, "give one of them as a file, or leave it out to be asked").into());
    }
    let note =
        |vault: &Arc<Vault>| Audit::new(Arc::clone(vault)).note(By::CommandLine, Act::RootKeyChanged, Timestamp::now());
    let path = keys::key_path(&config)?;
    let hidden = (config.vault.unlock == Unlock::Passphrase).then(terminal::hide);
    let old = keys::root_key(&config, &context.passphrase)?;
    let changed = match config.vault.unlock {
        Unlock::Passphrase => {
            let new = new.ask_new()?;
            // Whoever changes it because others know it must not go on with the same.
            if WrappedRootKey::load(&path).and_then(|wrapped| wrapped.unwrap(&new)).is_ok() {
                let what = "that is the passphrase which opens this store now";
                return Err(ControlError::usage(what, "choose another one; nothing was changed").into());
            }
            change_root_key(&url, &path, &old, NewRootKey::Passphrase(&new, Cost::STANDARD), note)
        }
        Unlock::KeyFile | Unlock::Credential => change_root_key(&url, &path, &old, NewRootKey::KeyFile, note),
    };
    drop(hidden);
    changed.map_err(|error| keys::trouble(&error, &config))?;
    let report = json!({ "root_key": path });
    let opens = match config.vault.unlock {
        Unlock::Passphrase => ", and the new passphrase opens it",
        Unlock::KeyFile | Unlock::Credential => "",
    };
    Ok(context.output.report(&report, |_| {
        format!(
            "There is a new root key in {}{opens}. Keep a copy of it apart from the store's copies; an old copy of the store \
             still opens with the old one.",
            path.display()
        )
    })?)
}
