//! A busy day: subscribers, pledges, replies, the desk, a broadcast, trouble, a kill, a restart, departures, commands.

use klich::sandbox::{Fault, FaultKind, MessageView, NewUser, UserId};
use serde_json::json;

use super::evidence::{Evidence, Place};
use super::markers::{ALES, Kind, MAJA, Marker, UPDATE, ZOSIA, all};
use super::night;
use crate::support::{ORGANISER, Phone, Process, World, alert_file, free_port, until};

/// Whose identity nobody has.
const RECIPIENT: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

/// What the day left.
pub struct Day {
    pub evidence: Evidence,
    pub markers: Vec<Marker>,
}

/// Lives the day.
pub fn live() -> Day {
    let world = World::new();
    let (port, figures) = (free_port(), free_port());
    world.set("KLICH_WEB__LISTEN", format!("127.0.0.1:{port}"));
    world.set("KLICH_WEB__METRICS_LISTEN", format!("127.0.0.1:{figures}"));
    // Organisers stand in the file, as README says: the environment then has nothing to hide.
    world.home.unset("KLICH_ORGANISERS__IDS");
    world.home.edit("ids = []", &format!("ids = [{ORGANISER}]"));
    // Words after a pledge are sealed: neither they nor who wrote them may stand anywhere.
    world.set("KLICH_ORGANISERS__RECIPIENTS", format!("[\"{RECIPIENT}\"]"));
    let at = [port, figures].map(|port| format!("127.0.0.1:{port}"));
    let mut markers = all();
    let key = world.home.read("secrets/vault.key");
    markers.push(Marker::new(Kind::Key, key.trim().rsplit(' ').next().unwrap()));
    let mut evidence = Evidence::default();

    world.set("KLICH_LOG", "trace");
    let bot = world.start();
    world
        .people
        .update(json!({ "update_id": UPDATE, "message": { "chat": { "id": MAJA }, "text": "Xylophon" } }))
        .unwrap();
    morning(&world);
    trouble(&world);
    call(&world);
    look(&world, &bot, &at, &mut evidence);
    commands(&world, &mut evidence);
    reload(&world, &mut evidence);
    let output = bot.kill_and_read();
    evidence.add(Place::Stderr, "killed", output.0);
    evidence.add(Place::Stdout, "killed", output.1);
    evidence.take_home(&world.home);

    world.home.unset("KLICH_LOG");
    let bot = world.start();
    evening(&world);
    look(&world, &bot, &at, &mut evidence);
    let mut bot = bot;
    night::carry_away(&world, &mut evidence);
    assert_eq!(bot.terminate(), 0);
    evidence.take_output(&bot);
    evidence.take_home(&world.home);
    commands(&world, &mut evidence);
    mistakes(&world, &mut evidence);
    evidence.take_home(&world.home);
    night::wipe(&world, &mut evidence);
    world.was_proper();
    Day { evidence, markers }
}

fn morning(world: &World) {
    let maja = NewUser {
        id: Some(UserId(MAJA)),
        last_name: Some("Zaleskaja".into()),
        username: Some("maja_secretname".into()),
        ..NewUser::named("Majeczka", "pl")
    };
    let ales = NewUser {
        id: Some(UserId(ALES)),
        last_name: Some("Каліноўскі".into()),
        username: Some("ales_secretname".into()),
        ..NewUser::named("Алесёк", "be")
    };
    world.people.add(maja).unwrap();
    world.people.add(ales).unwrap();
    let (maja, ales) = (Phone::new(world, MAJA), Phone::new(world, ALES));
    let zosia = world.person(ZOSIA, "Zosienka", "pl");
    let desk = world.organiser("en");
    let welcome = maja.says("/start deeplinkpayload");
    maja.presses(&welcome, "subscribe");
    maja.says("Spotkamy-sie-o-osmej");
    maja.says("/pledge sign");
    maja.says("Napisze-po-deklaracji");
    zosia.says("/subscribe");
    zosia.says("/pledge Xylophon");
    let support = zosia.says("/pledge");
    zosia.presses(&support, "pledge.");
    ales.says("/subscribe");
    let languages = ales.says("/language");
    ales.presses(&languages, "language.uk");
    ales.says(&format!("poczatek-listu {} srodek-listu {} koniec-listu", "ы".repeat(1500), "z".repeat(1500)));
    world.people.document(ZOSIA, "tajny-plik.pdf", b"tajna tresc", "podpis-pod-plikiem").unwrap();
    zosia.forges("desk.send.00000000.deadbeefcafe");
    zosia.forges("Sonnenblume");
    maja.says("/mydata");
    let home = desk.says("/desk");
    let kinds = desk.presses(&home, "desk.new");
    let draft = desk.presses(&kinds, "desk.begin.update");
    desk.presses(&draft, "desk.write.");
    desk.says("Вечарам-на-плошчы, всем");
}

/// Trouble is logged too: refused, failing, lost and hanging requests, and what a handler can't send.
fn trouble(world: &World) {
    let maja = Phone::new(world, MAJA);
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
    let odd = json!({ "message": { "chat": { "id": MAJA }, "text": "Spotkamy-sie-o-osmej" } });
    world.people.update(odd).unwrap();
}

fn call(world: &World) {
    world.subscribers(5_000_000_100..5_000_000_130, "be");
    let id =
        world.send_alert(&alert_file(1, &[("pl", "Brama-numer-cztery"), ("be", "Brama-numer-cztery, па-беларуску")]));
    world.alert_is(&id, "finished");
    let (maja, ales) = (Phone::new(world, MAJA), Phone::new(world, ALES));
    let call = maja.gets("Brama-numer-cztery");
    maja.replies(&call, "Spotkamy-sie-o-osmej");
    let call = ales.gets("Brama-numer-cztery");
    ales.replies(&call, "Падтрымліваю-вас");
    ales.presses(&call, "call.");
    world.people.deactivate(5_000_000_101).unwrap();
    let id = world.send_alert(&alert_file(2, &[("pl", "Brama-numer-cztery")]));
    world.alert_is(&id, "finished");
    until("all is done", || world.status()["inbox"] == 0);
}

/// Looks at the process and its pages while it runs.
fn look(world: &World, bot: &Process, [at, figures]: &[String; 2], evidence: &mut Evidence) {
    evidence.take_home(&world.home);
    evidence.take_process(bot);
    for path in ["/healthz", "/readyz", "/metrics", "/", "/be/", "/count.json", "/count.txt", "/telegram/webhook"] {
        evidence.take_page(at, path);
    }
    evidence.take_page(at, "/Brama?chat=1");
    evidence.take_page(figures, "/metrics");
}

fn commands(world: &World, evidence: &mut Evidence) {
    let list = world.home.run(["alert", "list", "--json"]).succeeds();
    let id = list.json()["alerts"][0]["id"].as_str().unwrap().to_owned();
    evidence.take_answer("alert list", &list);
    for words in [
        &["status"][..],
        &["status", "--json"],
        &["stats"],
        &["stats", "--json"],
        &["check"],
        &["check", "--json"],
        &["pledges", "tally"],
        &["pledges", "tally", "--json"],
        &["alert", "list"],
        &["alert", "status", &id],
        &["alert", "follow", &id, "--json"],
        &["alert", "cancel", &id],
        &["--help"],
    ] {
        evidence.take_answer(&words.join(" "), &world.home.run(words));
    }
}

fn evening(world: &World) {
    let (maja, ales, zosia) = (Phone::new(world, MAJA), Phone::new(world, ALES), Phone::new(world, ZOSIA));
    maja.says("/mydata");
    world.people.say(MAJA, "/forget").unwrap();
    let asks = |message: &MessageView| message.buttons().iter().any(|data| data.starts_with("forget."));
    let view = maja.sees("the question", |view| view.from_bot().any(asks));
    maja.presses(view.from_bot().rev().find(|message| asks(message)).unwrap(), "forget.");
    zosia.says("/stop");
    ales.says("Падтрымліваю-вас");
    world.people.deactivate(ALES).unwrap();
    let id = world.send_alert(&alert_file(3, &[("be", "Brama-numer-cztery")]));
    world.alert_is(&id, "finished");
    until("all is done", || world.status()["inbox"] == 0);
}

/// What is wrong is told to the operator, but neither with the token nor with what was to be sent.
fn mistakes(world: &World, evidence: &mut Evidence) {
    let home = &world.home;
    home.write("refused.toml", &alert_file(1, &[("pl", "Nieudane-wezwanie"), ("xx", "Nieudane-wezwanie")]));
    evidence.take_answer("a refused alert", &home.run(["alert", "send", "refused.toml"]).exits(2));
    home.write("refused.toml", &alert_file(1, &[("pl", "Nieudane-wezwanie")]));
    evidence.take_answer("an old alert", &home.run(["alert", "send", "refused.toml", "--json"]));
    home.write("refused.toml", "kind = \"Nieudane-wezwanie\nBrama");
    evidence.take_answer("a broken alert", &home.run(["alert", "send", "refused.toml"]).exits(2));
    let token = home.read("secrets/bot-token");
    home.write("secrets/bot-token", &format!("{}!", token.trim()));
    evidence.take_answer("a wrong token", &home.run(["run"]).exits(78));
    home.write("secrets/bot-token", &token.replace("1000001", "1000002"));
    evidence.take_answer("an unknown token", &home.run(["run"]).exits(78));
    home.write("secrets/bot-token", &token);
    home.edit("updates = \"polling\"", "updates = \"Nieudane\"");
    evidence.take_answer("a wrong configuration", &home.run(["run"]).exits(78));
    evidence.take_answer("a wrong configuration, checked", &home.run(["check", "--json"]));
    home.edit("updates = \"Nieudane\"", "updates = \"polling\"");
}

/// What is wrong while the bot runs is logged as an error.
fn reload(world: &World, evidence: &mut Evidence) {
    world.home.edit("updates = \"polling\"", "updates = \"Nieudane\"");
    evidence.take_answer("reload", &world.home.run(["reload"]).exits(78));
    world.home.edit("updates = \"Nieudane\"", "updates = \"polling\"");
    evidence.take_answer("reload", &world.home.run(["reload"]).succeeds());
}
