//! A bot that waits for its passphrase: alive and asked how it is, and nothing more. No update is taken, no row is read.

use std::io::Write;
use std::pin::Pin;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, TryLockError};
use std::time::Instant;

use jiff::Timestamp;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::attempts::Attempts;
use super::house;
use super::office::{OpenOffice, report};
use super::run::blocking;
use super::setup::ended_early;
use super::wiping::Wiper;
use crate::bot::InForce;
use crate::campaign::Campaign;
use crate::cli::keys;
use crate::config::Config;
use crate::control::reports::{BotState, Status, Unlocked};
use crate::control::{self, ControlError, Office, Request, Secret};
use crate::telegram::{CallError, Me};
use crate::vault::{self, Passphrase, RootKey, VaultError, WrappedRootKey};
use crate::web;

/// What Telegram says of the bot, asked while it is locked: a wrong token is said at once.
pub(super) type Greeting = JoinHandle<Result<Result<Me, CallError>, ControlError>>;

/// A bot that was unlocked.
pub(super) struct Opened {
    pub(super) in_force: InForce,
    pub(super) office: Arc<OpenOffice>,
    /// Serves the control socket, as it did while the bot was locked.
    pub(super) control: JoinHandle<()>,
    pub(super) greeted: Result<Me, CallError>,
}

/// Waits for the passphrase, then opens the store; none where `stop` came first.
///
/// # Errors
/// What is wrong with the root key's file, the keyring, the token or the store; nothing was changed then.
pub(super) async fn wait(
    config: &Arc<Config>,
    socket: control::Server,
    web: Option<&TcpListener>,
    mut greeting: Greeting,
    serving: &CancellationToken,
    mut stop: Pin<&mut impl Future<Output = ()>>,
    wiper: &Arc<Wiper>,
) -> Result<Option<Opened>, ControlError> {
    let (gate, mut keys) = Gate::new(config, Arc::clone(wiper))?;
    let gate = Arc::new(gate);
    let mut control = tokio::spawn(socket.serve(Arc::clone(&gate) as Arc<dyn Office>, serving.clone()));
    tracing::info!("klich is locked: it takes no updates until `klich unlock`");
    let health = async {
        match web {
            Some(listener) => web::serve_locked(listener).await,
            None => std::future::pending().await,
        }
    };
    let mut greeted = None;
    let waiting = async {
        loop {
            tokio::select! {
                () = stop.as_mut() => return Ok(None),
                () = wiper.wiped() => return Ok(None),
                answer = &mut greeting, if greeted.is_none() => greeted = Some(answer.unwrap_or_else(|_| Err(ended_early()))?),
                unlocking = keys.recv() => return Ok(unlocking),
            }
        }
    };
    let waited = tokio::select! {
        waited = waiting => waited,
        _ = &mut control => Err(ended_early()),
        ended = health => Err(match ended {
            Ok(()) => ended_early(),
            Err(error) => ControlError::failed(format!("the web server stopped: {error}"), "start klich again"),
        }),
    };
    let opened = match waited {
        Ok(Some(Unlocking { key, told })) => {
            let opened = open(config, key, greeted, greeting).await.map(|(in_force, greeted)| {
                let office = OpenOffice::new(in_force.clone(), Some(gate.since), Some(Arc::clone(wiper)));
                let office = Arc::new(office);
                wiper.hold(&in_force);
                // First: whoever hears that it is open may ask at once.
                let _ = gate.office.set(Arc::clone(&office));
                tracing::info!("klich is unlocked");
                (in_force, office, greeted)
            });
            // Whoever asked may be gone.
            let _ = told.send(opened.as_ref().map(|_| ()).map_err(ControlError::clone));
            opened.map(Some)
        }
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    match opened {
        Ok(Some((in_force, office, greeted))) => Ok(Some(Opened { in_force, office, control, greeted })),
        ended => {
            serving.cancel();
            // Whoever is unlocking hears that it stops, and is not waited for.
            drop(keys);
            let _ = control.await;
            ended.map(|_| None)
        }
    }
}

async fn open(
    config: &Arc<Config>,
    key: RootKey,
    greeted: Option<Result<Me, CallError>>,
    greeting: Greeting,
) -> Result<(InForce, Result<Me, CallError>), ControlError> {
    let greeted = match greeted {
        Some(greeted) => greeted,
        None => greeting.await.unwrap_or_else(|_| Err(ended_early()))?,
    };
    let config = Arc::clone(config);
    let rooms = blocking(move || house::open(&config, &key)).await?;
    Ok((InForce::new(rooms), greeted))
}

/// A root key that somebody's passphrase has opened, and who waits to hear what became of it.
struct Unlocking {
    key: RootKey,
    told: SyncSender<Result<(), ControlError>>,
}

/// The office of a bot that is locked, and after that the way to the one behind it.
struct Gate {
    config: Arc<Config>,
    campaign: Campaign,
    since: Timestamp,
    wrapped: WrappedRootKey,
    /// Held for as long as a guess is looked at: one at a time.
    attempts: Mutex<Attempts>,
    keys: mpsc::Sender<Unlocking>,
    office: OnceLock<Arc<OpenOffice>>,
    wiper: Arc<Wiper>,
}

impl Gate {
    fn new(config: &Arc<Config>, wiper: Arc<Wiper>) -> Result<(Self, mpsc::Receiver<Unlocking>), ControlError> {
        keys::settle(config)?;
        let (url, _) = keys::store_of(config)?;
        let wrapped = vault::look_at_locked(&url).map_err(|error| keys::trouble(&error, config))?;
        let campaign = house::campaign(config)?;
        let (sender, receiver) = mpsc::channel(1);
        let gate = Self {
            config: Arc::clone(config),
            campaign,
            since: Timestamp::now(),
            wrapped,
            attempts: Mutex::default(),
            keys: sender,
            office: OnceLock::new(),
            wiper,
        };
        Ok((gate, receiver))
    }

    /// Tries a passphrase, and waits until the store is open.
    fn unlock(&self, passphrase: Secret) -> Result<Value, ControlError> {
        let mut attempts = match self.attempts.try_lock() {
            Ok(attempts) => attempts,
            Err(TryLockError::Poisoned(attempts)) => attempts.into_inner(),
            Err(TryLockError::WouldBlock) => {
                return Err(ControlError::again("another passphrase is being tried", "try again in a moment"));
            }
        };
        if let Some(wait) = attempts.wait(Instant::now()) {
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            return Err(ControlError::again(
                "a wrong passphrase was given just before",
                format!("try again in {seconds} s"),
            ));
        }
        let passphrase = Passphrase::new(passphrase.into_bytes())
            .map_err(|error| ControlError::usage(error.to_string(), "give one line of text"))?;
        let key = self.wrapped.unwrap(&passphrase).map_err(|error| {
            if matches!(error, VaultError::WrongPassphrase) {
                attempts.was_wrong(Instant::now());
                tracing::warn!("a wrong passphrase was given");
            }
            keys::trouble(&error, &self.config)
        })?;
        drop(passphrase);
        let (told, outcome) = sync_channel(1);
        self.keys.blocking_send(Unlocking { key, told }).map_err(|_| stopping())?;
        outcome.recv().map_err(|_| stopping())??;
        report(&Unlocked { state: BotState::Running })
    }
}

impl Office for Gate {
    fn stream(&self, request: Request, out: &mut dyn Write) -> Result<Value, ControlError> {
        match self.office.get() {
            Some(office) => office.stream(request, out),
            None => Err(ControlError::again("the bot is locked", "unlock it with `klich unlock`, then try again")),
        }
    }

    fn answer(&self, request: Request) -> Result<Value, ControlError> {
        if let Some(answer) = self.wiper.answer(&request, &self.campaign) {
            return answer;
        }
        match (self.office.get(), request) {
            (Some(office), request) => office.answer(request),
            (None, Request::Status {}) => report(&Status::without_numbers(
                BotState::Locked,
                Some(self.since),
                self.campaign.id().as_str().to_owned(),
            )),
            (None, Request::Unlock { passphrase }) => self.unlock(passphrase),
            (None, _) => Err(ControlError::again("the bot is locked", "unlock it with `klich unlock`, then try again")),
        }
    }
}

fn stopping() -> ControlError {
    ControlError::again("klich is stopping", "see its log, and start it again")
}
