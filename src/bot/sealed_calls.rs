//! Sealed alerts for circles: a member gives their device's key, and gets what is sealed to it. The bot reads none of it.

use std::sync::Arc;

use super::answer::{Answer, Answered, BotError, button};
use super::button::Press;
use super::rooms::{Reader, Rooms};
use crate::alert::{Alert, AlertError};
use crate::audience::Supporter;
use crate::campaign::{CircleId, CircleTag};
use crate::seal::{DeviceKey, DeviceTag, Screen, circle_address, device_address, screen_address};
use crate::telegram::{App, Button, Document, Keyboard, Outgoing};
use crate::text::Message;
use crate::vault::VaultError;

/// What stands before a device's key when the page hands it over: `d1.circle.age1…`.
const WIRE: &str = "d1.";

/// Says what a device's key is for and what Telegram sees, and opens the way to give it; none without a page.
///
/// # Errors
/// Those of the vault.
pub fn offer(rooms: &Rooms, reader: Reader, tag: CircleTag) -> Result<Option<Answer>, BotError> {
    let (Some(page), Some(circle)) = (&rooms.page, rooms.campaign.circle_of(tag).filter(|_| rooms.is_first())) else {
        return Ok(None);
    };
    let is_member = rooms.audience.find(reader.user)?.is_some_and(|supporter| supporter.circles.contains(&tag));
    if !is_member {
        return Ok(None);
    }
    let app = App {
        label: rooms.plain(reader, Message::ButtonGiveKey),
        url: device_address(page, circle.as_str(), reader.language.code()),
    };
    let text = rooms.html(reader, Message::CircleKeyOffer { circle: circle.as_str() });
    let chat = reader.user.private_chat();
    Ok(Some(Answer { outgoing: vec![Outgoing::Offer { chat, text, apps: vec![app] }] }))
}

/// Offers it anew to whoever pressed the button under `/mydata`.
pub fn pressed(rooms: &Rooms, reader: Reader, tag: CircleTag) -> Answered {
    let gone =
        || Answer::say(reader.user.private_chat(), rooms.html(reader, Message::CircleKeyNone), Keyboard::default());
    Ok(offer(rooms, reader, tag)?.unwrap_or_else(gone))
}

/// The button that leads to it; none without a page, for a circle that is gone, or for one of a further campaign: the page
/// knows the keys of the first alone.
pub(super) fn way(rooms: &Rooms, reader: Reader, tag: CircleTag) -> Option<Button> {
    let circle = rooms.campaign.circle_of(tag).filter(|_| rooms.page.is_some() && rooms.is_first())?;
    Some(button(rooms.plain(reader, Message::ButtonCircleKey { circle: circle.as_str() }), Press::CircleKey(tag)))
}

/// Takes a device's key, handed over by the page or pasted; `None` for anything else.
///
/// # Errors
/// Those of the vault.
pub fn take(rooms: &Rooms, reader: Reader, text: &str) -> Result<Option<Answer>, BotError> {
    let Some(given) = text.trim().strip_prefix(WIRE) else { return Ok(None) };
    let say =
        |message| Ok(Some(Answer::say(reader.user.private_chat(), rooms.html(reader, message), Keyboard::default())));
    let Some((circle, key)) = read(given) else { return say(Message::CircleKeyDamaged) };
    let tag = rooms.campaign.circle_of(circle.tag()).map(CircleId::tag);
    let taken = match tag {
        Some(tag) => rooms.vault.write(|writer| rooms.audience.put_device(writer, reader.user, tag, &key))?,
        None => false,
    };
    say(if taken { Message::CircleKeyTaken { circle: circle.as_str() } } else { Message::CircleKeyNone })
}

fn read(given: &str) -> Option<(CircleId, DeviceKey)> {
    let (circle, key) = given.split_once('.')?;
    Some((circle.parse().ok()?, key.parse().ok()?))
}

/// Makes the message that brings a sealed alert to a member: a neutral line with a button, or a file where no button can
/// carry it. `None` for one who has given no key, or another one since it was sealed.
///
/// # Errors
/// Those of the vault.
pub fn message(rooms: &Rooms, alert: &Alert, member: &Supporter) -> Result<Option<Outgoing>, AlertError> {
    let Some(sealed) = rooms.alerts.sealed(alert.id)? else { return Ok(None) };
    let Some(key) = rooms.audience.device(member.user, sealed.circle.tag())? else { return Ok(None) };
    let tag = DeviceTag::of(&sealed.payload, &key);
    let Some(header) = rooms.alerts.header(alert.id, tag)? else { return Ok(None) };
    let file = header.with_payload(&sealed.payload);
    let reader = Reader { user: member.user, language: member.language };
    let (chat, language) = (member.chat(), reader.language.code());
    let (line, label) = match member.discreet {
        true => (Message::DiscreetNotice, Message::ButtonShow),
        false => (Message::SealedCallCame, Message::ButtonOpenSealed),
    };
    let app = |label, url| Arc::new(Keyboard(vec![vec![Button::App { label: rooms.plain(reader, label), url }]]));
    let address = rooms.page.as_ref().and_then(|page| circle_address(&file, page, language));
    if let Some(url) = address {
        let (text, keyboard) = (rooms.html(reader, line), Some(app(label, url)));
        return Ok(Some(Outgoing::Message { chat, text, keyboard, reply_to: None, protect: false }));
    }
    let caption = if member.discreet { Message::DiscreetNotice } else { Message::SealedCallFile };
    let document = Document { file_name: format!("sealed-{}.age", alert.sequence), bytes: file.into() };
    let open = rooms.page.as_ref().map(|page| screen_address(page, Screen::Verify, language, false));
    let keyboard = open.map(|url| app(Message::ButtonOpenPage, url));
    Ok(Some(Outgoing::Document { chat, document, caption: rooms.html(reader, caption), keyboard }))
}

/// Lists the keys that a person has given, by circle.
///
/// # Errors
/// Those of the vault.
pub(super) fn keys_of(rooms: &Rooms, supporter: Option<&Supporter>) -> Result<Vec<(CircleTag, DeviceKey)>, VaultError> {
    supporter.map_or(Ok(Vec::new()), |supporter| rooms.audience.devices_of(supporter))
}
