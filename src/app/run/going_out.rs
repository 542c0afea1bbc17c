//! What goes out without being asked for: broadcasts, reminders, news of the count and for organisers, texts that hide again,
//! and the root of each day's count.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use jiff::Timestamp;
use tokio::sync::mpsc;

use super::blocking;
use super::bot::Bot;
use crate::app::retention;
use crate::app::setup::DISK;
use crate::bot::{self, Rooms};
use crate::broadcast::{self, Engine, Notice};
use crate::control::ControlError;
use crate::control::reports::Retention;
use crate::telegram::Lane;

/// How soon organisers are told again what they could not be told.
const TELL_AGAIN: Duration = Duration::from_secs(60);

/// How often is looked whether somebody did something that the others are told of.
const TELLING_LOOK: Duration = Duration::from_secs(1);

/// How often reminders are looked for.
const REMINDERS_LOOK: Duration = Duration::from_secs(5 * 60);

/// How often is looked whether a day is over.
const DAYS_LOOK: Duration = Duration::from_secs(5);

/// How often what was kept for long enough is looked for.
const RETENTION_LOOK: Duration = Duration::from_secs(24 * 60 * 60);

/// How many notes to organisers may wait.
const NOTICES: usize = 64;

impl Bot {
    pub(super) fn start_broadcasts(&mut self, window: usize) {
        let (notices, mut heard) = mpsc::channel::<Notice>(NOTICES);
        let (in_force, courier) = (self.in_force.clone(), self.courier.clone());
        let rooms = in_force.rooms();
        let post_in = |lane: Lane| -> broadcast::Post {
            let courier = courier.clone();
            Arc::new(move |outgoing, wanted| {
                let courier = courier.clone();
                async move { courier.send_if(lane, outgoing, wanted).await }.boxed()
            })
        };
        let render: broadcast::Render = {
            let in_force = in_force.clone();
            Arc::new(move |alert, language, text| {
                let rooms = in_force.rooms();
                let verify = rooms.verify_button(alert, language, text).unwrap_or_else(|_| {
                    tracing::error!("a call's button to verify it could not be made");
                    None
                });
                bot::calls::render((&rooms.texts, &rooms.campaign), alert, language, text, verify)
            })
        };
        let (live, post_live, watching) = (in_force.clone(), post_in(Lane::Organiser), self.handling.clone());
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
        let post = self.post(Lane::Organiser);
        tokio::spawn(async move {
            // What was not told before the last stop comes first; what could not be told is tried again.
            loop {
                if tell(&in_force.rooms(), &post).await.is_err() {
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
    pub(super) fn start_reminders(&mut self) {
        let (in_force, sending) = (self.in_force.clone(), self.sending.clone());
        let mut changes = in_force.changes();
        self.tasks.spawn(async move {
            loop {
                let rooms = in_force.rooms();
                let looking = Arc::clone(&rooms);
                let changed = blocking(move || {
                    if !looking.reminders {
                        return Ok(0);
                    }
                    let kept = looking.alerts.keep_reminders(&looking.campaign, (looking.now)());
                    kept.map_err(|error| ControlError::failed(error.to_string(), DISK))
                })
                .await?;
                if changed > 0 {
                    rooms.vault.sync().await.map_err(|error| ControlError::failed(error.to_string(), DISK))?;
                    tracing::info!(changed, "reminders of the action day lie ready; see `klich alert list`");
                    rooms.broadcasts.wake();
                }
                let next = async {
                    // Other hours, or other texts for what does not lie ready yet.
                    let _ = tokio::time::timeout(REMINDERS_LOOK, changes.changed()).await;
                };
                if sending.run_until_cancelled(next).await.is_none() {
                    return Ok(());
                }
            }
        });
    }

    /// Lets go of what was kept for as long as was set, now and once a day.
    pub(super) fn start_retention(&mut self) {
        let (in_force, handling) = (self.in_force.clone(), self.handling.clone());
        self.tasks.spawn(async move {
            loop {
                let looking = in_force.rooms();
                let gone = blocking(move || {
                    retention::keep(&looking).map_err(|error| ControlError::failed(error.to_string(), DISK))
                })
                .await?;
                if gone != Retention::default() {
                    let (unreachable, pledges) = (gone.unreachable, gone.pledges);
                    tracing::info!(unreachable, pledges, "kept long enough, and removed");
                }
                if handling.run_until_cancelled(tokio::time::sleep(RETENTION_LOOK)).await.is_none() {
                    return Ok(());
                }
            }
        });
    }

    /// Hides the texts of discreet alerts that were shown.
    pub(super) fn start_hiding(&mut self) {
        let (in_force, post, handling) = (self.in_force.clone(), self.post(Lane::Answer), self.handling.clone());
        let hiding = bot::hiding::run(in_force, post, Timestamp::now(), handling);
        self.tasks.spawn(async move { hiding.await.map_err(|error| ControlError::failed(error.to_string(), DISK)) });
    }

    /// Tells organisers what others did, and suspends those of them who were silent for too long.
    pub(super) fn start_telling(&mut self) {
        let (in_force, post, handling) = (self.in_force.clone(), self.post(Lane::Organiser), self.handling.clone());
        self.tasks.spawn(async move {
            let mut looked = None;
            loop {
                let rooms = in_force.rooms();
                let (looking, today) = (Arc::clone(&rooms), rooms.today());
                let is_new = looked.replace(today) != Some(today);
                let untold = blocking(move || {
                    let silent = if is_new { bot::desk::suspend_silent(&looking) } else { Ok(0) };
                    let untold = silent.and_then(|_| bot::telling::untold(&looking));
                    untold.map_err(|error| ControlError::failed(error.to_string(), DISK))
                })
                .await?;
                let wait = match untold {
                    Some((until, answer)) => match bot::send(&rooms, &post, answer).await {
                        Ok(()) => {
                            let told = Arc::clone(&rooms);
                            blocking(move || {
                                let told = bot::telling::told(&told, until);
                                told.map_err(|error| ControlError::failed(error.to_string(), DISK))
                            })
                            .await?;
                            // There may be more.
                            continue;
                        }
                        Err(_) => {
                            tracing::warn!(
                                "organisers could not be told yet what others did; `klich audit list` shows it"
                            );
                            TELL_AGAIN
                        }
                    },
                    None => TELLING_LOOK,
                };
                if handling.run_until_cancelled(tokio::time::sleep(wait)).await.is_none() {
                    return Ok(());
                }
            }
        });
    }

    /// Tells those who asked to hear how the count goes.
    pub(super) fn start_announcing(&mut self) {
        let (in_force, post, handling) = (self.in_force.clone(), self.post(Lane::Broadcast), self.handling.clone());
        let announcing = bot::announcing::run(in_force, post, handling);
        self.tasks
            .spawn(async move { announcing.await.map_err(|error| ControlError::failed(error.to_string(), DISK)) });
    }

    /// Ends the days of the public list of the count, now and when a day is over.
    pub(super) fn start_closing_days(&mut self) {
        let (in_force, handling) = (self.in_force.clone(), self.handling.clone());
        self.tasks.spawn(async move {
            loop {
                let rooms = in_force.rooms();
                let closing = Arc::clone(&rooms);
                let closed = blocking(move || {
                    let today = closing.today();
                    let closed = closing.audience.end_days(today).and_then(|_| closing.pledges.log().close_days(today));
                    closed.map_err(|error| ControlError::failed(error.to_string(), DISK))
                })
                .await?;
                if let Some(root) = closed {
                    rooms.vault.sync().await.map_err(|error| ControlError::failed(error.to_string(), DISK))?;
                    tracing::info!(lines = root.size, "a day of the count is over; its root is published");
                }
                if handling.run_until_cancelled(tokio::time::sleep(DAYS_LOOK)).await.is_none() {
                    return Ok(());
                }
            }
        });
    }

    /// Asks those who pledged to an earlier wording of the statement, where it has changed.
    pub(super) fn start_asking_anew(&mut self) {
        let (in_force, post, sending) = (self.in_force.clone(), self.post(Lane::Broadcast), self.sending.clone());
        let mut changes = in_force.changes();
        self.tasks.spawn(async move {
            while !sending.is_cancelled() {
                let rooms = Arc::clone(&changes.borrow_and_update());
                let until = sending.child_token();
                let asking = bot::reasking::run(rooms, Arc::clone(&post), until.clone());
                let mut asking = std::pin::pin!(asking);
                let asked = tokio::select! {
                    asked = &mut asking => {
                        // Until the statement may have changed again: what ends here before its time ends the bot.
                        sending.run_until_cancelled(changes.changed()).await;
                        asked
                    }
                    _ = changes.changed() => {
                        // Nobody is asked about a wording that does not hold any more.
                        until.cancel();
                        asking.await
                    }
                };
                asked.map_err(|error| ControlError::failed(error.to_string(), DISK))?;
            }
            Ok(())
        });
    }
}

/// Tells organisers what became of alerts, and marks it as told.
async fn tell(rooms: &Arc<Rooms>, post: &bot::Post) -> Result<(), bot::DeliverError> {
    for (alert, answer) in bot::notices::untold(rooms)? {
        bot::send(rooms, post, answer).await?;
        rooms.alerts.told(alert.id, alert.state).map_err(bot::BotError::from)?;
    }
    Ok(())
}
