//! `klich wipe`: destroys the keys, then everything that is kept. Works without a key, on a damaged store, and beside a
//! configuration whose other parts are wrong.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;

use super::output::tell;
use super::{Context, Failure, keys, terminal};
use crate::campaign::Campaign;
use crate::config::{Config, Unlock};
use crate::control::reports::Wiped;
use crate::control::{Client, Code, ControlError, Request};
use crate::store::Held;
use crate::vault::{self, Home, Left};

/// How long a klich that could not be reached has to find that all was wiped, and to end.
const PATIENCE: Duration = Duration::from_secs(12);

#[derive(Debug, Args)]
pub(super) struct WipeArgs {
    /// Ask nothing; else the campaign's id has to be typed
    #[arg(long)]
    yes: bool,
}

/// What there is to destroy.
struct Target {
    home: Home,
    key_files: Vec<PathBuf>,
    /// Whether a passphrase opens the root key, which lies in the store's folder then.
    has_passphrase: bool,
    campaign: String,
    /// What klich can't destroy, in words.
    elsewhere: Vec<String>,
}

/// The report.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    wiped: Wiped,
    /// When it had been wiped before, if it had.
    wiped_before: Option<Timestamp>,
    /// Who goes on with the keys in memory, if anybody does.
    still_runs: Option<String>,
    /// What is not in klich's power.
    destroy_yourself: &'a [String],
}

/// What is there before anything is destroyed.
struct Found {
    /// There is the mark of a wipe.
    marked: bool,
    /// When all was wiped.
    wiped_before: Option<Timestamp>,
    store: bool,
    keys: bool,
    /// Keys that should be there and are not.
    absent: Vec<PathBuf>,
}

impl Found {
    fn look(target: &Target) -> Self {
        // What can't be looked for may be there.
        let is_there = |path: &PathBuf| {
            fs::symlink_metadata(path).err().is_none_or(|error| error.kind() != io::ErrorKind::NotFound)
        };
        let Target { home, key_files, .. } = target;
        let keys = [&home.keyring, &home.root_key].into_iter().chain(key_files).any(is_there);
        let wiped_at = vault::wiped_at(home);
        let needed = [Some(&home.keyring), target.has_passphrase.then_some(&home.root_key)];
        let needed = needed.into_iter().flatten().chain(key_files);
        Self {
            marked: wiped_at.is_some(),
            // Beside a key it was not whole, or somebody else's mark.
            wiped_before: wiped_at.filter(|_| !keys),
            store: home.data_dir.is_dir(),
            keys,
            absent: needed.filter(|path| !is_there(path)).cloned().collect(),
        }
    }
}

/// Wipes, through the running bot and on the files themselves: one that hangs or is older is no hindrance.
pub(super) fn run(args: &WipeArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut target = find(context)?;
    if !args.yes {
        confirm(&target)?;
    }
    let found = Found::look(&target);
    let held = Held::of(&target.home.data_dir);
    let bot = Client::connect(&target.home.control_socket).ok().flatten();
    // Whatever a bot says, and however long it takes: first and last its files are looked at here.
    vault::wipe(&target.home, &target.key_files, Timestamp::now());
    let through_bot = bot.map(|bot| bot.ask(&Request::Wipe {}));
    let mut left = vault::wipe(&target.home, &target.key_files, Timestamp::now());
    let still_runs = match through_bot {
        Some(Ok(_)) => None,
        // It may find the mark by itself, as one does that is not to be reached; a command that has the store ends.
        told if goes_on(held.as_ref(), told.is_some(), &target.home) => Some(match told {
            Some(Err(error)) => format!("the bot that runs has not wiped itself: {}", error.what),
            _ => "a klich that could not be reached still has the store open".to_owned(),
        }),
        _ => None,
    };
    let wiped_before = found.wiped_before;
    if wiped_before.is_none() {
        if !found.store {
            let error = io::Error::other("there is no store; if it lies elsewhere, it is as it was");
            left.push(Left { path: target.home.data_dir.clone(), is_key: false, error });
        }
        // Destroyed by an earlier try that was not whole, or kept in another place.
        if !found.marked {
            let elsewhere = |path: PathBuf| format!("the key {}, which was not there: wherever it is", path.display());
            target.elsewhere.splice(0..0, found.absent.into_iter().map(elsewhere));
        }
    }
    let wiped = Wiped {
        wiped: !left.iter().any(|left| left.is_key) && (found.keys || wiped_before.is_some()),
        not_destroyed: left.iter().map(|left| format!("{}: {}", left.path.display(), left.error)).collect(),
    };
    let report = Report { wiped, wiped_before, still_runs, destroy_yourself: &target.elsewhere };
    let reported = context.output.report(&report, text);
    let mut failed = false;
    let mut complain = |what: &str, next: &str| {
        failed = true;
        tell(format_args!("klich: {what}\nnext: {next}"));
    };
    if let Some(what) = &report.still_runs {
        complain(what, "end it now (SIGKILL): it has the keys in memory");
    }
    if let Err(error) = keys::all_destroyed(&left) {
        complain(&error.what, &error.next);
    } else if !report.wiped.wiped {
        let next = "see that `store.url` and `vault.key_file` in klich.toml name what is to be destroyed";
        complain("no key was found, so none was destroyed", next);
    }
    // The report is one JSON document, and says it too.
    if failed { Err(Failure::Told(Code::Failed)) } else { Ok(reported?) }
}

/// Tells whether somebody has the store open still; where its log went with an earlier wipe, whether a bot still listens.
fn goes_on(held: Option<&Held>, asked: bool, home: &Home) -> bool {
    match held {
        Some(held) => held.is_held_after(PATIENCE),
        None => asked && Client::connect(&home.control_socket).is_ok_and(|client| client.is_some()),
    }
}

/// Finds what to destroy; only the parts of the configuration that name it must be sound.
fn find(context: &Context<'_>) -> Result<Target, Failure> {
    let (config, home) = context
        .whereabouts(&["store.url", "vault.key_file", "vault.unlock"])
        .inspect_err(|_| without_configuration())?;
    let mut elsewhere = vec!["every copy of the key and every backup that was made elsewhere".to_owned()];
    if config.vault.unlock == Unlock::Credential {
        elsewhere.push("what systemd makes the credential vault-key of".to_owned());
    }
    let token = &config.telegram.token_file;
    let lies = if token.is_file() { format!(", and shred {}", token.display()) } else { String::new() };
    elsewhere.push(format!("the bot's token: have it revoked at @BotFather{lies}"));
    let named = if context.config.is_file() { &context.config } else { Path::new("klich.toml") };
    elsewhere.push(format!("{}, which names organisers, and the campaign's files", named.display()));
    elsewhere
        .push("whatever was exported, opened, printed or brought in: tables, lists, letters, alert files".to_owned());
    elsewhere.push("what Telegram and people's phones keep of their chats with the bot".to_owned());
    let has_passphrase = config.vault.unlock == Unlock::Passphrase;
    Ok(Target { home, key_files: keys::own_key_files(&config), has_passphrase, campaign: campaign(&config), elsewhere })
}

/// Says how to wipe where nobody can tell from klich.toml where store and keys are.
fn without_configuration() {
    tell(format_args!(
        "klich: nothing was wiped: klich.toml does not say where the store and its keys are\nnext: correct it, or say it here: \
         `KLICH_STORE__URL=sled:/PLACE/data KLICH_VAULT__KEY_FILE=/PLACE/secrets/vault.key klich --config /dev/null wipe`"
    ));
}

/// Gives the campaign's id; where it can't be read, the name by which the configuration calls it.
fn campaign(config: &Config) -> String {
    match Campaign::load(&config.campaign, &config.base_dir) {
        Ok(campaign) => campaign.id().as_str().to_owned(),
        Err(_) => config.campaign.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned(),
    }
}

/// Lets the person type the campaign's id.
fn confirm(target: &Target) -> Result<(), Failure> {
    let Some(mut terminal) = terminal::open() else {
        let what = "wiping has to be confirmed, and nobody sits at a terminal";
        return Err(ControlError::usage(what, "run it on a terminal, or write `klich wipe --yes`").into());
    };
    let asked = write!(
        terminal,
        "This destroys the keys and everything in {}. There is no way back.\nType the campaign's id, {}, to wipe: ",
        target.home.data_dir.display(),
        target.campaign
    );
    asked.and_then(|()| terminal.flush())?;
    let mut line = String::new();
    BufReader::new(terminal).read_line(&mut line)?;
    if line.trim() == target.campaign {
        return Ok(());
    }
    Err(ControlError::usage("that is not the campaign's id", "nothing was wiped; try again").into())
}

fn text(report: &Report<'_>) -> String {
    let Report { wiped, wiped_before, still_runs, destroy_yourself } = report;
    let is_whole = wiped.not_destroyed.is_empty();
    let mut text = match (wiped.wiped, wiped_before) {
        (true, Some(at)) if is_whole => format!("Wiped already{}, and looked through once more.\n", keys::on(*at)),
        (true, None) if is_whole => {
            "Wiped: the keys are destroyed, and with them all that klich kept here.\n".to_owned()
        }
        (true, _) => "The keys that were here are destroyed. Not everything else is.\n".to_owned(),
        (false, _) if is_whole => "Nothing was found that could be wiped.\n".to_owned(),
        (false, _) => "NOT wiped whole: a key may be left.\n".to_owned(),
    };
    for left in &wiped.not_destroyed {
        text.push_str(&format!("  not destroyed: {left}\n"));
    }
    if let Some(who) = still_runs {
        text.push_str(&format!("  still there: {who}\n"));
    }
    text.push_str("Not in klich's power, destroy it yourself:\n");
    for elsewhere in *destroy_yourself {
        text.push_str(&format!("  {elsewhere}\n"));
    }
    text
}
