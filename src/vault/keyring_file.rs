//! Where the keyring lies: a file that is written whole, or nowhere, for tests.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use rand::RngCore as _;
use rand::rngs::OsRng;

use super::envelope::NONCE_LEN;
use super::keyring::{Keyring, Wrapping};
use super::keys::RootKey;
use super::replacing::{erase_if_there, open_plain, replace};
use super::{VaultError, mark};

/// A keyring with a thousand petitions has some 50 KiB; more than this is something else.
const READ_MAX: u64 = 16 << 20;

/// Writes one keyring, wrapped by one root key.
pub struct KeyringFile {
    place: Option<(PathBuf, Wrapping)>,
}

impl KeyringFile {
    /// Reads the keyring at `path`. Changes nothing, whatever lies there.
    ///
    /// # Errors
    /// [`VaultError::MissingKeyring`], [`VaultError::WrongKey`], [`VaultError::Damaged`], [`VaultError::Newer`] or
    /// [`VaultError::Disk`].
    pub fn load(path: &Path, root: &RootKey) -> Result<(Self, Keyring), VaultError> {
        let file = match open_plain(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(VaultError::MissingKeyring),
            Err(error) => return Err(error.into()),
        };
        let mut bytes = Vec::new();
        file.take(READ_MAX).read_to_end(&mut bytes)?;
        let (wrapping, keyring) = Wrapping::unwrap(root, &bytes)?;
        Ok((Self { place: Some((path.to_owned(), wrapping)) }, keyring))
    }

    /// Draws a keyring and writes it to `path`, where there must be none.
    ///
    /// The caller makes sure that the store holds no rows: a new keyring can't read them.
    ///
    /// # Errors
    /// [`VaultError::Disk`].
    pub fn create(path: &Path, root: &RootKey) -> Result<(Self, Keyring), VaultError> {
        if path.try_exists()? {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
        }
        let keyring = Keyring::random(&mut OsRng);
        let file = Self { place: Some((path.to_owned(), Wrapping::random(root, &mut OsRng))) };
        file.store(&keyring)?;
        Ok((file, keyring))
    }

    /// Writes a keyring to a new file under another root key.
    ///
    /// # Errors
    /// [`VaultError::Disk`].
    pub(super) fn wrap_anew(path: &Path, root: &RootKey, keyring: &Keyring) -> Result<(), VaultError> {
        Self { place: Some((path.to_owned(), Wrapping::random(root, &mut OsRng))) }.store(keyring)
    }

    /// Keeps the keyring nowhere, for tests and rehearsals.
    pub fn nowhere() -> Self {
        Self { place: None }
    }

    /// Gives the folder that it lies in; `None` where it is kept nowhere.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        self.place.as_ref().and_then(|(path, _)| path.parent().map(Path::to_owned))
    }

    /// Reads the file's bytes, as they are wrapped.
    ///
    /// # Errors
    /// [`VaultError::MissingKeyring`] where it is kept nowhere, [`VaultError::Disk`].
    pub(super) fn bytes(&self) -> Result<Vec<u8>, VaultError> {
        let (path, _) = self.place.as_ref().ok_or(VaultError::MissingKeyring)?;
        let mut bytes = Vec::new();
        open_plain(path)?.take(READ_MAX).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes the keyring whole: to a new file, fsynced, renamed over the old one, whose bytes are then overwritten.
    ///
    /// At any crash either the old or the new keyring is there. The old one is overwritten only when the new name is on
    /// the disk.
    ///
    /// # Errors
    /// [`VaultError::Disk`]: the old or the new keyring is in place. [`VaultError::Wiped`] where another process has wiped the
    /// home meanwhile: none is.
    ///
    /// # Security
    /// Overwriting in place helps on a plain disk. A solid-state disk or a copying file system may keep the old bytes;
    /// they are wrapped by the root key.
    pub fn store(&self, keyring: &Keyring) -> Result<(), VaultError> {
        let Some((path, wrapping)) = &self.place else { return Ok(()) };
        let mut nonce = [0; NONCE_LEN];
        OsRng.fill_bytes(&mut nonce);
        refuse_wiped(path)?;
        replace(path, &wrapping.wrap(keyring, &nonce))?;
        // The mark is set before the keys are looked for a last time: one of both finds it.
        refuse_wiped(path).inspect_err(|_| drop(erase_if_there(path)))
    }
}

fn refuse_wiped(keyring: &Path) -> Result<(), VaultError> {
    mark::time_of(&keyring.with_file_name(mark::NAME)).map_or(Ok(()), |at| Err(VaultError::Wiped(at)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::fs;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    use super::super::keyring::PetitionKeys;
    use super::super::keys::{KEY_LEN, PetitionKey};
    use super::super::replacing::{clear_old, old_name};
    use super::*;

    fn root() -> RootKey {
        RootKey::take(&mut [1; KEY_LEN])
    }

    fn made() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keyring");
        KeyringFile::create(&path, &root()).unwrap();
        (folder, path)
    }

    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    fn change(path: &Path) -> Result<(), VaultError> {
        let (file, mut keyring) = KeyringFile::load(path, &root())?;
        let now = PetitionKey::take(&mut [9; KEY_LEN]);
        keyring.petitions.insert([9; 16], PetitionKeys { now, before: None });
        file.store(&keyring)
    }

    #[test]
    fn it_is_private_and_alone() {
        let (folder, path) = made();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(names(folder.path()), ["keyring"]);
        change(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(names(folder.path()), ["keyring"]);
        assert_eq!(KeyringFile::load(&path, &root()).unwrap().1.petitions.len(), 1);
    }

    /// Whatever a crash leaves of a change, whoever opens next leaves the keyring that counts, and no bytes of another.
    #[test]
    fn what_a_crash_leaves_of_the_old_one_is_overwritten_by_whoever_comes_next() {
        let (folder, path) = made();
        let old = old_name(&path);
        // Before the renaming: two names of one file.
        fs::hard_link(&path, &old).unwrap();
        clear_old(&path).unwrap();
        assert_eq!(names(folder.path()), ["keyring"]);
        assert_eq!(KeyringFile::load(&path, &root()).unwrap().1.petitions.len(), 0);
        // Somebody has moved the file away since: these are its bytes.
        let moved = folder.path().join("moved");
        fs::hard_link(&path, &old).unwrap();
        fs::rename(&path, &moved).unwrap();
        clear_old(&path).unwrap();
        assert!(KeyringFile::load(&moved, &root()).is_ok());
        fs::rename(&moved, &path).unwrap();
        clear_old(&path).unwrap();
        // Behind it: the old bytes have that name alone, and one more here, to look at them afterwards.
        let carved = folder.path().join("carved");
        fs::hard_link(&path, &old).unwrap();
        fs::hard_link(&path, &carved).unwrap();
        let other = folder.path().join("other");
        KeyringFile::create(&other, &root()).unwrap();
        fs::rename(&other, &path).unwrap();
        let now = fs::read(&path).unwrap();
        clear_old(&path).unwrap();
        assert!(fs::read(&carved).unwrap().iter().all(|byte| *byte == 0));
        assert!(!old.exists() && fs::read(&path).unwrap() == now);
        // A change that comes upon such a name is made all the same.
        fs::hard_link(&path, &old).unwrap();
        change(&path).unwrap();
        assert!(!old.exists());
        assert_eq!(KeyringFile::load(&path, &root()).unwrap().1.petitions.len(), 1);
    }

    #[test]
    fn create_never_overwrites() {
        let (_folder, path) = made();
        let before = fs::read(&path).unwrap();
        assert!(matches!(KeyringFile::create(&path, &root()), Err(VaultError::Disk(_))));
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_missing_file_is_told_as_such_and_none_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let result = KeyringFile::load(&folder.path().join("keyring"), &root());
        assert!(matches!(result, Err(VaultError::MissingKeyring)));
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn the_old_bytes_are_overwritten() {
        let (folder, path) = made();
        // A second name keeps the old file's bytes in reach.
        let old = folder.path().join("old");
        fs::hard_link(&path, &old).unwrap();
        change(&path).unwrap();
        assert_ne!(fs::metadata(&path).unwrap().ino(), fs::metadata(&old).unwrap().ino(), "written as a new file");
        let bytes = fs::read(&old).unwrap();
        assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0));
    }

    #[test]
    fn what_a_crash_before_the_rename_leaves_does_no_harm() {
        let (folder, path) = made();
        let whole = fs::read(&path).unwrap();
        for left_behind in [&whole[..0], &whole[..100], &whole[..]] {
            fs::write(folder.path().join("keyring.new"), left_behind).unwrap();
            assert!(KeyringFile::load(&path, &root()).is_ok(), "the old one is read");
            let link = folder.path().join("left");
            fs::hard_link(folder.path().join("keyring.new"), &link).unwrap();
            change(&path).unwrap();
            assert!(fs::read(&link).unwrap().iter().all(|byte| *byte == 0), "what was left is cleared");
            fs::remove_file(link).unwrap();
            assert_eq!(names(folder.path()), ["keyring"]);
        }
    }

    #[test]
    fn a_failed_write_leaves_the_old_one() {
        let (folder, path) = made();
        let before = fs::read(&path).unwrap();
        // A folder in the place of the new file: it can't be opened for writing.
        fs::create_dir(folder.path().join("keyring.new")).unwrap();
        assert!(matches!(change(&path), Err(VaultError::Disk(_))));
        assert_eq!(fs::read(&path).unwrap(), before);
        assert!(KeyringFile::load(&path, &root()).is_ok());
    }

    #[test]
    fn a_refused_load_changes_nothing() {
        let (_folder, path) = made();
        for damage in [&b""[..], b"klich-keyring\n\x01 cut", b"klich-keyring\n\x03"] {
            fs::write(&path, damage).unwrap();
            assert!(KeyringFile::load(&path, &root()).is_err());
            assert!(change(&path).is_err());
            assert_eq!(fs::read(&path).unwrap(), damage);
        }
    }

    #[test]
    fn a_link_or_a_pipe_in_a_files_place_harms_nothing_else() {
        let (folder, path) = made();
        let other = folder.path().join("other");
        fs::write(&other, "mine").unwrap();
        std::os::unix::fs::symlink(&other, folder.path().join("keyring.new")).unwrap();
        change(&path).unwrap();
        assert_eq!(fs::read(&other).unwrap(), b"mine");
        assert!(KeyringFile::load(&path, &root()).is_ok());
        fs::remove_file(&path).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        assert!(matches!(KeyringFile::load(&path, &root()), Err(VaultError::Disk(_))));
    }
}
