//! The people's side in the same process: what a person does in Telegram, and what the phone shows.

use std::sync::{Arc, MutexGuard};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::message::Chat;
use super::residents::{Crowd, Person};
use super::server::Shared;
use super::view::ChatView;
use super::world::World;

/// A person's id in Telegram, which is the id of the private chat too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(pub i64);

/// A message's id in its chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub i64);

impl From<i64> for UserId {
    fn from(id: i64) -> UserId {
        UserId(id)
    }
}

impl From<i64> for MessageId {
    fn from(id: i64) -> MessageId {
        MessageId(id)
    }
}

/// Why a person could not do that.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// Nobody has this id.
    #[error("there is no such person or chat")]
    Unknown,
    /// The id is taken.
    #[error("this id is taken")]
    Taken,
    /// The chat has no such message.
    #[error("there is no such message in the chat")]
    NoMessage,
    /// No button that could be pressed holds that, and the press was not forged.
    #[error("there is no such button now")]
    NoButton,
    /// The person has blocked the bot: unblock or start first.
    #[error("the person has blocked the bot: unblock or start it first")]
    Blocked,
    /// The account is gone.
    #[error("the account is deactivated")]
    Deactivated,
    /// Telegram's clients or servers would not let this through.
    #[error("{0}")]
    Invalid(String),
    /// What was waited for did not come.
    #[error("what was waited for did not come in time")]
    TimedOut,
}

/// A person to add.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewUser {
    /// Chosen by the sandbox unless given.
    pub id: Option<UserId>,
    /// Shown as *Person* and the number where it is empty.
    pub first_name: String,
    /// Without one unless given.
    pub last_name: Option<String>,
    /// Without the `@`.
    pub username: Option<String>,
    /// The language of the person's Telegram, as an IETF tag.
    pub language_code: Option<String>,
}

impl NewUser {
    /// Describes a person by first name and language.
    #[must_use]
    pub fn named(first_name: &str, language_code: &str) -> NewUser {
        let language_code = Some(language_code.to_owned()).filter(|code| !code.is_empty());
        NewUser { first_name: first_name.to_owned(), language_code, ..NewUser::default() }
    }
}

/// The people, and what steers the sandbox.
#[derive(Clone)]
pub struct People {
    pub(crate) shared: Arc<Shared>,
}

impl People {
    /// Adds a person who has not yet started the bot.
    ///
    /// # Errors
    /// [`PeopleError::Taken`], and [`PeopleError::Invalid`] for an id that no person can have.
    pub fn add(&self, user: NewUser) -> Result<UserId, PeopleError> {
        let mut world = self.world();
        let id = user.id.map_or_else(|| world.free_id(), |id| id.0);
        if id <= 0 {
            return Err(PeopleError::Invalid("a person's id is a positive number".into()));
        }
        let person = Person {
            id,
            first_name: user.first_name.into(),
            last_name: user.last_name.map(Into::into),
            username: user.username.map(|name| name.trim_start_matches('@').into()),
            language_code: user.language_code.map(Into::into),
            started: false,
            blocked: false,
            deactivated: false,
            chat: Chat::default(),
        };
        if world.add_person(person) { Ok(UserId(id)) } else { Err(PeopleError::Taken) }
    }

    /// Adds `count` people with ids from `first_id`, who have all started the bot; they take memory once somebody speaks with them.
    ///
    /// # Errors
    /// [`PeopleError::Invalid`], where the range holds no ids of persons.
    pub fn add_many(&self, first_id: UserId, count: u32, language_code: Option<&str>) -> Result<(), PeopleError> {
        if first_id.0 <= 0 || first_id.0.checked_add(i64::from(count)).is_none() {
            return Err(PeopleError::Invalid("people's ids are positive numbers".into()));
        }
        let language_code = language_code.map(Into::into);
        let crowd = Crowd { first: first_id.0, count: i64::from(count), language_code, started: true };
        self.world().add_crowd(crowd);
        Ok(())
    }

    /// What the person's phone shows.
    ///
    /// # Errors
    /// [`PeopleError::Unknown`].
    pub fn chat(&self, id: impl Into<UserId>) -> Result<ChatView, PeopleError> {
        let id = id.into();
        let mut world = self.world();
        world.person(id.0).ok_or(PeopleError::Unknown)?;
        ChatView::of(&world, id.0).ok_or(PeopleError::Unknown)
    }

    /// Waits until the chat is as `predicate` wants it, and gives it.
    ///
    /// # Errors
    /// [`PeopleError::TimedOut`], [`PeopleError::Unknown`].
    pub async fn wait_for(
        &self,
        id: impl Into<UserId>,
        mut predicate: impl FnMut(&ChatView) -> bool,
        timeout: Duration,
    ) -> Result<ChatView, PeopleError> {
        let id = id.into();
        let end = tokio::time::Instant::now() + timeout;
        loop {
            let changed = self.shared.changed.notified();
            let view = self.chat(id)?;
            if predicate(&view) {
                return Ok(view);
            }
            if tokio::time::timeout_at(end, changed).await.is_err() {
                return Err(PeopleError::TimedOut);
            }
        }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.shared.world()
    }
}
