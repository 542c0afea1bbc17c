//! The desk's first page, the list of alerts, and how one stands.

use super::super::answer::{Answer, Answered, button};
use super::super::button::{DeskPress, Press};
use super::super::rooms::{Reader, Rooms};
use super::{kind, people};
use crate::alert::{Act, AlertId, State};
use crate::telegram::{Button, Keyboard, MessageId};
use crate::text::Message;

/// How many alerts the list shows.
const LISTED: usize = 10;

/// Shows totals and the ways on.
pub(super) fn home(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let subscribers = people(rooms.audience.counts()?.total());
    let pledges = rooms.pledges.tally()?.total;
    let alerts = rooms.alerts.list()?.len() as u64;
    let text = rooms.html(reader, Message::Desk { subscribers: &subscribers, pledges, alerts });
    let keyboard = Keyboard(vec![
        vec![desk(rooms, reader, Message::DeskButtonNew, DeskPress::New)],
        vec![
            desk(rooms, reader, Message::DeskButtonAlerts, DeskPress::Alerts),
            desk(rooms, reader, Message::DeskButtonRefresh, DeskPress::Home),
        ],
    ]);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard))
}

/// Lists the latest alerts as buttons.
pub(super) fn alerts(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let alerts = rooms.alerts.list()?;
    let message = if alerts.is_empty() { Message::DeskNoAlerts } else { Message::DeskAlerts };
    let mut rows: Vec<Vec<Button>> = alerts
        .iter()
        .take(LISTED)
        .map(|alert| {
            let kind = kind(rooms, reader, alert.kind);
            let label = format!("{kind} {} · {}", alert.sequence, state(rooms, reader, alert.state));
            let press =
                if alert.state == State::Draft { DeskPress::Draft(alert.id) } else { DeskPress::Alert(alert.id) };
            vec![button(label, Press::Desk(press))]
        })
        .collect();
    rows.push(vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)]);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, rooms.html(reader, message), Keyboard(rows)))
}

/// Shows how an alert stands.
pub(super) fn alert(rooms: &Rooms, reader: Reader, id: AlertId, place: Option<MessageId>) -> Answered {
    let alert = rooms.alerts.find(id)?;
    let progress = rooms.broadcasts.progress_of(&alert)?;
    let text = rooms.html(
        reader,
        Message::DeskAlert {
            id: &id.to_string(),
            kind: &kind(rooms, reader, alert.kind),
            state: &state(rooms, reader, alert.state),
            delivered: progress.totals.delivered,
            audience: progress.audience,
            unreachable: progress.totals.unreachable,
            failed: progress.totals.failed,
            uncertain: progress.totals.uncertain,
            remaining: progress.remaining,
        },
    );
    let act = match alert.state {
        State::Running => Some(desk(rooms, reader, Message::DeskButtonPause, DeskPress::Pause(id))),
        State::Paused(_) => Some(desk(rooms, reader, Message::DeskButtonResume, DeskPress::Resume(id))),
        _ => None,
    };
    let refresh = desk(rooms, reader, Message::DeskButtonRefresh, DeskPress::Alert(id));
    let back = desk(rooms, reader, Message::DeskButtonBack, DeskPress::Alerts);
    let keyboard = Keyboard(vec![act.into_iter().chain([refresh]).collect(), vec![back]]);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard))
}

/// Pauses an alert or lets it go on, and shows how it stands then.
pub(super) fn act(rooms: &Rooms, reader: Reader, id: AlertId, act: Act, place: Option<MessageId>) -> Answered {
    rooms.broadcasts.act(id, act)?;
    alert(rooms, reader, id, place)
}

/// Makes a button of the desk.
pub(super) fn desk(rooms: &Rooms, reader: Reader, label: Message<'_>, press: DeskPress) -> Button {
    button(rooms.plain(reader, label), Press::Desk(press))
}

fn state(rooms: &Rooms, reader: Reader, state: State) -> String {
    let message = match state {
        State::Draft => Message::StateDraft,
        State::AwaitingSignatures => Message::StateAwaitingSignatures,
        State::Scheduled => Message::StateScheduled,
        State::Running => Message::StateRunning,
        State::Paused(_) => Message::StatePaused,
        State::Finished => Message::StateFinished,
        State::Cancelled => Message::StateCancelled,
    };
    rooms.plain(reader, message)
}
