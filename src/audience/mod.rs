//! Who hears a call: consent, language, interests, circles, discretion, departure, erasure.
//!
//! A supporter has a row here only after an act of their own: pressing *Subscribe*, or choosing a language. The row is
//! found by a blind key; what it holds is encrypted by the vault.

mod belongings;
mod counts;
mod days;
mod devices;
mod hears;
mod invitation;
mod lost;
mod profile;
mod sources;
mod supporter;

use std::sync::Arc;
use std::sync::atomic::AtomicU16;

pub use belongings::Belonging;
pub use counts::Counts;
pub use days::DayTotal;
pub use devices::DEVICES_LEAST;
pub use hears::{CAMPAIGNS_MAX, Channel, Hears};
pub use invitation::{Invitations, InviteCode, NotACode};
pub use lost::Erased;
pub use profile::{CIRCLES_MAX, Interests, Profile};
pub use sources::{SOURCE_PREFIX, SourceCounts, Sources};
pub use supporter::{Hours, NotAChoice, Supporter};

use crate::campaign::{CampaignId, CircleTag, Day};
use crate::telegram::UserId;
use crate::text::Language;
use crate::vault::{Found, Moment, Position, RowKey, Stamp, Vault, VaultError, Writer, tables};
use counts::StoredCounts;
use supporter::StoredSupporter;

/// What became of a wish to subscribe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subscription {
    /// They are on the list from now on.
    New,
    /// They were on it.
    Already,
    /// They were on it, and hear one campaign more from now on.
    Further,
}

/// The people who chose something, and the subscribers among them. Cheap to clone.
#[derive(Clone)]
pub struct Audience {
    vault: Arc<Vault>,
    /// One for all clones: it can change while klich runs.
    unreachable_days: Arc<AtomicU16>,
    /// The campaign that people hear who were never asked; none for rooms that were opened for no campaign.
    eldest: Option<Arc<CampaignId>>,
    /// Whether the store has served another beside it, or after it.
    several: bool,
}

impl Audience {
    /// Opens the room over a vault.
    pub fn new(vault: Arc<Vault>) -> Self {
        Self { vault, unreachable_days: Arc::default(), eldest: None, several: false }
    }

    /// Finds what is kept of a person.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn find(&self, user: UserId) -> Result<Option<Supporter>, VaultError> {
        Ok(self.vault.read::<StoredSupporter>(&self.key(user))?.map(Supporter::from))
    }

    /// Gives the present moment, to stamp what is read of the audience after it.
    pub fn moment(&self) -> Moment {
        self.vault.moment(tables::AUDIENCE)
    }

    /// Tells whether what was read of a person surely still holds.
    pub fn is_unchanged(&self, stamp: Stamp) -> bool {
        self.vault.is_unchanged(tables::AUDIENCE, stamp)
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
            self.count(writer, &[before.profile()], &[])?;
            put(writer, &key, Supporter { subscribed: Some(today), ..before })?;
            Ok(Subscription::New)
        })
    }

    /// Puts a person on the list who wants to hear this campaign; whoever is on it hears it as well from then on.
    ///
    /// `asked` where people choose: then somebody new hears this one and no other.
    pub fn subscribe_to(
        &self,
        user: UserId,
        language: Language,
        today: Day,
        channel: Channel,
        asked: bool,
    ) -> Result<Subscription, VaultError> {
        let key = self.key(user);
        self.vault.write(|writer| {
            let before = read(writer, &key)?;
            let is_on = before.as_ref().is_some_and(|supporter| supporter.subscribed.is_some());
            let before = before.unwrap_or_else(|| Supporter::new(user, language));
            let heard = channel.is_heard_by(before.hears);
            if is_on && heard {
                return Ok(Subscription::Already);
            }
            let hears = match (is_on, asked) {
                (true, _) => self.choose_channel(before.hears, channel, true)?,
                (false, true) => channel.alone(),
                (false, false) if heard => before.hears,
                (false, false) => channel.unasked(),
            };
            if is_on {
                self.change(writer, &before, Supporter { hears, ..before.clone() })?;
                return Ok(Subscription::Further);
            }
            let after = Supporter { subscribed: Some(today), hears, ..before };
            self.count(writer, &[after.profile()], &[])?;
            put(writer, &key, after)?;
            Ok(Subscription::New)
        })
    }

    /// Lets a person hear a campaign, or no longer. Says whether there is a row to keep it in.
    ///
    /// It counts for alerts that are sent from then on.
    pub fn hear(&self, user: UserId, channel: Channel, on: bool) -> Result<bool, VaultError> {
        self.vault.write(|writer| {
            let Some(before) = read(writer, &self.key(user))? else { return Ok(false) };
            let hears = self.choose_channel(before.hears, channel, on)?;
            self.change(writer, &before, Supporter { hears, ..before.clone() })?;
            Ok(true)
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
                joined.push(before.profile());
                put(writer, &key, Supporter { subscribed: Some(today), ..before })?;
            }
            self.count(writer, &joined, &[])?;
            Ok(joined.len() as u64)
        })
    }

    /// Takes a person off the list and drops their row, language choice included. Says whether they were on the list.
    pub fn leave(&self, user: UserId) -> Result<bool, VaultError> {
        self.vault.write(|writer| self.erase(writer, user))
    }

    /// Keeps the language that a person chose.
    pub fn set_language(&self, user: UserId, language: Language) -> Result<(), VaultError> {
        self.vault.write(|writer| {
            let before = read(writer, &self.key(user))?.unwrap_or_else(|| Supporter::new(user, language));
            self.change(writer, &before, Supporter { language, ..before.clone() })
        })
    }

    /// Keeps after how long a person's alerts shall disappear. Says whether there is a row to keep it in.
    ///
    /// It counts for alerts that are delivered from then on.
    pub fn set_disappear_after(&self, user: UserId, hours: Option<Hours>) -> Result<bool, VaultError> {
        self.choose(user, |supporter| supporter.disappear_after = hours)
    }

    /// Keeps whether a person's alerts come as a neutral line. Says whether there is a row to keep it in.
    ///
    /// It counts for alerts that are sent from then on.
    pub fn set_discreet(&self, user: UserId, discreet: bool) -> Result<bool, VaultError> {
        self.choose(user, |supporter| supporter.discreet = discreet)
    }

    /// Keeps which alerts a person wants beside calls. Says whether there is a row to keep it in.
    pub fn set_interests(&self, user: UserId, change: impl Fn(&mut Interests)) -> Result<bool, VaultError> {
        self.choose(user, |supporter| change(&mut supporter.interests))
    }

    /// Puts a person into a circle within a larger write. Says whether they are in it now: they must have a row, and
    /// be in fewer than [`CIRCLES_MAX`].
    pub fn join_circle(&self, writer: &mut Writer<'_>, user: UserId, circle: CircleTag) -> Result<bool, VaultError> {
        let Some(before) = read(writer, &self.key(user))? else { return Ok(false) };
        let mut after = before.clone();
        after.circles.insert(circle);
        if after.circles.len() > CIRCLES_MAX {
            return Ok(false);
        }
        self.change(writer, &before, after)?;
        Ok(true)
    }

    /// Takes a person out of a circle, with the key that they gave for it. Says whether there is a row.
    pub fn leave_circle(&self, user: UserId, circle: CircleTag) -> Result<bool, VaultError> {
        self.vault.write(|writer| {
            let Some(before) = read(writer, &self.key(user))? else { return Ok(false) };
            let mut after = before.clone();
            after.circles.remove(&circle);
            self.erase_device(writer, user, circle);
            self.change(writer, &before, after)?;
            Ok(true)
        })
    }

    fn choose(&self, user: UserId, choice: impl Fn(&mut Supporter)) -> Result<bool, VaultError> {
        self.vault.write(|writer| {
            let Some(before) = read(writer, &self.key(user))? else { return Ok(false) };
            let mut after = before.clone();
            choice(&mut after);
            self.change(writer, &before, after)?;
            Ok(true)
        })
    }

    /// Writes a row anew and counts them anew where they are subscribed and their profile is another.
    fn change(&self, writer: &mut Writer<'_>, before: &Supporter, after: Supporter) -> Result<(), VaultError> {
        let (old, new) = (before.profile(), after.profile());
        if before.subscribed.is_some() && old != new {
            self.count(writer, &[new], &[old])?;
        }
        put(writer, &self.key(before.user), after)
    }

    /// Erases a person's row within a larger write. Says whether they were subscribed.
    pub fn erase(&self, writer: &mut Writer<'_>, user: UserId) -> Result<bool, VaultError> {
        let key = self.key(user);
        let before = read(writer, &key)?;
        if before.is_some() {
            writer.note_erasure()?;
        }
        writer.remove::<StoredSupporter>(&key);
        self.erase_lost(writer, user);
        // The keys of their devices go even where they are kept themselves for a while: they can give them anew.
        for circle in before.iter().flat_map(|supporter| &supporter.circles) {
            self.erase_device(writer, user, *circle);
        }
        let Some(before) = before.filter(|supporter| supporter.subscribed.is_some()) else { return Ok(false) };
        self.count(writer, &[], &[before.profile()])?;
        Ok(true)
    }

    fn put_back(&self, writer: &mut Writer<'_>, supporter: &Supporter) -> Result<(), VaultError> {
        if supporter.subscribed.is_some() {
            self.count(writer, &[supporter.profile()], &[])?;
        }
        put(writer, &self.key(supporter.user), supporter.clone())
    }

    /// Finds within a larger write what is kept of a person.
    pub fn find_in(&self, writer: &mut Writer<'_>, user: UserId) -> Result<Option<Supporter>, VaultError> {
        read(writer, &self.key(user))
    }

    /// Reads up to `limit` people in the order of their blind keys, those after `after`. Blocks for the scan.
    ///
    /// While keys are renewed, some may come twice: see [`Vault::page`].
    pub fn page(&self, after: Option<&Position>, limit: usize) -> Result<Vec<Found<Supporter>>, VaultError> {
        let rows = self.vault.page::<StoredSupporter>(after, limit)?.into_iter();
        Ok(rows.map(|Found { at, key, record }| Found { at, key, record: record.into() }).collect())
    }

    /// Counts subscribers by their profile. Does not read them: the counts are kept with each change.
    pub fn counts(&self) -> Result<Counts, VaultError> {
        let mut counts = self.vault.read::<StoredCounts>(&self.counts_key())?.map(Counts::from).unwrap_or_default();
        counts.merge(in_circles(self.vault.read_long(&self.circles_key(), tables::TALLY)?)?);
        Ok(counts)
    }

    /// Counts people in and out. Those in circles, and those who chose campaigns, are counted apart, and the others not slowed
    /// by them.
    fn count(&self, writer: &mut Writer<'_>, more: &[Profile], less: &[Profile]) -> Result<(), VaultError> {
        let is_plain = |profile: &Profile| profile.circles.is_empty() && profile.hears == Hears::default();
        let change = |counts: &mut Counts, apart: bool| {
            let these = |profile: &&Profile| is_plain(profile) != apart;
            less.iter().filter(these).for_each(|profile| counts.take(profile));
            more.iter().filter(these).for_each(|profile| counts.add(profile.clone()));
        };
        if more.iter().chain(less).any(is_plain) {
            let key = self.counts_key();
            let mut counts = writer.get::<StoredCounts>(&key)?.map(Counts::from).unwrap_or_default();
            change(&mut counts, false);
            writer.put(&key, &StoredCounts::from(counts))?;
        }
        if more.iter().chain(less).any(|profile| !is_plain(profile)) {
            let key = self.circles_key();
            let mut counts = in_circles(writer.read_long(&key, tables::TALLY)?)?;
            change(&mut counts, true);
            writer.put_long(&key, tables::TALLY, &counts.to_bytes())?;
        }
        Ok(())
    }

    fn key(&self, user: UserId) -> RowKey {
        self.vault.row_key(tables::AUDIENCE, &user.to_bytes())
    }

    fn counts_key(&self) -> RowKey {
        self.vault.row_key(tables::TALLY, b"audience")
    }

    fn circles_key(&self) -> RowKey {
        self.vault.row_key(tables::TALLY, b"audience in circles")
    }
}

fn in_circles(bytes: Option<Vec<u8>>) -> Result<Counts, VaultError> {
    bytes.map_or(Ok(Counts::default()), |bytes| Counts::from_bytes(&bytes).ok_or(VaultError::UnknownRecord))
}

fn read(writer: &mut Writer<'_>, key: &RowKey) -> Result<Option<Supporter>, VaultError> {
    Ok(writer.get::<StoredSupporter>(key)?.map(Supporter::from))
}

fn put(writer: &mut Writer<'_>, key: &RowKey, supporter: Supporter) -> Result<(), VaultError> {
    writer.put(key, &StoredSupporter::from(supporter))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
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

    #[test]
    fn people_are_counted_by_what_they_want_and_the_circles_they_are_in() {
        let audience = audience();
        let circles = ["medics", "port"].map(|name| name.parse::<crate::campaign::CircleId>().unwrap().tag());
        let join = |user, circle| audience.vault.write(|writer| audience.join_circle(writer, user, circle)).unwrap();
        assert!(!join(ALES, circles[0]), "whoever is not known joins nothing");
        for user in [ALES, UserId(2), UserId(3)] {
            audience.subscribe(user, Language::Belarusian, DAY).unwrap();
        }
        assert!(audience.set_interests(ALES, |interests| interests.updates = false).unwrap());
        assert!(
            join(ALES, circles[0]) && join(ALES, circles[0]) && join(ALES, circles[1]) && join(UserId(2), circles[1])
        );
        let counts = || audience.counts().unwrap();
        let (news, port) = (
            |counts: Counts| counts.those(|profile| profile.interests.updates),
            |counts: Counts| counts.those(|profile| profile.circles.contains(&circles[1])),
        );
        assert_eq!((counts().total(), news(counts()), port(counts())), (3, 2, 2));
        audience.set_language(ALES, Language::Polish).unwrap();
        assert_eq!((counts().total(), counts().of(Language::Polish), port(counts())), (3, 1, 2));
        audience.leave(ALES).unwrap();
        assert_eq!((counts().total(), news(counts()), port(counts())), (2, 2, 1));
        audience.subscribe(ALES, Language::Belarusian, DAY).unwrap();
        let again = audience.find(ALES).unwrap().unwrap();
        assert!(again.circles.is_empty() && again.interests == Interests::default(), "a circle is left with the list");
        audience.leave(UserId(2)).unwrap();
        assert_eq!(port(counts()), 0);
    }

    #[test]
    fn nobody_is_in_more_circles_than_fit_their_row() {
        let audience = audience();
        audience.subscribe(ALES, Language::Belarusian, DAY).unwrap();
        let tag = |n: usize| format!("circle-{n}").parse::<crate::campaign::CircleId>().unwrap().tag();
        let join = |n| audience.vault.write(|writer| audience.join_circle(writer, ALES, tag(n))).unwrap();
        assert!((0..CIRCLES_MAX).all(join) && !join(CIRCLES_MAX) && join(0));
        assert_eq!(audience.find(ALES).unwrap().unwrap().circles.len(), CIRCLES_MAX);
    }

    #[test]
    fn counts_of_the_first_version_still_open() {
        let audience = audience();
        let old = StoredCounts::V1 { by_language: [(Language::Polish, 7)].into() };
        audience.vault.write(|writer| writer.put(&audience.counts_key(), &old)).unwrap();
        assert_eq!(audience.counts().unwrap().of(Language::Polish), 7);
        audience.subscribe(ALES, Language::Polish, DAY).unwrap();
        assert_eq!(audience.counts().unwrap().total(), 8);
    }
}
