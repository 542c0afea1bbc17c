//! The store's keys are renewed while people act and a broadcast runs, and the bot is killed meanwhile: nothing is lost, and
//! the old keys open nothing.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use klich::audience::Audience;
use klich::control::{Client, Request};
use klich::store::{self, StoreUrl};
use klich::telegram::UserId;
use klich::text::Language;
use klich::vault::{self, KeyringFile, Readable, RootKey, Vault};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use super::crash::{Person, compare, start};
use crate::support::{Clock, World, alert_file, seed, until};

/// People who act.
const CROWD: Range<i64> = 1000..1040;
/// People who only hear.
const AUDIENCE: Range<i64> = 5000..5060;
/// People who chose a language and are not in the sandbox: rows that make a rotation last.
const OTHERS: Range<i64> = 1_000_000..1_002_000;
/// Fewer rows than there are to open.
const OTHERS_LEAST: u64 = 100;
/// What the crowd is called with.
const CALL: &str = "Come to the square";
/// What goes out while the keys are renewed.
const NEWS: &str = "Come to the square at noon";

#[test]
fn killed_while_keys_are_renewed_nothing_is_lost_and_the_old_keys_open_nothing() {
    kill(6);
}

#[test]
#[ignore = "minutes: script/crash runs it"]
fn killed_thirty_times_while_keys_are_renewed_nothing_is_lost_and_the_old_keys_open_nothing() {
    kill(30);
}

fn kill(kills: usize) {
    let mut random = StdRng::seed_from_u64(seed());
    let world = World::new();
    fill(&world, OTHERS);
    let bot = world.start();
    let count = |range: &Range<i64>| u32::try_from(range.end - range.start).unwrap();
    world.people.add_many(CROWD.start.into(), count(&CROWD), Some("en")).unwrap();
    let mut crowd: Vec<Person> = CROWD.map(Person::new).collect();
    crowd.iter_mut().for_each(|person| person.subscribes(&world));
    until("everyone has subscribed", || crowd.iter_mut().all(|person| person.is_answered(&world)));
    world.subscribers(AUDIENCE, "en");
    let call = world.send_alert(&alert_file(1, &[("en", CALL)]));
    world.alert_is(&call, "finished");
    bot.stops();
    let old = Aside::of(&world, "before");

    world.set("KLICH_TELEGRAM__MESSAGES_PER_SECOND", "60");
    let mut bot = Some(world.start());
    let news = world.send_alert(&alert_file(2, &[("en", NEWS)]));
    let mut within = 0;
    for _ in 0..kills {
        until("a rotation is under way", || ask(&world, Request::KeysRotate {}).is_some());
        let end = Instant::now() + Duration::from_millis(random.gen_range(0..700));
        while Instant::now() < end {
            crowd.iter_mut().for_each(|person| person.lives(&world, &mut random));
            std::thread::sleep(Duration::from_millis(3));
        }
        within += usize::from(is_rotating(&world));
        bot.take().unwrap().kill();
        bot = Some(start(&world));
    }
    until("everyone is answered", || crowd.iter_mut().all(|person| person.is_answered(&world)));
    until("the bot answers", || ask(&world, Request::Status {}).is_some());
    let sent = world.alert_is(&news, "finished");
    let renewed = world.home.run(["keys", "rotate", "--json"]).succeeds().json();
    assert_eq!((&renewed["rotating"], &renewed["kept"]), (&false.into(), &0.into()));
    until("nothing is left to do", || world.status()["inbox"] == 0);
    bot.unwrap().stops();

    compare(&world, &crowd, count(&AUDIENCE).into(), kills);
    let got = world.got(AUDIENCE, NEWS);
    let doubled = got.values().filter(|count| **count > 1).count() as u64;
    assert!(got.values().all(|count| *count > 0), "somebody did not hear it");
    assert!(doubled <= sent["uncertain"].as_u64().unwrap(), "{doubled} doubled: {sent}");
    old.opens_nothing(&world, OTHERS);
    assert!(within > 0, "no kill was within a rotation");
    println!("{kills} kills, {within} of them within a rotation; {doubled} got it twice, none is missing");
    world.was_proper();
}

#[test]
fn keys_are_renewed_without_a_bot_and_what_was_forgotten_is_gone_for_good() {
    let world = World::new();
    fill(&world, 1..200);
    let bot = world.start();
    let ann = world.person(7001, "Ann", "en");
    ann.says("/subscribe");
    ann.says("/pledge sign");
    until("she is answered", || world.status()["inbox"] == 0 && world.subscribed() == 1);
    bot.stops();
    let old = Aside::of(&world, "before");

    let renewed = world.home.run(["keys", "rotate", "--json"]).succeeds().json();
    assert_eq!((&renewed["rotating"], renewed["moved"] == renewed["total"]), (&false.into(), true), "{renewed}");
    assert!(renewed["moved"].as_u64().unwrap() > 200, "{renewed}");
    old.opens_nothing(&world, 1..200);
    let told = world.home.run(["keys", "rotate"]).succeeds();
    assert!(told.out.starts_with("The keys are renewed: "), "{}", told.out);
    assert_eq!(world.home.run(["status", "--json"]).json()["rotation"], serde_json::Value::Null);
    let listed = world.home.run(["audit", "list", "--json"]).succeeds().out;
    assert_eq!(listed.matches("keys-rotated").count(), 2, "{listed}");

    // Everything is where it was.
    let bot = world.start();
    ann.says("/mydata");
    until("she is answered again", || world.status()["inbox"] == 0);
    assert_eq!(world.subscribed(), 1);
    assert_eq!(world.home.run(["pledges", "tally", "--json"]).succeeds().json()["total"], 1);
    bot.stops();
}

/// The night after an erasure renews the keys by itself, also where no bot ran in its hour; the old keyring is refused.
#[test]
fn the_night_after_an_erasure_renews_the_keys_also_when_it_was_missed() {
    let world = World::new();
    let clock = Clock::of(&world);
    let bot = world.start();
    world.subscribers(100..110, "en");
    let ann = world.person(7001, "Ann", "en");
    ann.says("/subscribe");
    let question = ann.says("/forget");
    ann.presses(&question, "forget.");
    let keyring = || std::fs::read(world.home.path("data/keyring")).unwrap();
    let before = keyring();
    bot.stops();
    // Three o'clock in Minsk comes within a day, and nobody is there.
    clock.set_ahead(86_400);
    let bot = world.start();
    let acts = || world.home.run(["audit", "list", "--json"]).succeeds().out;
    until("the keys are renewed", || acts().contains("keys-rotated"));
    until("the old ones are gone", || !is_rotating(&world));
    bot.stops();
    let after = keyring();
    assert!(before != after);
    std::fs::write(world.home.path("data/keyring"), &before).unwrap();
    world
        .home
        .run(["stats"])
        .exits(78)
        .complains("is not the one that this store was last written with", "put that one back");
    std::fs::write(world.home.path("data/keyring"), &after).unwrap();
    assert_eq!(world.home.run(["stats", "--json"]).succeeds().json()["subscribers"], 10);
}

#[test]
fn the_root_key_is_changed_while_no_bot_runs() {
    let world = World::new();
    fill(&world, 1..20);
    let key = world.home.read("secrets/vault.key");
    let bot = world.start();
    let refused = world.home.run(["keys", "rotate", "--root-key"]).exits(75);
    assert!(refused.err.contains("the bot runs"), "{}", refused.err);
    bot.stops();
    assert_eq!(world.home.read("secrets/vault.key"), key);
    world.home.run(["keys", "rotate", "--root-key"]).succeeds();
    let new = world.home.read("secrets/vault.key");
    assert!(new != key && new.len() == key.len());
    let acts = world.home.run(["audit", "list", "--json"]).succeeds().out;
    assert_eq!(acts.matches("root-key-changed").count(), 1, "{acts}");
    assert_eq!(Audience::new(open(&world)).page(None, 100).unwrap().len(), 19);
    world.home.write("secrets/vault.key", &key);
    let refused = world.home.run(["status"]).exits(78);
    assert!(refused.err.contains("does not fit"), "{}", refused.err);
    world.home.set("KLICH_VAULT__UNLOCK", "credential");
    let refused = world.home.run(["keys", "rotate", "--root-key"]).exits(78);
    assert!(refused.err.contains("systemd-creds"), "{}", refused.err);
}

/// Puts people into the store who chose a language, and are never written to.
/// The bot has the keys, or the command itself: whoever looks on is told that there is nothing any more.
#[test]
fn wiped_while_keys_are_renewed_nothing_is_said_to_be_renewed() {
    for with_bot in [true, false] {
        let world = World::new();
        fill(&world, 1_000_000..1_010_000);
        let bot = with_bot.then(|| world.start());
        let old = std::fs::read(world.home.path("data/keyring")).unwrap();
        let mut renewing = world.home.spawn(["keys", "rotate"]);
        // The keyring tells of the new keys before anything is copied.
        until("it has begun", || std::fs::read(world.home.path("data/keyring")).unwrap() != old);
        world.home.run(["wipe", "--yes"]).succeeds();
        assert_eq!(renewing.ends(), 78, "with a bot: {with_bot}; {}", renewing.stderr());
        renewing.complains("everything here was wiped on 20", "klich init DIR");
        assert_eq!(renewing.stdout(), "");
        if let Some(mut bot) = bot {
            assert_eq!(bot.ends(), 0);
            assert!(!bot.stderr().contains("could not be renewed"), "{}", bot.stderr());
        }
        let left: Vec<_> =
            std::fs::read_dir(world.home.path("data")).unwrap().map(|it| it.unwrap().file_name()).collect();
        assert_eq!(left, ["wiped"], "with a bot: {with_bot}");
    }
}

fn fill(world: &World, ids: Range<i64>) {
    let vault = open(world);
    let audience = Audience::new(Arc::clone(&vault));
    ids.for_each(|id| audience.set_language(UserId(id), Language::English).unwrap());
    vault.sync_blocking().unwrap();
}

fn open(world: &World) -> Arc<Vault> {
    let root = RootKey::load(&world.home.path("secrets/vault.key")).unwrap();
    vault::open_at(&StoreUrl::Sled(world.home.path("data")), &root).unwrap()
}

/// Asks the running bot; none where it does not answer yet, or any more.
fn ask(world: &World, request: Request) -> Option<serde_json::Value> {
    Client::connect(&world.home.path("data/control.sock")).ok().flatten()?.ask(&request).ok()
}

fn is_rotating(world: &World) -> bool {
    ask(world, Request::KeysRotation {}).is_some_and(|rotation| rotation["rotating"] == true)
}

/// A keyring and its root key, as somebody has taken them away.
struct Aside {
    keyring: PathBuf,
    root: RootKey,
}

impl Aside {
    fn of(world: &World, name: &str) -> Self {
        let keyring = world.home.path(name);
        std::fs::copy(world.home.path("data/keyring"), &keyring).unwrap();
        Self { keyring, root: RootKey::load(&world.home.path("secrets/vault.key")).unwrap() }
    }

    /// With these keys nobody is found in the store as it is now, and no row of it opens.
    fn opens_nothing(&self, world: &World, ids: Range<i64>) {
        let (_, keyring) = KeyringFile::load(&self.keyring, &self.root).unwrap();
        let store = store::open_existing(&StoreUrl::Sled(world.home.path("data"))).unwrap();
        let vault = Vault::open(store.into(), keyring, KeyringFile::nowhere()).unwrap();
        let audience = Audience::new(Arc::clone(&vault));
        assert!(ids.into_iter().all(|id| audience.find(UserId(id)).unwrap().is_none()), "somebody is found");
        assert!(audience.page(None, 1).unwrap_or_default().is_empty());
        let Readable { opened, refused } = vault.count_readable().unwrap();
        assert!(opened == 0 && refused > OTHERS_LEAST, "{opened} rows open with the old keys, {refused} do not");
    }
}
