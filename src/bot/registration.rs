//! What is registered with Telegram, in every language: commands, descriptions.

use super::rooms::Rooms;
use crate::text::{Language, Message};

/// The words of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// `None` is what clients in any other language see.
    pub language: Option<Language>,
    /// For everyone: name without slash, description.
    pub commands: Vec<(String, String)>,
    /// For organisers, in their own chat.
    pub organiser_commands: Vec<(String, String)>,
    /// Shown before the first message, at most 512 characters.
    pub description: String,
    /// Shown on the bot's profile, at most 120 characters.
    pub short_description: String,
}

/// Gives the words of every language, the ones for all others first.
pub fn words(rooms: &Rooms) -> Vec<Words> {
    let languages = [None].into_iter().chain(Language::ALL.map(Some));
    languages.map(|language| of(rooms, language)).collect()
}

fn of(rooms: &Rooms, language: Option<Language>) -> Words {
    let spoken = language.unwrap_or(Language::English);
    let command = |(name, message): (&str, Message<'_>)| (name.to_owned(), rooms.texts.plain(spoken, message));
    let commands: Vec<_> = COMMANDS.map(command).to_vec();
    let desk = command(("desk", Message::CommandDesk));
    let title = rooms.campaign.title(spoken);
    Words {
        language,
        organiser_commands: [desk].into_iter().chain(commands.iter().cloned()).collect(),
        commands,
        description: rooms.texts.plain(spoken, Message::BotDescription { campaign: &title }),
        short_description: rooms.texts.plain(spoken, Message::BotShortDescription { campaign: &title }),
    }
}

/// The menu, in its order. `/start` is Telegram's own button.
const COMMANDS: [(&str, Message<'static>); 11] = [
    ("subscribe", Message::CommandSubscribe),
    ("pledge", Message::CommandPledge),
    ("demands", Message::CommandDemands),
    ("day", Message::CommandDay),
    ("language", Message::CommandLanguage),
    ("stop", Message::CommandStop),
    ("mydata", Message::CommandMyData),
    ("forget", Message::CommandForget),
    ("privacy", Message::CommandPrivacy),
    ("verify", Message::CommandVerify),
    ("help", Message::CommandHelp),
];
