//! Who stands up: sign, withdraw, tally.
//!
//! A pledge's row is found by the petition's own key, so that it can't be linked with the audience or with another
//! petition without the keyring, and it holds no account: only kinds, language and day.

mod record;

use std::sync::Arc;

pub use record::{Pledge, Tally};

use crate::campaign::{Day, Kind, PetitionId};
use crate::telegram::UserId;
use crate::text::Language;
use crate::vault::{RowKey, Vault, VaultError, Writer, tables};
use record::{StoredPledge, StoredTally};

/// What a pledge came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The pledge as it stands now.
    pub pledge: Pledge,
    /// Whether this act opened it; false for a further kind or a repetition.
    pub new: bool,
    /// Everyone's pledges, this one included.
    pub total: u64,
}

/// The pledges of one petition. Cheap to clone.
#[derive(Clone)]
pub struct Pledges {
    vault: Arc<Vault>,
    petition: PetitionId,
}

impl Pledges {
    /// Opens the petition, making its key where there is none. Blocks.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn open(vault: Arc<Vault>, petition: PetitionId) -> Result<Self, VaultError> {
        vault.open_petition(petition.as_str())?;
        Ok(Self { vault, petition })
    }

    /// Counts a person once; a further kind joins the pledge, a repetition changes nothing.
    pub fn pledge(&self, user: UserId, kind: Kind, language: Language, today: Day) -> Result<Counted, VaultError> {
        let key = self.key(user)?;
        self.vault.write(|writer| {
            let before = writer.get::<StoredPledge>(&key)?.map(Pledge::from);
            let new = before.is_none();
            let mut pledge = before.unwrap_or_else(|| Pledge { kinds: Vec::new(), language, day: today });
            let mut tally = self.read_tally(writer)?;
            if new {
                tally.add_person(pledge.language);
            }
            if !pledge.kinds.contains(&kind) {
                pledge.kinds.push(kind);
                pledge.kinds.sort();
                tally.add_kind(kind);
                writer.put(&key, &StoredPledge::from(pledge.clone()))?;
                self.put_tally(writer, &tally)?;
            }
            Ok(Counted { pledge, new, total: tally.total })
        })
    }

    /// Finds a person's pledge.
    pub fn of(&self, user: UserId) -> Result<Option<Pledge>, VaultError> {
        Ok(self.vault.read::<StoredPledge>(&self.key(user)?)?.map(Pledge::from))
    }

    /// Takes a person's pledge back; the count falls. Says whether there was one.
    pub fn withdraw(&self, user: UserId) -> Result<bool, VaultError> {
        self.vault.write(|writer| self.erase(writer, user))
    }

    /// Takes a person's pledge back within a larger write.
    pub fn erase(&self, writer: &mut Writer<'_>, user: UserId) -> Result<bool, VaultError> {
        let key = self.key(user)?;
        let Some(pledge) = writer.get::<StoredPledge>(&key)?.map(Pledge::from) else { return Ok(false) };
        writer.remove::<StoredPledge>(&key);
        let mut tally = self.read_tally(writer)?;
        tally.take(&pledge);
        self.put_tally(writer, &tally)?;
        Ok(true)
    }

    /// Reads the totals. Constant time: they are kept with each change.
    pub fn tally(&self) -> Result<Tally, VaultError> {
        Ok(self.vault.read::<StoredTally>(&self.tally_key())?.map(Tally::from).unwrap_or_default())
    }

    fn read_tally(&self, writer: &mut Writer<'_>) -> Result<Tally, VaultError> {
        Ok(writer.get::<StoredTally>(&self.tally_key())?.map(Tally::from).unwrap_or_default())
    }

    fn put_tally(&self, writer: &mut Writer<'_>, tally: &Tally) -> Result<(), VaultError> {
        writer.put(&self.tally_key(), &StoredTally::from(tally.clone()))
    }

    fn key(&self, user: UserId) -> Result<RowKey, VaultError> {
        self.vault.petition_row_key(tables::PLEDGES, self.petition.as_str(), &user.to_bytes())
    }

    fn tally_key(&self) -> RowKey {
        self.vault.row_key(tables::TALLY, format!("petition {}", self.petition.as_str()).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;

    const DAY: Day = Day(20_000);

    fn pledges() -> Pledges {
        Pledges::open(Vault::in_memory(), "release-the-detained".parse().unwrap()).unwrap()
    }

    #[test]
    fn a_person_counts_once_with_every_kind_they_chose() {
        let pledges = pledges();
        let ales = UserId(1);
        let first = pledges.pledge(ales, Kind::Sign, Language::Belarusian, DAY).unwrap();
        assert!(first.new);
        let again = pledges.pledge(ales, Kind::Sign, Language::Belarusian, DAY).unwrap();
        assert!(!again.new);
        let more = pledges.pledge(ales, Kind::Act, Language::Polish, DAY).unwrap();
        assert_eq!(more.pledge.kinds, [Kind::Sign, Kind::Act]);
        let tally = pledges.tally().unwrap();
        assert_eq!(tally.total, 1);
        assert_eq!(tally.by_kind.get(&Kind::Act), Some(&1));
        assert_eq!(tally.by_language.get(&Language::Belarusian), Some(&1));
    }

    #[test]
    fn a_withdrawn_pledge_is_gone_from_every_count() {
        let pledges = pledges();
        pledges.pledge(UserId(1), Kind::Share, Language::German, DAY).unwrap();
        assert!(pledges.withdraw(UserId(1)).unwrap());
        assert!(!pledges.withdraw(UserId(1)).unwrap());
        assert_eq!(pledges.tally().unwrap(), Tally::default());
        assert!(pledges.of(UserId(1)).unwrap().is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Whatever people do in whatever order, the tally is what a count of the pledges gives.
        #[test]
        fn the_tally_is_what_counting_gives(acts in prop::collection::vec((0_i64..6, 0_usize..6), 0..60)) {
            let pledges = pledges();
            for (person, act) in acts {
                match Kind::ALL.get(act) {
                    Some(kind) => { let _ = pledges.pledge(UserId(person), *kind, Language::ALL[person as usize], DAY).unwrap(); }
                    None => { let _ = pledges.withdraw(UserId(person)).unwrap(); }
                }
            }
            let mut counted = Tally::default();
            for person in 0..6 {
                if let Some(pledge) = pledges.of(UserId(person)).unwrap() {
                    counted.add_person(pledge.language);
                    pledge.kinds.iter().for_each(|kind| counted.add_kind(*kind));
                }
            }
            prop_assert_eq!(pledges.tally().unwrap(), counted);
        }
    }
}
