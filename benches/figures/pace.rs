//! How much of the allowed rate a broadcast uses, and whether it is ever refused.

use std::time::Instant;

use serde_json::json;

use crate::home::{Api, Home};
use crate::process::processor_time;
use crate::table::Figure;

/// Rates a second, and for how many subscribers.
const BROADCASTS: [(&str, u32, u32); 2] = [("pace-30", 30, 600), ("pace-1000", 1000, 10_000)];

/// Percent above the limit that still pass: none, and as the sandbox does by default, for Telegram's limit is not sharp.
const SLACKS: [u32; 2] = [0, 10];

pub fn measure() -> Vec<Figure> {
    BROADCASTS.map(|(id, rate, count)| measure_at(id, rate, count)).into()
}

fn measure_at(id: &'static str, rate: u32, count: u32) -> Figure {
    let home = Home::with_subscribers(count);
    let runs = SLACKS.map(|slack| broadcast(&home, rate, slack, count));
    let told = |run: &Run| format!("{:.1} %, {} × 429", run.share * 100.0, run.refused);
    let [sharp, with_slack] = &runs;
    Figure {
        id,
        what: format!("share of the allowed rate that a broadcast uses, at {rate}/s and 50 ms to the server"),
        reach: "≥ 99 %, no 429".to_owned(),
        measured: format!("{} (limit with {} % of slack: {})", told(sharp), SLACKS[1], told(with_slack)),
        met: sharp.share >= 0.99 && sharp.refused == 0,
        details: json!(runs.map(|run| run.details)),
    }
}

struct Run {
    share: f64,
    refused: u64,
    details: serde_json::Value,
}

fn broadcast(home: &Home, rate: u32, slack: u32, count: u32) -> Run {
    let api = Api::with_limit(rate, slack, count);
    let bot = home.start(&api, rate);
    let alert = home.send(slack + 1, &[]);
    api.until_accepted(1);
    let (began, used) = (Instant::now(), [bot.processor_time(), processor_time(std::process::id())]);
    api.until_accepted(u64::from(count));
    let duration = began.elapsed().as_secs_f64();
    let used = [bot.processor_time() - used[0], processor_time(std::process::id()) - used[1]];
    home.follow(&alert);
    let stats = api.people.stats();
    assert_eq!((stats.accepted, stats.doubles), (u64::from(count), 0), "every message once");
    // The first message came before the clock was started.
    let share = f64::from(count - 1) / duration / f64::from(rate);
    let [bot_load, sandbox_load] = used.map(|used| used.as_secs_f64() / duration);
    bot.stop();
    api.stop();
    let details = json!({
        "rate": rate, "slack_percent": slack, "subscribers": count, "seconds": duration, "share": share,
        "too_many": stats.too_many, "most_in_any_second": stats.most_in_a_second, "bot_cores": bot_load, "sandbox_cores": sandbox_load,
    });
    Run { share, refused: stats.too_many, details }
}
