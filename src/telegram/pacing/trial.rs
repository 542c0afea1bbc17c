//! Trying whether the server takes more than it was seen to take: a little at a time, and nothing else meanwhile.
//!
//! What arrives within a second is known here only within the network's jitter. So that a trial proves something, requests
//! go evenly for a second, then none for a moment, and then in closer order, until one more than was proven has left within
//! somewhat less than a second.
//!
//! While a server refuses one request it refuses all that come, so a rate that is simply raised above the limit costs as
//! many refusals as fit a round trip. Here a request that goes beyond what was proven goes alone, and costs one.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

use super::{Ticket, Urgency};

/// Requests beyond what was proven that are under way together, as a share of that; one at least.
const TOGETHER: usize = 50;
/// How long requests go evenly before a closer order, and how much of what is proven goes then.
const EVEN: Duration = Duration::from_millis(1200);
const EVEN_SHARE: f64 = 0.98;
/// How long none goes between the two, beside the time of two requests: longer than a window is longer than [`CERTAIN`].
const PAUSE: Duration = Duration::from_millis(60);
/// Requests that left within this time arrived within a second, for certain: what a trial among them proves.
pub(super) const CERTAIN: Duration = Duration::from_millis(950);

/// Knows how many requests within a window the server took, once it has refused some.
#[derive(Default)]
pub(super) struct Trial {
    /// `None` as long as nothing was refused.
    proven: Option<usize>,
    order: Order,
    /// When the requests of the last moments left.
    recent: VecDeque<Instant>,
    /// Trials under way: how many each makes within a second, for certain.
    under_way: BTreeMap<Ticket, usize>,
}

#[derive(Default, Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    /// As close as the pace lets them go.
    #[default]
    Close,
    /// At what is proven, until then.
    Even(Instant),
    /// None until then.
    Pause(Instant),
}

impl Trial {
    /// Takes it from now on that so many within a window are taken and more perhaps not.
    pub(super) fn begin_at(&mut self, proven: usize, now: Instant) {
        self.proven = Some(proven.max(1));
        self.order = Order::Even(now + EVEN);
        self.under_way.clear();
    }

    /// Ends it: the server takes whatever the pace lets through.
    pub(super) fn end(&mut self) {
        *self = Self::default();
    }

    /// Tells whether the pace lets more through than is proven.
    pub(super) fn tries(&self, capacity: usize) -> bool {
        self.proven.is_some_and(|proven| proven < capacity)
    }

    /// Gives the pace at which bulk goes, where it is to be `rate`.
    pub(super) fn pace(&self, rate: f64) -> f64 {
        match (self.order, self.proven.and_then(|proven| u32::try_from(proven).ok())) {
            (Order::Even(_), Some(proven)) => rate.min(f64::from(proven) * EVEN_SHARE),
            _ => rate,
        }
    }

    /// Tells whether a further request may go where `counted` count already and the pace lets `capacity` through.
    pub(super) fn allows(&mut self, counted: usize, capacity: usize, urgency: Urgency, now: Instant) -> bool {
        let Some(proven) = self.proven.filter(|proven| *proven < capacity) else { return true };
        self.order = match self.order {
            Order::Even(until) if until <= now && urgency == Urgency::Bulk => {
                Order::Pause(now + PAUSE + Duration::from_secs(2).div_f64(proven as f64))
            }
            Order::Pause(until) if until <= now => Order::Close,
            order => order,
        };
        if counted < proven {
            let waits = !self.under_way.is_empty() || matches!(self.order, Order::Pause(_));
            return urgency == Urgency::Prompt || !waits;
        }
        self.forget_before(now);
        let proves = self.recent.len() >= proven;
        if self.order == Order::Close && !proves && self.under_way.is_empty() {
            self.order = Order::Even(now + EVEN);
        }
        self.order == Order::Close && proves && self.under_way.len() < (proven / TOGETHER).max(1)
    }

    /// Notes a request that goes now, with itself `counted` in the window.
    pub(super) fn went(&mut self, ticket: Ticket, now: Instant, counted: usize, capacity: usize) {
        let Some(proven) = self.proven else { return };
        self.recent.push_back(now);
        self.forget_before(now);
        if proven < capacity && proven < counted {
            self.under_way.insert(ticket, self.recent.len());
        }
    }

    /// Notes that a request ended; `taken` where the server took it. Gives what that proves, if it is more than before.
    pub(super) fn ended(&mut self, ticket: Ticket, taken: bool) -> Option<usize> {
        let certain = self.under_way.remove(&ticket).filter(|certain| taken && Some(*certain) > self.proven)?;
        self.proven = Some(certain);
        Some(certain)
    }

    fn forget_before(&mut self, now: Instant) {
        while self.recent.front().is_some_and(|at| *at + CERTAIN <= now) {
            self.recent.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const BULK: Urgency = Urgency::Bulk;

    #[test]
    fn before_a_refusal_nothing_is_tried() {
        let (mut trial, now) = (Trial::default(), Instant::now());
        assert!(trial.allows(1_000_000, 2_000_000, BULK, now));
        trial.went(Ticket(1), now, 1_000_000, 2_000_000);
        assert!(trial.under_way.is_empty());
    }

    /// Lets twenty go evenly within so many milliseconds, where twenty are proven; gives the moment of the last one.
    fn filled(within: u64) -> (Trial, Instant) {
        let (mut trial, start) = (Trial::default(), Instant::now());
        trial.begin_at(20, start);
        let mut now = start + EVEN;
        assert!(!trial.allows(0, 30, BULK, now) && trial.allows(0, 30, Urgency::Prompt, now), "the pause");
        for nth in 0..20 {
            now = start + EVEN + PAUSE + Duration::from_millis(100) + Duration::from_millis(within * nth / 19);
            assert!(trial.allows(usize::try_from(nth).unwrap(), 30, BULK, now));
            trial.went(Ticket(nth), now, usize::try_from(nth).unwrap() + 1, 30);
        }
        (trial, now)
    }

    #[test]
    fn what_goes_beyond_goes_alone_and_proves_more() {
        let (mut trial, now) = filled(900);
        assert!(trial.allows(20, 30, BULK, now));
        trial.went(Ticket(100), now, 21, 30);
        assert!(!trial.allows(20, 30, BULK, now) && !trial.allows(5, 30, BULK, now));
        assert!(trial.allows(5, 30, Urgency::Prompt, now) && !trial.allows(20, 30, Urgency::Prompt, now));
        assert_eq!(trial.ended(Ticket(100), true), Some(21));
        assert!(trial.allows(5, 30, BULK, now));
        assert!(trial.allows(30, 21, BULK, now), "the pace itself is below it");
    }

    #[test]
    fn what_is_refused_proves_nothing() {
        let (mut trial, now) = filled(900);
        trial.went(Ticket(100), now, 21, 30);
        assert_eq!(trial.ended(Ticket(100), false), None);
        assert_eq!(trial.proven, Some(20));
    }

    #[test]
    fn what_may_have_arrived_later_is_not_tried_before_all_went_evenly() {
        let (mut trial, now) = filled(1000);
        assert_eq!(trial.pace(25.0), 25.0);
        assert!(!trial.allows(20, 30, BULK, now));
        assert_eq!(trial.pace(25.0), 20.0 * EVEN_SHARE);
        assert!(!trial.allows(5, 30, BULK, now + EVEN), "the next pause");
    }

    #[test]
    fn at_high_rates_a_few_go_together() {
        let (mut trial, now) = (Trial::default(), Instant::now());
        trial.begin_at(700, now);
        trial.order = Order::Close;
        (0..700).for_each(|nth| trial.went(Ticket(nth), now, 1, 1000));
        for nth in 700..714 {
            assert!(trial.allows(700, 1000, BULK, now));
            trial.went(Ticket(nth), now, 701, 1000);
        }
        assert!(!trial.allows(700, 1000, BULK, now));
    }
}
