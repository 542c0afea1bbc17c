//! Solidarity pictures: taken once it was said what becomes of them, cleaned, sealed to the organisers, deleted from the chat.
//!
//! A picture that nobody asked for is not even fetched. Only after pressing the button, on that day and the next, one is
//! taken; the same message again is the same picture.

use super::answer::{Answer, Answered, BotError, button};
use super::button::Press;
use super::closing;
use super::incoming::Sent;
use super::rooms::{Reader, Rooms};
use crate::pledge::{CleanPicture, NewLetter, PICTURE_MAX, PICTURES_MAX, Sort, Taken};
use crate::seal::{self, Letter};
use crate::telegram::{Button, Keyboard, MessageId, Outgoing, UserId};
use crate::text::Message;
use crate::vault::VaultError;

/// The way to send one, where there are keys to seal to. Pictures are for the first campaign: a photo says of none.
pub fn way(rooms: &Rooms, reader: Reader) -> Option<Vec<Button>> {
    let label = || rooms.plain(reader, Message::ButtonPicture);
    (!rooms.recipients.is_empty() && rooms.is_first()).then(|| vec![button(label(), Press::Picture)])
}

/// Says what becomes of a picture and who sees it, and waits for one.
pub fn offer(rooms: &Rooms, reader: Reader) -> Answered {
    let chat = reader.user.private_chat();
    if rooms.recipients.is_empty() {
        return Ok(Answer::say(chat, rooms.html(reader, Message::SealNone), Keyboard::default()));
    }
    if let Some(closed) = closing::if_closed(rooms, reader)? {
        return Ok(closed);
    }
    if !rooms.letters.has_room_for_picture(reader.user)? {
        return Ok(Answer::say(chat, rooms.html(reader, Message::PictureTooMany), Keyboard::default()));
    }
    let (today, campaign) = (rooms.today(), rooms.campaign.id().tag());
    rooms.vault.write(|writer| rooms.letters.await_picture(writer, reader.user, today, campaign))?;
    let cancel = vec![button(rooms.plain(reader, Message::ButtonCancel), Press::PictureCancel)];
    Ok(Answer::say(chat, rooms.html(reader, Message::PictureAsk), Keyboard(vec![cancel])))
}

/// Waits for none any more, in the place of the question.
pub fn cancel(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    rooms.vault.write(|writer| rooms.letters.await_no_picture(writer, reader.user))?;
    let text = rooms.html(reader, Message::PictureCancelled);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, Keyboard::default()))
}

/// Tells whether a picture of this person is waited for, so that it is worth fetching.
///
/// # Errors
/// Those of the vault.
pub fn is_awaited(rooms: &Rooms, user: UserId) -> Result<bool, VaultError> {
    let awaited = || rooms.letters.awaits_picture_for(user, rooms.today(), rooms.campaign.id().tag());
    Ok(!rooms.recipients.is_empty() && awaited()?)
}

/// Takes a picture that was waited for; `None` for anything else.
pub fn sent(rooms: &Rooms, reader: Reader, sent: &Sent) -> Result<Option<Answer>, BotError> {
    let Some(picture) = &sent.picture else { return Ok(None) };
    let letters = rooms.letters.of(reader.user)?;
    if letters.iter().any(|letter| letter.message == sent.message && letter.sort == Sort::Picture) {
        return Ok(Some(taken(rooms, reader, sent.message)));
    }
    if !is_awaited(rooms, reader.user)? {
        return Ok(None);
    }
    if let Some(closed) = closing::if_closed(rooms, reader)? {
        return Ok(Some(closed));
    }
    let refuse = |message| {
        let again = Keyboard(way(rooms, reader).into_iter().collect());
        Ok(Some(Answer::say(reader.user.private_chat(), rooms.html(reader, message), again)))
    };
    if picture.size > PICTURE_MAX {
        return refuse(Message::PictureTooLarge);
    }
    let clean = picture.bytes.as_deref().and_then(CleanPicture::of);
    let Some(clean) = clean else { return refuse(Message::PictureUnreadable) };
    match keep(rooms, reader, sent.message, clean)? {
        Taken::New(_) | Taken::Again(_) => Ok(Some(taken(rooms, reader, sent.message))),
        Taken::TooMany => refuse(Message::PictureTooMany),
    }
}

/// Says that a picture was not waited for, and how one is sent; `None` where none is taken at all.
pub fn unasked(rooms: &Rooms, reader: Reader, sent: &Sent) -> Result<Option<Answer>, BotError> {
    let offered = sent.picture.is_some() && !rooms.recipients.is_empty() && rooms.pledges.closed()?.is_none();
    Ok(offered.then(|| {
        let way = Keyboard(way(rooms, reader).into_iter().collect());
        Answer::say(reader.user.private_chat(), rooms.html(reader, Message::PictureUnasked), way)
    }))
}

/// Seals a picture and keeps it, before anything is said; waits for no further one.
fn keep(rooms: &Rooms, reader: Reader, message: MessageId, clean: CleanPicture) -> Result<Taken, BotError> {
    let Reader { user, language } = reader;
    let day = rooms.today();
    let letter = Letter::Picture(seal::Picture {
        campaign: rooms.campaign.id().as_str().to_owned(),
        day: day.iso(),
        language: language.code().to_owned(),
        media_type: clean.coding.media_type().to_owned(),
        bytes: clean.bytes,
    });
    // A clean picture is within what is sealed, and the caller has seen that there are recipients.
    let sealed = letter.to_picture_padded().and_then(|padded| seal::seal(padded.as_bytes(), &rooms.recipients));
    let Ok(sealed) = sealed else { return Ok(Taken::TooMany) };
    rooms.vault.write(|writer| {
        // Closed since it was looked at: the update is handled anew.
        if rooms.pledges.is_closed_in(writer)? {
            return Err(BotError::from(VaultError::PetitionClosed));
        }
        let (sort, campaign) = (Sort::Picture, rooms.campaign.id().tag());
        let new = NewLetter { user, message, sort, language, day, campaign, sealed: &sealed };
        let taken = rooms.letters.take(writer, &new)?;
        rooms.letters.await_no_picture(writer, user)?;
        Ok(taken)
    })
}

/// Deletes a picture from the chat, once what is kept of it is on the disk, and says so.
fn taken(rooms: &Rooms, reader: Reader, message: MessageId) -> Answer {
    let chat = reader.user.private_chat();
    let delete = Answer { outgoing: vec![Outgoing::Delete { chat, message }] };
    delete.and_say(chat, rooms.html(reader, Message::PictureSealed), Keyboard(way(rooms, reader).into_iter().collect()))
}

// What is said of how many are taken of one person is `PICTURES_MAX`.
const _: () = assert!(PICTURES_MAX > 0);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::bot::testing::{self, IDENTITY, Phone, data_of, transcript};
    use crate::pledge::picture_samples::{SECRETS, dressed_jpeg, dressed_png, jpeg};
    use crate::seal::{Identities, Known, SealedFile};

    fn opened(rooms: &Rooms, user: i64) -> Vec<seal::Picture> {
        let identities = Identities::read(IDENTITY.as_bytes(), Known(None)).unwrap();
        let letters = rooms.letters.of(UserId(user)).unwrap();
        let open = |letter: &crate::pledge::Letter| {
            let bytes = rooms.letters.sealed(letter.id).unwrap().unwrap();
            let sealed = SealedFile::read_picture(&bytes).unwrap();
            match Letter::read(&identities.open(&sealed).unwrap()).unwrap() {
                Letter::Picture(picture) => picture,
                _ => panic!("no picture"),
            }
        };
        letters.iter().map(open).collect()
    }

    #[tokio::test]
    async fn a_picture_is_taken_after_the_words_cleaned_sealed_and_deleted_from_the_chat() {
        let rooms = testing::rooms_sealing(None);
        let ala = Phone::new(&rooms, 5, "en");
        let unasked = ala.picture(60, &dressed_jpeg(false)).await;
        assert!(transcript(&unasked).contains("only once I have said") && opened(&rooms, 5).is_empty());
        let asked = ala.press(&data_of(&unasked, "picture").unwrap()).await;
        assert!(transcript(&asked).contains("What Telegram sees all the same"), "{}", transcript(&asked));
        let given = ala.say("/mydata").await;
        assert!(transcript(&given).contains("[gives]"));
        for _ in 0..2 {
            let answer = transcript(&ala.picture(61, &dressed_jpeg(false)).await);
            assert!(answer.starts_with("[deletes]") && answer.contains("Your picture is sealed now"), "{answer}");
        }
        let pictures = opened(&rooms, 5);
        assert_eq!((pictures.len(), pictures[0].media_type.as_str()), (1, "image/jpeg"), "one message is one picture");
        assert!(pictures[0].bytes == jpeg(false));
        for secret in SECRETS {
            assert!(!pictures[0].bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
        // One was waited for: another is not taken unasked, and counts as no pledge.
        assert!(transcript(&ala.picture(62, &dressed_png()).await).contains("only once I have said"));
        assert_eq!((opened(&rooms, 5).len(), rooms.pledges.standing().unwrap()), (1, 0));
        let forget = data_of(&ala.say("/forget").await, "forget.").unwrap();
        ala.press(&forget).await;
        assert!(opened(&rooms, 5).is_empty() && rooms.letters.has_room_for_picture(UserId(5)).unwrap());
    }

    #[tokio::test]
    async fn what_is_no_picture_is_too_large_or_one_too_many_is_refused_calmly() {
        let rooms = testing::rooms_sealing(None);
        let ala = Phone::new(&rooms, 5, "en");
        ala.press("picture").await;
        assert!(transcript(&ala.picture(60, b"GIF89a").await).contains("could not read this picture"));
        assert!(transcript(&ala.picture(61, &vec![0xff; PICTURE_MAX + 1]).await).contains("too large"));
        for message in 0..PICTURES_MAX {
            assert!(transcript(&ala.press("picture").await).contains("Send me one photo now"));
            ala.picture(70 + i32::try_from(message).unwrap(), &jpeg(false)).await;
        }
        assert_eq!(opened(&rooms, 5).len(), PICTURES_MAX);
        assert!(transcript(&ala.press("picture").await).contains("no room for another picture"));
        let ben = Phone::new(&rooms, 6, "en");
        let asked = ben.press("picture").await;
        assert!(transcript(&ben.press(&data_of(&asked, "picture-cancel").unwrap()).await).contains("No picture, then"));
        assert!(transcript(&ben.picture(60, &jpeg(false)).await).contains("only once I have said"));
        // What is no picture at all is answered as ever.
        assert!(transcript(&ben.attach(63, b"%PDF-1.4").await).contains("cannot take pictures, files"));
    }

    #[tokio::test]
    async fn without_a_key_to_seal_to_or_once_it_is_closed_no_picture_is_offered() {
        let rooms = testing::rooms();
        let ala = Phone::new(&rooms, 5, "en");
        assert!(data_of(&ala.press("pledge.sign").await, "picture").is_none());
        assert!(transcript(&ala.press("picture").await).contains("takes nothing sealed now"));
        assert!(transcript(&ala.picture(60, &jpeg(false)).await).contains("cannot take pictures, files"));
        let rooms = testing::rooms_sealing(None);
        let ala = Phone::new(&rooms, 5, "en");
        assert!(data_of(&ala.press("pledge.sign").await, "picture").is_some());
        ala.press("picture").await;
        rooms.pledges.close(&rooms.letters, true, rooms.today(), |_| Ok(())).unwrap();
        assert!(transcript(&ala.picture(60, &jpeg(false)).await).contains("The petition is closed"));
        assert!(opened(&rooms, 5).is_empty());
    }
}
