//! The question before a draft leaves its writer: it goes out, or to the others for approvals and signatures.

use super::super::answer::{Answer, Answered};
use super::super::button::{Deed, DeskPress};
use super::super::rooms::{Reader, Rooms};
use super::overview::desk;
use super::{approving, compose, confirm, kind, people};
use crate::alert::AlertId;
use crate::telegram::Keyboard;
use crate::text::{Html, Message};

/// Asks once more, with a button that works once. What too few others could approve is not proposed: it would wait for ever.
pub(super) fn ask(rooms: &Rooms, reader: Reader, id: AlertId) -> Answered {
    let alert = compose::draft(rooms, id)?;
    let chat = reader.user.private_chat();
    if alert.written.is_empty() {
        return Ok(Answer::say(chat, rooms.html(reader, Message::DeskNothingWritten), Keyboard::default()));
    }
    let (audience, languages) = (people(compose::audience(rooms, &alert)?), compose::names(&alert.written));
    let missing = compose::names(&compose::missing(rooms, &alert)?);
    let needs = approving::needs(rooms, reader, &alert)?;
    let (audience, languages, missing) = (audience.as_str(), languages.as_str(), missing.as_str());
    let kind = &kind(rooms, reader, alert.kind);
    let question = match (alert.of, &needs) {
        (Some(_), _) => Message::DeskConfirmCorrect { audience, languages, missing },
        (None, Some(_)) => Message::DeskConfirmPropose { kind, audience, languages, missing },
        (None, None) => Message::DeskConfirmSend { kind, audience, languages, missing },
    };
    let mut parts = vec![rooms.html(reader, question)];
    if alert.of.is_none() {
        parts.push(compose::goes_out(rooms, reader, &alert));
    }
    let yes = match (&needs, alert.of, alert.send_at) {
        (Some(_), ..) => Message::DeskButtonPropose,
        (None, Some(_), _) => Message::DeskButtonCorrect,
        (None, None, None) => Message::DeskButtonSendNow,
        (None, None, Some(_)) => Message::DeskButtonSchedule,
    };
    parts.extend(needs);
    let back = DeskPress::Draft(id);
    let keyboard = if approving::is_in_reach(rooms, reader, &alert)? {
        confirm::question_keyboard(rooms, reader, Deed::Send, &alert, (yes, back))?
    } else {
        Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonBack, back)]])
    };
    Ok(Answer::say(chat, Html::join(&parts, "\n\n"), keyboard))
}
