#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::sync::Arc;

use super::super::{Checked, Mark, NewLetter, Sort, Taken, Wording};
use super::*;
use crate::campaign::{CampaignTag, Kind};
use crate::seal::{Recipient, seal};
use crate::telegram::{MessageId, UserId};
use crate::text::Language;

const DAY: Day = Day(20_000);
const ALES: UserId = UserId(7_001);

fn opened(vault: &Arc<Vault>, petition: &str) -> Pledges {
    Pledges::open(Arc::clone(vault), petition.parse().unwrap(), &Wording::everywhere("We stand."), DAY).unwrap()
}

fn tag(campaign: &str) -> CampaignTag {
    campaign.parse::<crate::campaign::CampaignId>().unwrap().tag()
}

fn take(letters: &Letters, vault: &Vault, message: i32, sort: Sort) -> LetterId {
    take_for(letters, vault, (message, sort), "harbour")
}

fn take_for(letters: &Letters, vault: &Vault, (message, sort): (i32, Sort), campaign: &str) -> LetterId {
    let recipient: Recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p".parse().unwrap();
    let sealed = &seal(&[32; 1024], &[recipient]).unwrap();
    let (message, language) = (MessageId(message), Language::Belarusian);
    let campaign = tag(campaign);
    let new = NewLetter { user: ALES, message, sort, language, day: DAY, campaign, sealed };
    match vault.write(|writer| letters.take(writer, &new)).unwrap() {
        Taken::New(id) => id,
        _ => panic!("it is kept"),
    }
}

#[test]
fn a_closed_petition_keeps_its_count_and_nothing_that_leads_to_people() {
    let vault = Vault::in_memory();
    let (ours, theirs) = (opened(&vault, "ours"), opened(&vault, "theirs"));
    let letters = Letters::new(Arc::clone(&vault));
    for user in 0..200 {
        ours.pledge(UserId(user), Kind::Sign, Language::Belarusian, DAY).unwrap();
        ours.hearers().begin(UserId(user), Language::Belarusian).unwrap();
    }
    for user in 0..3 {
        theirs.pledge(UserId(user), Kind::Sign, Language::Belarusian, DAY).unwrap();
    }
    let receipt = ours.receipt(UserId(5)).unwrap().unwrap();
    let tally = ours.tally().unwrap();
    let closed = ours.close(&letters, false, DAY, |_| Ok(())).unwrap();
    assert_eq!((closed.total, closed.swept), (200, false));
    assert!(ours.sweep_closed(&letters).unwrap() && !ours.sweep_closed(&letters).unwrap());
    assert!(ours.vault.owes_rotation().unwrap(), "whatever happens before one begins");
    assert_eq!((ours.standing().unwrap(), ours.tally().unwrap()), (200, tally));
    // Nobody is found, and nothing is written.
    assert!(ours.of(UserId(5)).unwrap().is_none() && ours.receipt(UserId(5)).unwrap().is_none());
    assert!(!ours.withdraw(UserId(5)).unwrap() && !ours.hearers().end(UserId(5)).unwrap());
    assert!(ours.pledge(UserId(5), Kind::Act, Language::Belarusian, DAY).is_err());
    assert!(!ours.ask(UserId(5)).unwrap() && ours.renew(UserId(5), Language::Belarusian).unwrap().is_none());
    assert_eq!(vault.page::<StoredPledge>(None, 500).unwrap().len(), 3, "those of another petition");
    assert!(vault.page::<StoredHearer>(None, 500).unwrap().is_empty());
    assert!(theirs.of(UserId(2)).unwrap().is_some() && theirs.withdraw(UserId(2)).unwrap());
    // The list of the count goes on: whoever has a receipt can check it.
    ours.log().close_days(DAY).unwrap();
    ours.log().close_days(Day(DAY.0 + 1)).unwrap();
    assert!(matches!(ours.log().check(&receipt).unwrap(), Checked::Listed(proof) if proof.root.pledges == 200));
    assert!(vault.erasure_waits().unwrap(), "what lies in the log is to become unreadable");
}

#[test]
fn closing_one_of_two_leaves_what_was_sealed_and_brought_in_for_the_other() {
    let vault = Vault::in_memory();
    let letters = Letters::new(Arc::clone(&vault));
    let one = opened(&vault, "ours").with_letters_of(tag("one"), true);
    let two = opened(&vault, "theirs").with_letters_of(tag("two"), false);
    let (first, second) = ((1, Sort::Pledge), (2, Sort::Pledge));
    let (first, second) = (take_for(&letters, &vault, first, "one"), take_for(&letters, &vault, second, "two"));
    // A pledge to one petition takes the place of none to the other, and taking it back takes no other back.
    assert!(letters.sealed(first).unwrap().is_some() && letters.sealed(second).unwrap().is_some());
    let third = take_for(&letters, &vault, (3, Sort::Pledge), "two");
    vault.write(|writer| letters.withdraw(writer, ALES, |of| two.is_with(of))).unwrap();
    assert!(letters.find(first).unwrap().is_some() && letters.find(third).unwrap().is_none());
    let kept = take_for(&letters, &vault, (4, Sort::Comment), "two");
    let recipient: Recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p".parse().unwrap();
    let sealed = seal(&[32; 1024], &[recipient]).unwrap();
    for pledges in [&one, &two] {
        let take = |writer: &mut Writer<'_>| pledges.imports().take(writer, &Mark::of("ann"), &[Kind::Sign], &sealed);
        assert!(vault.write(take).unwrap());
    }
    let own = |pledges: &Pledges| -> Vec<LetterId> {
        (0..LetterId::SHARDS).flat_map(|shard| pledges.imports().own_ids(shard).unwrap()).collect()
    };
    let (gone, stays) = (own(&one), own(&two));
    assert_eq!((gone.len(), stays.len()), (1, 1));
    assert!(!vault.write(|writer| two.imports().drop_one(writer, gone[0])).unwrap(), "another's");
    // All of it must have been exported; then only what is the closed one's goes.
    let all = [first, kept, gone[0], stays[0]];
    one.note_export(Exported::of([first, gone[0]])).unwrap();
    assert!(!one.is_exported(&letters).unwrap());
    one.note_export(Exported::of(all)).unwrap();
    one.close(&letters, false, DAY, |_| Ok(())).unwrap();
    one.sweep_closed(&letters).unwrap();
    let left: Vec<_> = letters.of(ALES).unwrap().into_iter().map(|letter| letter.id).collect();
    assert_eq!((left, own(&one), own(&two)), (vec![kept], vec![], stays));
    assert!(two.closed().unwrap().is_none());
}

#[test]
fn what_was_not_exported_keeps_it_open_unless_it_is_said() {
    let vault = Vault::in_memory();
    let pledges = opened(&vault, "ours");
    let letters = Letters::new(Arc::clone(&vault));
    let close = |without| pledges.close(&letters, without, DAY, |_| Ok(()));
    let first = take(&letters, &vault, 1, Sort::Pledge);
    assert!(matches!(close(false), Err(CloseError::NotExported)));
    pledges.note_export(Exported::of([first])).unwrap();
    assert!(pledges.is_exported(&letters).unwrap());
    let message = take(&letters, &vault, 2, Sort::Message);
    assert!(matches!(close(false), Err(CloseError::NotExported)), "one came since");
    assert!(pledges.closed().unwrap().is_none());
    pledges.note_export(Exported::of([message, first])).unwrap();
    take(&letters, &vault, 3, Sort::Comment);
    assert!(matches!(close(false), Err(CloseError::NotExported)));
    close(true).unwrap();
    pledges.sweep_closed(&letters).unwrap();
    let left: Vec<_> = letters.of(ALES).unwrap().into_iter().map(|letter| letter.id).collect();
    assert_eq!(left, [message], "a private message is no pledge, and may be answered");
}

#[test]
fn broken_off_between_any_two_steps_it_is_carried_through_at_the_next_start() {
    for steps in 0..3 {
        let vault = Vault::in_memory();
        let pledges = opened(&vault, "ours");
        let letters = Letters::new(Arc::clone(&vault));
        pledges.pledge(ALES, Kind::Sign, Language::Polish, DAY).unwrap();
        pledges.hearers().begin(ALES, Language::Polish).unwrap();
        take(&letters, &vault, 1, Sort::Pledge);
        let decide = |writer: &mut Writer<'_>| {
            let key = closing_key(&vault, &pledges.petition);
            writer.put(&key, &StoredClosing::V1 { day: DAY, total: 1, swept: false })
        };
        vault.write(decide).unwrap();
        // Between deciding and destroying nobody changes the count any more.
        assert!(pledges.pledge(UserId(2), Kind::Sign, Language::Polish, DAY).is_err());
        assert!(!pledges.withdraw(ALES).unwrap());
        if steps > 0 {
            vault.close_petition("ours").unwrap();
        }
        if steps > 1 {
            sweep::<StoredHearer>(&vault).unwrap();
        }
        let again = opened(&vault, "ours");
        assert!(matches!(vault.petition_row_key(tables::PLEDGES, "ours", b""), Err(VaultError::PetitionClosed)));
        assert!(again.sweep_closed(&letters).unwrap());
        assert_eq!((again.standing().unwrap(), again.tally().unwrap().total), (1, 1));
        assert!(vault.page::<StoredPledge>(None, 9).unwrap().is_empty() && letters.all_ids().unwrap().is_empty());
    }
}

/// Two campaigns with a letter each and one of the time before there were two, the second's petition closed and not swept.
fn closed_beside_another(vault: &Arc<Vault>) -> (Letters, [LetterId; 3]) {
    let letters = Letters::new(Arc::clone(vault));
    let first = opened(vault, "ours").with_letters_of(tag("one"), true);
    let second = opened(vault, "theirs").with_letters_of(tag("two"), false);
    for pledges in [&first, &second] {
        pledges.pledge(ALES, Kind::Sign, Language::Polish, DAY).unwrap();
        pledges.hearers().begin(ALES, Language::Polish).unwrap();
    }
    let ids = [(1, "one"), (2, "two")].map(|(message, of)| take_for(&letters, vault, (message, Sort::Comment), of));
    let old = take_for(&letters, vault, (3, Sort::Comment), "one");
    let untagged = super::super::Letter { campaign: None, ..letters.find(old).unwrap().unwrap() };
    vault.write(|writer| letters.put(writer, &untagged)).unwrap();
    second.close(&letters, true, DAY, |_| Ok(())).unwrap();
    let ids = [ids[0], ids[1], old];
    (letters, ids)
}

fn held(letters: &Letters, ids: [LetterId; 3]) -> [bool; 3] {
    ids.map(|id| letters.find(id).unwrap().is_some())
}

#[test]
fn what_no_campaign_has_any_more_is_carried_through_all_the_same_and_takes_nothing_of_others() {
    let vault = Vault::in_memory();
    let (letters, ids) = closed_beside_another(&vault);
    // From here on only the first is served.
    let served = ["ours".parse().unwrap()];
    Pledges::beside(&vault, &["ours".parse().unwrap(), "theirs".parse().unwrap()]).unwrap();
    assert!(Pledges::beside(&vault, &served).unwrap().is_empty(), "its key is gone");
    let unswept = Pledges::unswept(&vault).unwrap();
    let [theirs] = unswept.as_slice() else { panic!("one") };
    assert!(theirs.sweep_closed(&letters).unwrap());
    assert_eq!(held(&letters, ids), [true, false, true]);
    let rows = (vault.page::<StoredPledge>(None, 9).unwrap().len(), vault.page::<StoredHearer>(None, 9).unwrap().len());
    assert_eq!(rows, (1, 1), "those of the first");
    assert!(Pledges::unswept(&vault).unwrap().is_empty());
    assert!(opened(&vault, "theirs").closed().unwrap().is_some_and(|closed| closed.swept && closed.total == 1));
}

#[test]
fn a_decision_of_the_first_version_removes_letters_only_where_it_is_known_whose_they_are() {
    let vault = Vault::in_memory();
    let (letters, ids) = closed_beside_another(&vault);
    Pledges::beside(&vault, &["ours".parse().unwrap(), "theirs".parse().unwrap()]).unwrap();
    let key = closing_key(&vault, &"theirs".parse().unwrap());
    vault.write(|writer| writer.put(&key, &StoredClosing::V1 { day: DAY, total: 1, swept: false })).unwrap();
    let unswept = || Pledges::unswept(&vault).unwrap();
    assert!(unswept()[0].sweep_closed(&letters).unwrap(), "rows were there");
    assert_eq!(held(&letters, ids), [true; 3]);
    assert!(!unswept()[0].sweep_closed(&letters).unwrap(), "nothing is left that can be told to be its");
    assert_eq!(vault.page::<StoredPledge>(None, 9).unwrap().len(), 1);
    // A campaign has it again.
    let again = opened(&vault, "theirs").with_letters_of(tag("two"), false);
    assert!(again.sweep_closed(&letters).unwrap() && !again.sweep_closed(&letters).unwrap());
    assert_eq!(held(&letters, ids), [true, false, true]);
    assert!(unswept().is_empty());
}

#[test]
fn a_later_wording_does_not_change_a_final_count() {
    let vault = Vault::in_memory();
    let pledges = opened(&vault, "ours");
    pledges.pledge(ALES, Kind::Sign, Language::Polish, DAY).unwrap();
    pledges.close(&Letters::new(Arc::clone(&vault)), false, DAY, |_| Ok(())).unwrap();
    let other = Wording::everywhere("Other words.");
    let later = Pledges::open(Arc::clone(&vault), "ours".parse().unwrap(), &other, Day(DAY.0 + 9)).unwrap();
    assert_eq!((later.standing().unwrap(), later.statement().version), (1, 1));
}
