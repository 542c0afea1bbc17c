//! How a broadcast finds the rate of a server that allows less than is configured, and the way back once it allows more.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::home::{Api, Home};
use crate::table::Figure;

const CONFIGURED: u32 = 30;
const ALLOWED: u32 = 20;

/// Subscribers: enough to go on until the end.
const COUNT: u32 = 16_000;

/// Within this time it has to settle.
const SETTLED: Duration = Duration::from_secs(10);

/// How long refusals are counted after that.
const WATCHED: Duration = Duration::from_secs(300);

/// Between two looks.
const LOOK: Duration = Duration::from_millis(20);

/// As long a stretch of the whole rate, less what is kept for the network, counts as having climbed back.
const BACK: Duration = Duration::from_secs(5);

pub fn measure() -> Vec<Figure> {
    let home = Home::with_subscribers(COUNT);
    let api = Api::with_limit(ALLOWED, 0, COUNT);
    let bot = home.start(&api, CONFIGURED);
    let alert = home.send(1, &[]);
    api.until_accepted(1);
    let mut watch = Watch { api: &api, began: Instant::now(), refusals: Vec::new(), counts: Vec::new() };
    watch.until(SETTLED, |_| false);
    let settled = watch.refusals.last().map_or(0.0, |(at, _)| *at);
    let first = watch.refused();
    let sent = watch.sent();
    watch.until(SETTLED + WATCHED, |_| false);
    let (refused, sent) = (watch.refused() - first, watch.sent() - sent);
    let used = sent as f64 / WATCHED.as_secs_f64() / f64::from(ALLOWED);
    let share = refused as f64 / (sent + refused) as f64;

    api.people.rate(Some(CONFIGURED));
    let more = watch.began.elapsed();
    watch.until(Duration::from_secs(900), |watch| watch.over(BACK) >= 0.98 * f64::from(CONFIGURED));
    let back = (watch.began.elapsed() - more).as_secs_f64();
    let after = watch.refused() - first - refused;
    let refusals = watch.refusals;
    home.json(&["alert", "pause", &alert]);
    bot.stop();
    api.stop();
    vec![Figure {
        id: "adaptive",
        what: format!(
            "a server that allows {ALLOWED}/s of {CONFIGURED}/s: until it is refused no more; sends that meet a 429 in the five minutes after ten seconds; back at the whole rate once it is allowed"
        ),
        reach: "≤ 10 s; < 0.1 %; it climbs back".to_owned(),
        measured: format!(
            "{settled:.1} s; {:.3} % ({refused} of {}) at {:.1} % of the rate; {back:.0} s, {after} × 429",
            share * 100.0,
            sent + refused,
            used * 100.0
        ),
        met: settled <= SETTLED.as_secs_f64() && share < 0.001,
        details: json!({ "refused_at_second_and_how_often": refusals, "refused_before": first, "refused_while_it_climbs": after }),
    }]
}

/// Looks at what the server accepts and refuses.
struct Watch<'a> {
    api: &'a Api,
    began: Instant,
    /// When, in seconds, and how many.
    refusals: Vec<(f64, u64)>,
    /// When, and how many were accepted until then.
    counts: Vec<(Instant, u64)>,
}

impl Watch<'_> {
    /// Looks until then, or until `is_so`.
    fn until(&mut self, end: Duration, is_so: impl Fn(&Self) -> bool) {
        while self.began.elapsed() < end && !is_so(self) {
            std::thread::sleep(LOOK);
            let stats = self.api.people.stats();
            let more = stats.too_many - self.refused();
            if more > 0 {
                self.refusals.push((self.began.elapsed().as_secs_f64(), more));
            }
            self.counts.push((Instant::now(), stats.accepted));
        }
    }

    fn refused(&self) -> u64 {
        self.refusals.iter().map(|(_, count)| count).sum()
    }

    fn sent(&self) -> u64 {
        self.counts.last().map_or(0, |(_, accepted)| *accepted)
    }

    /// Gives the rate over this last stretch.
    fn over(&self, stretch: Duration) -> f64 {
        let first = self.counts.iter().rev().find(|(at, _)| at.elapsed() >= stretch);
        first.map_or(0.0, |(at, accepted)| (self.sent() - accepted) as f64 / at.elapsed().as_secs_f64())
    }
}
