//! What the Mini App's texts must be: the same in every language, with nothing that the page can't fill in.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};

use super::texts::{Locales, PAGE_FILE};
use super::{Language, holds_tags};

/// Reads the page's messages: their texts with `{name}` for values.
fn messages(language: Language) -> BTreeMap<String, String> {
    let file = Locales::get(&format!("{}/{PAGE_FILE}", language.code())).unwrap();
    let text = String::from_utf8(file.data.into_owned()).unwrap();
    let resource = fluent_syntax::parser::parse(text.as_str()).unwrap();
    let messages = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    });
    let written = messages.map(|message| {
        let elements = message.value.as_ref().unwrap().elements.iter().map(|element| match element {
            PatternElement::TextElement { value } => (*value).to_owned(),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => format!("{{{}}}", id.name),
            PatternElement::Placeable { .. } => panic!("{}: {}: more than a value", language.code(), message.id.name),
        });
        (message.id.name.to_owned(), elements.collect::<String>())
    });
    written.collect()
}

fn values(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn every_language_has_the_same_texts_with_the_same_values() {
    let english = messages(Language::English);
    for language in Language::ALL {
        let found = messages(language);
        assert_eq!(found.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{}", language.code());
        for (id, text) in &found {
            assert!(id.starts_with("app-"), "{id}");
            assert_eq!(values(text), values(&english[id]), "{}: {id}", language.code());
            assert!(!text.trim().is_empty() && !holds_tags(text), "{}: {id}", language.code());
            // A list stays a list.
            assert_eq!(text.matches("• ").count(), english[id].matches("• ").count(), "{}: {id}", language.code());
        }
    }
}

/// The page names its texts by their ids without `app-`, and shows an id where a text is missing.
#[test]
fn every_text_is_asked_for_and_every_text_asked_for_is_there() {
    let source: String = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/webapp/src"))
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let english = messages(Language::English);
    for id in english.keys().map(|id| id.trim_start_matches("app-")) {
        let quoted = source.contains(&format!("\"{id}\""));
        let composed = id.strip_prefix("nav-").is_some_and(|screen| source.contains(screen));
        assert!(quoted || composed, "nothing asks for app-{id}");
    }
    let after = |call: &str| {
        let found =
            source.match_indices(call).filter(|(at, _)| !source[..*at].ends_with(|c: char| c.is_alphanumeric()));
        found.map(|(at, _)| source[at + call.len()..].split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for id in after("t(\"").into_iter().chain(after("Refused(\"")) {
        let shared = ["kind-", "alert-kind-", "nav-"].contains(&id.as_str());
        assert!(shared || english.contains_key(&format!("app-{id}")), "app-{id} is missing");
    }
}
