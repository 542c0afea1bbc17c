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
fn a_passphrase_is_asked_for_before_anything_is_made() {
    let home = Home::empty();
    home.write("short", "eleven char");
    home.write("long", "kupala night 1863");
    home.write("open", "kupala night 1863");
    home.chmod("short", 0o600);
    home.chmod("long", 0o600);
    home.chmod("open", 0o644);
    let before = home.contents();
    let init = |more: &[&str]| home.run(["init", "home"].iter().chain(more).copied().collect::<Vec<_>>());
    init(&["--unlock", "passphrase"]).exits(78).complains("no terminal to ask on", "--passphrase-file");
    init(&["--unlock", "passphrase", "--passphrase-file", "short"]).exits(2).complains("shorter than 12", "six words");
    init(&["--unlock", "passphrase", "--passphrase-file", "open"]).exits(78).complains("by others", "chmod 600");
    init(&["--passphrase-file", "long"]).exits(2).complains("nothing asks for one", "--unlock passphrase");
    assert!(before == home.contents(), "something was made");
    let run = init(&["--unlock", "passphrase", "--passphrase-file", "long"]).succeeds().quietly();
    run.prints("data/root-key").prints("Keep the passphrase").prints("klich unlock");
    assert_eq!(home.mode("home/data/root-key"), 0o600);
    assert!(!is_there(&home.path("home/secrets/vault.key")));
    assert!(home.read("home/klich.toml").contains("unlock = \"passphrase\""));
}

#[test]
fn a_key_for_systemd_is_made_and_it_is_said_what_to_do_with_it() {
    let home = Home::empty();
    home.run(["init", "home", "--unlock", "credential"]).succeeds().prints("systemd-creds encrypt --name=vault-key");
    assert_eq!(home.mode("home/secrets/vault.key"), 0o600);
    assert!(home.read("home/klich.toml").contains("unlock = \"credential\""));
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
