//! What a supporter seals: a pledge, or a private message. JSON, so that `age -d` shows it to anyone with the key.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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
    /// Somebody shows the organisers a picture.
    Picture(Picture),
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
    /// Whether organisers brought it in from another list, and sealed it themselves.
    pub imported: bool,
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

/// A picture that was sent in the chat, where Telegram saw it, cleaned and sealed on arrival by the bot.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// The campaign's id.
    pub campaign: String,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// The language that its person is spoken to in, two letters.
    pub language: String,
    /// `image/jpeg` or `image/png`.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The steps to whose multiples pictures are padded, in bytes.
const PICTURE_STEP: usize = 64 << 10;

/// The longest padded picture: with a header for many recipients it is below [`super::PICTURE_SEALED_MAX`].
const PICTURE_PADDED_MAX: usize = 576 << 10;

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

    /// Writes the JSON of a picture, padded with spaces to a multiple of 64 KiB.
    ///
    /// # Errors
    /// [`SealError::TooLong`] for one that would be too long to be opened.
    pub fn to_picture_padded(&self) -> Result<String, SealError> {
        let mut json = serde_json::to_string(&Wire::from(self)).expect("texts are JSON");
        let length = json.len().next_multiple_of(PICTURE_STEP);
        if length > PICTURE_PADDED_MAX {
            return Err(SealError::TooLong);
        }
        json.extend(std::iter::repeat_n(' ', length - json.len()));
        Ok(json)
    }

    /// Names the campaign that it is for.
    pub fn campaign(&self) -> &str {
        match self {
            Self::Pledge(pledge) => &pledge.campaign,
            Self::Message(message) => &message.campaign,
            Self::Picture(picture) => &picture.campaign,
        }
    }

    /// Gives the device that a reply can be sealed to.
    pub fn device(&self) -> Option<&DeviceKey> {
        match self {
            Self::Pledge(pledge) => pledge.device.as_ref(),
            Self::Message(message) => message.device.as_ref(),
            Self::Picture(_) => None,
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
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    import: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    media: String,
    /// Base64.
    #[serde(skip_serializing_if = "String::is_empty")]
    data: String,
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
                imported: self.import,
            })),
            "message" if day_fits && !self.body.is_empty() => Ok(Letter::Message(Message {
                campaign: self.c,
                device,
                day: self.d,
                language: self.l,
                body: self.body,
                in_chat: self.chat,
            })),
            "picture" if day_fits && matches!(self.media.as_str(), "image/jpeg" | "image/png") => {
                let bytes = STANDARD.decode(&self.data).map_err(|_| NotALetter::Form)?;
                Ok(Letter::Picture(Picture {
                    campaign: self.c,
                    day: self.d,
                    language: self.l,
                    media_type: self.media,
                    bytes,
                }))
            }
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
                import: pledge.imported,
                ..Self::default()
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
            Letter::Picture(picture) => Self {
                v: 1,
                t: "picture".to_owned(),
                c: picture.campaign,
                d: picture.day,
                l: picture.language,
                chat: true,
                media: picture.media_type,
                data: STANDARD.encode(&picture.bytes),
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
    fn a_picture_reads_back_through_its_seal_and_tells_its_length_in_large_steps() {
        let (identities, recipient) = identity();
        let picture = |length: usize| {
            Letter::Picture(Picture {
                campaign: "ours".to_owned(),
                day: "2026-11-16".to_owned(),
                language: "be".to_owned(),
                media_type: "image/jpeg".to_owned(),
                bytes: vec![0xab; length],
            })
        };
        for (length, steps) in [(10, 1), (40_000, 1), (60_000, 2), (384 << 10, 9)] {
            let padded = picture(length).to_picture_padded().unwrap();
            assert_eq!(padded.len(), steps * (64 << 10));
            let many = vec![recipient.clone(); 20];
            let sealed = crate::seal::seal(padded.as_bytes(), &many).unwrap();
            assert!(crate::seal::SealedFile::read_picture(sealed.to_wire().as_bytes()).unwrap() == sealed);
            assert_eq!(Letter::read(&identities.open(&sealed).unwrap()), Ok(picture(length)));
        }
        assert_eq!(picture(600 << 10).to_picture_padded(), Err(SealError::TooLong));
        let other = picture(10).to_picture_padded().unwrap().replace("image/jpeg", "text/html");
        assert_eq!(Letter::read(other.as_bytes()), Err(NotALetter::Form));
    }

    #[test]
    fn too_long_is_refused() {
        let long = Letter::Message(Message { body: "x".repeat(2600), ..Message::default() });
        assert_eq!(long.to_padded(), Err(SealError::TooLong));
    }
}
