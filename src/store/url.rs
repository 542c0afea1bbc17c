//! The address of a store, as `[store] url` gives it.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{SledStore, Store, StoreError};

/// The cache that a store may use, in bytes as on the disk: in memory sled needs several times as much.
///
/// Rows are read one by one, or all of them once: a larger cache gains little there.
const CACHE: u64 = 4 << 20;

/// A parsed address.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// `sled:FOLDER`: the folder, absolute or resolved against the configuration's.
    Sled(PathBuf),
    /// `postgres://…`: known, but not in this version. The address may hold a password and is not kept.
    Postgres,
}

impl StoreUrl {
    /// Reads an address; a relative folder is taken from `base_dir`.
    ///
    /// # Errors
    /// [`StoreError::Address`] saying which forms there are.
    pub fn parse(text: &str, base_dir: &Path) -> Result<Self, StoreError> {
        let text = text.trim();
        if let Some(folder) = text.strip_prefix("sled:") {
            if folder.is_empty() || folder.starts_with("//") || folder.contains('\0') {
                return Err(StoreError::Address("after `sled:` write a folder, as in `sled:data`".to_owned()));
            }
            return Ok(Self::Sled(base_dir.join(folder)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres);
        }
        Err(StoreError::Address("write `sled:FOLDER`, as in `sled:data`".to_owned()))
    }

    /// Gives the folder that holds the store's files, and the keyring beside them.
    ///
    /// # Errors
    /// [`StoreError::Address`] for a store that is not in this version.
    pub fn folder(&self) -> Result<&Path, StoreError> {
        match self {
            Self::Sled(folder) => Ok(folder),
            Self::Postgres => Err(not_yet()),
        }
    }
}

/// Prints the kind only: an address may hold a password.
impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sled(_) => "StoreUrl::Sled",
            Self::Postgres => "StoreUrl::Postgres",
        })
    }
}

/// Removes the files of a store that lies in `folder`, whatever state they are in, and leaves foreign files alone.
///
/// The folder itself stays. Gives the files that could not be removed.
pub fn remove_files(folder: &Path) -> Vec<(PathBuf, io::Error)> {
    super::sled::remove_files(folder)
}

/// The log of a store, looked at to know whether somebody has the store open, also once its files are removed.
pub struct Held(File);

impl Held {
    /// Looks at the log in `folder`; none where there is none, or it can't be opened.
    pub fn of(folder: &Path) -> Option<Self> {
        super::sled::open_log(folder).map(Self)
    }

    /// Tells whether somebody has it open still, after they had this long to let go of it. Blocks.
    pub fn is_held_after(&self, patience: Duration) -> bool {
        super::sled::is_locked_after(&self.0, patience)
    }
}

/// Tells whether a store's files have this name.
pub fn is_file_name(name: &str) -> bool {
    super::sled::is_ours(name)
}

/// Refuses a folder of another user's, where this is root, and one that others may write into.
///
/// # Errors
/// [`StoreError::Foreign`], [`StoreError::Writable`], [`StoreError::Address`].
pub fn refuse_foreign(url: &StoreUrl) -> Result<(), StoreError> {
    own(url.folder()?).map(drop)
}

/// Opens the store at an address, and makes it where there is none.
///
/// # Errors
/// [`StoreError::InUse`], [`StoreError::Foreign`], [`StoreError::Writable`], [`StoreError::Damaged`], [`StoreError::Disk`], or
/// [`StoreError::Address`] for a store that is not in this version. Nothing on the disk is harmed.
pub fn open(url: &StoreUrl) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(SledStore::open(own(url.folder()?)?, CACHE)?))
}

/// Opens the store at an address, and refuses where there is none.
///
/// # Errors
/// As [`open`], and [`StoreError::Missing`].
pub fn open_existing(url: &StoreUrl) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(SledStore::open_existing(own(url.folder()?)?, CACHE)?))
}

/// Passes a folder on unless root would leave files in it that its owner, the service's user, can't open, or others could
/// put links there for this user to follow.
fn own(folder: &Path) -> Result<&Path, StoreError> {
    let me = rustix::process::geteuid().as_raw();
    match fs::metadata(folder).map(|meta| (meta.uid(), meta.mode())) {
        Ok((owner, _)) if is_foreign(me, owner) => Err(StoreError::Foreign { owner }),
        Ok((_, mode)) if mode & 0o022 != 0 => Err(StoreError::Writable),
        // Where it is missing or can't be asked, opening tells what is wrong.
        _ => Ok(folder),
    }
}

/// Root's own folders are for everybody whom their permissions let in.
const fn is_foreign(me: u32, owner: u32) -> bool {
    owner != 0 && owner != me
}

fn not_yet() -> StoreError {
    StoreError::Address("PostgreSQL is not in this version; write `sled:FOLDER`, as in `sled:data`".to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn reads_folders() {
        let base = Path::new("/srv/klich");
        assert_eq!(StoreUrl::parse("sled:data", base).unwrap(), StoreUrl::Sled("/srv/klich/data".into()));
        assert_eq!(StoreUrl::parse("sled:/var/lib/klich", base).unwrap(), StoreUrl::Sled("/var/lib/klich".into()));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for bad in ["", "data", "sled:", "sled://data", "redis://x", "file:data"] {
            let error = StoreUrl::parse(bad, Path::new("/x")).unwrap_err();
            assert!(error.to_string().contains("sled:data"), "{error}");
        }
    }

    #[test]
    fn root_keeps_out_of_the_folders_of_others() {
        assert!(is_foreign(0, 61234));
        for (me, owner) in [(0, 0), (61234, 61234), (1000, 0)] {
            assert!(!is_foreign(me, owner));
        }
        assert!(is_foreign(1000, 61234), "and whoever is let in by a group");
    }

    #[test]
    fn a_folder_that_others_may_write_into_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let url = StoreUrl::Sled(folder.path().to_owned());
        for (mode, is_refused) in [(0o770, true), (0o702, true), (0o755, false), (0o700, false)] {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(matches!(open(&url), Err(StoreError::Writable)), is_refused, "{mode:o}");
        }
    }

    #[test]
    fn postgres_is_known_and_refused_without_its_password() {
        let url = StoreUrl::parse("postgres://klich:hunter2@db/klich", Path::new("/x")).unwrap();
        let error = open(&url).err().unwrap();
        assert!(error.to_string().contains("not in this version"));
        assert!(!format!("{url:?} {error:?}").contains("hunter2"));
    }
}
