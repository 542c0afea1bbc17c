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

use std::fs::{DirBuilder, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rand::rngs::OsRng;

use super::keyring_file::KeyringFile;
use super::keys::RootKey;
use super::passphrase::{Cost, Passphrase, WrappedRootKey};
use super::root_key::sync_parent;
use super::wipe::wiped_at;
use super::{Vault, VaultError, tables};
use crate::store::{self, Store, StoreUrl};

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
    /// [`VaultError::Store`] for a store that is not in this version.
    pub fn of(url: &StoreUrl) -> Result<Self, VaultError> {
        let data_dir = url.folder()?.to_owned();
        Ok(Self {
            keyring: data_dir.join("keyring"),
            root_key: data_dir.join("root-key"),
            control_socket: data_dir.join("control.sock"),
            wiped: data_dir.join("wiped"),
            restoring: data_dir.with_extension("restoring"),
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
/// [`VaultError::WrongKey`], [`VaultError::Damaged`] or [`VaultError::Newer`] of the keyring. Nothing is changed then.
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
    Vault::open(store::open_existing(url)?.into(), keyring, file)
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::collections::BTreeMap;
    use std::fs;

    use serde::{Deserialize, Serialize};

    use super::super::Record;
    use super::*;
    use crate::store::{StoreError, Table};

    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    enum Note {
        V1 { text: String, number: u64 },
    }

    impl Record for Note {
        const TABLE: Table = tables::AUDIENCE;
    }

    struct Place {
        folder: tempfile::TempDir,
        url: StoreUrl,
        key: PathBuf,
    }

    fn place() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let url = StoreUrl::parse("sled:data", folder.path()).unwrap();
        let key = folder.path().join("secrets/vault.key");
        Place { folder, url, key }
    }

    impl Place {
        fn create(&self) -> Result<Created, VaultError> {
            create(&self.url, &self.key)
        }

        fn open(&self) -> Result<Arc<Vault>, VaultError> {
            open_at(&self.url, &RootKey::load(&self.key)?)
        }

        fn file(&self, name: &str) -> PathBuf {
            self.folder.path().join("data").join(name)
        }

        fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
            fn read(folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
                for entry in fs::read_dir(folder).unwrap() {
                    let path = entry.unwrap().path();
                    if path.is_dir() {
                        read(&path, into);
                    } else {
                        into.insert(path.clone(), fs::read(&path).unwrap());
                    }
                }
            }
            let mut files = BTreeMap::new();
            read(self.folder.path(), &mut files);
            files
        }
    }

    fn write(vault: &Vault, id: &[u8], text: &str, number: u64) {
        let key = vault.row_key(tables::AUDIENCE, id);
        let note = Note::V1 { text: text.to_owned(), number };
        vault.write(|writer| writer.put(&key, &note)).unwrap();
        vault.sync_blocking().unwrap();
    }

    #[test]
    fn created_written_and_opened_again() {
        let place = place();
        assert_eq!(place.create().unwrap(), Created { key_file: true, keyring: true });
        assert_eq!(place.create().unwrap(), Created { key_file: false, keyring: false });
        let vault = place.open().unwrap();
        vault.open_petition("release").unwrap();
        let petition = vault.petition_row_key(tables::PLEDGES, "release", b"42").unwrap();
        write(&vault, b"42", "hello", 7);
        assert!(matches!(place.open(), Err(VaultError::Store(StoreError::InUse))));
        assert_eq!(place.create().unwrap(), Created { key_file: false, keyring: false }, "beside a running bot too");
        drop(vault);
        let vault = place.open().unwrap();
        let key = vault.row_key(tables::AUDIENCE, b"42");
        assert_eq!(vault.read::<Note>(&key).unwrap(), Some(Note::V1 { text: "hello".to_owned(), number: 7 }));
        assert_eq!(vault.petition_row_key(tables::PLEDGES, "release", b"42").unwrap(), petition);
    }

    #[test]
    fn the_layout_is_one_folder() {
        let home = Home::of(&StoreUrl::parse("sled:data", Path::new("/srv")).unwrap()).unwrap();
        assert_eq!(home.keyring, Path::new("/srv/data/keyring"));
        assert_eq!(home.control_socket, Path::new("/srv/data/control.sock"));
        let postgres = StoreUrl::parse("postgres://db/klich", Path::new("/srv")).unwrap();
        assert!(matches!(Home::of(&postgres), Err(VaultError::Store(StoreError::Address(_)))));
    }

    #[test]
    fn nothing_opens_where_nothing_was_created() {
        let place = place();
        let root = RootKey::take(&mut [1; 32]);
        assert!(matches!(open_at(&place.url, &root), Err(VaultError::Store(StoreError::Missing))));
        assert!(place.files().is_empty());
    }

    #[test]
    fn each_missing_or_wrong_part_is_named_and_nothing_is_changed() {
        let place = place();
        place.create().unwrap();
        let vault = place.open().unwrap();
        write(&vault, b"42", "hello", 7);
        drop(vault);
        let key = fs::read(&place.key).unwrap();
        let keyring = fs::read(place.file("keyring")).unwrap();

        fs::remove_file(place.file("keyring")).unwrap();
        let before = place.files();
        assert!(matches!(place.open(), Err(VaultError::MissingKeyring)));
        assert!(place.files() == before);
        assert!(matches!(place.create(), Err(VaultError::MissingKeyring)), "no new keyring over data");
        assert!(!place.file("keyring").exists());
        fs::remove_file(&place.key).unwrap();
        assert!(matches!(place.create(), Err(VaultError::MissingKeyring)));
        assert!(!place.key.exists(), "nor a new key");

        fs::write(place.file("keyring"), &keyring).unwrap();
        let before = place.files();
        assert!(matches!(place.create(), Err(VaultError::MissingKey)));
        assert!(place.files() == before);

        RootKey::create(&place.key).unwrap();
        let before = place.files();
        assert!(matches!(place.open(), Err(VaultError::WrongKey)));
        assert!(matches!(place.create(), Err(VaultError::WrongKey)));
        assert!(place.files() == before);

        fs::write(&place.key, &key).unwrap();
        fs::write(place.file("keyring"), &keyring[..100]).unwrap();
        let before = place.files();
        assert!(matches!(place.open(), Err(VaultError::Damaged)));
        assert!(place.files() == before);

        fs::write(place.file("keyring"), &keyring).unwrap();
        let vault = place.open().unwrap();
        assert!(vault.read::<Note>(&vault.row_key(tables::AUDIENCE, b"42")).unwrap().is_some());
    }

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(zeroize::Zeroizing::new(text.as_bytes().to_vec())).unwrap()
    }

    #[test]
    fn made_with_a_passphrase_and_opened_again() {
        let place = place();
        let right = passphrase("kupala night 1863");
        let make = |passphrase: &Passphrase| create_with_passphrase(&place.url, passphrase, Cost::LEAST);
        assert_eq!(make(&right).unwrap(), Created { key_file: true, keyring: true });
        assert_eq!(make(&right).unwrap(), Created { key_file: false, keyring: false });
        assert!(!place.key.exists(), "no key file");
        let before = place.files();
        assert!(matches!(make(&passphrase("another night")), Err(VaultError::WrongPassphrase)));
        assert!(matches!(place.create(), Err(VaultError::MissingKey)));
        let root = look_at_locked(&place.url).unwrap().unwrap(&right).unwrap();
        assert!(place.files() == before);
        write(&open_at(&place.url, &root).unwrap(), b"42", "hello", 7);
        drop(root);

        let (sound, keyring) = (fs::read(place.file("root-key")).unwrap(), fs::read(place.file("keyring")).unwrap());
        fs::write(place.file("root-key"), &sound[..100]).unwrap();
        assert!(matches!(look_at_locked(&place.url), Err(VaultError::WrappedKeyDamaged)));
        fs::remove_file(place.file("root-key")).unwrap();
        assert!(matches!(look_at_locked(&place.url), Err(VaultError::MissingWrappedKey)));
        assert!(matches!(make(&right), Err(VaultError::MissingWrappedKey)), "no new key beside a keyring");
        fs::write(place.file("root-key"), &sound).unwrap();
        fs::write(place.file("keyring"), &keyring[..100]).unwrap();
        assert!(matches!(look_at_locked(&place.url), Err(VaultError::Damaged)));
        fs::remove_file(place.file("keyring")).unwrap();
        assert!(matches!(look_at_locked(&place.url), Err(VaultError::MissingKeyring)));
        fs::write(place.file("keyring"), &keyring).unwrap();
        let root = look_at_locked(&place.url).unwrap().unwrap(&right).unwrap();
        let vault = open_at(&place.url, &root).unwrap();
        assert!(vault.read::<Note>(&vault.row_key(tables::AUDIENCE, b"42")).unwrap().is_some());
    }

    #[test]
    fn an_interrupted_making_is_completed_with_the_same_passphrase() {
        let place = place();
        let right = passphrase("kupala night 1863");
        create_with_passphrase(&place.url, &right, Cost::LEAST).unwrap();
        fs::remove_file(place.file("keyring")).unwrap();
        let again = |passphrase: &Passphrase| create_with_passphrase(&place.url, passphrase, Cost::LEAST);
        assert!(matches!(again(&passphrase("another night")), Err(VaultError::WrongPassphrase)));
        assert!(!place.file("keyring").exists());
        assert_eq!(again(&right).unwrap(), Created { key_file: false, keyring: true });
    }

    #[test]
    fn a_store_that_lost_its_log_is_not_made_anew() {
        let place = place();
        place.create().unwrap();
        fs::remove_file(place.file("db")).unwrap();
        let before = place.files();
        assert!(matches!(place.open(), Err(VaultError::Store(StoreError::Damaged(_)))));
        fs::remove_file(place.file("keyring")).unwrap();
        assert!(matches!(place.create(), Err(VaultError::Store(StoreError::Damaged(_)))));
        assert_eq!(place.files().len(), before.len() - 1);
    }

    #[test]
    fn no_file_holds_anything_of_a_record() {
        const NAME: &str = "Żyta Маркер-7f3a";
        const ID: u64 = 0x0102_0304_0506_0708;
        let place = place();
        place.create().unwrap();
        let vault = place.open().unwrap();
        vault.open_petition("marker-petition").unwrap();
        let decimal = ID.to_string();
        for round in 0..50_u64 {
            write(&vault, decimal.as_bytes(), NAME, ID);
            write(&vault, &(ID + round).to_be_bytes(), NAME, ID + round);
        }
        let text = format!("{NAME} says {decimal}. ").repeat(400);
        let prefix = vault.row_key(tables::ALERT_TEXTS, b"alert-marker-1");
        vault.write(|writer| writer.put_long(&prefix, tables::ALERT_TEXTS, text.as_bytes())).unwrap();
        let grouped = vault.grouped_row_key(tables::LEDGER, b"alert-marker-1", decimal.as_bytes());
        let pledge = vault.petition_row_key(tables::PLEDGES, "marker-petition", decimal.as_bytes()).unwrap();
        for key in [&grouped, &pledge] {
            vault.write(|writer| writer.put(key, &Note::V1 { text: NAME.to_owned(), number: ID })).unwrap();
        }
        vault.sync_blocking().unwrap();

        let markers: Vec<Vec<u8>> = vec![
            NAME.as_bytes().to_vec(),
            NAME.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "Маркер".as_bytes().to_vec(),
            decimal.clone().into_bytes(),
            ID.to_be_bytes().to_vec(),
            ID.to_le_bytes().to_vec(),
            b"alert-marker-1".to_vec(),
            b"marker-petition".to_vec(),
            b" says ".to_vec(),
            postcard::to_stdvec(&ID).unwrap(),
        ];
        let key = fs::read(&place.key).unwrap();
        let search = || {
            let files = place.files();
            assert!(files.len() >= 4 && files.values().map(Vec::len).sum::<usize>() > 10_000);
            for (path, bytes) in files {
                for marker in &markers {
                    assert!(!bytes.windows(marker.len()).any(|window| window == marker), "{path:?}");
                }
                if path != place.key {
                    assert!(!bytes.windows(20).any(|window| key.windows(20).any(|part| part == window)), "{path:?}");
                }
            }
        };
        search();
        drop(vault);
        search();
    }

    #[test]
    fn the_search_for_markers_can_fail() {
        let folder = tempfile::tempdir().unwrap();
        let store = crate::store::SledStore::open(folder.path(), 8 << 20).unwrap();
        let mut batch = crate::store::Batch::new();
        batch.put(tables::AUDIENCE, 1_u64.to_be_bytes(), b"in clear: marker-7f3a");
        assert!(store.commit(&batch).is_ok());
        store.sync().unwrap();
        let log = fs::read(folder.path().join("db")).unwrap();
        assert!(log.windows(11).any(|window| window == b"marker-7f3a"));
    }
}
