use std::os::unix::net::UnixListener;

use crate::support::Home;

#[test]
fn wrong_arguments_are_usage() {
    let home = Home::empty();
    home.run(["--conifg", "x", "check"]).exits(2).complains("unexpected argument '--conifg'", "--config");
    home.run(["alrt"]).exits(2).complains("unrecognized subcommand 'alrt'", "alert");
    home.run(["alert", "send"]).exits(2).complains("required arguments were not provided", "klich alert send");
    home.run(["alert", "status", "../../etc"]).exits(2).complains("eight letters and digits", "--help");
    home.run(["sandbox", "--rate", "fast"]).exits(2).complains("invalid value 'fast'", "--help");
    home.run([""; 0]).exits(2);
}

#[test]
fn machines_get_the_error_too() {
    let home = Home::empty();
    let error = home.run(["alrt", "--json"]).exits(2).json();
    assert_eq!(error["error"]["code"], "usage");
    let error = home.run(["stats", "--json"]).exits(78).complains("klich.toml", "klich init").json();
    assert_eq!(error["error"]["code"], "configuration");
    assert!(error["error"]["next"].as_str().unwrap().contains("klich init"));
    assert!(error["error"]["problems"].is_array());
}

#[test]
fn every_command_names_a_missing_configuration() {
    let home = Home::empty();
    for command in [&["run"][..], &["status"], &["stats"], &["alert", "list"], &["pledges", "tally"], &["check"]] {
        let run = home.run(command).exits(78);
        assert!(format!("{}{}", run.out, run.err).contains("klich init"), "{command:?}");
    }
    assert_eq!(home.contents(), []);
}

#[test]
fn every_mistake_of_the_configuration_is_told_by_every_command() {
    let home = Home::new();
    home.edit("updates = \"polling\"", "updates = \"push\"");
    home.edit("url = \"sled:data\"", "url = \"data\"");
    let run = home.run(["run"]).exits(78).complains("`telegram.updates`", "\"polling\", \"webhook\"");
    run.complains("`store.url`", "sled:data");
}

#[test]
fn missing_keys_and_stores_are_named_by_every_command() {
    let home = Home::new();
    std::fs::remove_file(home.path("secrets/vault.key")).unwrap();
    home.run(["stats"]).exits(78).complains("there is no key file", "put the key back");
    let home = Home::new();
    std::fs::remove_dir_all(home.path("data")).unwrap();
    home.run(["stats"]).exits(78).complains("there is no store", "klich init");
}

#[test]
fn what_is_not_a_klich_at_the_socket_is_no_hang_and_no_crash() {
    let home = Home::new();
    let socket = UnixListener::bind(home.path("data/control.sock")).unwrap();
    let answering = std::thread::spawn(move || drop(socket.accept().unwrap()));
    home.run(["stats"]).exits(75).complains("gave no answer", "klich status");
    answering.join().unwrap();
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = Home::new();
    let run = std::process::Command::new("sh")
        .args(["-c", "\"$0\" check | true; exit 0", env!("CARGO_BIN_EXE_klich")])
        .current_dir(home.path(""))
        .output()
        .unwrap();
    assert!(!String::from_utf8_lossy(&run.stderr).contains("panicked"));
}

#[test]
fn a_bot_does_not_start_on_a_bad_campaign_or_token_and_tells_every_mistake() {
    let home = Home::new();
    home.write("secrets/bot-token", "123:nonsense");
    home.write("campaigns/belarus-16-november/campaign.toml", "id = 3\nname = 5\n");
    let before = home.contents();
    let run = home.run(["run"]).exits(78).complains("bot-token: the file does not hold a token", "@BotFather");
    assert!(run.err.matches("campaign.toml").count() >= 2, "{}", run.err);
    assert!(!run.err.contains("nonsense"), "{}", run.err);
    assert!(before == home.contents(), "something was changed");
}
