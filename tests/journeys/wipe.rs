use std::fs;

use crate::support::{Home, ORGANISER, World, alert_file, until};

/// A second organiser.
const OTHER: i64 = ORGANISER + 1;

/// What lies in a home's folder, by name.
fn names(home: &Home, folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(home.path(folder)) else { return Vec::new() };
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Nothing is left but the mark, and whatever comes afterwards says so.
#[track_caller]
fn is_wiped(home: &Home) {
    assert_eq!(names(home, "data"), ["wiped"]);
    assert!(!home.path("secrets/vault.key").exists());
    let status = home.run(["status", "--json"]).succeeds().json();
    assert_eq!((&status["state"], &status["running"]), (&"wiped".into(), &false.into()));
    home.run(["run"]).exits(78).complains("everything here was wiped on 20", "klich init DIR");
    home.run(["stats"]).exits(78).complains("wiped", "klich restore");
    home.run(["init"]).exits(1);
    assert_eq!(names(home, "data"), ["wiped"]);
}

#[test]
fn the_command_line_wipes_a_running_bot_in_the_middle_of_a_broadcast() {
    let world = World::new();
    let mut bot = world.start();
    world.subscribers(100..130, "en");
    let organiser = world.organiser("de");
    organiser.says("/subscribe");
    let ales = world.person(666, "Ales", "be");
    ales.says("/start");
    world.set("KLICH_TELEGRAM__MESSAGES_PER_SECOND", "1");
    world.send_alert(&alert_file(1, &[("en", "To the streets.")]));
    let wiped = world.home.run(["wipe", "--yes", "--json"]).succeeds().json();
    assert_eq!((&wiped["wiped"], &wiped["not_destroyed"]), (&true.into(), &serde_json::json!([])));
    assert_eq!(wiped["wiped_before"], serde_json::Value::Null);
    assert!(wiped["destroy_yourself"].as_array().unwrap().iter().any(|what| what.as_str().unwrap().contains("token")));
    assert_eq!(bot.ends(), 0, "{}", bot.stderr());
    organiser.gets("klich ist vernichtet.");
    let before = ales.view().messages.len();
    world.people.say(666, "/subscribe").unwrap();
    is_wiped(&world.home);
    assert!(world.people.chat(666).unwrap().messages.len() == before + 1, "nobody answers");
    // Once more is no mistake.
    let again = world.home.run(["wipe", "--yes"]).succeeds();
    again.prints("have it revoked at @BotFather").prints("Wiped already on 20");
    world.home.run(["backup", "-"]).exits(78).complains("wiped", "klich restore");
    world.was_proper();
}

#[test]
fn two_organisers_wipe_from_the_desk_and_one_can_not() {
    let world = World::new();
    world.set("KLICH_ORGANISERS__IDS", format!("[{ORGANISER},{OTHER}]"));
    let mut bot = world.start();
    world.subscribers(100..105, "en");
    let ann = world.organiser("en");
    let ben = world.person(OTHER, "Ben", "fr");
    ben.says("/subscribe");
    let asked = ann.presses(&ann.says("/desk"), "desk.wipe");
    assert!(asked.text.contains("There is no way back"));
    let voted = ann.presses(&asked, "desk.wipe-now.");
    assert!(voted.text.contains("1 of 2"), "{}", voted.text);
    let called = ben.gets("demande de tout détruire");
    assert_eq!(world.status()["state"], "running");
    let log = world.home.run(["audit", "list", "--json"]).succeeds().json();
    assert_eq!((&log["entries"][0]["act"], &log["entries"][0]["by"]), (&"wipe-voted".into(), &"organiser 1".into()));
    let asked = ben.presses(&called, "desk.wipe");
    let now = asked.buttons().into_iter().find(|data| data.starts_with("desk.wipe-now.")).unwrap().to_owned();
    world.people.press(OTHER, asked.message_id, &now).unwrap();
    assert_eq!(bot.ends(), 0, "{}", bot.stderr());
    ann.gets("klich was wiped.");
    ben.gets("klich a été détruit.");
    is_wiped(&world.home);
    assert!(world.got(100..105, "wiped").values().all(|count| *count == 0), "supporters hear nothing");
    world.was_proper();
}

#[test]
fn a_damaged_store_and_a_broken_configuration_are_wiped_too() {
    let home = Home::new();
    fs::write(home.path("data/db"), "noise").unwrap();
    fs::write(home.path("data/keyring"), "noise").unwrap();
    home.edit("messages_per_second = 25", "messages_per_second = \"fast\"");
    fs::remove_dir_all(home.path("campaigns")).unwrap();
    home.run(["wipe"]).exits(2).complains("nobody sits at a terminal", "klich wipe --yes");
    assert!(home.path("secrets/vault.key").exists());
    home.run(["wipe", "--yes"]).succeeds();
    assert_eq!(names(&home, "data"), ["wiped"]);
    assert!(names(&home, "secrets").iter().all(|name| name != "vault.key"));

    let home = Home::new();
    home.edit("url = \"sled:data\"", "url = \"mysql:data\"");
    home.run(["wipe", "--yes"]).exits(78).complains("`store.url`", "sled:");
    assert!(home.path("secrets/vault.key").exists());
    // Nothing of it can be read: there is a way all the same.
    home.edit("[telegram]", "[telegram");
    home.run(["wipe", "--yes"]).exits(78).complains("nothing was wiped", "--config /dev/null wipe");
    let data = format!("sled:{}", home.path("data").display());
    home.set("KLICH_STORE__URL", data);
    home.set("KLICH_VAULT__KEY_FILE", home.path("secrets/vault.key").display().to_string());
    home.run(["--config", "/dev/null", "wipe", "--yes"]).succeeds();
    assert_eq!(names(&home, "data"), ["wiped"]);
    assert!(!home.path("secrets/vault.key").exists());
}

#[test]
fn what_can_not_be_destroyed_is_named_and_is_no_success() {
    let home = Home::new();
    fs::remove_file(home.path("data/conf")).unwrap();
    fs::create_dir_all(home.path("data/conf/inside")).unwrap();
    let wiped = home.run(["wipe", "--yes"]).exits(1).complains("not everything could be destroyed: ", "`klich wipe`");
    let out = &wiped.out;
    assert!(out.contains("The keys that were here are destroyed.") && out.contains("not destroyed: "), "{out}");
    assert!(!home.path("secrets/vault.key").exists() && !home.path("data/keyring").exists());
}

#[test]
fn what_is_not_there_is_not_said_to_be_destroyed() {
    // The key lies elsewhere just now.
    let home = Home::new();
    fs::rename(home.path("secrets/vault.key"), home.path("secrets/elsewhere")).unwrap();
    let wiped = home.run(["wipe", "--yes", "--json"]).succeeds().json();
    assert_eq!(wiped["wiped"], true, "the keyring was there");
    assert!(wiped["destroy_yourself"][0].as_str().unwrap().contains("vault.key, which was not there"), "{wiped}");
    // So does the store: a mistake, or a disk that is not mounted.
    let home = Home::new();
    fs::rename(home.path("data"), home.path("elsewhere")).unwrap();
    let wiped = home.run(["wipe", "--yes"]).exits(1).complains("there is no store", "`klich wipe` once more");
    assert!(!wiped.out.contains("all that klich kept here"), "{}", wiped.out);
    assert!(!home.path("secrets/vault.key").exists(), "what is found goes");
    let wiped = home.run(["wipe", "--yes", "--json"]).exits(1);
    assert!(wiped.out.contains("\"wiped\":false"), "nothing was found: {}", wiped.out);
}

/// A folder in the place of the key stands for whatever can't be removed, as on a disk that became read-only.
#[test]
fn where_a_key_is_left_nobody_is_told_that_all_is_destroyed() {
    let world = World::new();
    let mut bot = world.start();
    let organiser = world.organiser("en");
    organiser.says("/subscribe");
    fs::remove_file(world.home.path("secrets/vault.key")).unwrap();
    fs::create_dir_all(world.home.path("secrets/vault.key/inside")).unwrap();
    let wiped = world.home.run(["wipe", "--yes"]).exits(1);
    assert!(wiped.out.contains("a key may be left") && wiped.out.contains("vault.key"), "{}", wiped.out);
    let again = world.home.run(["wipe", "--yes", "--json"]).exits(1).complains("vault.key", "`klich wipe`").json();
    assert_eq!(again["wiped"], false, "one document, for machines: {again}");
    let told = organiser.gets("could not destroy all of it");
    assert!(!told.text.contains("Its keys are destroyed"), "{}", told.text);
    assert_eq!(bot.ends(), 1);
    bot.complains("not everything could be destroyed: ", "`klich wipe` once more");
    // What was left is in the way no more, and is named as long as it is there.
    fs::remove_dir_all(world.home.path("secrets/vault.key")).unwrap();
    fs::write(world.home.path("secrets/vault.key"), "a key").unwrap();
    let status = world.home.run(["status"]).succeeds();
    assert!(status.err.contains("a key is still there") && status.err.contains("vault.key"), "{}", status.err);
    let status = world.home.run(["status", "--json"]).succeeds().json();
    assert!(status["keys_left"][0].as_str().unwrap().ends_with("secrets/vault.key"), "{status}");
    world.home.run(["check"]).exits(78).prints("a key is still there");
    // Or was put back, for a backup: no bot destroys it.
    world.home.run(["run"]).exits(78).complains("was wiped", "klich restore");
    assert_eq!(world.home.read("secrets/vault.key"), "a key");
    world.home.run(["wipe", "--yes"]).succeeds();
    is_wiped(&world.home);
}

/// As a stray `rm` leaves it, or another user's rights.
#[test]
fn a_bot_that_can_not_be_reached_finds_out_and_wipes_itself() {
    let world = World::new();
    let mut bot = world.start();
    let organiser = world.organiser("en");
    fs::remove_file(world.home.path("data/control.sock")).unwrap();
    world.home.run(["wipe", "--yes"]).succeeds().prints("Wiped");
    // Though nobody writes to it.
    assert_eq!(bot.ends(), 0, "{}", bot.stderr());
    organiser.gets("klich was wiped.");
    assert_eq!(names(&world.home, "data"), ["wiped"]);
    world.home.run(["wipe", "--yes"]).succeeds().prints("Wiped already on 20");
}

#[test]
fn who_still_has_the_store_open_is_told_of() {
    let home = Home::new();
    let log = fs::File::open(home.path("data/db")).unwrap();
    log.lock().unwrap();
    let wiped = home.run(["wipe", "--yes"]).exits(1).complains("still has the store open", "SIGKILL");
    assert!(wiped.out.contains("Wiped"), "what it had is destroyed: {}", wiped.out);
    assert_eq!(names(&home, "data"), ["wiped"]);
}

#[test]
fn organisers_are_told_also_where_the_bot_had_only_just_started() {
    let world = World::new();
    let bot = world.start();
    let organiser = world.organiser("de");
    organiser.says("/subscribe");
    bot.stops();
    let mut bot = world.home.spawn(["run"]);
    until("it begins", || world.home.path("data/control.sock").exists());
    world.home.run(["wipe", "--yes"]).succeeds();
    assert_eq!(bot.ends(), 0, "{}", bot.stderr());
    // In their language, if the store was open already.
    let told = ["klich ist vernichtet.", "klich was wiped."];
    until("they are told", || {
        organiser.view().from_bot().any(|message| told.iter().any(|text| message.text.contains(text)))
    });
}

#[test]
fn a_bot_that_hangs_loses_its_files_and_is_named() {
    let world = World::new();
    let bot = world.start();
    let pid = rustix_pid(bot.id());
    rustix::process::kill_process(pid, rustix::process::Signal::STOP).unwrap();
    let wiped = world.home.run(["wipe", "--yes"]);
    let again = world.home.run(["wipe", "--yes"]);
    rustix::process::kill_process(pid, rustix::process::Signal::CONT).unwrap();
    again.exits(1).complains("has not wiped itself", "SIGKILL");
    let wiped = wiped.exits(1);
    assert!(wiped.out.contains("still there: "), "{}", wiped.out);
    assert!(wiped.err.contains("has not wiped itself") && wiped.err.contains("SIGKILL"), "{}", wiped.err);
    assert!(!world.home.path("secrets/vault.key").exists() && !world.home.path("data/db").exists());
    let mut bot = bot;
    // It wipes itself as soon as it goes on, for the request waits for it; else it is ended.
    until("the bot is gone", || bot.ended().is_some());
}

fn rustix_pid(id: u32) -> rustix::process::Pid {
    rustix::process::Pid::from_raw(i32::try_from(id).unwrap()).unwrap()
}
