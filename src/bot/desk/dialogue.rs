//! What an organiser is in the middle of: kept in the vault, so that a restart loses nothing.

use serde::{Deserialize, Serialize};

use super::super::button::{Deed, Matter};
use crate::alert::{AlertId, Wording};
use crate::store::Table;
use crate::telegram::UserId;
use crate::text::Language;
use crate::vault::{Record, RowKey, Vault, tables};

/// An organiser's unfinished work.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dialogue {
    /// What the next text is for.
    pub(super) awaits: Option<Awaits>,
    /// What was asked once more.
    pub(super) asked: Option<Asked>,
}

/// A question whose button works once.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asked {
    /// What is to be done, and about what.
    pub(super) what: What,
    /// The number that lets its button work once.
    pub(super) once: u32,
    /// The texts that were shown with the question, or stood behind it: where they have changed, the button is void.
    pub(super) seen: Option<Wording>,
}

/// What a question is about.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    /// An alert.
    Alert(Deed, AlertId),
    /// An organiser's account.
    Organiser(Matter, UserId),
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
    V3 { awaits: Option<Awaits>, asked: Option<Asked> },
}

impl Record for StoredDialogue {
    const TABLE: Table = tables::DIALOGUES;
}

impl From<StoredDialogue> for Dialogue {
    fn from(stored: StoredDialogue) -> Self {
        // An earlier question did not hold what it was shown with: it is asked anew.
        match stored {
            StoredDialogue::V1 { writing, .. } => {
                Self { awaits: writing.map(|(id, language)| Awaits::Text(id, language)), asked: None }
            }
            StoredDialogue::V2 { awaits, .. } => Self { awaits, asked: None },
            StoredDialogue::V3 { awaits, asked } => Self { awaits, asked },
        }
    }
}

impl From<Dialogue> for StoredDialogue {
    fn from(dialogue: Dialogue) -> Self {
        Self::V3 { awaits: dialogue.awaits, asked: dialogue.asked }
    }
}

/// Finds the row of a person's dialogue.
pub(super) fn key(vault: &Vault, user: UserId) -> RowKey {
    vault.row_key(tables::DIALOGUES, &user.to_bytes())
}
