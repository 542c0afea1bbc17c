//! Who hears a call: consent, language, departure, erasure.
//!
//! A supporter has a row here only after an act of their own: pressing *Subscribe*, or choosing a language. The row is
//! found by a blind key; what it holds is encrypted by the vault.

mod counts;
mod supporter;

use std::sync::Arc;

pub use counts::Counts;
pub use supporter::{Hours, NotAChoice, Supporter};

use crate::campaign::Day;
use crate::telegram::UserId;
use crate::text::Language;
use crate::vault::{RowKey, Vault, VaultError, Writer, tables};
use counts::StoredCounts;
use supporter::StoredSupporter;

/// What became of a wish to subscribe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subscription {
    /// They are on the list from now on.
    New,
    /// They were on it.
    Already,
}

/// The people who chose something, and the subscribers among them. Cheap to clone.
#[derive(Clone)]
pub struct Audience {
    vault: Arc<Vault>,
}

impl Audience {
    /// Opens the room over a vault.
    pub fn new(vault: Arc<Vault>) -> Self {
        Self { vault }
    }

    /// Finds what is kept of a person.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn find(&self, user: UserId) -> Result<Option<Supporter>, VaultError> {
        Ok(self.vault.read::<StoredSupporter>(&self.key(user))?.map(Supporter::from))
    }

    /// Puts a person on the list, in `language`, with the day only.
    pub fn subscribe(&self, user: UserId, language: Language, today: Day) -> Result<Subscription, VaultError> {
        let key = self.key(user);
        self.vault.write(|writer| {
            let before = read(writer, &key)?;
            if before.as_ref().is_some_and(|supporter| supporter.subscribed.is_some()) {
                return Ok(Subscription::Already);
            }
            let before = before.unwrap_or_else(|| Supporter::new(user, language));
            let language = before.language;
            put(writer, &key, Supporter { subscribed: Some(today), ..before })?;
            self.count(writer, |counts| counts.add(language))?;
            Ok(Subscription::New)
        })
    }

    /// Puts many people on the list in one write; those who are on it stay as they are. Says how many are new.
    ///
    /// All are held in memory until they are written: hundreds at a time, not hundreds of thousands.
    pub fn subscribe_many(&self, people: &[(UserId, Language)], today: Day) -> Result<u64, VaultError> {
        self.vault.write(|writer| {
            let mut joined = Vec::new();
            for &(user, language) in people {
                let key = self.key(user);
                let before = read(writer, &key)?;
                if before.as_ref().is_some_and(|supporter| supporter.subscribed.is_some()) {
                    continue;
                }
                let before = before.unwrap_or_else(|| Supporter::new(user, language));
                joined.push(before.language);
                put(writer, &key, Supporter { subscribed: Some(today), ..before })?;
            }
            if !joined.is_empty() {
                self.count(writer, |counts| joined.iter().for_each(|language| counts.add(*language)))?;
            }
            Ok(joined.len() as u64)
        })
    }

    /// Takes a person off the list and drops their row, language choice included. Says whether they were on the list.
    pub fn leave(&self, user: UserId) -> Result<bool, VaultError> {
        self.vault.write(|writer| self.erase(writer, user))
    }

    /// Keeps the language that a person chose.
    pub fn set_language(&self, user: UserId, language: Language) -> Result<(), VaultError> {
        let key = self.key(user);
        self.vault.write(|writer| {
            let before = read(writer, &key)?.unwrap_or_else(|| Supporter::new(user, language));
            let (old, subscribed) = (before.language, before.subscribed);
            put(writer, &key, Supporter { language, ..before })?;
            if subscribed.is_some() {
                self.count(writer, |counts| {
                    counts.take(old);
                    counts.add(language);
                })?;
            }
            Ok(())
        })
    }

    /// Keeps after how long a person's alerts shall disappear. Says whether there is a row to keep it in.
    ///
    /// It counts for alerts that are delivered from then on.
    pub fn set_disappear_after(&self, user: UserId, hours: Option<Hours>) -> Result<bool, VaultError> {
        let key = self.key(user);
        self.vault.write(|writer| {
            let Some(before) = read(writer, &key)? else { return Ok(false) };
            put(writer, &key, Supporter { disappear_after: hours, ..before })?;
            Ok(true)
        })
    }

    /// Erases a person's row within a larger write. Says whether they were subscribed.
    pub fn erase(&self, writer: &mut Writer<'_>, user: UserId) -> Result<bool, VaultError> {
        let key = self.key(user);
        let before = read(writer, &key)?;
        writer.remove::<StoredSupporter>(&key);
        let Some(Supporter { language, subscribed: Some(_), .. }) = before else { return Ok(false) };
        self.count(writer, |counts| counts.take(language))?;
        Ok(true)
    }

    /// Finds within a larger write what is kept of a person.
    pub fn find_in(&self, writer: &mut Writer<'_>, user: UserId) -> Result<Option<Supporter>, VaultError> {
        read(writer, &self.key(user))
    }

    /// Reads up to `limit` people in the order of their blind keys, those after `after`. Blocks for the scan.
    pub fn page(&self, after: Option<&RowKey>, limit: usize) -> Result<Vec<(RowKey, Supporter)>, VaultError> {
        let rows = self.vault.page::<StoredSupporter>(after, limit)?;
        Ok(rows.into_iter().map(|(key, stored)| (key, stored.into())).collect())
    }

    /// Counts subscribers by language. Constant time: the counts are kept with each change.
    pub fn counts(&self) -> Result<Counts, VaultError> {
        Ok(self.vault.read::<StoredCounts>(&self.counts_key())?.map(Counts::from).unwrap_or_default())
    }

    fn count(&self, writer: &mut Writer<'_>, change: impl FnOnce(&mut Counts)) -> Result<(), VaultError> {
        let key = self.counts_key();
        let mut counts = writer.get::<StoredCounts>(&key)?.map(Counts::from).unwrap_or_default();
        change(&mut counts);
        writer.put(&key, &StoredCounts::from(counts))
    }

    fn key(&self, user: UserId) -> RowKey {
        self.vault.row_key(tables::AUDIENCE, &user.to_bytes())
    }

    fn counts_key(&self) -> RowKey {
        self.vault.row_key(tables::TALLY, b"audience")
    }
}

fn read(writer: &mut Writer<'_>, key: &RowKey) -> Result<Option<Supporter>, VaultError> {
    Ok(writer.get::<StoredSupporter>(key)?.map(Supporter::from))
}

fn put(writer: &mut Writer<'_>, key: &RowKey, supporter: Supporter) -> Result<(), VaultError> {
    writer.put(key, &StoredSupporter::from(supporter))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const ALES: UserId = UserId(7_001);
    const DAY: Day = Day(20_000);

    fn audience() -> Audience {
        Audience::new(Vault::in_memory())
    }

    #[test]
    fn a_person_is_on_the_list_once_however_often_they_press() {
        let audience = audience();
        assert_eq!(audience.subscribe(ALES, Language::Belarusian, DAY).unwrap(), Subscription::New);
        assert_eq!(audience.subscribe(ALES, Language::Polish, DAY).unwrap(), Subscription::Already);
        let counts = audience.counts().unwrap();
        assert_eq!(counts.total(), 1);
        assert_eq!(counts.of(Language::Belarusian), 1);
    }

    #[test]
    fn many_at_once_are_counted_as_one_by_one() {
        let audience = audience();
        audience.subscribe(UserId(1), Language::Polish, DAY).unwrap();
        audience.set_language(UserId(2), Language::Lithuanian).unwrap();
        let twice = UserId(3);
        let people = [UserId(1), UserId(2), twice, twice, UserId(4)].map(|user| (user, Language::English));
        assert_eq!(audience.subscribe_many(&people, Day(DAY.0 + 1)).unwrap(), 3);
        assert_eq!(audience.subscribe_many(&people, DAY).unwrap(), 0);
        let counts = audience.counts().unwrap();
        let of = |language| counts.of(language);
        assert_eq!((of(Language::Polish), of(Language::Lithuanian), of(Language::English)), (1, 1, 2));
        assert_eq!(audience.find(UserId(1)).unwrap().unwrap().subscribed, Some(DAY));
        assert_eq!(audience.find(UserId(2)).unwrap().unwrap().language, Language::Lithuanian);
    }

    #[test]
    fn leaving_leaves_nothing() {
        let audience = audience();
        audience.subscribe(ALES, Language::Belarusian, DAY).unwrap();
        assert!(audience.leave(ALES).unwrap());
        assert!(!audience.leave(ALES).unwrap());
        assert!(audience.find(ALES).unwrap().is_none());
        assert!(audience.page(None, 10).unwrap().is_empty());
        assert_eq!(audience.counts().unwrap().total(), 0);
    }

    #[test]
    fn a_language_chosen_before_subscribing_is_kept_and_counted_only_with_the_subscription() {
        let audience = audience();
        audience.set_language(ALES, Language::Lithuanian).unwrap();
        assert_eq!(audience.counts().unwrap().total(), 0);
        audience.subscribe(ALES, Language::English, DAY).unwrap();
        assert_eq!(audience.counts().unwrap().of(Language::Lithuanian), 1);
        audience.set_language(ALES, Language::Polish).unwrap();
        let counts = audience.counts().unwrap();
        assert_eq!((counts.total(), counts.of(Language::Polish), counts.of(Language::Lithuanian)), (1, 1, 0));
    }

    #[test]
    fn rows_of_the_first_version_still_open() {
        let audience = audience();
        let key = audience.key(ALES);
        let old = StoredSupporter::V1 { user: ALES, language: Language::Polish, subscribed: Some(DAY) };
        audience.vault.write(|writer| writer.put(&key, &old)).unwrap();
        let found = audience.find(ALES).unwrap().unwrap();
        assert!(found == Supporter { subscribed: Some(DAY), ..Supporter::new(ALES, Language::Polish) });
    }

    #[test]
    fn what_is_chosen_outlives_other_choices_and_goes_with_the_row() {
        let audience = audience();
        let day = Hours::new(24);
        assert!(day.is_some() && Hours::new(2).is_none());
        assert!(!audience.set_disappear_after(ALES, day).unwrap(), "there is no row, and none is made");
        audience.set_language(ALES, Language::Polish).unwrap();
        assert!(audience.set_disappear_after(ALES, day).unwrap());
        audience.subscribe(ALES, Language::English, DAY).unwrap();
        audience.set_language(ALES, Language::German).unwrap();
        let found = audience.find(ALES).unwrap().unwrap();
        assert_eq!((found.disappear_after, found.language, found.subscribed), (day, Language::German, Some(DAY)));
        audience.leave(ALES).unwrap();
        audience.subscribe(ALES, Language::English, DAY).unwrap();
        assert_eq!(audience.find(ALES).unwrap().unwrap().disappear_after, None);
    }
}
