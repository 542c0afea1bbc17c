//! Steering of the sandbox in the same process: faults, time, limits, groups, raw updates, and what was counted.

use std::time::Duration;

use serde_json::Value;

use super::deeds::member_changed;
use super::entities;
use super::faults::Fault;
use super::message::{Chat, Content, Sender};
use super::people::{MessageId, People, PeopleError, UserId};
use super::residents::Group;
use super::stats::{Problem, Stats};

impl People {
    /// What was counted since the start or the last reset.
    pub fn stats(&self) -> Stats {
        let now = self.shared.clock.now();
        let mut world = self.world();
        let (updates, pending) = (world.queue.count, world.queue.pending_count(now));
        Stats { updates, pending_updates: pending as u64, ..world.counters.stats() }
    }

    /// Starts counting anew; problems go too.
    pub fn reset_stats(&self) {
        self.world().counters.reset();
    }

    /// The requests that broke a rule of the Bot API whatever the state of the world, the last thousand of them.
    pub fn problems(&self) -> Vec<Problem> {
        self.world().counters.problems()
    }

    /// Lets something go wrong from now on.
    pub fn fault(&self, fault: Fault) {
        self.world().faults.add(fault);
    }

    /// The faults that are still to happen.
    pub fn faults(&self) -> Vec<Fault> {
        self.world().faults.rules()
    }

    /// Ends all faults.
    pub fn clear_faults(&self) {
        self.world().faults.clear();
    }

    /// Lets time pass at once.
    pub fn advance(&self, by: Duration) {
        self.shared.clock.advance(by);
        self.shared.news.notify_waiters();
    }

    /// Changes the bot's limit a second; `None` lifts it.
    pub fn rate(&self, per_second: Option<u32>) {
        self.world().limiter.set(per_second);
    }

    /// Turns the limits of single chats on or off.
    pub fn chat_limits(&self, on: bool) {
        self.world().limiter.per_chat = on;
    }

    /// Queues an update as it is, of any kind; gives its id, which is assigned unless it is given.
    ///
    /// # Errors
    /// [`PeopleError::Invalid`], where it is no object or its `update_id` no number.
    pub fn update(&self, update: Value) -> Result<i64, PeopleError> {
        let Value::Object(mut update) = update else {
            return Err(PeopleError::Invalid("an update is a JSON object".into()));
        };
        let now = self.shared.clock.now();
        let mut world = self.world();
        let id = match update.remove("update_id") {
            None => world.queue.next_id(),
            Some(id) => id.as_i64().ok_or_else(|| PeopleError::Invalid("update_id is a number".into()))?,
        };
        let chat = update.values().find_map(|content| {
            let chat = content.get("chat").or_else(|| content.get("from"))?;
            chat.get("id").and_then(Value::as_i64)
        });
        let rest = Value::from(update).to_string();
        let rest = rest.trim_start_matches('{');
        let comma = if rest == "}" { "" } else { "," };
        world.queue.insert(id, chat.unwrap_or(0), format!("{{\"update_id\":{id}{comma}{rest}"), now);
        drop(world);
        self.shared.news.notify_waiters();
        Ok(id)
    }

    /// Adds a group, supergroup or channel (`kind`) with a negative id.
    ///
    /// # Errors
    /// [`PeopleError::Invalid`], [`PeopleError::Taken`].
    pub fn add_group(&self, id: i64, kind: &str, title: &str) -> Result<(), PeopleError> {
        let kind = ["group", "supergroup", "channel"].into_iter().find(|known| *known == kind);
        let kind = kind.ok_or_else(|| PeopleError::Invalid("type is group, supergroup or channel".into()))?;
        if id >= 0 {
            return Err(PeopleError::Invalid("a group's id is a negative number".into()));
        }
        let mut world = self.world();
        if world.groups.contains_key(&id) {
            return Err(PeopleError::Taken);
        }
        let group = Group { title: title.to_owned(), kind, kicked: false, migrated_to: None, chat: Chat::default() };
        world.groups.insert(id, group);
        Ok(())
    }

    /// Throws the bot out of a group.
    ///
    /// # Errors
    /// [`PeopleError::Unknown`].
    pub fn kick(&self, group: i64, by: impl Into<UserId>) -> Result<(), PeopleError> {
        let by = by.into();
        let now = self.shared.clock.now();
        let mut world = self.world();
        world.person(by.0).ok_or(PeopleError::Unknown)?;
        world.groups.get_mut(&group).ok_or(PeopleError::Unknown)?.kicked = true;
        member_changed(&mut world, group, by.0, true, now);
        drop(world);
        self.shared.news.notify_waiters();
        Ok(())
    }

    /// Makes a group a supergroup of another id: the old id is answered with `migrate_to_chat_id`.
    ///
    /// # Errors
    /// [`PeopleError::Unknown`], [`PeopleError::Taken`], [`PeopleError::Invalid`].
    pub fn migrate(&self, group: i64, to: i64) -> Result<(), PeopleError> {
        let title = {
            let world = self.world();
            world.groups.get(&group).ok_or(PeopleError::Unknown)?.title.clone()
        };
        self.add_group(to, "supergroup", &title)?;
        if let Some(group) = self.world().groups.get_mut(&group) {
            group.migrated_to = Some(to);
        }
        Ok(())
    }

    /// Sends a text into a group. The bot sees it as in Telegram's privacy mode: commands, its name, and replies to itself.
    ///
    /// # Errors
    /// [`PeopleError::Unknown`], [`PeopleError::NoMessage`], [`PeopleError::Invalid`].
    pub fn say_in(
        &self,
        group: i64,
        id: impl Into<UserId>,
        text: &str,
        reply_to: Option<MessageId>,
    ) -> Result<MessageId, PeopleError> {
        let id = id.into();
        let now = self.shared.clock.now();
        let (text, entities) = entities::typed(text);
        if text.is_empty() || text.chars().count() > 4096 {
            return Err(PeopleError::Invalid("a message in a group has 1 to 4096 characters".into()));
        }
        let mut world = self.world();
        world.person(id.0).ok_or(PeopleError::Unknown)?;
        let place = world.groups.get(&group).ok_or(PeopleError::Unknown)?;
        let earlier = reply_to.map(|to| place.chat.message(to.0).ok_or(PeopleError::NoMessage)).transpose()?;
        let name = format!("@{}", world.bot.username);
        let seen = text.starts_with('/')
            || text.contains(&name)
            || earlier.is_some_and(|message| message.sender == Sender::Bot);
        let content = Content { reply_to: reply_to.map(|to| to.0), ..Content::text(text, entities) };
        let message = world.post(group, Sender::User(id.0), content, now);
        if seen {
            let json = world.message_json(group, message);
            world.queue.push("message", group, &json, now);
        }
        world.settle(group);
        drop(world);
        self.shared.news.notify_waiters();
        Ok(MessageId(message))
    }
}
