//! What can't be undone is asked once more, with a button that works once.

use rand::Rng as _;

use super::super::answer::{Answer, Answered, BotError};
use super::super::button::{Deed, DeskPress};
use super::super::rooms::{Reader, Rooms};
use super::overview::desk;
use super::{Dialogue, compose, find, keep, overview, watch};
use crate::alert::{Act, AlertError, AlertId, State};
use crate::audit::{self, By};
use crate::telegram::{Keyboard, MessageId};
use crate::text::{Html, Message};

/// Asks whether to do it.
pub(super) fn ask(rooms: &Rooms, reader: Reader, deed: Deed, id: AlertId, place: Option<MessageId>) -> Answered {
    let chat = reader.user.private_chat();
    let alert = rooms.alerts.find(id)?;
    let totals = rooms.broadcasts.progress_of(&alert)?.totals;
    let text = id.to_string();
    let (question, yes, back) = match deed {
        Deed::Send => return compose::ask_to_send(rooms, reader, id),
        Deed::Discard => {
            compose::draft(rooms, id)?;
            (Message::DeskConfirmDiscard, Message::DeskButtonDiscard, DeskPress::Draft(id))
        }
        Deed::Cancel => {
            alert.state.after(Act::Cancel).ok_or(AlertError::State(alert.state))?;
            (Message::DeskConfirmCancel { id: &text }, Message::DeskButtonCancel, DeskPress::Alert(id))
        }
        Deed::Recall => {
            rooms.broadcasts.ledger_is_there(id)?;
            let delivered = totals.delivered + totals.uncertain;
            (Message::DeskConfirmRecall { id: &text, delivered }, Message::DeskButtonRecall, DeskPress::Alert(id))
        }
        Deed::Retry => {
            let failed = totals.failed;
            (Message::DeskConfirmRetry { id: &text, failed }, Message::DeskButtonRetry, DeskPress::Alert(id))
        }
    };
    let keyboard = question_keyboard(rooms, reader, deed, id, yes, back)?;
    Ok(Answer::silence().and_show(chat, place, rooms.html(reader, question), keyboard))
}

/// Keeps what is asked, and makes its buttons: the one that works once, and the way back.
pub(super) fn question_keyboard(
    rooms: &Rooms,
    reader: Reader,
    deed: Deed,
    id: AlertId,
    yes: Message<'_>,
    back: DeskPress,
) -> Result<Keyboard, BotError> {
    let once = rand::rngs::OsRng.r#gen();
    let asked = Dialogue { asked: Some((deed, id, once)), ..Dialogue::default() };
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, asked))?;
    Ok(Keyboard(vec![
        vec![desk(rooms, reader, yes, DeskPress::Do(deed, id, once))],
        vec![desk(rooms, reader, Message::DeskButtonBack, back)],
    ]))
}

/// Does it, if this is the press that the question waits for. In one commit: a second press finds the question settled.
pub(super) fn act(
    rooms: &Rooms,
    reader: Reader,
    (deed, id, once): (Deed, AlertId, u32),
    place: Option<MessageId>,
) -> Answered {
    if find(rooms, reader.user)?.asked != Some((deed, id, once)) {
        return Err(AlertError::State(rooms.alerts.find(id)?.state).into());
    }
    let now = (rooms.now)();
    let done = rooms.vault.write(|writer| {
        keep(rooms, writer, reader.user, Dialogue::default())?;
        let (id, act) = match deed {
            Deed::Send => {
                let alert = rooms.alerts.submit_draft(writer, id)?;
                (alert.id, audit::Act::submission(&alert, now))
            }
            Deed::Discard => (rooms.alerts.discard_draft_in(writer, id).map(|()| id)?, audit::Act::Discarded(id)),
            Deed::Cancel => (rooms.alerts.act_in(writer, id, Act::Cancel).map(|_| id)?, audit::Act::Cancelled(id)),
            Deed::Recall => (rooms.broadcasts.recall_in(writer, id, now)?, audit::Act::Recalled(id)),
            Deed::Retry => (rooms.broadcasts.retry_in(writer, id, now)?, audit::Act::Retried(id)),
        };
        rooms.audit.record(writer, By::Organiser(reader.user), act, now)?;
        Ok::<_, BotError>(id)
    });
    let id = done?;
    rooms.broadcasts.wake();
    match deed {
        Deed::Send => sent(rooms, reader, id, place),
        Deed::Discard => {
            let keyboard = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)]]);
            Ok(settled(reader, place, rooms.html(reader, Message::DeskDiscarded), keyboard))
        }
        Deed::Cancel | Deed::Recall | Deed::Retry => overview::alert(rooms, reader, id, place),
    }
}

/// Says that it goes out, now or at its time. From then on the message shows how far it is.
fn sent(rooms: &Rooms, reader: Reader, id: AlertId, place: Option<MessageId>) -> Answered {
    let alert = rooms.alerts.find(id)?;
    if alert.of.is_some() || alert.state == State::AwaitingSignatures {
        return overview::alert(rooms, reader, id, place);
    }
    let text = match alert.send_at {
        Some(at) => {
            let time = compose::time(rooms, reader, at);
            rooms.html(reader, Message::DeskScheduled { id: &id.to_string(), time: &time })
        }
        None => rooms.html(reader, Message::DeskSent { id: &id.to_string() }),
    };
    if alert.send_at.is_none() {
        watch::set(rooms, reader, id, place)?;
    }
    let keyboard = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonRefresh, DeskPress::Alert(id))]]);
    Ok(settled(reader, place, text, keyboard))
}

fn settled(reader: Reader, place: Option<MessageId>, text: Html, keyboard: Keyboard) -> Answer {
    Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard)
}
