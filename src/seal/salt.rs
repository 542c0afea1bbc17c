//! What keeps a sealed alert's text from being guessed by its hash.

use std::fmt;
use std::str::FromStr;

use rand::RngCore;

/// How the last block of a text begins that is signed with a salt.
const BEGINS: &str = "klich-salt: ";

/// 128 random bits in an alert file that is to be sealed, as 32 digits of hex.
///
/// The manifest of a sealed alert goes through the server, which must not learn the text: short words could be found by
/// trying. So what is hashed and signed is the text, an empty line, and `klich-salt: …`; the salt travels sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt(String);

/// What was given is no salt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a salt has 32 digits, 0 to 9 and a to f")]
pub struct NotASalt;

impl Salt {
    /// Draws a new one.
    pub fn random(random: &mut impl RngCore) -> Self {
        let mut bytes = [0; 16];
        random.fill_bytes(&mut bytes);
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Borrows its 32 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Gives what is hashed and signed of a text.
    pub fn under(&self, text: &str) -> String {
        format!("{text}\n\n{BEGINS}{}", self.0)
    }
}

impl FromStr for Salt {
    type Err = NotASalt;

    fn from_str(text: &str) -> Result<Self, NotASalt> {
        let is_hex = text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if is_hex { Ok(Self(text.to_owned())) } else { Err(NotASalt) }
    }
}

/// Prints the type only: with it, a text can be guessed.
impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt")
    }
}
