//! The log's reader, for the fuzz target: see [`crate::fuzzing`].

use std::fs::File;
use std::os::unix::fs::FileExt as _;

use super::format::{SEGMENT, SEGMENT_HEADER, first_tear, newest_message, read_segment, read_varint};
use super::{cut, is_whole, tears};

/// Reads any bytes as a log: as they are, and once more with the checksums made right that a fuzzer would never guess.
pub fn log(bytes: &[u8]) {
    read(bytes);
    let mut mended = bytes.to_vec();
    mend(&mut mended);
    read(&mended);
}

fn read(bytes: &[u8]) {
    let _ = newest_message(bytes, 0);
    if let Some(at) = first_tear(bytes, 0) {
        assert!(at >= SEGMENT_HEADER, "a tear lies behind the header");
    }
    let Ok(descriptor) = rustix::fs::memfd_create("log", rustix::fs::MemfdFlags::CLOEXEC) else { return };
    let file = File::from(descriptor);
    // Twice, so that there is a second segment behind the first.
    if file.write_all_at(bytes, 0).is_err() || file.write_all_at(bytes, SEGMENT as u64).is_err() {
        return;
    }
    let _ = is_whole(&file, 0, &[b"mark".to_vec()]);
    for tear in tears(&file, 0).ok().flatten().unwrap_or_default().into_iter().rev() {
        let sound = || {
            let mut segment = Vec::new();
            read_segment(&file, tear.place, &mut segment).expect("memory gives it");
            segment.truncate(tear.at);
            segment
        };
        let before = sound();
        cut(&file, tear).expect("memory takes it");
        assert!(sound() == before, "nothing before the tear is touched");
    }
}

/// Gives the header and every message that follows it their checksums, as far as there are messages.
fn mend(bytes: &mut [u8]) {
    let Some((crc, rest)) = bytes.get_mut(..SEGMENT_HEADER).and_then(|header| header.split_first_chunk_mut::<4>())
    else {
        return;
    };
    *crc = (!crc32fast::hash(rest)).to_le_bytes();
    let mut at = SEGMENT_HEADER;
    while let Some(length) = bytes.get_mut(at..).and_then(mend_message) {
        at += length;
    }
}

fn mend_message(bytes: &mut [u8]) -> Option<usize> {
    let whole = bytes.len();
    let (crc, rest) = bytes.split_first_chunk_mut::<4>()?;
    let (body, left) = read_varint(rest.get(1..)?)?;
    let (_number, left) = read_varint(left)?;
    let (_page, left) = read_varint(left)?;
    let header = whole - left.len();
    let body = usize::try_from(body).ok().filter(|body| *body <= left.len())?;
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(left.get(..body)?);
    hasher.update(rest.get(..header - 4)?);
    *crc = (!hasher.finalize()).to_le_bytes();
    Some(header + body)
}
