//! What is kept of a person, and its form in the vault.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::campaign::Day;
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
}

impl Supporter {
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
    V1 { user: UserId, language: Language, subscribed: Option<Day> },
}

impl Record for StoredSupporter {
    const TABLE: Table = tables::AUDIENCE;
}

impl From<StoredSupporter> for Supporter {
    fn from(stored: StoredSupporter) -> Self {
        let StoredSupporter::V1 { user, language, subscribed } = stored;
        Self { user, language, subscribed }
    }
}

impl From<Supporter> for StoredSupporter {
    fn from(supporter: Supporter) -> Self {
        let Supporter { user, language, subscribed } = supporter;
        Self::V1 { user, language, subscribed }
    }
}
