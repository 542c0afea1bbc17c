//! How letters lie in the vault, and in earlier versions lay.

use serde::{Deserialize, Serialize};

use super::{Letter, Sort};
use crate::campaign::{CampaignTag, Day};
use crate::pledge::LetterId;
use crate::store::Table;
use crate::telegram::{MessageId, UserId};
use crate::text::Language;
use crate::vault::{Record, tables};

/// The record in the table `letters`; row key: the shard's group, then the blind index of the id.
#[derive(Serialize, Deserialize)]
pub(in crate::pledge) enum StoredLetter {
    V1 {
        id: LetterId,
        user: UserId,
        message: MessageId,
        sort: Sort,
        language: Language,
        day: Day,
        held: bool,
        replied: Option<[u8; 16]>,
    },
    V2 {
        id: LetterId,
        user: UserId,
        message: MessageId,
        sort: Sort,
        language: Language,
        day: Day,
        held: bool,
        replied: Option<[u8; 16]>,
        campaign: Option<CampaignTag>,
    },
}

impl StoredLetter {
    /// Gives the day it came.
    pub(in crate::pledge) fn day(&self) -> Day {
        let (Self::V1 { day, .. } | Self::V2 { day, .. }) = self;
        *day
    }
}

impl Record for StoredLetter {
    const TABLE: Table = tables::LETTERS;
}

/// The record in the table `letters-of`; row key: the user's group, then the blind index of the message's number.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredOf {
    V1 { id: LetterId, message: MessageId },
}

impl Record for StoredOf {
    const TABLE: Table = tables::LETTERS_OF;
}

impl From<StoredLetter> for Letter {
    fn from(stored: StoredLetter) -> Self {
        match stored {
            StoredLetter::V1 { id, user, message, sort, language, day, held, replied } => {
                Self { id, user, message, sort, language, day, held, replied, campaign: None }
            }
            StoredLetter::V2 { id, user, message, sort, language, day, held, replied, campaign } => {
                Self { id, user, message, sort, language, day, held, replied, campaign }
            }
        }
    }
}

impl From<&Letter> for StoredLetter {
    fn from(letter: &Letter) -> Self {
        let Letter { id, user, message, sort, language, day, held, replied, campaign } = letter.clone();
        Self::V2 { id, user, message, sort, language, day, held, replied, campaign }
    }
}
