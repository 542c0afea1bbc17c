//! The bot: everything started, watched, drained and stopped.
//!
//! `coming_in` starts what takes updates and handles them, `going_out` what sends without being asked, `bot` holds both together.

mod bot;
mod coming_in;
mod farewell;
mod going_out;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use self::bot::Bot;
use super::locked::{self, Opened};
use super::logging::LogTail;
use super::office::OpenOffice;
use super::reload::{self, Reloader};
use super::setup::{DISK, bind_metrics, bind_web, client, ended_early, greet};
use super::wiping::Wiper;
use super::{house, parent, public};
use crate::bot::{InForce, Rooms};
use crate::cli::key_lists::key_lists;
use crate::cli::passphrase::Source;
use crate::cli::{Failure, keys, memory};
use crate::config::{Config, Loaded, Unlock};
use crate::control::{self, ControlError};
use crate::telegram::HANDLER_STACK;
use crate::web::{Pages, Shelf, Site};

/// Threads that wait for the disk, at most: each keeps memory of its own for a while, and the disk serves no more.
const BLOCKING_THREADS: usize = 16;

/// Runs the bot until SIGTERM or SIGINT, or until it can't go on.
///
/// # Errors
/// Why it did not start, or had to end: with the next step and the exit code that fits.
pub fn run(loaded: Loaded, log: LogTail) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_stack_size(HANDLER_STACK)
        .build()
        .map_err(|error| {
            ControlError::failed(format!("no thread can be started: {error}"), "free memory, then try again")
        })?;
    let wiper = Wiper::new(&loaded.config)?;
    let config = loaded.config.clone();
    let result = runtime.block_on(async {
        let watching = tokio::spawn(Arc::clone(&wiper).watch());
        let served = serve(loaded, log, &wiper).await;
        watching.abort();
        // What could not go on may have been overtaken by a wipe.
        wiper.follow().await;
        // Without keys everything fails: what ended first may have done so for that reason.
        if wiper.has_ended().await {
            farewell::say_what_is_left(&config, &wiper).await;
        }
        served
    });
    // What still blocks after the drain waits for a server that does not answer. Everything else lets go of the store: it is
    // closed with the last of them, the wiper.
    runtime.shutdown_timeout(Duration::from_millis(500));
    if wiper.is_wiped() {
        return Ok(wiper.wipe_again()?);
    }
    result
}

async fn serve(loaded: Loaded, log: LogTail, wiper: &Arc<Wiper>) -> Result<(), Failure> {
    let Loaded { config, path, .. } = loaded;
    let mut stop = std::pin::pin!(asked_to_stop()?);
    let hang_up = reload::hang_up()?;
    let client = client(&config)?;
    let web = bind_web(&config).await?;
    let figures = bind_metrics(&config).await?;
    let home = keys::home_there(&config)?;
    // Before anything is left in it that its owner could not remove.
    keys::own_store(&config)?;
    let socket = control::Server::bind(&home.control_socket)?;
    let config = Arc::new(config);
    let serving = CancellationToken::new();
    // Before the store is opened: with a wrong token nothing in it is touched.
    let greeting = {
        let client = client.clone();
        tokio::spawn(async move { greet(&client).await })
    };
    let opened = if config.vault.unlock == Unlock::Passphrase {
        let web = web.as_ref();
        match locked::wait(&config, socket, web, greeting, &serving, stop.as_mut(), wiper).await? {
            Some(opened) => opened,
            None => return Ok(()),
        }
    } else {
        open(&config, socket, greeting, &serving, wiper).await?
    };
    for warning in memory::warnings() {
        tracing::warn!("{warning}. Next: {}", warning.next);
    }
    let Opened { in_force, office, control, greeted } = opened;
    office.open_log(log);
    match greeted {
        Ok(me) => {
            // Links are made of it.
            if me.has_proper_username() {
                let _ = in_force.rooms().username.set(me.username);
            }
            tracing::info!("klich is running");
        }
        Err(error) => tracing::warn!(%error, "klich is running, but does not reach Telegram yet"),
    }
    {
        let rooms = in_force.rooms();
        if let Some(eldest) = rooms.audience.eldest().filter(|eldest| rooms.named(eldest.as_str()).is_none()) {
            tracing::warn!(
                campaign = %eldest,
                "a campaign is not served any more: who heard it alone hears nothing until they choose another"
            );
        }
        let closings = office.closings();
        blocking(move || {
            // Before anything is taken in: what comes for the next petition must not go with the one before.
            let swept = closings.carry_through(&rooms);
            let enrolled = swept.and_then(|()| crate::bot::telling::begin(&rooms));
            enrolled.map_err(|error| ControlError::failed(error.to_string(), DISK))
        })
        .await?;
    }
    let reloader = Arc::new(Reloader::new(path, (*config).clone(), in_force.clone()));
    let web = match web {
        Some(listener) => {
            let pages = Pages::new(shelf(&config, &in_force.rooms())?);
            reloader.serve(pages.clone());
            Some((listener, pages))
        }
        None => None,
    };
    let mut bot = Bot::start(&config, in_force.clone(), client, (&office, control), serving, web);
    office.open_reload(Arc::clone(&reloader));
    tokio::spawn(reload::on_hang_up(reloader, hang_up, bot.handling.clone()));
    if let Some(listener) = figures {
        bot.start_metrics(listener);
    }
    bot.run(stop, wiper).await
}

/// Opens the store with a key that is at hand.
async fn open(
    config: &Arc<Config>,
    socket: control::Server,
    greeting: locked::Greeting,
    serving: &CancellationToken,
    wiper: &Arc<Wiper>,
) -> Result<Opened, ControlError> {
    let greeted = greeting.await.unwrap_or_else(|_| Err(ended_early()))?;
    let rooms = {
        let config = Arc::clone(config);
        blocking(move || house::open(&config, &keys::root_key(&config, &Source::default())?)).await?
    };
    let in_force = InForce::new(rooms);
    wiper.hold(&in_force);
    let office = Arc::new(OpenOffice::new(in_force.clone(), Some(Timestamp::now()), Some(Arc::clone(wiper))));
    let control = tokio::spawn(socket.serve(Arc::clone(&office) as Arc<dyn control::Office>, serving.clone()));
    Ok(Opened { in_force, office, control, greeted })
}

/// Makes the Mini App and the public page of rooms that come into force.
pub(super) fn shelf(config: &Config, rooms: &Arc<Rooms>) -> Result<Shelf, ControlError> {
    let lists = key_lists(config, rooms.campaign.id().as_str())?;
    let site = Arc::new(Site::new(&rooms.campaign, &lists.current, &lists.chain));
    let page = |rooms: Rooms| (rooms.campaign.id().to_string(), public::public(config, &Arc::new(rooms), &lists));
    let more: BTreeMap<_, _> = rooms.each().skip(1).map(page).collect();
    Ok(Shelf { site, public: public::public(config, rooms, &lists), more })
}

/// Resolves at the first SIGTERM or SIGINT.
fn asked_to_stop() -> Result<impl Future<Output = ()>, ControlError> {
    let refused =
        |error: std::io::Error| ControlError::failed(format!("no signal handler: {error}"), "start klich again");
    let mut terminate = signal(SignalKind::terminate()).map_err(refused)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(refused)?;
    let parent = parent::gone();
    Ok(async move {
        tokio::select! {
            () = parent => {}
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ControlError> + Send + 'static,
) -> Result<T, ControlError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(ended_early()))
}
