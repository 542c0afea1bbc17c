//! The mark of a home that was wiped: a file `wiped` in the store's folder.
//!
//! Layout: `klich-wiped-v1 `, the time as in RFC 3339, a line feed; mode 0644, for whoever wipes may be another user than the
//! bot's. What can't be read is a mark too: of an unknown time. Where it can't even be looked for, as in a folder of another
//! user's, there is none: nothing can be opened there either.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use jiff::Timestamp;

use super::replacing::open_plain;
use super::root_key::sync_parent;

/// The file's name.
pub(super) const NAME: &str = "wiped";

/// What it begins with; the time follows.
const BEGIN: &str = "klich-wiped-v1 ";

/// It says nothing of anybody, and lies in a folder that is its owner's alone.
const MODE: u32 = 0o644;

/// More than this is no mark of klich's, in bytes.
const READ_MAX: u64 = 256;

/// Sets the mark and puts it on the disk; one that is there stays, unless it tells no time.
///
/// # Errors
/// The disk's own.
pub(super) fn set(path: &Path, now: Timestamp) -> io::Result<()> {
    match time_of(path) {
        None => {}
        // Torn by a full disk, or somebody else's.
        Some(at) if at == Timestamp::UNIX_EPOCH => drop(fs::remove_file(path)),
        Some(_) => return Ok(()),
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).mode(MODE).open(path) {
        // What can't be removed is a mark all the same.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        opened => opened?,
    };
    file.write_all(format!("{BEGIN}{now:.0}\n").as_bytes())?;
    // Whatever the umask is.
    let _ = file.set_permissions(Permissions::from_mode(MODE));
    file.sync_all()?;
    sync_parent(path)
}

/// Tells when the home was wiped; none where there is no mark.
pub(super) fn time_of(path: &Path) -> Option<Timestamp> {
    if let Err(error) = fs::symlink_metadata(path) {
        use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied};
        if matches!(error.kind(), NotFound | PermissionDenied | NotADirectory) {
            return None;
        }
    }
    let mut text = String::new();
    // Neither a pipe nor a device is waited for, or read to its end.
    let _ = open_plain(path).and_then(|file| file.take(READ_MAX).read_to_string(&mut text));
    Some(text.trim_end().strip_prefix(BEGIN).and_then(|time| time.parse().ok()).unwrap_or(Timestamp::UNIX_EPOCH))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_mark_is_everybodys_to_read_and_what_is_no_folder_has_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        assert_eq!(time_of(&path), None);
        let now = "2026-11-16T08:00:00Z".parse().unwrap();
        set(&path, now).unwrap();
        assert_eq!(time_of(&path), Some(now));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o644);
        fs::write(&path, "noise").unwrap();
        assert_eq!(time_of(&path), Some(Timestamp::UNIX_EPOCH), "a mark all the same");
        set(&path, now).unwrap();
        assert_eq!(time_of(&path), Some(now), "the next wipe mends it");
        set(&path, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(time_of(&path), Some(now));
        assert_eq!(time_of(&path.join(NAME)), None, "a file in the folder's place");
    }
}
