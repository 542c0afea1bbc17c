//! Where the keyring lies: a file that is written whole, or nowhere, for tests.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rand::RngCore as _;
use rand::rngs::OsRng;

use super::VaultError;
use super::envelope::NONCE_LEN;
use super::keyring::{Keyring, Wrapping};
use super::keys::RootKey;
use super::root_key::sync_parent;

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
        let file = match File::open(path) {
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

    /// Keeps the keyring nowhere, for tests and rehearsals.
    pub fn nowhere() -> Self {
        Self { place: None }
    }

    /// Writes the keyring whole: to a new file, fsynced, renamed over the old one, whose bytes are then overwritten.
    ///
    /// At any crash either the old or the new keyring is there. The old one is overwritten only when the new name is on
    /// the disk.
    ///
    /// # Errors
    /// [`VaultError::Disk`]: the old or the new keyring is in place.
    ///
    /// # Security
    /// Overwriting in place helps on a plain disk. A solid-state disk or a copying file system may keep the old bytes;
    /// they are wrapped by the root key.
    pub fn store(&self, keyring: &Keyring) -> Result<(), VaultError> {
        let Some((path, wrapping)) = &self.place else { return Ok(()) };
        let mut nonce = [0; NONCE_LEN];
        OsRng.fill_bytes(&mut nonce);
        replace(path, &wrapping.wrap(keyring, &nonce))?;
        Ok(())
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut next = path.as_os_str().to_owned();
    next.push(".new");
    let next = PathBuf::from(next);
    erase_if_there(&next)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&next)?;
    let old = match OpenOptions::new().write(true).open(path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&next, path)?;
    // The new name must be on the disk before the old bytes go: a power cut may otherwise bring the old name back.
    sync_parent(path)?;
    old.map_or(Ok(()), overwrite)
}

/// Clears and removes what an interrupted write left behind.
fn erase_if_there(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).open(path) {
        Ok(file) => {
            overwrite(file)?;
            fs::remove_file(path)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn overwrite(mut file: File) -> io::Result<()> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    io::copy(&mut io::repeat(0).take(length), &mut file)?;
    file.sync_all()
}
