//! Configuration and campaigns are taken in while the bot runs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use klich::control::{Client, Request};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;

use crate::support::{LONG, ORGANISER, World, alert_file, until};

const TEXTS: &str = "campaigns/belarus-16-november/en.ftl";
const CAMPAIGN: &str = "campaigns/belarus-16-november/campaign.toml";

fn replace(world: &World, file: &str, from: &str, to: &str) {
    let text = world.home.read(file);
    assert!(text.contains(from), "{file} does not hold {from}");
    world.home.write(file, &text.replace(from, to));
}

#[test]
fn what_can_change_is_taken_in_and_what_can_not_is_named() {
    let world = World::new();
    world.home.unset("KLICH_ORGANISERS__IDS");
    let mut bot = world.start();
    let ales = world.person(51, "Ales", "en");
    assert!(ales.says("/start").text.contains("unions are no crime"));
    let vola = world.person(ORGANISER, "Vola", "en");
    assert!(vola.says("/desk").text.contains("not know"), "nobody is an organiser yet");

    // Texts and organisers change together; the process is the same.
    replace(&world, TEXTS, "unions are no crime", "a union is a right");
    world.home.edit("ids = []", &format!("ids = [{ORGANISER}]"));
    let taken = world.home.run(["reload", "--json"]).succeeds().quietly().json();
    let changed = json!(["organisers.ids", "texts of belarus-16-november"]);
    assert_eq!((&taken["taken"], &taken["changed"]), (&json!(true), &changed));
    assert!(ales.says("/start").text.contains("a union is a right"));
    assert!(vola.says("/desk").buttons().iter().any(|data| data.starts_with("desk.new")));
    world.home.run(["reload"]).succeeds().prints("nothing has changed");
    let acts = world.home.run(["audit", "list"]).succeeds().out;
    assert_eq!(acts.matches("reloaded").count(), 1, "what changed nothing is no act: {acts}");

    // With any mistake everything stays, and each is told.
    replace(&world, TEXTS, "a union is a right", "<b>a union is a right");
    replace(&world, CAMPAIGN, "month = 11", "month = 31");
    world.home.edit(&format!("ids = [{ORGANISER}]"), "ids = []");
    let refused = world.home.run(["reload", "--json"]).exits(78).json();
    assert_eq!((&refused["taken"], refused["changed"].as_array().unwrap().len()), (&json!(false), 0));
    let places: Vec<(&str, u64)> = refused["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|problem| problem["severity"] == "error")
        .map(|problem| (problem["file"].as_str().unwrap(), problem["line"].as_u64().unwrap()))
        .collect();
    assert_eq!(places.len(), 2, "{refused}");
    assert!(places.iter().any(|(file, _)| file.ends_with("campaign.toml")), "{refused}");
    assert!(ales.says("/start").text.contains("a union is a right"));
    assert!(vola.says("/desk").buttons().iter().any(|data| data.starts_with("desk.new")));
    world.home.run(["reload"]).exits(78).prints("campaign.toml:").prints("2 mistakes: klich runs on as it was");
    let log = bot.stderr();
    assert!(log.contains("campaign.toml:") && !log.contains("a union is a right"), "no text in the log: {log}");

    // What runs stands on these.
    replace(&world, TEXTS, "<b>a union", "a union");
    replace(&world, CAMPAIGN, "month = 31", "month = 11");
    replace(&world, CAMPAIGN, "id = \"belarus-16-november\"", "id = \"another\"");
    world.home.edit("url = \"sled:data\"", "url = \"sled:other\"");
    let socket = world.home.path("data/control.sock");
    let client = Client::connect(&socket).unwrap().unwrap();
    let refused = client.ask(&Request::Reload {}).unwrap();
    let whats: Vec<&str> =
        refused["problems"].as_array().unwrap().iter().map(|problem| problem["what"].as_str().unwrap()).collect();
    for what in ["`store.url` can't be changed while klich runs", "campaign's id can't be changed"] {
        assert!(whats.iter().any(|found| found.contains(what)), "{what}: {whats:#?}");
    }
    assert!(bot.ended().is_none());
    bot.stops();
    world.was_proper();
}

/// Somebody who has to stop a call does not have to mend a file first.
#[test]
fn a_mistake_in_the_file_keeps_nobody_from_the_bot_that_runs() {
    let world = World::new();
    let bot = world.start();
    world.subscribers(100..110, "en");
    let status = world.home.run(["status", "--json"]).succeeds().json();
    assert_eq!((&status["state"], &status["receives"]), (&json!("running"), &json!(true)));
    world.home.edit("messages_per_second = 25", "messages_per_secnd = 25");
    world.home.run(["reload"]).exits(78).prints("Nothing was taken in");
    for command in [&["status"][..], &["stats"], &["alert", "list"], &["audit", "list"]] {
        world.home.run(command.iter().copied()).succeeds().quietly();
    }
    bot.stops();
    // What opens the store reads all of the file.
    world.home.run(["stats"]).exits(78).complains("messages_per_secnd", "messages_per_second");
    // The keys are found all the same.
    world.home.run(["wipe", "--yes"]).succeeds();
    world.home.run(["keys", "rotate", "--root-key"]).exits(78);
}

#[test]
fn a_changed_statement_opens_a_new_version_at_sighup() {
    let world = World::new();
    let bot = world.start();
    let ales = world.person(51, "Ales", "en");
    ales.says("/subscribe");
    assert!(ales.says("/pledge sign").text.contains("Thank you"));
    replace(&world, TEXTS, "make its demand our own", "take up its demand");
    kill_process(Pid::from_raw(i32::try_from(bot.id()).unwrap()).unwrap(), Signal::HUP).unwrap();
    // They are asked without being spoken to first.
    let question = ales.gets("take up its demand");
    assert!(question.buttons().contains(&"renew.2"), "{:?}", question.buttons());
    ales.presses(&question, "renew.2");
    let tally = world.home.run(["pledges", "tally", "--json"]).succeeds().json();
    assert_eq!(tally["total"], 1);
    bot.stops();
    world.was_proper();
}

/// Updates come in and a call goes out while the configuration is taken in again and again: each update is answered once,
/// and the call's text stays what it was.
#[test]
fn under_load_every_update_is_answered_once() {
    const PEOPLE: std::ops::Range<i64> = 100..160;
    let world = World::new();
    world.set("KLICH_TELEGRAM__MESSAGES_PER_SECOND", "300");
    let bot = world.start();
    world.subscribers(PEOPLE, "en");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (done, texts, socket) = (&done, world.home.path(TEXTS), world.home.path("data/control.sock"));
        let reloading = scope.spawn(move || {
            let written = std::fs::read_to_string(&texts).unwrap();
            let mut reloads = 0;
            while !done.load(Ordering::Relaxed) {
                let text = if reloads % 2 == 0 { written.replace("day of", "date of") } else { written.clone() };
                std::fs::write(&texts, text).unwrap();
                let client = Client::connect(&socket).unwrap().unwrap();
                let reloaded = client.ask(&Request::Reload {}).unwrap();
                assert_eq!(reloaded["taken"], true, "{reloaded}");
                reloads += 1;
            }
            reloads
        });
        let call = world.send_alert(&alert_file(1, &[("en", "Meet at the gate at noon.")]));
        for round in 0..3 {
            for id in PEOPLE {
                world.people.say(id, if round == 1 { "/pledge sign" } else { "/day" }).unwrap();
            }
        }
        world.alert_is(&call, "finished");
        until("all are answered", || world.status()["inbox"] == 0);
        done.store(true, Ordering::Relaxed);
        assert!(reloading.join().unwrap() > 1);
    });
    let answers: BTreeMap<i64, usize> = PEOPLE
        .map(|id| {
            let view = world.wait(world.people.wait_for(id, |view| view.from_bot().count() >= 5, LONG)).unwrap();
            (id, view.from_bot().count())
        })
        .collect();
    // For the subscription, the call, two days, one pledge.
    assert!(answers.values().all(|count| *count == 5), "{answers:?}");
    assert!(world.got(PEOPLE, "Meet at the gate at noon.").values().all(|count| *count == 1));
    bot.stops();
    world.was_proper();
}
