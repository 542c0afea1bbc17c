//! The courier: the one way out to Telegram.

mod options;
mod state;

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{Notify, Semaphore, watch},
    time::{Instant, sleep_until, timeout},
};
use tokio_util::sync::{CancellationToken, DropGuard};

pub use self::options::{CourierOptions, Patience};
use self::state::{AFTER_DRAIN, State};
use super::{
    Client, Fatal, Lane, Outcome, Outgoing, Traffic, backoff,
    class::{self, Method},
    client::Trouble,
    lanes::{Gate, PerLane},
    pacing::{ChatPacer, Pacer},
    request::{Fee, Request},
    traffic::count,
};

/// Answers under way or waiting for their turn at a time.
const ANSWERS: usize = 64;
/// Messages to organisers, likewise.
const ORGANISERS: usize = 16;
/// Answers to pressed buttons under way at a time: they are not counted by the pace, so they are bounded here.
const PRESSES: usize = 32;
/// Two chats that are refused within this time mean that the whole token is.
const SAME_FLOOD: Duration = Duration::from_secs(2);

/// Sends everything that goes out, at the pace that Telegram allows. Cheap to clone.
///
/// Keeps nothing of what it sends beyond the request itself. Callers wait in [`Courier::send`]; nothing is queued for
/// them, so memory is bounded by the number of callers.
#[derive(Clone)]
pub struct Courier {
    inner: Arc<Inner>,
    _driver: Arc<DropGuard>,
}

struct Inner {
    client: Client,
    options: CourierOptions,
    gate: Arc<Gate>,
    chats: Mutex<ChatPacer>,
    permits: PerLane<Semaphore>,
    presses: Semaphore,
    floods: Mutex<Floods>,
    state: watch::Sender<State>,
    fatal: watch::Sender<Option<Fatal>>,
    outstanding: AtomicUsize,
    idle: Notify,
}

/// Asked before each attempt.
type Wanted<'a> = &'a (dyn Fn() -> bool + Send + Sync);

/// Why a request was not sent.
enum Unsent {
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

/// What is known of the last refusals.
#[derive(Default)]
struct Floods {
    /// When a chat was last refused for itself, and which.
    chat: Option<(super::ChatId, Instant)>,
    presses_until: Option<Instant>,
}

impl Courier {
    /// Starts a courier; it needs a Tokio runtime, and ends when its last clone is dropped.
    pub fn start(client: Client, options: CourierOptions) -> Self {
        let gate = Arc::new(Gate::new(Pacer::new(options.messages_per_second)));
        let ended = CancellationToken::new();
        tokio::spawn({
            let (gate, ended) = (Arc::clone(&gate), ended.clone());
            async move { ended.run_until_cancelled(gate.drive()).await }
        });
        let permits = PerLane {
            answer: Semaphore::new(ANSWERS),
            organiser: Semaphore::new(ORGANISERS),
            broadcast: Semaphore::new(options.in_flight.max(1)),
            recall: Semaphore::new(options.in_flight.max(1)),
        };
        let inner = Inner {
            client,
            options,
            gate,
            chats: Mutex::default(),
            permits,
            presses: Semaphore::new(PRESSES),
            floods: Mutex::default(),
            state: watch::Sender::new(State::Open),
            fatal: watch::Sender::new(None),
            outstanding: AtomicUsize::new(0),
            idle: Notify::new(),
        };
        Self { inner: Arc::new(inner), _driver: Arc::new(ended.drop_guard()) }
    }

    /// Waits for the request's turn, sends it, and tries again what fails in passing, within the lane's patience.
    ///
    /// Never gives up a request that is on its way: what came of it is always told. [`Outcome::Retry`] means that it was
    /// surely not done and that the patience is over, or that the courier drains.
    pub async fn send(&self, lane: Lane, outgoing: Outgoing) -> Outcome {
        // What is always wanted always has an outcome.
        self.send_if(lane, outgoing, || true).await.unwrap_or(Outcome::Retry { after: Duration::ZERO })
    }

    /// As [`Courier::send`], but asks at each turn, at the last moment before sending, whether it is still wanted: `None`
    /// if not, and nothing was sent then.
    pub async fn send_if(
        &self,
        lane: Lane,
        outgoing: Outgoing,
        wanted: impl Fn() -> bool + Send + Sync,
    ) -> Option<Outcome> {
        let _outstanding = Outstanding::enter(&self.inner);
        let fee = match lane {
            Lane::Broadcast if self.inner.options.paid_broadcast => Fee::Paid,
            _ => Fee::Free,
        };
        let request = match Request::new(&outgoing, fee) {
            Ok(request) => request,
            Err(refusal) => return Some(self.inner.told(lane, Outcome::Refused(refusal))),
        };
        drop(outgoing);
        match self.inner.deliver(lane, &request, &wanted).await {
            Ok(outcome) | Err(Unsent::SentBack(outcome)) => Some(self.inner.told(lane, outcome)),
            Err(Unsent::Unwanted) => None,
        }
    }

    /// Watches for what ends the bot's work: `Some` once Telegram said 401 or 409.
    pub fn fatal(&self) -> watch::Receiver<Option<Fatal>> {
        self.inner.fatal.subscribe()
    }

    /// Gives the present rate, a second: the configured one, or less where the server refused.
    pub fn rate(&self) -> f64 {
        self.inner.gate.rate()
    }

    /// Gives the counters, with the present rate.
    pub fn traffic(&self) -> &Traffic {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate is small and positive")]
        self.inner.options.traffic.rate_milli.store((self.rate() * 1000.0) as u64, Ordering::Relaxed);
        &self.inner.options.traffic
    }

    /// Sends broadcasts back at once, and waits for all the rest until `deadline`; then sends back what still waits.
    ///
    /// Returns whether everything ended in time. What is on its way at the deadline goes on as long as the runtime does.
    pub async fn drain(&self, deadline: Instant) -> bool {
        self.inner.change(State::Draining);
        let done = timeout(deadline.saturating_duration_since(Instant::now()), self.inner.all_done()).await;
        self.inner.change(State::Closed);
        done.is_ok()
    }
}

impl Inner {
    /// Tries until the request has an outcome.
    async fn deliver(&self, lane: Lane, request: &Request, wanted: Wanted<'_>) -> Result<Outcome, Unsent> {
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
        let pass = self.unless_stopped(lane, self.gate.turn(lane)).await?;
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
        self.gate.flooded(sent, until);
        tracing::warn!(seconds = after.as_secs(), rate = self.gate.rate(), "Telegram asks the bot to wait");
    }

    fn stop_for_good(&self, fatal: Fatal) {
        self.fatal.send_if_modified(|known| {
            let new = known.is_none();
            known.get_or_insert(fatal);
            new
        });
        self.change(State::Fatal);
    }

    /// Changes the state forwards only.
    fn change(&self, to: State) {
        self.state.send_if_modified(|state| {
            let forwards = (to as u8) > (*state as u8);
            if forwards {
                *state = to;
            }
            forwards
        });
    }

    fn refuse_if_stopped(&self, lane: Lane) -> Result<(), Outcome> {
        self.state.borrow().refusal(lane).map_or(Ok(()), Err)
    }

    /// Waits for something unless the lane is stopped meanwhile.
    async fn unless_stopped<T>(&self, lane: Lane, something: impl Future<Output = T>) -> Result<T, Outcome> {
        tokio::pin!(something);
        // Most of the time nothing is waited for, and then nothing has to be watched.
        if let std::task::Poll::Ready(value) = futures::poll!(something.as_mut()) {
            return Ok(value);
        }
        let mut state = self.state.subscribe();
        tokio::select! {
            biased;
            value = something => Ok(value),
            stopped = state.wait_for(|state| state.refusal(lane).is_some()) => {
                let refusal = stopped.ok().and_then(|state| state.refusal(lane));
                Err(refusal.unwrap_or(Outcome::Retry { after: AFTER_DRAIN }))
            }
        }
    }

    async fn all_done(&self) {
        loop {
            let idle = self.idle.notified();
            tokio::pin!(idle);
            idle.as_mut().enable();
            if self.outstanding.load(Ordering::Acquire) == 0 {
                return;
            }
            idle.await;
        }
    }

    fn told(&self, lane: Lane, outcome: Outcome) -> Outcome {
        let traffic = &self.options.traffic;
        traffic.sent(lane, &outcome);
        match &outcome {
            // What was to be changed is not there: there is nothing left to do.
            Outcome::Delivered(_) | Outcome::Gone => count(&traffic.delivered),
            Outcome::Unreachable => count(&traffic.unreachable),
            Outcome::Refused(_) => count(&traffic.refused),
            Outcome::Uncertain => count(&traffic.uncertain),
            Outcome::Retry { .. } | Outcome::Fatal => {}
        }
        outcome
    }

    fn patience(&self, lane: Lane) -> Duration {
        let patience = self.options.patience;
        match lane {
            Lane::Answer => patience.answer,
            Lane::Organiser => patience.organiser,
            Lane::Broadcast | Lane::Recall => patience.broadcast,
        }
    }

    fn chats(&self) -> MutexGuard<'_, ChatPacer> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn floods(&self) -> MutexGuard<'_, Floods> {
        self.floods.lock().unwrap_or_else(PoisonError::into_inner)
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

/// Counts a caller for as long as it waits.
struct Outstanding<'a>(&'a Inner);

impl<'a> Outstanding<'a> {
    fn enter(inner: &'a Inner) -> Self {
        inner.outstanding.fetch_add(1, Ordering::AcqRel);
        Self(inner)
    }
}

impl Drop for Outstanding<'_> {
    fn drop(&mut self) {
        if self.0.outstanding.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.idle.notify_waiters();
        }
    }
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
