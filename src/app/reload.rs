//! Takes configuration and campaigns in anew while the bot runs: checked first, exactly as `klich check` does, then put in
//! force whole. With any mistake everything stays as it was.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::house;
use super::run::{blocking, shelf};
use super::setup::DISK;
use crate::alert::State;
use crate::audit::{Act, By};
use crate::bot::{InForce, Rooms, Served};
use crate::campaign::Campaign;
use crate::cli::check;
use crate::config::{Config, Problem, Reading};
use crate::control::reports::Reloaded;
use crate::control::{Code, ControlError};
use crate::web::Pages;

/// What takes it in. One at a time.
pub struct Reloader {
    path: PathBuf,
    in_force: InForce,
    /// The configuration that is in force, with the token that the bot began with.
    present: Mutex<Present>,
    /// The public pages; none where nothing is served.
    pages: OnceLock<Pages>,
}

struct Present {
    config: Config,
    token: Option<String>,
}

impl Reloader {
    /// Makes one for the file that `config` came from.
    pub(super) fn new(path: PathBuf, config: Config, in_force: InForce) -> Self {
        let token = token(&config);
        Self { path, in_force, present: Mutex::new(Present { config, token }), pages: OnceLock::new() }
    }

    /// Lets the public pages follow.
    pub(super) fn serve(&self, pages: Pages) {
        let _ = self.pages.set(pages);
    }

    /// Takes everything in, or tells why not. Blocks.
    pub(super) fn reload(&self) -> Reloaded {
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = Config::read(&self.path, std::env::vars_os());
        let mut problems = check::configuration(&reading);
        if let Some(after) = &reading.config {
            problems.extend(self.fixed(&present, after, &reading));
        }
        let mut refused = None;
        let changed = match &reading.config {
            Some(after) if !problems.iter().any(Problem::is_error) => match self.take_in(&present.config, after) {
                Ok(changed) => {
                    present.config = after.clone();
                    Some(changed)
                }
                Err(error) => {
                    refused = Some(error.code).filter(|code| *code != Code::Configuration);
                    problems.push(Problem::error(error.what, error.next));
                    None
                }
            },
            _ => None,
        };
        log(&problems, changed.as_deref());
        Reloaded { taken: changed.is_some(), changed: changed.unwrap_or_default(), problems, refused }
    }

    /// Names what has another value and counts from the next start only.
    fn fixed(&self, present: &Present, after: &Config, reading: &Reading) -> Vec<Problem> {
        let next = "put the former value back and reload, or restart klich: then it counts";
        let fixed = |key: &str| Problem::error(format!("`{key}` can't be changed while klich runs"), next);
        let keys = present.config.changes(after);
        let mut problems: Vec<Problem> = keys
            .into_iter()
            .filter(|key| present.config.is_fixed(key) && reading.is_sound(key))
            .map(|key| reading.place(key, fixed(key)))
            .collect();
        let same_place = present.config.telegram.token_file == after.telegram.token_file;
        if same_place && present.token.is_some() && token(after).is_some_and(|after| Some(after) != present.token) {
            let what = "another token can't be taken in while klich runs";
            problems.push(Problem::error(what, next).at(&after.telegram.token_file, None));
        }
        let id = self.in_force.rooms().campaign.id().clone();
        if let Ok(campaign) = Campaign::load(&after.campaign, &after.base_dir)
            && *campaign.id() != id
        {
            let what = format!("the campaign's id can't be changed while klich runs: it is `{id}`");
            problems.push(reading.place("campaign", Problem::error(what, next)));
        }
        problems
    }

    /// Puts a configuration without mistakes in force. Gives what is another now.
    fn take_in(&self, before: &Config, after: &Config) -> Result<Vec<String>, ControlError> {
        let old = self.in_force.rooms();
        must_stay(after, &old)?;
        let rooms = house::reopen(after, &old)?;
        let served = self.pages.get().map(|pages| Ok::<_, ControlError>((pages, shelf(after, &rooms)?))).transpose()?;
        crate::bot::telling::begin(&rooms).map_err(|error| super::office::vault_error(&error))?;
        let changed: Vec<_> = before.changes(after).into_iter().map(str::to_owned).chain(texts(&old, &rooms)).collect();
        if !changed.is_empty() {
            let noted = rooms.audit.note(By::CommandLine, Act::Reloaded, Timestamp::now());
            noted.and_then(|()| rooms.vault.sync_blocking()).map_err(|error| super::office::vault_error(&error))?;
        }
        self.in_force.replace(rooms);
        if let Some((pages, shelf)) = served {
            pages.replace(shelf);
        }
        Ok(changed)
    }
}

/// Refuses where something is under way that would be another campaign's or petition's, or nobody's, afterwards.
fn must_stay(after: &Config, old: &Rooms) -> Result<(), ControlError> {
    if old.are_closing().map_err(|error| super::office::vault_error(&error))? {
        let what = "a petition is being closed: what comes for the next one must not go with it";
        return Err(ControlError::again(what, "reload once `klich pledges close` says that it is done"));
    }
    let after: Vec<_> = after.campaigns().filter_map(|name| Campaign::load(name, &after.base_dir).ok()).collect();
    let is_served = |id: &str| after.iter().any(|campaign| campaign.id().as_str() == id);
    let going_out =
        old.alerts.all().map_err(|error| ControlError::failed(error.to_string(), DISK))?.into_iter().find(|alert| {
            alert.state == State::Running && old.named(&alert.campaign).is_some() && !is_served(&alert.campaign)
        });
    match going_out {
        Some(alert) => Err(ControlError::again(
            format!("a call of the campaign `{}` is going out", alert.campaign),
            format!("pause or cancel it first: klich alert pause {}", alert.id),
        )),
        None => Ok(()),
    }
}

/// Names the campaigns whose files are others.
fn texts(old: &Rooms, new: &Rooms) -> Vec<String> {
    let is_other = |served: &&Served| {
        let before = old.served.iter().find(|before| before.campaign.id() == served.campaign.id());
        before.is_some_and(|before| before.campaign.digest() != served.campaign.digest())
    };
    new.served.iter().filter(is_other).map(|served| format!("texts of {}", served.campaign.id())).collect()
}

fn token(config: &Config) -> Option<String> {
    config.token().ok().map(|token| token.expose().to_owned())
}

/// Logs what became of it: places and names of keys, and nothing that stands in a text.
fn log(problems: &[Problem], changed: Option<&[String]>) {
    for problem in problems.iter().filter(|problem| problem.is_error()) {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        let place =
            problem.file.as_ref().map_or_else(|| "the configuration".to_owned(), |file| format!("{file}{line}"));
        tracing::error!(place, "a mistake; `klich reload` and `klich check` say which");
    }
    match changed {
        Some(changed) => tracing::info!(changed = changed.join(", "), "configuration and campaigns were taken in anew"),
        None => tracing::error!("configuration and campaigns were not taken in; klich runs on as it was"),
    }
}

/// Hears SIGHUP: from this on it ends no process, and one that comes before the bot can act on it is not lost.
///
/// # Errors
/// Where the system refuses the handler.
pub(super) fn hang_up() -> Result<Signal, ControlError> {
    signal(SignalKind::hangup())
        .map_err(|error| ControlError::failed(format!("no signal handler: {error}"), "start klich again"))
}

/// Takes everything in anew whenever SIGHUP comes, until `stop`.
pub(super) async fn on_hang_up(reloader: Arc<Reloader>, mut hang_up: Signal, stop: CancellationToken) {
    while let Some(Some(())) = stop.run_until_cancelled(hang_up.recv()).await {
        let reloader = Arc::clone(&reloader);
        let _ = blocking(move || Ok(reloader.reload())).await;
    }
}
