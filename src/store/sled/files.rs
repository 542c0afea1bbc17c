//! The files of a store's folder: their names, and reading them without following links or waiting for pipes.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

/// Removes every file of a store, the log first; see [`super::super::remove_files`].
pub(in crate::store) fn remove_files(folder: &Path) -> Vec<(PathBuf, io::Error)> {
    let entries: Vec<_> = match fs::read_dir(folder) {
        Ok(entries) => entries.collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        // A file, or a folder that can't be listed: what lies there is not known.
        Err(error) => return vec![(folder.to_owned(), error)],
    };
    let (mut paths, mut failed) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Ok(entry) => paths.push(entry.path()),
            Err(error) => failed.push((folder.to_owned(), error)),
        }
    }
    let name = |path: &Path| path.file_name().and_then(OsStr::to_str).unwrap_or_default().to_owned();
    for path in paths {
        let removed = match name(&path).as_str() {
            foreign if !is_ours(foreign) => Ok(()),
            folder if FOLDERS.contains(&folder) => fs::remove_dir_all(&path),
            _ => fs::remove_file(&path),
        };
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => failed.push((path, error)),
            _ => {}
        }
    }
    let _ = sync_folder(folder);
    failed
}

/// Folders of a store within its own.
const FOLDERS: [&str; 2] = ["blobs", "rehearsal"];

/// Tells whether a store's folder has a file or folder of this name.
pub(in crate::store) fn is_ours(name: &str) -> bool {
    FOLDERS.contains(&name)
        || matches!(name, "db" | "conf" | "synced" | "closed" | "segments" | "new")
        || name.starts_with("snap.")
}

/// Names the log.
pub(super) fn log_path(folder: &Path) -> PathBuf {
    folder.join("db")
}

/// Opens a file of the store for reading: a link, a pipe or a device in its place is none.
pub(super) fn open_plain(path: &Path) -> io::Result<File> {
    let no_file = || {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        io::Error::other(format!(
            "`{name}` is a link, pipe, socket, folder or device, and no file of the store; take it away"
        ))
    };
    let file = OpenOptions::new().read(true).custom_flags(PLAIN).open(path).map_err(|error| {
        let kinds = [rustix::io::Errno::LOOP, rustix::io::Errno::NXIO].map(|errno| Some(errno.raw_os_error()));
        if kinds.contains(&error.raw_os_error()) { no_file() } else { error }
    })?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(no_file()) }
}

/// Reads a small file of the store, no more of it than it can have.
pub(super) fn read_small(path: &Path) -> io::Result<Vec<u8>> {
    read_at_most(path, 64)
}

/// Reads the first `limit` bytes of a file of the store.
pub(super) fn read_at_most(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_plain(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Neither follows a link nor waits for the other end of a pipe.
pub(super) const PLAIN: i32 = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).bits().cast_signed();

/// Writes a small file, mode 0600, and syncs it.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).custom_flags(PLAIN).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    ok_if_missing(fs::remove_file(path))
}

pub(super) fn remove_folder_if_there(path: &Path) -> io::Result<()> {
    ok_if_missing(fs::remove_dir_all(path))
}

fn ok_if_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
