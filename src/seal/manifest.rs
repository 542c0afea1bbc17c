//! What is signed of an alert: a short text that says everything about it but the words, which it holds by hash.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::canonical::{Lines, NotCanonical, is_hash, is_id, number, time, write};
use super::{Refusal, sha256_hex};

const TITLE: &str = "klich-alert v1";

/// An alert's manifest. Its one text:
///
/// ```text
/// klich-alert v1
/// campaign: belarus-16-november
/// sequence: 7
/// kind: call
/// expires: 2026-11-16T21:00:00Z
/// audience: everyone
/// text.be: sha256:…
/// text.en: sha256:…
/// ```
///
/// `audience` is `everyone`, or `languages=be,en`, `circles=a,b`, or both with a space between. Hashes are SHA-256 of the
/// UTF-8 of each text as it is in the alert file, without spaces around it. Every line ends with LF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The campaign's id.
    pub campaign: String,
    /// Rises with every alert of the campaign.
    pub sequence: u64,
    /// `call`, `update`, `reminder` or `correction`.
    pub kind: String,
    /// It is not to be sent or believed after this; to the second.
    pub expires: Timestamp,
    /// Languages of those who hear it; empty is every one.
    pub languages: BTreeSet<String>,
    /// Circles that hear it; empty is everyone.
    pub circles: BTreeSet<String>,
    /// SHA-256 in hex, by language.
    pub texts: BTreeMap<String, String>,
}

impl Manifest {
    /// Gives the text that is signed.
    pub fn to_text(&self) -> String {
        let lines = [
            ("campaign".to_owned(), self.campaign.clone()),
            ("sequence".to_owned(), self.sequence.to_string()),
            ("kind".to_owned(), self.kind.clone()),
            ("expires".to_owned(), in_seconds(self.expires)),
            ("audience".to_owned(), self.audience()),
        ];
        let texts = self.texts.iter().map(|(language, hash)| (format!("text.{language}"), format!("sha256:{hash}")));
        write(TITLE, lines.into_iter().chain(texts))
    }

    /// Reads a text that must be in its one form.
    ///
    /// # Errors
    /// [`NotCanonical`].
    pub fn parse(text: &str) -> Result<Self, NotCanonical> {
        let lines = Lines::read(text, TITLE)?;
        let (languages, circles) = audience(lines.one("audience")?).ok_or(NotCanonical::Line("audience"))?;
        let mut texts = BTreeMap::new();
        for (language, hash) in lines.starting("text.") {
            let hex = hash.strip_prefix("sha256:").filter(|_| is_hash(hash)).ok_or(NotCanonical::Line("text"))?;
            texts.insert(language.to_owned(), hex.to_owned());
        }
        let manifest = Self {
            campaign: lines.one("campaign")?.to_owned(),
            sequence: number(lines.one("sequence")?, "sequence")?,
            kind: lines.one("kind")?.to_owned(),
            expires: time(lines.one("expires")?, "expires")?,
            languages,
            circles,
            texts,
        };
        if !is_id(&manifest.campaign) {
            return Err(NotCanonical::Line("campaign"));
        }
        if !["call", "update", "reminder", "correction"].contains(&manifest.kind.as_str()) {
            return Err(NotCanonical::Line("kind"));
        }
        if manifest.texts.is_empty() || !manifest.texts.keys().all(|language| is_id(language)) {
            return Err(NotCanonical::Line("text"));
        }
        if manifest.to_text() == text { Ok(manifest) } else { Err(NotCanonical::Form) }
    }

    /// Gives what klich writes into a signature's trusted comment.
    pub fn trusted_comment(&self) -> String {
        format!("campaign:{} sequence:{} expires:{}", self.campaign, self.sequence, in_seconds(self.expires))
    }

    /// Checks that these are the words that were signed.
    ///
    /// # Errors
    /// [`Refusal::OtherWords`].
    pub fn check_text(&self, language: &str, text: &str) -> Result<(), Refusal> {
        match self.texts.get(language) {
            Some(hash) if *hash == sha256_hex(text) => Ok(()),
            _ => Err(Refusal::OtherWords(language.to_owned())),
        }
    }

    fn audience(&self) -> String {
        let list = |name: &str, ids: &BTreeSet<String>| {
            let ids: Vec<_> = ids.iter().map(String::as_str).collect();
            (!ids.is_empty()).then(|| format!("{name}={}", ids.join(",")))
        };
        let parts: Vec<_> =
            [list("languages", &self.languages), list("circles", &self.circles)].into_iter().flatten().collect();
        if parts.is_empty() { "everyone".to_owned() } else { parts.join(" ") }
    }
}

/// Writes a time in UTC to the second, as in `2026-11-16T21:00:00Z`.
pub(super) fn in_seconds(time: Timestamp) -> String {
    Timestamp::from_second(time.as_second()).unwrap_or(time).to_string()
}

fn audience(value: &str) -> Option<(BTreeSet<String>, BTreeSet<String>)> {
    let (mut languages, mut circles) = (BTreeSet::new(), BTreeSet::new());
    if value == "everyone" {
        return Some((languages, circles));
    }
    for part in value.split(' ') {
        let (name, ids) = part.split_once('=')?;
        let ids: BTreeSet<String> = ids.split(',').map(str::to_owned).collect();
        if !ids.iter().all(|id| is_id(id)) {
            return None;
        }
        match name {
            "languages" => languages = ids,
            "circles" => circles = ids,
            _ => return None,
        }
    }
    Some((languages, circles))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn any_manifest() -> impl Strategy<Value = Manifest> {
        let ids = || prop::collection::btree_set("[a-z0-9-]{1,8}", 0..3);
        let texts = prop::collection::btree_map("[a-z]{2}", "[0-9a-f]{64}", 1..4);
        ("[a-z][a-z0-9-]{0,31}", any::<u64>(), 0_i64..4_000_000_000, ids(), ids(), texts).prop_map(
            |(campaign, sequence, expires, languages, circles, texts)| Manifest {
                campaign,
                sequence,
                kind: "update".to_owned(),
                expires: Timestamp::from_second(expires).unwrap(),
                languages,
                circles,
                texts,
            },
        )
    }

    proptest! {
        #[test]
        fn a_text_reads_back(manifest in any_manifest()) {
            prop_assert_eq!(Manifest::parse(&manifest.to_text()), Ok(manifest));
        }

        /// Two texts never mean the same: whatever parses is written back letter by letter.
        #[test]
        fn a_text_has_one_form(manifest in any_manifest(), at in any::<prop::sample::Index>(), letter in "[ -~\n\r]") {
            let mut text = manifest.to_text();
            let at = at.index(text.len());
            text.replace_range(at..=at, &letter);
            if let Ok(read) = Manifest::parse(&text) {
                prop_assert_eq!(read.to_text(), text);
            }
        }

        #[test]
        fn no_text_crashes_it(text in "(klich-alert v1\n)?\\PC{0,80}") {
            let _ = Manifest::parse(&text);
        }
    }

    #[test]
    fn the_form_is_the_one_that_is_documented() {
        let manifest = Manifest {
            campaign: "belarus-16-november".to_owned(),
            sequence: 7,
            kind: "call".to_owned(),
            expires: "2026-11-17T00:00:00.5+03:00".parse().unwrap(),
            languages: ["be", "en"].map(str::to_owned).into(),
            circles: ["minsk".to_owned()].into(),
            texts: [("en", "Come."), ("be", "Прыходзьце.")].map(|(l, t)| (l.to_owned(), sha256_hex(t))).into(),
        };
        insta::assert_snapshot!(manifest.to_text());
        assert_eq!(manifest.trusted_comment(), "campaign:belarus-16-november sequence:7 expires:2026-11-16T21:00:00Z");
        assert_eq!(manifest.check_text("en", "Come."), Ok(()));
        assert_eq!(manifest.check_text("en", "Come!"), Err(Refusal::OtherWords("en".to_owned())));
        assert_eq!(manifest.check_text("fr", "Come."), Err(Refusal::OtherWords("fr".to_owned())));
    }
}
