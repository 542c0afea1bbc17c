//! While rows are copied, and what they leave is cleared away.

use super::*;

#[test]
fn the_old_keys_are_gone_before_the_old_rows_are() {
    let house = House::new();
    house.fill(20);
    house.vault.begin_rotation().unwrap();
    let look = |rotating: Rotating| if rotating.destroyed { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    assert!(house.vault.go_on_rotating(look).unwrap().is_none());
    assert!(house.vault.is_rotating() && house.vault.rotating().unwrap().destroyed);
    assert!(house.rows().len() > 5 * 20 + 5, "some are still there");
    assert!(house.vault.keys().keyring.index_before.is_none());
    house.holds(20);
    let Readable { opened, refused } = house.vault.count_readable().unwrap();
    assert!(opened == 5 * 20 + 5 && refused > 0);
    // What is written now, and found, is not touched by the clearing.
    house.put(&house.person(99), &Person::V1(99));
    let house = house.again();
    assert_eq!(house.vault.only_generation(AUDIENCE), Some(1));
    house.vault.go_on_rotating(|_| ControlFlow::Continue(())).unwrap().unwrap();
    house.remove::<Person>(&house.person(99));
    house.holds(20);
    assert_eq!((house.rows().len(), house.vault.is_rotating()), (5 * 20 + 5, false));
}

#[test]
fn copies_do_not_count_until_there_is_one_of_every_row() {
    let mut house = House::new();
    house.fill(20);
    house.vault.begin_rotation().unwrap();
    let mut most = 0;
    for looks in 2.. {
        house.part(looks);
        if !house.vault.is_rotating() {
            break;
        }
        most = most.max(house.rows().len());
        house.holds(20);
        // Who is read, changed and removed meanwhile has one row, and then none.
        let id = 100 + looks as u64;
        house.put(&house.person(id), &Person::V1(id));
        house.put(&house.person(3), &Person::V1(3));
        assert_eq!(house.vault.read(&house.person(3)).unwrap(), Some(Person::V1(3)));
        house.remove::<Person>(&house.person(id));
        house = house.again();
    }
    assert!(most > 5 * 20 + 5 + 20, "there were copies");
    house.holds(20);
    assert_eq!(house.rows().len(), 5 * 20 + 5);
}

#[test]
fn a_petition_that_is_closed_while_rows_are_copied_keeps_one_row_of_each_pledge() {
    for looks in [1, 8, 14, 18, 25] {
        for dies in [false, true] {
            let mut house = House::new();
            house.fill(20);
            let before = house.vault.page::<Pledge>(None, 100).unwrap();
            house.vault.begin_rotation().unwrap();
            house.part(looks);
            house.vault.close_petition(PETITION).unwrap();
            if dies {
                house = house.again();
            }
            let found = house.vault.page::<Pledge>(None, 100).unwrap();
            assert_eq!(found.len(), 20);
            // Copies of others are void as well: they are read, and written, where they lay.
            for id in 0..20 {
                assert_eq!(house.vault.read(&house.person(id)).unwrap(), Some(Person::V1(id)));
            }
            let count = |writer: &mut Writer<'_>| {
                let Some(Person::V1(id)) = writer.get(&house.person(3))? else { return Err(VaultError::Unreadable) };
                writer.put(&house.person(3), &Person::V1(id + 1))
            };
            house.vault.write(count).unwrap();
            assert_eq!(house.vault.read(&house.person(3)).unwrap(), Some(Person::V1(4)));
            assert_eq!(house.vault.page::<Person>(None, 100).unwrap().len(), 20);
            // Both whoever has found one before the keys are new, and whoever finds one afterwards, can take it away.
            let early = found.into_iter().find(|row| row.record == Pledge::V1(7)).unwrap().key;
            let taken = house.vault.page::<Pledge>(None, 100).unwrap().remove(0);
            house.remove::<Pledge>(&taken.key);
            house.part(looks);
            house.vault.go_on_rotating(|_| ControlFlow::Continue(())).unwrap();
            assert!(!house.vault.is_rotating());
            assert_eq!(house.vault.read(&house.person(3)).unwrap(), Some(Person::V1(4)));
            if taken.record != Pledge::V1(7) {
                house.remove::<Pledge>(&early);
            }
            let left = house.vault.page::<Pledge>(None, 100).unwrap();
            let ids = sorted(left.iter().map(|row| match row.record {
                Pledge::V1(id) => id,
            }));
            let Pledge::V1(taken) = taken.record;
            assert_eq!(ids, (0..20).filter(|id| *id != 7 && *id != taken).collect::<Vec<_>>(), "{looks} {dies}");
            assert!(left.iter().all(|row| house.vault.is_untied(&row.key)));
            // No other row is left of them.
            assert_eq!(house.rows().keys().filter(|(tag, _)| tag & 0x7f == PLEDGES.tag).count(), left.len());
            drop(before);
        }
    }
}

#[test]
fn a_rotation_that_an_older_klich_has_begun_ends() {
    let house = House::new();
    house.fill(20);
    let mut keyring = house.vault.keys().keyring.copied();
    keyring.renew(&mut OsRng);
    // It knew no copies.
    let copies = keyring.copies().unwrap();
    keyring.data_keys.remove(&copies);
    keyring.move_instead();
    let house = House::of(house.store, keyring);
    let rows = house.store.scan(AUDIENCE, None, 7).unwrap();
    house.vault.move_batch(AUDIENCE, 0, &rows.iter().collect::<Vec<_>>()).unwrap();
    house.holds(20);
    house.put(&house.person(3), &Person::V1(3));
    let house = house.again();
    let rotated = house.vault.go_on_rotating(|_| ControlFlow::Continue(())).unwrap().unwrap();
    assert_eq!(rotated.kept, 0);
    house.holds(20);
    assert_eq!((house.rows().len(), house.vault.keys().keyring.data_keys.len()), (5 * 20 + 5, 1));
}

#[test]
fn who_is_removed_or_written_between_reading_and_copying_is_not_brought_back() {
    let house = House::new();
    house.fill(20);
    house.vault.begin_rotation().unwrap();
    let mut once = false;
    let look = |rotating: Rotating| {
        // A few are copied, the others are read.
        if rotating.moved > 0 && !std::mem::replace(&mut once, true) {
            (0..10).for_each(|id| house.remove::<Person>(&house.person(id)));
            (10..20).for_each(|id| house.put(&house.person(id), &Person::V1(id + 100)));
        }
        ControlFlow::Continue(())
    };
    house.vault.go_on_rotating(look).unwrap().unwrap();
    for id in 0..20 {
        let expected = (id >= 10).then_some(Person::V1(id + 100));
        assert_eq!(house.vault.read(&house.person(id)).unwrap(), expected);
    }
    assert_eq!(house.vault.page::<Person>(None, 100).unwrap().len(), 10);
    assert_eq!(house.rows().len(), 4 * 20 + 10 + 5);
}
