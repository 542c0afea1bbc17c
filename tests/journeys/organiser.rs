use klich::sandbox::{MessageView, NewUser};
use serde_json::json;

use crate::support::{ORGANISER, Phone, World, until};

#[test]
fn an_organiser_writes_in_two_languages_looks_sends_once_and_is_told() {
    let world = World::new();
    let bot = world.start();
    world.subscribers(100..103, "be");
    world.subscribers(200..204, "en");
    let desk = world.organiser("uk");

    let home = desk.says("/desk");
    assert!(home.text.contains('7') && home.text.contains("Пульт"), "{}", home.text);
    let kinds = desk.presses(&home, "desk.new");
    let draft = desk.presses(&kinds, "desk.begin.call");
    let id = draft.buttons()[0].split('.').nth(2).unwrap().to_owned();
    assert_eq!(world.alert(&id)["state"], "draft");

    desk.presses(&draft, &format!("desk.write.{id}.be"));
    desk.says("Сёння <разам> & заўсёды");
    let draft = with_ticks(&desk, 1);
    desk.presses(&draft, &format!("desk.write.{id}.en"));
    // In the middle of it the bot is stopped and started: it still waits for the same text.
    bot.stops();
    let bot = world.start();
    desk.says("Today we stand <together>.");
    let draft = with_ticks(&desk, 2);
    desk.presses(&draft, &format!("desk.preview.{id}"));
    desk.gets("Сёння <разам> & заўсёды\n");
    desk.gets("Today we stand <together>.\n");
    assert_eq!(world.got(100..103, "разам"), [(100, 0), (101, 0), (102, 0)].into(), "a preview goes to nobody else");

    let question = desk.presses(&draft, "desk.send-ask.");
    let send = question.buttons().into_iter().find(|data| data.starts_with("desk.send.")).unwrap().to_owned();
    let sent = desk.presses(&question, "desk.send.");
    assert!(sent.text.contains(&id), "{}", sent.text);
    assert!(!desk.forges(&send).text.is_empty(), "a second press is told that it is done");
    let status = world.alert_is(&id, "finished");
    assert_eq!((&status["audience"], &status["delivered"], &status["remaining"]), (&json!(7), &json!(7), &json!(0)));
    assert!(world.got(100..103, "Сёння <разам> & заўсёды").values().all(|count| *count == 1));
    assert!(world.got(200..204, "Today we stand <together>.").values().all(|count| *count == 1));
    assert!(world.got(200..204, "заўсёды").values().all(|count| *count == 0));

    bot.stops();
    let bot = world.start();
    // The note of the end came unasked, in English: this organiser has chosen no language.
    let note = desk.gets("The alert has gone out.");
    assert!(note.text.contains("Delivered: 7"), "{}", note.text);
    let page = desk.presses(&sent, "desk.alert.");
    assert!(page.text.contains('7') && page.text.contains(&id), "{}", page.text);
    let list = desk.presses(&page, "desk.alerts");
    assert!(list.buttons().contains(&format!("desk.alert.{id}").as_str()), "{:?}", list.buttons());
    let home = desk.presses(&list, "desk.home");
    assert!(home.buttons().contains(&"desk.new"));
    assert_eq!(world.home.run(["stats", "--json"]).json()["alerts"], 1);
    bot.stops();
    world.was_proper();
}

/// To anyone but organisers the desk is not there: not by its command, not by any button's data.
#[test]
fn a_stranger_finds_no_desk() {
    let world = World::new();
    let _bot = world.start();
    world.subscribers(100..106, "en");
    let desk = world.organiser("en");
    let home = desk.says("/desk");
    let draft = desk.presses(&desk.presses(&home, "desk.new"), "desk.begin.update");
    let id = draft.buttons()[0].split('.').nth(2).unwrap().to_owned();
    desk.presses(&draft, &format!("desk.write.{id}.en"));
    desk.says("Only for those who ask.");
    let question =
        desk.sees("the draft", |view| view.last().is_some_and(|last| last.text.contains("Written: English")));
    let question = desk.presses(question.last().unwrap(), "desk.send-ask.");
    let send = question.buttons()[0].to_owned();
    assert!(send.starts_with("desk.send."), "{send}");

    let eve = world.person(666, "Eve", "en");
    assert_eq!(eve.says("/desk").text, eve.says("/nonsense").text);
    let messages = eve.view().messages.len();
    let mut forged: Vec<String> = ["home", "new", "alerts", "begin.call", "begin.update", "begin.reminder"]
        .map(|word| format!("desk.{word}"))
        .into();
    forged.extend(
        ["draft", "preview", "send-ask", "discard-ask", "alert", "pause", "resume-ask", "approve-ask", "reject-ask"]
            .map(|word| format!("desk.{word}.{id}")),
    );
    forged.extend([format!("desk.write.{id}.en"), send]);
    let known = eve.forges("nobody.wrote.this");
    for data in &forged {
        let answer = eve.forges(data);
        assert!(answer.show_alert, "{data}");
        assert_eq!(answer.text, known.text, "{data} looks like any other forged data");
    }
    assert_eq!(eve.view().messages.len(), messages, "nothing but pop-ups");
    assert_eq!(world.alert(&id)["state"], "draft");
    assert_eq!(world.home.run(["alert", "list", "--json"]).json()["alerts"].as_array().unwrap().len(), 1);
    assert_eq!(world.got(100..106, "Only for those").values().sum::<usize>(), 0);
    world.was_proper();
}

#[test]
fn forged_data_and_odd_commands_are_answered_and_change_nothing() {
    let world = World::new();
    let _bot = world.start();
    let eve = world.person(666, "Eve", "de");
    eve.says("/start");
    let long = "x".repeat(4000);
    for data in [
        "",
        " ",
        "....",
        "demand.-1",
        "demand.99999999999",
        "demand.01",
        "language.xx",
        "language.",
        "call.iiiiiiii.act",
        "call.00000000.xyz",
        "forget.x",
        "forget.-2147483648",
        "pledge.",
        "pledge.SIGN",
        "subscribe.now",
        "desk",
        "\u{0}",
        "Ω≈ç√",
        long.as_str(),
    ] {
        // Some mean a list, which is shown; none is left without an answer.
        eve.forges(data);
    }
    let eve = world.person(667, "Eve", "de");
    for command in
        ["/pledge <b>", "/pledge ../../etc", "/START x", "/", "//", "/start@other_bot", "/help@klich_sandbox_bot"]
    {
        eve.says(command);
    }
    let stats = world.home.run(["stats", "--json"]).json();
    assert_eq!((&stats["subscribers"], &stats["pledges"]), (&json!(0), &json!(0)), "forged data stands for nothing");
    let help = eve.says("/help");
    assert!(help.text.contains("/pledge"), "{}", help.text);
    world.was_proper();
}

/// Menus and descriptions are there in the person's language before a word is said, the desk only for organisers.
#[test]
fn commands_are_registered_by_language_and_the_desk_for_organisers() {
    let world = World::new();
    let organiser = NewUser { id: Some(ORGANISER.into()), ..NewUser::named("O", "be") };
    world.people.add(organiser).unwrap();
    world.people.say(ORGANISER, "/start").unwrap();
    let _bot = world.start();
    let be = world.person(41, "Алесь", "be");
    let de = world.person(42, "Anna", "de-AT");
    let zz = world.person(43, "Zed", "zz");
    let desk = Phone::new(&world, ORGANISER);
    until("everything is registered", || desk.menu().first().is_some_and(|first| first == "desk"));
    until("the others too", || !be.menu().is_empty() && !de.menu().is_empty() && !zz.menu().is_empty());
    let menu =
        ["subscribe", "pledge", "demands", "day", "language", "stop", "mydata", "forget", "privacy", "verify", "help"];
    assert_eq!(be.menu(), menu);
    assert_eq!(zz.menu(), menu);
    assert_eq!(desk.menu()[1..], menu);
    let described = |phone: &Phone<'_>| phone.view().commands[0]["description"].as_str().unwrap().to_owned();
    assert_eq!(described(&zz), "Get the calls");
    assert_eq!(described(&be), "Атрымліваць заклікі");
    assert_ne!(described(&de), described(&zz), "a region's client reads its language");
    until("descriptions are there", || [be, de, zz].iter().all(|phone| !phone.view().description.is_empty()));
    assert!(be.view().description.starts_with("Беларусь, 16 лістапада"), "{}", be.view().description);
    assert!(zz.view().description.contains("not end-to-end encrypted"), "{}", zz.view().description);
    assert!(!be.view().short_description.is_empty());
    world.was_proper();
}

/// Waits for the page of a draft in which so many languages are written.
fn with_ticks(desk: &Phone<'_>, count: usize) -> MessageView {
    let ticks = |message: &MessageView| {
        message.reply_markup.as_ref().map_or(0, |keyboard| keyboard.to_string().matches('✓').count())
    };
    let view = desk.sees("the draft", |view| view.last().is_some_and(|last| ticks(last) == count));
    view.last().unwrap().clone()
}
