//! How soon the bot polls, and how much memory it takes when idle, by the number of its subscribers.
//!
//! Prints two Markdown tables. `KLICH_BENCH_SUBSCRIBERS` lists other numbers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::time::Duration;

use klich::sandbox::Options;
use support::{Api, Bot, Home, UNSPOKEN, megabytes, seconds};

/// Until the bot counts as idle.
const IDLE: Duration = Duration::from_secs(5);

/// Starts of each kind, of which the middle one counts.
const STARTS: usize = 3;

/// The pace that klich.toml comes with.
const RATE: u32 = 25;

fn main() {
    support::fill_if_asked();
    let wanted = std::env::var("KLICH_BENCH_SUBSCRIBERS").unwrap_or_else(|_| "0 100000 1000000".to_owned());
    let measured: Vec<_> = wanted.split_whitespace().map(|count| measure(count.parse().unwrap())).collect();
    println!("From the start of the process to its first `getUpdates`, and from SIGTERM to its end, in seconds:\n");
    println!(
        "| subscribers | store, MB | after a clean stop | after kill -9 | after kill -9 of who wrote them | stop |"
    );
    println!("| --: | --: | --: | --: | --: | --: |");
    for Measured { count, store, clean, killed, written, stop, .. } in &measured {
        let [clean, killed, written, stop] = [clean, killed, written, stop].map(|duration| seconds(*duration));
        println!("| {count} | {} | {clean} | {killed} | {written} | {stop} |", megabytes(*store));
    }
    println!("\nMemory in MB: {} s after the start, and the peak in brackets:\n", IDLE.as_secs());
    println!(
        "| subscribers | idle after a clean stop | idle after kill -9 | idle after all were read for a broadcast |"
    );
    println!("| --: | --: | --: | --: |");
    for Measured { count, idle, idle_killed, idle_read, .. } in &measured {
        println!("| {count} | {idle} | {idle_killed} | {idle_read} |");
    }
}

struct Measured {
    count: u32,
    store: u64,
    clean: Duration,
    killed: Duration,
    written: Duration,
    stop: Duration,
    idle: String,
    idle_killed: String,
    idle_read: String,
}

fn measure(count: u32) -> Measured {
    let home = Home::with_subscribers(count);
    let api = Api::start(Options::default(), 0);
    let bot = home.start(&api, RATE);
    let (written, mut stop) = (bot.to_first_poll, bot.stop());
    let mut clean = Vec::new();
    for _ in 0..STARTS {
        let bot = home.start(&api, RATE);
        clean.push(bot.to_first_poll);
        stop = stop.max(bot.stop());
    }
    let bot = home.start(&api, RATE);
    let idle = idle(&bot);
    let code = UNSPOKEN.code();
    // For a language that nobody reads, so that everyone's row is read and nothing is sent.
    home.follow(&home.send(&format!(
        r#"
        kind = "update"
        campaign = "belarus-16-november"
        sequence = 1
        expires = 2099-01-01T00:00:00Z
        audience.languages = ["{code}"]
        text.{code} = "A measurement."
        "#
    )));
    let idle_read = self::idle(&bot);
    bot.kill();
    let mut killed = Vec::new();
    for _ in 0..STARTS {
        let bot = home.start(&api, RATE);
        killed.push(bot.to_first_poll);
        bot.kill();
    }
    let bot = home.start(&api, RATE);
    let idle_killed = self::idle(&bot);
    bot.kill();
    api.stop();
    let (clean, killed) = (middle(clean), middle(killed));
    Measured { count, store: home.store_size(), clean, killed, written, stop, idle, idle_killed, idle_read }
}

/// Waits, and writes what the process has in memory then and had at its peak.
fn idle(bot: &Bot) -> String {
    std::thread::sleep(IDLE);
    format!("{} ({})", megabytes(bot.memory("VmRSS")), megabytes(bot.memory("VmHWM")))
}

fn middle(mut durations: Vec<Duration>) -> Duration {
    durations.sort();
    durations[durations.len() / 2]
}
