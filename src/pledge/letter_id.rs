//! A letter's id: 80 random bits, sixteen letters and digits that name a file and tell nothing.

use std::fmt;
use std::str::FromStr;

use rand::RngCore;
use serde::{Deserialize, Serialize};

/// Crockford's base32: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LETTERS: usize = 16;

/// Names a sealed letter towards organisers. Says nothing about who wrote it, when, or its place among others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LetterId([u8; 10]);

/// What was given is not a letter's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a letter's id is sixteen letters and digits, as the names of exported files are")]
pub struct NotALetterId;

impl LetterId {
    /// How many shards there are.
    pub const SHARDS: u8 = 64;

    /// Draws a new one.
    pub fn random(random: &mut impl RngCore) -> Self {
        let mut bytes = [0; 10];
        random.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Gives the ten bytes that row keys are made of.
    pub fn to_bytes(self) -> [u8; 10] {
        self.0
    }

    /// Gives the part of all letters that it is listed with: below [`Self::SHARDS`].
    pub fn shard(self) -> u8 {
        self.0.first().copied().unwrap_or_default() % Self::SHARDS
    }
}

impl fmt::Display for LetterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.iter().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        for place in (0..LETTERS).rev() {
            let digit = (number >> (place * 5)) & 31;
            let letter = usize::try_from(digit).ok().and_then(|digit| ALPHABET.get(digit)).copied();
            write!(f, "{}", char::from(letter.unwrap_or(b'?')))?;
        }
        Ok(())
    }
}

impl FromStr for LetterId {
    type Err = NotALetterId;

    fn from_str(text: &str) -> Result<Self, NotALetterId> {
        if text.len() != LETTERS {
            return Err(NotALetterId);
        }
        let number = text.bytes().try_fold(0_u128, |number, letter| {
            let digit = ALPHABET.iter().position(|known| *known == letter).ok_or(NotALetterId)?;
            Ok(number << 5 | digit as u128)
        })?;
        let [_, _, _, _, _, _, bytes @ ..] = number.to_be_bytes();
        Ok(Self(bytes))
    }
}

impl fmt::Debug for LetterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LetterId")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_id_reads_back_and_nothing_else_does(bytes in any::<[u8; 10]>(), text in "\\PC{0,20}") {
            let id = LetterId(bytes);
            prop_assert_eq!(id.to_string().parse::<LetterId>(), Ok(id));
            prop_assert!(id.shard() < LetterId::SHARDS);
            if let Ok(read) = text.parse::<LetterId>() {
                prop_assert_eq!(read.to_string(), text);
            }
        }
    }
}
