//! How many subscribers there are, kept with every change so that nobody has to count.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Hears, Interests, Profile};
use crate::campaign::CircleTag;
use crate::store::Table;
use crate::text::Language;
use crate::vault::{Record, tables};

/// Subscribers by their profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    by_profile: BTreeMap<Profile, u64>,
}

impl Counts {
    /// Sums all subscribers.
    pub fn total(&self) -> u64 {
        self.by_profile.values().sum()
    }

    /// Counts one language.
    pub fn of(&self, language: Language) -> u64 {
        self.those(|profile| profile.language == language)
    }

    /// Counts those whose profile fits.
    pub fn those(&self, fits: impl Fn(&Profile) -> bool) -> u64 {
        self.by_profile.iter().filter(|(profile, _)| fits(profile)).map(|(_, count)| count).sum()
    }

    /// Lists languages that somebody has, with their counts.
    pub fn by_language(&self) -> impl Iterator<Item = (Language, u64)> + use<> {
        let mut by_language = BTreeMap::<_, u64>::new();
        for (profile, count) in &self.by_profile {
            *by_language.entry(profile.language).or_default() += count;
        }
        by_language.into_iter()
    }

    pub(super) fn add(&mut self, profile: Profile) {
        *self.by_profile.entry(profile).or_default() += 1;
    }

    pub(super) fn take(&mut self, profile: &Profile) {
        if let Some(count) = self.by_profile.get_mut(profile) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.by_profile.remove(profile);
            }
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (profile, count) in other.by_profile {
            *self.by_profile.entry(profile).or_default() += count;
        }
    }

    /// Writes counts of people in circles, or with a choice of campaigns, out: there may be too many for one record.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let flat = |(profile, count): (&Profile, &u64)| {
            let Profile { language, interests, circles, hears } = profile.clone();
            ((language, interests, circles, hears.bits()), *count)
        };
        let stored = StoredInCircles::V2(self.by_profile.iter().map(flat).collect());
        postcard::to_stdvec(&stored).expect("maps of numbers can be written")
    }

    /// Reads [`Counts::to_bytes`] back; `None` for bytes of another version.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let profile = |language, interests, circles, bits: Option<u32>| Profile {
            language,
            interests,
            circles,
            hears: bits.map(Hears::these).unwrap_or_default(),
        };
        let by_profile = match postcard::from_bytes(bytes).ok()? {
            StoredInCircles::V1(counts) => {
                counts.into_iter().map(|((a, b, c), count)| (profile(a, b, c, None), count)).collect()
            }
            StoredInCircles::V2(counts) => {
                counts.into_iter().map(|((a, b, c, d), count)| (profile(a, b, c, d), count)).collect()
            }
        };
        Some(Self { by_profile })
    }
}

/// The long value in the table `tally` of people in circles, and of those who chose campaigns; row key: blind index of
/// `audience in circles`.
#[derive(Serialize, Deserialize)]
enum StoredInCircles {
    V1(BTreeMap<(Language, Interests, BTreeSet<CircleTag>), u64>),
    V2(BTreeMap<(Language, Interests, BTreeSet<CircleTag>, Option<u32>), u64>),
}

/// The record in the table `tally` of people in no circle who chose no campaign; row key: blind index of `audience`.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredCounts {
    V1 { by_language: BTreeMap<Language, u64> },
    V2 { in_no_circle: BTreeMap<(Language, Interests), u64> },
}

impl Record for StoredCounts {
    const TABLE: Table = tables::TALLY;
}

impl From<StoredCounts> for Counts {
    fn from(stored: StoredCounts) -> Self {
        let by_profile = match stored {
            StoredCounts::V1 { by_language } => {
                by_language.into_iter().map(|(language, count)| (Profile::new(language), count)).collect()
            }
            StoredCounts::V2 { in_no_circle } => in_no_circle
                .into_iter()
                .map(|((language, interests), count)| (Profile { interests, ..Profile::new(language) }, count))
                .collect(),
        };
        Self { by_profile }
    }
}

impl From<Counts> for StoredCounts {
    fn from(counts: Counts) -> Self {
        let flat = |(profile, count): (Profile, u64)| ((profile.language, profile.interests), count);
        Self::V2 { in_no_circle: counts.by_profile.into_iter().map(flat).collect() }
    }
}
