//! How much of the allowed rate a broadcast uses, and whether it is ever refused.
//!
//! A limit with 0 % of slack is sharp: one send too many in any second is a 429. Telegram's is not; 10 % is the sandbox's
//! default. Requests that a busy machine holds back and lets go together can break a sharp one.
//!
//! Prints a Markdown table. `KLICH_BENCH_BROADCASTS` lists others, as rate:subscribers:slack, and `KLICH_BENCH_SECONDS=1`
//! shows every second of them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::time::{Duration, Instant};

use klich::sandbox::Options;
use support::{Api, Home, megabytes, wait_until};

/// Until the bot counts as idle.
const IDLE: Duration = Duration::from_secs(5);

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
        "| rate, messages/s | slack of the limit | subscribers | duration, s | share of the rate | most in any second | 429 | doubles | processor: bot | sandbox | idle afterwards: VmRSS, MB | peak: VmHWM, MB |"
    );
    println!("| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
    let wanted =
        std::env::var("KLICH_BENCH_BROADCASTS").unwrap_or_else(|_| "30:600:0 1000:10000:0 1000:10000:10".to_owned());
    for one in wanted.split_whitespace() {
        let mut parts = one.split(':').map(|part| part.parse().unwrap());
        let [rate, count, slack] = std::array::from_fn(|_| parts.next().unwrap_or_default());
        measure(rate, count, slack);
    }
}

fn measure(rate: u32, count: u32, slack: u32) {
    let home = Home::with_subscribers(count);
    let options = Options {
        rate: Some(rate),
        rate_slack: slack,
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
    let used = [bot.processor_time(), support::processor_time("self")];
    wait_until("the last message", || people.stats().accepted >= u64::from(count));
    let duration = began.elapsed().as_secs_f64();
    let used = [bot.processor_time() - used[0], support::processor_time("self") - used[1]];
    let [bot_load, sandbox_load] = used.map(|used| used.as_secs_f64() / duration * 100.0);
    home.follow(&alert);
    let stats = people.stats();
    // The first message came before the clock was started.
    let share = f64::from(count - 1) / duration / f64::from(rate);
    std::thread::sleep(IDLE);
    println!(
        "| {rate} | {slack} % | {count} | {duration:.2} | {:.1} % | {} | {} | {} | {bot_load:.0} % | {sandbox_load:.0} % | {} | {} |",
        share * 100.0,
        stats.most_in_a_second,
        stats.too_many,
        stats.doubles,
        megabytes(bot.memory("VmRSS")),
        megabytes(bot.memory("VmHWM")),
    );
    if std::env::var_os("KLICH_BENCH_SECONDS").is_some() {
        println!(
            "\naccepted in each second: {:?}\n",
            stats.per_second.iter().map(|(_, sent)| sent).collect::<Vec<_>>()
        );
    }
    assert_eq!((stats.accepted, people.problems().len()), (u64::from(count), 0), "every message once, and rightly");
    bot.stop();
    api.stop();
}
