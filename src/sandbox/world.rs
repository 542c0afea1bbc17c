//! The world that the bot talks to: people, groups, chats and what happens in them, behind one lock.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::answer::Refusal;
use super::clock::{Moment, SECOND};
use super::faults::Faults;
use super::files::Files;
use super::message::{Chat, Content, Message, Sender};
use super::parameters::Request;
use super::profile::Profile;
use super::rate::Limiter;
use super::residents::{Bot, Crowd, Group, Person};
use super::stats::Counters;
use super::updates::Queue;
use super::webhook::Webhook;

/// How long a pressed button waits for its answer.
const QUERY: i64 = 150 * SECOND;

/// Everything that changes.
pub(crate) struct World {
    pub bot: Bot,
    people: HashMap<i64, Box<Person>>,
    crowds: Vec<Crowd>,
    pub groups: HashMap<i64, Group>,
    history: usize,
    last_keyboard: Option<Arc<Value>>,
    last_message: i64,
    last_user: i64,
    last_query: i64,
    queries: HashMap<String, Query>,
    asked: VecDeque<(Moment, String)>,
    pub queue: Queue,
    pub webhook: Webhook,
    pub limiter: Limiter,
    pub faults: Faults,
    pub counters: Counters,
    pub files: Files,
    pub profile: Profile,
}

struct Query {
    user: i64,
    at: Moment,
}

impl World {
    pub fn new(bot: Bot, limiter: Limiter, history: usize) -> World {
        World {
            bot,
            people: HashMap::new(),
            crowds: Vec::new(),
            groups: HashMap::new(),
            history,
            last_keyboard: None,
            last_message: 0,
            last_user: 200_000_000,
            last_query: 0,
            queries: HashMap::new(),
            asked: VecDeque::new(),
            queue: Queue::default(),
            webhook: Webhook::default(),
            limiter,
            faults: Faults::default(),
            counters: Counters::default(),
            files: Files::default(),
            profile: Profile::default(),
        }
    }

    /// Adds a person; `false` where the id is taken.
    pub fn add_person(&mut self, person: Person) -> bool {
        let id = person.id;
        if id <= 0 || id == self.bot.id || self.person(id).is_some() {
            return false;
        }
        self.people.insert(id, Box::new(person));
        true
    }

    /// A user id that nobody has.
    pub fn free_id(&mut self) -> i64 {
        loop {
            self.last_user += 1;
            let id = self.last_user;
            if !self.people.contains_key(&id) && !self.crowds.iter().any(|crowd| crowd.holds(id)) && id != self.bot.id {
                return id;
            }
        }
    }

    pub fn add_crowd(&mut self, crowd: Crowd) {
        self.crowds.push(crowd);
    }

    /// People who have come to life so far.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values().map(Box::as_ref)
    }

    /// A person who has come to life.
    pub fn known(&self, id: i64) -> Option<&Person> {
        self.people.get(&id).map(Box::as_ref)
    }

    /// A person, who comes to life if only created by the range so far.
    pub fn person(&mut self, id: i64) -> Option<&mut Person> {
        if !self.people.contains_key(&id) {
            let crowd = self.crowds.iter().find(|crowd| crowd.holds(id))?;
            let person = Person {
                id,
                first_name: "".into(),
                last_name: None,
                username: None,
                language_code: crowd.language_code.clone(),
                started: crowd.started,
                blocked: false,
                deactivated: false,
                chat: Chat::default(),
            };
            self.people.insert(id, Box::new(person));
        }
        self.people.get_mut(&id).map(Box::as_mut)
    }

    /// The chat of a person who has come to life, or of a group.
    pub fn chat(&self, id: i64) -> Option<&Chat> {
        match self.people.get(&id) {
            Some(person) => Some(&person.chat),
            None => self.groups.get(&id).map(|group| &group.chat),
        }
    }

    pub fn chat_mut(&mut self, id: i64) -> Option<&mut Chat> {
        match self.people.get_mut(&id) {
            Some(person) => Some(&mut person.chat),
            None => self.groups.get_mut(&id).map(|group| &mut group.chat),
        }
    }

    /// The chat that a request is for.
    ///
    /// # Errors
    /// 400 where there is none, or where it moved.
    pub fn target(&mut self, request: &Request) -> Result<i64, Refusal> {
        let not_found = || Refusal::state("chat not found");
        let Some(id) = request.chat() else {
            return Err(if request.value("chat_id").is_some() {
                not_found()
            } else {
                Refusal::problem("chat_id is empty")
            });
        };
        if self.person(id).is_some() {
            return Ok(id);
        }
        match self.groups.get(&id) {
            Some(Group { migrated_to: Some(to), .. }) => Err(Refusal::migrated(*to)),
            Some(_) => Ok(id),
            None => Err(not_found()),
        }
    }

    /// Whether the bot may write there.
    ///
    /// # Errors
    /// 403 in the server's words.
    pub fn reachable(&self, chat: i64) -> Result<(), Refusal> {
        if let Some(person) = self.people.get(&chat) {
            return Err(Refusal::forbidden(match person.as_ref() {
                Person { deactivated: true, .. } => "user is deactivated",
                Person { blocked: true, .. } => "bot was blocked by the user",
                Person { started: false, .. } => "bot can't initiate conversation with a user",
                _ => return Ok(()),
            }));
        }
        match self.groups.get(&chat) {
            Some(group) if group.kicked => {
                Err(Refusal::forbidden(&format!("bot was kicked from the {} chat", group.kind)))
            }
            _ => Ok(()),
        }
    }

    /// Puts a message into a chat; gives its id. Call [`World::settle`] once its JSON was taken.
    pub fn post(&mut self, chat: i64, sender: Sender, content: Content, now: Moment) -> i64 {
        self.last_message += 1;
        let id = self.last_message;
        let message = Message { id, date: now.unix(), sender, deleted: false, content: Some(Box::new(content)) };
        if let Some(chat) = self.chat_mut(chat) {
            chat.messages.push_back(message);
        }
        id
    }

    /// Gives a keyboard to keep: the one before, where it is the same.
    pub fn keep(&mut self, keyboard: Option<Value>) -> Option<Arc<Value>> {
        let keyboard = keyboard?;
        match &self.last_keyboard {
            Some(last) if **last == keyboard => Some(last.clone()),
            _ => self.last_keyboard.insert(Arc::new(keyboard)).clone().into(),
        }
    }

    /// Bounds the history of a chat after a post.
    pub fn settle(&mut self, chat: i64) {
        let history = self.history;
        if let Some(chat) = self.chat_mut(chat) {
            chat.trim(history);
        }
    }

    /// Begins a callback query; gives its id.
    pub fn ask(&mut self, user: i64, now: Moment) -> String {
        while self.asked.front().is_some_and(|(at, _)| now.since(*at) >= QUERY) {
            if let Some((_, id)) = self.asked.pop_front() {
                self.queries.remove(&id);
            }
        }
        self.last_query += 1;
        let id = (user.wrapping_mul(4_294_967_296) + self.last_query).to_string();
        self.asked.push_back((now, id.clone()));
        self.queries.insert(id.clone(), Query { user, at: now });
        id
    }

    /// Ends a callback query; gives who pressed, or `None` where it is too old, unknown or answered already.
    pub fn answer(&mut self, id: &str, now: Moment) -> Option<i64> {
        self.queries.remove(id).filter(|query| now.since(query.at) < QUERY).map(|query| query.user)
    }

    /// The bot as a `User`.
    pub fn bot_json(&self) -> Value {
        json!({"id": self.bot.id, "is_bot": true, "first_name": self.profile.name(None), "username": self.bot.username})
    }

    /// A person as a `User`.
    pub fn user_json(&self, id: i64) -> Value {
        let mut map = Map::new();
        map.insert("id".into(), id.into());
        map.insert("is_bot".into(), false.into());
        if let Some(person) = self.people.get(&id) {
            person.names(&mut map);
            if let Some(language) = &person.language_code {
                map.insert("language_code".into(), language.as_ref().into());
            }
        }
        map.into()
    }

    /// A chat as a `Chat`.
    pub fn chat_json(&self, id: i64) -> Value {
        let mut map = Map::new();
        map.insert("id".into(), id.into());
        if let Some(person) = self.people.get(&id) {
            person.names(&mut map);
            map.insert("type".into(), "private".into());
        } else if let Some(group) = self.groups.get(&id) {
            map.insert("title".into(), group.title.as_str().into());
            map.insert("type".into(), group.kind.into());
        }
        map.into()
    }

    /// A message as a `Message`; one that it replies to is inside, without its own.
    pub fn message_json(&self, chat: i64, id: i64) -> Value {
        let Some(message) = self.chat(chat).and_then(|chat| chat.message(id)) else { return Value::Null };
        let mut map = self.message_map(chat, message);
        let reply_to = message.content.as_ref().and_then(|content| content.reply_to);
        if let Some(earlier) = reply_to.and_then(|id| self.chat(chat)?.message(id)) {
            map.insert("reply_to_message".into(), self.message_map(chat, earlier).into());
        }
        map.into()
    }

    fn message_map(&self, chat: i64, message: &Message) -> Map<String, Value> {
        let mut map = Map::new();
        map.insert("message_id".into(), message.id.into());
        match message.sender {
            Sender::Bot => drop(map.insert("from".into(), self.bot_json())),
            Sender::User(user) => drop(map.insert("from".into(), self.user_json(user))),
        }
        map.insert("chat".into(), self.chat_json(chat));
        map.insert("date".into(), message.date.into());
        if let Some(content) = &message.content {
            content.body.json(&mut map);
            if let Some(edited) = content.edited {
                map.insert("edit_date".into(), edited.into());
            }
            if let Some(inline) = &content.inline {
                map.insert("reply_markup".into(), inline.as_ref().clone());
            }
            if let Some(preview) = &content.preview {
                map.insert("link_preview_options".into(), preview.clone());
            }
        }
        map
    }
}
