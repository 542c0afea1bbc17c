//! How much of the allowed rate a broadcast uses, and whether it is ever refused.
//!
//! The sandbox's limit is sharp here: one send too many in any second is a 429. Prints a Markdown table.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::time::{Duration, Instant};

use klich::sandbox::Options;
use support::{Api, Home, megabytes, wait_until};

const ALERT: &str = r#"
kind = "update"
campaign = "belarus-16-november"
sequence = 1
expires = 2099-01-01T00:00:00Z
[text]
en = "A measurement, and no call."
be = "Вымярэнне, а не заклік."
"#;

fn main() {
    support::fill_if_asked();
    println!(
        "| rate, messages/s | subscribers | duration, s | share of the rate | most in any second | 429 | doubles | peak: VmHWM, MB |"
    );
    println!("| --: | --: | --: | --: | --: | --: | --: | --: |");
    measure(30, 600);
    measure(1000, 10_000);
}

fn measure(rate: u32, count: u32) {
    let home = Home::with_subscribers(count);
    let options = Options {
        rate: Some(rate),
        rate_slack: 0,
        latency: Duration::from_millis(50),
        history: 0,
        ..Options::default()
    };
    let api = Api::start(options, count);
    let bot = home.start(&api, rate);
    let people = api.sandbox.people();
    let alert = home.send(ALERT);
    wait_until("the first message", || people.stats().accepted > 0);
    let began = Instant::now();
    wait_until("the last message", || people.stats().accepted >= u64::from(count));
    let duration = began.elapsed().as_secs_f64();
    home.follow(&alert);
    let stats = people.stats();
    // The first message came before the clock was started.
    let share = f64::from(count - 1) / duration / f64::from(rate);
    println!(
        "| {rate} | {count} | {duration:.2} | {:.1} % | {} | {} | {} | {} |",
        share * 100.0,
        stats.most_in_a_second,
        stats.too_many,
        stats.doubles,
        megabytes(bot.memory("VmHWM")),
    );
    assert_eq!((stats.accepted, people.problems().len()), (u64::from(count), 0), "every message once, and rightly");
    bot.stop();
    api.stop();
}
