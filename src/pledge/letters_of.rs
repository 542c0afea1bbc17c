//! Which letters go with a petition: those for its campaign.

use serde::{Deserialize, Serialize};

use crate::campaign::CampaignTag;

/// Whose letters go with a petition. Kept with the decision to close it: variants are only added at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum LettersOf {
    /// Every one: rooms that know of no campaign.
    Every,
    /// Those for this campaign, and, if so, those of the time when a bot served one alone, which name none.
    Campaign { tag: CampaignTag, untagged: bool },
    /// Nobody knows: the petition of a campaign that is not served any more. None.
    Unknown,
}

impl LettersOf {
    /// Tells whether a letter that is for this campaign, or names none, is among them.
    pub(super) fn has(self, letter: Option<CampaignTag>) -> bool {
        match (self, letter) {
            (Self::Every, _) => true,
            (Self::Campaign { untagged, .. }, None) => untagged,
            (Self::Campaign { tag, .. }, Some(campaign)) => tag == campaign,
            (Self::Unknown, _) => false,
        }
    }
}
