//! Finds damage in the middle of sled's log, `db`, before sled reads it.
//!
//! The log is made of segments of 512 KiB in the order of their numbers, whatever their places in the file. sled reads
//! those that are newer than its snapshot from end to end, and goes on silently with the next one where it can't read
//! on: it takes the rest for a freed segment that was being filled anew. Rows of a damaged segment are then gone, and
//! nobody is told. So the same segments are read here first, and a place that can't be read must be explained by newer
//! messages behind it, or the opening is rehearsed. What the end of the log lost is [`super::watermark`]'s.
//!
//! Layout: a segment starts with CRC-32 (4), its first position in the log (8), the position that was stable when it was
//! begun (8), both positions xored with 2⁶³−1. Messages follow: CRC-32 (4), kind (1), then as sled's varints the length
//! of the body, the segment's number and the page's; then the body. All little-endian, all checksums inverted.
//!
//! Source: sled 0.34.7, `pagecache/{iterator,logger}.rs`, `serialization.rs`.

pub(in crate::store) mod fuzzing;

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::thread;

use super::super::StoreError;

pub(super) const SEGMENT: usize = 512 << 10;
const SEGMENT_HEADER: usize = 20;
/// sled begins no message with less than this left in a segment.
const MESSAGE_HEADER_MAX: usize = 32;
const KIND_CAP: u8 = 2;
const KIND_LAST: u8 = 11;

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

/// What the header of a segment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The segment's number.
    Number(u64),
    /// Zeros.
    Zeros,
    /// Something else.
    Unreadable,
}

/// Reads the header of each segment, in the order of the file.
///
/// # Errors
/// The disk's own.
pub(super) fn headers(log: &File) -> io::Result<Vec<Found>> {
    let places = (0..log.metadata()?.len()).step_by(SEGMENT);
    let found = places.map(|place| {
        Ok(match read_header(log, place)? {
            Header::Of { number, .. } => Found::Number(number),
            Header::None => Found::Zeros,
            Header::Unreadable => Found::Unreadable,
        })
    });
    found.collect()
}

/// Tells whether a segment holds zeros only; it is counted in the order of the file.
///
/// # Errors
/// The disk's own.
pub(super) fn is_empty(log: &File, segment: usize) -> io::Result<bool> {
    are_empty(log, &[segment as u64 * SEGMENT as u64])
}

/// Makes the header of a segment, of which nothing was stable when it was begun.
#[cfg(test)]
pub(super) fn header(number: u64) -> [u8; SEGMENT_HEADER] {
    let mut header = [0; SEGMENT_HEADER];
    let positions = [number * SEGMENT as u64, 0].map(|position| (position ^ (u64::MAX >> 1)).to_le_bytes());
    let (crc, rest) = header.split_at_mut(4);
    rest.copy_from_slice(positions.as_flattened());
    crc.copy_from_slice(&(!crc32fast::hash(rest)).to_le_bytes());
    header
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

enum Header {
    Of {
        number: u64,
        stable: u64,
    },
    /// Zeros: never begun, or freed by a start of sled.
    None,
    Unreadable,
}

fn read_header(log: &File, place: u64) -> io::Result<Header> {
    let mut bytes = [0; SEGMENT_HEADER];
    match log.read_exact_at(&mut bytes, place) {
        Ok(()) => {}
        // The file ends within it.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(Header::None),
        Err(error) => return Err(error),
    }
    if bytes == [0; SEGMENT_HEADER] {
        return Ok(Header::None);
    }
    let (crc, rest) = bytes.split_at(4);
    let mut positions = rest.chunks_exact(8).map(|position| {
        let position = position.try_into().map(u64::from_le_bytes).unwrap_or_default();
        position ^ (u64::MAX >> 1)
    });
    let (first, stable) = (positions.next().unwrap_or_default(), positions.next().unwrap_or_default());
    if (!crc32fast::hash(rest)).to_le_bytes() != crc || first % SEGMENT as u64 != 0 {
        return Ok(Header::Unreadable);
    }
    // Before anything was stable it is −1.
    let stable = if i64::try_from(stable).is_ok() { stable } else { 0 };
    Ok(Header::Of { number: first / SEGMENT as u64, stable })
}

fn read_segment(log: &File, place: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
    bytes.resize(SEGMENT, 0);
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match log.read_at(rest, place + filled as u64) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    Ok(())
}

/// Where the messages of a segment stop being readable; `None` if they are sound to its end.
fn first_tear(segment: &[u8], number: u64) -> Option<usize> {
    let mut at = SEGMENT_HEADER;
    while at <= SEGMENT - MESSAGE_HEADER_MAX {
        match segment.get(at..).and_then(read_message) {
            Some(message) if message.number == number && message.kind == KIND_CAP => return None,
            Some(message) if message.number == number => at += message.length,
            _ => return Some(at),
        }
    }
    None
}

/// The highest number of a segment that a whole message behind `from` names.
fn newest_message(segment: &[u8], from: usize) -> Option<u64> {
    let mut newest = None;
    let mut at = from;
    while let Some(rest) = segment.get(at..).filter(|rest| rest.len() > 8) {
        match read_message(rest) {
            Some(message) => {
                newest = newest.max(Some(message.number));
                at += message.length;
            }
            None => at += 1,
        }
    }
    newest
}

struct Message {
    kind: u8,
    number: u64,
    /// Of header and body, in bytes.
    length: usize,
}

/// Reads the message that `bytes` starts with, if it is a whole one and passes its checksum.
fn read_message(bytes: &[u8]) -> Option<Message> {
    let (crc, rest) = bytes.split_first_chunk::<4>()?;
    let (kind, rest) = rest.split_first()?;
    if !(1..=KIND_LAST).contains(kind) {
        return None;
    }
    let (body, rest) = read_varint(rest)?;
    let (number, rest) = read_varint(rest)?;
    let (_page, rest) = read_varint(rest)?;
    let body = rest.get(..usize::try_from(body).ok()?)?;
    let header = bytes.len() - rest.len();
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(body);
    hasher.update(bytes.get(4..header)?);
    (!hasher.finalize() == u32::from_le_bytes(*crc)).then_some(Message {
        kind: *kind,
        number,
        length: header + body.len(),
    })
}

/// Reads sled's varint: up to 240 as it is, up to 67,823 in two or three bytes, then the bytes' count and the bytes.
fn read_varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    let count = match first {
        0..=240 => return Some((u64::from(*first), rest)),
        241..=248 => {
            let (low, rest) = rest.split_first()?;
            return Some((240 + 256 * (u64::from(*first) - 241) + u64::from(*low), rest));
        }
        249 => {
            let ([high, low], rest) = rest.split_first_chunk::<2>()?;
            return Some((2288 + 256 * u64::from(*high) + u64::from(*low), rest));
        }
        _ => usize::from(*first) - 247,
    };
    let (number, rest) = rest.split_at_checked(count)?;
    Some((number.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)), rest))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn varints_are_sleds() {
        for (bytes, number) in [
            (&[0][..], 0),
            (&[240], 240),
            (&[241, 0], 240),
            (&[241, 1], 241),
            (&[248, 255], 2287),
            (&[249, 0, 0], 2288),
            (&[249, 255, 255], 67_823),
            (&[250, 0, 0, 1], 65_536),
            (&[251, 1, 2, 3, 4], 0x0403_0201),
            (&[255, 255, 255, 255, 255, 255, 255, 255, 255], u64::MAX),
        ] {
            assert_eq!(read_varint(bytes), Some((number, &[][..])));
            assert_eq!(read_varint(&bytes[..bytes.len() - 1]), None);
        }
    }
}
