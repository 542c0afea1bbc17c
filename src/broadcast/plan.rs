//! Which subscriber is next, and how far the broadcast has surely come: a pure state machine.
//!
//! Rows of the audience come in the order of their positions; one whose key is renewed meanwhile may come twice, and counts
//! once. A row may be sent to only once it is *claimed*, and a claim counts only once
//! it is on the disk; a row is *settled* once its ending is on the disk too. At most [`Plan::window`] rows are claimed
//! and not settled, so a crash leaves at most that many of which nobody knows whether they were sent to.

use std::collections::{BTreeSet, VecDeque};

use super::record::{Broadcast, Delivery};
use crate::telegram::UserId;
use crate::vault::Position;

/// A subscriber on the way.
#[derive(Clone, PartialEq, Eq)]
pub struct Candidate<T> {
    /// Where their row was found.
    pub at: Position,
    /// Who they are.
    pub user: UserId,
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
    pub cursor: Option<Position>,
    /// Everything behind the cursor and up to here may be sent to once this is written; a place for each generation.
    pub claimed: Vec<Position>,
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

struct Row<T> {
    at: Position,
    /// Who is on the way; none for a row that gets nothing.
    user: Option<UserId>,
    place: Place<T>,
}

/// The part of the audience that is being worked on.
pub struct Plan<T> {
    window: usize,
    rows: VecDeque<Row<T>>,
    /// Who is in `rows`.
    on_the_way: BTreeSet<UserId>,
    /// How many of `rows`, from the front, are claimed on the disk, in the step being written, or not yet.
    claimed: usize,
    /// Before this row, counted like them, nobody waits to be sent to.
    next: usize,
    claiming: Option<usize>,
    cursor: Option<Position>,
    claims: Vec<Position>,
    complete: bool,
}

impl<T> Plan<T> {
    /// Goes on from where a broadcast stands.
    pub fn resume(broadcast: &Broadcast, window: usize) -> Self {
        Self {
            window,
            rows: VecDeque::new(),
            on_the_way: BTreeSet::new(),
            claimed: 0,
            next: 0,
            claiming: None,
            cursor: broadcast.cursor.clone(),
            claims: broadcast.claimed.clone(),
            complete: false,
        }
    }

    /// Gives the most rows that are claimed and not settled.
    pub fn window(&self) -> usize {
        self.window
    }

    /// Takes the next row of the audience in; `None` for one that gets nothing. Who is on the way already gets nothing
    /// more.
    pub fn offer(&mut self, at: Position, candidate: Option<Candidate<T>>) {
        let candidate = candidate.filter(|candidate| self.on_the_way.insert(candidate.user));
        let user = candidate.as_ref().map(|candidate| candidate.user);
        let place = candidate.map_or(Place::Passed, Place::Waiting);
        self.rows.push_back(Row { at, user, place });
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
        while self.next < self.claimed {
            let row = self.rows.get_mut(self.next)?;
            self.next += 1;
            match std::mem::replace(&mut row.place, Place::Sending) {
                Place::Waiting(candidate) => return Some(candidate),
                other => row.place = other,
            }
        }
        None
    }

    /// Takes the ending of a send.
    pub fn ended(&mut self, at: &Position, delivery: Delivery) {
        if let Some(row) = self.row(at) {
            row.place = Place::Ended(delivery);
        }
    }

    /// Takes it that nothing was sent to this row and nothing shall be.
    pub fn pass(&mut self, at: &Position) {
        if let Some(row) = self.row(at) {
            row.place = Place::Passed;
        }
    }

    /// Gives what to write next, if writing it would bring the plan further; it claims so that at most `open` rows, and no
    /// more than the window, are not settled. One that only claims is worth a write where it is `eager`. One step at a time.
    pub fn step(&mut self, open: usize, eager: bool) -> Option<Step> {
        if self.claiming.is_some() {
            return None;
        }
        let mut deliveries = Vec::new();
        for row in self.rows.iter_mut().take(self.claimed) {
            if let Place::Ended(_) = row.place
                && let Place::Ended(delivery) = std::mem::replace(&mut row.place, Place::Writing)
            {
                deliveries.push(delivery);
            }
        }
        let claim = self.reach(open.min(self.window));
        let passed = self.rows.iter().take(claim).take_while(|row| is_past(&row.place)).count();
        if deliveries.is_empty() && passed == 0 && !(eager && claim > self.claimed) {
            return None;
        }
        self.claiming = Some(claim);
        let up_to = |count: usize| count.checked_sub(1).and_then(|last| self.rows.get(last)).map(|row| row.at.clone());
        let cursor = up_to(passed).or_else(|| self.cursor.clone());
        let claimed = self.claims(claim, cursor.as_ref());
        Some(Step { deliveries, cursor, claimed })
    }

    /// Says that the step is on the disk: what it settled leaves the plan, what it claimed may be sent to.
    pub fn written(&mut self, step: &Step) {
        let Some(claim) = self.claiming.take() else { return };
        for row in self.rows.iter_mut().take(claim) {
            if matches!(row.place, Place::Writing) {
                row.place = Place::Settled;
            }
        }
        self.claimed = claim;
        self.cursor.clone_from(&step.cursor);
        self.claims.clone_from(&step.claimed);
        while self.claimed > 0 && self.rows.front().is_some_and(|row| is_past(&row.place)) {
            if let Some(user) = self.rows.pop_front().and_then(|row| row.user) {
                self.on_the_way.remove(&user);
            }
            self.claimed -= 1;
            self.next = self.next.saturating_sub(1);
        }
    }

    /// Tells whether everyone was reached who can be and all of it is written.
    pub fn is_done(&self) -> bool {
        self.complete && self.rows.is_empty() && self.claiming.is_none()
    }

    /// Finds a row: they are in the order of their positions.
    fn row(&mut self, at: &Position) -> Option<&mut Row<T>> {
        let found = self.rows.binary_search_by(|row| row.at.cmp(at)).ok()?;
        self.rows.get_mut(found)
    }

    /// Lists how far the first `count` rows and earlier claims reach in each generation, behind the cursor.
    fn claims(&self, count: usize, cursor: Option<&Position>) -> Vec<Position> {
        let mut claims = self.claims.clone();
        for row in self.rows.iter().take(count) {
            match claims.iter_mut().find(|to| to.generation() == row.at.generation()) {
                Some(to) if *to < row.at => to.clone_from(&row.at),
                Some(_) => {}
                None => claims.push(row.at.clone()),
            }
        }
        claims.retain(|to| Some(to) > cursor);
        claims
    }

    /// Finds how many rows from the front can be claimed, if `most` of them may be unsettled after this step.
    fn reach(&self, most: usize) -> usize {
        let mut open = 0;
        for (index, row) in self.rows.iter().enumerate() {
            open += usize::from(!is_past(&row.place));
            if open > most {
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
        /// Where each row lies: generation 0, or 1 once it was moved.
        audience: Vec<(Position, Option<i64>)>,
        disk: Broadcast,
        ledger: BTreeMap<i64, Ending>,
        sent: BTreeMap<i64, u32>,
        /// Who was claimed and not settled at a crash.
        doubt: BTreeSet<i64>,
    }

    fn old(number: i64) -> Position {
        Position::new(0, (number as u64).to_be_bytes())
    }

    /// Another order, as keys of another generation have.
    fn new(number: i64) -> Position {
        Position::new(1, (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes())
    }

    impl World {
        fn new(people: &[bool]) -> Self {
            let row = |(index, wanted): (usize, &bool)| (old(index as i64), wanted.then_some(index as i64));
            Self {
                audience: people.iter().enumerate().map(row).collect(),
                disk: Broadcast::begin(people.len() as u64, Timestamp::UNIX_EPOCH),
                ledger: BTreeMap::new(),
                sent: BTreeMap::new(),
                doubt: BTreeSet::new(),
            }
        }

        /// Moves a person's row to the next generation.
        fn moves(&mut self, number: usize) {
            if let Some((at, _)) = self.audience.get_mut(number) {
                *at = new(number as i64);
            }
        }

        /// Runs until done or until `crash` steps were made; a crash forgets all but the disk.
        fn run(
            &mut self,
            window: usize,
            crash: Option<usize>,
            order: &mut impl FnMut(usize) -> usize,
            moving: &mut impl FnMut() -> Option<usize>,
        ) -> bool {
            self.disk.doubt_claims();
            let mut plan = Plan::resume(&self.disk, window);
            let mut position = self.disk.cursor.clone();
            let mut flying = Vec::new();
            for round in 0.. {
                if let Some(number) = moving() {
                    self.moves(number);
                }
                while plan.wants_rows() {
                    let behind = self.audience.iter().filter(|(at, _)| position.as_ref().is_none_or(|p| at > p));
                    let Some((at, person)) = behind.min().cloned() else {
                        plan.complete();
                        break;
                    };
                    position = Some(at.clone());
                    let candidate = person.filter(|person| !self.ledger.contains_key(person)).map(|person| Candidate {
                        at: at.clone(),
                        user: UserId(person),
                        subscriber: person,
                        perhaps_sent: self.doubt.contains(&person),
                    });
                    plan.offer(at, candidate);
                }
                while let Some(candidate) = plan.take_next() {
                    *self.sent.entry(candidate.subscriber).or_default() += 1;
                    flying.push(candidate);
                    assert!(flying.len() <= window);
                }
                if !flying.is_empty() {
                    let candidate = flying.swap_remove(order(flying.len()));
                    let ending = if candidate.perhaps_sent { Ending::Uncertain } else { Ending::Delivered };
                    plan.ended(&candidate.at, Delivery::ended(candidate.user, ending));
                }
                // Whoever runs it wants at least one open, and writes in any case once nothing is under way.
                let open = 1 + flying.len() + order(window);
                if let Some(step) = plan.step(open, flying.is_empty() || order(2) == 0) {
                    if crash == Some(round) {
                        self.dies();
                        return false;
                    }
                    for delivery in &step.deliveries {
                        self.disk.totals.add(delivery.ending);
                        self.ledger.insert(delivery.user.0, delivery.ending);
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

        /// What [`super::super::doubt`] finds: whoever lies in a claim, or would, had they not been moved.
        fn dies(&mut self) {
            self.disk.doubt_claims();
            let people = self.audience.iter().filter_map(|(at, person)| Some((at, (*person)?)));
            let in_doubt =
                people.filter(|(at, person)| self.disk.is_in_doubt(at) || self.disk.is_in_doubt(&old(*person)));
            let open = in_doubt.map(|(_, person)| person).filter(|person| !self.ledger.contains_key(person));
            self.doubt = open.collect();
        }
    }

    proptest! {
        /// Wherever it crashes, however often, and whatever rows are moved meanwhile: everyone is reached, and who was
        /// doubled is counted as uncertain.
        #[test]
        fn everyone_is_reached_and_doubles_are_counted(
            people in prop::collection::vec(prop::bool::weighted(0.8), 0..120),
            window in 1_usize..12,
            crashes in prop::collection::vec(0_usize..60, 0..5),
            picks in prop::collection::vec(0_usize..1000, 50),
            moves in prop::collection::vec(prop::option::of(0_usize..120), 0..200),
        ) {
            let mut world = World::new(&people);
            let mut turn = 0;
            let mut order = |length: usize| { turn += 1; picks[turn % picks.len()] % length };
            // Who was moved before their turn, but would have been in a claim, counts as uncertain too.
            let moved = moves.iter().flatten().count();
            let mut moves = moves.into_iter();
            let mut moving = || moves.next().flatten();
            for crash in &crashes {
                if world.run(window, Some(*crash), &mut order, &mut moving) {
                    break;
                }
            }
            prop_assert!(world.run(window, None, &mut order, &mut moving));
            let wanted = people.iter().filter(|wanted| **wanted).count() as u64;
            prop_assert_eq!(world.sent.len() as u64, wanted);
            let doubled = world.sent.values().filter(|count| **count > 1).count() as u64;
            prop_assert!(doubled <= world.disk.totals.uncertain);
            prop_assert!(world.disk.totals.uncertain <= (window * crashes.len() + moved) as u64);
            prop_assert_eq!(world.disk.totals.settled(), wanted);
        }
    }
}
