//! What decides whether an alert is for a subscriber: language, interests, circles.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Hears;
use crate::campaign::CircleTag;
use crate::text::Language;

/// The most circles that a person can be in: their row stays as long as that of others.
pub const CIRCLES_MAX: usize = 8;

/// Which alerts a subscriber wants beside calls. Calls always come, and so do corrections of what they got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interests {
    /// News of the campaign.
    pub updates: bool,
    /// Reminders of an action day.
    pub reminders: bool,
}

impl Default for Interests {
    /// Everything.
    fn default() -> Self {
        Self { updates: true, reminders: true }
    }
}

/// What subscribers are counted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Profile {
    /// Their language.
    pub language: Language,
    /// What they want.
    pub interests: Interests,
    /// The circles that they are in.
    pub circles: BTreeSet<CircleTag>,
    /// The campaigns that they hear.
    pub hears: Hears,
}

impl Profile {
    /// Makes the profile of somebody who has chosen nothing but a language.
    pub fn new(language: Language) -> Self {
        Self { language, interests: Interests::default(), circles: BTreeSet::new(), hears: Hears::default() }
    }
}
