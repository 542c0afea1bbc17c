//! Circles at the desk: how many are in each, and invitations. Never who.

use super::super::answer::{Answer, Answered, BotError, button};
use super::super::button::{DeskPress, Press};
use super::super::rooms::{Reader, Rooms};
use super::overview::desk;
use super::people;
use crate::audit::{self, By};
use crate::campaign::{CircleTag, Day};
use crate::telegram::{Keyboard, MessageId};
use crate::text::Message;

/// How many days an invitation of the desk is good for.
const DAYS: i32 = 7;

/// Lists the campaign's circles with their counts, and a button to invite to each.
pub(super) fn list(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let (counts, open) = (rooms.audience.counts()?, rooms.invitations.open(rooms.today())?);
    let mut lines = Vec::new();
    let mut rows = Vec::new();
    for circle in rooms.served.iter().flat_map(|served| served.campaign.circles()) {
        let tag = circle.tag();
        let members = people(counts.those(|profile| profile.circles.contains(&tag)));
        let invited = people(open.get(&tag).copied().unwrap_or_default());
        lines.push(format!("{}: {members} (+ {invited})", circle.as_str()));
        let label = rooms.plain(reader, Message::DeskButtonInvite { circle: circle.as_str() });
        rows.push(vec![button(label, Press::Desk(DeskPress::Invite(tag)))]);
    }
    rows.push(vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)]);
    let text = rooms.html(reader, Message::DeskCircles { circles: &lines.join("\n") });
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, Keyboard(rows)))
}

/// Makes an invitation and shows its link.
pub(super) fn invite(rooms: &Rooms, reader: Reader, tag: CircleTag) -> Answered {
    let chat = reader.user.private_chat();
    let (Some(circle), Some(bot)) = (rooms.circle_of(tag), rooms.username.get()) else {
        return Ok(Answer::say(chat, rooms.html(reader, Message::CircleOver), Keyboard::default()));
    };
    let now = (rooms.now)();
    let until = Day(rooms.today().0.saturating_add(DAYS));
    let code = rooms.vault.write(|writer| {
        rooms.audit.record(writer, By::Organiser(reader.user), audit::Act::CircleInvited, now)?;
        Ok::<_, BotError>(rooms.invitations.make(writer, tag, until)?)
    })?;
    let link = format!("https://t.me/{bot}?start={}", code.payload());
    let text = Message::DeskInvitation { circle: circle.as_str(), link: &link, until: &until.iso() };
    Ok(Answer::say(chat, rooms.html(reader, text), Keyboard::default()))
}
