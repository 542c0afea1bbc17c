//! The record that vaults are measured with: 200 bytes as klich writes it. Shared with the crate in `benches/peer`.

use serde::{Deserialize, Serialize};

/// Somebody and their words.
#[derive(Serialize, Deserialize, Clone)]
pub enum Sample {
    /// The only version.
    V1 {
        /// An account's number.
        user: i64,
        /// A language's number.
        language: u8,
        /// A day's number.
        day: u32,
        /// 188 bytes.
        words: String,
    },
}

impl Sample {
    /// Makes the nth of them.
    pub fn new(nth: i64) -> Self {
        let words = "I can drive people on the day, and I know who else can. ".repeat(4);
        let words = words.get(..188).unwrap_or_default().to_owned();
        Self::V1 { user: 1_000_000_000 + nth, language: 3, day: 20_000, words }
    }

    /// Gives its 200 bytes, as postcard encodes them.
    #[allow(dead_code, reason = "either side of the comparison uses a part of this")]
    pub fn bytes(&self) -> Vec<u8> {
        let Self::V1 { user, language, day, words } = self;
        let mut bytes = vec![0];
        varint(&mut bytes, (user << 1).cast_unsigned());
        bytes.push(*language);
        varint(&mut bytes, u64::from(*day));
        varint(&mut bytes, words.len() as u64);
        bytes.extend_from_slice(words.as_bytes());
        bytes
    }
}

fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}
