//! What the bot does about an update, as a value: the conversations decide, the rim sends.

use std::sync::Arc;

use super::button::{Press, scoped};
use crate::alert::AlertError;
use crate::campaign::CampaignTag;
use crate::telegram::{Button, ChatId, Document, Keyboard, MessageId, Outgoing, PressId};
use crate::text::Html;
use crate::vault::VaultError;

/// Messages to send, in this order, once everything that was written is on the disk.
#[derive(Default)]
pub struct Answer {
    /// In the order in which they go out.
    pub outgoing: Vec<Outgoing>,
}

/// What keeps a conversation from answering. The update stays in the inbox and is tried again.
#[derive(Debug, thiserror::Error)]
pub enum BotError {
    /// The vault failed.
    #[error("the vault failed")]
    Vault(#[from] VaultError),
    /// An alert could not be read or changed.
    #[error("an alert could not be read or changed")]
    Alert(#[from] AlertError),
}

/// What a conversation gives.
pub type Answered = Result<Answer, BotError>;

impl Answer {
    /// Does nothing.
    pub fn silence() -> Self {
        Self::default()
    }

    /// Says something.
    pub fn say(chat: ChatId, text: Html, keyboard: Keyboard) -> Self {
        Self::silence().and_say(chat, text, keyboard)
    }

    /// Says something more.
    #[must_use]
    pub fn and_say(mut self, chat: ChatId, text: Html, keyboard: Keyboard) -> Self {
        let keyboard = (!keyboard.0.is_empty()).then(|| Arc::new(keyboard));
        self.outgoing.push(Outgoing::Message { chat, text, keyboard, reply_to: None, protect: false });
        self
    }

    /// Does what another does, too, after this.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.outgoing.extend(more.outgoing);
        self
    }

    /// Puts a text in the place of an earlier message, or says it anew where that is not known.
    #[must_use]
    pub fn and_show(mut self, chat: ChatId, message: Option<MessageId>, text: Html, keyboard: Keyboard) -> Self {
        let Some(message) = message else { return self.and_say(chat, text, keyboard) };
        let keyboard = (!keyboard.0.is_empty()).then(|| Arc::new(keyboard));
        self.outgoing.push(Outgoing::Edit { chat, message, text, keyboard });
        self
    }

    /// Gives a file.
    #[must_use]
    pub fn and_give(mut self, chat: ChatId, document: Document, caption: Html) -> Self {
        self.outgoing.push(Outgoing::Document { chat, document, caption, keyboard: None });
        self
    }

    /// Shows a picture.
    #[must_use]
    pub fn and_picture(mut self, chat: ChatId, picture: Document, caption: Html) -> Self {
        self.outgoing.push(Outgoing::Photo { chat, picture, caption });
        self
    }

    /// Keeps its buttons to a campaign; with `None` they stay as they are. See [`super::Rooms::scope`].
    #[must_use]
    pub fn within(mut self, campaign: Option<CampaignTag>) -> Self {
        if campaign.is_none() {
            return self;
        }
        for outgoing in &mut self.outgoing {
            let (Outgoing::Message { keyboard: Some(keyboard), .. } | Outgoing::Edit { keyboard: Some(keyboard), .. }) =
                outgoing
            else {
                continue;
            };
            *keyboard = Arc::new(keep_within(keyboard, campaign));
        }
        self
    }

    /// Stops the spinner of a pressed button, first of all.
    #[must_use]
    pub fn to_press(mut self, press: &PressId) -> Self {
        self.outgoing.insert(0, Outgoing::AnswerPress { press: press.clone(), text: None, alert: false });
        self
    }

    /// Answers a pressed button with a pop-up and nothing else.
    pub fn pop_up(press: &PressId, text: String) -> Self {
        Self { outgoing: vec![Outgoing::AnswerPress { press: press.clone(), text: Some(text), alert: true }] }
    }
}

/// Keeps the buttons of a keyboard to a campaign.
pub(super) fn keep_within(keyboard: &Keyboard, campaign: Option<CampaignTag>) -> Keyboard {
    let keep = |button: &Button| match button {
        Button::Press { label, data } => {
            let data = Press::parse(data).map_or_else(|| data.clone(), |press| scoped(campaign, press));
            Button::Press { label: label.clone(), data }
        }
        other => other.clone(),
    };
    Keyboard(keyboard.0.iter().map(|row| row.iter().map(keep).collect()).collect())
}

/// Makes a button that is pressed.
pub fn button(label: String, press: Press) -> Button {
    Button::Press { label, data: press.to_string() }
}
