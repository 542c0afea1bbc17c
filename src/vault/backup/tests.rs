//! Copies and what is restored of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{fs, thread};

use serde::{Deserialize, Serialize};

use super::super::files::{Home, write_new};
use super::super::testing::Place;
use super::super::{Readable, Record, wipe, wiped_at};
use super::*;
use crate::store::StoreUrl;

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
enum Note {
    V1 { number: u64, text: String },
}

impl Record for Note {
    const TABLE: Table = tables::AUDIENCE;
}

impl Place {
    fn restore(&self, backup: &[u8]) -> Result<u64, BackupError> {
        let staged = stage(&self.url, &self.root(), backup)?;
        let rows = staged.rows;
        staged.put_in_place()?;
        Ok(rows)
    }

    /// A place with the same key and no store.
    fn empty(&self) -> Self {
        let empty = Self::named();
        fs::create_dir_all(empty.key.parent().unwrap()).unwrap();
        fs::copy(&self.key, &empty.key).unwrap();
        empty
    }
}

fn put(vault: &Vault, id: u64, number: u64) {
    let key = vault.row_key(tables::AUDIENCE, &id.to_be_bytes());
    let note = Note::V1 { number, text: "words".to_owned() };
    vault.write(|writer| writer.put(&key, &note)).unwrap();
}

fn number(vault: &Vault, id: u64) -> Option<u64> {
    let key = vault.row_key(tables::AUDIENCE, &id.to_be_bytes());
    vault.read::<Note>(&key).unwrap().map(|Note::V1 { number, .. }| number)
}

/// Every row, and whether it opens.
fn readable(vault: &Vault) -> (u64, u64) {
    let Readable { opened, refused } = vault.count_readable().unwrap();
    (opened, refused)
}

#[test]
fn whenever_a_rotation_was_broken_off_a_backup_holds_everything_once() {
    let place = Place::made();
    let vault = place.open().unwrap();
    (0..40).for_each(|id| put(&vault, id, id));
    let mut stages = std::collections::BTreeSet::new();
    for looks in 1.. {
        if !vault.is_rotating() {
            vault.begin_rotation().unwrap();
        }
        let mut left = looks;
        let look = |_| {
            left -= 1;
            if left == 0 { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
        };
        if vault.go_on_rotating(look).unwrap().is_some() {
            break;
        }
        stages.insert(readable(&vault).1 > 0);
        let other = place.empty();
        let rows = other.restore(&vault.copy(Vec::new()).unwrap()).unwrap();
        let restored = other.open().unwrap();
        assert_eq!(readable(&restored), (rows, 0), "what is being cleared away is not in it");
        let found = || restored.page::<Note>(None, 100).unwrap();
        assert_eq!(found().len(), 40);
        restored.go_on_rotating(|_| std::ops::ControlFlow::Continue(())).unwrap().unwrap();
        assert_eq!((found().len(), number(&restored, 7)), (40, Some(7)));
    }
    assert_eq!(stages.len(), 2, "some were taken after the old keys were destroyed");
}

#[test]
fn a_petition_that_was_closed_beside_a_rotation_harms_neither_the_store_nor_its_backup() {
    let place = Place::made();
    let vault = place.open().unwrap();
    vault.open_petition("one").unwrap();
    #[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
    enum Pledge {
        V1(u64),
    }
    impl Record for Pledge {
        const TABLE: Table = tables::PLEDGES;
    }
    let key = vault.petition_row_key(tables::PLEDGES, "one", b"42").unwrap();
    vault.write(|writer| writer.put(&key, &Pledge::V1(1))).unwrap();
    (0..40).for_each(|id| put(&vault, id, id));
    vault.begin_rotation().unwrap();
    let rows = || vault.store.scan(tables::stored(tables::PLEDGES, 1), None, 10).unwrap().len();
    let look = |_| if rows() == 1 { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) };
    assert!(vault.go_on_rotating(look).unwrap().is_none(), "the pledge is copied");
    vault.close_petition("one").unwrap();
    let other = place.empty();
    other.restore(&vault.copy(Vec::new()).unwrap()).unwrap();
    // It is taken away; its copy, which is void, stays until the rotation goes on.
    let found = vault.page::<Pledge>(None, 10).unwrap().remove(0);
    vault
        .write(|writer| {
            writer.remove::<Pledge>(&found.key);
            Ok::<_, VaultError>(())
        })
        .unwrap();
    assert_eq!(vault.page::<Pledge>(None, 10).unwrap().len(), 0);
    drop(vault);
    for (place, pledges) in [(place, 0), (other, 1)] {
        let vault = place.open().unwrap();
        assert_eq!(number(&vault, 7), Some(7));
        vault.go_on_rotating(|_| std::ops::ControlFlow::Continue(())).unwrap().unwrap();
        assert_eq!(vault.page::<Pledge>(None, 10).unwrap().len(), pledges);
        assert_eq!(readable(&vault), (40 + pledges as u64, 0));
    }
}

#[test]
fn rows_are_counted_once_in_whatever_order_they_come() {
    let place = Place::made();
    let vault = place.open().unwrap();
    (0..700).for_each(|id| put(&vault, id, id));
    let rows = vault.store.scan(tables::AUDIENCE, None, 1000).unwrap().to_vec();
    let keyring = fs::read(&place.home.keyring).unwrap();
    let row = |at: usize| Item::Row { tag: tables::AUDIENCE.tag, key: rows[at].0.clone(), value: rows[at].1.clone() };
    let removed = |at: usize| Item::Removed { tag: tables::AUDIENCE.tag, key: rows[at].0.clone() };
    let mut items = vec![Item::Keyring(keyring.clone())];
    items.extend((0..600).map(row));
    // What was touched meanwhile: there already, gone, gone twice, back again, and new.
    items.extend([row(3), removed(4), removed(4), removed(5), row(5), row(650), row(650), removed(699)]);
    items.push(Item::Keyring(keyring.clone()));
    let encoded = |items: &[Item]| {
        let mut encoder = Encoder::new(Vec::new()).unwrap();
        items.iter().for_each(|item| encoder.write(item).unwrap());
        encoder.finish().unwrap()
    };
    let other = place.empty();
    assert_eq!(other.restore(&encoded(&items)).unwrap(), 600);
    assert_eq!(readable(&other.open().unwrap()), (600, 0));
    // A keyring behind its rows is as good, and rows that no keyring opens are found wherever they stand.
    items.rotate_left(1);
    assert_eq!(place.empty().restore(&encoded(&items)).unwrap(), 600);
    if let Some(Item::Row { value, .. }) = items.get_mut(100) {
        value[50] ^= 1;
    }
    assert!(matches!(place.empty().restore(&encoded(&items)), Err(BackupError::Damaged)));
    items.rotate_right(1);
    assert!(matches!(place.empty().restore(&encoded(&items)), Err(BackupError::Damaged)));
}

#[test]
fn a_restored_store_is_found_by_the_same_ids() {
    let place = Place::made();
    let vault = place.open().unwrap();
    (0..3000).for_each(|id| put(&vault, id, id));
    vault.open_petition("one").unwrap();
    let backup = vault.copy(Vec::new()).unwrap();
    let other = place.empty();
    assert_eq!(other.restore(&backup).unwrap(), 3000);
    let restored = other.open().unwrap();
    assert!((0..3000).all(|id| number(&restored, id) == Some(id)));
    let key = |vault: &Vault| vault.petition_row_key(tables::PLEDGES, "one", b"7").unwrap();
    assert!(key(&vault) == key(&restored), "the petition's key came with it");
    // Twice is refused, and changes nothing.
    drop(restored);
    assert!(matches!(other.restore(&backup), Err(BackupError::Occupied)));
    assert_eq!(number(&other.open().unwrap(), 5), Some(5));
    assert!(!other.home.restoring.exists());
}

/// Writers go on while the copy is taken. Each of their writes sets a whole group to one number, so a copy that is not
/// of one moment shows a group with two.
#[test]
fn the_copy_is_of_one_moment() {
    const GROUPS: u64 = 20;
    const MEMBERS: u64 = 15;
    let place = Place::made();
    let vault = place.open().unwrap();
    (0..4000).for_each(|id| put(&vault, 1_000_000 + id, id));
    let set = |group: u64, value: Option<u64>| {
        vault
            .write(|writer| {
                for member in 0..MEMBERS {
                    let key = vault.row_key(tables::AUDIENCE, &(group * 1000 + member).to_be_bytes());
                    match value {
                        Some(number) => {
                            writer.put(&key, &Note::V1 { number, text: "x".repeat(number as usize % 90) })?
                        }
                        None => writer.remove::<Note>(&key),
                    }
                }
                Ok::<_, VaultError>(())
            })
            .unwrap();
    };
    (0..GROUPS).for_each(|group| set(group, Some(0)));
    let stop = AtomicBool::new(false);
    let backups: Vec<Vec<u8>> = thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0;
            while !stop.load(Ordering::Relaxed) {
                round += 1;
                set(round % GROUPS, (round % 7 != 0).then_some(round));
            }
        });
        let backups = (0..3).map(|_| vault.copy(Vec::new()).unwrap()).collect();
        stop.store(true, Ordering::Relaxed);
        backups
    });
    for backup in backups {
        let other = place.empty();
        other.restore(&backup).unwrap();
        let restored = other.open().unwrap();
        let mut seen = BTreeMap::new();
        for group in 0..GROUPS {
            let numbers: BTreeSet<_> = (0..MEMBERS).map(|member| number(&restored, group * 1000 + member)).collect();
            assert_eq!(numbers.len(), 1, "group {group} is of two moments");
            seen.insert(group, numbers);
        }
        assert!((0..4000).all(|id| number(&restored, 1_000_000 + id) == Some(id)));
    }
    assert!(vault.touched.watch().is_some(), "nobody watches any more");
}

#[test]
fn only_one_copies_at_a_time() {
    let place = Place::made();
    let vault = place.open().unwrap();
    let watch = vault.touched.watch().unwrap();
    assert!(matches!(vault.copy(Vec::new()), Err(BackupError::Busy)));
    drop(watch);
    vault.copy(Vec::new()).unwrap();
}

#[test]
fn what_is_cut_changed_or_of_another_key_leaves_nothing() {
    let place = Place::made();
    let vault = place.open().unwrap();
    (0..50).for_each(|id| put(&vault, id, id));
    let backup = vault.copy(Vec::new()).unwrap();
    let other = place.empty();
    let nothing = || !other.home.data_dir.exists() && !other.home.restoring.exists();
    for length in [0, 13, 14, 100, backup.len() / 2, backup.len() - 33, backup.len() - 1] {
        assert!(other.restore(&backup[..length]).is_err() && nothing(), "{length}");
    }
    let stranger = Place::made().root();
    assert!(matches!(stage(&other.url, &stranger, backup.as_slice()), Err(BackupError::Vault(VaultError::WrongKey))));
    assert!(nothing());
    // A row in another's place: the digest is right, and the envelope does not open.
    let mut encoder = Encoder::new(Vec::new()).unwrap();
    let mut decoder = Decoder::new(backup.as_slice()).unwrap();
    let mut values = Vec::new();
    while let Some(item) = decoder.read().unwrap() {
        match item {
            Item::Row { tag, key, value } => values.push((tag, key, value)),
            item => encoder.write(&item).unwrap(),
        }
    }
    let first = values[0].2.clone();
    values[1].2 = first;
    values.iter().for_each(|(tag, key, value)| encoder.row(*tag, key, value).unwrap());
    let forged = encoder.finish().unwrap();
    assert!(matches!(other.restore(&forged), Err(BackupError::Damaged)) && nothing());
    // What an interrupted one has left is no hindrance.
    fs::create_dir(&other.home.restoring).unwrap();
    fs::write(other.home.restoring.join("db"), "half").unwrap();
    assert_eq!(other.restore(&backup).unwrap(), 50);
}

#[test]
fn a_wiped_home_takes_a_backup_again_and_a_passphrase_file_stays() {
    let place = Place::made();
    let vault = place.open().unwrap();
    put(&vault, 1, 1);
    let backup = vault.copy(Vec::new()).unwrap();
    drop(vault);
    let kept = fs::read(&place.key).unwrap();
    wipe(&place.home, std::slice::from_ref(&place.key), jiff::Timestamp::UNIX_EPOCH);
    write_new(&place.key, &kept).unwrap();
    fs::write(place.home.data_dir.join("root-key"), "under a passphrase").unwrap();
    assert_eq!(place.restore(&backup).unwrap(), 1);
    assert!(wiped_at(&place.home).is_none() && !place.home.restoring.exists());
    assert_eq!(fs::read(&place.home.root_key).unwrap(), b"under a passphrase");
    assert_eq!(number(&place.open().unwrap(), 1), Some(1));
    assert!(place.folder.path().exists());
}

#[test]
fn nothing_foreign_is_cleared_away_or_moved() {
    let place = Place::made();
    let vault = place.open().unwrap();
    put(&vault, 1, 1);
    let backup = vault.copy(Vec::new()).unwrap();
    let other = place.empty();
    let foreign = |result| matches!(result, Err(BackupError::Foreign(_)));
    for folder in [&other.home.restoring, &other.home.data_dir] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("notes.txt"), "mine").unwrap();
        assert!(foreign(other.restore(&backup)), "{}", folder.display());
        assert_eq!(fs::read(folder.join("notes.txt")).unwrap(), b"mine");
        fs::remove_dir_all(folder).unwrap();
    }
    // A link leads to what is somebody else's.
    std::os::unix::fs::symlink(other.folder.path(), &other.home.restoring).unwrap();
    assert!(foreign(other.restore(&backup)));
    fs::remove_file(&other.home.restoring).unwrap();
    assert_eq!(other.restore(&backup).unwrap(), 1);
    // Above a folder, or at the root, nothing can be put beside.
    for folder in ["/", "data/..", ".."] {
        assert!(Home::of(&StoreUrl::Sled(folder.into())).is_err(), "{folder}");
    }
    let named = Home::of(&StoreUrl::Sled("/homes/one.two".into())).unwrap();
    assert_eq!(named.restoring, std::path::Path::new("/homes/one.two.restoring"), "no other store's");
}

#[test]
fn one_restores_at_a_time_and_not_what_is_wiped_meanwhile() {
    let place = Place::made();
    let vault = place.open().unwrap();
    put(&vault, 1, 1);
    let backup = vault.copy(Vec::new()).unwrap();
    let other = place.empty();
    let stage = || stage(&other.url, &other.root(), backup.as_slice());
    let first = stage().unwrap();
    assert!(matches!(stage(), Err(BackupError::Busy)));
    first.put_in_place().unwrap();
    fs::remove_dir_all(&other.home.data_dir).unwrap();
    let staged = stage().unwrap();
    wipe(&other.home, &[], jiff::Timestamp::UNIX_EPOCH);
    assert!(matches!(staged.put_in_place(), Err(BackupError::Vault(VaultError::Wiped(_)))));
    assert!(wiped_at(&other.home).is_some() && !other.home.restoring.exists());
}
