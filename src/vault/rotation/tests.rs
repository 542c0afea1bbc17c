#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod copies;
mod scans;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use proptest::prelude::*;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};

use super::super::keyring::Keyring;
use super::super::tables::{ALERT_TEXTS, AUDIENCE, INBOX, LEDGER, PLEDGES};
use super::super::*;
use super::*;
use crate::store::Batch;

macro_rules! records {
    ($($name:ident in $table:ident)*) => {$(
        #[derive(Serialize, Deserialize, Debug, PartialEq, Eq, Clone)]
        enum $name {
            V1(u64),
        }

        impl Record for $name {
            const TABLE: Table = $table;
        }
    )*};
}

records! { Person in AUDIENCE Delivery in LEDGER Pledge in PLEDGES Update in INBOX }

const PETITION: &str = "release";

/// A store, and what is needed to open it again as a killed process would find it.
struct House {
    store: Arc<MemoryStore>,
    vault: Arc<Vault>,
}

impl House {
    fn new() -> Self {
        let house = Self::of(Arc::default(), Keyring::random(&mut OsRng));
        house.vault.open_petition(PETITION).unwrap();
        house
    }

    fn of(store: Arc<MemoryStore>, keyring: Keyring) -> Self {
        let below: Arc<dyn Store> = Arc::clone(&store) as _;
        Self { store, vault: Vault::open(below, keyring, KeyringFile::nowhere()).unwrap() }
    }

    /// Dies, and starts again.
    fn again(self) -> Self {
        Self::of(self.store, self.vault.keys().keyring.copied())
    }

    fn put(&self, key: &RowKey, record: &impl Record) {
        self.vault.write(|writer| writer.put(key, record)).unwrap();
    }

    fn remove<R: Record>(&self, key: &RowKey) {
        let removed: Result<(), VaultError> = self.vault.write(|writer| {
            writer.remove::<R>(key);
            Ok(())
        });
        removed.unwrap();
    }

    fn person(&self, id: u64) -> RowKey {
        self.vault.row_key(AUDIENCE, &id.to_be_bytes())
    }

    fn pledge(&self, id: u64) -> RowKey {
        self.vault.petition_row_key(PLEDGES, PETITION, &id.to_be_bytes()).unwrap()
    }

    fn delivery(&self, alert: &[u8], id: u64) -> RowKey {
        self.vault.grouped_row_key(LEDGER, alert, &id.to_be_bytes())
    }

    /// Fills each kind of table with `count` rows.
    fn fill(&self, count: u64) {
        for id in 0..count {
            self.put(&self.person(id), &Person::V1(id));
            self.put(&self.pledge(id), &Pledge::V1(id));
            self.put(&self.delivery(b"a", id), &Delivery::V1(id));
            self.put(&self.delivery(b"b", id), &Delivery::V1(id));
            self.put(&RowKey::ordered(id), &Update::V1(id));
        }
        let text = self.vault.row_key(ALERT_TEXTS, b"text");
        self.vault.write(|writer| writer.put_long(&text, ALERT_TEXTS, &[7; 9000])).unwrap();
    }

    /// Everything that [`House::fill`] has put is there, in every way of reading.
    fn holds(&self, count: u64) {
        let vault = &self.vault;
        for id in 0..count {
            assert_eq!(vault.read(&self.person(id)).unwrap(), Some(Person::V1(id)));
            assert_eq!(vault.read(&self.pledge(id)).unwrap(), Some(Pledge::V1(id)));
            assert_eq!(vault.read(&self.delivery(b"b", id)).unwrap(), Some(Delivery::V1(id)));
            assert_eq!(vault.read(&RowKey::ordered(id)).unwrap(), Some(Update::V1(id)));
        }
        let all = || (0..count).collect::<Vec<_>>();
        let people = vault.page::<Person>(None, usize::MAX).unwrap();
        assert!(people.iter().all(|row| row.key
            == self.person(match row.record {
                Person::V1(id) => id,
            })));
        assert_eq!(
            sorted(people.iter().map(|row| match row.record {
                Person::V1(id) => id,
            })),
            all()
        );
        let group = vault.page_of_group::<Delivery>(&vault.group_prefix(LEDGER, b"a"), None, usize::MAX).unwrap();
        assert_eq!(
            sorted(group.iter().map(|row| match row.record {
                Delivery::V1(id) => id,
            })),
            all()
        );
        let updates = vault.page::<Update>(None, usize::MAX).unwrap();
        assert!(updates.iter().map(|row| row.key.as_ordered().unwrap()).eq(0..count), "in their order");
        let text = vault.read_long(&vault.row_key(ALERT_TEXTS, b"text"), ALERT_TEXTS).unwrap();
        assert_eq!(text, Some(vec![7; 9000]));
    }

    fn rotate(&self) -> Rotated {
        self.vault.begin_rotation().unwrap();
        self.vault.go_on_rotating(|_| ControlFlow::Continue(())).unwrap().unwrap()
    }

    /// Goes on with a rotation, if one is under way, and breaks it off after so many looks.
    fn part(&self, looks: usize) {
        let mut left = looks;
        let look = |_| {
            left -= 1;
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        self.vault.go_on_rotating(look).unwrap();
    }

    fn rows(&self) -> BTreeMap<(u8, Vec<u8>), Vec<u8>> {
        let of = |table: Table| {
            let rows = self.store.scan(table, None, usize::MAX).unwrap();
            rows.to_vec().into_iter().map(move |(key, value)| ((table.tag, key), value))
        };
        tables::all_stored().flat_map(of).collect()
    }
}

fn sorted(ids: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut ids: Vec<u64> = ids.collect();
    ids.sort_unstable();
    ids
}

#[test]
fn every_row_comes_under_new_keys_and_the_old_ones_are_gone() {
    let house = House::new();
    house.fill(70);
    let before = House::of(Arc::clone(&house.store), house.vault.keys().keyring.copied());
    let old: BTreeSet<_> = house.rows().into_keys().collect();
    assert_eq!(house.rotate(), Rotated { moved: 5 * 70 + 5, kept: 0 });
    house.holds(70);

    let keys = house.vault.keys();
    assert!(!keys.keyring.is_rotating() && keys.keyring.index_before.is_none());
    assert_eq!(keys.keyring.data_keys.len(), 2, "one for what is written, one for copies");
    assert!(keys.keyring.petitions.values().all(|keys| keys.before.is_none()));
    drop(keys);
    // Whoever has the old keyring finds nobody, and opens nothing.
    let rows = house.rows();
    let stayed: Vec<u8> = rows.keys().filter(|place| old.contains(*place)).map(|(tag, _)| *tag).collect();
    assert!(stayed.len() == 70 && stayed.iter().all(|tag| *tag == INBOX.tag), "only numbers in clear stay");
    for id in 0..70 {
        assert_eq!(before.vault.read::<Person>(&before.person(id)).unwrap(), None);
        assert_eq!(before.vault.read::<Pledge>(&before.pledge(id)).unwrap(), None);
        assert!(matches!(before.vault.read::<Update>(&RowKey::ordered(id)), Err(VaultError::Unreadable)));
    }
    let opens = |table: Table, bytes: &[u8], envelope: &[u8]| {
        let generations = [0, 1].map(|generation| Position::new(generation, bytes));
        generations.iter().any(|at| before.vault.keys().open(table, at, envelope.to_vec()).is_ok())
    };
    for ((tag, bytes), envelope) in &rows {
        let table = *tables::ALL.iter().find(|table| table.tag == tag & 0x7f).unwrap();
        assert!(!opens(table, bytes, envelope));
    }
}

#[test]
fn rotations_follow_each_other_through_both_halves() {
    let mut house = House::new();
    house.fill(10);
    for generation in 1..5 {
        assert_eq!(house.rotate().moved, 5 * 10 + 5);
        house = house.again();
        assert_eq!(house.vault.keys().keyring.generation, generation);
        house.holds(10);
        assert_eq!(house.rows().len(), 5 * 10 + 5, "nothing is left behind");
    }
}

#[test]
fn what_was_erased_before_is_unreadable_after() {
    let house = House::new();
    house.fill(3);
    let erased: Vec<_> = house.rows().into_iter().filter(|((tag, _), _)| *tag == AUDIENCE.tag).collect();
    let erase = |id| {
        house.vault.write(|writer| {
            writer.remove::<Person>(&house.person(id));
            writer.note_erasure()
        })
    };
    assert!(!house.vault.erasure_waits().unwrap());
    erase(1).unwrap();
    assert!(house.vault.erasure_waits().unwrap());
    house.vault.begin_rotation().unwrap();
    assert!(!house.vault.erasure_waits().unwrap());
    // Who is erased from here on may have been moved under the new keys by then: that is for the next one.
    erase(2).unwrap();
    assert!(house.vault.erasure_waits().unwrap());
    house.vault.go_on_rotating(|_| ControlFlow::Continue(())).unwrap().unwrap();
    assert!(house.vault.erasure_waits().unwrap());
    // The bytes are put back, as the store's log or a copy of the disk would have them.
    let mut batch = Batch::new();
    for ((_, key), envelope) in erased {
        batch.put(tables::stored(AUDIENCE, 1), key, envelope);
    }
    let _ = house.store.commit(&batch).unwrap();
    assert!(matches!(house.vault.page::<Person>(None, 10), Err(VaultError::Unreadable)));
}

#[test]
fn pledges_of_a_closed_petition_stay_and_nobody_is_found_in_them() {
    let house = House::new();
    house.fill(5);
    let person = 3_u64.to_be_bytes();
    house.vault.close_petition(PETITION).unwrap();
    for _ in 0..3 {
        let found = house.vault.page::<Pledge>(None, 10).unwrap();
        assert_eq!(
            sorted(found.iter().map(|row| match row.record {
                Pledge::V1(id) => id,
            })),
            [0, 1, 2, 3, 4]
        );
        for (at, envelope) in house.rows().into_iter().filter(|((tag, _), _)| tag & 0x7f == PLEDGES.tag) {
            let keys = house.vault.keys();
            let opened = keys.open(PLEDGES, &Position::new(keys.keyring.generation, at.1), envelope).unwrap();
            assert!(!opened.origin().windows(8).any(|window| window == person));
        }
        house.rotate();
    }
    // They can still be taken away, by who has found them.
    for row in house.vault.page::<Pledge>(None, 10).unwrap() {
        house.remove::<Pledge>(&row.key);
    }
    assert!(house.vault.page::<Pledge>(None, 10).unwrap().is_empty());
}

/// Writes a row as the first version of the envelope did, which says nothing of whose it is.
fn put_v1(house: &House, table: Table, key: &RowKey, record: &impl Serialize) {
    let keys = house.vault.keys();
    let at = keys.places(table, key).unwrap().home;
    let mut plain = postcard::to_stdvec(record).unwrap();
    plain.resize(64, 0);
    let associated = [b"klich.v1", table.name.as_bytes(), &[0], at.bytes()].concat();
    let cipher = XChaCha20Poly1305::new(keys.keyring.data_keys[&keys.keyring.current].bytes().into());
    let tag = cipher.encrypt_in_place_detached(XNonce::from_slice(&[5; 24]), &associated, &mut plain).unwrap();
    let id = keys.keyring.current.0.to_be_bytes();
    let envelope = [&[1], id.as_slice(), &[5; 24], &plain, &tag].concat();
    let _ = house.store.commit(Batch::new().put(table, at.bytes(), envelope)).unwrap();
}

#[test]
fn rows_of_the_first_version_are_read_and_keep_their_keys_until_they_are_written() {
    let mut house = House::new();
    for id in 0..3 {
        put_v1(&house, AUDIENCE, &house.person(id), &Person::V1(id));
        put_v1(&house, INBOX, &RowKey::ordered(id), &Update::V1(id));
        house.put(&house.person(10 + id), &Person::V1(10 + id));
    }
    for _ in 0..2 {
        assert_eq!(house.rotate().kept, 3);
        house = house.again();
        for id in [0, 1, 2, 10, 11, 12] {
            assert_eq!(house.vault.read(&house.person(id)).unwrap(), Some(Person::V1(id)));
        }
        let ids = house.vault.page::<Person>(None, 10).unwrap();
        assert_eq!(
            sorted(ids.iter().map(|row| match row.record {
                Person::V1(id) => id,
            })),
            [0, 1, 2, 10, 11, 12]
        );
        let updates = house.vault.page::<Update>(None, 10).unwrap();
        assert!(updates.iter().map(|row| row.key.as_ordered().unwrap()).eq(0..3));
        let keys = house.vault.keys();
        assert_eq!(keys.keyring.generation, 1);
        assert!(keys.keyring.index_before.is_some());
    }
    // Found by a scan, one can be taken away; written by its id, it moves.
    let found = house.vault.page::<Person>(None, 1).unwrap().remove(0);
    house.remove::<Person>(&found.key);
    assert_eq!(house.vault.page::<Person>(None, 10).unwrap().len(), 5);
    for id in 0..3 {
        house.put(&house.person(id), &Person::V1(id));
    }
    assert_eq!(house.rotate().kept, 0);
    assert!(house.vault.keys().keyring.index_before.is_none());
    assert_eq!(house.rotate().moved, 6 + 3);
    assert_eq!(house.vault.keys().keyring.generation, 2);
}

#[test]
fn of_two_rows_the_one_at_home_counts() {
    let house = House::new();
    house.put(&house.person(1), &Person::V1(1));
    let old = house.rows();
    house.vault.begin_rotation().unwrap();
    house.put(&house.person(1), &Person::V1(2));
    // As a copy that was made while rows moved may have it.
    let ((tag, key), envelope) = old.into_iter().find(|((tag, _), _)| *tag == AUDIENCE.tag).unwrap();
    let _ = house.store.commit(Batch::new().put(Table { tag, ..AUDIENCE }, key, envelope)).unwrap();
    house.vault.go_on_rotating(|_| ControlFlow::Continue(())).unwrap().unwrap();
    assert_eq!(house.vault.read(&house.person(1)).unwrap(), Some(Person::V1(2)));
    assert_eq!(house.rows().len(), 1);
}

#[test]
fn a_row_that_no_key_opens_stops_it_and_the_old_keys_stay() {
    let house = House::new();
    house.fill(3);
    let (place, mut envelope) = house.rows().into_iter().find(|((tag, _), _)| *tag == LEDGER.tag).unwrap();
    envelope[40] ^= 1;
    let _ = house.store.commit(Batch::new().put(LEDGER, place.1, envelope)).unwrap();
    house.vault.begin_rotation().unwrap();
    let result = house.vault.go_on_rotating(|_| ControlFlow::Continue(()));
    assert!(matches!(result, Err(VaultError::Unreadable)));
    assert!(house.vault.is_rotating());
    assert_eq!(house.vault.keys().keyring.data_keys.len(), 3);
    assert_eq!(house.vault.read(&house.pledge(1)).unwrap(), Some(Pledge::V1(1)));
}

#[test]
fn counters_are_exact_while_rows_move_under_many_writers() {
    let house = House::new();
    (0..200).for_each(|id| house.put(&house.person(id), &Person::V1(0)));
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let adding: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    for round in 0..400 {
                        let key = house.person(round * 7 % 200);
                        let add = |writer: &mut Writer<'_>| {
                            let Some(Person::V1(count)) = writer.get(&key)? else {
                                return Err(VaultError::Unreadable);
                            };
                            writer.put(&key, &Person::V1(count + 1))
                        };
                        house.vault.write(add).unwrap();
                        assert!(house.vault.read::<Person>(&key).unwrap().is_some(), "it is always somewhere");
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                house.rotate();
            }
        });
        let ended: Vec<_> = adding.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed);
        ended.into_iter().for_each(|ended| ended.unwrap());
    });
    let counts = house.vault.page::<Person>(None, usize::MAX).unwrap();
    assert_eq!(
        counts
            .iter()
            .map(|row| match row.record {
                Person::V1(count) => count,
            })
            .sum::<u64>(),
        1200
    );
    assert_eq!(counts.len(), 200);
}
