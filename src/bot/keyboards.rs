//! Buttons that stand under more than one message.

use super::answer::button;
use super::button::Press;
use super::campaigns::payload;
use super::rooms::{Reader, Rooms};
use crate::campaign::Kind;
use crate::telegram::{Button, Keyboard};
use crate::text::{Language, Message};

/// The payload of a link that the button which shares hands on.
const SHARE: &str = "src_share";

/// Arranges buttons in rows of at most `width`.
pub fn in_rows(buttons: Vec<Button>, width: usize) -> Keyboard {
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for button in buttons {
        match rows.last_mut() {
            Some(row) if row.len() < width => row.push(button),
            _ => rows.push(vec![button]),
        }
    }
    Keyboard(rows)
}

/// Under the welcome: consent first, on a row of its own.
pub fn newcomer(rooms: &Rooms, reader: Reader) -> Keyboard {
    let label = |message| rooms.plain(reader, message);
    Keyboard(vec![
        vec![button(label(Message::ButtonSubscribe), Press::Subscribe)],
        vec![
            button(label(Message::ButtonDemands), Press::Demands),
            button(label(Message::ButtonPrivacy), Press::Privacy),
        ],
        vec![button(languages_label(rooms, reader), Press::Languages)],
    ])
}

/// For someone on the list.
pub fn subscriber(rooms: &Rooms, reader: Reader) -> Keyboard {
    let label = |message| rooms.plain(reader, message);
    Keyboard(vec![
        vec![button(label(Message::ButtonPledge), Press::Support)],
        vec![button(label(Message::ButtonDemands), Press::Demands), button(label(Message::ButtonDay), Press::Day)],
    ])
}

/// The way to how alerts reach the person.
pub fn hearing(rooms: &Rooms, reader: Reader) -> Vec<Button> {
    vec![button(rooms.plain(reader, Message::ButtonHearing), Press::Hearing)]
}

/// One button a kind of support.
pub fn kinds(rooms: &Rooms, reader: Reader, kinds: &[Kind]) -> Vec<Vec<Button>> {
    // A button is for the statement that stands above it, and for no later one.
    let press = |kind: Kind| match rooms.pledges.statement().since(reader.language) {
        1 => Press::Pledge(kind),
        version => Press::PledgeFor(version, kind),
    };
    kinds.iter().map(|kind| vec![button(rooms.kind(reader.language, *kind), press(*kind))]).collect()
}

/// Shares the petition's page, or the bot where it has none, through Telegram's own share page, with the campaign's words.
/// The link to the bot names this button as its place, and nobody.
pub fn share(rooms: &Rooms, reader: Reader) -> Option<Button> {
    let petition = rooms.campaign.petition().external_url.clone();
    let url = petition
        .or_else(|| rooms.username.get().map(|name| format!("https://t.me/{name}?start={}", payload(rooms, SHARE))))?;
    let text = rooms.campaign.share_text(reader.language);
    let url = format!("https://t.me/share/url?url={}&text={}", percent_encoded(&url), percent_encoded(&text));
    Some(Button::Link { label: rooms.plain(reader, Message::ButtonShare), url })
}

/// Says *language* in the reader's own and, for one who can't read that, in English.
fn languages_label(rooms: &Rooms, reader: Reader) -> String {
    let own = rooms.plain(reader, Message::ButtonLanguage);
    let english = rooms.texts.plain(Language::English, Message::ButtonLanguage);
    if own == english { own } else { format!("{own} · {english}") }
}

fn percent_encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
