//! Exports in JSON, record by record: Proca's actions, and people or signatures of OSDI as Action Network has them.
//!
//! A file may be one page, several, a list, or a record a line. However long it is, one record is in memory at a time.
//!
//! Sources: OSDI 1.2 *Person* and *Signature*; Action Network API v2; Proca's `exportActions` and its queue's action message.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::person::{Found, Refusal};

/// The longest record in bytes.
const RECORD_MAX: u64 = 256 << 10;

/// What holds records, in pages of each kind.
const LISTS: [&str; 4] = ["osdi:people", "osdi:signatures", "exportActions", "actions"];
/// What holds what holds them.
const AROUND: [&str; 2] = ["_embedded", "data"];

/// Why a file can't be read to its end.
#[derive(Debug)]
pub(super) struct Broken {
    /// The line in which it breaks off, from 1.
    pub(super) line: usize,
    /// Whether it could not be read at all.
    pub(super) error: Option<io::Error>,
}

/// Gives every record to `each`, in its order.
///
/// # Errors
/// [`Broken`]: what came before it was given.
pub(super) fn records(input: impl Read, mut each: impl FnMut(Value)) -> Result<(), Broken> {
    let used = Cell::new(0);
    let metered = Metered { input: BufReader::new(input), used: &used };
    let mut reader = serde_json::Deserializer::from_reader(metered);
    let mut sink = |value| each(value);
    loop {
        used.set(0);
        // Only spaces are left: the end.
        if reader.end().is_ok() {
            return Ok(());
        }
        match (Walk { sink: &mut sink, used: &used }).deserialize(&mut reader) {
            Ok(Some(value)) => sink(value),
            Ok(None) => {}
            Err(error) => {
                let line = error.line();
                return Err(Broken { line, error: error.is_io().then(|| io::Error::from(error)) });
            }
        }
    }
}

/// Reads no record that has no end.
struct Metered<'a, R> {
    input: R,
    used: &'a Cell<u64>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(buffer)?;
        let used = self.used.get().saturating_add(length as u64);
        self.used.set(used);
        if used > RECORD_MAX {
            return Err(io::Error::other("a record is over 256 KiB"));
        }
        Ok(length)
    }
}

/// Walks through a value: gives records of lists to `sink`, and gives back a value that held no list.
struct Walk<'a, F> {
    sink: &'a mut F,
    used: &'a Cell<u64>,
}

impl<'de, F: FnMut(Value)> DeserializeSeed<'de> for Walk<'_, F> {
    type Value = Option<Value>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Option<Value>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: FnMut(Value)> Visitor<'de> for Walk<'_, F> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Option<Value>, A::Error> {
        let (mut map, mut held_list) = (Map::new(), false);
        while let Some(key) = access.next_key::<String>()? {
            if LISTS.contains(&key.as_str()) {
                access.next_value_seed(List(Walk { sink: &mut *self.sink, used: self.used }))?;
                held_list = true;
            } else if AROUND.contains(&key.as_str()) {
                match access.next_value_seed(Walk { sink: &mut *self.sink, used: self.used })? {
                    Some(value) => drop(map.insert(key, value)),
                    None => held_list = true,
                }
            } else {
                let value: Value = access.next_value()?;
                map.insert(key, value);
            }
        }
        Ok((!held_list).then_some(Value::Object(map)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Option<Value>, A::Error> {
        loop {
            self.used.set(0);
            match access.next_element_seed(Walk { sink: &mut *self.sink, used: self.used })? {
                Some(Some(value)) => (self.sink)(value),
                Some(None) => {}
                None => return Ok(None),
            }
        }
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<Value>, E> {
        Ok(Some(text.into()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Option<Value>, E> {
        Ok(Some(Value::Null))
    }
}

/// A list under a name that holds records. What is no list there is passed over.
struct List<'a, F>(Walk<'a, F>);

impl<'de, F: FnMut(Value)> DeserializeSeed<'de> for List<'_, F> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: FnMut(Value)> Visitor<'de> for List<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        self.0.visit_seq(access).map(drop)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        while access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Reads a record of either kind.
///
/// # Errors
/// [`Refusal`].
pub(super) fn found(record: &Value) -> Result<Found, Refusal> {
    if record.get("contact").is_some() || record.get("actionId").is_some() { of_proca(record) } else { of_osdi(record) }
}

/// Tells whether an action of Proca is a signature.
pub(super) fn is_signature(action: &str) -> bool {
    matches!(action.trim().to_lowercase().as_str(), "" | "petition" | "register" | "sign" | "signature")
}

fn of_proca(record: &Value) -> Result<Found, Refusal> {
    // The export has an action's own facts at the top, the queue's message has them below `action`.
    let action = record.get("action").filter(|action| action.is_object()).unwrap_or(record);
    if !is_signature(&text(action, "actionType")) {
        return Err(Refusal::OtherSort);
    }
    let contact = record.get("contact").ok_or(Refusal::Shape)?;
    let opened = match (contact.get("pii"), contact.get("payload")) {
        (Some(pii @ Value::Object(_)), _) | (_, Some(pii @ Value::Object(_))) => pii.clone(),
        (_, Some(Value::String(payload))) => match serde_json::from_str::<Value>(payload) {
            Ok(pii @ Value::Object(_)) => pii,
            _ => return Err(Refusal::Encrypted),
        },
        _ => contact.clone(),
    };
    let address = opened.get("address").unwrap_or(&Value::Null);
    let page = record.get("actionPage").unwrap_or(&Value::Null);
    Ok(Found {
        name: format!("{} {}", text(&opened, "firstName"), text(&opened, "lastName")),
        contact: first([text(&opened, "email"), text(&opened, "phone")]),
        town: first([text(&opened, "locality"), text(&opened, "city"), text(address, "locality")]),
        note: first([field(action, "comment"), field(action, "message")]),
        language: text(page, "locale"),
        date: text(action, "createdAt"),
        ..Found::default()
    })
}

fn of_osdi(record: &Value) -> Result<Found, Refusal> {
    let embedded = record.get("_embedded").and_then(|embedded| embedded.get("osdi:person"));
    let is_person = ["given_name", "family_name", "email_addresses", "phone_numbers"];
    let itself = || is_person.iter().any(|name| record.get(*name).is_some()).then_some(record);
    let Some(person) = embedded.or_else(|| record.get("person")).or_else(itself) else {
        let linked = record.get("_links").and_then(|links| links.get("osdi:person")).is_some();
        let named = record.get("action_network:person_id").is_some();
        return Err(if linked || named { Refusal::Link } else { Refusal::Shape });
    };
    let own = person.get("custom_fields").unwrap_or(&Value::Null);
    let spoken = person.get("languages_spoken").and_then(|spoken| spoken.get(0)).and_then(Value::as_str);
    Ok(Found {
        name: format!("{} {}", text(person, "given_name"), text(person, "family_name")),
        contact: first([
            of_primary(person, "email_addresses", "address"),
            of_primary(person, "phone_numbers", "number"),
            text(own, "contact"),
        ]),
        town: of_primary(person, "postal_addresses", "locality"),
        union: text(own, "union"),
        note: text(record, "comments"),
        language: spoken.unwrap_or_default().to_owned(),
        kinds: text(own, "kinds"),
        date: first([text(record, "action_date"), text(record, "created_date")]),
        may_print: text(own, "may_print"),
    })
}

/// Gives a text, or a number as one.
fn text(value: &Value, name: &str) -> String {
    match value.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Gives what the primary one of a list says, or else the first.
fn of_primary(person: &Value, list: &str, name: &str) -> String {
    let list = person.get(list).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let primary = list.iter().find(|one| one.get("primary") == Some(&Value::Bool(true)));
    primary.or(list.first()).map(|one| text(one, name)).unwrap_or_default()
}

/// Gives a field of an action: Proca has them as a map, or as a list of keys and values.
fn field(action: &Value, name: &str) -> String {
    let fields = action.get("customFields").or_else(|| action.get("fields")).unwrap_or(&Value::Null);
    let listed = fields.as_array().map(Vec::as_slice).unwrap_or_default();
    let of_list = listed.iter().find(|field| field.get("key").and_then(Value::as_str) == Some(name));
    of_list.map_or_else(|| text(fields, name), |field| text(field, "value"))
}

fn first<const N: usize>(texts: [String; N]) -> String {
    texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Result<Vec<Value>, usize> {
        let mut found = Vec::new();
        records(text.as_bytes(), |value| found.push(value)).map(|()| found).map_err(|broken| broken.line)
    }

    #[test]
    fn records_are_found_however_they_are_wrapped() {
        let (one, two) = (json!({ "given_name": "Ann" }), json!({ "given_name": "Ben", "_embedded": { "x": 1 } }));
        let both = Ok(vec![one.clone(), two.clone()]);
        let page = |list: Value| json!({ "total_pages": 1, "_links": { "osdi:people": [{ "href": "x" }] }, "_embedded": { "osdi:people": list } });
        for text in [
            json!([one, two]).to_string(),
            format!("{one}\n{two}\n"),
            page(json!([one, two])).to_string(),
            json!([page(json!([one])), page(json!([two]))]).to_string(),
            format!("{}{}", page(json!([one])), page(json!([two]))),
            json!({ "data": { "exportActions": [one, two] } }).to_string(),
        ] {
            assert_eq!(read(&text), both, "{text}");
        }
        assert_eq!(read(" \n"), Ok(vec![]));
        assert_eq!(read(&json!({ "data": { "exportActions": null } }).to_string()), Ok(vec![]));
    }

    #[test]
    fn what_breaks_off_is_told_with_its_line_and_what_has_no_end_is_not_read() {
        assert_eq!(read("[{\"a\":1},\n{\"b\":"), Err(2));
        assert_eq!(read("{\"a\":1}\n\nname,town\n"), Err(3));
        let endless = format!("[{{\"a\":\"{}\"}}]", "x".repeat(1 << 20));
        assert!(records(endless.as_bytes(), |_| panic!("it is no record")).unwrap_err().error.is_some());
        let many = format!("[{}]", vec![json!({ "a": "x".repeat(1000) }).to_string(); 1000].join(","));
        assert_eq!(read(&many).unwrap().len(), 1000, "many short ones are fine");
    }

    #[test]
    fn a_signature_and_a_person_of_osdi_are_read() {
        let person = json!({
            "given_name": "Ann", "family_name": "Bee",
            "email_addresses": [{ "address": "old@b.c" }, { "address": "a@b.c", "primary": true }],
            "postal_addresses": [{ "locality": "Minsk", "country": "BY" }],
            "languages_spoken": ["be"], "created_date": "2026-11-16T10:00:00Z",
        });
        let read = found(&person).unwrap();
        assert_eq!((read.name.as_str(), read.contact.as_str(), read.town.as_str()), ("Ann Bee", "a@b.c", "Minsk"));
        assert_eq!((read.language.as_str(), read.date.as_str()), ("be", "2026-11-16T10:00:00Z"));
        let signature =
            json!({ "comments": "With you", "action_date": "2026-11-15", "_embedded": { "osdi:person": person } });
        let read = found(&signature).unwrap();
        assert_eq!((read.note.as_str(), read.date.as_str(), read.name.as_str()), ("With you", "2026-11-15", "Ann Bee"));
        let linked = json!({ "comments": "x", "_links": { "osdi:person": { "href": "x" } } });
        assert_eq!(found(&linked).unwrap_err(), Refusal::Link);
        assert_eq!(found(&json!({ "action_network:person_id": "7" })).unwrap_err(), Refusal::Link);
        assert_eq!(found(&json!({ "hello": 1 })).unwrap_err(), Refusal::Shape);
        assert_eq!(found(&json!(7)).unwrap_err(), Refusal::Shape);
    }

    #[test]
    fn an_action_of_proca_is_read_opened_and_refused_encrypted() {
        let action = |contact: Value| {
            json!({
                "actionId": 7, "actionType": "petition", "createdAt": "2026-11-16T10:00:00", "contact": contact,
                "customFields": [{ "key": "comment", "value": "With you" }], "actionPage": { "locale": "pl" },
            })
        };
        let pii = json!({ "firstName": "Ann", "lastName": "Bee", "email": "a@b.c", "locality": "Minsk" });
        for contact in [json!({ "contactRef": "r", "pii": pii }), json!({ "payload": pii.to_string() }), pii.clone()] {
            let read = found(&action(contact)).unwrap();
            assert_eq!(
                (read.name.as_str(), read.contact.as_str(), read.note.as_str()),
                ("Ann Bee", "a@b.c", "With you")
            );
            assert_eq!((read.town.as_str(), read.language.as_str()), ("Minsk", "pl"));
        }
        assert_eq!(found(&action(json!({ "payload": "9Xk_q", "nonce": "n" }))).unwrap_err(), Refusal::Encrypted);
        let message = json!({ "actionId": 7, "action": { "actionType": "share_click" }, "contact": pii });
        assert_eq!(found(&message).unwrap_err(), Refusal::OtherSort);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[\\[\\]{}\":,a-z0-9 \n]{0,60}") {
            let _ = read(&text);
        }
    }
}
