//! Pledges of one petition, counted.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use proptest::prelude::*;

use super::*;

const DAY: Day = Day(20_000);

fn pledges() -> Pledges {
    opened(&Vault::in_memory(), &Wording::everywhere("We stand."))
}

fn opened(vault: &Arc<Vault>, wording: &Wording) -> Pledges {
    Pledges::open(Arc::clone(vault), "release-the-detained".parse().unwrap(), wording, DAY).unwrap()
}

#[test]
fn a_changed_statement_asks_once_and_counts_only_who_says_yes() {
    let vault = Vault::in_memory();
    let first = Wording::everywhere("We stand.");
    let before = opened(&vault, &first);
    for (user, language) in [(1, Language::Polish), (2, Language::Polish), (3, Language::Turkish)] {
        before.pledge(UserId(user), Kind::Sign, language, DAY).unwrap();
        before.pledge(UserId(user), Kind::Act, language, DAY).unwrap();
    }
    assert!(!before.ask(UserId(1)).unwrap());
    let after = opened(&vault, &first.but_in(Language::Polish, "Stoimy."));
    assert_eq!((after.tally().unwrap().total, after.standing().unwrap()), (3, 1));
    assert_eq!([1, 2, 3, 4].map(|user| after.ask(UserId(user)).unwrap()), [true, true, false, false]);
    assert!(!after.ask(UserId(1)).unwrap(), "once");
    // One lets all of it hold, another pledges anew and only that.
    let renewed = after.renew(UserId(1), Language::Polish).unwrap().unwrap();
    assert_eq!((renewed.pledge.kinds, renewed.total), (vec![Kind::Sign, Kind::Act], 2));
    let anew = after.pledge(UserId(2), Kind::Share, Language::Polish, DAY).unwrap();
    assert_eq!((anew.pledge.kinds, anew.total, anew.new), (vec![Kind::Share], 3, true));
    assert_eq!(after.tally().unwrap().versions(), [(1, 1), (2, 2)].into());
    assert_eq!(after.renew(UserId(4), Language::Polish).unwrap(), None);
}

#[test]
fn a_sealed_pledge_counts_once_beside_what_was_pressed() {
    let pledges = pledges();
    let seal = |user| pledges.vault.write(|w| pledges.seal(w, UserId(user), Language::German, DAY)).unwrap();
    assert_eq!((seal(1).total, seal(1).new), (1, false));
    let pressed = pledges.pledge(UserId(1), Kind::Sign, Language::German, DAY).unwrap();
    assert!(pressed.pledge.sealed && pressed.total == 1);
    seal(2);
    let tally = pledges.tally().unwrap();
    assert_eq!((tally.total, tally.sealed, tally.by_kind.get(&Kind::Sign)), (2, 2, Some(&1)));
    pledges.withdraw(UserId(1)).unwrap();
    pledges.withdraw(UserId(2)).unwrap();
    assert_eq!(pledges.tally().unwrap(), Tally::default());
}

#[test]
fn records_of_the_first_version_still_open() {
    let vault = Vault::in_memory();
    let pledges = opened(&vault, &Wording::everywhere("We stand."));
    let (key, tally) = (pledges.key(UserId(1)).unwrap(), pledges.tally_key());
    let counts =
        StoredTally::V1 { total: 1, by_kind: [(Kind::Sign, 1)].into(), by_language: [(Language::Polish, 1)].into() };
    vault
        .write(|writer| {
            writer.put(&key, &StoredPledge::V1 { kinds: vec![Kind::Sign], language: Language::Polish, day: DAY })?;
            writer.put(&tally, &counts)
        })
        .unwrap();
    assert!(pledges.is_current(&pledges.of(UserId(1)).unwrap().unwrap()));
    assert_eq!(pledges.standing().unwrap(), 1);
    pledges.withdraw(UserId(1)).unwrap();
    assert_eq!(pledges.tally().unwrap(), Tally::default());
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

#[test]
fn pledges_whose_time_is_over_go_and_their_count_stays() {
    let pledges = pledges().kept_for(30);
    let letters = Letters::new(Arc::clone(&pledges.vault));
    pledges.pledge(UserId(1), Kind::Sign, Language::Belarusian, DAY).unwrap();
    pledges.pledge(UserId(2), Kind::Sign, Language::Belarusian, Day(DAY.0 + 1)).unwrap();
    let (before, last) = (Day(DAY.0 + 29), Day(DAY.0 + 30));
    assert_eq!((pledges.count_over(before).unwrap(), pledges.count_over(last).unwrap()), (0, 1));
    let receipt = pledges.receipt(UserId(1)).unwrap().unwrap();
    pledges.hearers().begin(UserId(1), Language::Belarusian).unwrap();
    assert_eq!(pledges.drop_over(&letters, last, |_| Ok(())).unwrap(), 1);
    // Nothing of them stays; who has the receipt still finds its line.
    assert!(pledges.receipt(UserId(1)).unwrap().is_none() && !pledges.hearers().hears(UserId(1)).unwrap());
    assert_eq!(pledges.log().check(&receipt).unwrap(), Checked::Today);
    assert!(pledges.of(UserId(1)).unwrap().is_none() && pledges.of(UserId(2)).unwrap().is_some());
    assert_eq!(pledges.tally().unwrap().total, 2);
    let for_ever = pledges.clone().kept_for(0);
    assert_eq!(for_ever.count_over(Day(i32::MAX)).unwrap(), 0);
}

#[test]
fn pledges_to_every_petition_go_and_also_to_one_that_is_asked_for_no_more() {
    let vault = Vault::in_memory();
    let ids: Vec<PetitionId> = ["one", "two", "gone"].iter().map(|id| id.parse().unwrap()).collect();
    let all: Vec<Pledges> = ids
        .iter()
        .map(|id| Pledges::open(Arc::clone(&vault), id.clone(), &Wording::everywhere("We stand."), DAY).unwrap())
        .collect();
    for pledges in &all {
        pledges.pledge(UserId(1), Kind::Sign, Language::Belarusian, DAY).unwrap();
    }
    let former = || Pledges::beside(&vault, &ids[..2]).unwrap();
    Pledges::beside(&vault, &ids).unwrap();
    assert!(former()[0].of(UserId(1)).unwrap().is_some());
    let (first, over) = (all[0].clone().kept_for(30), Day(DAY.0 + 30));
    assert_eq!(first.count_over(over).unwrap(), 3);
    assert_eq!(first.drop_over(&Letters::new(Arc::clone(&vault)), over, |_| Ok(())).unwrap(), 3);
    assert!(all.iter().chain(&former()).all(|pledges| pledges.of(UserId(1)).unwrap().is_none()));
    assert_eq!((first.count_over(over).unwrap(), former()[0].tally().unwrap().total), (0, 1));
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
                counted.add(&pledge);
            }
        }
        prop_assert_eq!(pledges.tally().unwrap(), counted);
    }
}
