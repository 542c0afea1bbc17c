//! Stores of other versions: an older one opens, a newer one is refused, and nothing of it is changed.

use std::fs;

use klich::seal::{Recipient, Sealer};
use klich::store::{self, Batch, Committed, StoreUrl, Table};
use klich::vault::{Encoder, Item, tables};
use serde_json::{Value, json};

use crate::support::Home;

const STORE_V1: &str = include_str!("../vectors/store-v1.json");

fn hex(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// Makes the home of the first versions that an implementation of its own has written: `tests/vectors/make.py`.
fn old_home() -> Home {
    let home = Home::new();
    let vector: Value = serde_json::from_str(STORE_V1).unwrap();
    home.write("secrets/vault.key", include_str!("../vectors/key-file-v1.txt"));
    home.chmod("secrets/vault.key", 0o600);
    fs::write(home.path("data/keyring"), hex(&vector["keyring"])).unwrap();
    let rows = vector["rows"].as_array().unwrap();
    put(&home, rows.iter().map(|row| (row["tag"].as_u64().unwrap() as u8, hex(&row["key"]), hex(&row["value"]))));
    home
}

fn put(home: &Home, rows: impl Iterator<Item = (u8, Vec<u8>, Vec<u8>)>) {
    let store = store::open(&StoreUrl::Sled(home.path("data"))).unwrap();
    let mut batch = Batch::new();
    for (tag, key, value) in rows {
        batch.put(Table { tag, name: "any" }, key, value);
    }
    assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
    store.sync().unwrap();
}

#[test]
fn a_store_of_the_first_versions_opens_and_is_renewed_by_a_rotation() {
    let home = old_home();
    let subscribed = |home: &Home| home.run(["stats", "--json"]).succeeds().quietly().json()["subscribers"].clone();
    assert_eq!(subscribed(&home), json!(2));
    home.run(["check"]).succeeds();
    home.run(["keys", "rotate"]).succeeds();
    assert_eq!(subscribed(&home), json!(2));
    assert_eq!(fs::read(home.path("data/keyring")).unwrap()["klich-keyring\n".len()], 3, "the keyring is of today");
}

#[test]
fn a_keyring_of_a_newer_klich_is_refused() {
    let home = Home::new();
    let mut keyring = fs::read(home.path("data/keyring")).unwrap();
    keyring["klich-keyring\n".len()] = 4;
    fs::write(home.path("data/keyring"), &keyring).unwrap();
    for words in [&["stats"][..], &["run"], &["keys", "rotate"]] {
        home.run(words).exits(78).complains("was written by a newer klich", "run");
    }
    assert_eq!(fs::read(home.path("data/keyring")).unwrap(), keyring);
    assert!(home.run(["check"]).exits(78).out.contains("newer klich"));
}

#[test]
fn a_store_of_a_newer_klich_is_refused() {
    let home = Home::new();
    // The row that says of which format all others are.
    put(&home, std::iter::once((0, b"format".to_vec(), vec![3])));
    for words in [&["stats"][..], &["run"]] {
        home.run(words).exits(78).complains("the store was made by a newer klich", "a newer one");
    }
}

#[test]
fn a_row_of_a_newer_klich_is_refused() {
    let home = old_home();
    let vector: Value = serde_json::from_str(STORE_V1).unwrap();
    // In the place of the count: an envelope of a version that is not known.
    let count = &vector["rows"][2];
    let mut value = hex(&count["value"]);
    value[0] = 3;
    put(&home, std::iter::once((tables::TALLY.tag, hex(&count["key"]), value)));
    home.run(["stats"]).exits(78).complains("not of a version that this klich knows", "run the klich that wrote it");
}

#[test]
fn a_backup_of_a_newer_klich_is_refused_and_nothing_is_left() {
    let home = Home::new();
    home.run(["keys", "new-organiser", "key", "--no-passphrase"]).succeeds();
    let public = home.read("key.pub");
    let recipient: Recipient = public.trim().lines().last().unwrap().parse().unwrap();
    let keyring = fs::read(home.path("data/keyring")).unwrap();
    let mut encoder = Encoder::new(Vec::new()).unwrap();
    encoder.write(&Item::Keyring(keyring)).unwrap();
    let mut plain = encoder.finish().unwrap();
    let seal = |plain: &[u8]| {
        let mut sealer = Sealer::new(Vec::new(), std::slice::from_ref(&recipient)).unwrap();
        std::io::Write::write_all(&mut sealer, plain).unwrap();
        fs::write(home.path("backup.age"), sealer.finish().unwrap()).unwrap();
    };
    fs::rename(home.path("data"), home.path("away")).unwrap();
    let version = "klich-backup\n".len();
    for (byte, code, what) in [(2, 78, "newer klich"), (0, 2, "holds no backup")] {
        plain[version] = byte;
        seal(&plain);
        let next = if byte == 2 { "a newer one" } else { "right file" };
        home.run(["restore", "backup.age", "--identity", "key"]).exits(code).complains(what, next);
        assert!(!home.path("data").exists() && !home.path("data.restoring").exists());
    }
    plain[version] = 1;
    seal(&plain);
    home.run(["restore", "backup.age", "--identity", "key"]).succeeds();
    home.run(["stats"]).succeeds();
}
