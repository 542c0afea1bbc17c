//! Knows which segments of the log are free, and so hold zeros.
//!
//! A start of sled fills the segments that it does not need with zeros. One that the disk lost, or somebody overwrote, looks
//! the same, and sled takes it for a free one: its rows are gone, and what refers to them may end the start after the log
//! was changed. So the free ones are noted after each start; another segment of zeros means that something is missing.
//!
//! sled fills its free segments again from the lowest place on. Each sync looks at the lowest one that is noted, and
//! strikes it out once it is in use, so that its loss is noticed as well.
//!
//! Layout of the file `free`: a bit for each segment in the order of the file, from the lowest bit of the first byte on,
//! set where the segment is free. It is fsynced by a start, not by what strikes out: a power cut may leave too many bits.
//!
//! Source: sled 0.34.7, `pagecache/segment.rs` (`initialize_from_snapshot`, `next`).

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use super::log;
use super::opening::{PLAIN, read_at_most, write_private};

const FILE: &str = "free";

/// The most bytes that are read of the file: a bit for each segment of a log of 4 TiB.
const BYTES_MAX: u64 = 1 << 20;

/// The free segments that are noted beside an open log.
pub(super) struct FreeSegments {
    file: File,
    bits: Vec<u8>,
    /// Below it nothing is free.
    lowest: usize,
}

impl FreeSegments {
    /// Tells whether each segment of zeros in the log is one that was noted as free.
    ///
    /// # Errors
    /// The disk's own, and something in the file's place that is no file.
    pub(super) fn explain(folder: &Path, log: &File) -> io::Result<bool> {
        let bits = match read_at_most(&folder.join(FILE), BYTES_MAX) {
            Ok(bits) => bits,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        Ok(log::without_header(log)?.into_iter().all(|segment| is_set(&bits, segment)))
    }

    /// Notes what is free after a start of sled.
    ///
    /// # Errors
    /// The disk's own.
    pub(super) fn note(folder: &Path, log: &File) -> io::Result<Self> {
        let free = log::without_header(log)?;
        let mut bits = vec![0; free.last().map_or(0, |last| last / 8 + 1)];
        for segment in free {
            if let Some(byte) = bits.get_mut(segment / 8) {
                *byte |= 1 << (segment % 8);
            }
        }
        let path = folder.join(FILE);
        write_private(&path, &bits)?;
        let file = OpenOptions::new().write(true).custom_flags(PLAIN).open(path)?;
        Ok(Self { file, bits, lowest: 0 })
    }

    /// Strikes out what is in use by now; reads a header for each of them, and one more.
    ///
    /// # Errors
    /// The disk's own.
    pub(super) fn strike_out(&mut self, log: &File) -> io::Result<()> {
        while let Some(byte) = self.bits.get_mut(self.lowest / 8) {
            let bit = 1 << (self.lowest % 8);
            if *byte & bit != 0 {
                if !log::has_header(log, self.lowest)? {
                    return Ok(());
                }
                *byte &= !bit;
                self.file.write_all_at(&[*byte], self.lowest as u64 / 8)?;
            }
            self.lowest += 1;
        }
        Ok(())
    }
}

fn is_set(bits: &[u8], segment: usize) -> bool {
    bits.get(segment / 8).is_some_and(|byte| byte & 1 << (segment % 8) != 0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::log::SEGMENT;
    use super::*;

    #[test]
    fn what_is_free_is_noted_and_struck_out_once_it_is_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let log = File::options().read(true).write(true).create_new(true).open(folder.path().join("db")).unwrap();
        let fill = |segment: usize| log.write_all_at(&[7; 64], (segment * SEGMENT) as u64).unwrap();
        let noted = || std::fs::read(folder.path().join(FILE)).unwrap();
        [0, 2, 3, 10].into_iter().for_each(fill);
        assert!(!FreeSegments::explain(folder.path(), &log).unwrap(), "nothing is noted yet");
        let mut free = FreeSegments::note(folder.path(), &log).unwrap();
        assert_eq!(noted(), [0b1111_0010, 0b0000_0011]);
        assert!(FreeSegments::explain(folder.path(), &log).unwrap());

        log.write_all_at(&[0; 64], 2 * SEGMENT as u64).unwrap();
        assert!(!FreeSegments::explain(folder.path(), &log).unwrap(), "this one was in use");
        fill(2);
        log.set_len(12 * SEGMENT as u64).unwrap();
        assert!(
            !FreeSegments::explain(folder.path(), &log).unwrap(),
            "this one came later, and sled begins with a header"
        );
        log.set_len(11 * SEGMENT as u64).unwrap();

        free.strike_out(&log).unwrap();
        assert_eq!(noted(), [0b1111_0010, 0b0000_0011]);
        [1, 4, 5].into_iter().for_each(fill);
        free.strike_out(&log).unwrap();
        assert_eq!(noted(), [0b1100_0000, 0b0000_0011]);
        (6..10).for_each(fill);
        free.strike_out(&log).unwrap();
        free.strike_out(&log).unwrap();
        assert_eq!(noted(), [0, 0]);
        log.write_all_at(&[0; 64], 5 * SEGMENT as u64).unwrap();
        assert!(!FreeSegments::explain(folder.path(), &log).unwrap(), "what was free once is not free for ever");
    }
}
