use std::fs;

use crate::support::{Home, is_there};

#[test]
fn makes_a_home_and_says_what_to_do_next() {
    let home = Home::empty();
    let run = home.run(["init", "home"]).succeeds().quietly();
    for step in ["@BotFather", "cd home && install -m 600 /dev/stdin secrets/bot-token", "klich check", "klich run"] {
        assert!(run.out.contains(step), "{}", run.out);
    }
    for (name, mode) in [
        ("home", 0o700),
        ("home/klich.toml", 0o600),
        ("home/secrets", 0o700),
        ("home/secrets/vault.key", 0o600),
        ("home/data", 0o700),
        ("home/data/keyring", 0o600),
        ("home/campaigns/belarus-16-november/campaign.toml", 0o600),
        ("home/campaigns/belarus-16-november/en.ftl", 0o600),
        ("home/alerts/example.toml", 0o600),
    ] {
        assert_eq!(home.mode(name), mode, "{name}");
    }
    assert!(home.read("home/klich.toml").contains("campaign = \"campaigns/belarus-16-november\""));
    assert!(!is_there(&home.path("home/secrets/bot-token")));
    assert!(!run.out.contains("klich-key-v1"));
}

#[test]
fn overwrites_nothing() {
    let home = Home::new();
    let before = home.contents();
    home.run(["init"]).exits(1).complains("klich.toml is there already", "klich init DIR");
    assert!(before == home.contents(), "something was changed");
}

#[test]
fn an_interrupted_init_can_be_run_again_and_keeps_what_is_there() {
    let home = Home::new();
    fs::remove_file(home.path("klich.toml")).unwrap();
    home.write("campaigns/belarus-16-november/en.ftl", "mine");
    let key = home.read("secrets/vault.key");
    home.run(["init"]).succeeds().prints("left as it is");
    assert_eq!(home.read("campaigns/belarus-16-november/en.ftl"), "mine");
    assert_eq!(home.read("secrets/vault.key"), key);
    assert!(is_there(&home.path("klich.toml")));

    fs::remove_file(home.path("klich.toml")).unwrap();
    fs::remove_dir_all(home.path("data")).unwrap();
    home.run(["init"]).succeeds();
    assert_eq!(home.read("secrets/vault.key"), key);
}

#[test]
fn a_store_without_its_key_is_left_alone() {
    let home = Home::new();
    fs::remove_file(home.path("klich.toml")).unwrap();
    fs::remove_file(home.path("secrets/vault.key")).unwrap();
    home.run(["init"]).exits(78).complains("there is no key file", "put the key back");
    assert!(!is_there(&home.path("klich.toml")) && !is_there(&home.path("secrets/vault.key")));
}

#[test]
fn a_place_that_is_no_folder_is_named() {
    let home = Home::empty();
    home.write("taken", "");
    home.run(["init", "taken/home"]).exits(1).complains("taken/home", "choose a place");
    assert_eq!(home.read("taken"), "");
}

#[test]
fn machines_get_the_list() {
    let home = Home::empty();
    let made = home.run(["init", "home", "--json"]).succeeds().json();
    assert_eq!(made["dir"], "home");
    assert!(made["created"].as_array().unwrap().contains(&"klich.toml".into()));
}
