//! The bot's token.

use std::fmt;

use zeroize::{Zeroize as _, ZeroizeOnDrop};

/// The bot's token: whoever has it is the bot.
///
/// # Security
/// `Debug` prints the type only; the bytes are overwritten when it is dropped.
#[derive(ZeroizeOnDrop)]
pub struct Token(String);

/// What was given is not a token.
#[derive(Debug, thiserror::Error)]
#[error("this is not a bot token: it must look like 123456789:AAF…, as @BotFather gives it")]
pub struct NotAToken;

impl Token {
    /// Reads a token: digits, a colon, then letters, digits, `_` and `-`. Space around it is dropped.
    ///
    /// # Errors
    /// [`NotAToken`], which does not repeat what was given.
    pub fn parse(text: &str) -> Result<Self, NotAToken> {
        let text = text.trim();
        let (bot, secret) = text.split_once(':').ok_or(NotAToken)?;
        let digits = !bot.is_empty() && bot.bytes().all(|b| b.is_ascii_digit());
        let rest = !secret.is_empty() && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if digits && rest && text.len() <= 256 { Ok(Self(text.to_owned())) } else { Err(NotAToken) }
    }

    /// Makes the address of a method.
    ///
    /// # Security
    /// The address holds the token: it is for the request alone, never for an error or a log.
    pub(super) fn address(&self, root: &str, method: &str) -> Address {
        Address(format!("{root}/bot{}/{method}", self.0))
    }

    /// Makes the address of a file that `getFile` told the path of.
    ///
    /// # Security
    /// As [`Token::address`].
    pub(super) fn file_address(&self, root: &str, path: &str) -> Address {
        Address(format!("{root}/file/bot{}/{path}", self.0))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// A method's address, with the token in it.
pub(super) struct Address(String);

impl Address {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn takes_what_botfather_gives_and_nothing_else() {
        assert!(Token::parse("123456789:AAFakeFake_Fake-Fake\n").is_ok());
        for wrong in ["", ":", "12:", ":ab", "a1:bc", "12:b c", "12:b/../c", "12:b?x", "12:bé", "no token"] {
            assert!(Token::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn says_nothing_of_itself() {
        let token = Token::parse("42:sesame").unwrap();
        assert_eq!(format!("{token:?}"), "Token");
        assert_eq!(token.address("http://h", "GetMe").as_str(), "http://h/bot42:sesame/GetMe");
    }
}
