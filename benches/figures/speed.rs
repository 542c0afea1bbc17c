//! How fast klich sends where nothing limits it, and what that costs, against teloxide with nothing around it.

use serde_json::json;

use klich::sandbox::Options;

use crate::engine::IN_FLIGHT;
use crate::home::{Api, Home};
use crate::process::Sender;
use crate::table::{Figure, middle};

/// Sends a round.
const COUNT: u32 = 10_000;

/// Rounds of each, in turns, after one that only warms up.
const ROUNDS: usize = 7;

pub fn measure() -> Vec<Figure> {
    let home = Home::with_subscribers(COUNT);
    let options = Options { rate: None, chat_limits: false, history: 0, ..Options::default() };
    let api = Api::start(options, COUNT);
    let (url, token) = (api.sandbox.url(), api.sandbox.token());
    let mut bare = Sender::bare(&url, token, COUNT);
    let mut klich = Sender::engine(&url, token, home.folder());
    let mut rounds = Vec::new();
    for _ in 0..=ROUNDS {
        rounds.push([bare.round(), klich.round()].map(|(took, used)| (took.as_secs_f64(), used.as_secs_f64())));
    }
    rounds.remove(0);
    let accepted = api.people.stats().accepted;
    assert_eq!(accepted, u64::from(COUNT) * 2 * (ROUNDS as u64 + 1), "every message of both");
    drop((bare, klich));
    api.stop();

    let per_second = |[bare, klich]: [f64; 2]| [bare, klich].map(|seconds| f64::from(COUNT) / seconds);
    let medians = |of: fn(&(f64, f64)) -> f64| -> [f64; 2] {
        [0, 1].map(|who| middle(rounds.iter().map(|round| of(&round[who])).collect()))
    };
    let ratio = |of: fn(&[(f64, f64); 2]) -> f64| middle(rounds.iter().map(of).collect());
    let speed = ratio(|[bare, klich]| bare.0 / klich.0);
    let cost = ratio(|[bare, klich]| klich.1 / bare.1);
    let (rates, used) = (per_second(medians(|round| round.0)), medians(|round| round.1));
    let details = json!({ "sends": COUNT, "in_flight": IN_FLIGHT, "rounds_of_teloxide_and_klich_in_seconds_and_processor_seconds": rounds });
    vec![
        Figure {
            id: "speed",
            what: format!(
                "speed without limits, with the encrypted ledger, against bare teloxide ({IN_FLIGHT} in flight, nothing kept)"
            ),
            reach: "≥ 0.6 of it".to_owned(),
            measured: format!("{speed:.2} of it: {:.0}/s, teloxide {:.0}/s", rates[1], rates[0]),
            met: speed >= 0.6,
            details: details.clone(),
        },
        Figure {
            id: "processor",
            what: "processor time for 10,000 sends against bare teloxide doing the same".to_owned(),
            reach: "≤ 1.6 ×".to_owned(),
            measured: format!("{cost:.2} ×: {:.2} s, teloxide {:.2} s", used[1], used[0]),
            met: cost <= 1.6,
            details,
        },
    ]
}
