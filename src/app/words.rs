//! Hands the bot's words over to Telegram: commands and descriptions a language, the desk for organisers.

use crate::bot::{Rooms, registration};
use crate::telegram::{ChatCommands, Registration};
use crate::text::Language;

/// Gives what is to be registered for everyone, and for each organiser's chat.
pub(super) fn registrations(rooms: &Rooms) -> (Vec<Registration>, Vec<ChatCommands>) {
    let words = registration::words(rooms);
    let chats = rooms.organisers.roster().everyone().flat_map(|user| {
        words.iter().map(move |words| ChatCommands {
            chat: user.private_chat(),
            language_code: code(words.language),
            commands: words.organiser_commands.clone(),
        })
    });
    let chats = chats.collect();
    let languages = words.into_iter().map(|words| Registration {
        language_code: code(words.language),
        commands: words.commands,
        description: words.description,
        short_description: words.short_description,
    });
    (languages.collect(), chats)
}

fn code(language: Option<Language>) -> Option<String> {
    language.map(|language| language.code().to_owned())
}
