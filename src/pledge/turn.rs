//! Which of a person's pledges was the last: a number in each, the *turn*, set in the write that counts it.
//!
//! Days can't tell it of two pledges of one day, and no hour is kept. So whoever stands up for a petition while they have
//! pledged to another gets a turn one above the highest there; standing up again, in whatever way, raises it anew.
//!
//! # Security
//! Within the encryption of a pledge, a turn above 0 tells that the same person has, or had, pledged to another petition; not to
//! which. Whoever lacks the vault's key sees nothing of it: the record is as long as any other.

use std::sync::Arc;

use super::Pledges;
use super::closing::if_open;
use super::record::{Pledge, StoredPledge};
use crate::campaign::{Day, PetitionId};
use crate::telegram::UserId;
use crate::vault::{VaultError, Writer, tables};

impl Pledge {
    /// Gives what tells which of one person's pledges was the last: of an earlier version's, the day alone.
    pub fn order(&self) -> (u32, Day) {
        (self.turn, self.day)
    }
}

impl Pledges {
    /// Lets turns be counted over these petitions, its own among them or not.
    #[must_use]
    pub fn in_turn_with(self, petitions: &[PetitionId]) -> Self {
        let others: Arc<[PetitionId]> = petitions.iter().filter(|other| **other != self.petition).cloned().collect();
        Self { others, ..self }
    }

    /// Gives the turn of a pledge that somebody makes, or adds to, in this write: as it was where they have pledged to nothing
    /// else, or to nothing since.
    pub(super) fn turn_in(&self, writer: &mut Writer<'_>, user: UserId, own: u32) -> Result<u32, VaultError> {
        let mut highest = None;
        for petition in self.others.iter() {
            let key = self.vault.petition_row_key(tables::PLEDGES, petition.as_str(), &user.to_bytes());
            let Some(key) = if_open(key)? else { continue };
            highest = highest.max(writer.get::<StoredPledge>(&key)?.map(|stored| Pledge::from(stored).turn));
        }
        Ok(match highest {
            Some(highest) if highest >= own => highest.saturating_add(1),
            _ => own,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;
    use rand::rngs::OsRng;

    use super::super::Wording;
    use super::*;
    use crate::campaign::Kind;
    use crate::store::Store;
    use crate::store::memory::MemoryStore;
    use crate::text::Language;
    use crate::vault::{Keyring, KeyringFile, Vault};

    const ALES: UserId = UserId(7_001);
    const DAY: Day = Day(20_000);

    fn opened<const N: usize>(vault: &Arc<Vault>, names: [&str; N]) -> [Pledges; N] {
        let ids = names.map(|name| name.parse::<PetitionId>().unwrap());
        let open = |id: &PetitionId| {
            Pledges::open(Arc::clone(vault), id.clone(), &Wording::everywhere("We stand."), DAY)
                .unwrap()
                .in_turn_with(&ids)
        };
        std::array::from_fn(|place| open(&ids[place]))
    }

    fn turn(pledges: &Pledges) -> Option<u32> {
        pledges.of(ALES).unwrap().map(|pledge| pledge.turn)
    }

    #[test]
    fn whoever_stands_up_for_one_alone_has_no_turn_and_a_repetition_changes_nothing() {
        let [one, two] = opened(&Vault::in_memory(), ["one", "two"]);
        one.pledge(ALES, Kind::Sign, Language::Polish, DAY).unwrap();
        one.pledge(ALES, Kind::Act, Language::Polish, DAY).unwrap();
        assert_eq!((turn(&one), turn(&two)), (Some(0), None));
        for _ in 0..3 {
            two.pledge(ALES, Kind::Sign, Language::Polish, DAY).unwrap();
            assert_eq!((turn(&one), turn(&two)), (Some(0), Some(1)));
        }
        // A person of their own turns.
        two.pledge(UserId(2), Kind::Sign, Language::Polish, DAY).unwrap();
        assert_eq!(two.of(UserId(2)).unwrap().unwrap().turn, 0);
        // What is taken back leaves the other as it was, and one to a closed petition counts for nothing.
        assert!(two.withdraw(ALES).unwrap());
        assert_eq!(turn(&one), Some(0));
        two.pledge(ALES, Kind::Sign, Language::Polish, DAY).unwrap();
        two.vault.close_petition("two").unwrap();
        one.pledge(ALES, Kind::Share, Language::Polish, DAY).unwrap();
        assert_eq!(turn(&one), Some(0));
    }

    #[test]
    fn a_record_of_the_second_version_is_before_every_turn() {
        let vault = Vault::in_memory();
        let [one, two] = opened(&vault, ["one", "two"]);
        let old = |day| StoredPledge::V2 {
            kinds: vec![Kind::Sign],
            language: Language::Polish,
            day,
            version: 1,
            asked: 1,
            sealed: false,
        };
        for (pledges, day) in [(&one, DAY), (&two, Day(DAY.0 + 1))] {
            let key = pledges.key(ALES).unwrap();
            vault.write(|writer| writer.put(&key, &old(day))).unwrap();
        }
        let order = |pledges: &Pledges| pledges.of(ALES).unwrap().unwrap().order();
        assert!(order(&one) < order(&two), "by their days");
        // One more kind of the earlier is the last thing that they did.
        one.pledge(ALES, Kind::Act, Language::Polish, Day(DAY.0 + 1)).unwrap();
        assert_eq!((turn(&one), turn(&two)), (Some(1), Some(0)));
        assert!(order(&one) > order(&two) && one.is_current(&one.of(ALES).unwrap().unwrap()));
    }

    #[test]
    fn a_turn_makes_no_record_longer() {
        let store = Arc::new(MemoryStore::new());
        let below: Arc<dyn Store> = Arc::clone(&store) as _;
        let vault = Vault::open(below, Keyring::random(&mut OsRng), KeyringFile::nowhere()).unwrap();
        let [one, two] = opened(&vault, ["one", "two"]);
        one.pledge(ALES, Kind::Sign, Language::Polish, DAY).unwrap();
        let longest = Pledge {
            kinds: Kind::ALL.to_vec(),
            version: u32::MAX,
            asked: u32::MAX,
            sealed: true,
            turn: u32::MAX,
            ..Pledge::new(Language::Turkish, Day(i32::MAX), 1)
        };
        let key = two.key(ALES).unwrap();
        vault.write(|writer| writer.put(&key, &StoredPledge::from(longest.clone()))).unwrap();
        let of_pledges = tables::all_stored().filter(|table| table.name == tables::PLEDGES.name);
        let rows = of_pledges.flat_map(|table| store.scan(table, None, 9).unwrap().to_vec());
        let lengths: Vec<usize> = rows.map(|(_, value)| value.len()).collect();
        assert!(lengths.len() == 2 && lengths[0] == lengths[1], "{lengths:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// In whatever order and way somebody stands up, the last is that with the highest turn, and the counts are as ever.
        #[test]
        fn the_last_has_the_highest_turn(acts in prop::collection::vec((0_usize..3, 0_u8..5), 1..40)) {
            let vault = Vault::in_memory();
            let all = opened(&vault, ["one", "two", "three"]);
            let mut last = Vec::new();
            for (place, act) in acts {
                let pledges = &all[place];
                let stands = match act {
                    0 => { pledges.withdraw(ALES).unwrap(); false }
                    1 => { vault.write(|writer| pledges.seal(writer, ALES, Language::Polish, DAY)).unwrap(); true }
                    2 => pledges.renew(ALES, Language::Polish).unwrap().is_some(),
                    kind => { pledges.pledge(ALES, Kind::ALL[usize::from(kind)], Language::Polish, DAY).unwrap(); true }
                };
                last.retain(|other| *other != place);
                if stands { last.push(place); }
                let orders = (0..3).filter_map(|place| Some((all[place].of(ALES).unwrap()?.order(), place)));
                prop_assert_eq!(orders.max().map(|(_, place)| place), last.last().copied());
                for (place, pledges) in all.iter().enumerate() {
                    prop_assert_eq!(pledges.tally().unwrap().total, u64::from(last.contains(&place)));
                }
            }
        }
    }
}
