//! The formats on the disk against `tests/vectors/`, which an implementation of its own has written, in both directions.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use serde_json::Value;
use zeroize::Zeroizing;

use super::envelope::{self, Place};
use super::keyring::{Keyring, Wrapping};
use super::keys::{DataKey, IndexKey, KeyId, PetitionKey, RootKey};
use super::long::{Bytes, Part};
use super::passphrase::{Cost, Passphrase, WrappedRootKey};
use super::row_key::{BlindIndex, PetitionIndex};
use super::{RowKey, tables};
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
        let cipher = XChaCha20Poly1305::new(&array::<32>(&case["key"]).into());
        let id = KeyId(case["key_id"].as_u64().unwrap() as u32);
        let row_key = RowKey::from_bytes(&hex(&case["row_key"]));
        let place = Place { table: table(&case["table"]), row_key: &row_key };
        let record = hex(&case["record"]);

        let mut buffer = envelope::begin();
        buffer.extend_from_slice(&record);
        let sealed = envelope::seal(buffer, (id, &cipher), &array(&case["nonce"]), place).unwrap();
        assert_eq!(sealed, hex(&case["envelope"]), "{}", case["name"]);

        assert_eq!(envelope::key_id(&sealed).unwrap(), id);
        let opened = envelope::open(sealed, &cipher, place).unwrap();
        let (start, padding) = opened.padded().split_at(record.len());
        assert_eq!(start, record);
        assert!(padding.iter().all(|byte| *byte == 0));
    }
}

#[test]
fn row_keys_v1() {
    let vectors = parse(include_str!("../../tests/vectors/row-keys-v1.json"));
    let index = BlindIndex::new(&IndexKey::take(&mut array(&vectors["index_key"])));
    for case in vectors["rows"].as_array().unwrap() {
        let key = index.row_key(table(&case["table"]), &hex(&case["id"]));
        assert_eq!(key.as_ref(), hex(&case["row_key"]));
    }
    for case in vectors["groups"].as_array().unwrap() {
        let (table, group) = (table(&case["table"]), hex(&case["group"]));
        assert_eq!(index.group_prefix(table, &group).as_ref(), hex(&case["prefix"]));
        assert_eq!(index.grouped_row_key(table, &group, &hex(&case["id"])).as_ref(), hex(&case["row_key"]));
    }
    for case in vectors["petition_names"].as_array().unwrap() {
        assert_eq!(index.petition_name(case["petition"].as_str().unwrap()), array(&case["name"]));
    }
    for case in vectors["petition_rows"].as_array().unwrap() {
        let petition = PetitionIndex::new(&PetitionKey::take(&mut array(&case["key"])));
        assert_eq!(petition.row_key(table(&case["table"]), &hex(&case["id"])).as_ref(), hex(&case["row_key"]));
    }
}

#[test]
fn keyring_v1() {
    let vector = parse(include_str!("../../tests/vectors/keyring-v1.json"));
    let root = RootKey::take(&mut array(&vector["root_key"]));
    let file = hex(&vector["file"]);

    let (wrapping, read) = Wrapping::unwrap(&root, &file).unwrap();
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
        assert_eq!(read.petitions[&array(&entry["name"])].bytes(), &array(&entry["key"]));
    }
    assert_eq!(wrapping.wrap(&read, &array(&vector["nonce"])), file);

    let made = Keyring {
        current: KeyId(vector["current"].as_u64().unwrap() as u32),
        data_keys: list("data_keys")
            .iter()
            .map(|entry| (KeyId(entry["id"].as_u64().unwrap() as u32), DataKey::take(&mut array(&entry["key"]))))
            .collect(),
        index_key: IndexKey::take(&mut array(&vector["index_key"])),
        petitions: list("petitions")
            .iter()
            .map(|entry| (array(&entry["name"]), PetitionKey::take(&mut array(&entry["key"]))))
            .collect::<BTreeMap<_, _>>(),
    };
    let wrapping = Wrapping::derive(&root, array(&vector["salt"]));
    assert_eq!(wrapping.wrap(&made, &array(&vector["nonce"])), file);
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
