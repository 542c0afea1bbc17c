//! What tests assert afterwards: accepted sends a second, refusals, doubles, and the problems that the checker found.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::hash::{Hash, Hasher};

use serde::Serialize;

use super::clock::{Moment, SECOND};

/// Seconds that the counters look back.
const KEPT: usize = 3600;
/// Problems that are kept.
const PROBLEMS: usize = 1000;

/// Counters since the start or the last reset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Messages that were accepted, edits aside.
    pub accepted: u64,
    /// Of these, the paid ones.
    pub paid: u64,
    /// Edits that were accepted.
    pub edited: u64,
    /// Deletions that were accepted.
    pub deleted: u64,
    /// The most accepted sends in any one second, wherever it begins.
    pub most_in_a_second: u64,
    /// Answers 429.
    pub too_many: u64,
    /// Sends of a text that the same chat had already got.
    pub doubles: u64,
    /// Requests of any kind.
    pub requests: u64,
    /// Polls that were taken up: calls of `getUpdates` while no webhook was set.
    pub polls: u64,
    /// Updates that were queued, and that wait.
    pub updates: u64,
    /// Updates that wait to be confirmed.
    pub pending_updates: u64,
    /// Unix second and accepted sends, the last hour of them.
    pub per_second: Vec<(i64, u64)>,
}

/// A request that broke a rule of the Bot API whatever the state of the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The method, as the documentation spells it where it has one of that name.
    pub method: String,
    /// What was answered.
    pub description: String,
}

/// The counters behind [`Stats`].
#[derive(Default)]
pub(crate) struct Counters {
    pub totals: Stats,
    window: VecDeque<Moment>,
    per_second: BTreeMap<i64, u64>,
    seen: HashSet<u64>,
    problems: VecDeque<Problem>,
}

impl Counters {
    /// Counts a send of `text` into `chat`.
    pub fn accepted(&mut self, chat: i64, text: &str, paid: bool, now: Moment) {
        self.totals.accepted += 1;
        self.totals.paid += u64::from(paid);
        while self.window.front().is_some_and(|first| now.since(*first) >= SECOND) {
            self.window.pop_front();
        }
        self.window.push_back(now);
        self.totals.most_in_a_second = self.totals.most_in_a_second.max(self.window.len() as u64);
        *self.per_second.entry(now.unix()).or_default() += 1;
        if self.per_second.len() > KEPT {
            self.per_second.pop_first();
        }
        let mut hasher = DefaultHasher::new();
        (chat, text).hash(&mut hasher);
        if !self.seen.insert(hasher.finish()) {
            self.totals.doubles += 1;
        }
    }

    pub fn problem(&mut self, method: &str, description: &str) {
        if self.problems.len() == PROBLEMS {
            self.problems.pop_front();
        }
        self.problems.push_back(Problem { method: method.to_owned(), description: description.to_owned() });
    }

    pub fn problems(&self) -> Vec<Problem> {
        self.problems.iter().cloned().collect()
    }

    pub fn stats(&self) -> Stats {
        Stats {
            per_second: self.per_second.iter().map(|(second, count)| (*second, *count)).collect(),
            ..self.totals.clone()
        }
    }

    /// Starts again from nothing, problems included.
    pub fn reset(&mut self) {
        *self = Counters::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_slides() {
        let mut counters = Counters::default();
        for n in 0..4 {
            counters.accepted(n, "a", false, Moment(n * SECOND / 2));
        }
        let stats = counters.stats();
        assert_eq!((stats.accepted, stats.most_in_a_second, stats.doubles), (4, 2, 0));
        assert_eq!(stats.per_second, [(0, 2), (1, 2)]);
    }

    #[test]
    fn the_same_text_to_the_same_chat_is_a_double() {
        let mut counters = Counters::default();
        for (chat, text) in [(1, "a"), (2, "a"), (1, "b"), (1, "a")] {
            counters.accepted(chat, text, false, Moment(0));
        }
        assert_eq!(counters.stats().doubles, 1);
    }
}
