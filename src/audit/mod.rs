//! What organisers and operators did, as a chain: each entry holds the hash of the one before it.
//!
//! Whoever changes, removes or reorders an entry breaks the chain there, and [`Audit::verify`] names the place. Whoever has
//! the vault's keys can write a whole new chain: the hash of its last entry, kept elsewhere, shows that.
//!
//! An entry names nobody: organisers have short numbers, and which account a number stands for is kept apart, so that an
//! organiser who asks to be forgotten leaves the chain whole.

mod act;
mod record;

use std::sync::Arc;

use jiff::Timestamp;

pub use act::{Act, By, Number};
pub use record::{Digest, Doer, Entry};

use crate::telegram::UserId;
use crate::vault::{RowKey, Vault, VaultError, Writer, tables};
use record::{Head, StoredAudit};

/// The most entries that a list shows, the newest first.
pub const LIST_MAX: u64 = 1000;

/// What looking at the whole chain has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chain {
    /// Every entry follows the one before it.
    Whole {
        /// How many there are.
        entries: u64,
        /// The hash of the last one; zeros where there is none.
        last: Digest,
    },
    /// The first place where it does not hold.
    Broken {
        /// The number of the entry, from 1.
        entry: u64,
        /// How.
        how: Break,
    },
}

/// How a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// The entry is not there.
    Missing,
    /// It can't be read.
    Unreadable,
    /// It does not follow the one before it, or is not in its own place.
    DoesNotFollow,
    /// The chain is known to end before it.
    BeyondTheEnd,
}

impl Break {
    /// Says it in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Missing => "is missing",
            Self::Unreadable => "can't be read",
            Self::DoesNotFollow => "does not follow the one before it",
            Self::BeyondTheEnd => "lies beyond the end that was kept",
        }
    }
}

/// The audit log. Cheap to clone.
#[derive(Clone)]
pub struct Audit {
    vault: Arc<Vault>,
}

impl Audit {
    /// Opens the room over a vault.
    pub fn new(vault: Arc<Vault>) -> Self {
        Self { vault }
    }

    /// Adds an entry within the write that does what it tells of: both happen, or neither.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn record(&self, writer: &mut Writer<'_>, by: By, act: Act, now: Timestamp) -> Result<(), VaultError> {
        let mut head = writer.get::<StoredAudit>(&self.head_key())?.map_or(Ok(Head::default()), StoredAudit::head)?;
        let by = match by {
            By::Organiser(user) => self.number_of(writer, user)?,
            By::CommandLine => record::COMMAND_LINE,
            By::Klich => record::KLICH,
        };
        let number = head.count + 1;
        let entry = StoredAudit::entry(number, now, by, act, head.last);
        head = Head { count: number, last: entry.digest() };
        writer.put(&self.entry_key(number), &entry)?;
        writer.put(&self.head_key(), &StoredAudit::from(head))
    }

    /// Adds an entry in a write of its own, for what does not happen in the vault.
    pub fn note(&self, by: By, act: Act, now: Timestamp) -> Result<(), VaultError> {
        self.vault.write(|writer| self.record(writer, by, act, now))
    }

    /// Lists up to `limit` entries, the newest first, those before `before`. Blocks.
    pub fn list(&self, before: Option<u64>, limit: u64) -> Result<Vec<Entry>, VaultError> {
        let count = self.head()?.count;
        let last = before.map_or(count, |before| before.saturating_sub(1).min(count));
        let first = last.saturating_sub(limit.min(LIST_MAX)) + 1;
        let numbers = (first..=last).rev();
        let entries = numbers.map(|number| {
            let stored = self.vault.read::<StoredAudit>(&self.entry_key(number))?.ok_or(VaultError::Incomplete)?;
            stored.to_entry().ok_or(VaultError::UnknownRecord)
        });
        entries.collect()
    }

    /// Looks at every entry and names the first that does not hold. Blocks.
    pub fn verify(&self) -> Result<Chain, VaultError> {
        let head = match self.read(&self.head_key())? {
            Ok(stored) => stored.map_or(Ok(Head::default()), StoredAudit::head).unwrap_or_default(),
            Err(how) => return Ok(Chain::Broken { entry: 1, how }),
        };
        let mut last = Digest::default();
        for number in 1..=head.count {
            let broken = |how| Ok(Chain::Broken { entry: number, how });
            let entry = match self.read(&self.entry_key(number))? {
                Ok(Some(entry)) => entry,
                Ok(None) => return broken(Break::Missing),
                Err(how) => return broken(how),
            };
            if !entry.follows(number, last) {
                return broken(Break::DoesNotFollow);
            }
            last = entry.digest();
        }
        if last != head.last {
            return Ok(Chain::Broken { entry: head.count, how: Break::DoesNotFollow });
        }
        if self.read(&self.entry_key(head.count + 1))? != Ok(None) {
            return Ok(Chain::Broken { entry: head.count + 1, how: Break::BeyondTheEnd });
        }
        Ok(Chain::Whole { entries: head.count, last })
    }

    /// Lets go of which number an account has, within a larger write. Its entries stay, and name nobody.
    pub fn erase(&self, writer: &mut Writer<'_>, user: UserId) -> Result<(), VaultError> {
        let key = self.organisers_key();
        let Some(stored) = writer.get::<StoredAudit>(&key)? else { return Ok(()) };
        let mut organisers = stored.organisers()?;
        if organisers.forget(user) { writer.put(&key, &StoredAudit::from(organisers)) } else { Ok(()) }
    }

    /// Gives the number that an account has in the log; none where it did nothing yet.
    pub fn number(&self, user: UserId) -> Result<Option<u32>, VaultError> {
        let stored = self.vault.read::<StoredAudit>(&self.organisers_key())?;
        Ok(stored.map(StoredAudit::organisers).transpose()?.and_then(|organisers| organisers.find(user)))
    }

    /// Gives the account that has a number; none where nobody has it, or they were forgotten.
    pub fn account(&self, number: Number) -> Result<Option<UserId>, VaultError> {
        let stored = self.vault.read::<StoredAudit>(&self.organisers_key())?;
        Ok(stored.map(StoredAudit::organisers).transpose()?.and_then(|organisers| organisers.account(number.0)))
    }

    /// Gives organisers their numbers where they have none, in this order.
    pub fn enrol(&self, users: impl IntoIterator<Item = UserId>) -> Result<(), VaultError> {
        for user in users {
            if self.number(user)?.is_none() {
                self.vault.write(|writer| self.number_of(writer, user).map(drop))?;
            }
        }
        Ok(())
    }

    /// Counts the entries.
    pub fn count(&self) -> Result<u64, VaultError> {
        Ok(self.head()?.count)
    }

    /// Gives the number of an account within a larger write: a new one where it has none.
    pub fn number_of(&self, writer: &mut Writer<'_>, user: UserId) -> Result<u32, VaultError> {
        let key = self.organisers_key();
        let stored = writer.get::<StoredAudit>(&key)?;
        let mut organisers = stored.map(StoredAudit::organisers).transpose()?.unwrap_or_default();
        if let Some(number) = organisers.find(user) {
            return Ok(number);
        }
        let number = organisers.add(user);
        writer.put(&key, &StoredAudit::from(organisers))?;
        Ok(number)
    }

    fn head(&self) -> Result<Head, VaultError> {
        self.vault.read::<StoredAudit>(&self.head_key())?.map_or(Ok(Head::default()), StoredAudit::head)
    }

    /// Reads a row; that it can't be read is a finding, that the store fails is an error.
    fn read(&self, key: &RowKey) -> Result<Result<Option<StoredAudit>, Break>, VaultError> {
        match self.vault.read::<StoredAudit>(key) {
            Ok(found) => Ok(Ok(found)),
            Err(VaultError::Unreadable | VaultError::UnknownRecord) => Ok(Err(Break::Unreadable)),
            Err(error) => Err(error),
        }
    }

    fn entry_key(&self, number: u64) -> RowKey {
        self.vault.row_key(tables::AUDIT, format!("entry {number}").as_bytes())
    }

    fn head_key(&self) -> RowKey {
        self.vault.row_key(tables::AUDIT, b"head")
    }

    fn organisers_key(&self) -> RowKey {
        self.vault.row_key(tables::AUDIT, b"organisers")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;
    use crate::alert::AlertId;

    const ALES: UserId = UserId(7_001);
    const JANA: UserId = UserId(7_002);

    fn alert() -> AlertId {
        AlertId::random(&mut StdRng::seed_from_u64(1))
    }

    fn now() -> Timestamp {
        "2026-11-16T08:00:00Z".parse().unwrap()
    }

    fn busy() -> Audit {
        let audit = Audit::new(Vault::in_memory());
        for (by, act) in [
            (By::Organiser(ALES), Act::Sent(alert())),
            (By::Organiser(JANA), Act::Paused(alert())),
            (By::CommandLine, Act::BackedUp),
            (By::Organiser(ALES), Act::Resumed(alert())),
            (By::Klich, Act::KeysRotated),
        ] {
            audit.note(by, act, now()).unwrap();
        }
        audit
    }

    #[test]
    fn entries_are_listed_newest_first_and_name_nobody() {
        let audit = busy();
        let listed = audit.list(None, 3).unwrap();
        let shown: Vec<_> =
            listed.iter().map(|entry| (entry.number, entry.by.to_string(), entry.act.word().to_owned())).collect();
        assert_eq!(
            shown,
            [
                (5, "klich".to_owned(), "keys-rotated".to_owned()),
                (4, "organiser 1".to_owned(), "resumed".to_owned()),
                (3, "command line".to_owned(), "backed-up".to_owned()),
            ]
        );
        assert_eq!(listed[1].act.alert(), Some(alert()));
        let rest = audit.list(Some(3), 10).unwrap();
        assert_eq!(rest.iter().map(|entry| entry.by.to_string()).collect::<Vec<_>>(), ["organiser 2", "organiser 1"]);
        assert!(audit.list(Some(1), 10).unwrap().is_empty());
        assert!(matches!(audit.verify().unwrap(), Chain::Whole { entries: 5, .. }));
        assert!(matches!(Audit::new(Vault::in_memory()).verify().unwrap(), Chain::Whole { entries: 0, .. }));
    }

    #[test]
    fn who_is_forgotten_leaves_the_chain_whole_and_comes_back_with_another_number() {
        let audit = busy();
        let before = audit.verify().unwrap();
        assert_eq!((audit.number(ALES).unwrap(), audit.number(JANA).unwrap()), (Some(1), Some(2)));
        audit.vault.write(|writer| audit.erase(writer, ALES)).unwrap();
        assert_eq!((audit.number(ALES).unwrap(), audit.number(JANA).unwrap()), (None, Some(2)));
        assert_eq!(audit.verify().unwrap(), before);
        audit.note(By::Organiser(ALES), Act::Cancelled(alert()), now()).unwrap();
        assert_eq!(audit.number(ALES).unwrap(), Some(3));
    }

    #[test]
    fn all_rows_are_of_one_length_whoever_did_what() {
        let store = Arc::new(crate::store::memory::MemoryStore::new());
        let below: Arc<dyn crate::store::Store> = Arc::clone(&store) as _;
        let keyring = crate::vault::Keyring::random(&mut rand::rngs::OsRng);
        let audit = Audit::new(Vault::open(below, keyring, crate::vault::KeyringFile::nowhere()).unwrap());
        for organiser in 0..12_i64 {
            audit.note(By::Organiser(UserId((1 << 51) + organiser)), Act::Cancelled(alert()), now()).unwrap();
            audit.note(By::CommandLine, Act::BackedUp, now()).unwrap();
        }
        for stored in tables::all_stored().filter(|stored| stored.name == tables::AUDIT.name) {
            let rows = crate::store::Store::scan(&*store, stored, None, 100).unwrap();
            assert!(rows.iter().all(|(_, envelope)| envelope.len() == 128 + 45));
        }
    }

    #[test]
    fn an_act_that_fails_leaves_no_entry() {
        let audit = busy();
        let refused = audit.vault.write(|writer| {
            audit.record(writer, By::CommandLine, Act::BackedUp, now())?;
            Err::<(), _>(VaultError::PetitionClosed)
        });
        assert!(refused.is_err());
        assert!(matches!(audit.verify().unwrap(), Chain::Whole { entries: 5, .. }));
    }

    #[test]
    fn every_kind_of_break_is_named_with_its_place() {
        let look = |tamper: &dyn Fn(&Audit, &mut Writer<'_>)| {
            let audit = busy();
            let tampered = audit.vault.write(|writer| {
                tamper(&audit, writer);
                Ok::<_, VaultError>(())
            });
            tampered.unwrap();
            audit.verify().unwrap()
        };
        let copy = |audit: &Audit, writer: &mut Writer<'_>, from: u64, to: u64| {
            let entry = writer.get::<StoredAudit>(&audit.entry_key(from)).unwrap().unwrap();
            writer.put(&audit.entry_key(to), &entry).unwrap();
        };
        for number in 1..=5 {
            let removed = look(&|audit, writer| writer.remove::<StoredAudit>(&audit.entry_key(number)));
            assert_eq!(removed, Chain::Broken { entry: number, how: Break::Missing });
            let other = number % 5 + 1;
            let replaced = look(&|audit, writer| copy(audit, writer, other, number));
            assert_eq!(replaced, Chain::Broken { entry: number, how: Break::DoesNotFollow });
        }
        let shortened = look(&|audit, writer| writer.remove::<StoredAudit>(&audit.head_key()));
        assert_eq!(shortened, Chain::Broken { entry: 1, how: Break::BeyondTheEnd });
        let longer = look(&|audit, writer| copy(audit, writer, 5, 6));
        assert_eq!(longer, Chain::Broken { entry: 6, how: Break::BeyondTheEnd });
        let another_end = look(&|audit, writer| {
            let head = Head { count: 5, last: Digest::default() };
            writer.put(&audit.head_key(), &StoredAudit::from(head)).unwrap();
        });
        assert_eq!(another_end, Chain::Broken { entry: 5, how: Break::DoesNotFollow });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        /// Whatever single fact of an entry is another, the chain breaks there or at the next one.
        #[test]
        fn no_entry_can_be_changed_unseen(number in 1_u64..=5, by in 1_u32..9, seconds in 0_i64..4_000_000_000) {
            let audit = busy();
            let changed = audit.vault.write(|writer| {
                let key = audit.entry_key(number);
                let entry = writer.get::<StoredAudit>(&key)?.unwrap();
                let other = entry.with(Timestamp::from_second(seconds).unwrap(), by);
                let is_other = other.digest() != entry.digest();
                writer.put(&key, &other)?;
                Ok::<_, VaultError>(is_other)
            }).unwrap();
            let broken = Chain::Broken { entry: (number + 1).min(5), how: Break::DoesNotFollow };
            prop_assert_eq!(changed, audit.verify().unwrap() == broken);
        }
    }
}
