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
mod tests;
