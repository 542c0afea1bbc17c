//! An alert's id: 40 random bits, eight letters and digits that can be read aloud.

use std::fmt;
use std::str::FromStr;

use rand::RngCore;
use serde::{Deserialize, Serialize};

/// Crockford's base32: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Names an alert. Says nothing about its time or its place among others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct AlertId([u8; 5]);

/// What was given is not an alert's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an alert's id is eight letters and digits, as `klich alert list` shows")]
pub struct NotAnId;

impl AlertId {
    /// Draws a new one.
    pub fn random(random: &mut impl RngCore) -> Self {
        let mut bytes = [0; 5];
        random.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Gives the five bytes that row keys are made of.
    pub fn to_bytes(self) -> [u8; 5] {
        self.0
    }

    /// Takes [`AlertId::to_bytes`] back.
    pub fn from_bytes(bytes: [u8; 5]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for AlertId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        for place in (0..8).rev() {
            let digit = (number >> (place * 5)) & 31;
            let letter = ALPHABET.get(digit as usize).copied().unwrap_or(b'?');
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl FromStr for AlertId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() != 8 {
            return Err(NotAnId);
        }
        let number = text.bytes().try_fold(0_u64, |number, letter| {
            let letter = letter.to_ascii_lowercase();
            let digit = ALPHABET.iter().position(|known| *known == letter).ok_or(NotAnId)?;
            Ok(number << 5 | digit as u64)
        })?;
        let [_, _, _, bytes @ ..] = number.to_be_bytes();
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_id_reads_back(bytes: [u8; 5]) {
            let id = AlertId(bytes);
            prop_assert_eq!(id.to_string().parse::<AlertId>().unwrap(), id);
            prop_assert_eq!(id.to_string().to_uppercase().parse::<AlertId>().unwrap(), id);
        }

        #[test]
        fn anything_else_is_refused_without_a_crash(text in ".{0,12}") {
            if let Ok(id) = text.parse::<AlertId>() {
                prop_assert_eq!(id.to_string(), text.to_lowercase());
            }
        }
    }
}
