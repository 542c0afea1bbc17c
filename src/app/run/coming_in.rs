//! What comes in: updates and their handlers, what was set aside, and who writes too much.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use tokio::sync::mpsc;

use super::bot::Bot;
use crate::alert::PauseReason;
use crate::app::setup::{DISK, of_listener};
use crate::app::words;
use crate::bot::{self, InForce};
use crate::config::{Config, Updates};
use crate::control::ControlError;
use crate::telegram::{
    CallError, Client, Dispatcher, Fatal, HandlerError, Inbox, Judge, Lane, ListenerError, Polling, Readiness, Webhook,
    WebhookSecret,
};
use crate::web::WEBHOOK_PATH;

/// For handlers that are running, as a part of the drain.
const HANDLERS_DRAIN: Duration = Duration::from_secs(5);

/// How long updates that could not be handled are kept, at most, while the bot runs.
const ASIDE_KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// How many notes about who writes too much may wait.
const NOTES: usize = 64;

impl Bot {
    pub(super) fn start_listener(
        &mut self,
        config: &Config,
        inbox: Arc<Inbox>,
        client: Client,
    ) -> (Option<Arc<Webhook>>, Readiness) {
        let (intake, in_force) = (self.intake.clone(), self.in_force.clone());
        match config.telegram.updates {
            Updates::Polling => {
                let polling = Polling::new(client, inbox);
                let readiness = polling.readiness();
                self.tasks
                    .spawn(async move { polling.run(intake).await.map_err(|error| ended_listening(&in_force, error)) });
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
                    listener.run(&client, &address, intake).await.map_err(|error| ended_listening(&in_force, error))
                });
                (Some(webhook), readiness)
            }
        }
    }

    pub(super) fn start_handlers(&mut self, inbox: Arc<Inbox>, client: Client) {
        let (in_force, routes) = (self.in_force.clone(), Arc::new(bot::schema()));
        let (post, fetch) = (self.post(Lane::Answer), fetch(client));
        let handler = move |update| {
            // Once for the update: it never sees half of an old and half of a new configuration.
            let (routes, rooms) = (Arc::clone(&routes), in_force.rooms());
            let (post, fetch) = (Arc::clone(&post), Arc::clone(&fetch));
            async move {
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
    pub(super) fn start_clearing(&self, inbox: Arc<Inbox>) {
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

    /// Slows whoever floods the inbox, and tells them so.
    pub(super) fn start_slowing(&self, inbox: &Inbox) {
        let (slowed, mut heard) = mpsc::channel(NOTES);
        let judge: Arc<dyn Judge> = Arc::new(bot::worth::FloodJudge::new(self.in_force.clone(), slowed));
        inbox.heed(&judge);
        let (in_force, post) = (self.in_force.clone(), self.post(Lane::Answer));
        tokio::spawn(async move {
            let _judge = judge;
            while let Some(slowed) = heard.recv().await {
                let rooms = in_force.rooms();
                if let Ok(answer) = bot::worth::wait_a_little(&rooms, &slowed) {
                    // Somebody else's line must not wait for this one's turn.
                    let post = Arc::clone(&post);
                    tokio::spawn(async move { bot::send(&rooms, &post, answer).await });
                }
            }
        });
    }

    /// Registers commands and descriptions beside everything else, anew whenever others come into force: a failure there is
    /// no reason not to run. Waits until Telegram is reached: before that, all of it would fail.
    pub(super) fn start_registration(&mut self, client: Client, mut readiness: Readiness) {
        let (in_force, intake) = (self.in_force.clone(), self.intake.clone());
        tokio::spawn(async move {
            let mut changes = in_force.changes();
            let register = async {
                readiness.ready().await;
                loop {
                    let (languages, chats) = words::registrations(&changes.borrow_and_update().clone());
                    let registered = client.register(&languages, &chats).await;
                    let (changed, failed) = (registered.changed, registered.failed);
                    tracing::info!(changed, failed, "commands and descriptions registered");
                    if changes.changed().await.is_err() {
                        return;
                    }
                }
            };
            intake.run_until_cancelled(register).await;
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
fn ended_listening(in_force: &InForce, error: ListenerError) -> ControlError {
    if matches!(error, ListenerError::Fatal(Fatal::Unauthorized))
        && in_force.rooms().broadcasts.pause_all(PauseReason::Token).is_err()
    {
        tracing::error!("running alerts could not be paused; they go on at the next start");
    }
    of_listener(error)
}
