//! A keyring's body as it is encoded, in each version.

use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::index::{PETITION_NAMES, PetitionName};
use super::keyring::Keyring;
use super::keys::KEY_LEN;
use super::stage::Stage;

/// About what an entry of a list takes at most: a name, two keys, and a few bytes between.
const ENTRY_LEN: usize = 3 * KEY_LEN;

type Bytes = [u8; KEY_LEN];

/// Version 1: one generation.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub(super) struct BodyV1 {
    current: u32,
    data_keys: Vec<(u32, Bytes)>,
    index_key: Bytes,
    petitions: Vec<(PetitionName, Bytes)>,
}

/// Version 3, the present one, and version 2.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub(super) struct Body {
    pub(super) current: u32,
    pub(super) data_keys: Vec<(u32, Bytes)>,
    pub(super) generation: u32,
    pub(super) index_key: Bytes,
    pub(super) index_before: Option<Bytes>,
    pub(super) name_key: Bytes,
    /// Name, key, and key of the generation before.
    pub(super) petitions: Vec<(PetitionName, Bytes, Option<Bytes>)>,
    /// The number of the stage; version 2 knew none but 0 and 1.
    pub(super) stage: u8,
}

impl From<BodyV1> for Body {
    fn from(v1: BodyV1) -> Self {
        let mut name_key = [0; KEY_LEN];
        // Names that a keyring of version 1 holds stay what they are.
        Hkdf::<Sha256>::new(None, &v1.index_key)
            .expand(PETITION_NAMES, &mut name_key)
            .expect("32 bytes are within HKDF's limit of 8160");
        Self {
            current: v1.current,
            data_keys: v1.data_keys.clone(),
            generation: 0,
            index_key: v1.index_key,
            index_before: None,
            name_key,
            petitions: v1.petitions.iter().map(|(name, key)| (*name, *key, None)).collect(),
            stage: Stage::Rest as u8,
        }
    }
}

impl Body {
    pub(super) fn of(keyring: &Keyring) -> Self {
        let petitions = keyring.petitions.iter();
        Self {
            current: keyring.current.0,
            data_keys: keyring.data_keys.iter().map(|(id, key)| (id.0, *key.bytes())).collect(),
            generation: keyring.generation,
            index_key: *keyring.index_key.bytes(),
            index_before: keyring.index_before.as_ref().map(|key| *key.bytes()),
            name_key: *keyring.name_key.bytes(),
            petitions: petitions
                .map(|(name, keys)| (*name, *keys.now.bytes(), keys.before.as_ref().map(|key| *key.bytes())))
                .collect(),
            stage: keyring.stage as u8,
        }
    }

    /// Encodes into a buffer that is large enough not to move, so that no copy of a key stays behind.
    pub(super) fn encode(&self) -> Zeroizing<Vec<u8>> {
        let entries = self.data_keys.len() + self.petitions.len() + 8;
        let mut room = Zeroizing::new(Vec::with_capacity(64 * 1024));
        room.reserve(entries * ENTRY_LEN);
        Zeroizing::new(
            postcard::to_extend(self, std::mem::take(&mut *room)).expect("a body has only numbers and byte arrays"),
        )
    }
}
