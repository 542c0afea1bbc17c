//! How many pledges a second are taken in, put on the disk and thanked for.

use std::time::{Duration, Instant};

use klich::sandbox::{Options, UserId};
use serde_json::json;

use crate::home::{Api, FIRST, Home};
use crate::process::processor_time;
use crate::table::Figure;

/// People who pledge, each once.
const COUNT: u32 = 20_000;

/// Those of them who wait for their thanks at a time.
const WAITING: u64 = 400;

pub fn measure() -> Vec<Figure> {
    let home = Home::with_subscribers(0);
    // Telegram allows thirty messages a second, a paid bot a thousand: what klich can do is more than either.
    let options = Options { rate: None, chat_limits: false, history: 1, ..Options::default() };
    let api = Api::start(options, COUNT);
    let bot = home.start_without_limit(&api);
    std::thread::sleep(Duration::from_secs(2));
    let thanked = || api.people.stats().accepted;
    let (before, began) = (thanked(), Instant::now());
    let used = [bot.processor_time(), processor_time(std::process::id())];
    let mut written = 0;
    while written < u64::from(COUNT) {
        if written - (thanked() - before) >= WAITING {
            std::thread::sleep(Duration::from_micros(500));
            continue;
        }
        for _ in 0..50 {
            let id = FIRST + i64::try_from(written).unwrap();
            api.people.say(UserId(id), "/pledge sign").unwrap();
            written += 1;
        }
    }
    api.until_accepted(before + u64::from(COUNT));
    let duration = began.elapsed().as_secs_f64();
    let used = [bot.processor_time() - used[0], processor_time(std::process::id()) - used[1]];
    let tally = home.json(&["pledges", "tally"]);
    assert_eq!(tally["total"], COUNT, "each counts once");
    bot.kill();
    // What was thanked for is there, whatever became of the bot.
    let bot = home.start_without_limit(&api);
    assert_eq!(home.json(&["pledges", "tally"])["total"], COUNT, "each is there after a kill");
    bot.stop();
    api.stop();
    let rate = f64::from(COUNT) / duration;
    let [bot_cores, sandbox_cores] = used.map(|used| used.as_secs_f64() / duration);
    vec![Figure {
        id: "pledges",
        what: "pledges taken in by polling, on the disk before each is thanked for".to_owned(),
        reach: "≥ 2,000/s".to_owned(),
        measured: format!("{rate:.0}/s"),
        met: rate >= 2000.0,
        details: json!({ "pledges": COUNT, "seconds": duration, "waiting_at_a_time": WAITING, "bot_cores": bot_cores, "sandbox_cores": sandbox_cores }),
    }]
}
