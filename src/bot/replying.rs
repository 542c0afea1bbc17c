//! Replies of organisers on their way to whoever wrote: a button whose address carries the sealed reply behind its `#`,
//! where no server sees it, or a file where that is too long or there is no page.

use std::sync::Arc;

use super::rooms::{Reader, Rooms};
use crate::pledge::Letter;
use crate::seal::{SealedFile, reply_address};
use crate::telegram::{Button, Document, Keyboard, Outgoing};
use crate::text::Message;
use crate::vault::VaultError;

/// Makes the message that brings a reply; says whether it goes as a file. Whoever wants neutral lines gets one.
///
/// # Errors
/// Those of the vault.
pub fn reply(rooms: &Rooms, letter: &Letter, sealed: &SealedFile) -> Result<(Outgoing, bool), VaultError> {
    let supporter = rooms.audience.find(letter.user)?;
    let discreet = supporter.as_ref().is_some_and(|supporter| supporter.discreet);
    let language = supporter.map_or(letter.language, |supporter| supporter.language);
    let reader = Reader { user: letter.user, language };
    let chat = letter.user.private_chat();
    let address = rooms.page.as_ref().and_then(|page| reply_address(sealed, page, language.code()));
    let (text, label) = match discreet {
        true => (Message::DiscreetNotice, Message::ButtonShow),
        false => (Message::ReplyCame, Message::ButtonOpenReply),
    };
    let Some(url) = address else {
        let caption = if discreet { Message::DiscreetNotice } else { Message::ReplyFile };
        let document = Document { file_name: "reply.age".to_owned(), bytes: sealed.to_armour().into_bytes().into() };
        let caption = rooms.html(reader, caption);
        return Ok((Outgoing::Document { chat, document, caption, keyboard: None }, true));
    };
    let keyboard = Keyboard(vec![vec![Button::App { label: rooms.plain(reader, label), url }]]);
    let text = rooms.html(reader, text);
    let keyboard = Some(Arc::new(keyboard));
    Ok((Outgoing::Message { chat, text, keyboard, reply_to: None, protect: false }, false))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::bot::testing::{self, Phone, RECIPIENT, transcript};
    use crate::campaign::Day;
    use crate::pledge::{LetterId, Sort};
    use crate::seal::{Reply, SigningKey};
    use crate::telegram::{MessageId, UserId};
    use crate::text::Language;

    fn letter() -> Letter {
        Letter {
            id: LetterId::random(&mut rand::rngs::OsRng),
            user: UserId(5),
            message: MessageId(1),
            sort: Sort::Message,
            language: Language::English,
            day: Day(1),
            held: true,
            replied: None,
            campaign: None,
        }
    }

    fn sealed(words: usize) -> SealedFile {
        let reply = Reply {
            campaign: "belarus-16-november".to_owned(),
            to: RECIPIENT.parse().unwrap(),
            day: "2026-11-20".to_owned(),
            body: "x".repeat(words),
        };
        reply.seal(&SigningKey::generate()).unwrap()
    }

    #[tokio::test]
    async fn a_reply_is_a_button_or_else_a_file_and_discreet_for_who_wants_that() {
        let rooms = testing::rooms_sealing(Some("https://page.example/app/"));
        let shown = |rooms: &Rooms, words| {
            let (outgoing, as_file) = reply(rooms, &letter(), &sealed(words)).unwrap();
            (transcript(&[outgoing]), as_file)
        };
        let (text, as_file) = shown(&rooms, 100);
        assert!(text.contains("(Open the answer ⇒ https://page.example/app/#r=") && !as_file, "{text}");
        let (text, as_file) = shown(&rooms, 3000);
        assert!(text.contains("[gives]") && text.contains("“Check a call”") && as_file, "{text}");
        assert!(shown(&testing::rooms_sealing(None), 100).1, "without a page it is a file");
        Phone::new(&rooms, 5, "en").say("/subscribe").await;
        Phone::new(&rooms, 5, "en").press("hear.discreet.on").await;
        let (text, _) = shown(&rooms, 100);
        assert!(text.starts_with("[says] You have a new message.\n  (Show ⇒"), "{text}");
    }
}
