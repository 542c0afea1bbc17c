//! Does anything of a person leave the vault? A busy day with the real binary, and then a search through everything that
//! it left behind or told: files, output, logs, the process list, pages, answers of commands, copies.
//!
//! `script/leaks` runs these as a step of their own. The second test leaks on purpose, a marker of each kind and a place
//! of each kind, so that the first one is known to be able to fail.

mod day;
mod evidence;
mod forms;
mod markers;
mod night;

use std::collections::BTreeSet;

use evidence::{Evidence, Place};
use klich::store::{self, Batch, Committed, StoreUrl};
use klich::vault::tables;
use markers::{Kind, Marker};

use crate::support::World;

/// The whole day at the most talkative level, until it is killed; then the rest of it as operators run it.
#[test]
fn nothing_of_a_busy_day_is_found_anywhere() {
    let day = day::live();
    let found = day.evidence.search(&day.markers);
    assert!(found.is_empty(), "{} finds:\n{}", found.len(), found.join("\n"));
    // What was searched is what there is: a place that vanished from the search would pass for a clean one.
    let seen = day.evidence.places();
    // klich writes no log file of its own: its log is on standard error.
    let must = Place::ALL.into_iter().filter(|place| !matches!(place, Place::Core | Place::Log));
    assert_eq!(must.filter(|place| !seen.contains(place)).collect::<Vec<_>>(), []);
    assert!(day.evidence.bytes() > 1_000_000, "{} bytes", day.evidence.bytes());
    let log = day.evidence.text(Place::Stderr);
    for level in ["TRACE", "DEBUG", " INFO", " WARN", "ERROR"] {
        assert!(log.lines().any(|line| line.contains(&format!("Z {level} klich"))), "no line of {level}: {log}");
    }
    println!(
        "{} markers in {} forms, searched in {} pieces, {} bytes",
        day.markers.len(),
        day.markers.iter().map(|marker| marker.forms().len()).sum::<usize>(),
        day.evidence.len(),
        day.evidence.bytes()
    );
}

/// Each kind of marker is found in each kind of place, in whatever form it stands there.
#[test]
fn what_does_leak_is_found() {
    let mut markers = markers::all();
    markers.push(Marker::new(Kind::Key, "dGhpcyBpcyBub3QgYSBrZXksIGJ1dCBsb29rcyBsaWtl"));
    let kinds: BTreeSet<Kind> = markers.iter().map(|marker| marker.kind).collect();
    assert_eq!(kinds, Kind::ALL.into(), "there is a marker of each kind");
    let mut planted = 0;
    for marker in &markers {
        let mut evidence = Evidence::default();
        for (place, (form, bytes)) in Place::ALL.into_iter().cycle().zip(marker.forms()) {
            let around = [b"noise \xff\x00 before", bytes.as_slice(), b"\x00and after"].concat();
            evidence.add(place, form, around);
            planted += 1;
        }
        let missed = evidence.pieces_without(marker);
        assert!(missed.is_empty(), "{:?} is not found as {missed:?}", marker.kind);
    }
    assert!(planted > 20 * markers.len(), "{planted}");
}

/// The same collecting as in the real day, over a home that leaks in earnest.
#[test]
fn a_leaking_home_is_caught_in_every_place() {
    let world = World::new();
    let home = &world.home;
    let markers = markers::all();
    let of = |kind: Kind| markers.iter().find(|marker| marker.kind == kind).unwrap().text.clone();

    // A row in clear, as a table would hold that forgets the vault.
    let url = StoreUrl::parse("sled:data", &home.path("")).unwrap();
    {
        let store = store::open(&url).unwrap();
        let id: i64 = of(Kind::Id).parse().unwrap();
        let mut batch = Batch::new();
        // By its first byte it is no envelope: a row under an unknown key would be refused at the start.
        batch.put(tables::AUDIENCE, b"a row in clear", [vec![0], postcard_like(id)].concat());
        assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
        store.sync().unwrap();
    }
    home.write("data/keyring.old", &of(Kind::Token));
    home.write("klich.log", &format!("INFO a message of {} came", of(Kind::Name)));
    home.write(&format!("data/{}.tmp", of(Kind::Username)), "");
    home.write("copy.age", &of(Kind::Text));
    // A process that has a person's number in its arguments, and in its environment.
    world.set("LAST_SUBSCRIBER", of(Kind::Id));
    let bot = world.start();
    let mut evidence = Evidence::default();
    evidence.take_home(home);
    evidence.take_process(&bot);
    let said = home.run(["--config", &format!("{}.toml", of(Kind::Name)), "stats"]).exits(78);
    evidence.add(Place::Stderr, "stats", said.err);
    evidence.add(Place::Stdout, "stats", of(Kind::Update));
    evidence.take_page(&world.sandbox().url(), "/sandbox/users");
    drop(bot);
    if let Some(core) = evidence::core_of_a_leaking_process(&of(Kind::Name)) {
        evidence.add(Place::Core, "core", core);
    } else {
        println!("note: this machine writes no core files where they can be read");
    }
    let crowd = Marker::new(Kind::Id, "7123456789123");
    world.person(7_123_456_789_123, &of(Kind::Name), "be");
    evidence.take_page(&world.sandbox().url(), "/sandbox/users");
    let leaks = evidence.leaks(&[markers.as_slice(), &[crowd]].concat());
    for (kind, place) in [
        (Kind::Id, Place::Store),
        (Kind::Token, Place::Data),
        (Kind::Name, Place::Log),
        (Kind::Username, Place::FileName),
        (Kind::Text, Place::Backup),
        (Kind::Id, Place::Environment),
        (Kind::Name, Place::Stderr),
        (Kind::Update, Place::Stdout),
        (Kind::Name, Place::Page),
        (Kind::Id, Place::Page),
    ] {
        assert!(leaks.contains(&(kind, place)), "{kind:?} in {place:?} is not among {leaks:?}");
    }
    let core = evidence.places().contains(&Place::Core);
    assert_eq!(core, leaks.contains(&(Kind::Name, Place::Core)), "a core file is searched");
}

/// A number as postcard writes it, with a byte before and behind.
fn postcard_like(id: i64) -> Vec<u8> {
    let mut number = ((id << 1) ^ (id >> 63)).cast_unsigned();
    let mut bytes = vec![1];
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.extend([number as u8, 0]);
    bytes
}

/// A crash leaves no memory behind: nothing is dumped even where the system allows it.
#[test]
fn no_core_file_can_be_made() {
    evidence::allow_core_files();
    let world = World::new();
    let bot = world.start();
    world.subscribers(100..103, "be");
    let status = bot.crashes();
    assert!(!evidence::dumped_core(status), "a killed bot has left a core file");
    let files = world.home.contents();
    assert!(files.iter().all(|(path, _)| !path.to_string_lossy().contains("core")), "a core file lies in the home");
    println!("note: another program's core file would be written here: {}", evidence::machine_dumps_core());
}
