//! One payload for many devices, with a detached age header for each: what is sealed to a circle.
//!
//! Header and payload together are an age file with one recipient, so `age -d` opens what a member gets:
//!
//! ```text
//! age-encryption.org/v1
//! -> X25519 <base64 of the ephemeral share>
//! <base64 of the wrapped file key>
//! --- <base64 of the header's MAC>
//! <16 bytes of nonce> <ChaCha20-Poly1305 in age's STREAM>
//! ```
//!
//! The file key is drawn once and wrapped to each device; the payload is encrypted once. No header tells for whom it is, and
//! none names another: who has a header and the payload learns nothing of the circle but that this was sealed.
//!
//! Source: age v1, "Header", "Payload".

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::io::Write as _;
use std::sync::{Mutex, PoisonError};

use age::{EncryptError, Encryptor};
use age_core::format::{FileKey, Stanza};
use age_core::primitives::hkdf;
use age_core::secrecy::ExposeSecret as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};

use super::{DeviceKey, SealError};

/// The length of every header, in bytes.
pub const HEADER_LEN: usize = 168;
/// The most devices that one payload is sealed to.
pub const DEVICES_MAX: usize = 20_000;
/// What a payload is longer than its plaintext: a nonce, and a tag for each 64 KiB.
const PAYLOAD_LEAST: usize = 16 + 16;

const VERSION: &str = "age-encryption.org/v1\n";
const MAC_MARK: &[u8] = b"\n--- ";
/// Base64 of 32 bytes, without padding.
const MAC_LEN: usize = 43;
const TAG_TITLE: &str = "klich-circle-tag v1";

/// One device's header.
#[derive(Clone, PartialEq, Eq)]
pub struct Header([u8; HEADER_LEN]);

/// Says to whoever knows a device's key which header is its own, and to nobody else anything.
///
/// The first 16 bytes of SHA-256 over `klich-circle-tag v1`, LF, the payload's SHA-256 in hex, LF, the key as it is written.
/// So tags of two payloads can't be linked without the keys.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeviceTag([u8; 16]);

/// Something sealed once, to many.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedToMany {
    /// Nonce and ciphertext.
    pub payload: Vec<u8>,
    /// Headers by tag: in an order that tells nothing.
    pub headers: Vec<(DeviceTag, Header)>,
}

impl SealedToMany {
    /// Seals bytes to each device, once for one that is named twice.
    ///
    /// # Errors
    /// [`SealError::NoRecipient`]; [`SealError::TooLong`] for more than [`DEVICES_MAX`].
    ///
    /// # Security
    /// Hides the bytes from all but the devices; shows their length, and how many devices there are.
    pub fn seal(plaintext: &[u8], devices: &[DeviceKey]) -> Result<Self, SealError> {
        if devices.is_empty() {
            return Err(SealError::NoRecipient);
        }
        if devices.len() > DEVICES_MAX {
            return Err(SealError::TooLong);
        }
        let (file_key, payload) = encrypt(plaintext);
        let mac_key = hkdf(&[], b"header", file_key.expose_secret());
        let hash = payload_hash(&payload);
        let mut seen = BTreeSet::new();
        let mut headers: Vec<_> = devices
            .iter()
            .filter(|device| seen.insert(device.as_str()))
            .map(|device| (DeviceTag::under(&hash, device), Header::wrap(&file_key, &mac_key, device)))
            .collect();
        headers.sort_by_key(|(tag, _)| *tag);
        Ok(Self { payload, headers })
    }
}

impl Header {
    /// Reads one; `None` for anything but one X25519 stanza and a MAC.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?.strip_prefix(VERSION)?;
        let [share, key, mac] = <[&str; 3]>::try_from(text.strip_suffix('\n')?.split('\n').collect::<Vec<_>>()).ok()?;
        let is_base64 = |text: &str| text.len() == MAC_LEN && STANDARD_NO_PAD.decode(text).is_ok();
        let fits =
            is_base64(share.strip_prefix("-> X25519 ")?) && is_base64(key) && is_base64(mac.strip_prefix("--- ")?);
        if fits { bytes.try_into().map(Self).ok() } else { None }
    }

    /// Borrows it as it stands before the payload.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Puts it before its payload: an age file.
    pub fn with_payload(&self, payload: &[u8]) -> Vec<u8> {
        [self.as_bytes(), payload].concat()
    }

    fn wrap(file_key: &FileKey, mac_key: &[u8; 32], device: &DeviceKey) -> Self {
        let (stanzas, _) = age::Recipient::wrap_file_key(device.key(), file_key).expect("an X25519 key wraps");
        let mut text = VERSION.to_owned();
        for Stanza { tag, args, body } in stanzas {
            text.push_str(&format!("-> {tag} {}\n{}\n", args.join(" "), STANDARD_NO_PAD.encode(body)));
        }
        text.push_str("---");
        let mut mac = Hmac::<Sha256>::new_from_slice(mac_key).expect("any length of key is good");
        mac.update(text.as_bytes());
        text.push_str(&format!(" {}\n", STANDARD_NO_PAD.encode(mac.finalize().into_bytes())));
        Self(text.into_bytes().try_into().expect("one X25519 stanza has one length"))
    }
}

impl DeviceTag {
    /// Gives the tag of a device's header beside a payload.
    pub fn of(payload: &[u8], device: &DeviceKey) -> Self {
        Self::under(&payload_hash(payload), device)
    }

    /// Takes the bytes of one.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Gives its bytes.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    fn under(payload_hash: &str, device: &DeviceKey) -> Self {
        let digest: [u8; 32] = Sha256::digest(format!("{TAG_TITLE}\n{payload_hash}\n{}", device.as_str())).into();
        let (tag, _) = digest.split_first_chunk::<16>().expect("32 bytes have 16");
        Self(*tag)
    }
}

/// Tells whether bytes can be a payload.
pub(super) fn is_payload(bytes: &[u8]) -> bool {
    bytes.len() >= PAYLOAD_LEAST
}

/// Prints the type only.
impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Header")
    }
}

/// Prints the type only: with the keys of a circle it says whose it is.
impl fmt::Debug for DeviceTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceTag")
    }
}

/// Prints the type only.
impl fmt::Debug for SealedToMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedToMany")
    }
}

fn payload_hash(payload: &[u8]) -> String {
    Sha256::digest(payload).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lets age encrypt, keeps the file key that it drew, and cuts its header off.
fn encrypt(plaintext: &[u8]) -> (FileKey, Vec<u8>) {
    let keeper = Keeper(Mutex::new(None));
    let write = || {
        let encryptor = Encryptor::with_recipients(std::iter::once(&keeper as &dyn age::Recipient))
            .expect("there is one recipient");
        let mut writer = encryptor.wrap_output(Vec::new())?;
        writer.write_all(plaintext)?;
        writer.finish()
    };
    let file: Vec<u8> = write().expect("memory takes it");
    let mac = file.windows(MAC_MARK.len()).position(|window| window == MAC_MARK).expect("an age file has a header");
    let payload = file.get(mac + MAC_MARK.len() + MAC_LEN + 1..).expect("behind the MAC is the payload").to_vec();
    let key = keeper.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    (key.expect("age gave the file key to its recipient"), payload)
}

/// Stands for a recipient: it keeps the file key, to be wrapped to each device apart.
struct Keeper(Mutex<Option<FileKey>>);

impl age::Recipient for Keeper {
    fn wrap_file_key(&self, file_key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let copy = FileKey::new(Box::new(*file_key.expose_secret()));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
        Ok((vec![Stanza { tag: "klich".to_owned(), args: Vec::new(), body: Vec::new() }], HashSet::new()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;
    use crate::seal::envelope::tests::identity;
    use crate::seal::{Identities, SealedFile};

    fn opened(identities: &Identities, header: &Header, payload: &[u8]) -> Option<Vec<u8>> {
        let file = SealedFile::read(&header.with_payload(payload)).unwrap();
        identities.open(&file).ok()
    }

    #[test]
    fn each_header_opens_the_one_payload_for_its_device_alone() {
        let people: Vec<_> = (0..4).map(|_| identity()).collect();
        let devices: Vec<_> = people[..3].iter().map(|(_, key)| key.clone()).collect();
        let twice = [devices.clone(), devices.clone()].concat();
        let sealed = SealedToMany::seal(b"At the bridge.", &twice).unwrap();
        assert_eq!(sealed.headers.len(), 3);
        for (index, (identities, key)) in people.iter().enumerate() {
            let tag = DeviceTag::of(&sealed.payload, key);
            for (of, header) in &sealed.headers {
                let text = opened(identities, header, &sealed.payload);
                assert_eq!(text.is_some(), *of == tag && index < 3, "{index}");
                assert!(text.is_none_or(|text| text == b"At the bridge."));
                assert_eq!(Header::read(header.as_bytes()).as_ref(), Some(header));
            }
        }
        let again = SealedToMany::seal(b"At the bridge.", &devices).unwrap();
        let tags = |sealed: &SealedToMany| sealed.headers.iter().map(|(tag, _)| *tag).collect::<BTreeSet<_>>();
        assert!(tags(&again).is_disjoint(&tags(&sealed)), "tags of two payloads have nothing in common");
        assert_eq!(SealedToMany::seal(b"x", &[]), Err(SealError::NoRecipient));
    }

    #[test]
    fn a_header_of_another_payload_opens_nothing() {
        let (identities, key) = identity();
        let one = SealedToMany::seal(b"One", std::slice::from_ref(&key)).unwrap();
        let two = SealedToMany::seal(b"Two", &[key]).unwrap();
        assert_eq!(opened(&identities, &one.headers[0].1, &two.payload), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn a_changed_header_is_no_header_or_opens_nothing(at in 0..HEADER_LEN, bit in 0_u8..8) {
            let (identities, key) = identity();
            let sealed = SealedToMany::seal(b"words", &[key]).unwrap();
            let mut bytes = sealed.headers[0].1.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            let read = Header::read(&bytes);
            prop_assert_eq!(read.and_then(|header| opened(&identities, &header, &sealed.payload)), None);
        }

        #[test]
        fn no_bytes_crash_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(Header::read(&bytes), None);
        }
    }
}
