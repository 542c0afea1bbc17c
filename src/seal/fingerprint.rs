//! Short fingerprints of public keys and lists, to read aloud or to print.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::words::WORDS;

/// The first 80 bits of a SHA-256: what two people compare by voice or on paper.
///
/// # Security
/// Somebody who can make 2^80 keys could find one with the same fingerprint; nobody can today. Comparing only its
/// first group is not enough: a look-alike of 16 bits is made in a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint([u8; 10]);

impl Fingerprint {
    /// Makes the fingerprint of a key or list, of its exact text.
    pub fn of(text: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"klich-fingerprint v1\n");
        hash.update(text.as_bytes());
        let first = hash.finalize().first_chunk::<10>().copied();
        Self(first.expect("a SHA-256 has 32 bytes"))
    }

    /// Gives one English word a byte, to read aloud.
    pub fn words(&self) -> String {
        let words = self.0.iter().filter_map(|byte| WORDS.get(usize::from(*byte)).copied());
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Prints five groups of four hex digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if index > 0 && index % 2 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{byte:02X}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_same_tomorrow() {
        let fingerprint = Fingerprint::of("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3");
        insta::assert_snapshot!(format!("{fingerprint} = {}", fingerprint.words()));
    }

    #[test]
    fn every_byte_has_a_word_of_its_own() {
        let distinct: std::collections::BTreeSet<_> = WORDS.iter().collect();
        assert_eq!(distinct.len(), 256);
        assert!(WORDS.iter().all(|word| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase())));
    }
}
