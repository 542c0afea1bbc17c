//! Opens a vault from its address: where its files lie, and what must be there.
//!
//! ```text
//! data/               the store's folder, 0700
//!   db conf snap.*    sled's
//!   keyring           the keyring; sled ignores it
//!   control.sock      the control socket of a running bot
//! ```

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keyring_file::KeyringFile;
use super::keys::RootKey;
use super::{Vault, VaultError, tables};
use crate::store::{self, Store, StoreUrl};

/// Names the files of a store's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The store's folder.
    pub data_dir: PathBuf,
    /// The keyring.
    pub keyring: PathBuf,
    /// The control socket.
    pub control_socket: PathBuf,
}

impl Home {
    /// Lays out the files of the store at `url`.
    ///
    /// # Errors
    /// [`VaultError::Store`] for a store that is not in this version.
    pub fn of(url: &StoreUrl) -> Result<Self, VaultError> {
        let data_dir = url.folder()?.to_owned();
        Ok(Self { keyring: data_dir.join("keyring"), control_socket: data_dir.join("control.sock"), data_dir })
    }
}

/// Tells what [`create`] has made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Created {
    /// The key file is new.
    pub key_file: bool,
    /// The keyring, and with it the store, is new.
    pub keyring: bool,
}

/// Makes a vault: key file, store and keyring, each where there is none. Overwrites nothing; safe to call again.
///
/// # Errors
/// [`VaultError::WrongKey`] where the key file does not fit the keyring that is there, [`VaultError::MissingKeyring`] where
/// the store holds rows but there is no keyring, [`VaultError::MissingKey`] where there is a keyring but no key file, and as
/// [`open_at`].
pub fn create(url: &StoreUrl, key_file: &Path) -> Result<Created, VaultError> {
    let home = Home::of(url)?;
    if home.keyring.try_exists()? {
        // Without its key it can't be opened, so none is made.
        KeyringFile::load(&home.keyring, &RootKey::load(key_file)?)?;
        return Ok(Created { key_file: false, keyring: false });
    }
    let store = store::open(url)?;
    if holds_rows(&*store)? {
        return Err(VaultError::MissingKeyring);
    }
    let (root, key_is_new) = match RootKey::load(key_file) {
        Err(VaultError::MissingKey) => {
            make_parent(key_file)?;
            (RootKey::create(key_file)?, true)
        }
        loaded => (loaded?, false),
    };
    KeyringFile::create(&home.keyring, &root)?;
    Ok(Created { key_file: key_is_new, keyring: true })
}

/// Opens the vault that [`create`] has made.
///
/// # Errors
/// [`VaultError::Store`] where the store is missing, in use or damaged; [`VaultError::MissingKeyring`],
/// [`VaultError::WrongKey`], [`VaultError::Damaged`] or [`VaultError::Newer`] of the keyring. Nothing is changed then.
pub fn open_at(url: &StoreUrl, root: &RootKey) -> Result<Arc<Vault>, VaultError> {
    let home = Home::of(url)?;
    // The keyring first: with a wrong key the store's files are not touched.
    let (file, keyring) = match KeyringFile::load(&home.keyring, root) {
        Err(VaultError::MissingKeyring) if !home.data_dir.join("db").try_exists()? => {
            return Err(store::StoreError::Missing.into());
        }
        loaded => loaded?,
    };
    Vault::open(store::open_existing(url)?.into(), keyring, file)
}

fn holds_rows(store: &dyn Store) -> Result<bool, VaultError> {
    for table in tables::ALL {
        if !store.scan(table, None, 1)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn make_parent(path: &Path) -> Result<(), VaultError> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(parent)?;
    }
    Ok(())
}
