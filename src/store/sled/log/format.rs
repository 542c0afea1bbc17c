//! Reads the format of sled's log: segments, and the messages in them.
//!
//! Layout: a segment starts with CRC-32 (4), its first position in the log (8), the position that was stable when it was
//! begun (8), both positions xored with 2⁶³−1. Messages follow: CRC-32 (4), kind (1), then as sled's varints the length
//! of the body, the segment's number and the page's; then the body. All little-endian, all checksums inverted.
//!
//! Source: sled 0.34.7, `pagecache/{iterator,logger}.rs`, `serialization.rs`.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

/// The length of a segment, in bytes.
pub(in crate::store::sled) const SEGMENT: usize = 512 << 10;
/// The length of a segment's header, in bytes.
pub(super) const SEGMENT_HEADER: usize = 20;
/// sled begins no message with less than this left in a segment.
const MESSAGE_HEADER_MAX: usize = 32;
const KIND_CAP: u8 = 2;
const KIND_LAST: u8 = 11;

/// What the header of a segment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store::sled) enum Header {
    /// A segment that was begun.
    Of {
        /// The segment's number.
        number: u64,
        /// The position in the log that was stable when it was begun.
        stable: u64,
    },
    /// Zeros, or nothing: never begun, or freed by a start of sled.
    None,
    /// Something else.
    Unreadable,
}

/// Reads the header of the segment at `place`, in bytes from the file's beginning.
///
/// # Errors
/// The disk's own.
pub(super) fn read_header(log: &File, place: u64) -> io::Result<Header> {
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

/// Reads the segment at `place` into `bytes`: less than a whole one where the file ends within it.
///
/// # Errors
/// The disk's own.
pub(super) fn read_segment(log: &File, place: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
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

/// Gives where the messages of a segment stop being readable; `None` if they are sound to its end.
pub(super) fn first_tear(segment: &[u8], number: u64) -> Option<usize> {
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

/// Gives the highest number of a segment that a whole message behind `from` names.
pub(super) fn newest_message(segment: &[u8], from: usize) -> Option<u64> {
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
pub(super) fn read_varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
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

/// Makes the header of a segment, of which nothing was stable when it was begun.
#[cfg(test)]
pub(in crate::store::sled) fn header(number: u64) -> [u8; SEGMENT_HEADER] {
    let mut header = [0; SEGMENT_HEADER];
    let positions = [number * SEGMENT as u64, 0].map(|position| (position ^ (u64::MAX >> 1)).to_le_bytes());
    let (crc, rest) = header.split_at_mut(4);
    rest.copy_from_slice(positions.as_flattened());
    crc.copy_from_slice(&(!crc32fast::hash(rest)).to_le_bytes());
    header
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
