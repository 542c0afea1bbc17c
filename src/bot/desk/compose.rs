//! Writing an alert in the chat: kind, a text a language, preview, and a single-use button to send.

use std::collections::BTreeSet;

use super::super::answer::{Answer, Answered, BotError, button};
use super::super::button::{Deed, DeskPress, Press};
use super::super::rooms::{Reader, Rooms};
use super::super::{calls, keyboards};
use super::overview::{ask, bar, desk};
use super::{Awaits, Dialogue, approving, keep, kind, people, time as times};
use crate::alert::{Alert, AlertError, AlertId, Kind, State, TEXT_MAX};
use crate::audit::{Act, By};
use crate::telegram::{Keyboard, MessageId};
use crate::text::{Html, Language, Message};
use jiff::{SignedDuration, Timestamp, civil::Time};

/// An alert is scheduled no further ahead than this.
const HORIZON: SignedDuration = SignedDuration::from_hours(366 * 24);

/// An alert of the desk expires after this long, if the action day is not near.
const LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Asks for the kind of a new alert.
pub(super) fn choose_kind(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let kinds = Kind::NEW.map(|of| vec![button(kind(rooms, reader, of), Press::Desk(DeskPress::Begin(of)))]);
    let back = vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)];
    let keyboard = Keyboard(kinds.into_iter().chain([back]).collect());
    let text = rooms.html(reader, Message::DeskNewKind);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard))
}

/// Begins a draft and shows it.
pub(super) fn begin(rooms: &Rooms, reader: Reader, kind: Kind, place: Option<MessageId>) -> Answered {
    let id = rooms.alerts.begin_draft(kind, expiry(rooms))?;
    show(rooms, reader, id, place)
}

/// Shows a draft: what is written, what is missing, for how many.
pub(super) fn show(rooms: &Rooms, reader: Reader, id: AlertId, place: Option<MessageId>) -> Answered {
    let alert = draft(rooms, id)?;
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, Dialogue::default()))?;
    let (text, keyboard) = page(rooms, reader, &alert)?;
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard))
}

/// Waits for the text in a language: the organiser's next message.
pub(super) fn ask_for_text(rooms: &Rooms, reader: Reader, id: AlertId, language: Language) -> Answered {
    draft(rooms, id)?;
    let writing = Dialogue { awaits: Some(Awaits::Text(id, language)), asked: None };
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, writing))?;
    let text = rooms.html(reader, Message::DeskWriteIn { language: language.own_name() });
    let keyboard = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Draft(id))]]);
    Ok(Answer::say(reader.user.private_chat(), text, keyboard))
}

/// Takes a text into the draft. A text that does not fit is not taken, and the draft goes on waiting.
pub(super) fn take_text(
    rooms: &Rooms,
    reader: Reader,
    id: AlertId,
    language: Language,
    said: &str,
) -> Result<Answer, BotError> {
    let chat = reader.user.private_chat();
    let limit = TEXT_MAX as u64;
    let now = (rooms.now)();
    let written = rooms.vault.write(|writer| {
        let alert = rooms.alerts.write_draft_in(writer, id, (language, said), Some(reader.user))?;
        if alert.state != State::Draft {
            rooms.audit.record(writer, By::Organiser(reader.user), Act::Rewritten(id), now)?;
        }
        Ok(alert)
    });
    let alert = match written {
        Ok(alert) => alert,
        Err(AlertError::TooLong(length)) => {
            let text = rooms.html(reader, Message::DeskTextTooLong { length: length as u64, limit });
            return Ok(Answer::say(chat, text, Keyboard::default()));
        }
        Err(AlertError::Empty) => {
            return Ok(Answer::say(chat, rooms.html(reader, Message::DeskTextEmpty), Keyboard::default()));
        }
        Err(AlertError::Unknown | AlertError::State(_)) => {
            rooms.vault.write(|writer| keep(rooms, writer, reader.user, Dialogue::default()))?;
            return Ok(Answer::say(chat, rooms.html(reader, Message::WordsNotKept), Keyboard::default()));
        }
        Err(error) => return Err(error.into()),
    };
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, Dialogue::default()))?;
    let length = said.trim().chars().count() as u64;
    let taken = rooms.html(reader, Message::DeskTextTaken { language: language.own_name(), length, limit });
    let (text, keyboard) = page(rooms, reader, &alert)?;
    Ok(Answer::say(chat, taken, Keyboard::default()).and_say(chat, text, keyboard))
}

/// Shows an alert that has not gone out in each language, as subscribers will see it.
pub(super) fn preview(rooms: &Rooms, reader: Reader, id: AlertId) -> Answered {
    let alert = rooms.alerts.find(id)?;
    let is_scheduled = alert.state == State::Scheduled && alert.of.is_none();
    if !(alert.is_editable() || alert.state.waits() || is_scheduled) {
        return Err(AlertError::State(alert.state).into());
    }
    if alert.written.is_empty() {
        let text = rooms.html(reader, Message::DeskNothingWritten);
        return Ok(Answer::say(reader.user.private_chat(), text, Keyboard::default()));
    }
    texts(rooms, reader, &alert)
}

/// Gives an alert's texts, each under a heading that names its language, as subscribers will see it.
pub(super) fn texts(rooms: &Rooms, reader: Reader, alert: &Alert) -> Answered {
    let chat = reader.user.private_chat();
    let mut answer = Answer::silence();
    for language in &alert.written {
        let heading = rooms.html(reader, Message::DeskPreview { language: language.own_name() });
        let (text, buttons) = rendered(rooms, alert, *language)?;
        answer = answer.and_say(chat, heading, Keyboard::default()).and_say(chat, text, buttons);
    }
    Ok(answer)
}

/// Sends the draft to its writer alone, in their language, as it would arrive.
pub(super) fn test(rooms: &Rooms, reader: Reader, id: AlertId) -> Answered {
    let alert = draft(rooms, id)?;
    let chat = reader.user.private_chat();
    let Some(language) = alert.language_for(reader.language) else {
        return Ok(Answer::say(chat, rooms.html(reader, Message::DeskNothingWritten), Keyboard::default()));
    };
    let (text, buttons) = rendered(rooms, &alert, language)?;
    Ok(Answer::say(chat, text, buttons))
}

/// Begins the correction of an alert and shows its draft.
pub(super) fn correct(rooms: &Rooms, reader: Reader, of: AlertId, place: Option<MessageId>) -> Answered {
    rooms.broadcasts.ledger_is_there(of)?;
    let id = rooms.alerts.begin_correction(of, expiry(rooms))?;
    show(rooms, reader, id, place)
}

/// Asks when the draft shall go out: with buttons, or by the organiser's next message.
pub(super) fn ask_when(rooms: &Rooms, reader: Reader, id: AlertId, place: Option<MessageId>) -> Answered {
    draft(rooms, id)?;
    let waiting = Dialogue { awaits: Some(Awaits::Time(id)), asked: None };
    rooms.vault.write(|writer| keep(rooms, writer, reader.user, waiting))?;
    let (day, now) = (rooms.campaign.action_day(), (rooms.now)());
    let zone = day.time_zone();
    let mut keyboard = vec![vec![desk(rooms, reader, Message::DeskButtonAtOnce, DeskPress::AtOnce(id))]];
    for at in times::offers(day.next(now).date, zone, now) {
        keyboard.push(vec![button(times::written(at, zone), Press::Desk(DeskPress::At(id, at.as_second())))]);
    }
    keyboard.push(vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Draft(id))]);
    let (zone_name, example) = (times::name(zone), times::written(now, zone));
    let text = rooms.html(reader, Message::DeskWhen { zone: &zone_name, example: &example });
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, Keyboard(keyboard)))
}

/// Takes a time that an organiser wrote. One that can't be read is not taken, and the draft goes on waiting.
pub(super) fn take_time(rooms: &Rooms, reader: Reader, id: AlertId, said: &str) -> Result<Answer, BotError> {
    let (zone, now) = (rooms.campaign.action_day().time_zone(), (rooms.now)());
    let Some(at) = times::read(said, zone, now) else {
        let example = times::written(now, zone);
        let text = rooms.html(reader, Message::DeskWhenUnclear { example: &example });
        return Ok(Answer::say(reader.user.private_chat(), text, Keyboard::default()));
    };
    match set_time(rooms, reader, id, Some(at.as_second()), None) {
        Err(BotError::Alert(AlertError::Unknown | AlertError::State(_))) => {
            rooms.vault.write(|writer| keep(rooms, writer, reader.user, Dialogue::default()))?;
            Ok(Answer::say(reader.user.private_chat(), rooms.html(reader, Message::WordsNotKept), Keyboard::default()))
        }
        answered => answered,
    }
}

/// Sets when the draft goes out, in seconds since 1970, or that it goes out at once; and shows it.
pub(super) fn set_time(
    rooms: &Rooms,
    reader: Reader,
    id: AlertId,
    seconds: Option<i64>,
    place: Option<MessageId>,
) -> Answered {
    let at = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    // A button's time may be over, or forged.
    let horizon = (rooms.now)().saturating_add(HORIZON).unwrap_or(Timestamp::MAX);
    if seconds.is_some() && at.is_none_or(|at| at <= (rooms.now)() || at > horizon) {
        return ask_when(rooms, reader, id, place);
    }
    rooms.alerts.time_draft(id, at)?;
    show(rooms, reader, id, place)
}

/// The draft's page: a button a language, a tick where it is written.
fn page(rooms: &Rooms, reader: Reader, alert: &Alert) -> Result<(Html, Keyboard), BotError> {
    let text = rooms.html(
        reader,
        Message::DeskCompose {
            kind: &kind(rooms, reader, alert.kind),
            written: &names(&alert.written),
            missing: &names(&missing(rooms, alert)?),
            audience: &people(audience(rooms, alert)?),
        },
    );
    let note = match alert.of {
        Some(_) => rooms.html(reader, Message::DeskCorrectNote),
        None => goes_out(rooms, reader, alert),
    };
    let lengths = lengths(rooms, alert)?;
    let parts: Vec<Html> =
        [Some(text), lengths, Some(note), approving::needs(rooms, reader, alert)?].into_iter().flatten().collect();
    let text = Html::join(&parts, "\n\n");
    let languages = offered(rooms, alert)?.into_iter().map(|language| {
        let tick = if alert.written.contains(&language) { "✓ " } else { "" };
        button(format!("{tick}{}", language.own_name()), Press::Desk(DeskPress::Write(alert.id, language)))
    });
    let mut keyboard = keyboards::in_rows(languages.collect(), 3);
    keyboard.0.push(vec![
        desk(rooms, reader, Message::DeskButtonPreview, DeskPress::Preview(alert.id)),
        desk(rooms, reader, Message::DeskButtonTest, DeskPress::Test(alert.id)),
    ]);
    if alert.is_coming_reminder() {
        // It goes out by itself, at its time.
        keyboard.0.push(vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Alert(alert.id))]);
        return Ok((text, keyboard));
    }
    let when = desk(rooms, reader, Message::DeskButtonWhen, DeskPress::When(alert.id));
    let send = desk(rooms, reader, Message::DeskButtonSend, DeskPress::Ask(Deed::Send, alert.id));
    // A correction goes out at once.
    keyboard.0.push(if alert.of.is_none() { vec![when, send] } else { vec![send] });
    keyboard.0.push(vec![
        ask(rooms, reader, Message::DeskButtonDiscard, Deed::Discard, alert.id),
        desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home),
    ]);
    Ok((text, keyboard))
}

/// Shows how long each text is, as a bar and a number; `None` where nothing is written.
fn lengths(rooms: &Rooms, alert: &Alert) -> Result<Option<Html>, BotError> {
    let mut lines = Vec::new();
    for language in &alert.written {
        let length = rooms.alerts.text(alert.id, *language)?.unwrap_or_default().chars().count();
        let name = language.own_name();
        lines.push(format!("{} {length} / {TEXT_MAX} · {name}", bar(length as u64, TEXT_MAX as u64)));
    }
    Ok((!lines.is_empty()).then(|| Html::escape(&lines.join("\n"))))
}

/// Gives the languages that a draft can be written in: all of klich's, so that nothing is told of who speaks what; for a
/// correction those of the alert.
fn offered(rooms: &Rooms, alert: &Alert) -> Result<Vec<Language>, BotError> {
    Ok(match alert.of {
        Some(of) => rooms.alerts.find(of)?.written.into_iter().collect(),
        None => Language::ALL.to_vec(),
    })
}

/// The languages that the draft is not written in.
pub(super) fn missing(rooms: &Rooms, alert: &Alert) -> Result<BTreeSet<Language>, BotError> {
    let open = |language: &Language| alert.is_for(*language) && !alert.written.contains(language);
    Ok(offered(rooms, alert)?.into_iter().filter(open).collect())
}

/// Counts who gets it: subscribers, or for a correction those who got the alert.
pub(super) fn audience(rooms: &Rooms, alert: &Alert) -> Result<u64, BotError> {
    let Some(of) = alert.of else { return Ok(rooms.broadcasts.audience_of(alert)?) };
    let totals = rooms.broadcasts.progress(of)?.totals;
    Ok(totals.delivered + totals.uncertain)
}

/// Says when a draft goes out.
pub(super) fn goes_out(rooms: &Rooms, reader: Reader, alert: &Alert) -> Html {
    match alert.send_at {
        Some(at) => rooms.html(reader, Message::DeskGoesOut { time: &time(rooms, reader, at) }),
        None => rooms.html(reader, Message::DeskGoesOutAtOnce),
    }
}

/// Writes a time out, by the campaign's clocks.
pub(super) fn time(rooms: &Rooms, reader: Reader, at: Timestamp) -> String {
    let zone = rooms.campaign.action_day().time_zone();
    let local = zone.to_datetime(at);
    let date = rooms.date(reader.language, local.date());
    format!("{date}, {:02}:{:02} ({})", local.hour(), local.minute(), times::name(zone))
}

/// Makes the message of a draft in a language, with its buttons.
fn rendered(rooms: &Rooms, alert: &Alert, language: Language) -> Result<(Html, Keyboard), BotError> {
    let written = rooms.alerts.text(alert.id, language)?.unwrap_or_default();
    let shown = match alert.of {
        Some(of) => Alert { revision: 1, ..rooms.alerts.find(of)? },
        None => alert.clone(),
    };
    let rendered = calls::render((&rooms.texts, &rooms.campaign), &shown, language, &written, None);
    Ok((rendered.text, (*rendered.keyboard).clone()))
}

pub(super) fn names(languages: &BTreeSet<Language>) -> String {
    match languages.is_empty() {
        true => "–".to_owned(),
        false => languages.iter().map(|language| language.own_name()).collect::<Vec<_>>().join(", "),
    }
}

/// Finds an alert that is still a draft, or a reminder that has yet to go out.
pub(super) fn draft(rooms: &Rooms, id: AlertId) -> Result<Alert, BotError> {
    let alert = rooms.alerts.find(id)?;
    if !alert.is_editable() {
        return Err(AlertError::State(alert.state).into());
    }
    Ok(alert)
}

/// The end of the action day where that is within the month, else a week from now.
fn expiry(rooms: &Rooms) -> Timestamp {
    let now = (rooms.now)();
    let day = rooms.campaign.action_day();
    let next = day.next(now);
    let end = next
        .date
        .tomorrow()
        .ok()
        .and_then(|day_after| day.time_zone().to_timestamp(day_after.to_datetime(Time::midnight())).ok());
    match end {
        Some(end) if next.days_left <= 31 => end,
        _ => now.saturating_add(LIFE).unwrap_or(now),
    }
}
