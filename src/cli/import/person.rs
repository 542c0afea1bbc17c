//! One person of a list as klich takes them, whichever form the list has: checked, known again, and made a letter to seal.

use std::fmt;

use jiff::civil::Date;

use crate::campaign::{Campaign, Kind};
use crate::pledge::Mark;
use crate::seal::{Letter, Pledge, statement_hash};
use crate::text::Language;

/// What a record says. Empty texts say nothing.
#[derive(Default)]
pub(super) struct Found {
    pub(super) name: String,
    pub(super) town: String,
    pub(super) union: String,
    pub(super) contact: String,
    pub(super) note: String,
    pub(super) language: String,
    pub(super) kinds: String,
    pub(super) date: String,
    pub(super) may_print: String,
}

/// Somebody who can be brought in.
pub(super) struct Person {
    /// By what they are known again.
    pub(super) mark: Mark,
    /// How they stand up.
    pub(super) kinds: Vec<Kind>,
    /// What is sealed.
    pub(super) letter: Letter,
}

/// Why a record is not brought in. Holds nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub(super) enum Refusal {
    #[error("it is not UTF-8 text")]
    NotUtf8,
    #[error("it is longer than a record may be")]
    TooLong,
    #[error("a quote is opened and never closed")]
    OpenQuote,
    #[error("it has another number of cells than the first line")]
    Cells,
    #[error("it holds characters that are no text")]
    Control,
    #[error("it has neither a name nor a contact")]
    Nobody,
    #[error("it names a kind of support that there is none")]
    Kind,
    #[error("its date is none: write it as 2026-11-16")]
    Date,
    #[error("its date is still to come")]
    Future,
    #[error("`may_print` is neither yes nor no")]
    YesNo,
    #[error("it is too long to be sealed")]
    Letter,
    #[error("it is no pledge: a message, or another action than a signature")]
    OtherSort,
    #[error("it is encrypted for somebody else: export it opened")]
    Encrypted,
    #[error("it names its person by a link only: export the people, or the signatures with them")]
    Link,
    #[error("it is no record of a list that klich knows")]
    Shape,
}

/// What every record is held against.
pub(super) struct Rules<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) today: Date,
}

impl Rules<'_> {
    /// Takes a record.
    ///
    /// An imported pledge is taken to be for the statement that holds now in its language, or in English.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn take(&self, found: Found) -> Result<Person, Refusal> {
        let note = found.note.replace('\r', "");
        let one_line = [&found.name, &found.town, &found.union, &found.contact, &found.language, &found.date];
        let is_odd = |c: char| c.is_control() || c == '\u{fffd}';
        if one_line.iter().any(|text| text.contains(is_odd))
            || note.contains(|c| is_odd(c) && !matches!(c, '\n' | '\t'))
        {
            return Err(Refusal::Control);
        }
        let [name, town, union, contact] =
            [&found.name, &found.town, &found.union, &found.contact].map(|text| tidy(text));
        if name.is_empty() && contact.is_empty() {
            return Err(Refusal::Nobody);
        }
        let mark = Mark::of(&known_by(&name, &town, &union, &contact));
        let kinds = kinds(&found.kinds)?;
        let day = self.day(&found.date)?;
        let tag: String = found.language.trim().chars().take(2).flat_map(char::to_lowercase).collect();
        let is_tag = tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_lowercase());
        let language = if is_tag { tag } else { Language::English.code().to_owned() };
        let shown = Language::from_code(&language).unwrap_or(Language::English);
        let letter = Letter::Pledge(Pledge {
            campaign: self.campaign.id().as_str().to_owned(),
            statement: statement_hash(&self.campaign.statement(shown).visible()),
            device: None,
            day: day.to_string(),
            language,
            kinds: kinds.iter().map(|kind| kind.code().to_owned()).collect(),
            may_print: yes(&found.may_print)? && !name.is_empty(),
            name,
            town,
            union,
            contact,
            note: note.trim().to_owned(),
            imported: true,
        });
        if letter.to_long_padded().is_err() {
            return Err(Refusal::Letter);
        }
        Ok(Person { mark, kinds, letter })
    }

    /// Reads a day, or the day of a time; today where none is told.
    fn day(&self, text: &str) -> Result<Date, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(self.today);
        }
        let (day, rest) = text.split_at_checked(10).ok_or(Refusal::Date)?;
        if !matches!(rest.chars().next(), None | Some('T' | 't' | ' ')) {
            return Err(Refusal::Date);
        }
        let day: Date = day.parse().map_err(|_| Refusal::Date)?;
        // Clocks differ by up to a day.
        match self.today.tomorrow() {
            Ok(tomorrow) if day > tomorrow => Err(Refusal::Future),
            _ => Ok(day),
        }
    }
}

/// By what a person is known again: how they can be reached, or else what they are called and where.
fn known_by(name: &str, town: &str, union: &str, contact: &str) -> String {
    let plain = |text: &str| text.to_lowercase();
    let contact: String = plain(contact).chars().filter(|c| !c.is_whitespace()).collect();
    let digits: String = contact.chars().filter(char::is_ascii_digit).collect();
    match contact.as_str() {
        "" => format!("name\n{}\n{}\n{}", plain(name), plain(town), plain(union)),
        contact if !contact.contains('@') && digits.len() > 5 => format!("number\n{}", digits.trim_start_matches('0')),
        contact => format!("contact\n{contact}"),
    }
}

/// Takes spaces together, and takes away the mark that our own tables put before what a spreadsheet would take for a formula.
fn tidy(text: &str) -> String {
    let guarded = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    let text = guarded.unwrap_or(text).trim_start_matches('\u{feff}');
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn kinds(text: &str) -> Result<Vec<Kind>, Refusal> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|')).filter(|word| !word.is_empty());
    let kinds = words.map(|word| Kind::from_code(&word.to_lowercase()).ok_or(Refusal::Kind));
    let mut kinds = kinds.collect::<Result<Vec<_>, _>>()?;
    kinds.sort();
    kinds.dedup();
    Ok(if kinds.is_empty() { vec![Kind::Sign] } else { kinds })
}

fn yes(text: &str) -> Result<bool, Refusal> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Ok(true),
        "no" | "n" | "false" | "0" | "" => Ok(false),
        _ => Err(Refusal::YesNo),
    }
}

/// Prints the type only.
impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person")
    }
}

/// Prints the type only.
impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Found")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn campaign() -> Campaign {
        Campaign::embedded("belarus-16-november").unwrap().unwrap()
    }

    fn take(found: Found) -> Result<Person, Refusal> {
        let campaign = campaign();
        Rules { campaign: &campaign, today: Date::constant(2026, 11, 20) }.take(found)
    }

    fn named(name: &str) -> Found {
        Found { name: name.to_owned(), ..Found::default() }
    }

    #[test]
    fn a_person_is_known_again_by_contact_or_else_by_name_and_place() {
        let mark = |name: &str, town: &str, contact: &str| {
            take(Found { town: town.into(), contact: contact.into(), ..named(name) }).unwrap().mark
        };
        assert_eq!(mark("Ann", "", "Ann@Example.org "), mark("A. B.", "Minsk", "ann@example.org"));
        assert_eq!(mark("Ann", "", "+375 29 123-45-67"), mark("Ann", "", "375291234567"));
        assert_eq!(mark("Ann  Bee", "Minsk", ""), mark("ann bee", "MINSK", ""));
        assert_ne!(mark("Ann", "Minsk", ""), mark("Ann", "Brest", ""));
        assert_ne!(mark("Ann", "", "a@b.c"), mark("Ann", "", ""));
    }

    #[test]
    fn every_refusal_has_its_reason() {
        let with = |change: fn(&mut Found)| {
            let mut found = named("Ann");
            change(&mut found);
            take(found).map(drop)
        };
        for (refusal, change) in [
            (Refusal::Nobody, (|found| found.name = "  ".into()) as fn(&mut Found)),
            (Refusal::Control, |found| found.town = "a\u{0}b".into()),
            (Refusal::Control, |found| found.name = "Ann\nBee".into()),
            (Refusal::Kind, |found| found.kinds = "sign dance".into()),
            (Refusal::Date, |found| found.date = "16.11.2026".into()),
            (Refusal::Date, |found| found.date = "2026-11-16x".into()),
            (Refusal::Date, |found| found.date = "2026-13-16".into()),
            (Refusal::Future, |found| found.date = "2026-11-30".into()),
            (Refusal::YesNo, |found| found.may_print = "perhaps".into()),
            (Refusal::Letter, |found| found.note = "ж".repeat(5000)),
        ] {
            assert_eq!(with(change), Err(refusal));
        }
        assert_eq!(with(|found| found.date = "2026-11-16T10:00:00Z".into()), Ok(()));
        assert_eq!(with(|found| found.note = "two\r\nlines".into()), Ok(()));
    }

    #[test]
    fn what_is_sealed_is_the_persons_own_and_says_that_it_was_brought_in() {
        let found = Found {
            kinds: "ACT;sign".into(),
            language: "be-BY".into(),
            may_print: "Yes".into(),
            contact: "'+375291234567".into(),
            date: "2026-11-16 12:00:00 -0500".into(),
            ..named(" Алесь   Б. ")
        };
        let Letter::Pledge(pledge) = take(found).unwrap().letter else { panic!("a pledge") };
        assert_eq!(
            (pledge.name.as_str(), pledge.contact.as_str(), pledge.language.as_str()),
            ("Алесь Б.", "+375291234567", "be")
        );
        assert_eq!(
            (pledge.kinds, pledge.may_print, pledge.imported),
            (vec!["sign".to_owned(), "act".to_owned()], true, true)
        );
        let words = campaign().statement(Language::Belarusian).visible();
        assert_eq!((pledge.statement, pledge.day.as_str()), (statement_hash(&words), "2026-11-16"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(name in "\\PC{0,20}", date in "\\PC{0,14}", kinds in "\\PC{0,14}", contact in "\\PC{0,20}") {
            let _ = take(Found { date, kinds, contact, ..named(&name) });
        }
    }
}
