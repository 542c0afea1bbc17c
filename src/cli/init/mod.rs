//! `klich init [DIR]`: a home with configuration, keys, a campaign and an example.
//!
//! klich.toml is written last: an init that was interrupted leaves none and can be run again.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde::Serialize;

use super::alert::example;
use super::files::{make_folder, write_new};
use super::{Context, Failure, keys};
use crate::campaign::Campaign;
use crate::config::{Config, Unlock};
use crate::control::ControlError;
use crate::store::StoreUrl;
use crate::vault::{self, Cost, Passphrase};

const TEMPLATE: &str = include_str!("klich.toml");

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to make; this one where none is named
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// What opens the vault
    #[arg(long, value_enum, default_value_t = By::KeyFile)]
    unlock: By,
}

/// What opens the vault, as it is written in klich.toml.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// A file that klich reads at each start
    KeyFile,
    /// What somebody types after each start; --passphrase-file gives it where nobody does
    Passphrase,
    /// A key that systemd hands over
    Credential,
}

/// What was made, and what was there.
#[derive(Serialize)]
struct Made {
    dir: PathBuf,
    created: Vec<PathBuf>,
    kept: Vec<PathBuf>,
}

/// Makes a home. Asks for nothing but a passphrase, and only where one is wanted; overwrites nothing.
pub(super) fn run(args: &InitArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let dir = args.dir.as_path();
    let toml = dir.join("klich.toml");
    if fs::symlink_metadata(&toml).is_ok() {
        return Err(is_there(&toml).into());
    }
    let id = Config::default().campaign;
    let campaign = embedded(&id)?;
    let passphrase = match args.unlock {
        By::Passphrase => Some(context.passphrase.ask_new()?),
        _ if context.passphrase.is_named() => {
            let next = "write `klich init --unlock passphrase`, or leave --passphrase-file out";
            return Err(ControlError::usage("a passphrase is given, and nothing asks for one", next).into());
        }
        _ => None,
    };
    let mut made = Made { dir: dir.to_owned(), created: Vec::new(), kept: Vec::new() };

    make_folder(dir)?;
    make_folder(&dir.join("secrets"))?;
    made.vault(dir, passphrase.as_ref())?;
    for (name, bytes) in Campaign::embedded_files(&id) {
        made.file(Path::new("campaigns").join(&id).join(name), &bytes)?;
    }
    let alert = example::alert_file(&campaign, 1, Timestamp::now());
    made.file(Path::new("alerts").join("example.toml"), alert.as_bytes())?;
    if !write_new(&toml, template(&id, args.unlock).as_bytes())? {
        return Err(is_there(&toml).into());
    }
    made.created.push("klich.toml".into());
    Ok(context.output.report(&made, |made| text(made, args.unlock))?)
}

fn template(campaign: &str, unlock: By) -> String {
    let unlock = match unlock {
        By::KeyFile => "key-file",
        By::Passphrase => "passphrase",
        By::Credential => "credential",
    };
    TEMPLATE.replace("{campaign}", campaign).replace("{unlock}", unlock)
}

impl Made {
    fn vault(&mut self, dir: &Path, passphrase: Option<&Passphrase>) -> Result<(), ControlError> {
        let mut config = Config::default();
        config.vault.key_file = dir.join("secrets/vault.key");
        config.store.url = format!("sled:{}", dir.join("data").display());
        let url = StoreUrl::Sled(dir.join("data"));
        let (key, created) = match passphrase {
            Some(passphrase) => {
                config.vault.unlock = Unlock::Passphrase;
                ("data/root-key", vault::create_with_passphrase(&url, passphrase, Cost::STANDARD))
            }
            None => ("secrets/vault.key", vault::create(&url, &config.vault.key_file)),
        };
        let created = created.map_err(|error| keys::trouble(&error, &config))?;
        self.note(key.into(), created.key_file);
        self.note("data".into(), created.keyring);
        Ok(())
    }

    fn file(&mut self, name: PathBuf, bytes: &[u8]) -> Result<(), ControlError> {
        let path = self.dir.join(&name);
        if let Some(parent) = path.parent() {
            make_folder(parent)?;
        }
        let is_new = write_new(&path, bytes)?;
        self.note(name, is_new);
        Ok(())
    }

    fn note(&mut self, name: PathBuf, is_new: bool) {
        if is_new { self.created.push(name) } else { self.kept.push(name) }
    }
}

fn is_there(toml: &Path) -> ControlError {
    ControlError::failed(
        format!("{} is there already, and nothing is overwritten", toml.display()),
        "edit it, or name another folder: `klich init DIR`",
    )
}

fn embedded(id: &str) -> Result<Campaign, ControlError> {
    let campaign = Campaign::embedded(id).and_then(Result::ok);
    campaign.ok_or_else(|| ControlError::failed(format!("this program holds no sound campaign {id}"), "build it anew"))
}

fn text(made: &Made, unlock: By) -> String {
    let dir = made.dir.display();
    let here = made.dir == Path::new(".");
    let mut text = format!("Made in {}:\n", if here { "this folder".to_owned() } else { dir.to_string() });
    for name in &made.created {
        text.push_str(&format!("  {}\n", name.display()));
    }
    if !made.kept.is_empty() {
        text.push_str("There already, and left as it is:\n");
        for name in &made.kept {
            text.push_str(&format!("  {}\n", name.display()));
        }
    }
    let enter = if here { String::new() } else { format!("cd {dir} && ") };
    let (keep, run) = match unlock {
        By::KeyFile => {
            ("Keep a copy of secrets/vault.key elsewhere: without it the store can't be read by anyone.", "klich run")
        }
        By::Passphrase => (
            "Keep the passphrase where more than one person finds it, and a copy of data/root-key apart from the store's\n     \
             copies: without both the store, and every backup of it, can't be read by anyone.",
            "klich run, and in another terminal: klich unlock",
        ),
        By::Credential => (
            "Hand secrets/vault.key to systemd as the credential vault-key (`systemd-creds encrypt --name=vault-key`),\n     \
             keep a copy elsewhere, and take it off this disk: without it the store can't be read by anyone.",
            "Start the unit: dist/klich.service says how",
        ),
    };
    text.push_str(&format!(
        "\nNext:\n  \
         1. Ask @BotFather in Telegram for a bot (/newbot). Put its token in its file, paste and end with Ctrl-D:\n       \
         {enter}install -m 600 /dev/stdin secrets/bot-token\n  \
         2. Edit klich.toml (organisers.ids: who may send from the chat) and campaigns/.\n  \
         3. {keep}\n  \
         4. klich check\n  \
         5. {run}\n"
    ));
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_template_holds_every_key_with_its_default() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("klich.toml");
        fs::write(&path, template("ours", By::KeyFile)).unwrap();
        let written = Config::read(&path, []).into_loaded().unwrap();
        assert_eq!(written.warnings, []);
        fs::write(&path, "campaign = \"campaigns/ours\"").unwrap();
        let defaults = Config::read(&path, []).into_loaded().unwrap();
        assert_eq!(format!("{:?}", written.config), format!("{:?}", defaults.config));
        assert_eq!(written.config.telegram.token_file, defaults.config.telegram.token_file);
        assert_eq!(written.config.telegram.messages_per_second, defaults.config.telegram.messages_per_second);
        assert_eq!(written.config.store.url, defaults.config.store.url);
        assert_eq!(written.config.organisers.reminders, defaults.config.organisers.reminders);
        let keys = TEMPLATE.lines().filter(|line| !line.starts_with('#') && line.contains(" = ")).count();
        assert_eq!(keys, 28, "every key but the token");
        for (by, unlock) in [(By::Passphrase, Unlock::Passphrase), (By::Credential, Unlock::Credential)] {
            fs::write(&path, template("ours", by)).unwrap();
            assert_eq!(Config::read(&path, []).into_loaded().unwrap().config.vault.unlock, unlock);
        }
    }
}
