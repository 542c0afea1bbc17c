#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::tables::{AUDIENCE, INBOX, LEDGER, PLEDGES};
use super::*;
use crate::store::{Batch, Cursor, StoreError};

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
enum Person {
    V1 { name: String, count: u64 },
}

impl Record for Person {
    const TABLE: Table = AUDIENCE;
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
enum Delivery {
    V1(u64),
}

impl Record for Delivery {
    const TABLE: Table = LEDGER;
}

fn person(name: &str, count: u64) -> Person {
    Person::V1 { name: name.to_owned(), count }
}

/// A vault, and the store below it to tamper with.
fn pair() -> (Arc<MemoryStore>, Arc<Vault>) {
    let store = Arc::new(MemoryStore::new());
    let below: Arc<dyn Store> = Arc::clone(&store) as _;
    (store, Vault::open(below, Keyring::random(&mut OsRng), KeyringFile::nowhere()).unwrap())
}

fn put(vault: &Vault, key: &RowKey, record: &impl Record) {
    vault.write(|writer| writer.put(key, record)).unwrap();
}

/// Where a row lies, of whom only the first generation has a place.
fn place(vault: &Vault, table: Table, key: &RowKey) -> Vec<u8> {
    vault.positions(table, key).unwrap()[0].bytes().to_vec()
}

fn raw(store: &dyn Store, table: Table, key: &[u8]) -> Vec<u8> {
    store.get(table, key).unwrap().unwrap()
}

fn set_raw(store: &dyn Store, table: Table, key: &[u8], bytes: Vec<u8>) {
    assert_eq!(store.commit(Batch::new().put(table, key, bytes)).unwrap(), Committed::Applied);
}

fn unreadable<T>(result: Result<T, VaultError>) -> bool {
    matches!(result, Err(VaultError::Unreadable))
}

#[test]
fn a_long_page_is_read_and_opened_as_many_short_ones() {
    let (store, vault) = pair();
    for id in 0..700_u64 {
        put(&vault, &vault.row_key(AUDIENCE, &id.to_be_bytes()), &person("Vola", id));
        for group in [b"a", b"b"] {
            put(&vault, &vault.grouped_row_key(LEDGER, group, &id.to_be_bytes()), &Delivery::V1(id));
        }
    }
    let places = |limit| {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = vault.page::<Person>(after.as_ref(), limit).unwrap();
            let is_last = page.len() < limit;
            after = page.last().map(|row| row.at.clone()).or(after);
            all.extend(page.into_iter().map(|row| (row.at, row.record)));
            if is_last {
                return all;
            }
        }
    };
    let all = places(1000);
    assert_eq!(all.len(), 700);
    for limit in [7, 128, 129, 300, 699, 700] {
        assert!(places(limit) == all, "{limit}");
    }
    let prefix = vault.group_prefix(LEDGER, b"a");
    for limit in [200, 699, 700, 1400] {
        let group = vault.page_of_group::<Delivery>(&prefix, None, limit).unwrap();
        let ids: BTreeSet<u64> = group.into_iter().map(|Found { record: Delivery::V1(id), .. }| id).collect();
        assert_eq!(ids.len(), limit.min(700));
    }
    // One row that does not open fails the page that it is in, wherever it lies there.
    let at = &all[400].0;
    let stored = tables::stored(AUDIENCE, at.generation());
    set_raw(store.as_ref(), stored, at.bytes(), vec![2; 200]);
    assert!(vault.page::<Person>(None, 1000).is_err());
    assert_eq!(vault.page::<Person>(None, 400).unwrap().len(), 400);
}

#[test]
fn what_is_written_is_read_in_every_way() {
    let vault = Vault::in_memory();
    let keys: Vec<RowKey> = (0..25_u64).map(|id| vault.row_key(AUDIENCE, &id.to_be_bytes())).collect();
    for (number, key) in (0..).zip(&keys) {
        put(&vault, key, &person("Żyta", number));
    }
    assert_eq!(vault.read::<Person>(&keys[3]).unwrap(), Some(person("Żyta", 3)));
    assert_eq!(vault.read::<Person>(&vault.row_key(AUDIENCE, b"nobody")).unwrap(), None);
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = vault.page::<Person>(after.as_ref(), 7).unwrap();
        assert!(page.len() <= 7);
        let Some(last) = page.last() else { break };
        after = Some(last.at.clone());
        seen.extend(page);
    }
    assert!(seen.is_sorted_by_key(|row| row.at.clone()));
    let expected: BTreeSet<RowKey> = keys.iter().cloned().collect();
    assert_eq!(seen.iter().map(|row| row.key.clone()).collect::<BTreeSet<_>>(), expected);
    assert_eq!(seen.len(), 25);
    let removed: Result<(), VaultError> = vault.write(|writer| {
        writer.remove::<Person>(&keys[3]);
        Ok(())
    });
    removed.unwrap();
    assert_eq!(vault.read::<Person>(&keys[3]).unwrap(), None);
}

#[test]
fn the_same_record_never_looks_the_same() {
    let (store, vault) = pair();
    let key = vault.row_key(AUDIENCE, b"1");
    put(&vault, &key, &person("a", 1));
    let at = place(&vault, AUDIENCE, &key);
    let first = raw(&*store, AUDIENCE, &at);
    put(&vault, &key, &person("a", 1));
    assert_ne!(raw(&*store, AUDIENCE, &at), first);
}

#[test]
fn a_swapped_row_or_table_is_unreadable() {
    let (store, vault) = pair();
    let (one, two) = (vault.row_key(AUDIENCE, b"1"), vault.row_key(AUDIENCE, b"2"));
    put(&vault, &one, &person("one", 1));
    put(&vault, &two, &person("two", 2));
    let (at_one, at_two) = (place(&vault, AUDIENCE, &one), place(&vault, AUDIENCE, &two));
    let (first, second) = (raw(&*store, AUDIENCE, &at_one), raw(&*store, AUDIENCE, &at_two));
    set_raw(&*store, AUDIENCE, &at_one, second);
    set_raw(&*store, AUDIENCE, &at_two, first.clone());
    assert!(unreadable(vault.read::<Person>(&one)));
    assert!(unreadable(vault.read::<Person>(&two)));
    assert!(unreadable(vault.page::<Person>(None, 10)));
    assert!(unreadable(vault.write(|writer| writer.get::<Person>(&one))));
    set_raw(&*store, AUDIENCE, &at_one, first.clone());
    assert!(vault.read::<Person>(&one).is_ok());
    set_raw(&*store, LEDGER, &place(&vault, LEDGER, &one), first);
    assert!(unreadable(vault.read::<Delivery>(&one)));
}

#[test]
fn unknown_versions_and_key_ids_and_changed_bytes_are_unreadable() {
    let (store, vault) = pair();
    let key = vault.row_key(AUDIENCE, b"1");
    put(&vault, &key, &person("one", 1));
    let at = place(&vault, AUDIENCE, &key);
    let sound = raw(&*store, AUDIENCE, &at);
    assert_eq!(sound[..5], [2, 0, 0, 0, 1], "version 2, key 1");
    for byte in 0..sound.len() {
        let mut changed = sound.clone();
        changed[byte] ^= 2;
        set_raw(&*store, AUDIENCE, &at, changed);
        assert!(unreadable(vault.read::<Person>(&key)), "byte {byte}");
    }
    for length in 0..sound.len() {
        set_raw(&*store, AUDIENCE, &at, sound[..length].to_vec());
        assert!(unreadable(vault.read::<Person>(&key)), "length {length}");
    }
    set_raw(&*store, AUDIENCE, &at, sound);
    assert_eq!(vault.read::<Person>(&key).unwrap(), Some(person("one", 1)));
}

#[test]
fn another_keyring_finds_and_reads_nothing() {
    let (store, vault) = pair();
    let key = vault.row_key(AUDIENCE, b"1");
    put(&vault, &key, &person("one", 1));
    let other = Vault::open(store, Keyring::random(&mut OsRng), KeyringFile::nowhere()).unwrap();
    assert_eq!(other.read::<Person>(&other.row_key(AUDIENCE, b"1")).unwrap(), None);
    assert_eq!(other.read::<Person>(&key).unwrap(), None, "its place is another");
    assert!(unreadable(other.page::<Person>(None, 1)));
}

#[test]
fn a_record_over_the_limit_writes_nothing() {
    let vault = Vault::in_memory();
    let (one, two) = (vault.row_key(AUDIENCE, b"1"), vault.row_key(AUDIENCE, b"2"));
    let result = vault.write(|writer| {
        writer.put(&one, &person("small", 1))?;
        writer.put(&two, &person(&"x".repeat(RECORD_MAX), 1))
    });
    assert!(matches!(result, Err(VaultError::TooLong { limit: RECORD_MAX })));
    assert_eq!(vault.read::<Person>(&one).unwrap(), None);
}

#[test]
fn petitions_open_once_and_their_rows_are_apart() {
    let vault = Vault::in_memory();
    assert!(matches!(vault.petition_row_key(PLEDGES, "release", b"42"), Err(VaultError::PetitionClosed)));
    vault.open_petition("release").unwrap();
    let key = vault.petition_row_key(PLEDGES, "release", b"42").unwrap();
    vault.open_petition("release").unwrap();
    assert_eq!(vault.petition_row_key(PLEDGES, "release", b"42").unwrap(), key);
    vault.open_petition("reform").unwrap();
    assert_ne!(vault.petition_row_key(PLEDGES, "reform", b"42").unwrap(), key);
    assert_ne!(vault.row_key(PLEDGES, b"42"), key);
    vault.close_petition("release").unwrap();
    assert!(matches!(vault.petition_row_key(PLEDGES, "release", b"42"), Err(VaultError::PetitionClosed)));
}

#[test]
fn groups_are_paged_apart() {
    let vault = Vault::in_memory();
    for (group, rows) in [(b"a", 10_u64), (b"b", 23), (b"c", 1)] {
        for id in 0..rows {
            put(&vault, &vault.grouped_row_key(LEDGER, group, &id.to_be_bytes()), &Delivery::V1(id));
        }
    }
    for (group, rows) in [(b"a", 10), (b"b", 23), (b"c", 1), (b"d", 0)] {
        let prefix = vault.group_prefix(LEDGER, group);
        let (mut seen, mut after) = (BTreeSet::new(), None);
        loop {
            let page = vault.page_of_group::<Delivery>(&prefix, after.as_ref(), 4).unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.at.clone());
            seen.extend(page.into_iter().map(|Found { record: Delivery::V1(id), .. }| id));
        }
        assert_eq!(seen, (0..rows).collect());
    }
}

#[test]
fn a_failed_write_writes_nothing_and_reads_see_own_writes() {
    let vault = Vault::in_memory();
    let (one, two) = (vault.row_key(AUDIENCE, b"1"), vault.row_key(AUDIENCE, b"2"));
    put(&vault, &one, &person("one", 1));
    let result = vault.write(|writer| {
        assert_eq!(writer.get(&one)?, Some(person("one", 1)));
        writer.put(&one, &person("one", 2))?;
        assert_eq!(writer.get(&one)?, Some(person("one", 2)));
        writer.put(&two, &person("two", 1))?;
        writer.remove::<Person>(&one);
        assert_eq!(writer.get::<Person>(&one)?, None);
        Err::<(), _>(VaultError::PetitionClosed)
    });
    assert!(matches!(result, Err(VaultError::PetitionClosed)));
    assert_eq!(vault.read::<Person>(&one).unwrap(), Some(person("one", 1)));
    assert_eq!(vault.read::<Person>(&two).unwrap(), None);
}

#[test]
fn a_large_write_is_as_many_small_ones() {
    let (vault, count) = (Vault::in_memory(), 500);
    let key = |id: u64| vault.row_key(AUDIENCE, &id.to_be_bytes());
    let delivery = |id: u64| vault.grouped_row_key(LEDGER, b"a", &id.to_be_bytes());
    (0..count).step_by(5).for_each(|id| put(&vault, &key(id), &person("before", id)));
    let write = vault.write(|writer| {
        for id in 0..count {
            writer.put(&key(id), &person("first", id))?;
            writer.put(&delivery(id), &Delivery::V1(id))?;
            match id % 3 {
                0 => writer.put(&key(id), &person("then", id))?,
                1 => writer.remove::<Person>(&key(id)),
                _ => {}
            }
            assert_eq!(writer.get::<Person>(&key(id))?.is_some(), id % 3 != 1);
        }
        Ok::<_, VaultError>(())
    });
    write.unwrap();
    for id in 0..count {
        let expected = [Some("then"), None, Some("first")][id as usize % 3];
        assert_eq!(vault.read(&key(id)).unwrap(), expected.map(|name| person(name, id)));
        assert_eq!(vault.read(&delivery(id)).unwrap(), Some(Delivery::V1(id)));
    }
}

/// Lets somebody else write a row before each of the first commits.
struct Meddling {
    below: MemoryStore,
    times: AtomicUsize,
}

/// A number, so that whoever meddles knows where it lies.
#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
enum Number {
    V1(u64),
}

impl Record for Number {
    const TABLE: Table = INBOX;
}

impl Store for Meddling {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.below.get(table, key)
    }

    fn cursor(&self, table: Table, after: Option<&[u8]>) -> Box<dyn Cursor + '_> {
        self.below.cursor(table, after)
    }

    fn commit(&self, batch: &Batch) -> Result<Committed, StoreError> {
        if self.times.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |times| times.checked_sub(1)).is_ok() {
            let mut meddle = Batch::new();
            meddle.put(INBOX, 1_u64.to_be_bytes(), self.times.load(Ordering::SeqCst).to_be_bytes());
            assert_eq!(self.below.commit(&meddle)?, Committed::Applied);
            self.below.commit(batch).inspect(|committed| assert_eq!(*committed, Committed::Refused))
        } else {
            self.below.commit(batch)
        }
    }

    fn sync(&self) -> Result<(), StoreError> {
        self.below.sync()
    }
}

/// A vault whose first `times` commits meet a row that somebody else has just changed; it can't be decrypted.
fn meddled(times: usize) -> Arc<Vault> {
    let store = Meddling { below: MemoryStore::new(), times: AtomicUsize::new(times) };
    Vault::open(Arc::new(store), Keyring::random(&mut OsRng), KeyringFile::nowhere()).unwrap()
}

#[test]
fn a_write_runs_again_when_what_it_read_has_changed() {
    let (key, other) = (RowKey::ordered(1), RowKey::ordered(2));
    let vault = meddled(1);
    let mut runs = 0;
    let result = vault.write(|writer| {
        runs += 1;
        let found = writer.get::<Number>(&key);
        writer.put(&other, &Number::V1(runs))?;
        Ok::<_, VaultError>(unreadable(found))
    });
    assert!(result.unwrap(), "the second run sees the new row");
    assert_eq!(runs, 2);
    assert_eq!(vault.read::<Number>(&other).unwrap(), Some(Number::V1(2)));
}

#[test]
fn a_write_gives_up_in_the_end() {
    let (key, other) = (RowKey::ordered(1), RowKey::ordered(2));
    let vault = meddled(usize::MAX);
    let mut runs = 0;
    let result = vault.write(|writer| {
        runs += 1;
        let _ = writer.get::<Number>(&key);
        writer.put(&other, &Number::V1(1))
    });
    assert!(matches!(result, Err(VaultError::Contended)));
    assert_eq!(runs, WRITE_TRIES);
    assert_eq!(vault.read::<Number>(&other).unwrap(), None);
}

#[test]
fn writers_on_many_threads_count_exactly() {
    let vault = Vault::in_memory();
    let key = vault.row_key(AUDIENCE, b"hot");
    put(&vault, &key, &person("hot", 0));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..100 {
                    vault
                        .write(|writer| {
                            let Some(Person::V1 { name, count }) = writer.get(&key)? else {
                                return Err(VaultError::Unreadable);
                            };
                            writer.put(&key, &Person::V1 { name, count: count + 1 })
                        })
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(vault.read::<Person>(&key).unwrap(), Some(person("hot", 800)));
}

#[test]
fn nothing_is_printed() {
    let vault = Vault::in_memory();
    let key = vault.row_key(AUDIENCE, b"42");
    assert_eq!(format!("{vault:?} {key:?}"), "Vault RowKey");
    let (store, vault) = pair();
    set_raw(&*store, AUDIENCE, &place(&vault, AUDIENCE, &key), b"secret-marker".to_vec());
    let error = vault.read::<Person>(&key).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("marker"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn records_round_trip(name in ".{0,600}", count: u64, id in prop::collection::vec(any::<u8>(), 0..20)) {
        let vault = Vault::in_memory();
        let key = vault.row_key(AUDIENCE, &id);
        put(&vault, &key, &person(&name, count));
        prop_assert_eq!(vault.read::<Person>(&key).unwrap(), Some(person(&name, count)));
    }
}
