//! What the bot says of itself: commands a scope and language, descriptions, name and menu buttons.
//!
//! Source: Bot API, *setMyCommands*, *setMyDescription*, *setMyShortDescription*, *setMyName*, *setChatMenuButton*.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::answer::Refusal;
use super::markup::web_app_url;

/// The name of the bot where none is set.
const NAME: &str = "Sandbox bot";

/// Names and texts, by language; the empty language is for everyone without one.
#[derive(Default)]
pub(crate) struct Profile {
    commands: HashMap<(String, String), Vec<Value>>,
    texts: HashMap<(TextKind, String), String>,
    menus: HashMap<Option<i64>, Value>,
}

/// Which text of the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TextKind {
    Name,
    Description,
    ShortDescription,
}

impl TextKind {
    /// The most characters, and the parameter's name.
    pub fn rule(self) -> (usize, &'static str) {
        match self {
            TextKind::Name => (64, "name"),
            TextKind::Description => (512, "description"),
            TextKind::ShortDescription => (120, "short_description"),
        }
    }
}

/// Checks a `language_code`: empty or two small letters.
///
/// # Errors
/// The server's words.
pub(crate) fn language(given: Option<&str>) -> Result<String, Refusal> {
    let code = given.unwrap_or_default();
    if code.is_empty() || (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())) {
        Ok(code.to_owned())
    } else {
        Err(Refusal::problem("invalid language code specified"))
    }
}

/// Brings a `BotCommandScope` into a key.
///
/// # Errors
/// A problem, where the type is none.
pub(crate) fn scope(given: Option<&Value>) -> Result<String, Refusal> {
    let Some(given) = given else { return Ok("default".into()) };
    let kind = given.get("type").and_then(Value::as_str).unwrap_or_default();
    let number = |name: &str| {
        let id = given.get(name).and_then(Value::as_i64);
        id.ok_or_else(|| Refusal::problem(format!("can't parse BotCommandScope: {name} is not specified")))
    };
    match kind {
        "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" => Ok(kind.to_owned()),
        "chat" | "chat_administrators" => Ok(format!("{kind} {}", number("chat_id")?)),
        "chat_member" => Ok(format!("{kind} {} {}", number("chat_id")?, number("user_id")?)),
        _ => Err(Refusal::problem("can't parse BotCommandScope: Unsupported type specified")),
    }
}

impl Profile {
    /// Sets the commands of one scope and language; none removes them.
    ///
    /// # Errors
    /// A problem, where a command breaks a rule.
    pub fn set_commands(&mut self, scope: String, language: String, commands: &[Value]) -> Result<(), Refusal> {
        if commands.len() > 100 {
            return Err(Refusal::problem("BOT_COMMANDS_TOO_MUCH"));
        }
        for command in commands {
            let field = |name: &str| command.get(name).and_then(Value::as_str).unwrap_or_default();
            let name = field("command").trim_start_matches('/');
            let right = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            if name.is_empty() || name.len() > 32 || !name.bytes().all(right) {
                return Err(Refusal::problem("BOT_COMMAND_INVALID"));
            }
            if !(1..=256).contains(&field("description").chars().count()) {
                return Err(Refusal::problem("BOT_COMMAND_DESCRIPTION_INVALID"));
            }
        }
        if commands.is_empty() {
            self.commands.remove(&(scope, language));
        } else {
            self.commands.insert((scope, language), commands.to_vec());
        }
        Ok(())
    }

    /// The commands of exactly this scope and language.
    pub fn commands(&self, scope: String, language: String) -> &[Value] {
        self.commands.get(&(scope, language)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The commands that a person sees in the private chat, by Telegram's order of scopes.
    pub fn commands_for(&self, user: i64, language: &str) -> &[Value] {
        let chat = format!("chat {user}");
        for scope in [chat.as_str(), "all_private_chats", "default"] {
            for language in [language, ""] {
                if let Some(commands) = self.commands.get(&(scope.to_owned(), language.to_owned())) {
                    return commands;
                }
            }
        }
        &[]
    }

    /// Sets a text; an empty one removes it.
    ///
    /// # Errors
    /// A problem, where it is too long.
    pub fn set_text(&mut self, kind: TextKind, language: String, text: &str) -> Result<(), Refusal> {
        let (most, name) = kind.rule();
        if text.chars().count() > most {
            return Err(Refusal::problem(format!("klich sandbox: {name} is longer than {most} characters")));
        }
        if text.is_empty() {
            self.texts.remove(&(kind, language));
        } else {
            self.texts.insert((kind, language), text.to_owned());
        }
        Ok(())
    }

    /// A text in a language, or the one for everyone.
    pub fn text(&self, kind: TextKind, language: &str) -> &str {
        let own = self.texts.get(&(kind, language.to_owned()));
        own.or_else(|| self.texts.get(&(kind, String::new()))).map(String::as_str).unwrap_or_default()
    }

    /// The bot's name, for a language or for everyone.
    pub fn name(&self, language: Option<&str>) -> &str {
        if self.texts.is_empty() {
            return NAME;
        }
        Some(self.text(TextKind::Name, language.unwrap_or_default())).filter(|name| !name.is_empty()).unwrap_or(NAME)
    }

    /// Sets the menu button of a chat or, without one, of all.
    ///
    /// # Errors
    /// A problem, where a Mini App's address breaks a rule.
    pub fn set_menu(&mut self, chat: Option<i64>, button: Option<&Value>) -> Result<(), Refusal> {
        let kind = button.and_then(|button| button.get("type")).and_then(Value::as_str).unwrap_or("default");
        match (kind, button) {
            ("default", _) => drop(self.menus.remove(&chat)),
            ("commands", _) => drop(self.menus.insert(chat, json!({"type": "commands"}))),
            ("web_app", Some(button)) => {
                let url =
                    button.get("web_app").and_then(|app| app.get("url")).and_then(Value::as_str).unwrap_or_default();
                web_app_url(url, "menu button")?;
                if button.get("text").and_then(Value::as_str).unwrap_or_default().is_empty() {
                    return Err(Refusal::problem("menu button text must be non-empty"));
                }
                self.menus.insert(chat, button.clone());
            }
            _ => return Err(Refusal::problem("unsupported menu button type specified")),
        }
        Ok(())
    }

    /// The menu button that is set for exactly this chat, or for all.
    pub fn menu(&self, chat: Option<i64>) -> Value {
        self.menus
            .get(&chat)
            .cloned()
            .unwrap_or_else(|| json!({"type": if chat.is_some() { "default" } else { "commands" }}))
    }

    /// The menu button that a person sees.
    pub fn menu_for(&self, user: i64) -> Value {
        self.menus.get(&Some(user)).cloned().unwrap_or_else(|| self.menu(None))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn set(profile: &mut Profile, scope: &str, language: &str, name: &str) -> Result<(), Refusal> {
        profile.set_commands(scope.into(), language.into(), &[json!({"command": name, "description": "d"})])
    }

    #[test]
    fn the_narrowest_scope_and_then_the_language_win() {
        let mut profile = Profile::default();
        set(&mut profile, "default", "", "a").unwrap();
        set(&mut profile, "default", "be", "b").unwrap();
        let name = |profile: &Profile, user, language| {
            profile.commands_for(user, language)[0]["command"].as_str().unwrap().to_owned()
        };
        assert_eq!((name(&profile, 1, "be"), name(&profile, 1, "pl")), ("b".into(), "a".into()));
        set(&mut profile, "all_private_chats", "", "c").unwrap();
        assert_eq!(name(&profile, 1, "be"), "c");
        set(&mut profile, "chat 1", "", "d").unwrap();
        assert_eq!((name(&profile, 1, "be"), name(&profile, 2, "be")), ("d".into(), "c".into()));
    }

    #[test]
    fn limits_of_commands_and_texts() {
        let mut profile = Profile::default();
        for name in ["", "Start", "старт", &"x".repeat(33)] {
            assert_eq!(
                set(&mut profile, "default", "", name).unwrap_err().description,
                "Bad Request: BOT_COMMAND_INVALID"
            );
        }
        profile.set_text(TextKind::ShortDescription, String::new(), &"ж".repeat(120)).unwrap();
        profile.set_text(TextKind::ShortDescription, String::new(), &"ж".repeat(121)).unwrap_err();
        assert!(language(Some("be")).is_ok() && language(Some("bel")).is_err() && language(Some("BE")).is_err());
    }
}
