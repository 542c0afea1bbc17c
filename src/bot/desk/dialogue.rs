//! What an organiser is in the middle of: kept in the vault, so that a restart loses nothing.

use serde::{Deserialize, Serialize};

use super::super::button::{Deed, Matter};
use crate::alert::{AlertId, Wording};
use crate::store::Table;
use crate::telegram::{MessageId, UserId};
use crate::text::Language;
use crate::vault::{Record, RowKey, Vault, tables};

/// An organiser's unfinished work.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dialogue {
    /// What the next text is for.
    pub(super) awaits: Option<Awaits>,
    /// What was asked once more.
    pub(super) asked: Option<Asked>,
    /// The message that was taken last, and for what: after a crash it is handled again, and shall be taken for the same.
    pub(super) taken: Option<(MessageId, Awaits)>,
    /// The draft that was begun last: after a crash the press that began it shall find it.
    pub(super) begun: Option<AlertId>,
}

impl Dialogue {
    /// Waits for a text.
    pub(super) fn awaits(what: Awaits) -> Self {
        Self { awaits: Some(what), ..Self::default() }
    }

    /// Has taken a text, and waits for nothing.
    pub(super) fn took(message: MessageId, what: Awaits) -> Self {
        Self { taken: Some((message, what)), ..Self::default() }
    }

    /// Gives what a message is for: what is waited for, or what it was taken for already.
    pub(super) fn is_for(&self, message: MessageId) -> Option<Awaits> {
        self.taken.filter(|(taken, _)| *taken == message).map(|(_, what)| what).or(self.awaits)
    }
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
    V3 { awaits: Option<Awaits>, asked: Option<Asked>, taken: Option<(MessageId, Awaits)>, begun: Option<AlertId> },
}

impl Record for StoredDialogue {
    const TABLE: Table = tables::DIALOGUES;
}

impl From<StoredDialogue> for Dialogue {
    fn from(stored: StoredDialogue) -> Self {
        // An earlier question did not hold what it was shown with: it is asked anew.
        match stored {
            StoredDialogue::V1 { writing, .. } => {
                Self { awaits: writing.map(|(id, language)| Awaits::Text(id, language)), ..Self::default() }
            }
            StoredDialogue::V2 { awaits, .. } => Self { awaits, ..Self::default() },
            StoredDialogue::V3 { awaits, asked, taken, begun } => Self { awaits, asked, taken, begun },
        }
    }
}

impl From<Dialogue> for StoredDialogue {
    fn from(dialogue: Dialogue) -> Self {
        let Dialogue { awaits, asked, taken, begun } = dialogue;
        Self::V3 { awaits, asked, taken, begun }
    }
}

/// Finds the row of a person's dialogue.
pub(super) fn key(vault: &Vault, user: UserId) -> RowKey {
    vault.row_key(tables::DIALOGUES, &user.to_bytes())
}
