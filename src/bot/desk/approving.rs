//! Approving at the desk: what another organiser proposes is shown as it will be read, in every language, and then asked
//! about with a button that works once.

use super::super::answer::{Answered, BotError};
use super::super::button::{Deed, DeskPress};
use super::super::rooms::{Reader, Rooms};
use super::overview::{self, desk};
use super::{compose, confirm};
use crate::alert::{Alert, AlertError, AlertId, State};
use crate::audit;
use crate::telegram::{Button, UserId};
use crate::text::{Html, Message};
use crate::vault::Writer;

/// Shows all texts of an alert that waits for approvals, then asks whether to approve it.
pub(super) fn ask(rooms: &Rooms, reader: Reader, id: AlertId) -> Answered {
    let alert = rooms.alerts.find(id)?;
    if alert.state != State::AwaitingApprovals {
        return Err(AlertError::State(alert.state).into());
    }
    let approved = rooms.alerts.approvals(&alert)?;
    if !approved.missing.contains(&reader.user) {
        // They wrote it, or have approved it: the page says how it stands.
        return overview::alert(rooms, reader, id, None);
    }
    let shown = compose::texts(rooms, reader, &alert)?;
    let question = Message::DeskApproveAsk {
        id: &id.to_string(),
        kind: &super::kind(rooms, reader, alert.kind),
        audience: &super::people(compose::audience(rooms, &alert)?),
        languages: &compose::names(&alert.written),
        missing: &compose::names(&compose::missing(rooms, &alert)?),
        given: approved.by.len() as u64,
        required: approved.required as u64,
    };
    let text = Html::join([&rooms.html(reader, question), &compose::goes_out(rooms, reader, &alert)], "\n\n");
    let yes = (Message::DeskButtonApprove, DeskPress::Alert(id));
    let mut keyboard = confirm::question_keyboard(rooms, reader, Deed::Approve, &alert, yes)?;
    let reject = overview::ask(rooms, reader, Message::DeskButtonReject, Deed::Reject, id);
    keyboard.0.insert(1, vec![reject]);
    Ok(shown.and_say(reader.user.private_chat(), text, keyboard))
}

/// Says how far an alert is on its way to enough approvals; `None` where it waits for none.
pub(super) fn standing(rooms: &Rooms, reader: Reader, alert: &Alert) -> Result<Option<Html>, BotError> {
    if alert.state != State::AwaitingApprovals {
        return Ok(None);
    }
    let approved = rooms.alerts.approvals(alert)?;
    let (given, required) = (approved.by.len() as u64, approved.required as u64);
    let (by, missing) = (numbers(rooms, &approved.by)?, numbers(rooms, &approved.missing)?);
    let says = rooms.html(reader, Message::DeskApprovals { given, required, by: &by, missing: &missing });
    if approved.is_in_reach() {
        return Ok(Some(says));
    }
    Ok(Some(Html::join([&says, &rooms.html(reader, Message::DeskApprovalsOutOfReach)], "\n\n")))
}

/// The button that lets an approver look at what waits; none where they can't approve it.
pub(super) fn button(rooms: &Rooms, reader: Reader, alert: &Alert) -> Result<Option<Button>, BotError> {
    if alert.state != State::AwaitingApprovals {
        return Ok(None);
    }
    let missing = rooms.alerts.approvals(alert)?.missing.contains(&reader.user);
    Ok(missing.then(|| desk(rooms, reader, Message::DeskButtonReview, DeskPress::Ask(Deed::Approve, alert.id))))
}

/// Says how many approvals and signatures a draft will need; `None` where it needs neither.
pub(super) fn needs(rooms: &Rooms, reader: Reader, alert: &Alert) -> Result<Option<Html>, BotError> {
    let approvals = rooms.alerts.approvals_for(alert, reader.user)?;
    let (required, left) = (approvals.required as u64, approvals.missing.len() as u64);
    let signatures = rooms.alerts.rules().quorum.required as u64;
    let mut says = Vec::new();
    if required > 0 {
        says.push(rooms.html(reader, Message::DeskNeedsApprovals { approvals: required, left }));
    }
    if signatures > 0 {
        says.push(rooms.html(reader, Message::DeskNeedsSignatures { signatures }));
    }
    if !approvals.is_in_reach() {
        says.push(rooms.html(reader, Message::DeskApprovalsOutOfReach));
    }
    Ok((!says.is_empty()).then(|| Html::join(&says, "\n\n")))
}

/// Tells whether as many organisers are left as a draft needs, if this one proposes it.
pub(super) fn is_in_reach(rooms: &Rooms, reader: Reader, alert: &Alert) -> Result<bool, BotError> {
    Ok(rooms.alerts.approvals_for(alert, reader.user)?.is_in_reach())
}

/// Makes a draft of what waits again, within a larger write.
pub(super) fn reject_in(rooms: &Rooms, writer: &mut Writer<'_>, id: AlertId) -> Result<audit::Act, AlertError> {
    let alert = rooms.alerts.find(id)?;
    if alert.state != State::AwaitingApprovals {
        return Err(AlertError::State(alert.state));
    }
    rooms.alerts.reopen(writer, id)?;
    Ok(audit::Act::Rejected(id))
}

/// Lists organisers by their numbers, or a dash.
pub(super) fn numbers(rooms: &Rooms, users: &[UserId]) -> Result<String, BotError> {
    let mut numbers = Vec::new();
    for user in users {
        numbers.push(number(rooms, *user)?);
    }
    numbers.sort_unstable();
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    Ok(if numbers.is_empty() { "–".to_owned() } else { numbers.join(", ") })
}

/// Gives an organiser's number, a new one where they have none.
pub(super) fn number(rooms: &Rooms, user: UserId) -> Result<u32, BotError> {
    if let Some(number) = rooms.audit.number(user)? {
        return Ok(number);
    }
    Ok(rooms.vault.write(|writer| rooms.audit.number_of(writer, user))?)
}
