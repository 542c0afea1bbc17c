//! JPEG: tables, frame and scans, and nothing else. Source: ITU-T T.81, annex B; T.872 for Adobe's segment.

use super::is_sane;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const ADOBE: u8 = 0xee;

/// Puts a picture together from what draws it; `None` for what is none.
pub(super) fn cleaned(file: &[u8]) -> Option<Vec<u8>> {
    let mut rest = file.strip_prefix(&[0xff, START])?;
    let mut out = Vec::with_capacity(file.len());
    out.extend([0xff, START]);
    let (mut has_frame, mut has_scan) = (false, false);
    loop {
        rest = rest.strip_prefix(&[0xff])?;
        // Any number of 0xff may stand before a marker.
        while let Some(further) = rest.strip_prefix(&[0xff]) {
            rest = further;
        }
        let (marker, behind) = rest.split_first()?;
        if *marker == END {
            out.extend([0xff, END]);
            // Whatever lies behind the end is no part of the image.
            return has_scan.then_some(out);
        }
        let (segment, behind) = segment(behind)?;
        rest = behind;
        match *marker {
            0xdb if tables(segment, quantisation) => put(&mut out, *marker, segment),
            0xc4 if tables(segment, huffman) => put(&mut out, *marker, segment),
            0xdd if segment.len() == 2 => put(&mut out, *marker, segment),
            0xc0..=0xc2 if !has_frame && frame(segment) => {
                put(&mut out, *marker, segment);
                has_frame = true;
            }
            SCAN if has_frame && scan(segment) => {
                put(&mut out, SCAN, segment);
                let length = coded(rest);
                let (data, behind) = rest.split_at_checked(length)?;
                out.extend(data);
                rest = behind;
                has_scan = true;
            }
            // Of Adobe's segment one number changes what the colours are; it is written anew.
            ADOBE => {
                if let Some(transform) = adobe(segment) {
                    put(&mut out, ADOBE, &[b'A', b'd', b'o', b'b', b'e', 0, 100, 0, 0, 0, 0, transform]);
                }
            }
            // Exif, XMP, profiles, thumbnails, comments.
            0xe0..=0xef | 0xfe => {}
            _ => return None,
        }
    }
}

/// Takes a segment: its length, two bytes that count themselves, and its contents.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)).checked_sub(2)?)
}

fn put(out: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    // It came from a segment of this length, or is a short one of ours.
    let length = u16::try_from(segment.len() + 2).unwrap_or(u16::MAX);
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    out.extend(segment);
}

/// Tells whether a segment is tables from its first byte to its last.
fn tables(mut segment: &[u8], one: fn(&[u8]) -> Option<usize>) -> bool {
    while !segment.is_empty() {
        match one(segment).and_then(|length| segment.get(length..)) {
            Some(rest) => segment = rest,
            None => return false,
        }
    }
    true
}

fn quantisation(table: &[u8]) -> Option<usize> {
    match table.first()? {
        0x00..=0x03 => Some(1 + 64),
        0x10..=0x13 => Some(1 + 128),
        _ => None,
    }
}

fn huffman(table: &[u8]) -> Option<usize> {
    let counts = table.get(1..17)?;
    matches!(table.first()?, 0x00..=0x03 | 0x10..=0x13)
        .then_some(17 + counts.iter().map(|count| usize::from(*count)).sum::<usize>())
}

fn frame(segment: &[u8]) -> bool {
    let Some(([precision, h1, h2, w1, w2, components], rest)) = segment.split_first_chunk() else { return false };
    let (height, width) = (u16::from_be_bytes([*h1, *h2]), u16::from_be_bytes([*w1, *w2]));
    *precision == 8
        && (1..=4).contains(components)
        && rest.len() == 3 * usize::from(*components)
        && is_sane(width.into(), height.into())
}

fn scan(segment: &[u8]) -> bool {
    segment.first().is_some_and(|count| (1..=4).contains(count) && segment.len() == 4 + 2 * usize::from(*count))
}

/// Counts the bytes of coded data: up to a marker that neither stands for 0xff nor begins anew within the scan.
fn coded(bytes: &[u8]) -> usize {
    let mut pairs = bytes.iter().zip(bytes.iter().skip(1));
    let end = pairs.position(|(byte, next)| *byte == 0xff && !matches!(next, 0x00 | 0xd0..=0xd7));
    end.unwrap_or(bytes.len())
}

fn adobe(segment: &[u8]) -> Option<u8> {
    let transform = segment.strip_prefix(b"Adobe")?.get(6)?;
    (*transform <= 2).then_some(*transform)
}

#[cfg(test)]
pub(crate) mod samples {
    fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
        let length = u16::try_from(contents.len() + 2).expect("a short one").to_be_bytes();
        [&[0xff, marker], length.as_slice(), contents].concat()
    }

    fn parts(progressive: bool) -> [Vec<u8>; 4] {
        let table = segment(0xdb, &[&[0][..], &[1; 64]].concat());
        let frame = segment(if progressive { 0xc2 } else { 0xc0 }, &[8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
        // One code each, of one bit: no difference, end of block.
        let counts = [&[1][..], &[0; 15], &[0]].concat();
        let codes =
            [segment(0xc4, &[&[0x00][..], &counts].concat()), segment(0xc4, &[&[0x10][..], &counts].concat())].concat();
        let scans = if progressive {
            [segment(0xda, &[1, 1, 0x00, 0, 0, 0]), vec![0x7f], segment(0xda, &[1, 1, 0x00, 1, 63, 0]), vec![0x7f]]
                .concat()
        } else {
            [segment(0xda, &[1, 1, 0x00, 0, 63, 0]), vec![0x3f]].concat()
        };
        [table, frame, codes, scans]
    }

    /// A grey square of eight by eight points, sound in every bit.
    pub(crate) fn jpeg(progressive: bool) -> Vec<u8> {
        [&[0xff, 0xd8][..], &parts(progressive).concat(), &[0xff, 0xd9]].concat()
    }

    /// The same as a phone gives it away: thumbnail, Exif with the place, XMP, profile, Photoshop's block, a comment, another
    /// picture behind the end.
    pub(crate) fn dressed_jpeg(progressive: bool) -> Vec<u8> {
        let [table, frame, codes, scans] = parts(progressive);
        let thumbnail = [&b"JFXX\0\x10"[..], &jpeg(false)].concat();
        let exif = b"Exif\0\0MM\0*\0\0\0\x08 GPSLatitude 54.6892N MyPhone 12";
        let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>54.6892N</x:xmpmeta>";
        [
            vec![0xff, 0xd8],
            segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xe0, &thumbnail),
            segment(0xe1, exif),
            segment(0xe1, xmp),
            segment(0xe2, b"ICC_PROFILE\0\x01\x01 a profile of MyPhone 12"),
            segment(0xed, b"Photoshop 3.0\08BIM\x04\x04 city 54.6892N"),
            vec![0xff, 0xff],
            table,
            segment(0xfe, b"A comment"),
            frame,
            codes,
            segment(0xe5, b"MyPhone 12"),
            scans,
            segment(0xfe, b"A comment"),
            vec![0xff, 0xd9],
            b"BEHIND THE END".to_vec(),
            jpeg(false),
        ]
        .concat()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::samples::*;
    use super::*;

    #[test]
    fn of_adobes_segment_only_the_number_for_colours_is_kept() {
        let sound = jpeg(false);
        let with = |contents: &[u8]| {
            let mut file = vec![0xff, 0xd8];
            put(&mut file, ADOBE, contents);
            [file, sound[2..].to_vec()].concat()
        };
        let kept = cleaned(&with(b"Adobe\0\x64\xc0\x00\x00\x00\x02 54.6892N")).unwrap();
        assert_eq!(&kept[2..18], b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0\x02");
        assert_eq!(&kept[18..], &sound[2..]);
        assert_eq!(cleaned(&with(b"Adobe\0\x64")).unwrap(), sound);
        assert_eq!(cleaned(&with(b"Ducky 54.6892N")).unwrap(), sound);
    }

    #[test]
    fn tables_that_hold_more_than_tables_are_refused() {
        let sound = jpeg(false);
        // The first segment is the table: one byte more in it, and one more in its length.
        let mut longer = sound.clone();
        longer[5] += 1;
        longer.insert(6 + 65, b'x');
        assert_eq!(cleaned(&longer), None);
        for marker in [0xc3, 0xc5, 0xc9, 0xcc, 0xdc, 0xf0, 0x01, 0xd0] {
            let mut other = sound.clone();
            other[3] = marker;
            assert_eq!(cleaned(&other), None, "{marker:x}");
        }
    }
}
