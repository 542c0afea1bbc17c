//! What is kept of a person, and its form in the vault.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Hears, Interests, Profile};
use crate::campaign::{CircleTag, Day};
use crate::store::Table;
use crate::telegram::{ChatId, UserId};
use crate::text::Language;
use crate::vault::{Record, tables};

/// A person who chose something.
#[derive(Clone, PartialEq, Eq)]
pub struct Supporter {
    /// Whose account.
    pub user: UserId,
    /// The language that they chose or that their client speaks.
    pub language: Language,
    /// The day on which they subscribed; none where they only chose a language.
    pub subscribed: Option<Day>,
    /// How long an alert stays in their chat before the bot deletes it; none for good.
    pub disappear_after: Option<Hours>,
    /// Whether an alert comes as a neutral line, and its text only where they ask for it.
    pub discreet: bool,
    /// Which alerts they want beside calls.
    pub interests: Interests,
    /// The circles that they were invited to and joined, at most [`super::CIRCLES_MAX`].
    pub circles: BTreeSet<CircleTag>,
    /// The campaigns that they hear, where the bot serves several.
    pub hears: Hears,
}

/// After how many hours an alert is deleted from a supporter's chat: one of [`Hours::CHOICES`].
///
/// Telegram lets a bot delete messages under 48 hours old only, so the longest is 47.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Hours(u8);

/// A number of hours that nobody can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an alert disappears after 1, 24 or 47 hours")]
pub struct NotAChoice;

impl Hours {
    /// Lists what a supporter can choose, the shortest first.
    pub const CHOICES: [Self; 3] = [Self(1), Self(24), Self(47)];

    /// Takes a number of hours; `None` where it is no choice.
    pub fn new(hours: u8) -> Option<Self> {
        Self::CHOICES.into_iter().find(|choice| choice.0 == hours)
    }

    /// Gives the number of hours.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Hours {
    type Error = NotAChoice;

    fn try_from(hours: u8) -> Result<Self, NotAChoice> {
        Self::new(hours).ok_or(NotAChoice)
    }
}

impl From<Hours> for u8 {
    fn from(hours: Hours) -> Self {
        hours.0
    }
}

impl Supporter {
    /// Makes a person who has chosen nothing but a language.
    pub fn new(user: UserId, language: Language) -> Self {
        let Profile { language, interests, circles, hears } = Profile::new(language);
        Self { user, language, subscribed: None, disappear_after: None, discreet: false, interests, circles, hears }
    }

    /// Gives what they are counted by.
    pub fn profile(&self) -> Profile {
        let Self { language, interests, hears, .. } = *self;
        Profile { language, interests, circles: self.circles.clone(), hears }
    }

    /// Gives the private chat where they hear calls.
    pub fn chat(&self) -> ChatId {
        self.user.private_chat()
    }
}

impl fmt::Debug for Supporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Supporter")
    }
}

/// The record in the table `audience`; row key: blind index of the user's number.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredSupporter {
    V1 {
        user: UserId,
        language: Language,
        subscribed: Option<Day>,
    },
    V2 {
        user: UserId,
        language: Language,
        subscribed: Option<Day>,
        disappear_after: Option<Hours>,
        discreet: bool,
    },
    V3 {
        user: UserId,
        language: Language,
        subscribed: Option<Day>,
        disappear_after: Option<Hours>,
        discreet: bool,
        interests: Interests,
        circles: BTreeSet<CircleTag>,
    },
    /// As short as the earlier ones: single choices share a byte, and campaigns are bits.
    V4 {
        user: UserId,
        language: Language,
        subscribed: Option<Day>,
        choices: u8,
        circles: BTreeSet<CircleTag>,
        hears: [u8; 4],
    },
}

/// Where single choices stand in the byte of version 4.
mod choice {
    pub(super) const DISCREET: u8 = 1;
    pub(super) const UPDATES: u8 = 1 << 1;
    pub(super) const REMINDERS: u8 = 1 << 2;
    /// Whether campaigns were chosen; else the bits say nothing.
    pub(super) const CAMPAIGNS: u8 = 1 << 3;
    /// Two bits: 0 for never, else the place among [`super::Hours::CHOICES`], from 1.
    pub(super) const DISAPPEAR_AT: u8 = 4;
}

impl Record for StoredSupporter {
    const TABLE: Table = tables::AUDIENCE;
}

impl From<StoredSupporter> for Supporter {
    fn from(stored: StoredSupporter) -> Self {
        match stored {
            StoredSupporter::V1 { user, language, subscribed } => Self { subscribed, ..Self::new(user, language) },
            StoredSupporter::V2 { user, language, subscribed, disappear_after, discreet } => {
                Self { subscribed, disappear_after, discreet, ..Self::new(user, language) }
            }
            StoredSupporter::V3 { user, language, subscribed, disappear_after, discreet, interests, circles } => {
                let hears = Hears::default();
                Self { user, language, subscribed, disappear_after, discreet, interests, circles, hears }
            }
            StoredSupporter::V4 { user, language, subscribed, choices, circles, hears } => {
                let is = |bit: u8| choices & bit != 0;
                let place = usize::from(choices >> choice::DISAPPEAR_AT & 3);
                let chose = is(choice::CAMPAIGNS).then(|| Hears::these(u32::from_be_bytes(hears)));
                Self {
                    user,
                    language,
                    subscribed,
                    disappear_after: place.checked_sub(1).and_then(|place| Hours::CHOICES.get(place).copied()),
                    discreet: is(choice::DISCREET),
                    interests: Interests { updates: is(choice::UPDATES), reminders: is(choice::REMINDERS) },
                    circles,
                    hears: chose.unwrap_or_default(),
                }
            }
        }
    }
}

impl From<Supporter> for StoredSupporter {
    fn from(supporter: Supporter) -> Self {
        let Supporter { user, language, subscribed, disappear_after, discreet, interests, circles, hears } = supporter;
        let place = disappear_after.and_then(|hours| (1..).zip(Hours::CHOICES).find(|(_, choice)| *choice == hours));
        let mut choices = place.map_or(0, |(place, _): (u8, _)| place) << choice::DISAPPEAR_AT;
        for (bit, chosen) in [
            (choice::DISCREET, discreet),
            (choice::UPDATES, interests.updates),
            (choice::REMINDERS, interests.reminders),
            (choice::CAMPAIGNS, hears.bits().is_some()),
        ] {
            choices |= if chosen { bit } else { 0 };
        }
        let hears = hears.bits().unwrap_or_default().to_be_bytes();
        Self::V4 { user, language, subscribed, choices, circles, hears }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::audience::CIRCLES_MAX;
    use crate::campaign::CircleId;

    #[test]
    fn a_row_is_as_long_for_people_in_circles() {
        let circles = (0..CIRCLES_MAX).map(|n| format!("circle-{n}").parse::<CircleId>().unwrap().tag()).collect();
        let most = Supporter {
            subscribed: Some(Day(i32::MIN)),
            disappear_after: Hours::new(47),
            discreet: true,
            circles,
            hears: Hears::these(u32::MAX),
            ..Supporter::new(UserId((1 << 52) - 1), Language::Turkish)
        };
        // Of the 64 bytes of an envelope's first bucket ten say whose row it is.
        let longest = postcard::to_stdvec(&StoredSupporter::from(most)).unwrap().len();
        assert!(longest <= 54, "{longest} bytes");
    }

    #[test]
    fn every_choice_comes_back_and_earlier_versions_open() {
        let some = Supporter {
            subscribed: Some(Day(20_000)),
            interests: Interests { updates: false, reminders: true },
            ..Supporter::new(UserId(7), Language::Polish)
        };
        for hours in Hours::CHOICES.map(Some).into_iter().chain([None]) {
            for (discreet, hears) in [(true, Hears::these(5)), (false, Hears::default()), (true, Hears::these(0))] {
                let one = Supporter { disappear_after: hours, discreet, hears, ..some.clone() };
                assert!(Supporter::from(StoredSupporter::from(one.clone())) == one);
            }
        }
        let old = StoredSupporter::V3 {
            user: UserId(7),
            language: Language::Polish,
            subscribed: Some(Day(20_000)),
            disappear_after: None,
            discreet: false,
            interests: Interests { updates: false, reminders: true },
            circles: BTreeSet::new(),
        };
        assert!(Supporter::from(old) == some);
    }
}
