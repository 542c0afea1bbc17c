use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use crate::support::{World, until};

const CAMPAIGN: &str = "campaigns/belarus-16-november/campaign.toml";

/// A zone in which it is about noon now, so that no day ends while a test runs, and the date there.
fn noon() -> (String, Date) {
    let now = Timestamp::now();
    let ahead = 12 - i32::from(TimeZone::UTC.to_datetime(now).hour());
    // These zones are named the other way round: Etc/GMT-3 is three hours ahead.
    let zone = match ahead {
        0 => "Etc/GMT".to_owned(),
        1.. => format!("Etc/GMT-{ahead}"),
        _ => format!("Etc/GMT+{}", -ahead),
    };
    let date = TimeZone::get(&zone).unwrap().to_datetime(now).date();
    (zone, date)
}

/// Sets the action day of a home's campaign so many days from now, and its reminders. 29 February is no action day.
fn sets_the_day(world: &World, days: i32, reminders: &str) -> bool {
    let (zone, today) = noon();
    let day = today.saturating_add(days.days());
    let manifest = world.home.read(CAMPAIGN);
    let mut lines: Vec<String> = Vec::new();
    let mut skipping = false;
    for line in manifest.lines() {
        skipping = if line.starts_with('[') { line == "[action_day]" || line == "[reminders]" } else { skipping };
        if !skipping {
            lines.push(line.to_owned());
        }
    }
    let (month, number) = (day.month(), day.day());
    let section = format!(
        "\n[action_day]\nmonth = {month}\nday = {number}\nsince = 2020\ntime_zone = \"{zone}\"\n\n[reminders]\n{reminders}\n"
    );
    world.home.write(CAMPAIGN, &(lines.join("\n") + &section));
    (month, number) != (2, 29)
}

fn alerts(world: &World) -> Vec<Value> {
    let list = world.home.run(["alert", "list", "--json"]).succeeds().json();
    list["alerts"].as_array().unwrap().clone()
}

/// One that is due goes out once, whatever becomes of the bot; one to come is seen, changed and switched off at the desk.
#[test]
fn reminders_are_seen_coming_go_out_once_and_can_be_switched_off() {
    let world = World::new();
    let off = "week_before = \"off\"\nday_before = \"off\"\nmorning = \"off\"";
    if !sets_the_day(&world, 1, off) {
        return;
    }
    world.set("KLICH_ORGANISERS__REMINDERS", "true");
    let bot = world.start();
    world.subscribers(100..110, "be");
    let quiet = world.person(110, "Ціхі", "be");
    quiet.says("/subscribe");
    let screen = quiet.presses(&quiet.says("/subscribe"), "hearing");
    quiet.presses(&screen, "hear.reminders.off");
    assert!(alerts(&world).is_empty());
    bot.stops();

    sets_the_day(&world, 1, "week_before = \"off\"\nday_before = \"11:00\"\nmorning = \"08:00\"");
    let bot = world.start();
    let is_finished = || alerts(&world).iter().any(|alert| alert["state"] == "finished");
    until("the reminder of the day before has gone out", is_finished);
    bot.kill();
    let bot = world.start();
    // That it is finished is not synced by itself: a kill may take that away, and then it is seen again.
    until("it is finished again", is_finished);
    bot.stops();
    let _bot = world.start();
    let listed = alerts(&world);
    let of = |field: &str| listed.iter().map(|alert| alert[field].clone()).collect::<Vec<_>>();
    assert_eq!(of("state"), [json!("scheduled"), json!("finished")], "{listed:?}");
    assert_eq!((of("kind"), of("sequence")), (vec![json!("reminder"); 2], vec![json!(0), json!(1)]));
    world.home.run(["alert", "list"]).succeeds().prints("reminder");
    let got = world.got(100..111, "Заўтра 16 лістапада");
    assert!(got.iter().all(|(id, count)| *count == usize::from(*id != 110)), "{got:?}");

    let olga = world.organiser("en");
    let coming = listed[0]["id"].as_str().unwrap();
    let desk = olga.says("/desk");
    let list = olga.presses(&desk, "desk.alerts");
    let labels = list.reply_markup.as_ref().unwrap().to_string();
    assert!(labels.contains(&format!("Reminder {} · ", noon().1.tomorrow().unwrap())), "{labels}");
    let page = olga.presses(&list, &format!("desk.alert.{coming}"));
    let texts = olga.presses(&page, "desk.draft.");
    olga.presses(&texts, &format!("desk.write.{coming}.be"));
    olga.says("Сустракаемся а дзявятай.");
    olga.presses(&texts, "desk.preview.");
    olga.gets("Сустракаемся а дзявятай.");
    // The last of all languages.
    olga.gets("Bugün 16 Kasım.");
    let page = olga.presses(&texts, "desk.alert.");
    let question = olga.presses(&page, "desk.cancel-ask.");
    olga.presses(&question, "desk.cancel.");
    assert_eq!(world.alert(coming)["state"], "cancelled");
    drop(_bot);
    let _bot = world.start();
    let states: Vec<_> = alerts(&world).iter().map(|alert| alert["state"].clone()).collect();
    assert_eq!(states, [json!("finished"), json!("cancelled")], "none comes back");
    world.was_proper();
}

/// Where its hour has passed by more than six, nobody is reminded; where signatures are asked for, it awaits them.
#[test]
fn what_was_missed_or_is_not_signed_does_not_go_out() {
    let world = World::new();
    if !sets_the_day(&world, 1, "week_before = \"off\"\nday_before = \"05:30\"\nmorning = \"08:00\"") {
        return;
    }
    let bot = world.start();
    world.subscribers(100..105, "be");
    bot.stops();
    world.set("KLICH_ORGANISERS__REMINDERS", "true");
    world.home.run(["keys", "new-signer", "ann", "--no-passphrase"]).succeeds();
    let public = std::fs::read_to_string(world.home.path("ann.pub")).unwrap();
    world.set("KLICH_ORGANISERS__SIGNERS", json!([public.lines().last().unwrap()]).to_string());
    world.set("KLICH_ORGANISERS__SIGNATURES_REQUIRED", "1");
    world.home.run(["check"]).succeeds().prints("reminders of the action day stand as awaiting signatures");
    let _bot = world.start();
    until("the coming one lies ready", || alerts(&world).len() == 1);
    assert_eq!(alerts(&world)[0]["state"], "awaiting-signatures");
    let id = alerts(&world)[0]["id"].as_str().unwrap().to_owned();
    world.home.run(["alert", "fetch", &id, "reminder.toml"]).succeeds().prints("kind: reminder");
    world.home.run(["alert", "sign", "reminder.toml", "--key", "ann", "--output", "ann.minisig"]).succeeds();
    world.home.run(["alert", "add-signature", &id, "ann.minisig"]).succeeds();
    until("it goes out at its time", || alerts(&world)[0]["state"] == "scheduled");
    assert_eq!(alerts(&world).len(), 1);
    assert!(world.got(100..105, "16 лістапада").values().all(|count| *count == 0), "nobody is reminded late");
    world.was_proper();
}
