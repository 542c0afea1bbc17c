//! Who signs and to whom is sealed, as a signed list; a change is signed by those before it, so that nobody can swap keys.

use super::canonical::{Lines, NotCanonical, is_hash, is_id, number, write};
use super::{Fingerprint, Quorum, Recipient, Refusal, Signature, SignerKey, sha256_hex};

const TITLE: &str = "klich-keys v1";

/// A campaign's keys. Its one text:
///
/// ```text
/// klich-keys v1
/// campaign: belarus-16-november
/// sequence: 2
/// required: 2
/// previous: sha256:…          but for the first list
/// recipient: age1…            sorted
/// signer: RW…                 sorted
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyList {
    /// The campaign's id.
    pub campaign: String,
    /// 1 for the first list.
    pub sequence: u64,
    /// How many signers an alert, or the next list, needs.
    pub required: usize,
    /// `sha256:` and hex of the list before.
    pub previous: Option<String>,
    /// Sorted, each once.
    pub recipients: Vec<Recipient>,
    /// Sorted, each once.
    pub signers: Vec<SignerKey>,
}

impl KeyList {
    /// Makes the first list of a campaign.
    pub fn first(campaign: &str, required: usize, recipients: &[Recipient], signers: &[SignerKey]) -> Self {
        Self::new(campaign, 1, required, None, recipients, signers)
    }

    /// Makes the list that follows this one.
    pub fn next(&self, required: usize, recipients: &[Recipient], signers: &[SignerKey]) -> Self {
        Self::new(&self.campaign, self.sequence.saturating_add(1), required, Some(self.hash()), recipients, signers)
    }

    fn new(
        campaign: &str,
        sequence: u64,
        required: usize,
        previous: Option<String>,
        recipients: &[Recipient],
        signers: &[SignerKey],
    ) -> Self {
        let mut recipients = recipients.to_vec();
        recipients.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        recipients.dedup();
        let mut signers = signers.to_vec();
        signers.sort();
        signers.dedup();
        Self { campaign: campaign.to_owned(), sequence, required, previous, recipients, signers }
    }

    /// Gives the text that is signed.
    pub fn to_text(&self) -> String {
        let line = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let head = [
            line("campaign", &self.campaign),
            line("sequence", &self.sequence.to_string()),
            line("required", &self.required.to_string()),
        ];
        let previous = self.previous.iter().map(|hash| line("previous", hash));
        let recipients = self.recipients.iter().map(|key| line("recipient", key.as_str()));
        let signers = self.signers.iter().map(|key| line("signer", key.as_str()));
        write(TITLE, head.into_iter().chain(previous).chain(recipients).chain(signers))
    }

    /// Reads a text that must be in its one form.
    ///
    /// # Errors
    /// [`NotCanonical`].
    pub fn parse(text: &str) -> Result<Self, NotCanonical> {
        let lines = Lines::read(text, TITLE)?;
        let recipients: Result<Vec<Recipient>, _> = lines.all("recipient").map(str::parse).collect();
        let signers: Result<Vec<SignerKey>, _> = lines.all("signer").map(str::parse).collect();
        let list = Self::new(
            lines.one("campaign")?,
            number(lines.one("sequence")?, "sequence")?,
            number(lines.one("required")?, "required")?,
            lines.optional("previous").map(str::to_owned),
            &recipients.map_err(|_| NotCanonical::Line("recipient"))?,
            &signers.map_err(|_| NotCanonical::Line("signer"))?,
        );
        if !is_id(&list.campaign) {
            return Err(NotCanonical::Line("campaign"));
        }
        // One key under two numbers is one signer.
        let twice = |(nth, signer): (usize, &SignerKey)| {
            list.signers.iter().skip(nth + 1).any(|other| other.is_same_key(signer))
        };
        if list.signers.iter().enumerate().any(twice) {
            return Err(NotCanonical::Line("signer"));
        }
        if list.required > list.signers.len() {
            return Err(NotCanonical::Line("required"));
        }
        if list.previous.as_deref().is_some_and(|hash| !is_hash(hash))
            || list.previous.is_none() != (list.sequence == 1)
        {
            return Err(NotCanonical::Line("previous"));
        }
        if list.to_text() == text { Ok(list) } else { Err(NotCanonical::Form) }
    }

    /// Gives `sha256:` and the hash of its text, as the next list names it.
    pub fn hash(&self) -> String {
        format!("sha256:{}", sha256_hex(&self.to_text()))
    }

    /// Gives what people compare.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.to_text())
    }

    /// Gives whose signatures count by this list.
    pub fn quorum(&self) -> Quorum {
        Quorum { signers: self.signers.clone(), required: self.required }
    }

    /// Tells whether the keys are the same, whatever the lists' numbers.
    pub fn has_same_keys(&self, other: &Self) -> bool {
        (&self.recipients, &self.signers, self.required) == (&other.recipients, &other.signers, other.required)
    }
}

/// Says why a list does not follow from another.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BrokenChain {
    /// It does not name the list before it, or is of another campaign.
    #[error("list {0} does not follow the one before it")]
    Gap(u64),
    /// Those of the list before have not signed it.
    #[error("list {0} is not signed by those before it: {1}")]
    Signatures(u64, #[source] Refusal),
}

/// Follows signed lists from one that is trusted, and gives the last.
///
/// Each list needs `required` signatures, and at least one, of the signers of the list before it.
///
/// # Errors
/// [`BrokenChain`].
pub fn follow<'a>(
    trusted: &'a KeyList,
    links: impl IntoIterator<Item = &'a (KeyList, Vec<Signature>)>,
) -> Result<&'a KeyList, BrokenChain> {
    let mut last = trusted;
    for (list, signatures) in links {
        let names_it = list.previous.as_deref() == Some(last.hash().as_str());
        if list.campaign != last.campaign || list.sequence != last.sequence.saturating_add(1) || !names_it {
            return Err(BrokenChain::Gap(list.sequence));
        }
        let quorum = Quorum { required: last.required.max(1), ..last.quorum() };
        quorum.check(&list.to_text(), signatures).map_err(|refusal| BrokenChain::Signatures(list.sequence, refusal))?;
        last = list;
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::seal::SigningKey;
    use crate::seal::envelope::tests::identity;

    #[test]
    fn one_key_under_two_numbers_is_one_signer() {
        use base64::Engine as _;
        use base64::engine::general_purpose::STANDARD;
        let key = SigningKey::generate();
        let mut bytes = STANDARD.decode(key.public().as_str()).unwrap();
        bytes[2] ^= 1;
        let again: SignerKey = STANDARD.encode(bytes).parse().unwrap();
        let list = KeyList::first("ours", 2, &[], &[key.public(), again.clone()]);
        assert_eq!(KeyList::parse(&list.to_text()), Err(NotCanonical::Line("signer")));
    }

    #[test]
    fn keys_change_only_by_those_before() {
        let keys: Vec<_> = (0..3).map(|_| SigningKey::generate()).collect();
        let recipients = [identity().1, identity().1];
        let signers = |range: std::ops::Range<usize>| keys[range].iter().map(SigningKey::public).collect::<Vec<_>>();
        let first = KeyList::first("ours", 1, &recipients, &signers(0..1));
        let second = first.next(2, &recipients[..1], &signers(0..2));
        let third = second.next(1, &recipients[..1], &signers(2..3));
        for list in [&first, &second, &third] {
            assert_eq!(KeyList::parse(&list.to_text()).as_ref(), Ok(list));
        }
        let by = |list: &KeyList, who: &[usize]| {
            (list.clone(), who.iter().map(|k| keys[*k].sign(&list.to_text(), "")).collect())
        };
        let chain: [(KeyList, Vec<Signature>); 2] = [by(&second, &[0]), by(&third, &[1, 0])];
        assert_eq!(follow(&first, &chain), Ok(&third));
        assert_eq!(follow(&first, [&chain[1]]), Err(BrokenChain::Gap(3)));
        let short = [by(&second, &[0]), by(&third, &[1])];
        assert!(matches!(
            follow(&first, &short),
            Err(BrokenChain::Signatures(3, Refusal::Missing { given: 1, required: 2 }))
        ));
        let own = [by(&second, &[1])];
        assert!(matches!(follow(&first, &own), Err(BrokenChain::Signatures(2, Refusal::ForeignKey(_)))));
        let open = KeyList::first("ours", 0, &recipients, &[]);
        let taken = [by(&open.next(0, &recipients[..1], &[]), &[])];
        assert!(
            matches!(follow(&open, &taken), Err(BrokenChain::Signatures(2, Refusal::Missing { .. }))),
            "nobody signed"
        );
    }

    #[test]
    fn another_form_is_refused() {
        let key = SigningKey::generate().public();
        let text = KeyList::first("ours", 1, &[identity().1], &[key]).to_text();
        for bad in [
            text.replace("required: 1", "required: 2"),
            text.replace("required: 1", "required: 01"),
            format!("{text}\n"),
            text.replace("sequence: 1", "sequence: 2"),
            text.replace("ours", "Ours"),
        ] {
            assert!(KeyList::parse(&bad).is_err(), "{bad}");
        }
    }
}
