//! How long it takes to move every record under new keys, and how long somebody who writes meanwhile waits.
//!
//! Prints a Markdown table. `KLICH_BENCH_SUBSCRIBERS` lists other numbers; the last one counts.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use klich::audience::Audience;
use klich::campaign::Day;
use klich::store::StoreUrl;
use klich::telegram::UserId;
use klich::text::Language;
use klich::vault::{self, RootKey, Vault};

/// Subscribers a write.
const AT_ONCE: usize = 250;

/// Between two writes of the person who writes meanwhile.
const BETWEEN: Duration = Duration::from_millis(20);

fn main() {
    let wanted = std::env::var("KLICH_BENCH_SUBSCRIBERS").unwrap_or_else(|_| "1000000".to_owned());
    let count: i64 = wanted.split_whitespace().next_back().unwrap().parse().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = StoreUrl::Sled(folder.path().join("data"));
    let key = folder.path().join("key/vault.key");
    vault::create(&url, &key).unwrap();
    let vault = vault::open_at(&url, &RootKey::load(&key).unwrap()).unwrap();
    let audience = Audience::new(Arc::clone(&vault));
    let people: Vec<_> = (1..=count).map(|id| (UserId(1_000_000 + id), Language::Belarusian)).collect();
    for some in people.chunks(AT_ONCE) {
        audience.subscribe_many(some, Day(20_000)).unwrap();
    }
    vault.sync_blocking().unwrap();
    let idle = waits(&vault, &audience, count, || thread::sleep(Duration::from_secs(3)));
    let mut took = Duration::ZERO;
    let mut rotated = None;
    let busy = waits(&vault, &audience, count, || {
        let began = Instant::now();
        vault.begin_rotation().unwrap();
        rotated = vault.go_on_rotating(|_| ControlFlow::Continue(())).unwrap();
        took = began.elapsed();
    });
    println!("Every record under new keys, while somebody writes and syncs every {} ms:\n", BETWEEN.as_millis());
    println!("| records | s | records/s | a write waits, ms: p50 | p99 | most | idle: p50 | p99 | most |");
    println!("| --: | --: | --: | --: | --: | --: | --: | --: | --: |");
    let moved = rotated.unwrap().moved;
    #[expect(clippy::cast_precision_loss)]
    let rate = moved as f64 / took.as_secs_f64();
    println!("| {moved} | {:.1} | {rate:.0} | {} | {} |", took.as_secs_f64(), shown(busy), shown(idle));
}

/// Measures how long writes with their syncs take while something is done.
fn waits(vault: &Vault, audience: &Audience, people: i64, done: impl FnOnce()) -> Vec<Duration> {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let mut waits = Vec::new();
            for round in 0_i64.. {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let user = UserId(1_000_001 + round * 7919 % people);
                let language = Language::ALL[usize::try_from(round).unwrap() % Language::ALL.len()];
                let began = Instant::now();
                audience.set_language(user, language).unwrap();
                vault.sync_blocking().unwrap();
                waits.push(began.elapsed());
                thread::sleep(BETWEEN);
            }
            waits
        });
        done();
        over.store(true, Ordering::Relaxed);
        writing.join().unwrap()
    })
}

fn shown(mut waits: Vec<Duration>) -> String {
    waits.sort_unstable();
    let at = |part: usize| waits.get((waits.len() * part / 100).min(waits.len() - 1)).unwrap().as_secs_f64() * 1000.0;
    format!("{:.1} | {:.1} | {:.1}", at(50), at(99), at(100))
}
