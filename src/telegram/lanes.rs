//! Lanes: who goes next when the token's pace lets one go.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Notify, oneshot},
    time::{Instant, sleep_until},
};

use super::{
    Lane,
    pacing::{Pacer, Ticket, Turn, Urgency},
};

/// A lane that waits goes once in this time, whatever waits above it, or once in [`STARVING_TURNS`] where that is longer.
const STARVING: Duration = Duration::from_secs(2);
/// See [`STARVING`].
const STARVING_TURNS: f64 = 20.0;

/// After so many answers in a row, a broadcast that waits takes the next turn: a crowd that writes to the bot, in good or in
/// bad faith, leaves it a quarter of the rate.
const PASSED_OVER_MAX: u32 = 3;

/// Every lane, the most urgent first.
pub(super) const LANES: [Lane; 4] = [Lane::Answer, Lane::Organiser, Lane::Broadcast, Lane::Recall];

/// Something for each lane.
#[derive(Default)]
pub(super) struct PerLane<T> {
    pub answer: T,
    pub organiser: T,
    pub broadcast: T,
    pub recall: T,
}

impl<T> PerLane<T> {
    pub(super) fn of(&self, lane: Lane) -> &T {
        match lane {
            Lane::Answer => &self.answer,
            Lane::Organiser => &self.organiser,
            Lane::Broadcast => &self.broadcast,
            Lane::Recall => &self.recall,
        }
    }

    fn of_mut(&mut self, lane: Lane) -> &mut T {
        match lane {
            Lane::Answer => &mut self.answer,
            Lane::Organiser => &mut self.organiser,
            Lane::Broadcast => &mut self.broadcast,
            Lane::Recall => &mut self.recall,
        }
    }
}

impl Lane {
    fn urgency(self) -> Urgency {
        match self {
            Self::Answer | Self::Organiser => Urgency::Prompt,
            Self::Broadcast | Self::Recall => Urgency::Bulk,
        }
    }
}

/// The one gate before the token: lets requests through by urgency, then in the order of coming, at the pacer's pace.
///
/// Bounded by its callers: each waits in [`Gate::turn`] and takes one place.
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Notify,
}

struct State {
    pacer: Pacer,
    queues: PerLane<Queue>,
    /// Answers in a row that went while a broadcast waited.
    passed_over: u32,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    /// When one of the lane last went.
    went: Option<Instant>,
}

struct Waiting {
    since: Instant,
    go: oneshot::Sender<Pass>,
}

impl Gate {
    pub(super) fn new(pacer: Pacer) -> Self {
        Self { state: Mutex::new(State { pacer, queues: PerLane::default(), passed_over: 0 }), changed: Notify::new() }
    }

    /// Waits for a turn. Dropping the future gives the place up; the pass is kept until the request has ended.
    pub(super) async fn turn(self: &Arc<Self>, lane: Lane) -> Pass {
        let (turn, wake) = {
            let mut state = self.state();
            if let Some(ticket) = state.pass_now(lane, Instant::now()) {
                return Pass::new(self, ticket);
            }
            let (go, turn) = oneshot::channel();
            let queue = state.queues.of_mut(lane);
            // Its driver knows already when the next of a lane that waits may go.
            let wake = queue.waiting.is_empty();
            queue.waiting.push_back(Waiting { since: Instant::now(), go });
            (turn, wake)
        };
        if wake {
            self.changed.notify_one();
        }
        turn.await.expect("a place is dropped only together with the gate, which the caller holds")
    }

    /// Lets waiting requests through, for ever.
    pub(super) async fn drive(self: &Arc<Self>) {
        loop {
            let next = self.state().let_through(self, Instant::now());
            match next {
                Some(at) => {
                    tokio::select! {
                        () = sleep_until(at) => {}
                        () = self.changed.notified() => {}
                    }
                }
                None => self.changed.notified().await,
            }
        }
    }

    /// Holds everything until then.
    pub(super) fn hold(&self, until: Instant) {
        self.state().pacer.hold_all(until);
    }

    /// Lowers the rate after the refusal of a request that left then.
    pub(super) fn flooded(&self, sent: Instant) {
        self.state().pacer.flooded(Instant::now(), sent);
    }

    /// Gives the present rate, a second.
    pub(super) fn rate(&self) -> f64 {
        self.state().pacer.rate()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request's turn. Dropped when the request has ended.
pub(super) struct Pass {
    gate: Arc<Gate>,
    ticket: Option<Ticket>,
    usual: bool,
}

impl Pass {
    fn new(gate: &Arc<Gate>, ticket: Ticket) -> Self {
        Self { gate: Arc::clone(gate), ticket: Some(ticket), usual: false }
    }

    /// Gives it back unused: nothing was sent, so nothing counts.
    pub(super) fn give_back(mut self) {
        if let Some(ticket) = self.ticket.take() {
            self.gate.state().pacer.stayed(ticket);
        }
    }

    /// Ends it for a request that took the time that requests take.
    pub(super) fn end_as_usual(mut self) {
        self.usual = true;
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.gate.state().pacer.came_back(ticket, Instant::now(), self.usual);
        }
    }
}

impl State {
    /// Lets a request through at once where nobody of its urgency or above waits.
    fn pass_now(&mut self, lane: Lane, now: Instant) -> Option<Ticket> {
        let alone = LANES.into_iter().filter(|other| *other <= lane).all(|l| self.queues.of(l).waiting.is_empty());
        let bulk_is_next = lane.urgency() == Urgency::Prompt && self.bulk_is_next();
        if !alone || bulk_is_next || self.pacer.turn(now, lane.urgency()) != Turn::Now {
            return None;
        }
        Some(self.went(lane, now))
    }

    /// Counts a turn that a lane takes.
    fn went(&mut self, lane: Lane, now: Instant) -> Ticket {
        let passes_over = lane.urgency() == Urgency::Prompt && self.bulk_waits();
        self.passed_over = if passes_over { self.passed_over.saturating_add(1) } else { 0 };
        self.queues.of_mut(lane).went = Some(now);
        self.pacer.went(now, lane.urgency())
    }

    fn bulk_waits(&self) -> bool {
        [Lane::Broadcast, Lane::Recall].into_iter().any(|lane| !self.queues.of(lane).waiting.is_empty())
    }

    fn bulk_is_next(&self) -> bool {
        self.passed_over >= PASSED_OVER_MAX && self.bulk_waits()
    }

    /// Lets everything through that may go now; gives the moment at which the next may.
    fn let_through(&mut self, gate: &Arc<Gate>, now: Instant) -> Option<Instant> {
        loop {
            let lane = self.next_lane(now)?;
            // A lower lane never has an earlier turn: what stops this one stops all.
            match self.pacer.turn(now, lane.urgency()) {
                Turn::At(at) => return Some(at),
                Turn::Now => {
                    let queue = self.queues.of_mut(lane);
                    let Some(waiting) = queue.waiting.pop_front() else { continue };
                    if waiting.go.is_closed() {
                        continue;
                    }
                    let ticket = self.went(lane, now);
                    if let Err(mut pass) = waiting.go.send(Pass::new(gate, ticket)) {
                        // It gave up at this very moment. The gate is locked here, so the pass must not do it itself.
                        pass.ticket = None;
                        self.pacer.stayed(ticket);
                    }
                }
            }
        }
    }

    /// Chooses the most urgent lane that waits, unless one below it has starved or it is a broadcast's turn.
    fn next_lane(&mut self, now: Instant) -> Option<Lane> {
        for lane in LANES {
            let queue = self.queues.of_mut(lane);
            while queue.waiting.front().is_some_and(|waiting| waiting.go.is_closed()) {
                queue.waiting.pop_front();
            }
        }
        let waiting = |lane: &Lane| !self.queues.of(*lane).waiting.is_empty();
        let limit = STARVING.max(Duration::from_secs_f64(STARVING_TURNS / self.pacer.rate()));
        let starving = |lane: &Lane| self.queues.of(*lane).waits_since_before(now, limit);
        let first = LANES.into_iter().find(waiting)?;
        let starved = LANES.into_iter().find(|lane| *lane > first && starving(lane));
        let bulk = |lane: &Lane| lane.urgency() == Urgency::Bulk && waiting(lane);
        let next = LANES.into_iter().find(bulk).filter(|_| self.bulk_is_next());
        Some(starved.or(next).unwrap_or(first))
    }
}

impl Queue {
    /// Tells whether its first waits, and none of the lane went, for as long.
    fn waits_since_before(&self, now: Instant, limit: Duration) -> bool {
        let since = self.waiting.front().map(|waiting| waiting.since.max(self.went.unwrap_or(waiting.since)));
        since.is_some_and(|since| since + limit <= now)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// Starts a gate, and callers in the given order, one after the other; gives the order in which they went.
    async fn order(rate: u32, callers: &[Lane], within: Duration) -> Vec<(Lane, Duration)> {
        let gate = Arc::new(Gate::new(Pacer::new(rate)));
        let start = Instant::now();
        let (went, mut order) = tokio::sync::mpsc::unbounded_channel();
        for lane in callers.iter().copied() {
            let (gate, went) = (Arc::clone(&gate), went.clone());
            tokio::spawn(async move {
                drop(gate.turn(lane).await);
                went.send((lane, start.elapsed())).unwrap();
            });
            tokio::task::yield_now().await;
        }
        let driver = tokio::spawn({
            let gate = Arc::clone(&gate);
            async move { gate.drive().await }
        });
        tokio::time::sleep(within).await;
        driver.abort();
        let mut seen = Vec::new();
        while let Ok(one) = order.try_recv() {
            seen.push(one);
        }
        seen
    }

    #[tokio::test(start_paused = true)]
    async fn the_urgent_overtake_the_rest() {
        // Answers use the first second up; the others wait when the urgent come.
        let mut callers = vec![Lane::Answer; 10];
        callers.extend([Lane::Recall, Lane::Broadcast, Lane::Broadcast, Lane::Organiser, Lane::Answer]);
        let went = order(10, &callers, Duration::from_secs(5)).await;
        let lanes: Vec<Lane> = went.iter().skip(10).map(|(lane, _)| *lane).collect();
        assert_eq!(lanes, [Lane::Answer, Lane::Organiser, Lane::Broadcast, Lane::Broadcast, Lane::Recall]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_of_answers_leaves_a_broadcast_a_quarter() {
        let mut callers = vec![Lane::Answer; 400];
        callers.extend([Lane::Broadcast; 400]);
        let went = order(10, &callers, Duration::from_secs(20)).await;
        let broadcasts = went.iter().filter(|(lane, _)| *lane == Lane::Broadcast).count();
        assert!((44..=52).contains(&broadcasts), "{broadcasts}");
        assert!(went.len() >= 190, "{}", went.len());
    }

    #[tokio::test(start_paused = true)]
    async fn who_gives_up_costs_nobody_a_turn() {
        let gate = Arc::new(Gate::new(Pacer::new(1)));
        drop(gate.turn(Lane::Answer).await);
        let start = Instant::now();
        for _ in 0..50 {
            let given_up = tokio::time::timeout(Duration::from_millis(1), gate.turn(Lane::Answer));
            assert!(given_up.await.is_err());
        }
        let driver = Arc::clone(&gate);
        let driver = tokio::spawn(async move { driver.drive().await });
        drop(gate.turn(Lane::Answer).await);
        assert!(start.elapsed() < Duration::from_millis(1100), "{:?}", start.elapsed());
        driver.abort();
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_goes_before_a_hold_is_over() {
        let gate = Arc::new(Gate::new(Pacer::new(30)));
        let driver = Arc::clone(&gate);
        let driver = tokio::spawn(async move { driver.drive().await });
        let start = Instant::now();
        gate.hold(start + Duration::from_secs(7));
        gate.flooded(start);
        drop(gate.turn(Lane::Broadcast).await);
        assert!(start.elapsed() >= Duration::from_secs(7));
        assert!(gate.rate() < 30.0);
        driver.abort();
    }
}
