//! The key file: one line of text, `klich-key-v1 ` and 32 bytes in base64url without padding, with a line feed.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::OsRng;
use zeroize::{Zeroize as _, Zeroizing};

use super::VaultError;
use super::keys::{KEY_LEN, RootKey};
use super::replacing::AT_ONCE;

const PREFIX: &str = "klich-key-v1 ";

/// A key file is 57 bytes long; more than this is something else.
const READ_MAX: u64 = 256;

impl RootKey {
    /// Reads a key file.
    ///
    /// # Errors
    /// [`VaultError::MissingKey`], [`VaultError::KeyPermissions`] where group or others may read or write it,
    /// [`VaultError::KeyMalformed`], or [`VaultError::Disk`].
    pub fn load(path: &Path) -> Result<Self, VaultError> {
        Self::load_with_mode(path, 0o077)
    }

    /// Reads a systemd credential: as [`RootKey::load`], but its group may read it, as systemd arranges.
    ///
    /// # Errors
    /// As [`RootKey::load`].
    pub fn load_credential(path: &Path) -> Result<Self, VaultError> {
        Self::load_with_mode(path, 0o037)
    }

    /// Draws a key and writes it to a new file that only its owner may read.
    ///
    /// # Errors
    /// [`VaultError::KeyExists`]: a file is there, and is left alone. [`VaultError::Disk`]: nothing is left behind.
    pub fn create(path: &Path) -> Result<Self, VaultError> {
        let key = Self::random(&mut OsRng);
        let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(VaultError::KeyExists),
            Err(error) => return Err(error.into()),
        };
        let text = key.to_text();
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).and_then(|()| sync_parent(path));
        if let Err(error) = written {
            let _ = std::fs::remove_file(path);
            return Err(error.into());
        }
        Ok(key)
    }

    fn load_with_mode(path: &Path, forbidden: u32) -> Result<Self, VaultError> {
        let file = match OpenOptions::new().read(true).custom_flags(AT_ONCE).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(VaultError::MissingKey),
            Err(error) => return Err(error.into()),
        };
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(VaultError::KeyMalformed);
        }
        if meta.permissions().mode() & forbidden != 0 {
            return Err(VaultError::KeyPermissions);
        }
        let mut text = Zeroizing::new(Vec::with_capacity(256));
        file.take(READ_MAX).read_to_end(&mut text)?;
        Self::from_text(&text).ok_or(VaultError::KeyMalformed)
    }

    /// Reads the line; the line feed may be missing, nothing else may follow.
    pub(super) fn from_text(text: &[u8]) -> Option<Self> {
        let line = text.strip_suffix(b"\n").unwrap_or(text);
        let encoded = line.strip_prefix(PREFIX.as_bytes())?;
        let mut bytes = [0; KEY_LEN];
        let length = URL_SAFE_NO_PAD.decode_slice(encoded, &mut bytes);
        let key = Self::take(&mut bytes);
        (length == Ok(KEY_LEN)).then_some(key)
    }

    /// Writes the line.
    pub(super) fn to_text(&self) -> Zeroizing<String> {
        let mut encoded = URL_SAFE_NO_PAD.encode(self.bytes());
        let mut text = Zeroizing::new(String::with_capacity(64));
        text.push_str(PREFIX);
        text.push_str(&encoded);
        text.push('\n');
        encoded.zeroize();
        text
    }
}

/// Makes a new name in `path`'s folder survive a power cut.
pub(super) fn sync_parent(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(parent)?.sync_all()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::fs;

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_created_key_loads_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.key");
        let made = RootKey::create(&path).unwrap();
        assert_eq!(made.bytes(), RootKey::load(&path).unwrap().bytes());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("klich-key-v1 ") && text.ends_with('\n') && text.lines().count() == 1);
    }

    #[test]
    fn create_never_overwrites() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.key");
        fs::write(&path, "mine").unwrap();
        assert!(matches!(RootKey::create(&path), Err(VaultError::KeyExists)));
        assert_eq!(fs::read(&path).unwrap(), b"mine");
    }

    #[test]
    fn missing_open_and_malformed_files_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.key");
        assert!(matches!(RootKey::load(&path), Err(VaultError::MissingKey)));
        assert!(matches!(RootKey::load(folder.path()), Err(VaultError::KeyMalformed)));
        RootKey::create(&path).unwrap();
        for mode in [0o640, 0o604, 0o660, 0o620, 0o602, 0o644] {
            set_mode(&path, mode);
            assert!(matches!(RootKey::load(&path), Err(VaultError::KeyPermissions)), "{mode:o}");
        }
        for mode in [0o600, 0o400] {
            set_mode(&path, mode);
            RootKey::load(&path).unwrap();
        }
        set_mode(&path, 0o600);
        let good = fs::read(&path).unwrap();
        let mut cases = vec![Vec::new(), b"klich-key-v1 ".to_vec(), b"klich-key-v2 AAAA".to_vec(), vec![0; 10_000]];
        cases.push(good[..good.len() - 2].to_vec());
        cases.push([good.as_slice(), b"x"].concat());
        cases.push([good.as_slice(), b"\n"].concat());
        for bad in cases {
            fs::write(&path, &bad).unwrap();
            assert!(matches!(RootKey::load(&path), Err(VaultError::KeyMalformed)));
        }
    }

    #[test]
    fn a_credential_may_be_read_by_its_group() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("credential");
        RootKey::create(&path).unwrap();
        for mode in [0o400, 0o440, 0o600] {
            set_mode(&path, mode);
            RootKey::load_credential(&path).unwrap();
        }
        for mode in [0o444, 0o460] {
            set_mode(&path, mode);
            assert!(matches!(RootKey::load_credential(&path), Err(VaultError::KeyPermissions)));
        }
    }

    #[test]
    fn nothing_is_printed() {
        let key = RootKey::take(&mut [7; KEY_LEN]);
        assert_eq!(format!("{key:?}"), "RootKey");
    }
}
