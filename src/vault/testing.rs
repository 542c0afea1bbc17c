//! A place of its own for a store and its key, for tests of what the vault keeps in files.

#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::sync::Arc;

use super::{Home, RootKey, Vault, VaultError, create, open_at};
use crate::store::StoreUrl;

/// A folder with a store's address and its key file's path, gone when the test is over.
pub(super) struct Place {
    pub(super) folder: tempfile::TempDir,
    pub(super) url: StoreUrl,
    pub(super) home: Home,
    pub(super) key: PathBuf,
}

impl Place {
    /// Names the files of a store that isn't made yet.
    pub(super) fn named() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = StoreUrl::parse("sled:data", folder.path()).unwrap();
        let key = folder.path().join("secrets/vault.key");
        Self { home: Home::of(&url).unwrap(), folder, url, key }
    }

    /// Makes a store with a key file.
    pub(super) fn made() -> Self {
        let place = Self::named();
        create(&place.url, &place.key).unwrap();
        place
    }

    pub(super) fn root(&self) -> RootKey {
        RootKey::load(&self.key).unwrap()
    }

    pub(super) fn open(&self) -> Result<Arc<Vault>, VaultError> {
        open_at(&self.url, &RootKey::load(&self.key)?)
    }
}
