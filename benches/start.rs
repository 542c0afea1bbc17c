//! How soon the bot polls, and how much memory it takes when idle, by the number of its subscribers.
//!
//! Prints a Markdown table. `KLICH_BENCH_SUBSCRIBERS` lists other numbers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::time::Duration;

use klich::sandbox::Options;
use support::{Api, Home, megabytes, seconds};

/// Until the bot counts as idle.
const IDLE: Duration = Duration::from_secs(5);

/// Starts of each kind, of which the middle one counts.
const STARTS: usize = 3;

fn main() {
    let wanted = std::env::var("KLICH_BENCH_SUBSCRIBERS").unwrap_or_else(|_| "0 100000 1000000".to_owned());
    println!(
        "| subscribers | store, MB | first poll after a clean stop, s | after kill -9, s | stop, s | idle: VmRSS, MB | of it RssAnon | peak: VmHWM, MB | VmHWM after kill -9 |"
    );
    println!("| --: | --: | --: | --: | --: | --: | --: | --: | --: |");
    for count in wanted.split_whitespace() {
        measure(count.parse().unwrap());
    }
}

fn measure(count: u32) {
    let home = Home::with_subscribers(count);
    let api = Api::start(Options::default(), 0);
    let (mut clean, mut killed) = (Vec::new(), Vec::new());
    let mut stop = Duration::ZERO;
    for _ in 0..STARTS {
        let bot = home.start(&api, 25);
        clean.push(bot.to_first_poll);
        stop = stop.max(bot.stop());
    }
    let idle = home.start(&api, 25);
    std::thread::sleep(IDLE);
    let [resident, anonymous, peak] = ["VmRSS", "RssAnon", "VmHWM"].map(|name| idle.memory(name));
    idle.kill();
    let mut peak_after_kill = 0;
    for _ in 0..STARTS {
        let bot = home.start(&api, 25);
        killed.push(bot.to_first_poll);
        peak_after_kill = peak_after_kill.max(bot.memory("VmHWM"));
        bot.kill();
    }
    println!(
        "| {count} | {} | {} | {} | {} | {} | {} | {} | {} |",
        megabytes(home.store_size()),
        seconds(middle(clean)),
        seconds(middle(killed)),
        seconds(stop),
        megabytes(resident),
        megabytes(anonymous),
        megabytes(peak),
        megabytes(peak_after_kill),
    );
    api.stop();
}

fn middle(mut durations: Vec<Duration>) -> Duration {
    durations.sort();
    durations[durations.len() / 2]
}
