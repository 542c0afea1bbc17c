//! The campaign to read: `/demands`, one by one and as a list, and `/day`.

use super::answer::{Answer, Answered, button};
use super::button::Press;
use super::rooms::{Reader, Rooms};
use crate::telegram::{Button, Keyboard, MessageId};
use crate::text::{Html, Message};

/// The longest message that Telegram takes, in code points after parsing.
const MESSAGE_MAX: usize = 4096;

/// Lists every demand, with buttons to read them one by one.
pub fn demands(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let demands = rooms.campaign.demands();
    let count = demands.len() as u64;
    let heading = rooms.html(reader, Message::DemandsHeading { count });
    let items: Vec<Html> = (1..)
        .zip(demands)
        .map(|(number, id)| {
            let demand = rooms.campaign.demand(reader.language, id);
            Html::trusted(format!("{number}. {}", Html::escape(&demand.title).as_str()))
        })
        .collect();
    let text = Html::join([&heading, &Html::join(&items, "\n")], "\n\n");
    let keyboard = Keyboard(vec![
        vec![button(rooms.plain(reader, Message::ButtonOneByOne), Press::Demand(0))],
        vec![button(rooms.plain(reader, Message::ButtonPledge), Press::Support)],
    ]);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard))
}

/// Shows one demand, with the way to the next. A place beyond the last shows the list.
pub fn demand(rooms: &Rooms, reader: Reader, index: u16, place: Option<MessageId>) -> Answered {
    let demands = rooms.campaign.demands();
    let Some(id) = demands.get(usize::from(index)) else { return self::demands(rooms, reader, place) };
    let demand = rooms.campaign.demand(reader.language, id);
    let (number, total) = (u64::from(index) + 1, demands.len() as u64);
    let text = rooms.html(reader, Message::Demand { number, total, title: &demand.title, text: &demand.text });
    let turn = |message, index| button(rooms.plain(reader, message), Press::Demand(index));
    let previous = index.checked_sub(1).map(|index| turn(Message::ButtonPrevious, index));
    let next = (number < total).then(|| turn(Message::ButtonNext, index + 1));
    let turns: Vec<Button> = previous.into_iter().chain(next).collect();
    let list = vec![button(rooms.plain(reader, Message::ButtonAllDemands), Press::AllDemands)];
    let keyboard = Keyboard([turns, list].into_iter().filter(|row| !row.is_empty()).collect());
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, keyboard))
}

/// Says when the next action day is, what happens on it, and why: in one message where it fits.
pub fn day(rooms: &Rooms, reader: Reader) -> Answered {
    let next = rooms.campaign.action_day().next((rooms.now)());
    let date = rooms.date(reader.language, next.date);
    let title = rooms.campaign.day_title(reader.language);
    let text = rooms.campaign.day_text(reader.language);
    let message = match next.days_left {
        0 => Message::DayToday { title: &title, date: &date, text: &text },
        days => Message::Day { title: &title, date: &date, text: &text, days },
    };
    let keyboard = Keyboard(vec![vec![button(rooms.plain(reader, Message::ButtonPledge), Press::Support)]]);
    let chat = reader.user.private_chat();
    let day = rooms.html(reader, message);
    let background = rooms.campaign.background(reader.language);
    let whole = Html::join([&day, &background], "\n\n");
    if whole.visible().chars().count() <= MESSAGE_MAX {
        return Ok(Answer::say(chat, whole, keyboard));
    }
    Ok(Answer::say(chat, background, Keyboard::default()).and_say(chat, day, keyboard))
}
