//! What the bot does about an update, as a value: the conversations decide, the rim sends.

use std::sync::Arc;

use crate::alert::AlertError;
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

/// Makes a button that is pressed.
pub fn button(label: String, press: super::button::Press) -> Button {
    Button::Press { label, data: press.to_string() }
}
