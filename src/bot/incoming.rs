//! Updates as values: what a person did in their private chat, or nothing that concerns klich.

use std::sync::Arc;

use teloxide::types::{
    ChatMemberKind, InlineKeyboardButtonKind, MediaKind, Message, MessageKind, PhotoSize, Update, UpdateKind, User,
    WebAppData,
};

use super::button::{Press, read_scoped};
use super::command::Command;
use crate::campaign::CampaignTag;
use crate::pledge::PICTURE_MAX;
use crate::telegram::{FileId, MessageId, PressId, UserId};

/// The longest text that is looked at, in bytes: Telegram's 4096 code points of up to four bytes.
const TEXT_MAX: usize = 4 * 4096;

/// The largest attached file that is looked at, in bytes.
pub const ATTACHED_MAX: usize = 64 << 10;

/// Who did it.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Their account.
    pub user: UserId,
    /// The language tag that their client reports, such as `pt-BR`.
    pub tag: Option<String>,
}

/// A command, such as `/pledge sign`.
#[derive(Clone)]
pub struct Commanded {
    /// By whom.
    pub person: Person,
    /// What.
    pub command: Command,
}

/// A text that is no command.
#[derive(Clone)]
pub struct Said {
    /// By whom.
    pub person: Person,
    /// At most [`TEXT_MAX`] bytes.
    pub text: String,
    /// The message that carries it.
    pub message: MessageId,
    /// The message of the bot that it replies to.
    pub reply_to: Option<RepliedTo>,
}

/// A message of the bot that somebody replied to.
#[derive(Clone)]
pub struct RepliedTo {
    /// Which.
    pub message: MessageId,
    /// What its buttons ask for.
    pub presses: Vec<Press>,
}

/// A pressed button.
#[derive(Clone)]
pub struct Pressed {
    /// By whom.
    pub person: Person,
    /// The press that waits for its answer.
    pub id: PressId,
    /// The message under which it stands, where the bot can still change it.
    pub message: Option<MessageId>,
    /// What it asks for; `None` for data that nobody of ours wrote.
    pub press: Option<Press>,
    /// The campaign that it is about; `None` for the eldest, and where it is about none.
    pub campaign: Option<CampaignTag>,
}

/// A picture, a file, a voice message: anything that is not text.
#[derive(Clone)]
pub struct Sent {
    /// By whom.
    pub person: Person,
    /// The message that carries it.
    pub message: MessageId,
    /// The message of the bot that it replies to.
    pub reply_to: Option<RepliedTo>,
    /// The file, where it is a document.
    pub file: Option<AttachedFile>,
    /// The picture, where it is one: a photo, or a document that says so. Fetched only where one is waited for.
    pub picture: Option<AttachedFile>,
}

/// A document that somebody attached.
#[derive(Clone)]
pub struct AttachedFile {
    /// By which it is fetched.
    pub id: FileId,
    /// As Telegram tells it, in bytes.
    pub size: usize,
    /// Its contents, once they were fetched: only small files are, see [`ATTACHED_MAX`].
    pub bytes: Option<Arc<[u8]>>,
}

/// What the Mini App handed over that was opened from the keyboard.
#[derive(Clone)]
pub struct Handed {
    /// By whom.
    pub person: Person,
    /// The message that carries it.
    pub message: MessageId,
    /// At most 4096 bytes.
    pub data: String,
    /// The label of the button, as the client says.
    pub button: String,
}

/// What an update means.
#[derive(Clone)]
pub enum Incoming {
    /// A command.
    Commanded(Commanded),
    /// A text.
    Said(Said),
    /// A button.
    Pressed(Pressed),
    /// Something that is not text.
    Sent(Sent),
    /// Something from the Mini App.
    Handed(Handed),
    /// The person blocked the bot or is gone.
    Left(UserId),
    /// Nothing that concerns klich: groups, channels, kinds of updates that it did not ask for.
    Nothing,
}

impl Incoming {
    /// Says who did it, where somebody did.
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::Commanded(Commanded { person, .. })
            | Self::Pressed(Pressed { person, .. })
            | Self::Said(Said { person, .. })
            | Self::Handed(Handed { person, .. })
            | Self::Sent(Sent { person, .. }) => Some(person.user),
            Self::Left(user) => Some(*user),
            Self::Nothing => None,
        }
    }

    /// Reads an update. Never fails: what can't be read is [`Incoming::Nothing`].
    pub fn read(update: &Update) -> Self {
        match &update.kind {
            UpdateKind::Message(message) => read_message(message).unwrap_or(Self::Nothing),
            UpdateKind::CallbackQuery(query) => {
                let message = query.message.as_ref();
                if message.is_some_and(|message| !message.chat().is_private()) {
                    return Self::Nothing;
                }
                let read = query.data.as_deref().and_then(read_scoped);
                Self::Pressed(Pressed {
                    person: person(&query.from),
                    id: PressId(query.id.0.clone()),
                    message: query.regular_message().map(|message| MessageId(message.id.0)),
                    press: read.map(|(_, press)| press),
                    campaign: read.and_then(|(campaign, _)| campaign),
                })
            }
            UpdateKind::MyChatMember(change) if change.chat.is_private() => match change.new_chat_member.kind {
                ChatMemberKind::Banned(_) | ChatMemberKind::Left => Self::Left(person(&change.from).user),
                _ => Self::Nothing,
            },
            _ => Self::Nothing,
        }
    }
}

fn read_message(message: &Message) -> Option<Incoming> {
    let from = message.from.as_ref().filter(|from| !from.is_bot && message.chat.is_private())?;
    let person = person(from);
    let common = match &message.kind {
        MessageKind::Common(common) => common,
        MessageKind::WebAppData(handed) => {
            let WebAppData { data, button_text: button } = handed.web_app_data.clone();
            return Some(Incoming::Handed(Handed { person, message: MessageId(message.id.0), data, button }));
        }
        _ => return None,
    };
    let reply_to = message.reply_to_message().and_then(replied_to);
    let MediaKind::Text(text) = &common.media_kind else {
        let file = message.document().map(|document| AttachedFile {
            id: FileId(document.file.id.0.clone()),
            size: usize::try_from(document.file.size).unwrap_or(usize::MAX),
            bytes: None,
        });
        let picture = photo(message).or_else(|| {
            let kind = message.document()?.mime_type.as_ref()?;
            file.clone().filter(|_| matches!(kind.essence_str(), "image/jpeg" | "image/png"))
        });
        return Some(Incoming::Sent(Sent { person, message: MessageId(message.id.0), reply_to, file, picture }));
    };
    let text = shorten(&text.text);
    Some(match Command::parse(text) {
        Some(command) => Incoming::Commanded(Commanded { person, command }),
        None => Incoming::Said(Said { person, text: text.to_owned(), message: MessageId(message.id.0), reply_to }),
    })
}

/// Chooses of a photo's sizes the largest that may be kept, or else the smallest.
fn photo(message: &Message) -> Option<AttachedFile> {
    let sizes = message.photo()?;
    let bytes = |size: &PhotoSize| usize::try_from(size.file.size).unwrap_or(usize::MAX);
    let points = |size: &PhotoSize| u64::from(size.width) * u64::from(size.height);
    let fits = sizes.iter().filter(|size| bytes(size) <= PICTURE_MAX).max_by_key(|size| points(size));
    let chosen = fits.or_else(|| sizes.iter().min_by_key(|size| points(size)))?;
    Some(AttachedFile { id: FileId(chosen.file.id.0.clone()), size: bytes(chosen), bytes: None })
}

fn person(user: &User) -> Person {
    // Account numbers have at most 52 significant bits (Bot API, `User`).
    Person { user: UserId(i64::try_from(user.id.0).unwrap_or_default()), tag: user.language_code.clone() }
}

fn replied_to(message: &Message) -> Option<RepliedTo> {
    message.from.as_ref().filter(|from| from.is_bot)?;
    let buttons = message.reply_markup().map(|markup| markup.inline_keyboard.as_slice()).unwrap_or_default();
    let presses = buttons.iter().flatten().filter_map(|button| match &button.kind {
        InlineKeyboardButtonKind::CallbackData(data) => read_scoped(data).map(|(_, press)| press),
        _ => None,
    });
    Some(RepliedTo { message: MessageId(message.id.0), presses: presses.collect() })
}

fn shorten(text: &str) -> &str {
    text.char_indices().find(|(at, _)| *at >= TEXT_MAX).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}
