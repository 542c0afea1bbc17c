//! Explaining: `/privacy`, `/help`, and what is not understood.

use super::answer::{Answer, Answered};
use super::incoming::{RepliedTo, Said, Sent};
use super::rooms::{Reader, Rooms};
use super::{button::Press, commenting, keyboards, picturing, pledging, sealed_calls, sealing, subscribing};
use crate::alert::AlertId;
use crate::telegram::{Keyboard, UserId};
use crate::text::{Html, Message};

/// Says who sees what.
pub fn privacy(rooms: &Rooms, reader: Reader) -> Answered {
    let text = rooms.html(reader, Message::Privacy);
    let text = match rooms.recipients.is_empty() {
        true => text,
        false => Html::join([&text, &rooms.html(reader, Message::PrivacySealed)], "\n\n"),
    };
    let keyboard = Keyboard(sealing::way(rooms, reader).into_iter().collect());
    Ok(Answer::say(reader.user.private_chat(), text, keyboard))
}

/// Lists what a person can do.
pub fn help(rooms: &Rooms, reader: Reader) -> Answered {
    let organiser = rooms.is_organiser(reader.user);
    plain(rooms, reader, if organiser { Message::HelpOrganiser } else { Message::Help })
}

/// Says that a command is not known. To a stranger `/desk` is not known either.
pub fn unknown_command(rooms: &Rooms, reader: Reader) -> Answered {
    plain(rooms, reader, Message::CommandUnknown)
}

/// Takes a text: *stop* leaves, what is sealed is kept, a reply to an alert stands up, words after a pledge are a comment.
pub fn said(rooms: &Rooms, reader: Reader, said: &Said) -> Answered {
    if rooms.texts.is_stop_word(&said.text) {
        return subscribing::stop(rooms, reader);
    }
    if let Some(answer) = sealed_calls::take(rooms, reader, &said.text)? {
        return Ok(answer);
    }
    if let Some(answer) = sealing::pasted(rooms, reader, said)? {
        return Ok(answer);
    }
    match &said.reply_to {
        Some(reply) => match alert_of(rooms, reader.user, reply)? {
            Some(alert) => match rooms.of_alert_named(alert)? {
                Some(rooms) => Ok(commenting::by_reply(&rooms, reader, said)?.within(rooms.scope())),
                None => not_kept(rooms, reader),
            },
            None => commenting::said(rooms, reader, said),
        },
        None => commenting::said(rooms, reader, said),
    }
}

/// Says that free text is not kept.
pub fn not_kept(rooms: &Rooms, reader: Reader) -> Answered {
    plain(rooms, reader, Message::WordsNotKept)
}

/// Takes a picture or a file: one that is sealed is kept, and a picture that was waited for; as a reply to an alert it stands
/// up, and is not kept.
pub fn sent(rooms: &Rooms, reader: Reader, sent: &Sent) -> Answered {
    if let Some(answer) = sealing::attached(rooms, reader, sent)? {
        return Ok(answer);
    }
    if let Some(answer) = picturing::sent(rooms, reader, sent)? {
        return Ok(answer);
    }
    match &sent.reply_to {
        Some(reply) => match alert_of(rooms, reader.user, reply)? {
            Some(alert) => match rooms.of_alert_named(alert)? {
                Some(rooms) => Ok(pledging::by_reply(&rooms, reader)?.within(rooms.scope())),
                None => unasked(rooms, reader, sent),
            },
            None => unasked(rooms, reader, sent),
        },
        None => unasked(rooms, reader, sent),
    }
}

/// Says of a picture or a file that nobody asked for that it is not kept.
fn unasked(rooms: &Rooms, reader: Reader, sent: &Sent) -> Answered {
    match picturing::unasked(rooms, reader, sent)? {
        Some(answer) => Ok(answer),
        None => plain(rooms, reader, Message::FileNotKept),
    }
}

/// Finds the alert that a message of the bot carried: by its buttons, or by the ledger, where the row is written and still
/// kept. Whoever forges buttons can only stand up themselves.
pub(super) fn alert_of(rooms: &Rooms, user: UserId, reply: &RepliedTo) -> Result<Option<AlertId>, super::BotError> {
    let named = reply.presses.iter().find_map(|press| match press {
        Press::PledgeTo(alert, _) | Press::Show(alert) => Some(*alert),
        _ => None,
    });
    match named {
        Some(alert) => Ok(Some(alert)),
        None => Ok(rooms.broadcasts.alert_of(user, reply.message)?),
    }
}

fn plain(rooms: &Rooms, reader: Reader, message: Message<'_>) -> Answered {
    let keyboard = match message {
        Message::WordsNotKept | Message::FileNotKept => {
            let rows = keyboards::subscriber(rooms, reader).0;
            Keyboard(rows.into_iter().chain(sealing::way(rooms, reader)).collect())
        }
        Message::Help | Message::HelpOrganiser => {
            let way = sealing::way(rooms, reader);
            Keyboard([keyboards::hearing(rooms, reader)].into_iter().chain(way).collect())
        }
        _ => Keyboard::default(),
    };
    Ok(Answer::say(reader.user.private_chat(), rooms.html(reader, message), keyboard))
}
