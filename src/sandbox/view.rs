//! What a person's phone shows, as data.

use serde::Serialize;
use serde_json::{Value, json};

use super::files::FileKind;
use super::message::{Answer, Body, Message, Sender};
use super::profile::TextKind;
use super::render;
use super::world::World;

/// A private chat as its person sees it.
#[derive(Clone, Serialize)]
pub struct ChatView {
    /// Whose phone it is.
    pub user: UserView,
    /// The chat's messages, oldest first; deleted ones stay as empty places.
    pub messages: Vec<MessageView>,
    /// The command menu for this person's language, `command` and `description` each.
    pub commands: Vec<Value>,
    /// The menu button.
    pub menu: Value,
    /// What an empty chat shows.
    pub description: String,
    /// What the bot's profile shows.
    pub short_description: String,
    /// The keyboard under the input field.
    pub keyboard: Option<Value>,
    /// Answers to pressed buttons, oldest first.
    pub answers: Vec<Answer>,
}

/// A person.
#[derive(Clone, Serialize)]
pub struct UserView {
    /// The person's id.
    pub id: i64,
    /// The name that is shown first.
    pub first_name: String,
    /// The second name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Without the `@`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The language of the person's Telegram.
    pub language_code: Option<String>,
    /// The person has written to the bot.
    pub started: bool,
    /// The person has blocked the bot.
    pub blocked: bool,
    /// The account is gone.
    pub deactivated: bool,
}

/// A message on a phone.
#[derive(Clone, Serialize)]
pub struct MessageView {
    /// Its id in the chat.
    pub message_id: i64,
    /// `bot` or `user`.
    pub from: &'static str,
    /// Unix seconds.
    pub date: i64,
    /// The plain text, empty for one without.
    pub text: String,
    /// The text or the caption with its entities, as safe HTML.
    pub html: String,
    /// The plain caption of a picture or a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The inline keyboard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_markup: Option<Value>,
    /// The message that this one replies to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<i64>,
    /// `file_name`, `size` and `file_id` of a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Value>,
    /// `file_id`, `size`, `width` and `height` of a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo: Option<Value>,
    /// What a Mini App handed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_app_data: Option<String>,
    /// The bot has changed it.
    pub edited: bool,
    /// It is gone.
    pub deleted: bool,
}

impl ChatView {
    pub(crate) fn of(world: &World, id: i64) -> Option<ChatView> {
        let user = UserView::of(world, id)?;
        let chat = world.chat(id)?;
        // Telegram picks menus by the two letters before a region.
        let language = user.language_code.as_deref().unwrap_or_default();
        let language = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Some(ChatView {
            messages: chat.messages.iter().map(MessageView::of).collect(),
            commands: world.profile.commands_for(id, &language).to_vec(),
            menu: world.profile.menu_for(id),
            description: world.profile.text(TextKind::Description, &language).to_owned(),
            short_description: world.profile.text(TextKind::ShortDescription, &language).to_owned(),
            keyboard: chat.keyboard.as_deref().cloned(),
            answers: chat.answers.iter().cloned().collect(),
            user,
        })
    }

    /// The last message of the bot that is still there.
    #[must_use]
    pub fn last(&self) -> Option<&MessageView> {
        self.messages.iter().rev().find(|message| message.from == "bot" && !message.deleted)
    }

    /// The messages of the bot that are still there, oldest first.
    pub fn from_bot(&self) -> impl DoubleEndedIterator<Item = &MessageView> {
        self.messages.iter().filter(|message| message.from == "bot" && !message.deleted)
    }
}

impl UserView {
    pub(crate) fn of(world: &World, id: i64) -> Option<UserView> {
        let person = world.known(id)?;
        let text = |given: &Option<Box<str>>| given.as_deref().map(str::to_owned);
        Some(UserView {
            id,
            first_name: person.shown_name(),
            last_name: text(&person.last_name),
            username: text(&person.username),
            language_code: person.language_code.as_deref().map(str::to_owned),
            started: person.started,
            blocked: person.blocked,
            deactivated: person.deactivated,
        })
    }
}

impl MessageView {
    fn of(message: &Message) -> MessageView {
        let mut view = MessageView {
            message_id: message.id,
            from: if matches!(message.sender, Sender::User(_)) { "user" } else { "bot" },
            date: message.date,
            text: String::new(),
            html: String::new(),
            caption: None,
            reply_markup: None,
            reply_to: None,
            document: None,
            photo: None,
            web_app_data: None,
            edited: false,
            deleted: message.deleted,
        };
        let Some(content) = &message.content else { return view };
        let (text, entities) = content.body.text();
        view.html = render::html(text, entities);
        view.reply_markup = content.inline.as_deref().cloned();
        view.reply_to = content.reply_to;
        view.edited = content.edited.is_some();
        match &content.body {
            Body::Text { .. } => text.clone_into(&mut view.text),
            Body::AppData { data, .. } => view.web_app_data = Some(data.clone()),
            Body::Media { file, .. } => {
                view.caption = Some(text.to_owned());
                let size = file.bytes.len();
                match file.kind {
                    FileKind::Document => {
                        view.document = Some(json!({"file_name": file.file_name, "size": size, "file_id": file.id}));
                    }
                    FileKind::Photo { width, height } => {
                        view.photo = Some(json!({"file_id": file.id, "size": size, "width": width, "height": height}));
                    }
                }
            }
        }
        view
    }

    /// The `callback_data` of each button, in order.
    #[must_use]
    pub fn buttons(&self) -> Vec<&str> {
        self.reply_markup.as_ref().map(|keyboard| super::markup::callback_data(keyboard).collect()).unwrap_or_default()
    }
}
