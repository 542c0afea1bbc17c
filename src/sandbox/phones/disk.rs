//! Reads what is on the disk as whoever takes it away would: which files, how large, what was written last.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

/// Bytes of the newest write that are shown.
const SHOWN: usize = 112;
/// Files above this many bytes are listed and searched, but not watched byte by byte.
const WATCHED: u64 = 64 << 20;

/// The data folder at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Disk {
    /// Its files by name.
    pub files: Vec<FileLine>,
    /// Their sizes together.
    pub bytes: u64,
    /// What was written last.
    pub fresh: Option<Fresh>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileLine {
    /// Path below the data folder.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Unix seconds of the last write.
    pub modified: f64,
}

/// Bytes that were written last.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fresh {
    /// Path below the data folder.
    pub file: String,
    /// Where the bytes begin.
    pub offset: usize,
    /// The bytes in lower-case hexadecimal.
    pub hex: String,
}

/// Remembers the files' bytes, so that it can tell what was written since.
#[derive(Default)]
pub struct Watcher {
    files: BTreeMap<PathBuf, (SystemTime, Vec<u8>)>,
    fresh: Option<Fresh>,
}

impl Watcher {
    /// Reads the folder again. Files that vanish meanwhile are left out.
    ///
    /// # Errors
    /// Where the folder can't be listed.
    pub fn look(&mut self, folder: &Path) -> io::Result<Disk> {
        let mut disk = Disk::default();
        let mut newest: Option<SystemTime> = None;
        for path in files(folder)? {
            let Ok(meta) = fs::metadata(&path) else { continue };
            let modified = meta.modified().unwrap_or(UNIX_EPOCH);
            let name = name_below(folder, &path);
            disk.bytes += meta.len();
            if let Some(fresh) = self.changed(&path, &name, meta.len(), modified)
                && newest.is_none_or(|newest| modified >= newest)
                && !(is_counter(&fresh) && self.fresh.is_some())
            {
                newest = Some(modified);
                self.fresh = Some(fresh);
            }
            let modified = modified.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
            disk.files.push(FileLine { name, size: meta.len(), modified });
        }
        disk.fresh = self.fresh.clone();
        Ok(disk)
    }

    fn changed(&mut self, path: &Path, name: &str, size: u64, modified: SystemTime) -> Option<Fresh> {
        let known = self.files.get(path);
        if size > WATCHED || known.is_some_and(|(at, bytes)| *at == modified && bytes.len() as u64 == size) {
            return None;
        }
        let now = fs::read(path).ok()?;
        let before = known.map_or(&[][..], |(_, bytes)| bytes);
        let fresh =
            last_written(before, &now).map(|(offset, bytes)| Fresh { file: name.to_owned(), offset, hex: hex(bytes) });
        self.files.insert(path.to_owned(), (modified, now));
        fresh
    }
}

/// Tells whether a file is so short that it says nothing, as the store's count of its syncs: it hides no rows that were shown.
fn is_counter(fresh: &Fresh) -> bool {
    fresh.offset == 0 && fresh.hex.len() <= 2 * 16
}

/// Gives the end of what differs between `before` and `now`: its offset, a multiple of 16, and at most [`SHOWN`] bytes. Zeros at
/// the end of a file that is laid out ahead count as unwritten.
fn last_written<'a>(before: &[u8], now: &'a [u8]) -> Option<(usize, &'a [u8])> {
    let differs = |at: usize| before.get(at).copied().unwrap_or(0) != now.get(at).copied().unwrap_or(0);
    let last = (0..now.len()).rev().find(|at| differs(*at))?;
    let end = (last / 16 + 1) * 16;
    let start = end.saturating_sub(SHOWN);
    now.get(start..end.min(now.len())).map(|bytes| (start, bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lists the plain files below `folder`, sorted; sockets and links are left out.
pub(super) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<DirEntry> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => found.push(entry.path()),
                _ => {}
            }
        }
    }
    Ok(found)
}

fn name_below(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn the_last_difference_is_shown() {
        let before = vec![0; 4096];
        let mut now = before.clone();
        assert_eq!(last_written(&before, &now), None);
        now[5] = 1;
        assert_eq!(last_written(&before, &now).unwrap(), (0, &now[..16]));
        now[2047] = 1;
        assert_eq!(last_written(&before, &now).unwrap(), (2048 - SHOWN, &now[2048 - SHOWN..2048]));
        now.truncate(2047);
        now[2046] = 9;
        assert_eq!(last_written(&[], &now).unwrap().1.len(), SHOWN - 1);
    }

    #[test]
    fn the_watcher_tells_what_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("db");
        fs::write(&path, [0; 64]).unwrap();
        let mut watcher = Watcher::default();
        let first = watcher.look(folder.path()).unwrap();
        assert_eq!((first.bytes, first.fresh), (64, None));
        let mut bytes = vec![0; 64];
        bytes.extend([0xab; 16]);
        fs::write(&path, &bytes).unwrap();
        let second = watcher.look(folder.path()).unwrap();
        let fresh = second.fresh.unwrap();
        assert_eq!((fresh.file.as_str(), fresh.offset), ("db", 0));
        assert!(fresh.hex.ends_with(&"ab".repeat(16)));
        assert_eq!(second.files[0].size, 80);
    }
}
