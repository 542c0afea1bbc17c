//! The section `[petition]`.

use toml::Value;

use super::super::nearest::advice;
use super::super::{Kind, PetitionId};
use super::reader::{Reader, Section};

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
impl Reader<'_> {
    /// Reads the section.
    pub(super) fn petition(&mut self, section: &Section<'_>) -> Option<Petition> {
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
}

fn count(value: &Value) -> Option<u64> {
    u64::try_from(value.as_integer()?).ok().filter(|count| (1..=COUNT_MAX).contains(count))
}

/// Tells whether Telegram will take it as a button's address and a reader can't be misled by hidden signs.
pub(in super::super) fn is_web_address(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    url.len() <= 1000
        && url.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\' | '@'))
        && host
            .split(':')
            .next()
            .is_some_and(|name| name.contains('.') && !name.starts_with('.') && !name.ends_with('.'))
}
