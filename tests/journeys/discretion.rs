use klich::sandbox::{ChatView, MessageView};
use serde_json::{Value, json};

use crate::support::{Phone, World, alert_file, until};

/// Opens the choices and presses some of them.
fn chooses(phone: &Phone<'_>, choices: &[&str]) -> MessageView {
    let already = phone.says("/subscribe");
    let mut screen = phone.presses(&already, "hearing");
    for choice in choices {
        screen = phone.presses(&screen, choice);
    }
    screen
}

/// Finds how a message stands on a phone now.
fn now(phone: &Phone<'_>, message: &MessageView) -> MessageView {
    phone.view().messages.into_iter().find(|other| other.message_id == message.message_id).unwrap()
}

/// The last file that a person was given, as klich's own data about them.
fn my_data(world: &World, phone: &Phone<'_>) -> Value {
    // After a crash, earlier answers may come once more between.
    let files = |view: &ChatView| view.from_bot().filter_map(|message| message.document.clone()).collect::<Vec<_>>();
    let before = files(&phone.view()).len();
    world.people.say(phone.id, "/mydata").unwrap();
    let view = phone.sees("a file", |view| files(view).len() > before);
    let document = files(&view).pop().unwrap();
    serde_json::from_slice(&world.file(document["file_id"].as_str().unwrap())).unwrap()
}

#[test]
fn a_discreet_call_is_a_neutral_line_until_it_is_shown_and_hides_again_after_a_crash() {
    let world = World::new();
    let bot = world.start();
    let (ala, jan) = (world.person(61, "Ала", "be"), world.person(62, "Jan", "pl"));
    ala.says("/subscribe");
    jan.says("/subscribe");
    let screen = chooses(&ala, &["hear.discreet.on", "hear.disappear.24"]);
    assert!(screen.text.contains("Telegram, у якога ёсць кожны паказаны тэкст"), "{}", screen.text);
    let labels = screen.reply_markup.as_ref().unwrap().to_string();
    assert!(
        labels.contains("✓ Непрыкметна") && labels.contains("✓ 24 гадз") && !labels.contains("✓ Адкрыта"),
        "{labels}"
    );
    let held = my_data(&world, &ala);
    assert_eq!(
        (&held["supporter"]["discreet"], &held["supporter"]["alerts_disappear_after_hours"]),
        (&json!(true), &json!(24))
    );

    let call =
        world.send_alert(&alert_file(1, &[("be", "Сёння мы разам каля брамы."), ("pl", "Dziś razem przy bramie.")]));
    world.alert_is(&call, "finished");
    assert!(jan.gets("Dziś razem przy bramie.").buttons().iter().any(|data| data.starts_with("call.")));
    let line = ala.gets("У вас новае паведамленне.");
    assert_eq!(
        (line.text.as_str(), line.buttons()),
        ("У вас новае паведамленне.", vec![format!("show.{call}").as_str()])
    );
    let pledges = || world.home.run(["pledges", "tally", "--json"]).succeeds().json()["total"].clone();
    assert!(ala.replies(&line, "Я з вамі").text.contains("Ваш адказ улічаны"));
    assert_eq!(pledges(), 1, "a reply to the line pledges, as one to a call does");

    let shown = ala.presses(&line, "show.");
    assert!(shown.message_id == line.message_id && shown.text.contains("Сёння мы разам каля брамы."), "{}", shown.text);
    assert_eq!(my_data(&world, &ala)["discreet_texts_shown_now"], 1);
    let hidden = ala.presses(&shown, "hide.");
    assert_eq!((hidden.text, now(&ala, &line).buttons()), (line.text.clone(), line.buttons()));
    ala.presses(&line, "show.");
    // A press that was not surely handled to its end is handled again, and the text would rightly stand anew: the answer
    // to what comes after it says that the disk has it.
    until("all is handled", || world.status()["inbox"] == 0);
    ala.says("/help");
    bot.kill();

    let _bot = world.start();
    until("the text hides", || now(&ala, &line).text == line.text);
    until("it is struck off", || my_data(&world, &ala)["discreet_texts_shown_now"] == 0);
    let shown = ala.presses(&line, "show.");
    assert!(shown.text.contains("каля брамы"), "the button still works: {}", shown.text);

    // A correction hides what stands, and *Show* gives the new text.
    let file = alert_file(2, &[("be", "Сёння мы разам каля моста.")]).replace("\"call\"", "\"correction\"");
    world.home.write("correction.toml", &file);
    let corrected = world.home.run(["alert", "correct", &call, "correction.toml", "--json"]).succeeds().json();
    world.alert_is(corrected["id"].as_str().unwrap(), "finished");
    until("the old text hides", || now(&ala, &line).text == line.text);
    let shown = ala.presses(&line, "show.");
    assert!(shown.text.contains("каля моста") && !shown.text.contains("каля брамы"), "{}", shown.text);

    // A stranger who knows the call's name gets nothing by it, and whoever is forgotten leaves no text standing.
    let stranger = world.person(63, "X", "en");
    stranger.says("/start");
    assert!(stranger.forges(&format!("show.{call}")).text.contains("no longer available"));
    let question = ala.says("/forget");
    ala.presses(&question, "forget.");
    until("the text hides", || now(&ala, &line).text == line.text && now(&ala, &line).buttons().is_empty());
    assert!(ala.says("/mydata").text.contains("нічога пра вас не захоўваем"));
    world.was_proper();
}

#[test]
fn news_come_to_those_who_want_them_and_calls_to_all() {
    let world = World::new();
    let _bot = world.start();
    let (ala, jan) = (world.person(71, "Ala", "pl"), world.person(72, "Jan", "pl"));
    ala.says("/subscribe");
    jan.says("/subscribe");
    let screen = chooses(&ala, &["hear.updates.off"]);
    assert!(screen.buttons().contains(&"hear.updates.on"), "{:?}", screen.buttons());
    let news = world.send_alert(&alert_file(1, &[("pl", "Wiadomość.")]).replace("\"call\"", "\"update\""));
    let status = world.alert_is(&news, "finished");
    assert_eq!((&status["audience"], &status["delivered"]), (&json!(1), &json!(1)), "{status}");
    let call = world.send_alert(&alert_file(2, &[("pl", "Apel.")]));
    assert_eq!(world.alert_is(&call, "finished")["delivered"], 2);
    assert_eq!(world.got(71..73, "Wiadomość."), [(71, 0), (72, 1)].into());
    assert_eq!(world.got(71..73, "Apel."), [(71, 1), (72, 1)].into());
    chooses(&ala, &["hear.updates.on"]);
    let news = world.send_alert(&alert_file(3, &[("pl", "Druga.")]).replace("\"call\"", "\"update\""));
    assert_eq!(world.alert_is(&news, "finished")["delivered"], 2);
    // Leaving ends the choices with the row.
    chooses(&ala, &["hear.reminders.off"]);
    ala.says("/stop");
    ala.says("/subscribe");
    assert_eq!(my_data(&world, &ala)["supporter"]["reminders"], true);
    world.was_proper();
}
