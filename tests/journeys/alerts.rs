use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{LONG, World, alert_file, in_a_day, in_seconds};

#[test]
fn an_alert_file_goes_out_is_followed_and_listed() {
    let world = World::new();
    world.set("KLICH_TELEGRAM__MESSAGES_PER_SECOND", "40");
    let bot = world.start();
    world.subscribers(100..140, "be");
    world.home.write("call.toml", &alert_file(7, &[("be", "Заклік з файла")]));
    let sent = world.home.run(["alert", "send", "call.toml", "--json"]).succeeds().quietly().json();
    let id = sent["id"].as_str().unwrap();
    assert_eq!(sent, json!({ "id": id }));

    let followed = world.home.run(["alert", "follow", id, "--json"]).succeeds();
    let lines: Vec<Value> = followed.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = lines.last().unwrap();
    assert_eq!((&last["state"], &last["delivered"], &last["remaining"]), (&json!("finished"), &json!(40), &json!(0)));
    let delivered: Vec<u64> = lines.iter().map(|line| line["delivered"].as_u64().unwrap()).collect();
    assert!(delivered.is_sorted(), "{delivered:?}");
    for line in &lines {
        let number = |name: &str| line[name].as_u64().unwrap();
        let sum = ["delivered", "unreachable", "failed", "uncertain", "remaining"].map(number).iter().sum::<u64>();
        assert_eq!(sum, number("audience"), "{line}");
    }
    let status = world.home.run(["alert", "status", id, "--json"]).succeeds().json();
    let fields: Vec<&str> = status.as_object().unwrap().keys().map(String::as_str).collect();
    for field in ["id", "state", "audience", "delivered", "unreachable", "failed", "uncertain", "remaining", "rate"] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
    let list = world.home.run(["alert", "list", "--json"]).succeeds().json();
    assert_eq!(list["last_sequence"], 7);
    assert_eq!((&list["alerts"][0]["id"], &list["alerts"][0]["state"]), (&json!(id), &json!("finished")));
    assert!(world.got(100..140, "Заклік з файла").values().all(|count| *count == 1));
    bot.stops();
    assert_eq!(world.home.run(["alert", "status", id, "--json"]).succeeds().json()["delivered"], 40);
    world.was_proper();
}

#[test]
fn what_may_not_go_out_is_refused_and_nobody_gets_it() {
    let world = World::new();
    let _bot = world.start();
    world.subscribers(100..101, "en");
    let id = world.send_alert(&alert_file(5, &[("en", "The good one.")]));
    world.alert_is(&id, "finished");
    let good = alert_file(6, &[("en", "SECRET PLAN")]);
    for (text, code, what, next) in [
        (good.replace("belarus-16-november", "another"), 1, "for another: set `campaign", "send it again"),
        (good.replace("sequence = 6", "sequence = 5"), 1, "write `sequence = 6`", "nothing was sent"),
        (good.replace(&expires(&good), "2020-11-17T00:00:00Z"), 1, "it expired at 2020-11-17", "nothing was sent"),
        (good.replace("campaign = ", "campaign "), 2, "line 2: not valid TOML", "nothing was sent"),
        (good.replace("en =", "xx ="), 2, "`text.xx` is not a language", "nothing was sent"),
        (
            good.replace("SECRET PLAN", &"я".repeat(3501)),
            2,
            "has 3501 characters; 3500 is the most",
            "nothing was sent",
        ),
        (good.replace("\"call\"", "\"correction\""), 2, "`kind` must be", "nothing was sent"),
    ] {
        world.home.write("bad.toml", &text);
        let run = world.home.run(["alert", "send", "bad.toml"]).exits(code).complains(what, next);
        assert!(!run.err.contains("SECRET PLAN"), "{}", run.err);
    }
    world.home.write("bad.toml", &good);
    world.home.write("x.minisig", "untrusted comment: x");
    world
        .home
        .run(["alert", "send", "bad.toml", "--signature", "x.minisig"])
        .exits(2)
        .complains("not what minisign writes", ".minisig");
    assert_eq!(world.home.run(["alert", "list", "--json"]).json()["alerts"].as_array().unwrap().len(), 1);
    world.home.run(["alert", "status", "00000000"]).exits(1).complains("no such alert", "klich alert list");
    assert_eq!(world.got(100..101, "SECRET"), [(100, 0)].into());
    world.was_proper();
}

#[test]
fn a_scheduled_alert_waits_for_its_time_and_for_the_bot() {
    let world = World::new();
    let bot = world.start();
    world.subscribers(100..105, "en");
    let later = |sequence: u32, send_at: &str| {
        let file = alert_file(sequence, &[("en", &format!("Number {sequence}."))]);
        file.replace("[text]", &format!("send_at = {send_at}\n[text]"))
    };
    let soon = world.send_alert(&later(1, &in_seconds(3)));
    assert_eq!(world.alert(&soon)["state"], "scheduled");
    let tomorrow = world.send_alert(&later(2, &in_seconds(7200)));
    assert_eq!(world.got(100..105, "Number").values().sum::<usize>(), 0, "not before its time");
    world.alert_is(&soon, "finished");
    assert!(world.got(100..105, "Number 1.").values().all(|count| *count == 1));
    assert_eq!(world.alert(&tomorrow)["state"], "scheduled");
    world.home.run(["alert", "cancel", &tomorrow]).succeeds().prints("cancelled");
    bot.stops();
    // Handed in while no bot runs: it goes out once one does.
    let stored = world.send_alert(&alert_file(3, &[("en", "From the store.")]));
    world.home.run(["alert", "follow", &stored]).exits(75).complains("no bot runs", "klich run");
    let _bot = world.start();
    world.alert_is(&stored, "finished");
    assert!(world.got(100..105, "From the store.").values().all(|count| *count == 1));
    assert_eq!(world.got(100..105, "Number 2").values().sum::<usize>(), 0, "cancelled for good");
    world.was_proper();
}

#[test]
fn everybody_reads_their_language_or_the_next_best_and_audiences_are_kept() {
    let world = World::new();
    let _bot = world.start();
    for (ids, language) in [(100..103, "be"), (200..203, "lt"), (300..303, "en")] {
        world.subscribers(ids, language);
    }
    let both = world.send_alert(&alert_file(1, &[("en", "In English."), ("be", "Па-беларуску.")]));
    world.alert_is(&both, "finished");
    assert_eq!(readers(&world, "Па-беларуску."), [100, 101, 102]);
    assert_eq!(readers(&world, "In English."), [200, 201, 202, 300, 301, 302], "English where theirs is not written");
    let russian = world.send_alert(&alert_file(2, &[("ru", "По-русски.")]));
    world.alert_is(&russian, "finished");
    assert_eq!(readers(&world, "По-русски.").len(), 9, "better another language than nothing");
    let some =
        alert_file(3, &[("en", "For some.")]).replace("[text]", "[audience]\nlanguages = [\"be\", \"lt\"]\n[text]");
    let some = world.send_alert(&some);
    let status = world.alert_is(&some, "finished");
    assert_eq!((&status["audience"], &status["delivered"]), (&json!(6), &json!(6)));
    assert_eq!(readers(&world, "For some."), [100, 101, 102, 200, 201, 202]);
    let nobody = alert_file(4, &[("en", "For none.")]).replace("[text]", "[audience]\nlanguages = [\"fr\"]\n[text]");
    let nobody = world.send_alert(&nobody);
    assert_eq!(world.alert_is(&nobody, "finished")["audience"], 0);
    world.was_proper();
}

#[test]
fn the_longest_text_arrives_as_it_was_written() {
    let world = World::new();
    let _bot = world.start();
    world.subscribers(100..101, "en");
    let mut text = "<&>\"'😀 </b><a href=\"x\">".repeat(3500);
    text = text.chars().take(3499).chain(['!']).collect();
    let file = format!(
        "kind = \"reminder\"\ncampaign = \"belarus-16-november\"\nsequence = 1\nexpires = {}\n[text]\nen = {}\n",
        in_a_day(),
        toml::Value::String(text.clone())
    );
    let id = world.send_alert(&file);
    let status = world.alert_is(&id, "finished");
    assert_eq!((&status["delivered"], &status["failed"]), (&json!(1), &json!(0)));
    let view = world.wait(world.people.wait_for(100, |view| view.from_bot().any(|m| m.text.contains(&text)), LONG));
    assert!(view.is_ok(), "every character stands there as itself");
    world.was_proper();
}

fn expires(file: &str) -> String {
    file.lines().find_map(|line| line.strip_prefix("expires = ")).unwrap().to_owned()
}

fn readers(world: &World, text: &str) -> Vec<i64> {
    let mut got = BTreeMap::new();
    for ids in [100..103, 200..203, 300..303] {
        got.extend(world.got(ids, text));
    }
    assert!(got.values().all(|count| *count <= 1), "{got:?}");
    got.into_iter().filter(|(_, count)| *count == 1).map(|(id, _)| id).collect()
}
