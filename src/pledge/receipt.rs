//! Receipts: a random text for each pledge, and the hash of it that stands in the public list.

use std::fmt;

use rand::RngCore;
use sha2::{Digest as _, Sha256};

use super::tree::Hash;
use crate::campaign::PetitionId;

/// Crockford's alphabet: no letter that is taken for a digit. Source: <https://www.crockford.com/base32.html>.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LETTERS: usize = 24;

/// What a signatory can check their pledge by: 120 random bits, and nothing else.
///
/// # Security
/// It holds nothing of a person and is made of nothing of theirs: whoever has it can see that *some* pledge is counted, and
/// can't show whose it is; it can be passed on like any text. Who has neither the receipt nor the vault's key can't tell
/// which line of the list is whose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Receipt([u8; 15]);

impl Receipt {
    /// Draws a new one.
    pub fn random(random: &mut impl RngCore) -> Self {
        let mut bytes = [0; 15];
        random.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Takes the bytes that were kept.
    pub(super) fn from_bytes(bytes: [u8; 15]) -> Self {
        Self(bytes)
    }

    /// Gives the bytes to keep.
    pub(super) fn to_bytes(self) -> [u8; 15] {
        self.0
    }

    /// Reads a receipt as a person types it: capitals, spaces, other dashes, and letters that look like digits.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 200 {
            return None;
        }
        let letters = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'));
        let values: Vec<u8> = letters.map(value).collect::<Option<_>>()?;
        if values.len() != LETTERS {
            return None;
        }
        let mut bytes = [0; 15];
        for (bytes, values) in bytes.chunks_mut(5).zip(values.chunks(8)) {
            let bits = values.iter().fold(0_u64, |bits, value| bits << 5 | u64::from(*value));
            // The last five of eight bytes: forty bits.
            bytes.copy_from_slice(bits.to_be_bytes().get(3..)?);
        }
        Some(Self(bytes))
    }

    /// Gives what stands for it in the public list: SHA-256 of three lines, so that anybody can compute it from the receipt
    /// with `sha256sum`.
    pub fn commitment(&self, petition: &PetitionId) -> Hash {
        Sha256::digest(format!("klich-pledge v1\n{}\n{}\n", petition.as_str(), self.text())).into()
    }

    /// Writes it in its one form: four groups of six.
    pub fn text(&self) -> String {
        let mut letters = String::with_capacity(LETTERS + 3);
        for bytes in self.0.chunks(5) {
            let bits = bytes.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            for place in (0..8).rev() {
                let value = usize::try_from(bits >> (5 * place) & 31).unwrap_or_default();
                letters.push(ALPHABET.get(value).copied().map(char::from).unwrap_or_default());
            }
        }
        let groups: Vec<&str> = (0..4).filter_map(|group| letters.get(6 * group..6 * group + 6)).collect();
        groups.join("-")
    }
}

fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        letter => letter,
    };
    let place = ALPHABET.iter().position(|known| char::from(*known) == letter)?;
    u8::try_from(place).ok()
}

/// Prints the type only.
impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_form_and_the_hash_are_those_that_are_documented() {
        let receipt = Receipt([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 255]);
        assert_eq!(receipt.text(), "000g40-r40m30-e20918-5gr3fz");
        let petition: PetitionId = "release-the-detained".parse().unwrap();
        let lines = format!("klich-pledge v1\nrelease-the-detained\n{}\n", receipt.text());
        assert_eq!(receipt.commitment(&petition), Hash::from(Sha256::digest(lines)));
        let other: PetitionId = "other".parse().unwrap();
        assert_ne!(receipt.commitment(&other), receipt.commitment(&petition));
        assert_eq!(format!("{receipt:?}"), "Receipt");
    }

    #[test]
    fn it_is_read_as_people_type_it() {
        let receipt = Receipt([8; 15]);
        let text = receipt.text();
        for typed in [
            text.to_uppercase(),
            text.replace('-', " "),
            text.replace('-', ""),
            text.replace('-', "–"),
            text.replace('1', "l").replace('0', "O"),
        ] {
            assert_eq!(Receipt::parse(&typed), Some(receipt), "{typed}");
        }
        for wrong in ["", "x", &text[1..], &format!("{text}0"), &text.replace('-', "_"), &"0".repeat(1000), "ключ"]
        {
            assert_eq!(Receipt::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_receipt_comes_back(bytes: [u8; 15]) {
            let text = Receipt(bytes).text();
            prop_assert_eq!(text.len(), 27);
            prop_assert_eq!(Receipt::parse(&text), Some(Receipt(bytes)));
        }

        #[test]
        fn no_text_breaks_it(text in any::<String>()) {
            let _ = Receipt::parse(&text);
        }
    }
}
