//! The running bot: its parts are started here, watched, and stopped in order.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::farewell::{self, say_farewell};
use crate::app::closing;
use crate::app::metrics;
use crate::app::office::OpenOffice;
use crate::app::rotation;
use crate::app::setup::{ended_early, of_fatal};
use crate::app::wiping::Wiper;
use crate::bot::{InForce, Post};
use crate::broadcast;
use crate::cli::Failure;
use crate::config::Config;
use crate::control::ControlError;
use crate::telegram::{Client, Courier, CourierOptions, Fatal, Lane};
use crate::web::{self, Pages, WebState};

/// From the signal to the end of the process.
const DRAIN: Duration = Duration::from_secs(9);

/// How long the last sync may take, after everything else.
const LAST_SYNC: Duration = Duration::from_secs(5);

/// Everything that runs.
pub(super) struct Bot {
    pub(super) in_force: InForce,
    pub(super) courier: Courier,
    /// Ends the intake of updates.
    pub(super) intake: CancellationToken,
    /// Ends broadcasts.
    pub(super) sending: CancellationToken,
    /// Ends the handlers of updates.
    pub(super) handling: CancellationToken,
    /// Ends what people and programs ask from outside.
    pub(super) serving: CancellationToken,
    /// Whatever ends here before its time ends the bot.
    pub(super) tasks: JoinSet<Result<(), ControlError>>,
    pub(super) control: JoinHandle<()>,
    pub(super) fatal: watch::Receiver<Option<Fatal>>,
}

impl Bot {
    pub(super) fn start(
        config: &Arc<Config>,
        in_force: InForce,
        client: Client,
        (office, control): (&OpenOffice, JoinHandle<()>),
        serving: CancellationToken,
        web: Option<(TcpListener, Pages)>,
    ) -> Self {
        let inbox = Arc::clone(&in_force.rooms().inbox);
        let options = CourierOptions {
            paid_broadcast: config.telegram.paid_broadcast,
            traffic: inbox.traffic(),
            ..CourierOptions::new(config.telegram.messages_per_second)
        };
        let window = options.under_way().max(broadcast::WINDOW);
        let courier = Courier::start(client.clone(), options);
        let mut bot = Self {
            fatal: courier.fatal(),
            intake: CancellationToken::new(),
            sending: CancellationToken::new(),
            handling: CancellationToken::new(),
            serving,
            tasks: JoinSet::new(),
            control,
            in_force: in_force.clone(),
            courier,
        };
        office.open_rate({
            let courier = bot.courier.clone();
            Box::new(move || courier.rate())
        });
        office.open_post(bot.post(Lane::Organiser));
        bot.start_handlers(Arc::clone(&inbox), client.clone());
        bot.start_reminders();
        let (rotations, until) = (office.rotations(), bot.handling.clone());
        bot.tasks.spawn(closing::keep(office.closings(), in_force.clone(), bot.handling.clone()));
        bot.tasks.spawn(rotation::keep(rotations, in_force, config.vault.rotate, until));
        bot.start_retention();
        bot.start_broadcasts(window);
        bot.start_hiding();
        bot.start_asking_anew();
        bot.start_announcing();
        bot.start_closing_days();
        bot.start_telling();
        let readiness = bot.start_listener(config, inbox, client.clone());
        let reached = readiness.1.clone();
        office.open_intake(reached.clone());
        if let Some((listener, pages)) = web {
            let (webhook, readiness) = readiness;
            let state = WebState { webhook, readiness, pages: Some(pages) };
            let serving = bot.serving.clone();
            bot.tasks.spawn(async move {
                web::serve(listener, state, serving).await.map_err(|error| {
                    ControlError::failed(format!("the web server stopped: {error}"), "start klich again")
                })
            });
        }
        bot.start_registration(client, reached);
        bot
    }

    /// The way out through one lane.
    pub(super) fn post(&self, lane: Lane) -> Post {
        let courier = self.courier.clone();
        Arc::new(move |outgoing| {
            let courier = courier.clone();
            async move { courier.send(lane, outgoing).await }.boxed()
        })
    }

    /// Waits for a signal or for trouble, then stops everything in order.
    pub(super) async fn run(mut self, stop: impl Future<Output = ()>, wiper: &Wiper) -> Result<(), Failure> {
        let fatal = async {
            match self.fatal.wait_for(Option::is_some).await {
                Ok(fatal) => *fatal,
                Err(_) => std::future::pending().await,
            }
        };
        let result = tokio::select! {
            biased;
            () = wiper.wiped() => Ok(()),
            () = stop => Ok(()),
            fatal = fatal => Err(fatal.map_or_else(ended_early, of_fatal)),
            ended = self.tasks.join_next() => Err(match ended {
                Some(Ok(Err(error))) => error,
                _ => ended_early(),
            }),
        };
        // Without keys everything fails: what ended first may have done so for that reason.
        if wiper.has_ended().await {
            self.end_wiped(wiper).await;
            return Ok(());
        }
        tracing::info!("stopping: what is on its way is finished first");
        self.drain().await;
        result.map_err(Failure::from)
    }

    /// Ends at once, without a word to anybody but organisers.
    async fn end_wiped(mut self, wiper: &Wiper) {
        self.intake.cancel();
        self.sending.cancel();
        self.handling.cancel();
        self.tasks.abort_all();
        say_farewell(&self.courier, wiper).await;
        self.serving.cancel();
        // Whoever asked for it still waits for the answer.
        let _ = tokio::time::timeout(farewell::LAST_WORDS, self.control).await;
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
        // Whoever waits for a store that is broken may wait for ever.
        let synced = tokio::time::timeout(LAST_SYNC, self.in_force.rooms().vault.sync()).await;
        if !matches!(synced, Ok(Ok(()))) {
            tracing::error!("the last sync failed");
        }
    }

    pub(super) fn start_metrics(&mut self, listener: TcpListener) {
        let figures = metrics::figures(self.in_force.clone(), self.courier.clone());
        let serving = self.serving.clone();
        self.tasks.spawn(async move {
            web::serve_metrics(listener, figures, serving).await.map_err(|error| {
                ControlError::failed(format!("the server of /metrics stopped: {error}"), "start klich again")
            })
        });
    }
}
