//! Replaces files whole, and leaves nothing of the bytes that were there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::root_key::sync_parent;

/// For opening: a pipe in a file's place is opened, or refused, at once, and nobody waits for its other end.
pub(super) const AT_ONCE: i32 = OFlags::NONBLOCK.bits().cast_signed();

/// Writes a file whole: to a new one, fsynced, renamed over the old one, whose bytes are then overwritten.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut next = path.as_os_str().to_owned();
    next.push(".new");
    let next = PathBuf::from(next);
    erase_if_there(&next)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&next)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    rename_over(&next, path)
}

/// Renames a file over another, whose bytes are then overwritten.
///
/// They have a second name until they are: where a crash comes in between, [`clear_old`] finds them. A file system without
/// such names gives none, and what a crash leaves there keeps its bytes.
pub(super) fn rename_over(next: &Path, path: &Path) -> io::Result<()> {
    clear_old(path)?;
    let old = match OpenOptions::new().write(true).custom_flags(AT_ONCE).open(path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if old.is_some() && fs::hard_link(path, old_name(path)).is_ok() {
        sync_parent(path)?;
    }
    fs::rename(next, path)?;
    // The new name must be on the disk before the old bytes go: a power cut may otherwise bring the old name back.
    sync_parent(path)?;
    old.map_or(Ok(()), overwrite)?;
    clear_old(path)
}

/// Names what lay at a path until something else took its place, while its bytes are there. No name that somebody would
/// give to a copy that they want to keep.
pub(super) fn old_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".erasing");
    PathBuf::from(name)
}

/// Overwrites and removes what [`rename_over`] was broken off at. Where it had not come to renaming, the bytes are those
/// that count, and their second name alone goes; where nothing lies at the path, they may be the only ones, and stay. Who
/// calls it has the store, so that nobody is just between.
pub(super) fn clear_old(path: &Path) -> io::Result<()> {
    let old = old_name(path);
    let (Ok(meta), Ok(now)) = (fs::symlink_metadata(&old), fs::metadata(path)) else { return Ok(()) };
    if (now.dev(), now.ino()) == (meta.dev(), meta.ino()) {
        fs::remove_file(&old)?
    } else {
        erase_if_there(&old)?
    }
    sync_parent(path)
}

/// Clears and removes what an interrupted write left behind. Of a link, which klich makes none, only the link goes.
pub(super) fn erase_if_there(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_symlink() => fs::remove_file(path),
        Ok(_) => {
            overwrite(OpenOptions::new().write(true).custom_flags(AT_ONCE).open(path)?)?;
            fs::remove_file(path)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Opens a file to read; refuses what is no plain file.
pub(super) fn open_plain(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().read(true).custom_flags(AT_ONCE).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no plain file")) }
}

/// Puts zeros in the place of a file's bytes and waits until they are on the disk.
pub(super) fn overwrite(mut file: File) -> io::Result<()> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    io::copy(&mut io::repeat(0).take(length), &mut file)?;
    file.sync_all()
}
