//! Faults on demand: what goes wrong, for which requests, how often.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The server answers `status` (500 unless given) with a JSON body and does nothing.
    Status,
    /// The server answers 502 with an HTML body and does nothing.
    Html,
    /// The server does nothing and never answers.
    Hang,
    /// The server does nothing and closes the connection without an answer.
    Drop,
    /// The server does what was asked, then closes the connection without an answer.
    Lost,
    /// The server answers 429 with `retry_after` (1 unless given) and does nothing.
    TooMany,
    /// A batch of updates comes in the reverse order. `method` is of no account.
    Reorder,
    /// An update comes twice. `method` is of no account.
    Duplicate,
}

/// One rule; requests that match it meet the fault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// Only requests of this method, in any case.
    #[serde(default)]
    pub method: Option<String>,
    /// Only requests for this chat.
    #[serde(default)]
    pub chat: Option<i64>,
    /// The HTTP status of [`FaultKind::Status`].
    #[serde(default)]
    pub status: Option<u16>,
    /// The seconds of [`FaultKind::TooMany`].
    #[serde(default)]
    pub retry_after: Option<i64>,
    /// How many times; no end unless given.
    #[serde(default)]
    pub times: Option<u32>,
    /// The share of matching requests, from 0 to 1; all unless given.
    #[serde(default)]
    pub probability: Option<f64>,
    /// What the choice of requests begins with, so that a test can repeat it.
    #[serde(default)]
    pub seed: u64,
}

impl Fault {
    /// Makes a rule without conditions and without an end.
    #[must_use]
    pub fn new(kind: FaultKind) -> Fault {
        Fault {
            kind,
            method: None,
            chat: None,
            status: None,
            retry_after: None,
            times: None,
            probability: None,
            seed: 0,
        }
    }

    /// Limits the rule to one method.
    #[must_use]
    pub fn method(self, method: &str) -> Fault {
        Fault { method: Some(method.to_owned()), ..self }
    }

    /// Limits the rule to one chat.
    #[must_use]
    pub fn chat(self, chat: i64) -> Fault {
        Fault { chat: Some(chat), ..self }
    }

    /// Limits the rule to so many requests.
    #[must_use]
    pub fn times(self, times: u32) -> Fault {
        Fault { times: Some(times), ..self }
    }

    /// Limits the rule to a share of the matching requests, chosen from `seed`.
    #[must_use]
    pub fn probability(self, probability: f64, seed: u64) -> Fault {
        Fault { probability: Some(probability), seed, ..self }
    }
}

/// The rules in force.
#[derive(Default)]
pub(crate) struct Faults {
    rules: Vec<(Fault, StdRng)>,
}

impl Faults {
    pub fn add(&mut self, fault: Fault) {
        let random = StdRng::seed_from_u64(fault.seed);
        self.rules.push((fault, random));
    }

    pub fn clear(&mut self) {
        self.rules.clear();
    }

    pub fn rules(&self) -> Vec<Fault> {
        self.rules.iter().map(|(fault, _)| fault.clone()).collect()
    }

    /// The first rule of a kind that `wanted` accepts and that this request meets; it has then happened once more.
    pub fn meet(&mut self, wanted: impl Fn(FaultKind) -> bool, method: &str, chat: Option<i64>) -> Option<Fault> {
        if self.rules.is_empty() {
            return None;
        }
        let of_updates = |kind| matches!(kind, FaultKind::Reorder | FaultKind::Duplicate);
        let met = self.rules.iter_mut().position(|(fault, random)| {
            wanted(fault.kind)
                && (of_updates(fault.kind)
                    || fault.method.as_deref().is_none_or(|name| name.eq_ignore_ascii_case(method)))
                && (of_updates(fault.kind) || fault.chat.is_none_or(|id| chat == Some(id)))
                && fault.times != Some(0)
                && fault.probability.is_none_or(|share| random.r#gen::<f64>() < share)
        })?;
        let (fault, _) = self.rules.get_mut(met)?;
        let happened = fault.clone();
        if let Some(times) = &mut fault.times {
            *times -= 1;
        }
        if fault.times == Some(0) {
            self.rules.remove(met);
        }
        Some(happened)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_rule_happens_so_often_and_is_gone() {
        let mut faults = Faults::default();
        faults.add(Fault::new(FaultKind::Hang).method("sendmessage").chat(5).times(2));
        let mut meet = |method: &str, chat| faults.meet(|_| true, method, chat).is_some();
        assert!(!meet("sendPhoto", Some(5)) && !meet("sendMessage", Some(6)) && !meet("sendMessage", None));
        assert!(meet("sendMessage", Some(5)) && meet("sendMessage", Some(5)) && !meet("sendMessage", Some(5)));
        assert!(faults.rules().is_empty());
    }

    #[test]
    fn chance_comes_from_the_seed() {
        let run = |seed| {
            let mut faults = Faults::default();
            faults.add(Fault::new(FaultKind::Lost).probability(0.3, seed));
            (0..1000).map(|_| faults.meet(|_| true, "sendMessage", None).is_some()).collect::<Vec<_>>()
        };
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
        let hits = run(7).iter().filter(|hit| **hit).count();
        assert!((200..400).contains(&hits), "{hits}");
    }
}
