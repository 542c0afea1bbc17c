//! What is inside a sealed alert: the texts, with all that it takes to see that the campaign signed them.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Bucket, Manifest, Refusal, Salt, SealError, Signature};

/// Beyond the smaller buckets, plaintexts are padded to multiples of this many bytes.
const STEP: usize = Bucket::B8192 as usize;
/// The longest, in bytes: eleven languages of the longest texts have room.
const MOST: usize = 16 * STEP;

/// An alert for a circle. Its one form is JSON, padded by trailing spaces, so that `age -d` shows it:
///
/// ```text
/// {"v":1,"t":"alert","m":"klich-alert v1\n…","s":[["…","…","…"]],"salt":"…","text":{"be":"…","en":"…"}}
/// ```
///
/// `m` is the manifest, `s` its signatures as links carry them, `text` the texts as they are shown. Each was signed with the
/// salt below it, see [`Salt::under`].
#[derive(Clone, PartialEq, Eq)]
pub struct CircleCall {
    /// What was signed.
    pub manifest: Manifest,
    /// Signatures over it.
    pub signatures: Vec<Signature>,
    /// What was signed below each text.
    pub salt: Salt,
    /// The texts, by language.
    pub texts: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    v: u32,
    t: String,
    m: String,
    s: Vec<[String; 3]>,
    salt: String,
    text: BTreeMap<String, String>,
}

impl CircleCall {
    /// Checks that the manifest is of these very texts, no more and no fewer.
    ///
    /// # Errors
    /// [`Refusal::OtherWords`].
    pub fn check_texts(&self) -> Result<(), Refusal> {
        let other = |language: &str| Refusal::OtherWords(language.to_owned());
        for language in self.manifest.texts.keys() {
            let text = self.texts.get(language).ok_or_else(|| other(language))?;
            self.manifest.check_text(language, &self.salt.under(text))?;
        }
        match self.texts.keys().find(|language| !self.manifest.texts.contains_key(*language)) {
            Some(unsigned) => Err(other(unsigned)),
            None => Ok(()),
        }
    }

    /// Writes the JSON, padded to 1024, 2560, or a multiple of 8192 bytes.
    ///
    /// # Errors
    /// [`SealError::TooLong`].
    pub fn to_padded(&self) -> Result<String, SealError> {
        let wire = Wire {
            v: 1,
            t: "alert".to_owned(),
            m: self.manifest.to_text(),
            s: self.signatures.iter().map(|signature| signature.parts().map(str::to_owned)).collect(),
            salt: self.salt.as_str().to_owned(),
            text: self.texts.clone(),
        };
        let json = serde_json::to_string(&wire).expect("texts are JSON");
        let length = match Bucket::for_length(json.len(), Bucket::B1024) {
            Some(bucket) => bucket as usize,
            None => json.len().next_multiple_of(STEP),
        };
        if length > MOST {
            return Err(SealError::TooLong);
        }
        Ok(format!("{json}{}", " ".repeat(length - json.len())))
    }

    /// Reads what was opened; says nothing about its signatures.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn read(plaintext: &[u8]) -> Result<Self, Refusal> {
        let wire: Wire = serde_json::from_slice(plaintext).map_err(|_| Refusal::Malformed)?;
        if wire.v != 1 || wire.t != "alert" {
            return Err(Refusal::Malformed);
        }
        let signatures = wire.s.iter().map(|[s, c, g]| Signature::of(s, c, g)).collect::<Result<_, _>>()?;
        let manifest = Manifest::parse(&wire.m).map_err(|_| Refusal::Malformed)?;
        let salt = wire.salt.parse().map_err(|_| Refusal::Malformed)?;
        Ok(Self { manifest, signatures, salt, texts: wire.text })
    }
}

/// Prints the type only.
impl fmt::Debug for CircleCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CircleCall")
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::seal::{SigningKey, sha256_hex};

    pub(in crate::seal) fn call(text: &str) -> CircleCall {
        let salt = Salt::random(&mut rand::rngs::OsRng);
        let manifest = Manifest {
            campaign: "ours".to_owned(),
            sequence: 7,
            kind: "call".to_owned(),
            expires: "2026-11-17T00:00:00Z".parse().unwrap(),
            languages: Default::default(),
            circles: ["medics".to_owned()].into(),
            texts: [("en".to_owned(), sha256_hex(&salt.under(text)))].into(),
        };
        let signatures = vec![SigningKey::generate().sign(&manifest.to_text(), "")];
        CircleCall { manifest, signatures, salt, texts: [("en".to_owned(), text.to_owned())].into() }
    }

    #[test]
    fn it_reads_back_and_has_few_lengths() {
        for (length, padded) in [(10, 1024), (1000, 2560), (4000, 8192), (9000, 16_384)] {
            let call = call(&"x".repeat(length));
            let text = call.to_padded().unwrap();
            assert_eq!(text.len(), padded, "{length}");
            assert!(CircleCall::read(text.as_bytes()) == Ok(call));
        }
        assert_eq!(call(&"x".repeat(MOST)).to_padded(), Err(SealError::TooLong));
        assert_eq!(CircleCall::read(b"{}").err(), Some(Refusal::Malformed));
    }

    #[test]
    fn texts_and_manifest_belong_together() {
        let good = call("Come.");
        assert_eq!(good.check_texts(), Ok(()));
        let texts = |texts: &[(&str, &str)]| CircleCall {
            texts: texts.iter().map(|(l, t)| ((*l).to_owned(), (*t).to_owned())).collect(),
            ..good.clone()
        };
        for other in [texts(&[("en", "Go.")]), texts(&[]), texts(&[("en", "Come."), ("be", "Come.")])] {
            assert!(matches!(other.check_texts(), Err(Refusal::OtherWords(_))));
        }
        // Without the salt, the hash of the very words says nothing.
        assert!(!good.manifest.to_text().contains(&sha256_hex("Come.")));
    }
}
