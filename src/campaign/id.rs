//! Names of campaigns, demands and petitions: short enough for buttons, links and file names.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// Says that a text is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an id is 1 to 32 of a-z, 0-9 and -, beginning with a letter")]
pub struct IdError;

macro_rules! ids {
    ($( $(#[$doc:meta])* $name:ident ),+ $(,)?) => { $(
        $(#[$doc])*
        ///
        /// 1 to 32 of `a-z`, `0-9` and `-`, beginning with a letter: fits callback data, deep links and file names.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Borrows the id as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(id: &str) -> Result<Self, IdError> {
                if is_id(id) { Ok(Self(id.to_owned())) } else { Err(IdError) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(id: String) -> Result<Self, IdError> {
                id.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+ };
}

ids! {
    /// Names a campaign.
    CampaignId,
    /// Names a demand within its campaign.
    DemandId,
    /// Names a petition; a pledge counts once for a person and a petition.
    PetitionId,
    /// Names a circle: a group of people who were invited.
    CircleId,
    /// Names a place that people come from, such as a leaflet; never a person.
    SourceId,
}

macro_rules! tags {
    ($( $(#[$doc:meta])* $tag:ident of $name:ident ),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $tag([u8; 4]);

        impl fmt::Display for $tag {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:08x}", u32::from_be_bytes(self.0))
            }
        }

        impl FromStr for $tag {
            type Err = IdError;

            /// Reads what `Display` writes, and nothing else.
            fn from_str(text: &str) -> Result<Self, IdError> {
                let tag = u32::from_str_radix(text, 16).map(|number| Self(number.to_be_bytes())).map_err(|_| IdError)?;
                if tag.to_string() == text { Ok(tag) } else { Err(IdError) }
            }
        }

        impl $name {
            /// Gives its tag.
            pub fn tag(&self) -> $tag {
                let digest: [u8; 32] = Sha256::digest(self.as_str()).into();
                let [a, b, c, d, ..] = digest;
                $tag([a, b, c, d])
            }
        }
    )+ };
}

tags! {
    /// A circle as a person's row has it: the first four bytes of the SHA-256 of its name.
    ///
    /// So a row is as long for people in circles as for others. Two names of one campaign never share a tag:
    /// [`super::Campaign`] refuses them.
    CircleTag of CircleId,
    /// A campaign as buttons carry it: the first four bytes of the SHA-256 of its id. No two campaigns of one bot share one:
    /// [`super::Campaign::load_all`] refuses them.
    CampaignTag of CampaignId,
    /// A petition as pledges carry it that were brought in for it: the first four bytes of the SHA-256 of its id.
    PetitionTag of PetitionId,
}

fn is_id(id: &str) -> bool {
    id.len() <= 32
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_plain() {
        for id in ["a", "belarus-16-november", &"a".repeat(32)] {
            assert_eq!(id.parse::<CampaignId>().map(String::from), Ok(id.to_owned()));
        }
        for id in ["", "-a", "1a", "A", "a b", "a/b", "..", "ä", &"a".repeat(33)] {
            assert_eq!(id.parse::<CampaignId>(), Err(IdError), "{id}");
        }
    }
}
