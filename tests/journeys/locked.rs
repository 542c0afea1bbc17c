use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use klich::store::StoreUrl;
use klich::vault::{Cost, Passphrase, create_with_passphrase};
use serde_json::Value;

use crate::support::{Home, ORGANISER, Process, World, free_port, until};

const RIGHT: &str = "kupala night 1863";
const WRONG: &str = "kupala night 1864";

/// Puts a home with a passphrase, at the least cost that there is, in the place of the world's.
fn world() -> World {
    let mut world = World::new();
    world.home = locked_home().at(world.sandbox());
    world
}

/// Makes a home with a passphrase at the least cost; `klich init` finds root key and keyring there.
fn locked_home() -> Home {
    let home = Home::empty();
    home.write("right", RIGHT);
    home.write("wrong", &format!("{WRONG}\n"));
    for name in ["right", "wrong"] {
        home.chmod(name, 0o600);
    }
    let passphrase = Passphrase::new(RIGHT.as_bytes().to_vec().into()).unwrap();
    create_with_passphrase(&StoreUrl::Sled(home.path("data")), &passphrase, Cost::LEAST).unwrap();
    home.run(["init", "--unlock", "passphrase", "--passphrase-file", "right"]).succeeds();
    home.write("secrets/bot-token", crate::support::TOKEN);
    home.chmod("secrets/bot-token", 0o600);
    home
}

/// Starts the bot and waits until it answers that it is locked.
#[track_caller]
fn start_locked(world: &World) -> Process {
    let bot = world.start();
    assert_eq!(world.status()["state"], "locked");
    bot
}

/// What the store's folder holds, but for the socket.
fn data(home: &Home) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let files = home.contents().into_iter().filter(|(path, _)| path.starts_with(home.path("data")));
    files.filter(|(path, _)| !path.ends_with("control.sock")).collect()
}

/// Tries until it is not too soon after a wrong one.
#[track_caller]
fn unlock(home: &Home, file: &str) -> crate::support::Run {
    let mut run = home.run(["unlock", "--passphrase-file", file]);
    until("a guess is taken", || {
        let too_soon = run.err.contains("a wrong passphrase was given just before");
        if too_soon {
            assert_eq!(run.code, Some(75));
            std::thread::sleep(std::time::Duration::from_millis(100));
            run = home.run(["unlock", "--passphrase-file", file]);
        }
        !too_soon
    });
    run
}

fn get(port: u16, path: &str) -> (u16, String) {
    request("GET", port, path)
}

fn request(method: &str, port: u16, path: &str) -> (u16, String) {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer.rsplit("\r\n\r\n").next().unwrap().to_owned())
}

/// Somebody writes while the bot is locked; nothing is taken from Telegram until it is unlocked, and then it is answered.
#[test]
fn who_writes_to_a_locked_bot_is_answered_once_it_is_unlocked() {
    let world = world();
    let port = free_port();
    world.set("KLICH_WEB__LISTEN", format!("127.0.0.1:{port}"));
    let before = data(&world.home);
    let bot = start_locked(&world);
    let ala = world.person(7, "Ala", "en");
    world.people.say(7, "/subscribe").unwrap();

    world.home.run(["status"]).succeeds().prints("locked, since").prints("klich unlock");
    let status = world.home.run(["status", "--json"]).succeeds().json();
    assert_eq!(
        (&status["running"], &status["state"], &status["inbox"]),
        (&true.into(), &"locked".into(), &Value::Null)
    );
    for command in [&["stats"][..], &["pledges", "tally"], &["alert", "list"]] {
        world.home.run(command).exits(75).complains("the bot is locked", "klich unlock");
    }
    assert_eq!(get(port, "/healthz"), (200, "ok\n".to_owned()));
    assert_eq!(get(port, "/readyz"), (503, "locked\n".to_owned()));
    assert_eq!(request("POST", port, "/telegram/webhook").0, 503);
    world.home.run(["run"]).exits(75).complains("another klich runs on this store", "klich status");

    unlock(&world.home, "wrong").exits(1).complains("the passphrase is wrong", "nothing was changed");
    world.home.run(["unlock"]).exits(78).complains("no terminal to ask on", "--passphrase-file");
    world.home.chmod("right", 0o644);
    world.home.run(["unlock", "--passphrase-file", "right"]).exits(78).complains("read by others", "chmod 600");
    world.home.chmod("right", 0o600);
    assert_eq!(world.people.stats().pending_updates, 1, "nothing was taken from Telegram");
    assert!(data(&world.home) == before, "something on the disk was changed");

    unlock(&world.home, "right").succeeds().quietly().prints("klich is unlocked and runs.");
    ala.gets("You are subscribed.");
    assert_eq!(world.subscribed(), 1);
    world.home.run(["unlock"]).succeeds().prints("klich is not locked.");
    until("updates come in", || get(port, "/readyz").0 == 200);
    let log = bot.stderr();
    assert!(log.contains("klich is locked") && log.contains("a wrong passphrase was given"), "{log}");
    for secret in [RIGHT, WRONG] {
        assert!(!log.contains(secret), "the passphrase is in the log");
        assert!(!world.store_holds(secret.as_bytes()), "the passphrase is in the store");
    }
    bot.stops();

    // And after a restart: the same passphrase opens what was kept.
    let bot = start_locked(&world);
    unlock(&world.home, "right").succeeds();
    assert_eq!(world.subscribed(), 1);
    bot.stops();
    world.was_proper();
}

#[test]
fn a_locked_bot_ends_cleanly_and_at_once_where_its_token_is_wrong() {
    let world = world();
    let before = data(&world.home);
    let bot = start_locked(&world);
    bot.stops();
    assert!(data(&world.home) == before, "something on the disk was changed");
    world.home.write("secrets/bot-token", "1000002:SANDBOX-TOKEN-NOT-A-SECRET-0000000");
    let mut bot = world.home.spawn(["run"]);
    assert_eq!(bot.ends(), 78);
    bot.complains("does not know this token", "@BotFather");
    assert!(data(&world.home) == before, "something on the disk was changed");
}

#[test]
fn without_a_bot_the_passphrase_opens_the_store_and_nothing_else_does() {
    let home = locked_home();
    home.run(["stats", "--passphrase-file", "right"]).succeeds().prints("subscribers");
    let before = data(&home);
    home.run(["status"]).succeeds().prints("no; start it with `klich run`");
    home.run(["unlock"]).exits(75).complains("no bot runs", "klich run");
    for command in [&["stats"][..], &["pledges", "tally"], &["alert", "list"]] {
        home.run(command).exits(78).complains("no terminal to ask on", "--passphrase-file");
        let wrong = home.run(command.iter().copied().chain(["--passphrase-file", "wrong"]));
        wrong.exits(1).complains("the passphrase is wrong", "nothing was changed");
    }
    home.run(["stats", "--passphrase-file", "nowhere"]).exits(78).complains("nowhere", "standard input");
    home.run(["stats", "--passphrase-file", "-"]).exits(2).complains("the passphrase is empty", "type it");
    home.run(["run", "--passphrase-file", "right"]).exits(2).complains("takes no passphrase", "klich unlock");
    assert!(data(&home) == before, "something on the disk was changed");
}

#[test]
fn another_passphrase_takes_the_place_of_the_one_that_is_known() {
    let home = locked_home();
    home.write("new", "a rallying call 2026");
    home.chmod("new", 0o600);
    let change = |old: &str, new: &str| {
        home.run(["keys", "rotate", "--root-key", "--passphrase-file", old, "--new-passphrase-file", new])
    };
    let before = data(&home);
    change("right", "right").exits(2).complains("opens this store now", "choose another one");
    assert!(data(&home) == before, "something on the disk was changed");
    change("right", "new").succeeds().prints("the new passphrase opens it");
    home.run(["stats", "--passphrase-file", "right"])
        .exits(1)
        .complains("the passphrase is wrong", "nothing was changed");
    home.run(["audit", "list", "--passphrase-file", "new"]).succeeds().prints("root-key-changed");
}

#[test]
fn a_tampered_cut_foreign_or_missing_root_key_is_named_and_kept() {
    let world = world();
    let home = &world.home;
    let path = home.path("data/root-key");
    let sound = fs::read(&path).unwrap();
    let refused = |bytes: &[u8], code: i32, what: &str, next: &str| {
        fs::write(&path, bytes).unwrap();
        let before = data(home);
        let mut bot = home.spawn(["run"]);
        assert_eq!(bot.ends(), code);
        bot.complains(what, next);
        home.run(["stats", "--passphrase-file", "right"]).exits(code).complains(what, next);
        let check = home.run(["check"]).exits(78);
        assert!(check.out.contains(what), "{}", check.out);
        assert!(data(home) == before, "something on the disk was changed");
    };
    let mut huge = sound.clone();
    huge[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
    let end = huge.len() - 32;
    let sum = sha256(&huge[..end]);
    huge[end..].copy_from_slice(&sum);
    for damaged in [&huge[..], &sound[..100], b"", b"rubbish"] {
        refused(damaged, 1, "data/root-key is damaged", "put a sound copy");
    }
    let mut newer = sound.clone();
    newer[15] = 2;
    refused(&newer, 78, "written by a newer klich", "a newer one");
    let other = fs::read(locked_home().path("data/root-key")).unwrap();
    fs::write(&path, other).unwrap();
    let stats = home.run(["stats", "--passphrase-file", "right"]);
    stats.exits(78).complains("does not fit the store", "the one that opened it last");
    let mut bot = world.start();
    unlock(home, "right").exits(78).complains("does not fit the store", "nothing was changed");
    assert_eq!(bot.ends(), 78);
    fs::remove_file(&path).unwrap();
    home.run(["stats"]).exits(78).complains("there is no file", "put it back");
    fs::write(&path, sound).unwrap();
    let bot = start_locked(&world);
    unlock(home, "right").succeeds();
    assert_eq!(world.subscribed(), 0);
    bot.stops();
}

/// What the kernel says of a running bot: its keys are locked, it leaves no core, and no other program looks into it.
#[test]
fn keys_are_locked_into_memory_and_no_core_is_left() {
    let world = World::new();
    let bot = world.start();
    let of = |file: &str, line: &str| {
        let text = fs::read_to_string(format!("/proc/{}/{file}", bot.id())).unwrap();
        text.lines().find(|found| found.starts_with(line)).unwrap_or_else(|| panic!("{text}")).to_owned()
    };
    let locked: u64 = of("status", "VmLck:").split_whitespace().nth(1).unwrap().parse().unwrap();
    let warned = bot.stderr().contains("may be written to swap");
    assert!(locked >= 24 || warned, "{locked} kB are locked");
    let core: Vec<String> = of("limits", "Max core file size").split_whitespace().map(str::to_owned).collect();
    assert_eq!(core[4..6], ["0", "0"]);
    bot.stops();
}

/// What opened the vault is not in the bot's memory any more. Only root may look there, and the kernel keeps even it out of
/// some machines' processes.
#[test]
fn neither_the_passphrase_nor_the_root_key_stays_in_memory() {
    let world = world();
    let bot = start_locked(&world);
    unlock(&world.home, "right").succeeds();
    assert_eq!(world.subscribed(), 0);
    let other = World::new();
    let key = other.home.read("secrets/vault.key");
    let key = URL_SAFE_NO_PAD.decode(key.trim().rsplit(' ').next().unwrap()).unwrap();
    let other_bot = other.start();
    assert_eq!(other.subscribed(), 0);
    if let (Some(memory), Some(other_memory)) = (memory_of(&bot), memory_of(&other_bot)) {
        let holds = |memory: &[Vec<u8>], bytes: &[u8]| {
            memory.iter().any(|part| part.windows(bytes.len()).any(|window| window == bytes))
        };
        // What is known to be there is found, so the search works.
        assert!(holds(&memory, b"belarus-16-november") && holds(&other_memory, b"belarus-16-november"));
        assert!(!holds(&memory, RIGHT.as_bytes()), "the passphrase");
        assert!(!holds(&memory, &STANDARD.encode(RIGHT).as_bytes()[..20]), "the passphrase as it crossed the socket");
        assert!(!holds(&other_memory, &key), "the root key");
    } else {
        println!("note: this machine does not let its memory be read");
    }
    bot.stops();
    other_bot.stops();
}

/// Reads what a process may write to; none where that is not allowed.
fn memory_of(bot: &Process) -> Option<Vec<Vec<u8>>> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let maps = fs::read_to_string(format!("/proc/{}/maps", bot.id())).ok()?;
    let mut memory = fs::File::open(format!("/proc/{}/mem", bot.id())).ok()?;
    let mut parts = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line.split(' ').next()?.split_once('-')?;
        let [from, to] = [from, to].map(|address| u64::from_str_radix(address, 16).unwrap());
        let mut part = Vec::new();
        memory.seek(SeekFrom::Start(from)).ok()?;
        // A part that went away meanwhile holds nothing.
        let _ = (&mut memory).take(to - from).read_to_end(&mut part);
        parts.push(part);
    }
    Some(parts)
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).into()
}

/// Whoever has the socket of a locked bot wipes it without the passphrase.
#[test]
fn a_locked_bot_is_wiped_without_its_passphrase() {
    let world = world();
    let organiser = world.person(ORGANISER, "Organisatorin", "de");
    world.people.say(ORGANISER, "/start").unwrap();
    let mut bot = start_locked(&world);
    world.home.run(["wipe", "--yes"]).succeeds().prints("the keys are destroyed");
    assert_eq!(bot.ends(), 0, "{}", bot.stderr());
    // Nobody can know their language.
    organiser.gets("klich was wiped.");
    let left: Vec<_> = data(&world.home).into_iter().map(|(path, _)| path).collect();
    assert_eq!(left.iter().filter(|path| path.is_file()).collect::<Vec<_>>(), [&world.home.path("data/wiped")]);
    let status = world.home.run(["status", "--json"]).succeeds().json();
    assert_eq!(status["state"], "wiped");
    world.home.run(["unlock", "--passphrase-file", "right"]).exits(78).complains("wiped", "klich init DIR");
    world.home.run(["run"]).exits(78).complains("wiped", "klich init DIR");
}
