//! `klich status`: whether the bot runs, and how it is.

use jiff::Timestamp;

use super::output::{pairs, tell};
use super::{Context, Failure, keys, reach};
use crate::campaign::Campaign;
use crate::config::{Config, Unlock};
use crate::control::reports::{BotState, Rotation, Status};
use crate::control::{Client, Request};
use crate::vault;

/// Prints the bot's state; that none runs is an answer, not a failure.
pub(super) fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let status = match without_passphrase(context)? {
        Some(status) => status,
        None => reach::ask(context, Request::Status {})?,
    };
    Ok(context.output.report(&status, text)?)
}

/// That no bot runs can be told without the passphrase; it is asked for by those who want the numbers.
fn without_passphrase(context: &Context<'_>) -> Result<Option<Status>, Failure> {
    let (config, home) = context.whereabouts(&["store.url"])?;
    if Client::connect(&home.control_socket)?.is_some() {
        return Ok(None);
    }
    if let Some(at) = vault::wiped_at(&home) {
        let mut status = Status::without_numbers(BotState::Wiped, Some(at), campaign(&config));
        // A mark that can't be read tells no time.
        status.since = status.since.filter(|at| *at != Timestamp::UNIX_EPOCH);
        for key in keys::keys_left(&config, &home) {
            let next = "run `klich wipe` once more, or destroy it yourself";
            tell(format_args!("klich: warning: a key is still there, {}\nnext: {next}", key.display()));
            status.keys_left.push(key.display().to_string());
        }
        return Ok(Some(status));
    }
    let config = context.load()?.config;
    let (url, _) = keys::store_of(&config)?;
    let looked_at = match config.vault.unlock {
        Unlock::Passphrase if !context.passphrase.is_named() => vault::look_at_locked(&url).map(drop),
        // systemd gives the key to the unit only.
        Unlock::Credential if keys::key_path(&config).is_err() => vault::look_at_keyless(&url),
        _ => return Ok(None),
    };
    looked_at.map_err(|error| keys::trouble(&error, &config))?;
    Ok(Some(Status::without_numbers(BotState::Stopped, None, campaign(&config))))
}

/// Gives the campaign's id; nothing where it can't be read.
fn campaign(config: &Config) -> String {
    let campaign = Campaign::load(&config.campaign, &config.base_dir);
    campaign.map(|campaign| campaign.id().as_str().to_owned()).unwrap_or_default()
}

fn aside(count: u64) -> String {
    if count == 0 { "0".to_owned() } else { format!("{count}; see `klich aside list`") }
}

fn text(status: &Status) -> String {
    let since = status.since.map(|since| format!(", since {since:.0}")).unwrap_or_default();
    let running = match status.state {
        BotState::Running => format!("yes{since}"),
        BotState::Locked => format!("locked{since}; unlock it with `klich unlock`"),
        BotState::Wiped => format!("no: everything was wiped{}", since.replace(", since", " on")),
        BotState::Stopped => "no; start it with `klich run`".to_owned(),
    };
    let untold = status.state == BotState::Stopped && status.inbox.is_none();
    let more = untold.then(|| ("more", "with the key or --passphrase-file, or when the bot runs".to_owned()));
    // Where all is well, that goes without saying.
    let silent = status.receives == Some(false);
    let silence = silent.then(|| ("updates", "none come in: Telegram is not reached, see the log".to_owned()));
    let known = [("running", running), ("version", status.version.clone()), ("campaign", status.campaign.clone())];
    let numbers = [
        ("updates in the inbox", status.inbox.map(|count| count.to_string())),
        ("updates set aside", status.set_aside.map(aside)),
        ("broadcasts on their way", status.broadcasts.map(|count| count.to_string())),
    ];
    let renewed = |rotation: &Rotation| {
        let stopped = rotation.trouble.iter().map(|trouble| format!("; stopped: {trouble}")).collect::<String>();
        let all = match (rotation.destroyed, status.running) {
            (true, _) => format!("all; {}", super::rotate::CLEARING),
            (false, false) => "not all; it goes on with `klich run`, or `klich keys rotate`".to_owned(),
            // How many there are is known once all have been read.
            (false, true) if rotation.moved == rotation.total => format!("{}; reading the others", rotation.moved),
            (false, true) => format!("{} of {}", rotation.moved, rotation.total),
        };
        format!("{all}{stopped}")
    };
    let rotation = [("records under new keys", status.rotation.as_ref().map(renewed))];
    let numbers = numbers.into_iter().chain(rotation).filter_map(|(name, number)| Some((name, number?)));
    pairs(known.into_iter().chain(silence).chain(numbers).chain(more))
}
