//! What travels in the fragment of a button's address, which no server sees.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::{Manifest, Refusal, SealedFile, Signature};

/// The longest address of a button, in characters: Telegram refuses those of 2,000 and more.
pub const ADDRESS_MAX: usize = 1999;
/// What a fragment may hold when it is inflated, in bytes.
const INFLATED_MAX: usize = 64 << 10;

/// A call with all that it takes to verify it in one language: `#a=` and base64url of raw deflate of the JSON array
/// `[manifest, [[signature, trusted comment, global signature], …], language, text]`.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedCall {
    /// The manifest's one text.
    pub manifest: String,
    /// The signatures over it.
    pub signatures: Vec<Signature>,
    /// The language of the text, two letters.
    pub language: String,
    /// The text as it was signed.
    pub text: String,
}

impl SignedCall {
    /// Gives the address of the page with this call in its fragment; `None` where it is too long, and manifest, signatures
    /// and text have to come as files.
    ///
    /// `page` ends in a slash; `reader` is the language that the page speaks.
    pub fn address(&self, page: &str, reader: &str) -> Option<String> {
        let signatures: Vec<_> = self.signatures.iter().map(Signature::parts).collect();
        let json = serde_json::to_vec(&(&self.manifest, signatures, &self.language, &self.text)).ok()?;
        let address = format!("{page}#a={}&l={reader}", URL_SAFE_NO_PAD.encode(compress_to_vec(&json, 10)));
        (address.len() <= ADDRESS_MAX).then_some(address)
    }

    /// Reads what an address's fragment carries.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn read(address: &str) -> Result<Self, Refusal> {
        let packed = parameter(address, "a").and_then(|value| URL_SAFE_NO_PAD.decode(value).ok());
        let json = packed.and_then(|packed| decompress_to_vec_with_limit(&packed, INFLATED_MAX).ok());
        let json = json.ok_or(Refusal::Malformed)?;
        type Parts = (String, Vec<[String; 3]>, String, String);
        let (manifest, signatures, language, text): Parts =
            serde_json::from_slice(&json).map_err(|_| Refusal::Malformed)?;
        let signatures = signatures.iter().map(|[s, c, g]| Signature::of(s, c, g)).collect::<Result<_, _>>()?;
        Ok(Self { manifest, signatures, language, text })
    }

    /// Reads the manifest.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn parse_manifest(&self) -> Result<Manifest, Refusal> {
        Manifest::parse(&self.manifest).map_err(|_| Refusal::Malformed)
    }
}

/// Prints the type only.
impl fmt::Debug for SignedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignedCall")
    }
}

/// A screen of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// To seal a pledge.
    Pledge,
    /// To seal a private message.
    Message,
    /// To check a call whose files one has.
    Verify,
    /// What the page protects against, and the fingerprint of the campaign's keys.
    Safety,
}

/// Gives the address that opens the page on a screen in the reader's language.
///
/// `from_keyboard` says that the button is of a reply keyboard: only there does Telegram hand to the bot what the page sends;
/// from elsewhere the page shows the sealed text to be copied into the chat.
pub fn screen_address(page: &str, screen: Screen, reader: &str, from_keyboard: bool) -> String {
    let name = match screen {
        Screen::Pledge => "pledge",
        Screen::Message => "message",
        Screen::Verify => "verify",
        Screen::Safety => "safety",
    };
    format!("{page}#p={name}&l={reader}{}", if from_keyboard { "&s=1" } else { "" })
}

/// Gives the address of the page with a sealed reply in its fragment; `None` where it is too long, and the armoured file has
/// to come instead.
pub fn reply_address(sealed: &SealedFile, page: &str, reader: &str) -> Option<String> {
    let address = format!("{page}#r={}&l={reader}", URL_SAFE_NO_PAD.encode(sealed.as_bytes()));
    (address.len() <= ADDRESS_MAX).then_some(address)
}

/// Gives the address of the page with a sealed call for a circle in its fragment, `#c=` and base64url of the age file; `None`
/// where it is too long, and the file has to come instead.
pub fn circle_address(file: &[u8], page: &str, reader: &str) -> Option<String> {
    let address = format!("{page}#c={}&l={reader}", URL_SAFE_NO_PAD.encode(file));
    (address.len() <= ADDRESS_MAX).then_some(address)
}

/// Gives the address that opens the page where a device gives its key for a circle; of a keyboard's button.
pub fn device_address(page: &str, circle: &str, reader: &str) -> String {
    format!("{page}#p=circle&n={circle}&l={reader}&s=1")
}

fn parameter<'a>(address: &'a str, name: &str) -> Option<&'a str> {
    let (_, fragment) = address.split_once('#')?;
    fragment.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;
    use crate::seal::envelope::tests::identity;
    use crate::seal::{Reply, SigningKey, sha256_hex};

    const PAGE: &str = "https://solidarity.example/app/";

    fn call(text: &str, languages: usize) -> SignedCall {
        let codes = ["be", "de", "en", "es", "fr", "lt", "pl", "pt", "ru", "tr", "uk"];
        let manifest = Manifest {
            campaign: "belarus-16-november".to_owned(),
            sequence: 7,
            kind: "call".to_owned(),
            expires: "2026-11-17T00:00:00Z".parse().unwrap(),
            languages: Default::default(),
            circles: Default::default(),
            texts: codes[..languages].iter().map(|code| ((*code).to_owned(), sha256_hex(text))).collect(),
        };
        let signatures =
            (0..2).map(|_| SigningKey::generate().sign(&manifest.to_text(), &manifest.trusted_comment())).collect();
        SignedCall { manifest: manifest.to_text(), signatures, language: "be".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_call_reads_back_from_its_address() {
        let call = call("16 лістапада а 18-й — на плошчы каля тэатра. Прыходзьце з кветкамі.", 11);
        let address = call.address(PAGE, "be").unwrap();
        assert!(SignedCall::read(&address) == Ok(call.clone()));
        // Telegram's own parameters come behind ours.
        assert!(SignedCall::read(&format!("{address}&tgWebAppVersion=9.6")) == Ok(call));
    }

    #[test]
    fn a_text_that_is_too_long_gets_no_address() {
        let random: String = (0..900).map(|n| sha256_hex(&n.to_string())).collect();
        assert_eq!(call(&random[..3500], 1).address(PAGE, "be"), None);
    }

    #[test]
    fn a_screen_has_an_address() {
        assert_eq!(screen_address(PAGE, Screen::Message, "be", true), format!("{PAGE}#p=message&l=be&s=1"));
        assert_eq!(screen_address(PAGE, Screen::Safety, "en", false), format!("{PAGE}#p=safety&l=en"));
    }

    #[test]
    fn a_reply_fits_an_address() {
        let (_, to) = identity();
        let reply = |length: usize| Reply {
            campaign: "belarus-16-november".to_owned(),
            to: to.clone(),
            day: "2026-11-20".to_owned(),
            body: "x".repeat(length),
        };
        let key = SigningKey::generate();
        assert!(reply_address(&reply(500).seal(&key).unwrap(), PAGE, "be").is_some());
        assert!(reply_address(&reply(1500).seal(&key).unwrap(), PAGE, "be").is_none());
    }

    proptest! {
        #[test]
        fn no_address_crashes_it(address in "https://x/#a=[A-Za-z0-9_-]{0,60}(&\\PC{0,10})?", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = SignedCall::read(&address);
            let packed = URL_SAFE_NO_PAD.encode(compress_to_vec(&bytes, 6));
            let _ = SignedCall::read(&format!("https://x/#a={packed}"));
        }
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let packed = URL_SAFE_NO_PAD.encode(compress_to_vec(&vec![b' '; 50_000_000], 6));
        assert_eq!(SignedCall::read(&format!("https://x/#a={packed}")).err(), Some(Refusal::Malformed));
    }
}
