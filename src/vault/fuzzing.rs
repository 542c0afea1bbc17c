//! The vault's parsers, for the fuzz targets: see [`crate::fuzzing`].

use std::sync::{Arc, LazyLock};

use super::keyring::Wrapping;
use super::keys::KEY_LEN;
use super::{RootKey, Vault};

/// Reads any bytes as a keyring's file, under a key that is known.
pub fn keyring(bytes: &[u8]) {
    let root = RootKey::take(&mut [1; KEY_LEN]);
    let _ = Wrapping::unwrap(&root, bytes);
}

/// Reads any bytes as an envelope, and as what may be in one.
pub fn envelope(bytes: &[u8]) {
    // Made once: drawing keys takes longer than anything that is done with them here.
    static VAULT: LazyLock<Arc<Vault>> = LazyLock::new(Vault::in_memory);
    assert!(VAULT.check_row(super::tables::AUDIENCE, vec![5; 16], bytes.to_vec()).is_err());
    let _ = super::record::decode::<super::long::Part>(super::tables::ALERT_TEXTS, bytes);
}
