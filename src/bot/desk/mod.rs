//! `/desk`: totals, writing and sending alerts, and how they stand. For organisers; to anyone else it does not exist.
//!
//! Nothing here lists people, and every press is checked again: a button proves nothing.

mod compose;
mod dialogue;
mod overview;

use super::BotError;
use super::answer::{Answer, Answered};
use super::button::DeskPress;
use super::incoming::{Pressed, Said};
use super::rooms::{Reader, Rooms};
use crate::alert::{Act, Kind, PauseReason};
use crate::telegram::UserId;
use crate::text::Message;
use crate::vault::Writer;
use dialogue::{Dialogue, StoredDialogue};

/// Shows the desk.
pub fn open(rooms: &Rooms, reader: Reader) -> Answered {
    overview::home(rooms, reader, None)
}

/// Does what a button of the desk asks for. The caller has checked that an organiser pressed it.
pub fn pressed(rooms: &Rooms, reader: Reader, pressed: &Pressed, press: DeskPress) -> Answered {
    let place = pressed.message;
    let answer = match press {
        DeskPress::Home => overview::home(rooms, reader, place),
        DeskPress::New => compose::choose_kind(rooms, reader, place),
        DeskPress::Begin(kind) => compose::begin(rooms, reader, kind, place),
        DeskPress::Draft(id) => compose::show(rooms, reader, id, place),
        DeskPress::Write(id, language) => compose::ask_for_text(rooms, reader, id, language),
        DeskPress::Preview(id) => compose::preview(rooms, reader, id),
        DeskPress::SendAsk(id) => compose::ask_to_send(rooms, reader, id),
        DeskPress::Send(id, once) => compose::send(rooms, reader, id, once, place),
        DeskPress::Discard(id) => compose::discard(rooms, reader, id, place),
        DeskPress::Alerts => overview::alerts(rooms, reader, place),
        DeskPress::Alert(id) => overview::alert(rooms, reader, id, place),
        DeskPress::Pause(id) => overview::act(rooms, reader, id, Act::Pause(PauseReason::Asked), place),
        DeskPress::Resume(id) => overview::act(rooms, reader, id, Act::Resume, place),
    };
    match answer {
        Ok(answer) => Ok(answer.to_press(&pressed.id)),
        // A button whose draft is gone or sent, or whose act makes no sense now: say so and do nothing.
        Err(BotError::Alert(crate::alert::AlertError::Unknown)) => {
            Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, Message::ButtonOld)))
        }
        Err(BotError::Alert(crate::alert::AlertError::State(_))) => {
            Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, Message::ButtonDone)))
        }
        Err(error) => Err(error),
    }
}

/// Takes the text that a draft waits for; `None` where none does.
pub fn said(rooms: &Rooms, reader: Reader, said: &Said) -> Result<Option<Answer>, BotError> {
    if !rooms.is_organiser(reader.user) {
        return Ok(None);
    }
    let Some((id, language)) = find(rooms, reader.user)?.writing else { return Ok(None) };
    compose::take_text(rooms, reader, id, language, &said.text).map(Some)
}

/// Says that a draft waits for a text where something else was sent; `None` where none does.
pub fn sent_no_text(rooms: &Rooms, reader: Reader) -> Result<Option<Answer>, BotError> {
    if !rooms.is_organiser(reader.user) || find(rooms, reader.user)?.writing.is_none() {
        return Ok(None);
    }
    let text = rooms.html(reader, Message::DeskTextEmpty);
    Ok(Some(Answer::say(reader.user.private_chat(), text, crate::telegram::Keyboard::default())))
}

/// Forgets what a person is in the middle of.
pub fn erase(rooms: &Rooms, writer: &mut Writer<'_>, user: UserId) {
    writer.remove::<StoredDialogue>(&dialogue::key(&rooms.vault, user));
}

/// Tells whether a person is in the middle of something.
///
/// # Errors
/// Those of the vault.
pub fn holds(rooms: &Rooms, user: UserId) -> Result<bool, BotError> {
    Ok(rooms.vault.read::<StoredDialogue>(&dialogue::key(&rooms.vault, user))?.is_some())
}

fn find(rooms: &Rooms, user: UserId) -> Result<Dialogue, BotError> {
    let stored = rooms.vault.read::<StoredDialogue>(&dialogue::key(&rooms.vault, user))?;
    Ok(stored.map(Dialogue::from).unwrap_or_default())
}

fn keep(rooms: &Rooms, writer: &mut Writer<'_>, user: UserId, dialogue: Dialogue) -> Result<(), BotError> {
    let key = dialogue::key(&rooms.vault, user);
    if dialogue == Dialogue::default() {
        writer.remove::<StoredDialogue>(&key);
        return Ok(());
    }
    Ok(writer.put(&key, &StoredDialogue::from(dialogue))?)
}

/// Names a kind of alert.
fn kind(rooms: &Rooms, reader: Reader, kind: Kind) -> String {
    let message = match kind {
        Kind::Call => Message::AlertKindCall,
        Kind::Update => Message::AlertKindUpdate,
        Kind::Correction => Message::AlertKindCorrection,
        Kind::Reminder => Message::AlertKindReminder,
    };
    rooms.plain(reader, message)
}

/// Shows a count of people: groups under five are `<5`.
fn people(count: u64) -> String {
    if (1..5).contains(&count) { "<5".to_owned() } else { count.to_string() }
}
