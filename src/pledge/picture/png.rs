//! PNG: the chunks that draw the image, and nothing else. Source: W3C Portable Network Graphics, third edition.

use super::is_sane;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Puts a picture together from what draws it; `None` for what is none.
pub(super) fn cleaned(file: &[u8]) -> Option<Vec<u8>> {
    let mut rest = file.strip_prefix(SIGNATURE)?;
    let mut out = SIGNATURE.to_vec();
    let (mut first, mut has_data) = (true, false);
    loop {
        let (length, behind) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (name, _) = behind.split_first_chunk::<4>()?;
        let (named, behind) = behind.split_at_checked(length.checked_add(4)?)?;
        let (sum, behind) = behind.split_first_chunk::<4>()?;
        if crc32fast::hash(named) != u32::from_be_bytes(*sum) || (first != (name == b"IHDR")) {
            return None;
        }
        let chunk = rest.get(..length + 12)?;
        match name {
            b"IHDR" => {
                let (width, size) = named.get(4..)?.split_first_chunk::<4>()?;
                let (height, _) = size.split_first_chunk::<4>()?;
                if length != 13 || !is_sane(u32::from_be_bytes(*width), u32::from_be_bytes(*height)) {
                    return None;
                }
                out.extend(chunk);
            }
            b"PLTE" | b"tRNS" => out.extend(chunk),
            b"IDAT" => {
                out.extend(chunk);
                has_data = true;
            }
            b"IEND" => {
                out.extend(chunk);
                return (has_data && length == 0).then_some(out);
            }
            // Whoever does not know a chunk whose name begins so can't draw the image.
            [begin, ..] if begin.is_ascii_uppercase() => return None,
            // Exif, texts, times, profiles, further frames.
            _ => {}
        }
        (rest, first) = (behind, false);
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use super::SIGNATURE;

    pub(super) fn chunk(name: &[u8; 4], contents: &[u8]) -> Vec<u8> {
        let named = [name.as_slice(), contents].concat();
        let length = u32::try_from(contents.len()).expect("a short one").to_be_bytes();
        [length.as_slice(), &named, &crc32fast::hash(&named).to_be_bytes()].concat()
    }

    pub(super) fn parts() -> [Vec<u8>; 3] {
        let head = chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
        [head, chunk(b"IDAT", &miniz_oxide::deflate::compress_to_vec_zlib(&[0, 128], 6)), chunk(b"IEND", b"")]
    }

    /// One grey point.
    pub(crate) fn png_file() -> Vec<u8> {
        [SIGNATURE, &parts().concat()].concat()
    }

    /// The same as programs give it away.
    pub(crate) fn dressed_png() -> Vec<u8> {
        let [head, data, end] = parts();
        [
            SIGNATURE.to_vec(),
            head,
            chunk(b"eXIf", b"MM\0* GPSLatitude 54.6892N MyPhone 12"),
            chunk(b"iCCP", b"ICC_PROFILE of MyPhone 12"),
            chunk(b"tIME", &[7, 0xea, 11, 16, 8, 0, 0]),
            chunk(b"pHYs", &[0; 9]),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0http://ns.adobe.com/xap/1.0/"),
            data,
            chunk(b"tEXt", b"Comment\0A comment"),
            chunk(b"fdAT", b"another frame"),
            end,
            b"BEHIND THE END".to_vec(),
        ]
        .concat()
    }
}

#[cfg(test)]
mod tests {
    use super::samples::*;
    use super::*;

    #[test]
    fn what_can_not_be_drawn_without_being_known_is_refused() {
        let [head, data, end] = parts();
        let file = |parts: &[&[u8]]| [SIGNATURE, &parts.concat()].concat();
        assert!(cleaned(&file(&[&head, &data, &end])).is_some());
        for wrong in [
            file(&[&head, &chunk(b"CgBI", b""), &data, &end]),
            file(&[&head, &end]),
            file(&[&data, &head, &end]),
            file(&[&head, &head, &data, &end]),
            file(&[&chunk(b"IHDR", &[0xff; 13]), &data, &end]),
            file(&[&head, &data, &chunk(b"IEND", b"x")]),
        ] {
            assert_eq!(cleaned(&wrong), None);
        }
        let mut changed = file(&[&head, &data, &end]);
        if let Some(byte) = changed.get_mut(20) {
            *byte ^= 1;
        }
        assert_eq!(cleaned(&changed), None, "its sum does not hold");
    }
}
