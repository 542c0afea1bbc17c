//! Opened pledges as OSDI has signatures, for other campaigns' tools. Source: OSDI 1.2, *Signature* and *Person*.

use serde_json::{Map, Value, json};

use crate::seal::Pledge;

/// Writes pledges as one page of signatures, each with its person in it. Only what was told stands there.
///
/// A name's last word is taken for the family's. What OSDI has no field for stands in `custom_fields`: `union`, `kinds`,
/// `may_print`, `imported`, and `contact` where it is neither an address nor a number.
pub(super) fn page<'a>(pledges: impl Iterator<Item = (&'a str, &'a Pledge)>) -> String {
    let signatures: Vec<Value> = pledges.map(|(file, pledge)| signature(file, pledge)).collect();
    let page = json!({
        "total_pages": 1,
        "per_page": signatures.len(),
        "page": 1,
        "total_records": signatures.len(),
        "_links": { "curies": [{ "name": "osdi", "href": "https://opensupporter.github.io/osdi-docs/{rel}", "templated": true }] },
        "_embedded": { "osdi:signatures": signatures },
    });
    format!("{page:#}\n")
}

fn signature(file: &str, pledge: &Pledge) -> Value {
    let id = file.trim_end_matches(".age");
    let mut signature = Map::new();
    signature.insert("identifiers".to_owned(), json!([format!("klich:{id}")]));
    signature.insert("origin_system".to_owned(), "klich".into());
    signature.insert("action_date".to_owned(), format!("{}T00:00:00Z", pledge.day).into());
    signature.insert("_embedded".to_owned(), json!({ "osdi:person": person(pledge) }));
    if !pledge.note.is_empty() {
        signature.insert("comments".to_owned(), pledge.note.clone().into());
    }
    Value::Object(signature)
}

fn person(pledge: &Pledge) -> Value {
    let mut person = Map::new();
    let (given, family) = pledge.name.trim().rsplit_once(' ').unwrap_or((pledge.name.trim(), ""));
    for (name, text) in [("given_name", given.trim()), ("family_name", family)] {
        if !text.is_empty() {
            person.insert(name.to_owned(), text.into());
        }
    }
    let mut own = Map::new();
    own.insert("kinds".to_owned(), pledge.kinds.join(" ").into());
    own.insert("may_print".to_owned(), if pledge.may_print { "yes" } else { "no" }.into());
    let contact = pledge.contact.trim();
    let is_number = contact.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.' | '/'));
    if contact.contains('@') && !contact.contains(char::is_whitespace) && !contact.starts_with('@') {
        person.insert("email_addresses".to_owned(), json!([{ "primary": true, "address": contact }]));
    } else if !contact.is_empty() && is_number {
        person.insert("phone_numbers".to_owned(), json!([{ "primary": true, "number": contact }]));
    } else if !contact.is_empty() {
        own.insert("contact".to_owned(), contact.into());
    }
    if !pledge.town.is_empty() {
        person.insert("postal_addresses".to_owned(), json!([{ "primary": true, "locality": pledge.town }]));
    }
    if !pledge.union.is_empty() {
        own.insert("union".to_owned(), pledge.union.clone().into());
    }
    if pledge.imported {
        own.insert("imported".to_owned(), "yes".into());
    }
    if !pledge.language.is_empty() {
        person.insert("languages_spoken".to_owned(), json!([pledge.language]));
    }
    person.insert("custom_fields".to_owned(), own.into());
    Value::Object(person)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn only_what_was_told_stands_there() {
        let told = Pledge {
            day: "2026-11-16".to_owned(),
            language: "be".to_owned(),
            kinds: vec!["sign".to_owned(), "act".to_owned()],
            name: "Алесь Іванавіч Непаўторны".to_owned(),
            contact: "ales@example.org".to_owned(),
            may_print: true,
            ..Pledge::default()
        };
        let other = Pledge { contact: "@ales".to_owned(), name: "Ann".to_owned(), ..Pledge::default() };
        let page: Value = serde_json::from_str(&page([("0a.age", &told), ("0b.age", &other)].into_iter())).unwrap();
        let signatures = &page["_embedded"]["osdi:signatures"];
        let person = |place: usize| &signatures[place]["_embedded"]["osdi:person"];
        assert_eq!((&page["total_records"], &signatures[0]["identifiers"][0]), (&json!(2), &json!("klich:0a")));
        assert_eq!(
            (&person(0)["given_name"], &person(0)["family_name"]),
            (&json!("Алесь Іванавіч"), &json!("Непаўторны"))
        );
        assert_eq!(person(0)["email_addresses"][0]["address"], "ales@example.org");
        assert_eq!(person(0)["custom_fields"], json!({ "kinds": "sign act", "may_print": "yes" }));
        assert_eq!((&person(1)["given_name"], person(1).get("family_name")), (&json!("Ann"), None));
        assert_eq!(person(1)["custom_fields"]["contact"], "@ales");
        assert!(signatures[0].get("comments").is_none() && person(0).get("postal_addresses").is_none());
    }
}
