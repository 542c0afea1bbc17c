//! Which subscriber is next, and how far the broadcast has surely come: a pure state machine.
//!
//! Rows of the audience come in key order. A row may be sent to only once it is *claimed*, and a claim counts only once
//! it is on the disk; a row is *settled* once its ending is on the disk too. At most [`Plan::window`] rows are claimed
//! and not settled, so a crash leaves at most that many of which nobody knows whether they were sent to.

use std::collections::VecDeque;

use super::record::{Broadcast, Delivery};
use crate::vault::RowKey;

/// A subscriber on the way.
#[derive(Clone, PartialEq, Eq)]
pub struct Candidate<T> {
    /// Their row.
    pub key: RowKey,
    /// What the sender needs.
    pub subscriber: T,
    /// Whether an earlier run may have sent to them.
    pub perhaps_sent: bool,
}

/// What is to be written in one commit before the plan goes on.
pub struct Step {
    /// Endings of this step, to be counted and put in the ledger.
    pub deliveries: Vec<Delivery>,
    /// Everything up to here is settled once this is written.
    pub cursor: Option<RowKey>,
    /// Everything up to here may be sent to once this is written.
    pub claimed: Option<RowKey>,
}

enum Place<T> {
    /// Not for this audience, or settled in an earlier run.
    Passed,
    Waiting(Candidate<T>),
    Sending,
    Ended(Delivery),
    Writing,
    Settled,
}

/// The part of the audience that is being worked on.
pub struct Plan<T> {
    window: usize,
    rows: VecDeque<(RowKey, Place<T>)>,
    /// How many of `rows`, from the front, are claimed on the disk, in the step being written, or not yet.
    claimed: usize,
    claiming: Option<usize>,
    cursor: Option<RowKey>,
    claimed_key: Option<RowKey>,
    complete: bool,
}

impl<T> Plan<T> {
    /// Goes on from where a broadcast stands.
    pub fn resume(broadcast: &Broadcast, window: usize) -> Self {
        Self {
            window,
            rows: VecDeque::new(),
            claimed: 0,
            claiming: None,
            cursor: broadcast.cursor.clone(),
            claimed_key: broadcast.claimed.clone(),
            complete: false,
        }
    }

    /// Gives the most rows that are claimed and not settled.
    pub fn window(&self) -> usize {
        self.window
    }

    /// Tells whether an earlier run had claimed the row of this key: the ledger knows whether it is settled.
    pub fn was_claimed(&self, key: &RowKey) -> bool {
        self.claimed_key.as_ref().is_some_and(|claimed| key <= claimed)
    }

    /// Takes the next row of the audience in; `None` for one that gets nothing.
    pub fn offer(&mut self, key: RowKey, candidate: Option<Candidate<T>>) {
        let place = candidate.map_or(Place::Passed, Place::Waiting);
        self.rows.push_back((key, place));
    }

    /// Says that the audience has no more rows.
    pub fn complete(&mut self) {
        self.complete = true;
    }

    /// Tells whether more rows should be offered soon.
    pub fn wants_rows(&self) -> bool {
        !self.complete && self.rows.len() < self.window * 4
    }

    /// Gives the next subscriber to send to and marks them as being sent to.
    pub fn take_next(&mut self) -> Option<Candidate<T>> {
        let (_, place) =
            self.rows.iter_mut().take(self.claimed).find(|(_, place)| matches!(place, Place::Waiting(_)))?;
        match std::mem::replace(place, Place::Sending) {
            Place::Waiting(candidate) => Some(candidate),
            other => {
                *place = other;
                None
            }
        }
    }

    /// Takes the ending of a send.
    pub fn ended(&mut self, key: &RowKey, delivery: Delivery) {
        if let Some((_, place)) = self.rows.iter_mut().find(|(row, _)| row == key) {
            *place = Place::Ended(delivery);
        }
    }

    /// Takes it that nothing was sent to this row and nothing shall be.
    pub fn pass(&mut self, key: &RowKey) {
        if let Some((_, place)) = self.rows.iter_mut().find(|(row, _)| row == key) {
            *place = Place::Passed;
        }
    }

    /// Gives what to write next, if writing it would bring the plan further. One step at a time.
    pub fn step(&mut self) -> Option<Step> {
        if self.claiming.is_some() {
            return None;
        }
        let mut deliveries = Vec::new();
        for (_, place) in self.rows.iter_mut().take(self.claimed) {
            if let Place::Ended(_) = place
                && let Place::Ended(delivery) = std::mem::replace(place, Place::Writing)
            {
                deliveries.push(delivery);
            }
        }
        let claim = self.reach();
        let passed = self.rows.iter().take(claim).take_while(|(_, place)| is_past(place)).count();
        if deliveries.is_empty() && claim == self.claimed && passed == 0 {
            return None;
        }
        self.claiming = Some(claim);
        let key_at =
            |count: usize| count.checked_sub(1).and_then(|last| self.rows.get(last)).map(|(key, _)| key.clone());
        let cursor = key_at(passed).or_else(|| self.cursor.clone());
        let claimed = key_at(claim).max(self.claimed_key.clone());
        Some(Step { deliveries, cursor, claimed })
    }

    /// Says that the step is on the disk: what it settled leaves the plan, what it claimed may be sent to.
    pub fn written(&mut self, step: &Step) {
        let Some(claim) = self.claiming.take() else { return };
        for (_, place) in self.rows.iter_mut().take(claim) {
            if matches!(place, Place::Writing) {
                *place = Place::Settled;
            }
        }
        self.claimed = claim;
        self.cursor.clone_from(&step.cursor);
        self.claimed_key.clone_from(&step.claimed);
        while self.claimed > 0 && self.rows.front().is_some_and(|(_, place)| is_past(place)) {
            self.rows.pop_front();
            self.claimed -= 1;
        }
    }

    /// Tells whether everyone was reached who can be and all of it is written.
    pub fn is_done(&self) -> bool {
        self.complete && self.rows.is_empty() && self.claiming.is_none()
    }

    /// Finds how many rows from the front can be claimed: at most a window of them unsettled after this step.
    fn reach(&self) -> usize {
        let mut open = 0;
        for (index, (_, place)) in self.rows.iter().enumerate() {
            open += usize::from(!is_past(place));
            if open > self.window {
                return index.max(self.claimed);
            }
        }
        self.rows.len()
    }
}

/// A row that needs nothing more once the step in hand is written.
fn is_past<T>(place: &Place<T>) -> bool {
    matches!(place, Place::Passed | Place::Writing | Place::Settled)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::collections::BTreeMap;

    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::broadcast::record::Ending;
    use crate::telegram::UserId;

    /// A disk that only knows what was written, and a Telegram that knows what was sent.
    struct World {
        audience: Vec<(RowKey, Option<i64>)>,
        disk: Broadcast,
        ledger: BTreeMap<RowKey, Ending>,
        sent: BTreeMap<i64, u32>,
    }

    impl World {
        fn new(people: &[bool]) -> Self {
            let row = |(index, wanted): (usize, &bool)| (RowKey::ordered(index as u64), wanted.then_some(index as i64));
            Self {
                audience: people.iter().enumerate().map(row).collect(),
                disk: Broadcast::begin(people.len() as u64, Timestamp::UNIX_EPOCH),
                ledger: BTreeMap::new(),
                sent: BTreeMap::new(),
            }
        }

        /// Runs until done or until `crash` steps were made; a crash forgets all but the disk.
        fn run(&mut self, window: usize, crash: Option<usize>, order: &mut impl FnMut(usize) -> usize) -> bool {
            let mut plan = Plan::resume(&self.disk, window);
            let mut position = self.disk.cursor.clone();
            let mut flying = Vec::new();
            for round in 0.. {
                while plan.wants_rows() {
                    let next = self.audience.iter().find(|(key, _)| position.as_ref().is_none_or(|p| key > p)).cloned();
                    let Some((key, person)) = next else {
                        plan.complete();
                        break;
                    };
                    position = Some(key.clone());
                    let perhaps_sent = plan.was_claimed(&key);
                    let skip = perhaps_sent && self.ledger.contains_key(&key);
                    let candidate = person.filter(|_| !skip).map(|subscriber| Candidate {
                        key: key.clone(),
                        subscriber,
                        perhaps_sent,
                    });
                    plan.offer(key, candidate);
                }
                while let Some(candidate) = plan.take_next() {
                    *self.sent.entry(candidate.subscriber).or_default() += 1;
                    flying.push(candidate);
                    assert!(flying.len() <= window);
                }
                if !flying.is_empty() {
                    let candidate = flying.swap_remove(order(flying.len()));
                    let ending = if candidate.perhaps_sent { Ending::Uncertain } else { Ending::Delivered };
                    let user = UserId(candidate.subscriber);
                    plan.ended(&candidate.key, Delivery::ended(user, ending));
                }
                if let Some(step) = plan.step() {
                    if crash == Some(round) {
                        return false;
                    }
                    for delivery in &step.deliveries {
                        self.disk.totals.add(delivery.ending);
                        self.ledger.insert(RowKey::ordered(delivery.user.0 as u64), delivery.ending);
                    }
                    self.disk.cursor.clone_from(&step.cursor);
                    self.disk.claimed.clone_from(&step.claimed);
                    plan.written(&step);
                }
                if plan.is_done() {
                    return true;
                }
                assert!(round < 10_000, "the plan does not come to an end");
            }
            unreachable!("the loop returns")
        }
    }

    proptest! {
        /// Wherever it crashes, however often: everyone is reached, and who was doubled is counted as uncertain.
        #[test]
        fn everyone_is_reached_and_doubles_are_counted(
            people in prop::collection::vec(prop::bool::weighted(0.8), 0..120),
            window in 1_usize..12,
            crashes in prop::collection::vec(0_usize..60, 0..5),
            picks in prop::collection::vec(0_usize..1000, 50),
        ) {
            let mut world = World::new(&people);
            let mut turn = 0;
            let mut order = |length: usize| { turn += 1; picks[turn % picks.len()] % length };
            for crash in &crashes {
                if world.run(window, Some(*crash), &mut order) {
                    break;
                }
            }
            prop_assert!(world.run(window, None, &mut order));
            let wanted = people.iter().filter(|wanted| **wanted).count() as u64;
            prop_assert_eq!(world.sent.len() as u64, wanted);
            let doubled = world.sent.values().filter(|count| **count > 1).count() as u64;
            prop_assert!(doubled <= world.disk.totals.uncertain);
            prop_assert!(world.disk.totals.uncertain <= (window * crashes.len()) as u64);
            prop_assert_eq!(world.disk.totals.settled(), wanted);
        }
    }
}
