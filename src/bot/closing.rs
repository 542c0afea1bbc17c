//! What is said of a closed petition: the final count, and why nothing can be taken back any more.

use super::answer::{Answer, BotError};
use super::rooms::{Reader, Rooms};
use crate::pledge::Closed;
use crate::telegram::{Keyboard, MessageId};
use crate::text::Message;

/// Says that the petition is closed; `None` while it is open.
///
/// # Errors
/// Those of the vault; so in [`if_closed_at`].
pub fn if_closed(rooms: &Rooms, reader: Reader) -> Result<Option<Answer>, BotError> {
    if_closed_at(rooms, reader, None)
}

/// As [`if_closed`], in the place of a message.
pub fn if_closed_at(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Result<Option<Answer>, BotError> {
    let Some(Closed { day, total, .. }) = rooms.pledges.closed()? else { return Ok(None) };
    let date = rooms.date(reader.language, day.date());
    let text = rooms.html(reader, Message::PetitionClosed { date: &date, total });
    let chat = reader.user.private_chat();
    Ok(Some(Answer::silence().and_show(chat, place, text, Keyboard::default())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::sync::Arc;

    use super::*;
    use crate::bot::testing::{self, Phone, RECIPIENT, data_of, transcript};
    use crate::pledge::Sort;
    use crate::seal::{Bucket, Recipient, pad, seal};
    use crate::telegram::UserId;

    fn close(rooms: &Rooms) {
        rooms.pledges.close(&rooms.letters, true, rooms.today(), |_| Ok(())).unwrap();
        rooms.pledges.sweep_closed(&rooms.letters).unwrap();
    }

    #[tokio::test]
    async fn every_way_to_a_pledge_says_calmly_that_it_is_closed() {
        let rooms = testing::rooms_sealing(None);
        let ala = Phone::new(&rooms, 5, "en");
        ala.say("/subscribe").await;
        ala.press("pledge.sign").await;
        ala.press("count-hear").await;
        let receipt = rooms.pledges.receipt(UserId(5)).unwrap().unwrap().text();
        close(&rooms);
        for said in ["/pledge", "/pledge act", "/pledge <b>"] {
            let answer = transcript(&ala.say(said).await);
            assert!(answer.contains("The petition is closed") && answer.contains("Final count: <b>1</b>"), "{answer}");
        }
        for data in [
            "support",
            "pledge.sign",
            "call.00000000.sign",
            "statement.2.sign",
            "renew.1",
            "withdraw-ask",
            "withdraw",
            "keep",
            "receipt",
            "count-hear",
        ] {
            let answer = transcript(&ala.press(data).await);
            assert!(answer.contains("The petition is closed"), "{data}: {answer}");
        }
        let markup =
            serde_json::json!({ "inline_keyboard": [[{ "text": "x", "callback_data": "call.00000000.sign" }]] });
        assert!(transcript(&ala.reply("With you", 12, markup).await).contains("The petition is closed"));
        assert!(transcript(&ala.say("just words").await).contains("We kept nothing"));
        assert_eq!((rooms.pledges.standing().unwrap(), rooms.letters.of(UserId(5)).unwrap().len()), (1, 0));
        // What needs no key goes on.
        assert!(transcript(&ala.say(&format!("/verify {receipt}")).await).contains("This receipt is counted"));
        assert!(transcript(&ala.press("count").await).contains("1 person stands up"));
        assert!(transcript(&ala.say("/mydata").await).contains("[gives]"));
        let forget = data_of(&ala.say("/forget").await, "forget.").unwrap();
        assert!(transcript(&ala.press(&forget).await).contains("erased"));
        assert!(transcript(&ala.say("/stop").await).contains("[says]"));
        assert_eq!(rooms.pledges.tally().unwrap().total, 1, "who is forgotten afterwards was in the count, and stays");
    }

    #[tokio::test]
    async fn what_is_sealed_after_that_is_a_message_and_a_sealed_pledge_is_not_taken() {
        let rooms: Arc<Rooms> = testing::rooms_sealing(Some("https://page.example/app/"));
        let ala = Phone::new(&rooms, 5, "en");
        let recipient: Recipient = RECIPIENT.parse().unwrap();
        let sealed = seal(pad("x", Bucket::B1024).unwrap().as_bytes(), &[recipient]).unwrap();
        close(&rooms);
        let offer = transcript(&ala.press("seal").await);
        assert!(offer.contains("[Sealed message ⇒") && !offer.contains("[Sealed pledge ⇒"), "{offer}");
        let answer = transcript(&ala.hand(60, &sealed.to_wire(), "Sealed pledge").await);
        assert!(answer.contains("The petition is closed"), "{answer}");
        assert!(rooms.letters.of(UserId(5)).unwrap().is_empty());
        let taken = transcript(&ala.say(&sealed.to_armour()).await);
        assert!(!taken.contains("letter."), "{taken}");
        assert_eq!(rooms.letters.of(UserId(5)).unwrap()[0].sort, Sort::Message);
    }
}
