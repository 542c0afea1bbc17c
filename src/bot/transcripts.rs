//! Golden transcripts: whole conversations as a person reads them, so that a change of any word or button is seen.

#![allow(clippy::unwrap_used)]

use super::testing::{ORGANISER, Phone, data_of, rooms, transcript};
use crate::telegram::Outgoing;

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
    desk.press("desk.discard").await;
    desk.press_earlier(&format!("desk.draft.{draft}")).await;
    let once = send.rsplit('.').next().unwrap();
    let page = desk.page.replace(&"ж".repeat(3501), "[3501 letters]");
    insta::assert_snapshot!(page.replace(&id, "ALERT").replace(&draft, "DRAFT").replace(once, "ONCE"));
}
