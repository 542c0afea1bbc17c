//! Calls that go out only with their signatures: by files, at the desk, and what a subscriber can check of them.

use std::fs;

use klich::sandbox::MessageView;
use klich::seal::{Manifest, Quorum, Signature, SignedCall, SignerKey, admit};
use serde_json::{Value, json};

use crate::support::{ORGANISER, Phone, World, alert_file, in_seconds, until};

const CAMPAIGN: &str = "belarus-16-november";

/// Makes signers' keys, of which the first `ours` count, and asks for signatures of `required` of them.
fn signers(world: &World, names: &[&str], ours: usize, required: usize) -> Quorum {
    let keys: Vec<String> = names
        .iter()
        .map(|name| {
            world.home.run(["keys", "new-signer", name, "--no-passphrase"]).succeeds();
            let public = fs::read_to_string(world.home.path(&format!("{name}.pub"))).unwrap();
            public.lines().last().unwrap().to_owned()
        })
        .collect();
    world.set("KLICH_ORGANISERS__SIGNERS", json!(keys[..ours]).to_string());
    world.set("KLICH_ORGANISERS__SIGNATURES_REQUIRED", required.to_string());
    world.set("KLICH_WEB__PUBLIC_URL", "https://solidarity.example");
    let signers = keys[..ours].iter().map(|key| key.parse::<SignerKey>().unwrap()).collect();
    Quorum { signers, required }
}

/// Lets somebody sign a file and gives the signature's name.
fn sign(world: &World, file: &str, who: &str) -> String {
    let signature = format!("{file}.{who}.minisig");
    world.home.run(["alert", "sign", file, "--key", who, "--output", &signature]).succeeds();
    signature
}

fn send<'a>(file: &'a str, signatures: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    let mut words = vec!["alert", "send", file];
    words.extend(signatures.iter().flat_map(|signature| ["--signature", *signature]));
    words.extend(more);
    words
}

/// Gives the address of the button under a message that opens the page with a call.
fn verify_address(message: &MessageView) -> Option<String> {
    let rows = message.reply_markup.as_ref()?["inline_keyboard"].as_array()?.clone();
    let buttons = rows.iter().filter_map(Value::as_array).flatten();
    buttons.filter_map(|button| button["web_app"]["url"].as_str()).map(str::to_owned).find(|url| url.contains("#a="))
}

fn checked(address: &str, quorum: &Quorum, last: u64) -> (Manifest, SignedCall) {
    let call = SignedCall::read(address).unwrap();
    let manifest = call.parse_manifest().unwrap();
    admit(&manifest, &call.signatures, CAMPAIGN, quorum, last, jiff::Timestamp::now()).unwrap();
    manifest.check_text(&call.language, &call.text).unwrap();
    (manifest, call)
}

#[test]
fn each_reason_against_a_call_is_told_and_with_its_signatures_it_goes_out_to_be_checked() {
    let world = World::new();
    let quorum = signers(&world, &["ann", "ben", "cyd", "eve"], 3, 2);
    let _bot = world.start();
    world.subscribers(100..103, "be");
    let call = alert_file(1, &[("en", "Come."), ("be", "Прыходзьце.")]);
    world.home.write("a.toml", &call);
    world.home.write("b.toml", &call.replace("Come.", "Stay."));
    world.home.write("late.toml", &alert_file(1, &[("en", "Late.")]).replace(&year(&call), "2020"));
    let by = |file: &str, who: &str| sign(&world, file, who);
    let (ann, ben, eve) = (by("a.toml", "ann"), by("a.toml", "ben"), by("a.toml", "eve"));
    let other = by("b.toml", "ben");
    let (late_ann, late_ben) = (by("late.toml", "ann"), by("late.toml", "ben"));
    world.home.write("cut.minisig", "untrusted comment: x\n");
    let refuses = |file, signatures: &[&str], code, what| {
        world.home.run(send(file, signatures, &[])).exits(code).complains(what, "");
        // Letting it wait lets nothing through that is wrong.
        if !what.contains("of 2 signatures") {
            world.home.run(send(file, signatures, &["--wait"])).exits(code).complains(what, "");
        }
    };
    refuses("a.toml", &[], 1, "0 of 2 signatures are there: let 2 more sign");
    refuses("a.toml", &[&ann], 1, "1 of 2 signatures are there: let 1 more sign");
    refuses("a.toml", &[&ann, &ann], 1, "signed twice and counts once");
    refuses("a.toml", &[&ann, &eve], 1, "none of this campaign's signers");
    refuses("a.toml", &[&ann, &other], 1, "is over another text, or was changed");
    refuses("late.toml", &[&late_ann, &late_ben], 1, "it expired at");
    refuses("a.toml", &[&ann, "cut.minisig"], 2, "not what minisign writes");
    assert_eq!(world.home.run(["alert", "list", "--json"]).json()["alerts"], json!([]), "nothing was taken");

    // One signature now, the other one later, by the same command or by its id.
    let sent = world.home.run(send("a.toml", &[&ann], &["--wait", "--json"])).succeeds().json();
    assert_eq!((&sent["signatures"]["given"], &sent["signatures"]["required"]), (&json!(1), &json!(2)));
    let id = sent["id"].as_str().unwrap().to_owned();
    let status = world.alert(&id);
    assert_eq!((&status["state"], &status["signatures"]["given"]), (&json!("awaiting-signatures"), &json!(1)));
    world.home.run(["alert", "add-signature", &id, &eve]).exits(1).complains("none of this campaign's", "");
    world.home.run(["alert", "add-signature", &id, &ben]).succeeds().prints("is taken");
    world.alert_is(&id, "finished");
    refuses("a.toml", &[&ann, &ben], 1, "sequence 1 is not above 1");
    world.home.run(["alert", "add-signature", &id, &ben]).succeeds();

    for id in 100..103 {
        let message = Phone::new(&world, id).gets("Прыходзьце.");
        let address = verify_address(&message).expect("a button to verify");
        assert!(address.starts_with("https://solidarity.example/app/#a=") && address.len() < 2000);
        let (manifest, call) = checked(&address, &quorum, 0);
        assert_eq!((call.text.as_str(), manifest.sequence, call.signatures.len()), ("Прыходзьце.", 1, 2));
        assert_eq!(manifest.texts.len(), 2);
    }
    world.was_proper();
}

/// The year of the expiry that test files have.
fn year(file: &str) -> String {
    let (_, rest) = file.split_once("expires = ").unwrap();
    rest[..4].to_owned()
}

#[test]
fn a_draft_of_the_desk_is_fetched_signed_elsewhere_and_signed_off_by_files_in_the_chat() {
    let world = World::new();
    let quorum = signers(&world, &["ann", "ben", "eve"], 2, 2);
    let bot = world.start();
    world.subscribers(100..102, "en");
    let desk = world.organiser("en");
    let home = desk.says("/desk");
    let draft = desk.presses(&desk.presses(&home, "desk.new"), "desk.begin.call");
    let id = draft.buttons()[0].split('.').nth(2).unwrap().to_owned();
    desk.presses(&draft, &format!("desk.write.{id}.en"));
    desk.says("Today we stand together.");
    let draft = desk.gets("Written: English");
    let question = desk.presses(&draft, "desk.send-ask.");
    assert!(question.text.contains("signatures: 2"), "{}", question.text);
    let waits = desk.presses(&question, "desk.send.");
    assert!(waits.text.contains("Signatures: 0 of 2"), "{}", waits.text);
    assert_eq!(world.alert(&id)["state"], "awaiting-signatures");

    desk.presses(&waits, "desk.to-sign.");
    let view = desk.sees("both files", |view| documents(view).count() == 2);
    let files: Vec<(String, Vec<u8>)> = documents(&view)
        .map(|document| {
            let name = document["file_name"].as_str().unwrap().to_owned();
            (name, world.file(document["file_id"].as_str().unwrap()))
        })
        .collect();
    for (name, bytes) in &files {
        world.home.write(name, std::str::from_utf8(bytes).unwrap());
    }
    assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["alert-1.toml", "alert-1.manifest"]);
    assert!(String::from_utf8_lossy(&files[0].1).contains("Today we stand together."));
    // Ann signs the file with the texts, Ben the manifest; it is the same.
    let (ann, ben) = (sign(&world, "alert-1.toml", "ann"), sign(&world, "alert-1.manifest", "ben"));
    let eve = sign(&world, "alert-1.toml", "eve");
    let hand_in = |name: &str, bytes: &[u8], answer: &str| {
        let before = desk.view().from_bot().count();
        world.people.document(ORGANISER, name, bytes, "").unwrap();
        let view = desk.sees(answer, |view| view.from_bot().count() > before);
        let told = view.from_bot().nth(before).unwrap().clone();
        assert!(told.text.contains(answer), "{}", told.text);
    };
    let read = |name: &str| fs::read(world.home.path(name)).unwrap();
    hand_in("eve.minisig", &read(&eve), "none of this campaign's signers");
    hand_in("ann.minisig", &read(&ann), "1 of 2");
    bot.stops();
    let _bot = world.start();
    hand_in("ann.minisig", &read(&ann), "1 of 2");
    hand_in("x.minisig", b"untrusted comment: x\n", "whole .minisig file");
    assert_eq!(world.got(100..102, "stand together").values().sum::<usize>(), 0);
    hand_in("ben.minisig", &read(&ben), "none is missing");
    world.alert_is(&id, "finished");
    for id in 100..102 {
        let address = verify_address(&Phone::new(&world, id).gets("stand together")).unwrap();
        assert_eq!(checked(&address, &quorum, 0).0.sequence, 1);
    }
    // The command line fetches the same, for one that waits now.
    world.home.write("next.toml", &alert_file(2, &[("en", "Second.")]));
    let next = world.home.run(send("next.toml", &[], &["--wait", "--json"])).succeeds().json();
    let next = next["id"].as_str().unwrap();
    world.home.run(["alert", "fetch", next, "to-sign.toml"]).succeeds().prints("sequence: 2");
    world.home.run(["alert", "fetch", next, "to-sign.toml"]).exits(1).complains("is there already", "");
    let (ann, ben) = (sign(&world, "to-sign.toml", "ann"), sign(&world, "to-sign.toml.manifest", "ben"));
    world.home.run(["alert", "add-signature", next, &ann, &ben]).succeeds();
    world.alert_is(next, "finished");
    world.was_proper();
}

fn documents(view: &klich::sandbox::ChatView) -> impl Iterator<Item = &Value> {
    view.from_bot().filter_map(|message| message.document.as_ref())
}

#[test]
fn a_long_call_comes_with_its_files_and_a_discreet_one_is_checked_when_it_is_shown() {
    let world = World::new();
    let quorum = signers(&world, &["ann"], 1, 1);
    let _bot = world.start();
    world.subscribers(100..101, "en");
    let quiet = world.person(200, "Q", "en");
    let asked = quiet.says("/subscribe");
    let page = quiet.presses(&asked, "hearing");
    quiet.presses(&page, "hear.discreet.on");
    // What does not deflate: no link can carry it.
    let long: String = (0..60).map(|n| klich::seal::sha256_hex(&n.to_string()) + " ").collect();
    let long = long.chars().take(3000).collect::<String>();
    world.home.write("long.toml", &alert_file(1, &[("en", &format!("Long. {}", long.trim()))]));
    let signature = sign(&world, "long.toml", "ann");
    let sent = world.home.run(send("long.toml", &[&signature], &["--json"])).succeeds().json();
    world.alert_is(sent["id"].as_str().unwrap(), "finished");
    let ann = Phone::new(&world, 100);
    let message = ann.gets("Long.");
    assert_eq!(verify_address(&message), None);
    let proof = message.buttons().into_iter().find(|data| data.starts_with("proof.")).unwrap().to_owned();
    ann.presses(&message, "proof.");
    let view = ann.sees("text, manifest, signature", |view| documents(view).count() == 3);
    let given: Vec<String> = documents(&view)
        .map(|document| String::from_utf8(world.file(document["file_id"].as_str().unwrap())).unwrap())
        .collect();
    let manifest = Manifest::parse(&given[1]).unwrap();
    let signatures = [Signature::read(&given[2]).unwrap()];
    admit(&manifest, &signatures, CAMPAIGN, &quorum, 0, jiff::Timestamp::now()).unwrap();
    manifest.check_text("en", &given[0]).unwrap();
    // Whom the call was not for gets no files.
    let eve = world.person(666, "Eve", "en");
    eve.says("/start");
    let before = eve.view().messages.len();
    assert!(eve.forges(&proof).show_alert);
    assert_eq!(eve.view().messages.len(), before);

    world.home.write("short.toml", &alert_file(2, &[("en", "Short.")]));
    let signature = sign(&world, "short.toml", "ann");
    world.home.run(send("short.toml", &[&signature], &[])).succeeds();
    let notice = quiet.sees("two notices", |view| {
        view.from_bot().filter(|message| message.buttons().iter().any(|data| data.starts_with("show."))).count() == 2
    });
    let notice = notice.last().unwrap().clone();
    assert_eq!(verify_address(&notice), None, "a neutral line tells nothing");
    let shown = quiet.presses(&notice, "show.");
    assert_eq!(checked(&verify_address(&shown).unwrap(), &quorum, 1).1.text, "Short.");
    // Without a page to open there is no button, and /verify says so.
    world.people.say(100, "/verify").unwrap();
    ann.gets("Under each call is the button");
    world.was_proper();
}

#[test]
fn corrections_and_reminders_need_signatures_and_a_number_that_was_passed_is_not_sent() {
    let world = World::new();
    let quorum = signers(&world, &["ann"], 1, 1);
    let bot = world.start();
    world.subscribers(100..102, "en");
    let desk = world.organiser("en");
    let later = alert_file(1, &[("en", "In an hour.")]);
    world.home.write("later.toml", &later.replace("[text]", &format!("send_at = {}\n[text]", in_seconds(3600))));
    let signature = sign(&world, "later.toml", "ann");
    let waits = world.home.run(send("later.toml", &[&signature], &["--json"])).succeeds().json();
    let waits = waits["id"].as_str().unwrap();
    assert_eq!(world.alert(waits)["state"], "scheduled");

    world.home.write("call.toml", &alert_file(2, &[("en", "At the bridge.")]));
    let signature = sign(&world, "call.toml", "ann");
    let call = world.home.run(send("call.toml", &[&signature], &["--json"])).succeeds().json();
    let call = call["id"].as_str().unwrap();
    world.alert_is(call, "finished");
    // The one with the older number would not be believed any more: it stands still, and organisers are told.
    let outrun = world.alert_is(waits, "paused");
    assert!(outrun["reason"].as_str().unwrap().contains("newer number"), "{outrun}");
    world.home.run(["alert", "resume", waits]).exits(1);
    desk.gets("an alert with a newer number went out first");

    let fix = alert_file(3, &[("en", "At the gate.")]).replace("\"call\"", "\"correction\"");
    world.home.write("fix.toml", &fix);
    world.home.run(["alert", "correct", call, "fix.toml"]).exits(1).complains("0 of 1 signatures", "--wait");
    let begun = world.home.run(["alert", "correct", call, "fix.toml", "--wait", "--json"]).succeeds().json();
    let correction = begun["id"].as_str().unwrap();
    assert_eq!(world.alert(correction)["state"], "awaiting-signatures");
    assert_eq!(world.got(100..102, "At the gate.").values().sum::<usize>(), 0);
    bot.stops();
    let _bot = world.start();
    let signature = sign(&world, "fix.toml", "ann");
    world.home.run(["alert", "add-signature", correction, &signature]).succeeds();
    world.alert_is(correction, "finished");
    for id in 100..102 {
        let message = Phone::new(&world, id).gets("At the gate.");
        let (manifest, call) = checked(&verify_address(&message).unwrap(), &quorum, 2);
        assert_eq!((manifest.kind.as_str(), call.text.as_str()), ("correction", "At the gate."));
    }
    // A recall calls nobody to anything.
    let recall = world.home.run(["alert", "recall", call, "--yes", "--json"]).succeeds().json();
    world.alert_is(recall["id"].as_str().unwrap(), "finished");
    until("nothing stands any more", || {
        (100..102).all(|id| Phone::new(&world, id).view().from_bot().all(|m| m.deleted || !m.text.contains("gate")))
    });
    world.was_proper();
}

/// Signers and recipients change only by those of before; /verify shows the signed list of addresses.
#[test]
fn other_keys_need_a_list_that_those_before_have_signed_and_addresses_are_shown_as_signed() {
    let world = World::new();
    signers(&world, &["ann", "ben"], 1, 1);
    let key = |name: &str| {
        let public = fs::read_to_string(world.home.path(&format!("{name}.pub"))).unwrap();
        public.lines().last().unwrap().to_owned()
    };
    let print = |words: &[&str], file: &str| {
        let printed = world.home.run(words).succeeds();
        world.home.write(file, &format!("{}\n", printed.out.trim_end()));
    };
    world.start().stops();
    world.home.run(["keys", "list", "--write"]).succeeds().prints("keys/1.keys").prints("klich keys sign");
    world.home.run(["keys", "list", "--write"]).exits(1).complains("is there already", "");
    let other = json!([key("ben")]).to_string();
    world.set("KLICH_ORGANISERS__SIGNERS", other);
    // Without a list, and with one that nobody of before has signed.
    let refused = |what: &str| {
        world.home.run(["run"]).exits(78).complains(what, "klich keys sign");
        world.home.run(["stats"]).exits(78).complains(what, "klich keys sign");
    };
    fs::rename(world.home.path("keys/1.keys"), world.home.path("kept")).unwrap();
    refused("not those that this store knows");
    fs::rename(world.home.path("kept"), world.home.path("keys/1.keys")).unwrap();
    print(&["keys", "list", "--text"], "keys/2.keys");
    world.home.run(["keys", "sign", "keys/2.keys", "--key", "ben"]).succeeds();
    refused("is not signed by those before it");
    world.home.run(["check"]).exits(78).prints("is not signed by those before it");
    for file in fs::read_dir(world.home.path("keys")).unwrap().flatten() {
        if file.file_name().to_string_lossy().ends_with("minisig") {
            fs::remove_file(file.path()).unwrap();
        }
    }
    world.home.run(["keys", "sign", "keys/2.keys", "--key", "ann"]).succeeds();
    // What can't be read is not taken for what is not there.
    fs::create_dir(world.home.path("keys/3.keys")).unwrap();
    world.home.run(["run"]).exits(78).complains("3.keys is no file", "take it away");
    fs::remove_dir(world.home.path("keys/3.keys")).unwrap();

    let bots = ["keys", "addresses", "--bot", "@klich_one_bot", "--next-bot", "@klich_two_bot"];
    let rest = ["--page", "https://solidarity.example/app/", "--expires", "2999-01-01T00:00:00Z"];
    world.home.run([bots.as_slice(), &rest, &["--write"]].concat()).succeeds().prints("keys/1.addresses");
    let bot = world.start();
    let ann = world.person(100, "A", "en");
    let before = ann.says("/verify").text;
    assert!(before.contains("Fingerprint") && !before.contains("klich_two_bot"), "nobody signed the list: {before}");
    bot.stops();
    world.home.run(["check"]).exits(78).prints("0 of 1 signatures are there");
    world.home.run(["keys", "sign", "keys/1.addresses", "--key", "ben"]).succeeds();
    let bot = world.start();
    let shown = ann.says("/verify").text;
    assert!(shown.contains("@klich_one_bot") && shown.contains("@klich_two_bot"), "{shown}");
    bot.stops();
    // A newer list takes its place; an older one, put back, is shown no more.
    let moved = ["keys", "addresses", "--bot", "@klich_two_bot"];
    print(&[moved.as_slice(), &rest].concat(), "keys/2.addresses");
    world.home.run(["keys", "sign", "keys/2.addresses", "--key", "ben"]).succeeds();
    let bot = world.start();
    let shown = ann.says("/verify").text;
    assert!(shown.contains("@klich_two_bot") && !shown.contains("@klich_one_bot"), "{shown}");
    bot.stops();
    fs::rename(world.home.path("keys/2.addresses"), world.home.path("kept")).unwrap();
    let _bot = world.start();
    let shown = ann.says("/verify").text;
    assert!(shown.contains("Fingerprint") && !shown.contains("@klich_one_bot"), "an older list: {shown}");
    world.was_proper();
}
