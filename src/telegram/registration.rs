//! What Telegram shows of the bot: commands, descriptions, menu. Set only where it differs.

use teloxide::{
    payloads::{
        GetChatMenuButton, GetMyCommands, GetMyDescription, GetMyShortDescription, SetChatMenuButton, SetMyCommands,
        SetMyDescription, SetMyShortDescription,
    },
    types::{self, BotCommand, BotCommandScope, MenuButton, Recipient},
};

use serde::Deserialize;

use super::{CallError, ChatId, Client};

/// What is shown in one language; without a code, in all that have none of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registration {
    /// ISO 639-1, two letters.
    pub language_code: Option<String>,
    /// Names without `/` (1–32 of `[a-z0-9_]`) and descriptions (up to 256 characters), at most 100.
    pub commands: Vec<(String, String)>,
    /// In an empty chat, up to 512 characters.
    pub description: String,
    /// On the bot's profile, up to 120 characters.
    pub short_description: String,
}

/// Commands that one chat sees instead: an organiser's.
#[derive(Debug, Clone)]
pub struct ChatCommands {
    /// The private chat.
    pub chat: ChatId,
    /// As in [`Registration`].
    pub language_code: Option<String>,
    /// As in [`Registration`].
    pub commands: Vec<(String, String)>,
}

/// How much was changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Registered {
    /// Set anew.
    pub changed: u32,
    /// Was so already.
    pub unchanged: u32,
    /// Could not be asked or set; the bot works all the same.
    pub failed: u32,
}

impl Client {
    /// Tells Telegram what to show. Failures are logged and counted, and are no reason to stop: the next start tries again.
    pub async fn register(&self, languages: &[Registration], chats: &[ChatCommands]) -> Registered {
        let mut registered = Registered::default();
        for language in languages {
            let code = language.language_code.clone();
            registered.note("commands", self.set_commands(None, code.clone(), &language.commands).await);
            registered.note("description", self.set_description(code.clone(), &language.description).await);
            registered.note("short description", self.set_short_description(code, &language.short_description).await);
        }
        registered.note("menu", self.set_menu().await);
        for ChatCommands { chat, language_code, commands } in chats {
            let set = self.set_commands(Some(*chat), language_code.clone(), commands).await;
            registered.note("an organiser's commands", set);
        }
        registered
    }

    async fn set_commands(
        &self,
        chat: Option<ChatId>,
        language_code: Option<String>,
        commands: &[(String, String)],
    ) -> Result<bool, CallError> {
        let scope = chat.map(|chat| BotCommandScope::Chat { chat_id: Recipient::Id(types::ChatId(chat.0)) });
        let wanted: Vec<BotCommand> = commands.iter().map(|(name, text)| BotCommand::new(name, text)).collect();
        let get = GetMyCommands { scope: scope.clone(), language_code: language_code.clone() };
        if self.call::<Vec<BotCommand>, _>(&get).await? == wanted {
            return Ok(false);
        }
        self.call(&SetMyCommands { commands: wanted, scope, language_code }).await
    }

    async fn set_description(&self, language_code: Option<String>, wanted: &str) -> Result<bool, CallError> {
        #[derive(Deserialize)]
        struct Now {
            description: String,
        }
        let now: Now = self.call(&GetMyDescription { language_code: language_code.clone() }).await?;
        if now.description == wanted {
            return Ok(false);
        }
        self.call(&SetMyDescription { description: Some(wanted.to_owned()), language_code }).await
    }

    async fn set_short_description(&self, language_code: Option<String>, wanted: &str) -> Result<bool, CallError> {
        #[derive(Deserialize)]
        struct Now {
            short_description: String,
        }
        let now: Now = self.call(&GetMyShortDescription { language_code: language_code.clone() }).await?;
        if now.short_description == wanted {
            return Ok(false);
        }
        self.call(&SetMyShortDescription { short_description: Some(wanted.to_owned()), language_code }).await
    }

    async fn set_menu(&self) -> Result<bool, CallError> {
        let now: MenuButton = self.call(&GetChatMenuButton { chat_id: None }).await?;
        if now == MenuButton::Commands {
            return Ok(false);
        }
        self.call(&SetChatMenuButton { chat_id: None, menu_button: Some(MenuButton::Commands) }).await
    }
}

impl Registered {
    fn note(&mut self, what: &'static str, result: Result<bool, CallError>) {
        match result {
            Ok(true) => self.changed += 1,
            Ok(false) => self.unchanged += 1,
            Err(error) => {
                self.failed += 1;
                tracing::warn!(what, %error, "not registered with Telegram");
            }
        }
    }
}
