//! Coming and going: `/start`, `/subscribe`, `/stop`, the bare word *stop*, `/language`.

use super::answer::{Answer, Answered, BotError, button};
use super::button::Press;
use super::incoming::Pressed;
use super::rooms::{Reader, Rooms};
use super::{campaigns, keyboards};
use crate::audience::Subscription;
use crate::telegram::Keyboard;
use crate::text::{Language, Message};

/// Greets somebody who comes by a link, and counts the link's place where they are new here: the place, not the person.
pub fn arrive(rooms: &Rooms, reader: Reader, payload: Option<&str>) -> Answered {
    if let Some(payload) = payload
        && rooms.audience.find(reader.user)?.is_none()
        && rooms.pledges.of(reader.user)?.is_none()
    {
        rooms.sources.count(payload)?;
    }
    start(rooms, reader)
}

/// Greets: asks for plain consent, or says that they are on the list.
pub fn start(rooms: &Rooms, reader: Reader) -> Answered {
    let title = rooms.campaign.title(reader.language);
    let known = rooms.audience.find(reader.user)?;
    let chat = reader.user.private_chat();
    let is_heard = known.as_ref().map_or(Ok(false), |supporter| rooms.is_heard_by(supporter))?;
    if is_heard {
        let text = rooms.html(reader, Message::WelcomeBack { campaign: &title });
        return Ok(Answer::say(chat, text, keyboards::subscriber(rooms, reader)));
    }
    let call = rooms.campaign.call(reader.language);
    let text = rooms.html(reader, Message::Welcome { campaign: &title, call: &call });
    Ok(Answer::say(chat, text, keyboards::newcomer(rooms, reader)))
}

/// Puts a person on the list: pressing or typing it is the consent that `/start` asked for.
pub fn subscribe(rooms: &Rooms, reader: Reader) -> Answered {
    let (channel, asked) = (rooms.channel()?, rooms.are_chosen());
    let subscription = rooms.audience.subscribe_to(reader.user, reader.language, rooms.today(), channel, asked)?;
    let title = rooms.campaign.title(reader.language);
    let next = rooms.campaign.action_day().next((rooms.now)());
    let day = rooms.date(reader.language, next.date);
    let message = match subscription {
        Subscription::New => Message::Subscribed { day: &day },
        Subscription::Already => Message::AlreadySubscribed,
        Subscription::Further => Message::CampaignsFurther { campaign: &title },
    };
    let text = rooms.html(reader, message);
    let mut keyboard = keyboards::subscriber(rooms, reader);
    keyboard.0.push(keyboards::hearing(rooms, reader));
    let said = Answer::say(reader.user.private_chat(), text, keyboard);
    // Where there is something to choose, they are asked at once.
    if asked { Ok(said.and(campaigns::show(rooms, reader, None)?)) } else { Ok(said) }
}

/// Takes a person off the list.
pub fn stop(rooms: &Rooms, reader: Reader) -> Answered {
    let was_on = rooms.audience.leave(reader.user)?;
    // *Stop* means that nothing more comes, whatever was asked for.
    let was_on = rooms.end_counts(reader.user)? || was_on;
    let message = if was_on { Message::Unsubscribed } else { Message::NotSubscribed };
    Ok(Answer::say(reader.user.private_chat(), rooms.html(reader, message), Keyboard::default()))
}

/// Shows the languages.
pub fn languages(rooms: &Rooms, reader: Reader) -> Answered {
    let buttons = Language::ALL.map(|language| button(language.own_name().to_owned(), Press::Language(language)));
    let keyboard = keyboards::in_rows(buttons.to_vec(), 2);
    Ok(Answer::say(reader.user.private_chat(), rooms.html(reader, Message::LanguageChoose), keyboard))
}

/// Keeps the language that was pressed and says so in it.
pub fn language(rooms: &Rooms, reader: Reader, pressed: &Pressed, language: Language) -> Answered {
    rooms.audience.set_language(reader.user, language)?;
    let reader = Reader { language, ..reader };
    let text = rooms.html(reader, Message::LanguageSet { language: language.own_name() });
    let chat = reader.user.private_chat();
    let answer = Answer::silence().and_show(chat, pressed.message, text, Keyboard::default());
    // Someone who is not on the list is asked again, in words that they can read now.
    let greeting = match rooms.audience.find(reader.user)? {
        Some(supporter) if supporter.subscribed.is_some() => Answer::silence(),
        _ => start(rooms, reader)?,
    };
    Ok(Answer { outgoing: answer.outgoing.into_iter().chain(greeting.outgoing).collect() })
}

/// Drops a person who blocked the bot: they want no calls, and can't be told.
pub fn left(rooms: &Rooms, user: crate::telegram::UserId) -> Result<Answer, BotError> {
    let today = rooms.today();
    rooms.vault.write(|writer| rooms.audience.lose(writer, user, today))?;
    rooms.end_counts(user)?;
    Ok(Answer::silence())
}
