//! What organisers are told unasked: an alert went out, or paused itself.

use super::answer::{Answer, BotError};
use super::desk;
use super::rooms::Rooms;
use crate::alert::{Alert, Kind, PauseReason, State};
use crate::telegram::Keyboard;
use crate::text::Message;

/// Makes the notes that organisers have yet to get, each alert's with the state that it tells of.
///
/// What became of an alert is marked in its record until it was told, so a restart loses no note.
///
/// # Errors
/// Those of the vault.
pub fn untold(rooms: &Rooms) -> Result<Vec<(Alert, Answer)>, BotError> {
    let alerts = rooms.alerts.untold()?;
    alerts.into_iter().map(|alert| Ok((alert.clone(), notice(rooms, &alert)?))).collect()
}

/// Makes a note to every organiser, each in their language; English where it is not known.
fn notice(rooms: &Rooms, alert: &Alert) -> Result<Answer, BotError> {
    let totals = rooms.broadcasts.progress_of(alert)?.totals;
    let (id, of) = (alert.id.to_string(), alert.of.map(|of| of.to_string()).unwrap_or_default());
    let mut answer = Answer::silence();
    for reader in rooms.organising_readers()? {
        let kind = desk::kind(rooms, reader, alert.kind);
        let message = match (alert.state, alert.kind) {
            (State::Finished, Kind::Correction | Kind::Recall | Kind::Retry) => Message::DeskReworkFinished {
                id: &id,
                of: &of,
                kind: &kind,
                done: totals.delivered,
                unreachable: totals.unreachable,
                failed: totals.failed,
                uncertain: totals.uncertain,
            },
            (State::Finished, _) => Message::DeskFinished {
                id: &id,
                delivered: totals.delivered,
                unreachable: totals.unreachable,
                failed: totals.failed,
                uncertain: totals.uncertain,
            },
            (State::Paused(PauseReason::Refused), _) => Message::DeskPausedRefused { id: &id },
            (State::Paused(PauseReason::Failing), _) => Message::DeskPausedFailing { id: &id },
            (State::Paused(PauseReason::Expired), _) => Message::DeskPausedExpired { id: &id },
            (State::Paused(PauseReason::Token), _) => Message::DeskPausedToken { id: &id },
            (State::Paused(PauseReason::Outrun), _) => Message::DeskPausedOutrun { id: &id },
            (State::Paused(PauseReason::Late), _) => Message::DeskPausedLate { id: &id },
            // It went on meanwhile: there is nothing to tell any more.
            _ => continue,
        };
        answer = answer.and_say(reader.user.private_chat(), rooms.html(reader, message), Keyboard::default());
    }
    Ok(answer)
}
