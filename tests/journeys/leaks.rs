use klich::sandbox::{Fault, FaultKind, NewUser, UserId};

use crate::support::{ORGANISER, TOKEN, World, alert_file, arguments_of, until};

const MAJA: i64 = 6_987_654_321;
const ZOSIA: i64 = 7_123_987_654;

/// A day with everything in it, at the most talkative level: standard error and the process list name nobody.
#[test]
fn the_log_and_the_process_list_name_nobody_and_nothing() {
    let world = World::new();
    world.set("KLICH_LOG", "trace");
    let bot = world.start();
    let user = NewUser {
        id: Some(UserId(MAJA)),
        last_name: Some("Zaleskaja".into()),
        username: Some("maja_secretname".into()),
        ..NewUser::named("Majeczka", "pl")
    };
    world.people.add(user).unwrap();
    let maja = crate::support::Phone::new(&world, MAJA);
    let desk = world.organiser("en");
    let welcome = maja.says("/start deeplinkpayload");
    maja.presses(&welcome, "subscribe");
    maja.says("Spotkamy-sie-o-osmej");
    maja.says("/pledge sign");
    let zosia = world.person(ZOSIA, "Zosienka", "pl");
    zosia.says("/pledge Xylophon");
    maja.says("/mydata");
    world.people.document(ZOSIA, "tajny-plik.pdf", b"tajna tresc", "podpis-pod-plikiem").unwrap();
    zosia.forges("desk.send.00000000.deadbeef");
    zosia.forges("Sonnenblume");
    desk.says("/desk");
    // Trouble is logged too: refused, failing, lost and hanging requests, and what a handler can't send.
    for kind in [FaultKind::Status, FaultKind::Html, FaultKind::TooMany] {
        world.people.fault(Fault::new(kind).method("sendMessage").chat(MAJA).times(1));
    }
    world.people.fault(Fault::new(FaultKind::Status).method("getUpdates").times(1));
    let refused = Fault { status: Some(400), ..Fault::new(FaultKind::Status).times(1) };
    world.people.fault(refused.method("answerCallbackQuery"));
    world.people.forge(MAJA, 1, "languages").unwrap();
    maja.says("/help");
    world.people.fault(Fault::new(FaultKind::Lost).method("sendMessage").chat(MAJA).times(1));
    maja.says("/day");
    world.people.fault(Fault::new(FaultKind::Drop).method("sendMessage").chat(MAJA).times(1));
    world.people.say(MAJA, "/demands").unwrap();
    until("all that can go wrong has", || world.people.faults().is_empty());
    world
        .people
        .update(serde_json::json!({ "message": { "chat": { "id": MAJA }, "text": "Spotkamy-sie-o-osmej" } }))
        .unwrap();
    let id = world.send_alert(&alert_file(1, &[("pl", "Brama-numer-cztery")]));
    world.alert_is(&id, "finished");
    let call = maja.gets("Brama-numer-cztery");
    maja.replies(&call, "Ide-z-wami");
    world.home.write("bad.toml", "kind = \"Brama-numer-cztery\"");
    world.home.run(["alert", "send", "bad.toml"]).exits(2);
    world.people.deactivate(MAJA).unwrap();
    let id = world.send_alert(&alert_file(2, &[("pl", "Brama-numer-cztery")]));
    world.alert_is(&id, "finished");
    until("all is done", || world.status()["inbox"] == 0);

    let arguments = String::from_utf8(arguments_of(&bot)).unwrap();
    let secret = TOKEN.split(':').nth(1).unwrap();
    assert!(!arguments.contains(secret) && arguments.ends_with("run\0"), "{arguments:?}");
    let key = world.home.read("secrets/vault.key");
    let mut bot = bot;
    assert_eq!(bot.terminate(), 0);
    let log = bot.stderr();
    assert!(log.contains("DEBUG") && log.lines().count() > 20, "it was talkative: {log}");
    let (maja, zosia, organiser) = (MAJA.to_string(), ZOSIA.to_string(), ORGANISER.to_string());
    for named in [
        maja.as_str(),
        &organiser,
        &zosia,
        "Zosienka",
        "Majeczka",
        "Zaleskaja",
        "maja_secretname",
        "Organisatorin",
        "deeplinkpayload",
        "Spotkamy",
        "Xylophon",
        "tajn",
        "podpis-pod",
        "Sonnenblume",
        "deadbeef",
        "Brama",
        "Ide-z-wami",
        secret,
        key.trim(),
        "desk.",
        "pledge.sign",
        "update_id",
    ] {
        assert!(!log.contains(named), "the log holds {named:?}: {}", around(&log, named));
    }
    world.was_proper();
}

fn around(log: &str, named: &str) -> String {
    log.lines().filter(|line| line.contains(named)).collect::<Vec<_>>().join("\n")
}
