//! Conversations as people live them, over a vault in memory and without a Telegram.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use jiff::Timestamp;

use super::testing::{ORGANISER, Phone, data_of, rooms, rooms_with, transcript};
use crate::alert::{AlertFile, Kind, State};
use crate::seal::{Quorum, SigningKey};
use crate::telegram::{Outgoing, UserId};
use crate::text::Language;

#[tokio::test]
async fn nothing_is_kept_before_the_consent() {
    let rooms = rooms();
    let ales = Phone::new(&rooms, 5, "be");
    for words in ["/start", "/demands", "/day", "/privacy", "/help", "/verify", "/pledge", "Добры дзень", "/mydata"]
    {
        assert!(!ales.say(words).await.is_empty(), "no answer to {words}");
    }
    assert!(rooms.audience.find(UserId(5)).unwrap().is_none());
    assert_eq!(rooms.pledges.tally().unwrap().total, 0);
    assert!(transcript(&ales.say("/mydata").await).contains("[says]"));
}

#[tokio::test]
async fn a_supporter_comes_pledges_and_goes() {
    let rooms = rooms();
    let ales = Phone::new(&rooms, 5, "be");
    let welcome = ales.say("/start").await;
    ales.press(&data_of(&welcome, "subscribe").unwrap()).await;
    let kept = rooms.audience.find(UserId(5)).unwrap().unwrap();
    assert_eq!(kept.language, Language::Belarusian);
    let ask = ales.say("/pledge").await;
    let kind = data_of(&ask, "pledge.").unwrap();
    ales.press(&kind).await;
    let again = ales.press(&kind).await;
    assert_eq!(rooms.pledges.tally().unwrap().total, 1);
    assert!(transcript(&again).contains('1'));
    let stands = ales.say("/pledge").await;
    let ask = ales.press(&data_of(&stands, "withdraw-ask").unwrap()).await;
    ales.press(&data_of(&ask, "withdraw").unwrap()).await;
    assert_eq!(rooms.pledges.tally().unwrap().total, 0);
    for word in ["СТОП", " стоп! ", "Stop", "stop."] {
        ales.say("/subscribe").await;
        ales.say(word).await;
        assert!(rooms.audience.find(UserId(5)).unwrap().is_none(), "{word} does not stop");
    }
}

#[tokio::test]
async fn a_kind_may_be_typed_and_an_unknown_one_is_explained() {
    let rooms = rooms();
    let maja = Phone::new(&rooms, 6, "pl");
    maja.say("/pledge act").await;
    assert_eq!(rooms.pledges.tally().unwrap().by_kind.len(), 1);
    let answer = transcript(&maja.say("/pledge <script>").await);
    assert!(answer.contains("pledge.sign") && !answer.contains("<script>"), "{answer}");
}

#[tokio::test]
async fn a_reply_to_a_call_stands_up_and_its_words_are_not_kept() {
    let rooms = rooms();
    let jonas = Phone::new(&rooms, 7, "lt");
    let markup = serde_json::json!({ "inline_keyboard": [[{ "text": "x", "callback_data": "call.00000000.sign" }]] });
    jonas.reply("Esu su jumis", 12, markup.clone()).await;
    jonas.reply("Dar kartą", 12, markup).await;
    assert_eq!(rooms.pledges.tally().unwrap().total, 1);
    jonas.reply("a reply to something else", 13, serde_json::Value::Null).await;
    assert_eq!(rooms.pledges.tally().unwrap().total, 1);
}

#[tokio::test]
async fn stop_as_a_reply_to_a_call_stops() {
    let rooms = rooms();
    let jonas = Phone::new(&rooms, 7, "en");
    jonas.say("/subscribe").await;
    let markup = serde_json::json!({ "inline_keyboard": [[{ "text": "x", "callback_data": "call.00000000.sign" }]] });
    jonas.reply("STOP", 12, markup).await;
    assert!(rooms.audience.find(UserId(7)).unwrap().is_none());
    assert_eq!(rooms.pledges.tally().unwrap().total, 0);
}

#[tokio::test]
async fn forget_erases_everything_and_an_old_button_asks_anew() {
    let rooms = rooms();
    let ales = Phone::new(&rooms, 5, "en");
    ales.say("/subscribe").await;
    ales.say("/pledge sign").await;
    let ask = ales.say("/forget").await;
    let button = data_of(&ask, "forget.").unwrap();
    ales.press("forget.10").await;
    assert!(rooms.audience.find(UserId(5)).unwrap().is_some());
    let done = transcript(&ales.press(&button).await);
    assert!(done.contains("erased"), "{done}");
    assert!(rooms.audience.find(UserId(5)).unwrap().is_none());
    assert!(rooms.pledges.of(UserId(5)).unwrap().is_none());
    assert!(transcript(&ales.say("/mydata").await).contains("nothing about you"));
}

#[tokio::test]
async fn my_data_is_everything_and_nothing_else() {
    let rooms = rooms();
    let ales = Phone::new(&rooms, 5, "en");
    ales.say("/subscribe").await;
    ales.say("/pledge act").await;
    let given = ales.say("/mydata").await;
    let Outgoing::Document { document, .. } = &given[0] else { panic!("no file") };
    let data: serde_json::Value = serde_json::from_slice(&document.bytes).unwrap();
    assert_eq!(data["supporter"]["telegram_account"], 5);
    assert_eq!(data["supporter"]["subscribed_on"], "2026-11-09");
    assert_eq!(data["pledge"]["kinds"], serde_json::json!(["act"]));
}

#[tokio::test]
async fn to_a_stranger_the_desk_does_not_exist() {
    let rooms = rooms();
    let stranger = Phone::new(&rooms, 666, "en");
    assert_eq!(transcript(&stranger.say("/desk").await), transcript(&stranger.say("/nonsense").await));
    for press in ["desk.home", "desk.new", "desk.begin.call", "desk.alerts", "desk.send.00000000.00000000"] {
        let answer = stranger.press(press).await;
        assert_eq!(answer.len(), 1);
        assert!(matches!(&answer[0], Outgoing::AnswerPress { text: Some(_), alert: true, .. }), "{press}");
    }
    assert!(rooms.alerts.list().unwrap().is_empty());
}

#[tokio::test]
async fn an_organiser_writes_previews_and_sends_once() {
    let rooms = rooms();
    Phone::new(&rooms, 5, "be").say("/subscribe").await;
    let desk = Phone::new(&rooms, ORGANISER, "en");
    desk.say("/desk").await;
    desk.press("desk.new").await;
    let draft = desk.press("desk.begin.call").await;
    let write = data_of(&draft, "desk.write.").unwrap().replace(".en", ".be");
    let send = data_of(&draft, "desk.send-ask").unwrap();
    let empty = transcript(&desk.press(&send).await);
    assert!(empty.contains("No text"), "{empty}");
    desk.press(&write).await;
    assert!(transcript(&desk.say(&"ж".repeat(3501)).await).contains("too long"));
    let taken = desk.say("Сёння мы <разам> & стаім").await;
    assert!(transcript(&taken).contains("✓"), "{}", transcript(&taken));
    let preview = transcript(&desk.press(&data_of(&taken, "desk.preview").unwrap()).await);
    assert!(preview.contains("&lt;разам&gt; &amp; стаім"), "{preview}");
    let ask = desk.press(&send).await;
    let once = data_of(&ask, "desk.send.").unwrap();
    let stranger = Phone::new(&rooms, 666, "en");
    stranger.press(&once).await;
    assert_eq!(rooms.alerts.list().unwrap()[0].state, State::Draft);
    desk.press(&once).await;
    assert_eq!(rooms.alerts.list().unwrap()[0].state, State::Scheduled);
    let twice = desk.press(&once).await;
    assert!(matches!(&twice[0], Outgoing::AnswerPress { text: Some(_), .. }));
    assert_eq!(rooms.alerts.list().unwrap().len(), 1);
}

#[tokio::test]
async fn a_superseded_confirmation_sends_nothing() {
    let rooms = rooms();
    let desk = Phone::new(&rooms, ORGANISER, "en");
    let draft = desk.press("desk.begin.update").await;
    desk.press(&data_of(&draft, "desk.write.").unwrap()).await;
    desk.say("News.").await;
    let send = data_of(&draft, "desk.send-ask").unwrap();
    let old = data_of(&desk.press(&send).await, "desk.send.").unwrap();
    desk.press(&send).await;
    desk.press(&old).await;
    assert_eq!(rooms.alerts.list().unwrap()[0].state, State::Draft);
}

#[tokio::test]
async fn where_signatures_are_asked_for_the_desk_waits_for_them() {
    let keys: Vec<_> = (0..3).map(|_| SigningKey::generate()).collect();
    let signers = keys[..2].iter().map(SigningKey::public).collect();
    let rooms = rooms_with(Quorum { signers, required: 2 });
    let desk = Phone::new(&rooms, ORGANISER, "en");
    let draft = desk.press("desk.begin.call").await;
    desk.press(&data_of(&draft, "desk.write.").unwrap()).await;
    let taken = desk.say("Now.").await;
    let ask = desk.press(&data_of(&taken, "desk.send-ask").unwrap()).await;
    assert!(transcript(&ask).contains("signatures: <b>2</b>"), "{}", transcript(&ask));
    let waits = desk.press(&data_of(&ask, "desk.send.").unwrap()).await;
    assert!(transcript(&waits).contains("Signatures: 0 of 2"), "{}", transcript(&waits));
    let alert = rooms.alerts.list().unwrap().remove(0);
    assert_eq!((alert.state, alert.sequence), (State::AwaitingSignatures, 1));

    let given = desk.press(&data_of(&waits, "desk.to-sign.").unwrap()).await;
    let files: Vec<_> = given
        .iter()
        .filter_map(|one| match one {
            Outgoing::Document { document, .. } => Some(String::from_utf8(document.bytes.to_vec()).unwrap()),
            _ => None,
        })
        .collect();
    let [file, manifest] = files.as_slice() else { panic!("{} files", files.len()) };
    assert_eq!(AlertFile::parse(file).unwrap().manifest().to_text(), *manifest);
    let by = |key: usize, text: &str| keys[key].sign(text, "").to_file();
    for (signature, why) in [
        (by(2, manifest), "none of this campaign's signers"),
        (by(0, "another text"), "fits no alert that waits"),
        ("untrusted comment: x\nnonsense".to_owned(), "whole .minisig file"),
    ] {
        let answer = transcript(&desk.say(&signature).await);
        assert!(answer.contains("is not taken") && answer.contains(why), "{answer}");
    }
    let first = by(0, manifest);
    assert!(transcript(&desk.say(&first).await).contains("1 of 2"));
    assert!(transcript(&desk.say(&first).await).contains("1 of 2"), "the same again is no mistake");
    assert_eq!(rooms.alerts.find(alert.id).unwrap().state, State::AwaitingSignatures);
    let other = keys[0].sign(manifest, "another comment").to_file();
    assert!(transcript(&desk.say(&other).await).contains("counts once"));
    assert!(transcript(&desk.say(&by(1, manifest)).await).contains("none is missing"));
    assert_eq!(rooms.alerts.find(alert.id).unwrap().state, State::Scheduled);
    // A stranger's signature file is a text like any other.
    let eve = Phone::new(&rooms, 6, "en");
    assert!(!transcript(&eve.say(&by(1, manifest)).await).contains("ignature"));
}

#[tokio::test]
async fn what_waits_for_signatures_can_be_changed_and_loses_them() {
    let key = SigningKey::generate();
    let rooms = rooms_with(Quorum { signers: vec![key.public()], required: 1 });
    let desk = Phone::new(&rooms, ORGANISER, "en");
    let id = rooms.alerts.begin_draft(Kind::Call, Timestamp::MAX).unwrap();
    rooms.alerts.write_draft(id, Language::English, "At the bridge.", None).unwrap();
    rooms.vault.write(|writer| rooms.alerts.submit_draft(writer, id, None)).unwrap();
    let before = rooms.alerts.to_sign(id, (rooms.now)()).unwrap().manifest().to_text();
    let asked = desk.press(&format!("desk.reopen-ask.{id}")).await;
    let draft = desk.press(&data_of(&asked, "desk.reopen.").unwrap()).await;
    assert!(data_of(&draft, "desk.send-ask").is_some(), "{}", transcript(&draft));
    rooms.alerts.write_draft(id, Language::English, "At the gate.", None).unwrap();
    rooms.vault.write(|writer| rooms.alerts.submit_draft(writer, id, None)).unwrap();
    let late = transcript(&desk.say(&key.sign(&before, "").to_file()).await);
    assert!(late.contains("fits no alert that waits"), "{late}");
    let manifest = rooms.alerts.to_sign(id, (rooms.now)()).unwrap().manifest();
    assert_eq!(manifest.sequence, 2, "a number is never used twice");
    assert!(transcript(&desk.say(&key.sign(&manifest.to_text(), "").to_file()).await).contains("none is missing"));
}

#[tokio::test]
async fn odd_updates_are_silence_and_never_a_crash() {
    let rooms = rooms();
    let ales = Phone::new(&rooms, 5, "en");
    let channel = serde_json::json!({ "update_id": 1, "channel_post": {
        "message_id": 1, "date": 1, "chat": { "id": -100, "type": "channel", "title": "c" }, "text": "/stop" } });
    let group = serde_json::json!({ "update_id": 1, "message": {
        "message_id": 1, "date": 1, "chat": { "id": -5, "type": "group", "title": "g" }, "text": "/start",
        "from": { "id": 5, "is_bot": false, "first_name": "A" } } });
    let unknown = serde_json::json!({ "update_id": 1, "something_new": { "a": 1 } });
    for update in [channel, group, unknown] {
        assert!(ales.update(update).await.is_empty());
    }
    assert!(!ales.say(&"я".repeat(32_000)).await.is_empty());
    for data in ["", "....", "demand.99999", "demand.-1", "language.xx", "call.zzzzzzzz.act", "forget.x", "\u{0}"] {
        assert!(!ales.press(data).await.is_empty(), "no answer to {data}");
    }
}

#[tokio::test]
async fn who_blocks_the_bot_is_dropped() {
    let rooms = rooms();
    let ales = Phone::new(&rooms, 5, "en");
    ales.say("/subscribe").await;
    let user = serde_json::json!({ "id": 5, "is_bot": false, "first_name": "A" });
    let bot = serde_json::json!({ "id": 1, "is_bot": true, "first_name": "klich" });
    ales.update(serde_json::json!({ "update_id": 1, "my_chat_member": {
        "chat": { "id": 5, "type": "private", "first_name": "A" }, "from": user, "date": 1,
        "old_chat_member": { "user": bot, "status": "member" },
        "new_chat_member": { "user": bot, "status": "kicked", "until_date": 0 } } }))
        .await;
    assert!(rooms.audience.find(UserId(5)).unwrap().is_none());
}

#[tokio::test]
async fn the_language_can_be_changed_and_is_spoken_from_then_on() {
    let rooms = rooms();
    let ales = Phone::new(&rooms, 5, "ru-RU");
    ales.say("/subscribe").await;
    let shown = transcript(&ales.press("language.be").await);
    assert!(shown.contains("Беларуская"));
    assert_eq!(rooms.audience.find(UserId(5)).unwrap().unwrap().language, Language::Belarusian);
    assert_eq!(rooms.audience.counts().unwrap().of(Language::Belarusian), 1);
}

#[tokio::test]
async fn the_demands_can_be_turned_like_pages() {
    let rooms = rooms();
    let ales = Phone::new(&rooms, 5, "en");
    let list = ales.say("/demands").await;
    let mut page = ales.press(&data_of(&list, "demand.0").unwrap()).await;
    for index in 1..rooms.campaign.demands().len() {
        page = ales.press(&data_of(&page, &format!("demand.{index}")).unwrap()).await;
        assert!(matches!(page[1], Outgoing::Edit { .. }));
    }
    assert!(data_of(&page, "all-demands").is_some());
}

#[tokio::test]
async fn a_press_under_a_message_that_is_gone_is_answered_by_a_new_one() {
    let rooms = rooms();
    let ales = Phone::new(&rooms, 5, "be");
    let pressed = ales
        .update(serde_json::json!({
            "update_id": 1,
            "callback_query": {
                "id": "77", "chat_instance": "1", "data": "all-demands",
                "from": { "id": 5, "is_bot": false, "first_name": "A" },
                "message": { "message_id": 50, "date": 0, "chat": { "id": 5, "type": "private", "first_name": "A" } },
            },
        }))
        .await;
    assert!(matches!(pressed.as_slice(), [Outgoing::AnswerPress { .. }, Outgoing::Message { .. }]));
}
