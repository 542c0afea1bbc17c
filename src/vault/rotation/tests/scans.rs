//! Scans beside a rotation, and rotations that are broken off.

use super::*;

/// What happens while somebody scans.
#[derive(Debug, Clone, Copy)]
enum Event {
    Put(u64),
    Remove(u64),
    Begin,
    /// Moves a stretch of the people's table row by row.
    Move,
    /// Goes on with it for so many looks.
    Part(usize),
    Finish,
    Restart,
    Page,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => (0_u64..30).prop_map(Event::Put),
        1 => (0_u64..30).prop_map(Event::Remove),
        1 => Just(Event::Begin),
        1 => Just(Event::Move),
        4 => (1_usize..90).prop_map(Event::Part),
        1 => Just(Event::Finish),
        1 => Just(Event::Restart),
        4 => Just(Event::Page),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is written, moved, begun, ended or broken off between two pages: who was there all the time is seen, nobody
    /// is seen who never was, and every row says what was written last.
    #[test]
    fn a_scan_misses_nobody(events in prop::collection::vec(event(), 0..120), size in 1_usize..6) {
        let mut house = House::new();
        let mut model: BTreeMap<u64, u64> = (0..20).map(|id| (id, 0)).collect();
        (0..20).for_each(|id| house.put(&house.person(id), &Person::V1(id << 32)));
        let (mut stayed, mut ever): (BTreeSet<u64>, BTreeSet<u64>) = (model.keys().copied().collect(), (0..20).collect());
        let (mut seen, mut after, mut complete) = (BTreeSet::new(), None, false);
        let mut moved_to = None;
        for (round, event) in (1..).zip(events) {
            match event {
                Event::Put(id) => {
                    model.insert(id, round);
                    ever.insert(id);
                    house.put(&house.person(id), &Person::V1(id << 32 | round));
                }
                Event::Remove(id) => {
                    model.remove(&id);
                    stayed.remove(&id);
                    house.remove::<Person>(&house.person(id));
                }
                Event::Begin => house.vault.begin_rotation().unwrap(),
                Event::Move => {
                    // As where some can't be copied.
                    if house.vault.keys().keyring.copies().is_some() {
                        let _ = house.vault.move_instead(&mut |_| ControlFlow::Continue(())).unwrap();
                    }
                    let generations: Vec<u32> = house.vault.keys().generations(AUDIENCE).collect();
                    let [before, _] = generations[..] else { continue };
                    let rows = house.store.scan(tables::stored(AUDIENCE, before), moved_to.as_deref(), 3).unwrap();
                    moved_to = rows.last_key().map(<[u8]>::to_vec);
                    house.vault.move_batch(AUDIENCE, before, &rows.iter().collect::<Vec<_>>()).unwrap();
                }
                Event::Part(looks) => house.part(looks),
                Event::Finish => drop(house.vault.go_on_rotating(|_| ControlFlow::Continue(())).unwrap()),
                Event::Restart => house = house.again(),
                Event::Page => {}
            }
            if matches!(event, Event::Page) && !complete {
                let page = house.vault.page::<Person>(after.as_ref(), size).unwrap();
                complete = page.len() < size;
                seen.extend(page.iter().map(|row| match row.record { Person::V1(value) => value >> 32 }));
                after = page.into_iter().next_back().map(|row| row.at).or(after);
            }
            for (id, round) in &model {
                prop_assert_eq!(house.vault.read(&house.person(*id)).unwrap(), Some(Person::V1(id << 32 | round)));
            }
        }
        while !complete {
            let page = house.vault.page::<Person>(after.as_ref(), size).unwrap();
            complete = page.len() < size;
            seen.extend(page.iter().map(|row| match row.record { Person::V1(value) => value >> 32 }));
            after = page.into_iter().next_back().map(|row| row.at).or(after);
        }
        prop_assert!(stayed.is_subset(&seen), "missed: {:?}", stayed.difference(&seen));
        prop_assert!(seen.is_subset(&ever));
        house.vault.go_on_rotating(|_| ControlFlow::Continue(())).unwrap();
        let rows = house.vault.page::<Person>(None, usize::MAX).unwrap();
        prop_assert_eq!((rows.len(), house.rows().len()), (model.len(), model.len()));
    }

    /// Broken off after any number of batches, by any number of deaths, it ends, and everything is there.
    #[test]
    fn it_goes_on_wherever_it_was_broken_off(stops in prop::collection::vec(0_usize..9, 0..4)) {
        let mut house = House::new();
        house.fill(40);
        house.vault.begin_rotation().unwrap();
        for stop in stops {
            let mut looks = 0;
            let ended = house.vault.go_on_rotating(|_| {
                looks += 1;
                if looks > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            prop_assert!(ended.unwrap().is_none());
            house = house.again();
            prop_assert!(house.vault.is_rotating());
            house.holds(40);
        }
        let ended = house.vault.go_on_rotating(|_| ControlFlow::Continue(())).unwrap();
        prop_assert_eq!(ended.map(|ended| ended.kept), Some(0));
        house.holds(40);
        prop_assert!(!house.again().vault.is_rotating());
    }
}
