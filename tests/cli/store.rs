//! Commands where no bot runs: the store answers in the command itself.

use crate::support::Home;

fn write_alert(home: &Home) {
    home.run(["alert", "new", "call.toml"]).succeeds().quietly();
    let text = home.read("call.toml").replace("# en = \"…\"", "en = \"Stand up\"");
    home.write("call.toml", &text);
}

#[test]
fn a_new_store_has_nobody_in_it() {
    let home = Home::new();
    let stats = home.run(["stats", "--json"]).succeeds().quietly();
    assert_eq!(stats.out, "{\"subscribers\":0,\"by_language\":{},\"pledges\":0,\"alerts\":0}\n");
    let tally = home.run(["pledges", "tally", "--json"]).succeeds();
    assert_eq!(tally.out, "{\"total\":0,\"by_kind\":{},\"by_language\":{}}\n");
    home.run(["alert", "list"]).succeeds().prints("There is no alert yet");
    let status = home.run(["status", "--json"]).succeeds().json();
    assert_eq!((&status["running"], &status["since"]), (&false.into(), &serde_json::Value::Null));
    home.run(["status"]).succeeds().prints("no; start it with `klich run`");
}

#[test]
fn an_alert_is_written_taken_and_shown() {
    let home = Home::new();
    write_alert(&home);
    let id = home.run(["alert", "send", "call.toml", "--json"]).succeeds().json()["id"].as_str().unwrap().to_owned();
    let status = home.run(["alert", "status", &id, "--json"]).succeeds().json();
    assert_eq!((&status["id"], &status["state"]), (&id.as_str().into(), &"scheduled".into()));
    home.run(["alert", "list"]).succeeds().prints(&id);
    home.run(["alert", "new", "next.toml"]).succeeds().prints("sequence 2");
    home.run(["alert", "follow", &id]).exits(75).prints(&id).complains("no bot runs", "klich run");
    home.run(["alert", "cancel", &id]).succeeds().prints("cancelled");
    home.run(["alert", "follow", &id]).exits(1).complains("was cancelled", "klich alert new");
}

#[test]
fn an_alert_is_taken_once_and_only_when_it_is_right() {
    let home = Home::new();
    home.run(["alert", "send", "alerts/example.toml"]).exits(2).complains("alerts/example.toml: ", "correct the file");
    write_alert(&home);
    home.run(["alert", "send", "call.toml"]).succeeds().prints("it goes out once `klich run` does");
    let again = home.run(["alert", "send", "call.toml"]);
    assert_ne!(again.code, Some(0));
    assert!(again.err.contains("sequence"), "{}", again.err);
    let list = home.run(["alert", "list", "--json"]).succeeds().json();
    assert_eq!(list["alerts"].as_array().unwrap().len(), 1);
}

#[test]
fn nothing_is_sent_where_signatures_are_asked_for() {
    let home = Home::new();
    home.edit("signers = []", "signers = [\"RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\"]");
    home.edit("signatures_required = 0", "signatures_required = 1");
    write_alert(&home);
    let refused = home.run(["alert", "send", "call.toml"]);
    assert_ne!(refused.code, Some(0));
    assert!(refused.err.contains("signatures"), "{}", refused.err);
    let list = home.run(["alert", "list", "--json"]).succeeds().json();
    assert_eq!(list["alerts"].as_array().unwrap().len(), 0);
}

#[test]
fn an_unknown_alert_is_told() {
    let home = Home::new();
    home.run(["alert", "status", "00000000"]).exits(1).complains("no such alert", "klich alert list");
    home.run(["alert", "follow", "00000000", "--json"]).exits(1).prints("{\"error\":{\"code\":\"failed\"");
}
