//! What organisers are told unasked: an alert went out, or paused itself.

use super::answer::{Answer, Answered};
use super::rooms::{Reader, Rooms};
use crate::alert::PauseReason;
use crate::broadcast::{Happened, Notice};
use crate::telegram::Keyboard;
use crate::text::{Language, Message};

/// Makes a note to every organiser, each in their language; English where it is not known.
pub fn notice(rooms: &Rooms, notice: Notice) -> Answered {
    let progress = rooms.broadcasts.progress(notice.alert)?;
    let id = notice.alert.to_string();
    let message = match notice.what {
        Happened::Finished => Message::DeskFinished {
            id: &id,
            delivered: progress.totals.delivered,
            unreachable: progress.totals.unreachable,
            failed: progress.totals.failed,
            uncertain: progress.totals.uncertain,
        },
        Happened::Paused(PauseReason::Refused) => Message::DeskPausedRefused { id: &id },
        Happened::Paused(PauseReason::Failing) => Message::DeskPausedFailing { id: &id },
        Happened::Paused(PauseReason::Expired) => Message::DeskPausedExpired { id: &id },
        Happened::Paused(PauseReason::Asked) => return Ok(Answer::silence()),
    };
    let mut answer = Answer::silence();
    for user in &rooms.organisers {
        let chosen = rooms.audience.find(*user)?.map(|supporter| supporter.language);
        let reader = Reader { user: *user, language: chosen.unwrap_or(Language::English) };
        answer = answer.and_say(user.private_chat(), rooms.html(reader, message), Keyboard::default());
    }
    Ok(answer)
}
