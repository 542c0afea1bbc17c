//! The root key under a passphrase, and the format of its file, version 1.
//!
//! ```text
//! "klich-root-key\n" (15) ‖ 01 ‖ memory in KiB, passes, lanes (u32 BE each) ‖ salt (32)
//!   ‖ nonce (24) ‖ XChaCha20-Poly1305(root key, 32), tag at its end ‖ SHA-256 of all before
//! ```
//!
//! The key is Argon2id (version 0x13) of the passphrase and the salt, 32 bytes; the associated data are all bytes before the
//! nonce. The checksum tells a damaged file from a wrong passphrase.
//!
//! The passphrase wraps a random root key and is not the root key's origin: so another passphrase, or another cost, rewrites
//! these 164 bytes and nothing else, and the keyring does not depend on what a person thought of. The price: who has an
//! old copy of this file and the old passphrase still has the root key. Where a passphrase became known, the root key has
//! to change, not only the passphrase.
//!
//! The cost is read from the file, so it is bounded both ways: a changed file can neither make a guess cheap, nor ask for
//! the machine's whole memory or a day of its time.
//!
//! Source: RFC 9106.

use std::fmt;
use std::io::{self, Read as _};
use std::path::Path;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use rand::{CryptoRng, RngCore};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::Passphrase;
use crate::vault::VaultError;
use crate::vault::envelope::{NONCE_LEN, TAG_LEN};
use crate::vault::keys::{KEY_LEN, KeyEncryptionKey, RootKey};
use crate::vault::replacing::open_plain;

const MAGIC: &[u8; 15] = b"klich-root-key\n";
const VERSION: u8 = 1;
const SALT_LEN: usize = 32;
const SUM_LEN: usize = 32;
/// Magic, version, cost and salt: what the root key is bound to.
const BOUND_LEN: usize = MAGIC.len() + 1 + 3 * 4 + SALT_LEN;
const FILE_LEN: usize = BOUND_LEN + NONCE_LEN + KEY_LEN + TAG_LEN + SUM_LEN;

/// What one guess of the passphrase costs: the parameters of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// The least that klich takes: 64 MiB, one pass.
    pub const LEAST: Self = Self { memory_kib: 64 << 10, passes: 1, lanes: 1 };

    /// What new files are written with: 256 MiB, three passes, about a second on a small server.
    pub const STANDARD: Self = Self { memory_kib: 256 << 10, passes: 3, lanes: 1 };

    const MEMORY_KIB_MAX: u32 = 1 << 20;
    const PASSES_MAX: u32 = 16;
    const LANES_MAX: u32 = 16;

    /// Takes parameters that are within bounds: 64 MiB to 1 GiB, 1 to 16 passes, 1 to 16 lanes.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Option<Self> {
        let allowed = (Self::LEAST.memory_kib..=Self::MEMORY_KIB_MAX).contains(&memory_kib)
            && (1..=Self::PASSES_MAX).contains(&passes)
            && (1..=Self::LANES_MAX).contains(&lanes);
        allowed.then_some(Self { memory_kib, passes, lanes })
    }

    /// Derives the key that wraps the root key.
    fn derive(self, passphrase: &Passphrase, salt: &[u8; SALT_LEN]) -> Result<KeyEncryptionKey, VaultError> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(KEY_LEN))
            .expect("a cost within its bounds is within Argon2's");
        let mut blocks = Vec::new();
        let count = params.block_count();
        blocks.try_reserve_exact(count).map_err(|_| VaultError::NoMemory { mib: self.memory_kib >> 10 })?;
        blocks.resize(count, Block::new());
        let mut blocks = Zeroizing::new(blocks);
        let mut key = Zeroizing::new([0; KEY_LEN]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(&passphrase.0, salt, key.as_mut_slice(), blocks.as_mut_slice())
            .expect("a passphrase of at most 1024 bytes, a salt and a key of 32 are within Argon2's bounds");
        Ok(KeyEncryptionKey::take(&mut key))
    }
}

/// A root key that only its passphrase opens: the contents of its file, whose form is sound.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedRootKey {
    cost: Cost,
    salt: [u8; SALT_LEN],
    nonce: [u8; NONCE_LEN],
    sealed: [u8; KEY_LEN],
    tag: [u8; TAG_LEN],
}

/// Prints the type only.
impl fmt::Debug for WrappedRootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrappedRootKey")
    }
}

impl WrappedRootKey {
    /// Wraps a root key; salt and nonce are drawn anew.
    ///
    /// # Errors
    /// [`VaultError::NoMemory`].
    pub fn wrap(
        root: &RootKey,
        passphrase: &Passphrase,
        cost: Cost,
        rng: &mut (impl RngCore + CryptoRng),
    ) -> Result<Self, VaultError> {
        let (mut salt, mut nonce) = ([0; SALT_LEN], [0; NONCE_LEN]);
        rng.fill_bytes(&mut salt);
        rng.fill_bytes(&mut nonce);
        Self::wrap_with(root, passphrase, cost, salt, nonce)
    }

    pub(in crate::vault) fn wrap_with(
        root: &RootKey,
        passphrase: &Passphrase,
        cost: Cost,
        salt: [u8; SALT_LEN],
        nonce: [u8; NONCE_LEN],
    ) -> Result<Self, VaultError> {
        let mut wrapped = Self { cost, salt, nonce, sealed: [0; KEY_LEN], tag: [0; TAG_LEN] };
        let mut sealed = Zeroizing::new(*root.bytes());
        let tag = cipher(&cost.derive(passphrase, &salt)?)
            .encrypt_in_place_detached(XNonce::from_slice(&nonce), &wrapped.bound(), sealed.as_mut_slice())
            .expect("32 bytes are far below the cipher's limit of 256 GiB");
        wrapped.sealed = *sealed;
        wrapped.tag = tag.into();
        Ok(wrapped)
    }

    /// Opens it. Takes as long and as much memory as its cost says; blocks.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`], which a changed file gives too; [`VaultError::NoMemory`].
    pub fn unwrap(&self, passphrase: &Passphrase) -> Result<RootKey, VaultError> {
        let mut root = Zeroizing::new(self.sealed);
        let nonce = XNonce::from_slice(&self.nonce);
        cipher(&self.cost.derive(passphrase, &self.salt)?)
            .decrypt_in_place_detached(nonce, &self.bound(), root.as_mut_slice(), &self.tag.into())
            .map_err(|_| VaultError::WrongPassphrase)?;
        Ok(RootKey::take(&mut root))
    }

    /// Reads its file. Changes nothing, derives nothing.
    ///
    /// # Errors
    /// [`VaultError::MissingWrappedKey`], [`VaultError::WrappedKeyDamaged`], [`VaultError::WrappedKeyNewer`] or
    /// [`VaultError::Disk`].
    pub fn load(path: &Path) -> Result<Self, VaultError> {
        let file = match open_plain(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(VaultError::MissingWrappedKey),
            Err(error) => return Err(error.into()),
        };
        let mut bytes = Vec::new();
        // One byte more than it may have, so that a longer file is seen.
        file.take(FILE_LEN as u64 + 1).read_to_end(&mut bytes)?;
        Self::from_bytes(&bytes)
    }

    /// Reads the bytes of its file.
    ///
    /// # Errors
    /// [`VaultError::WrappedKeyDamaged`] or [`VaultError::WrappedKeyNewer`].
    pub fn from_bytes(file: &[u8]) -> Result<Self, VaultError> {
        let rest = file.strip_prefix(MAGIC).ok_or(VaultError::WrappedKeyDamaged)?;
        match rest.first() {
            Some(&VERSION) => {}
            Some(&version) if version > VERSION => return Err(VaultError::WrappedKeyNewer),
            _ => return Err(VaultError::WrappedKeyDamaged),
        }
        Self::parse(file).ok_or(VaultError::WrappedKeyDamaged)
    }

    fn parse(file: &[u8]) -> Option<Self> {
        let (summed, sum) = file.split_last_chunk::<SUM_LEN>()?;
        if file.len() != FILE_LEN || Sha256::digest(summed).as_slice() != sum {
            return None;
        }
        let (_, rest) = summed.split_at_checked(MAGIC.len() + 1)?;
        let (memory, rest) = rest.split_first_chunk::<4>()?;
        let (passes, rest) = rest.split_first_chunk::<4>()?;
        let (lanes, rest) = rest.split_first_chunk::<4>()?;
        let (salt, rest) = rest.split_first_chunk::<SALT_LEN>()?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE_LEN>()?;
        let (sealed, tag) = rest.split_first_chunk::<KEY_LEN>()?;
        let number = |bytes: &[u8; 4]| u32::from_be_bytes(*bytes);
        Some(Self {
            cost: Cost::new(number(memory), number(passes), number(lanes))?,
            salt: *salt,
            nonce: *nonce,
            sealed: *sealed,
            tag: tag.try_into().ok()?,
        })
    }

    /// Writes the bytes of its file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut file = self.bound();
        file.extend_from_slice(&self.nonce);
        file.extend_from_slice(&self.sealed);
        file.extend_from_slice(&self.tag);
        let sum = Sha256::digest(&file);
        file.extend_from_slice(&sum);
        file
    }

    fn bound(&self) -> Vec<u8> {
        let mut bound = Vec::with_capacity(FILE_LEN);
        bound.extend_from_slice(MAGIC);
        bound.push(VERSION);
        for number in [self.cost.memory_kib, self.cost.passes, self.cost.lanes] {
            bound.extend_from_slice(&number.to_be_bytes());
        }
        bound.extend_from_slice(&self.salt);
        bound
    }
}

fn cipher(key: &KeyEncryptionKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(Zeroizing::new(text.as_bytes().to_vec())).unwrap()
    }

    fn wrapped() -> WrappedRootKey {
        let root = RootKey::take(&mut [7; KEY_LEN]);
        let mut rng = StdRng::seed_from_u64(1);
        WrappedRootKey::wrap(&root, &passphrase("kupala night 1863"), Cost::LEAST, &mut rng).unwrap()
    }

    /// Changes bytes and corrects the checksum, as somebody would who wants them to be read.
    fn tampered(file: &[u8], change: impl FnOnce(&mut [u8])) -> Vec<u8> {
        let mut file = file[..FILE_LEN - SUM_LEN].to_vec();
        change(&mut file);
        file.extend(Sha256::digest(&file));
        file
    }

    #[test]
    fn the_passphrase_opens_it_and_another_does_not() {
        let file = wrapped().to_bytes();
        assert_eq!(file.len(), 164);
        let read = WrappedRootKey::from_bytes(&file).unwrap();
        assert_eq!(read.unwrap(&passphrase("kupala night 1863")).unwrap().bytes(), &[7; KEY_LEN]);
        for wrong in ["kupala night 1864", "kupala night 1863 ", "Kupala night 1863"] {
            assert!(matches!(read.unwrap(&passphrase(wrong)), Err(VaultError::WrongPassphrase)), "{wrong}");
        }
        assert!(!file.windows(8).any(|window| window == [7; 8]));
    }

    #[test]
    fn the_same_passphrase_gives_another_file_each_time() {
        let root = RootKey::take(&mut [7; KEY_LEN]);
        let mut rng = StdRng::seed_from_u64(2);
        let mut wrap = || WrappedRootKey::wrap(&root, &passphrase("kupala night 1863"), Cost::LEAST, &mut rng).unwrap();
        let (one, two) = (wrap(), wrap());
        assert!(one.salt != two.salt && one.nonce != two.nonce && one.sealed != two.sealed);
    }

    #[test]
    fn damage_is_told_from_a_wrong_passphrase_without_deriving_anything() {
        let file = wrapped().to_bytes();
        for at in 0..file.len() {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(matches!(WrappedRootKey::from_bytes(&changed), Err(VaultError::WrappedKeyDamaged)), "byte {at}");
            assert!(
                matches!(WrappedRootKey::from_bytes(&file[..at]), Err(VaultError::WrappedKeyDamaged)),
                "cut at {at}"
            );
        }
        let longer = [file.as_slice(), b"x"].concat();
        assert!(matches!(WrappedRootKey::from_bytes(&longer), Err(VaultError::WrappedKeyDamaged)));
    }

    #[test]
    fn a_cost_out_of_bounds_is_refused_before_it_is_paid() {
        let file = wrapped().to_bytes();
        let at = MAGIC.len() + 1;
        for (offset, number) in [
            (0, u32::MAX),
            (0, (1 << 20) + 1),
            (0, (64 << 10) - 1),
            (0, 8),
            (0, 0),
            (4, 0),
            (4, 17),
            (4, u32::MAX),
            (8, 0),
            (8, 17),
            (8, u32::MAX),
        ] {
            let place = at + offset..at + offset + 4;
            let changed = tampered(&file, |file| file[place].copy_from_slice(&number.to_be_bytes()));
            let read = WrappedRootKey::from_bytes(&changed);
            assert!(matches!(read, Err(VaultError::WrappedKeyDamaged)), "{offset}: {number}");
        }
    }

    #[test]
    fn another_cost_within_bounds_opens_nothing() {
        let file = wrapped().to_bytes();
        let last = MAGIC.len() + 8;
        // Two passes for one; a byte of the salt, the nonce, the key and the tag.
        for at in [last, last + 20, BOUND_LEN + 1, BOUND_LEN + NONCE_LEN + 1, FILE_LEN - SUM_LEN - 1] {
            let changed = tampered(&file, |file| file[at] ^= 3);
            let read = WrappedRootKey::from_bytes(&changed).unwrap();
            assert!(matches!(read.unwrap(&passphrase("kupala night 1863")), Err(VaultError::WrongPassphrase)), "{at}");
        }
    }

    #[test]
    fn a_newer_version_is_told_as_such() {
        let mut file = wrapped().to_bytes();
        file[MAGIC.len()] = 2;
        assert!(matches!(WrappedRootKey::from_bytes(&file), Err(VaultError::WrappedKeyNewer)));
    }

    #[test]
    fn nothing_is_printed() {
        assert_eq!(format!("{:?}", wrapped()), "WrappedRootKey");
    }

    proptest! {
        #[test]
        fn noise_is_refused(noise in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(WrappedRootKey::from_bytes(&noise).is_err());
            let file = [MAGIC.as_slice(), &[VERSION], &noise].concat();
            prop_assert!(matches!(WrappedRootKey::from_bytes(&file), Err(VaultError::WrappedKeyDamaged)));
        }

        #[test]
        fn the_file_reads_back(memory in 65536_u32..=1 << 20, passes in 1_u32..=16, lanes in 1_u32..=16, salt: [u8; 32], nonce: [u8; 24], sealed: [u8; 32], tag: [u8; 16]) {
            let cost = Cost::new(memory, passes, lanes).unwrap();
            let wrapped = WrappedRootKey { cost, salt, nonce, sealed, tag };
            prop_assert!(WrappedRootKey::from_bytes(&wrapped.to_bytes()).unwrap() == wrapped);
        }
    }
}
