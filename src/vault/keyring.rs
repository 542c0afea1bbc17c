//! The keyring and its format on the disk, version 1.
//!
//! ```text
//! "klich-keyring\n" (14) ‖ 01 ‖ salt (32) ‖ nonce (24) ‖ XChaCha20-Poly1305(body), tag at its end ‖ SHA-256 of all before
//! ```
//!
//! The key is HKDF-SHA256(root key, salt, `"klich keyring v1"`); the associated data are magic, version and salt. The body
//! is postcard, padded with zeros to a multiple of 256 bytes. The checksum tells a damaged file from a wrong key.

use std::collections::BTreeMap;

use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use rand::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::VaultError;
use super::envelope::{NONCE_LEN, TAG_LEN};
use super::keys::{DataKey, IndexKey, KEY_LEN, KeyEncryptionKey, KeyId, PetitionKey, RootKey};
use super::row_key::PetitionName;

const MAGIC: &[u8; 14] = b"klich-keyring\n";
const VERSION: u8 = 1;
const SALT_LEN: usize = 32;
const SUM_LEN: usize = 32;
const BUCKET: usize = 256;
/// Magic, version and salt: what the body is bound to.
const BOUND_LEN: usize = MAGIC.len() + 1 + SALT_LEN;

/// All keys but the root key.
pub struct Keyring {
    pub(super) current: KeyId,
    pub(super) data_keys: BTreeMap<KeyId, DataKey>,
    pub(super) index_key: IndexKey,
    pub(super) petitions: BTreeMap<PetitionName, PetitionKey>,
}

impl Keyring {
    /// Draws the keys of a new store: data key 1, an index key, no petitions.
    pub fn random(rng: &mut (impl RngCore + CryptoRng)) -> Self {
        let current = KeyId(1);
        Self {
            current,
            data_keys: BTreeMap::from([(current, DataKey::random(rng))]),
            index_key: IndexKey::random(rng),
            petitions: BTreeMap::new(),
        }
    }

    fn to_body(&self) -> Body {
        Body {
            current: self.current.0,
            data_keys: self.data_keys.iter().map(|(id, key)| (id.0, *key.bytes())).collect(),
            index_key: *self.index_key.bytes(),
            petitions: self.petitions.iter().map(|(name, key)| (*name, *key.bytes())).collect(),
        }
    }

    fn from_body(mut body: Body) -> Option<Self> {
        let current = KeyId(body.current);
        let data_keys: BTreeMap<_, _> =
            body.data_keys.iter_mut().map(|(id, key)| (KeyId(*id), DataKey::take(key))).collect();
        let petitions = body.petitions.iter_mut().map(|(name, key)| (*name, PetitionKey::take(key))).collect();
        let index_key = IndexKey::take(&mut body.index_key);
        data_keys.contains_key(&current).then_some(Self { current, data_keys, index_key, petitions })
    }
}

/// The body as it is encoded.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct Body {
    current: u32,
    data_keys: Vec<(u32, [u8; KEY_LEN])>,
    index_key: [u8; KEY_LEN],
    petitions: Vec<(PetitionName, [u8; KEY_LEN])>,
}

/// What wraps a keyring: the salt in its file, and the key that comes of it.
pub(super) struct Wrapping {
    salt: [u8; SALT_LEN],
    key: KeyEncryptionKey,
}

impl Wrapping {
    pub(super) fn random(root: &RootKey, rng: &mut (impl RngCore + CryptoRng)) -> Self {
        let mut salt = [0; SALT_LEN];
        rng.fill_bytes(&mut salt);
        Self::derive(root, salt)
    }

    pub(super) fn derive(root: &RootKey, salt: [u8; SALT_LEN]) -> Self {
        let mut key = [0; KEY_LEN];
        Hkdf::<Sha256>::new(Some(&salt), root.bytes())
            .expand(b"klich keyring v1", &mut key)
            .expect("32 bytes are within HKDF's limit of 8160");
        Self { salt, key: KeyEncryptionKey::take(&mut key) }
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.key.bytes().into())
    }

    /// Writes a keyring's file.
    pub(super) fn wrap(&self, keyring: &Keyring, nonce: &[u8; NONCE_LEN]) -> Vec<u8> {
        let room = Zeroizing::new(Vec::with_capacity(64 * 1024));
        let mut body = encode_body(&keyring.to_body(), room);
        let padded = body.len().next_multiple_of(BUCKET);
        body.resize(padded, 0);
        let mut file = Vec::with_capacity(BOUND_LEN + NONCE_LEN + body.len() + TAG_LEN + SUM_LEN);
        file.extend_from_slice(MAGIC);
        file.push(VERSION);
        file.extend_from_slice(&self.salt);
        let tag = self
            .cipher()
            .encrypt_in_place_detached(XNonce::from_slice(nonce), &file, &mut body)
            .expect("a keyring is far shorter than the cipher's limit of 256 GiB");
        file.extend_from_slice(nonce);
        file.extend_from_slice(&body);
        file.extend_from_slice(&tag);
        let sum = Sha256::digest(&file);
        file.extend_from_slice(&sum);
        file
    }

    /// Reads a keyring's file.
    ///
    /// # Errors
    /// [`VaultError::Newer`], [`VaultError::Damaged`] or [`VaultError::WrongKey`].
    pub(super) fn unwrap(root: &RootKey, file: &[u8]) -> Result<(Self, Keyring), VaultError> {
        let rest = file.strip_prefix(MAGIC).ok_or(VaultError::Damaged)?;
        match rest.first() {
            Some(&VERSION) => {}
            Some(&version) if version > VERSION => return Err(VaultError::Newer),
            _ => return Err(VaultError::Damaged),
        }
        let (summed, sum) = file.split_last_chunk::<SUM_LEN>().ok_or(VaultError::Damaged)?;
        if Sha256::digest(summed).as_slice() != sum {
            return Err(VaultError::Damaged);
        }
        let (bound, rest) = summed.split_at_checked(BOUND_LEN).ok_or(VaultError::Damaged)?;
        let salt = bound.last_chunk::<SALT_LEN>().ok_or(VaultError::Damaged)?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE_LEN>().ok_or(VaultError::Damaged)?;
        let (body, tag) = rest.split_last_chunk::<TAG_LEN>().ok_or(VaultError::Damaged)?;

        let wrapping = Self::derive(root, *salt);
        let mut body = Zeroizing::new(body.to_vec());
        wrapping
            .cipher()
            .decrypt_in_place_detached(XNonce::from_slice(nonce), bound, &mut body, tag.into())
            .map_err(|_| VaultError::WrongKey)?;
        let (read, padding) = postcard::take_from_bytes::<Body>(&body).map_err(|_| VaultError::Damaged)?;
        if padding.len() >= BUCKET || padding.iter().any(|byte| *byte != 0) {
            return Err(VaultError::Damaged);
        }
        let keyring = Keyring::from_body(read).ok_or(VaultError::Damaged)?;
        Ok((wrapping, keyring))
    }
}

/// Encodes into a buffer that is large enough not to move, so that no copy of a key stays behind.
fn encode_body(body: &Body, mut room: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
    let keys = body.data_keys.len() + body.petitions.len() + 2;
    room.reserve(keys * (KEY_LEN + 32) + BUCKET);
    Zeroizing::new(
        postcard::to_extend(body, std::mem::take(&mut *room)).expect("a body has only numbers and byte arrays"),
    )
}
