//! The mark of a home that was wiped: a file `wiped` in the store's folder.
//!
//! Layout: `klich-wiped-v1 `, the time as in RFC 3339, a line feed. What can't be read is a mark too: of an unknown time.

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use jiff::Timestamp;

use super::replacing::open_plain;
use super::root_key::sync_parent;

/// The file's name.
pub(super) const NAME: &str = "wiped";

/// What it begins with; the time follows.
const BEGIN: &str = "klich-wiped-v1 ";

/// More than this is no mark of klich's, in bytes.
const READ_MAX: u64 = 256;

/// Sets the mark and puts it on the disk; one that is there stays.
///
/// # Errors
/// The disk's own.
pub(super) fn set(path: &Path, now: Timestamp) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Ok(());
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    writeln!(file, "{BEGIN}{now:.0}")?;
    file.sync_all()?;
    sync_parent(path)
}

/// Tells when the home was wiped; none where there is no mark.
pub(super) fn time_of(path: &Path) -> Option<Timestamp> {
    if let Err(error) = fs::symlink_metadata(path)
        && error.kind() == io::ErrorKind::NotFound
    {
        return None;
    }
    let mut text = String::new();
    // Neither a pipe nor a device is waited for, or read to its end.
    let _ = open_plain(path).and_then(|file| file.take(READ_MAX).read_to_string(&mut text));
    Some(text.trim_end().strip_prefix(BEGIN).and_then(|time| time.parse().ok()).unwrap_or(Timestamp::UNIX_EPOCH))
}
