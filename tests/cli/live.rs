//! Commands beside a bot that runs against the sandbox.

use std::os::unix::net::UnixStream;

use crate::support::{Home, Running, until};

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

/// The demo is killed, so that it can stop nothing itself.
#[test]
fn the_bot_of_a_demo_ends_with_it() {
    let home = Home::empty();
    // What the demo would remove lies in this test's own folder.
    std::fs::create_dir(home.path("scratch")).unwrap();
    home.set("TMPDIR", home.path("scratch").to_str().unwrap());
    let mut demo = home.start(["demo", "--port", "0", "--supporters", "10"]);
    demo.first_line();
    let parent = demo.id();
    let mut bot = None;
    until("its bot runs", || {
        demo.still_runs();
        bot = children(parent).into_iter().find(|id| arguments(*id).contains("run"));
        bot.is_some()
    });
    drop(demo);
    let bot = bot.unwrap();
    until("its bot is gone", || !arguments(bot).contains("run"));
}

/// Lists the processes that a process has started.
fn children(parent: u32) -> Vec<u32> {
    let processes =
        std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let is_child = |id: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        let fields = stat.rsplit_once(')').map(|(_, fields)| fields.to_owned()).unwrap_or_default();
        fields.split_whitespace().nth(1) == Some(&parent.to_string())
    };
    processes.filter(is_child).collect()
}

/// The arguments of a process; none of one that is gone or only waits to be collected.
fn arguments(id: u32) -> String {
    std::fs::read_to_string(format!("/proc/{id}/cmdline")).unwrap_or_default()
}
