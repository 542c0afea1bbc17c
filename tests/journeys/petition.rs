//! The petition as a whole: closed for good, signatures on paper, pledges from elsewhere, pictures.

use std::fs;

use klich::seal::{Letter, Pledge, SealedFile, seal, statement_hash};
use serde_json::{Value, json};

use crate::support::{Phone, World, until};

const ALES: i64 = 5_123_456_789;
const CAMPAIGN: &str = "belarus-16-november";

/// A world whose campaign has an organiser's key.
fn sealing() -> (World, String) {
    let world = World::new();
    world.home.run(["keys", "new-organiser", "olga", "--no-passphrase"]).succeeds();
    let recipient = world.home.read("olga.pub").trim().lines().last().unwrap().to_owned();
    world.set("KLICH_ORGANISERS__RECIPIENTS", format!("[\"{recipient}\"]"));
    (world, recipient)
}

fn sealed_pledge(recipient: &str, name: &str) -> SealedFile {
    let pledge = Letter::Pledge(Pledge {
        campaign: CAMPAIGN.into(),
        statement: statement_hash("the words on the page"),
        day: "2026-11-16".into(),
        language: "be".into(),
        kinds: vec!["sign".into()],
        name: name.into(),
        ..Pledge::default()
    });
    seal(pledge.to_padded().unwrap().as_bytes(), &[recipient.parse().unwrap()]).unwrap()
}

fn json_of(world: &World, arguments: &[&str]) -> Value {
    world.home.run(arguments.iter().copied().chain(["--json"])).succeeds().json()
}

fn receipt_of(phone: &Phone<'_>) -> String {
    let shown = phone.says("/pledge");
    let receipt = phone.presses(&shown, "receipt").text;
    let is_receipt = |line: &&str| line.len() == 27 && line.matches('-').count() == 3;
    receipt.lines().find(is_receipt).unwrap_or_else(|| panic!("no receipt in {receipt}")).to_owned()
}

#[test]
fn a_petition_is_closed_after_what_was_sealed_is_out_and_nothing_leads_to_people_any_more() {
    let (world, recipient) = sealing();
    let bot = world.start();
    let (ales, maja) = (world.person(ALES, "Алесь", "be"), world.person(61, "Maja", "en"));
    ales.says("/subscribe");
    ales.says("/pledge sign");
    maja.says("/pledge act");
    let receipt = receipt_of(&maja);
    let asked = maja.says(&sealed_pledge(&recipient, "Maja").to_armour());
    maja.presses(&asked, "letter.");

    // Not before it is out, not unasked, and without a word of it said nothing happens.
    let refused = world.home.run(["pledges", "close", "--yes"]).exits(1);
    refused.complains("not all of them were exported", "klich pledges export DIR");
    assert_eq!(json_of(&world, &["pledges", "export", "out"])["written"], 1);
    world.home.run(["pledges", "close"]).exits(2).complains("has to be confirmed", "--yes");
    let asked = ales.says(&sealed_pledge(&recipient, "Ales").to_armour());
    world.home.run(["pledges", "close", "--yes"]).exits(1).complains("not all of them were exported", "export");
    ales.presses(&asked, "letter.");
    json_of(&world, &["pledges", "export", "out"]);
    let closed = json_of(&world, &["pledges", "close", "--yes"]);
    assert_eq!(
        (&closed["petition"], &closed["total"], &closed["before"]),
        (&json!("release-the-detained"), &json!(2), &json!(false))
    );

    let said = ales.says("/pledge");
    assert!(said.text.contains("Петыцыя закрытая") && said.text.contains("Канчатковы лік: 2"), "{}", said.text);
    assert!(maja.says("/pledge raise").text.contains("The petition is closed"));
    assert!(maja.says(&format!("/verify {receipt}")).text.contains("This receipt is counted"));
    until("everything is removed and the keys are renewed", || {
        json_of(&world, &["pledges", "close", "--yes"])["swept"] == true && world.status()["rotation"].is_null()
    });
    let tally = json_of(&world, &["pledges", "tally"]);
    assert_eq!((&tally["total"], tally["closed"].is_string()), (&json!(2), true));
    assert_eq!(json_of(&world, &["pledges", "export", "after"])["written"], 0, "what was sealed is gone here");
    assert_eq!(fs::read_dir(world.home.path("out")).unwrap().count(), 2, "and what is out stays");
    let log = world.home.run(["audit", "list"]).succeeds().out;
    assert_eq!(log.matches("petition-closed").count(), 1, "{log}");

    // Erasure, a restart, a backup and new keys cope with it.
    let forget = maja.says("/forget");
    maja.presses(&forget, "forget.");
    bot.stops();
    world.home.run(["keys", "rotate"]).succeeds();
    world.home.run(["keys", "new-organiser", "safe", "--no-passphrase"]).succeeds();
    let safe = world.home.read("safe.pub").trim().lines().last().unwrap().to_owned();
    world.home.run(["backup", "all.klich", "--recipient", &safe]).succeeds();
    fs::rename(world.home.path("data"), world.home.path("before")).unwrap();
    world.home.run(["restore", "all.klich", "--identity", "safe"]).succeeds();
    let bot = world.start();
    assert!(ales.says("/pledge").text.contains("Петыцыя закрытая"));
    assert_eq!(json_of(&world, &["pledges", "tally"])["total"], 2);
    bot.stops();
    world.home.run(["wipe", "--yes"]).succeeds();
    world.was_proper();
}

#[test]
fn what_was_not_read_may_be_let_go_when_it_is_said() {
    let (world, recipient) = sealing();
    let bot = world.start();
    let ales = world.person(ALES, "Алесь", "be");
    let asked = ales.says(&sealed_pledge(&recipient, "Ales").to_armour());
    ales.presses(&asked, "letter.");
    bot.stops();
    // Where no bot runs, all of it is done at once.
    let closed = json_of(&world, &["pledges", "close", "--yes", "--without-export"]);
    assert_eq!((&closed["total"], &closed["swept"]), (&json!(1), &json!(true)));
    assert_eq!(json_of(&world, &["pledges", "export", "out"])["written"], 0);
    world.home.run(["pledges", "close", "--yes"]).succeeds().prints("was closed on");
}

#[test]
fn signatures_on_paper_are_entered_taken_back_and_shown_apart() {
    let world = World::new();
    let add = |place: &str, count: &str, date: &str| {
        world.home.run(["pledges", "paper", "add", "--place", place, "--count", count, "--date", date, "--json"])
    };
    world.home.run(["pledges", "paper", "list"]).succeeds().prints("no signatures on paper");
    assert!(json_of(&world, &["pledges", "tally"]).get("paper").is_none());
    assert_eq!(add("Вільня, Лукішкі", "40", "2026-11-01").succeeds().json()["number"], 1);
    let bot = world.start();
    add("Minsk, MTZ", "200", "2026-11-02").succeeds();
    add("Minsk", "0", "2026-11-02").exits(2).complains("1 to 1000000 signatures", "nothing was entered");
    add("Minsk", "1", "2126-11-02").exits(2).complains("still to come", "nothing was entered");
    add("Minsk", "1", "2.11.2026").exits(2).complains("no day", "2026-11-16");
    add(" ", "1", "2026-11-02").exits(2).complains("name of a place", "nothing was entered");
    assert_eq!(
        (
            json_of(&world, &["pledges", "tally"])["paper"].clone(),
            json_of(&world, &["pledges", "tally"])["total"].clone()
        ),
        (json!(240), json!(0))
    );
    world.home.run(["pledges", "paper", "undo", "1"]).succeeds().prints("taken back");
    world.home.run(["pledges", "paper", "undo", "1"]).exits(1).complains("taken back before", "paper list");
    world.home.run(["pledges", "paper", "undo", "9"]).exits(1).complains("no such batch", "paper list");
    let listed = json_of(&world, &["pledges", "paper", "list"]);
    assert_eq!(
        (&listed["total"], &listed["batches"][0]["undone"], &listed["batches"][1]["place"]),
        (&json!(200), &json!(true), &json!("Minsk, MTZ"))
    );
    let desk = world.organiser("en").says("/desk");
    assert!(desk.text.contains("On paper: 200"), "{}", desk.text);
    assert!(!world.store_holds("Minsk, MTZ".as_bytes()) && !world.store_holds("Лукішкі".as_bytes()));
    bot.stops();
    let log = world.home.run(["audit", "list"]).succeeds().out;
    assert_eq!((log.matches("paper-added").count(), log.matches("paper-undone").count()), (2, 1), "{log}");
}

/// A grey square as a phone gives it away: with the place in it, and something behind its end.
fn photo() -> Vec<u8> {
    let segment = |marker: u8, contents: &[u8]| {
        [&[0xff, marker], u16::try_from(contents.len() + 2).unwrap().to_be_bytes().as_slice(), contents].concat()
    };
    let counts = [&[1][..], &[0; 15], &[0]].concat();
    [
        vec![0xff, 0xd8],
        segment(0xe1, b"Exif\0\0MM\0* GPSLatitude 54.6892N"),
        segment(0xdb, &[&[0][..], &[1; 64]].concat()),
        segment(0xc0, &[8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
        segment(0xc4, &[&[0x00][..], &counts].concat()),
        segment(0xc4, &[&[0x10][..], &counts].concat()),
        segment(0xda, &[1, 1, 0x00, 0, 63, 0]),
        vec![0x3f, 0xff, 0xd9],
        b"54.6892N".to_vec(),
    ]
    .concat()
}

#[test]
fn a_picture_is_cleaned_sealed_deleted_from_the_chat_and_only_organisers_open_it() {
    let (world, _) = sealing();
    let bot = world.start();
    let maja = world.person(61, "Maja", "en");
    let send = || {
        let before = maja.view().from_bot().count();
        world.people.photo(61, &photo(), "from the square").unwrap();
        maja.sees("an answer", |view| view.from_bot().count() > before).last().unwrap().clone()
    };
    maja.says("/pledge sign");
    let unasked = send();
    assert!(unasked.text.contains("only once I have said"), "{}", unasked.text);
    let asked = maja.presses(&unasked, "picture");
    assert!(asked.text.contains("What Telegram sees all the same"), "{}", asked.text);
    maja.presses(&asked, "picture-cancel");
    assert!(send().text.contains("only once I have said"));
    let asked = maja.presses(&unasked, "picture");
    assert!(asked.text.contains("Send me one photo now"));
    assert!(send().text.contains("Your picture is sealed now"));
    maja.sees("it is gone from the chat", |view| {
        view.messages.iter().filter(|message| message.from == "user" && message.deleted).count() == 1
    });
    assert!(!world.store_holds(b"54.6892N"));
    assert_eq!(json_of(&world, &["pledges", "export", "out"])["written"], 1);
    bot.stops();
    let opened = json_of(&world, &["pledges", "open", "out", "--identity", "olga", "--pictures", "shown"]);
    assert_eq!((&opened["letters"][0]["sort"], opened["letters"].as_array().unwrap().len()), (&json!("picture"), 1));
    let name = opened["letters"][0]["file"].as_str().unwrap().replace(".age", ".jpg");
    let clean = fs::read(world.home.path("shown").join(name)).unwrap();
    assert!(clean.starts_with(b"\xff\xd8\xff\xdb") && clean.ends_with(b"\x3f\xff\xd9"));
    assert!(!clean.windows(7).any(|window| window == b"54.6892") && !clean.windows(4).any(|window| window == b"Exif"));
    world.was_proper();
}

#[test]
fn a_list_is_tested_first_brought_in_once_and_shown_apart() {
    let (world, _) = sealing();
    let list = "\u{feff}Name;E-mail;town;kind;date;may_print;shoe size\r\n\
                Алесь Б.;ales@example.org;Мінск;sign act;2026-11-01;yes;44\r\n\
                \"Ann; \"\"B.\"\"\";;Vilnius;;;no;\r\n\
                Ales B.;ALES@example.org;;;;;\r\n\
                ;;Minsk;;;;\r\n\
                Eve;;Minsk;dance;;;\r\n\
                =HYPERLINK(1);;Brest;;;;\r\n\
                half a line;\r\n";
    world.home.write("list.csv", list);
    let test = json_of(&world, &["import", "list.csv"]);
    let numbers =
        |report: &Value| ["records", "new", "known", "twice", "refused"].map(|name| report[name].as_u64().unwrap());
    assert_eq!((numbers(&test), &test["test"]), ([7, 3, 0, 1, 3], &json!(true)));
    assert_eq!((&test["again"], &test["columns_left_out"]), (&json!([4]), &json!([7])));
    let at: Vec<_> = test["refusals"].as_array().unwrap().iter().map(|refusal| refusal["at"].clone()).collect();
    assert_eq!(at, [5, 6, 8]);
    assert!(json_of(&world, &["pledges", "tally"]).get("imported").is_none(), "a test run takes nothing");
    let said = world.home.run(["import", "list.csv"]).succeeds();
    let quiet = said.prints("run it again with --write").out;
    assert!(["Eve", "ales@", "Minsk", "HYPERLINK", "shoe"].iter().all(|word| !quiet.contains(word)), "{quiet}");

    let bot = world.start();
    assert_eq!(numbers(&json_of(&world, &["import", "list.csv", "--write"])), [7, 3, 0, 1, 3]);
    assert_eq!(numbers(&json_of(&world, &["import", "list.csv", "--write"])), [7, 0, 3, 1, 3], "once");
    let tally = json_of(&world, &["pledges", "tally"]);
    assert_eq!((&tally["total"], &tally["imported"]), (&json!(0), &json!(3)));
    assert!(!world.store_holds("Алесь".as_bytes()) && !world.store_holds(b"example.org"));
    assert_eq!(json_of(&world, &["pledges", "export", "out"])["written"], 3);
    world
        .home
        .run(["pledges", "open", "out", "--identity", "olga", "--csv", "all.csv", "--osdi", "all.json"])
        .succeeds();
    let table = world.home.read("all.csv");
    assert!(table.contains("\"'=HYPERLINK(1)\"") && table.contains("\"Ann; \"\"B.\"\"\""), "{table}");
    assert!(table.lines().skip(1).all(|line| line.ends_with("\"yes\"")), "each says that it was imported: {table}");

    // What went out as a table or as OSDI is known again, and a fourth of another list is not.
    assert_eq!(numbers(&json_of(&world, &["import", "all.csv"])), [3, 0, 3, 0, 0]);
    assert_eq!(numbers(&json_of(&world, &["import", "all.json"])), [3, 0, 3, 0, 0]);
    let action = json!({ "actionId": 1, "actionType": "petition", "createdAt": "2026-11-02T09:00:00",
        "contact": { "pii": { "firstName": "Ben", "email": "ben@example.org" } }, "actionPage": { "locale": "pl" } });
    world.home.write("proca.json", &format!("{action}\n{}\n", json!({ "actionId": 2, "actionType": "share_click" })));
    assert_eq!(numbers(&json_of(&world, &["import", "proca.json", "--write"])), [2, 1, 0, 0, 1]);

    // One is dropped: it counts no more, and does not come back.
    let opened = json_of(&world, &["pledges", "open", "out", "--identity", "olga"]);
    let file = opened["letters"][0]["file"].as_str().unwrap().to_owned();
    world.home.run(["pledges", "drop", &file]).succeeds().prints("dropped");
    world.home.run(["pledges", "drop", &file]).exits(1).prints("no imported pledge");
    assert_eq!(numbers(&json_of(&world, &["import", "list.csv", "--write"])), [7, 0, 3, 1, 3]);
    assert_eq!(json_of(&world, &["pledges", "tally"])["imported"], 3);
    bot.stops();
    let log = world.home.run(["audit", "list"]).succeeds().out;
    assert_eq!((log.matches("pledges-imported").count(), log.matches("imported-dropped").count()), (4, 1), "{log}");
}

#[test]
fn a_broken_list_is_refused_by_name_and_nothing_of_it_is_taken() {
    let (world, _) = sealing();
    let refused = |name: &str, bytes: &[u8], what: &str, next: &str| {
        fs::write(world.home.path(name), bytes).unwrap();
        world.home.run(["import", name, "--write"]).exits(2).complains(what, next);
    };
    refused("utf16.csv", b"\xff\xfen\0a\0m\0e\0", "is UTF-16", "save it as UTF-8");
    refused("empty.csv", b"", "names no column", "kind,name,town");
    refused("plain.csv", b"Ann,Minsk\nBen,Brest\n", "names no column", "kind,name,town");
    refused("head.csv", b"name,town\n", "holds no record", "klich import --help");
    refused(
        "cut.json",
        b"[{\"given_name\":\"Ann\"},\n{\"given_na",
        "line 2: here it is no whole JSON",
        "nothing was taken",
    );
    let endless = [b"[{\"given_name\":\"".as_slice(), &vec![b'x'; 1 << 20]].concat();
    refused("endless.json", &endless, "a record is over 256 KiB", "nothing was taken");
    world.home.run(["import", "nowhere.csv"]).exits(2).complains("there is no file", "name the right file");
    world.home.run(["import", "."]).exits(2).complains("is no file", "save the list as a file");
    // A line without an end and words of another encoding cost themselves alone.
    let long =
        [b"name,town\n".as_slice(), b"\xc0\xeb\xe5\xf1\xfc,Minsk\n", &vec![b'x'; 8 << 20], b"\nAnn,Minsk\n"].concat();
    fs::write(world.home.path("long.csv"), long).unwrap();
    let report = json_of(&world, &["import", "long.csv"]);
    assert_eq!((&report["new"], &report["refused"]), (&json!(1), &json!(2)), "{report}");
    assert_eq!((&report["refusals"][0]["at"], &report["refusals"][1]["at"]), (&json!(2), &json!(3)));
    // Nothing in it is of use.
    fs::write(world.home.path("useless.csv"), "name,kind\nAnn,dance\n").unwrap();
    world
        .home
        .run(["import", "useless.csv", "--write"])
        .exits(1)
        .prints("it names a kind of support that there is none");
    assert!(json_of(&world, &["pledges", "tally"]).get("imported").is_none());
    world.home.unset("KLICH_ORGANISERS__RECIPIENTS");
    world.home.run(["import", "long.csv"]).exits(78).complains("nobody to seal to", "klich keys new-organiser");
}
