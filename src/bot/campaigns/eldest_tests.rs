//! The eldest campaign when it is not the first any more: further on, or not served at all.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::sync::Arc;

use super::super::picturing::is_awaited;
use super::super::testing::{self, Phone, data_of, transcript};
use super::Rooms;
use crate::alert::{Act, AlertFile};
use crate::campaign::Campaign;
use crate::pledge::{Pledges, Sort};
use crate::seal::{Bucket, pad, seal};
use crate::telegram::{Outgoing, UserId};

fn eldest() -> Arc<Campaign> {
    Arc::new(Campaign::embedded("belarus-16-november").unwrap().unwrap_or_else(|found| panic!("{found:?}")))
}

/// The same store with these campaigns, the first one first, and a key to seal to.
fn after(before: &Rooms, campaigns: &[Arc<Campaign>]) -> Arc<Rooms> {
    let rooms = testing::rooms_for_over(Arc::clone(&before.vault), campaigns);
    let petitions: Vec<_> = campaigns.iter().map(|campaign| campaign.petition().id.clone()).collect();
    let former = Pledges::beside(&before.vault, &petitions).unwrap().into();
    Arc::new(Rooms { recipients: vec![testing::RECIPIENT.parse().unwrap()], former, ..(*rooms).clone() })
}

/// A bot that serves the eldest and was not alone once: it is the eldest for good.
fn before() -> Arc<Rooms> {
    let both = testing::rooms_for(&[eldest(), testing::harbour()]);
    after(&both, &[eldest()])
}

fn totals(rooms: &Rooms) -> Vec<u64> {
    rooms.each().map(|rooms| rooms.pledges.tally().unwrap().total).collect()
}

fn is_old(answer: &[Outgoing]) -> bool {
    matches!(answer, [Outgoing::AnswerPress { text: Some(text), .. }] if text.contains("no longer"))
}

#[tokio::test]
async fn buttons_of_one_that_is_retired_do_nothing_for_another() {
    let rooms = before();
    let ala = Phone::new(&rooms, 5, "en");
    ala.say("/subscribe").await;
    ala.say("/pledge sign").await;
    ala.press("count-hear").await;
    let rooms = after(&rooms, &[testing::harbour()]);
    let ala = Phone::new(&rooms, 5, "en");
    let buttons = "subscribe languages language.pl demands all-demands demand.0 day support pledge.sign pledge.act \
                   statement.1.sign renew.1 seal picture withdraw-ask withdraw keep receipt count-hear count-stop count";
    for data in buttons.split_whitespace() {
        let answer = ala.press(data).await;
        assert!(is_old(&answer), "{data}: {}", transcript(&answer));
    }
    let desk = Phone::new(&rooms, testing::ORGANISER, "en");
    assert!(is_old(&desk.press("desk.begin.call").await));
    assert_eq!(totals(&rooms), [0]);
    let heard = || rooms.is_heard_by(&rooms.audience.find(UserId(5)).unwrap().unwrap()).unwrap();
    assert!(!heard());
    // A kind alone does not tell for what.
    let asked = ala.say("/pledge sign").await;
    assert!(transcript(&asked).contains("Which campaign?") && totals(&rooms) == [0], "{}", transcript(&asked));
    let settings = transcript(&ala.press("campaigns").await);
    assert!(settings.contains("(Harbour & dock") && settings.contains("You hear none of them now"), "{settings}");
    // Every button that is written now keeps to the campaign, or is about none.
    for words in ["/subscribe", "/start", "/day", "/demands", "/pledge", "/help", "/privacy", "/language", "hello"] {
        let text = transcript(&ala.say(words).await);
        for data in text.split(" = ").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            assert!(data.starts_with("c.") || data == "hearing" || data.starts_with("campaign."), "{words}: {data}");
        }
    }
    assert!(heard(), "they have typed it");
    let given = ala.say("/mydata").await;
    let Some(Outgoing::Document { document, .. }) = given.first() else { panic!("a file") };
    let data: serde_json::Value = serde_json::from_slice(&document.bytes).unwrap();
    assert_eq!(data["supporter"]["hears_campaigns"], serde_json::json!(["harbour"]));
    assert_eq!(data["pledge"]["petition"], "release-the-detained", "it is still kept, and goes with /forget");
    assert!(rooms.former[0].hearers().hears(UserId(5)).unwrap());
    ala.press("stop").await;
    assert!(!rooms.former[0].hearers().hears(UserId(5)).unwrap(), "should it be served again");
    assert!(rooms.audience.find(UserId(5)).unwrap().is_none(), "what is about no campaign does what it says");
}

#[tokio::test]
async fn served_further_on_its_old_buttons_are_its_and_new_ones_say_so() {
    let rooms = before();
    Phone::new(&rooms, 5, "en").say("/subscribe").await;
    let rooms = after(&rooms, &[testing::harbour(), eldest()]);
    let ala = Phone::new(&rooms, 5, "en");
    let shown = ala.press("support").await;
    assert!(data_of(&shown, "pledge.sign").is_none(), "{}", transcript(&shown));
    ala.press(&data_of(&shown, "c.").unwrap()).await;
    ala.press("pledge.act").await;
    assert_eq!(totals(&rooms), [0, 1]);
    assert!(is_old(&ala.press("seal").await) && is_old(&ala.press("picture").await), "these are for the first");
    // They hear the one that they always heard; a typed kind is for it.
    ala.say("/pledge share").await;
    assert_eq!(totals(&rooms), [0, 1]);
    let choice = transcript(&ala.press("campaigns").await);
    assert!(choice.contains("(Harbour & dock") && choice.contains("(✓ Belarus"), "{choice}");
    // Somebody new begins with the first.
    let ben = Phone::new(&rooms, 6, "en");
    let welcome = ben.say("/start").await;
    assert!(transcript(&welcome).contains("Harbour &amp; dock"), "{}", transcript(&welcome));
    let choice = transcript(&ben.press(&data_of(&welcome, "c.").unwrap()).await);
    assert!(choice.contains("(✓ Harbour & dock") && choice.contains("(Belarus"), "{choice}");
    ben.say("/pledge sign").await;
    assert_eq!(totals(&rooms), [1, 1]);
    // At the desk it is asked, whichever is the first, and a kind of an older day begins nothing for another.
    let desk = Phone::new(&rooms, testing::ORGANISER, "en");
    let which = desk.press(&data_of(&desk.say("/desk").await, "desk.new").unwrap()).await;
    assert!(transcript(&which).contains("Which campaign?"), "{}", transcript(&which));
    let kinds = desk.press(&data_of(&which, "c.").unwrap()).await;
    let draft = transcript(&desk.press(&data_of(&kinds, "c.").unwrap()).await);
    assert!(draft.contains("Harbour &amp; dock"), "{draft}");
    let draft = transcript(&desk.press("desk.begin.update").await);
    assert!(draft.contains("Belarus, 16 November"), "{draft}");
}

#[tokio::test]
async fn a_call_of_one_that_is_retired_can_be_read_and_has_nothing_of_another() {
    let rooms = before();
    Phone::new(&rooms, 5, "en").say("/subscribe").await;
    let file = "kind = \"call\"\ncampaign = \"belarus-16-november\"\nsequence = 1\n\
                expires = 2026-11-17T00:00:00+03:00\n[text]\nen = \"To the streets.\"\n";
    let call = rooms.alerts.submit(&AlertFile::parse(file).unwrap(), (rooms.now)()).unwrap();
    rooms.alerts.act(call, Act::Start).unwrap();
    let show = format!("show.{call}");
    let shown = transcript(&Phone::new(&rooms, 5, "en").press(&show).await);
    assert!(shown.contains("To the streets.") && shown.contains(&format!("call.{call}.sign")), "{shown}");
    let rooms = after(&rooms, &[testing::harbour()]);
    let ala = Phone::new(&rooms, 5, "en");
    let shown = ala.press(&show).await;
    let text = transcript(&shown);
    assert!(text.contains("To the streets.") && !text.contains("Harbour"), "{text}");
    assert!(data_of(&shown, "c.").is_none() && data_of(&shown, "call.").is_none(), "{text}");
    assert!(is_old(&ala.press(&format!("call.{call}.sign")).await));
    assert_eq!(totals(&rooms), [0]);
}

#[tokio::test]
async fn a_letter_and_a_picture_of_one_that_is_retired_are_not_the_next_ones() {
    let rooms = before();
    let ala = Phone::new(&rooms, 5, "en");
    let sealed = seal(pad("x", Bucket::B1024).unwrap().as_bytes(), &[testing::RECIPIENT.parse().unwrap()]).unwrap();
    let asked = ala.say(&sealed.to_armour()).await;
    let letter = data_of(&asked, "letter.").unwrap();
    ala.press("picture").await;
    assert!(is_awaited(&rooms, UserId(5)).unwrap());
    let rooms = after(&rooms, &[testing::harbour()]);
    let ala = Phone::new(&rooms, 5, "en");
    let tag = testing::harbour().id().tag();
    for data in [letter.clone(), format!("c.{tag}.{letter}")] {
        assert!(is_old(&ala.press(&data).await), "{data}");
    }
    assert_eq!(totals(&rooms), [0]);
    assert!(!is_awaited(&rooms, UserId(5)).unwrap());
    assert_eq!(rooms.letters.of(UserId(5)).unwrap()[0].sort, Sort::Untold);
}

#[tokio::test]
async fn left_alone_it_is_no_more_than_what_people_chose() {
    let both = testing::rooms_for(&[eldest(), testing::harbour()]);
    let ben = Phone::new(&both, 6, "en");
    let welcome = ben.say("/start c_harbour").await;
    ben.press(&data_of(&welcome, "c.").unwrap()).await;
    let rooms = after(&both, &[eldest()]);
    let ben = Phone::new(&rooms, 6, "en");
    // They hear another one alone, which is not served now.
    let asked = transcript(&ben.say("/pledge act").await);
    assert!(asked.contains("Which campaign?") && totals(&rooms) == [0], "{asked}");
    let choice = transcript(&ben.press("campaigns").await);
    assert!(choice.contains("You hear none of them now"), "{choice}");
    // Nobody knows whose this call was.
    assert!(is_old(&ben.press("call.zzzzzzzz.sign").await));
    assert_eq!(totals(&rooms), [0]);
}

#[tokio::test]
async fn words_for_what_was_stood_up_for_last_are_no_words_for_another() {
    let both = after(&testing::rooms_for(&[eldest(), testing::harbour()]), &[eldest(), testing::harbour()]);
    let ala = Phone::new(&both, 5, "en");
    let tag = testing::harbour().id().tag();
    ala.press("pledge.sign").await;
    ala.press(&format!("c.{tag}.pledge.sign")).await;
    assert_eq!(totals(&both), [1, 1]);
    let rooms = after(&both, &[eldest()]);
    let ala = Phone::new(&rooms, 5, "en");
    ala.say("I can drive people to the harbour.").await;
    assert!(rooms.letters.of(UserId(5)).unwrap().is_empty(), "it is no word for another");
}

#[tokio::test]
async fn what_was_sealed_on_the_page_of_another_first_one_is_asked_about() {
    let both = after(&testing::rooms_for(&[eldest(), testing::harbour()]), &[eldest(), testing::harbour()]);
    let both = Arc::new(Rooms { page: Some("https://page.example/app/".to_owned()), ..(*both).clone() });
    let ala = Phone::new(&both, 5, "en");
    let offer = transcript(&ala.press("seal").await);
    let label = "Sealed pledge: Belarus, 16 November: unions are no crime";
    assert!(offer.contains(&format!("[{label} ⇒ ")), "{offer}");
    let wire =
        || seal(pad("x", Bucket::B1024).unwrap().as_bytes(), &[testing::RECIPIENT.parse().unwrap()]).unwrap().to_wire();
    ala.hand(60, &wire(), label).await;
    assert_eq!(totals(&both), [1, 0]);
    let rooms = after(&both, &[testing::harbour(), eldest()]);
    let ala = Phone::new(&rooms, 5, "en");
    for (message, label) in [(61, label), (62, "Sealed pledge")] {
        let asked = ala.hand(message, &wire(), label).await;
        let text = transcript(&asked);
        assert!(text.contains("Harbour &amp; dock") && data_of(&asked, "c.").is_some(), "{text}");
    }
    assert_eq!(totals(&rooms), [0, 1], "nothing counts for another");
}

#[tokio::test]
async fn closing_holds_up_those_that_are_served_and_nobody_once_it_is_gone() {
    let both = after(&testing::rooms_for(&[eldest(), testing::harbour()]), &[eldest(), testing::harbour()]);
    let harbour = both.each().find(|rooms| !rooms.is_first()).unwrap();
    harbour.pledges.close(&both.letters, true, both.today(), |_| Ok(())).unwrap();
    assert!(both.are_closing().unwrap());
    assert!(!after(&both, &[eldest()]).are_closing().unwrap());
    harbour.pledges.sweep_closed(&both.letters).unwrap();
    assert!(!both.are_closing().unwrap());
}
