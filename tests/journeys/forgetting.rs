//! Somebody asks to be forgotten while more of theirs waits to be handled.

use klich::sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::support::{World, until};

const ALA: i64 = 5_123_456_001;
const OLA: i64 = 5_123_456_002;

/// All of it was taken in, and Telegram has forgotten it; the bot is killed twice.
#[test]
fn what_waits_of_a_person_is_forgotten_with_them() {
    let world = World::new();
    let bot = world.start();
    let ala = world.person(ALA, "Ala", "en");
    let ola = world.person(OLA, "Ola", "en");
    ala.says("/subscribe");
    ala.says("/pledge sign");
    ola.says("/start");
    let question = ala.says("/forget");
    let forget = question.buttons().into_iter().find(|data| data.starts_with("forget.")).unwrap().to_owned();

    // Her next message hangs, and so all that follows it waits.
    world.people.fault(Fault::new(FaultKind::Hang).method("sendMessage"));
    world.people.say(ALA, "/help").unwrap();
    world.people.press(ALA, question.message_id, &forget).unwrap();
    world.people.say(ALA, "/subscribe").unwrap();
    world.people.say(ALA, "/pledge act").unwrap();
    world.people.say(ALA, &"I would rather tell you more. ".repeat(120)).unwrap();
    world.people.say(OLA, "/subscribe").unwrap();
    until("all are taken in and none is done", || world.status()["inbox"] == 6);
    until("Telegram has forgotten them", || world.people.stats().pending_updates == 0);
    bot.kill();
    world.people.clear_faults();

    let bot = world.start();
    ala.gets("Everything about you on our server is erased.");
    // She may have been subscribed already when the answer to it hung.
    ola.sees("Ola is subscribed", |view| {
        let said = |text: &str| view.from_bot().any(|message| message.text.contains(text));
        said("You are subscribed.") || said("You are already subscribed.")
    });
    until("nothing is left to do", || world.status()["inbox"] == 0);
    bot.kill();
    let bot = world.start();
    until("nothing is left to do", || world.status()["inbox"] == 0);
    let stats = world.home.run(["stats", "--json"]).succeeds().json();
    assert_eq!((&stats["subscribers"], &stats["pledges"]), (&json!(1), &json!(0)), "Ola alone is left");
    let after = ala.view().from_bot().filter(|message| message.text.contains("You are subscribed.")).count();
    assert_eq!(after, 1, "what waited is not answered: {:?}", crate::support::texts(&ala.view()));
    assert_eq!(world.status()["set_aside"], 0);
    // She may come back at any time.
    ala.says("/subscribe");
    assert_eq!(world.subscribed(), 2);
    bot.stops();
    world.was_proper();
}
