//! Finds damage in the middle of sled's log, `db`, before sled reads it.
//!
//! The log is made of segments of 512 KiB in the order of their numbers, whatever their places in the file. sled reads
//! those that are newer than its snapshot from end to end, and goes on silently with the next one where it can't read
//! on: it takes the rest for a freed segment that was being filled anew. Rows of a damaged segment are then gone, and
//! nobody is told. So the same segments are read here first, and a place that can't be read must be explained by newer
//! messages behind it, or the opening is rehearsed. What the end of the log lost is [`super::watermark`]'s.
//!
//! Source: sled 0.34.7, `pagecache/{iterator,logger}.rs`.

mod format;
pub(in crate::store) mod fuzzing;

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::thread;

#[cfg(test)]
pub(super) use self::format::header;
pub(super) use self::format::{Header, SEGMENT};
use self::format::{SEGMENT_HEADER, first_tear, newest_message, read_header, read_segment};
use super::super::StoreError;

/// A place in the middle of a log that can't be read and that no newer message behind it explains.
///
/// sled takes for stable what it has handed to the system. A power cut may tear a part of that while a later part
/// reached the disk. All of it was written after the last real sync, so the log up to the tear is the whole of what was
/// synced, if it is no damage of another kind: that is for [`super::watermark`] and [`super::total`] to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tear {
    /// The segment's number.
    segment: u64,
    /// Its place in the file.
    place: u64,
    /// From where on it can't be read, from its beginning.
    at: usize,
}

/// Reads what sled will read of the log when its newest snapshot is of position `snapshot`; gives what nothing explains.
///
/// `None` where there is no such place. Otherwise the places at which the log may be cut, from the oldest on: what it is,
/// damage or the trace of a power cut, is told by the rows that come out, see [`super::rehearsal`]. A segment that was
/// freed and was being begun anew, or filled with zeros by a start, looks the same as one that is damaged.
///
/// # Errors
/// The disk's own.
pub(super) fn tears(log: &File, snapshot: u64) -> io::Result<Option<Vec<Tear>>> {
    let oldest = snapshot / SEGMENT as u64;
    let (mut segments, mut without_header) = (BTreeMap::new(), Vec::new());
    let (mut stable, mut flawed) = (0, false);
    for place in (0..log.metadata()?.len()).step_by(SEGMENT) {
        match read_header(log, place)? {
            Header::Of { number, stable: of_this } => {
                stable = stable.max(of_this);
                if number >= oldest {
                    segments.insert(number, place);
                }
            }
            Header::None => without_header.push(place),
            Header::Unreadable => flawed = true,
        }
    }
    // From the segment of the newest stable position on, sled itself stops at what it can't read.
    let end = stable / SEGMENT as u64;
    let mut bytes = Vec::with_capacity(SEGMENT);
    for place in without_header {
        read_segment(log, place, &mut bytes)?;
        // A segment that is being begun may lack its header; one that others came after may not.
        flawed |= newest_message(&bytes, 0).is_some_and(|number| (oldest..end).contains(&number));
    }
    let mut tears = Vec::new();
    for (number, place) in segments.range(..end) {
        read_segment(log, *place, &mut bytes)?;
        if let Some(at) = first_tear(&bytes, *number)
            && newest_message(&bytes, at).is_none_or(|newest| newest <= *number)
        {
            flawed = true;
            if number * SEGMENT as u64 + at as u64 >= snapshot {
                tears.push(Tear { segment: *number, place: *place, at });
            }
        }
    }
    Ok(flawed.then_some(tears))
}

/// Tells whether everything in the log can be read, up to a row that holds one of `marks`, which the last sync wrote.
///
/// Then sled has nothing to repair but what is behind that row, which was never synced, and the log may be opened as it
/// is. `snapshot` is the position of the newest snapshot. Reads the whole log once, with a thread for each core.
///
/// # Errors
/// The disk's own.
pub(super) fn is_whole(log: &File, snapshot: u64, marks: &[Vec<u8>]) -> io::Result<bool> {
    let (mut segments, mut without_header, mut stable) = (BTreeMap::new(), Vec::new(), 0);
    for place in (0..log.metadata()?.len()).step_by(SEGMENT) {
        match read_header(log, place)? {
            Header::Of { number, stable: of_this } => {
                stable = stable.max(of_this);
                if segments.insert(number, place).is_some() {
                    return Ok(false);
                }
            }
            Header::None => without_header.push(place),
            Header::Unreadable => return Ok(false),
        }
    }
    let end = stable / SEGMENT as u64;
    let mut tail = segments.split_off(&end.saturating_sub(1)).into_iter().peekable();
    let (mut marked, mut reached, mut bytes) = (false, 0, Vec::with_capacity(SEGMENT));
    while let Some((number, place)) = tail.next() {
        read_segment(log, place, &mut bytes)?;
        let tear = first_tear(&bytes, number);
        if tear.is_some() && number < end {
            return Ok(false);
        }
        let readable = bytes.get(..tear.unwrap_or(bytes.len())).unwrap_or_default();
        marked |= holds_any(readable, marks);
        reached = number * SEGMENT as u64 + readable.len() as u64;
        if tear.is_some() || tail.peek().is_some_and(|(next, _)| *next != number + 1) {
            break;
        }
    }
    let older: Vec<(u64, u64)> = segments.into_iter().collect();
    // sled moves pages on by itself: the last sync may lie further back.
    for (_, place) in older.iter().rev() {
        if marked {
            break;
        }
        read_segment(log, *place, &mut bytes)?;
        marked = holds_any(&bytes, marks);
    }
    Ok(marked && snapshot <= reached && are_empty(log, &without_header)? && are_sound(log, &older)?)
}

/// Reads the header of each segment, in the order of the file.
///
/// # Errors
/// The disk's own.
pub(super) fn headers(log: &File) -> io::Result<Vec<Header>> {
    (0..log.metadata()?.len()).step_by(SEGMENT).map(|place| read_header(log, place)).collect()
}

/// Tells whether a segment holds zeros only; it is counted in the order of the file.
///
/// # Errors
/// The disk's own.
pub(super) fn is_empty(log: &File, segment: usize) -> io::Result<bool> {
    are_empty(log, &[segment as u64 * SEGMENT as u64])
}

fn holds_any(bytes: &[u8], marks: &[Vec<u8>]) -> bool {
    marks.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == mark))
}

/// Tells whether there is nothing in these places.
fn are_empty(log: &File, places: &[u64]) -> io::Result<bool> {
    let mut bytes = Vec::with_capacity(SEGMENT);
    for place in places {
        read_segment(log, *place, &mut bytes)?;
        if bytes.iter().any(|byte| *byte != 0) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Tells whether every message of these segments, by number and place, can be read.
fn are_sound(log: &File, segments: &[(u64, u64)]) -> io::Result<bool> {
    let read = |part: &[(u64, u64)]| {
        let mut bytes = Vec::with_capacity(SEGMENT);
        for (number, place) in part {
            read_segment(log, *place, &mut bytes)?;
            if first_tear(&bytes, *number).is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(8);
    let part = segments.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let readers: Vec<_> = segments.chunks(part).map(|part| scope.spawn(move || read(part))).collect();
        let mut sound = true;
        for reader in readers {
            sound &= reader.join().unwrap_or_else(|_| Err(io::Error::other("the log's reader panicked")))?;
        }
        Ok(sound)
    })
}

/// Takes away what follows a tear, so that sled finds the log to end there, and syncs.
///
/// # Errors
/// The disk's own.
pub(super) fn cut(log: &File, tear: Tear) -> io::Result<()> {
    let length = log.metadata()?.len();
    let end = (tear.place + SEGMENT as u64).min(length);
    let from = tear.place + tear.at as u64;
    log.write_all_at(&vec![0; usize::try_from(end.saturating_sub(from)).unwrap_or(SEGMENT)], from)?;
    for place in (0..length).step_by(SEGMENT) {
        if let Header::Of { number, .. } = read_header(log, place)?
            && number > tear.segment
        {
            log.write_all_at(&[0; SEGMENT_HEADER], place)?;
        }
    }
    log.sync_all()
}

/// What is said of damage in the middle.
pub(super) fn damaged() -> StoreError {
    StoreError::Damaged(
        "a part in the middle of its log can't be read (to go on with what is left, delete its file `synced`)"
            .to_owned(),
    )
}
