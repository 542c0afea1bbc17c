//! Commands beside a bot that runs against the sandbox.

use std::os::unix::net::UnixStream;

use crate::support::{Home, Running};

/// Knocks again and again until the bot answers or has ended. `klich status` would open the store in its way.
fn wait_for(bot: &mut Running, home: &Home) {
    while UnixStream::connect(home.path("data/control.sock")).is_err() {
        bot.still_runs();
        std::thread::yield_now();
    }
}

fn sandbox(home: &Home) -> (Running, String) {
    let mut sandbox = home.start(["sandbox", "--port", "0", "--latency-ms", "0", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&sandbox.first_line()).unwrap();
    (sandbox, report["url"].as_str().unwrap().to_owned())
}

#[test]
fn a_running_bot_answers_and_a_second_is_refused() {
    let home = Home::new();
    let (_sandbox, url) = sandbox(&home);
    let home = home.variable("KLICH_TELEGRAM__API_URL", url);
    let mut bot = home.start(["run"]);
    wait_for(&mut bot, &home);
    home.run(["run"]).exits(75).complains("another klich runs on this store", "stop it first");
    home.run(["check"]).succeeds();
    home.run(["stats"]).succeeds().prints("subscribers");
    assert_eq!(home.run(["status", "--json"]).succeeds().json()["running"], true);

    home.run(["alert", "new", "call.toml"]).succeeds();
    home.write("call.toml", &home.read("call.toml").replace("# en = \"…\"", "en = \"Stand up\""));
    let id = home.run(["alert", "send", "call.toml", "--json"]).succeeds().json()["id"].as_str().unwrap().to_owned();
    home.run(["alert", "follow", &id]).succeeds().prints("finished");

    assert_eq!(bot.interrupt(), Some(0));
    assert!(!home.path("data/control.sock").exists());
    home.run(["alert", "status", &id, "--json"]).succeeds().prints("\"state\":\"finished\"");
}

#[test]
fn the_store_of_a_killed_bot_answers() {
    let home = Home::new();
    let (_sandbox, url) = sandbox(&home);
    let home = home.variable("KLICH_TELEGRAM__API_URL", url);
    let mut bot = home.start(["run"]);
    wait_for(&mut bot, &home);
    drop(bot);
    assert!(home.path("data/control.sock").exists(), "a killed bot removes nothing");
    assert_eq!(home.run(["status", "--json"]).succeeds().json()["running"], false);
}
