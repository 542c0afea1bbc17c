//! The bot's token: whoever has it is the bot.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::Problem;

/// The bot's token: digits, a colon, about 35 of `[A-Za-z0-9_-]`.
///
/// # Security
/// Neither `Debug` nor `Display` shows it; it is cleared from memory with its last clone.
#[derive(Clone)]
pub struct Token(Arc<Zeroizing<String>>);

/// The text is not of a token's form. Says nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is not of a token's form, as in 123456789:AAF…")]
pub struct TokenMalformed;

impl Token {
    /// Reads a token, with white space around it.
    ///
    /// # Errors
    /// [`TokenMalformed`].
    pub fn parse(text: &str) -> Result<Self, TokenMalformed> {
        let text = text.trim();
        let (number, secret) = text.split_once(':').ok_or(TokenMalformed)?;
        let is_number = (1..=20).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        let is_secret = (30..=64).contains(&secret.len())
            && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if is_number && is_secret { Ok(Self(Arc::new(Zeroizing::new(text.to_owned())))) } else { Err(TokenMalformed) }
    }

    /// Shows the token itself: for the Bot API's client only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Reads a token file.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let text = std::fs::read_to_string(path).map(Zeroizing::new).map_err(|error| {
            let problem = match error.kind() {
                io::ErrorKind::NotFound => Problem::error("there is no token of the bot", put_it(path)),
                io::ErrorKind::InvalidData => Problem::error("the token file is not text", put_it(path)),
                _ => Problem::error(
                    format!("the token file can't be read: {error}"),
                    "make it a file that this user may read",
                ),
            };
            problem.at(path, None)
        })?;
        if text.trim().is_empty() {
            return Err(Problem::error("the token file is empty", put_it(path)).at(path, None));
        }
        Self::parse(&text).map_err(|error| {
            Problem::error(
                format!("the file does not hold a token: {error}"),
                "put nothing but the token of @BotFather in it; a lost one is shown again by its /token",
            )
            .at(path, None)
        })
    }
}

fn put_it(path: &Path) -> String {
    format!(
        "ask @BotFather in Telegram for a bot (/newbot), then run `install -m 600 /dev/stdin {}`, paste its token and end with Ctrl-D",
        path.display()
    )
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn takes_tokens_and_shows_them_to_nobody() {
        let token = Token::parse(" 123456789:AAFakeFakeFakeFakeFakeFakeFakeFake-_\n").unwrap();
        assert_eq!(token.expose(), "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake-_");
        assert_eq!(format!("{token:?}"), "Token");
    }

    #[test]
    fn refuses_what_is_none() {
        let long = format!("1:{}", "a".repeat(65));
        for bad in ["", ":", "123456789", "123456789:short", "12a:AAFakeFakeFakeFakeFakeFakeFakeFake", &long] {
            assert_eq!(Token::parse(bad).err(), Some(TokenMalformed), "{bad}");
        }
        assert!(Token::parse("1:AAFakeFakeFakeFake FakeFakeFakeFakeFake").is_err());
    }
}
