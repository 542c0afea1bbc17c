//! A person's own data: `/mydata` shows everything, `/forget` erases it.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::answer::{Answer, Answered, BotError, button};
use super::button::Press;
use super::rooms::{Reader, Rooms};
use super::{circles, desk, discreet, sealed_calls};
use crate::audience::{Hours, Supporter};
use crate::campaign::{CircleTag, Day};
use crate::pledge::Pledges;
use crate::telegram::{Document, Keyboard, MessageId};
use crate::text::{Html, Message};

/// Gives everything that klich holds of a person, as a file.
pub fn my_data(rooms: &Rooms, reader: Reader) -> Answered {
    let chat = reader.user.private_chat();
    let Some(data) = collect(rooms, reader)? else {
        return Ok(Answer::say(chat, rooms.html(reader, Message::MyDataNothing), Keyboard::default()));
    };
    let bytes: Arc<[u8]> = format!("{data:#}\n").into_bytes().into();
    let document = Document { file_name: "klich.json".to_owned(), bytes };
    let given = Answer::silence().and_give(chat, document, rooms.html(reader, Message::MyDataCaption));
    circles::and_ways_out(rooms, reader, given)
}

/// Asks whether to erase everything.
pub fn ask_to_forget(rooms: &Rooms, reader: Reader) -> Answered {
    let keyboard = Keyboard(vec![vec![
        button(rooms.plain(reader, Message::ButtonForget), Press::Forget(rooms.today())),
        button(rooms.plain(reader, Message::ButtonCancel), Press::Cancel),
    ]]);
    Ok(Answer::say(reader.user.private_chat(), and_copies(rooms, reader, Message::ForgetAsk), keyboard))
}

/// Adds what is not ours to erase any more, where the campaign takes sealed letters.
fn and_copies(rooms: &Rooms, reader: Reader, message: Message<'_>) -> Html {
    let text = rooms.html(reader, message);
    if rooms.recipients.is_empty() {
        return text;
    }
    Html::join([&text, &rooms.html(reader, Message::SealedCopies)], "\n\n")
}

/// Erases everything of a person in one commit, what they sent that still waits to be handled included, and says what stays
/// elsewhere.
///
/// A press counts on the day of the question and the day after; an older button asks anew.
pub fn forget(rooms: &Rooms, reader: Reader, asked: Day, place: Option<MessageId>) -> Answered {
    let chat = reader.user.private_chat();
    let today = rooms.today();
    if !(asked.0..=asked.0.saturating_add(1)).contains(&today.0) {
        return ask_to_forget(rooms, reader);
    }
    let held = collect(rooms, reader)?.is_some();
    let keys = sealed_calls::keys_of(rooms, rooms.audience.find(reader.user)?.as_ref())?;
    let keys: Vec<_> = keys.into_iter().map(|(_, key)| key).collect();
    let sought = rooms.inbox.seek(chat)?;
    let (hidden, forgotten) = rooms.vault.write(|writer| {
        if held {
            writer.note_erasure()?;
        }
        rooms.alerts.erase_headers(writer, &keys)?;
        rooms.audience.erase(writer, reader.user)?;
        if held {
            rooms.audience.count_erased(writer, |erased| erased.asked += 1)?;
        }
        for pledges in rooms.served.iter().map(|served| &served.pledges).chain(rooms.former.iter()) {
            pledges.erase(writer, reader.user)?;
        }
        rooms.letters.erase(writer, reader.user)?;
        rooms.letters.await_no_picture(writer, reader.user)?;
        rooms.broadcasts.erase(writer, reader.user)?;
        rooms.audit.erase(writer, reader.user)?;
        rooms.organisers.erase(writer, reader.user)?;
        rooms.alerts.forget_hand(writer, reader.user)?;
        desk::erase(rooms, writer, reader.user)?;
        let forgotten = sought.forget_in(writer)?;
        if !forgotten.is_nothing() {
            writer.note_erasure()?;
        }
        Ok::<_, BotError>((discreet::erase(rooms, writer, reader.user)?, forgotten))
    })?;
    sought.forgot(forgotten);
    let text = match held {
        true => and_copies(rooms, reader, Message::ForgetDone),
        false => rooms.html(reader, Message::ForgetNothing),
    };
    let text = match stays_at_the_desk(rooms, reader)? {
        true => Html::join([&text, &rooms.html(reader, Message::ForgetDeskStays)], "\n\n"),
        false => text,
    };
    let answer = Answer { outgoing: hidden };
    Ok(answer.and_show(chat, place, text, Keyboard::default()))
}

/// Tells whether something of an organiser is kept until it is settled at the desk, whatever they erase.
fn stays_at_the_desk(rooms: &Rooms, reader: Reader) -> Result<bool, BotError> {
    if !rooms.is_organiser(reader.user) {
        return Ok(false);
    }
    Ok(rooms.alerts.had_a_hand_in(reader.user)? > 0 || rooms.organisers.has_open(reader.user)?)
}

/// Leaves everything as it is, in the place of the question.
pub fn keep(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let text = rooms.html(reader, Message::ForgetCancelled);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, text, Keyboard::default()))
}

/// Collects what every table holds of a person; `None` where it is nothing.
fn collect(rooms: &Rooms, reader: Reader) -> Result<Option<Value>, BotError> {
    let supporter = rooms.audience.find(reader.user)?;
    let mut pledges = Vec::new();
    for of in rooms.served.iter().map(|served| &served.pledges).chain(rooms.former.iter()) {
        pledges.extend(pledge(of, reader)?);
    }
    let letters = rooms.letters.of(reader.user)?;
    let deliveries = rooms.broadcasts.deliveries_to(reader.user)?;
    let dialogue = desk::holds(rooms, reader.user)?;
    let shown = discreet::held(rooms, reader.user)?;
    let aside = rooms.inbox.aside_of(reader.user.private_chat())?;
    let organiser = rooms.audit.number(reader.user)?;
    let seen = rooms.organisers.last_seen(reader.user)?;
    let (hand, open) = (rooms.alerts.had_a_hand_in(reader.user)?, rooms.organisers.has_open(reader.user)?);
    let awaited = rooms.letters.awaits_picture(reader.user, rooms.today())?;
    let own = awaited || supporter.is_some() || !pledges.is_empty() || !letters.is_empty() || !deliveries.is_empty();
    let organises = organiser.is_some() || seen.is_some() || hand > 0 || open;
    if !own && !organises && !dialogue && shown == 0 && aside == 0 {
        return Ok(None);
    }
    let keys = sealed_calls::keys_of(rooms, supporter.as_ref())?;
    let keys: Map<String, Value> =
        keys.into_iter().map(|(tag, key)| (circle(rooms, tag), key.as_str().into())).collect();
    let hears = match supporter.as_ref().filter(|_| rooms.are_chosen()) {
        Some(supporter) => Some(heard(rooms, supporter)?),
        None => None,
    };
    let supporter = supporter.map(|supporter| {
        let mut value = json!({
            "telegram_account": supporter.user.0,
            "language": supporter.language.code(),
            "subscribed_on": supporter.subscribed.map(Day::iso),
            "alerts_disappear_after_hours": supporter.disappear_after.map(Hours::get),
            "discreet": supporter.discreet,
            "news": supporter.interests.updates,
            "reminders": supporter.interests.reminders,
            "keys_of_devices_for_circles": keys,
            "circles": supporter.circles.iter().map(|tag| circle(rooms, *tag)).collect::<Vec<_>>(),
        });
        if let (Some(hears), Some(value)) = (hears, value.as_object_mut()) {
            value.insert("hears_campaigns".to_owned(), hears.into());
        }
        value
    });
    let letters: Vec<Value> = letters
        .into_iter()
        .map(|letter| {
            json!({
                "letter": letter.id.to_string(),
                "what": letter.sort.word(),
                "came_on": letter.day.iso(),
                "language": letter.language.code(),
                "message": letter.message.0,
                "sealed_text_kept": letter.held,
                "answered": letter.replied.is_some(),
            })
        })
        .collect();
    let deliveries: Vec<Value> = deliveries
        .into_iter()
        .map(|(alert, delivery)| {
            json!({
                "alert": alert.to_string(),
                "message": delivery.message.map(|message| message.0),
                "language": delivery.language.map(|language| language.code()),
                "deleted_from": delivery.due.map(|due| due.begins().to_string()),
                "ending": format!("{:?}", delivery.ending).to_lowercase(),
            })
        })
        .collect();
    // The first of them, as ever; those to further campaigns beside it.
    let mut pledges = pledges.into_iter();
    let pledge = pledges.next();
    let further: Vec<Value> = pledges.collect();
    let mut data = json!({
        "supporter": supporter,
        "pledge": pledge,
        "sealed_letters": letters,
        "may_send_a_picture": awaited,
        "deliveries": deliveries,
        "discreet_texts_shown_now": shown,
        "unfinished_work_at_the_desk": dialogue,
        "messages_that_could_not_be_handled": aside,
        "number_in_the_log_of_organisers": organiser,
        "organiser_last_seen_on": seen.map(Day::iso),
        "open_alerts_that_they_wrote_or_approved": hand,
        "suspension_or_report_that_is_open": open,
    });
    if let Some(data) = data.as_object_mut().filter(|_| !further.is_empty()) {
        data.insert("further_pledges".to_owned(), further.into());
    }
    Ok(Some(data))
}

/// Shows what is kept of a person's pledge to a petition; `None` where there is none.
fn pledge(pledges: &Pledges, reader: Reader) -> Result<Option<Value>, BotError> {
    let Some(pledge) = pledges.of(reader.user)? else { return Ok(None) };
    let receipt = pledges.log().receipt_of(reader.user)?;
    let hears = pledges.hearers().hears(reader.user)?;
    let mut shown = json!({
        "petition": pledges.petition().as_str(),
        "kinds": pledge.kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>(),
        "language": pledge.language.code(),
        "pledged_on": pledge.day.iso(),
        "statement_version": pledge.version,
        "sealed": pledge.sealed,
        "receipt": receipt.map(|receipt| receipt.text()),
        "hears_how_the_count_goes": hears,
    });
    // Where they have, or had, pledged to another petition besides.
    if let Some(shown) = shown.as_object_mut().filter(|_| pledge.turn > 0) {
        shown.insert("turn_among_own_pledges".to_owned(), pledge.turn.into());
    }
    Ok(Some(shown))
}

/// Names the campaigns that somebody hears.
fn heard(rooms: &Rooms, supporter: &Supporter) -> Result<Vec<String>, BotError> {
    let mut heard = Vec::new();
    for rooms in rooms.each() {
        if rooms.channel()?.is_heard_by(supporter.hears) {
            heard.push(rooms.campaign.id().to_string());
        }
    }
    Ok(heard)
}

/// Names a circle; one that the campaign no longer has has no name.
fn circle(rooms: &Rooms, tag: CircleTag) -> String {
    rooms.circle_of(tag).map_or_else(|| "a circle that is gone".to_owned(), |circle| circle.to_string())
}
