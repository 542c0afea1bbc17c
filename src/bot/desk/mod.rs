//! `/desk`: totals, writing and sending alerts, and how they stand. For organisers; to anyone else it does not exist.
//!
//! Nothing here lists people, and every press is checked again: a button proves nothing.

mod approving;
mod chart;
mod circles;
mod colleagues;
mod compose;
mod confirm;
mod dialogue;
mod overview;
mod proposing;
mod rights;
mod signatures;
#[cfg(test)]
mod tests;
mod time;
mod watch;
mod wiping;

use super::answer::{Answer, Answered};
use super::button::{DeskPress, Press};
use super::incoming::{Pressed, Said, Sent};
use super::rooms::{Reader, Rooms};
use super::{BotError, campaigns};
use crate::alert::{AlertError, Kind};
use crate::organisers::{Right, Standing};
use crate::telegram::UserId;
use crate::text::Message;
use crate::vault::Writer;
pub use colleagues::{suspend_silent, who};
use dialogue::{Awaits, Dialogue, StoredDialogue};
pub(super) use overview::sealed_to;
#[doc(hidden)]
pub use time::read as read_time;
pub use watch::keep_up;
pub use wiping::{Farewells, farewells};

/// Shows the desk; to an organiser whose account is suspended, why it does nothing for them.
pub fn open(rooms: &Rooms, reader: Reader) -> Answered {
    match rooms.organisers.standing(reader.user, rooms.today())? {
        Standing::Active => overview::home(rooms, reader, None),
        Standing::Suspended(why) => colleagues::suspended(rooms, reader, why),
    }
}

/// Does what a button of the desk asks for, where this organiser's roles let them. The caller has checked that an organiser
/// pressed it.
pub fn pressed(rooms: &Rooms, reader: Reader, pressed: &Pressed, press: DeskPress) -> Answered {
    if rooms.organisers.standing(reader.user, rooms.today())? != Standing::Active {
        return Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, Message::DeskSuspendedShort)));
    }
    if !rooms.organisers.roster().may(reader.user, rights::needed(press)) {
        return Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, Message::DeskNotYours)));
    }
    let place = pressed.message;
    let live = watch::release(rooms, reader.user, place)?;
    let answer = match press {
        DeskPress::Home => overview::home(rooms, reader, place),
        DeskPress::New if !rooms.is_alone() && pressed.campaign.is_none() => {
            campaigns::ask(rooms, reader, Press::Desk(press))
        }
        DeskPress::New => compose::choose_kind(rooms, reader, place).map(|answer| answer.within(rooms.scope())),
        DeskPress::Begin(kind) => compose::begin(rooms, reader, kind, place),
        DeskPress::Draft(id) => compose::show(rooms, reader, id, place),
        DeskPress::Write(id, language) => compose::ask_for_text(rooms, reader, id, language),
        DeskPress::Preview(id) => compose::preview(rooms, reader, id),
        DeskPress::Test(id) => compose::test(rooms, reader, id),
        DeskPress::When(id) => compose::ask_when(rooms, reader, id, place),
        DeskPress::At(id, seconds) => compose::set_time(rooms, reader, id, Some(seconds), place),
        DeskPress::AtOnce(id) => compose::set_time(rooms, reader, id, None, place),
        DeskPress::Correct(id) => compose::correct(rooms, reader, id, place),
        DeskPress::Circles => circles::list(rooms, reader, place),
        DeskPress::Invite(circle) => circles::invite(rooms, reader, circle),
        DeskPress::ToSign(id) => signatures::to_sign(rooms, reader, id),
        DeskPress::Ask(deed, id) => confirm::ask(rooms, reader, deed, id, place),
        DeskPress::Do(deed, id, once) => confirm::act(rooms, reader, (deed, id, once), place),
        DeskPress::Wipe => wiping::ask(rooms, reader, place),
        DeskPress::WipeNow(once) => wiping::agree(rooms, reader, once, place),
        DeskPress::Alerts => overview::alerts(rooms, reader, place),
        DeskPress::Alert(id) => overview::alert(rooms, reader, id, place),
        DeskPress::Pause(id) => overview::pause(rooms, reader, id, place),
        DeskPress::Chart => chart::show(rooms, reader),
        DeskPress::Organisers => colleagues::list(rooms, reader, place),
        DeskPress::AskAbout(matter, about) => colleagues::ask(rooms, reader, matter, about, place),
        DeskPress::DoAbout(matter, about, once) => colleagues::act(rooms, reader, (matter, about, once), place),
    };
    // A button whose draft is gone or sent, or whose act makes no sense now: say so and do nothing.
    let said = match answer {
        Ok(answer) => return Ok(answer.to_press(&pressed.id)),
        Err(BotError::Alert(AlertError::Unknown | AlertError::Refused(_))) => Message::ButtonOld,
        Err(BotError::Alert(AlertError::LedgerGone)) => Message::DeskTooOld,
        Err(BotError::Alert(AlertError::Changed)) => Message::DeskChanged,
        Err(BotError::Alert(AlertError::OwnText)) => Message::DeskOwnText,
        Err(BotError::Alert(
            AlertError::Sealed
            | AlertError::State(_)
            | AlertError::Recalled
            | AlertError::NothingFailed
            | AlertError::Rework,
        )) => Message::ButtonDone,
        Err(error) => return Err(error),
    };
    // Nothing has taken the place of what the message shows, so it goes on showing it.
    if let Some(alert) = live {
        watch::set(rooms, reader, alert, place)?;
    }
    Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, said)))
}

/// Takes the text that a draft waits for, or a signature; `None` where it is neither.
pub fn said(rooms: &Rooms, reader: Reader, said: &Said) -> Result<Option<Answer>, BotError> {
    if !rooms.is_organiser(reader.user) {
        return Ok(None);
    }
    let dialogue = find(rooms, reader.user)?;
    if let Standing::Suspended(why) = rooms.organisers.standing(reader.user, rooms.today())? {
        let is_for_the_desk = dialogue.awaits.is_some() || signatures::is_one(&said.text);
        return is_for_the_desk.then(|| colleagues::suspended(rooms, reader, why)).transpose();
    }
    if rooms.organisers.roster().may(reader.user, Right::Sign)
        && let Some(answer) = signatures::take(rooms, reader, &said.text)?
    {
        return Ok(Some(answer));
    }
    if !rooms.organisers.roster().may(reader.user, Right::Write) {
        return Ok(None);
    }
    match dialogue.is_for(said.message) {
        Some(Awaits::Text(id, language)) => compose::take_text(rooms, reader, id, language, said).map(Some),
        Some(Awaits::Time(id)) => compose::take_time(rooms, reader, id, said).map(Some),
        None => Ok(None),
    }
}

/// Takes a file with a signature, or says that a draft waits for a text where something else was sent; `None` where
/// neither is so.
pub fn sent(rooms: &Rooms, reader: Reader, sent: &Sent) -> Result<Option<Answer>, BotError> {
    if !rooms.may(reader.user, Right::Sign)? {
        return Ok(None);
    }
    let bytes = sent.file.as_ref().and_then(|file| file.bytes.as_ref());
    let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
    if let Some(answer) = text.map(|text| signatures::take(rooms, reader, text)).transpose()?.flatten() {
        return Ok(Some(answer));
    }
    if find(rooms, reader.user)?.awaits.is_none() {
        return Ok(None);
    }
    let text = rooms.html(reader, Message::DeskTextEmpty);
    Ok(Some(Answer::say(reader.user.private_chat(), text, crate::telegram::Keyboard::default())))
}

/// Forgets what a person is in the middle of.
///
/// # Errors
/// Those of the vault.
pub fn erase(rooms: &Rooms, writer: &mut Writer<'_>, user: UserId) -> Result<(), BotError> {
    writer.remove::<StoredDialogue>(&dialogue::key(&rooms.vault, user));
    watch::erase(rooms, writer, user);
    wiping::erase(rooms, writer, user)
}

/// Tells whether a person is in the middle of something.
///
/// # Errors
/// Those of the vault.
pub fn holds(rooms: &Rooms, user: UserId) -> Result<bool, BotError> {
    let dialogue = rooms.vault.read::<StoredDialogue>(&dialogue::key(&rooms.vault, user))?;
    Ok(dialogue.is_some() || watch::holds(rooms, user)? || wiping::holds(rooms, user)?)
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
pub fn kind(rooms: &Rooms, reader: Reader, kind: Kind) -> String {
    let message = match kind {
        Kind::Call => Message::AlertKindCall,
        Kind::Update => Message::AlertKindUpdate,
        Kind::Correction => Message::AlertKindCorrection,
        Kind::Reminder => Message::AlertKindReminder,
        Kind::Recall => Message::AlertKindRecall,
        Kind::Retry => Message::AlertKindRetry,
    };
    rooms.plain(reader, message)
}

/// Shows a count of people: groups under five are `<5`.
fn people(count: u64) -> String {
    if (1..5).contains(&count) { "<5".to_owned() } else { count.to_string() }
}
