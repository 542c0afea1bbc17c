//! One request on its way: its turn, its attempts, and what a refusal holds.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::Inner;
use crate::telegram::{
    Fatal, Lane, Outcome, backoff,
    class::{self, Method},
    client::Trouble,
    request::Request,
    traffic::count,
};

/// Two chats that are refused within this time mean that the whole token is.
const SAME_FLOOD: Duration = Duration::from_secs(2);

/// Asked before each attempt.
pub(super) type Wanted<'a> = &'a (dyn Fn() -> bool + Send + Sync);

/// Why a request was not sent.
pub(super) enum Unsent {
    /// Its time is over, or the courier stops.
    SentBack(Outcome),
    /// It was not wanted any more at its turn.
    Unwanted,
}

impl From<Outcome> for Unsent {
    fn from(outcome: Outcome) -> Self {
        Self::SentBack(outcome)
    }
}

impl Inner {
    /// Tries until the request has an outcome.
    pub(super) async fn deliver(&self, lane: Lane, request: &Request, wanted: Wanted<'_>) -> Result<Outcome, Unsent> {
        let mut deadline = Instant::now() + self.patience(lane);
        let mut failures = 0;
        loop {
            let sent = self.attempt(lane, request, deadline, wanted).await?;
            let Outcome::Retry { after } = sent.outcome else { return Ok(sent.outcome) };
            let now = Instant::now();
            let wait = if sent.flood {
                count(&self.options.traffic.floods);
                self.hold(request, after, sent.at, now);
                if matches!(lane, Lane::Broadcast | Lane::Recall) {
                    deadline += after;
                }
                after
            } else {
                count(&self.options.traffic.passing);
                failures += 1;
                after.max(backoff::delay(failures, rand::random()))
            };
            let until = now + wait;
            if until > deadline {
                return Ok(Outcome::Retry { after: wait });
            }
            self.unless_stopped(lane, sleep_until(until)).await?;
        }
    }

    /// Waits for a turn and sends once.
    async fn attempt(
        &self,
        lane: Lane,
        request: &Request,
        deadline: Instant,
        wanted: Wanted<'_>,
    ) -> Result<Sent, Unsent> {
        self.refuse_if_stopped(lane)?;
        if request.method == Method::AnswerPress {
            return Ok(self.answer_press(lane, request).await?);
        }
        self.wait_for_chat(lane, request, deadline).await?;
        let _permit = self.unless_stopped(lane, self.permits.of(lane).acquire()).await?;
        let pass = self.unless_stopped(lane, self.gate(request).turn(lane)).await?;
        if !wanted() {
            pass.give_back();
            return Err(Unsent::Unwanted);
        }
        let sent = self.send_once(request).await;
        if matches!(sent.outcome, Outcome::Delivered(_)) {
            pass.end_as_usual();
        }
        Ok(sent)
    }

    /// Sends an answer to a pressed button: Telegram does not count it among messages.
    async fn answer_press(&self, lane: Lane, request: &Request) -> Result<Sent, Outcome> {
        let _permit = self.unless_stopped(lane, self.presses.acquire()).await?;
        let held = self.floods().presses_until;
        if let Some(until) = held.filter(|until| *until > Instant::now()) {
            self.unless_stopped(lane, sleep_until(until)).await?;
        }
        Ok(self.send_once(request).await)
    }

    /// Waits for the chat's own pace, before any place that others need is taken.
    async fn wait_for_chat(&self, lane: Lane, request: &Request, deadline: Instant) -> Result<(), Outcome> {
        let Some(chat) = request.chat else { return Ok(()) };
        let now = Instant::now();
        let mut at = self.chats().reserve(chat, now);
        while at > Instant::now() {
            if at > deadline {
                return Err(Outcome::Retry { after: at.saturating_duration_since(Instant::now()) });
            }
            self.unless_stopped(lane, sleep_until(at)).await?;
            // It may have been held meanwhile.
            at = self.chats().held_until(chat, Instant::now()).unwrap_or(at);
        }
        Ok(())
    }

    async fn send_once(&self, request: &Request) -> Sent {
        let at = Instant::now();
        let answer = self.client.send(request).await;
        let outcome = class::classify(request.method, &answer);
        let flood = matches!(&answer, Err(Trouble::Failed(failure)) if failure.code == 429);
        if let (Outcome::Fatal, Err(Trouble::Failed(failure))) = (&outcome, &answer) {
            self.stop_for_good(class::fatal(failure).unwrap_or(Fatal::Unauthorized));
        }
        let duration_ms = u64::try_from(at.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(method = request.method.name(), outcome = name(&outcome), flood, duration_ms, "sent");
        Sent { outcome, flood, at }
    }

    /// Holds what a 429 covers: the chat where it was busy, else everything; in doubt everything.
    fn hold(&self, request: &Request, after: Duration, sent: Instant, now: Instant) {
        let until = now + after;
        if request.method == Method::AnswerPress {
            let mut floods = self.floods();
            floods.presses_until = floods.presses_until.max(Some(until));
            return;
        }
        if let Some(chat) = request.chat {
            let busy = {
                let mut chats = self.chats();
                let busy = chats.is_busy(chat, now);
                chats.hold(chat, until);
                busy
            };
            let mut floods = self.floods();
            let others = floods.chat.is_some_and(|(other, at)| other != chat && at + SAME_FLOOD > now);
            floods.chat = Some((chat, now));
            if busy && !others {
                return;
            }
        }
        self.flooded(request, sent, until);
        tracing::warn!(seconds = after.as_secs(), rate = self.gate.rate(), "Telegram asks the bot to wait");
    }

    fn patience(&self, lane: Lane) -> Duration {
        let patience = self.options.patience;
        match lane {
            Lane::Answer => patience.answer,
            Lane::Organiser => patience.organiser,
            Lane::Broadcast | Lane::Recall => patience.broadcast,
        }
    }
}

/// One attempt.
struct Sent {
    outcome: Outcome,
    /// Whether it was a 429.
    flood: bool,
    /// When it left.
    at: Instant,
}

fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Delivered(_) => "delivered",
        Outcome::Gone => "gone",
        Outcome::Unreachable => "unreachable",
        Outcome::Refused(_) => "refused",
        Outcome::Retry { .. } => "retry",
        Outcome::Uncertain => "uncertain",
        Outcome::Fatal => "fatal",
    }
}
