//! The public list of the count over a vault in memory.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::campaign::Kind;
use crate::pledge::{Pledges, Wording};
use crate::text::Language;

const TODAY: Day = Day(20_000);

fn opened(vault: &Arc<Vault>) -> Pledges {
    let wording = Wording::everywhere("We stand.");
    Pledges::open(Arc::clone(vault), "release-the-detained".parse().unwrap(), &wording, TODAY).unwrap()
}

fn pledges() -> Pledges {
    let pledges = opened(&Vault::in_memory());
    assert_eq!(pledges.log().close_days(TODAY).unwrap(), None);
    pledges
}

fn pledge(pledges: &Pledges, user: i64, day: Day) -> Receipt {
    pledges.pledge(UserId(user), Kind::Sign, Language::English, day).unwrap();
    pledges.log().receipt_of(UserId(user)).unwrap().unwrap()
}

fn tomorrow(day: Day) -> Day {
    Day(day.0 + 1)
}

/// Computes a root from the list's text alone, as anybody can.
fn root_of(lines: &[String]) -> Hash {
    match lines {
        [one] => tree::leaf(one.as_bytes()),
        more => {
            let half = more.len().next_power_of_two() / 2;
            tree::inner(&root_of(&more[..half]), &root_of(&more[half..]))
        }
    }
}

fn all_lines(log: &CountLog) -> Vec<String> {
    (0..)
        .map(|run| log.lines(run).unwrap())
        .take_while(|lines| !lines.is_empty())
        .flatten()
        .map(|line| line.text())
        .collect()
}

#[test]
fn a_receipt_is_counted_today_listed_tomorrow_and_withdrawn_by_a_line_of_its_own() {
    let pledges = pledges();
    let log = pledges.log();
    let (ala, ben) = (pledge(&pledges, 1, TODAY), pledge(&pledges, 2, TODAY));
    assert_eq!(pledge(&pledges, 1, TODAY), ala, "one for a person");
    assert_eq!(log.check(&ala).unwrap(), Checked::Today);
    assert_eq!(log.check(&Receipt::random(&mut OsRng)).unwrap(), Checked::Unknown);
    assert_eq!(log.newest().unwrap(), None);
    // Withdrawn on the day itself: as if it had not been.
    pledges.withdraw(UserId(2)).unwrap();
    assert_eq!(log.check(&ben).unwrap(), Checked::Unknown);
    let root = log.close_days(tomorrow(TODAY)).unwrap().unwrap();
    assert_eq!((root.day, root.size, root.pledges), (TODAY, 1, 1));
    assert_eq!(log.close_days(tomorrow(TODAY)).unwrap(), None, "once a day");
    let Checked::Listed(proof) = log.check(&ala).unwrap() else { panic!("it is not listed") };
    assert_eq!((proof.index, proof.joined, proof.root), (0, TODAY, root));
    pledges.withdraw(UserId(1)).unwrap();
    assert_eq!(log.check(&ala).unwrap(), Checked::Withdrawn);
    assert_eq!(log.receipt_of(UserId(1)).unwrap(), None);
    let root = log.close_days(Day(TODAY.0 + 9)).unwrap().unwrap();
    assert_eq!((root.day, root.size, root.pledges), (Day(TODAY.0 + 8), 2, 0));
    assert_eq!(log.check(&ala).unwrap(), Checked::Withdrawn);
    // Who pledges again gets another receipt: nothing ties the two together.
    assert_ne!(pledge(&pledges, 1, tomorrow(TODAY)), ala);
    assert_eq!(log.roots_from(0).unwrap().len(), 2);
}

#[test]
fn what_waits_when_the_program_ends_joins_later() {
    let vault = Vault::in_memory();
    let open = || opened(&vault);
    open().log().close_days(TODAY).unwrap();
    let receipts: Vec<Receipt> = (0..150).map(|user| pledge(&open(), user, TODAY)).collect();
    // As a crash between two writes leaves it: a part is added, no root is kept.
    let log = open().log().clone();
    let group = vault.group_prefix(tables::COMMITMENTS, log.waiting_group().as_bytes());
    let part = vault.page_of_group::<StoredWaiting>(&group, None, 40).unwrap();
    let lines: Vec<Line> = part.into_iter().map(line_of).collect();
    vault.write(|writer| log.add(writer, &lines)).unwrap();
    assert!(receipts.iter().all(|receipt| log.check(receipt).unwrap() == Checked::Today));
    let root = log.close_days(tomorrow(TODAY)).unwrap().unwrap();
    assert_eq!((root.size, root.pledges), (150, 150));
    assert_eq!(root.root, root_of(&all_lines(&log)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever people do over days: the list is only added to, its sum is the count at each day's end, each root is
    /// computed from the lines by anybody, and each standing receipt leads to it.
    #[test]
    fn the_list_is_the_count(days in prop::collection::vec(prop::collection::vec((0_i64..90, any::<bool>()), 0..60), 1..6)) {
        let pledges = pledges();
        let log = pledges.log();
        let mut standing: BTreeMap<i64, Receipt> = BTreeMap::new();
        let mut before: Vec<String> = Vec::new();
        for (number, acts) in days.into_iter().enumerate() {
            let today = Day(TODAY.0 + number as i32);
            for (user, makes) in acts {
                if makes {
                    standing.insert(user, pledge(&pledges, user, today));
                } else {
                    pledges.withdraw(UserId(user)).unwrap();
                    standing.remove(&user);
                }
            }
            let ended = log.close_days(tomorrow(today)).unwrap();
            let lines = all_lines(log);
            prop_assert_eq!(&lines[..before.len()], &before[..], "a line was changed");
            let Some(ended) = ended else {
                prop_assert!(lines.is_empty());
                continue;
            };
            let sum = lines.iter().map(|line| if line.starts_with('+') { 1_i64 } else { -1 }).sum::<i64>();
            prop_assert_eq!(ended.pledges as i64, sum);
            prop_assert_eq!(ended.pledges, pledges.tally().unwrap().total);
            prop_assert_eq!((ended.size, ended.root), (lines.len() as u64, root_of(&lines)));
            for receipt in standing.values() {
                let Checked::Listed(proof) = log.check(receipt).unwrap() else { panic!("a pledge is not listed") };
                prop_assert_eq!(lines.iter().position(|line| *line == proof.line.text()), Some(proof.index as usize));
                let leads_to = tree::root_of_path(tree::leaf(proof.line.text().as_bytes()), proof.index, proof.root.size, &proof.path);
                prop_assert_eq!(leads_to, Some(ended.root));
            }
            before = lines;
        }
    }
}
