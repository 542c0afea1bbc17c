//! What is sealed to the organisers, as it comes: from the page, as text in the chat, as a file.
//!
//! klich checks what it can see (size, version, that it is an age file sealed to keys of the right kind), keeps the
//! ciphertext, and counts a pledge once. It can't look inside: where nothing tells whether it is a pledge, it asks.

use super::answer::{Answer, Answered, BotError, button};
use super::button::Press;
use super::campaigns::titled;
use super::incoming::{Handed, Pressed, Said, Sent};
use super::rooms::{Reader, Rooms};
use super::{closing, pledging};
use crate::pledge::{Letter, LetterId, NewLetter, Sort, Taken};
use crate::seal::{NotSealed, Screen, SealedFile, screen_address};
use crate::telegram::{App, Button, Keyboard, MessageId, Outgoing};
use crate::text::{Language, Message};
use crate::vault::VaultError;

/// Says what sealing hides and what Telegram sees all the same, and opens the way: the page, or the keys to seal to.
pub fn offer(rooms: &Rooms, reader: Reader) -> Answered {
    let chat = reader.user.private_chat();
    if rooms.recipients.is_empty() {
        return Ok(Answer::say(chat, rooms.html(reader, Message::SealNone), Keyboard::default()));
    }
    let Some(page) = &rooms.page else {
        let keys: Vec<&str> = rooms.recipients.iter().map(|recipient| recipient.as_str()).collect();
        let text = rooms.html(reader, Message::SealOfferFile { keys: &keys.join("\n") });
        return Ok(Answer::say(chat, text, Keyboard::default()));
    };
    let app = |label, screen| App { label, url: screen_address(page, screen, reader.language.code(), true) };
    let mut apps = vec![app(rooms.plain(reader, Message::ButtonSealedMessage), Screen::Message)];
    if rooms.pledges.closed()?.is_none() {
        apps.insert(0, app(pledge_label(rooms, reader.language), Screen::Pledge));
    }
    let text = rooms.html(reader, Message::SealOffer);
    Ok(Answer { outgoing: vec![Outgoing::Offer { chat, text, apps }] })
}

/// The way to sealing, where there are keys to seal to.
pub fn way(rooms: &Rooms, reader: Reader) -> Option<Vec<Button>> {
    let label = || rooms.plain(reader, Message::ButtonSeal);
    // What the page seals is a pledge to the first campaign: nothing in it tells the bot of another one.
    (!rooms.recipients.is_empty() && rooms.is_first()).then(|| vec![button(label(), Press::Seal)])
}

/// Names the button that opens the page for a pledge: where there are several campaigns, with the one that it is for, since
/// nothing else in what comes back tells it.
fn pledge_label(rooms: &Rooms, language: Language) -> String {
    let label = rooms.texts.plain(language, Message::ButtonSealedPledge);
    if rooms.are_chosen() { format!("{label}: {}", rooms.campaign.title(language)) } else { label }
}

/// Takes what the page handed over. The button by which it was opened tells what it is; that of another campaign's pledge, or
/// of the time when there was one alone, does not.
pub fn handed(rooms: &Rooms, reader: Reader, handed: &Handed) -> Answered {
    let is = |label: &dyn Fn(Language) -> String| Language::ALL.into_iter().any(|one| label(one) == handed.button);
    let sort = if is(&|language| pledge_label(rooms, language)) {
        Sort::Pledge
    } else if is(&|language| rooms.texts.plain(language, Message::ButtonSealedMessage)) {
        Sort::Message
    } else {
        Sort::Untold
    };
    take(rooms, reader, handed.message, SealedFile::read(handed.data.as_bytes()), sort)
}

/// Takes a sealed text that was pasted into the chat; `None` for other text.
pub fn pasted(rooms: &Rooms, reader: Reader, said: &Said) -> Result<Option<Answer>, BotError> {
    found(rooms, reader, said.message, said.text.as_bytes())
}

/// Takes a sealed file that was attached; `None` for another.
pub fn attached(rooms: &Rooms, reader: Reader, sent: &Sent) -> Result<Option<Answer>, BotError> {
    let bytes = sent.file.as_ref().and_then(|file| file.bytes.as_deref());
    bytes.map_or(Ok(None), |bytes| found(rooms, reader, sent.message, bytes))
}

/// Hears whether a sealed letter is a pledge, and counts it then. In the place of the question.
pub fn told(rooms: &Rooms, reader: Reader, pressed: &Pressed, id: LetterId, sort: Sort) -> Answered {
    let is_its = |letter: Letter| rooms.pledges.is_with(letter.campaign);
    if !rooms.letters.find(id)?.is_none_or(is_its) {
        // It was sealed for another campaign, and is no pledge to this one.
        return Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, Message::ButtonOld)));
    }
    let told = rooms.vault.write(|writer| {
        let told = rooms.letters.tell(writer, reader.user, id, sort)?;
        let counted = match (told, sort) {
            (Some(true), Sort::Pledge) => {
                Some(rooms.pledges.seal(writer, reader.user, reader.language, rooms.today())?)
            }
            _ => None,
        };
        Ok::<_, BotError>((told, counted))
    })?;
    let (message, keyboard) = match told {
        (Some(true), Some(counted)) => (Message::SealedPledge { total: counted.total }, pledging::after(rooms, reader)),
        (Some(true), None) => (Message::SealedMessage, Keyboard::default()),
        // Told before, or gone.
        _ => return Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, Message::ButtonOld))),
    };
    let chat = reader.user.private_chat();
    let shown = Answer::silence().and_show(chat, pressed.message, rooms.html(reader, message), keyboard);
    Ok(shown.to_press(&pressed.id))
}

/// Tells whether bytes claim to be sealed, be it in vain.
pub fn is_sealed(bytes: &[u8]) -> bool {
    SealedFile::read(bytes) != Err(NotSealed::Nothing)
}

fn found(rooms: &Rooms, reader: Reader, message: MessageId, bytes: &[u8]) -> Result<Option<Answer>, BotError> {
    match SealedFile::read(bytes) {
        Err(NotSealed::Nothing) => Ok(None),
        read => take(rooms, reader, message, read, Sort::Untold).map(Some),
    }
}

/// Keeps a letter and thanks, or says why not. The same message again is thanked for in the same words.
fn take(
    rooms: &Rooms,
    reader: Reader,
    message: MessageId,
    read: Result<SealedFile, NotSealed>,
    sort: Sort,
) -> Answered {
    let chat = reader.user.private_chat();
    let refuse = |message| Ok(Answer::say(chat, rooms.html(reader, message), Keyboard::default()));
    if rooms.recipients.is_empty() {
        return refuse(Message::SealNone);
    }
    let sealed = match read {
        Ok(sealed) if sealed.recipients() == 0 => return refuse(Message::SealedOtherKey),
        Ok(sealed) => sealed,
        Err(NotSealed::Newer) => return refuse(Message::SealedNewer),
        Err(NotSealed::TooLong) => return refuse(Message::SealedTooLong),
        Err(NotSealed::Nothing | NotSealed::Damaged) => return refuse(Message::SealedDamaged),
    };
    let Reader { user, language } = reader;
    let (day, sealed, campaign) = (rooms.today(), &sealed, rooms.campaign.id().tag());
    // A closed petition takes no pledge: what came without a word for it is a message.
    let sort = match (closing::if_closed(rooms, reader)?, sort) {
        (Some(closed), Sort::Pledge) => return Ok(closed),
        (Some(_), _) => Sort::Message,
        (None, sort) => sort,
    };
    let (taken, counted) = rooms.vault.write(|writer| {
        // Closed since it was looked at: the update is handled anew.
        if sort != Sort::Message && rooms.pledges.is_closed_in(writer)? {
            return Err(BotError::from(VaultError::PetitionClosed));
        }
        let taken = rooms.letters.take(writer, &NewLetter { user, message, sort, language, day, campaign, sealed })?;
        let counted = match (taken, sort) {
            (Taken::New(_) | Taken::Again(_), Sort::Pledge) => Some(rooms.pledges.seal(writer, user, language, day)?),
            _ => None,
        };
        Ok::<_, BotError>((taken, counted))
    })?;
    let (Taken::New(id) | Taken::Again(id)) = taken else { return refuse(Message::SealedTooMany) };
    let (message, keyboard) = match (sort, counted) {
        (_, Some(counted)) => (Message::SealedPledge { total: counted.total }, pledging::after(rooms, reader)),
        (Sort::Untold, None) => {
            let choice = |label, sort| vec![button(rooms.plain(reader, label), Press::Letter(id, sort))];
            let choices =
                vec![choice(Message::ButtonCountMe, Sort::Pledge), choice(Message::ButtonOnlyMessage, Sort::Message)];
            (Message::SealedWhich, Keyboard(choices))
        }
        (_, None) => (Message::SealedMessage, Keyboard::default()),
    };
    let mut text = rooms.html(reader, message);
    if sort == Sort::Untold {
        text = titled(rooms, reader, text);
    }
    Ok(Answer::say(chat, text, keyboard))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::bot::testing::{self, Phone, RECIPIENT, data_of, transcript};
    use crate::seal::{Bucket, Recipient, pad, seal};
    use crate::telegram::UserId;

    const ALA: i64 = 5;

    fn sealed(text: &str) -> SealedFile {
        let recipient: Recipient = RECIPIENT.parse().unwrap();
        seal(pad(text, Bucket::B1024).unwrap().as_bytes(), &[recipient]).unwrap()
    }

    fn scene(page: Option<&str>) -> (Arc<Rooms>, Phone) {
        let rooms = testing::rooms_sealing(page);
        let ala = Phone::new(&rooms, ALA, "en");
        (rooms, ala)
    }

    fn sorts(rooms: &Rooms) -> Vec<Sort> {
        rooms.letters.of(UserId(ALA)).unwrap().iter().map(|letter| letter.sort).collect()
    }

    #[tokio::test]
    async fn the_page_is_offered_and_what_telegram_sees_is_said_before() {
        let (_, ala) = scene(Some("https://page.example/app/"));
        let asked = ala.say("/pledge").await;
        let offer = transcript(&ala.press(&data_of(&asked, "seal").unwrap()).await);
        assert!(offer.contains("What Telegram sees all the same"), "{offer}");
        assert!(offer.contains("[Sealed pledge ⇒ https://page.example/app/#p=pledge&l=en&s=1]"), "{offer}");
        assert!(offer.contains("[Sealed message ⇒ https://page.example/app/#p=message&l=en&s=1]"), "{offer}");
        // Without a page, the keys are given to seal to.
        let (_, ala) = scene(None);
        let offer = transcript(&ala.press("seal").await);
        assert!(offer.contains(RECIPIENT) && !offer.contains("⇒"), "{offer}");
    }

    #[tokio::test]
    async fn a_sealed_pledge_counts_once_and_a_message_does_not() {
        let (rooms, ala) = scene(Some("https://page.example/app/"));
        let wire = sealed("one").to_wire();
        for message in [60, 60, 61] {
            let thanks = transcript(&ala.hand(message, &wire, "Sealed pledge").await);
            assert!(thanks.contains("Your sealed pledge is counted") && thanks.contains("1 person"), "{thanks}");
        }
        // In another language the button has another name.
        ala.hand(62, &wire, "Запячатанае паведамленне").await;
        assert_eq!((rooms.pledges.standing().unwrap(), sorts(&rooms).len()), (1, 3));
        assert_eq!(rooms.letters.of(UserId(ALA)).unwrap().iter().filter(|letter| letter.held).count(), 2);
        let stands = transcript(&ala.say("/pledge").await);
        assert!(stands.contains("Your pledge: <b>Sealed pledge</b>"), "{stands}");
        // What is withdrawn is gone, but for the message.
        let ask = ala.press("withdraw-ask").await;
        ala.press(&data_of(&ask, "withdraw").unwrap()).await;
        assert_eq!((rooms.pledges.standing().unwrap(), sorts(&rooms)), (0, vec![Sort::Message]));
    }

    #[tokio::test]
    async fn of_what_is_pasted_the_person_says_what_it_is() {
        let (rooms, ala) = scene(None);
        let mess = format!("Here:\n> {}", sealed("x").to_armour().replace("-----", "—").replace('\n', "\n> "));
        let asked = ala.say(&mess).await;
        assert_eq!((rooms.pledges.standing().unwrap(), sorts(&rooms)), (0, vec![Sort::Untold]));
        let count = data_of(&asked, "letter.").unwrap();
        assert!(count.ends_with(".pledge"));
        let stranger = Phone::new(&rooms, 6, "en");
        assert!(transcript(&stranger.press(&count).await).contains("[answers]"));
        assert!(transcript(&ala.press(&count).await).contains("Your sealed pledge is counted"));
        assert!(transcript(&ala.press(&count.replace(".pledge", ".message")).await).contains("no longer valid"));
        assert_eq!((rooms.pledges.standing().unwrap(), sorts(&rooms)), (1, vec![Sort::Pledge]));
    }

    #[tokio::test]
    async fn what_is_not_right_is_refused_and_nothing_is_kept() {
        let (rooms, ala) = scene(Some("https://page.example/app/"));
        let file = sealed("x");
        let wire = file.to_wire();
        let passphrase = age::scrypt::Recipient::new("x".to_owned().into());
        let to_passphrase = SealedFile::read(&age::encrypt(&passphrase, &[32; 1024]).unwrap()).unwrap();
        for (data, expected) in [
            ("k2.AAAA".to_owned(), "newer version"),
            (wire[..500].to_owned(), "incomplete"),
            ("{\"v\":1}".to_owned(), "incomplete"),
            (to_passphrase.to_wire(), "not sealed to keys"),
        ] {
            let answer = transcript(&ala.hand(60, &data, "Sealed pledge").await);
            assert!(answer.contains(expected), "{expected}: {answer}");
        }
        let half = file.to_armour();
        assert!(transcript(&ala.say(&half[..half.len() / 2]).await).contains("two messages"));
        assert_eq!((rooms.pledges.standing().unwrap(), sorts(&rooms).len()), (0, 0));
    }

    #[tokio::test]
    async fn without_a_key_to_seal_to_nothing_is_taken_and_it_is_said() {
        let rooms = testing::rooms();
        let ala = Phone::new(&rooms, ALA, "en");
        assert!(data_of(&ala.say("/pledge").await, "seal").is_none());
        let wire = sealed("x").to_wire();
        for answer in [
            ala.hand(60, &wire, "Sealed pledge").await,
            ala.say(&sealed("x").to_armour()).await,
            ala.attach(61, sealed("x").as_bytes()).await,
            ala.press("seal").await,
        ] {
            assert!(transcript(&answer).contains("takes nothing sealed now"), "{}", transcript(&answer));
        }
        assert_eq!((rooms.pledges.standing().unwrap(), sorts(&rooms).len()), (0, 0));
    }

    #[tokio::test]
    async fn forgetting_takes_what_was_sealed_and_my_data_names_it() {
        let (rooms, ala) = scene(None);
        ala.attach(60, sealed("x").as_bytes()).await;
        let given = ala.say("/mydata").await;
        let Outgoing::Document { document, .. } = &given[0] else { panic!("no file") };
        let data: serde_json::Value = serde_json::from_slice(&document.bytes).unwrap();
        assert_eq!(data["sealed_letters"][0]["what"], json!("not told"));
        let forget = data_of(&ala.say("/forget").await, "forget.").unwrap();
        let done = transcript(&ala.press(&forget).await);
        assert!(done.contains("Copies that organisers have already taken out"), "{done}");
        assert!(sorts(&rooms).is_empty());
        assert!(transcript(&ala.say("/mydata").await).contains("nothing about you"));
    }
}
