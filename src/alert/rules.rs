//! What an alert must be to go out: pure decisions with a reason for each refusal.

use jiff::Timestamp;

use super::AlertFile;
use crate::campaign::CircleId;
use crate::seal::{Quorum, Refusal};

/// What an alert is held against.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The campaign that this bot serves.
    pub campaign: String,
    /// Whose signatures count, and how many an alert needs.
    pub quorum: Quorum,
    /// The circles that the campaign has.
    pub circles: Vec<CircleId>,
}

/// Why an alert is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is for another campaign.
    #[error("this bot serves the campaign `{ours}`, the file is for another: set `campaign = \"{ours}\"`")]
    OtherCampaign {
        /// Ours.
        ours: String,
    },
    /// Its number was used, or a higher one.
    #[error("sequence {given} is not above {last}, the last one: write `sequence = {}`", last + 1)]
    OldSequence {
        /// What the file says.
        given: u64,
        /// The highest accepted.
        last: u64,
    },
    /// It is for a circle that the campaign does not have: fail closed, for nobody else may hear it.
    #[error("the campaign has no circle `{0}`: correct `circles`, or add it to `circles` in campaign.toml")]
    UnknownCircle(CircleId),
    /// It is too late.
    #[error("it expired at {0}: set a later `expires`")]
    Expired(Timestamp),
    /// Approvals are missing.
    #[error("{given} of {required} approvals are there: organisers approve at the desk")]
    Approvals {
        /// Those that count.
        given: usize,
        /// How many are needed.
        required: usize,
    },
    /// Signatures are missing, or one is not right.
    #[error(transparent)]
    Signatures(#[from] Refusal),
}

impl Rules {
    /// Decides whether a file may go out now, given the highest sequence that was accepted; its signatures are looked at
    /// elsewhere.
    ///
    /// # Errors
    /// The first reason against it.
    pub fn admit(&self, file: &AlertFile, last: u64, now: Timestamp) -> Result<(), Refused> {
        if file.campaign != self.campaign {
            return Err(Refused::OtherCampaign { ours: self.campaign.clone() });
        }
        if let Some(unknown) = file.circles.iter().find(|circle| !self.circles.contains(circle)) {
            return Err(Refused::UnknownCircle(unknown.clone()));
        }
        if file.sequence <= last {
            return Err(Refused::OldSequence { given: file.sequence, last });
        }
        if file.expires <= now {
            return Err(Refused::Expired(file.expires));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn file() -> AlertFile {
        AlertFile::parse(
            "kind = \"call\"\ncampaign = \"ours\"\nsequence = 7\nexpires = 2026-11-17T00:00:00Z\n[text]\nen = \"x\"",
        )
        .unwrap()
    }

    fn rules() -> Rules {
        Rules { campaign: "ours".to_owned(), quorum: Quorum::default(), circles: vec!["port".parse().unwrap()] }
    }

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn a_fresh_file_of_this_campaign_is_admitted() {
        assert_eq!(rules().admit(&file(), 6, at("2026-11-16T00:00:00Z")), Ok(()));
    }

    #[test]
    fn each_reason_is_named() {
        let now = at("2026-11-16T00:00:00Z");
        let other = AlertFile { campaign: "theirs".to_owned(), ..file() };
        assert_eq!(rules().admit(&other, 6, now), Err(Refused::OtherCampaign { ours: "ours".to_owned() }));
        let medics = |name: &str| AlertFile { circles: [name.parse().unwrap()].into(), ..file() };
        let unknown = Refused::UnknownCircle("medics".parse().unwrap());
        assert_eq!(
            (rules().admit(&medics("medics"), 6, now), rules().admit(&medics("port"), 6, now)),
            (Err(unknown), Ok(()))
        );
        assert_eq!(rules().admit(&file(), 7, now), Err(Refused::OldSequence { given: 7, last: 7 }));
        assert!(matches!(rules().admit(&file(), 6, at("2026-11-17T00:00:00Z")), Err(Refused::Expired(_))));
    }
}
