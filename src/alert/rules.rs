//! What an alert must be to go out: pure decisions with a reason for each refusal.

use jiff::Timestamp;

use super::AlertFile;
use crate::campaign::CircleId;

/// What an alert is held against.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The campaign that this bot serves.
    pub campaign: String,
    /// How many signatures the campaign asks for.
    pub signatures_required: u32,
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
    /// The campaign asks for signatures, and this version can't check them: fail closed.
    #[error(
        "this campaign asks for {0} signatures, and this version of klich can't check signatures, so nothing is sent: \
         set `signatures_required = 0` in klich.toml to send without"
    )]
    SignaturesNotChecked(u32),
}

impl Rules {
    /// Decides whether a file may go out now, given the highest sequence that was accepted.
    ///
    /// # Errors
    /// The first reason against it.
    pub fn admit(&self, file: &AlertFile, last: u64, now: Timestamp) -> Result<(), Refused> {
        self.signatures()?;
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

    /// Refuses everything where signatures are asked for: they can't be checked yet.
    ///
    /// # Errors
    /// [`Refused::SignaturesNotChecked`].
    pub fn signatures(&self) -> Result<(), Refused> {
        match self.signatures_required {
            0 => Ok(()),
            required => Err(Refused::SignaturesNotChecked(required)),
        }
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

    fn rules(signatures_required: u32) -> Rules {
        Rules { campaign: "ours".to_owned(), signatures_required, circles: vec!["port".parse().unwrap()] }
    }

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn a_fresh_file_of_this_campaign_is_admitted() {
        assert_eq!(rules(0).admit(&file(), 6, at("2026-11-16T00:00:00Z")), Ok(()));
    }

    #[test]
    fn each_reason_is_named() {
        let now = at("2026-11-16T00:00:00Z");
        let other = AlertFile { campaign: "theirs".to_owned(), ..file() };
        assert_eq!(rules(0).admit(&other, 6, now), Err(Refused::OtherCampaign { ours: "ours".to_owned() }));
        let medics = |name: &str| AlertFile { circles: [name.parse().unwrap()].into(), ..file() };
        let unknown = Refused::UnknownCircle("medics".parse().unwrap());
        assert_eq!(
            (rules(0).admit(&medics("medics"), 6, now), rules(0).admit(&medics("port"), 6, now)),
            (Err(unknown), Ok(()))
        );
        assert_eq!(rules(0).admit(&file(), 7, now), Err(Refused::OldSequence { given: 7, last: 7 }));
        assert!(matches!(rules(0).admit(&file(), 6, at("2026-11-17T00:00:00Z")), Err(Refused::Expired(_))));
        assert_eq!(rules(2).admit(&file(), 6, now), Err(Refused::SignaturesNotChecked(2)));
    }
}
