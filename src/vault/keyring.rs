//! The keyring and its format on the disk, version 3. Versions 1 and 2 are read; they are written anew as version 3.
//!
//! ```text
//! "klich-keyring\n" (14) ‖ 03 ‖ salt (32) ‖ nonce (24) ‖ XChaCha20-Poly1305(body), tag at its end ‖ SHA-256 of all before
//! ```
//!
//! The key is HKDF-SHA256(root key, salt, `"klich keyring v1"`), of all versions; the associated data are magic, version
//! and salt. The body is postcard, padded with zeros to a multiple of 256 bytes. The checksum tells a damaged file from a
//! wrong key. A body of version 1 knew no generations: its index key is that of generation 0, and its petitions' names
//! are made by a key that is derived of it. Of a rotation, version 2 knew only whether one is under way: rows were moved
//! one by one ([`Stage::Moving`]).

use std::collections::BTreeMap;

use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use rand::{CryptoRng, RngCore};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::VaultError;
use super::envelope::{NONCE_LEN, TAG_LEN};
use super::index::PetitionName;
use super::keyring_body::{Body, BodyV1};
use super::keys::{DataKey, IndexKey, KEY_LEN, KeyEncryptionKey, KeyId, NameKey, PetitionKey, RootKey};
use super::stage::Stage;

const MAGIC: &[u8; 14] = b"klich-keyring\n";
const VERSION: u8 = 3;
const SALT_LEN: usize = 32;
const SUM_LEN: usize = 32;
const BUCKET: usize = 256;
/// Magic, version and salt: what the body is bound to.
const BOUND_LEN: usize = MAGIC.len() + 1 + SALT_LEN;

/// All keys but the root key. While a rotation is under way, those before it are still there.
pub struct Keyring {
    pub(super) current: KeyId,
    pub(super) data_keys: BTreeMap<KeyId, DataKey>,
    /// Counts the index keys of this store, from 0; the petitions' keys change with them.
    pub(super) generation: u32,
    pub(super) index_key: IndexKey,
    /// That of the generation before, as long as rows lie under it.
    pub(super) index_before: Option<IndexKey>,
    pub(super) name_key: NameKey,
    pub(super) petitions: BTreeMap<PetitionName, PetitionKeys>,
    /// How far a rotation has come.
    pub(super) stage: Stage,
}

/// One petition's keys.
pub(super) struct PetitionKeys {
    pub(super) now: PetitionKey,
    /// That of the generation before; none for a petition that is younger.
    pub(super) before: Option<PetitionKey>,
}

impl Keyring {
    /// Draws the keys of a new store: data key 1, an index key, no petitions.
    pub fn random(rng: &mut (impl RngCore + CryptoRng)) -> Self {
        let current = KeyId(1);
        Self {
            current,
            data_keys: BTreeMap::from([(current, DataKey::random(rng))]),
            generation: 0,
            index_key: IndexKey::random(rng),
            index_before: None,
            name_key: NameKey::random(rng),
            petitions: BTreeMap::new(),
            stage: Stage::Rest,
        }
    }

    /// Makes a second one of the same keys, to be changed and written while this one is in use.
    pub(super) fn copied(&self) -> Self {
        Self::from_body(&mut Body::of(self)).expect("a keyring in use has its current key")
    }

    fn from_body(body: &mut Body) -> Option<Self> {
        let current = KeyId(body.current);
        let data_keys: BTreeMap<_, _> =
            body.data_keys.iter_mut().map(|(id, key)| (KeyId(*id), DataKey::take(key))).collect();
        let petitions = body.petitions.iter_mut().map(|(name, now, before)| {
            let keys = PetitionKeys { now: PetitionKey::take(now), before: before.as_mut().map(PetitionKey::take) };
            (*name, keys)
        });
        let petitions = petitions.collect();
        data_keys.contains_key(&current).then_some(Self {
            current,
            data_keys,
            generation: body.generation,
            index_key: IndexKey::take(&mut body.index_key),
            index_before: body.index_before.as_mut().map(IndexKey::take),
            name_key: NameKey::take(&mut body.name_key),
            petitions,
            stage: Stage::of(body.stage)?,
        })
    }
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
        let mut body = Body::of(keyring).encode();
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
        let version = match rest.first() {
            Some(version @ (1 | 2 | &VERSION)) => *version,
            Some(version) if *version > VERSION => return Err(VaultError::Newer),
            _ => return Err(VaultError::Damaged),
        };
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
        let read = match version {
            1 => postcard::take_from_bytes(&body).map(|(v1, padding): (BodyV1, _)| (Body::from(v1), padding)),
            _ => postcard::take_from_bytes(&body),
        };
        let (mut read, padding) = read.map_err(|_| VaultError::Damaged)?;
        if padding.len() >= BUCKET || padding.iter().any(|byte| *byte != 0) {
            return Err(VaultError::Damaged);
        }
        let keyring = Keyring::from_body(&mut read).ok_or(VaultError::Damaged)?;
        if version == 2 && !matches!(keyring.stage, Stage::Rest | Stage::Moving) {
            return Err(VaultError::Damaged);
        }
        Ok((wrapping, keyring))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;
    use rand::rngs::StdRng;
    use rand::{RngCore as _, SeedableRng as _};

    use super::*;

    fn root(byte: u8) -> RootKey {
        RootKey::take(&mut [byte; KEY_LEN])
    }

    fn wrapped() -> Vec<u8> {
        let mut rng = StdRng::seed_from_u64(1);
        let keyring = Keyring::random(&mut rng);
        Wrapping::random(&root(1), &mut rng).wrap(&keyring, &[7; NONCE_LEN])
    }

    fn error(root: &RootKey, file: &[u8]) -> VaultError {
        Wrapping::unwrap(root, file).err().expect("it is refused")
    }

    #[test]
    fn a_wrong_key_is_told_as_such() {
        let error = error(&root(2), &wrapped());
        assert!(matches!(error, VaultError::WrongKey));
        assert!(error.to_string().contains("does not fit this keyring"));
    }

    #[test]
    fn every_changed_byte_is_found() {
        let file = wrapped();
        for at in 0..file.len() {
            let mut changed = file.clone();
            changed[at] ^= 1;
            let error = error(&root(1), &changed);
            assert_eq!(format!("{error:?}"), "Damaged", "byte {at}");
        }
    }

    #[test]
    fn a_changed_file_with_a_right_checksum_is_refused_too() {
        let file = wrapped();
        for at in MAGIC.len() + 1..file.len() - SUM_LEN {
            let mut changed = file[..file.len() - SUM_LEN].to_vec();
            changed[at] ^= 1;
            changed.extend(Sha256::digest(&changed));
            assert!(matches!(error(&root(1), &changed), VaultError::WrongKey));
        }
    }

    #[test]
    fn every_truncation_is_found() {
        let file = wrapped();
        for length in 0..file.len() {
            assert!(matches!(error(&root(1), &file[..length]), VaultError::Damaged), "{length}");
        }
        assert!(matches!(error(&root(1), &[file.as_slice(), b"x"].concat()), VaultError::Damaged));
        assert!(matches!(error(&root(1), &vec![0; file.len()]), VaultError::Damaged));
    }

    #[test]
    fn a_newer_version_is_told_as_such() {
        let mut file = wrapped();
        file[MAGIC.len()] = 4;
        assert!(matches!(error(&root(1), &file), VaultError::Newer));
        assert!(matches!(error(&root(1), b"klich-keyring\n\xff and something else"), VaultError::Newer));
    }

    #[test]
    fn a_keyring_without_its_current_key_is_refused() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut keyring = Keyring::random(&mut rng);
        keyring.current = KeyId(9);
        let file = Wrapping::random(&root(1), &mut rng).wrap(&keyring, &[7; NONCE_LEN]);
        assert!(matches!(error(&root(1), &file), VaultError::Damaged));
    }

    #[test]
    fn no_key_stands_in_the_file() {
        let mut rng = StdRng::seed_from_u64(1);
        let keyring = Keyring::random(&mut rng);
        let file = Wrapping::random(&root(1), &mut rng).wrap(&keyring, &[7; NONCE_LEN]);
        for key in
            [keyring.data_keys[&KeyId(1)].bytes(), keyring.index_key.bytes(), keyring.name_key.bytes(), root(1).bytes()]
        {
            assert!(!file.windows(8).any(|window| key.windows(8).any(|part| part == window)));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn round_trip(
            seed: u64,
            rotating: bool,
            ids in prop::collection::btree_set(0..u32::MAX, 1..6),
            petitions in 0_usize..40,
        ) {
            let mut rng = StdRng::seed_from_u64(seed);
            let mut keyring = Keyring::random(&mut rng);
            keyring.data_keys = ids.iter().map(|id| (KeyId(*id), DataKey::random(&mut rng))).collect();
            keyring.current = *keyring.data_keys.keys().next_back().unwrap();
            for _ in 0..petitions {
                let mut name = [0; 16];
                rng.fill_bytes(&mut name);
                keyring.petitions.insert(name, PetitionKeys { now: PetitionKey::random(&mut rng), before: None });
            }
            if rotating {
                keyring.renew(&mut rng);
            }
            let data_keys = ids.len() + if rotating { 2 } else { 0 };
            let wrapping = Wrapping::random(&root(1), &mut rng);
            let file = wrapping.wrap(&keyring, &[7; NONCE_LEN]);
            let (again, read) = Wrapping::unwrap(&root(1), &file).unwrap();
            prop_assert_eq!(again.wrap(&read, &[7; NONCE_LEN]), file.clone());
            prop_assert_eq!(read.current, keyring.current);
            prop_assert_eq!(read.petitions.len(), petitions);
            prop_assert_eq!(read.data_keys.len(), data_keys);
            prop_assert_eq!((read.stage, read.index_before.is_some()), (keyring.stage, rotating));
            prop_assert!(read.petitions.values().all(|keys| keys.before.is_some() == rotating));
            prop_assert_eq!(wrapping.wrap(&read.copied(), &[7; NONCE_LEN]), file);
        }

        #[test]
        fn noise_is_refused(noise in prop::collection::vec(any::<u8>(), 0..600)) {
            let file = [MAGIC.as_slice(), &[VERSION], &noise].concat();
            prop_assert!(matches!(error(&root(1), &file), VaultError::Damaged));
        }
    }
}
