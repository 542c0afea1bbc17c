//! The demo's alerts, as the files that an organiser writes.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::text::Language;

const CALL: &str = include_str!("call.toml");
const NEWS: &str = include_str!("news.toml");

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The call of 16 November.
    Call,
    /// News after it.
    News,
}

#[derive(Deserialize)]
struct Texts {
    text: BTreeMap<String, String>,
}

/// Writes an alert file in the format of `klich alert send`. It expires a day after `now`.
pub fn file(kind: Kind, campaign: &str, sequence: u64, now: Timestamp) -> String {
    let (word, texts) = match kind {
        Kind::Call => ("call", CALL),
        Kind::News => ("update", NEWS),
    };
    let expires = now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX);
    let expires = expires.strftime("%Y-%m-%dT%H:%M:%SZ");
    format!("kind = \"{word}\"\ncampaign = \"{campaign}\"\nsequence = {sequence}\nexpires = {expires}\n\n{texts}")
}

/// Gives the text of an alert in a language.
pub fn text(kind: Kind, language: Language) -> String {
    let source = match kind {
        Kind::Call => CALL,
        Kind::News => NEWS,
    };
    let texts: Texts = toml::from_str(source).expect("the embedded texts are TOML");
    texts.text.get(language.code()).cloned().expect("the embedded texts hold every language")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use super::*;
    use crate::alert::AlertFile;

    #[test]
    fn the_files_are_what_alert_send_takes() {
        let now: Timestamp = "2026-11-16T05:00:00Z".parse().unwrap();
        for kind in [Kind::Call, Kind::News] {
            let parsed = AlertFile::parse(&file(kind, "belarus-16-november", 7, now)).unwrap();
            assert_eq!(parsed.sequence, 7);
            assert_eq!(parsed.text.len(), Language::ALL.len());
            for (language, written) in parsed.text {
                assert_eq!(written, text(kind, language));
            }
        }
    }

    #[test]
    fn no_two_texts_are_the_same() {
        let all: BTreeSet<String> = [Kind::Call, Kind::News]
            .into_iter()
            .flat_map(|kind| Language::ALL.map(|language| text(kind, language)))
            .collect();
        assert_eq!(all.len(), 2 * Language::ALL.len());
    }
}
