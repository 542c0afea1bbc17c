//! How alerts reach a person: discreetly or openly, for how long, which kinds. One calm screen, a press a choice.

use super::answer::{Answer, Answered, button};
use super::button::{Choice, Press};
use super::campaigns;
use super::rooms::{Reader, Rooms};
use crate::audience::{Hours, Supporter};
use crate::telegram::{Button, Keyboard, MessageId};
use crate::text::Message;

/// Shows the choices, and what they do and do not protect from. For subscribers: others have nothing to choose yet.
pub fn show(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let chat = reader.user.private_chat();
    let found = rooms.audience.find(reader.user)?;
    let Some(supporter) = found.filter(|supporter| supporter.subscribed.is_some()) else {
        let text = rooms.html(reader, Message::NotSubscribed);
        return Ok(Answer::silence().and_show(chat, place, text, Keyboard::default()));
    };
    let minutes = super::discreet::SHOWN_MINUTES;
    let text = rooms.html(reader, Message::Hearing { minutes });
    Ok(Answer::silence().and_show(chat, place, text, keyboard(rooms, reader, &supporter)))
}

/// Keeps a choice and shows them all. The same press again changes nothing.
pub fn choose(rooms: &Rooms, reader: Reader, choice: Choice, place: Option<MessageId>) -> Answered {
    let audience = &rooms.audience;
    match choice {
        Choice::Discreet(discreet) => audience.set_discreet(reader.user, discreet)?,
        Choice::Disappear(hours) => audience.set_disappear_after(reader.user, hours)?,
        Choice::Updates(on) => audience.set_interests(reader.user, |interests| interests.updates = on)?,
        Choice::Reminders(on) => audience.set_interests(reader.user, |interests| interests.reminders = on)?,
    };
    show(rooms, reader, place)
}

/// What is chosen carries a tick.
fn keyboard(rooms: &Rooms, reader: Reader, supporter: &Supporter) -> Keyboard {
    let tick = |message: Message<'_>, chosen: bool, choice: Choice| {
        let mark = if chosen { "✓ " } else { "" };
        button(format!("{mark}{}", rooms.plain(reader, message)), Press::Hear(choice))
    };
    let hours = |hours: Hours| {
        let label = Message::ButtonAfterHours { hours: hours.get().into() };
        tick(label, supporter.disappear_after == Some(hours), Choice::Disappear(Some(hours)))
    };
    let stay = supporter.disappear_after.is_none();
    let never: Button = tick(Message::ButtonStay, stay, Choice::Disappear(None));
    let wants = supporter.interests;
    let rows = vec![
        vec![
            tick(Message::ButtonOpenly, !supporter.discreet, Choice::Discreet(false)),
            tick(Message::ButtonDiscreetly, supporter.discreet, Choice::Discreet(true)),
        ],
        std::iter::once(never).chain(Hours::CHOICES.map(hours)).collect(),
        vec![
            tick(Message::ButtonNews, wants.updates, Choice::Updates(!wants.updates)),
            tick(Message::ButtonReminders, wants.reminders, Choice::Reminders(!wants.reminders)),
        ],
    ];
    Keyboard(rows.into_iter().chain(campaigns::way(rooms, reader)).collect())
}
