//! What the organiser's command line hands to the bot of a sealed alert: everything but the words.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::canonical::{Lines, NotCanonical, write};
use super::circle::{DEVICES_MAX, DeviceTag, Header, SealedToMany, is_payload};
use super::{CircleCall, DeviceList, Manifest, SealError, Signature};

const TITLE: &str = "klich-sealed v1";
/// The longest payload, in bytes.
pub const PAYLOAD_MAX: usize = 256 << 10;
/// The longest file, in bytes: every header has about 280.
pub const PACKAGE_MAX: usize = DEVICES_MAX * 288 + PAYLOAD_MAX * 2;

/// A sealed alert on its way to the bot. Its one text:
///
/// ```text
/// klich-sealed v1
/// manifest: <base64 of the manifest's text>
/// signature: <base64 of a .minisig file>         one or more
/// payload: <base64>
/// header: <32 digits of hex: whose it is> <base64 of an age header>      sorted, one for each device
/// ```
///
/// The manifest says campaign, number, kind, expiry and the one circle, and holds the words by salted hash: so the bot checks
/// signatures and learns no word. `age -d` opens a header's bytes before the payload's.
#[derive(Clone, PartialEq, Eq)]
pub struct Package {
    /// What was signed.
    pub manifest: Manifest,
    /// Signatures over it.
    pub signatures: Vec<Signature>,
    /// Payload and headers.
    pub sealed: SealedToMany,
}

impl Package {
    /// Seals a call to the devices of its circle.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn seal(call: &CircleCall, list: &DeviceList) -> Result<Self, SealError> {
        let sealed = SealedToMany::seal(call.to_padded()?.as_bytes(), &list.devices)?;
        Ok(Self { manifest: call.manifest.clone(), signatures: call.signatures.clone(), sealed })
    }

    /// Gives the one circle that it is for; `None` where the manifest names another number of them.
    pub fn circle(&self) -> Option<&str> {
        circle_of(&self.manifest)
    }

    /// Tells whether a file claims to be one.
    pub fn is_claimed(text: &str) -> bool {
        text.starts_with("klich-sealed ")
    }

    /// Gives the file's text.
    pub fn to_text(&self) -> String {
        let line = |key: &str, value: String| (key.to_owned(), value);
        let head = [line("manifest", STANDARD.encode(self.manifest.to_text()))];
        let signatures = self.signatures.iter().map(|one| line("signature", STANDARD.encode(one.to_file())));
        let payload = [line("payload", STANDARD.encode(&self.sealed.payload))];
        let headers = self.sealed.headers.iter().map(|(tag, header)| {
            let tag: String = tag.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            line("header", format!("{tag} {}", STANDARD.encode(header.as_bytes())))
        });
        write(TITLE, head.into_iter().chain(signatures).chain(payload).chain(headers))
    }

    /// Reads a file that must be in its one form.
    ///
    /// # Errors
    /// [`NotCanonical`].
    pub fn parse(text: &str) -> Result<Self, NotCanonical> {
        let lines = Lines::read(text, TITLE)?;
        let wrong = NotCanonical::Line;
        let decoded = |value: &str, key| STANDARD.decode(value).map_err(|_| wrong(key));
        let as_text = |value: &str, key| String::from_utf8(decoded(value, key)?).map_err(|_| wrong(key));
        let manifest = Manifest::parse(&as_text(lines.one("manifest")?, "manifest")?).map_err(|_| wrong("manifest"))?;
        if circle_of(&manifest).is_none() {
            return Err(wrong("manifest"));
        }
        let signature = |value: &str| Signature::read(&as_text(value, "signature")?).map_err(|_| wrong("signature"));
        let signatures = lines.all("signature").map(signature).collect::<Result<Vec<_>, _>>()?;
        let payload = decoded(lines.one("payload")?, "payload")?;
        if !is_payload(&payload) || payload.len() > PAYLOAD_MAX {
            return Err(wrong("payload"));
        }
        let header = |value: &str| {
            let (tag, header) = value.split_once(' ').ok_or(wrong("header"))?;
            let header = Header::read(&decoded(header, "header")?).ok_or(wrong("header"))?;
            Ok((read_tag(tag).ok_or(wrong("header"))?, header))
        };
        let headers = lines.all("header").map(header).collect::<Result<Vec<_>, _>>()?;
        let sorted = headers.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a < b));
        if headers.is_empty() || headers.len() > DEVICES_MAX || !sorted {
            return Err(wrong("header"));
        }
        let package = Self { manifest, signatures, sealed: SealedToMany { payload, headers } };
        if package.to_text() == text { Ok(package) } else { Err(NotCanonical::Form) }
    }
}

/// Gives the one circle that a manifest is for.
fn circle_of(manifest: &Manifest) -> Option<&str> {
    let mut circles = manifest.circles.iter();
    circles.next().filter(|_| circles.next().is_none()).map(String::as_str)
}

fn read_tag(hex: &str) -> Option<DeviceTag> {
    let number = u128::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 32)?;
    Some(DeviceTag::from_bytes(number.to_be_bytes()))
}

/// Prints the type only.
impl fmt::Debug for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Package")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;
    use crate::seal::circle_call::tests::call;
    use crate::seal::envelope::tests::identity;

    fn package() -> Package {
        let list = DeviceList::new("ours", "medics", (0..3).map(|_| identity().1));
        Package::seal(&call("Come."), &list).unwrap()
    }

    #[test]
    fn a_package_reads_back_and_says_no_word() {
        let package = package();
        assert_eq!(package.circle(), Some("medics"));
        let text = package.to_text();
        assert!(Package::is_claimed(&text) && !text.contains("Come."));
        assert!(Package::parse(&text) == Ok(package));
    }

    #[test]
    fn another_form_is_refused() {
        let text = package().to_text();
        let lines: Vec<&str> = text.lines().collect();
        let last = lines.len() - 1;
        let with = |lines: &[&str]| format!("{}\n", lines.join("\n"));
        let mut swapped = lines.clone();
        swapped.swap(last, last - 1);
        let twice = [lines.as_slice(), &lines[last..]].concat();
        let headless: Vec<&str> = lines.iter().copied().filter(|line| !line.starts_with("header")).collect();
        for bad in [with(&swapped), with(&twice), with(&headless), text.trim_end().to_owned(), format!("{text}x: y\n")]
        {
            assert!(Package::parse(&bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_changed_letter_is_noticed_or_changes_what_it_says(at in any::<prop::sample::Index>(), letter in "[ -~\n]") {
            let package = package();
            let mut text = package.to_text();
            let at = at.index(text.len());
            text.replace_range(at..=at, &letter);
            if let Ok(read) = Package::parse(&text) {
                prop_assert_eq!(read.to_text(), text);
            }
        }

        #[test]
        fn no_text_crashes_it(text in "(klich-sealed v1\n)?((manifest|payload|header): [A-Za-z0-9=]{0,20}\n){0,4}\\PC{0,20}") {
            let _ = Package::parse(&text);
        }
    }
}
