//! The power is cut at random points of a recorded run: the store opens, and what was acknowledged is there.

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, Stdio};

use klich::audience::Audience;
use klich::campaign::{Campaign, Day, Kind};
use klich::pledge::{Pledges, Wording};
use klich::store::{Batch, Committed, SledStore, Store as _, StoreUrl, Table};
use klich::telegram::{Inbox, UserId};
use klich::vault::{self, RootKey};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use crate::support::power_cut::{Deed, Fate, Recorder};
use crate::support::{World, seed, until};

/// The first person's number.
const FIRST: i64 = 1000;
/// The number of the sandbox's first update.
const FIRST_UPDATE: u32 = 700_000_001;

/// What a person does in turn, and what the bot says when it is done.
const STORIES: [&[(&str, &str)]; 5] = [
    &[("/pledge sign", COUNTED)],
    &[("/subscribe", "You are subscribed"), ("/pledge act", COUNTED)],
    &[("/pledge share", COUNTED), (WITHDRAW, "Your pledge is withdrawn")],
    &[("/subscribe", "You are subscribed"), ("/pledge photo", COUNTED), ("/stop", "You have left")],
    &[("/pledge raise", COUNTED), ("/subscribe", "You are subscribed"), (WITHDRAW, "Your pledge is withdrawn")],
];
const COUNTED: &str = "Your pledge is counted";
/// Pressed, not typed.
const WITHDRAW: &str = "withdraw";

struct Size {
    people: i64,
    cuts: usize,
    /// Cuts after which the real binary runs on.
    runs: usize,
}

#[test]
fn after_a_power_cut_everything_acknowledged_is_there() {
    cut_the_power(&Size { people: 120, cuts: 40, runs: 1 });
}

#[test]
#[ignore = "minutes: script/crash runs it"]
fn after_hundreds_of_power_cuts_everything_acknowledged_is_there() {
    cut_the_power(&Size { people: 3000, cuts: 500, runs: 12 });
}

fn cut_the_power(size: &Size) {
    let seed = seed();
    let world = World::new();
    world.people.add_many(FIRST.into(), u32::try_from(size.people).unwrap(), Some("en")).unwrap();
    let recorder = Recorder::new(&world.home.path("data"));
    recorder.variables().into_iter().for_each(|(name, value)| world.set(name, value));
    let people = live(&world, &recorder, size.people);
    world.set("LD_PRELOAD", "");

    let mut random = StdRng::seed_from_u64(seed);
    let deeds = recorder.deeds();
    let mut cuts: Vec<usize> = (0..size.cuts).map(|_| random.gen_range(0..deeds.len())).collect();
    cuts.sort_unstable();
    let root = RootKey::load(&world.home.path("secrets/vault.key")).unwrap();
    let runs: HashSet<usize> = (0..size.runs).map(|_| random.gen_range(0..size.cuts)).collect();
    let scratch = tempfile::tempdir().unwrap();
    let (mut disk, mut told, mut next) = (recorder.disk(), Told::default(), 0);
    let (mut failures, mut acknowledged) = (String::new(), 0);
    let megabytes = deeds.last().unwrap().0 >> 20;
    let count = deeds.len();
    for (number, (_, deed)) in deeds.into_iter().enumerate() {
        if let Deed::Said(bytes) = &deed {
            told.hear(bytes);
        }
        disk.play(deed);
        while cuts.get(next) == Some(&number) {
            let fate = Fate::random(&mut random);
            let image = scratch.path().join("data");
            disk.after_a_cut(fate, &mut random, &image);
            acknowledged += told.acknowledged.len();
            let mut checked = check(&world, &image, &root, &people, &told);
            if checked.is_ok() && runs.contains(&next) {
                fs::remove_dir_all(world.home.path("data")).unwrap();
                fs::remove_dir_all(&image).unwrap();
                disk.after_a_cut(fate, &mut random, &world.home.path("data"));
                let bot = world.start();
                world.until_nothing_waits();
                bot.stops();
                checked = check(&world, &world.home.path("data"), &root, &people, &told);
            }
            if let Err(what) = checked {
                failures += &format!("cut {next} behind deed {number} of {count}, {fate:?}: {what}\n");
                keep(&image, &format!("cut-{seed}-{next}"));
            }
            let _ = fs::remove_dir_all(&image);
            next += 1;
        }
    }
    println!(
        "{next} power cuts within {count} deeds ({megabytes} MB), seed {seed}: {acknowledged} acknowledgements checked, {} failures",
        failures.lines().count()
    );
    assert!(failures.is_empty(), "seed {seed}:\n{failures}");
    assert!(acknowledged > 0);
}

/// Leaves a folder that failed where `KLICH_TEST_KEEP` says, to be looked at.
fn keep(folder: &Path, name: &str) {
    if let Some(place) = std::env::var_os("KLICH_TEST_KEEP") {
        let _ = Command::new("cp").arg("-r").arg(folder).arg(Path::new(&place).join(name)).status();
    }
}

/// A person's deeds by the numbers of their updates.
struct Person {
    id: i64,
    story: &'static [(&'static str, &'static str)],
    updates: Vec<u32>,
}

/// Lets everyone live through their story while the bot is killed, stopped and started, and is recorded.
fn live(world: &World, recorder: &Recorder, count: i64) -> Vec<Person> {
    let mut people: Vec<Person> = (0..count)
        .map(|n| Person { id: FIRST + n, story: STORIES[n as usize % STORIES.len()], updates: Vec::new() })
        .collect();
    let mut update = FIRST_UPDATE;
    for round in 0..3 {
        let bot = world.start();
        for person in &mut people {
            let Some((deed, _)) = person.story.get(round) else { continue };
            if *deed == WITHDRAW {
                let message = world.people.chat(person.id).unwrap().from_bot().next().unwrap().message_id;
                world.people.forge(person.id, message, deed).unwrap();
            } else {
                world.people.say(person.id, deed).unwrap();
            }
            person.updates.push(update);
            update += 1;
        }
        for person in &people {
            let Some((_, answer)) = person.story.get(round) else { continue };
            until("the answer is there", || {
                world.people.chat(person.id).unwrap().from_bot().any(|message| message.text.contains(answer))
            });
        }
        if round == 1 {
            world.until_nothing_waits();
            bot.stops();
        } else {
            bot.kill();
            recorder.settle();
        }
    }
    people
}

/// What the bot has said up to a point.
#[derive(Default)]
struct Told {
    /// Whom it has answered what.
    acknowledged: HashSet<(i64, &'static str)>,
    /// Telegram may forget every update below.
    confirmed: u32,
}

impl Told {
    fn hear(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        if text.contains("/GetUpdates")
            && let Some(offset) = number_after(&text, "\"offset\":")
        {
            self.confirmed = self.confirmed.max(u32::try_from(offset).unwrap());
        }
        if let Some(chat) = number_after(&text, "\"chat_id\":") {
            let answers = STORIES.iter().flat_map(|story| story.iter().map(|(_, answer)| *answer));
            self.acknowledged.extend(answers.filter(|answer| text.contains(*answer)).map(|answer| (chat, answer)));
        }
    }
}

fn number_after(text: &str, name: &str) -> Option<i64> {
    let (_, rest) = text.split_once(name)?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// What is kept of a person.
type Kept = (Option<Vec<Kind>>, bool);

/// How it stands after each of a person's deeds, beginning with none.
fn expected(story: &[(&str, &str)]) -> Vec<Kept> {
    let mut kept: Kept = (None, false);
    let mut all = vec![kept.clone()];
    for (deed, _) in story {
        match *deed {
            "/subscribe" => kept.1 = true,
            "/stop" => kept.1 = false,
            WITHDRAW => kept.0 = None,
            pledge => kept.0 = Kind::from_code(pledge.strip_prefix("/pledge ").unwrap()).map(|kind| vec![kind]),
        }
        all.push(kept.clone());
    }
    all
}

/// Opens what a cut has left and holds it against what was told.
fn check(world: &World, data: &Path, root: &RootKey, people: &[Person], told: &Told) -> Result<(), String> {
    let vault = vault::open_at(&StoreUrl::Sled(data.to_owned()), root).map_err(|error| format!("refused: {error}"))?;
    let campaign = Campaign::load("belarus-16-november", Path::new(".")).unwrap();
    let pledges = Pledges::open(vault.clone(), campaign.petition().id.clone(), &Wording::of(&campaign), Day(0))
        .map_err(|error| error.to_string())?;
    let audience = Audience::new(vault.clone());
    let inbox = Inbox::new(vault).map_err(|error| error.to_string())?;
    let mut waiting = HashSet::new();
    let mut after = None;
    loop {
        let (page, next) = world.wait(inbox.pending(after, 256)).map_err(|error| error.to_string())?;
        waiting.extend(page.iter().map(|pending| pending.id.0));
        match next {
            Some(_) => after = next,
            None => break,
        }
    }
    let (mut pledged, mut subscribed, mut lost) = (0, 0, String::new());
    for person in people {
        let user = UserId(person.id);
        let pledge = pledges.of(user).map_err(|error| format!("a pledge can't be read: {error}"))?;
        let supporter = audience.find(user).map_err(|error| format!("a supporter can't be read: {error}"))?;
        let kept =
            (pledge.map(|pledge| pledge.kinds), supporter.is_some_and(|supporter| supporter.subscribed.is_some()));
        pledged += u64::from(kept.0.is_some());
        subscribed += u64::from(kept.1);
        let states = expected(person.story);
        let acknowledged =
            person.story.iter().rposition(|(_, answer)| told.acknowledged.contains(&(person.id, *answer)));
        let least = acknowledged.map_or(0, |last| last + 1);
        let is_right = |done: usize| {
            let rest = person.updates.iter().skip(done);
            states[done] == kept && rest.into_iter().all(|id| *id >= told.confirmed || waiting.contains(id))
        };
        if !(least..states.len()).any(is_right) {
            lost += &format!(
                "[{:?} told {least}, is {kept:?}, confirmed {}, waiting {}] ",
                person.story.iter().map(|(deed, _)| *deed).collect::<Vec<_>>(),
                person.updates.iter().filter(|id| **id < told.confirmed).count(),
                person.updates.iter().filter(|id| waiting.contains(id)).count(),
            );
        }
    }
    if !lost.is_empty() {
        return Err(format!("lost: {lost}"));
    }
    let tally = pledges.tally().map_err(|error| error.to_string())?.total;
    let counts = audience.counts().map_err(|error| error.to_string())?.total();
    if (tally, counts) != (pledged, subscribed) {
        return Err(format!("counted {tally} pledges and {counts} subscribers, there are {pledged} and {subscribed}"));
    }
    Ok(())
}

/// Where a child process of this test writes, and to whom it says what is synced.
const WRITER: &str = "KLICH_TEST_WRITER";
const HEARER: &str = "KLICH_TEST_HEARER";
/// Rows that come and stay, and rows that are written over and over.
const KEPT: Table = Table { tag: 1, name: "kept" };
const CHURNED: Table = Table { tag: 2, name: "churned" };

#[test]
fn after_a_power_cut_within_mass_writing_what_was_synced_is_there() {
    cut_within_mass_writing(600, 30);
}

#[test]
#[ignore = "minutes: script/crash runs it"]
fn after_hundreds_of_power_cuts_within_mass_writing_what_was_synced_is_there() {
    cut_within_mass_writing(3000, 400);
}

/// Not a test of its own: what [`cut_within_mass_writing`] runs and kills.
#[test]
#[ignore = "run by another test, as a process of its own"]
fn writes_until_killed() {
    let (Some(folder), Some(hearer)) = (std::env::var_os(WRITER), std::env::var_os(HEARER)) else { return };
    let mut hearer = UnixStream::connect(hearer).unwrap();
    let store = SledStore::open(Path::new(&folder), 4 << 20).unwrap();
    let first = store.scan(KEPT, None, usize::MAX).unwrap().len() as u32;
    for number in first..u32::MAX {
        let mut batch = Batch::new();
        batch.put(KEPT, number.to_be_bytes(), number.to_be_bytes().repeat(50));
        (0..10).for_each(|nth| {
            batch.put(CHURNED, ((number * 37 + nth * 13) % 700).to_be_bytes(), number.to_be_bytes().repeat(300));
        });
        assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
        // Seldom, so that much lies between: what the store syncs by itself is all that there is meanwhile.
        if number % 16 == 0 {
            store.sync().unwrap();
            hearer.write_all(format!("synced {number}\n").as_bytes()).unwrap();
        }
    }
}

/// Churns a store in a process of its own, kills it now and then, and cuts the power all along.
fn cut_within_mass_writing(rows: u32, cuts: usize) {
    let seed = seed();
    let mut random = StdRng::seed_from_u64(seed);
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("store");
    fs::create_dir(&folder).unwrap();
    let recorder = Recorder::new(&folder);
    let socket = home.path().join("hearer");
    let listener = UnixListener::bind(&socket).unwrap();
    for part in 1..=3 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "journeys::power_cut::writes_until_killed", "--ignored"])
            .env(WRITER, &folder)
            .env(HEARER, &socket)
            .envs(recorder.variables())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let (stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream).lines();
        let told = |line: String| line.strip_prefix("synced ").unwrap().parse::<u32>().unwrap();
        while lines.next().map(|line| told(line.unwrap())).expect("it writes until it is killed") < rows * part / 3 {}
        child.kill().unwrap();
        child.wait().unwrap();
        recorder.settle();
    }
    let deeds = recorder.deeds();
    let (count, megabytes) = (deeds.len(), deeds.last().unwrap().0 >> 20);
    let mut cuts: Vec<usize> = (0..cuts).map(|_| random.gen_range(0..count)).collect();
    cuts.sort_unstable();
    let (mut disk, mut synced, mut next) = (recorder.disk(), None, 0);
    let (mut failures, mut checked) = (String::new(), 0);
    let image = home.path().join("image");
    for (number, (_, deed)) in deeds.into_iter().enumerate() {
        if let Deed::Said(bytes) = &deed
            && let Some(told) = String::from_utf8_lossy(bytes).strip_prefix("synced ")
        {
            synced = told.trim().parse::<u32>().ok();
        }
        disk.play(deed);
        while cuts.get(next) == Some(&number) {
            let fate = Fate::random(&mut random);
            disk.after_a_cut(fate, &mut random, &image);
            checked += synced.map_or(0, |synced| synced + 1);
            if let Err(what) = opens_with(&image, synced) {
                failures += &format!("cut {next} behind deed {number} of {count}, {fate:?}: {what}\n");
                keep(&image, &format!("mass-{seed}-{next}"));
            }
            fs::remove_dir_all(&image).unwrap();
            next += 1;
        }
    }
    println!(
        "{next} power cuts within {count} deeds ({megabytes} MB), seed {seed}: {checked} synced rows checked, {} failures",
        failures.lines().count()
    );
    assert!(failures.is_empty(), "seed {seed}:\n{failures}");
}

/// Opens a store and looks for every row up to the one that was synced last; the rest is whole or absent, in order.
fn opens_with(folder: &Path, synced: Option<u32>) -> Result<(), String> {
    let store = SledStore::open(folder, 4 << 20).map_err(|error| format!("refused: {error}"))?;
    let kept = store.scan(KEPT, None, usize::MAX).map_err(|error| error.to_string())?;
    let churned = store.scan(CHURNED, None, usize::MAX).map_err(|error| error.to_string())?;
    let least = synced.map_or(0, |number| number as usize + 1);
    if kept.len() < least {
        return Err(format!("{least} rows were synced, {} are there", kept.len()));
    }
    for (number, (key, value)) in (0_u32..).zip(&kept) {
        if key != number.to_be_bytes() || value != number.to_be_bytes().repeat(50) {
            return Err(format!("row {number} of {} is not as it was written", kept.len()));
        }
    }
    for (key, value) in &churned {
        let place = u32::from_be_bytes(key.try_into().unwrap());
        let number = u32::from_be_bytes(value[..4].try_into().unwrap());
        let fits = (0..10).any(|nth| (number * 37 + nth * 13) % 700 == place);
        // Atomic and in order: none is of a batch whose row is not there, nor older than the last that wrote it.
        let last =
            (0..kept.len() as u32).rev().find(|number| (0..10).any(|nth| (number * 37 + nth * 13) % 700 == place));
        if !fits || value != number.to_be_bytes().repeat(300) || Some(number) != last {
            return Err(format!(
                "a churned row is of batch {number}, not of {last:?}; {} batches are there",
                kept.len()
            ));
        }
    }
    Ok(())
}
