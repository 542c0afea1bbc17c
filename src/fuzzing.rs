//! What the fuzz targets call, one function a parser: each takes any bytes and must not panic. Not for other use.
//!
//! Where something reads, it must be written the same way again: a parser that takes two forms of one thing is a finding.

use crate::alert::AlertFile;
use crate::bot::button::{Press, read_scoped, scoped};
use crate::bot::command::Command;
use crate::control::{Request, Response};
use crate::seal::{Letter, Manifest, SealedFile, Signature};
use crate::vault::{Decoder, Encoder, Item, WrappedRootKey, fuzzing as vault};

/// An envelope at rest, and the records that may be in it.
pub fn envelope(bytes: &[u8]) {
    vault::envelope(bytes);
}

/// The keyring's file.
pub fn keyring(bytes: &[u8]) {
    vault::keyring(bytes);
}

/// The file `root-key`.
pub fn root_key(bytes: &[u8]) {
    if let Ok(wrapped) = WrappedRootKey::from_bytes(bytes) {
        assert_eq!(wrapped.to_bytes(), bytes);
    }
}

/// A backup, once it is opened.
pub fn backup(bytes: &[u8]) {
    let Ok(mut decoder) = Decoder::new(bytes) else { return };
    let mut items: Vec<Item> = Vec::new();
    loop {
        match decoder.read() {
            Ok(Some(item)) => items.push(item),
            Ok(None) => break,
            Err(_) => return,
        }
    }
    let mut encoder = Encoder::new(Vec::new()).expect("memory takes it");
    items.iter().for_each(|item| encoder.write(item).expect("what was read can be written"));
    // Counts of tables without records may stand in a file; what is written has none.
    let written = encoder.finish().expect("memory takes it");
    assert!(written.len() <= bytes.len());
}

/// A button's data.
pub fn button(bytes: &[u8]) {
    let Ok(data) = std::str::from_utf8(bytes) else { return };
    if let Some(press) = Press::parse(data) {
        assert_eq!(press.to_string(), data);
    }
    // What names a campaign is written the same way again, too.
    if let Some((campaign, press)) = read_scoped(data) {
        assert_eq!(scoped(campaign, press), data);
    }
}

/// A command with what follows it, as a deep link's payload follows `/start`.
pub fn deep_link(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = Command::parse(text);
    let _ = Command::parse(&format!("/start {text}"));
}

/// An alert file or a correction.
pub fn alert_file(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = AlertFile::parse(text);
    let _ = AlertFile::parse_correction(text);
}

/// What is sealed or signed and comes from outside: an uploaded letter, its plaintext, a manifest, a signature.
pub fn sealed(bytes: &[u8]) {
    if let Ok(sealed) = SealedFile::read(bytes) {
        let again = SealedFile::read(sealed.to_armour().as_bytes()).expect("what is written can be read");
        assert_eq!(again.as_bytes(), sealed.as_bytes());
    }
    let _ = Letter::read(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(manifest) = Manifest::parse(text) {
        assert_eq!(manifest.to_text(), text);
    }
    let _ = Signature::read(text);
}

/// A line on the control socket.
pub fn control(bytes: &[u8]) {
    let _ = serde_json::from_slice::<Request>(bytes);
    let _ = serde_json::from_slice::<Response>(bytes);
}
