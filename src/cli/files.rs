//! New files and folders that overwrite nothing.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::output::tell;
use crate::control::ControlError;

/// Makes a folder, and those above it, mode 0700, where there is none; one that is there is left as it is.
pub(super) fn make_folder(path: &Path) -> Result<(), ControlError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|error| {
        ControlError::failed(
            format!("the folder {} can't be made: {error}", path.display()),
            "choose a place where this user may write",
        )
    })
}

/// Writes a whole new file, mode 0600; false where one is there, which is left as it is.
///
/// After a crash it is there whole or not at all.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, ControlError> {
    try_write_new(path, bytes).map_err(|error| {
        ControlError::failed(
            format!("{} can't be written: {error}", path.display()),
            "choose a place where this user may write and that has room",
        )
    })
}

/// Reads a file of at most `limit` bytes.
pub(super) fn read_bytes(path: &Path, limit: usize) -> Result<Vec<u8>, ControlError> {
    let name = path.display();
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    match File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)) {
        Ok(length) if length > limit => {
            Err(ControlError::usage(format!("{name} is over {} KiB", limit >> 10), "name the right file"))
        }
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(ControlError::usage(format!("there is no file {name}"), "name the right file"))
        }
        Err(error) => Err(ControlError::failed(format!("{name} can't be read: {error}"), "let this user read it")),
    }
}

/// Reads an age identity file, and warns where others may read it.
pub(super) fn read_identity(path: &Path) -> Result<Vec<u8>, ControlError> {
    let bytes = read_bytes(path, 64 << 10)?;
    // A pipe, as a password manager may be at the other end of, has no mode that matters.
    if fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o077 != 0) {
        let name = path.display();
        tell(format_args!(
            "klich: warning: the identity {name} may be read by others than its owner\nnext: run `chmod 600 {name}`; where \
             others use this machine, make another key and seal to that one from now on"
        ));
    }
    Ok(bytes)
}

/// Reads a text of at most `limit` bytes.
pub(super) fn read_text(path: &Path, limit: usize) -> Result<String, ControlError> {
    String::from_utf8(read_bytes(path, limit)?)
        .map_err(|_| ControlError::usage(format!("{} is not UTF-8 text", path.display()), "save it as UTF-8"))
}

/// Writes a whole new file, mode 0600, and refuses where one is there.
pub(super) fn write_only_new(path: &Path, bytes: &[u8]) -> Result<(), ControlError> {
    if write_new(path, bytes)? {
        return Ok(());
    }
    let what = format!("{} is there already, and nothing is overwritten", path.display());
    Err(ControlError::failed(what, "name another file, or move that one away"))
}

/// Renames a file; false where another has the name, which is left as it is.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<bool> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // A file system without this flag, as some network ones.
        Err(Errno::INVAL | Errno::NOSYS) if fs::symlink_metadata(to).is_err() => fs::rename(from, to).map(|()| true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::EXIST) => Ok(false),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(true),
    }
}

fn try_write_new(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    if fs::symlink_metadata(path).is_ok() {
        return Ok(false);
    }
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().ok_or(io::ErrorKind::InvalidInput)?);
    name.push(".new");
    let new = path.with_file_name(name);
    // What a crash has left, or somebody put there whose file or link it would stay: it may be a secret that is written.
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let moved = rename_new(&new, path);
    if !matches!(moved, Ok(true)) {
        let _ = fs::remove_file(&new);
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(parent)?.sync_all()?;
    moved
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn a_new_file_is_whole_and_private() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a");
        assert!(write_new(&path, b"whole").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn nothing_is_overwritten_not_even_through_a_dangling_link() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a");
        fs::write(&path, "theirs").unwrap();
        assert!(!write_new(&path, b"ours").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        let link = home.path().join("b");
        symlink(home.path().join("nowhere"), &link).unwrap();
        assert!(!write_new(&link, b"ours").unwrap());
        assert!(!home.path().join("nowhere").exists());
    }

    #[test]
    fn the_rest_of_an_interrupted_write_does_not_matter() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join(".a.new"), "a longer half-written text").unwrap();
        assert!(write_new(&home.path().join("a"), b"whole").unwrap());
        assert_eq!(fs::read(home.path().join("a")).unwrap(), b"whole");
    }

    #[test]
    fn what_lies_in_wait_gets_nothing_of_a_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("theirs"), "theirs").unwrap();
        symlink(at("theirs"), at(".linked.new")).unwrap();
        fs::write(at(".open.new"), "").unwrap();
        fs::set_permissions(at(".open.new"), fs::Permissions::from_mode(0o666)).unwrap();
        let held = File::open(at(".open.new")).unwrap();
        for name in ["linked", "open"] {
            assert!(write_new(&at(name), b"secret").unwrap());
            let meta = fs::symlink_metadata(at(name)).unwrap();
            assert!(meta.is_file() && meta.permissions().mode() & 0o777 == 0o600, "{name}");
        }
        assert_eq!(fs::read(at("theirs")).unwrap(), b"theirs");
        assert_eq!(io::read_to_string(held).unwrap(), "", "who had it open sees nothing");
    }
}
