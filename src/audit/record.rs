//! Entries, and how they lie in the vault: every entry has the same length, whatever it tells of.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Act, Number};
use crate::store::Table;
use crate::telegram::UserId;
use crate::vault::{Record, VaultError, tables};

/// Stands where an organiser's number would.
pub(super) const COMMAND_LINE: u32 = 0;

/// Stands where an organiser's number would.
pub(super) const KLICH: u32 = u32::MAX;

/// The hash of an entry: SHA-256, by which the next one names it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest([u8; 32]);

/// Writes it in hex.
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What one entry tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place, from 1.
    pub number: u64,
    /// When it was done, to the second.
    pub at: Timestamp,
    /// Who did it.
    pub by: Doer,
    /// What was done.
    pub act: Act,
    /// Its hash.
    pub digest: Digest,
}

/// Who did what an entry tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doer {
    /// An organiser, by their number.
    Organiser(Number),
    /// Whoever may use the command line.
    CommandLine,
    /// klich itself.
    Klich,
}

/// Writes `organiser N`, `command line` or `klich`.
impl fmt::Display for Doer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organiser(Number(number)) => write!(f, "organiser {number}"),
            Self::CommandLine => f.write_str("command line"),
            Self::Klich => f.write_str("klich"),
        }
    }
}

/// Where the chain ends.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) count: u64,
    pub(super) last: Digest,
}

/// Which account has which number: its place, from 1. One that was forgotten keeps its place, empty.
#[derive(Clone, Default)]
pub(super) struct Organisers(Vec<Option<UserId>>);

impl Organisers {
    pub(super) fn find(&self, user: UserId) -> Option<u32> {
        let place = self.0.iter().position(|of| *of == Some(user))?;
        u32::try_from(place + 1).ok()
    }

    pub(super) fn account(&self, number: u32) -> Option<UserId> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        self.0.get(place).copied().flatten()
    }

    pub(super) fn add(&mut self, user: UserId) -> u32 {
        self.0.push(Some(user));
        u32::try_from(self.0.len()).unwrap_or(KLICH - 1)
    }

    /// Says whether the account had a number.
    pub(super) fn forget(&mut self, user: UserId) -> bool {
        let place = self.0.iter_mut().find(|of| **of == Some(user));
        place.map(|place| *place = None).is_some()
    }
}

/// The records in the table `audit`; row keys: blind indexes of `entry N`, `head` and `organisers`.
///
/// Numbers of an entry are byte arrays, so that each entry is as long as every other.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum StoredAudit {
    /// `alert` is an organiser's number where the act is about one, and zeros where it is about nothing.
    EntryV1 {
        number: [u8; 8],
        seconds: [u8; 8],
        by: [u8; 4],
        act: u8,
        alert: [u8; 5],
        before: Digest,
    },
    HeadV1 {
        count: u64,
        last: Digest,
    },
    OrganisersV1(Vec<Option<UserId>>),
}

impl Record for StoredAudit {
    const TABLE: Table = tables::AUDIT;
}

impl StoredAudit {
    pub(super) fn entry(number: u64, at: Timestamp, by: u32, act: Act, before: Digest) -> Self {
        Self::EntryV1 {
            number: number.to_be_bytes(),
            seconds: at.as_second().to_be_bytes(),
            by: by.to_be_bytes(),
            act: act.code(),
            alert: act.subject(),
            before,
        }
    }

    /// Hashes the record: SHA-256 of `klich audit v1`, a zero byte, and its encoding.
    pub(super) fn digest(&self) -> Digest {
        let bytes = postcard::to_stdvec(self).expect("numbers and byte arrays can be written");
        Digest(Sha256::new().chain_update(b"klich audit v1\0").chain_update(bytes).finalize().into())
    }

    /// Tells whether this is the entry of that number, right behind the one of that hash.
    pub(super) fn follows(&self, number: u64, last: Digest) -> bool {
        match self {
            Self::EntryV1 { number: own, before, .. } => u64::from_be_bytes(*own) == number && *before == last,
            Self::HeadV1 { .. } | Self::OrganisersV1(_) => false,
        }
    }

    pub(super) fn to_entry(&self) -> Option<Entry> {
        let Self::EntryV1 { number, seconds, by, act, alert, .. } = self else { return None };
        let by = match u32::from_be_bytes(*by) {
            COMMAND_LINE => Doer::CommandLine,
            KLICH => Doer::Klich,
            number => Doer::Organiser(Number(number)),
        };
        Some(Entry {
            number: u64::from_be_bytes(*number),
            at: Timestamp::from_second(i64::from_be_bytes(*seconds)).ok()?,
            by,
            act: Act::from_code(*act, Some(*alert))?,
            digest: self.digest(),
        })
    }

    pub(super) fn head(self) -> Result<Head, VaultError> {
        match self {
            Self::HeadV1 { count, last } => Ok(Head { count, last }),
            Self::EntryV1 { .. } | Self::OrganisersV1(_) => Err(VaultError::UnknownRecord),
        }
    }

    pub(super) fn organisers(self) -> Result<Organisers, VaultError> {
        match self {
            Self::OrganisersV1(organisers) => Ok(Organisers(organisers)),
            Self::EntryV1 { .. } | Self::HeadV1 { .. } => Err(VaultError::UnknownRecord),
        }
    }

    #[cfg(test)]
    pub(super) fn with(&self, at: Timestamp, number: u32) -> Self {
        let mut other = self.clone();
        if let Self::EntryV1 { seconds, by, .. } = &mut other {
            (*seconds, *by) = (at.as_second().to_be_bytes(), number.to_be_bytes());
        }
        other
    }
}

impl From<Head> for StoredAudit {
    fn from(Head { count, last }: Head) -> Self {
        Self::HeadV1 { count, last }
    }
}

impl From<Organisers> for StoredAudit {
    fn from(Organisers(organisers): Organisers) -> Self {
        Self::OrganisersV1(organisers)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;
    use crate::alert::AlertId;

    /// What was written once reads back for ever: the bytes on the disk, and the hash that the chain holds.
    #[test]
    fn an_entry_lies_on_the_disk_as_it_always_did() {
        let entry = StoredAudit::entry(
            7,
            Timestamp::from_second(1_794_816_000).unwrap(),
            2,
            Act::Sent(AlertId::from_bytes([1, 2, 3, 4, 5])),
            Digest([9; 32]),
        );
        let bytes = postcard::to_stdvec(&entry).unwrap();
        let expected = [
            &[0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0][..],
            &1_794_816_000_u32.to_be_bytes(),
            &[0, 0, 0, 2],
            &[1],
            &[1, 2, 3, 4, 5],
            &[9; 32],
        ]
        .concat();
        assert_eq!(bytes, expected);
        assert_eq!(entry.digest().to_string(), "75595c027ebf590682b4302e0a6a3bb6d115842dc78519300f8b37183741dca0");
    }

    #[test]
    fn every_entry_is_as_long_as_every_other() {
        let id = AlertId::random(&mut StdRng::seed_from_u64(1));
        let length = |number, seconds, by, act| {
            let at = Timestamp::from_second(seconds).unwrap();
            postcard::to_stdvec(&StoredAudit::entry(number, at, by, act, Digest::default())).unwrap().len()
        };
        let lengths = [
            length(1, 0, COMMAND_LINE, Act::BackedUp),
            length(u64::MAX, 200_000_000_000, KLICH, Act::Recalled(id)),
            length(300, 1_794_816_000, 1, Act::Sent(id)),
        ];
        assert_eq!(lengths, [59; 3]);
    }

    /// An implementation of its own has written the chain: `tests/vectors/make.py`.
    #[test]
    fn audit_chain_v1() {
        let vector: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/vectors/audit-chain-v1.json")).unwrap();
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let mut last = Digest::default();
        for entry in vector["entries"].as_array().unwrap() {
            let number = |name: &str| entry[name].as_u64().unwrap();
            let alert = entry["alert"].as_str().unwrap();
            let bytes =
                std::array::from_fn(|at| u8::from_str_radix(alert.get(2 * at..2 * at + 2).unwrap(), 16).unwrap());
            let act = Act::from_code(number("act") as u8, Some(bytes)).unwrap();
            let at = Timestamp::from_second(entry["seconds"].as_i64().unwrap()).unwrap();
            let stored = StoredAudit::entry(number("number"), at, number("by") as u32, act, last);
            assert_eq!(hex(&postcard::to_stdvec(&stored).unwrap()), entry["encoded"].as_str().unwrap());
            assert!(stored.follows(number("number"), last));
            last = stored.digest();
            assert_eq!(last.to_string(), entry["digest"].as_str().unwrap());
        }
    }
}
