//! The bot: everything started, watched, drained and stopped.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::locked::{self, Opened};
use super::logging::LogTail;
use super::office::RoomsOffice;
use super::setup::{DISK, bind_metrics, bind_web, client, ended_early, greet, of_fatal, of_listener};
use super::{house, metrics, parent, words};
use crate::alert::PauseReason;
use crate::bot::{self, Rooms};
use crate::broadcast::{self, Engine, Notice};
use crate::cli::key_lists::key_lists;
use crate::cli::passphrase::Source;
use crate::cli::{Failure, keys, memory};
use crate::config::{Config, Loaded, Unlock, Updates};
use crate::control::{self, ControlError};
use crate::telegram::{
    CallError, Client, Courier, CourierOptions, Dispatcher, Fatal, HANDLER_STACK, HandlerError, Inbox, Lane,
    ListenerError, Polling, Readiness, Webhook, WebhookSecret,
};
use crate::web::{self, Site, WEBHOOK_PATH, WebState};

/// From the signal to the end of the process.
const DRAIN: Duration = Duration::from_secs(9);

/// For handlers that are running, as a part of that.
const HANDLERS_DRAIN: Duration = Duration::from_secs(5);

/// Threads that wait for the disk, at most: each keeps memory of its own for a while, and the disk serves no more.
const BLOCKING_THREADS: usize = 16;

/// How long updates that could not be handled are kept, at most, while the bot runs.
const ASIDE_KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// How soon organisers are told again what they could not be told.
const TELL_AGAIN: Duration = Duration::from_secs(60);
/// How often reminders are looked for.
const REMINDERS_LOOK: Duration = Duration::from_secs(5 * 60);

/// How many notes to organisers may wait.
const NOTICES: usize = 64;

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
    let result = runtime.block_on(serve(loaded.config, log));
    // What still blocks after the drain waits for a server that does not answer.
    runtime.shutdown_timeout(Duration::from_millis(500));
    result
}

async fn serve(config: Config, log: LogTail) -> Result<(), Failure> {
    let mut stop = std::pin::pin!(asked_to_stop()?);
    let client = client(&config)?;
    let web = bind_web(&config).await?;
    let figures = bind_metrics(&config).await?;
    let (_, home) = keys::store_of(&config)?;
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
        match locked::wait(&config, socket, web, greeting, &serving, stop.as_mut()).await? {
            Some(opened) => opened,
            None => return Ok(()),
        }
    } else {
        open(&config, socket, greeting, &serving).await?
    };
    for warning in memory::warnings() {
        tracing::warn!("{warning}. Next: {}", warning.next);
    }
    let Opened { rooms, office, control, greeted } = opened;
    office.open_log(log);
    match greeted {
        Ok(me) => {
            let _ = rooms.username.set(me.username);
            tracing::info!("klich is running");
        }
        Err(error) => tracing::warn!(%error, "klich is running, but does not reach Telegram yet"),
    }
    let web = match web {
        Some(listener) => Some((listener, site(&config, &rooms)?)),
        None => None,
    };
    let mut bot = Bot::start(&config, rooms, client, (&office, control), serving, web);
    if let Some(listener) = figures {
        bot.start_metrics(listener);
    }
    bot.run(stop).await
}

/// Opens the store with a key that is at hand.
async fn open(
    config: &Arc<Config>,
    socket: control::Server,
    greeting: locked::Greeting,
    serving: &CancellationToken,
) -> Result<Opened, ControlError> {
    let greeted = greeting.await.unwrap_or_else(|_| Err(ended_early()))?;
    let rooms = {
        let config = Arc::clone(config);
        blocking(move || house::open(&config, &keys::root_key(&config, &Source::default())?)).await?
    };
    let office = Arc::new(RoomsOffice::new(Arc::clone(&rooms), Some(Timestamp::now())));
    let control = tokio::spawn(socket.serve(Arc::clone(&office) as Arc<dyn control::Office>, serving.clone()));
    Ok(Opened { rooms, office, control, greeted })
}

/// Makes the Mini App of this campaign and its keys.
fn site(config: &Config, rooms: &Rooms) -> Result<Arc<Site>, ControlError> {
    let lists = key_lists(config, rooms.campaign.id().as_str())?;
    Ok(Arc::new(Site::new(&rooms.campaign, &lists.current, &lists.chain)))
}

/// Everything that runs.
struct Bot {
    rooms: Arc<Rooms>,
    courier: Courier,
    /// Ends the intake of updates.
    intake: CancellationToken,
    /// Ends broadcasts.
    sending: CancellationToken,
    /// Ends the handlers of updates.
    handling: CancellationToken,
    /// Ends what people and programs ask from outside.
    serving: CancellationToken,
    /// Whatever ends here before its time ends the bot.
    tasks: JoinSet<Result<(), ControlError>>,
    control: JoinHandle<()>,
    fatal: watch::Receiver<Option<Fatal>>,
}

impl Bot {
    fn start(
        config: &Arc<Config>,
        rooms: Arc<Rooms>,
        client: Client,
        (office, control): (&RoomsOffice, JoinHandle<()>),
        serving: CancellationToken,
        web: Option<(TcpListener, Arc<Site>)>,
    ) -> Self {
        let inbox = Arc::clone(&rooms.inbox);
        let options = CourierOptions {
            paid_broadcast: config.telegram.paid_broadcast,
            traffic: inbox.traffic(),
            ..CourierOptions::new(config.telegram.messages_per_second)
        };
        let window = options.in_flight.max(broadcast::WINDOW);
        let courier = Courier::start(client.clone(), options);
        let mut bot = Self {
            fatal: courier.fatal(),
            intake: CancellationToken::new(),
            sending: CancellationToken::new(),
            handling: CancellationToken::new(),
            serving,
            tasks: JoinSet::new(),
            control,
            rooms: Arc::clone(&rooms),
            courier,
        };
        let to_organisers: bot::Post = {
            let courier = bot.courier.clone();
            Arc::new(move |outgoing| {
                let courier = courier.clone();
                async move { courier.send(Lane::Organiser, outgoing).await }.boxed()
            })
        };
        office.open_rate({
            let courier = bot.courier.clone();
            Box::new(move || courier.rate())
        });
        office.open_post(to_organisers);
        bot.start_handlers(Arc::clone(&inbox), client.clone());
        bot.start_reminders(config);
        bot.start_broadcasts(window);
        bot.start_hiding();
        bot.start_asking_anew();
        let readiness = bot.start_listener(config, inbox, client.clone());
        let reached = readiness.1.clone();
        if let Some((listener, site)) = web {
            let (webhook, readiness) = readiness;
            let (state, serving) = (WebState { webhook, readiness, site: Some(site) }, bot.serving.clone());
            bot.tasks.spawn(async move {
                web::serve(listener, state, serving).await.map_err(|error| {
                    ControlError::failed(format!("the web server stopped: {error}"), "start klich again")
                })
            });
        }
        bot.start_registration(client, reached);
        bot
    }

    /// Waits for a signal or for trouble, then stops everything in order.
    async fn run(mut self, stop: impl Future<Output = ()>) -> Result<(), Failure> {
        let fatal = async {
            match self.fatal.wait_for(Option::is_some).await {
                Ok(fatal) => *fatal,
                Err(_) => std::future::pending().await,
            }
        };
        let result = tokio::select! {
            () = stop => Ok(()),
            fatal = fatal => Err(fatal.map_or_else(ended_early, of_fatal)),
            ended = self.tasks.join_next() => Err(match ended {
                Some(Ok(Err(error))) => error,
                _ => ended_early(),
            }),
        };
        tracing::info!("stopping: what is on its way is finished first");
        self.drain().await;
        result.map_err(Failure::from)
    }

    /// Takes no more in, lets what is on its way end, and puts everything on the disk.
    async fn drain(mut self) {
        let deadline = Instant::now() + DRAIN;
        self.intake.cancel();
        self.sending.cancel();
        self.handling.cancel();
        self.courier.drain(deadline - Duration::from_secs(1)).await;
        self.serving.cancel();
        let ended = tokio::time::timeout_at(deadline, async {
            while self.tasks.join_next().await.is_some() {}
            let _ = self.control.await;
        });
        if ended.await.is_err() {
            tracing::warn!("not everything ended in time; what was not finished is taken up at the next start");
        }
        if self.rooms.vault.sync().await.is_err() {
            tracing::error!("the last sync failed");
        }
    }

    fn start_metrics(&mut self, listener: TcpListener) {
        let figures = metrics::figures(Arc::clone(&self.rooms), self.courier.clone());
        let serving = self.serving.clone();
        self.tasks.spawn(async move {
            web::serve_metrics(listener, figures, serving).await.map_err(|error| {
                ControlError::failed(format!("the server of /metrics stopped: {error}"), "start klich again")
            })
        });
    }

    /// Slows whoever floods the inbox, and tells them so.
    fn start_slowing(&self, inbox: &Inbox) {
        let (slowed, mut heard) = mpsc::channel(NOTICES);
        inbox.heed(Arc::new(bot::worth::FloodJudge::new(Arc::clone(&self.rooms), slowed)));
        let (rooms, courier) = (Arc::clone(&self.rooms), self.courier.clone());
        tokio::spawn(async move {
            let post: bot::Post = Arc::new(move |outgoing| {
                let courier = courier.clone();
                async move { courier.send(Lane::Answer, outgoing).await }.boxed()
            });
            while let Some(slowed) = heard.recv().await {
                if let Ok(answer) = bot::worth::wait_a_little(&rooms, &slowed) {
                    // Somebody else's line must not wait for this one's turn.
                    let (rooms, post) = (Arc::clone(&rooms), Arc::clone(&post));
                    tokio::spawn(async move { bot::send(&rooms, &post, answer).await });
                }
            }
        });
    }

    fn start_handlers(&mut self, inbox: Arc<Inbox>, client: Client) {
        let (rooms, courier) = (Arc::clone(&self.rooms), self.courier.clone());
        let routes = Arc::new(bot::schema());
        let fetch = fetch(client);
        let handler = move |update| {
            let (routes, rooms, courier) = (Arc::clone(&routes), Arc::clone(&rooms), courier.clone());
            let fetch = Arc::clone(&fetch);
            async move {
                let post: bot::Post = Arc::new(move |outgoing| {
                    let courier = courier.clone();
                    async move { courier.send(Lane::Answer, outgoing).await }.boxed()
                });
                bot::handle(&routes, &rooms, (&post, &fetch), &update).await?;
                Ok::<_, HandlerError>(())
            }
        };
        self.start_clearing(Arc::clone(&inbox));
        self.start_slowing(&inbox);
        let dispatcher = Dispatcher::new(inbox, Arc::new(handler));
        let handling = self.handling.clone();
        self.tasks.spawn(async move {
            dispatcher
                .run(handling, HANDLERS_DRAIN)
                .await
                .map_err(|error| ControlError::failed(error.to_string(), DISK))
        });
    }

    /// Lets go of what was set aside, once a day: it holds what people wrote, and nobody can mend it by then.
    fn start_clearing(&self, inbox: Arc<Inbox>) {
        let handling = self.handling.clone();
        tokio::spawn(async move {
            while handling.run_until_cancelled(tokio::time::sleep(ASIDE_KEPT)).await.is_some() {
                match inbox.clear_aside().await {
                    Ok(cleared) => tracing::info!(cleared, "updates that were set aside were removed"),
                    Err(error) => tracing::error!(%error, "updates that were set aside could not be removed"),
                }
            }
        });
    }

    fn start_broadcasts(&mut self, window: usize) {
        let (notices, mut heard) = mpsc::channel::<Notice>(NOTICES);
        let (rooms, courier) = (Arc::clone(&self.rooms), self.courier.clone());
        let post_in = |lane: Lane| -> broadcast::Post {
            let courier = courier.clone();
            Arc::new(move |outgoing, wanted| {
                let courier = courier.clone();
                async move { courier.send_if(lane, outgoing, wanted).await }.boxed()
            })
        };
        let render: broadcast::Render = {
            let (texts, campaign) = (Arc::clone(&rooms.texts), Arc::clone(&rooms.campaign));
            Arc::new(move |alert, language, text| bot::calls::render(&texts, &campaign, alert, language, text))
        };
        let (live, post_live, watching) = (Arc::clone(&rooms), post_in(Lane::Organiser), self.handling.clone());
        let discreet: broadcast::Notify = {
            let texts = Arc::clone(&rooms.texts);
            Arc::new(move |alert, language| bot::discreet::notice(&texts, alert.id, language))
        };
        let engine = Engine {
            broadcasts: rooms.broadcasts.clone(),
            audience: rooms.audience.clone(),
            post: post_in(Lane::Broadcast),
            recall: post_in(Lane::Recall),
            render,
            discreet,
            notices,
            window,
        };
        let sending = self.sending.clone();
        self.tasks.spawn(async move {
            engine.run(sending).await.map_err(|error| ControlError::failed(error.to_string(), DISK))
        });
        tokio::spawn(async move {
            let post: bot::Post = Arc::new(move |outgoing| {
                let courier = courier.clone();
                async move { courier.send(Lane::Organiser, outgoing).await }.boxed()
            });
            // What was not told before the last stop comes first; what could not be told is tried again.
            loop {
                if tell(&rooms, &post).await.is_err() {
                    tracing::warn!("organisers could not be told yet what became of an alert; /desk shows it");
                }
                if let Ok(None) = tokio::time::timeout(TELL_AGAIN, heard.recv()).await {
                    return;
                }
            }
        });
        tokio::spawn(bot::keep_up(live, post_live, watching));
    }

    /// Lays reminders of the action day ready, now and every few minutes.
    fn start_reminders(&mut self, config: &Config) {
        if !config.organisers.reminders {
            return;
        }
        let (rooms, sending) = (Arc::clone(&self.rooms), self.sending.clone());
        self.tasks.spawn(async move {
            loop {
                let looking = Arc::clone(&rooms);
                let changed = blocking(move || {
                    let kept = looking.alerts.keep_reminders(&looking.campaign, (looking.now)());
                    kept.map_err(|error| ControlError::failed(error.to_string(), DISK))
                })
                .await?;
                if changed > 0 {
                    rooms.vault.sync().await.map_err(|error| ControlError::failed(error.to_string(), DISK))?;
                    tracing::info!(changed, "reminders of the action day lie ready; see `klich alert list`");
                    rooms.broadcasts.wake();
                }
                if sending.run_until_cancelled(tokio::time::sleep(REMINDERS_LOOK)).await.is_none() {
                    return Ok(());
                }
            }
        });
    }

    /// Hides the texts of discreet alerts that were shown.
    fn start_hiding(&mut self) {
        let (rooms, courier, handling) = (Arc::clone(&self.rooms), self.courier.clone(), self.handling.clone());
        let post: bot::Post = Arc::new(move |outgoing| {
            let courier = courier.clone();
            async move { courier.send(Lane::Answer, outgoing).await }.boxed()
        });
        let hiding = bot::hiding::run(rooms, post, Timestamp::now(), handling);
        self.tasks.spawn(async move { hiding.await.map_err(|error| ControlError::failed(error.to_string(), DISK)) });
    }

    /// Asks those who pledged to an earlier wording of the statement, where it has changed.
    fn start_asking_anew(&mut self) {
        let (rooms, courier, sending) = (Arc::clone(&self.rooms), self.courier.clone(), self.sending.clone());
        let post: bot::Post = Arc::new(move |outgoing| {
            let courier = courier.clone();
            async move { courier.send(Lane::Broadcast, outgoing).await }.boxed()
        });
        self.tasks.spawn(async move {
            let asked = bot::reasking::run(rooms, post, sending.clone()).await;
            asked.map_err(|error| ControlError::failed(error.to_string(), DISK))?;
            // What ends here before its time ends the bot.
            sending.cancelled().await;
            Ok(())
        });
    }

    fn start_listener(
        &mut self,
        config: &Config,
        inbox: Arc<Inbox>,
        client: Client,
    ) -> (Option<Arc<Webhook>>, Readiness) {
        let (intake, rooms) = (self.intake.clone(), Arc::clone(&self.rooms));
        match config.telegram.updates {
            Updates::Polling => {
                let polling = Polling::new(client, inbox);
                let readiness = polling.readiness();
                self.tasks
                    .spawn(async move { polling.run(intake).await.map_err(|error| ended_listening(&rooms, error)) });
                (None, readiness)
            }
            Updates::Webhook => {
                let webhook = Webhook::new(WebhookSecret::random(), inbox);
                let readiness = webhook.readiness();
                let address = format!(
                    "{}{WEBHOOK_PATH}",
                    config.web.public_url.as_deref().unwrap_or_default().trim_end_matches('/')
                );
                let listener = Arc::clone(&webhook);
                self.tasks.spawn(async move {
                    let address = address.parse().map_err(|_| {
                        ControlError::configuration("`web.public_url` is not an address", "write it as https://HOST")
                    })?;
                    listener.run(&client, &address, intake).await.map_err(|error| ended_listening(&rooms, error))
                });
                (Some(webhook), readiness)
            }
        }
    }

    /// Registers commands and descriptions beside everything else: a failure there is no reason not to run.
    /// Waits until Telegram is reached: before that, all of it would fail.
    fn start_registration(&mut self, client: Client, mut readiness: Readiness) {
        let (rooms, intake) = (Arc::clone(&self.rooms), self.intake.clone());
        tokio::spawn(async move {
            let (languages, chats) = words::registrations(&rooms);
            let register = async {
                readiness.ready().await;
                client.register(&languages, &chats).await
            };
            if let Some(registered) = intake.run_until_cancelled(register).await {
                let (changed, failed) = (registered.changed, registered.failed);
                tracing::info!(changed, failed, "commands and descriptions registered");
            }
        });
    }
}

/// Makes the way by which attached files come.
fn fetch(client: Client) -> bot::Fetch {
    Arc::new(move |file, limit| {
        let client = client.clone();
        async move {
            match client.download(&file, limit).await {
                Ok(bytes) => Ok(Some(bytes)),
                Err(CallError::Refused { .. } | CallError::TooLong) => Ok(None),
                Err(_) => Err(bot::DeliverError::NotFetched),
            }
        }
        .boxed()
    })
}

/// Says why nothing more comes in; where the token is refused, what goes out stands still, and organisers hear why.
fn ended_listening(rooms: &Rooms, error: ListenerError) -> ControlError {
    if matches!(error, ListenerError::Fatal(Fatal::Unauthorized))
        && rooms.broadcasts.pause_all(PauseReason::Token).is_err()
    {
        tracing::error!("running alerts could not be paused; they go on at the next start");
    }
    of_listener(error)
}

/// Tells organisers what became of alerts, and marks it as told.
async fn tell(rooms: &Arc<Rooms>, post: &bot::Post) -> Result<(), bot::DeliverError> {
    for (alert, answer) in bot::notices::untold(rooms)? {
        bot::send(rooms, post, answer).await?;
        rooms.alerts.told(alert.id, alert.state).map_err(bot::BotError::from)?;
    }
    Ok(())
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
