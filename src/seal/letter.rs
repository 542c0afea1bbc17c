//! What a supporter seals: a pledge, or a private message. JSON, so that `age -d` shows it to anyone with the key.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Bucket, DeviceKey, SealError, pad, sha256_hex};

/// Gives the hash that binds a pledge to what was pledged: SHA-256 of the statement as it is shown, in its language.
pub fn statement_hash(visible_statement: &str) -> String {
    sha256_hex(visible_statement)
}

/// What organisers open.
#[derive(Clone, PartialEq, Eq)]
pub enum Letter {
    /// Somebody stands up.
    Pledge(Pledge),
    /// Somebody writes to the organisers alone.
    Message(Message),
}

/// A pledge with what its person chose to tell. Empty texts were not filled in.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Pledge {
    /// The campaign's id.
    pub campaign: String,
    /// [`statement_hash`] of what was shown, 64 digits of hex.
    pub statement: String,
    /// Where a reply can be sealed to; none where the device keeps no key.
    pub device: Option<DeviceKey>,
    /// The day, `YYYY-MM-DD`, by the device's clock.
    pub day: String,
    /// The language of the page, two letters.
    pub language: String,
    /// Codes of the kinds of support.
    pub kinds: Vec<String>,
    /// The person's name.
    pub name: String,
    /// Where they live.
    pub town: String,
    /// Their union.
    pub union: String,
    /// How they can be reached.
    pub contact: String,
    /// Anything else.
    pub note: String,
    /// Whether the organisers may print the name.
    pub may_print: bool,
}

/// A private message to the organisers.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// The campaign's id.
    pub campaign: String,
    /// Where a reply can be sealed to.
    pub device: Option<DeviceKey>,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// The language of the page, two letters.
    pub language: String,
    /// What was written.
    pub body: String,
    /// Whether it was typed in the chat, where Telegram saw it, and sealed on arrival by the bot.
    pub in_chat: bool,
}

/// Says why an opened file is no letter. Holds nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotALetter {
    /// Not the JSON that it must be.
    #[error("what was sealed is not a pledge or a message of klich")]
    Form,
    /// A later version made it.
    #[error("it was written by a newer version of klich")]
    Newer,
}

impl Letter {
    /// Reads an opened file; spaces behind the JSON are padding.
    ///
    /// # Errors
    /// [`NotALetter`].
    pub fn read(plaintext: &[u8]) -> Result<Self, NotALetter> {
        let wire: Wire = serde_json::from_slice(plaintext).map_err(|_| NotALetter::Form)?;
        if wire.v != 1 {
            return Err(NotALetter::Newer);
        }
        wire.into_letter()
    }

    /// Writes the JSON, padded to 1024 or 2560 bytes.
    ///
    /// # Errors
    /// [`SealError::TooLong`].
    pub fn to_padded(&self) -> Result<String, SealError> {
        self.to_long_padded().ok().filter(|text| text.len() <= Bucket::B2560 as usize).ok_or(SealError::TooLong)
    }

    /// Writes the JSON, padded to 1024, 2560 or 8192 bytes: what does not travel through `sendData`.
    ///
    /// # Errors
    /// [`SealError::TooLong`].
    pub fn to_long_padded(&self) -> Result<String, SealError> {
        let json = serde_json::to_string(&Wire::from(self)).expect("texts are JSON");
        pad(&json, Bucket::B1024).ok_or(SealError::TooLong)
    }

    /// Names the campaign that it is for.
    pub fn campaign(&self) -> &str {
        match self {
            Self::Pledge(pledge) => &pledge.campaign,
            Self::Message(message) => &message.campaign,
        }
    }

    /// Gives the device that a reply can be sealed to.
    pub fn device(&self) -> Option<&DeviceKey> {
        match self {
            Self::Pledge(pledge) => pledge.device.as_ref(),
            Self::Message(message) => message.device.as_ref(),
        }
    }
}

/// Prints the type only: it is what people sealed.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Letter")
    }
}

/// The JSON. Unknown fields are passed over; empty ones are left out.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Wire {
    v: u32,
    t: String,
    c: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    s: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    k: String,
    d: String,
    l: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    town: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    union: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    contact: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    print: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    body: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    chat: bool,
}

impl Wire {
    fn into_letter(self) -> Result<Letter, NotALetter> {
        let device = match self.k.as_str() {
            "" => None,
            key => Some(key.parse().map_err(|_| NotALetter::Form)?),
        };
        let day_fits = self.d.parse::<jiff::civil::Date>().is_ok_and(|day| day.to_string() == self.d);
        let is_hash = self.s.len() == 64 && self.s.bytes().all(|b| b.is_ascii_hexdigit());
        match self.t.as_str() {
            "pledge" if day_fits && is_hash && !self.kinds.is_empty() => Ok(Letter::Pledge(Pledge {
                campaign: self.c,
                statement: self.s,
                device,
                day: self.d,
                language: self.l,
                kinds: self.kinds,
                // Without a name there is nothing to print.
                may_print: self.print && !self.name.is_empty(),
                name: self.name,
                town: self.town,
                union: self.union,
                contact: self.contact,
                note: self.note,
            })),
            "message" if day_fits && !self.body.is_empty() => Ok(Letter::Message(Message {
                campaign: self.c,
                device,
                day: self.d,
                language: self.l,
                body: self.body,
                in_chat: self.chat,
            })),
            _ => Err(NotALetter::Form),
        }
    }
}

impl From<&Letter> for Wire {
    fn from(letter: &Letter) -> Self {
        let key = |device: &Option<DeviceKey>| device.as_ref().map(|key| key.as_str().to_owned()).unwrap_or_default();
        match letter.clone() {
            Letter::Pledge(pledge) => Self {
                v: 1,
                t: "pledge".to_owned(),
                c: pledge.campaign,
                s: pledge.statement,
                k: key(&pledge.device),
                d: pledge.day,
                l: pledge.language,
                kinds: pledge.kinds,
                name: pledge.name,
                town: pledge.town,
                union: pledge.union,
                contact: pledge.contact,
                note: pledge.note,
                print: pledge.may_print,
                body: String::new(),
                chat: false,
            },
            Letter::Message(message) => Self {
                v: 1,
                t: "message".to_owned(),
                c: message.campaign,
                k: key(&message.device),
                d: message.day,
                l: message.language,
                body: message.body,
                chat: message.in_chat,
                ..Self::default()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::seal::envelope::tests::identity;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn a_letter_reads_back_through_its_seal(name in "\\PC{0,20}", note in "\\PC{0,200}", body in "\\PC{1,300}", print in any::<bool>()) {
            let (identities, recipient) = identity();
            let pledge = Letter::Pledge(Pledge {
                campaign: "ours".to_owned(), statement: statement_hash("We stand."), device: Some(recipient.clone()),
                day: "2026-11-16".to_owned(), language: "be".to_owned(), kinds: vec!["sign".to_owned()],
                may_print: print && !name.is_empty(), name, note, ..Pledge::default()
            });
            let message = Letter::Message(Message {
                campaign: "ours".to_owned(), device: None, day: "2026-11-16".to_owned(), language: "be".to_owned(), body, in_chat: print,
            });
            for letter in [pledge, message] {
                let padded = letter.to_padded().unwrap();
                prop_assert!([1024, 2560].contains(&padded.len()));
                let sealed = crate::seal::seal(padded.as_bytes(), std::slice::from_ref(&recipient)).unwrap();
                prop_assert_eq!(Letter::read(&identities.open(&sealed).unwrap()), Ok(letter));
            }
        }

        #[test]
        fn no_bytes_crash_it(text in "\\{\"v\":1,\"t\":\"(pledge|message)\",\\PC{0,80}\\}") {
            let _ = Letter::read(text.as_bytes());
        }
    }

    #[test]
    fn what_is_no_letter_is_named() {
        let pledge = format!(
            "{{\"v\":1,\"t\":\"pledge\",\"c\":\"o\",\"s\":\"{}\",\"d\":\"2026-11-16\",\"kinds\":[\"sign\"]}}",
            statement_hash("")
        );
        assert!(Letter::read(pledge.as_bytes()).is_ok());
        let changes =
            [("\"sign\"", ""), ("2026-11-16", "16.11.2026"), ("\"pledge\"", "\"reply\""), ("\"v\":1", "\"v\":\"1\"")];
        for (from, to) in changes {
            assert_eq!(Letter::read(pledge.replace(from, to).as_bytes()), Err(NotALetter::Form), "{to}");
        }
        assert_eq!(Letter::read(pledge.replace("\"v\":1", "\"v\":2").as_bytes()), Err(NotALetter::Newer));
    }

    #[test]
    fn too_long_is_refused() {
        let long = Letter::Message(Message { body: "x".repeat(2600), ..Message::default() });
        assert_eq!(long.to_padded(), Err(SealError::TooLong));
    }
}
