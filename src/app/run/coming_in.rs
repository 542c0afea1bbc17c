//! What comes in: updates and their handlers, what was set aside, and who writes too much.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use tokio::sync::mpsc;

use super::bot::Bot;
use crate::alert::PauseReason;
use crate::app::setup::{DISK, of_listener};
use crate::app::words;
use crate::bot::{self, Rooms};
use crate::config::{Config, Updates};
use crate::control::ControlError;
use crate::telegram::{
    CallError, Client, Dispatcher, Fatal, HandlerError, Inbox, Lane, ListenerError, Polling, Readiness, Webhook,
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

    pub(super) fn start_handlers(&mut self, inbox: Arc<Inbox>, client: Client) {
        let (rooms, routes) = (Arc::clone(&self.rooms), Arc::new(bot::schema()));
        let (post, fetch) = (self.post(Lane::Answer), fetch(client));
        let handler = move |update| {
            let (routes, rooms) = (Arc::clone(&routes), Arc::clone(&rooms));
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
        inbox.heed(Arc::new(bot::worth::FloodJudge::new(Arc::clone(&self.rooms), slowed)));
        let (rooms, post) = (Arc::clone(&self.rooms), self.post(Lane::Answer));
        tokio::spawn(async move {
            while let Some(slowed) = heard.recv().await {
                if let Ok(answer) = bot::worth::wait_a_little(&rooms, &slowed) {
                    // Somebody else's line must not wait for this one's turn.
                    let (rooms, post) = (Arc::clone(&rooms), Arc::clone(&post));
                    tokio::spawn(async move { bot::send(&rooms, &post, answer).await });
                }
            }
        });
    }

    /// Registers commands and descriptions beside everything else: a failure there is no reason not to run.
    /// Waits until Telegram is reached: before that, all of it would fail.
    pub(super) fn start_registration(&mut self, client: Client, mut readiness: Readiness) {
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
