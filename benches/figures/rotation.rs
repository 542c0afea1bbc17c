//! How long it takes to bring every record under new keys, and how long somebody who writes meanwhile waits.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use klich::audience::Audience;
use klich::telegram::UserId;
use klich::text::Language;
use klich::vault::{Rotating, Vault};
use serde_json::json;

use crate::home::{self, FIRST, Home};
use crate::table::Figure;

const SUBSCRIBERS: u32 = 1_000_000;

/// Between two writes of the person who writes meanwhile.
const BETWEEN: Duration = Duration::from_millis(20);

pub fn measure() -> Vec<Figure> {
    let home = Home::with_subscribers(SUBSCRIBERS);
    let vault = home::open(home.folder());
    let audience = Audience::new(Arc::clone(&vault));
    let idle = waits(&vault, &audience, || thread::sleep(Duration::from_secs(3)));
    let (mut destroyed, mut took, mut rotated) = (None, Duration::ZERO, None);
    let busy = waits(&vault, &audience, || {
        let began = Instant::now();
        vault.begin_rotation().unwrap();
        let look = |rotating: Rotating| {
            if rotating.destroyed {
                destroyed.get_or_insert_with(|| began.elapsed());
            }
            ControlFlow::Continue(())
        };
        rotated = vault.go_on_rotating(look).unwrap();
        took = began.elapsed();
    });
    let moved = rotated.unwrap().moved;
    let destroyed = destroyed.expect("the old keys are destroyed before the old rows are cleared away");
    let (seconds, whole, most) = (destroyed.as_secs_f64(), took.as_secs_f64(), at(&busy, 100));
    let details =
        |waits: &[f64]| json!({ "p50_ms": at(waits, 50), "p99_ms": at(waits, 99), "most_ms": at(waits, 100) });
    vec![
        Figure {
            id: "rotation",
            what:
                "every record of 1,000,000 subscribers encrypted anew and the old keys destroyed, while somebody writes"
                    .to_owned(),
            reach: "≤ 20 s".to_owned(),
            measured: format!(
                "{seconds:.1} s, {:.0} records/s; after {whole:.1} s nothing is left of the old rows",
                moved as f64 / seconds
            ),
            met: seconds <= 20.0,
            details: json!({ "records": moved, "destroyed_after_seconds": seconds, "cleared_after_seconds": whole }),
        },
        Figure {
            id: "rotation-wait",
            what: "the longest wait of a write with its sync meanwhile".to_owned(),
            reach: "< 100 ms".to_owned(),
            measured: format!("{most:.0} ms (99th percentile {:.0} ms; idle {:.0} ms)", at(&busy, 99), at(&idle, 99)),
            met: most < 100.0,
            details: json!({ "busy": details(&busy), "idle": details(&idle) }),
        },
    ]
}

/// Measures how long writes with their syncs take while something is done; in milliseconds, sorted.
fn waits(vault: &Vault, audience: &Audience, done: impl FnOnce()) -> Vec<f64> {
    let over = AtomicBool::new(false);
    let mut waits = thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let mut waits = Vec::new();
            for round in 0_i64.. {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let user = UserId(FIRST + round * 7919 % i64::from(SUBSCRIBERS));
                let language = Language::ALL[usize::try_from(round).unwrap() % Language::ALL.len()];
                let began = Instant::now();
                audience.set_language(user, language).unwrap();
                vault.sync_blocking().unwrap();
                waits.push(began.elapsed().as_secs_f64() * 1000.0);
                thread::sleep(BETWEEN);
            }
            waits
        });
        done();
        over.store(true, Ordering::Relaxed);
        writing.join().unwrap()
    });
    waits.sort_by(f64::total_cmp);
    waits
}

fn at(sorted: &[f64], part: usize) -> f64 {
    sorted[(sorted.len() * part / 100).min(sorted.len() - 1)]
}
