//! Public keys: age recipients and minisign signers, as people write them.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Fingerprint;

/// Says that a text is no public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// Not an age recipient of the X25519 kind.
    #[error("this is no age public key: one has 62 letters and begins with age1")]
    Recipient,
    /// Not a minisign public key.
    #[error("this is no minisign public key: one has 56 letters and begins with RW")]
    Signer,
}

/// An age recipient of the X25519 kind: one who can open what is sealed to it.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    key: age::x25519::Recipient,
    text: String,
}

/// The recipient of one device: made by the page, known to klich by what its owner sent.
pub type DeviceKey = Recipient;

impl Recipient {
    /// Gives age's own form of it.
    pub(super) fn key(&self) -> &age::x25519::Recipient {
        &self.key
    }

    /// Borrows it as it is written, `age1…`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Gives what people compare.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.text)
    }

    /// Makes a key whose secret is forgotten at once: nobody opens what is sealed to it, and nobody can tell it from others.
    pub fn of_nobody() -> Self {
        let key = age::x25519::Identity::generate().to_public();
        Self { text: key.to_string(), key }
    }
}

impl FromStr for Recipient {
    type Err = NotAKey;

    /// Reads `age1…` in lower case, with its checksum. Other kinds of recipient are refused: they don't mix.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let key: age::x25519::Recipient = text.parse().map_err(|_| NotAKey::Recipient)?;
        if key.to_string() == text { Ok(Self { key, text: text.to_owned() }) } else { Err(NotAKey::Recipient) }
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recipient")
    }
}

/// A minisign public key whose signatures count.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignerKey {
    text: String,
    number: [u8; 8],
    key: [u8; 32],
}

impl SignerKey {
    /// Borrows it as it is written, `RW…`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Gives the key number, by which a signature says whose it claims to be.
    pub fn number(&self) -> [u8; 8] {
        self.number
    }

    /// Tells whether both are one key, whatever numbers they go by.
    pub fn is_same_key(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// Gives what people compare.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.text)
    }
}

impl FromStr for SignerKey {
    type Err = NotAKey;

    /// Reads `RW…`, or a whole minisign.pub file.
    ///
    /// Source: minisign, "Public key format": base64 of `Ed`, 8 bytes of key number, 32 of Ed25519 public key.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let text = lines.rfind(|line| !line.starts_with("untrusted comment:")).ok_or(NotAKey::Signer)?;
        let bytes = STANDARD.decode(text).map_err(|_| NotAKey::Signer)?;
        let rest = bytes.strip_prefix(b"Ed").ok_or(NotAKey::Signer)?;
        let (number, key) = rest.split_first_chunk::<8>().ok_or(NotAKey::Signer)?;
        let key = key.try_into().map_err(|_| NotAKey::Signer)?;
        Ok(Self { text: STANDARD.encode(&bytes), number: *number, key })
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignerKey")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn keys_are_read_as_their_tools_print_them() {
        let recipient = age::x25519::Identity::generate().to_public().to_string();
        assert_eq!(recipient.parse::<Recipient>().unwrap().as_str(), recipient);
        let signer = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
        let file = format!("untrusted comment: minisign public key E7620F1842B4E81F\n{signer}\n");
        assert_eq!(file.parse::<SignerKey>().unwrap(), signer.parse().unwrap());
        assert_eq!(signer.parse::<SignerKey>().unwrap().number(), 0xE762_0F18_42B4_E81F_u64.to_le_bytes());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let good = age::x25519::Identity::generate().to_public().to_string();
        let one_letter_off = good.replace('q', "p");
        for bad in ["", "age1", &good.to_uppercase(), &format!("{good} "), "age1pq1qqqq", &one_letter_off] {
            assert!(bad == good || bad.parse::<Recipient>().is_err(), "{bad}");
        }
        for bad in ["", "RWQ", "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO", &good] {
            assert!(bad.parse::<SignerKey>().is_err(), "{bad}");
        }
    }
}
