//! The keys, each a type of its own: in locked memory, zeroised on drop, never copied, printed by name only.

use std::fmt;

use rand::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::memory::Locked;

/// The length of every key, in bytes.
pub const KEY_LEN: usize = 32;

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(Locked<[u8; KEY_LEN]>);

        impl $name {
            /// Takes over 32 bytes and clears them.
            pub(super) fn take(bytes: &mut [u8; KEY_LEN]) -> Self {
                let mut key = Self(Locked::new([0; KEY_LEN]));
                key.0.copy_from_slice(bytes);
                bytes.zeroize();
                key
            }

            pub(super) fn bytes(&self) -> &[u8; KEY_LEN] {
                &self.0
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                self.0.zeroize();
            }
        }

        /// Prints the name only.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

key! {
    /// What everything hangs on: from a key file, a systemd credential or a passphrase. Never in the store or a backup.
    RootKey
}
key! {
    /// Wraps the keyring; derived from the root key and the keyring's salt.
    KeyEncryptionKey
}
key! {
    /// Encrypts records. A keyring may hold several, by [`KeyId`]; the current one is written with.
    DataKey
}
key! {
    /// Makes row keys blind.
    IndexKey
}
key! {
    /// Makes the names blind by which the keyring knows petitions. It stays when the index key is renewed.
    NameKey
}
key! {
    /// Makes the row keys of one petition's pledges blind; destroyed with the petition.
    PetitionKey
}

macro_rules! drawn {
    ($($name:ident)*) => {$(
        impl $name {
            /// Draws a key.
            pub fn random(rng: &mut (impl RngCore + CryptoRng)) -> Self {
                let mut key = Self(Locked::new([0; KEY_LEN]));
                rng.fill_bytes(key.0.as_mut_slice());
                key
            }
        }
    )*};
}

drawn! { RootKey DataKey IndexKey NameKey PetitionKey }

/// Names a data key; it stands in clear in every envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KeyId(pub u32);
