//! The formats on the disk against `tests/vectors/`, which an implementation of its own has written, in both directions.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use serde_json::Value;
use zeroize::Zeroizing;

use super::backup::{Decoder, Encoder, Item};
use super::envelope::{self, Place};
use super::index::{BlindIndex, NameIndex, PetitionIndex};
use super::keyring::{Keyring, Wrapping};
use super::keys::{IndexKey, KeyId, PetitionKey, RootKey};
use super::long::{Bytes, Part};
use super::passphrase::{Cost, Passphrase, WrappedRootKey};
use super::row_key::Origin;
use super::stage::Stage;
use super::{BackupError, VaultError, tables};
use crate::store::Table;

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn hex(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn array<const N: usize>(value: &Value) -> [u8; N] {
    hex(value).try_into().unwrap()
}

fn table(value: &Value) -> Table {
    *tables::ALL.iter().find(|table| table.name == value.as_str().unwrap()).unwrap()
}

#[test]
fn envelope_v1() {
    for case in parse(include_str!("../../tests/vectors/envelope-v1.json"))["cases"].as_array().unwrap() {
        let (cipher, id, row_key, table) = key_and_place(case);
        let place = Place { table, odd: false, row_key: &row_key };
        let (sealed, record) = (hex(&case["envelope"]), hex(&case["record"]));
        assert_eq!(envelope::key_id(&sealed).unwrap(), id);
        let opened = envelope::open(sealed.clone(), &cipher, place).unwrap();
        let (start, padding) = opened.padded().split_at(record.len());
        assert_eq!((opened.origin(), start), (&[][..], record.as_slice()), "{}", case["name"]);
        assert!(padding.iter().all(|byte| *byte == 0));
        // Encrypted anew it stays of its version.
        assert_eq!(opened.seal_anew(&[], (id, &cipher), &array(&case["nonce"]), place).unwrap(), sealed);
    }
}

#[test]
fn envelope_v2() {
    for case in parse(include_str!("../../tests/vectors/envelope-v2.json"))["cases"].as_array().unwrap() {
        let (cipher, id, row_key, table) = key_and_place(case);
        let place = Place { table, odd: case["odd"].as_bool().unwrap(), row_key: &row_key };
        let (origin, record) = (hex(&case["origin"]), hex(&case["record"]));

        let begun = envelope::Begun::new(&origin, |buffer| Ok([buffer.as_slice(), &record].concat())).unwrap();
        let sealed = begun.seal((id, &cipher), &array(&case["nonce"]), place);
        assert_eq!(sealed, hex(&case["envelope"]), "{}", case["name"]);

        assert_eq!(envelope::key_id(&sealed).unwrap(), id);
        let opened = envelope::open(sealed, &cipher, place).unwrap();
        assert_eq!(opened.origin(), origin);
        let (start, padding) = opened.padded().split_at(record.len());
        assert_eq!(start, record);
        assert!(padding.iter().all(|byte| *byte == 0));
    }
}

fn key_and_place(case: &Value) -> (XChaCha20Poly1305, KeyId, Vec<u8>, Table) {
    let cipher = XChaCha20Poly1305::new(&array::<32>(&case["key"]).into());
    let id = KeyId(case["key_id"].as_u64().unwrap() as u32);
    (cipher, id, hex(&case["row_key"]), table(&case["table"]))
}

#[test]
fn row_keys_v1() {
    let vectors = parse(include_str!("../../tests/vectors/row-keys-v1.json"));
    let key = array(&vectors["index_key"]);
    let index = BlindIndex::new(&IndexKey::take(&mut key.clone()));
    for case in vectors["rows"].as_array().unwrap() {
        assert_eq!(index.row_key(table(&case["table"]), &hex(&case["id"])).as_slice(), hex(&case["row_key"]));
    }
    for case in vectors["groups"].as_array().unwrap() {
        let (table, group) = (table(&case["table"]), hex(&case["group"]));
        assert_eq!(index.group_prefix(table, &group).as_slice(), hex(&case["prefix"]));
        assert_eq!(index.grouped_row_key(table, &group, &hex(&case["id"])).as_slice(), hex(&case["row_key"]));
    }
    for case in vectors["petition_rows"].as_array().unwrap() {
        let petition = PetitionIndex::new(&PetitionKey::take(&mut array(&case["key"])));
        assert_eq!(petition.row_key(table(&case["table"]), &hex(&case["id"])).as_slice(), hex(&case["row_key"]));
    }
}

#[test]
fn origins_v1() {
    let vectors = parse(include_str!("../../tests/vectors/origins-v1.json"));
    let index = BlindIndex::new(&IndexKey::take(&mut array(&vectors["index_key"])));
    for case in vectors["masked"].as_array().unwrap() {
        let petition = PetitionIndex::new(&PetitionKey::take(&mut array(&case["key"])));
        let name = array(&case["petition"]);
        let (row_key, id) = (hex(&case["row_key"]), hex(&case["id"]));
        let origin = Origin::Petition { name, id: id.as_slice().into() };
        let encoded = origin.encode(|id| petition.mask(table(&case["table"]), &row_key, id)).unwrap();
        assert_eq!(encoded.as_slice(), hex(&case["origin"]));
        let read = Origin::decode(&encoded, 0, &row_key).unwrap();
        let Origin::Petition { id: mut masked, .. } = read.origin else { panic!("another origin") };
        petition.mask(table(&case["table"]), &row_key, &mut masked);
        assert_eq!(masked.as_slice(), id);
    }
    for case in vectors["plain"].as_array().unwrap() {
        let (id, group) = (hex(&case["id"]), hex(&case["group"]));
        let origin = match case["kind"].as_str().unwrap() {
            "id" => Origin::Id(id.into()),
            "grouped" => Origin::Grouped { group: group.into(), id: id.into() },
            "group" => Origin::Group(group.into()),
            _ => Origin::Ordered(0),
        };
        assert_eq!(origin.encode(|_| {}).unwrap().as_slice(), hex(&case["origin"]));
    }
    for case in vectors["untied"].as_array().unwrap() {
        assert_eq!(index.untied(table(&case["table"]), &hex(&case["before"])).as_slice(), hex(&case["row_key"]));
    }
}

/// Compares what a keyring's file holds with what the vector says, and gives what it holds.
fn read_keyring(vector: &Value) -> (Wrapping, Keyring) {
    let root = RootKey::take(&mut array(&vector["root_key"]));
    let (wrapping, read) = Wrapping::unwrap(&root, &hex(&vector["file"])).unwrap();
    let list = |name: &str| vector[name].as_array().unwrap().clone();
    assert_eq!(u64::from(read.current.0), vector["current"].as_u64().unwrap());
    assert_eq!(read.index_key.bytes(), &array(&vector["index_key"]));
    assert_eq!(read.data_keys.len(), list("data_keys").len());
    assert_eq!(read.petitions.len(), list("petitions").len());
    for entry in list("data_keys") {
        let id = KeyId(entry["id"].as_u64().unwrap() as u32);
        assert_eq!(read.data_keys[&id].bytes(), &array(&entry["key"]));
    }
    for entry in list("petitions") {
        let keys = &read.petitions[&array(&entry["name"])];
        assert_eq!(keys.now.bytes(), &array(&entry["key"]));
        let before = keys.before.as_ref().map(|key| key.bytes().to_vec());
        assert_eq!(before, entry["before"].is_string().then(|| hex(&entry["before"])));
    }
    (wrapping, read)
}

#[test]
fn keyring_v1() {
    let vector = parse(include_str!("../../tests/vectors/keyring-v1.json"));
    let (wrapping, read) = read_keyring(&vector);
    assert_eq!((read.generation, read.stage, read.index_before.is_none()), (0, Stage::Rest, true));
    // Names in it stay what they were.
    let names = parse(include_str!("../../tests/vectors/row-keys-v1.json"));
    for case in names["petition_names"].as_array().unwrap() {
        let name = NameIndex::new(&read.name_key).name(case["petition"].as_str().unwrap());
        assert_eq!(name, array(&case["name"]));
    }
    // It is written anew as the present version, under the same root key.
    let root = RootKey::take(&mut array(&vector["root_key"]));
    let (_, again) = Wrapping::unwrap(&root, &wrapping.wrap(&read, &array(&vector["nonce"]))).unwrap();
    assert_eq!(again.name_key.bytes(), read.name_key.bytes());
}

/// As [`read_keyring`], of versions that know generations.
fn read_generations(vector: &Value) -> (Wrapping, Keyring) {
    let (wrapping, read) = read_keyring(vector);
    assert_eq!(u64::from(read.generation), vector["generation"].as_u64().unwrap());
    assert_eq!(read.name_key.bytes(), &array(&vector["name_key"]));
    let before = read.index_before.as_ref().map(|key| key.bytes().to_vec());
    assert_eq!(before, vector["index_before"].is_string().then(|| hex(&vector["index_before"])));
    (wrapping, read)
}

#[test]
fn keyring_v2() {
    for (name, stage) in [("at_rest", Stage::Rest), ("rotating", Stage::Moving)] {
        let vector = &parse(include_str!("../../tests/vectors/keyring-v2.json"))[name];
        let (wrapping, read) = read_generations(vector);
        assert_eq!(read.stage, stage);
        // It is written anew as the present version, under the same root key.
        let root = RootKey::take(&mut array(&vector["root_key"]));
        let file = wrapping.wrap(&read, &array(&vector["nonce"]));
        assert_ne!(file, hex(&vector["file"]));
        assert_eq!(Wrapping::unwrap(&root, &file).unwrap().1.stage, stage);
    }
}

#[test]
fn keyring_v3() {
    let stages = [Stage::Rest, Stage::Moving, Stage::Copying, Stage::Clearing];
    for (name, stage) in ["at_rest", "moving", "copying", "clearing"].into_iter().zip(stages) {
        let vector = &parse(include_str!("../../tests/vectors/keyring-v3.json"))[name];
        let (wrapping, read) = read_generations(vector);
        assert_eq!((read.stage, vector["stage"].as_u64()), (stage, Some(stage as u64)));
        let copies = read.copies().map(|id| u64::from(id.0));
        assert_eq!(copies, vector["copies"].as_u64());
        assert_eq!(wrapping.wrap(&read, &array(&vector["nonce"])), hex(&vector["file"]));
        let root = RootKey::take(&mut array(&vector["root_key"]));
        assert_eq!(
            Wrapping::derive(&root, array(&vector["salt"])).wrap(&read, &array(&vector["nonce"])),
            hex(&vector["file"])
        );
    }
}

#[test]
fn root_key_v1() {
    for case in parse(include_str!("../../tests/vectors/root-key-v1.json"))["cases"].as_array().unwrap() {
        let text = case["passphrase"].as_str().unwrap().as_bytes();
        let passphrase = Passphrase::new(Zeroizing::new(text.to_vec())).unwrap();
        let root = array::<32>(&case["root_key"]);
        let file = hex(&case["file"]);
        let read = WrappedRootKey::from_bytes(&file).unwrap();
        assert_eq!(read.unwrap(&passphrase).unwrap().bytes(), &root);

        let number = |name: &str| case[name].as_u64().unwrap() as u32;
        let cost = Cost::new(number("memory_kib"), number("passes"), number("lanes")).unwrap();
        let (salt, nonce) = (array(&case["salt"]), array(&case["nonce"]));
        let made = WrappedRootKey::wrap_with(&RootKey::take(&mut root.clone()), &passphrase, cost, salt, nonce);
        assert_eq!(made.unwrap().to_bytes(), file);
    }
}

#[test]
fn key_file_v1() {
    let text = include_str!("../../tests/vectors/key-file-v1.txt");
    let root = array::<32>(&parse(include_str!("../../tests/vectors/keyring-v1.json"))["root_key"]);
    assert_eq!(RootKey::from_text(text.as_bytes()).unwrap().bytes(), &root);
    assert_eq!(*RootKey::take(&mut root.clone()).to_text(), text);
}

#[test]
fn long_part_v1() {
    for case in parse(include_str!("../../tests/vectors/long-part-v1.json"))["cases"].as_array().unwrap() {
        let part = Part::V1 {
            value: case["value"].as_str().unwrap().parse().unwrap(),
            count: case["count"].as_u64().unwrap() as u16,
            last: case["last"].as_bool().unwrap(),
            bytes: Bytes(Zeroizing::new(hex(&case["bytes"]))),
        };
        let encoded = postcard::to_stdvec(&part).unwrap();
        assert_eq!(encoded, hex(&case["encoded"]));
        let Part::V1 { value, count, last, bytes } = postcard::from_bytes(&encoded).unwrap();
        assert_eq!(value.to_string(), case["value"].as_str().unwrap());
        assert_eq!(u64::from(count), case["count"].as_u64().unwrap());
        assert_eq!(Some(last), case["last"].as_bool());
        assert_eq!(*bytes.0, hex(&case["bytes"]));
    }
}

#[test]
fn backup_v1() {
    let vector = parse(include_str!("../../tests/vectors/backup-v1.json"));
    let items = vector["items"].as_array().unwrap().iter().map(|item| {
        let bytes = |name: &str| hex(&item[name]);
        let tag = || item["tag"].as_u64().unwrap() as u8;
        match item["kind"].as_str().unwrap() {
            "keyring" => Item::Keyring(bytes("bytes")),
            "row" => Item::Row { tag: tag(), key: bytes("key"), value: bytes("value") },
            _ => Item::Removed { tag: tag(), key: bytes("key") },
        }
    });
    let (items, file) = (items.collect::<Vec<_>>(), hex(&vector["file"]));
    let mut encoder = Encoder::new(Vec::new()).unwrap();
    items.iter().for_each(|item| encoder.write(item).unwrap());
    assert_eq!(encoder.finish().unwrap(), file);
    let mut decoder = Decoder::new(file.as_slice()).unwrap();
    let mut read = Vec::new();
    while let Some(item) = decoder.read().unwrap() {
        read.push(item);
    }
    assert_eq!(read, items);
}

/// Every version byte: older ones are read, which the tests above show; newer ones are told from damage.
#[test]
fn what_a_newer_klich_has_written_is_refused_as_such() {
    let vector = |text, name: &str| hex(&parse(text)[name]);
    let keyring = parse(include_str!("../../tests/vectors/keyring-v2.json"));
    let root = RootKey::take(&mut array(&keyring["at_rest"]["root_key"]));
    let mut file = hex(&keyring["at_rest"]["file"]);
    file[b"klich-keyring\n".len()] = 4;
    assert!(matches!(Wrapping::unwrap(&root, &file), Err(VaultError::Newer)));

    let mut file = hex(&parse(include_str!("../../tests/vectors/root-key-v1.json"))["cases"][0]["file"]);
    file[b"klich-root-key\n".len()] = 2;
    assert!(matches!(WrappedRootKey::from_bytes(&file), Err(VaultError::WrappedKeyNewer)));

    let mut file = vector(include_str!("../../tests/vectors/backup-v1.json"), "file");
    file[b"klich-backup\n".len()] = 2;
    assert!(matches!(Decoder::new(file.as_slice()), Err(BackupError::Newer)));

    let mut envelope = hex(&parse(include_str!("../../tests/vectors/envelope-v2.json"))["cases"][0]["envelope"]);
    for (version, is_newer) in [(0, false), (3, true), (255, true)] {
        envelope[0] = version;
        let refused = envelope::key_id(&envelope);
        assert_eq!(matches!(refused, Err(VaultError::UnknownRecord)), is_newer, "{version}");
        assert_eq!(matches!(refused, Err(VaultError::Unreadable)), !is_newer, "{version}");
    }
    // A record's own version: `record`. A key file has one word for its version.
    assert!(RootKey::from_text(b"klich-key-v2 AAAA\n").is_none());
}
