//! What the fuzz targets call, one function a parser: each takes any bytes and must not panic. Not for other use.
//!
//! Where something reads, it must be written the same way again: a parser that takes two forms of one thing is a finding.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use miniz_oxide::deflate::compress_to_vec;

use crate::alert::{AlertFile, AlertId};
use crate::audience::InviteCode;
use crate::bot::button::{Press, read_scoped, scoped};
use crate::bot::command::Command;
use crate::bot::desk;
use crate::bot::incoming::Incoming;
use crate::control::{Request, Response};
use crate::pledge::{LetterId, Receipt};
use crate::seal::{
    AddressList, KeyList, Letter, Manifest, Recipient, SealedFile, Signature, SignedCall, SignerKey, SigningKey,
};
use crate::store;
use crate::telegram::{self, RawUpdate, read_update};
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

/// What the fragment of a call's link carries: the address as it came, and the same bytes as what is packed in one.
pub fn link(bytes: &[u8]) {
    const PAGE: &str = "https://page.example/app/";
    let packed = URL_SAFE_NO_PAD.encode(compress_to_vec(bytes, 1));
    let as_it_came = std::str::from_utf8(bytes).unwrap_or_default();
    for address in [as_it_came, &format!("{PAGE}#a={as_it_came}"), &format!("{PAGE}#a={packed}&l=be")] {
        let Ok(call) = SignedCall::read(address) else { continue };
        let _ = call.parse_manifest().map(|manifest| manifest.check_text(&call.language, &call.text));
        if let Some(again) = call.address(PAGE, "be") {
            assert!(SignedCall::read(&again) == Ok(call));
        }
    }
}

/// Signed lists of keys and addresses, and keys as people write them.
pub fn lists(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(list) = KeyList::parse(text) {
        assert_eq!(list.to_text(), text);
        assert!(list.required <= list.signers.len(), "as many can sign as must");
    }
    if let Ok(list) = AddressList::parse(text) {
        assert_eq!(list.to_text(), text);
    }
    if let Ok(key) = text.parse::<Recipient>() {
        assert_eq!(key.as_str(), text);
    }
    if let Ok(key) = text.parse::<SignerKey>() {
        assert_eq!(key.as_str().parse::<SignerKey>().as_ref(), Ok(&key));
    }
    // One with a passphrase would take a second to try.
    if !SigningKey::is_protected(text)
        && let Ok(key) = SigningKey::read(text, None)
    {
        let _ = key.public();
    }
}

/// What people type or that stands in a link or a file's name: receipts, times, ids, the code of an invitation.
pub fn typed(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(receipt) = Receipt::parse(text) {
        assert!(Receipt::parse(&receipt.text()) == Some(receipt));
    }
    if let Ok(id) = text.parse::<LetterId>() {
        assert_eq!(id.to_string(), text);
    }
    if let Ok(id) = text.parse::<AlertId>() {
        assert_eq!(id.to_string().parse::<AlertId>(), Ok(id));
    }
    if let Ok(code) = text.parse::<InviteCode>() {
        assert_eq!(code.to_string(), text);
    }
    let now = Timestamp::UNIX_EPOCH;
    for zone in ["Europe/Minsk", "America/Sao_Paulo", "Pacific/Apia"] {
        let zone = TimeZone::get(zone).expect("a zone of the built-in database");
        if let Some(time) = desk::read_time(text, &zone, now) {
            assert!(time > now, "what is over is not offered");
        }
    }
}

/// An update of Telegram, up to what the conversations are given.
pub fn update(bytes: &[u8]) {
    let Ok(json) = std::str::from_utf8(bytes) else { return };
    if let Ok(raw) = RawUpdate::parse(json) {
        assert_eq!(raw.json(), json);
    }
    if let Some(update) = read_update(json) {
        let _ = Incoming::read(&update).user();
    }
}

/// An answer of Telegram, or of what stands between.
pub fn answer(bytes: &[u8]) {
    telegram::fuzz_answer(bytes);
}

/// The log of a store, which somebody may have written on the disk.
pub fn store_log(bytes: &[u8]) {
    store::fuzz_log(bytes);
}

/// What is noted beside that log.
pub fn store_segments(bytes: &[u8]) {
    store::fuzz_segments(bytes);
}
