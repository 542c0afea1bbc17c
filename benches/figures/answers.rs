//! How soon a person is answered while a broadcast goes out at the full rate.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use klich::sandbox::UserId;
use serde_json::json;
use tokio::sync::broadcast::Receiver;

use crate::home::{Api, FIRST, Home};
use crate::table::{Figure, middle};

const RATE: u32 = 1000;

/// People who write, each once.
const PEOPLE: u32 = 600;

/// Those who write are none of the audience, so that nothing else comes to them.
const WRITERS: i64 = FIRST + 10_000_000;

/// Between two of them on average; each comes at a random moment of its own time.
const EVERY: Duration = Duration::from_millis(40);

/// Subscribers: enough to go on until everybody was answered.
const COUNT: u32 = 40_000;

/// Rounds of idle and busy.
const ROUNDS: i64 = 3;

/// How long people waited while nothing went out and while everything did, and the share of the rate that was used then.
struct Round {
    idle: Vec<f64>,
    busy: Vec<f64>,
    share: f64,
}

pub fn measure() -> Vec<Figure> {
    let home = Home::with_subscribers(COUNT);
    let api = Api::with_limit(RATE, 10, COUNT);
    let everyone = PEOPLE * 2 * ROUNDS as u32;
    api.people.add_many(UserId(WRITERS), everyone, Some("be")).unwrap();
    let bot = home.start(&api, RATE);
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let first = WRITERS + round * 2 * i64::from(PEOPLE);
        let idle = ask(&api, first);
        let alert = home.send(round as u32 + 1, &[]);
        let before = api.people.stats().accepted;
        api.until_accepted(before + 2 * u64::from(RATE));
        let (began, sent) = (Instant::now(), api.people.stats().accepted);
        let busy = ask(&api, first + i64::from(PEOPLE));
        let stats = api.people.stats();
        assert!(stats.accepted < before + u64::from(COUNT), "the broadcast has gone on for all that time");
        let share = (stats.accepted - sent) as f64 / began.elapsed().as_secs_f64() / f64::from(RATE);
        rounds.push(Round { idle, busy, share });
        home.follow(&alert);
    }
    let refused = api.people.stats().too_many;
    bot.stop();
    api.stop();
    let of = |part: fn(&Round) -> f64| middle(rounds.iter().map(part).collect());
    let (idle, busy) = (of(|round| at(&round.idle, 0.99)), of(|round| at(&round.busy, 0.99)));
    let (ratio, share) = (of(|round| at(&round.busy, 0.99) / at(&round.idle, 0.99)), of(|round| round.share));
    let quantiles = |times: &[f64]| json!([0.5, 0.9, 0.99, 1.0].map(|part| at(times, part)));
    let told: Vec<_> = rounds
        .iter()
        .map(|round| json!({ "idle": quantiles(&round.idle), "busy": quantiles(&round.busy), "share": round.share }))
        .collect();
    vec![Figure {
        id: "answers",
        what: "answer to a person while 1000/s go out, 99th percentile, against idle".to_owned(),
        reach: "≤ 1.3 × at ≥ 99 % of the rate".to_owned(),
        measured: format!("{ratio:.2} × at {:.1} %: {busy:.0} ms, idle {idle:.0} ms; {refused} × 429", share * 100.0),
        met: ratio <= 1.3 && share >= 0.99,
        details: json!({ "answers": PEOPLE, "rounds": told, "quantiles_in_ms": [0.5, 0.9, 0.99, 1.0], "too_many": refused }),
    }]
}

/// Lets people write, one after the other, and gives how long each waited for the answer, in milliseconds, sorted.
fn ask(api: &Api, first: i64) -> Vec<f64> {
    let mut times = api.run(async {
        let events = api.people.events();
        let listening = tokio::spawn(listen(events, first));
        let mut asked = HashMap::new();
        let began = tokio::time::Instant::now();
        for number in 0..PEOPLE {
            tokio::time::sleep_until(began + EVERY * number + EVERY.mul_f64(rand::random())).await;
            let id = first + i64::from(number);
            asked.insert(id, Instant::now());
            api.people.say(id, "/day").unwrap();
        }
        let answered =
            tokio::time::timeout(Duration::from_secs(60), listening).await.expect("all are answered").unwrap();
        answered.into_iter().map(|(id, at)| (at - asked[&id]).as_secs_f64() * 1000.0).collect::<Vec<_>>()
    });
    times.sort_by(f64::total_cmp);
    times
}

/// Waits until everybody was answered, and tells when each was: their own message is an event as well.
async fn listen(mut events: Receiver<klich::sandbox::Event>, first: i64) -> Vec<(i64, Instant)> {
    let (mut seen, mut answered) = (HashMap::new(), Vec::new());
    while answered.len() < PEOPLE as usize {
        let event = events.recv().await.expect("the listener keeps up");
        if (first..first + i64::from(PEOPLE)).contains(&event.user) && event.kind == "message" {
            let times = seen.entry(event.user).or_insert(0);
            *times += 1;
            if *times == 2 {
                answered.push((event.user, Instant::now()));
            }
        }
    }
    answered
}

/// Gives what this part of all does not exceed.
fn at(sorted: &[f64], part: f64) -> f64 {
    let place = (sorted.len() as f64 * part).ceil() as usize;
    sorted[place.clamp(1, sorted.len()) - 1]
}
