//! The campaign to read: `/demands`, one by one and as a list, and `/day`.

use super::answer::{Answer, Answered, button};
use super::button::Press;
use super::rooms::{Reader, Rooms};
use crate::telegram::{Button, Keyboard, MessageId};
use crate::text::{Html, Message};

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

/// Says when the next action day is and what happens on it.
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
    Ok(Answer::say(reader.user.private_chat(), rooms.html(reader, message), keyboard))
}
