//! `campaign.toml`: the facts of a campaign.

use std::collections::BTreeSet;

use jiff::{civil::Time, tz::TimeZone};
use toml::{Table, Value};

use super::nearest::advice;
use super::{
    ActionDay, CampaignId, CircleId, DemandId, Kind, PetitionId, Problem, Reminder, Reminders, SourceId,
    source::{MANIFEST, Source},
};
use crate::text::Language;

/// What can be pledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Petition {
    /// A pledge counts once for a person and this.
    pub id: PetitionId,
    /// The kinds that can be pledged, in the order in which they are shown; at least one.
    pub kinds: Vec<Kind>,
    /// The petition's page on another site, `https://…`; `None` where the bot alone collects the pledges.
    pub external_url: Option<String>,
    /// How many people the campaign wants to stand up; `None` where it names no number.
    pub goal: Option<u64>,
    /// Counts that are worth telling, rising.
    pub milestones: Vec<u64>,
}

/// The most milestones that a petition can have.
const MILESTONES_MAX: usize = 32;
/// The highest goal or milestone.
const COUNT_MAX: u64 = 1_000_000_000;
/// The most sources that a campaign can name.
const SOURCES_MAX: usize = 32;
/// The most circles that a campaign can have.
const CIRCLES_MAX: usize = 64;

/// The facts, all of them read.
pub(super) struct Facts {
    pub(super) id: CampaignId,
    pub(super) action_day: ActionDay,
    pub(super) petition: Petition,
    pub(super) reminders: Reminders,
    pub(super) circles: Vec<CircleId>,
    pub(super) sources: Vec<SourceId>,
    pub(super) languages: Option<Vec<Language>>,
    pub(super) demands: Vec<DemandId>,
}

/// What could be read of the facts; `None` stands for what has a problem.
#[derive(Default)]
pub(super) struct Manifest {
    id: Option<CampaignId>,
    action_day: Option<ActionDay>,
    petition: Option<Petition>,
    pub(super) reminders: Option<Reminders>,
    circles: Option<Vec<CircleId>>,
    sources: Option<Vec<SourceId>>,
    /// The languages that it says it speaks; `None` within where it does not say.
    pub(super) languages: Option<Option<Vec<Language>>>,
    pub(super) demands: Option<Vec<DemandId>>,
}

impl Manifest {
    /// Reads the facts and names every mistake in them.
    pub(super) fn read(source: &Source, text: &str, problems: &mut Vec<Problem>) -> Self {
        let table = match toml::from_str::<Table>(text) {
            Ok(table) => table,
            Err(error) => {
                let line = error.span().map(|span| line_at(text, span.start));
                let what = format!("this is not TOML: {}", error.message());
                problems.push(source.problem(
                    MANIFEST,
                    line,
                    what,
                    "Mend the line; the example of `klich init` shows the form",
                ));
                return Self::default();
            }
        };
        let mut reader = Reader { source, text, problems };
        let root = Section { table: &table, name: "", nth: 0 };
        let known = ["id", "circles", "sources", "languages", "action_day", "reminders", "petition", "demands"];
        reader.known(&root, &known);
        Self {
            id: reader.id(&root, "id"),
            action_day: reader.section(&root, "action_day").and_then(|section| reader.action_day(&section)),
            petition: reader.section(&root, "petition").and_then(|section| reader.petition(&section)),
            reminders: reader.reminders(&root),
            circles: reader.circles(&root),
            sources: reader.sources(&root),
            languages: reader.languages(&root),
            demands: reader.demands(&table),
        }
    }

    /// Gives the facts where all were read.
    pub(super) fn complete(self) -> Option<Facts> {
        Some(Facts {
            id: self.id?,
            action_day: self.action_day?,
            petition: self.petition?,
            reminders: self.reminders?,
            circles: self.circles?,
            sources: self.sources?,
            languages: self.languages?,
            demands: self.demands?,
        })
    }
}

/// A table of the file, and where it stands.
struct Section<'a> {
    table: &'a Table,
    name: &'static str,
    /// Which of several, from 0.
    nth: usize,
}

struct Reader<'a> {
    source: &'a Source,
    text: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn say(&mut self, section: &Section<'_>, key: &str, what: impl Into<String>, next_step: impl Into<String>) {
        // What is missing has no line of its own: it belongs above the first section, or where its section begins.
        let line = line_of(self.text, section.name, section.nth, key).or(Some(1));
        self.problems.push(self.source.problem(MANIFEST, line, what, next_step));
    }

    fn known(&mut self, section: &Section<'_>, known: &[&str]) {
        for key in section.table.keys().filter(|key| !known.contains(&key.as_str())) {
            self.say(section, key, format!("nothing is called `{key}` here"), advice(key, known));
        }
    }

    fn section<'t>(&mut self, root: &Section<'t>, name: &'static str) -> Option<Section<'t>> {
        match root.table.get(name) {
            Some(Value::Table(table)) => Some(Section { table, name, nth: 0 }),
            _ => {
                self.say(
                    root,
                    name,
                    format!("the section [{name}] is missing"),
                    "Write it, after the example of `klich init`",
                );
                None
            }
        }
    }

    /// Gives a value of the right type; names it where it is missing or of another type.
    fn value<'t, T>(
        &mut self,
        section: &Section<'t>,
        key: &str,
        wanted: &str,
        read: impl Fn(&'t Value) -> Option<T>,
    ) -> Option<T> {
        let value = section.table.get(key);
        let read = value.and_then(read);
        if read.is_none() {
            let what = match value {
                None => format!("`{key}` is missing"),
                Some(_) => format!("`{key}` is not what it should be"),
            };
            self.say(section, key, what, format!("Write {wanted}"));
        }
        read
    }

    fn id<T: std::str::FromStr>(&mut self, section: &Section<'_>, key: &str) -> Option<T> {
        let wanted = "an id of 1 to 32 of a-z, 0-9 and -, beginning with a letter, in quotes";
        self.value(section, key, wanted, |value| value.as_str()?.parse().ok())
    }

    /// Reads a list of names that links and buttons carry; names each that they can't.
    fn ids<T: std::str::FromStr>(&mut self, root: &Section<'_>, key: &str, wanted: &str) -> Option<Vec<T>> {
        let texts: Vec<&str> =
            self.value(root, key, wanted, |value| value.as_array()?.iter().map(Value::as_str).collect())?;
        let mut ids = Vec::new();
        for text in &texts {
            match text.parse() {
                Ok(id) => ids.push(id),
                Err(_) => {
                    let what = format!("`{key}` has a name that no link or button can carry: {}", shown(text));
                    self.say(root, key, what, "Write 1 to 32 of a-z, 0-9 and -, beginning with a letter");
                }
            }
        }
        (ids.len() == texts.len()).then_some(ids)
    }

    /// Reads the languages that the campaign says it speaks.
    fn languages(&mut self, root: &Section<'_>) -> Option<Option<Vec<Language>>> {
        const KEY: &str = "languages";
        if !root.table.contains_key(KEY) {
            return Some(None);
        }
        let wanted = "a list of languages, such as [\"en\", \"be\"], above the first section";
        let codes: Vec<&str> =
            self.value(root, KEY, wanted, |value| value.as_array()?.iter().map(Value::as_str).collect())?;
        let mut languages = Vec::new();
        for code in &codes {
            match Language::from_code(code) {
                Some(language) if languages.contains(&language) => {
                    self.say(root, KEY, format!("the language `{code}` stands twice"), "Remove one");
                }
                Some(language) => languages.push(language),
                None => {
                    let known = Language::ALL.map(Language::code);
                    self.say(root, KEY, format!("klich speaks no language {}", shown(code)), advice(code, &known));
                }
            }
        }
        (languages.len() == codes.len()).then_some(Some(languages))
    }

    fn action_day(&mut self, section: &Section<'_>) -> Option<ActionDay> {
        self.known(section, &["month", "day", "since", "time_zone"]);
        let month = self.value(section, "month", "a number from 1 to 12", |value| {
            i8::try_from(value.as_integer()?).ok().filter(|month| (1..=12).contains(month))
        });
        let day = self.value(section, "day", "a number from 1 to 31", |value| {
            i8::try_from(value.as_integer()?).ok().filter(|day| (1..=31).contains(day))
        });
        let since = self.value(section, "since", "the year of the first one, such as 2020", |value| {
            i16::try_from(value.as_integer()?).ok().filter(|year| (1800..=9000).contains(year))
        });
        let wanted = "a time zone of the IANA list in quotes, such as \"Europe/Minsk\"";
        let time_zone = self.value(section, "time_zone", wanted, |value| TimeZone::get(value.as_str()?).ok());
        let (month, day, since, time_zone) = (month?, day?, since?, time_zone?);
        let action_day = ActionDay::new(month, day, since, time_zone);
        if action_day.is_none() {
            let what = format!("not every year has a day {day} in month {month}");
            self.say(section, "day", what, "Choose a day that comes back every year");
        }
        action_day
    }

    /// Reads the hours of reminders; without the section all have their defaults.
    fn reminders(&mut self, root: &Section<'_>) -> Option<Reminders> {
        let table = match root.table.get("reminders") {
            None => return Some(Reminders::default()),
            Some(Value::Table(table)) => table,
            Some(_) => {
                self.say(root, "reminders", "`reminders` is not a section", "Write [reminders], and its keys below");
                return None;
            }
        };
        let section = Section { table, name: "reminders", nth: 0 };
        self.known(&section, &Reminder::ALL.map(Reminder::key));
        let mut reminders = Reminders::default();
        let mut all_read = true;
        for reminder in Reminder::ALL.into_iter().filter(|reminder| table.contains_key(reminder.key())) {
            let wanted = "an hour in quotes, such as \"18:00\", or \"off\"";
            let time = self.value(&section, reminder.key(), wanted, |value| match value.as_str()? {
                "off" => Some(None),
                time => Time::strptime("%H:%M", time).ok().map(Some),
            });
            match time {
                Some(time) => reminders.set(reminder, time),
                None => all_read = false,
            }
        }
        all_read.then_some(reminders)
    }

    fn circles(&mut self, root: &Section<'_>) -> Option<Vec<CircleId>> {
        if !root.table.contains_key("circles") {
            return Some(Vec::new());
        }
        let wanted = "a list of ids, such as [\"medics\", \"dock-crew\"], above the first section";
        let circles: Vec<CircleId> = self.ids(root, "circles", wanted)?;
        let tags: BTreeSet<_> = circles.iter().map(CircleId::tag).collect();
        if tags.len() < circles.len() {
            // Two names with one tag are as rare as they are harmful: the one would hear what is for the other.
            self.say(root, "circles", "a circle stands twice, or two names are too much alike", "Rename one");
            return None;
        }
        if circles.len() > CIRCLES_MAX {
            self.say(root, "circles", "there are too many circles", format!("Keep at most {CIRCLES_MAX}"));
            return None;
        }
        Some(circles)
    }

    /// Reads the places that deep links may name.
    fn sources(&mut self, root: &Section<'_>) -> Option<Vec<SourceId>> {
        if !root.table.contains_key("sources") {
            return Some(Vec::new());
        }
        let wanted = "a list of places, such as [\"poster\", \"congress\"], above the first section";
        let sources: Vec<SourceId> = self.ids(root, "sources", wanted)?;
        if sources.len() > SOURCES_MAX {
            self.say(root, "sources", "there are too many sources", format!("Keep at most {SOURCES_MAX}"));
            return None;
        }
        if sources.iter().collect::<BTreeSet<_>>().len() < sources.len() {
            self.say(root, "sources", "a source stands twice", "Remove one");
            return None;
        }
        Some(sources)
    }

    fn goal(&mut self, section: &Section<'_>) -> Option<Option<u64>> {
        if !section.table.contains_key("goal") {
            return Some(None);
        }
        let wanted = "a whole number of people above 0, or leave it out";
        self.value(section, "goal", wanted, |value| count(value).map(Some))
    }

    fn milestones(&mut self, section: &Section<'_>) -> Option<Vec<u64>> {
        if !section.table.contains_key("milestones") {
            return Some(Vec::new());
        }
        let wanted = format!("a list of up to {MILESTONES_MAX} rising numbers above 0, such as [100, 500, 1000]");
        self.value(section, "milestones", &wanted, |value| {
            let milestones: Vec<u64> = value.as_array()?.iter().map(count).collect::<Option<_>>()?;
            let rises = milestones.iter().zip(milestones.iter().skip(1)).all(|(one, next)| one < next);
            (rises && milestones.len() <= MILESTONES_MAX).then_some(milestones)
        })
    }

    fn petition(&mut self, section: &Section<'_>) -> Option<Petition> {
        self.known(section, &["id", "kinds", "external_url", "goal", "milestones"]);
        let id = self.id(section, "id");
        let kinds = self.kinds(section);
        let external_url = match section.table.get("external_url") {
            None => Some(None),
            Some(_) => {
                let wanted = "an address that begins with https://, or \"\" for none";
                self.value(section, "external_url", wanted, |value| match value.as_str()? {
                    "" => Some(None),
                    url => is_web_address(url).then(|| Some(url.to_owned())),
                })
            }
        };
        let (goal, milestones) = (self.goal(section), self.milestones(section));
        Some(Petition { id: id?, kinds: kinds?, external_url: external_url?, goal: goal?, milestones: milestones? })
    }

    fn kinds(&mut self, section: &Section<'_>) -> Option<Vec<Kind>> {
        let all = Kind::ALL.map(Kind::code).join("\", \"");
        let wanted = format!("a list of one or more of \"{all}\"");
        let values =
            self.value(section, "kinds", &wanted, |value| value.as_array().filter(|kinds| !kinds.is_empty()))?;
        let mut kinds = Vec::new();
        for value in values {
            match value.as_str().and_then(Kind::from_code) {
                Some(kind) if kinds.contains(&kind) => {
                    self.say(section, "kinds", format!("the kind \"{}\" stands twice", kind.code()), "Remove one");
                }
                Some(kind) => kinds.push(kind),
                None => {
                    let next = match value.as_str() {
                        Some(code) => advice(code, &Kind::ALL.map(Kind::code)),
                        None => format!("Write {wanted}"),
                    };
                    self.say(section, "kinds", format!("there is no kind {value}"), next);
                }
            }
        }
        (kinds.len() == values.len()).then_some(kinds)
    }

    fn demands(&mut self, table: &Table) -> Option<Vec<DemandId>> {
        let tables: Option<Vec<&Table>> = match table.get("demands") {
            Some(Value::Array(demands)) if !demands.is_empty() => demands.iter().map(Value::as_table).collect(),
            _ => None,
        };
        let Some(tables) = tables else {
            let root = Section { table, name: "", nth: 0 };
            self.say(
                &root,
                "demands",
                "there are no demands",
                "Write one or more sections [[demands]], each with an id",
            );
            return None;
        };
        let mut demands = Vec::new();
        let mut seen = BTreeSet::new();
        let mut all_read = true;
        for (nth, table) in tables.iter().enumerate() {
            let section = Section { table, name: "demands", nth };
            self.known(&section, &["id"]);
            let Some(id) = self.id::<DemandId>(&section, "id") else {
                all_read = false;
                continue;
            };
            if seen.insert(id.clone()) {
                demands.push(id);
            } else {
                self.say(
                    &section,
                    "id",
                    format!("the demand `{id}` stands twice"),
                    "Remove one, or give it another id",
                );
            }
        }
        // One that stands twice is named, and does not hinder the check of the texts; one without an id does.
        all_read.then_some(demands)
    }
}

/// Quotes what somebody wrote, as far as it is fit for one line.
fn shown(written: &str) -> String {
    let short: String = written.chars().filter(|c| !c.is_control()).take(40).collect();
    format!("\"{short}\"")
}

fn count(value: &Value) -> Option<u64> {
    u64::try_from(value.as_integer()?).ok().filter(|count| (1..=COUNT_MAX).contains(count))
}

/// Tells whether Telegram will take it as a button's address and a reader can't be misled by hidden signs.
pub(super) fn is_web_address(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    url.len() <= 1000
        && url.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\' | '@'))
        && host
            .split(':')
            .next()
            .is_some_and(|name| name.contains('.') && !name.starts_with('.') && !name.ends_with('.'))
}

/// Gives the line, from 1, at a byte of a text.
pub(super) fn line_at(text: &str, position: usize) -> usize {
    text.bytes().take(position).filter(|byte| *byte == b'\n').count() + 1
}

/// Finds the line of a key in the nth section of a name, or else the line where that section begins.
pub(super) fn line_of(text: &str, section: &str, nth: usize, key: &str) -> Option<usize> {
    let mut here = section.is_empty();
    let mut met = 0;
    let mut begins = None;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            let name = header.trim_start_matches('[').split(']').next().unwrap_or_default().trim();
            if section.is_empty() {
                here = false;
                // A section that is unknown or of the wrong kind stands under its own name.
                if name == key {
                    return Some(number);
                }
            } else {
                here = name == section && met == nth;
                met += usize::from(name == section);
                begins = if here { Some(number) } else { begins };
            }
        } else if here && line.split_once('=').is_some_and(|(name, _)| name.trim().trim_matches('"') == key) {
            return Some(number);
        }
    }
    begins
}
