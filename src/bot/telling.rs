//! What organisers are told of what others did: every act of weight, once, in the order of the log.
//!
//! The log is where the acts come from: what stands in it is told, and up to where it was told is kept, so that a restart
//! loses none. Who did it is told by role and number. Whoever did it is not told, nor one whose account is suspended.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, BotError, button};
use super::button::{Deed, DeskPress, Press};
use super::desk;
use super::rooms::{Reader, Rooms};
use crate::alert::State;
use crate::audit::{Act, Doer, Entry};
use crate::organisers::Right;
use crate::store::Table;
use crate::telegram::{Keyboard, UserId};
use crate::text::{Html, Message};
use crate::vault::{Record, RowKey, VaultError, tables};

/// How many entries one message tells of.
const AT_ONCE: u64 = 20;

/// The record in the table `state`: the last entry that was told; row key: blind index of `log told`.
#[derive(Serialize, Deserialize)]
enum StoredTold {
    V1(u64),
}

impl Record for StoredTold {
    const TABLE: Table = tables::STATE;
}

/// Gives organisers their numbers and begins to count their days; begins to tell where nothing was told yet: what was done
/// before stays untold.
///
/// # Errors
/// Those of the vault; so in every function here.
pub fn begin(rooms: &Rooms) -> Result<(), VaultError> {
    rooms.organisers.enrol(rooms.today())?;
    rooms.audit.enrol(rooms.organisers.roster().everyone())?;
    let count = rooms.audit.count()?;
    rooms.vault.write(|writer| match writer.get::<StoredTold>(&key(rooms))? {
        Some(_) => Ok(()),
        None => writer.put(&key(rooms), &StoredTold::V1(count)),
    })
}

/// Makes the messages about what organisers have yet to be told, with the entry up to which they tell; `None` where there is
/// nothing.
pub fn untold(rooms: &Rooms) -> Result<Option<(u64, Answer)>, BotError> {
    let StoredTold::V1(told) = rooms.vault.read(&key(rooms))?.unwrap_or(StoredTold::V1(0));
    let count = rooms.audit.count()?;
    if told >= count {
        return Ok(None);
    }
    let until = count.min(told.saturating_add(AT_ONCE));
    let mut entries = rooms.audit.list(Some(until + 1), until - told)?;
    entries.reverse();
    let mut answer = Answer::silence();
    for reader in rooms.organising_readers()? {
        let mut lines = Vec::new();
        let mut keyboard = Keyboard::default();
        for entry in entries.iter().filter(|entry| is_of_weight(entry)) {
            if doer(rooms, entry)? == Some(reader.user) {
                continue;
            }
            lines.push(line(rooms, reader, entry)?);
            keyboard.0.extend(way_to(rooms, reader, entry)?);
        }
        if !lines.is_empty() {
            answer = answer.and_say(reader.user.private_chat(), Html::join(&lines, "\n"), keyboard);
        }
    }
    Ok(Some((until, answer)))
}

/// Keeps up to which entry organisers were told.
pub fn told(rooms: &Rooms, until: u64) -> Result<(), VaultError> {
    rooms.vault.write(|writer| writer.put(&key(rooms), &StoredTold::V1(until)))
}

/// Tells whether organisers hear of an entry: not of what klich does by itself every night, nor of what they are told in
/// other ways.
fn is_of_weight(entry: &Entry) -> bool {
    match entry.act {
        Act::KeysRotated | Act::RetentionKept if entry.by == Doer::Klich => false,
        Act::AsideRetried | Act::ReplyDelivered | Act::WipeVoted => false,
        _ => true,
    }
}

fn doer(rooms: &Rooms, entry: &Entry) -> Result<Option<UserId>, BotError> {
    match entry.by {
        Doer::Organiser(number) => Ok(rooms.audit.account(number)?),
        Doer::CommandLine | Doer::Klich => Ok(None),
    }
}

fn line(rooms: &Rooms, reader: Reader, entry: &Entry) -> Result<Html, BotError> {
    let who = match (entry.by, doer(rooms, entry)?) {
        (_, Some(user)) => desk::who(rooms, reader, user)?,
        // They were forgotten since.
        (Doer::Organiser(number), None) => format!("{} {}", rooms.plain(reader, Message::RoleOrganiser), number.0),
        (Doer::CommandLine, None) => rooms.plain(reader, Message::ToldCommandLine),
        (Doer::Klich, None) => "klich".to_owned(),
    };
    let act = act(entry.act).map_or_else(|| entry.act.word().to_owned(), |message| rooms.plain(reader, message));
    let about = match (entry.act.alert(), entry.act.organiser()) {
        (Some(alert), _) => Some(alert.to_string()),
        (None, Some(number)) => Some(match rooms.audit.account(number)? {
            Some(user) => desk::who(rooms, reader, user)?,
            None => number.0.to_string(),
        }),
        (None, None) => None,
    };
    let number = entry.number;
    Ok(match &about {
        Some(about) => rooms.html(reader, Message::ToldAbout { number, act: &act, about, who: &who }),
        None => rooms.html(reader, Message::Told { number, act: &act, who: &who }),
    })
}

/// Makes the button that leads to what somebody should look at.
fn way_to(rooms: &Rooms, reader: Reader, entry: &Entry) -> Result<Option<Vec<crate::telegram::Button>>, BotError> {
    let label = |message, press| Some(vec![button(rooms.plain(reader, message), Press::Desk(press))]);
    match entry.act {
        Act::Awaited(id) | Act::Rewritten(id) if rooms.may(reader.user, Right::Approve)? => {
            let Ok(alert) = rooms.alerts.find(id) else { return Ok(None) };
            let waits = alert.state == State::AwaitingApprovals
                && rooms.alerts.approvals(&alert)?.missing.contains(&reader.user);
            Ok(waits.then(|| label(Message::DeskButtonReview, DeskPress::Ask(Deed::Approve, id))).flatten())
        }
        Act::ReportedLost(_) | Act::FellSilent(_) => Ok(label(Message::DeskButtonOrganisers, DeskPress::Organisers)),
        _ => Ok(None),
    }
}

/// Gives the text that names an act; `None` for one that has no text yet, which is told by its word in the log.
fn act(act: Act) -> Option<Message<'static>> {
    Some(match act {
        Act::Sent(_) => Message::ActSent,
        Act::Scheduled(_) => Message::ActScheduled,
        Act::Awaited(_) => Message::ActAwaited,
        Act::Rewritten(_) => Message::ActRewritten,
        Act::Approved(_) => Message::ActApproved,
        Act::Rejected(_) => Message::ActRejected,
        Act::Reopened(_) => Message::ActReopened,
        Act::Signed(_) => Message::ActSigned,
        Act::Paused(_) => Message::ActPaused,
        Act::Resumed(_) => Message::ActResumed,
        Act::Cancelled(_) => Message::ActCancelled,
        Act::Corrected(_) => Message::ActCorrected,
        Act::Recalled(_) => Message::ActRecalled,
        Act::Retried(_) => Message::ActRetried,
        Act::Discarded(_) => Message::ActDiscarded,
        Act::ReportedLost(_) => Message::ActLost,
        Act::FellSilent(_) => Message::ActSilent,
        Act::Vouched(_) => Message::ActVouched,
        Act::Lifted(_) => Message::ActLifted,
        Act::CircleInvited => Message::ActInvited,
        Act::SealedExported => Message::ActExported,
        Act::BackedUp => Message::ActBackedUp,
        Act::Restored => Message::ActRestored,
        Act::KeysRotated | Act::RootKeyChanged => Message::ActKeys,
        Act::AsideDropped => Message::ActAsideDropped,
        Act::PetitionClosed => Message::ActPetitionClosed,
        Act::Reloaded => Message::ActReloaded,
        Act::PaperAdded => Message::ActPaperAdded,
        Act::PaperUndone => Message::ActPaperUndone,
        Act::PledgesImported => Message::ActImported,
        Act::ImportedDropped => Message::ActImportedDropped,
        _ => return None,
    })
}

fn key(rooms: &Rooms) -> RowKey {
    rooms.vault.row_key(tables::STATE, b"log told")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::alert::AlertId;
    use crate::audit::By;
    use crate::bot::testing::{ORGANISER, rooms_of, transcript};

    #[test]
    fn the_others_hear_of_each_act_once_and_by_number_only() {
        let rooms = rooms_of([ORGANISER, ORGANISER + 1], || "2026-11-09T09:00:00Z".parse().unwrap());
        let (ann, now) = (UserId(ORGANISER), (rooms.now)());
        rooms.audit.note(By::CommandLine, Act::BackedUp, now).unwrap();
        begin(&rooms).unwrap();
        assert!(untold(&rooms).unwrap().is_none(), "what was done before is not told");
        let id = AlertId::from_bytes([1, 2, 3, 4, 5]);
        rooms.audit.note(By::Organiser(ann), Act::Paused(id), now).unwrap();
        rooms.audit.note(By::CommandLine, Act::SealedExported, now).unwrap();
        rooms.audit.note(By::Klich, Act::KeysRotated, now).unwrap();
        let (until, answer) = untold(&rooms).unwrap().unwrap();
        assert_eq!(until, 4);
        let to = |user: i64| {
            let own = answer.outgoing.iter().filter(|one| one.chat().is_some_and(|chat| chat.0 == user)).cloned();
            transcript(&own.collect::<Vec<_>>())
        };
        assert_eq!(to(ORGANISER), "[says] № 3 · Sealed letters handed out · command line\n");
        let paused = format!("№ 2 · Alert paused: <code>{id}</code> · organiser 1");
        assert_eq!(to(ORGANISER + 1), format!("[says] {paused}\n№ 3 · Sealed letters handed out · command line\n"));
        // Until it is marked as told, a restart tells it again.
        begin(&rooms).unwrap();
        assert!(untold(&rooms).unwrap().is_some());
        told(&rooms, until).unwrap();
        assert!(untold(&rooms).unwrap().is_none());
    }

    #[test]
    fn many_acts_come_in_parts() {
        let rooms = rooms_of([ORGANISER], || "2026-11-09T09:00:00Z".parse().unwrap());
        begin(&rooms).unwrap();
        for _ in 0..AT_ONCE + 1 {
            rooms.audit.note(By::CommandLine, Act::SealedExported, (rooms.now)()).unwrap();
        }
        let (until, answer) = untold(&rooms).unwrap().unwrap();
        assert_eq!((until, answer.outgoing.len()), (AT_ONCE, 1));
        told(&rooms, until).unwrap();
        assert_eq!(untold(&rooms).unwrap().unwrap().0, AT_ONCE + 1);
    }
}
