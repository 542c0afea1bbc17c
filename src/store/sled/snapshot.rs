//! sled's snapshots, `snap.*`: what it knew about its log at some point, so that it need not read the log from its start.
//!
//! A damaged snapshot may go: sled builds it again from the log. A sound one must stay: with it sled notices that a log
//! is shorter than it was; without it, it would take the shorter log for the whole.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
            if name.ends_with(".generating") {
                found.unfinished.push(path);
            } else if is_sound(&fs::read(&path)?) {
                found.sound.push(path);
            } else {
                found.damaged.push(path);
            }
        }
        Ok(found)
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
    !body.is_empty() && crc32(body) == u32::from_le_bytes(*crc)
}

/// CRC-32 as in zlib and PNG.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crc_of_the_check_string() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn short_and_changed_snapshots_are_not_sound() {
        let mut bytes = b"body".to_vec();
        bytes.extend(4_u64.to_le_bytes());
        bytes.extend(crc32(b"body").to_le_bytes());
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
