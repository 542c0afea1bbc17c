//! Organisers of several roles: a writer proposes, approvers read and approve, an operator steers; accounts that are lost or
//! silent are suspended. Through the real program.

use klich::sandbox::MessageView;
use serde_json::json;

use crate::support::{Clock, ORGANISER, Phone, World, alert_file, until};

const WRITER: i64 = ORGANISER + 1;
const FIRST: i64 = ORGANISER + 2;
const SECOND: i64 = ORGANISER + 3;
const OPERATOR: i64 = ORGANISER + 4;

/// A world with a writer, two approvers and an operator, and two approvals that an alert needs.
fn by_roles() -> World {
    let world = World::new();
    world.set("KLICH_ORGANISERS__IDS", "[]");
    world.set("KLICH_ORGANISERS__WRITERS", format!("[{WRITER}]"));
    world.set("KLICH_ORGANISERS__APPROVERS", format!("[{FIRST},{SECOND}]"));
    world.set("KLICH_ORGANISERS__OPERATORS", format!("[{OPERATOR}]"));
    world.set("KLICH_ORGANISERS__APPROVALS_REQUIRED", "2");
    world
}

fn person<'a>(world: &'a World, id: i64, name: &str) -> Phone<'a> {
    let phone = world.person(id, name, "en");
    phone.says("/start");
    phone
}

/// Writes a call in two languages and proposes it; gives its id.
fn proposes(writer: &Phone<'_>, texts: &[(&str, &str)]) -> String {
    let draft = writer.presses(&writer.presses(&writer.says("/desk"), "desk.new"), "desk.begin.call");
    let id = draft.buttons()[0].split('.').nth(2).unwrap().to_owned();
    for (written, (language, text)) in texts.iter().enumerate() {
        writer.presses(&page(writer, &id, written), &format!("desk.write.{id}.{language}"));
        writer.says(text);
    }
    let question = writer.presses(&page(writer, &id, texts.len()), "desk.send-ask.");
    writer.presses(&question, "desk.send.");
    id
}

/// Waits for the page of a draft in which so many languages are written.
fn page(phone: &Phone<'_>, id: &str, written: usize) -> MessageView {
    let has = format!("desk.send-ask.{id}");
    let is = |message: &MessageView| {
        let ticks = message.reply_markup.as_ref().map_or(0, |keyboard| keyboard.to_string().matches('✓').count());
        ticks == written && message.buttons().iter().any(|data| *data == has)
    };
    let view = phone.sees("the draft", |view| view.from_bot().next_back().is_some_and(is));
    view.from_bot().next_back().unwrap().clone()
}

/// Reads what waits, from the note that told of it, and gives the question.
fn reads(phone: &Phone<'_>, note: &MessageView) -> MessageView {
    phone.presses(note, "desk.approve-ask.");
    phone.gets("Approve this alert?")
}

#[test]
fn a_call_goes_out_with_two_approvals_and_no_one_alone_can_send_it() {
    let world = by_roles();
    let bot = world.start();
    world.subscribers(100..106, "be");
    world.subscribers(200..206, "en");
    let wim = person(&world, WRITER, "Wim");
    let [ada, ben, ole] =
        [(FIRST, "Ada"), (SECOND, "Ben"), (OPERATOR, "Ole")].map(|(id, name)| person(&world, id, name));
    let id = proposes(&wim, &[("en", "Today we <stand>."), ("be", "Сёння <стаім>.")]);
    assert_eq!(world.alert(&id)["state"], "awaiting-approvals");
    assert_eq!(world.alert(&id)["approvals"], json!({ "given": 0, "required": 2 }));
    // The others are told by number, the approvers with a way to it, and who wrote it is not asked.
    let note = ada.gets("Alert proposed");
    assert!(note.text.contains("writer 1") && note.text.contains(&id), "{}", note.text);
    assert!(ole.gets("Alert proposed").buttons().is_empty());
    let question = reads(&ada, &note);
    for text in ["Today we <stand>.\n", "Сёння <стаім>.\n"] {
        ada.gets(text);
    }
    let once = question.buttons().into_iter().find(|data| data.starts_with("desk.approve.")).unwrap().to_owned();
    ada.presses(&question, "desk.approve.");
    assert!(ada.forges(&once).show_alert, "it works once");
    assert!(wim.gets("Alert approved").text.contains("approver 2"));
    // One approval is on the disk, and a kill does not take it.
    bot.kill();
    let bot = world.start();
    assert_eq!(world.alert(&id)["approvals"], json!({ "given": 1, "required": 2 }));
    assert_eq!(world.got(100..106, "стаім").values().sum::<usize>(), 0);
    let question = reads(&ben, &ben.gets("Alert proposed"));
    ben.presses(&question, "desk.approve.");
    world.alert_is(&id, "finished");
    assert!(world.got(100..106, "Сёння <стаім>.").values().all(|count| *count == 1));
    assert!(world.got(200..206, "Today we <stand>.").values().all(|count| *count == 1));
    // Which of them did it stands in the log, by number.
    let log = world.home.run(["audit", "list", "--json"]).succeeds().json();
    let did: Vec<String> =
        log["entries"].as_array().unwrap().iter().map(|e| format!("{} {}", e["by"], e["act"])).collect();
    assert_eq!(did, ["\"organiser 3\" \"approved\"", "\"organiser 2\" \"approved\"", "\"organiser 1\" \"awaited\"",]);
    let checked = world.home.run(["check"]);
    assert!(!checked.out.contains("is broken") && !checked.err.contains("is broken"), "{}{}", checked.out, checked.err);
    bot.stops();
    world.was_proper();
}

#[test]
fn a_correction_at_the_desk_voids_approvals_and_an_operator_stops_what_waits() {
    let world = by_roles();
    let _bot = world.start();
    let wim = person(&world, WRITER, "Wim");
    let [ada, ole] = [(FIRST, "Ada"), (OPERATOR, "Ole")].map(|(id, name)| person(&world, id, name));
    let id = proposes(&wim, &[("en", "At the bridge.")]);
    let question = reads(&ada, &ada.gets("Alert proposed"));
    ada.presses(&question, "desk.approve.");
    assert_eq!(world.alert(&id)["approvals"]["given"], 1);
    let page = wim.presses(&wim.presses(&wim.says("/desk"), "desk.alerts"), &format!("desk.alert.{id}"));
    let draft = wim.presses(&wim.presses(&page, "desk.reopen-ask."), "desk.reopen.");
    wim.presses(&draft, &format!("desk.write.{id}.en"));
    wim.says("At the gate.");
    wim.sees("the new text is taken", |view| {
        view.from_bot().next_back().is_some_and(|last| last.text.contains("12 / 3500"))
    });
    wim.presses(&wim.presses(&self::page(&wim, &id, 1), "desk.send-ask."), "desk.send.");
    assert_eq!(world.alert(&id)["approvals"]["given"], 0, "the approval was of other words");
    // The operator reads no drafts and approves nothing, but stops it.
    for data in ["desk.new", "desk.begin.call", &format!("desk.approve-ask.{id}"), &format!("desk.draft.{id}")] {
        assert_eq!(ole.forges(data).text, "Your role at the desk does not include this.", "{data}");
    }
    let page = ole.presses(&ole.presses(&ole.says("/desk"), "desk.alerts"), &format!("desk.alert.{id}"));
    ole.presses(&ole.presses(&page, "desk.cancel-ask."), "desk.cancel.");
    world.alert_is(&id, "cancelled");
    world.was_proper();
}

#[test]
fn what_the_command_line_sends_waits_for_approvals_too() {
    let world = by_roles();
    let _bot = world.start();
    world.subscribers(100..105, "en");
    let [ada, ben] = [(FIRST, "Ada"), (SECOND, "Ben")].map(|(id, name)| person(&world, id, name));
    world.home.write("call.toml", &alert_file(1, &[("en", "To the squares.")]));
    let sent = world.home.run(["alert", "send", "call.toml"]).succeeds();
    assert!(sent.out.contains("0 of 2 approvals are there"), "{}", sent.out);
    let again = world.home.run(["alert", "send", "call.toml", "--json"]).succeeds().json();
    assert_eq!(again["approvals"], json!({ "given": 0, "required": 2 }), "the same file is the same alert");
    let id = again["id"].as_str().unwrap().to_owned();
    world.home.run(["alert", "status", &id]).succeeds().prints("0 of 2");
    world.home.run(["alert", "follow", &id]).exits(1).complains("awaiting-approvals", "");
    for phone in [&ada, &ben] {
        let note = phone.gets("command line");
        assert!(note.text.contains("Alert proposed"), "{}", note.text);
        let question = reads(phone, &note);
        phone.presses(&question, "desk.approve.");
    }
    let status = world.alert_is(&id, "finished");
    assert_eq!((&status["delivered"], status.get("approvals")), (&json!(5), None));
    world.was_proper();
}

#[test]
fn silent_and_lost_accounts_are_suspended_and_lifted() {
    let world = World::new();
    world.set("KLICH_ORGANISERS__IDS", format!("[{ORGANISER},{WRITER},{FIRST}]"));
    let clock = Clock::of(&world);
    let bot = world.start();
    let ann = world.organiser("en");
    let ben = person(&world, WRITER, "Ben");
    let cyd = person(&world, FIRST, "Cyd");
    // Reported, and confirmed by two.
    let list = ann.presses(&ann.says("/desk"), "desk.organisers");
    let question = ann.presses(&list, "desk.lost-ask.2");
    ann.presses(&question, "desk.lost.2.");
    assert!(cyd.gets("Account reported as lost").text.contains("organiser 1"));
    assert!(ben.says("/desk").text.contains("Your account is suspended"));
    bot.kill();
    let bot = world.start();
    assert!(ben.forges("desk.home").text.contains("suspended"), "a kill lifts nothing");
    for phone in [&ann, &cyd] {
        let list = phone.presses(&phone.says("/desk"), "desk.organisers");
        let question = phone.presses(&list, "desk.vouch-ask.2");
        phone.presses(&question, "desk.vouch.2.");
    }
    assert!(ben.says("/desk").text.contains("Desk"));
    // The clock goes on: who says something stays, who does not is suspended.
    clock.set_ahead(50 * 24 * 60 * 60);
    ann.says("/help");
    clock.set_ahead(61 * 24 * 60 * 60);
    ann.gets("Account suspended, it was silent");
    assert!(ben.says("/desk").text.contains("silent for 60 days"));
    let listed = world.home.run(["organisers", "list", "--json"]).succeeds().json();
    let states: Vec<_> = listed["organisers"].as_array().unwrap().iter().map(|one| one["state"].clone()).collect();
    assert_eq!(states, ["active", "silent", "silent"]);
    assert!(!listed.to_string().contains(&WRITER.to_string()), "numbers, no accounts: {listed}");
    // With one active organiser left the command line has to.
    world.home.run(["organisers", "lift", "1"]).exits(1).complains("is not suspended", "organisers list");
    world.home.run(["organisers", "lift", "9"]).exits(2).complains("no organiser 9", "");
    world.home.run(["organisers", "lift", "2"]).succeeds().prints("suspended: silent");
    until("the desk is Ben's again", || ben.says("/desk").text.contains("Desk"));
    assert!(ann.gets("command line").text.contains("Account is active again"));
    bot.stops();
    world.was_proper();
}

/// What a stranger finds out by trying: nothing, at any button, with the ids and numbers of real ones.
#[test]
fn a_stranger_with_every_button_of_an_organiser_gets_what_forged_data_gets() {
    let world = by_roles();
    let _bot = world.start();
    let wim = person(&world, WRITER, "Wim");
    let ada = person(&world, FIRST, "Ada");
    let id = proposes(&wim, &[("en", "Not for Eve.")]);
    let question = reads(&ada, &ada.gets("Alert proposed"));
    let mut stolen: Vec<String> = Vec::new();
    for phone in [&wim, &ada] {
        let home = phone.says("/desk");
        stolen.extend(home.buttons().into_iter().map(str::to_owned));
        let list = phone.presses(&home, "desk.organisers");
        stolen.extend(list.buttons().into_iter().map(str::to_owned));
    }
    stolen.extend(question.buttons().into_iter().map(str::to_owned));
    let eve = world.person(666, "Eve", "en");
    eve.says("/start");
    let known = eve.forges("nobody.wrote.this");
    let messages = eve.view().messages.len();
    assert!(stolen.len() > 10, "{stolen:?}");
    for data in &stolen {
        assert_eq!(eve.forges(data).text, known.text, "{data}");
    }
    assert_eq!(eve.view().messages.len(), messages);
    assert_eq!(world.alert(&id)["approvals"]["given"], 0);
    world.was_proper();
}

#[test]
fn the_days_come_as_a_picture() {
    let world = World::new();
    let _bot = world.start();
    world.subscribers(100..107, "en");
    let ann = world.organiser("en");
    let shown = ann.presses(&ann.says("/desk"), "desk.chart");
    let photo = shown.photo.expect("a picture");
    assert_eq!((&photo["width"], &photo["height"]), (&json!(1200), &json!(900)));
    let bytes = world.file(photo["file_id"].as_str().unwrap());
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    world.was_proper();
}
