use klich::sandbox::{Fault, FaultKind};
use serde_json::{Value, json};

use crate::support::{World, alert_file, until};

fn endings(status: &Value) -> [u64; 5] {
    ["delivered", "unreachable", "failed", "uncertain", "remaining"].map(|name| status[name].as_u64().unwrap())
}

/// A busy Telegram, a restarting one, a gateway's page, lost answers, people who are gone: each counts as what it is.
#[test]
fn every_trouble_on_the_way_ends_as_what_it_is() {
    let world = World::new();
    let _bot = world.start();
    world.subscribers(1000..1060, "en");
    // The bot must not hear that somebody blocks it, so that it finds out by sending.
    world.people.fault(Fault::new(FaultKind::Status).method("getUpdates"));
    world.people.say(1000, "/help").unwrap();
    until("polls fail", || world.people.stats().pending_updates == 0 || world.people.stats().requests > 0);
    until("the answer came", || world.got(1000..1001, "What I can do")[&1000] == 1);
    let requests = world.people.stats().requests;
    until("a poll has failed", || world.people.stats().requests > requests);
    world.people.block(1001).unwrap();
    world.people.deactivate(1002).unwrap();
    for fault in [
        Fault { retry_after: Some(1), ..Fault::new(FaultKind::TooMany).chat(1003).times(1) },
        Fault::new(FaultKind::Status).chat(1004).times(2),
        Fault::new(FaultKind::Html).chat(1005).times(2),
        Fault::new(FaultKind::Lost).chat(1006).times(1),
        Fault::new(FaultKind::Lost).chat(1007).times(1),
        Fault::new(FaultKind::Drop).chat(1008).times(1),
    ] {
        world.people.fault(fault.method("sendMessage"));
    }
    let id = world.send_alert(&alert_file(1, &[("en", "Through thick and thin.")]));
    let status = world.alert_is(&id, "finished");
    assert_eq!(endings(&status), [55, 2, 0, 3, 0], "{status}");
    let got = world.got(1000..1060, "Through thick and thin.");
    let without: Vec<i64> = got.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    assert_eq!(without, [1001, 1002, 1008], "who got it, got it once");
    assert!(got.values().all(|count| *count <= 1), "nobody twice: {got:?}");
    assert_eq!(world.subscribed(), 58, "who can't be reached is dropped");
    world.people.clear_faults();
    world.was_proper();
}

#[test]
fn a_refused_content_pauses_the_alert_and_tells_the_organisers() {
    let world = World::new();
    let _bot = world.start();
    // Fewer than can be on their way at once: all are refused before anybody can decide.
    world.subscribers(1000..1030, "en");
    let desk = world.organiser("en");
    for id in 1000..1030 {
        let refused = Fault { status: Some(400), ..Fault::new(FaultKind::Status) };
        world.people.fault(refused.method("sendMessage").chat(id));
    }
    let id = world.send_alert(&alert_file(1, &[("en", "Not to Telegram's taste.")]));
    let status = world.alert_is(&id, "paused");
    assert_eq!(status["reason"], "Telegram refused its content");
    let note = desk.gets("The alert is paused.");
    assert!(note.text.contains(&id) && note.text.contains("Telegram refused its content"), "{}", note.text);
    let follow = world.home.run(["alert", "follow", &id]).exits(75);
    follow.complains("is paused: Telegram refused its content", "klich alert resume");
    world.people.clear_faults();
    let page = desk.presses(&desk.presses(&desk.says("/desk"), "desk.alerts"), "desk.alert.");
    let question = desk.presses(&page, "desk.resume-ask.");
    desk.presses(&question, "desk.resume.");
    let status = world.alert_is(&id, "finished");
    // Two were enough to be one person's trouble each; from the third on it was the content's, and they get it now.
    assert_eq!(endings(&status), [28, 0, 2, 0, 0], "{status}");
    assert!(world.got(1000..1030, "taste").values().all(|count| *count <= 1));
    desk.gets("The alert has gone out.");
    world.was_proper();
}

#[test]
fn where_too_much_fails_the_alert_pauses_and_goes_on_without_doubles() {
    let world = World::new();
    let _bot = world.start();
    world.subscribers(1000..1100, "en");
    let desk = world.organiser("en");
    for id in 1000..1100 {
        world.people.fault(Fault::new(FaultKind::Lost).method("sendMessage").chat(id));
    }
    let id = world.send_alert(&alert_file(1, &[("en", "Into the fog.")]));
    let status = world.alert_is(&id, "paused");
    assert_eq!(status["reason"], "more than a fifth of the last sends failed");
    assert!(status["remaining"].as_u64().unwrap() > 0, "it stopped before everyone was tried: {status}");
    desk.gets("more than 20 % of the last 200 messages failed");
    world.people.clear_faults();
    world.home.run(["alert", "resume", &id]).succeeds();
    let status = world.alert_is(&id, "finished");
    let [delivered, unreachable, failed, uncertain, remaining] = endings(&status);
    assert_eq!((delivered + uncertain, unreachable, failed, remaining), (100, 0, 0, 0), "{status}");
    assert!(world.got(1000..1100, "Into the fog.").values().all(|count| *count == 1), "uncertain ones are not doubled");
    world.was_proper();
}

/// Answers wait for a Telegram that is away; a person is answered once it is back, though the bot was not restarted.
#[test]
fn a_telegram_that_is_away_is_waited_for() {
    let world = World::new();
    world.people.fault(Fault::new(FaultKind::Html).times(5));
    let bot = world.start();
    let ala = world.person(7, "Ala", "en");
    ala.says("/subscribe");
    assert_eq!(world.home.run(["stats", "--json"]).json()["subscribers"], json!(1));
    bot.stops();
    world.was_proper();
}
