//! End to end: what is sealed to organisers or to a supporter's device, and what signers put their name to. Pure.
//!
//! Formats are age v1 (X25519) and minisign (prehashed), so that `age -d` and `minisign -V` do as well as klich:
//!
//! | what | from → to | form |
//! | --- | --- | --- |
//! | [`Letter`]: a pledge or a private message | device → organisers | JSON, padded by trailing spaces, sealed; on the wire `k1.` + base64url |
//! | [`Reply`] | organisers → device | signed text in JSON, padded, sealed; in a link `#r=` |
//! | [`CircleCall`] in a [`Package`] | organiser → each device of a circle | texts and their manifest, signed, sealed once with a header for each; in a link `#c=` |
//! | [`Manifest`] | signers → everyone | canonical text, signed by k of n; in a link `#a=` with the text, deflated |
//! | [`KeyList`], [`AddressList`] | signers → everyone | canonical text, signed by those of the list before |
//!
//! Sealing hides contents and the exact length, not that something was sealed, to how many, and when. A recipient can show
//! others what they opened: a sealed letter is not signed by the supporter.

mod addresses;
mod armour;
mod canonical;
mod circle;
mod circle_call;
mod devices;
mod envelope;
mod fingerprint;
mod key_list;
mod keys;
mod letter;
mod link;
mod manifest;
mod package;
mod quorum;
mod reply;
mod salt;
mod signing;
mod stream;
#[cfg(test)]
mod vectors;
mod words;

pub use addresses::AddressList;
pub use armour::{NotSealed, PICTURE_SEALED_MAX, SEALED_MAX, SealedFile};
pub use canonical::NotCanonical;
pub use circle::{DEVICES_MAX, DeviceTag, HEADER_LEN, Header, SealedToMany};
pub use circle_call::CircleCall;
pub use devices::DeviceList;
pub use envelope::{Bucket, Identities, Known, OpenError, SealError, pad, seal};
pub use fingerprint::Fingerprint;
pub use key_list::{BrokenChain, KeyList, follow};
pub use keys::{DeviceKey, NotAKey, Recipient, SignerKey};
pub use letter::{Letter, Message, NotALetter, Picture, Pledge, statement_hash};
pub use link::{ADDRESS_MAX, Screen, SignedCall, circle_address, device_address, reply_address, screen_address};
pub use manifest::Manifest;
pub use package::{PACKAGE_MAX, PAYLOAD_MAX, Package};
pub use quorum::{Quorum, Refusal, Signature, admit};
pub use reply::{Reply, ReplyRefused};
pub use salt::{NotASalt, Salt};
pub use signing::{NotASigningKey, SigningKey};
pub use stream::{SealFailed, Sealer};

/// Gives the SHA-256 of a text, in hex: what `sha256sum` prints of its UTF-8.
pub fn sha256_hex(text: &str) -> String {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
