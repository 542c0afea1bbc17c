//! What is called for: action days, demands, petition, texts. Pure: it reads files and decides nothing about people.
//!
//! A campaign is a folder: `campaign.toml` with its facts and one `<lang>.ftl` for each language with its words. English is
//! required; a language without a file reads English. Every mistake is found at once, as [`Problem`]s with file and line.
//! Campaigns of our own are embedded in the binary; a folder replaces them without a change to the program.

mod action_day;
mod id;
mod kind;
mod manifest;
mod nearest;
mod problem;
mod reminders;
mod source;
mod together;
mod wording;

use std::{collections::BTreeMap, path::Path};

pub use action_day::{ActionDay, Day, NextActionDay};
pub use id::{CampaignId, CampaignTag, CircleId, CircleTag, DemandId, IdError, PetitionId, PetitionTag, SourceId};
pub use kind::Kind;
pub use manifest::Petition;
pub use problem::Problem;
pub use reminders::{Reminder, Reminders};
pub use wording::DemandText;

use jiff::civil::Time;

use self::{
    manifest::{Facts, Manifest},
    source::Source,
    wording::Wording,
};
use crate::text::{Html, Language};

/// One campaign, checked whole: its facts, and its words in every language it speaks.
pub struct Campaign {
    id: CampaignId,
    demands: Vec<DemandId>,
    petition: Petition,
    action_day: ActionDay,
    reminders: Reminders,
    circles: Vec<CircleId>,
    sources: Vec<SourceId>,
    english: Wording,
    others: BTreeMap<Language, Wording>,
    says_languages: bool,
    digest: [u8; 32],
}

impl Campaign {
    /// Reads an embedded campaign; `None` where no such id is embedded.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the files.
    pub fn embedded(id: &str) -> Option<Result<Self, Vec<Problem>>> {
        Source::embedded(id).map(|source| Self::read(&source))
    }

    /// Reads an embedded campaign by its id, or else a folder; a relative one starts at `base`.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the files; one problem where there is no such campaign.
    pub fn load(id_or_folder: &str, base: &Path) -> Result<Self, Vec<Problem>> {
        Self::read(&Source::open(id_or_folder, base)?)
    }

    /// Reads the campaigns that one bot serves, each as [`Campaign::load`] does, and holds them against each other.
    ///
    /// # Errors
    /// Every mistake in any of them, and what two have that only one may.
    pub fn load_all<'a>(written: impl IntoIterator<Item = &'a str>, base: &Path) -> Result<Vec<Self>, Vec<Problem>> {
        let (mut problems, mut read) = (Vec::new(), Vec::new());
        for one in written {
            match Source::open(one, base).and_then(|source| Self::read(&source).map(|campaign| (source, campaign))) {
                Ok(both) => read.push(both),
                Err(found) => problems.extend(found),
            }
        }
        problems.extend(together::clashes(&read));
        match problems.is_empty() {
            true => Ok(read.into_iter().map(|(_, campaign)| campaign).collect()),
            false => Err(problems),
        }
    }

    /// Lists the ids of the embedded campaigns.
    pub fn embedded_ids() -> Vec<String> {
        source::embedded_ids()
    }

    /// Gives the files of an embedded campaign by name, to copy them into a folder; none where no such id is embedded.
    pub fn embedded_files(id: &str) -> Vec<(String, Vec<u8>)> {
        Source::embedded(id).map(Source::into_files).unwrap_or_default()
    }

    /// Names the campaign.
    pub fn id(&self) -> &CampaignId {
        &self.id
    }

    /// Gives the SHA-256 of its files: another one where any of them is another.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// Lists the demands in their order; at least one.
    pub fn demands(&self) -> &[DemandId] {
        &self.demands
    }

    /// Finds a demand by its code, as a button carries it; `None` for one of another campaign.
    pub fn find_demand(&self, code: &str) -> Option<&DemandId> {
        self.demands.iter().find(|demand| demand.as_str() == code)
    }

    /// Gives what can be pledged, and where.
    pub fn petition(&self) -> &Petition {
        &self.petition
    }

    /// Gives the day that comes back every year.
    pub fn action_day(&self) -> &ActionDay {
        &self.action_day
    }

    /// Gives the hour of a reminder by the clocks of the campaign's time zone; `None` where it is off or has no text.
    pub fn reminder_time(&self, reminder: Reminder) -> Option<Time> {
        self.reminders.time(reminder).filter(|_| self.english.reminders.contains_key(&reminder))
    }

    /// Gives a reminder's text in each language that has one; plain, at most 1000 characters.
    pub fn reminder_texts(&self, reminder: Reminder) -> BTreeMap<Language, String> {
        let english = (Language::English, &self.english);
        std::iter::once(english)
            .chain(self.others.iter().map(|(language, wording)| (*language, wording)))
            .filter_map(|(language, wording)| Some((language, wording.reminders.get(&reminder)?.clone())))
            .collect()
    }

    /// Lists the circles that people can be invited to; mostly none.
    pub fn circles(&self) -> &[CircleId] {
        &self.circles
    }

    /// Lists the places that the campaign's own deep links name, beside those of klich's own; mostly few.
    pub fn sources(&self) -> &[SourceId] {
        &self.sources
    }

    /// Finds the circle of a tag; `None` for one that the campaign no longer has.
    pub fn circle_of(&self, tag: CircleTag) -> Option<&CircleId> {
        self.circles.iter().find(|circle| circle.tag() == tag)
    }

    /// Lists the languages that the campaign speaks itself, English first.
    pub fn languages(&self) -> impl Iterator<Item = Language> + '_ {
        std::iter::once(Language::English).chain(self.others.keys().copied())
    }

    /// Lists the languages whose readers read English, where the campaign does not say itself which ones it speaks.
    pub fn unspoken(&self) -> Vec<Language> {
        let speaks = |language: &Language| self.languages().any(|spoken| spoken == *language);
        Language::ALL.into_iter().filter(|language| !self.says_languages && !speaks(language)).collect()
    }

    /// Gives the campaign's name; plain, at most 64 characters.
    pub fn title(&self, language: Language) -> String {
        self.wording(language).title.clone()
    }

    /// Gives the few sentences of the welcome; at most 1000 characters.
    pub fn call(&self, language: Language) -> Html {
        self.wording(language).call.clone()
    }

    /// Tells how it came to the campaign; at most 3000 characters.
    pub fn background(&self, language: Language) -> Html {
        self.wording(language).background.clone()
    }

    /// Gives a demand; for an id of another campaign the id alone.
    pub fn demand(&self, language: Language, demand: &DemandId) -> DemandText {
        self.wording(language)
            .demands
            .get(demand)
            .cloned()
            .unwrap_or_else(|| DemandText { title: demand.as_str().to_owned(), text: Html::escape(demand.as_str()) })
    }

    /// Gives what one pledges to; at most 1000 characters.
    pub fn statement(&self, language: Language) -> Html {
        self.wording(language).statement.clone()
    }

    /// Gives the name of the action day; plain, at most 100 characters.
    pub fn day_title(&self, language: Language) -> String {
        self.wording(language).day_title.clone()
    }

    /// Tells what one can do on the action day; at most 2000 characters.
    pub fn day_text(&self, language: Language) -> Html {
        self.wording(language).day_text.clone()
    }

    /// Gives what a supporter sends to others; plain, at most 200 characters.
    pub fn share_text(&self, language: Language) -> String {
        self.wording(language).share_text.clone()
    }

    fn wording(&self, language: Language) -> &Wording {
        self.others.get(&language).unwrap_or(&self.english)
    }

    /// Checks all files of a campaign and puts it together.
    fn read(source: &Source) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let manifest = source.manifest(&mut problems).map(|text| Manifest::read(source, &text, &mut problems));
        let demands = manifest.as_ref().and_then(|manifest| manifest.demands.as_deref());
        let mut wordings: BTreeMap<Language, Wording> = source
            .wordings(&mut problems)
            .into_iter()
            .filter_map(|(language, name, text)| {
                Some((language, Wording::read(source, &name, &text, demands, &mut problems)?))
            })
            .collect();
        if let Some(Some(said)) = manifest.as_ref().and_then(|manifest| manifest.languages.as_ref()) {
            source.has_files_of(said, &mut problems);
        }
        let english = wordings.remove(&Language::English);
        let facts = manifest.and_then(Manifest::complete);
        if let (Some(facts), Some(english)) = (&facts, &english) {
            for reminder in facts.reminders.asked_for().filter(|asked| !english.reminders.contains_key(asked)) {
                let id = reminder.text_id();
                let what = format!("campaign.toml gives `{}` an hour, and its text `{id}` is missing", reminder.key());
                let next = format!("Write `{id} = …`, or set it to \"off\"");
                problems.push(source.problem("en.ftl", source.last_line("en.ftl"), what, next));
            }
        }
        match (facts, english) {
            (Some(facts), Some(english)) if problems.is_empty() => {
                let Facts { id, action_day, petition, reminders, circles, sources, languages, demands } = facts;
                Ok(Self {
                    id,
                    demands,
                    petition,
                    action_day,
                    reminders,
                    circles,
                    sources,
                    english,
                    others: wordings,
                    says_languages: languages.is_some(),
                    digest: source.digest(),
                })
            }
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests;
