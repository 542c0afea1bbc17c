//! Messages and the chats that hold them: a bounded history, ids beyond it.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::entities::Entity;
use super::files::{File, FileKind};
use super::rate::Bucket;

/// Message ids that a chat keeps beyond its history, so that they can still be deleted.
const STUBS: usize = 256;
/// Answers to pressed buttons that a chat keeps.
const ANSWERS: usize = 64;

/// A message; its content is gone once it is deleted or beyond the chat's history.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub id: i64,
    /// Unix seconds.
    pub date: i64,
    /// Who sent it.
    pub sender: Sender,
    pub deleted: bool,
    pub content: Option<Box<Content>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sender {
    Bot,
    User(i64),
}

#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub body: Body,
    /// Shared by the messages of a broadcast, which have the same.
    pub inline: Option<Arc<Value>>,
    pub reply_to: Option<i64>,
    /// Unix seconds of the last edit.
    pub edited: Option<i64>,
    /// It was sent with a reply keyboard: Telegram edits no such message.
    pub fixed: bool,
    /// The `link_preview_options` that it was sent with.
    pub preview: Option<Value>,
}

#[derive(Clone)]
pub(crate) enum Body {
    Text { text: String, entities: Vec<Entity> },
    Media { file: Arc<File>, caption: String, entities: Vec<Entity> },
    AppData { data: String, button_text: String },
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Body")
    }
}

impl Content {
    pub fn new(body: Body) -> Content {
        Content { body, inline: None, reply_to: None, edited: None, fixed: false, preview: None }
    }

    pub fn text(text: String, entities: Vec<Entity>) -> Content {
        Content::new(Body::Text { text, entities })
    }
}

impl Body {
    /// The text or the caption, and its entities.
    pub fn text(&self) -> (&str, &[Entity]) {
        match self {
            Body::Text { text, entities } => (text, entities),
            Body::Media { caption, entities, .. } => (caption, entities),
            Body::AppData { .. } => ("", &[]),
        }
    }

    /// Puts the fields of this body into a message's JSON.
    pub fn json(&self, map: &mut Map<String, Value>) {
        let listed = |entities: &[Entity]| Value::Array(entities.iter().map(Entity::json).collect());
        match self {
            Body::Text { text, entities } => {
                map.insert("text".into(), text.as_str().into());
                if !entities.is_empty() {
                    map.insert("entities".into(), listed(entities));
                }
            }
            Body::Media { file, caption, entities } => {
                let field = if file.kind == FileKind::Document { "document" } else { "photo" };
                map.insert(field.into(), file.json());
                if !caption.is_empty() {
                    map.insert("caption".into(), caption.as_str().into());
                }
                if !entities.is_empty() {
                    map.insert("caption_entities".into(), listed(entities));
                }
            }
            Body::AppData { data, button_text } => {
                map.insert("web_app_data".into(), json!({"data": data, "button_text": button_text}));
            }
        }
    }
}

/// What one chat holds.
#[derive(Debug, Default)]
pub(crate) struct Chat {
    pub messages: VecDeque<Message>,
    /// The keyboard under the input field.
    pub keyboard: Option<Box<Value>>,
    pub bucket: Bucket,
    /// Answers to pressed buttons, oldest first.
    pub answers: VecDeque<Answer>,
}

/// What a person saw after a press.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Answer {
    /// The query that was answered.
    pub callback_query_id: String,
    /// The notice, empty where the bot gave none.
    pub text: String,
    /// Whether it was a dialogue that has to be closed.
    pub show_alert: bool,
}

impl Chat {
    pub fn message(&self, id: i64) -> Option<&Message> {
        self.find(id).and_then(|at| self.messages.get(at)).filter(|message| !message.deleted)
    }

    pub fn message_mut(&mut self, id: i64) -> Option<&mut Message> {
        self.find(id).and_then(|at| self.messages.get_mut(at)).filter(|message| !message.deleted)
    }

    fn find(&self, id: i64) -> Option<usize> {
        self.messages.binary_search_by_key(&id, |message| message.id).ok()
    }

    /// Keeps the contents of the last `history` messages and forgets older ones.
    pub fn trim(&mut self, history: usize) {
        if let Some(at) = self.messages.len().checked_sub(history.saturating_add(1))
            && let Some(message) = self.messages.get_mut(at)
        {
            message.content = None;
        }
        if self.messages.len() > history.saturating_add(STUBS) {
            self.messages.pop_front();
        }
    }

    pub fn answered(&mut self, answer: Answer) {
        if self.answers.len() == ANSWERS {
            self.answers.pop_front();
        }
        self.answers.push_back(answer);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_history_is_bounded_and_ids_stay_longer() {
        let mut chat = Chat::default();
        for id in 1..=400 {
            let content = Some(Box::new(Content::text("a".into(), Vec::new())));
            chat.messages.push_back(Message { id: id * 3, date: 0, sender: Sender::Bot, deleted: false, content });
            chat.trim(2);
        }
        assert_eq!(chat.messages.iter().filter(|message| message.content.is_some()).count(), 2);
        assert_eq!(chat.messages.len(), 2 + STUBS);
        assert!(chat.message(400 * 3).unwrap().content.is_some());
        assert!(chat.message(300 * 3).unwrap().content.is_none());
        assert!(chat.message(3).is_none() && chat.message(1199).is_none());
    }
}
