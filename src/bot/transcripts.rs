//! Golden transcripts: whole conversations as a person reads them, so that a change of any word or button is seen.

#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};

use futures::FutureExt as _;
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::Rooms;
use super::testing::{ORGANISER, Phone, data_of, rooms, rooms_at, transcript};
use crate::alert::{Act, AlertFile, State};
use crate::broadcast::{Engine, Post, Rendered};
use crate::seal::Quorum;
use crate::telegram::{MessageId, Outcome, Outgoing, Refusal, UserId};
use crate::text::Html;

/// Writes down what a person did and what came back.
struct Scribe {
    phone: Phone,
    page: String,
    last: Vec<Outgoing>,
}

impl Scribe {
    fn new(phone: Phone) -> Self {
        Self { phone, page: String::new(), last: Vec::new() }
    }

    async fn say(&mut self, text: &str) {
        let answer = self.phone.say(text).await;
        self.note(&format!("> {text}"), answer);
    }

    /// Presses the first button of the last answer whose data begins so.
    async fn press(&mut self, begins: &str) {
        let data = data_of(&self.last, begins).unwrap_or_else(|| panic!("no button {begins}"));
        let answer = self.phone.press(&data).await;
        self.note(&format!("> ({data})"), answer);
    }

    /// Presses a button that stands further up.
    async fn press_earlier(&mut self, data: &str) {
        let answer = self.phone.press(data).await;
        self.note(&format!("> ({data})"), answer);
    }

    async fn reply(&mut self, text: &str) {
        let markup =
            serde_json::json!({ "inline_keyboard": [[{ "text": "x", "callback_data": "call.00000000.sign" }]] });
        let answer = self.phone.reply(text, 12, markup).await;
        self.note(&format!("> {text}   (a reply to a call)"), answer);
    }

    fn note(&mut self, did: &str, answer: Vec<Outgoing>) {
        self.page.push_str(&format!("{did}\n\n{}\n", transcript(&answer)));
        self.last = answer;
    }
}

#[tokio::test]
async fn a_supporter_in_english() {
    let mut ala = Scribe::new(Phone::new(&rooms(), 5, "en"));
    ala.say("/start leaflet").await;
    ala.press("privacy").await;
    ala.say("/start").await;
    ala.press("subscribe").await;
    ala.say("/start").await;
    ala.say("/subscribe").await;
    ala.say("/language").await;
    ala.press("language.en").await;
    ala.say("/demands").await;
    for demand in 0..6 {
        ala.press(&format!("demand.{demand}")).await;
    }
    ala.press("all-demands").await;
    ala.say("/day").await;
    ala.press("support").await;
    ala.press("pledge.sign").await;
    ala.say("/pledge act").await;
    ala.say("/pledge dance").await;
    ala.reply("I stand with you").await;
    ala.say("/pledge").await;
    ala.press("withdraw-ask").await;
    ala.press("keep").await;
    ala.press("withdraw-ask").await;
    ala.press("withdraw").await;
    ala.say("hello?").await;
    ala.say("/verify").await;
    ala.say("/help").await;
    ala.say("/desk").await;
    ala.press_earlier("desk.home").await;
    ala.press_earlier("nobody.wrote.this").await;
    ala.say("/mydata").await;
    ala.say("Stop").await;
    ala.say("stop").await;
    ala.say("/forget").await;
    ala.press("cancel").await;
    ala.say("/subscribe").await;
    ala.say("/forget").await;
    ala.press("forget.").await;
    ala.say("/mydata").await;
    ala.say("/forget").await;
    ala.press("forget.").await;
    insta::assert_snapshot!(ala.page);
}

#[tokio::test]
async fn an_organiser_in_english() {
    let rooms = rooms();
    for (user, tag) in [(1, "be"), (2, "be"), (3, "be"), (4, "be"), (5, "be"), (6, "lt")] {
        Phone::new(&rooms, user, tag).say("/subscribe").await;
    }
    let mut desk = Scribe::new(Phone::new(&rooms, ORGANISER, "en"));
    desk.say("/help").await;
    desk.say("/desk").await;
    desk.press("desk.alerts").await;
    desk.press("desk.home").await;
    desk.press("desk.new").await;
    desk.press("desk.begin.call").await;
    let id = data_of(&desk.last, "desk.write.").unwrap().split('.').nth(2).unwrap().to_owned();
    desk.press("desk.send-ask").await;
    desk.press_earlier(&format!("desk.preview.{id}")).await;
    desk.press_earlier(&format!("desk.write.{id}.be")).await;
    desk.say(&"ж".repeat(3501)).await;
    desk.say("Сёння мы <разам> & стаім.").await;
    desk.press(&format!("desk.write.{id}.en")).await;
    desk.say("Today we stand <together>.").await;
    desk.press("desk.preview").await;
    desk.press_earlier(&format!("desk.send-ask.{id}")).await;
    let send = data_of(&desk.last, "desk.send.").unwrap();
    desk.press("desk.send.").await;
    desk.press_earlier(&send).await;
    desk.press_earlier(&format!("desk.alert.{id}")).await;
    desk.press("desk.alerts").await;
    desk.press_earlier("desk.begin.update").await;
    let draft = data_of(&desk.last, "desk.write.").unwrap().split('.').nth(2).unwrap().to_owned();
    desk.press("desk.when").await;
    desk.say("tomorrow").await;
    desk.say("16.11. 08:00").await;
    desk.press("desk.discard-ask").await;
    let discard = data_of(&desk.last, "desk.discard.").unwrap();
    desk.press("desk.discard.").await;
    desk.press_earlier(&discard).await;
    desk.press_earlier(&format!("desk.draft.{draft}")).await;
    let mut page = desk.page.replace(&"ж".repeat(3501), "[3501 letters]");
    for button in [&send, &discard] {
        page = page.replace(button.rsplit('.').next().unwrap(), "ONCE");
    }
    insta::assert_snapshot!(page.replace(&id, "ALERT").replace(&draft, "DRAFT"));
}

/// The life of an alert after it went out: its page, a pause, a correction, a second attempt, a recall.
#[tokio::test]
async fn an_organiser_puts_an_alert_right() {
    // The engine goes by the machine's clock.
    let rooms = rooms_at(Quorum::default(), Timestamp::now);
    for (user, tag) in [(1, "be"), (2, "be"), (3, "be"), (4, "be"), (5, "be"), (6, "en")] {
        Phone::new(&rooms, user, tag).say("/subscribe").await;
    }
    let file = "kind = \"call\"\ncampaign = \"belarus-16-november\"\nsequence = 1\n\
                expires = 2999-11-17T00:00:00Z\n[text]\nen = \"At ten.\"\nbe = \"А дзясятай.\"";
    let now = (rooms.now)();
    let id = rooms.alerts.submit(&AlertFile::parse(file).unwrap(), now).unwrap();
    let engine = Simulated::new(&rooms);
    let mut desk = Scribe::new(Phone::new(&rooms, ORGANISER, "en"));
    desk.press_earlier(&format!("desk.alert.{id}")).await;
    rooms.broadcasts.act(id, Act::Start).unwrap();
    desk.press("desk.alert.").await;
    desk.press("desk.pause.").await;
    desk.press("desk.cancel-ask.").await;
    let cancel = data_of(&desk.last, "desk.cancel.").unwrap();
    desk.press("desk.alert.").await;
    // The way back has settled the question.
    desk.press_earlier(&cancel).await;
    desk.press_earlier(&format!("desk.alert.{id}")).await;
    desk.press("desk.resume-ask.").await;
    let resume = data_of(&desk.last, "desk.resume.").unwrap();
    desk.press("desk.resume.").await;
    engine.run(UserId(2)).await;
    desk.press_earlier(&format!("desk.alert.{id}")).await;
    desk.press("desk.correct.").await;
    let draft = data_of(&desk.last, "desk.write.").unwrap().split('.').nth(2).unwrap().to_owned();
    desk.press(&format!("desk.write.{draft}.en")).await;
    desk.say("At noon.").await;
    desk.press("desk.preview.").await;
    desk.press_earlier(&format!("desk.send-ask.{draft}")).await;
    let correct = data_of(&desk.last, "desk.send.").unwrap();
    desk.press("desk.send.").await;
    desk.press_earlier(&correct).await;
    engine.run(UserId(0)).await;
    desk.press_earlier(&format!("desk.alert.{draft}")).await;
    desk.press_earlier(&format!("desk.alert.{id}")).await;
    desk.press("desk.retry-ask.").await;
    let retry = data_of(&desk.last, "desk.retry.").unwrap();
    desk.press("desk.retry.").await;
    let second = data_of(&desk.last, "desk.alert.").unwrap().split('.').nth(2).unwrap().to_owned();
    engine.run(UserId(0)).await;
    desk.press_earlier(&format!("desk.alert.{id}")).await;
    desk.press("desk.recall-ask.").await;
    let recall = data_of(&desk.last, "desk.recall.").unwrap();
    desk.press("desk.recall.").await;
    let third = data_of(&desk.last, "desk.alert.").unwrap().split('.').nth(2).unwrap().to_owned();
    desk.press_earlier(&recall).await;
    engine.run(UserId(0)).await;
    desk.press_earlier(&format!("desk.alert.{third}")).await;
    desk.press_earlier(&format!("desk.alert.{id}")).await;
    desk.press_earlier(&format!("desk.correct.{id}")).await;
    let mut page = std::mem::take(&mut desk.page);
    for button in [&cancel, &resume, &correct, &retry, &recall] {
        page = page.replace(button.rsplit('.').next().unwrap(), "ONCE");
    }
    for (id, name) in [(id.to_string(), "ALERT"), (draft, "FIX"), (second, "AGAIN"), (third, "BACK")] {
        page = page.replace(&id, name);
    }
    insta::assert_snapshot!(page);
}

/// The engine over the rooms, with a Telegram that takes everything but what is for one person.
struct Simulated {
    rooms: Arc<Rooms>,
    refused: Arc<Mutex<UserId>>,
}

impl Simulated {
    fn new(rooms: &Arc<Rooms>) -> Self {
        Self { rooms: Arc::clone(rooms), refused: Arc::new(Mutex::new(UserId(0))) }
    }

    /// Lets everything that is due go its way, until nothing moves.
    async fn run(&self, refused: UserId) {
        *self.refused.lock().unwrap() = refused;
        let (rooms, refused) = (Arc::clone(&self.rooms), Arc::clone(&self.refused));
        let post: Post = Arc::new(move |outgoing, wanted| {
            let here = wanted();
            let mine = outgoing.chat() == Some(refused.lock().unwrap().private_chat());
            let made = matches!(outgoing, Outgoing::Message { .. }).then_some(MessageId(77));
            let outcome = match mine {
                true => Outcome::Refused(Refusal { code: 400, reason: Refusal::UNKNOWN }),
                false => Outcome::Delivered(made),
            };
            async move { here.then_some(outcome) }.boxed()
        });
        let engine = Engine {
            broadcasts: rooms.broadcasts.clone(),
            audience: rooms.audience.clone(),
            recall: Arc::clone(&post),
            post,
            render: Arc::new(|_, _, text| Rendered { text: Html::escape(text), keyboard: Arc::default() }),
            discreet: Arc::new(|_, _| Rendered { text: Html::escape("…"), keyboard: Arc::default() }),
            notices: tokio::sync::mpsc::channel(9).0,
            window: 4,
        };
        let shutdown = CancellationToken::new();
        let running = tokio::spawn(engine.run(shutdown.clone()));
        let moves = || {
            let all = rooms.alerts.all().unwrap();
            all.iter().any(|alert| matches!(alert.state, State::Scheduled | State::Running))
        };
        while moves() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        shutdown.cancel();
        running.await.unwrap().unwrap();
    }
}
