//! Destroys a vault: the keys first, then a mark that it was done, then the store's files. There is no undo.
//!
//! Needs neither a key nor a sound store: files are found by name. What can't be destroyed is told, and the rest goes on.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::files::Home;
use super::mark;
use super::replacing::{AT_ONCE, overwrite};
use super::root_key::sync_parent;
use crate::store;

/// How often is looked again at most whether somebody has put something back.
const AGAIN_MAX: usize = 3;

/// What stands behind a key file's name: nothing, or what a change of it adds while it is made.
const LEFT_BEHIND: [&str; 6] = ["", ".new", ".rekeyed", ".rekeyed.new", ".rekey", ".erasing"];

/// What is said of a file that is there, but holds zeros.
const OVERWRITTEN: &str = "its bytes are overwritten";

/// A file that could not be destroyed.
#[derive(Debug)]
pub struct Left {
    /// Which.
    pub path: PathBuf,
    /// Whether it may hold a key: not where its bytes are overwritten, though its name stays.
    pub is_key: bool,
    /// Why.
    pub error: io::Error,
}

/// Destroys the keys of a home and the key files outside it, marks the home as wiped, and removes the store's files.
///
/// A key's file is overwritten in place, fsynced and removed before the next one is looked at, and all of them before
/// anything else. May be repeated, and finishes what an interrupted one has left. Gives what could not be destroyed.
///
/// # Security
/// Overwriting in place helps on a plain disk; a solid-state disk or a copying file system may keep the old bytes. A
/// keyring that is kept so is wrapped by the root key; a key file that is kept so is not. Copies of a key elsewhere open a
/// copy of keyring and store elsewhere.
pub fn wipe(home: &Home, key_files: &[PathBuf], now: Timestamp) -> Vec<Left> {
    let keys: Vec<&PathBuf> = [&home.keyring, &home.root_key].into_iter().chain(key_files).collect();
    let log = home.data_dir.join("db");
    // A command that had the store may have put a key, or all of a store, back before it could see the mark.
    let came_back = |left: &[Left]| {
        let paths = keys.iter().copied().chain([&log, &home.restoring]);
        let is_untold = |path: &&PathBuf| !left.iter().any(|left| left.path.starts_with(path));
        let back = paths.filter(|path| fs::symlink_metadata(path).is_ok()).filter(is_untold);
        back.cloned().collect::<Vec<PathBuf>>()
    };
    let mut left = destroy_all(home, key_files, now);
    for _ in 0..AGAIN_MAX {
        if came_back(&left).is_empty() {
            return left;
        }
        left = destroy_all(home, key_files, now);
    }
    let back = came_back(&left).into_iter().map(|path| Left {
        is_key: keys.contains(&&path),
        error: io::Error::other("it is there again, or still"),
        path,
    });
    let back: Vec<Left> = back.collect();
    left.into_iter().chain(back).collect()
}

fn destroy_all(home: &Home, key_files: &[PathBuf], now: Timestamp) -> Vec<Left> {
    let mut left = Vec::new();
    for key in [&home.keyring, &home.root_key].into_iter().chain(key_files) {
        left.extend(destroy_key(key));
    }
    // Whoever restores looks for the mark before it puts a store there, and after.
    if home.restoring.is_dir() && !home.data_dir.is_dir() {
        let _ = DirBuilder::new().mode(0o700).create(&home.data_dir);
    }
    // Without its folder there is nothing to mark, and nothing that could be opened.
    if home.data_dir.is_dir()
        && let Err(error) = mark::set(&home.wiped, now)
    {
        left.push(Left { path: home.wiped.clone(), is_key: false, error });
    }
    for folder in [&home.data_dir, &home.restoring] {
        let failed = store::remove_files(folder);
        left.extend(failed.into_iter().map(|(path, error)| Left { path, is_key: false, error }));
    }
    // What was being restored had a copy of the keyring, wrapped like the other.
    for key in ["keyring", "root-key"].map(|name| home.restoring.join(name)) {
        left.extend(destroy_key(&key));
    }
    match fs::remove_dir(&home.restoring) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            left.push(Left { path: home.restoring.clone(), is_key: false, error });
        }
        _ => {}
    }
    left
}

/// Destroys the file of a key, and what an interrupted change of it has left behind: that is as good as itself.
fn destroy_key(key: &Path) -> Vec<Left> {
    // Where nothing can be looked for, what may have been left behind is not told file by file.
    let paths = LEFT_BEHIND.into_iter().map(|suffix| with_suffix(key, suffix));
    let paths = paths.filter(|path| path == key || fs::symlink_metadata(path).is_ok());
    let left = |path: PathBuf| {
        let error = destroy(&path).err()?;
        Some(Left { is_key: !error.to_string().starts_with(OVERWRITTEN), error, path })
    };
    paths.filter_map(left).collect()
}

/// Tells when a home was wiped; none where it was not. A mark that can't be read counts as one, of an unknown time.
pub fn wiped_at(home: &Home) -> Option<Timestamp> {
    mark::time_of(&home.wiped)
}

/// Overwrites a file, puts that on the disk, and removes it; does nothing where there is none.
fn destroy(path: &Path) -> io::Result<()> {
    // A pipe or a socket holds no key, whatever its name.
    let kind = fs::metadata(path).map(|meta| meta.file_type());
    if kind.is_ok_and(|kind| kind.is_fifo() || kind.is_socket()) {
        fs::remove_file(path)?;
        return sync_parent(path);
    }
    let file = match open_to_overwrite(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A link that leads nowhere still names something.
            return if fs::symlink_metadata(path).is_ok() { fs::remove_file(path) } else { Ok(()) };
        }
        Err(error) => return Err(error),
    };
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is not a plain file"));
    }
    let overwritten = overwrite(file);
    // Removed also where the disk did not take the zeros.
    match (fs::remove_file(path), &overwritten) {
        (Err(error), Ok(())) => {
            return Err(io::Error::new(error.kind(), format!("{OVERWRITTEN}, but it can't be removed: {error}")));
        }
        (removed, _) => removed?,
    }
    sync_parent(path)?;
    overwritten
}

fn open_to_overwrite(path: &Path) -> io::Result<File> {
    let open = || OpenOptions::new().write(true).custom_flags(AT_ONCE).open(path);
    match open() {
        // A key that its owner may only read.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            fs::set_permissions(path, Permissions::from_mode(0o600))?;
            open()
        }
        opened => opened,
    }
}

/// What a folder may hold that holds no store: a passphrase's file, the mark of a wipe, and what a bot leaves.
pub(super) const KEPT: [&str; 3] = ["root-key", mark::NAME, "control.sock"];

/// Removes a folder that held no store, and [`KEPT`] with it.
pub(super) fn remove_kept(folder: &Path) -> io::Result<()> {
    for name in KEPT {
        destroy_or_remove(&folder.join(name))?;
    }
    fs::remove_dir(folder)
}

fn destroy_or_remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() => destroy(path),
        Ok(_) => fs::remove_file(path),
        Err(_) => Ok(()),
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::testing::Place;
    use super::super::{VaultError, create, open_at};
    use super::*;

    fn now() -> Timestamp {
        "2026-11-16T08:00:00Z".parse().unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_is_left_but_the_mark_and_the_bytes_of_keys_are_overwritten() {
        let place = Place::made();
        let copies = place.folder.path().join("copies");
        fs::create_dir(&copies).unwrap();
        for (name, key) in [("key", &place.key), ("keyring", &place.home.keyring)] {
            fs::hard_link(key, copies.join(name)).unwrap();
        }
        for suffix in &LEFT_BEHIND[1..] {
            fs::write(with_suffix(&place.home.keyring, suffix), "left of an interrupted change").unwrap();
        }
        assert!(wiped_at(&place.home).is_none());
        let left = wipe(&place.home, std::slice::from_ref(&place.key), now());
        assert!(left.is_empty(), "{left:?}");
        assert_eq!(names(&place.home.data_dir), ["wiped"]);
        assert!(names(&place.folder.path().join("secrets")).is_empty());
        for name in ["key", "keyring"] {
            let bytes = fs::read(copies.join(name)).unwrap();
            assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0), "{name}");
        }
        assert_eq!(wiped_at(&place.home), Some(now()));
        // Once more: the first time stays.
        assert!(wipe(&place.home, std::slice::from_ref(&place.key), Timestamp::UNIX_EPOCH).is_empty());
        assert_eq!(wiped_at(&place.home), Some(now()));
    }

    #[test]
    fn a_damaged_or_open_store_is_no_hindrance() {
        for damage in ["db", "conf", "keyring"] {
            let place = Place::made();
            fs::write(place.home.data_dir.join(damage), "noise").unwrap();
            assert!(wipe(&place.home, std::slice::from_ref(&place.key), now()).is_empty());
            assert_eq!(names(&place.home.data_dir), ["wiped"]);
        }
        let place = Place::made();
        let vault = place.open().unwrap();
        assert!(wipe(&place.home, std::slice::from_ref(&place.key), now()).is_empty());
        drop(vault);
        // What a closing store writes once more goes with the next call.
        assert!(wipe(&place.home, std::slice::from_ref(&place.key), now()).is_empty());
        assert_eq!(names(&place.home.data_dir), ["wiped"]);
    }

    #[test]
    fn what_was_wiped_is_not_opened_and_not_made_anew() {
        let place = Place::made();
        let key = place.root();
        wipe(&place.home, std::slice::from_ref(&place.key), now());
        assert!(matches!(open_at(&place.url, &key), Err(VaultError::Wiped(at)) if at == now()));
        assert!(matches!(create(&place.url, &place.key), Err(VaultError::Wiped(_))));
        fs::write(&place.home.wiped, "noise").unwrap();
        assert_eq!(wiped_at(&place.home), Some(Timestamp::UNIX_EPOCH));
        assert!(open_at(&place.url, &key).is_err());
    }

    /// `klich keys rotate` without a bot, and `klich wipe` beside it.
    #[test]
    fn who_renews_keys_while_another_process_wipes_puts_no_keyring_back() {
        for under_way in [false, true] {
            let place = Place::made();
            let vault = place.open().unwrap();
            if under_way {
                vault.begin_rotation().unwrap();
            }
            wipe(&place.home, std::slice::from_ref(&place.key), now());
            let renewed = vault.begin_rotation().and_then(|()| {
                let rotated = vault.go_on_rotating(|_| std::ops::ControlFlow::Continue(()))?;
                assert!(rotated.is_none(), "{under_way}: nothing is there that could be renewed");
                Ok(())
            });
            assert!(matches!(renewed, Err(VaultError::Wiped(at)) if at == now()), "{under_way}: {renewed:?}");
            assert!(!place.home.keyring.exists(), "{under_way}");
        }
    }

    #[test]
    fn whose_keys_are_destroyed_renews_nothing_and_says_so() {
        let place = Place::made();
        let vault = place.open().unwrap();
        vault.begin_rotation().unwrap();
        vault.destroy_keys();
        let renewed = vault.go_on_rotating(|_| std::ops::ControlFlow::Continue(()));
        assert!(matches!(renewed, Err(VaultError::Wiped(_))), "{renewed:?}");
    }

    #[test]
    fn foreign_files_stay_and_what_can_not_go_is_told() {
        let place = Place::made();
        fs::write(place.home.data_dir.join("notes.txt"), "mine").unwrap();
        fs::set_permissions(&place.key, Permissions::from_mode(0o400)).unwrap();
        let folder = place.folder.path().join("a-folder");
        fs::create_dir_all(folder.join("inside")).unwrap();
        let left = wipe(&place.home, &[place.key.clone(), folder.clone()], now());
        assert_eq!(left.iter().map(|left| (left.path.clone(), left.is_key)).collect::<Vec<_>>(), [(folder, true)]);
        assert!(!place.key.exists());
        assert_eq!(names(&place.home.data_dir), ["notes.txt", "wiped"]);
    }

    #[test]
    fn what_was_being_restored_goes_too() {
        let place = Place::made();
        fs::create_dir_all(&place.home.restoring).unwrap();
        for name in ["db", "keyring", "conf"] {
            fs::write(place.home.restoring.join(name), "bytes").unwrap();
        }
        assert!(wipe(&place.home, &[], now()).is_empty());
        assert!(!place.home.restoring.exists() && place.key.exists(), "only what is named");
    }

    #[test]
    fn nothing_foreign_goes_with_what_was_being_restored() {
        let place = Place::made();
        fs::create_dir_all(&place.home.restoring).unwrap();
        fs::write(place.home.restoring.join("keyring"), "bytes").unwrap();
        fs::write(place.home.restoring.join("notes.txt"), "mine").unwrap();
        let left = wipe(&place.home, &[], now());
        assert_eq!(left.iter().map(|left| left.is_key).collect::<Vec<_>>(), [false], "told, and no key");
        assert_eq!(names(&place.home.restoring), ["notes.txt"]);
        assert_eq!(fs::read(place.home.restoring.join("notes.txt")).unwrap(), b"mine");
    }

    #[test]
    fn a_pipe_in_a_keys_place_keeps_no_other_key() {
        let place = Place::made();
        let pipe = |path: &Path| {
            fs::remove_file(path).unwrap();
            rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        };
        pipe(&place.home.keyring);
        assert!(wipe(&place.home, std::slice::from_ref(&place.key), now()).is_empty());
        assert!(!place.key.exists() && names(&place.home.data_dir) == ["wiped"]);
    }
}
