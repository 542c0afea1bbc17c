//! What organisers write back: signed, bound to one device, sealed to it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::canonical::write;
use super::{
    Bucket, DeviceKey, Identities, OpenError, Quorum, Refusal, SealError, SealedFile, Signature, SignerKey, SigningKey,
    pad, seal,
};

const TITLE: &str = "klich-reply v1";
/// age adds random grease: a sealed text is made again until it fits, at most so often.
const TRIES: usize = 32;

/// A reply before it is sealed. What is signed, so that it holds for this device, campaign and day only:
///
/// ```text
/// klich-reply v1
/// campaign: belarus-16-november
/// to: age1…
/// date: 2026-11-20
///
/// the words
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// The campaign's id.
    pub campaign: String,
    /// The device that it is for.
    pub to: DeviceKey,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// The words.
    pub body: String,
}

/// Says why a reply is not shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplyRefused {
    /// It does not open.
    #[error(transparent)]
    NotOpened(#[from] OpenError),
    /// What opened is no reply.
    #[error("what was sealed is not a reply of klich")]
    Form,
    /// It was written to another device.
    #[error("it was written to another device")]
    OtherDevice,
    /// It is of another campaign.
    #[error("it is of another campaign")]
    OtherCampaign,
    /// Unsigned, or not by one of the campaign's signers.
    #[error(transparent)]
    Signature(#[from] Refusal),
}

#[derive(Serialize, Deserialize)]
struct Wire {
    v: u32,
    t: String,
    c: String,
    k: String,
    d: String,
    body: String,
    /// Signature, trusted comment, global signature.
    #[serde(default)]
    sig: Vec<String>,
}

impl Reply {
    /// Gives the text that is signed.
    pub fn to_text(&self) -> String {
        let lines = [("campaign", self.campaign.as_str()), ("to", self.to.as_str()), ("date", &self.day)];
        let head = write(TITLE, lines.map(|(key, value)| (key.to_owned(), value.to_owned())));
        format!("{head}\n{}", self.body)
    }

    /// Signs it and seals it to its device.
    ///
    /// # Errors
    /// [`SealError::TooLong`] beyond about 8,000 bytes; beyond about 700 it does not fit a link, see
    /// [`super::reply_address`].
    pub fn seal(&self, key: &SigningKey) -> Result<SealedFile, SealError> {
        let signature = key.sign(&self.to_text(), &format!("campaign:{} reply:{}", self.campaign, self.day));
        self.seal_with(Some(&signature))
    }

    /// Opens and checks a reply, as the page does.
    ///
    /// # Errors
    /// [`ReplyRefused`].
    pub fn open(
        sealed: &SealedFile,
        identities: &Identities,
        own: &DeviceKey,
        campaign: &str,
        signers: &[SignerKey],
    ) -> Result<(Self, SignerKey), ReplyRefused> {
        let wire: Wire = serde_json::from_slice(&identities.open(sealed)?).map_err(|_| ReplyRefused::Form)?;
        if wire.v != 1 || wire.t != "reply" {
            return Err(ReplyRefused::Form);
        }
        if wire.k != own.as_str() {
            return Err(ReplyRefused::OtherDevice);
        }
        if wire.c != campaign {
            return Err(ReplyRefused::OtherCampaign);
        }
        let reply = Self { campaign: wire.c, to: own.clone(), day: wire.d, body: wire.body };
        let signature = match wire.sig.as_slice() {
            [signature, comment, global] => vec![Signature::of(signature, comment, global)?],
            _ => Vec::new(),
        };
        let quorum = Quorum { signers: signers.to_vec(), required: 1 };
        let signer = quorum.check(&reply.to_text(), &signature)?.into_iter().next();
        Ok((reply, signer.ok_or(Refusal::Missing { given: 0, required: 1 })?))
    }

    fn seal_with(&self, signature: Option<&Signature>) -> Result<SealedFile, SealError> {
        let wire = Wire {
            v: 1,
            t: "reply".to_owned(),
            c: self.campaign.clone(),
            k: self.to.as_str().to_owned(),
            d: self.day.clone(),
            body: self.body.clone(),
            sig: signature.map(|signature| signature.parts().map(str::to_owned).to_vec()).unwrap_or_default(),
        };
        let json = serde_json::to_string(&wire).expect("texts are JSON");
        let padded = pad(&json, Bucket::B1024).ok_or(SealError::TooLong)?;
        let mut best = seal(padded.as_bytes(), std::slice::from_ref(&self.to))?;
        for _ in 0..TRIES {
            // 200 bytes of header and 32 of the body's own: without grease there is no shorter one.
            if best.as_bytes().len() <= padded.len() + 240 {
                break;
            }
            let next = seal(padded.as_bytes(), std::slice::from_ref(&self.to))?;
            if next.as_bytes().len() < best.as_bytes().len() {
                best = next;
            }
        }
        Ok(best)
    }
}

/// Prints the type only.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reply")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::seal::envelope::tests::identity;

    #[test]
    fn a_reply_reads_back_on_its_device_and_each_reason_is_named() {
        let (device, to) = identity();
        let (other, other_to) = identity();
        let (key, foreign) = (SigningKey::generate(), SigningKey::generate());
        let signers = [key.public()];
        let reply = Reply {
            campaign: "ours".to_owned(),
            to: to.clone(),
            day: "2026-11-20".to_owned(),
            body: "Дзякуй!".to_owned(),
        };
        let sealed = reply.seal(&key).unwrap();
        let (read, signer) = Reply::open(&sealed, &device, &to, "ours", &signers).unwrap();
        assert!(read == reply && signer == key.public());
        let refused = |sealed: &SealedFile, campaign: &str| {
            Reply::open(sealed, &device, &to, campaign, &signers).map(drop).unwrap_err()
        };
        assert_eq!(refused(&sealed, "theirs"), ReplyRefused::OtherCampaign);
        assert!(matches!(
            refused(&reply.seal(&foreign).unwrap(), "ours"),
            ReplyRefused::Signature(Refusal::ForeignKey(_))
        ));
        let unsigned = reply.seal_with(None).unwrap();
        assert_eq!(refused(&unsigned, "ours"), Refusal::Missing { given: 0, required: 1 }.into());
        let changed = Reply { body: "Come alone.".to_owned(), ..reply.clone() };
        let moved = changed.seal_with(Some(&key.sign(&reply.to_text(), ""))).unwrap();
        assert!(matches!(refused(&moved, "ours"), ReplyRefused::Signature(Refusal::OtherText(_))));
        assert_eq!(
            Reply::open(&sealed, &other, &other_to, "ours", &signers).map(drop),
            Err(OpenError::NotForUs.into())
        );
        // One who could open it seals it anew to somebody else.
        let passed_on = seal(&device.open(&sealed).unwrap(), std::slice::from_ref(&other_to)).unwrap();
        let shown = Reply::open(&passed_on, &other, &other_to, "ours", &signers).map(drop);
        assert_eq!(shown, Err(ReplyRefused::OtherDevice));
    }
}
