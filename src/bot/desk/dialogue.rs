//! What an organiser is in the middle of: kept in the vault, so that a restart loses nothing.

use serde::{Deserialize, Serialize};

use crate::alert::AlertId;
use crate::store::Table;
use crate::telegram::UserId;
use crate::text::Language;
use crate::vault::{Record, RowKey, Vault, tables};

/// An organiser's unfinished work.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dialogue {
    /// The draft and the language that the next text is for.
    pub(super) writing: Option<(AlertId, Language)>,
    /// The number that lets *send it now* work once, and its draft.
    pub(super) sending: Option<(AlertId, u32)>,
}

/// The record in the table `dialogues`; row key: blind index of the user's number.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredDialogue {
    V1 { writing: Option<(AlertId, Language)>, sending: Option<(AlertId, u32)> },
}

impl Record for StoredDialogue {
    const TABLE: Table = tables::DIALOGUES;
}

impl From<StoredDialogue> for Dialogue {
    fn from(stored: StoredDialogue) -> Self {
        let StoredDialogue::V1 { writing, sending } = stored;
        Self { writing, sending }
    }
}

impl From<Dialogue> for StoredDialogue {
    fn from(dialogue: Dialogue) -> Self {
        Self::V1 { writing: dialogue.writing, sending: dialogue.sending }
    }
}

/// Finds the row of a person's dialogue.
pub(super) fn key(vault: &Vault, user: UserId) -> RowKey {
    vault.row_key(tables::DIALOGUES, &user.to_bytes())
}
