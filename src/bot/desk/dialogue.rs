//! What an organiser is in the middle of: kept in the vault, so that a restart loses nothing.

use serde::{Deserialize, Serialize};

use super::super::button::Deed;
use crate::alert::AlertId;
use crate::store::Table;
use crate::telegram::UserId;
use crate::text::Language;
use crate::vault::{Record, RowKey, Vault, tables};

/// An organiser's unfinished work.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dialogue {
    /// What the next text is for.
    pub(super) awaits: Option<Awaits>,
    /// What was asked once more, about which alert, and the number that lets its button work once.
    pub(super) asked: Option<(Deed, AlertId, u32)>,
}

/// What an organiser's next text is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Awaits {
    /// A draft's text in a language.
    Text(AlertId, Language),
    /// When a draft goes out.
    Time(AlertId),
}

/// The record in the table `dialogues`; row key: blind index of the user's number.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredDialogue {
    V1 { writing: Option<(AlertId, Language)>, sending: Option<(AlertId, u32)> },
    V2 { awaits: Option<Awaits>, asked: Option<(Deed, AlertId, u32)> },
}

impl Record for StoredDialogue {
    const TABLE: Table = tables::DIALOGUES;
}

impl From<StoredDialogue> for Dialogue {
    fn from(stored: StoredDialogue) -> Self {
        match stored {
            StoredDialogue::V1 { writing, sending } => Self {
                awaits: writing.map(|(id, language)| Awaits::Text(id, language)),
                asked: sending.map(|(id, once)| (Deed::Send, id, once)),
            },
            StoredDialogue::V2 { awaits, asked } => Self { awaits, asked },
        }
    }
}

impl From<Dialogue> for StoredDialogue {
    fn from(dialogue: Dialogue) -> Self {
        Self::V2 { awaits: dialogue.awaits, asked: dialogue.asked }
    }
}

/// Finds the row of a person's dialogue.
pub(super) fn key(vault: &Vault, user: UserId) -> RowKey {
    vault.row_key(tables::DIALOGUES, &user.to_bytes())
}
