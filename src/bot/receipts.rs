//! The receipt of a pledge: shown on asking, and checked by `/verify RECEIPT`.

use super::answer::{Answer, Answered, BotError};
use super::closing;
use super::rooms::{Reader, Rooms};
use crate::pledge::{Checked, Receipt, hex};
use crate::telegram::Keyboard;
use crate::text::{Html, Message};

/// Shows the receipt of the reader's own pledge.
pub fn show(rooms: &Rooms, reader: Reader) -> Answered {
    if let Some(closed) = closing::if_closed(rooms, reader)? {
        return Ok(closed);
    }
    let chat = reader.user.private_chat();
    let text = match rooms.pledges.receipt(reader.user)? {
        Some(receipt) => rooms.html(reader, Message::Receipt { receipt: &receipt.text() }),
        None => rooms.html(reader, Message::PledgeNone),
    };
    Ok(Answer::say(chat, text, Keyboard::default()))
}

/// Checks a receipt against the list of each campaign: nothing in it says of which it is.
fn of_any(rooms: &Rooms, receipt: &Receipt) -> Result<Checked, BotError> {
    for served in rooms.served.iter() {
        match served.pledges.log().check(receipt)? {
            Checked::Unknown => {}
            known => return Ok(known),
        }
    }
    Ok(Checked::Unknown)
}

/// Says what a receipt comes to, whoever it is from, with the root that it leads to.
pub fn check(rooms: &Rooms, reader: Reader, typed: &str) -> Answered {
    let chat = reader.user.private_chat();
    let say = |message| rooms.html(reader, message);
    let Some(receipt) = Receipt::parse(typed) else {
        return Ok(Answer::say(chat, say(Message::ReceiptMalformed), Keyboard::default()));
    };
    let text = match of_any(rooms, &receipt)? {
        Checked::Unknown => say(Message::ReceiptUnknown),
        Checked::Today => say(Message::ReceiptToday),
        Checked::Withdrawn => say(Message::ReceiptWithdrawn),
        Checked::Listed(proof) => {
            let joined = rooms.date(reader.language, proof.joined.date());
            let newest = rooms.date(reader.language, proof.root.day.date());
            let listed = say(Message::ReceiptListed { date: &joined });
            let root = say(Message::WebCountRoot { date: &newest, size: proof.root.size, total: proof.root.pledges });
            let root = Html::trusted(format!("{}\n<code>{}</code>", root.as_str(), hex(&proof.root.root)));
            Html::join([&listed, &root], "\n\n")
        }
    };
    Ok(Answer::say(chat, text, Keyboard::default()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use crate::bot::testing::{self, Phone, transcript};
    use crate::campaign::Day;
    use crate::telegram::UserId;

    #[tokio::test]
    async fn a_receipt_is_shown_on_asking_and_anybody_can_check_it() {
        let rooms = testing::rooms();
        rooms.pledges.log().close_days(rooms.today()).unwrap();
        let (ala, ben) = (Phone::new(&rooms, 5, "en"), Phone::new(&rooms, 6, "en"));
        assert!(transcript(&ala.press("receipt").await).contains("You have made no pledge"));
        ala.press("pledge.sign").await;
        let receipt = rooms.pledges.log().receipt_of(UserId(5)).unwrap().unwrap().text();
        assert!(transcript(&ala.press("receipt").await).contains(&receipt));
        let asked = format!("/verify {}", receipt.to_uppercase());
        assert!(transcript(&ben.say(&asked).await).contains("joins the public list after midnight"));
        rooms.pledges.log().close_days(Day(rooms.today().0 + 1)).unwrap();
        let listed = transcript(&ben.say(&asked).await);
        assert!(listed.contains("joined the public list on 9 November 2026"), "{listed}");
        assert!(listed.contains("lines: 1 · pledges: 1"), "{listed}");
        assert!(transcript(&ben.say("/verify 1234").await).contains("This is no receipt"));
        ala.press("withdraw").await;
        assert!(transcript(&ben.say(&asked).await).contains("its pledge was withdrawn"));
        // Without a receipt it explains, as ever.
        assert!(transcript(&ben.say("/verify").await).contains("Is a call genuine?"));
    }
}
