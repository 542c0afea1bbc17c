use serde_json::{Value, json};

use crate::support::{World, alert_file, texts, until};

/// Above 32 bits, as new accounts are.
const ALES: i64 = 5_123_456_789;

#[test]
fn a_supporter_comes_and_reads_in_belarusian() {
    let world = World::new();
    let bot = world.start();
    let stats = || world.home.run(["stats", "--json"]).succeeds().quietly().json();
    let ales = world.person(ALES, "Алесь Непаўторны", "be");
    let welcome = ales.says("/start");
    assert!(welcome.text.contains("Гэты бот дасылае заклікі кампаніі."), "{}", welcome.text);
    assert_eq!(stats(), json!({ "subscribers": 0, "by_language": {}, "pledges": 0, "alerts": 0 }));
    assert!(ales.presses(&welcome, "subscribe").text.contains("Вы падпісаны."));
    assert_eq!(stats(), json!({ "subscribers": 1, "by_language": { "be": null }, "pledges": 0, "alerts": 0 }));
    let languages = ales.says("/language");
    assert_eq!(languages.buttons().len(), 11);
    assert_eq!(ales.presses(&languages, "language.uk").text, "Мова: Українська");
    assert_eq!(stats()["by_language"], json!({ "uk": null }));
    let languages = ales.says("/language");
    assert_eq!(ales.presses(&languages, "language.be").text, "Мова: Беларуская");

    // Whoever reads only leaves no trace.
    let vola = world.person(51, "Воля", "be-BY");
    let list = vola.says("/demands");
    assert!(list.text.contains("6 патрабаванняў") && list.text.contains("1. Спыніць забойствы"), "{}", list.text);
    let mut page = vola.presses(&list, "demand.0");
    for number in 1..6 {
        assert!(page.text.starts_with(&format!("{number}/6 · ")), "{}", page.text);
        page = vola.presses(&page, &format!("demand.{number}"));
    }
    assert!(page.text.starts_with("6/6 · "), "{}", page.text);
    assert_eq!(page.message_id, list.message_id, "the pages turn in one message");
    assert_eq!(vola.presses(&page, "all-demands").text, list.text);
    let janka = world.person(52, "Янка", "be");
    let day = janka.says("/day");
    assert!(day.text.contains("16 лістапада"), "{}", day.text);
    assert!(janka.says("/privacy").text.contains("Хто што бачыць"));
    assert!(janka.says("/mydata").text.contains("Мы нічога пра вас не захоўваем."));
    assert_eq!(stats()["subscribers"], 1);
    bot.stops();
    world.was_proper();
}

/// A pledge by every way, with restarts between; at the end nothing of the person is left.
#[test]
fn a_supporter_stands_up_by_every_way_counts_once_and_is_forgotten() {
    let world = World::new();
    let bot = world.start();
    let stats = || world.home.run(["stats", "--json"]).succeeds().quietly().json();
    let tally = || world.home.run(["pledges", "tally", "--json"]).succeeds().quietly().json();
    let once = json!({ "total": 1, "by_kind": { "act": null, "sign": null }, "by_language": { "be": null } });
    let ales = world.person(ALES, "Алесь Непаўторны", "be");
    ales.says("/subscribe");
    let ask = ales.says("/pledge");
    let thanks = ales.presses(&ask, "pledge.sign");
    assert!(thanks.text.contains("Дзякуй. Ваша падтрымка ўлічана."), "{}", thanks.text);
    ales.says("/pledge act");
    assert_eq!(tally(), once);
    bot.stops();
    assert_eq!(tally(), once, "the same from the store, where no bot runs");

    let bot = world.start();
    let call = world.send_alert(&alert_file(1, &[("be", "Сёння мы разам каля брамы.")]));
    let message = ales.gets("Сёння мы разам каля брамы.");
    let thanks = ales.replies(&message, "Я з вамі, мае словы застануцца тут");
    assert!(thanks.text.contains("Дзякуй. Ваш адказ улічаны"), "{}", thanks.text);
    ales.presses(&message, &format!("call.{call}.sign"));
    assert_eq!(tally(), once, "however often, one person counts once");
    world.alert_is(&call, "finished");
    let given = ales.says("/mydata");
    let held = file_of(&world, given.document.as_ref().unwrap());
    assert_eq!(held["supporter"]["telegram_account"], ALES);
    assert_eq!(held["supporter"]["language"], "be");
    assert_eq!(held["pledge"]["kinds"], json!(["sign", "act"]));
    assert_eq!(held["deliveries"][0]["alert"], call.as_str());
    assert_eq!(held["deliveries"].as_array().unwrap().len(), 1);
    let named = held.to_string();
    assert!(!named.contains("Непаўторны") && !named.contains("мае словы"), "{named}");
    bot.stops();

    let bot = world.start();
    let question = ales.presses(&ales.says("/pledge"), "withdraw-ask");
    assert!(ales.presses(&question, "withdraw").text.contains("адклікана"));
    assert_eq!(tally(), json!({ "total": 0, "by_kind": {}, "by_language": {} }));
    ales.replies(&message, "Усё ж такі я з вамі");
    assert_eq!(tally()["total"], 1);
    assert!(ales.says("стоп").text.contains("Вы адпісаліся."));
    let now = stats();
    assert_eq!((&now["subscribers"], &now["pledges"]), (&json!(0), &json!(1)), "the pledge stays without the address");
    bot.stops();

    let bot = world.start();
    ales.says("/subscribe");
    let question = ales.says("/forget");
    assert!(ales.presses(&question, "forget.").text.contains("Усё пра вас на нашым серверы сцёрта."));
    assert!(ales.says("/mydata").text.contains("Мы нічога пра вас не захоўваем."));
    let left = stats();
    assert_eq!((&left["subscribers"], &left["pledges"], &left["by_language"]), (&json!(0), &json!(0), &json!({})));
    assert_eq!(left["alerts"], 1);
    assert!(left["erased"]["asked"].as_u64() > Some(0), "a count of erasures stays, and no name: {left}");
    assert_eq!(tally()["total"], 0);
    bot.stops();
    assert_eq!((&stats()["subscribers"], &tally()["total"]), (&json!(0), &json!(0)));
    nothing_is_readable(&world);
    world.was_proper();
}

/// A store that is in use shows nobody, and a bot that comes back knows everybody.
#[test]
fn the_disk_says_nothing_and_a_restart_changes_nothing() {
    let world = World::new();
    let bot = world.start();
    let ales = world.person(ALES, "Алесь Непаўторны", "be");
    ales.says("/subscribe");
    ales.says("/pledge act");
    assert!(ales.says("мае словы ні для каго").text.contains("не захавалі"));
    let call = world.send_alert(&alert_file(1, &[("be", "Сёння мы разам каля брамы.")]));
    let message = ales.gets("Сёння мы разам каля брамы.");
    world.alert_is(&call, "finished");
    bot.stops();
    nothing_is_readable(&world);
    let _bot = world.start();
    assert!(ales.replies(&message, "мае словы").text.contains("Ваш адказ улічаны"), "{:#?}", texts(&ales.view()));
    let data = ales.says("/mydata");
    assert_eq!(file_of(&world, data.document.as_ref().unwrap())["pledge"]["kinds"], json!(["sign", "act"]));
    world.was_proper();
}

/// The same in English by buttons alone, and for somebody who blocks the bot instead of saying goodbye.
#[test]
fn who_blocks_the_bot_gets_nothing_and_counts_no_more() {
    let world = World::new();
    let _bot = world.start();
    let (ala, jan) = (world.person(31, "Ala", "pl"), world.person(32, "Jan", "xx"));
    ala.says("/subscribe");
    let welcome = jan.says("/start");
    assert!(welcome.text.contains("You decide."), "an unknown language reads English: {}", welcome.text);
    jan.presses(&welcome, "subscribe");
    assert_eq!(world.subscribed(), 2);
    world.people.block(31).unwrap();
    until("she is dropped", || world.subscribed() == 1);
    let call = world.send_alert(&alert_file(1, &[("en", "Now.")]));
    let status = world.alert_is(&call, "finished");
    assert_eq!((&status["audience"], &status["delivered"], &status["unreachable"]), (&json!(1), &json!(1), &json!(0)));
    jan.gets("Now.");
    ala.sees("nothing", |view| !view.messages.iter().any(|message| message.text.contains("Now.")));
    // Start again unblocks, and asks for consent anew.
    world.people.start(31, None).unwrap();
    let welcome = ala.sees("the welcome", |view| view.last().is_some_and(|last| last.buttons().contains(&"subscribe")));
    ala.presses(welcome.last().unwrap(), "subscribe");
    assert_eq!(world.subscribed(), 2);
    world.was_proper();
}

fn file_of(world: &World, document: &Value) -> Value {
    assert_eq!(document["file_name"], "klich.json");
    serde_json::from_slice(&world.file(document["file_id"].as_str().unwrap())).unwrap()
}

/// Looks for a person in every form that a file could hold.
fn nothing_is_readable(world: &World) {
    let zigzag = ((ALES << 1) ^ (ALES >> 63)).cast_unsigned();
    let forms: [(&str, Vec<u8>); 9] = [
        ("the number in digits", ALES.to_string().into_bytes()),
        ("the number, big-endian", ALES.to_be_bytes()[3..].to_vec()),
        ("the number, little-endian", ALES.to_le_bytes()[..5].to_vec()),
        ("the number, as postcard writes it", varint(zigzag)),
        ("the number as a varint", varint(ALES.cast_unsigned())),
        ("the name", "Непаўторны".into()),
        ("words of the person", "мае словы".into()),
        ("words of a call", "каля брамы".into()),
        ("the language choice in an update", "language_code".into()),
    ];
    for (what, bytes) in forms {
        assert!(!world.store_holds(&bytes), "the store holds {what}");
    }
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
    out
}
