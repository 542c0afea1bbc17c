//! What a SIGKILL in the middle of a broadcast doubles and loses.

use serde_json::{Value, json};

use crate::home::{Api, Home};
use crate::table::Figure;

const KILLS: u64 = 6;

pub fn measure() -> Vec<Figure> {
    let (fast, slow) = (killed(1000, 14_000), killed(30, 600));
    let told = |killed: &Killed| {
        format!("{:.0} ({KILLS} kills), {:.0} counted as uncertain; {}", killed.doubled, killed.uncertain, killed.lost)
    };
    vec![
        Figure {
            id: "kills",
            what: "messages doubled per `kill -9` at 1000/s and 50 ms to the server; lost".to_owned(),
            reach: "≤ about 50, the sends in flight; 0".to_owned(),
            measured: told(&fast),
            // 50 by Little's law, and those whose answer was not yet on the disk.
            met: fast.doubled <= 55.0 && fast.lost == 0,
            details: fast.details,
        },
        Figure {
            id: "kills-30",
            what: "the same at 30/s, where two or three are in flight".to_owned(),
            reach: "≤ 3; 0".to_owned(),
            measured: told(&slow),
            met: slow.doubled <= 3.0 && slow.lost == 0,
            details: slow.details,
        },
    ]
}

/// What kills have done, a kill.
struct Killed {
    doubled: f64,
    uncertain: f64,
    lost: u64,
    details: Value,
}

/// Kills the bot again and again while it broadcasts.
fn killed(rate: u32, count: u32) -> Killed {
    let home = Home::with_subscribers(count);
    let api = Api::with_limit(rate, 10, count);
    let mut bot = home.start(&api, rate);
    let alert = home.send(1, &[]);
    for kill in 1..=KILLS {
        let stretch = u64::from(count) / (KILLS + 1);
        api.until_accepted(stretch * kill + rand::random::<u64>() % (stretch / 8));
        bot.kill();
        bot = home.start(&api, rate);
    }
    let status = home.follow(&alert);
    let stats = api.people.stats();
    bot.stop();
    api.stop();
    let lost = u64::from(count) - (stats.accepted - stats.doubles);
    let uncertain = status["uncertain"].as_u64().unwrap();
    assert!(stats.doubles <= uncertain, "whatever came twice is counted as uncertain");
    let [doubled, uncertain] = [stats.doubles, uncertain].map(|number| number as f64 / KILLS as f64);
    let details =
        json!({ "subscribers": count, "kills": KILLS, "doubled": stats.doubles, "lost": lost, "status": status });
    Killed { doubled, uncertain, lost, details }
}
