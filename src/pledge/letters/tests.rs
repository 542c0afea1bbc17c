#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::seal::{Recipient, seal};

const ALES: UserId = UserId(7_001);
const DAY: Day = Day(20_000);

fn tag() -> CampaignTag {
    "harbour".parse::<crate::campaign::CampaignId>().unwrap().tag()
}

fn letters() -> Letters {
    Letters::new(Vault::in_memory())
}

fn sealed(text: &str) -> SealedFile {
    let recipient: Recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p".parse().unwrap();
    seal(text.as_bytes(), &[recipient]).unwrap()
}

fn take(letters: &Letters, user: UserId, message: i32, sort: Sort, sealed: &SealedFile) -> Taken {
    let language = Language::Belarusian;
    let new = NewLetter { user, message: MessageId(message), sort, language, day: DAY, campaign: tag(), sealed };
    letters.vault.write(|writer| letters.take(writer, &new)).unwrap()
}

fn all(letters: &Letters) -> Vec<LetterId> {
    (0..LetterId::SHARDS).flat_map(|shard| letters.ids(shard, |_| true).unwrap()).collect()
}

#[test]
fn a_pledge_takes_the_place_of_one_that_names_no_campaign_only_where_that_is_of_the_same() {
    let of = |name: &str| name.parse::<crate::campaign::CampaignId>().unwrap().tag();
    for (letters, stays) in [
        (letters(), false),
        (letters().with_untagged_of(tag()), false),
        (letters().with_untagged_of(of("another")), true),
    ] {
        let file = sealed("a pledge");
        let Taken::New(old) = take(&letters, ALES, 1, Sort::Pledge, &file) else { panic!() };
        let untagged = Letter { campaign: None, ..letters.find(old).unwrap().unwrap() };
        letters.vault.write(|writer| letters.put(writer, &untagged)).unwrap();
        take(&letters, ALES, 2, Sort::Pledge, &file);
        assert_eq!(letters.find(old).unwrap().unwrap().held, stays);
    }
}

#[test]
fn a_message_is_one_letter_however_often_its_update_comes() {
    let letters = letters();
    let file = sealed("words");
    let Taken::New(id) = take(&letters, ALES, 1, Sort::Message, &file) else { panic!() };
    assert_eq!(take(&letters, ALES, 1, Sort::Message, &file), Taken::Again(id));
    assert!(matches!(take(&letters, ALES, 2, Sort::Message, &file), Taken::New(_)));
    assert_eq!(letters.of(ALES).unwrap().len(), 2);
    assert_eq!(letters.sealed(id).unwrap().unwrap(), file.as_bytes());
}

#[test]
fn a_newer_pledge_replaces_the_text_and_keeps_the_way_back() {
    let letters = letters();
    let (first, second) = (sealed("one"), sealed("two"));
    let Taken::New(old) = take(&letters, ALES, 1, Sort::Pledge, &first) else { panic!() };
    let Taken::New(new) = take(&letters, ALES, 2, Sort::Pledge, &second) else { panic!() };
    take(&letters, ALES, 3, Sort::Message, &first);
    assert_eq!((letters.sealed(old).unwrap(), all(&letters).contains(&old)), (None, false));
    assert_eq!(letters.find(old).unwrap().unwrap().user, ALES);
    assert!(letters.replied(old, [7; 16]).unwrap());
    letters.vault.write(|writer| letters.withdraw(writer, ALES, |_| true)).unwrap();
    assert_eq!((letters.find(old).unwrap(), letters.find(new).unwrap()), (None, None));
    assert_eq!(letters.of(ALES).unwrap().len(), 1, "a message is no pledge");
    assert!(!letters.replied(old, [7; 16]).unwrap());
}

#[test]
fn what_it_is_can_be_told_once_and_by_its_person_only() {
    let letters = letters();
    let Taken::New(id) = take(&letters, ALES, 1, Sort::Untold, &sealed("x")) else { panic!() };
    let tell = |user, sort| letters.vault.write(|writer| letters.tell(writer, user, id, sort)).unwrap();
    assert_eq!(tell(UserId(2), Sort::Pledge), None);
    assert_eq!(tell(ALES, Sort::Pledge), Some(true));
    assert_eq!(tell(ALES, Sort::Message), Some(false));
    assert_eq!(letters.of(ALES).unwrap()[0].sort, Sort::Pledge);
    assert!(letters.sealed(id).unwrap().is_some(), "it does not replace itself");
}

#[test]
fn nobody_fills_the_disk() {
    let letters = letters();
    let file = sealed("x");
    for message in 0..i32::try_from(LETTERS_MAX).unwrap() {
        assert!(matches!(take(&letters, ALES, message, Sort::Message, &file), Taken::New(_)));
    }
    assert_eq!(take(&letters, ALES, 1000, Sort::Message, &file), Taken::TooMany);
    assert!(matches!(take(&letters, UserId(2), 1000, Sort::Message, &file), Taken::New(_)));
}

#[test]
fn letters_are_listed_by_campaign_and_earlier_ones_have_none() {
    let letters = letters();
    take(&letters, UserId(1), 1, Sort::Pledge, &sealed("words"));
    let found = |wanted: Option<CampaignTag>| -> usize {
        (0..LetterId::SHARDS).map(|shard| letters.ids(shard, |of| of == wanted).unwrap().len()).sum()
    };
    assert_eq!((found(Some(tag())), found(None)), (1, 0));
    let old = LetterId::random(&mut OsRng);
    let (user, message, sort, language) = (UserId(2), MessageId(2), Sort::Message, Language::Polish);
    let stored = StoredLetter::V1 { id: old, user, message, sort, language, day: DAY, held: true, replied: None };
    letters.vault.write(|writer| writer.put(&letters.key(old), &stored)).unwrap();
    assert_eq!((found(Some(tag())), found(None)), (1, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whoever is forgotten leaves nothing, and nobody else loses anything.
    #[test]
    fn forgetting_takes_all_of_one_and_nothing_of_others(sent in prop::collection::vec((1_i64..4, 0_u8..3), 0..30)) {
        let letters = letters();
        let file = sealed("x");
        let mut held: BTreeMap<i64, usize> = BTreeMap::new();
        for (nth, (user, sort)) in (0..).zip(&sent) {
            let sort = [Sort::Message, Sort::Comment, Sort::Untold][usize::from(*sort)];
            take(&letters, UserId(*user), nth, sort, &file);
            *held.entry(*user).or_default() += 1;
        }
        prop_assert_eq!(all(&letters).len(), sent.len());
        letters.vault.write(|writer| letters.erase(writer, UserId(1))).unwrap();
        held.remove(&1);
        prop_assert!(letters.of(UserId(1)).unwrap().is_empty());
        prop_assert_eq!(all(&letters).len(), held.values().sum::<usize>());
        prop_assert_eq!(letters.vault.page::<StoredOf>(None, 100).unwrap().len(), held.values().sum::<usize>());
    }
}
