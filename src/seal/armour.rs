//! Sealed files in the forms in which they arrive: binary, armoured and mangled by a chat, `k1.` on the wire.

use std::fmt;
use std::io::Write as _;

use age::armor::{ArmoredWriter, Format};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// The largest sealed file that is looked at, in bytes of its binary form.
pub const SEALED_MAX: usize = 16 << 10;

/// The largest sealed picture, in bytes of its binary form: on the control socket's line it has room.
pub const PICTURE_SEALED_MAX: usize = 640 << 10;

/// What stands before the base64url on the wire: klich, version 1.
const WIRE: &str = "k1.";
const BEGIN: &str = "BEGIN AGE ENCRYPTED FILE";
const END: &str = "END AGE ENCRYPTED FILE";
/// The first line of every age file.
const VERSION: &[u8] = b"age-encryption.org/v1\n";
/// Base64 of the beginning of [`VERSION`], as far as no bit of the next byte is in it.
const VERSION_BASE64: &str = "YWdlLWVuY3J5cHRpb24ub3JnL3Yx";
/// Base64 as it comes: with padding or without.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A file of age's format, whole as far as one can see without a key.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedFile(Vec<u8>);

/// Says why bytes are no sealed file. Holds nothing of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSealed {
    /// Nothing in it looks like one.
    #[error("this holds no sealed text")]
    Nothing,
    /// A later version of klich or age made it.
    #[error("this was sealed by a newer version")]
    Newer,
    /// The beginning is right, and something is missing or was changed.
    #[error("this sealed text is incomplete or was changed on the way")]
    Damaged,
    /// More than [`SEALED_MAX`].
    #[error("this sealed text is too long")]
    TooLong,
}

impl SealedFile {
    /// Finds a sealed file in what arrived: an age file, its armour, or `k1.` with base64url.
    ///
    /// Armour may be quoted, indented, wrapped otherwise, between other words, and have other dashes: what chat clients do.
    ///
    /// # Errors
    /// [`NotSealed`].
    ///
    /// Source: age v1, "ASCII armor".
    pub fn read(bytes: &[u8]) -> Result<Self, NotSealed> {
        Self::read_up_to(bytes, SEALED_MAX)
    }

    /// As [`SealedFile::read`], for what may be a picture: up to [`PICTURE_SEALED_MAX`].
    ///
    /// # Errors
    /// [`NotSealed`].
    pub fn read_picture(bytes: &[u8]) -> Result<Self, NotSealed> {
        Self::read_up_to(bytes, PICTURE_SEALED_MAX)
    }

    fn read_up_to(bytes: &[u8], limit: usize) -> Result<Self, NotSealed> {
        if bytes.len() > limit * 2 {
            return Err(NotSealed::TooLong);
        }
        if bytes.starts_with(b"age-encryption.org/") {
            return Self::checked(bytes.to_vec(), limit);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| NotSealed::Nothing)?;
        Self::checked(unwrapped(text)?, limit)
    }

    /// Takes what age has written just now.
    pub(super) fn made(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Borrows the binary form.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Gives `k1.` and base64url without padding.
    pub fn to_wire(&self) -> String {
        format!("{WIRE}{}", URL_SAFE_NO_PAD.encode(&self.0))
    }

    /// Gives age's armour, which `age -d` reads.
    pub fn to_armour(&self) -> String {
        let write = || {
            let mut writer = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
            writer.write_all(&self.0)?;
            writer.finish()
        };
        String::from_utf8(write().expect("memory takes it")).expect("armour is ASCII")
    }

    /// Counts the recipients that the header names by X25519: what anybody can see.
    pub fn recipients(&self) -> usize {
        header(&self.0).unwrap_or_default().split('\n').filter(|line| line.starts_with("-> X25519 ")).count()
    }

    fn checked(bytes: Vec<u8>, limit: usize) -> Result<Self, NotSealed> {
        if bytes.len() > limit {
            return Err(NotSealed::TooLong);
        }
        if !bytes.starts_with(VERSION) {
            let newer = bytes.starts_with(b"age-encryption.org/v") && !bytes.starts_with(b"age-encryption.org/v1");
            return Err(if newer { NotSealed::Newer } else { NotSealed::Damaged });
        }
        let end = header(&bytes).ok_or(NotSealed::Damaged)?.len();
        // Behind the header's end: 16 bytes of nonce and at least the tag of one chunk.
        let mac_and_body = bytes.len().saturating_sub(end);
        if mac_and_body < 48 + 16 + 16 {
            return Err(NotSealed::Damaged);
        }
        Ok(Self(bytes))
    }
}

/// Prints the type only.
impl fmt::Debug for SealedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedFile")
    }
}

/// Gives the header up to its MAC.
fn header(bytes: &[u8]) -> Option<&str> {
    let at = bytes.windows(5).position(|window| window == b"\n--- ")?;
    std::str::from_utf8(bytes.get(..at)?).ok().filter(|header| header.is_ascii())
}

/// Gives the bytes that a text holds.
fn unwrapped(text: &str) -> Result<Vec<u8>, NotSealed> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    if let Some(wire) = trimmed.strip_prefix(WIRE) {
        let wire: String = wire.chars().filter(|c| !c.is_whitespace()).collect();
        return URL_SAFE_NO_PAD.decode(wire).map_err(|_| NotSealed::Damaged);
    }
    let is_versioned = |rest: &str| rest.split_once('.').is_some_and(|(n, _)| n.bytes().all(|b| b.is_ascii_digit()));
    if trimmed.strip_prefix('k').is_some_and(|rest| !rest.starts_with('.') && is_versioned(rest)) {
        return Err(NotSealed::Newer);
    }
    let armoured = match trimmed.split_once(BEGIN) {
        Some((_, rest)) => rest.split_once(END).ok_or(NotSealed::Damaged)?.0,
        None => trimmed.find(VERSION_BASE64).and_then(|at| trimmed.get(at..)).ok_or(NotSealed::Nothing)?,
    };
    let mut letters = String::with_capacity(armoured.len());
    for c in armoured.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=') => letters.push(c),
            // Quote signs, code marks, list signs, and whatever became of the dashes.
            '>' | '|' | '`' | '*' | '_' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '»' => {}
            c if c.is_whitespace() || is_invisible(c) => {}
            _ => return Err(NotSealed::Damaged),
        }
    }
    LENIENT.decode(letters).map_err(|_| NotSealed::Damaged)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;
    use crate::seal::seal;

    fn sealed() -> SealedFile {
        let recipient = age::x25519::Identity::generate().to_public().to_string().parse().unwrap();
        seal(&[b' '; 1024], &[recipient]).unwrap()
    }

    #[test]
    fn every_form_reads_back() {
        let file = sealed();
        assert_eq!(file.recipients(), 1);
        for form in [file.to_wire(), file.to_armour(), format!("\u{feff} {} \n", file.to_wire())] {
            assert_eq!(SealedFile::read(form.as_bytes()), Ok(file.clone()));
        }
        assert_eq!(SealedFile::read(file.as_bytes()), Ok(file));
    }

    #[test]
    fn what_chats_do_to_armour_is_undone() {
        let file = sealed();
        let armour = file.to_armour();
        let inside: String = armour.lines().filter(|line| !line.starts_with('-')).collect();
        let rewrapped: Vec<String> =
            inside.as_bytes().chunks(31).map(|chunk| String::from_utf8_lossy(chunk).into_owned()).collect();
        let forms = [
            armour.replace('\n', "\r\n"),
            armour.replace('\n', " "),
            armour.lines().map(|line| format!("> {line}\n")).collect(),
            armour.replace("-----", "—"),
            armour.replace("-----", "–––"),
            format!("Hello, here it is:\n\n```\n{armour}```\nGreetings"),
            format!("—BEGIN AGE ENCRYPTED FILE—\n\n  {}\n—END AGE ENCRYPTED FILE—", rewrapped.join("\n\u{200b} ")),
            armour.replace('=', ""),
            inside,
        ];
        for form in forms {
            assert_eq!(SealedFile::read(form.as_bytes()), Ok(file.clone()), "{form}");
        }
    }

    #[test]
    fn what_is_none_is_named() {
        let file = sealed();
        let armour = file.to_armour();
        let read = |text: &str| SealedFile::read(text.as_bytes()).unwrap_err();
        assert_eq!(read(""), NotSealed::Nothing);
        assert_eq!(read("I stand with you. k"), NotSealed::Nothing);
        assert_eq!(read("k2.AAAA"), NotSealed::Newer);
        assert_eq!(read("age-encryption.org/v2\n"), NotSealed::Newer);
        assert_eq!(read("k1.AAAA"), NotSealed::Damaged);
        assert_eq!(read(armour.split("-----END").next().unwrap()), NotSealed::Damaged);
        assert_eq!(read(&armour.replacen('\n', "\nпривет", 2)), NotSealed::Damaged);
        assert_eq!(read(&"x".repeat(SEALED_MAX * 2 + 1)), NotSealed::TooLong);
        let cut = &file.as_bytes()[..file.as_bytes().len() - 1040];
        assert_eq!(SealedFile::read(cut), Err(NotSealed::Damaged));
    }

    proptest! {
        #[test]
        fn no_bytes_crash_it(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "(k1\\.|YWdlLWVuY3J5cHRpb24ub3JnL3Yx|BEGIN AGE ENCRYPTED FILE)?\\PC{0,80}") {
            let _ = SealedFile::read(&bytes);
            let _ = SealedFile::read(text.as_bytes());
            let _ = SealedFile::read(&[VERSION, bytes.as_slice()].concat());
        }
    }
}
