//! What an image of the disk still tells, counted: how many rows there are, of which lengths, and in which generation.

use std::collections::{BTreeMap, BTreeSet};

use klich::store::{self, StoreUrl};
use klich::vault::tables;

use crate::support::{World, alert_file};

/// Who is there; each speaks another language than the next.
const PEOPLE: i64 = 44;
const FORGOTTEN: i64 = 4;

/// Rows of a table: how many of each length, and of which half.
#[derive(Default)]
struct Rows {
    lengths: BTreeMap<usize, usize>,
    halves: BTreeSet<bool>,
}

/// Counts what whoever has the disk counts; the bot is stopped.
fn image(world: &World) -> BTreeMap<&'static str, Rows> {
    let store = store::open_existing(&StoreUrl::Sled(world.home.path("data"))).unwrap();
    let mut image: BTreeMap<_, Rows> = BTreeMap::new();
    for stored in tables::all_stored() {
        let rows = store.scan(stored, None, usize::MAX).unwrap();
        let of_table = image.entry(stored.name).or_default();
        for (_, envelope) in &rows {
            *of_table.lengths.entry(envelope.len()).or_default() += 1;
            of_table.halves.insert(stored.tag & 0x80 != 0);
        }
    }
    image.retain(|_, rows| !rows.lengths.is_empty());
    image
}

fn print(world: &World, what: &str, image: &BTreeMap<&'static str, Rows>) {
    let files = world.home.contents().into_iter().filter(|(path, _)| path.starts_with(world.home.path("data")));
    println!("{what}, {} bytes in files:", files.filter_map(|(_, held)| held).map(|held| held.len()).sum::<usize>());
    image.iter().for_each(|(name, rows)| println!("  {name}: {:?}", rows.lengths));
}

#[test]
fn an_image_tells_how_many_rows_there_are_and_nothing_by_their_lengths() {
    let world = World::new();
    let bot = world.start();
    let languages = ["en", "be", "ru", "uk", "pl", "lt", "de", "fr", "es", "pt", "tr"];
    let kinds = ["sign", "share", "act", "raise"];
    for (nth, language) in (0..PEOPLE).zip(languages.iter().cycle()) {
        let phone = world.person(1000 + nth, "A", language);
        phone.says("/subscribe");
        for kind in &kinds[..1 + usize::try_from(nth).unwrap() % kinds.len()] {
            phone.says(&format!("/pledge {kind}"));
        }
    }
    let alert =
        world.send_alert(&alert_file(1, &[("en", "Come to the square."), ("be", "Прыходзьце на плошчу, усе разам.")]));
    world.alert_is(&alert, "finished");
    bot.stops();
    let before = image(&world);
    print(&world, "after a day", &before);
    let people = usize::try_from(PEOPLE).unwrap();
    for table in [tables::AUDIENCE, tables::PLEDGES, tables::RECEIPTS, tables::COMMITMENTS, tables::LEDGER] {
        let rows: Vec<_> = before[table.name].lengths.values().collect();
        assert_eq!(rows, [&people], "{}: one length", table.name);
    }
    assert_eq!(before[tables::ALERTS.name].lengths, BTreeMap::from([(1024 + 45, 1)]));
    assert_eq!(
        before[tables::ALERT_TEXTS.name].lengths.values().sum::<usize>() % 2,
        0,
        "two languages, as long as each other"
    );
    assert!(!before.contains_key(tables::INBOX.name), "what is handled is gone");
    assert!(before.values().all(|rows| rows.halves == [false].into()));

    // Some are forgotten, and keys are renewed: fewer rows, all of them in the other half, and as long as before.
    let bot = world.start();
    for nth in 0..FORGOTTEN {
        let phone = crate::support::Phone::new(&world, 1000 + nth);
        let question = phone.says("/forget");
        phone.presses(&question, "forget.");
    }
    bot.stops();
    world.home.run(["keys", "rotate"]).succeeds();
    let after = image(&world);
    print(&world, "after some were forgotten and the keys renewed", &after);
    let left = people - usize::try_from(FORGOTTEN).unwrap();
    for table in [tables::AUDIENCE, tables::PLEDGES, tables::RECEIPTS, tables::LEDGER] {
        let rows: Vec<_> = after[table.name].lengths.values().collect();
        assert_eq!(rows, [&left], "{}: one length", table.name);
        assert_eq!(after[table.name].lengths.keys().next(), before[table.name].lengths.keys().next());
    }
    assert!(after.iter().all(|(name, rows)| rows.halves == [true].into() || *name == tables::INBOX.name));
    world.was_proper();
}
