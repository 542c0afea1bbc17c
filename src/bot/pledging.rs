//! Standing up: `/pledge [kind]`, the buttons, a reply to an alert, and taking it back.

use super::answer::{Answer, Answered, BotError, button};
use super::button::Press;
use super::campaigns::titled;
use super::rooms::{Reader, Rooms};
use super::{announcing, closing, keyboards, picturing, sealing};
use crate::campaign::Kind;
use crate::pledge::{Counted, Pledge};
use crate::telegram::{Button, Keyboard, MessageId};
use crate::text::{Html, Message};

/// Shows the statement and the ways to stand up, or the pledge that stands.
pub fn show(rooms: &Rooms, reader: Reader) -> Answered {
    if let Some(closed) = closing::if_closed(rooms, reader)? {
        return Ok(closed);
    }
    let chat = reader.user.private_chat();
    if let Some(pledge) = rooms.pledges.of(reader.user)? {
        if !rooms.pledges.is_current(&pledge) {
            rooms.pledges.ask(reader.user)?;
            return Ok(ask_anew(rooms, reader));
        }
        let kinds = rooms.pledged(reader.language, &pledge);
        let total = rooms.pledges.standing()?;
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
    let rows = open.into_iter().chain(keyboards::kinds(rooms, reader, &petition.kinds));
    let rows = rows.chain(sealing::way(rooms, reader)).collect();
    Ok(Answer::say(chat, rooms.html(reader, message), Keyboard(rows)))
}

/// Shows the statement to somebody whose pledge is for an earlier wording, and asks whether it holds for this one too.
pub fn ask_anew(rooms: &Rooms, reader: Reader) -> Answer {
    let statement = rooms.campaign.statement(reader.language);
    let version = rooms.pledges.statement().since(reader.language);
    let rows = [
        vec![button(rooms.plain(reader, Message::ButtonRenew), Press::Renew(version))],
        vec![button(rooms.plain(reader, Message::ButtonWithdraw), Press::WithdrawAsk)],
    ];
    let rows = rows.into_iter().chain(sealing::way(rooms, reader)).collect();
    let text = rooms.html(reader, Message::StatementChanged { statement: &statement });
    Answer::say(reader.user.private_chat(), text, Keyboard(rows))
}

/// Lets a pledge hold for the wording that stood above the button; where that is not the present one, shows it.
pub fn renew(rooms: &Rooms, reader: Reader, version: u32, place: Option<MessageId>) -> Answered {
    if let Some(closed) = closing::if_closed_at(rooms, reader, place)? {
        return Ok(closed);
    }
    if version != rooms.pledges.statement().since(reader.language) {
        return show(rooms, reader);
    }
    let chat = reader.user.private_chat();
    let (message, keyboard) = match rooms.pledges.renew(reader.user, reader.language)? {
        Some(counted) => (Message::StatementRenewed { total: counted.total }, after(rooms, reader)),
        None => (Message::PledgeNone, Keyboard::default()),
    };
    Ok(Answer::silence().and_show(chat, place, rooms.html(reader, message), keyboard))
}

/// Counts a kind that was typed after `/pledge`.
pub fn typed(rooms: &Rooms, reader: Reader, kind: &str) -> Answered {
    if let Some(closed) = closing::if_closed(rooms, reader)? {
        return Ok(closed);
    }
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

/// Counts a kind under the statement of a version and thanks; where that is not the present one, shows it.
pub fn pressed(rooms: &Rooms, reader: Reader, version: u32, kind: Kind) -> Answered {
    if version != rooms.pledges.statement().since(reader.language) {
        return show(rooms, reader);
    }
    count(rooms, reader, kind)
}

/// Counts a kind and thanks. The same again changes nothing and thanks in the same words. Whoever has pledged to an earlier
/// wording is shown the present one first.
pub fn pledge(rooms: &Rooms, reader: Reader, kind: Kind) -> Answered {
    if is_for_earlier_words(rooms, reader)? {
        return show(rooms, reader);
    }
    count(rooms, reader, kind)
}

/// Counts a reply to an alert as standing up in the first kind that the petition has. The words are not kept.
pub fn by_reply(rooms: &Rooms, reader: Reader) -> Answered {
    let Some(counted) = count_reply(rooms, reader)? else { return show(rooms, reader) };
    let kinds = rooms.pledged(reader.language, &counted.pledge);
    let text = rooms.html(reader, Message::PledgeCountedReply { kinds: &kinds, total: counted.total });
    let text = titled(rooms, reader, text);
    Ok(Answer::say(reader.user.private_chat(), with_wish(rooms, reader, text), after(rooms, reader)))
}

/// Counts a reply to an alert; `None` where what stands is for an earlier wording or the petition is closed, and nothing
/// was counted.
pub fn count_reply(rooms: &Rooms, reader: Reader) -> Result<Option<Counted>, BotError> {
    if rooms.pledges.closed()?.is_some() {
        return Ok(None);
    }
    let kind = rooms.campaign.petition().kinds.first().copied();
    let Some(kind) = kind.filter(|_| !is_for_earlier_words(rooms, reader).unwrap_or(true)) else { return Ok(None) };
    Ok(Some(rooms.pledges.pledge(reader.user, kind, reader.language, rooms.today())?))
}

fn count(rooms: &Rooms, reader: Reader, kind: Kind) -> Answered {
    if let Some(closed) = closing::if_closed(rooms, reader)? {
        return Ok(closed);
    }
    if !rooms.campaign.petition().kinds.contains(&kind) {
        return show(rooms, reader);
    }
    let counted = rooms.pledges.pledge(reader.user, kind, reader.language, rooms.today())?;
    let kinds = rooms.pledged(reader.language, &counted.pledge);
    let thanks = rooms.html(reader, Message::PledgeCounted { kinds: &kinds, total: counted.total });
    // A typed kind may have been meant for another one.
    let thanks = titled(rooms, reader, thanks);
    // Before somebody types more, they know what becomes of it.
    let text = match rooms.recipients.is_empty() {
        true => thanks,
        false => Html::join([&thanks, &rooms.html(reader, Message::CommentAsk)], "\n\n"),
    };
    Ok(Answer::say(reader.user.private_chat(), with_wish(rooms, reader, text), after(rooms, reader)))
}

fn is_for_earlier_words(rooms: &Rooms, reader: Reader) -> Result<bool, BotError> {
    Ok(rooms.pledges.of(reader.user)?.is_some_and(|pledge| !rooms.pledges.is_current(&pledge)))
}

/// Asks whether to take the pledge back.
pub fn ask_to_withdraw(rooms: &Rooms, reader: Reader) -> Answered {
    if let Some(closed) = closing::if_closed(rooms, reader)? {
        return Ok(closed);
    }
    let chat = reader.user.private_chat();
    let Some(pledge) = rooms.pledges.of(reader.user)? else {
        return Ok(Answer::say(chat, rooms.html(reader, Message::PledgeNone), Keyboard::default()));
    };
    let kinds = rooms.pledged(reader.language, &pledge);
    let keyboard = Keyboard(vec![vec![
        button(rooms.plain(reader, Message::ButtonWithdraw), Press::Withdraw),
        button(rooms.plain(reader, Message::ButtonKeep), Press::Keep),
    ]]);
    Ok(Answer::say(chat, rooms.html(reader, Message::PledgeWithdrawAsk { kinds: &kinds }), keyboard))
}

/// Takes the pledge back, in the place of the question.
pub fn withdraw(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    if let Some(closed) = closing::if_closed_at(rooms, reader, place)? {
        return Ok(closed);
    }
    let was_there = rooms.vault.write(|writer| {
        // What was sealed as a pledge goes with it.
        rooms.letters.withdraw(writer, reader.user, |of| rooms.pledges.is_with(of))?;
        rooms.pledges.erase(writer, reader.user)
    })?;
    let message = if was_there { Message::PledgeWithdrawn } else { Message::PledgeNone };
    let chat = reader.user.private_chat();
    Ok(Answer::silence().and_show(chat, place, rooms.html(reader, message), Keyboard::default()))
}

/// Leaves the pledge as it is, in the place of the question.
pub fn keep(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    if let Some(closed) = closing::if_closed_at(rooms, reader, place)? {
        return Ok(closed);
    }
    let chat = reader.user.private_chat();
    let Some(pledge) = rooms.pledges.of(reader.user)? else {
        let text = rooms.html(reader, Message::PledgeNone);
        return Ok(Answer::silence().and_show(chat, place, text, Keyboard::default()));
    };
    let kinds = rooms.pledged(reader.language, &pledge);
    let total = rooms.pledges.standing()?;
    let text = rooms.html(reader, Message::PledgeStands { kinds: &kinds, total });
    Ok(Answer::silence().and_show(chat, place, text, standing(rooms, reader, &pledge)))
}

/// Further kinds, and the way back.
fn standing(rooms: &Rooms, reader: Reader, pledge: &Pledge) -> Keyboard {
    let offered = &rooms.campaign.petition().kinds;
    let further: Vec<Kind> = offered.iter().filter(|kind| !pledge.kinds.contains(kind)).copied().collect();
    let mut rows = keyboards::kinds(rooms, reader, &further);
    rows.extend(sealing::way(rooms, reader));
    rows.extend(picturing::way(rooms, reader));
    rows.push(vec![
        button(rooms.plain(reader, Message::ButtonWithdraw), Press::WithdrawAsk),
        button(rooms.plain(reader, Message::ButtonReceipt), Press::Receipt),
    ]);
    Keyboard(rows)
}

/// After a pledge: share, do more, hear how the count goes, the receipt.
pub fn after(rooms: &Rooms, reader: Reader) -> Keyboard {
    let more = vec![
        button(rooms.plain(reader, Message::ButtonPledge), Press::Support),
        button(rooms.plain(reader, Message::ButtonReceipt), Press::Receipt),
    ];
    let share = keyboards::share(rooms, reader).map(|share| vec![share]);
    let rows = share.into_iter().chain([announcing::toggle(rooms, reader), more]);
    Keyboard(rows.chain(sealing::way(rooms, reader)).chain(picturing::way(rooms, reader)).collect())
}

/// Adds the wish to tell others, where there is something to share.
fn with_wish(rooms: &Rooms, reader: Reader, text: Html) -> Html {
    match keyboards::share(rooms, reader) {
        Some(_) => Html::join([&text, &rooms.html(reader, Message::ShareWish)], "\n\n"),
        None => text,
    }
}
