//! The courier: the one way out to Telegram.

mod delivery;
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
    time::{Instant, timeout},
};
use tokio_util::sync::{CancellationToken, DropGuard};

use self::delivery::Unsent;
pub use self::options::{CourierOptions, Patience};
use self::state::{AFTER_DRAIN, State};
use super::{
    Client, Fatal, Lane, Outcome, Outgoing, Traffic,
    lanes::{Gate, PerLane},
    pacing::{ChatPacer, Pacer},
    request::{Fee, Request},
    traffic::count,
};

/// Answers under way or waiting for their turn at a time.
const ANSWERS: usize = 96;
/// Messages to organisers, likewise.
const ORGANISERS: usize = 16;
/// Answers to pressed buttons under way at a time: they are not counted by the pace, so they are bounded here.
const PRESSES: usize = 32;
/// Requests a second that Telegram takes from a bot without payment.
const FREE_RATE: u32 = 30;

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
    /// Before all requests that the configured rate is for.
    gate: Arc<Gate>,
    /// Before those that nobody pays for, where broadcasts are paid: Telegram counts them apart.
    free: Option<Arc<Gate>>,
    chats: Mutex<ChatPacer>,
    permits: PerLane<Semaphore>,
    presses: Semaphore,
    floods: Mutex<Floods>,
    state: watch::Sender<State>,
    fatal: watch::Sender<Option<Fatal>>,
    outstanding: AtomicUsize,
    idle: Notify,
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
        let rate = options.messages_per_second;
        let gate = Arc::new(Gate::new(Pacer::new(rate)));
        let free = options.paid_broadcast.then(|| Arc::new(Gate::new(Pacer::new(rate.min(FREE_RATE)))));
        let ended = CancellationToken::new();
        for gate in [Some(&gate), free.as_ref()].into_iter().flatten() {
            let (gate, ended) = (Arc::clone(gate), ended.clone());
            tokio::spawn(async move { ended.run_until_cancelled(gate.drive()).await });
        }
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
            free,
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

    /// Gives the present rate of broadcasts, a second: the configured one, or less where the server refused.
    pub fn rate(&self) -> f64 {
        self.inner.gate.rate()
    }

    /// Gives the counters, with the present rate.
    pub fn traffic(&self) -> &Traffic {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate is small and positive")]
        self.inner.options.traffic.rate_milli.store((self.rate() * 1000.0) as u64, Ordering::Relaxed);
        &self.inner.options.traffic
    }

    /// Sends everything back from now on but what is for organisers.
    pub fn keep_to_organisers(&self) {
        self.inner.change(State::OrganisersOnly);
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
    /// Gives the gate that a request waits before.
    fn gate(&self, request: &Request) -> &Arc<Gate> {
        self.free.as_ref().filter(|_| request.fee == Fee::Free).unwrap_or(&self.gate)
    }

    /// Holds everything after a refusal for the whole token, and lowers the rate of those that go with the refused one.
    fn flooded(&self, request: &Request, sent: Instant, until: Instant) {
        for gate in [Some(&self.gate), self.free.as_ref()].into_iter().flatten() {
            gate.hold(until);
        }
        self.gate(request).flooded(sent);
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

    fn chats(&self) -> MutexGuard<'_, ChatPacer> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn floods(&self) -> MutexGuard<'_, Floods> {
        self.floods.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
