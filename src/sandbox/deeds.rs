//! What a person does: start, write, press, send, block. Every call is done, and its update queued, when it returns.

use serde_json::{Value, json};

use super::answer::Refusal;
use super::clock::Moment;
use super::entities;
use super::forms::Upload;
use super::markup;
use super::message::{Body, Content, Sender};
use super::people::{MessageId, People, PeopleError, UserId};
use super::residents::Person;
use super::world::World;

/// Characters of a message that a client sends in one piece.
const PIECE: usize = 4096;

impl People {
    /// Opens the bot by its *Start* button, with what a deep link carries; unblocks it where it was blocked.
    ///
    /// # Errors
    /// [`PeopleError::Invalid`], where the payload is not 1 to 64 of `A-Z a-z 0-9 _ -`.
    pub fn start(&self, id: impl Into<UserId>, payload: Option<&str>) -> Result<MessageId, PeopleError> {
        let id = id.into();
        let right = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if payload.is_some_and(|text| text.is_empty() || text.len() > 64 || !text.bytes().all(right)) {
            return Err(PeopleError::Invalid("a start payload has 1 to 64 of A-Z a-z 0-9 _ -".into()));
        }
        self.unblock(id)?;
        self.say(id, &payload.map_or_else(|| "/start".to_owned(), |payload| format!("/start {payload}")))
    }

    /// Sends a text to the bot. What is longer than a message goes in pieces, as clients do; the id is the first one's.
    ///
    /// # Errors
    /// Where the person cannot write to the bot, or the text is empty.
    pub fn say(&self, id: impl Into<UserId>, text: &str) -> Result<MessageId, PeopleError> {
        self.write(id.into(), text, None)
    }

    /// Sends a text as a reply to a message of the chat.
    ///
    /// # Errors
    /// As [`People::say`]; [`PeopleError::NoMessage`].
    pub fn reply(&self, id: impl Into<UserId>, to: impl Into<MessageId>, text: &str) -> Result<MessageId, PeopleError> {
        self.write(id.into(), text, Some(to.into()))
    }

    fn write(&self, id: UserId, text: &str, reply_to: Option<MessageId>) -> Result<MessageId, PeopleError> {
        let (text, _) = entities::typed(text);
        if text.is_empty() {
            return Err(PeopleError::Invalid("a message has a text".into()));
        }
        let characters: Vec<char> = text.chars().collect();
        let mut first = None;
        for piece in characters.chunks(PIECE) {
            let (text, entities) = entities::typed(&piece.iter().collect::<String>());
            let content = Content { reply_to: reply_to.map(|id| id.0), ..Content::text(text, entities) };
            let sent = self.send(id, content)?;
            first = first.or(Some(sent));
        }
        first.ok_or(PeopleError::NoMessage)
    }

    /// Presses the button of a message's inline keyboard that holds `data`; gives the callback query's id.
    ///
    /// # Errors
    /// [`PeopleError::NoButton`] where no button of the current keyboard holds that.
    pub fn press(
        &self,
        id: impl Into<UserId>,
        message: impl Into<MessageId>,
        data: &str,
    ) -> Result<String, PeopleError> {
        self.query(id.into(), message.into(), data, false)
    }

    /// Sends a press that no button stands behind, as a changed client can.
    ///
    /// # Errors
    /// Where the person cannot reach the bot.
    pub fn forge(
        &self,
        id: impl Into<UserId>,
        message: impl Into<MessageId>,
        data: &str,
    ) -> Result<String, PeopleError> {
        self.query(id.into(), message.into(), data, true)
    }

    fn query(&self, id: UserId, message: MessageId, data: &str, forged: bool) -> Result<String, PeopleError> {
        let now = self.shared.clock.now();
        let mut world = self.world();
        awake(&mut world, id)?;
        let found = world.chat(id.0).and_then(|chat| chat.message(message.0));
        let keyboard = found.and_then(|message| message.content.as_ref()?.inline.as_ref());
        if !forged && !keyboard.is_some_and(|keyboard| markup::callback_data(keyboard).any(|held| held == data)) {
            return Err(if found.is_some() { PeopleError::NoButton } else { PeopleError::NoMessage });
        }
        let shown = match found {
            Some(message) => world.message_json(id.0, message.id),
            None => json!({"chat": world.chat_json(id.0), "message_id": message.0, "date": 0}),
        };
        let query = world.ask(id.0, now);
        let instance = (id.0.wrapping_mul(7_919)).to_string();
        let from = world.user_json(id.0);
        let content = json!({"id": query, "from": from, "message": shown, "chat_instance": instance, "data": data});
        world.queue.push("callback_query", id.0, &content, now);
        drop(world);
        self.shared.news.notify_waiters();
        Ok(query)
    }

    /// Sends what a Mini App hands over with `sendData`; it must have been opened by a button of the current reply keyboard.
    ///
    /// # Errors
    /// [`PeopleError::NoButton`] where no such button is shown; [`PeopleError::Invalid`] above 4096 bytes.
    pub fn web_app_data(&self, id: impl Into<UserId>, data: &str, button_text: &str) -> Result<MessageId, PeopleError> {
        let id = id.into();
        let shown = {
            let mut world = self.world();
            let person = awake(&mut world, id)?;
            person.chat.keyboard.as_ref().is_some_and(|keyboard| markup::opens_app(keyboard, button_text))
        };
        if shown { self.forge_web_app_data(id, data, button_text) } else { Err(PeopleError::NoButton) }
    }

    /// Sends Mini App data that no button stands behind, as a changed client can.
    ///
    /// # Errors
    /// [`PeopleError::Invalid`] above 4096 bytes, which Telegram's server refuses.
    pub fn forge_web_app_data(
        &self,
        id: impl Into<UserId>,
        data: &str,
        button_text: &str,
    ) -> Result<MessageId, PeopleError> {
        if data.is_empty() || data.len() > 4096 {
            return Err(PeopleError::Invalid("Mini App data has 1 to 4096 bytes".into()));
        }
        let body = Body::AppData { data: data.to_owned(), button_text: button_text.to_owned() };
        self.send(id.into(), Content::new(body))
    }

    /// Sends a picture: PNG, JPEG or GIF.
    ///
    /// # Errors
    /// [`PeopleError::Invalid`] where it is none.
    pub fn photo(&self, id: impl Into<UserId>, bytes: &[u8], caption: &str) -> Result<MessageId, PeopleError> {
        let upload = Upload { file_name: "photo.jpg".into(), mime_type: None, bytes: bytes.into() };
        self.file(id.into(), &upload, true, caption)
    }

    /// Sends a file as a document.
    ///
    /// # Errors
    /// [`PeopleError::Invalid`] where it is empty or too large.
    pub fn document(
        &self,
        id: impl Into<UserId>,
        file_name: &str,
        bytes: &[u8],
        caption: &str,
    ) -> Result<MessageId, PeopleError> {
        let upload = Upload { file_name: file_name.to_owned(), mime_type: None, bytes: bytes.into() };
        self.file(id.into(), &upload, false, caption)
    }

    pub(crate) fn file(
        &self,
        id: UserId,
        upload: &Upload,
        photo: bool,
        caption: &str,
    ) -> Result<MessageId, PeopleError> {
        let (caption, entities) = entities::typed(caption);
        let added = self.world().files.add(upload, photo);
        let file = added.map_err(|refusal: Refusal| PeopleError::Invalid(refusal.description))?;
        self.send(id, Content::new(Body::Media { file, caption, entities }))
    }

    /// Posts a person's message and queues its update.
    fn send(&self, id: UserId, content: Content) -> Result<MessageId, PeopleError> {
        let now = self.shared.clock.now();
        let mut world = self.world();
        let person = awake(&mut world, id)?;
        if person.blocked {
            return Err(PeopleError::Blocked);
        }
        if content.reply_to.is_some_and(|to| person.chat.message(to).is_none()) {
            return Err(PeopleError::NoMessage);
        }
        person.started = true;
        let message = world.post(id.0, Sender::User(id.0), content, now);
        let json = world.message_json(id.0, message);
        world.queue.push("message", id.0, &json, now);
        world.settle(id.0);
        drop(world);
        self.shared.news.notify_waiters();
        self.shared.tell(&[(id.0, "message")]);
        Ok(MessageId(message))
    }

    /// Blocks the bot; the bot is told by `my_chat_member`.
    ///
    /// # Errors
    /// [`PeopleError::Unknown`], [`PeopleError::Deactivated`].
    pub fn block(&self, id: impl Into<UserId>) -> Result<(), PeopleError> {
        self.set_blocked(id.into(), true)
    }

    /// Unblocks the bot; the bot is told by `my_chat_member`.
    ///
    /// # Errors
    /// [`PeopleError::Unknown`], [`PeopleError::Deactivated`].
    pub fn unblock(&self, id: impl Into<UserId>) -> Result<(), PeopleError> {
        self.set_blocked(id.into(), false)
    }

    fn set_blocked(&self, id: UserId, blocked: bool) -> Result<(), PeopleError> {
        let now = self.shared.clock.now();
        let mut world = self.world();
        let person = awake(&mut world, id)?;
        if person.blocked == blocked {
            return Ok(());
        }
        person.blocked = blocked;
        member_changed(&mut world, id.0, id.0, blocked, now);
        drop(world);
        self.shared.news.notify_waiters();
        self.shared.tell(&[(id.0, if blocked { "blocked" } else { "unblocked" })]);
        Ok(())
    }

    /// Deletes the account; the bot is told nothing and gets 403 from then on.
    ///
    /// # Errors
    /// [`PeopleError::Unknown`].
    pub fn deactivate(&self, id: impl Into<UserId>) -> Result<(), PeopleError> {
        let id = id.into();
        self.world().person(id.0).ok_or(PeopleError::Unknown)?.deactivated = true;
        self.shared.tell(&[(id.0, "deactivated")]);
        Ok(())
    }

    /// Changes the language of the person's Telegram; the bot sees it in the next update.
    ///
    /// # Errors
    /// [`PeopleError::Unknown`].
    pub fn language(&self, id: impl Into<UserId>, language_code: &str) -> Result<(), PeopleError> {
        let id = id.into();
        let code = Some(language_code).filter(|code| !code.is_empty()).map(Into::into);
        self.world().person(id.0).ok_or(PeopleError::Unknown)?.language_code = code;
        self.shared.tell(&[(id.0, "language")]);
        Ok(())
    }

    /// Deletes a message from the chat, for both; the bot is told nothing.
    ///
    /// # Errors
    /// [`PeopleError::NoMessage`].
    pub fn delete(&self, id: impl Into<UserId>, message: impl Into<MessageId>) -> Result<(), PeopleError> {
        let (id, message) = (id.into(), message.into());
        {
            let mut world = self.world();
            let person = world.person(id.0).ok_or(PeopleError::Unknown)?;
            let message = person.chat.message_mut(message.0).ok_or(PeopleError::NoMessage)?;
            message.deleted = true;
            message.content = None;
        }
        self.shared.tell(&[(id.0, "delete")]);
        Ok(())
    }
}

/// A person who exists and whose account is there.
fn awake(world: &mut World, id: UserId) -> Result<&mut Person, PeopleError> {
    match world.person(id.0) {
        None => Err(PeopleError::Unknown),
        Some(person) if person.deactivated => Err(PeopleError::Deactivated),
        Some(person) => Ok(person),
    }
}

/// Queues `my_chat_member`: `by` has thrown the bot out of `chat`, or let it in again.
pub(crate) fn member_changed(world: &mut World, chat: i64, by: i64, out: bool, now: Moment) {
    let bot = world.bot_json();
    let member = json!({"user": bot, "status": "member"});
    let kicked: Value = json!({"user": bot, "status": "kicked", "until_date": 0});
    let (old, new) = if out { (member, kicked) } else { (kicked, member) };
    let content = json!({
        "chat": world.chat_json(chat), "from": world.user_json(by), "date": now.unix(),
        "old_chat_member": old, "new_chat_member": new,
    });
    world.queue.push("my_chat_member", chat, &content, now);
}
