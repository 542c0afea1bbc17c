//! `campaign.toml`: the facts of a campaign.

mod petition;
mod reader;

use std::collections::BTreeSet;

use jiff::{civil::Time, tz::TimeZone};
use toml::{Table, Value};

pub use self::petition::Petition;
pub(super) use self::petition::is_web_address;
use self::reader::{Reader, Section, shown};
pub(super) use self::reader::{line_at, line_of};
use super::nearest::advice;
use super::{
    ActionDay, CampaignId, CircleId, DemandId, Problem, Reminder, Reminders, SourceId,
    source::{MANIFEST, Source},
};
use crate::text::Language;

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

impl Reader<'_> {
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
