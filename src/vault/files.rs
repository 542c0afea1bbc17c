//! Opens a vault from its address: where its files lie, and what must be there.
//!
//! ```text
//! data/               the store's folder, 0700
//!   db conf snap.*    sled's
//!   keyring           the keyring; sled ignores it
//!   root-key          the root key under a passphrase, where the vault is unlocked by one
//!   control.sock      the control socket of a running bot
//!   wiped             the mark of a home that was wiped, and then nothing else
//! ```

#[cfg(test)]
mod tests;

use std::fs::{DirBuilder, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rand::rngs::OsRng;

use super::belonging;
use super::keyring_file::KeyringFile;
use super::keys::RootKey;
use super::mark;
use super::passphrase::{Cost, Passphrase, WrappedRootKey};
use super::replacing::clear_old;
use super::root_key::sync_parent;
use super::wipe::wiped_at;
use super::{Vault, VaultError, tables};
use crate::store::{self, Store, StoreError, StoreUrl};

/// Names the files of a store's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The store's folder.
    pub data_dir: PathBuf,
    /// The keyring.
    pub keyring: PathBuf,
    /// The root key under a passphrase.
    pub root_key: PathBuf,
    /// The control socket.
    pub control_socket: PathBuf,
    /// The mark of a home that was wiped.
    pub wiped: PathBuf,
    /// Where a backup is restored to, before it takes the folder's place.
    pub restoring: PathBuf,
}

impl Home {
    /// Lays out the files of the store at `url`.
    ///
    /// # Errors
    /// [`VaultError::Store`] for a store that is not in this version, or has no folder of its own.
    pub fn of(url: &StoreUrl) -> Result<Self, VaultError> {
        let data_dir = url.folder()?.to_owned();
        // `..` and `/` have no name that another could be put beside.
        let mut restoring = data_dir.file_name().ok_or_else(no_folder)?.to_owned();
        restoring.push(".restoring");
        Ok(Self {
            keyring: data_dir.join("keyring"),
            root_key: data_dir.join("root-key"),
            control_socket: data_dir.join("control.sock"),
            wiped: data_dir.join(mark::NAME),
            restoring: data_dir.with_file_name(restoring),
            data_dir,
        })
    }
}

/// Tells what [`create`] has made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Created {
    /// The key file, or the file with the root key under a passphrase, is new.
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
    let make = || {
        make_parent(key_file)?;
        RootKey::create(key_file)
    };
    create_under(url, || RootKey::load(key_file), make)
}

/// Makes a vault that a passphrase unlocks: root key, store and keyring, each where there is none. Overwrites nothing; safe
/// to call again with the same passphrase.
///
/// # Errors
/// [`VaultError::WrongPassphrase`] where it is not that of the root key that is there, [`VaultError::MissingWrappedKey`]
/// where there is a keyring but no such root key, and otherwise as [`create`].
pub fn create_with_passphrase(url: &StoreUrl, passphrase: &Passphrase, cost: Cost) -> Result<Created, VaultError> {
    let path = Home::of(url)?.root_key;
    let load = || WrappedRootKey::load(&path)?.unwrap(passphrase);
    let make = || {
        let root = RootKey::random(&mut OsRng);
        write_new(&path, &WrappedRootKey::wrap(&root, passphrase, cost, &mut OsRng)?.to_bytes())?;
        Ok(root)
    };
    create_under(url, load, make)
}

/// Looks at the keyring as far as that is possible without the root key.
///
/// # Errors
/// [`VaultError::Store`] where there is no store, and of the keyring [`VaultError::MissingKeyring`],
/// [`VaultError::Damaged`] or [`VaultError::Newer`]. Nothing is changed.
pub fn look_at_keyless(url: &StoreUrl) -> Result<(), VaultError> {
    let home = Home::of(url)?;
    refuse_wiped(&home)?;
    if !home.data_dir.join("conf").try_exists()? {
        return Err(store::StoreError::Missing.into());
    }
    // A keyring of sound form takes a key that is drawn for a wrong one.
    match KeyringFile::load(&home.keyring, &RootKey::random(&mut OsRng)) {
        Err(VaultError::WrongKey) | Ok(_) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Looks at the root key under a passphrase and at the keyring as far as that is possible without the passphrase.
///
/// # Errors
/// Those of [`look_at_keyless`] and of [`WrappedRootKey::load`]. Nothing is changed.
pub fn look_at_locked(url: &StoreUrl) -> Result<WrappedRootKey, VaultError> {
    look_at_keyless(url)?;
    WrappedRootKey::load(&Home::of(url)?.root_key)
}

fn create_under(
    url: &StoreUrl,
    load: impl Fn() -> Result<RootKey, VaultError>,
    make: impl FnOnce() -> Result<RootKey, VaultError>,
) -> Result<Created, VaultError> {
    let home = Home::of(url)?;
    refuse_wiped(&home)?;
    if home.keyring.try_exists()? {
        // Without its key it can't be opened, so none is made.
        KeyringFile::load(&home.keyring, &load()?)?;
        return Ok(Created { key_file: false, keyring: false });
    }
    let store = store::open(url)?;
    if holds_rows(&*store)? {
        return Err(VaultError::MissingKeyring);
    }
    let (root, key_is_new) = match load() {
        Err(VaultError::MissingKey | VaultError::MissingWrappedKey) => (make()?, true),
        loaded => (loaded?, false),
    };
    KeyringFile::create(&home.keyring, &root)?;
    Ok(Created { key_file: key_is_new, keyring: true })
}

/// Opens the vault that [`create`] has made.
///
/// # Errors
/// [`VaultError::Store`] where the store is missing, in use or damaged; [`VaultError::MissingKeyring`],
/// [`VaultError::WrongKey`], [`VaultError::Damaged`], [`VaultError::Newer`] or [`VaultError::OtherKeyring`] of the keyring.
/// Nothing is changed then.
pub fn open_at(url: &StoreUrl, root: &RootKey) -> Result<Arc<Vault>, VaultError> {
    let home = Home::of(url)?;
    refuse_wiped(&home)?;
    // The keyring first: with a wrong key the store's files are not touched.
    let (file, keyring) = match KeyringFile::load(&home.keyring, root) {
        Err(VaultError::MissingKeyring) if !home.data_dir.join("conf").try_exists()? => {
            return Err(store::StoreError::Missing.into());
        }
        loaded => loaded?,
    };
    let store = store::open_existing(url)?;
    belonging::check(&*store, &keyring)?;
    clear_old(&home.keyring)?;
    Vault::open(store.into(), keyring, file)
}

fn no_folder() -> StoreError {
    StoreError::Address("after `sled:` name a folder of the store's own, as in `sled:data`".to_owned())
}

fn refuse_wiped(home: &Home) -> Result<(), VaultError> {
    wiped_at(home).map_or(Ok(()), |at| Err(VaultError::Wiped(at)))
}

fn holds_rows(store: &dyn Store) -> Result<bool, VaultError> {
    for table in tables::all_stored() {
        if !store.scan(table, None, 1)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes a whole new file, mode 0600, and leaves nothing behind where that fails.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| sync_parent(path));
    if let Err(error) = written {
        let _ = std::fs::remove_file(path);
        return Err(error.into());
    }
    Ok(())
}

fn make_parent(path: &Path) -> Result<(), VaultError> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(parent)?;
    }
    Ok(())
}
