use std::time::{Duration, Instant};

use klich::sandbox::{Fault, FaultKind};
use serde_json::{Value, json};

use crate::support::{Process, World, alert_file, until};

/// What a crash may leave uncertain: the sends that were on their way.
const WINDOW: u64 = 50 + 150 / 66;

/// Starts a bot at full pace, lets people subscribe, and starts it again at the pace for the broadcast.
fn with_subscribers(world: &World, count: i64, per_second: u32) -> Process {
    let bot = world.start();
    world.subscribers(1000..1000 + count, "be");
    bot.stops();
    world.set("KLICH_TELEGRAM__MESSAGES_PER_SECOND", per_second.to_string());
    world.start()
}

/// Waits until so many messages more than before were accepted.
fn until_sent(world: &World, before: u64, count: u64) {
    until("some are sent", || world.people.stats().accepted >= before + count);
}

fn number(status: &Value, name: &str) -> u64 {
    status[name].as_u64().unwrap()
}

fn sums_up(status: &Value) {
    let parts = ["delivered", "unreachable", "failed", "uncertain", "remaining"].map(|name| number(status, name));
    assert_eq!(parts.iter().sum::<u64>(), number(status, "audience"), "{status}");
}

#[test]
fn killed_twice_on_the_way_it_still_reaches_everyone_and_counts_its_doubts() {
    let world = World::new();
    let bot = with_subscribers(&world, 300, 150);
    let before = world.people.stats().accepted;
    let id = world.send_alert(&alert_file(1, &[("be", "Усім аднойчы.")]));
    until_sent(&world, before, 80);
    bot.kill();
    // What the store says while no bot runs: nothing is claimed to be delivered that is not.
    let status = world.home.run(["alert", "status", &id, "--json"]).succeeds().json();
    sums_up(&status);
    assert_eq!(status["state"], "running");
    assert!(number(&status, "delivered") <= world.people.stats().accepted - before, "{status}");
    let bot = world.start();
    until_sent(&world, before, 200);
    bot.kill();
    let bot = world.start();
    let status = world.alert_is(&id, "finished");
    sums_up(&status);
    let got = world.got(1000..1300, "Усім аднойчы.");
    let doubles: usize = got.values().map(|count| count.saturating_sub(1)).sum();
    assert!(got.values().all(|count| *count >= 1), "somebody was left out: {got:?}");
    assert!(doubles as u64 <= 2 * WINDOW, "{doubles} doubles");
    assert!(doubles as u64 <= number(&status, "uncertain"), "{doubles} doubles, but {status}");
    assert!(number(&status, "uncertain") <= 2 * WINDOW, "{status}");
    assert_eq!((number(&status, "audience"), number(&status, "remaining")), (300, 0));
    assert_eq!(number(&status, "delivered") + number(&status, "uncertain"), 300);
    bot.stops();
    world.was_proper();
}

#[test]
fn killed_at_a_slow_pace_it_doubts_few() {
    let world = World::new();
    let bot = with_subscribers(&world, 90, 30);
    let before = world.people.stats().accepted;
    let id = world.send_alert(&alert_file(1, &[("be", "Усім аднойчы.")]));
    until_sent(&world, before, 30);
    bot.kill();
    let bot = world.start();
    let status = world.alert_is(&id, "finished");
    sums_up(&status);
    // Two or three are under way; where the disk is slow more have to be claimed, but never all that could be.
    assert!(number(&status, "uncertain") <= WINDOW / 2, "{status}");
    let got = world.got(1000..1090, "Усім аднойчы.");
    assert!(got.values().all(|count| *count >= 1), "somebody was left out: {got:?}");
    bot.stops();
    world.was_proper();
}

#[test]
fn stopped_in_order_on_the_way_nobody_is_doubled_and_nothing_uncertain() {
    let world = World::new();
    let mut bot = with_subscribers(&world, 240, 120);
    let before = world.people.stats().accepted;
    let id = world.send_alert(&alert_file(1, &[("be", "Усім аднойчы.")]));
    for stop in 1..=3 {
        until_sent(&world, before, stop * 50);
        let asked = Instant::now();
        assert_eq!(bot.terminate(), 0, "{}", bot.stderr());
        assert!(asked.elapsed() < Duration::from_secs(10), "a stop takes 10 s at most");
        let status = world.home.run(["alert", "status", &id, "--json"]).succeeds().json();
        sums_up(&status);
        assert!(number(&status, "remaining") > 0, "it was stopped on the way: {status}");
        assert_eq!(
            number(&status, "delivered"),
            world.people.stats().accepted - before,
            "what was sent is written down, and nothing else: {status}"
        );
        bot = world.start();
    }
    let status = world.alert_is(&id, "finished");
    assert_eq!((number(&status, "delivered"), number(&status, "uncertain")), (240, 0), "{status}");
    assert!(world.got(1000..1240, "Усім аднойчы.").values().all(|count| *count == 1));
    bot.stops();
    world.was_proper();
}

/// A server that never answers does not keep the bot from stopping, and the person is tried again.
#[test]
fn a_send_that_hangs_does_not_hold_the_stop_up() {
    let world = World::new();
    let mut bot = with_subscribers(&world, 20, 100);
    world.people.fault(Fault::new(FaultKind::Hang).method("sendMessage").chat(1007));
    let before = world.people.stats().accepted;
    let id = world.send_alert(&alert_file(1, &[("be", "Усім аднойчы.")]));
    until_sent(&world, before, 19);
    let asked = Instant::now();
    assert_eq!(bot.terminate(), 0, "{}", bot.stderr());
    // The promise is 10 s; the rest is for a machine that does much else.
    assert!(asked.elapsed() < Duration::from_secs(14), "{:?}", asked.elapsed());
    world.people.clear_faults();
    let _bot = world.start();
    let status = world.alert_is(&id, "finished");
    sums_up(&status);
    let got = world.got(1000..1020, "Усім аднойчы.");
    assert!(got.values().all(|count| *count >= 1), "{got:?}");
    assert!(got.values().map(|count| *count as u64 - 1).sum::<u64>() <= number(&status, "uncertain"), "{status}");
    world.was_proper();
}

/// A stop counts whenever it comes, also while the bot is still busy with its start.
#[test]
fn stopped_right_after_its_start_it_ends_at_once() {
    let world = World::new();
    for _ in 0..8 {
        let mut bot = world.start();
        let asked = Instant::now();
        assert_eq!(bot.terminate(), 0, "{}", bot.stderr());
        // Half of what a stop may take where something is on its way; there is nothing.
        assert!(asked.elapsed() < Duration::from_secs(5), "{:?}: {}", asked.elapsed(), bot.stderr());
    }
    world.was_proper();
}

#[test]
fn an_alert_can_be_paused_go_on_and_be_cancelled() {
    let world = World::new();
    let _bot = with_subscribers(&world, 120, 100);
    let ala = world.person(7, "Ala", "en");
    let before = world.people.stats().accepted;
    let id = world.send_alert(&alert_file(1, &[("be", "Першы.")]));
    until_sent(&world, before, 20);
    let paused = world.home.run(["alert", "pause", &id, "--json"]).succeeds().json();
    assert_eq!(paused["state"], "paused");
    // What was on its way is written down; then nothing moves, though the bot answers others.
    let held = || world.got(1000..1120, "Першы.").values().sum::<usize>() as u64;
    until("what was sent is counted", || number(&world.alert(&id), "delivered") == held());
    let at_pause = held();
    assert!(at_pause < 120);
    (0..5).for_each(|_| drop(ala.says("/help")));
    assert_eq!(held(), at_pause);
    world.home.run(["alert", "follow", &id]).exits(75).complains("is paused: an organiser asked", "klich alert resume");
    assert_eq!(world.home.run(["alert", "resume", &id, "--json"]).succeeds().json()["state"], "running");
    let status = world.alert_is(&id, "finished");
    assert_eq!((number(&status, "delivered"), number(&status, "uncertain")), (120, 0), "{status}");
    assert!(world.got(1000..1120, "Першы.").values().all(|count| *count == 1));
    world.home.run(["alert", "pause", &id]).exits(1).complains("finished", "klich alert status");

    let before = world.people.stats().accepted;
    let second = world.send_alert(&alert_file(2, &[("be", "Другі.")]));
    until_sent(&world, before, 20);
    assert_eq!(world.home.run(["alert", "cancel", &second, "--json"]).succeeds().json()["state"], "cancelled");
    world.home.run(["alert", "resume", &second]).exits(1);
    world.home.run(["alert", "follow", &second]).exits(1).complains("was cancelled", "klich alert new");
    let third = world.send_alert(&alert_file(3, &[("be", "Трэці.")]));
    world.alert_is(&third, "finished");
    let got = world.got(1000..1120, "Другі.").values().sum::<usize>() as u64;
    assert!(got < 120, "a cancelled alert goes no further, though a later one went to all");
    assert_eq!(number(&world.alert(&second), "delivered"), got);
    assert_eq!(world.alert(&second)["state"], json!("cancelled"));
    world.was_proper();
}
