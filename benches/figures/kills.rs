//! What a SIGKILL in the middle of a broadcast doubles and loses.

use serde_json::json;

use crate::home::{Api, Home};
use crate::table::Figure;

const RATE: u32 = 1000;
const COUNT: u32 = 14_000;
const KILLS: u64 = 6;

pub fn measure() -> Vec<Figure> {
    let home = Home::with_subscribers(COUNT);
    let api = Api::with_limit(RATE, 10, COUNT);
    let mut bot = home.start(&api, RATE);
    let alert = home.send(1, &[]);
    for kill in 1..=KILLS {
        api.until_accepted(u64::from(COUNT) * kill / (KILLS + 1) + u64::from(rand::random::<u8>()));
        bot.kill();
        bot = home.start(&api, RATE);
    }
    let status = home.follow(&alert);
    let stats = api.people.stats();
    bot.stop();
    api.stop();
    let lost = u64::from(COUNT) - (stats.accepted - stats.doubles);
    let (a_kill, uncertain) = (stats.doubles as f64 / KILLS as f64, status["uncertain"].as_u64().unwrap());
    assert!(stats.doubles <= uncertain, "whatever came twice is counted as uncertain");
    vec![Figure {
        id: "kills",
        what: "messages doubled per `kill -9` at 1000/s and 50 ms to the server; lost".to_owned(),
        reach: "≤ about 50, the sends in flight; 0".to_owned(),
        measured: format!("{a_kill:.0} ({KILLS} kills); {lost}"),
        // 50 by Little's law, and those whose answer was not yet on the disk.
        met: a_kill <= 55.0 && lost == 0,
        details: json!({ "subscribers": COUNT, "kills": KILLS, "doubled": stats.doubles, "lost": lost, "uncertain": uncertain, "status": status }),
    }]
}
