//! The whole life of an alert, from the command line and at the desk, with the bot killed on the way.

use std::time::Duration;

use klich::sandbox::{Fault, FaultKind};
use serde_json::{Value, json};

use crate::support::{Clock, Phone, Process, World, alert_file, in_seconds, until};

fn number(status: &Value, name: &str) -> u64 {
    status[name].as_u64().unwrap()
}

/// Writes the file of a correction.
fn correction(sequence: u32, texts: &[(&str, &str)]) -> String {
    alert_file(sequence, texts).replace("\"call\"", "\"correction\"")
}

/// Runs a command that begins something with an alert, and gives the id of that.
#[track_caller]
fn begin(world: &World, arguments: &[&str], of: &str) -> String {
    let begun = world.home.run([arguments, &["--json"]].concat()).succeeds().json();
    assert_eq!(begun["of"], of);
    begun["id"].as_str().unwrap().to_owned()
}

/// Starts a bot at full pace, lets people subscribe, and starts it again at the pace for what follows.
fn with_subscribers(world: &World, people: &[(std::ops::Range<i64>, &str)], per_second: u32) -> Process {
    let bot = world.start();
    for (ids, language) in people {
        world.subscribers(ids.clone(), language);
    }
    bot.stops();
    world.set("KLICH_TELEGRAM__MESSAGES_PER_SECOND", per_second.to_string());
    world.start()
}

fn all(world: &World, ids: std::ops::Range<i64>, text: &str, count: usize) -> bool {
    world.got(ids, text).values().all(|got| *got == count)
}

#[test]
fn killed_in_the_middle_of_a_correction_it_still_comes_to_everyone_once() {
    let world = World::new();
    let bot = with_subscribers(&world, &[(1000..1180, "be"), (2000..2010, "en")], 150);
    let id = world.send_alert(&alert_file(1, &[("be", "Першы тэкст."), ("en", "First text.")]));
    world.alert_is(&id, "finished");
    world.people.say(1000, "/stop").unwrap();
    // One has deleted the message, one has blocked the bot: neither is trouble.
    let view = world.people.chat(1001).unwrap();
    let message = view.from_bot().find(|message| message.text.contains("Першы тэкст.")).unwrap().message_id;
    world.people.delete(1001, message).unwrap();
    until("the stop is done", || world.subscribed() == 189);

    world.home.write("fix.toml", &correction(2, &[("be", "Другі тэкст.")]));
    let fix = begin(&world, &["alert", "correct", &id, "fix.toml"], &id);
    until("some are edited", || world.people.stats().edited >= 40);
    bot.kill();
    let standing = world.home.run(["alert", "status", &fix, "--json"]).succeeds().json();
    assert_eq!((&standing["state"], &standing["of"]), (&json!("running"), &json!(id)));
    let bot = world.start();
    until("more are edited", || world.people.stats().edited >= 110);
    bot.kill();
    let bot = world.start();
    let status = world.alert_is(&fix, "finished");
    assert_eq!((number(&status, "audience"), number(&status, "delivered"), number(&status, "failed")), (180, 179, 0));
    assert!(all(&world, 1002..1180, "Другі тэкст.", 1) && all(&world, 1002..1180, "Першы тэкст.", 0));
    assert!(all(&world, 2000..2010, "First text.", 1), "what has no new text stays");
    assert!(all(&world, 1000..1001, "Першы тэкст.", 1), "who has left is let be");
    let corrected = world.people.chat(1100).unwrap();
    let corrected = corrected.from_bot().find(|message| message.text.contains("Другі тэкст.")).unwrap();
    assert!(corrected.edited && corrected.text.contains("Выпраўленне"), "{}", corrected.text);
    assert_eq!(corrected.buttons()[0], format!("call.{id}.sign"), "its buttons are the alert's");
    world
        .home
        .run(["alert", "correct", &fix, "fix.toml"])
        .exits(2)
        .complains("itself a correction", "klich alert list");
    world.home.run(["alert", "list"]).succeeds().prints(&format!("correction of {id}"));
    bot.stops();
    world.was_proper();
}

#[test]
fn killed_in_the_middle_of_a_recall_it_still_deletes_everything() {
    let world = World::new();
    let bot = with_subscribers(&world, &[(1000..1180, "be")], 150);
    let before = world.people.stats().accepted;
    let id = world.send_alert(&alert_file(1, &[("be", "Памылка.")]));
    // It is still going out: the recall ends that, and deletes what has arrived.
    until("most are sent", || world.people.stats().accepted >= before + 150);
    let recall = begin(&world, &["alert", "recall", &id], &id);
    assert_eq!(world.alert(&id)["state"], "cancelled");
    until("some are deleted", || world.people.stats().deleted >= 40);
    world.people.say(1000, "/stop").unwrap();
    bot.kill();
    let bot = world.start();
    until("more are deleted", || world.people.stats().deleted >= 90);
    assert_eq!(world.home.run(["alert", "pause", &recall, "--json"]).succeeds().json()["state"], "paused");
    bot.kill();
    let bot = world.start();
    assert_eq!(world.alert(&recall)["state"], "paused", "a pause outlives a crash");
    world.home.run(["alert", "resume", &recall]).succeeds();
    let status = world.alert_is(&recall, "finished");
    assert_eq!((number(&status, "failed"), number(&status, "uncertain"), number(&status, "remaining")), (0, 0, 0));
    assert!(all(&world, 1000..1180, "Памылка.", 0), "it stands in no chat, also not of those who left");
    world.home.write("fix.toml", &correction(2, &[("be", "x")]));
    world.home.run(["alert", "correct", &id, "fix.toml"]).exits(1).complains("was recalled", "klich alert status");
    bot.stops();
    world.was_proper();
}

#[test]
fn a_correction_on_the_way_reaches_those_before_it_and_those_after_it() {
    let world = World::new();
    let bot = with_subscribers(&world, &[(1000..1150, "be")], 100);
    let before = world.people.stats().accepted;
    let id = world.send_alert(&alert_file(1, &[("be", "Стары.")]));
    until("some are sent", || world.people.stats().accepted >= before + 50);
    world.home.write("fix.toml", &correction(2, &[("be", "Новы.")]));
    let fix = begin(&world, &["alert", "correct", &id, "fix.toml"], &id);
    let status = world.alert_is(&id, "finished");
    assert_eq!((number(&status, "delivered"), number(&status, "uncertain")), (150, 0), "{status}");
    let fixed = world.alert_is(&fix, "finished");
    assert!(number(&fixed, "delivered") >= 50, "{fixed}");
    assert!(all(&world, 1000..1150, "Новы.", 1) && all(&world, 1000..1150, "Стары.", 0));
    bot.stops();
    world.was_proper();
}

#[test]
fn what_failed_is_sent_again_to_those_alone() {
    let world = World::new();
    let bot = with_subscribers(&world, &[(1000..1040, "en")], 200);
    let desk = world.organiser("en");
    for id in [1005, 1030] {
        let refused = Fault { status: Some(400), ..Fault::new(FaultKind::Status) };
        world.people.fault(refused.method("sendMessage").chat(id).times(1));
    }
    let id = world.send_alert(&alert_file(1, &[("en", "Once more.")]));
    let status = world.alert_is(&id, "finished");
    assert_eq!((number(&status, "delivered"), number(&status, "failed")), (38, 2), "{status}");
    world.people.clear_faults();
    let retry = begin(&world, &["alert", "retry", &id], &id);
    let status = world.alert_is(&retry, "finished");
    assert_eq!((number(&status, "audience"), number(&status, "delivered")), (2, 2), "{status}");
    let status = world.alert(&id);
    assert_eq!((number(&status, "delivered"), number(&status, "failed")), (40, 0), "{status}");
    assert!(all(&world, 1000..1040, "Once more.", 1));
    world.home.run(["alert", "retry", &id]).exits(1).complains("nobody failed", "klich alert status");
    desk.gets("New attempt: finished.");
    bot.stops();
    world.was_proper();
}

#[test]
fn killed_between_schedule_and_start_it_goes_out_at_its_time_and_expired_not_at_all() {
    let world = World::new();
    let clock = Clock::of(&world);
    let bot = with_subscribers(&world, &[(1000..1010, "en")], 200);
    let desk = world.organiser("en");
    let at = |sequence: u32, kind: &str, text: &str, send_at: i64, expires: &str| {
        format!(
            "kind = \"{kind}\"\ncampaign = \"belarus-16-november\"\nsequence = {sequence}\nexpires = {expires}\n\
             send_at = {}\n[text]\nen = \"{text}\"\n",
            in_seconds(send_at)
        )
    };
    let week = in_seconds(7 * 86_400);
    let soon = world.send_alert(&at(1, "call", "In an hour.", 3600, &week));
    let short = world.send_alert(&at(2, "call", "Too short.", 3600, &in_seconds(7200)));
    let late = world.send_alert(&at(3, "reminder", "Too late.", 3600, &week));
    bot.kill();
    // Half an hour later it is not yet time; nothing but the clock says so.
    clock.set_ahead(1800);
    let bot = world.start();
    assert_eq!(world.alert(&soon)["state"], "scheduled");
    bot.kill();
    clock.set_ahead(3600 + 6 * 3600 + 60);
    let bot = world.start();
    world.alert_is(&soon, "finished");
    assert_eq!(world.alert_is(&short, "paused")["reason"], "it expired");
    assert_eq!(world.alert_is(&late, "paused")["reason"], "its hour had passed by more than six");
    assert!(all(&world, 1000..1010, "In an hour.", 1));
    assert!(all(&world, 1000..1010, "Too short.", 0) && all(&world, 1000..1010, "Too late.", 0));
    assert!(desk.gets("The reminder was not sent.").text.contains("more than six hours"));
    assert!(desk.gets("The alert has stopped.").text.contains(&short));
    bot.stops();
    world.was_proper();
}

#[test]
fn a_token_that_is_refused_pauses_it_and_organisers_hear_of_it_after_the_restart() {
    let world = World::new();
    let mut bot = with_subscribers(&world, &[(1000..1100, "en")], 100);
    let desk = world.organiser("be");
    desk.says("/language");
    let chosen = desk.view().last().unwrap().clone();
    desk.presses(&chosen, "language.be");
    let before = world.people.stats().accepted;
    let id = world.send_alert(&alert_file(1, &[("en", "Cut short.")]));
    until("some are sent", || world.people.stats().accepted >= before + 20);
    world.people.fault(Fault { status: Some(401), ..Fault::new(FaultKind::Status) });
    until("the bot gives up", || bot.ended().is_some());
    assert_eq!(bot.ended(), Some(78), "{}", bot.stderr());
    let status = world.home.run(["alert", "status", &id, "--json"]).succeeds().json();
    assert_eq!(status["reason"], "Telegram does not take the bot's token any more", "{status}");
    world.people.clear_faults();
    let bot = world.start();
    let note = desk.gets("не прыняў токен бота");
    assert!(note.text.contains(&id), "{}", note.text);
    assert_eq!(world.alert(&id)["state"], "paused");
    world.home.run(["alert", "resume", &id]).succeeds();
    let status = world.alert_is(&id, "finished");
    assert_eq!(number(&status, "delivered") + number(&status, "uncertain"), 100, "{status}");
    assert!(world.got(1000..1100, "Cut short.").values().all(|got| *got >= 1));
    bot.stops();
    world.was_proper();
}

#[test]
fn an_alert_is_looked_at_before_anybody_else_gets_it() {
    let world = World::new();
    let bot = with_subscribers(&world, &[(1000..1003, "be")], 200);
    let desk = world.organiser("en");
    world.home.write("a.toml", &alert_file(1, &[("en", "Look <first>."), ("be", "Спачатку зірніце.")]));
    let preview = world.home.run(["alert", "preview", "a.toml"]).succeeds();
    assert!(!preview.out.contains("expired"), "{}", preview.out);
    preview.prints("== en\n📣 Call\n\nLook <first>.\n").prints("[ Падпісаць заяву ]");
    let tested = world.home.run(["alert", "test", "a.toml", "--json"]).succeeds().json();
    assert_eq!(tested, json!({ "delivered": 1, "failed": 0 }));
    desk.gets("Look <first>.");
    assert!(all(&world, 1000..1003, "зірніце", 0));
    assert_eq!(world.home.run(["alert", "list", "--json"]).json()["alerts"], json!([]));
    bot.stops();
    world.home.run(["alert", "test", "a.toml"]).exits(75).complains("no bot runs", "klich run");
    world.home.run(["alert", "preview", "a.toml"]).succeeds().prints("Look <first>.");
    let late = "kind = \"call\"\ncampaign = \"belarus-16-november\"\nsequence = 1\nexpires = 2020-01-01T00:00:00Z\n";
    world.home.write("b.toml", &format!("{late}[text]\nen = \"Too late.\"\n"));
    let late = world.home.run(["alert", "preview", "b.toml"]).succeeds();
    late.prints("Too late.").prints("It expired at 2020-01-01T00:00:00Z").prints("Next: ");
    world.was_proper();
}

/// Waits for a button that begins so, and presses it on the message that has it last.
fn press(desk: &Phone<'_>, begins: &str) -> klich::sandbox::MessageView {
    let stands = |message: &&klich::sandbox::MessageView| message.buttons().iter().any(|data| data.starts_with(begins));
    let view = desk.sees(begins, |view| view.from_bot().rev().any(|message| stands(&message)));
    let message = view.from_bot().rev().find(stands).unwrap().clone();
    desk.presses(&message, begins)
}

/// Writes a draft's English text and waits for its page.
fn writes(desk: &Phone<'_>, text: &str) {
    desk.says(text);
    desk.sees("the draft", |view| view.last().is_some_and(|last| last.text.contains("Written: English")));
}

/// What is waited for and what is asked once more outlive a crash.
#[test]
fn an_alert_is_tested_scheduled_and_cancelled_at_the_desk() {
    let world = World::new();
    let bot = with_subscribers(&world, &[(1000..1060, "en")], 20);
    let desk = world.organiser("en");
    desk.says("/desk");
    press(&desk, "desk.new");
    let draft = press(&desk, "desk.begin.call");
    let id = draft.buttons()[0].split('.').nth(2).unwrap().to_owned();
    press(&desk, &format!("desk.write.{id}.en"));
    writes(&desk, "Stand with us.");
    press(&desk, &format!("desk.test.{id}"));
    desk.gets("📣 Call\n\nStand with us.");

    // A time of its own, in words, is asked for across a crash; then it shall go out at once after all.
    press(&desk, &format!("desk.when.{id}"));
    bot.kill();
    let bot = world.start();
    assert!(desk.says("soon").text.contains("cannot read this as a time"));
    assert!(desk.says("1.2. 08:00").text.contains("08:00 (Europe/Minsk)"));
    press(&desk, &format!("desk.send-ask.{id}"));
    let scheduled = press(&desk, &format!("desk.send.{id}"));
    assert!(scheduled.text.contains("The alert is scheduled."), "{}", scheduled.text);
    assert_eq!(world.alert(&id)["state"], "scheduled");
    desk.presses(&scheduled, "desk.alert.");
    press(&desk, &format!("desk.cancel-ask.{id}"));
    let cancel = press(&desk, &format!("desk.cancel.{id}"));
    assert!(cancel.text.contains("cancelled"), "{}", cancel.text);
    bot.stops();
    world.was_proper();
}

/// The message of an alert at the desk shows how far it is, by itself, across crashes, until the end.
#[test]
fn an_alert_is_watched_corrected_and_recalled_at_the_desk() {
    let world = World::new();
    // So slowly that it is still on its way when its button is pressed, also on a machine that does much else.
    let bot = with_subscribers(&world, &[(1000..1060, "en")], 5);
    let desk = world.organiser("en");
    desk.says("/desk");
    press(&desk, "desk.new");
    let draft = press(&desk, "desk.begin.call");
    let id = draft.buttons()[0].split('.').nth(2).unwrap().to_owned();
    press(&desk, &format!("desk.write.{id}.en"));
    writes(&desk, "Now.");
    press(&desk, &format!("desk.send-ask.{id}"));
    let question = desk.view().last().unwrap().clone();
    let once = question.buttons()[0].to_owned();
    let live = press(&desk, &format!("desk.send.{id}")).message_id;
    let shows = |what: &str| {
        desk.sees(what, |view| view.from_bot().any(|one| one.message_id == live && one.text.contains(what)))
    };
    shows("A second: ");
    assert!(!desk.forges(&once).text.is_empty(), "an old button says that it is done");
    bot.kill();
    let bot = world.start();
    let moved = shows("▓▓▓▓");
    let moved = moved.from_bot().find(|one| one.message_id == live).unwrap().clone();
    desk.presses(&moved, "desk.pause.");
    world.alert_is(&id, "paused");
    bot.kill();
    world.set("KLICH_TELEGRAM__MESSAGES_PER_SECOND", "200");
    let bot = world.start();
    assert_eq!(world.alert(&id)["state"], "paused");
    let paused = desk.view().from_bot().find(|one| one.message_id == live).unwrap().clone();
    let question = desk.presses(&paused, "desk.resume-ask.");
    desk.presses(&question, "desk.resume.");
    // Whoever was being written to at a kill was written to again: one of their two messages nobody knows.
    let uncertain = number(&world.alert_is(&id, "finished"), "uncertain");
    let count = |text: &str| world.got(1000..1060, text).values().sum::<usize>() as u64;
    shows("Call · finished");

    let finished = desk.view().from_bot().find(|one| one.message_id == live).unwrap().clone();
    desk.presses(&finished, "desk.correct.");
    let writing = |view: &klich::sandbox::ChatView| {
        view.from_bot()
            .find(|one| one.message_id == live)
            .and_then(|one| Some(one.buttons().first()?.strip_prefix("desk.write.")?.split('.').next()?.to_owned()))
    };
    let fix_id = writing(&desk.sees("the correction", |view| writing(view).is_some())).unwrap();
    press(&desk, &format!("desk.write.{fix_id}.en"));
    writes(&desk, "At noon.");
    press(&desk, &format!("desk.send-ask.{fix_id}"));
    press(&desk, &format!("desk.send.{fix_id}"));
    world.alert_is(&fix_id, "finished");
    assert!(all(&world, 1000..1060, "At noon.", 1));
    assert!(count("Now.") <= uncertain, "{} of {uncertain}", count("Now."));
    assert!(desk.gets("Correction: finished.").text.contains("Done: 60"));

    desk.says("/desk");
    press(&desk, "desk.alerts");
    press(&desk, &format!("desk.alert.{id}"));
    press(&desk, &format!("desk.recall-ask.{id}"));
    let begins = format!("desk.recall.{id}.");
    let once = |view: &klich::sandbox::ChatView| {
        let mut buttons = view.from_bot().flat_map(|one| one.buttons());
        buttons.find(|data| data.starts_with(&begins)).map(str::to_owned)
    };
    let once = once(&desk.sees("the question", |view| once(view).is_some())).unwrap();
    press(&desk, &begins);
    assert!(!desk.forges(&once).text.is_empty(), "an old button says that it is done");
    desk.gets("Recall: finished.");
    assert!(all(&world, 1000..1060, "At noon.", 0));
    bot.stops();
    world.was_proper();
}

#[test]
fn alerts_disappear_when_their_readers_want_it_also_after_a_crash() {
    let world = World::new();
    let clock = Clock::of(&world);
    let bot = with_subscribers(&world, &[(1000..1030, "en")], 200);
    bot.stops();
    disappear_after(&world, 1000..1020, 1);
    disappear_after(&world, 1020..1025, 24);
    let bot = world.start();
    let id = world.send_alert(&alert_file(1, &[("en", "Read and forget.")]));
    world.alert_is(&id, "finished");
    bot.kill();
    let ahead = |world: &World, hours: u64| {
        clock.set_ahead(i64::try_from(hours * 3600).unwrap());
        world.people.advance(Duration::from_secs(3600));
    };
    clock.set_ahead(1800);
    let bot = world.start();
    world.person(7, "Ala", "en").says("/help");
    assert!(all(&world, 1000..1030, "Read and forget.", 1), "not before their time");
    bot.kill();
    ahead(&world, 2);
    let bot = world.start();
    until("an hour's are gone", || all(&world, 1000..1020, "Read and forget.", 0));
    assert!(all(&world, 1020..1030, "Read and forget.", 1));
    bot.kill();
    ahead(&world, 25);
    let _bot = world.start();
    until("a day's are gone", || all(&world, 1000..1025, "Read and forget.", 0));
    assert!(all(&world, 1025..1030, "Read and forget.", 1), "who chose nothing keeps it");
    assert_eq!(world.people.stats().deleted, 25);
    world.was_proper();
}

/// Chooses for people while the bot is down, as a conversation would.
fn disappear_after(world: &World, ids: std::ops::Range<i64>, hours: u8) {
    use klich::{audience, store, telegram, vault};
    let key = vault::RootKey::load(&world.home.path("secrets/vault.key")).unwrap();
    let url = store::StoreUrl::parse("sled:data", &world.home.path("")).unwrap();
    let audience = audience::Audience::new(vault::open_at(&url, &key).unwrap());
    for id in ids {
        assert!(audience.set_disappear_after(telegram::UserId(id), audience::Hours::new(hours)).unwrap());
    }
}
