//! Words that people type in the chat after they have pledged: sealed on arrival to the organisers, deleted from the chat,
//! and the person told that Telegram saw them. Without a key to seal to they are not kept, as any other words.

use super::answer::{Answer, Answered, BotError};
use super::incoming::Said;
use super::rooms::{Reader, Rooms};
use super::{closing, explaining, pledging, sealing};
use crate::pledge::{NewLetter, Sort, Taken};
use crate::seal::{self, Letter, SealError};
use crate::telegram::{Keyboard, Outgoing};
use crate::text::Message;
use crate::vault::VaultError;

/// What became of typed words.
enum Words {
    Sealed,
    TooLong,
    TooMany,
}

/// Takes free text: of somebody who has pledged it is a comment, of anybody else it is not kept.
pub fn said(rooms: &Rooms, reader: Reader, said: &Said) -> Answered {
    let pledged = if rooms.recipients.is_empty() { None } else { rooms.pledged_by(reader.user)? };
    let Some(rooms) = &pledged else { return explaining::not_kept(rooms, reader) };
    let words = keep(rooms, reader, said)?;
    Ok(deleting(reader, said).and(told(rooms, reader, &words, Message::CommentSealed)))
}

/// Counts a reply to an alert, and takes its words as a comment.
pub fn by_reply(rooms: &Rooms, reader: Reader, said: &Said) -> Answered {
    if rooms.recipients.is_empty() {
        return pledging::by_reply(rooms, reader);
    }
    if let Some(closed) = closing::if_closed(rooms, reader)? {
        return Ok(closed);
    }
    let words = keep(rooms, reader, said)?;
    let Some(counted) = pledging::count_reply(rooms, reader)? else {
        // What stands is for an earlier wording: they are asked, and the words are kept all the same.
        let answer = deleting(reader, said).and(told(rooms, reader, &words, Message::CommentSealed));
        return Ok(answer.and(pledging::show(rooms, reader)?));
    };
    let kinds = rooms.pledged(reader.language, &counted.pledge);
    let thanks = match words {
        Words::Sealed => Message::PledgeCountedComment { kinds: &kinds, total: counted.total },
        Words::TooLong | Words::TooMany => Message::PledgeCountedReply { kinds: &kinds, total: counted.total },
    };
    let answer = match words {
        Words::Sealed => deleting(reader, said),
        Words::TooLong | Words::TooMany => Answer::silence(),
    };
    let text = rooms.html(reader, thanks);
    Ok(answer.and_say(reader.user.private_chat(), text, pledging::after(rooms, reader)))
}

/// Seals the words and keeps them, before anything is said. The same message again changes nothing.
fn keep(rooms: &Rooms, reader: Reader, said: &Said) -> Result<Words, BotError> {
    let Reader { user, language } = reader;
    let day = rooms.today();
    let letter = Letter::Message(seal::Message {
        campaign: rooms.campaign.id().as_str().to_owned(),
        device: None,
        day: day.iso(),
        language: language.code().to_owned(),
        body: said.text.clone(),
        in_chat: true,
    });
    let padded = match letter.to_long_padded() {
        Ok(padded) => padded,
        Err(SealError::TooLong | SealError::NoRecipient) => return Ok(Words::TooLong),
    };
    // The caller has seen that there are recipients.
    let Ok(sealed) = seal::seal(padded.as_bytes(), &rooms.recipients) else { return Ok(Words::TooLong) };
    let (message, sort, campaign) = (said.message, Sort::Comment, rooms.campaign.id().tag());
    let new = NewLetter { user, message, sort, language, day, campaign, sealed: &sealed };
    let taken = rooms.vault.write(|writer| {
        // Closed since it was looked at: the update is handled anew.
        if rooms.pledges.is_closed_in(writer)? {
            return Err(BotError::from(VaultError::PetitionClosed));
        }
        Ok(rooms.letters.take(writer, &new)?)
    })?;
    Ok(match taken {
        Taken::New(_) | Taken::Again(_) => Words::Sealed,
        Taken::TooMany => Words::TooMany,
    })
}

/// Deletes the words from the chat, once what is kept of them is on the disk.
fn deleting(reader: Reader, said: &Said) -> Answer {
    Answer { outgoing: vec![Outgoing::Delete { chat: reader.user.private_chat(), message: said.message }] }
}

fn told(rooms: &Rooms, reader: Reader, words: &Words, sealed: Message<'_>) -> Answer {
    let message = match words {
        Words::Sealed => sealed,
        Words::TooLong => Message::CommentTooLong,
        Words::TooMany => Message::SealedTooMany,
    };
    let keyboard = Keyboard(sealing::way(rooms, reader).into_iter().collect());
    Answer::say(reader.user.private_chat(), rooms.html(reader, message), keyboard)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::bot::testing::{self, IDENTITY, Phone, transcript};
    use crate::seal::{Identities, Known, SealedFile};
    use crate::telegram::UserId;

    fn opened(rooms: &Rooms, user: i64) -> Vec<seal::Message> {
        let identities = Identities::read(IDENTITY.as_bytes(), Known(None)).unwrap();
        let letters = rooms.letters.of(UserId(user)).unwrap();
        let open = |letter: &crate::pledge::Letter| {
            let sealed = SealedFile::read(&rooms.letters.sealed(letter.id).unwrap().unwrap()).unwrap();
            match Letter::read(&identities.open(&sealed).unwrap()).unwrap() {
                Letter::Message(message) => message,
                Letter::Pledge(_) | Letter::Picture(_) => panic!("no message"),
            }
        };
        letters.iter().map(open).collect()
    }

    #[tokio::test]
    async fn words_after_a_pledge_are_sealed_deleted_and_it_is_said() {
        let rooms = testing::rooms_sealing(None);
        let ala = Phone::new(&rooms, 5, "be");
        let before = transcript(&ala.say("Добры дзень").await);
        assert!(!before.contains("[deletes]") && opened(&rooms, 5).is_empty(), "{before}");
        ala.say("/pledge sign").await;
        for _ in 0..2 {
            let answer = transcript(&ala.say("Мой брат сядзіць").await);
            assert!(answer.starts_with("[deletes]") && answer.contains("Telegram іх бачыў"), "{answer}");
        }
        let [message] = &opened(&rooms, 5)[..] else { panic!("one message is one letter") };
        assert_eq!(
            (message.body.as_str(), message.language.as_str(), message.in_chat),
            ("Мой брат сядзіць", "be", true)
        );
        // The bare word still stops.
        assert!(transcript(&ala.say("стоп").await).contains("[says]"));
        assert_eq!(opened(&rooms, 5).len(), 1);
    }

    #[tokio::test]
    async fn the_words_of_a_reply_count_and_are_sealed() {
        let rooms = testing::rooms_sealing(None);
        let jonas = Phone::new(&rooms, 7, "en");
        let markup =
            serde_json::json!({ "inline_keyboard": [[{ "text": "x", "callback_data": "call.00000000.sign" }]] });
        let answer = transcript(&jonas.reply("I can drive people.", 12, markup).await);
        assert!(answer.starts_with("[deletes]") && answer.contains("Your words are sealed now"), "{answer}");
        assert_eq!(opened(&rooms, 7)[0].body, "I can drive people.");
        assert_eq!(rooms.pledges.standing().unwrap(), 1);
    }

    #[tokio::test]
    async fn what_is_too_long_to_be_sealed_is_not_kept_and_it_is_said() {
        let rooms = testing::rooms_sealing(None);
        let ala = Phone::new(&rooms, 5, "en");
        ala.say("/pledge sign").await;
        assert!(transcript(&ala.say(&"😀".repeat(2500)).await).contains("too long to be sealed"));
        assert!(opened(&rooms, 5).is_empty());
        assert!(transcript(&ala.say(&"ж".repeat(4000)).await).contains("sealed now"));
        assert_eq!(opened(&rooms, 5).len(), 1);
    }
}
