//! Knows which segment lies in which place of the log.
//!
//! sled finds a page by its place, and reads none before somebody asks for it. A segment that the disk lost may show what lay
//! in its place before, or zeros, as one that sled has no use for; two may have changed places. All of them may be whole, and
//! a start then changes the log or goes well, and rows are missing later. So it is noted beside the log what lies where.
//!
//! A place that was noted holds the same segment, or one that was begun later, with a higher number; a free one holds zeros
//! or a later one. Of the later ones none is missing: in the short time between two notes, where each can be written, hardly
//! one is freed again.
//! Otherwise the opening is rehearsed, which is never wrong, only slower.
//!
//! Layout of the file `segments`, big-endian: for each place, in the order of the file, the segment's number plus one (8);
//! 0 for a free one, all ones for one whose header can't be read. Then the CRC-32 of all of it (4). A start fsyncs it; what is
//! noted later follows a sync of the log, so a power cut may leave it behind the log, or torn: then nothing is known.
//!
//! Source: sled 0.34.7, `pagecache/segment.rs` (`initialize_from_snapshot`, `next`).

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use super::files::{PLAIN, read_at_most};
use super::log::{self, Header};

const FILE: &str = "segments";

/// The most bytes that are read of the file: the places of a log of 1 TiB.
const BYTES_MAX: u64 = 16 << 20;

/// What is noted of a place with zeros only.
const FREE: u64 = 0;
/// What is noted of a place whose header can't be read.
const UNKNOWN: u64 = u64::MAX;

/// How many bytes of rows are written between two notes: some eight segments of the log.
const EVERY: u64 = 1 << 20;

/// The note beside an open log.
pub(super) struct Segments {
    file: File,
    noted: Vec<u64>,
    /// Bytes of rows that were written since.
    since: u64,
}

impl Segments {
    /// Tells whether the log has what is noted of it; not where nothing is, or only what is older than sled's newest snapshot,
    /// which is of position `snapshot`: what came later is found by that, and not looked for.
    ///
    /// # Errors
    /// The disk's own, and something in the file's place that is no file.
    pub(super) fn agree(folder: &Path, log: &File, snapshot: u64) -> io::Result<bool> {
        let found = log::headers(log)?;
        let is_recent = |noted: &[u64]| snapshot == 0 || snapshot / (log::SEGMENT as u64) < newest(noted);
        Ok(read(folder)?.is_some_and(|noted| is_recent(&noted) && agree(&noted, &found)))
    }

    /// Notes what lies where, and puts that on the disk; looks whether what seems to be free is empty.
    ///
    /// # Errors
    /// The disk's own.
    pub(super) fn note(folder: &Path, log: &File) -> io::Result<Self> {
        let noted = survey(log, &[])?;
        let path = folder.join(FILE);
        // Not what somebody linked to it.
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).custom_flags(PLAIN).open(path)?;
        file.write_all(&to_bytes(&noted))?;
        file.sync_all()?;
        Ok(Self { file, noted, since: 0 })
    }

    /// Notes what lies where once enough was written since the last time: a header is read for each place.
    ///
    /// # Errors
    /// The disk's own.
    pub(super) fn follow(&mut self, log: &File, written: u64) -> io::Result<()> {
        self.since += written;
        if self.since < EVERY {
            return Ok(());
        }
        self.since = 0;
        self.noted = survey(log, &self.noted)?;
        let bytes = to_bytes(&self.noted);
        self.file.write_all_at(&bytes, 0)?;
        self.file.set_len(bytes.len() as u64)
    }

    /// Makes every further note fail, as a full disk does.
    #[cfg(test)]
    pub(super) fn fill_disk(&mut self, folder: &Path) {
        self.file = File::open(folder.join(FILE)).expect("it was made at the start");
    }

    /// As [`Segments::follow`], at a clean close.
    ///
    /// # Errors
    /// The disk's own.
    pub(super) fn close(&mut self, log: &File) -> io::Result<()> {
        self.follow(log, EVERY)
    }
}

fn newest(noted: &[u64]) -> u64 {
    noted.iter().copied().filter(|noted| *noted != UNKNOWN).max().unwrap_or(FREE)
}

/// Tells whether what was found in each place is what was noted, or came later.
fn agree(noted: &[u64], found: &[Header]) -> bool {
    let newest = newest(noted);
    let mut later = BTreeSet::new();
    let fits = found.iter().enumerate().all(|(place, found)| match (found, noted.get(place).copied()) {
        (Header::Unreadable, _) => false,
        (Header::None, noted) => noted == Some(FREE),
        // No number is found twice.
        (Header::Of { number, .. }, _) if number + 1 > newest => later.insert(number + 1),
        (Header::Of { number, .. }, noted) => noted == Some(UNKNOWN) || noted == Some(number + 1),
    });
    fits && later.iter().zip(newest + 1..).all(|(later, number)| *later == number)
}

/// Looks what lies where; what was free `before` and still has no header is not read again.
fn survey(log: &File, before: &[u64]) -> io::Result<Vec<u64>> {
    let headers = log::headers(log)?.into_iter().enumerate();
    let noted = headers.map(|(place, found)| match found {
        Header::Of { number, .. } => Ok(number + 1),
        Header::None if before.get(place) == Some(&FREE) || log::is_empty(log, place)? => Ok(FREE),
        Header::None | Header::Unreadable => Ok(UNKNOWN),
    });
    noted.collect()
}

fn to_bytes(noted: &[u64]) -> Vec<u8> {
    let mut bytes: Vec<u8> = noted.iter().flat_map(|noted| noted.to_be_bytes()).collect();
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    bytes
}

/// Reads what is noted; `None` where that is nothing, or was torn.
fn read(folder: &Path) -> io::Result<Option<Vec<u64>>> {
    let bytes = match read_at_most(&folder.join(FILE), BYTES_MAX) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(parse(&bytes))
}

fn parse(bytes: &[u8]) -> Option<Vec<u64>> {
    let (noted, crc) = bytes.split_last_chunk::<4>()?;
    if noted.len() % 8 != 0 || crc32fast::hash(noted).to_be_bytes() != *crc {
        return None;
    }
    let numbers = noted.chunks_exact(8).map(|bytes| bytes.try_into().map(u64::from_be_bytes).unwrap_or(UNKNOWN));
    Some(numbers.collect())
}

/// Reads any bytes as the file `segments`, and once more with the right checksum, which a fuzzer would never guess.
pub(in crate::store) fn fuzz(bytes: &[u8]) {
    if let Some(noted) = parse(bytes) {
        assert!(to_bytes(&noted) == bytes, "it is written as it was read");
    }
    let numbers: Vec<u64> =
        bytes.chunks_exact(8).map(|bytes| bytes.try_into().map(u64::from_be_bytes).unwrap_or(UNKNOWN)).collect();
    assert!(parse(&to_bytes(&numbers)).as_ref() == Some(&numbers), "it is read as it was written");
    // The headers say no higher number: a position in the log has 63 bits.
    let (noted, found) = numbers.split_at(numbers.len() / 2);
    let found: Vec<Header> = found
        .iter()
        .map(|found| match *found {
            FREE => Header::None,
            UNKNOWN => Header::Unreadable,
            number => Header::Of { number: number >> 19, stable: 0 },
        })
        .collect();
    if agree(noted, &found) {
        let lost = |(place, noted): (usize, &u64)| found.get(place) == Some(&Header::None) && *noted != FREE;
        assert!(!noted.iter().enumerate().any(lost), "no segment became zeros");
        assert!(!found.contains(&Header::Unreadable));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::super::log::{SEGMENT, header};
    use super::*;

    struct Place {
        folder: tempfile::TempDir,
        log: File,
    }

    impl Place {
        /// A log with these segments; `None` for zeros.
        fn with(numbers: &[Option<u64>]) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let log = File::options().read(true).write(true).create_new(true).open(folder.path().join("db")).unwrap();
            let place = Self { folder, log };
            numbers.iter().enumerate().for_each(|(at, number)| place.put(at, *number));
            place
        }

        fn put(&self, at: usize, number: Option<u64>) {
            let mut segment = vec![0; SEGMENT];
            if let Some(number) = number {
                segment[..20].copy_from_slice(&header(number));
                segment[20..].fill(7);
            }
            self.log.write_all_at(&segment, (at * SEGMENT) as u64).unwrap();
        }

        fn agrees(&self) -> bool {
            self.agrees_beside(0)
        }

        fn agrees_beside(&self, snapshot: u64) -> bool {
            Segments::agree(self.folder.path(), &self.log, snapshot).unwrap()
        }

        fn note(&self) -> Segments {
            Segments::note(self.folder.path(), &self.log).unwrap()
        }
    }

    #[test]
    fn what_lies_where_it_lay_agrees_and_what_came_later_too() {
        let place = Place::with(&[Some(4), Some(7), None, Some(5), None]);
        assert!(!place.agrees(), "nothing is noted");
        let mut segments = place.note();
        assert!(place.agrees());
        // 4 was freed and 8 is begun in its place, then 9 in a free one, and 10 at the end.
        for (at, number) in [(0, 8), (2, 9), (5, 10)] {
            place.put(at, Some(number));
            assert!(place.agrees(), "{number}");
        }
        segments.follow(&place.log, EVERY - 1).unwrap();
        assert_eq!(read(place.folder.path()).unwrap().unwrap(), [5, 8, 0, 6, 0], "not yet");
        segments.follow(&place.log, 1).unwrap();
        assert_eq!(read(place.folder.path()).unwrap().unwrap(), [9, 8, 10, 6, 0, 11]);
        assert!(place.agrees());
        // sled gives the end back to the disk.
        place.log.set_len(4 * SEGMENT as u64).unwrap();
        assert!(place.agrees());
        segments.close(&place.log).unwrap();
        assert_eq!(read(place.folder.path()).unwrap().unwrap(), [9, 8, 10, 6]);
    }

    #[test]
    fn what_is_lost_old_exchanged_or_without_a_header_does_not_agree() {
        let all = [Some(4), Some(7), None, Some(5)];
        for (how, changes) in [
            ("zeros", vec![(1, None)]),
            ("an old one", vec![(1, Some(3))]),
            ("exchanged", vec![(0, Some(5)), (3, Some(4))]),
            ("an old one in a free place", vec![(2, Some(6))]),
            ("one of the later ones is missing", vec![(2, Some(9))]),
            ("zeros that came later", vec![(4, None)]),
        ] {
            let place = Place::with(&all);
            let _segments = place.note();
            changes.into_iter().for_each(|(at, number)| place.put(at, number));
            assert!(!place.agrees(), "{how}");
        }
    }

    /// A start may go well with a page whose segment's header is gone. That does not make the segment a free one.
    #[test]
    fn a_segment_without_a_header_that_is_not_empty_is_never_a_free_one() {
        let place = Place::with(&[Some(4), Some(5)]);
        place.log.write_all_at(&[0; 20], 0).unwrap();
        let mut segments = place.note();
        assert!(!place.agrees());
        place.put(0, None);
        assert!(!place.agrees());
        segments.close(&place.log).unwrap();
        assert!(place.agrees(), "it was freed and emptied meanwhile");
        place.log.write_all_at(&[9; 20], 0).unwrap();
        assert!(!place.agrees());
        drop(place.note());
        assert!(!place.agrees(), "a header that can't be read");
    }

    #[test]
    fn a_note_from_before_the_newest_snapshot_tells_nothing() {
        let place = Place::with(&[Some(4), Some(5)]);
        let _segments = place.note();
        place.put(2, Some(6));
        assert!(place.agrees_beside(5 * SEGMENT as u64 + 70));
        assert!(!place.agrees_beside(6 * SEGMENT as u64));
    }

    #[test]
    fn a_segment_that_is_there_twice_does_not_agree() {
        let place = Place::with(&[Some(4), None, None]);
        let _segments = place.note();
        place.put(1, Some(5));
        assert!(place.agrees());
        place.put(2, Some(5));
        assert!(!place.agrees());
    }

    #[test]
    fn a_torn_note_tells_nothing() {
        let place = Place::with(&[Some(4), None]);
        drop(place.note());
        let path = place.folder.path().join(FILE);
        let noted = fs::read(&path).unwrap();
        for length in 0..noted.len() {
            fs::write(&path, &noted[..length]).unwrap();
            assert!(!place.agrees(), "{length}");
        }
        fs::write(&path, [0xff; 20]).unwrap();
        assert!(!place.agrees());
    }
}
