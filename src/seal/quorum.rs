//! Signatures of minisign, and k of n distinct signers over one text.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::{Fingerprint, Manifest, SignerKey};

/// The longest trusted comment, in bytes.
const COMMENT_MAX: usize = 1024;

/// One minisign signature, well-formed; whose it is, and whether it fits, is for [`Quorum::check`] to say.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature {
    /// Base64 of algorithm, key number and signature.
    signature: String,
    trusted_comment: String,
    /// Base64 of the signature over signature and trusted comment.
    global: String,
    number: [u8; 8],
    prehashed: bool,
}

impl Signature {
    /// Reads a `.minisig` file's text; lines ended by CR LF and blank lines around do no harm.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    ///
    /// Source: minisign, "Signature format".
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let mut lines = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').lines();
        let untrusted = lines.next().is_some_and(|line| line.starts_with("untrusted comment:"));
        let signature = lines.next().unwrap_or_default().trim();
        let comment =
            lines.next().and_then(|line| line.strip_prefix("trusted comment: ")).map(|c| c.trim_end_matches('\r'));
        let global = lines.next().unwrap_or_default().trim();
        match comment {
            Some(comment) if untrusted && lines.next().is_none() => Self::of(signature, comment, global),
            _ => Err(Refusal::Malformed),
        }
    }

    /// Puts one together from its three parts, as links carry them.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn of(signature: &str, trusted_comment: &str, global: &str) -> Result<Self, Refusal> {
        let bytes = STANDARD.decode(signature).ok().filter(|bytes| bytes.len() == 74).ok_or(Refusal::Malformed)?;
        let (algorithm, rest) = bytes.split_first_chunk::<2>().ok_or(Refusal::Malformed)?;
        let number = rest.first_chunk::<8>().copied().ok_or(Refusal::Malformed)?;
        let global_fits = STANDARD.decode(global).is_ok_and(|bytes| bytes.len() == 64);
        let comment_fits = trusted_comment.len() <= COMMENT_MAX && !trusted_comment.contains(['\n', '\r']);
        if !global_fits || !comment_fits || !matches!(algorithm, b"ED" | b"Ed") {
            return Err(Refusal::Malformed);
        }
        Ok(Self {
            signature: signature.to_owned(),
            trusted_comment: trusted_comment.to_owned(),
            global: global.to_owned(),
            number,
            prehashed: algorithm == b"ED",
        })
    }

    /// Gives signature, trusted comment and global signature, as links carry them.
    pub fn parts(&self) -> [&str; 3] {
        [&self.signature, &self.trusted_comment, &self.global]
    }

    /// Gives the text of a `.minisig` file.
    pub fn to_file(&self) -> String {
        let Self { signature, trusted_comment, global, .. } = self;
        format!("untrusted comment: signature\n{signature}\ntrusted comment: {trusted_comment}\n{global}\n")
    }

    fn is_by(&self, signer: &SignerKey, text: &[u8]) -> bool {
        let Ok(key) = minisign_verify::PublicKey::from_base64(signer.as_str()) else { return false };
        minisign_verify::Signature::decode(&self.to_file())
            .is_ok_and(|signature| key.verify(text, &signature, false).is_ok())
    }
}

/// Prints the type only.
impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature")
    }
}

/// Why something signed is not taken. The first reason that was found; each says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Fewer distinct signers than are needed.
    #[error("{given} of {required} signatures are there: let {} more sign the manifest", required.saturating_sub(*given))]
    Missing {
        /// Distinct signers who signed.
        given: usize,
        /// How many are needed.
        required: usize,
    },
    /// A signature by a key that is not the campaign's.
    #[error("a signature is by the key {0}, which is none of this campaign's signers: leave it out")]
    ForeignKey(String),
    /// Two signatures by one key.
    #[error("the signer {0} signed twice and counts once: another signer has to sign")]
    SameSigner(Fingerprint),
    /// A signature of ours that is over something else, or was changed.
    #[error("the signature of the signer {0} is over another text, or was changed: sign this very manifest")]
    OtherText(Fingerprint),
    /// A signature of minisign's old kind.
    #[error("a signature is of the old kind: sign with `klich alert sign`, or `minisign -S` of version 0.10 or newer")]
    NotPrehashed,
    /// Not a signature at all.
    #[error("a signature file is not what minisign writes: take the whole .minisig file")]
    Malformed,
    /// The manifest is for another campaign.
    #[error("it is for the campaign `{0}`, not for this one")]
    OtherCampaign(String),
    /// Its number was used, or a higher one.
    #[error("its sequence {given} is not above {last}, the last one")]
    OldSequence {
        /// The manifest's.
        given: u64,
        /// The highest seen.
        last: u64,
    },
    /// Too late.
    #[error("it expired at {0}")]
    Expired(Timestamp),
    /// The text that is shown is not the one that was signed.
    #[error("the text in the language `{0}` is not the one that was signed")]
    OtherWords(String),
}

/// Whose signatures count, and how many are needed; by default nobody's, and none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quorum {
    /// The campaign's signers, each once.
    pub signers: Vec<SignerKey>,
    /// How many of them must sign; 0 for none.
    pub required: usize,
}

impl Quorum {
    /// Checks every signature over a text and gives the distinct signers. One bad signature refuses all: what is wrong is
    /// said rather than passed over.
    ///
    /// # Errors
    /// The first reason against it, [`Refusal::Missing`] last.
    pub fn check(&self, text: &str, signatures: &[Signature]) -> Result<Vec<SignerKey>, Refusal> {
        let mut found: Vec<SignerKey> = Vec::new();
        for signature in signatures {
            let mut named = self.signers.iter().filter(|signer| signer.number() == signature.number).peekable();
            let Some(first) = named.peek().copied() else {
                return Err(Refusal::ForeignKey(format!("{:016X}", u64::from_le_bytes(signature.number))));
            };
            if !signature.prehashed {
                return Err(Refusal::NotPrehashed);
            }
            let signer = named.find(|signer| signature.is_by(signer, text.as_bytes()));
            let signer = signer.ok_or_else(|| Refusal::OtherText(first.fingerprint()))?;
            if found.iter().any(|other| other.is_same_key(signer)) {
                return Err(Refusal::SameSigner(signer.fingerprint()));
            }
            found.push(signer.clone());
        }
        if found.len() < self.required {
            return Err(Refusal::Missing { given: found.len(), required: self.required });
        }
        Ok(found)
    }
}

/// Decides whether a signed manifest may go out, or be believed: campaign, signatures, sequence, expiry.
///
/// `last` is the highest sequence that was seen, 0 before the first. Whose text is shown still has to be held against
/// [`Manifest::check_text`].
///
/// # Errors
/// The first reason against it.
pub fn admit(
    manifest: &Manifest,
    signatures: &[Signature],
    campaign: &str,
    quorum: &Quorum,
    last: u64,
    now: Timestamp,
) -> Result<Vec<SignerKey>, Refusal> {
    if manifest.campaign != campaign {
        return Err(Refusal::OtherCampaign(manifest.campaign.clone()));
    }
    let signers = quorum.check(&manifest.to_text(), signatures)?;
    if manifest.sequence <= last {
        return Err(Refusal::OldSequence { given: manifest.sequence, last });
    }
    if manifest.expires <= now {
        return Err(Refusal::Expired(manifest.expires));
    }
    Ok(signers)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;
    use crate::seal::SigningKey;

    fn manifest() -> Manifest {
        Manifest {
            campaign: "ours".to_owned(),
            sequence: 7,
            kind: "call".to_owned(),
            expires: "2026-11-17T00:00:00Z".parse().unwrap(),
            languages: Default::default(),
            circles: Default::default(),
            texts: [("en".to_owned(), crate::seal::sha256_hex("Come."))].into(),
        }
    }

    fn keys(count: usize) -> (Vec<SigningKey>, Vec<SignerKey>) {
        let keys: Vec<_> = (0..count).map(|_| SigningKey::generate()).collect();
        let signers = keys.iter().map(SigningKey::public).collect();
        (keys, signers)
    }

    #[test]
    fn one_key_under_two_numbers_signs_once() {
        let key = SigningKey::generate();
        let mut bytes = STANDARD.decode(key.public().as_str()).unwrap();
        bytes[2] ^= 1;
        let again: SignerKey = STANDARD.encode(bytes).parse().unwrap();
        let file = key.sign("text", "").to_file();
        let line = file.lines().nth(1).unwrap();
        let mut signed = STANDARD.decode(line).unwrap();
        signed[2] ^= 1;
        let other = Signature::read(&file.replace(line, &STANDARD.encode(signed))).unwrap();
        let quorum = Quorum { signers: vec![key.public(), again], required: 2 };
        let refused = quorum.check("text", &[key.sign("text", ""), other]);
        assert!(matches!(refused, Err(Refusal::SameSigner(_))), "{refused:?}");
    }

    #[test]
    fn two_of_three_are_enough_and_each_reason_is_named() {
        let (keys, signers) = keys(4);
        let quorum = Quorum { signers: signers[..3].to_vec(), required: 2 };
        let text = manifest().to_text();
        let by = |index: usize| keys[index].sign(&text, "campaign:ours sequence:7");
        let check = |signatures: &[Signature]| quorum.check(&text, signatures);
        assert_eq!(check(&[by(2), by(0)]).unwrap(), [signers[2].clone(), signers[0].clone()]);
        assert_eq!(check(&[by(1)]), Err(Refusal::Missing { given: 1, required: 2 }));
        assert_eq!(check(&[]), Err(Refusal::Missing { given: 0, required: 2 }));
        assert_eq!(check(&[by(0), by(0)]), Err(Refusal::SameSigner(signers[0].fingerprint())));
        assert!(matches!(check(&[by(0), by(3)]), Err(Refusal::ForeignKey(_))));
        let elsewhere = keys[1].sign("another", "campaign:ours sequence:7");
        assert_eq!(check(&[by(0), elsewhere]), Err(Refusal::OtherText(signers[1].fingerprint())));
        let [signature, _, global] = by(1).parts().map(str::to_owned);
        let commented = Signature::of(&signature, "campaign:ours sequence:8", &global).unwrap();
        assert_eq!(check(&[by(0), commented]), Err(Refusal::OtherText(signers[1].fingerprint())));
    }

    #[test]
    fn time_sequence_and_campaign_are_looked_at() {
        let (keys, signers) = keys(1);
        let quorum = Quorum { signers, required: 1 };
        let signatures = [keys[0].sign(&manifest().to_text(), "")];
        let at = |campaign: &str, last: u64, now: &str| {
            admit(&manifest(), &signatures, campaign, &quorum, last, now.parse().unwrap()).map(|signers| signers.len())
        };
        assert_eq!(at("ours", 6, "2026-11-16T00:00:00Z"), Ok(1));
        assert_eq!(at("theirs", 6, "2026-11-16T00:00:00Z"), Err(Refusal::OtherCampaign("ours".to_owned())));
        assert_eq!(at("ours", 7, "2026-11-16T00:00:00Z"), Err(Refusal::OldSequence { given: 7, last: 7 }));
        assert!(matches!(at("ours", 6, "2026-11-17T00:00:00Z"), Err(Refusal::Expired(_))));
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        let (keys, _) = keys(1);
        let file = keys[0].sign("text", "comment").to_file();
        assert!(
            Signature::read(&file).is_ok() && Signature::read(&format!("\n{}", file.replace('\n', "\r\n"))).is_ok()
        );
        for bad in ["", "untrusted comment: x", &file.replace("trusted comment: comment", ""), &format!("{file}more")] {
            assert_eq!(Signature::read(bad), Err(Refusal::Malformed), "{bad}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Whatever signers sign, in whatever number and order: it passes where enough distinct ones of ours did, all right.
        #[test]
        fn a_quorum_is_distinct_signers_of_ours(who in prop::collection::vec((0_usize..4, any::<bool>()), 0..6), required in 0_usize..4) {
            let (keys, signers) = keys(4);
            let quorum = Quorum { signers: signers[..3].to_vec(), required };
            let signatures: Vec<_> = who.iter().map(|(key, right)| keys[*key].sign(if *right { "text" } else { "other" }, "c")).collect();
            let distinct: std::collections::BTreeSet<_> = who.iter().map(|(key, _)| key).collect();
            let expected = distinct.len() == who.len() && who.iter().all(|(key, right)| *key < 3 && *right) && who.len() >= required;
            prop_assert_eq!(quorum.check("text", &signatures).is_ok(), expected);
        }

        #[test]
        fn no_text_crashes_it(text in "(untrusted comment:)?\\PC{0,60}\n\\PC{0,60}\n(trusted comment: )?\\PC{0,60}\n\\PC{0,60}") {
            let _ = Signature::read(&text);
        }
    }
}
