//! Listening by `getUpdates`: a batch is on the disk before the next poll confirms it.
//!
//! teloxide's own polling confirms a batch by the next poll whether or not it was handled, and loses it at a crash.

use std::{sync::Arc, time::Duration};

use teloxide::{payloads::DeleteWebhook, requests::Payload as _};
use tokio::{
    sync::watch,
    time::{Instant, sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use super::{ListenerError, Readiness, insist, wait_after};
use crate::telegram::{CallError, Client, Inbox, RawUpdate, UpdateId};

/// How long a poll waits for updates: Telegram's most.
const POLL: Duration = Duration::from_secs(50);
/// Updates asked for at a time: Telegram's most.
const LIMIT: u8 = 100;
/// From a poll that brought nothing new to the next, at least.
const LEAST: Duration = Duration::from_secs(1);
/// What the last poll, which only confirms, may take.
const FAREWELL: Duration = Duration::from_secs(2);

/// Polls for updates.
pub struct Polling {
    client: Client,
    inbox: Arc<Inbox>,
    ready: watch::Sender<bool>,
    limit: u8,
    offset: Option<i32>,
}

impl Polling {
    /// Makes a listener; it does nothing before [`Polling::run`].
    pub fn new(client: Client, inbox: Arc<Inbox>) -> Self {
        Self { client, inbox, ready: watch::Sender::new(false), limit: LIMIT, offset: None }
    }

    /// Watches whether it listens.
    pub fn readiness(&self) -> Readiness {
        Readiness(self.ready.subscribe())
    }

    /// Takes a webhook away, so that polling works, and polls until `shutdown`, which breaks a waiting poll off.
    ///
    /// # Errors
    /// [`ListenerError`]: 401 and 409 end it, and a disk that fails. What passes is waited out with growing waits.
    pub async fn run(mut self, shutdown: CancellationToken) -> Result<(), ListenerError> {
        let delete = || async {
            let payload = DeleteWebhook { drop_pending_updates: None };
            self.client.call::<bool, _>(&payload).await
        };
        if insist(DeleteWebhook::NAME, &shutdown, delete).await?.is_none() {
            return Ok(());
        }
        let ended = self.poll(&shutdown).await;
        self.ready.send_replace(false);
        ended
    }

    async fn poll(&mut self, shutdown: &CancellationToken) -> Result<(), ListenerError> {
        let mut failures = 0;
        // A first poll that waits would leave it open for long whether polling works.
        let mut wait = Duration::ZERO;
        loop {
            let (asked, before) = (Instant::now(), self.offset);
            let poll = self.client.get_updates(self.offset, self.limit, wait);
            let Some(answer) = shutdown.run_until_cancelled(poll).await else { break };
            match answer {
                Ok(batch) => {
                    failures = 0;
                    self.limit = LIMIT;
                    self.ready.send_replace(true);
                    self.take(batch).await?;
                    let rest = rest_after(wait, asked.elapsed(), self.offset != before);
                    wait = POLL;
                    if shutdown.run_until_cancelled(sleep(rest)).await.is_none() {
                        break;
                    }
                }
                Err(error) => {
                    failures += 1;
                    self.ready.send_replace(false);
                    if error == CallError::TooLong {
                        self.limit = (self.limit / 4).max(1);
                    }
                    let wait = wait_after("GetUpdates", error, failures)?;
                    if shutdown.run_until_cancelled(sleep(wait)).await.is_none() {
                        break;
                    }
                }
            }
        }
        self.say_farewell().await;
        Ok(())
    }

    /// Puts a batch on the disk; only then the offset moves on.
    async fn take(&mut self, batch: Vec<RawUpdate>) -> Result<(), ListenerError> {
        // The highest of this batch, not of all: numbers may start anew after a quiet week.
        let last = batch.iter().map(|update| update.id).max();
        self.inbox.take(batch).await?;
        self.offset = last.and_then(offset_after).or(self.offset);
        Ok(())
    }

    /// Confirms the last batch, so that the next start does not get it again. Nothing is lost where this fails.
    async fn say_farewell(&self) {
        if self.offset.is_some() {
            let confirm = self.client.get_updates(self.offset, 1, Duration::ZERO);
            if !matches!(timeout(FAREWELL, confirm).await, Ok(Ok(_))) {
                tracing::debug!("the last batch was not confirmed; its updates may come again");
            }
        }
    }
}

/// Gives the pause after a poll that brought nothing new and came back at once: a server that does not wait, or that sends
/// what can't be confirmed, must not be asked without end.
fn rest_after(wait: Duration, took: Duration, moved: bool) -> Duration {
    if moved || wait.is_zero() { Duration::ZERO } else { LEAST.saturating_sub(took) }
}

fn offset_after(id: UpdateId) -> Option<i32> {
    i32::try_from(id.0).ok()?.checked_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_poll_that_does_not_wait_and_brings_nothing_new_is_followed_by_a_pause() {
        let (quick, long) = (Duration::from_millis(2), Duration::from_secs(50));
        assert_eq!(rest_after(POLL, quick, false), LEAST.saturating_sub(quick));
        assert_eq!(rest_after(POLL, quick, true), Duration::ZERO, "updates in a rush");
        assert_eq!(rest_after(POLL, long, false), Duration::ZERO, "a quiet minute");
        assert_eq!(
            rest_after(Duration::ZERO, quick, false),
            Duration::ZERO,
            "the first poll, which asks without waiting"
        );
    }

    #[test]
    fn numbers_that_can_not_be_confirmed_give_no_offset() {
        assert_eq!(offset_after(UpdateId(7)), Some(8));
        assert_eq!(offset_after(UpdateId(u32::MAX)), None);
        assert_eq!(offset_after(UpdateId(i32::MAX.unsigned_abs())), None);
    }
}
