//! Circles: an invitation asks for consent, joining, leaving. Nobody learns here who else is in one.

use super::answer::{Answer, Answered, BotError, button};
use super::button::Press;
use super::rooms::{Reader, Rooms};
use super::sealed_calls;
use crate::audience::{CIRCLES_MAX, InviteCode, Supporter};
use crate::campaign::CircleTag;
use crate::telegram::{Keyboard, MessageId};
use crate::text::Message;

/// Asks whoever comes by an invitation whether to join; it stays good until they press.
pub fn invited(rooms: &Rooms, reader: Reader, code: InviteCode) -> Answered {
    let chat = reader.user.private_chat();
    let tag = rooms.invitations.find(code, rooms.today())?;
    let Some((circle, whose)) = tag.and_then(|tag| Some((rooms.circle_of(tag)?, rooms.of_circle(tag)?))) else {
        return Ok(Answer::say(chat, rooms.html(reader, Message::CircleOver), Keyboard::default()));
    };
    let title = whose.campaign.title(reader.language);
    let text = rooms.html(reader, Message::CircleAsk { circle: circle.as_str(), campaign: &title });
    let join = button(rooms.plain(reader, Message::ButtonJoin), Press::Join(code));
    Ok(Answer::say(chat, text, Keyboard(vec![vec![join]])))
}

/// Puts a person into the circle of an invitation, and on the list where they are not; the invitation is used up.
pub fn join(rooms: &Rooms, reader: Reader, code: InviteCode, place: Option<MessageId>) -> Answered {
    let chat = reader.user.private_chat();
    let today = rooms.today();
    let say = |message| {
        Ok::<_, BotError>(Answer::silence().and_show(chat, place, rooms.html(reader, message), Keyboard::default()))
    };
    let tag = rooms.invitations.find(code, today)?;
    let Some((circle, whose)) = tag.and_then(|tag| Some((rooms.circle_of(tag)?, rooms.of_circle(tag)?))) else {
        return say(Message::CircleOver);
    };
    let known = rooms.audience.find(reader.user)?;
    let is_in = |supporter: &Supporter| supporter.circles.contains(&circle.tag());
    if known.as_ref().is_some_and(|supporter| !is_in(supporter) && supporter.circles.len() >= CIRCLES_MAX) {
        return say(Message::CircleTooMany);
    }
    rooms.audience.subscribe_to(reader.user, reader.language, today, whose.channel()?, rooms.are_chosen())?;
    let joined = rooms.vault.write(|writer| {
        let Some(tag) = rooms.invitations.take(writer, code, today)? else { return Ok(false) };
        Ok::<_, BotError>(rooms.audience.join_circle(writer, reader.user, tag)?)
    })?;
    if !joined {
        return say(Message::CircleOver);
    }
    let answer = say(Message::CircleJoined { circle: circle.as_str() })?;
    Ok(match sealed_calls::offer(rooms, reader, circle.tag())? {
        Some(offer) => answer.and(offer),
        None => answer,
    })
}

/// Takes a person out of a circle.
pub fn leave(rooms: &Rooms, reader: Reader, circle: CircleTag, place: Option<MessageId>) -> Answered {
    rooms.audience.leave_circle(reader.user, circle)?;
    let text = rooms.html(reader, Message::CircleLeft);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, Keyboard::default()))
}

/// Adds a message with the ways of each circle that a person is in, to its sealed alerts and out of it; nothing where they are in none.
pub(super) fn and_ways_out(rooms: &Rooms, reader: Reader, answer: Answer) -> Answered {
    let Some(supporter) = rooms.audience.find(reader.user)?.filter(|supporter| !supporter.circles.is_empty()) else {
        return Ok(answer);
    };
    let ways = |tag: &CircleTag| {
        let name = rooms.circle_of(*tag).map_or("–", |circle| circle.as_str());
        let leave = button(rooms.plain(reader, Message::ButtonLeaveCircle { circle: name }), Press::LeaveCircle(*tag));
        [sealed_calls::way(rooms, reader, *tag), Some(leave)].into_iter().flatten().map(|way| vec![way])
    };
    let keyboard = Keyboard(supporter.circles.iter().flat_map(ways).collect());
    Ok(answer.and_say(reader.user.private_chat(), rooms.html(reader, Message::CirclesOfYours), keyboard))
}
