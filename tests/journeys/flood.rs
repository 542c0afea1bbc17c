//! Somebody sends far more than anybody can answer: they are slowed, nobody else is, and what counts is not lost.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use klich::control::{Client, Request};
use klich::sandbox::{Fault, FaultKind, Options};
use serde_json::{Value, json};

use crate::support::{Process, World, free_port, until};

/// The one who floods.
const EVE: i64 = 666;
/// How many messages she sends.
const FLOOD: usize = 3000;

#[test]
fn a_flood_of_one_person_is_slowed_for_that_person_only_and_what_counts_is_kept() {
    let world = World::with(Options { history: 2 * FLOOD, ..Options::default() });
    let bot = world.start();
    world.person(EVE, "Eve", "en");
    world.people.add_many(1000.into(), 40, Some("en")).unwrap();
    for n in 0..FLOOD {
        let text = match n {
            900 => "/subscribe".to_owned(),
            1500 => "/pledge act".to_owned(),
            n if n % 3 == 0 => "/help".to_owned(),
            n if n % 3 == 1 => "/pledge sign".to_owned(),
            n => format!("nonsense {n}"),
        };
        world.people.say(EVE, &text).unwrap();
    }
    let asked = Instant::now();
    for id in 1000..1040 {
        world.people.say(id, "/pledge sign").unwrap();
    }
    until("the others are answered", || {
        world.got(1000..1040, "Your pledge is counted").values().all(|count| *count == 1)
    });
    let others = asked.elapsed();
    until("the flood is over", || world.people.stats().pending_updates == 0 && world.status()["inbox"] == 0);
    assert!(others <= asked.elapsed(), "nobody waits for the flood to end");
    let eve = world.people.chat(EVE).unwrap();
    let said = eve.from_bot().count();
    assert!(said < 100, "a flood is not answered line by line: {said}");
    let calm = eve.from_bot().filter(|message| message.text.contains("Please wait a little")).count();
    assert!((1..=4).contains(&calm), "asked to wait once a flood, not every time: {calm}");
    let tally = world.home.run(["pledges", "tally", "--json"]).succeeds().json();
    assert_eq!(tally["total"], 41);
    assert_eq!(tally["by_kind"]["act"], Value::Null, "one person, so the number is not told");
    assert!(tally["by_kind"].as_object().unwrap().contains_key("act"), "the pledge within the flood counts");
    assert_eq!(world.subscribed(), 1);
    assert_eq!(world.status()["set_aside"], 0);
    // Calm again, she is answered as everyone.
    let eve = crate::support::Phone::new(&world, EVE);
    assert!(eve.says("/stop").text.contains("You have left"));
    bot.stops();
    world.was_proper();
}

#[test]
fn ten_thousand_updates_at_once_are_taken_in_without_growing_past_a_bound() {
    let world = World::new();
    world.people.add_many(1000.into(), 10_000, Some("en")).unwrap();
    let bot = world.start();
    // As much of the code and of the store's cache in memory as will be.
    for id in 1000..1200 {
        world.people.say(id, "/pledge sign").unwrap();
    }
    until("they are answered", || world.status()["inbox"] == 0 && world.people.stats().pending_updates == 0);
    let before = memory(&bot, "VmRSS");
    // Answers hang: everything piles up in the inbox.
    world.people.fault(Fault::new(FaultKind::Hang).method("sendMessage"));
    for id in 1000..11_000 {
        world.people.say(id, "/pledge sign").unwrap();
    }
    until("all are taken in", || world.people.stats().pending_updates == 0);
    let full = memory(&bot, "VmHWM");
    println!("memory with 200 handled: {before} kB; at the most with 10,000 waiting: {full} kB");
    // The updates alone are 10,000 times some 300 bytes, sealed, in rows, in the store's cache.
    assert!(full < before + (48 << 10), "from {before} kB to {full} kB");
    assert!(world.status()["inbox"].as_u64().unwrap() > 9000);
    bot.kill();
}

/// Reads a line of `/proc/PID/status` in kilobytes.
fn memory(bot: &Process, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", bot.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// What can't be answered for long is set aside; the operator sees of what kind it was, and has it tried again.
#[test]
fn what_was_set_aside_is_shown_by_kind_retried_and_dropped() {
    let world = World::new();
    let home = &world.home;
    assert!(home.run(["aside", "list"]).succeeds().out.contains("nothing is set aside"));
    poison(&world, &[("/pledge sign", 7), ("Przyjde z Ala", 8)]);
    let bot = world.start();
    let status = home.run(["status"]).succeeds();
    assert!(status.out.contains("2; see `klich aside list`"), "{}", status.out);
    let listed = home.run(["aside", "list", "--json"]).succeeds();
    assert_eq!(listed.json(), json!({ "total": 2, "by_kind": { "command": 1, "text": 1 } }));
    assert!(!listed.out.contains("Ala") && !home.run(["aside", "list"]).out.contains("Ala"));
    assert_eq!(home.run(["aside", "retry", "--json"]).succeeds().json(), json!({ "updates": 2 }));
    until("both are handled", || world.status()["inbox"] == 0);
    assert_eq!(world.status()["set_aside"], 0);
    assert_eq!(home.run(["pledges", "tally", "--json"]).json()["total"], 1);
    bot.stops();
    poison(&world, &[("/pledge act", 9)]);
    assert_eq!(home.run(["aside", "drop", "--json"]).succeeds().json(), json!({ "updates": 1 }));
    assert_eq!(home.run(["status", "--json"]).json()["set_aside"], 0);
}

/// Puts updates aside as five failures do, without waiting for them.
fn poison(world: &World, said: &[(&str, i64)]) {
    use klich::telegram::{Inbox, RawUpdate, UpdateId};
    use klich::{store::StoreUrl, vault};
    let root = vault::RootKey::load(&world.home.path("secrets/vault.key")).unwrap();
    let vault = vault::open_at(&StoreUrl::Sled(world.home.path("data")), &root).unwrap();
    let inbox = Inbox::new(vault).unwrap();
    world.wait(async {
        for (number, (text, id)) in (50..).zip(said) {
            let person = json!({ "id": id, "is_bot": false, "first_name": "Ala", "language_code": "en" });
            let chat = json!({ "id": id, "type": "private", "first_name": "Ala" });
            let message = json!({ "message_id": 1, "date": 1, "from": person, "chat": chat, "text": text });
            let update = json!({ "update_id": number, "message": message }).to_string();
            inbox.take(vec![RawUpdate::parse(&update).unwrap()]).await.unwrap();
            for _ in 0..5 {
                inbox.failed(UpdateId(number)).await.unwrap();
            }
        }
    });
    for (_, id) in said {
        world.person(*id, "Ala", "en");
        world.people.start(*id, None).unwrap();
    }
}

#[test]
fn metrics_are_served_at_an_address_of_their_own_and_name_nobody() {
    let world = World::new();
    let (bot, port) = (0..10)
        .find_map(|_| {
            let (port, public) = (free_port(), free_port());
            world.set("KLICH_WEB__METRICS_LISTEN", format!("127.0.0.1:{port}"));
            world.set("KLICH_WEB__LISTEN", format!("127.0.0.1:{public}"));
            let mut bot = world.home.spawn(["run"]);
            let mut ready = false;
            until("it is ready, or a port is taken", || {
                ready = get(&world, &format!("http://127.0.0.1:{public}/readyz")).is_some_and(|(code, _)| code == 200);
                ready || bot.ended().is_some()
            });
            ready.then_some((bot, (port, public)))
        })
        .expect("a free port");
    let ala = world.person(7_123_456, "Alaksandra", "be");
    ala.says("/pledge sign");
    let delivered = "klich_sends_total{lane=\"answer\",outcome=\"delivered\"}";
    let (mut text, mut values) = (String::new(), BTreeMap::new());
    // A person has an answer a moment before it is counted.
    until("the answer is counted", || {
        let (code, page) = get(&world, &format!("http://127.0.0.1:{}/metrics", port.0)).unwrap();
        assert_eq!(code, 200);
        (values, text) = (read(&page), page);
        values.get(delivered).is_some_and(|count| *count >= 1.0)
    });
    assert_eq!(values["klich_updates_received_total"], 1.0);
    assert!(values["klich_sync_seconds_count"] >= 1.0);
    assert!(values["process_resident_memory_bytes"] > 1e6);
    assert!(values.contains_key("klich_rate_limit") && values.contains_key("klich_inbox_updates"));
    assert!(!text.contains("7123456") && !text.contains("Alaksandra") && !text.contains("\"be\""));
    assert_eq!(get(&world, &format!("http://127.0.0.1:{}/metrics", port.1)).unwrap().0, 404, "not for the outside");
    assert_eq!(get(&world, &format!("http://127.0.0.1:{}/healthz", port.0)).unwrap().0, 404, "nothing but figures");
    bot.stops();
}

/// Reads a page as Prometheus does: a name with labels, a space, a number.
fn read(page: &str) -> BTreeMap<String, f64> {
    let values = page.lines().filter(|line| !line.starts_with('#'));
    values
        .map(|line| line.rsplit_once(' ').map(|(name, value)| (name.to_owned(), value.parse().unwrap())).unwrap())
        .collect()
}

fn get(world: &World, url: &str) -> Option<(u16, String)> {
    let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap();
    world.wait(async {
        let answer = http.get(url).send().await.ok()?;
        Some((answer.status().as_u16(), answer.text().await.ok()?))
    })
}

#[test]
fn a_bot_that_hangs_is_told_within_seconds() {
    let world = World::new();
    let bot = world.start();
    let id = rustix::process::Pid::from_raw(i32::try_from(bot.id()).unwrap()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::STOP).unwrap();
    world.home.run(["status"]).exits(75).complains("did not answer within 5 seconds", "see its log");
    rustix::process::kill_process(id, rustix::process::Signal::CONT).unwrap();
    let asked = Client::connect(&world.home.path("data/control.sock")).unwrap().unwrap().ask(&Request::Status {});
    assert_eq!(asked.unwrap()["running"], true);
    bot.stops();
}
