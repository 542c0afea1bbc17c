//! Changes the root key: a new one wraps the same keyring. Rows are not touched.
//!
//! Two files change, the root key's and the keyring, and one must never be there without the other. So both are written
//! beside the old ones first; a rename is the moment from which on the change holds; then each takes its place:
//!
//! ```text
//! KEY.new           the new root key, where the key file or `root-key` is
//! keyring.rekeyed   the keyring under it
//! keyring.rekey     the same after the rename: the change holds
//! ```
//!
//! What was broken off before that is taken back, what was broken off after is carried through: by [`settle_root_change`],
//! which needs no key.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rand::rngs::OsRng;

use super::files::{Home, open_at, write_new};
use super::keyring_file::KeyringFile;
use super::keys::RootKey;
use super::mark;
use super::passphrase::{Cost, Passphrase, WrappedRootKey};
use super::replacing::{clear_old, erase_if_there, old_name, rename_over};
use super::root_key::sync_parent;
use super::{Keyring, Vault, VaultError};
use crate::store::{self, StoreUrl};

/// Where the new root key comes to lie.
pub enum NewRootKey<'a> {
    /// In the key file.
    KeyFile,
    /// In the store's folder, under this passphrase.
    Passphrase(&'a Passphrase, Cost),
}

/// The files of a change.
struct Change {
    key: PathBuf,
    key_new: PathBuf,
    keyring: PathBuf,
    rekeyed: PathBuf,
    /// What it is written as until it is whole.
    rekeyed_new: PathBuf,
    rekey: PathBuf,
}

/// Draws a new root key, puts it in the place of the old one, and wraps the keyring with it. `key` is the key file, or the
/// file of the root key under a passphrase. `note` is called with the opened store right before the change holds: what it
/// writes is on the disk then, so that no change is without it; where the disk fails or the process ends right after, there is
/// the note, and no change.
///
/// At any crash either the old root key counts or the new one, after [`settle_root_change`].
///
/// # Errors
/// [`VaultError::Store`] where a klich has the store open; [`VaultError::WrongKey`] where `old` does not open the keyring;
/// [`VaultError::NoMemory`]; [`VaultError::KeyNotWritten`]: the old root key still counts; [`VaultError::Disk`]: it does, or the
/// change is carried through by the next klich that opens the store.
///
/// # Security
/// The old files are overwritten in place, which helps on a plain disk. Whoever has a copy of the old keyring *and* the old
/// root key opens that copy: renew the keys of the store too.
pub fn change_root_key(
    url: &StoreUrl,
    key: &Path,
    old: &RootKey,
    new: NewRootKey<'_>,
    note: impl FnOnce(&Arc<Vault>) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let change = Change::of(url, key)?;
    settle_root_change(url, key)?;
    // Held to the end: nobody else writes the keyring meanwhile.
    let vault = open_at(url, old)?;
    let (_, keyring) = KeyringFile::load(&change.keyring, old)?;
    let changed = change.prepare(&keyring, new).and_then(|()| {
        note(&vault)?;
        vault.sync_blocking()?;
        change.refuse_wiped()?;
        change.commit()?;
        change.carry_through()?;
        change.refuse_wiped()
    });
    if changed.is_err() && change.refuse_wiped().is_err() {
        // Whoever wiped may have looked before these were written.
        change.erase()?;
        change.refuse_wiped()?;
    }
    changed
}

/// Takes back or carries through a change that was broken off; does nothing where there is none. Tells whether there is a
/// new root key now.
///
/// # Errors
/// [`VaultError::Store`] where a klich has the store open, and is perhaps in the middle of it; [`VaultError::Disk`].
pub fn settle_root_change(url: &StoreUrl, key: &Path) -> Result<bool, VaultError> {
    let change = Change::of(url, key)?;
    if !change.is_there()? {
        return Ok(false);
    }
    let _store = store::open_existing(url)?;
    change.settle()
}

impl Change {
    fn of(url: &StoreUrl, key: &Path) -> Result<Self, VaultError> {
        let Home { keyring, .. } = Home::of(url)?;
        let beside = |path: &Path, ending: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        Ok(Self {
            key: key.to_owned(),
            key_new: beside(key, ".new"),
            rekeyed: beside(&keyring, ".rekeyed"),
            rekeyed_new: beside(&keyring, ".rekeyed.new"),
            rekey: beside(&keyring, ".rekey"),
            keyring,
        })
    }

    fn is_there(&self) -> io::Result<bool> {
        let old = [old_name(&self.key), old_name(&self.keyring)];
        for path in [&self.key_new, &self.rekeyed, &self.rekeyed_new, &self.rekey].into_iter().chain(&old) {
            if path.try_exists()? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn settle(&self) -> Result<bool, VaultError> {
        if self.rekey.try_exists()? {
            return self.carry_through().map(|()| true);
        }
        for path in [&self.rekeyed, &self.rekeyed_new, &self.key_new] {
            erase_if_there(path)?;
        }
        clear_old(&self.key)?;
        clear_old(&self.keyring)?;
        Ok(false)
    }

    /// Writes both new files and reads them back.
    fn prepare(&self, keyring: &Keyring, new: NewRootKey<'_>) -> Result<(), VaultError> {
        // What can't be overwritten is better known now than after the change holds.
        OpenOptions::new().write(true).open(&self.key).map_err(VaultError::KeyNotWritten)?;
        let root = RootKey::random(&mut OsRng);
        match new {
            NewRootKey::KeyFile => {
                self.write_key(root.to_text().as_bytes())?;
                RootKey::load(&self.key_new)?;
            }
            NewRootKey::Passphrase(passphrase, cost) => {
                let wrapped = WrappedRootKey::wrap(&root, passphrase, cost, &mut OsRng)?;
                self.write_key(&wrapped.to_bytes())?;
                WrappedRootKey::load(&self.key_new)?;
            }
        }
        KeyringFile::wrap_anew(&self.rekeyed, &root, keyring)?;
        KeyringFile::load(&self.rekeyed, &root)?;
        Ok(())
    }

    fn write_key(&self, bytes: &[u8]) -> Result<(), VaultError> {
        write_new(&self.key_new, bytes).map_err(|error| match error {
            VaultError::Disk(error) => VaultError::KeyNotWritten(error),
            error => error,
        })
    }

    /// From here on the change holds.
    fn commit(&self) -> Result<(), VaultError> {
        fs::rename(&self.rekeyed, &self.rekey)?;
        Ok(sync_parent(&self.rekey)?)
    }

    /// Refuses where another process has wiped the home meanwhile.
    fn refuse_wiped(&self) -> Result<(), VaultError> {
        let mark = self.keyring.with_file_name(mark::NAME);
        mark::time_of(&mark).map_or(Ok(()), |at| Err(VaultError::Wiped(at)))
    }

    /// Overwrites and removes every file of a change, and what it changes; gives the first error, and goes on past it.
    fn erase(&self) -> io::Result<()> {
        let files = [&self.key, &self.key_new, &self.keyring, &self.rekeyed, &self.rekeyed_new, &self.rekey];
        let old = [old_name(&self.key), old_name(&self.keyring)];
        let paths = files.into_iter().chain(&old);
        paths.map(|path| erase_if_there(path)).fold(Ok(()), io::Result::and)
    }

    fn carry_through(&self) -> Result<(), VaultError> {
        if self.key_new.try_exists()? {
            rename_over(&self.key_new, &self.key)?;
        }
        clear_old(&self.key)?;
        Ok(rename_over(&self.rekey, &self.keyring)?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use zeroize::Zeroizing;

    use super::super::create_with_passphrase;
    use super::super::testing::Place;
    use super::*;

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(Zeroizing::new(text.as_bytes().to_vec())).unwrap()
    }

    fn place(with_passphrase: bool) -> Place {
        if !with_passphrase {
            return Place::made();
        }
        let mut place = Place::named();
        create_with_passphrase(&place.url, &passphrase("the old passphrase"), Cost::LEAST).unwrap();
        place.key = place.home.root_key.clone();
        place
    }

    impl Place {
        fn names(&self) -> Vec<String> {
            let names = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
            let mut names: Vec<_> =
                names(self.key.parent().unwrap()).chain(names(&self.folder.path().join("data"))).collect();
            names.sort();
            names.into_iter().map(|name| name.into_string().unwrap()).filter(|name| name.contains("key")).collect()
        }

        fn opens(&self, root: &RootKey) -> bool {
            open_at(&self.url, root).is_ok()
        }
    }

    #[test]
    fn the_new_key_opens_what_the_old_one_did_and_the_old_one_nothing() {
        let place = place(false);
        let old = RootKey::load(&place.key).unwrap();
        let names = place.names();
        let link = place.folder.path().join("old");
        fs::hard_link(&place.key, &link).unwrap();
        change_root_key(&place.url, &place.key, &old, NewRootKey::KeyFile, |_| Ok(())).unwrap();
        let new = RootKey::load(&place.key).unwrap();
        assert!(new.bytes() != old.bytes() && place.opens(&new) && !place.opens(&old));
        assert_eq!(place.names(), names, "nothing is left behind");
        assert!(fs::read(&link).unwrap().iter().all(|byte| *byte == 0), "the old key's bytes are gone");
        assert!(matches!(
            change_root_key(&place.url, &place.key, &old, NewRootKey::KeyFile, |_| Ok(())),
            Err(VaultError::WrongKey)
        ));
        assert!(place.opens(&new));
    }

    #[test]
    fn a_new_passphrase_comes_with_a_new_root_key() {
        let place = place(true);
        let unwrap = |text| WrappedRootKey::load(&place.key).unwrap().unwrap(&passphrase(text));
        let old = unwrap("the old passphrase").unwrap();
        let new = passphrase("another passphrase");
        change_root_key(&place.url, &place.key, &old, NewRootKey::Passphrase(&new, Cost::LEAST), |_| Ok(())).unwrap();
        assert!(matches!(unwrap("the old passphrase"), Err(VaultError::WrongPassphrase)));
        assert!(place.opens(&unwrap("another passphrase").unwrap()) && !place.opens(&old));
    }

    #[test]
    fn broken_off_at_any_step_one_of_the_two_keys_counts() {
        for steps in 0..=5 {
            let place = place(false);
            let old = RootKey::load(&place.key).unwrap();
            let change = Change::of(&place.url, &place.key).unwrap();
            let (_, keyring) = KeyringFile::load(&change.keyring, &old).unwrap();
            if steps > 0 {
                change.prepare(&keyring, NewRootKey::KeyFile).unwrap();
            }
            match steps {
                // The second file was not written, or only in part, or had its name not yet.
                1 => fs::rename(&change.rekeyed, &change.rekeyed_new).unwrap(),
                2 => fs::write(&change.rekeyed, b"klich-keyring\n\x02 cut").unwrap(),
                4 => change.commit().unwrap(),
                5 => {
                    change.commit().unwrap();
                    rename_over(&change.key_new, &change.key).unwrap();
                }
                _ => {}
            }
            assert_eq!(settle_root_change(&place.url, &place.key).unwrap(), steps >= 4, "{steps}");
            let now = RootKey::load(&place.key).unwrap();
            assert!(place.opens(&now), "{steps}");
            assert_eq!(now.bytes() == old.bytes(), steps < 4, "{steps}");
            assert!(!change.is_there().unwrap(), "{steps}");
        }
    }

    #[test]
    fn it_is_noted_before_the_change_holds_and_not_made_where_that_fails() {
        let place = place(false);
        let old = RootKey::load(&place.key).unwrap();
        let refused = change_root_key(&place.url, &place.key, &old, NewRootKey::KeyFile, |_| {
            assert!(RootKey::load(&place.key).unwrap().bytes() == old.bytes());
            Err(VaultError::Contended)
        });
        assert!(matches!(refused, Err(VaultError::Contended)));
        assert!(!settle_root_change(&place.url, &place.key).unwrap() && place.opens(&old));
    }

    #[test]
    fn a_key_that_can_not_be_written_is_named_before_anything_is_changed() {
        let place = place(false);
        let old = RootKey::load(&place.key).unwrap();
        let change = Change::of(&place.url, &place.key).unwrap();
        let (_, keyring) = KeyringFile::load(&change.keyring, &old).unwrap();
        fs::create_dir(&change.key_new).unwrap();
        let refused = change.prepare(&keyring, NewRootKey::KeyFile);
        assert!(matches!(refused, Err(VaultError::KeyNotWritten(_))));
        fs::remove_dir(&change.key_new).unwrap();
        assert!(place.opens(&old) && !change.rekeyed.exists());
    }

    #[test]
    fn what_cannot_be_erased_keeps_nothing_else_from_being_erased() {
        let place = place(false);
        let change = Change::of(&place.url, &place.key).unwrap();
        let Change { key, key_new, keyring, rekeyed, rekeyed_new, rekey } = &change;
        let files = [key, key_new, keyring, rekeyed, rekeyed_new, rekey];
        for kept in files {
            for file in files.into_iter().filter(|file| *file != kept) {
                fs::write(file, b"secret").unwrap();
            }
            let _ = fs::remove_file(kept);
            fs::create_dir(kept).unwrap();
            assert!(change.erase().is_err());
            assert!(files.into_iter().all(|file| file == kept || !file.exists()), "{kept:?}");
            fs::remove_dir(kept).unwrap();
        }
    }

    #[test]
    fn nothing_is_changed_beside_a_klich_that_has_the_store() {
        let place = place(false);
        let old = RootKey::load(&place.key).unwrap();
        let vault = open_at(&place.url, &old).unwrap();
        let refused = change_root_key(&place.url, &place.key, &old, NewRootKey::KeyFile, |_| Ok(()));
        assert!(matches!(refused, Err(VaultError::Store(store::StoreError::InUse))));
        drop(vault);
        assert!(place.opens(&old));
    }
}
