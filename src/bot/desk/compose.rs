//! Writing an alert in the chat: kind, a text a language, preview, and a single-use button to send.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, civil::Time};
use rand::Rng as _;

use super::super::answer::{Answer, Answered, BotError, button};
use super::super::button::{DeskPress, Press};
use super::super::rooms::{Reader, Rooms};
use super::super::{calls, keyboards};
use super::overview::desk;
use super::{Dialogue, find, keep, kind, people};
use crate::alert::{Alert, AlertError, AlertId, Kind, Refused, State, TEXT_MAX};
use crate::telegram::{Keyboard, MessageId};
use crate::text::{Language, Message};

/// An alert of the desk expires after this long, if the action day is not near.
const LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Asks for the kind of a new alert.
pub(super) fn choose_kind(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    if let Err(Refused::SignaturesNotChecked(required)) = rooms.alerts.rules().signatures() {
        let text = rooms.html(reader, Message::DeskSignaturesNeeded { required: required.into() });
        return Ok(Answer::say(reader.user.private_chat(), text, Keyboard::default()));
    }
    let kinds = Kind::NEW.map(|of| vec![button(kind(rooms, reader, of), Press::Desk(DeskPress::Begin(of)))]);
    let back = vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)];
    let keyboard = Keyboard(kinds.into_iter().chain([back]).collect());
    let text = rooms.html(reader, Message::DeskNewKind);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard))
}

/// Begins a draft and shows it.
pub(super) fn begin(rooms: &Rooms, reader: Reader, kind: Kind, place: Option<MessageId>) -> Answered {
    let id = rooms.alerts.begin_draft(kind, expiry(rooms))?;
    show(rooms, reader, id, place)
}

/// Shows a draft: what is written, what is missing, for how many.
pub(super) fn show(rooms: &Rooms, reader: Reader, id: AlertId, place: Option<MessageId>) -> Answered {
    let alert = draft(rooms, id)?;
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, Dialogue::default()))?;
    let (text, keyboard) = page(rooms, reader, &alert)?;
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard))
}

/// Waits for the text in a language: the organiser's next message.
pub(super) fn ask_for_text(rooms: &Rooms, reader: Reader, id: AlertId, language: Language) -> Answered {
    draft(rooms, id)?;
    let writing = Dialogue { writing: Some((id, language)), sending: None };
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, writing))?;
    let text = rooms.html(reader, Message::DeskWriteIn { language: language.own_name() });
    let keyboard = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Draft(id))]]);
    Ok(Answer::say(reader.user.private_chat(), text, keyboard))
}

/// Takes a text into the draft. A text that does not fit is not taken, and the draft goes on waiting.
pub(super) fn take_text(
    rooms: &Rooms,
    reader: Reader,
    id: AlertId,
    language: Language,
    said: &str,
) -> Result<Answer, BotError> {
    let chat = reader.user.private_chat();
    let limit = TEXT_MAX as u64;
    let alert = match rooms.alerts.write_draft(id, language, said) {
        Ok(alert) => alert,
        Err(AlertError::TooLong(length)) => {
            let text = rooms.html(reader, Message::DeskTextTooLong { length: length as u64, limit });
            return Ok(Answer::say(chat, text, Keyboard::default()));
        }
        Err(AlertError::Empty) => {
            return Ok(Answer::say(chat, rooms.html(reader, Message::DeskTextEmpty), Keyboard::default()));
        }
        Err(AlertError::Unknown | AlertError::State(_)) => {
            rooms.vault.write(|writer| keep(rooms, writer, reader.user, Dialogue::default()))?;
            return Ok(Answer::say(chat, rooms.html(reader, Message::WordsNotKept), Keyboard::default()));
        }
        Err(error) => return Err(error.into()),
    };
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, Dialogue::default()))?;
    let length = said.trim().chars().count() as u64;
    let taken = rooms.html(reader, Message::DeskTextTaken { language: language.own_name(), length, limit });
    let (text, keyboard) = page(rooms, reader, &alert)?;
    Ok(Answer::say(chat, taken, Keyboard::default()).and_say(chat, text, keyboard))
}

/// Shows the draft in each language as subscribers will see it.
pub(super) fn preview(rooms: &Rooms, reader: Reader, id: AlertId) -> Answered {
    let alert = draft(rooms, id)?;
    let chat = reader.user.private_chat();
    if alert.written.is_empty() {
        return Ok(Answer::say(chat, rooms.html(reader, Message::DeskNothingWritten), Keyboard::default()));
    }
    let mut answer = Answer::silence();
    for language in &alert.written {
        let written = rooms.alerts.text(id, *language)?.unwrap_or_default();
        let heading = rooms.html(reader, Message::DeskPreview { language: language.own_name() });
        let rendered = calls::render(&rooms.texts, &rooms.campaign, &alert, *language, &written);
        let buttons = (*rendered.keyboard).clone();
        answer = answer.and_say(chat, heading, Keyboard::default()).and_say(chat, rendered.text, buttons);
    }
    Ok(answer)
}

/// Asks once more, with a button that works once.
pub(super) fn ask_to_send(rooms: &Rooms, reader: Reader, id: AlertId) -> Answered {
    let alert = draft(rooms, id)?;
    let chat = reader.user.private_chat();
    if alert.written.is_empty() {
        return Ok(Answer::say(chat, rooms.html(reader, Message::DeskNothingWritten), Keyboard::default()));
    }
    let once = rand::rngs::OsRng.r#gen();
    let sending = Dialogue { writing: None, sending: Some((id, once)) };
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, sending))?;
    let text = rooms.html(
        reader,
        Message::DeskConfirmSend {
            kind: &kind(rooms, reader, alert.kind),
            audience: &people(rooms.broadcasts.audience_of(&alert)?),
            languages: &names(&alert.written),
            missing: &names(&missing(&alert)),
        },
    );
    let keyboard = Keyboard(vec![
        vec![desk(rooms, reader, Message::DeskButtonSendNow, DeskPress::Send(id, once))],
        vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Draft(id))],
    ]);
    Ok(Answer::say(chat, text, keyboard))
}

/// Sends, if this is the press that the question waits for. In one commit: a second press finds the question settled.
pub(super) fn send(rooms: &Rooms, reader: Reader, id: AlertId, once: u32, place: Option<MessageId>) -> Answered {
    if find(rooms, reader.user)?.sending != Some((id, once)) {
        let sent = rooms.alerts.find(id)?;
        return Err(AlertError::State(sent.state).into());
    }
    let sent = rooms.vault.write(|writer| {
        keep(rooms, writer, reader.user, Dialogue::default())?;
        Ok::<_, BotError>(rooms.alerts.submit_draft(writer, id)?)
    });
    let message = match sent {
        Ok(_) => {
            rooms.broadcasts.wake();
            rooms.html(reader, Message::DeskSent { id: &id.to_string() })
        }
        Err(BotError::Alert(AlertError::Refused(Refused::SignaturesNotChecked(required)))) => {
            rooms.html(reader, Message::DeskSignaturesNeeded { required: required.into() })
        }
        Err(error) => return Err(error),
    };
    let keyboard = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonRefresh, DeskPress::Alert(id))]]);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, message, keyboard))
}

/// Throws the draft away.
pub(super) fn discard(rooms: &Rooms, reader: Reader, id: AlertId, place: Option<MessageId>) -> Answered {
    rooms.alerts.discard_draft(id)?;
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, Dialogue::default()))?;
    let text = rooms.html(reader, Message::DeskDiscarded);
    let keyboard = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)]]);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard))
}

/// The draft's page: a button a language, a tick where it is written.
fn page(rooms: &Rooms, reader: Reader, alert: &Alert) -> Result<(crate::text::Html, Keyboard), BotError> {
    let text = rooms.html(
        reader,
        Message::DeskCompose {
            kind: &kind(rooms, reader, alert.kind),
            written: &names(&alert.written),
            missing: &names(&missing(alert)),
            audience: &people(rooms.broadcasts.audience_of(alert)?),
        },
    );
    let languages = Language::ALL.map(|language| {
        let tick = if alert.written.contains(&language) { "✓ " } else { "" };
        button(format!("{tick}{}", language.own_name()), Press::Desk(DeskPress::Write(alert.id, language)))
    });
    let mut keyboard = keyboards::in_rows(languages.to_vec(), 3);
    keyboard.0.push(vec![
        desk(rooms, reader, Message::DeskButtonPreview, DeskPress::Preview(alert.id)),
        desk(rooms, reader, Message::DeskButtonSend, DeskPress::SendAsk(alert.id)),
    ]);
    keyboard.0.push(vec![
        desk(rooms, reader, Message::DeskButtonDiscard, DeskPress::Discard(alert.id)),
        desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home),
    ]);
    Ok((text, keyboard))
}

/// The languages that the draft is not written in: all of klich's, so that nothing is told of who speaks what.
fn missing(alert: &Alert) -> BTreeSet<Language> {
    Language::ALL.into_iter().filter(|language| alert.is_for(*language) && !alert.written.contains(language)).collect()
}

fn names(languages: &BTreeSet<Language>) -> String {
    match languages.is_empty() {
        true => "–".to_owned(),
        false => languages.iter().map(|language| language.own_name()).collect::<Vec<_>>().join(", "),
    }
}

/// Finds an alert that is still a draft.
fn draft(rooms: &Rooms, id: AlertId) -> Result<Alert, BotError> {
    let alert = rooms.alerts.find(id)?;
    if alert.state != State::Draft {
        return Err(AlertError::State(alert.state).into());
    }
    Ok(alert)
}

/// The end of the action day where that is within the month, else a week from now.
fn expiry(rooms: &Rooms) -> Timestamp {
    let now = (rooms.now)();
    let day = rooms.campaign.action_day();
    let next = day.next(now);
    let end = next
        .date
        .tomorrow()
        .ok()
        .and_then(|day_after| day.time_zone().to_timestamp(day_after.to_datetime(Time::midnight())).ok());
    match end {
        Some(end) if next.days_left <= 31 => end,
        _ => now.saturating_add(LIFE).unwrap_or(now),
    }
}
