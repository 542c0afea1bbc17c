//! Who is in the world: the bot, people, crowds and groups.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::message::Chat;

/// Who the bot is.
pub(crate) struct Bot {
    pub id: i64,
    pub username: String,
}

/// A person, and the private chat with the bot.
pub(crate) struct Person {
    pub id: i64,
    /// Empty for one of a crowd, who is then shown by number.
    pub first_name: Box<str>,
    pub last_name: Option<Box<str>>,
    pub username: Option<Box<str>>,
    pub language_code: Option<Arc<str>>,
    pub started: bool,
    pub blocked: bool,
    pub deactivated: bool,
    pub chat: Chat,
}

/// People who were created by the range and come to life when somebody speaks with them.
pub(crate) struct Crowd {
    pub first: i64,
    pub count: i64,
    pub language_code: Option<Arc<str>>,
    pub started: bool,
}

/// A group, supergroup or channel.
pub(crate) struct Group {
    pub title: String,
    /// `group`, `supergroup` or `channel`.
    pub kind: &'static str,
    pub kicked: bool,
    pub migrated_to: Option<i64>,
    pub chat: Chat,
}

impl Person {
    /// The name that is shown.
    pub fn shown_name(&self) -> String {
        if self.first_name.is_empty() { format!("Person {}", self.id) } else { self.first_name.to_string() }
    }

    /// Puts the names into a `User` or a `Chat`.
    pub fn names(&self, map: &mut Map<String, Value>) {
        map.insert("first_name".into(), self.shown_name().into());
        if let Some(name) = &self.last_name {
            map.insert("last_name".into(), name.as_ref().into());
        }
        if let Some(name) = &self.username {
            map.insert("username".into(), name.as_ref().into());
        }
    }
}

impl Crowd {
    /// Whether the id is in the range.
    pub fn holds(&self, id: i64) -> bool {
        id >= self.first && id < self.first.saturating_add(self.count)
    }
}
