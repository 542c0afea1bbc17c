//! Commands that a running bot answers.

use klich::control::{ControlError, Request};
use serde_json::{Value, json};

use crate::support::{Bot, Home};

fn bot(home: &Home, answers: impl IntoIterator<Item = Value>) -> Bot {
    Bot::at(&home.path("data/control.sock"), answers.into_iter().map(Ok))
}

fn alert(state: &str, delivered: u64) -> Value {
    json!({ "id": "k7x2m9qa", "state": state, "audience": 200, "delivered": delivered, "unreachable": 3, "failed": 0,
            "uncertain": 1, "remaining": 196 - delivered, "rate": 24.5 })
}

#[test]
fn totals_hide_small_groups() {
    let home = Home::new();
    let stats = json!({ "subscribers": 212, "by_language": { "be": 208, "lt": null }, "pledges": 60, "alerts": 2 });
    let _bot = bot(&home, [stats.clone()]);
    assert_eq!(home.run(["stats", "--json"]).succeeds().quietly().json(), stats);
    insta::assert_snapshot!(home.run(["stats"]).succeeds().out, @r"
    subscribers  212
    pledges      60
    alerts       2

    language  subscribers
    be                208
    lt                 <5
    ");
}

#[test]
fn pledges_are_counted() {
    let home = Home::new();
    let tally = json!({ "total": 60, "by_kind": { "sign": 60, "photo": null }, "by_language": { "be": 60 } });
    let bot = bot(&home, [tally.clone()]);
    assert_eq!(home.run(["pledges", "tally", "--json"]).succeeds().json(), tally);
    assert!(bot.asked() == [Request::PledgesTally { campaign: None }]);
    home.run(["pledges", "tally"]).succeeds().prints("people who pledged  60").prints("photo      <5");
}

#[test]
fn an_alert_goes_out_with_its_text_and_signatures() {
    let home = Home::new();
    home.write("call.toml", "kind = \"call\" # Сёння");
    home.write("a.minisig", "untrusted comment: a");
    let bot = bot(&home, [json!({ "id": "k7x2m9qa" })]);
    let run = home.run(["alert", "send", "call.toml", "--signature", "a.minisig", "--json"]).succeeds().quietly();
    assert_eq!(run.out, "{\"id\":\"k7x2m9qa\"}\n");
    let file = "kind = \"call\" # Сёння".to_owned();
    assert!(
        bot.asked() == [Request::AlertSend { file, signatures: vec!["untrusted comment: a".to_owned()], wait: false }]
    );
    home.run(["alert", "send", "call.toml"]).succeeds().prints("klich alert follow k7x2m9qa");
}

#[test]
fn a_refused_alert_is_told_with_its_file() {
    let home = Home::new();
    home.write("call.toml", "kind = 3");
    let refusal = ControlError::usage("line 1: `kind` must be \"call\"", "correct it");
    let _bot = Bot::at(&home.path("data/control.sock"), [Err(refusal)]);
    let run = home.run(["alert", "send", "call.toml", "--json"]).exits(2).complains("call.toml: line 1", "correct it");
    assert_eq!(run.json()["error"]["code"], "usage");
}

#[test]
fn an_alert_is_shown_and_steered() {
    let home = Home::new();
    let bot = bot(&home, [alert("running", 100)]);
    assert_eq!(home.run(["alert", "status", "K7X2M9QA", "--json"]).succeeds().json(), alert("running", 100));
    home.run(["alert", "pause", "k7x2m9qa"]).succeeds().prints("delivered          100");
    home.run(["alert", "resume", "k7x2m9qa"]).succeeds();
    home.run(["alert", "cancel", "k7x2m9qa"]).succeeds();
    let id = "k7x2m9qa".to_owned();
    let asked = [
        Request::AlertStatus { id: id.clone() },
        Request::AlertPause { id: id.clone() },
        Request::AlertResume { id: id.clone() },
        Request::AlertCancel { id },
    ];
    assert!(bot.asked() == asked);
}

#[test]
fn an_alert_is_followed_to_its_end() {
    let home = Home::new();
    let way = [alert("running", 0), alert("running", 0), alert("running", 98), alert("finished", 196)];
    let _bot = bot(&home, way.clone());
    insta::assert_snapshot!(home.run(["alert", "follow", "k7x2m9qa"]).succeeds().quietly().out, @r"
    k7x2m9qa running: 0 of 200 delivered, 3 unreachable, 0 failed, 1 uncertain, 24.5 a second, 8 s left
    k7x2m9qa running: 98 of 200 delivered, 3 unreachable, 0 failed, 1 uncertain, 24.5 a second, 4 s left
    k7x2m9qa finished: 196 of 200 delivered, 3 unreachable, 0 failed, 1 uncertain
    ");
    drop(_bot);

    let home = Home::new();
    let _bot = bot(&home, way.clone());
    let run = home.run(["alert", "follow", "k7x2m9qa", "--json"]).succeeds();
    let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, way);
}

#[test]
fn following_a_paused_or_cancelled_alert_is_no_success() {
    let home = Home::new();
    let mut paused = alert("paused", 10);
    paused["reason"] = json!("Telegram refused the text");
    let _bot = bot(&home, [paused, alert("cancelled", 10)]);
    let run = home.run(["alert", "follow", "k7x2m9qa"]);
    run.exits(75).complains("paused: Telegram refused the text", "klich alert resume k7x2m9qa");
    home.run(["alert", "follow", "k7x2m9qa"]).exits(1).complains("was cancelled", "klich alert new");
}

#[test]
fn a_new_alert_takes_the_next_number_and_overwrites_nothing() {
    let home = Home::new();
    let entry = json!({ "id": "k7x2m9qa", "sequence": 6, "kind": "call", "state": "finished", "send_at": null,
                        "expires": "2026-11-16T21:00:00Z" });
    let _bot = bot(&home, [json!({ "last_sequence": 6, "alerts": [entry] })]);
    home.run(["alert", "new", "alerts/next.toml"])
        .succeeds()
        .prints("sequence 7")
        .prints("klich alert send alerts/next.toml");
    let text = home.read("alerts/next.toml");
    assert!(text.contains("\nsequence = 7 ") && text.contains("campaign = \"belarus-16-november\""), "{text}");
    home.run(["alert", "new", "alerts/next.toml"])
        .exits(1)
        .complains("alerts/next.toml is there already", "another name");
    assert_eq!(home.read("alerts/next.toml"), text);
    insta::assert_snapshot!(home.run(["alert", "list"]).succeeds().out, @r"
    id        sequence  kind  state     goes out  expires
    k7x2m9qa         6  call  finished            2026-11-16T21:00:00Z
    ");
}

#[test]
fn the_state_of_the_bot_is_shown() {
    let home = Home::new();
    let status = json!({ "running": true, "state": "running", "since": "2026-11-16T08:00:00Z", "version": "0.1.0",
                         "campaign": "belarus-16-november", "inbox": 3, "broadcasts": 1, "set_aside": 0 });
    let _bot = bot(&home, [status.clone()]);
    assert_eq!(home.run(["status", "--json"]).succeeds().json(), status);
    home.run(["status"]).succeeds().prints("yes, since 2026-11-16T08:00:00Z").prints("updates in the inbox     3");
}

#[test]
fn a_bot_that_is_not_locked_is_left_as_it_is_and_a_locked_one_is_given_the_passphrase() {
    let home = Home::new();
    let status = |state: &str| {
        json!({ "running": true, "state": state, "since": "2026-11-16T08:00:00Z", "version": "0.1.0",
                "campaign": "belarus-16-november", "inbox": null, "broadcasts": null, "set_aside": null })
    };
    let running = bot(&home, [status("running")]);
    home.run(["unlock"]).succeeds().quietly().prints("klich is not locked.");
    assert!(running.asked() == [Request::Status {}]);
    drop(running);
    let locked = bot(&home, [status("locked"), json!({ "state": "running" })]);
    home.write("passphrase", "kupala night 1863\n");
    home.chmod("passphrase", 0o600);
    let unlocked = home.run(["unlock", "--json", "--passphrase-file", "passphrase"]).succeeds().json();
    assert_eq!(unlocked, json!({ "state": "running" }));
    let passphrase = klich::control::Secret::new(b"kupala night 1863".to_vec().into());
    assert!(locked.asked() == [Request::Status {}, Request::Unlock { passphrase }]);
}

#[test]
fn a_bot_of_another_version_is_told() {
    let home = Home::new();
    let _bot = bot(&home, [json!({ "something": "else" })]);
    home.run(["stats"]).exits(1).complains("answers in a way", "the same version");
}

#[test]
fn a_second_bot_is_refused() {
    let home = Home::new();
    let bot = bot(&home, [json!("here")]);
    home.run(["run"]).exits(75).complains("another klich runs on this store", "stop it first");
    drop(bot);
}
