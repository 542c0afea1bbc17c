//! How soon the bot polls after it was started, and how much memory it takes when idle, with 100,000 subscribers.

use std::time::Duration;

use klich::sandbox::Options;
use serde_json::{Value, json};

use crate::home::{Api, Bot, Home};
use crate::table::{Figure, megabytes, middle};

/// Until the bot counts as idle.
const IDLE: Duration = Duration::from_secs(5);

/// Starts of each kind, of which the middle one counts.
const STARTS: usize = 3;

/// The pace that klich.toml comes with.
const RATE: u32 = 25;

const SUBSCRIBERS: [u32; 3] = [0, 100_000, 1_000_000];

pub fn measure() -> Vec<Figure> {
    let measured = SUBSCRIBERS.map(|count| {
        let home = Home::with_subscribers(count);
        let api = Api::start(Options::default(), 0);
        let measured = starts(&home, &api);
        api.stop();
        (count, measured)
    });
    let of = |part: fn(&Starts) -> f64| measured.each_ref().map(|(_, starts)| part(starts));
    let (clean, killed, idle) = (of(|starts| starts.clean), of(|starts| starts.killed), of(|starts| starts.idle));
    let details: Vec<Value> = measured
        .iter()
        .map(|(count, starts)| {
            json!({ "subscribers": count, "store_mb": starts.store, "clean": starts.clean, "killed": starts.killed,
            "writer_killed": starts.written, "idle_mb": starts.idle })
        })
        .collect();
    let with_100_000 =
        |values: [f64; 3]| format!("{:.2} s with 1,000,000 subscribers, {:.2} s with 100,000", values[2], values[1]);
    vec![
        Figure {
            id: "start",
            what: "start to the first poll with 1,000,000 subscribers, after a clean stop".to_owned(),
            reach: "≤ 2 s".to_owned(),
            measured: format!(
                "{} (idle memory {:.0} MB and {:.0} MB, {:.0} MB with none)",
                with_100_000(clean),
                idle[2],
                idle[1],
                idle[0]
            ),
            met: clean[2] <= 2.0,
            details: json!(details),
        },
        Figure {
            id: "start-after-kill",
            what: "the same after `kill -9`".to_owned(),
            reach: "≤ 2 s".to_owned(),
            measured: with_100_000(killed),
            met: killed[2] <= 2.0,
            details: json!(details),
        },
    ]
}

struct Starts {
    clean: f64,
    killed: f64,
    /// The first start after the writer of everything was killed.
    written: f64,
    idle: f64,
    store: f64,
}

fn starts(home: &Home, api: &Api) -> Starts {
    let seconds = |bot: &Bot| bot.to_first_poll.as_secs_f64();
    let bot = home.start(api, RATE);
    let written = seconds(&bot);
    bot.stop();
    let (mut clean, mut killed) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let bot = home.start(api, RATE);
        clean.push(seconds(&bot));
        bot.stop();
    }
    let bot = home.start(api, RATE);
    std::thread::sleep(IDLE);
    let idle = megabytes(bot.memory());
    bot.kill();
    for _ in 0..STARTS {
        let bot = home.start(api, RATE);
        killed.push(seconds(&bot));
        bot.kill();
    }
    Starts { clean: middle(clean), killed: middle(killed), written, idle, store: megabytes(home.store_size()) }
}
