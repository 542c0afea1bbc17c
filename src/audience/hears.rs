//! Which campaigns a subscriber hears: a bit for each, so that a row is as long for those who hear many.
//!
//! A store keeps a register of the campaigns that it has served; a campaign's place in it is its bit, and is never given to
//! another one. The one in the first place is the *eldest*: whoever subscribed before there was a choice hears it and no other,
//! whether it is served or not, and whatever else is. Only where one was ever served alone and another takes its place, alone as
//! well, its people are that one's: the register begins anew.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Audience;
use crate::campaign::CampaignId;
use crate::store::Table;
use crate::vault::{Record, RowKey, VaultError, tables};

/// How many campaigns a store can know.
pub const CAMPAIGNS_MAX: usize = 32;

/// The campaigns that somebody hears.
///
/// Who was never asked hears the eldest: so does everybody of the time when a bot served one alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hears(Option<u32>);

impl Hears {
    /// Hears these, by their bits.
    pub(super) fn these(bits: u32) -> Self {
        Self(Some(bits))
    }

    /// Gives the bits; `None` for one who was never asked.
    pub(super) fn bits(self) -> Option<u32> {
        self.0
    }

    /// Tells whether somebody has chosen to hear none at all.
    pub fn is_nothing(self) -> bool {
        self.0 == Some(0)
    }

    /// Hears one more, or one less; `eldest` is what one hears who was never asked.
    fn but(self, channel: Channel, hears: bool, eldest: Channel) -> Self {
        let bits = self.0.unwrap_or(eldest.bit);
        Self(Some(if hears { bits | channel.bit } else { bits & !channel.bit }))
    }
}

/// A campaign as subscribers hear it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Channel {
    /// One bit, or none for a campaign that is in no register.
    bit: u32,
    eldest: bool,
}

impl Channel {
    /// Tells whether somebody hears it.
    pub fn is_heard_by(self, hears: Hears) -> bool {
        match hears.0 {
            None => self.eldest,
            Some(bits) => bits & self.bit != 0,
        }
    }

    /// Makes the choice of one who hears this and nothing else.
    pub(super) fn alone(self) -> Hears {
        Hears::these(self.bit)
    }

    /// Makes the choice of one who hears this because there is nothing else: of the eldest they were never asked.
    pub(super) fn unasked(self) -> Hears {
        if self.eldest { Hears::default() } else { self.alone() }
    }
}

impl Audience {
    /// Opens the room for the campaigns that a bot serves; those that are new get their place. `None` where the register has no
    /// room for them.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn serving(self, campaigns: &[CampaignId]) -> Result<Option<Self>, VaultError> {
        let key = self.register_key();
        let known = self.vault.write(|writer| {
            let before = writer.get::<StoredRegister>(&key)?.map(|StoredRegister::V1(known)| known);
            let known = registered(before.as_deref().unwrap_or_default(), campaigns);
            if let Some(known) = known.as_ref().filter(|known| before.as_ref() != Some(known)) {
                writer.put(&key, &StoredRegister::V1(known.clone()))?;
            }
            Ok::<_, VaultError>(known)
        })?;
        Ok(known.map(|known| {
            let several = known.len() > 1;
            Self { eldest: known.into_iter().next().map(Arc::new), several, ..self }
        }))
    }

    /// Tells whether the register has room for these campaigns.
    pub fn has_room_for(&self, campaigns: &[CampaignId]) -> Result<bool, VaultError> {
        let before = self.vault.read::<StoredRegister>(&self.register_key())?;
        let before = before.map(|StoredRegister::V1(known)| known).unwrap_or_default();
        Ok(registered(&before, campaigns).is_some())
    }

    /// Tells whether the register begins anew with so many campaigns: one alone takes the place of one that was always alone.
    pub(super) fn begins_anew(&self, campaigns: usize) -> Result<bool, VaultError> {
        let before = self.vault.read::<StoredRegister>(&self.register_key())?;
        Ok(begins_anew(before.map_or(0, |StoredRegister::V1(known)| known.len()), campaigns))
    }

    /// Gives the campaign that people hear who were never asked, and whose buttons and letters may name none, be it served or
    /// not; `None` for rooms that were opened for no campaign.
    pub fn eldest(&self) -> Option<&CampaignId> {
        self.eldest.as_deref()
    }

    /// Tells whether people of this store may know the bot by another campaign than one that is served alone now.
    pub fn knows_several(&self) -> bool {
        self.several
    }

    /// Finds how a campaign is heard.
    pub fn channel(&self, campaign: &str) -> Result<Channel, VaultError> {
        let register = self.vault.read::<StoredRegister>(&self.register_key())?;
        let known = register.map(|StoredRegister::V1(known)| known).unwrap_or_default();
        let place =
            known.iter().position(|known| known.as_str() == campaign).and_then(|place| u32::try_from(place).ok());
        let bit = place.and_then(|place| 1_u32.checked_shl(place)).unwrap_or_default();
        // Rooms that were opened for none serve whatever comes.
        Ok(Channel { bit, eldest: self.eldest().is_none_or(|eldest| eldest.as_str() == campaign) })
    }

    /// Adds a campaign to what somebody hears, or takes it away.
    pub(super) fn choose_channel(&self, hears: Hears, channel: Channel, on: bool) -> Result<Hears, VaultError> {
        let eldest = match self.eldest() {
            Some(eldest) => self.channel(eldest.as_str())?,
            None => channel,
        };
        Ok(hears.but(channel, on, eldest))
    }

    fn register_key(&self) -> RowKey {
        self.vault.row_key(tables::STATE, b"campaigns")
    }
}

/// Gives the register with these campaigns in it, served now; `None` where they are too many.
fn registered(before: &[CampaignId], campaigns: &[CampaignId]) -> Option<Vec<CampaignId>> {
    let mut known = if begins_anew(before.len(), campaigns.len()) { Vec::new() } else { before.to_vec() };
    for campaign in campaigns {
        if !known.contains(campaign) {
            known.push(campaign.clone());
        }
    }
    (known.len() <= CAMPAIGNS_MAX).then_some(known)
}

/// One that was ever alone gives way to another that is; not to several, which its people were never asked about.
fn begins_anew(before: usize, campaigns: usize) -> bool {
    before < 2 && campaigns < 2
}

/// The record in the table `state`: campaigns by their places; row key: blind index of `campaigns`.
#[derive(Serialize, Deserialize)]
enum StoredRegister {
    V1(Vec<CampaignId>),
}

impl Record for StoredRegister {
    const TABLE: Table = tables::STATE;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::super::Subscription;
    use super::*;
    use crate::campaign::Day;
    use crate::telegram::UserId;
    use crate::text::Language;
    use crate::vault::Vault;

    fn ids<const N: usize>(names: [&str; N]) -> Vec<CampaignId> {
        names.iter().map(|name| name.parse().unwrap()).collect()
    }

    fn open(vault: &Arc<Vault>, campaigns: &[CampaignId]) -> Audience {
        Audience::new(Arc::clone(vault)).serving(campaigns).unwrap().unwrap()
    }

    #[test]
    fn who_was_never_asked_hears_the_first_and_places_are_for_ever() {
        let vault = Vault::in_memory();
        let alone = open(&vault, &ids(["one"]));
        alone.subscribe(UserId(1), Language::Polish, Day(1)).unwrap();
        let heard = |audience: &Audience, user, campaign| {
            let hears = audience.find(UserId(user)).unwrap().unwrap().hears;
            audience.channel(campaign).unwrap().is_heard_by(hears)
        };
        assert!(heard(&alone, 1, "one") && !heard(&alone, 1, "two"));
        let both = open(&vault, &ids(["one", "two"]));
        assert!(heard(&both, 1, "one") && !heard(&both, 1, "two"));
        let two = both.channel("two").unwrap();
        assert_eq!(both.subscribe_to(UserId(2), Language::Polish, Day(1), two, true).unwrap(), Subscription::New);
        assert!(!heard(&both, 2, "one") && heard(&both, 2, "two"));
        // Another order, the eldest retired: nobody hears what they did not choose.
        let turned = open(&vault, &ids(["three", "two"]));
        assert_eq!(turned.eldest(), ids(["one"]).first());
        assert!(!heard(&turned, 1, "three") && !heard(&turned, 1, "two") && heard(&turned, 1, "one"));
        assert!(!heard(&turned, 2, "three") && heard(&turned, 2, "two"));
        // One is left, not the eldest: who is new hears it, who chooses it does, and the eldest is kept for when it returns.
        let two = open(&vault, &ids(["two"]));
        let channel = two.channel("two").unwrap();
        for user in [1, 3] {
            two.subscribe_to(UserId(user), Language::Polish, Day(2), channel, false).unwrap();
        }
        assert!(heard(&two, 1, "two") && heard(&two, 3, "two") && !heard(&two, 3, "one"));
        let alone = open(&vault, &ids(["one"]));
        assert!(heard(&alone, 1, "one") && !heard(&alone, 2, "one") && !heard(&alone, 3, "one"));
        // Who subscribes anew hears what there is.
        let one = alone.channel("one").unwrap();
        assert_eq!(alone.subscribe_to(UserId(2), Language::Polish, Day(2), one, false).unwrap(), Subscription::Further);
        assert!(heard(&alone, 2, "one") && heard(&alone, 2, "two"));
        let many: Vec<CampaignId> = (0..CAMPAIGNS_MAX).map(|n| format!("c-{n}").parse().unwrap()).collect();
        assert!(Audience::new(vault).serving(&many).unwrap().is_none(), "three are known already");
    }

    #[test]
    fn people_of_one_that_was_alone_are_the_next_ones_only_where_that_is_alone_as_well() {
        for (next, hears_next) in [(vec!["two"], true), (vec!["two", "one"], false), (vec!["two", "three"], false)] {
            let vault = Vault::in_memory();
            let lone = open(&vault, &ids(["one"]));
            let one = lone.channel("one").unwrap();
            lone.subscribe_to(UserId(1), Language::Polish, Day(1), one, false).unwrap();
            let next: Vec<CampaignId> = next.into_iter().map(|name| name.parse().unwrap()).collect();
            let after = open(&vault, &next);
            let hears = after.find(UserId(1)).unwrap().unwrap().hears;
            assert_eq!(after.channel("two").unwrap().is_heard_by(hears), hears_next, "{next:?}");
            assert_eq!(after.channel("one").unwrap().is_heard_by(hears), !hears_next, "{next:?}");
        }
    }

    proptest! {
        /// Whatever people choose in whatever order, each hears what they chose last, and the counts say the same.
        #[test]
        fn choices_and_counts_agree(acts in prop::collection::vec((1_i64..5, 0_usize..3, 0_u8..4), 1..60)) {
            let names = ["one", "two", "three"];
            let audience = open(&Vault::in_memory(), &ids(names));
            let channels = names.map(|name| audience.channel(name).unwrap());
            let mut wanted = std::collections::BTreeMap::<i64, std::collections::BTreeSet<usize>>::new();
            for (user, campaign, act) in acts {
                let channel = channels[campaign];
                match act {
                    0 => {
                        audience.subscribe_to(UserId(user), Language::German, Day(1), channel, true).unwrap();
                        wanted.entry(user).or_default().insert(campaign);
                    }
                    1 | 2 => {
                        audience.hear(UserId(user), channel, act == 1).unwrap();
                        if let Some(wanted) = wanted.get_mut(&user) {
                            if act == 1 { wanted.insert(campaign); } else { wanted.remove(&campaign); }
                        }
                    }
                    _ => {
                        audience.leave(UserId(user)).unwrap();
                        wanted.remove(&user);
                    }
                }
            }
            let counts = audience.counts().unwrap();
            prop_assert_eq!(counts.total(), wanted.len() as u64);
            for (place, channel) in channels.iter().enumerate() {
                let expected = wanted.values().filter(|wanted| wanted.contains(&place)).count() as u64;
                prop_assert_eq!(counts.those(|profile| channel.is_heard_by(profile.hears)), expected);
                for (user, wanted) in &wanted {
                    let hears = audience.find(UserId(*user)).unwrap().unwrap().hears;
                    prop_assert_eq!(channel.is_heard_by(hears), wanted.contains(&place));
                }
            }
        }
    }
}
