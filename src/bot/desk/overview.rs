//! The desk's first page, the list of alerts, and how one stands.

use super::super::answer::{Answer, Answered, BotError, button};
use super::super::button::{Deed, DeskPress, Press};
use super::super::campaigns;
use super::super::rooms::{Reader, Rooms};
use super::{Dialogue, approving, colleagues, compose, keep, kind, people, signatures, watch, wiping};
use crate::alert::{Act, Alert, AlertId, Kind, PauseReason, State};
use crate::audit::{self, By};
use crate::broadcast::{Progress, Totals};
use crate::campaign::Day;
use crate::organisers::Right;
use crate::telegram::{Button, Keyboard, MessageId};
use crate::text::{Html, Message};

/// How many alerts the list shows.
const LISTED: usize = 10;

/// Shows totals and the ways on.
pub(super) fn home(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let subscribers = people(rooms.audience.counts()?.total());
    let mut pledges = 0;
    for served in rooms.served.iter() {
        pledges += served.pledges.tally()?.total;
    }
    let alerts = rooms.alerts.list()?.len() as u64;
    let mut text = rooms.html(reader, Message::Desk { subscribers: &subscribers, pledges, alerts });
    for line in petition(rooms, reader)? {
        text = Html::join([&text, &Html::escape(&line)], "\n");
    }
    if let Some(list) = sources(rooms, reader)? {
        text = Html::join([&text, &rooms.html(reader, Message::DeskSources { list: &list })], "\n\n");
    }
    text = Html::join([&text, &colleagues::own(rooms, reader)?], "\n\n");
    let may = |right| rooms.may(reader.user, right);
    let mut rows = Vec::new();
    if may(Right::Write)? {
        rows.push(vec![desk(rooms, reader, Message::DeskButtonNew, DeskPress::New)]);
    }
    rows.push(vec![
        desk(rooms, reader, Message::DeskButtonAlerts, DeskPress::Alerts),
        desk(rooms, reader, Message::DeskButtonRefresh, DeskPress::Home),
    ]);
    rows.push(vec![
        desk(rooms, reader, Message::DeskButtonChart, DeskPress::Chart),
        desk(rooms, reader, Message::DeskButtonOrganisers, DeskPress::Organisers),
    ]);
    if rooms.served.iter().any(|served| !served.campaign.circles().is_empty()) && may(Right::Invite)? {
        rows.push(vec![desk(rooms, reader, Message::DeskButtonCircles, DeskPress::Circles)]);
    }
    if wiping::is_offered(rooms)? && may(Right::Wipe)? {
        rows.push(vec![more(desk(rooms, reader, Message::DeskButtonWipe, DeskPress::Wipe))]);
    }
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, Keyboard(rows)))
}

/// Says of each petition what is counted apart, and that it is closed.
fn petition(rooms: &Rooms, reader: Reader) -> Result<Vec<String>, BotError> {
    let mut lines = Vec::new();
    for one in rooms.each() {
        let title = (!rooms.is_alone()).then(|| one.campaign.title(reader.language));
        let told = of_one_petition(&one, reader)?.into_iter();
        lines.extend(told.map(|line| title.as_ref().map_or_else(|| line.clone(), |title| format!("{title}: {line}"))));
    }
    Ok(lines)
}

fn of_one_petition(rooms: &Rooms, reader: Reader) -> Result<Vec<String>, BotError> {
    let (paper, closed) = (rooms.pledges.paper().total()?, rooms.pledges.closed()?);
    let paper = (paper > 0).then(|| rooms.plain(reader, Message::DeskPaper { count: paper }));
    let closed = closed.map(|closed| {
        let date = rooms.date(reader.language, closed.day.date());
        rooms.plain(reader, Message::DeskClosed { date: &date })
    });
    let imported = rooms.pledges.imports().tally()?.total;
    let imported = (imported > 0).then(|| rooms.plain(reader, Message::DeskImported { count: imported }));
    Ok(paper.into_iter().chain(imported).chain(closed).collect())
}

/// Lists the places that people came from; none where nobody came by a link.
fn sources(rooms: &Rooms, reader: Reader) -> Result<Option<String>, BotError> {
    let counts = rooms.sources.counts()?;
    let other = (counts.other > 0).then(|| (rooms.plain(reader, Message::SourceOther), counts.other));
    let named = counts.by_source.into_iter().map(|(source, count)| (source.to_string(), count));
    let list: Vec<String> = named.chain(other).map(|(source, count)| format!("{source}: {}", people(count))).collect();
    Ok((!list.is_empty()).then(|| list.join(", ")))
}

/// Lists the latest alerts as buttons.
pub(super) fn alerts(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let mut alerts = rooms.alerts.list()?;
    if !rooms.may(reader.user, Right::Write)? {
        // Drafts are for those who write.
        alerts.retain(|alert| alert.state != State::Draft);
    }
    let message = if alerts.is_empty() { Message::DeskNoAlerts } else { Message::DeskAlerts };
    let mut rows: Vec<Vec<Button>> = alerts
        .iter()
        .take(LISTED)
        .map(|alert| {
            let kind = kind(rooms, reader, alert.kind);
            // What has yet to take its number is told by its day.
            let name = match alert.send_at.filter(|_| alert.is_coming_reminder()) {
                Some(at) => Day::from_timestamp(at, rooms.campaign.action_day().time_zone()).iso(),
                None => alert.sequence.to_string(),
            };
            let mut label = format!("{kind} {name} · {}", state(rooms, reader, alert.state));
            // Each campaign counts its own.
            if rooms.are_chosen() || rooms.named(&alert.campaign).is_none() {
                label = format!("{label} · {}", alert.campaign);
            }
            let press =
                if alert.state == State::Draft { DeskPress::Draft(alert.id) } else { DeskPress::Alert(alert.id) };
            vec![button(label, Press::Desk(press))]
        })
        .collect();
    rows.push(vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)]);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, rooms.html(reader, message), Keyboard(rows)))
}

/// Shows how an alert stands; from then on the message keeps itself up to date.
pub(super) fn alert(rooms: &Rooms, reader: Reader, id: AlertId, place: Option<MessageId>) -> Answered {
    // Whatever was asked about it is settled by leaving the question.
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, Dialogue::default()))?;
    let (text, keyboard) = page(rooms, reader, id)?;
    if !rooms.alerts.find(id)?.state.is_final() {
        watch::set(rooms, reader, id, place)?;
    }
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard))
}

/// Makes the page of an alert: totals, how fast it goes, what can be done.
pub(super) fn page(rooms: &Rooms, reader: Reader, id: AlertId) -> Result<(Html, Keyboard), BotError> {
    let alert = rooms.alerts.find(id)?;
    let progress = rooms.broadcasts.progress_of(&alert)?;
    let Progress { audience, remaining, totals, .. } = progress;
    let (mut state, id_text) = (state(rooms, reader, alert.state), id.to_string());
    if rooms.alerts.is_recalled(id)? {
        state = format!("{state} · {}", kind(rooms, reader, Kind::Recall));
    }
    let kind = kind(rooms, reader, alert.kind);
    let Totals { delivered, unreachable, failed, uncertain } = totals;
    let of = alert.of.map(|of| of.to_string()).unwrap_or_default();
    let (kind, state, id_text, of) = (kind.as_str(), state.as_str(), id_text.as_str(), of.as_str());
    let stands = match alert.of {
        None => Message::DeskAlert {
            id: id_text,
            kind,
            state,
            delivered,
            audience,
            unreachable,
            failed,
            uncertain,
            remaining,
        },
        Some(_) => Message::DeskRework {
            id: id_text,
            of,
            kind,
            state,
            done: delivered,
            audience,
            unreachable,
            failed,
            uncertain,
            remaining,
        },
    };
    let mut text = vec![campaigns::under_its_title(rooms, reader, &alert, rooms.html(reader, stands))];
    match (alert.state, alert.send_at) {
        (State::Scheduled, Some(at)) => {
            let time = compose::time(rooms, reader, at);
            text.push(rooms.html(reader, Message::DeskGoesOut { time: &time }));
        }
        (State::Running, _) => text.push(speed(rooms, reader, &progress)),
        _ => {}
    }
    text.extend(approving::standing(rooms, reader, &alert)?);
    text.extend(signatures::standing(rooms, reader, &alert)?);
    text.extend(sealed_to(rooms, reader, id)?);
    let mut keyboard = acts(rooms, reader, &alert, &progress)?;
    keyboard.push(vec![
        desk(rooms, reader, Message::DeskButtonRefresh, DeskPress::Alert(id)),
        desk(rooms, reader, Message::DeskButtonBack, DeskPress::Alerts),
    ]);
    Ok((Html::join(&text, "\n\n"), Keyboard(keyboard)))
}

/// Says of a sealed alert how many of its circle it is sealed to; `None` for every other.
pub(in crate::bot) fn sealed_to(rooms: &Rooms, reader: Reader, id: AlertId) -> Result<Option<Html>, BotError> {
    let Some(sealed) = rooms.alerts.sealed(id)? else { return Ok(None) };
    // As everywhere, a group of fewer than five is not told.
    let keyless = match sealed.keyless {
        1..=4 => "<5".to_owned(),
        count => count.to_string(),
    };
    let circle = sealed.circle.as_str();
    Ok(Some(rooms.html(reader, Message::DeskSealed { circle, reached: sealed.reached.into(), keyless: &keyless })))
}

/// A bar, a rate, a guess at the time left.
fn speed(rooms: &Rooms, reader: Reader, progress: &Progress) -> Html {
    let done = progress.audience.saturating_sub(progress.remaining);
    let percent = done.saturating_mul(100).checked_div(progress.audience).unwrap_or(100).min(100);
    let bar = bar(percent, 100);
    let left = if progress.rate > 0.0 {
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let seconds = (progress.remaining as f64 / progress.rate).ceil() as u64;
        format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    } else {
        "–".to_owned()
    };
    let rate = format!("{:.1}", progress.rate);
    rooms.html(reader, Message::DeskProgress { bar: &bar, percent, rate: &rate, left: &left })
}

/// Draws a part of a whole, the last tenth only once all of it is there.
pub(super) fn bar(part: u64, whole: u64) -> String {
    let full =
        part.saturating_mul(10).checked_div(whole).and_then(|full| usize::try_from(full).ok()).unwrap_or(10).min(10);
    format!("{}{}", "▓".repeat(full), "░".repeat(10_usize.saturating_sub(full)))
}

/// The buttons that make sense in its state, and that this organiser may press.
fn acts(rooms: &Rooms, reader: Reader, alert: &Alert, progress: &Progress) -> Result<Vec<Vec<Button>>, BotError> {
    let id = alert.id;
    let may = |right| rooms.may(reader.user, right);
    let (steers, writes) = (may(Right::Steer)?, may(Right::Write)?);
    let cancel = || steers.then(|| ask(rooms, reader, Message::DeskButtonCancel, Deed::Cancel, id));
    let mut rows: Vec<Vec<Button>> = Vec::new();
    let mut row = |buttons: Vec<Option<Button>>| {
        let buttons: Vec<Button> = buttons.into_iter().flatten().collect();
        if !buttons.is_empty() {
            rows.push(buttons);
        }
    };
    match alert.state {
        state if state.waits() => {
            row(vec![approving::button(rooms, reader, alert)?]);
            let signs = rooms.alerts.rules().asks_for_signatures() && may(Right::Sign)?;
            let reopen = || ask(rooms, reader, Message::DeskButtonReopen, Deed::Reopen, id);
            row(vec![signs.then(|| signatures::button(rooms, reader, id)), writes.then(reopen)]);
            row(vec![may(Right::Read)?.then(|| preview(rooms, reader, id)), cancel()]);
        }
        State::Scheduled if alert.is_coming_reminder() => {
            let edit = || desk(rooms, reader, Message::DeskButtonEdit, DeskPress::Draft(id));
            row(vec![writes.then(edit), cancel()]);
        }
        State::Scheduled => {
            // A correction's texts are the alert's by then, and a recall has none.
            let reads = alert.of.is_none() && may(Right::Read)?;
            row(vec![reads.then(|| preview(rooms, reader, id)), cancel()]);
        }
        State::Running => {
            let pause = || desk(rooms, reader, Message::DeskButtonPause, DeskPress::Pause(id));
            row(vec![steers.then(pause), cancel()]);
        }
        State::Paused(PauseReason::Outrun) => row(vec![cancel()]),
        State::Paused(_) => {
            let resume = || ask(rooms, reader, Message::DeskButtonResume, Deed::Resume, id);
            row(vec![steers.then(resume), cancel()]);
        }
        _ => {}
    }
    let has_begun = progress.totals.settled() > 0;
    let is_open = has_begun && rooms.broadcasts.ledger_is_there(id).is_ok() && !rooms.alerts.is_recalled(id)?;
    if alert.of.is_none() && is_open {
        let correct = || more(desk(rooms, reader, Message::DeskButtonCorrect, DeskPress::Correct(id)));
        // Nobody here can put other words in the place of sealed ones.
        let corrects = writes && rooms.alerts.sealed(id)?.is_none();
        let recall = || ask(rooms, reader, Message::DeskButtonRecall, Deed::Recall, id);
        row(vec![corrects.then(correct), steers.then(recall)]);
        let failed = alert.state == State::Finished && progress.totals.failed > 0 && alert.expires > (rooms.now)();
        let retry = || ask(rooms, reader, Message::DeskButtonRetry, Deed::Retry, id);
        row(vec![(failed && steers).then(retry)]);
    }
    Ok(rows)
}

fn preview(rooms: &Rooms, reader: Reader, id: AlertId) -> Button {
    desk(rooms, reader, Message::DeskButtonPreview, DeskPress::Preview(id))
}

/// Makes a button that asks first.
pub(super) fn ask(rooms: &Rooms, reader: Reader, label: Message<'_>, deed: Deed, id: AlertId) -> Button {
    more(desk(rooms, reader, label, DeskPress::Ask(deed, id)))
}

/// Marks a button after which something more is asked.
pub(super) fn more(button: Button) -> Button {
    match button {
        Button::Press { label, data } => Button::Press { label: format!("{label} …"), data },
        link => link,
    }
}

/// Pauses an alert, and shows how it stands then. That can be undone, and so is not asked about.
pub(super) fn pause(rooms: &Rooms, reader: Reader, id: AlertId, place: Option<MessageId>) -> Answered {
    let now = (rooms.now)();
    rooms.vault.write(|writer| {
        rooms.alerts.act_in(writer, id, Act::Pause(PauseReason::Asked))?;
        rooms.audit.record(writer, By::Organiser(reader.user), audit::Act::Paused(id), now)?;
        Ok::<_, BotError>(())
    })?;
    rooms.broadcasts.wake();
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
        State::AwaitingApprovals => Message::StateAwaitingApprovals,
        State::Scheduled => Message::StateScheduled,
        State::Running => Message::StateRunning,
        State::Paused(_) => Message::StatePaused,
        State::Finished => Message::StateFinished,
        State::Cancelled => Message::StateCancelled,
    };
    rooms.plain(reader, message)
}
