//! Standing up: `/pledge [kind]`, the buttons, a reply to an alert, and taking it back.

use super::answer::{Answer, Answered, button};
use super::button::Press;
use super::keyboards;
use super::rooms::{Reader, Rooms};
use crate::campaign::Kind;
use crate::pledge::Pledge;
use crate::telegram::{Button, Keyboard, MessageId};
use crate::text::Message;

/// Shows the statement and the ways to stand up, or the pledge that stands.
pub fn show(rooms: &Rooms, reader: Reader) -> Answered {
    let chat = reader.user.private_chat();
    if let Some(pledge) = rooms.pledges.of(reader.user)? {
        let kinds = rooms.kinds(reader.language, &pledge.kinds);
        let total = rooms.pledges.tally()?.total;
        let text = rooms.html(reader, Message::PledgeStands { kinds: &kinds, total });
        return Ok(Answer::say(chat, text, standing(rooms, reader, &pledge)));
    }
    let petition = rooms.campaign.petition();
    let statement = rooms.campaign.statement(reader.language);
    let message = match &petition.external_url {
        None => Message::PledgeAsk { statement: &statement },
        Some(url) => Message::PledgeAskExternal { statement: &statement, url },
    };
    let open = petition
        .external_url
        .as_ref()
        .map(|url| vec![Button::Link { label: rooms.plain(reader, Message::ButtonOpenPetition), url: url.clone() }]);
    let rows = open.into_iter().chain(keyboards::kinds(rooms, reader, &petition.kinds)).collect();
    Ok(Answer::say(chat, rooms.html(reader, message), Keyboard(rows)))
}

/// Counts a kind that was typed after `/pledge`.
pub fn typed(rooms: &Rooms, reader: Reader, kind: &str) -> Answered {
    let offered = &rooms.campaign.petition().kinds;
    match Kind::from_code(kind).filter(|kind| offered.contains(kind)) {
        Some(kind) => pledge(rooms, reader, kind),
        None => {
            let codes = offered.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ");
            let text = rooms.html(reader, Message::PledgeKindUnknown { kinds: &codes });
            Ok(Answer::say(reader.user.private_chat(), text, Keyboard(keyboards::kinds(rooms, reader, offered))))
        }
    }
}

/// Counts a kind and thanks. The same again changes nothing and thanks in the same words.
pub fn pledge(rooms: &Rooms, reader: Reader, kind: Kind) -> Answered {
    if !rooms.campaign.petition().kinds.contains(&kind) {
        return show(rooms, reader);
    }
    let counted = rooms.pledges.pledge(reader.user, kind, reader.language, rooms.today())?;
    let kinds = rooms.kinds(reader.language, &counted.pledge.kinds);
    let text = rooms.html(reader, Message::PledgeCounted { kinds: &kinds, total: counted.total });
    Ok(Answer::say(reader.user.private_chat(), text, after(rooms, reader)))
}

/// Counts a reply to an alert as standing up in the first kind that the petition has. The words are not kept.
pub fn by_reply(rooms: &Rooms, reader: Reader) -> Answered {
    let Some(kind) = rooms.campaign.petition().kinds.first().copied() else { return show(rooms, reader) };
    let counted = rooms.pledges.pledge(reader.user, kind, reader.language, rooms.today())?;
    let kinds = rooms.kinds(reader.language, &counted.pledge.kinds);
    let text = rooms.html(reader, Message::PledgeCountedReply { kinds: &kinds, total: counted.total });
    Ok(Answer::say(reader.user.private_chat(), text, after(rooms, reader)))
}

/// Asks whether to take the pledge back.
pub fn ask_to_withdraw(rooms: &Rooms, reader: Reader) -> Answered {
    let chat = reader.user.private_chat();
    let Some(pledge) = rooms.pledges.of(reader.user)? else {
        return Ok(Answer::say(chat, rooms.html(reader, Message::PledgeNone), Keyboard::default()));
    };
    let kinds = rooms.kinds(reader.language, &pledge.kinds);
    let keyboard = Keyboard(vec![vec![
        button(rooms.plain(reader, Message::ButtonWithdraw), Press::Withdraw),
        button(rooms.plain(reader, Message::ButtonKeep), Press::Keep),
    ]]);
    Ok(Answer::say(chat, rooms.html(reader, Message::PledgeWithdrawAsk { kinds: &kinds }), keyboard))
}

/// Takes the pledge back, in the place of the question.
pub fn withdraw(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let was_there = rooms.pledges.withdraw(reader.user)?;
    let message = if was_there { Message::PledgeWithdrawn } else { Message::PledgeNone };
    let chat = reader.user.private_chat();
    Ok(Answer::silence().and_show(chat, place, rooms.html(reader, message), Keyboard::default()))
}

/// Leaves the pledge as it is, in the place of the question.
pub fn keep(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let chat = reader.user.private_chat();
    let Some(pledge) = rooms.pledges.of(reader.user)? else {
        let text = rooms.html(reader, Message::PledgeNone);
        return Ok(Answer::silence().and_show(chat, place, text, Keyboard::default()));
    };
    let kinds = rooms.kinds(reader.language, &pledge.kinds);
    let total = rooms.pledges.tally()?.total;
    let text = rooms.html(reader, Message::PledgeStands { kinds: &kinds, total });
    Ok(Answer::silence().and_show(chat, place, text, standing(rooms, reader, &pledge)))
}

/// Further kinds, and the way back.
fn standing(rooms: &Rooms, reader: Reader, pledge: &Pledge) -> Keyboard {
    let offered = &rooms.campaign.petition().kinds;
    let further: Vec<Kind> = offered.iter().filter(|kind| !pledge.kinds.contains(kind)).copied().collect();
    let mut rows = keyboards::kinds(rooms, reader, &further);
    rows.push(vec![button(rooms.plain(reader, Message::ButtonWithdraw), Press::WithdrawAsk)]);
    Keyboard(rows)
}

/// After a pledge: share, do more.
fn after(rooms: &Rooms, reader: Reader) -> Keyboard {
    let more = button(rooms.plain(reader, Message::ButtonPledge), Press::Support);
    let share = keyboards::share(rooms, reader);
    Keyboard(share.map(|share| vec![share]).into_iter().chain([vec![more]]).collect())
}
