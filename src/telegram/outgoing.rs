//! What goes out, as values, and what became of it.

use std::{fmt, sync::Arc, time::Duration};

use super::{ChatId, MessageId, PressId};
use crate::text::Html;

/// Urgency: a lane is served before all below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// To a person who just wrote or pressed.
    Answer,
    /// To organisers.
    Organiser,
    /// A broadcast.
    Broadcast,
    /// Deleting what was broadcast.
    Recall,
}

/// One request to the Bot API, before it is one.
#[derive(Clone)]
pub enum Outgoing {
    /// `sendMessage`.
    Message {
        /// To whom.
        chat: ChatId,
        /// At most 4096 code points after parsing.
        text: Html,
        /// Under the message.
        keyboard: Option<Arc<Keyboard>>,
        /// Quotes this message where it still exists.
        reply_to: Option<MessageId>,
        /// Whether forwarding and saving are refused by clients.
        protect: bool,
    },
    /// `sendMessage` with a keyboard under the input field. Each button opens the Mini App, which may hand data to the bot:
    /// only from such a button does Telegram let it.
    Offer {
        /// To whom; private chats only.
        chat: ChatId,
        /// At most 4096 code points after parsing.
        text: Html,
        /// A row each, at least one; clients hide them once one was used.
        apps: Vec<App>,
    },
    /// `editMessageText`. *Not modified* counts as done.
    Edit {
        /// Where.
        chat: ChatId,
        /// Which of the bot's own messages.
        message: MessageId,
        /// The new text.
        text: Html,
        /// The new buttons; none removes them.
        keyboard: Option<Arc<Keyboard>>,
    },
    /// `editMessageReplyMarkup` without buttons.
    RemoveButtons {
        /// Where.
        chat: ChatId,
        /// Which of the bot's own messages.
        message: MessageId,
    },
    /// `deleteMessage`: under 48 h only.
    Delete {
        /// Where.
        chat: ChatId,
        /// Which.
        message: MessageId,
    },
    /// `answerCallbackQuery`: stops the button's spinner. Too late counts as done.
    AnswerPress {
        /// Which press.
        press: PressId,
        /// Plain text, at most 200 characters.
        text: Option<String>,
        /// Whether it waits for *OK*.
        alert: bool,
    },
    /// `sendPhoto`: a picture that clients show at once.
    Photo {
        /// To whom.
        chat: ChatId,
        /// PNG or JPEG, at most 10 MB.
        picture: Document,
        /// Under the picture, at most 1024 code points.
        caption: Html,
    },
    /// `sendDocument`.
    Document {
        /// To whom.
        chat: ChatId,
        /// The file.
        document: Document,
        /// Under the file, at most 1024 code points.
        caption: Html,
    },
}

impl Outgoing {
    /// Gives the chat that it goes to; none for the answer to a press.
    pub fn chat(&self) -> Option<ChatId> {
        match self {
            Self::Message { chat, .. }
            | Self::Offer { chat, .. }
            | Self::Edit { chat, .. }
            | Self::RemoveButtons { chat, .. }
            | Self::Delete { chat, .. }
            | Self::Photo { chat, .. }
            | Self::Document { chat, .. } => Some(*chat),
            Self::AnswerPress { .. } => None,
        }
    }
}

/// A file made in memory.
#[derive(Clone)]
pub struct Document {
    /// What the receiver's client shows; holds nothing of a person.
    pub file_name: String,
    /// Contents.
    pub bytes: Arc<[u8]>,
}

/// A button of the keyboard that opens the Mini App.
#[derive(Clone, PartialEq, Eq)]
pub struct App {
    /// Plain text; comes back with what the app hands over.
    pub label: String,
    /// https, a host with a dot, under 2,000 characters.
    pub url: String,
}

/// Rows of buttons under a message.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Keyboard(pub Vec<Vec<Button>>);

/// One button.
#[derive(Clone, PartialEq, Eq)]
pub enum Button {
    /// Sends `data` (1–64 bytes) back when pressed.
    Press {
        /// Plain text.
        label: String,
        /// From the bot's button codec.
        data: String,
    },
    /// Opens a link.
    Link {
        /// Plain text.
        label: String,
        /// http, https or tg.
        url: String,
    },
    /// Opens the Mini App: private chats only.
    App {
        /// Plain text.
        label: String,
        /// https, a host with a dot, under 2,000 characters.
        url: String,
    },
}

/// What became of an [`Outgoing`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// Telegram has it; the id where a message was made.
    Delivered(Option<MessageId>),
    /// There is nothing to edit or delete any more: the message is gone.
    Gone,
    /// For good: blocked, deactivated, never started, chat not found.
    Unreachable,
    /// The content or the request is wrong; the same again fails again.
    Refused(Refusal),
    /// Not done, surely; may be tried again after a while.
    Retry {
        /// Not earlier than that.
        after: Duration,
    },
    /// It may have been done: the request went out, the answer was lost.
    Uncertain,
    /// 401 or 409: this bot can't go on.
    Fatal,
}

/// Why Telegram refused: its own words, which hold nothing of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP-like code, such as 400.
    pub code: u16,
    /// A fixed description of ours for the known ones, else `refused`.
    pub reason: &'static str,
}

impl Refusal {
    /// The reason where Telegram's words are not among the known ones.
    pub const UNKNOWN: &'static str = "refused";
    /// The reason where a message is too old to be deleted.
    pub const TOO_OLD: &'static str = "the message can't be deleted any more";
    /// The reason where a message is none that can be edited.
    pub const FIXED: &'static str = "the message can't be edited";

    /// Tells whether the content is surely why: anybody else would be refused it too.
    pub fn is_of_content(&self) -> bool {
        ![Self::UNKNOWN, Self::TOO_OLD, Self::FIXED].contains(&self.reason)
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outgoing")
    }
}

impl fmt::Debug for Keyboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyboard")
    }
}
