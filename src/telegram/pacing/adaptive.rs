//! The rate that the server really allows: lowered by factors after a refusal, raised by steps while all goes well.

use std::time::Duration;

use tokio::time::Instant;

/// What a first refusal leaves of the rate at least and at most: it may be an accident of the network.
const LOWER: [f64; 2] = [0.6, 0.95];
/// The same for each further one within [`EPISODE`].
const LOWER_AGAIN: [f64; 2] = [0.8, 0.9];
/// Refusals that follow within this time mean that the server allows less.
const EPISODE: Duration = Duration::from_secs(10);
/// What is tried of the rate that was accepted before a refusal.
const OF_ACCEPTED: f64 = 0.97;
/// What is left of the last good rate after a step up was refused.
const BELOW_GOOD: f64 = 0.99;
/// The first careful step up, as a factor.
const PROBE: f64 = 1.03;
/// Each further step up, as a share of the configured rate, once a careful one was good.
const CLIMB: f64 = 0.05;
/// Seconds at the full present rate before the first careful step, where the server allows less.
const PATIENCE: f64 = 45.0;
/// The same where it may have been an accident.
const PATIENCE_SHORT: f64 = 15.0;
/// How much longer that is after each careful step that was refused.
const MORE_PATIENCE: f64 = 4.0;
/// The longest such wait, in seconds.
const PATIENCE_MAX: f64 = 180.0;
/// Seconds that a careful step must hold.
const PROOF: f64 = 10.0;
/// Seconds that each further step must hold.
const CLIMB_PROOF: f64 = 2.0;

/// Finds the rate between 1 and the configured one (AIMD). Pure.
///
/// Time is counted in requests sent, so that an idle hour proves nothing. Requests that were under way when the rate was
/// lowered do not lower it again.
pub(super) struct Adaptive {
    configured: f64,
    rate: f64,
    /// The highest rate that held.
    good: f64,
    /// Requests since the last change.
    clean: f64,
    patience: f64,
    phase: Phase,
    lowered: Option<Instant>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// At a rate that seems to hold.
    Settled,
    /// A careful step above it.
    Probing,
    /// The careful step held: on towards the configured rate.
    Climbing,
}

impl Adaptive {
    pub(super) fn new(configured: f64) -> Self {
        Self {
            configured,
            rate: configured,
            good: configured,
            clean: 0.0,
            patience: PATIENCE_SHORT,
            phase: Phase::Settled,
            lowered: None,
        }
    }

    pub(super) fn rate(&self) -> f64 {
        self.rate
    }

    /// Counts a request, and steps up when enough have gone without a refusal.
    pub(super) fn went(&mut self) {
        if self.rate >= self.configured {
            return;
        }
        self.clean += 1.0;
        let (wait, next) = match self.phase {
            Phase::Settled => (self.patience, Phase::Probing),
            Phase::Probing => (PROOF, Phase::Climbing),
            Phase::Climbing => (CLIMB_PROOF, Phase::Climbing),
        };
        if self.clean < self.rate * wait {
            return;
        }
        self.clean = 0.0;
        self.good = self.rate;
        self.phase = next;
        self.rate = match next {
            Phase::Climbing => self.rate + self.configured * CLIMB,
            _ => self.rate * PROBE,
        };
        if self.rate >= self.configured {
            self.rate = self.configured;
            self.good = self.configured;
            self.patience = PATIENCE_SHORT;
            self.phase = Phase::Settled;
        }
    }

    /// Lowers the rate, once for all requests that were under way together; `accepted` tells how many were accepted in
    /// the second before the refusal, where that is known.
    pub(super) fn flooded(&mut self, now: Instant, sent: Instant, accepted: Option<usize>) {
        if self.lowered.is_some_and(|lowered| sent <= lowered + Duration::from_millis(50)) {
            return;
        }
        let same = self.lowered.is_some_and(|lowered| now <= lowered + EPISODE);
        self.lowered = Some(now);
        self.clean = 0.0;
        if same || self.phase == Phase::Settled {
            let [least, most] = if same { LOWER_AGAIN } else { LOWER };
            // More than fits a second is not accepted in one, so it loses nothing as a smaller number.
            let accepted = accepted.map_or(0.0, |accepted| f64::from(u32::try_from(accepted).unwrap_or(u32::MAX)));
            self.rate = (accepted * OF_ACCEPTED).clamp(self.rate * least, self.rate * most);
            self.patience = self.patience.max(if same { PATIENCE } else { PATIENCE_SHORT });
        } else {
            self.rate = self.good * BELOW_GOOD;
            self.patience = (self.patience * MORE_PATIENCE).min(PATIENCE_MAX);
        }
        self.phase = Phase::Settled;
        self.rate = self.rate.max(1.0);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::collections::VecDeque;

    use super::super::token::{Pacer, Turn, Urgency};
    use super::*;

    /// A server with a sliding window of a second, and a client that sends whatever the pacer lets through.
    struct Rehearsal {
        pacer: Pacer,
        now: Instant,
        window: VecDeque<Instant>,
        sent: usize,
        refused: usize,
    }

    impl Rehearsal {
        fn new(rate: u32) -> Self {
            Self { pacer: Pacer::new(rate), now: Instant::now(), window: VecDeque::new(), sent: 0, refused: 0 }
        }

        /// Sends for so many seconds where the server takes `allowed` a second and refuses for a second.
        fn run(&mut self, seconds: u64, allowed: usize) {
            (self.sent, self.refused) = (0, 0);
            let end = self.now + Duration::from_secs(seconds);
            while self.now < end {
                match self.pacer.turn(self.now, Urgency::Bulk) {
                    Turn::At(at) => self.now = at,
                    Turn::Now => {
                        let ticket = self.pacer.went(self.now, Urgency::Bulk);
                        self.pacer.came_back(ticket, self.now, true);
                        self.sent += 1;
                        while self.window.front().is_some_and(|at| *at + Duration::from_secs(1) <= self.now) {
                            self.window.pop_front();
                        }
                        if self.window.len() >= allowed {
                            self.refused += 1;
                            self.pacer.flooded(self.now, self.now);
                            self.pacer.hold_all(self.now + Duration::from_secs(1));
                        } else {
                            self.window.push_back(self.now);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn settles_within_ten_seconds_and_then_hardly_meets_a_refusal() {
        for (configured, allowed) in [(30, 20), (30, 12), (200, 80)] {
            let mut rehearsal = Rehearsal::new(configured);
            rehearsal.run(10, allowed);
            let rate = rehearsal.pacer.rate();
            assert!(rate <= allowed as f64 && rate > allowed as f64 * 0.7, "{allowed} of {configured}: {rate}");
            rehearsal.run(1800, allowed);
            let share = rehearsal.refused as f64 / rehearsal.sent as f64;
            assert!(share < 0.001, "{allowed} of {configured}: {share}");
            assert!(rehearsal.sent as f64 > 0.9 * 1800.0 * allowed as f64, "{}", rehearsal.sent);
        }
    }

    #[test]
    fn an_accident_costs_little_and_is_soon_forgotten() {
        let mut rehearsal = Rehearsal::new(30);
        rehearsal.run(60, 30);
        rehearsal.pacer.flooded(rehearsal.now, rehearsal.now);
        assert!(rehearsal.pacer.rate() >= 27.0, "{}", rehearsal.pacer.rate());
        rehearsal.run(60, 30);
        assert_eq!(rehearsal.pacer.rate(), 30.0);
    }

    #[test]
    fn climbs_back_when_more_is_allowed() {
        let mut rehearsal = Rehearsal::new(30);
        rehearsal.run(10, 20);
        rehearsal.run(120, 30);
        assert_eq!(rehearsal.pacer.rate(), 30.0);
        rehearsal.run(600, 30);
        assert_eq!(rehearsal.refused, 0);
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
