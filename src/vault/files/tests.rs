//! What is made, opened and refused, on a disk.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::super::testing::Place;
use super::super::{Record, Rotating};
use super::*;
use crate::store::{StoreError, Table};

#[derive(Serialize, Deserialize, Debug, PartialEq)]
enum Note {
    V1 { text: String, number: u64 },
}

impl Record for Note {
    const TABLE: Table = tables::AUDIENCE;
}

impl Place {
    fn create(&self) -> Result<Created, VaultError> {
        create(&self.url, &self.key)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("data").join(name)
    }

    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn read(folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    read(&path, into);
                } else {
                    into.insert(path.clone(), fs::read(&path).unwrap());
                }
            }
        }
        let mut files = BTreeMap::new();
        read(self.folder.path(), &mut files);
        files
    }
}

fn write(vault: &Vault, id: &[u8], text: &str, number: u64) {
    let key = vault.row_key(tables::AUDIENCE, id);
    let note = Note::V1 { text: text.to_owned(), number };
    vault.write(|writer| writer.put(&key, &note)).unwrap();
    vault.sync_blocking().unwrap();
}

#[test]
fn created_written_and_opened_again() {
    let place = Place::named();
    assert_eq!(place.create().unwrap(), Created { key_file: true, keyring: true });
    assert_eq!(place.create().unwrap(), Created { key_file: false, keyring: false });
    let vault = place.open().unwrap();
    vault.open_petition("release").unwrap();
    let petition = vault.petition_row_key(tables::PLEDGES, "release", b"42").unwrap();
    write(&vault, b"42", "hello", 7);
    assert!(matches!(place.open(), Err(VaultError::Store(StoreError::InUse))));
    assert_eq!(place.create().unwrap(), Created { key_file: false, keyring: false }, "beside a running bot too");
    drop(vault);
    let vault = place.open().unwrap();
    let key = vault.row_key(tables::AUDIENCE, b"42");
    assert_eq!(vault.read::<Note>(&key).unwrap(), Some(Note::V1 { text: "hello".to_owned(), number: 7 }));
    assert_eq!(vault.petition_row_key(tables::PLEDGES, "release", b"42").unwrap(), petition);
}

/// Under another keyring of the same home the store would look empty, and be begun anew.
#[test]
fn a_keyring_of_before_or_after_is_refused() {
    let place = Place::made();
    let vault = place.open().unwrap();
    let before = fs::read(&place.home.keyring).unwrap();
    write(&vault, b"42", "hello", 7);
    let rotate = |vault: &Vault| {
        vault.begin_rotation().unwrap();
        let (midst, mut clearing) = (fs::read(&place.home.keyring).unwrap(), Vec::new());
        let look = |rotating: Rotating| {
            if rotating.destroyed {
                clearing = fs::read(&place.home.keyring).unwrap();
            }
            ControlFlow::Continue(())
        };
        vault.go_on_rotating(look).unwrap().unwrap();
        (midst, clearing)
    };
    let (midst, clearing) = rotate(&vault);
    let after = fs::read(&place.home.keyring).unwrap();
    drop(vault);
    let opens = |keyring: &[u8]| {
        fs::write(&place.home.keyring, keyring).unwrap();
        place.open()
    };
    assert!(matches!(opens(&before), Err(VaultError::OtherKeyring)));
    assert!(matches!(opens(&midst), Err(VaultError::OtherKeyring)), "it takes all rows for copies");
    // Twice: the rows lie in the same places as under the first keyring.
    let vault = opens(&after).unwrap();
    rotate(&vault);
    let last = fs::read(&place.home.keyring).unwrap();
    drop(vault);
    for other in [&before, &midst, &clearing, &after] {
        assert!(matches!(opens(other), Err(VaultError::OtherKeyring)));
    }
    drop(opens(&last).unwrap());

    // And a store of before under the keyring of now.
    let old = Place::made();
    fs::copy(&place.key, &old.key).unwrap();
    fs::write(&old.home.keyring, &before).unwrap();
    let vault = old.open().unwrap();
    write(&vault, b"42", "hello", 7);
    drop(vault);
    fs::write(&old.home.keyring, &last).unwrap();
    assert!(matches!(old.open(), Err(VaultError::OtherKeyring)));
}

#[test]
fn the_layout_is_one_folder() {
    let home = Home::of(&StoreUrl::parse("sled:data", Path::new("/srv")).unwrap()).unwrap();
    assert_eq!(home.keyring, Path::new("/srv/data/keyring"));
    assert_eq!(home.control_socket, Path::new("/srv/data/control.sock"));
    let postgres = StoreUrl::parse("postgres://db/klich", Path::new("/srv")).unwrap();
    assert!(matches!(Home::of(&postgres), Err(VaultError::Store(StoreError::Address(_)))));
}

#[test]
fn nothing_opens_where_nothing_was_created() {
    let place = Place::named();
    let root = RootKey::take(&mut [1; 32]);
    assert!(matches!(open_at(&place.url, &root), Err(VaultError::Store(StoreError::Missing))));
    assert!(place.files().is_empty());
}

#[test]
fn each_missing_or_wrong_part_is_named_and_nothing_is_changed() {
    let place = Place::named();
    place.create().unwrap();
    let vault = place.open().unwrap();
    write(&vault, b"42", "hello", 7);
    drop(vault);
    let key = fs::read(&place.key).unwrap();
    let keyring = fs::read(place.file("keyring")).unwrap();

    fs::remove_file(place.file("keyring")).unwrap();
    let before = place.files();
    assert!(matches!(place.open(), Err(VaultError::MissingKeyring)));
    assert!(place.files() == before);
    assert!(matches!(place.create(), Err(VaultError::MissingKeyring)), "no new keyring over data");
    assert!(!place.file("keyring").exists());
    fs::remove_file(&place.key).unwrap();
    assert!(matches!(place.create(), Err(VaultError::MissingKeyring)));
    assert!(!place.key.exists(), "nor a new key");

    fs::write(place.file("keyring"), &keyring).unwrap();
    let before = place.files();
    assert!(matches!(place.create(), Err(VaultError::MissingKey)));
    assert!(place.files() == before);

    RootKey::create(&place.key).unwrap();
    let before = place.files();
    assert!(matches!(place.open(), Err(VaultError::WrongKey)));
    assert!(matches!(place.create(), Err(VaultError::WrongKey)));
    assert!(place.files() == before);

    fs::write(&place.key, &key).unwrap();
    fs::write(place.file("keyring"), &keyring[..100]).unwrap();
    let before = place.files();
    assert!(matches!(place.open(), Err(VaultError::Damaged)));
    assert!(place.files() == before);

    fs::write(place.file("keyring"), &keyring).unwrap();
    let vault = place.open().unwrap();
    assert!(vault.read::<Note>(&vault.row_key(tables::AUDIENCE, b"42")).unwrap().is_some());
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(zeroize::Zeroizing::new(text.as_bytes().to_vec())).unwrap()
}

#[test]
fn made_with_a_passphrase_and_opened_again() {
    let place = Place::named();
    let right = passphrase("kupala night 1863");
    let make = |passphrase: &Passphrase| create_with_passphrase(&place.url, passphrase, Cost::LEAST);
    assert_eq!(make(&right).unwrap(), Created { key_file: true, keyring: true });
    assert_eq!(make(&right).unwrap(), Created { key_file: false, keyring: false });
    assert!(!place.key.exists(), "no key file");
    let before = place.files();
    assert!(matches!(make(&passphrase("another night")), Err(VaultError::WrongPassphrase)));
    assert!(matches!(place.create(), Err(VaultError::MissingKey)));
    let root = look_at_locked(&place.url).unwrap().unwrap(&right).unwrap();
    assert!(place.files() == before);
    write(&open_at(&place.url, &root).unwrap(), b"42", "hello", 7);
    drop(root);

    let (sound, keyring) = (fs::read(place.file("root-key")).unwrap(), fs::read(place.file("keyring")).unwrap());
    fs::write(place.file("root-key"), &sound[..100]).unwrap();
    assert!(matches!(look_at_locked(&place.url), Err(VaultError::WrappedKeyDamaged)));
    fs::remove_file(place.file("root-key")).unwrap();
    assert!(matches!(look_at_locked(&place.url), Err(VaultError::MissingWrappedKey)));
    assert!(matches!(make(&right), Err(VaultError::MissingWrappedKey)), "no new key beside a keyring");
    fs::write(place.file("root-key"), &sound).unwrap();
    fs::write(place.file("keyring"), &keyring[..100]).unwrap();
    assert!(matches!(look_at_locked(&place.url), Err(VaultError::Damaged)));
    fs::remove_file(place.file("keyring")).unwrap();
    assert!(matches!(look_at_locked(&place.url), Err(VaultError::MissingKeyring)));
    fs::write(place.file("keyring"), &keyring).unwrap();
    let root = look_at_locked(&place.url).unwrap().unwrap(&right).unwrap();
    let vault = open_at(&place.url, &root).unwrap();
    assert!(vault.read::<Note>(&vault.row_key(tables::AUDIENCE, b"42")).unwrap().is_some());
}

#[test]
fn an_interrupted_making_is_completed_with_the_same_passphrase() {
    let place = Place::named();
    let right = passphrase("kupala night 1863");
    create_with_passphrase(&place.url, &right, Cost::LEAST).unwrap();
    fs::remove_file(place.file("keyring")).unwrap();
    let again = |passphrase: &Passphrase| create_with_passphrase(&place.url, passphrase, Cost::LEAST);
    assert!(matches!(again(&passphrase("another night")), Err(VaultError::WrongPassphrase)));
    assert!(!place.file("keyring").exists());
    assert_eq!(again(&right).unwrap(), Created { key_file: false, keyring: true });
}

#[test]
fn a_store_that_lost_its_log_is_not_made_anew() {
    let place = Place::named();
    place.create().unwrap();
    fs::remove_file(place.file("db")).unwrap();
    let before = place.files();
    assert!(matches!(place.open(), Err(VaultError::Store(StoreError::Damaged(_)))));
    fs::remove_file(place.file("keyring")).unwrap();
    assert!(matches!(place.create(), Err(VaultError::Store(StoreError::Damaged(_)))));
    assert_eq!(place.files().len(), before.len() - 1);
}

#[test]
fn no_file_holds_anything_of_a_record() {
    const NAME: &str = "Żyta Маркер-7f3a";
    const ID: u64 = 0x0102_0304_0506_0708;
    let place = Place::named();
    place.create().unwrap();
    let vault = place.open().unwrap();
    vault.open_petition("marker-petition").unwrap();
    let decimal = ID.to_string();
    for round in 0..50_u64 {
        write(&vault, decimal.as_bytes(), NAME, ID);
        write(&vault, &(ID + round).to_be_bytes(), NAME, ID + round);
    }
    let text = format!("{NAME} says {decimal}. ").repeat(400);
    let prefix = vault.row_key(tables::ALERT_TEXTS, b"alert-marker-1");
    vault.write(|writer| writer.put_long(&prefix, tables::ALERT_TEXTS, text.as_bytes())).unwrap();
    let grouped = vault.grouped_row_key(tables::LEDGER, b"alert-marker-1", decimal.as_bytes());
    let pledge = vault.petition_row_key(tables::PLEDGES, "marker-petition", decimal.as_bytes()).unwrap();
    for key in [&grouped, &pledge] {
        vault.write(|writer| writer.put(key, &Note::V1 { text: NAME.to_owned(), number: ID })).unwrap();
    }
    vault.sync_blocking().unwrap();

    let markers: Vec<Vec<u8>> = vec![
        NAME.as_bytes().to_vec(),
        NAME.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "Маркер".as_bytes().to_vec(),
        decimal.clone().into_bytes(),
        ID.to_be_bytes().to_vec(),
        ID.to_le_bytes().to_vec(),
        b"alert-marker-1".to_vec(),
        b"marker-petition".to_vec(),
        b" says ".to_vec(),
        postcard::to_stdvec(&ID).unwrap(),
    ];
    let key = fs::read(&place.key).unwrap();
    let search = || {
        let files = place.files();
        assert!(files.len() >= 4 && files.values().map(Vec::len).sum::<usize>() > 10_000);
        for (path, bytes) in files {
            for marker in &markers {
                assert!(!bytes.windows(marker.len()).any(|window| window == marker), "{path:?}");
            }
            if path != place.key {
                assert!(!bytes.windows(20).any(|window| key.windows(20).any(|part| part == window)), "{path:?}");
            }
        }
    };
    search();
    drop(vault);
    search();
}

#[test]
fn the_search_for_markers_can_fail() {
    let folder = tempfile::tempdir().unwrap();
    let store = crate::store::SledStore::open(folder.path(), 8 << 20).unwrap();
    let mut batch = crate::store::Batch::new();
    batch.put(tables::AUDIENCE, 1_u64.to_be_bytes(), b"in clear: marker-7f3a");
    assert!(store.commit(&batch).is_ok());
    store.sync().unwrap();
    let log = fs::read(folder.path().join("db")).unwrap();
    assert!(log.windows(11).any(|window| window == b"marker-7f3a"));
}
