use std::fs;

use age::secrecy::ExposeSecret as _;

use crate::support::{Clock, Home, World, alert_file, until};

/// Makes a key for backups: the identity's file in a home, and the public key.
fn key(home: &Home, name: &str) -> String {
    let identity = age::x25519::Identity::generate();
    home.write(name, identity.to_string().expose_secret());
    identity.to_public().to_string()
}

#[test]
fn a_backup_of_a_running_bot_is_restored_and_goes_on() {
    let world = World::new();
    let home = &world.home;
    let public = key(home, "backup.key");
    key(home, "other.key");
    let bot = world.start();
    world.subscribers(100..120, "en");
    let ales = world.person(666, "Ales", "be");
    ales.says("/subscribe");
    ales.says("/pledge act");
    home.run(["backup", "klich.age"]).exits(2).complains("there is no key to seal", "age-keygen");
    home.run(["backup", "klich.age", "--recipient", "age1nonsense"]).exits(2);
    // People go on while the copy is taken.
    for id in 200..230 {
        world.people.add_many(klich::sandbox::UserId(id), 1, Some("pl")).unwrap();
        world.people.say(id, "/subscribe").unwrap();
    }
    let made = home.run(["backup", "klich.age", "--recipient", &public, "--json"]).succeeds().json();
    assert_eq!(made["recipients"], 1);
    assert_eq!(home.mode("klich.age"), 0o600);
    let sealed = fs::read(home.path("klich.age")).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1\n") && made["bytes"] == sealed.len());
    home.run(["backup", "klich.age", "--recipient", &public]).exits(1).complains("is there already", "another file");
    let other = fs::File::create(home.path(".other.age.new")).unwrap();
    other.lock().unwrap();
    home.run(["backup", "other.age", "--recipient", &public])
        .exits(75)
        .complains("is being written to", "another file");
    assert!(home.path(".other.age.new").exists(), "it is whoever writes it who takes it away");
    drop(other);
    home.run(["backup", "other.age", "--recipient", &public]).succeeds();
    let leftovers = fs::read_dir(home.path(""))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".new"));
    assert_eq!(leftovers.count(), 0);
    home.run(["restore", "klich.age", "--identity", "backup.key"])
        .exits(1)
        .complains("a klich runs", "stop that klich");
    until("all are subscribed", || world.subscribed() == 51);
    bot.stops();
    home.run(["restore", "klich.age", "--identity", "backup.key"])
        .exits(1)
        .complains("there is a store", "move it away");

    // The disk is lost; the key was kept apart.
    fs::remove_dir_all(home.path("data")).unwrap();
    home.run(["restore", "klich.age", "--identity", "other.key"])
        .exits(1)
        .complains("sealed to other keys", "identity");
    home.chmod("other.key", 0o644);
    home.run(["restore", "klich.age", "--identity", "other.key"]).exits(1).complains("read by others", "chmod 600");
    fs::write(home.path("cut.age"), &sealed[..sealed.len() - 100]).unwrap();
    home.run(["restore", "cut.age", "--identity", "backup.key"]).exits(1).complains("is damaged", "another backup");
    assert!(!home.path("data").exists() && !home.path("data.restoring").exists());
    // It would change places with the link, and not with what lies behind it.
    fs::create_dir(home.path("volume")).unwrap();
    std::os::unix::fs::symlink("volume", home.path("data")).unwrap();
    home.run(["restore", "klich.age", "--identity", "backup.key"]).exits(78).complains("is a link", "store.url");
    fs::remove_file(home.path("data")).unwrap();
    // What an interrupted one has left is no hindrance.
    fs::create_dir(home.path("data.restoring")).unwrap();
    fs::write(home.path("data.restoring/db"), "half").unwrap();
    home.run(["check"]).exits(78).prints("what a restore has put down so far");
    let restored = home.run(["restore", "klich.age", "--identity", "backup.key", "--json"]).succeeds().json();
    assert!(restored["rows"].as_u64().unwrap() > 20 && restored["paused"].as_array().unwrap().is_empty());
    home.run(["check"]).succeeds();
    let log = home.run(["audit", "list", "--json"]).succeeds().json();
    let acts: Vec<_> = log["entries"].as_array().unwrap().iter().map(|entry| entry["act"].clone()).collect();
    assert_eq!(acts, ["restored", "backed-up"]);

    let bot = world.start();
    // What waited at that moment is in it too.
    until("what waited is handled", || world.status()["inbox"] == 0);
    let before = world.subscribed();
    assert!((21..=51).contains(&before), "{before}");
    // The same blind indexes: who was known is known, and counts once.
    assert!(ales.says("/pledge share").text.contains('1'));
    ales.says("/subscribe");
    assert_eq!(world.subscribed(), before);
    let id = world.send_alert(&alert_file(1, &[("en", "We are back.")]));
    world.alert_is(&id, "finished");
    assert_eq!(ales.view().from_bot().filter(|message| message.text.contains("We are back.")).count(), 1);
    bot.stops();
    world.was_proper();
}

#[test]
fn what_was_going_out_stands_still_after_a_restore() {
    let world = World::new();
    let home = &world.home;
    let public = key(home, "backup.key");
    world.set("KLICH_BACKUP__RECIPIENTS", format!("[\"{public}\"]"));
    world.set("KLICH_TELEGRAM__MESSAGES_PER_SECOND", "2");
    let bot = world.start();
    world.subscribers(100..112, "en");
    let id = world.send_alert(&alert_file(1, &[("en", "To the streets.")]));
    world.alert_is(&id, "running");
    home.run(["backup", "klich.age"]).succeeds().prints("keep the key file");
    bot.kill();
    fs::remove_dir_all(home.path("data")).unwrap();
    let restored = home.run(["restore", "klich.age", "--identity", "backup.key"]).succeeds();
    assert!(restored.out.contains(&id) && restored.out.contains("paused now"), "{}", restored.out);
    let status = home.run(["alert", "status", &id, "--json"]).succeeds().json();
    assert_eq!(status["state"], "paused");
}

/// Who blocks the bot is kept for as long as was set, hears nothing, and is as before when they come back.
#[test]
fn who_comes_back_in_time_is_as_before() {
    let world = World::new();
    world.set("KLICH_RETENTION__UNREACHABLE_DAYS", "30");
    let bot = world.start();
    world.subscribers(100..106, "en");
    let ales = world.person(666, "Ales", "be");
    ales.says("/subscribe");
    world.people.block(666).unwrap();
    until("they are off the list", || world.subscribed() == 6);
    let due = world.home.run(["check", "--retention", "--json"]).succeeds().json();
    assert_eq!(due, serde_json::json!({ "unreachable": 0, "pledges": 0 }));
    world.people.unblock(666).unwrap();
    ales.says("/day");
    assert_eq!(world.subscribed(), 7);
    // Whoever asks to be forgotten leaves a count.
    let asked = ales.says("/forget");
    ales.presses(&asked, "forget.");
    let stats = world.home.run(["stats", "--json"]).succeeds().json();
    assert_eq!((&stats["subscribers"], &stats["erased"]["asked"]), (&6.into(), &1.into()));
    bot.stops();
    world.was_proper();
}

/// The clock is set ahead: what was kept for as long as was set goes by itself, and leaves a count.
#[test]
fn what_was_kept_long_enough_goes_by_itself() {
    let world = World::new();
    let clock = Clock::of(&world);
    world.set("KLICH_RETENTION__UNREACHABLE_DAYS", "30");
    world.set("KLICH_RETENTION__PLEDGE_DAYS", "60");
    let bot = world.start();
    world.subscribers(100..103, "en");
    let ales = world.person(666, "Ales", "be");
    ales.says("/pledge sign");
    ales.says("/subscribe");
    world.people.block(666).unwrap();
    until("they are off the list", || world.subscribed() == 3);
    bot.stops();
    let due = || world.home.run(["check", "--retention", "--json"]).succeeds().quietly().json();
    let erased = || world.home.run(["stats", "--json"]).succeeds().json()["erased"].clone();
    for (days, unreachable, pledges) in [(29, 0, 0), (31, 1, 0), (61, 0, 1)] {
        clock.set_ahead(days * 86_400);
        assert_eq!(due(), serde_json::json!({ "unreachable": unreachable, "pledges": pledges }), "after {days} days");
        let bot = world.start();
        let nothing = serde_json::json!({ "unreachable": 0, "pledges": 0 });
        until("it has gone", || due() == nothing);
        bot.stops();
    }
    assert_eq!(erased(), serde_json::json!({ "asked": 0, "unreachable": 1, "pledges": 1 }));
    let tally = world.home.run(["pledges", "tally", "--json"]).succeeds().json();
    assert_eq!(tally["total"], 1, "the count stays");
}
