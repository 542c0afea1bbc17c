//! An alert file: TOML that an organiser writes and `klich alert send` takes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;
use toml::{Table, Value};

use super::{Alert, Kind};
use crate::campaign::CircleId;
use crate::seal::Salt;
use crate::text::Language;

/// The longest text of an alert in one language, in code points: room is left for head and foot within Telegram's 4096.
pub const TEXT_MAX: usize = 3500;

/// The largest file that is read, in bytes.
pub const FILE_MAX: usize = 256 * 1024;

/// A complete alert as written, checked in itself.
#[derive(Clone, PartialEq, Eq)]
pub struct AlertFile {
    /// Call, update or reminder.
    pub kind: Kind,
    /// The campaign's id.
    pub campaign: String,
    /// Rises with every alert of the campaign.
    pub sequence: u64,
    /// It does not go out after this.
    pub expires: Timestamp,
    /// It does not go out before this.
    pub send_at: Option<Timestamp>,
    /// Who hears it; empty is everyone.
    pub languages: BTreeSet<Language>,
    /// Which circles hear it; empty is everyone.
    pub circles: BTreeSet<CircleId>,
    /// What each text is signed with where the file is to be sealed; such a file is never sent as it is.
    pub salt: Option<Salt>,
    /// Plain text by language, each 1 to [`TEXT_MAX`] code points.
    pub text: BTreeMap<Language, String>,
}

/// A mistake in an alert file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl fmt::Debug for AlertFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AlertFile")
    }
}

impl AlertFile {
    /// Writes an alert that is kept, with these texts, as the file that it could have come from.
    pub fn of(alert: &Alert, text: BTreeMap<Language, String>) -> Self {
        Self {
            kind: alert.kind,
            campaign: alert.campaign.clone(),
            sequence: alert.sequence,
            expires: alert.expires,
            send_at: alert.send_at,
            languages: alert.languages.clone(),
            circles: alert.circles.clone(),
            salt: None,
            text,
        }
    }

    /// Tells whether a file's text says that it is to be sealed, be it otherwise right or not: no server may see it then.
    pub fn is_to_be_sealed(source: &str) -> bool {
        match toml::from_str::<Table>(source) {
            Ok(table) => table.contains_key("salt"),
            Err(_) => source.lines().any(|line| line.trim_start().trim_start_matches('"').starts_with("salt")),
        }
    }

    /// Writes it as TOML, which [`AlertFile::parse`] reads back, or [`AlertFile::parse_correction`].
    pub fn to_toml(&self) -> String {
        use std::fmt::Write as _;
        let quoted = |text: &str| Value::String(text.to_owned()).to_string();
        let seconds = |time: Timestamp| Timestamp::from_second(time.as_second()).unwrap_or(time);
        let Self { kind, campaign, sequence, expires, .. } = self;
        let mut out = format!(
            "kind = \"{}\"\ncampaign = {}\nsequence = {sequence}\nexpires = {}\n",
            kind.word(),
            quoted(campaign),
            seconds(*expires)
        );
        if let Some(at) = self.send_at {
            let _ = writeln!(out, "send_at = {}", seconds(at));
        }
        let list = |names: Vec<&str>| names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        let languages = list(self.languages.iter().map(|language| language.code()).collect());
        let circles = list(self.circles.iter().map(|circle| circle.as_str()).collect());
        if !(languages.is_empty() && circles.is_empty()) {
            let _ = writeln!(out, "[audience]\nlanguages = [{languages}]\ncircles = [{circles}]");
        }
        out.push_str("[text]\n");
        for (language, text) in &self.text {
            let _ = writeln!(out, "{} = {}", language.code(), quoted(text));
        }
        out
    }

    /// Reads a file's text, naming every mistake at once.
    ///
    /// # Errors
    /// The mistakes, at least one, in the order of the file's sections.
    pub fn parse(source: &str) -> Result<Self, Vec<Mistake>> {
        Self::parse_as(source, false)
    }

    /// Reads the file of a correction: its kind is `correction`, and it has neither audience nor time of its own.
    ///
    /// # Errors
    /// As [`AlertFile::parse`].
    pub fn parse_correction(source: &str) -> Result<Self, Vec<Mistake>> {
        Self::parse_as(source, true)
    }

    fn parse_as(source: &str, correction: bool) -> Result<Self, Vec<Mistake>> {
        if source.len() > FILE_MAX {
            return Err(vec![Mistake { line: None, what: format!("the file is over {FILE_MAX} bytes") }]);
        }
        let table: Table = toml::from_str(source).map_err(|error| {
            let line = error.span().map(|span| line_at(source, span.start));
            vec![Mistake { line, what: format!("not valid TOML: {}", error.message()) }]
        })?;
        let mut reader = Reader { source, correction, mistakes: Vec::new() };
        let file = reader.read(&table);
        match file {
            Some(file) if reader.mistakes.is_empty() => Ok(file),
            _ => Err(reader.mistakes),
        }
    }
}

struct Reader<'a> {
    source: &'a str,
    correction: bool,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn read(&mut self, table: &Table) -> Option<AlertFile> {
        self.unknown(table, &["kind", "campaign", "sequence", "expires", "send_at", "salt", "audience", "text"], "");
        let kind = self.kind(table.get("kind"));
        let campaign = self.campaign(table.get("campaign"));
        let sequence = self.sequence(table.get("sequence"));
        let expires = self.time(table.get("expires"), "expires", true);
        let send_at = self.time(table.get("send_at"), "send_at", false);
        if let (Some(expires), Some(send_at)) = (expires, send_at)
            && send_at >= expires
        {
            self.mistake("send_at", "`send_at` is not before `expires`: it would never go out");
        }
        let (languages, circles) = self.audience(table.get("audience"));
        if self.correction && send_at.is_some() {
            self.mistake("send_at", "a correction goes out at once: leave `send_at` out");
        }
        if self.correction && !(languages.is_empty() && circles.is_empty()) {
            let key = if languages.is_empty() { "circles" } else { "languages" };
            self.mistake(key, "a correction goes to whoever got the alert: leave `audience` out");
        }
        let salt = self.salt(table.get("salt"), circles.len(), send_at.is_some());
        let text = self.text(table.get("text"));
        Some(AlertFile {
            kind: kind?,
            campaign: campaign?,
            sequence: sequence?,
            expires: expires?,
            send_at,
            languages,
            circles,
            salt,
            text,
        })
    }

    /// Reads the salt of a file that is to be sealed: such an alert is for one circle.
    fn salt(&mut self, value: Option<&Value>, circles: usize, is_timed: bool) -> Option<Salt> {
        let value = value?;
        let salt = value.as_str().and_then(|salt| salt.parse().ok());
        if salt.is_none() {
            self.mistake("salt", "`salt` must have 32 digits of hex: `klich alert new FILE --circle NAME` draws one");
        }
        if circles != 1 {
            self.mistake("circles", "a sealed alert is for one circle: name it alone in `audience.circles`");
        }
        if is_timed {
            self.mistake("send_at", "a sealed alert goes out when it is sent: leave `send_at` out");
        }
        if self.correction {
            self.mistake("salt", "a sealed alert is not corrected: recall it, and send another");
        }
        salt
    }

    fn kind(&mut self, value: Option<&Value>) -> Option<Kind> {
        let correction = self.correction;
        let fits = |kind: &Kind| if correction { *kind == Kind::Correction } else { Kind::NEW.contains(kind) };
        let kind = value.and_then(Value::as_str).and_then(Kind::from_word).filter(fits);
        if kind.is_none() && correction {
            self.mistake("kind", "`kind` must be \"correction\" in the file of a correction");
        } else if kind.is_none() {
            self.mistake("kind", "`kind` must be \"call\", \"update\" or \"reminder\"");
        }
        kind
    }

    fn campaign(&mut self, value: Option<&Value>) -> Option<String> {
        let campaign = value.and_then(Value::as_str).filter(|campaign| !campaign.is_empty());
        if campaign.is_none() {
            self.mistake("campaign", "`campaign` must be the campaign's id, as in klich.toml or its campaign.toml");
        }
        campaign.map(str::to_owned)
    }

    fn sequence(&mut self, value: Option<&Value>) -> Option<u64> {
        let sequence = value.and_then(Value::as_integer).and_then(|n| u64::try_from(n).ok()).filter(|n| *n > 0);
        if sequence.is_none() {
            self.mistake("sequence", "`sequence` must be a whole number above 0, higher than any before");
        }
        sequence
    }

    fn time(&mut self, value: Option<&Value>, key: &str, required: bool) -> Option<Timestamp> {
        let time = match value {
            None if !required => return None,
            Some(Value::Datetime(time)) => time.to_string().parse().ok(),
            Some(Value::String(time)) => time.parse().ok(),
            _ => None,
        };
        if time.is_none() {
            self.mistake(key, &format!("`{key}` must be a time with its zone, such as 2026-11-16T08:00:00+03:00"));
        }
        time
    }

    fn audience(&mut self, value: Option<&Value>) -> (BTreeSet<Language>, BTreeSet<CircleId>) {
        let Some(value) = value else { return Default::default() };
        let Some(table) = value.as_table() else {
            self.mistake("audience", "`[audience]` must be a section");
            return Default::default();
        };
        self.unknown(table, &["languages", "circles"], "audience.");
        (self.languages(table), self.circles(table))
    }

    /// Reads circles by their names; whether the campaign has them is for [`super::Rules`] to say.
    fn circles(&mut self, table: &Table) -> BTreeSet<CircleId> {
        let Some(circles) = table.get("circles") else { return BTreeSet::new() };
        let circles = circles.as_array().map(Vec::as_slice).unwrap_or_else(|| std::slice::from_ref(circles));
        let mut known = BTreeSet::new();
        for circle in circles {
            match circle.as_str().and_then(|circle| circle.parse().ok()) {
                Some(circle) => {
                    known.insert(circle);
                }
                None => self.mistake("circles", "`audience.circles` must hold names of the campaign's circles"),
            }
        }
        known
    }

    fn languages(&mut self, table: &Table) -> BTreeSet<Language> {
        let Some(languages) = table.get("languages") else { return BTreeSet::new() };
        let languages = languages.as_array().map(Vec::as_slice).unwrap_or_else(|| std::slice::from_ref(languages));
        let mut known = BTreeSet::new();
        for language in languages {
            match language.as_str().and_then(Language::from_code) {
                Some(language) => {
                    known.insert(language);
                }
                None => self.mistake("languages", &format!("`audience.languages` must be among {}", codes())),
            }
        }
        known
    }

    fn text(&mut self, value: Option<&Value>) -> BTreeMap<Language, String> {
        let mut texts = BTreeMap::new();
        let Some(table) = value.and_then(Value::as_table).filter(|table| !table.is_empty()) else {
            self.mistake("text", "`[text]` must hold the text in at least one language, such as en = \"…\"");
            return texts;
        };
        for (code, text) in table {
            let Some(language) = Language::from_code(code) else {
                self.mistake(code, &format!("`text.{}` is not a language that klich speaks: {}", shown(code), codes()));
                continue;
            };
            match text.as_str().map(str::trim) {
                None => self.mistake(code, &format!("`text.{code}` must be text in quotes")),
                Some("") => self.mistake(code, &format!("`text.{code}` is empty: write it or leave the line out")),
                Some(text) if text.chars().count() > TEXT_MAX => {
                    let length = text.chars().count();
                    self.mistake(code, &format!("`text.{code}` has {length} characters; {TEXT_MAX} is the most"));
                }
                Some(text) => match text.chars().find(|c| is_unseen(*c)) {
                    Some(c) => {
                        let sign = format!("U+{:04X}", u32::from(c));
                        self.mistake(code, &format!("`text.{code}` holds the unseen sign {sign}: take it out"));
                    }
                    None => {
                        texts.insert(language, text.to_owned());
                    }
                },
            }
        }
        texts
    }

    fn unknown(&mut self, table: &Table, known: &[&str], section: &str) {
        for key in table.keys().filter(|key| !known.contains(&key.as_str())) {
            let what = format!("`{section}{}` is not known; known are {}", shown(key), known.join(", "));
            self.mistake(key, &what);
        }
    }

    fn mistake(&mut self, key: &str, what: &str) {
        let starts = |line: &str| line.trim_start().trim_start_matches(['[', '"']).starts_with(key);
        let line = self.source.lines().position(starts).map(|index| index + 1);
        self.mistakes.push(Mistake { line, what: what.to_owned() });
    }
}

fn line_at(source: &str, offset: usize) -> usize {
    source.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn codes() -> String {
    Language::ALL.map(Language::code).join(", ")
}

/// Tells whether a sign steers a terminal, or turns the direction of what follows: with it whoever reads a text before signing
/// it could be shown another one than subscribers get.
fn is_unseen(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A key as far as it is fit for a message.
fn shown(key: &str) -> String {
    key.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = r#"
kind = "call"
campaign = "belarus-16-november"
sequence = 7
expires = 2026-11-17T00:00:00+03:00
send_at = 2026-11-16T08:00:00+03:00
[audience]
languages = ["be", "en"]
circles = ["medics"]
[text]
en = "Today we stand together."
be = "Сёння мы разам."
"#;

    #[test]
    fn the_documented_file_reads() {
        let file = AlertFile::parse(GOOD).unwrap();
        assert_eq!(file.kind, Kind::Call);
        assert_eq!(file.sequence, 7);
        assert_eq!(file.expires.to_string(), "2026-11-16T21:00:00Z");
        assert_eq!(file.languages, [Language::English, Language::Belarusian].into());
        assert_eq!(file.circles, ["medics".parse().unwrap()].into());
        assert_eq!(file.text.len(), 2);
    }

    #[test]
    fn every_mistake_is_named_with_its_line() {
        let source = "kind = \"shout\"\ncampaign = \"c\"\nsequence = 0\nexpires = 2026-11-17\nextra = 1\n[text]\nxx = \"?\"\nen = \" \"\n";
        let mistakes = AlertFile::parse(source).unwrap_err();
        let lines: Vec<_> = mistakes.iter().map(|mistake| mistake.line).collect();
        for line in [1, 3, 4, 5, 7, 8] {
            assert!(lines.contains(&Some(line)), "line {line} is missing in {mistakes:?}");
        }
    }

    #[test]
    fn a_text_may_have_exactly_the_limit_in_code_points() {
        let with = |length: usize| GOOD.replace("Today we stand together.", &"ж".repeat(length));
        assert!(AlertFile::parse(&with(TEXT_MAX)).is_ok());
        let mistakes = AlertFile::parse(&with(TEXT_MAX + 1)).unwrap_err();
        assert!(mistakes.iter().any(|mistake| mistake.what.contains("3501")), "{mistakes:?}");
    }

    #[test]
    fn a_text_is_what_a_signer_sees_of_it() {
        let with = |sign: &str| AlertFile::parse(&GOOD.replace("we stand", &format!("we{sign} stand")));
        for sign in ["\\u001b[8m", "\\u009b8m", "\\u0000", "\\u202e", "\\u2067"] {
            let mistakes = with(sign).unwrap_err();
            assert!(mistakes.iter().any(|mistake| mistake.what.contains("unseen sign U+")), "{mistakes:?}");
        }
        for sign in ["\\n", "\\t", "\\r\\n", "\\u200d", "👩\u{200d}🏭"] {
            assert!(with(sign).is_ok(), "{sign:?}");
        }
    }

    #[test]
    fn a_correction_says_that_it_is_one_and_reaches_whoever_got_the_alert() {
        let correction = GOOD.replace("\"call\"", "\"correction\"");
        let (head, text) = correction.split_once("send_at").unwrap();
        let plain = format!("{head}{}", text.split_once("circles = [\"medics\"]").unwrap().1);
        assert_eq!(AlertFile::parse_correction(&plain).unwrap().kind, Kind::Correction);
        assert!(AlertFile::parse(&plain).is_err());
        let mistakes = AlertFile::parse_correction(GOOD).unwrap_err();
        assert_eq!(mistakes.iter().map(|mistake| mistake.line).collect::<Vec<_>>(), [Some(2), Some(6), Some(8)]);
    }

    #[test]
    fn a_written_file_of_a_correction_reads_back() {
        let source =
            "kind = \"correction\"\ncampaign = \"c\"\nsequence = 2\nexpires = 2026-11-17T00:00:00Z\n[text]\nen = \"x\"";
        let file = AlertFile::parse_correction(source).unwrap();
        assert!(AlertFile::parse_correction(&file.to_toml()) == Ok(file));
    }

    proptest! {
        /// What the desk gives to be signed is what signers read, letter by letter.
        #[test]
        fn a_written_file_reads_back(text in "[\\PC\n\t\"'\\\\]{1,80}", at in prop::option::of(0_i64..1_700_000_000), some: bool) {
            prop_assume!(!text.trim().is_empty());
            let mut file = AlertFile::parse(GOOD).unwrap();
            file.text.insert(Language::German, text.trim().to_owned());
            file.send_at = at.and_then(|at| Timestamp::from_second(at).ok());
            if some {
                (file.languages, file.circles) = Default::default();
            }
            prop_assert!(AlertFile::parse(&file.to_toml()) == Ok(file));
        }

        #[test]
        fn no_bytes_crash_it(source in "\\PC{0,300}") {
            let _ = AlertFile::parse(&source);
        }
    }
}
