//! Invitations to circles: links that work once, and until a day.
//!
//! A code is 16 random bytes. Its row is found by a blind key of the code and holds the circle and the day; whoever has a
//! link has the code, and nobody else can find or make one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore;
use serde::{Deserialize, Serialize};

use crate::campaign::{CircleTag, Day};
use crate::store::Table;
use crate::vault::{Record, RowKey, Vault, VaultError, Writer, tables};

/// How an invitation's payload begins in a deep link.
const BEGINS: &str = "c_";

/// How many rows are looked at once.
const PAGE: usize = 256;

/// What a link to a circle carries.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct InviteCode([u8; 16]);

/// What was given is no invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no invitation to a circle")]
pub struct NotACode;

impl InviteCode {
    /// Draws a new one.
    pub fn random(random: &mut impl RngCore) -> Self {
        let mut bytes = [0; 16];
        random.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Reads a deep link's payload; `None` for another kind of link.
    pub fn from_payload(payload: &str) -> Option<Self> {
        payload.strip_prefix(BEGINS)?.parse().ok()
    }

    /// Gives the deep link's payload: 24 of `[A-Za-z0-9_-]`.
    pub fn payload(self) -> String {
        format!("{BEGINS}{self}")
    }
}

impl fmt::Display for InviteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl FromStr for InviteCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotACode)?;
        bytes.try_into().map(Self).map_err(|_| NotACode)
    }
}

/// Prints the type only: whoever has it may join.
impl fmt::Debug for InviteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InviteCode")
    }
}

/// The record in the table `invitations`; row key: blind index of the code.
#[derive(Serialize, Deserialize)]
enum StoredInvitation {
    V1 { circle: CircleTag, until: Day },
}

impl Record for StoredInvitation {
    const TABLE: Table = tables::INVITATIONS;
}

/// The invitations that nobody has taken yet. Cheap to clone.
#[derive(Clone)]
pub struct Invitations {
    vault: Arc<Vault>,
}

impl Invitations {
    /// Opens the room over a vault.
    pub fn new(vault: Arc<Vault>) -> Self {
        Self { vault }
    }

    /// Makes an invitation that works once, up to and with a day, within a larger write.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn make(&self, writer: &mut Writer<'_>, circle: CircleTag, until: Day) -> Result<InviteCode, VaultError> {
        let code = InviteCode::random(&mut rand::rngs::OsRng);
        writer.put(&self.key(code), &StoredInvitation::V1 { circle, until })?;
        Ok(code)
    }

    /// Tells which circle an invitation is to, where it still works.
    pub fn find(&self, code: InviteCode, today: Day) -> Result<Option<CircleTag>, VaultError> {
        let stored = self.vault.read::<StoredInvitation>(&self.key(code))?;
        Ok(stored.and_then(|StoredInvitation::V1 { circle, until }| (today <= until).then_some(circle)))
    }

    /// Takes an invitation, within a larger write: it works no more. `None` where it did not work.
    pub fn take(&self, writer: &mut Writer<'_>, code: InviteCode, today: Day) -> Result<Option<CircleTag>, VaultError> {
        let key = self.key(code);
        let Some(StoredInvitation::V1 { circle, until }) = writer.get::<StoredInvitation>(&key)? else {
            return Ok(None);
        };
        writer.remove::<StoredInvitation>(&key);
        Ok((today <= until).then_some(circle))
    }

    /// Lets go of those whose day is over, and counts those that wait, by circle. Blocks for the scan.
    pub fn open(&self, today: Day) -> Result<BTreeMap<CircleTag, u64>, VaultError> {
        let (mut open, mut over, mut after) = (BTreeMap::new(), Vec::new(), None);
        let mut seen = BTreeSet::new();
        loop {
            let rows = self.vault.page::<StoredInvitation>(after.as_ref(), PAGE)?;
            let last = rows.len() < PAGE;
            after = rows.last().map(|row| row.at.clone());
            for row in rows {
                let StoredInvitation::V1 { circle, until } = row.record;
                if today > until {
                    over.push(row.key);
                } else if seen.insert(row.key) {
                    // A row that moves to new keys meanwhile may come twice.
                    *open.entry(circle).or_insert(0) += 1;
                }
            }
            if last {
                break;
            }
        }
        if !over.is_empty() {
            self.vault.write(|writer| {
                over.iter().for_each(|key| writer.remove::<StoredInvitation>(key));
                Ok::<_, VaultError>(())
            })?;
        }
        Ok(open)
    }

    fn key(&self, code: InviteCode) -> RowKey {
        self.vault.row_key(tables::INVITATIONS, &code.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::campaign::CircleId;

    #[test]
    fn an_invitation_works_once_and_until_its_day() {
        let invitations = Invitations::new(Vault::in_memory());
        let medics = "medics".parse::<CircleId>().unwrap().tag();
        let make = |until| invitations.vault.write(|writer| invitations.make(writer, medics, Day(until))).unwrap();
        let take = |code, today| invitations.vault.write(|writer| invitations.take(writer, code, Day(today))).unwrap();
        let (one, other, late) = (make(10), make(10), make(9));
        assert_eq!(invitations.find(one, Day(10)).unwrap(), Some(medics));
        assert_eq!(take(one, 10), Some(medics));
        assert_eq!((take(one, 10), invitations.find(one, Day(10)).unwrap()), (None, None));
        assert_eq!(invitations.find(late, Day(10)).unwrap(), None);
        assert_eq!(invitations.open(Day(10)).unwrap(), [(medics, 1)].into());
        assert_eq!(invitations.open(Day(9)).unwrap(), [(medics, 1)].into(), "the one that was over is gone");
        assert_eq!(take(other, 11), None);
        assert_eq!(take(InviteCode([0; 16]), 1), None);
    }

    proptest! {
        #[test]
        fn a_code_reads_back_and_fits_a_deep_link(bytes: [u8; 16]) {
            let code = InviteCode(bytes);
            let payload = code.payload();
            prop_assert!(payload.len() <= 64 && payload.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'));
            prop_assert_eq!(InviteCode::from_payload(&payload), Some(code));
        }

        #[test]
        fn no_payload_crashes_it(payload in "(c_)?\\PC{0,40}") {
            if let Some(code) = InviteCode::from_payload(&payload) {
                prop_assert_eq!(code.payload(), payload);
            }
        }
    }
}
