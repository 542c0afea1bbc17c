//! A broadcast over a million subscribers: memory at its beginning and near its end, and how soon it goes on after a kill.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::home::{Api, Bot, Home, wait_until};
use crate::table::{Figure, megabytes};

const COUNT: u32 = 1_000_000;
const RATE: u32 = 1000;

/// So many were sent when the bot is killed.
const KILLED_AT: u64 = 900_000;

/// How long memory is watched at a time.
const WATCHED: Duration = Duration::from_secs(25);

/// Until the bot counts as idle.
const IDLE: Duration = Duration::from_secs(5);

pub fn measure() -> Vec<Figure> {
    let home = Home::with_subscribers(COUNT);
    let api = Api::with_limit(RATE, 10, COUNT);
    // The store was not closed when it was filled.
    home.start(&api, RATE).stop();
    let bot = home.start(&api, RATE);
    std::thread::sleep(IDLE);
    let idle_before = bot.memory();
    let alert = home.send(1, &[]);
    let running_before = most_memory(&bot);
    bot.stop();

    // On to nine tenths as fast as this machine goes.
    api.people.rate(None);
    let began = (Instant::now(), api.people.stats().accepted);
    let bot = home.start_without_limit(&api);
    let mut unlimited = 0;
    wait_until("nine tenths", || {
        std::thread::sleep(Duration::from_millis(20));
        unlimited = unlimited.max(bot.memory());
        api.people.stats().accepted >= KILLED_AT
    });
    let speed = (KILLED_AT - began.1) as f64 / began.0.elapsed().as_secs_f64();
    bot.kill();
    api.people.rate(Some(RATE));

    let (bot, resumed_killed) = resumed(&home, &api);
    let running_after = most_memory(&bot);
    bot.stop();
    let (bot, resumed_clean) = resumed(&home, &api);
    home.json(&["alert", "pause", &alert]);
    bot.stop();
    let bot = home.start(&api, RATE);
    std::thread::sleep(IDLE);
    let idle_after = bot.memory();
    let status = home.json(&["alert", "status", &alert]);
    bot.stop();
    let stats = api.people.stats();
    api.stop();
    // At the moment of the kill up to a window of the unlimited bot's sends was on its way.
    assert!(stats.doubles <= status["uncertain"].as_u64().unwrap());

    let more = [(running_before, idle_before), (running_after, idle_after)]
        .map(|(run, idle)| megabytes(run) - megabytes(idle));
    let most = megabytes(running_before.max(running_after));
    let details = json!({
        "idle_before_mb": megabytes(idle_before), "running_at_the_beginning_mb": megabytes(running_before), "running_at_900000_mb": megabytes(running_after),
        "idle_at_900000_mb": megabytes(idle_after), "without_limit_mb": megabytes(unlimited), "without_limit_per_second": speed,
        "resumed_after_kill_s": resumed_killed.0, "first_poll_after_kill_s": resumed_killed.1, "resumed_after_stop_s": resumed_clean.0,
        "first_poll_after_stop_s": resumed_clean.1, "store_mb": megabytes(home.store_size()), "status": status,
    });
    vec![
        Figure {
            id: "resume",
            what: "a broadcast killed at 900,000 of 1,000,000: from the start to the next send".to_owned(),
            reach: "≤ 3 s".to_owned(),
            measured: format!("{:.2} s (after a clean stop {:.2} s)", resumed_killed.0, resumed_clean.0),
            met: resumed_killed.0 <= 3.0,
            details: details.clone(),
        },
        Figure {
            id: "memory-running",
            what: "memory while a broadcast runs over 1,000,000 subscribers against the same store idle".to_owned(),
            reach: "≤ +32 MB".to_owned(),
            measured: format!("{:+.0} MB at its beginning, {:+.0} MB at 900,000", more[0], more[1]),
            met: more.iter().all(|more| *more <= 32.0),
            details: details.clone(),
        },
        Figure {
            id: "memory-total",
            what: "memory in all while it runs".to_owned(),
            reach: "≤ 220 MB".to_owned(),
            measured: format!(
                "{most:.0} MB (idle {:.0} MB before, {:.0} MB with 900,000 rows of the ledger)",
                megabytes(idle_before),
                megabytes(idle_after)
            ),
            met: most <= 220.0,
            details,
        },
    ]
}

/// Starts the bot and waits for the next send; gives the seconds until it and until the first poll.
fn resumed(home: &Home, api: &Api) -> (Bot, (f64, f64)) {
    // What was under way when it was killed has arrived.
    std::thread::sleep(Duration::from_millis(200));
    let before = api.people.stats().accepted;
    let bot = home.start(api, RATE);
    api.until_accepted(before + 1);
    let (resumed, polled) = (bot.started.elapsed().as_secs_f64(), bot.to_first_poll.as_secs_f64());
    (bot, (resumed, polled))
}

fn most_memory(bot: &Bot) -> u64 {
    let (began, mut most) = (Instant::now(), 0);
    while began.elapsed() < WATCHED {
        most = most.max(bot.memory());
        std::thread::sleep(Duration::from_millis(20));
    }
    most
}
