//! Pictures as they may be kept: of what a phone or a program wrote beside the image nothing is left.
//!
//! A picture is taken apart and put together anew from the parts that draw it. Place, time, device, thumbnails, profiles,
//! comments and whatever lies behind its end are not among them. What does not take apart cleanly is refused.
//!
//! # Security
//! What the image shows stays: faces, places, and marks that somebody hid in the image itself. The tables by which a JPEG was
//! compressed stay too, and hint at the program that made it; for a photo from a Telegram client that is Telegram's own.
//! The way that a picture is to be turned goes with the rest: a file, other than a photo, may lie on its side.

mod jpeg;
mod png;

use std::fmt;

/// The largest picture in bytes.
pub const PICTURE_MAX: usize = 384 << 10;
/// The most points that a picture has: more is no photo, but a trap for who opens it.
const POINTS_MAX: u64 = 100_000_000;

/// How a picture is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl Coding {
    /// Gives its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// A picture with nothing in it but the image.
#[derive(Clone, PartialEq, Eq)]
pub struct CleanPicture {
    /// How it is coded.
    pub coding: Coding,
    /// The file.
    pub bytes: Vec<u8>,
}

impl CleanPicture {
    /// Cleans a file; `None` for what is no sound JPEG or PNG of at most [`PICTURE_MAX`] bytes.
    pub fn of(file: &[u8]) -> Option<Self> {
        if file.len() > PICTURE_MAX {
            return None;
        }
        let jpeg = || Some(Self { coding: Coding::Jpeg, bytes: jpeg::cleaned(file)? });
        let png = || Some(Self { coding: Coding::Png, bytes: png::cleaned(file)? });
        jpeg().or_else(png)
    }
}

/// Prints the type only.
impl fmt::Debug for CleanPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CleanPicture")
    }
}

fn is_sane(width: u32, height: u32) -> bool {
    width > 0 && height > 0 && u64::from(width) * u64::from(height) <= POINTS_MAX
}

/// A real photo's neighbours: what phones and programs write beside an image, for tests.
#[cfg(test)]
pub(crate) mod samples {
    pub(crate) use super::jpeg::samples::*;
    pub(crate) use super::png::samples::*;

    /// What must not be found afterwards.
    pub(crate) const SECRETS: [&str; 7] =
        ["GPSLatitude", "54.6892N", "ns.adobe.com/xap", "MyPhone 12", "A comment", "ICC_PROFILE", "BEHIND THE END"];
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::samples::*;
    use super::*;

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }

    #[test]
    fn of_everything_that_was_written_beside_the_image_nothing_is_left() {
        for (plain, dressed) in
            [(jpeg(false), dressed_jpeg(false)), (jpeg(true), dressed_jpeg(true)), (png_file(), dressed_png())]
        {
            let found: Vec<_> = SECRETS.iter().filter(|secret| holds(&dressed, secret)).collect();
            assert!(found.len() > 4, "the sample is dressed: {found:?}");
            let clean = CleanPicture::of(&dressed).unwrap();
            for secret in SECRETS {
                assert!(!holds(&clean.bytes, secret), "{secret}");
            }
            assert!(clean.bytes == plain, "what draws the image is all there, byte for byte");
            assert_eq!(CleanPicture::of(&clean.bytes), Some(clean.clone()), "and it stays as it is");
        }
    }

    #[test]
    fn what_does_not_take_apart_cleanly_is_refused() {
        for sound in [jpeg(false), jpeg(true), png_file()] {
            for length in 0..sound.len() {
                assert_eq!(CleanPicture::of(sound.get(..length).unwrap()), None, "cut at {length}");
            }
        }
        for other in [&b"GIF89a"[..], b"RIFF\0\0\0\0WEBP", b"", b"\xff\xd8\xff\xd9", b"%PDF-1.4", &[0; 64]] {
            assert_eq!(CleanPicture::of(other), None);
        }
        assert_eq!(CleanPicture::of(&[jpeg(false), vec![0; PICTURE_MAX]].concat()), None, "too long");
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(noise in prop::collection::vec(any::<u8>(), 0..300), place in 0_usize..400, byte: u8) {
            let _ = CleanPicture::of(&noise);
            for mut file in [dressed_jpeg(false), dressed_jpeg(true), dressed_png()] {
                let place = place % file.len();
                *file.get_mut(place).unwrap() = byte;
                if let Some(clean) = CleanPicture::of(&file) {
                    prop_assert!(clean.bytes.len() <= file.len() + 16);
                }
            }
        }
    }
}
