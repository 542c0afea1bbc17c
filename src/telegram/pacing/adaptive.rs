//! The rate that the server really allows: lowered by factors after a refusal, raised as trials prove that it takes more.

use std::time::Duration;

use tokio::time::Instant;

use super::trial::CERTAIN;

/// What a first refusal leaves of the rate at least and at most: it may be an accident of the network.
const LOWER: [f64; 2] = [0.6, 0.95];
/// The same for each further one within [`EPISODE`].
const LOWER_AGAIN: [f64; 2] = [0.8, 0.9];
/// Refusals that follow within this time mean that the server allows less.
const EPISODE: Duration = Duration::from_secs(10);
/// What is used of what was accepted within a second.
const OF_ACCEPTED: f64 = 0.97;
/// What is left of the rate after a try that was refused at once.
const AFTER_TRY: f64 = 0.99;
/// Requests a second beyond what is proven while more is tried: one, and a little for an uneven pace.
const BEYOND: f64 = 1.2;
/// Seconds at the full present rate before the first try, where the server allows less.
const PATIENCE: f64 = 45.0;
/// The same where it may have been an accident.
const PATIENCE_SHORT: f64 = 15.0;
/// How much longer that is after each try that was refused.
const MORE_PATIENCE: f64 = 4.0;
/// The longest such wait, in seconds.
const PATIENCE_MAX: f64 = 120.0;
/// Requests from a try that was refused to the next, at least: so refused requests stay far below a thousandth.
const APART: f64 = 2500.0;
/// Seconds that the configured rate must hold until it counts as allowed again.
const PROOF: f64 = 10.0;

/// Finds the rate between 1 and the configured one. Pure.
///
/// Time is counted in requests sent, so that an idle hour proves nothing. Requests that were under way when the rate was
/// lowered do not lower it again.
pub(super) struct Adaptive {
    configured: f64,
    rate: f64,
    /// Requests since the last change.
    clean: f64,
    patience: f64,
    phase: Phase,
    lowered: Option<Instant>,
}

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    /// At the configured rate, which holds.
    Whole,
    /// At a lower one that seems to hold.
    Settled,
    /// A little above what is proven, and further with every proof.
    Trying {
        /// The rate that is surely good.
        good: f64,
    },
}

impl Adaptive {
    pub(super) fn new(configured: f64) -> Self {
        Self { configured, rate: configured, clean: 0.0, patience: PATIENCE_SHORT, phase: Phase::Whole, lowered: None }
    }

    pub(super) fn rate(&self) -> f64 {
        self.rate
    }

    /// Counts a request.
    pub(super) fn went(&mut self) {
        self.clean += 1.0;
        match self.phase {
            Phase::Settled if self.clean >= self.wait() => {
                self.phase = Phase::Trying { good: self.rate };
                self.raise(self.rate.ceil());
            }
            Phase::Trying { .. } if self.rate >= self.configured && self.clean >= self.rate * PROOF => {
                self.phase = Phase::Whole;
                self.patience = PATIENCE_SHORT;
            }
            _ => {}
        }
    }

    /// Takes it that the server took so many within a second: on to a little more. Tells whether that is all that is
    /// configured, so that there is nothing more to try.
    pub(super) fn proved(&mut self, taken: usize) -> bool {
        if let Phase::Trying { good } = &mut self.phase {
            let taken = f64::from(u32::try_from(taken).unwrap_or(u32::MAX));
            *good = good.max((taken * OF_ACCEPTED).min(self.configured));
            self.raise(taken);
        }
        self.rate >= self.configured
    }

    /// Lowers the rate, once for all requests that were under way together, and tells whether it did; `accepted` tells how
    /// many were accepted in the second before the refusal, where that is known.
    pub(super) fn flooded(&mut self, now: Instant, sent: Instant, accepted: Option<usize>) -> bool {
        if self.lowered.is_some_and(|lowered| sent <= lowered + Duration::from_millis(50)) {
            return false;
        }
        let same = self.lowered.is_some_and(|lowered| now <= lowered + EPISODE);
        self.lowered = Some(now);
        self.clean = 0.0;
        match self.phase {
            Phase::Trying { good } if !same => {
                self.rate = good * AFTER_TRY;
                self.patience = (self.patience * MORE_PATIENCE).min(PATIENCE_MAX);
            }
            _ => {
                let [least, most] = if same { LOWER_AGAIN } else { LOWER };
                // More than fits a second is not accepted in one, so it loses nothing as a smaller number.
                let accepted = accepted.map_or(0.0, |accepted| f64::from(u32::try_from(accepted).unwrap_or(u32::MAX)));
                self.rate = (accepted * OF_ACCEPTED).clamp(self.rate * least, self.rate * most);
                self.patience = self.patience.max(if same { PATIENCE } else { PATIENCE_SHORT });
            }
        }
        self.phase = Phase::Settled;
        self.rate = self.rate.max(1.0);
        true
    }

    /// Gives how many requests must go without a refusal before more is tried.
    fn wait(&self) -> f64 {
        let wait = self.rate * self.patience;
        if self.patience > PATIENCE { wait.max(APART) } else { wait }
    }

    /// Goes so far beyond what is proven that one more is sent within the time that proves it.
    fn raise(&mut self, proven: f64) {
        self.rate = ((proven + BEYOND) / CERTAIN.as_secs_f64()).max(self.rate).min(self.configured);
        self.clean = 0.0;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::collections::VecDeque;

    use super::super::token::{Pacer, Ticket, Turn, Urgency};
    use super::*;

    const TICK: Duration = Duration::from_millis(1);
    const SECOND: Duration = Duration::from_secs(1);

    /// A server at some distance, with a sliding window of a second, that once it refused refuses all for a second; and a
    /// client that sends whatever the pacer lets through.
    struct Rehearsal {
        pacer: Pacer,
        now: Instant,
        /// From a request to its answer.
        distance: Duration,
        /// When each that is under way was sent, and when it arrives.
        under_way: VecDeque<(Instant, Ticket)>,
        answers: VecDeque<(Instant, Instant, Ticket, bool)>,
        window: VecDeque<Instant>,
        held: Option<Instant>,
        sent: usize,
        refused: usize,
    }

    impl Rehearsal {
        fn new(rate: u32, distance: u64) -> Self {
            Self {
                pacer: Pacer::new(rate),
                now: Instant::now(),
                distance: Duration::from_millis(distance),
                under_way: VecDeque::new(),
                answers: VecDeque::new(),
                window: VecDeque::new(),
                held: None,
                sent: 0,
                refused: 0,
            }
        }

        /// Sends for so many seconds where the server takes `allowed` a second.
        fn run(&mut self, seconds: u64, allowed: usize) {
            (self.sent, self.refused) = (0, 0);
            let end = self.now + SECOND * u32::try_from(seconds).unwrap();
            while self.now < end {
                self.now += TICK;
                self.arrive(allowed);
                self.come_back();
                while self.pacer.turn(self.now, Urgency::Bulk) == Turn::Now {
                    self.under_way.push_back((self.now, self.pacer.went(self.now, Urgency::Bulk)));
                    self.sent += 1;
                }
            }
        }

        fn arrive(&mut self, allowed: usize) {
            while let Some((sent, ticket)) = self.under_way.front().copied() {
                if sent + self.distance / 2 > self.now {
                    return;
                }
                self.under_way.pop_front();
                while self.window.front().is_some_and(|at| *at + SECOND <= self.now) {
                    self.window.pop_front();
                }
                let is_held = self.held.is_some_and(|until| until > self.now);
                let taken = !is_held && self.window.len() < allowed;
                if taken {
                    self.window.push_back(self.now);
                } else if !is_held {
                    self.held = Some(self.now + SECOND);
                }
                self.refused += usize::from(!taken);
                self.answers.push_back((self.now + self.distance / 2, sent, ticket, taken));
            }
        }

        fn come_back(&mut self) {
            while let Some((at, sent, ticket, taken)) = self.answers.front().copied() {
                if at > self.now {
                    return;
                }
                self.answers.pop_front();
                if !taken {
                    self.pacer.hold_all(self.now + SECOND);
                    self.pacer.flooded(self.now, sent);
                }
                self.pacer.came_back(ticket, self.now, taken);
            }
        }

        /// Tells how many seconds pass until the pace is this.
        fn until(&mut self, rate: f64, allowed: usize) -> u64 {
            (0..2000)
                .find(|_| {
                    self.pacer.rate() >= rate || {
                        self.run(1, allowed);
                        false
                    }
                })
                .expect("it comes there")
        }
    }

    /// What the server allows of what is configured, and how far it is away, in milliseconds.
    const SERVERS: [(u32, usize, u64); 6] =
        [(30, 20, 50), (30, 20, 300), (30, 22, 50), (30, 12, 50), (200, 80, 150), (1000, 700, 60)];

    #[test]
    fn settles_within_ten_seconds_and_then_hardly_meets_a_refusal() {
        for (configured, allowed, distance) in SERVERS {
            let mut rehearsal = Rehearsal::new(configured, distance);
            rehearsal.run(10, allowed);
            let rate = rehearsal.pacer.rate();
            assert!(rate <= allowed as f64 && rate > allowed as f64 * 0.7, "{allowed} of {configured}: {rate}");
            rehearsal.run(600, allowed);
            let share = rehearsal.refused as f64 / rehearsal.sent as f64;
            assert!(share < 0.001, "{allowed} of {configured} at {distance} ms: {share}");
            assert!(rehearsal.sent as f64 > 0.9 * 600.0 * allowed as f64, "{allowed}: {}", rehearsal.sent);
        }
    }

    #[test]
    fn climbs_back_when_more_is_allowed() {
        for (configured, allowed, distance) in SERVERS {
            let mut rehearsal = Rehearsal::new(configured, distance);
            rehearsal.run(300, allowed);
            let all = configured as usize;
            let seconds = rehearsal.until(f64::from(configured), all);
            assert!(seconds <= 300, "{allowed} of {configured}: {seconds} s");
            rehearsal.run(60, all);
            rehearsal.run(60, all);
            assert_eq!(rehearsal.refused, 0);
            assert!(rehearsal.sent as f64 > 0.97 * 60.0 * f64::from(configured), "{configured}: {}", rehearsal.sent);
        }
    }

    #[test]
    fn an_accident_costs_little_and_is_soon_forgotten() {
        let mut rehearsal = Rehearsal::new(30, 50);
        rehearsal.run(60, 30);
        rehearsal.pacer.flooded(rehearsal.now, rehearsal.now);
        assert!(rehearsal.pacer.rate() >= 27.0, "{}", rehearsal.pacer.rate());
        rehearsal.run(60, 30);
        assert_eq!(rehearsal.pacer.rate(), 30.0);
    }

    #[test]
    fn requests_that_were_under_way_together_lower_it_once() {
        let mut adaptive = Adaptive::new(1000.0);
        let now = Instant::now();
        for ms in 0..50 {
            adaptive.flooded(now + Duration::from_millis(50 + ms), now + Duration::from_millis(ms), Some(1000));
        }
        assert_eq!(adaptive.rate(), 950.0);
    }

    #[test]
    fn never_falls_below_one_a_second() {
        let mut adaptive = Adaptive::new(30.0);
        let mut now = Instant::now();
        for _ in 0..100 {
            now += Duration::from_secs(1);
            adaptive.flooded(now, now, None);
        }
        assert_eq!(adaptive.rate(), 1.0);
    }
}
