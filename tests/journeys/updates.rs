use klich::sandbox::{Fault, FaultKind, Options};
use serde_json::{Value, json};

use crate::support::{Process, World, free_port, until};

fn tally(world: &World) -> Value {
    world.home.run(["pledges", "tally", "--json"]).succeeds().json()
}

/// The updates are on the disk, their handlers hang in the middle, the bot dies: the next one finishes its work.
#[test]
fn what_was_taken_in_survives_a_kill_and_counts_once() {
    let world = World::new();
    let bot = world.start();
    world.people.add_many(1000.into(), 12, Some("en")).unwrap();
    world.people.fault(Fault::new(FaultKind::Hang).method("sendMessage"));
    for id in 1000..1012 {
        world.people.say(id, "/pledge sign").unwrap();
    }
    until("all are taken in and none is done", || world.status()["inbox"] == 12);
    until("Telegram has forgotten them", || world.people.stats().pending_updates == 0);
    bot.kill();
    world.people.clear_faults();
    let bot = world.start();
    until("each is thanked", || world.got(1000..1012, "Your pledge is counted").values().all(|count| *count == 1));
    until("nothing is left to do", || world.status()["inbox"] == 0);
    assert_eq!(tally(&world), json!({ "total": 12, "by_kind": { "sign": 12 }, "by_language": { "en": 12 } }));
    bot.stops();
    assert!(world.got(1000..1012, "Your pledge is counted").values().all(|count| *count == 1));
    world.was_proper();
}

/// Kills at whatever moment it is: while polls are answered, synced, confirmed or handled.
#[test]
fn killed_at_any_moment_no_pledge_is_lost_or_counted_twice() {
    let world = World::new();
    world.people.add_many(1000.into(), 60, Some("en")).unwrap();
    for round in 0..6_i64 {
        let bot = world.start();
        let requests = world.people.stats().requests;
        for id in 1000 + round * 10..1010 + round * 10 {
            world.people.say(id, "/pledge act").unwrap();
        }
        let later = requests + 2 * round.unsigned_abs();
        until("the moment has come", || world.people.stats().requests >= later);
        bot.kill();
    }
    let bot = world.start();
    until("each is thanked", || world.got(1000..1060, "Your pledge is counted").values().all(|count| *count >= 1));
    until("nothing is left to do", || world.status()["inbox"] == 0);
    assert_eq!(tally(&world), json!({ "total": 60, "by_kind": { "act": 60 }, "by_language": { "en": 60 } }));
    bot.stops();
    world.was_proper();
}

#[test]
fn updates_that_come_twice_or_in_disorder_count_once_and_are_answered_once() {
    let world = World::new();
    world.people.add_many(1000.into(), 20, Some("en")).unwrap();
    world.people.fault(Fault::new(FaultKind::Reorder));
    world.people.fault(Fault::new(FaultKind::Duplicate));
    for id in 1000..1020 {
        world.people.say(id, "/pledge sign").unwrap();
    }
    let bot = world.start();
    for id in 1000..1020 {
        world.people.say(id, "/subscribe").unwrap();
    }
    until("all are answered", || world.got(1000..1020, "You are subscribed.").values().all(|count| *count > 0));
    until("nothing is left to do", || world.status()["inbox"] == 0);
    assert_eq!(tally(&world)["total"], 20);
    assert_eq!(world.subscribed(), 20);
    bot.stops();
    for text in ["Your pledge is counted", "You are subscribed.", "already subscribed"] {
        let expected = usize::from(!text.starts_with("already"));
        assert!(world.got(1000..1020, text).values().all(|count| *count == expected), "{text}");
    }
    world.was_proper();
}

/// Starts a bot that is called by webhook; another process may take the port between its choice and its use.
fn start_with_webhook(world: &World) -> (Process, u16) {
    world.set("KLICH_TELEGRAM__UPDATES", "webhook");
    for _ in 0..10 {
        let port = free_port();
        world.set("KLICH_WEB__LISTEN", format!("127.0.0.1:{port}"));
        world.set("KLICH_WEB__PUBLIC_URL", format!("http://127.0.0.1:{port}"));
        let mut bot = world.home.spawn(["run"]);
        let mut ready = false;
        until("the bot listens, or the port is taken", || {
            ready = status(world, &format!("http://127.0.0.1:{port}/readyz"), None) == Some(200);
            ready || bot.ended().is_some()
        });
        if ready {
            return (bot, port);
        }
        assert_eq!(bot.ended(), Some(78), "{}", bot.stderr());
    }
    panic!("no port stays free");
}

fn status(world: &World, url: &str, post: Option<(&str, &str)>) -> Option<u16> {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = match post {
        None => http.get(url),
        Some((secret, body)) => http.post(url).header("X-Telegram-Bot-Api-Secret-Token", secret).body(body.to_owned()),
    };
    world.wait(async { request.send().await.ok().map(|answer| answer.status().as_u16()) })
}

#[test]
fn by_webhook_it_is_the_same_and_only_telegram_is_heard() {
    let retry = std::time::Duration::from_millis(50);
    let world = World::with(Options { webhook_retry: retry, ..Options::default() });
    let (bot, port) = start_with_webhook(&world);
    let ala = world.person(7, "Ala", "en");
    let welcome = ala.says("/start");
    ala.presses(&welcome, "subscribe");
    ala.presses(&ala.says("/pledge"), "pledge.sign");
    ala.says("/pledge act");
    let hook = format!("http://127.0.0.1:{port}/telegram/webhook");
    let from = json!({ "id": 8, "is_bot": false, "first_name": "Eve" });
    let chat = json!({ "id": 8, "type": "private", "first_name": "Eve" });
    let message = json!({ "message_id": 1, "date": 1, "from": from, "chat": chat, "text": "/pledge sign" });
    let forged = json!({ "update_id": 5, "message": message }).to_string();
    for secret in ["", "wrong", "x"] {
        assert_eq!(status(&world, &hook, Some((secret, &forged))), Some(401));
    }
    assert_eq!(status(&world, &hook, None), Some(405));
    assert_eq!(status(&world, &format!("http://127.0.0.1:{port}/nothing/here"), None), Some(404));
    assert_eq!(status(&world, &format!("http://127.0.0.1:{port}/healthz"), None), Some(200));
    ala.says("/help");
    assert_eq!(
        tally(&world),
        json!({ "total": 1, "by_kind": { "act": null, "sign": null }, "by_language": { "en": null } })
    );
    // What is said while no bot runs waits at Telegram.
    bot.stops();
    world.people.say(7, "/stop").unwrap();
    let (bot, _) = start_with_webhook(&world);
    ala.gets("You have left.");
    assert_eq!(world.subscribed(), 0);
    bot.stops();
    // And back to polling, which takes the webhook away.
    world.set("KLICH_TELEGRAM__UPDATES", "polling");
    world.set("KLICH_WEB__LISTEN", "");
    world.set("KLICH_WEB__PUBLIC_URL", "");
    let _bot = world.start();
    assert!(ala.says("/subscribe").text.contains("You are subscribed."));
    world.was_proper();
}

#[test]
fn a_second_bot_of_the_same_token_ends_the_first_which_says_why() {
    let world = World::new();
    let mut first = world.start();
    let ala = world.person(7, "Ala", "en");
    ala.says("/start");
    let other = world.another_home();
    let second = other.start_bot();
    assert_eq!(first.ends(), 75, "{}", first.stderr());
    first.complains("another program polls with the same token", "stop it");
    ala.says("/subscribe");
    assert_eq!(other.run(["stats", "--json"]).json()["subscribers"], 1, "the second one serves");
    assert_eq!(world.home.run(["stats", "--json"]).succeeds().json()["subscribers"], 0);
    second.stops();
    world.was_proper();
}

#[test]
fn strange_updates_are_answered_or_passed_over_and_the_bot_lives() {
    let world = World::new();
    let bot = world.start();
    let ala = world.person(7, "Ala", "en");
    ala.says("/start");
    let from = json!({ "id": 7, "is_bot": false, "first_name": "Ala", "language_code": "en" });
    let chat = json!({ "id": 7, "type": "private", "first_name": "Ala" });
    let channel = json!({ "id": -1001, "type": "channel", "title": "News" });
    let group = json!({ "id": -5, "type": "group", "title": "All" });
    let message = |chat: &Value, text: &str| json!({ "message_id": 900, "date": 1, "chat": chat, "text": text });
    let mut anonymous = message(&group, "/stop");
    anonymous["sender_chat"] = group.clone();
    let mut by_a_bot = message(&chat, "/pledge sign");
    by_a_bot["from"] = json!({ "id": 99, "is_bot": true, "first_name": "Robot" });
    for update in [
        json!({ "channel_post": message(&channel, "/pledge sign") }),
        json!({ "edited_channel_post": message(&channel, "/stop") }),
        json!({ "message": message(&chat, "/pledge sign") }),
        json!({ "message": anonymous }),
        json!({ "message": by_a_bot }),
        json!({ "message": { "message_id": "one", "chat": 7 } }),
        json!({ "message": Value::Null }),
        json!({ "message": [] }),
        json!({ "kind_of_tomorrow": { "chat": { "id": 7 }, "deep": [[[[{}]]]] } }),
        json!({ "callback_query": { "id": "1", "from": from, "chat_instance": "1" } }),
        json!({ "callback_query": { "id": "2", "from": from, "chat_instance": "1", "data": "pledge.sign", "inline_message_id": "x" } }),
        json!({ "inline_query": { "id": "3", "from": from, "query": "q", "offset": "" } }),
        json!({ "my_chat_member": { "chat": group, "from": from, "date": 1 } }),
        json!({}),
    ] {
        world.people.update(update).unwrap();
    }
    let before = ala.view().from_bot().count();
    for text in ["я".repeat(32 << 10), "/pledge ".to_owned() + &"x".repeat(64 << 10), "\u{202e}\u{0}".repeat(1000)] {
        let mut long = message(&chat, &text);
        long["from"] = from.clone();
        world.people.update(json!({ "message": long })).unwrap();
    }
    ala.sees("an answer to each long text", |view| view.from_bot().count() == before + 3);
    let mut huge = message(&chat, &"x".repeat(300 << 10));
    huge["from"] = from.clone();
    world.people.update(json!({ "message": huge })).unwrap();
    ala.says("/help");
    until("nothing is left to do", || world.status()["inbox"] == 0);
    // The press of an inline message counts: it has a sender. Nothing else stood up.
    assert_eq!(tally(&world)["total"], 1);
    assert_eq!(world.status()["set_aside"], 0, "none of it is taken for a failure");
    bot.stops();
    world.was_proper();
}
