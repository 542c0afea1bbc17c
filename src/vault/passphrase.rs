//! What a person knows and types to open a vault; `wrapped` is the root key under it.

mod wrapped;

use std::fmt;

use zeroize::Zeroizing;

pub use self::wrapped::{Cost, WrappedRootKey};

/// The longest passphrase, in bytes.
pub const PASSPHRASE_MAX: usize = 1024;

/// The shortest new passphrase, in letters.
pub const PASSPHRASE_MIN: usize = 12;

/// What a person knows and types: bytes as they are typed, one line. Zeroised on drop.
pub struct Passphrase(Zeroizing<Vec<u8>>);

/// A passphrase that can't be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPassphrase {
    /// Nothing is there.
    #[error("the passphrase is empty")]
    Empty,
    /// More than [`PASSPHRASE_MAX`].
    #[error("the passphrase is longer than {PASSPHRASE_MAX} bytes")]
    TooLong,
    /// A line feed or another control character is in it.
    #[error("the passphrase is not one line of text")]
    NotALine,
    /// A new one under [`PASSPHRASE_MIN`].
    #[error("the passphrase is shorter than {PASSPHRASE_MIN} letters")]
    TooShort,
}

impl Passphrase {
    /// Takes a passphrase; one line end behind it does not count.
    ///
    /// # Errors
    /// [`NotAPassphrase`].
    pub fn new(mut bytes: Zeroizing<Vec<u8>>) -> Result<Self, NotAPassphrase> {
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        }
        if bytes.is_empty() {
            Err(NotAPassphrase::Empty)
        } else if bytes.len() > PASSPHRASE_MAX {
            Err(NotAPassphrase::TooLong)
        } else if bytes.iter().any(u8::is_ascii_control) {
            Err(NotAPassphrase::NotALine)
        } else {
            Ok(Self(bytes))
        }
    }

    /// Passes one that is long enough to protect a store from now on.
    ///
    /// # Errors
    /// [`NotAPassphrase::TooShort`].
    pub fn strong_enough(self) -> Result<Self, NotAPassphrase> {
        // Bytes that go on a letter of UTF-8 are no letters.
        let letters = self.0.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        if letters < PASSPHRASE_MIN { Err(NotAPassphrase::TooShort) } else { Ok(self) }
    }

    /// Tells whether two are the same; for one that is typed twice.
    pub fn is_same(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// Hands the bytes over.
    pub fn into_bytes(mut self) -> Zeroizing<Vec<u8>> {
        std::mem::take(&mut self.0)
    }
}

/// Prints the type only.
impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(Zeroizing::new(text.as_bytes().to_vec())).unwrap()
    }

    #[test]
    fn a_passphrase_is_one_line() {
        let new = |text: &str| Passphrase::new(Zeroizing::new(text.as_bytes().to_vec()));
        for text in ["a b", "a b\n", "a b\r\n"] {
            assert!(new(text).unwrap().is_same(&passphrase("a b")), "{text:?}");
        }
        assert!(!passphrase("a b ").is_same(&passphrase("a b")), "a space counts");
        for (text, expected) in [
            ("", NotAPassphrase::Empty),
            ("\n", NotAPassphrase::Empty),
            ("a\nb", NotAPassphrase::NotALine),
            ("a\n\n", NotAPassphrase::NotALine),
            ("\u{1b}[A", NotAPassphrase::NotALine),
        ] {
            assert_eq!(new(text).unwrap_err(), expected, "{text:?}");
        }
        assert!(new(&"a".repeat(PASSPHRASE_MAX)).is_ok());
        assert_eq!(new(&"a".repeat(PASSPHRASE_MAX + 1)).unwrap_err(), NotAPassphrase::TooLong);
    }

    #[test]
    fn a_new_one_is_long_enough_in_letters() {
        assert!(passphrase("дванаццаць л").strong_enough().is_ok());
        assert_eq!(passphrase("адзінаццаць").strong_enough().unwrap_err(), NotAPassphrase::TooShort);
    }

    #[test]
    fn nothing_is_printed() {
        assert_eq!(format!("{:?}", passphrase("hunter2 hunter2")), "Passphrase");
    }
}
