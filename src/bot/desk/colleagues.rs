//! Organisers at the desk: each a number and their roles, never a name. Accounts are reported as lost here, and those that
//! are suspended confirmed.

use super::super::answer::{Answer, Answered, BotError, button};
use super::super::button::{DeskPress, Matter, Press};
use super::super::rooms::{Reader, Rooms};
use super::dialogue::{Asked, What};
use super::overview::desk;
use super::{Dialogue, approving, confirm, find, keep};
use crate::alert::AlertError;
use crate::audit::{Act, By, Number};
use crate::organisers::{NotNow, Role, Roles, Standing, VOUCHES, Why};
use crate::telegram::{Keyboard, MessageId, UserId};
use crate::text::{Html, Message};
use crate::vault::VaultError;

/// Says who the reader is at the desk: their number, which they tell the others themselves.
pub(super) fn own(rooms: &Rooms, reader: Reader) -> Result<Html, BotError> {
    Ok(rooms.html(reader, Message::DeskOwn { who: &who(rooms, reader, reader.user)? }))
}

/// Names an organiser as the others see them: roles and number.
///
/// # Errors
/// Those of the vault.
pub fn who(rooms: &Rooms, reader: Reader, user: UserId) -> Result<String, BotError> {
    let number = approving::number(rooms, user)?;
    Ok(format!("{} {number}", roles(rooms, reader, rooms.organisers.roster().roles(user))))
}

/// Names roles: all of them in one word.
fn roles(rooms: &Rooms, reader: Reader, roles: Roles) -> String {
    if roles == Roles::ALL || roles == Roles::default() {
        return rooms.plain(reader, Message::RoleOrganiser);
    }
    let name = |role| match role {
        Role::Writer => rooms.plain(reader, Message::RoleWriter),
        Role::Approver => rooms.plain(reader, Message::RoleApprover),
        Role::Operator => rooms.plain(reader, Message::RoleOperator),
    };
    roles.list().map(name).collect::<Vec<_>>().join(" + ")
}

/// Lists organisers, with what can be done about each account.
pub(super) fn list(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let today = rooms.today();
    let mut everyone = Vec::new();
    for user in rooms.organisers.roster().everyone() {
        everyone.push((approving::number(rooms, user)?, user));
    }
    everyone.sort_unstable();
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for (number, user) in everyone {
        let name = who(rooms, reader, user)?;
        let (line, matter, label) = match rooms.organisers.standing(user, today)? {
            Standing::Active => {
                let own = if user == reader.user {
                    Message::DeskOrganiserOwn { who: &name }
                } else {
                    Message::DeskOrganiser { who: &name }
                };
                (own, Matter::Lost, Message::DeskButtonLost { who: &name })
            }
            Standing::Suspended(why) => {
                let (why, vouched) = (reason(rooms, reader, why), rooms.organisers.vouched(user, today)? as u64);
                let line = rooms.html(
                    reader,
                    Message::DeskOrganiserSuspended { who: &name, why: &why, vouched, needed: VOUCHES as u64 },
                );
                lines.push(line);
                rows.extend(offer(rooms, reader, user, Matter::Vouch, number, Message::DeskButtonVouch { who: &name }));
                continue;
            }
        };
        lines.push(rooms.html(reader, line));
        rows.extend(offer(rooms, reader, user, matter, number, label));
    }
    rows.push(vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)]);
    let list = Html::join(&lines, "\n");
    let text = rooms.html(reader, Message::DeskOrganisers { list: &list });
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, Keyboard(rows)))
}

/// Makes the button that asks about another's account; none for one's own, and where the desk can't lift it.
fn offer(
    rooms: &Rooms,
    reader: Reader,
    user: UserId,
    matter: Matter,
    number: u32,
    label: Message<'_>,
) -> Option<Vec<crate::telegram::Button>> {
    let is_offered = user != reader.user && (matter == Matter::Lost || rooms.organisers.can_be_vouched_for());
    let press = Press::Desk(DeskPress::AskAbout(matter, Number(number)));
    is_offered.then(|| vec![super::overview::more(button(rooms.plain(reader, label), press))])
}

/// Asks whether to report an account as lost, or to confirm it.
pub(super) fn ask(rooms: &Rooms, reader: Reader, matter: Matter, about: Number, place: Option<MessageId>) -> Answered {
    let user = rooms.audit.account(about)?.filter(|user| rooms.is_organiser(*user)).ok_or(AlertError::Unknown)?;
    let standing = rooms.organisers.standing(user, rooms.today())?;
    let name = who(rooms, reader, user)?;
    let (question, yes) = match (matter, standing) {
        _ if user == reader.user => return Err(AlertError::Unknown.into()),
        (Matter::Lost, Standing::Active) => {
            (Message::DeskLostAsk { who: &name }, Message::DeskButtonLost { who: &name })
        }
        (Matter::Vouch, Standing::Suspended(_)) => {
            (Message::DeskVouchAsk { who: &name }, Message::DeskButtonVouch { who: &name })
        }
        _ => return Ok(told(rooms, reader, Message::ButtonDone, place)),
    };
    let once = confirm::ask_once(rooms, reader, What::Organiser(matter, user), None)?;
    let keyboard = Keyboard(vec![
        vec![desk(rooms, reader, yes, DeskPress::DoAbout(matter, about, once))],
        vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Organisers)],
    ]);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, rooms.html(reader, question), keyboard))
}

/// Does it, if this is the press that the question waits for. In one commit: a second press finds the question settled.
pub(super) fn act(
    rooms: &Rooms,
    reader: Reader,
    (matter, about, once): (Matter, Number, u32),
    place: Option<MessageId>,
) -> Answered {
    let user = rooms.audit.account(about)?.filter(|user| rooms.is_organiser(*user)).ok_or(AlertError::Unknown)?;
    let is_asked = |asked: &Asked| asked.what == What::Organiser(matter, user) && asked.once == once;
    if !find(rooms, reader.user)?.asked.as_ref().is_some_and(is_asked) {
        return Err(AlertError::Unknown.into());
    }
    let (today, now) = (rooms.today(), (rooms.now)());
    let done = rooms.vault.write(|writer| {
        keep(rooms, writer, reader.user, Dialogue::default())?;
        let done = match matter {
            Matter::Lost => rooms.organisers.report(writer, reader.user, user, today)?.map(|()| 0),
            Matter::Vouch => rooms.organisers.vouch(writer, reader.user, user, today)?,
        };
        let by = By::Organiser(reader.user);
        match (matter, &done) {
            (_, Err(_)) => {}
            (Matter::Lost, Ok(_)) => rooms.audit.record(writer, by, Act::ReportedLost(about), now)?,
            (Matter::Vouch, Ok(given)) => {
                rooms.audit.record(writer, by, Act::Vouched(about), now)?;
                if *given >= VOUCHES {
                    rooms.audit.record(writer, By::Klich, Act::Lifted(about), now)?;
                }
            }
        }
        Ok::<_, BotError>(done)
    })?;
    let refused = match done {
        Ok(_) => {
            // An approval of theirs that something waits on counts no longer.
            rooms.broadcasts.wake();
            return list(rooms, reader, place);
        }
        Err(NotNow::OneAtATime) => Message::DeskOneAtATime,
        Err(NotNow::TooFew) => Message::DeskTooFew,
        Err(NotNow::NoOther | NotNow::Otherwise) => Message::ButtonDone,
    };
    Ok(told(rooms, reader, refused, place))
}

/// Suspends organisers who were silent for too long, and keeps in the log that it did; says how many.
///
/// # Errors
/// Those of the vault.
pub fn suspend_silent(rooms: &Rooms) -> Result<usize, BotError> {
    let (today, now) = (rooms.today(), (rooms.now)());
    Ok(rooms.vault.write(|writer| {
        let silent = rooms.organisers.suspend_silent(writer, today)?;
        for user in &silent {
            let number = Number(rooms.audit.number_of(writer, *user)?);
            rooms.audit.record(writer, By::Klich, Act::FellSilent(number), now)?;
        }
        Ok::<_, VaultError>(silent.len())
    })?)
}

/// Says to an organiser whose account is suspended why, and what lifts it.
pub(super) fn suspended(rooms: &Rooms, reader: Reader, why: Why) -> Answered {
    let (who, why) = (who(rooms, reader, reader.user)?, reason(rooms, reader, why));
    let how = match rooms.organisers.can_be_vouched_for() {
        true => Message::DeskSuspendedConfirm { needed: VOUCHES as u64 },
        false => Message::DeskSuspendedLift,
    };
    let text = rooms.html(reader, Message::DeskSuspended { who: &who, why: &why });
    let text = Html::join([&text, &rooms.html(reader, how)], "\n\n");
    Ok(Answer::say(reader.user.private_chat(), text, Keyboard::default()))
}

fn reason(rooms: &Rooms, reader: Reader, why: Why) -> String {
    rooms.plain(
        reader,
        match why {
            Why::Silent => Message::SuspendedSilent { days: crate::organisers::SILENT_DAYS.unsigned_abs().into() },
            Why::Lost => Message::SuspendedLost,
        },
    )
}

fn told(rooms: &Rooms, reader: Reader, text: Message<'_>, place: Option<MessageId>) -> Answer {
    let back = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Organisers)]]);
    Answer::silence().and_show(reader.user.private_chat(), place, rooms.html(reader, text), back)
}
