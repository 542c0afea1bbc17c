//! What can't be undone is asked once more, with a button that works once.

use rand::Rng as _;

use super::super::answer::{Answer, Answered, BotError};
use super::super::button::{Deed, DeskPress};
use super::super::rooms::{Reader, Rooms};
use super::dialogue::{Asked, What};
use super::overview::desk;
use super::{Dialogue, approving, compose, find, keep, overview, proposing, watch};
use crate::alert::{Act, Alert, AlertError, AlertId, State, Wording};
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
        Deed::Send => return proposing::ask(rooms, reader, id),
        Deed::Approve => return approving::ask(rooms, reader, id),
        Deed::Reject => {
            waits(&alert, alert.state == State::AwaitingApprovals)?;
            (Message::DeskConfirmReject { id: &text }, Message::DeskButtonReject, DeskPress::Alert(id))
        }
        Deed::Reopen => {
            waits(&alert, alert.state.waits())?;
            (Message::DeskConfirmReopen { id: &text }, Message::DeskButtonReopen, DeskPress::Alert(id))
        }
        Deed::Resume => {
            waits(&alert, alert.state.after(Act::Resume).is_some())?;
            let remaining = rooms.broadcasts.progress_of(&alert)?.remaining;
            (Message::DeskConfirmResume { id: &text, remaining }, Message::DeskButtonResume, DeskPress::Alert(id))
        }
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
    let keyboard = question_keyboard(rooms, reader, deed, &alert, (yes, back))?;
    Ok(Answer::silence().and_show(chat, place, rooms.html(reader, question), keyboard))
}

/// Keeps what is asked, and makes its buttons: the one that works once, and the way back.
pub(super) fn question_keyboard(
    rooms: &Rooms,
    reader: Reader,
    deed: Deed,
    alert: &Alert,
    (yes, back): (Message<'_>, DeskPress),
) -> Result<Keyboard, BotError> {
    // What lets texts out is about the texts that stand there now.
    let seen = match deed {
        Deed::Send | Deed::Approve => Some(rooms.alerts.wording(alert)?),
        _ => None,
    };
    let once = ask_once(rooms, reader, What::Alert(deed, alert.id), seen)?;
    Ok(Keyboard(vec![
        vec![desk(rooms, reader, yes, DeskPress::Do(deed, alert.id, once))],
        vec![desk(rooms, reader, Message::DeskButtonBack, back)],
    ]))
}

/// Keeps what is asked, and gives the number that lets its button work once.
pub(super) fn ask_once(rooms: &Rooms, reader: Reader, what: What, seen: Option<Wording>) -> Result<u32, BotError> {
    let once = rand::rngs::OsRng.r#gen();
    let asked = Dialogue { asked: Some(Asked { what, once, seen }), ..Dialogue::default() };
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, asked))?;
    Ok(once)
}

/// Does it, if this is the press that the question waits for. In one commit: a second press finds the question settled.
pub(super) fn act(
    rooms: &Rooms,
    reader: Reader,
    (deed, id, once): (Deed, AlertId, u32),
    place: Option<MessageId>,
) -> Answered {
    let alert = rooms.alerts.find(id)?;
    let asked = find(rooms, reader.user)?.asked;
    let Some(Asked { seen, .. }) = asked.filter(|asked| asked.what == What::Alert(deed, id) && asked.once == once)
    else {
        return Err(AlertError::State(alert.state).into());
    };
    let now = (rooms.now)();
    let done = rooms.vault.write(|writer| {
        keep(rooms, writer, reader.user, Dialogue::default())?;
        let (id, act) = match deed {
            Deed::Send => {
                if seen != Some(rooms.alerts.wording(&alert)?) {
                    return Err(AlertError::Changed.into());
                }
                let alert = rooms.alerts.submit_draft(writer, id, Some(reader.user))?;
                (alert.id, audit::Act::submission(&alert, now))
            }
            Deed::Approve => {
                let seen = seen.ok_or(AlertError::Changed)?;
                rooms.alerts.approve_in(writer, id, (reader.user, seen), now)?;
                (id, audit::Act::Approved(id))
            }
            Deed::Reject => (id, approving::reject_in(rooms, writer, id)?),
            Deed::Reopen => (rooms.alerts.reopen(writer, id).map(|()| id)?, audit::Act::Reopened(id)),
            Deed::Resume => (rooms.alerts.act_in(writer, id, Act::Resume).map(|_| id)?, audit::Act::Resumed(id)),
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
        Deed::Reopen => compose::show(rooms, reader, id, place),
        Deed::Reject => {
            let keyboard = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)]]);
            let text = rooms.html(reader, Message::DeskRejected { id: &id.to_string() });
            Ok(settled(reader, place, text, keyboard))
        }
        Deed::Cancel | Deed::Recall | Deed::Retry | Deed::Resume | Deed::Approve => {
            overview::alert(rooms, reader, id, place)
        }
    }
}

fn waits(alert: &Alert, makes_sense: bool) -> Result<(), AlertError> {
    if makes_sense { Ok(()) } else { Err(AlertError::State(alert.state)) }
}

/// Says that it goes out, now or at its time. From then on the message shows how far it is.
fn sent(rooms: &Rooms, reader: Reader, id: AlertId, place: Option<MessageId>) -> Answered {
    let alert = rooms.alerts.find(id)?;
    if alert.of.is_some() || alert.state.waits() {
        return overview::alert(rooms, reader, id, place);
    }
    let text = match alert.send_at {
        Some(at) => {
            let time = compose::time(rooms, reader, at);
            rooms.html(reader, Message::DeskScheduled { id: &id.to_string(), time: &time })
        }
        None => rooms.html(reader, Message::DeskSent { id: &id.to_string() }),
    };
    watch::set(rooms, reader, id, place)?;
    let keyboard = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonRefresh, DeskPress::Alert(id))]]);
    Ok(settled(reader, place, text, keyboard))
}

fn settled(reader: Reader, place: Option<MessageId>, text: Html, keyboard: Keyboard) -> Answer {
    Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard)
}
