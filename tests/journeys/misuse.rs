use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use crate::support::{Home, Run, World};

/// What a home holds, but for the socket that a running bot has and the lock's own bytes, of which there are none.
fn held(home: &Home) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    home.contents().into_iter().filter(|(path, _)| !path.ends_with("control.sock")).collect()
}

/// Runs the bot, which must end with this code and leave every file as it was.
#[track_caller]
fn refuses(home: &Home, code: i32) -> Run {
    refuses_beside(home, code, |_| false)
}

/// The same where another bot runs, which may write to what is `its` meanwhile.
#[track_caller]
fn refuses_beside(home: &Home, code: i32, its: impl Fn(&Path) -> bool) -> Run {
    let held = || held(home).into_iter().filter(|(path, _)| !its(path)).collect::<Vec<_>>();
    let before = held();
    let mut bot = home.spawn(["run"]);
    let ended = bot.ends();
    let run = Run::of(ended, bot.stderr()).exits(code);
    let after = held();
    let changed: Vec<_> = after.iter().filter(|file| !before.contains(file)).map(|(path, _)| path).collect();
    let gone: Vec<_> = before.iter().filter(|file| !after.contains(file)).map(|(path, _)| path).collect();
    assert!(before == after, "changed: {changed:?}, was: {gone:?}");
    run
}

/// A world whose store holds something: the bot ran, someone subscribed.
fn lived_in() -> World {
    let world = World::new();
    let bot = world.start();
    world.subscribers(100..103, "be");
    bot.stops();
    world
}

/// Nothing was harmed: with the right things back in their places it goes on.
#[track_caller]
fn goes_on(world: &World) {
    let bot = world.start();
    assert_eq!(world.subscribed(), 3);
    bot.stops();
    world.was_proper();
}

#[test]
fn a_missing_foreign_open_or_broken_key_is_named() {
    let world = lived_in();
    let home = &world.home;
    let key = home.read("secrets/vault.key");
    fs::remove_file(home.path("secrets/vault.key")).unwrap();
    refuses(home, 78).complains("there is no key file", "put the key back");
    home.write("secrets/vault.key", &Home::new().read("secrets/vault.key"));
    home.chmod("secrets/vault.key", 0o600);
    refuses(home, 78).complains("does not fit the store", "the one that opened it last");
    home.write("secrets/vault.key", "klich-key-v1 nonsense\n");
    refuses(home, 78).complains("is not a key of klich", "the right key file");
    home.write("secrets/vault.key", "");
    refuses(home, 78).complains("is not a key of klich", "the right key file");
    home.write("secrets/vault.key", &key);
    home.chmod("secrets/vault.key", 0o644);
    let run = refuses(home, 78).complains("may be read by others", "chmod 600");
    assert!(!run.err.contains(key.trim()), "the key is never shown");
    home.chmod("secrets/vault.key", 0o600);
    goes_on(&world);
}

#[test]
fn a_damaged_keyring_is_named_and_kept() {
    let world = lived_in();
    let path = world.home.path("data/keyring");
    let sound = fs::read(&path).unwrap();
    let mut flipped = sound.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for damaged in [flipped, sound[..sound.len() / 2].to_vec(), Vec::new(), b"rubbish".to_vec()] {
        fs::write(&path, damaged).unwrap();
        let run = refuses(&world.home, 1);
        assert!(run.err.contains("keyring"), "{}", run.err);
        assert!(run.err.contains("next: "), "{}", run.err);
    }
    fs::remove_file(&path).unwrap();
    refuses(&world.home, 78).complains("there is no keyring", "put the keyring back");
    fs::write(&path, sound).unwrap();
    goes_on(&world);
}

#[test]
fn a_truncated_store_is_named_and_kept() {
    let world = lived_in();
    let path = world.home.path("data/db");
    let sound = fs::read(&path).unwrap();
    // The log's file is longer than what is in it: cutting the empty rest off would lose nothing.
    let full = sound.iter().rposition(|byte| *byte != 0).unwrap();
    for left in [full - 1, full / 2, 100, 0] {
        fs::write(&path, &sound[..left]).unwrap();
        refuses(&world.home, 1).complains("is damaged", "put a sound copy");
    }
    fs::remove_file(&path).unwrap();
    refuses(&world.home, 1).complains("its log, the file `db`, is gone", "put a sound copy");
    fs::write(&path, sound).unwrap();
    goes_on(&world);
}

#[test]
fn a_store_that_is_not_there_is_named() {
    let world = lived_in();
    let (data, elsewhere) = (world.home.path("data"), world.home.path("elsewhere"));
    fs::rename(&data, &elsewhere).unwrap();
    refuses(&world.home, 78).complains("there is no store", "klich init");
    fs::rename(&elsewhere, &data).unwrap();
    goes_on(&world);
}

#[test]
fn a_second_bot_on_the_same_home_is_refused_and_the_first_goes_on() {
    let world = World::new();
    let bot = world.start();
    world.subscribers(100..103, "be");
    // The first one goes on: its log and what tells how it was synced change.
    let its = |path: &Path| path.parent().is_some_and(|folder| folder.ends_with("data")) && !path.ends_with("keyring");
    refuses_beside(&world.home, 75, its).complains("another klich runs on this store", "stop it first");
    assert_eq!(world.subscribed(), 3);
    bot.stops();
    goes_on(&world);
}

#[test]
fn a_token_that_telegram_does_not_know_is_named_and_never_shown() {
    let world = lived_in();
    let wrong = format!("1000001:{}", "A".repeat(35));
    let right = world.home.read("secrets/bot-token");
    world.home.write("secrets/bot-token", &wrong);
    let run = refuses(&world.home, 78).complains("Telegram does not know this token", "@BotFather");
    assert!(!run.err.contains(&wrong) && !run.err.contains("AAAA"), "{}", run.err);
    world.home.write("secrets/bot-token", "no token at all");
    let run = refuses(&world.home, 78).complains("does not hold a token", "@BotFather");
    assert!(!run.err.contains("no token at all"), "{}", run.err);
    fs::remove_file(world.home.path("secrets/bot-token")).unwrap();
    refuses(&world.home, 78).complains("token", "@BotFather");
    world.home.write("secrets/bot-token", &right);
    goes_on(&world);
}

#[test]
fn a_port_in_use_is_named() {
    let world = lived_in();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    world.set("KLICH_WEB__LISTEN", &address);
    refuses(&world.home, 78)
        .complains(&format!("web.listen = \"{address}\" can't be bound"), "stop what has that port");
    world.set("KLICH_WEB__LISTEN", "");
    goes_on(&world);
}

#[test]
fn three_mistakes_in_a_campaign_are_three_complaints() {
    let world = lived_in();
    let (manifest, words) = ("campaigns/belarus-16-november/campaign.toml", "campaigns/belarus-16-november/en.ftl");
    let (sound, sound_words) = (world.home.read(manifest), world.home.read(words));
    let bad = sound.replace("month = 11", "month = 13").replace("\"Europe/Minsk\"", "\"Europe/Minks\"");
    assert_ne!(bad, sound);
    world.home.write(manifest, &bad);
    world.home.write(words, &sound_words.replace("day-title =", "day-titel ="));
    let run = refuses(&world.home, 78);
    for what in ["`month`", "`time_zone`", "`day-title`"] {
        let named = |line: &str| line.starts_with("klich: campaigns/belarus-16-november/") && line.contains(what);
        assert!(run.err.lines().any(named), "{what} is not named: {}", run.err);
    }
    let count = |begins: &str| run.err.lines().filter(|line| line.starts_with(begins)).count();
    assert_eq!(count("klich: "), count("next: "), "each with its next step: {}", run.err);
    world.home.write(manifest, &sound);
    world.home.write(words, &sound_words);
    goes_on(&world);
}

#[test]
fn three_mistakes_in_the_configuration_are_three_complaints() {
    let world = lived_in();
    let sound = world.home.read("klich.toml");
    world.home.edit("unlock = \"key-file\"", "unlock = \"guess\"");
    world.home.edit("url = \"sled:data\"", "url = \"redis:data\"");
    world.home.edit("signatures_required = 0", "signatures_reqired = 0");
    let run = refuses(&world.home, 78);
    for (what, next) in [
        ("`vault.unlock`", "key-file"),
        ("`store.url` is not the address of a store", "sled:"),
        ("`organisers.signatures_reqired`", ""),
    ] {
        let line = run.err.lines().position(|line| line.starts_with("klich: ") && line.contains(what));
        let line = line.unwrap_or_else(|| panic!("{what} is not named: {}", run.err));
        let step = run.err.lines().nth(line + 1).unwrap();
        assert!(step.starts_with("next: ") && step.contains(next), "{step}");
        assert!(run.err.lines().nth(line).unwrap().contains("klich.toml:"), "with its line: {}", run.err);
    }
    world.home.write("klich.toml", "campaign = [");
    let run = refuses(&world.home, 78);
    assert!(run.err.contains("klich.toml"), "{}", run.err);
    world.home.write("klich.toml", &sound);
    goes_on(&world);
}
