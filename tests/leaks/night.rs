//! The night after the day: what is carried away, restored and exported, and what a wiped home still holds.

use std::io::Read as _;

use age::secrecy::ExposeSecret as _;

use super::evidence::{Evidence, Place};
use crate::support::World;

/// Takes what a running bot gives away: a copy, sealed and opened, the letters, and the answers that nobody asks for by day.
pub fn carry_away(world: &World, evidence: &mut Evidence) {
    let home = &world.home;
    let identity = age::x25519::Identity::generate();
    home.write("away/backup.key", identity.to_string().expose_secret());
    let recipient = identity.to_public().to_string();
    let made = home.run(["backup", "copy.age", "--recipient", &recipient]).succeeds();
    evidence.take_answer("backup", &made);
    let sealed = std::fs::read(home.path("copy.age")).unwrap();
    let opened = age::Decryptor::new(sealed.as_slice()).unwrap();
    let mut inner = Vec::new();
    opened.decrypt([&identity as &dyn age::Identity].into_iter()).unwrap().read_to_end(&mut inner).unwrap();
    assert!(inner.len() > 10_000, "it holds the day");
    evidence.add(Place::Backup, "copy.age, opened", inner);

    let exported = home.run(["pledges", "export", "letters"]).succeeds();
    assert!(std::fs::read_dir(home.path("letters")).unwrap().count() > 0, "there are letters: {}", exported.out);
    evidence.take_answer("pledges export", &exported);
    for words in [
        &["audit", "list"][..],
        &["audit", "list", "--json"],
        &["aside", "list"],
        &["aside", "list", "--json"],
        &["circles", "list"],
        &["keys", "list"],
        &["desk", "--json"],
        &["check", "--retention"],
        &["keys", "rotate", "--json"],
    ] {
        evidence.take_answer(&words.join(" "), &home.run(words).succeeds());
    }

    let other = world.another_home();
    std::fs::remove_dir_all(other.path("data")).unwrap();
    other.write("secrets/vault.key", &home.read("secrets/vault.key"));
    let (copy, key) = (home.path("copy.age"), home.path("away/backup.key"));
    let words = ["restore", copy.to_str().unwrap(), "--identity", key.to_str().unwrap()];
    evidence.take_answer("restore", &other.run(words).succeeds());
    evidence.take_home(&other);
}

/// Wipes the home under a bot that runs, and takes all that is left there and what is told of it.
pub fn wipe(world: &World, evidence: &mut Evidence) {
    let mut bot = world.start();
    evidence.take_answer("wipe", &world.home.run(["wipe", "--yes"]).succeeds());
    bot.ends();
    evidence.take_output(&bot);
    evidence.take_wiped(&world.home);
    for words in [&["status"][..], &["status", "--json"], &["stats"], &["run"], &["check"]] {
        evidence.take_answer(&format!("wiped: {}", words.join(" ")), &world.home.run(words));
    }
}
