//! sled's snapshots, `snap.*`: what it knew about its log at some point, so that it need not read the log from its start.
//!
//! A damaged snapshot may go: sled builds it again from the log. A sound one must stay: with it sled notices that a log
//! is shorter than it was; without it, it would take the shorter log for the whole.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::open_plain;

/// What lies in a store's folder, told by the names of its files.
#[derive(Default)]
pub(super) struct Snapshots {
    /// Left behind by a start that was interrupted; sled would take them for whole ones and fail.
    pub unfinished: Vec<PathBuf>,
    /// Fail their checksum.
    pub damaged: Vec<PathBuf>,
    /// Pass it.
    pub sound: Vec<PathBuf>,
}

impl Snapshots {
    /// Reads and sorts every snapshot in `folder`.
    pub(super) fn find(folder: &Path) -> io::Result<Self> {
        let mut found = Self::default();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let Some(name) = path.file_name().and_then(OsStr::to_str) else { continue };
            if !name.starts_with("snap.") {
                continue;
            }
            let meta = fs::symlink_metadata(&path)?;
            if meta.is_dir() {
                // Says so: it could not be deleted.
                open_plain(&path)?;
            }
            if name.ends_with(".generating") {
                found.unfinished.push(path);
            } else if meta.is_file() && is_sound(&fs::read(&path)?) {
                found.sound.push(path);
            } else {
                found.damaged.push(path);
            }
        }
        Ok(found)
    }

    /// The position in the log of the newest sound snapshot, which is its name; 0 where there is none.
    pub(super) fn newest(&self) -> u64 {
        let position = |path: &PathBuf| u64::from_str_radix(path.extension()?.to_str()?, 16).ok();
        self.sound.iter().filter_map(position).max().unwrap_or(0)
    }

    /// Deletes what sled can't use.
    pub(super) fn delete_unusable(&self) -> io::Result<()> {
        for path in self.unfinished.iter().chain(&self.damaged) {
            fs::remove_file(path)?;
        }
        Ok(())
    }
}

/// Checks a snapshot's end: length (8), CRC-32 (4, little-endian) of all before both.
fn is_sound(bytes: &[u8]) -> bool {
    let Some((rest, crc)) = bytes.split_last_chunk::<4>() else { return false };
    let Some((body, _length)) = rest.split_last_chunk::<8>() else { return false };
    !body.is_empty() && crc32fast::hash(body) == u32::from_le_bytes(*crc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_changed_snapshots_are_not_sound() {
        let mut bytes = b"body".to_vec();
        bytes.extend(4_u64.to_le_bytes());
        bytes.extend(crc32fast::hash(b"body").to_le_bytes());
        assert!(is_sound(&bytes));
        for n in 0..bytes.len() {
            assert!(!is_sound(bytes.get(..n).unwrap_or_default()));
        }
        if let Some(first) = bytes.first_mut() {
            *first ^= 1;
        }
        assert!(!is_sound(&bytes));
    }
}
