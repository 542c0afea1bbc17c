//! Verifying: the button under a call that somebody signed, and its files where no button can carry it.

use std::sync::Arc;

use super::answer::{Answer, Answered, BotError, button};
use super::button::Press;
use super::discreet;
use super::incoming::Pressed;
use super::rooms::{Reader, Rooms};
use crate::alert::{Alert, AlertId, Alerts};
use crate::seal::{AddressList, KeyList, Screen, SignedCall, screen_address};
use crate::telegram::{Button, Document, Keyboard};
use crate::text::{Html, Language, Message, Texts};

/// By what people check the campaign.
pub struct Trust {
    /// The campaign's keys.
    pub keys: KeyList,
    /// The campaign's own addresses, and how many of its signers signed them.
    pub addresses: Option<(AddressList, usize)>,
}

/// Makes the button under a text that was signed; `None` where it was not, or there is no page to open.
///
/// # Errors
/// Those of the vault.
pub fn verify_button(
    alerts: &Alerts,
    texts: &Texts,
    (page, needs_page): (Option<&str>, bool),
    alert: &Alert,
    (language, text): (Language, &str),
) -> Result<Option<Button>, BotError> {
    if page.is_none() && needs_page {
        return Ok(None);
    }
    let Some(call) = alerts.proof(alert, language, text)? else { return Ok(None) };
    let label = texts.plain(language, Message::ButtonVerify);
    Ok(Some(match page.and_then(|page| call.address(page, language.code())) {
        Some(url) => Button::App { label, url },
        // Too long for a link, or no page that knows its campaign: the files come on pressing.
        None => button(label, Press::Proof(alert.id)),
    }))
}

/// Gives manifest, signatures and text as files, which the page opens, and `minisign -V` checks.
///
/// Only to people whom the alert was for: a button proves nothing.
pub fn files(rooms: &Rooms, reader: Reader, id: AlertId, pressed: &Pressed) -> Answered {
    let gone = || Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, Message::DiscreetGone)));
    let Some(message) = pressed.message else { return gone() };
    let Some((alert, language, text)) = discreet::readable(rooms, reader, id, message)? else { return gone() };
    let Some(call) = rooms.alerts.proof(&alert, language, &text)? else { return gone() };
    let chat = reader.user.private_chat();
    let mut answer = Answer::silence();
    for document in documents(alert.sequence, &call) {
        answer = answer.and_give(chat, document, Html::escape(""));
    }
    let page = rooms.page.as_deref().filter(|_| rooms.named(&alert.campaign).is_some_and(|its| its.is_first()));
    let open = page.map(|page| Button::App {
        label: rooms.plain(reader, Message::ButtonVerify),
        url: screen_address(page, Screen::Verify, reader.language.code(), false),
    });
    let keyboard = Keyboard(open.into_iter().map(|open| vec![open]).collect());
    Ok(answer.and_say(chat, rooms.html(reader, Message::ProofFiles), keyboard).to_press(&pressed.id))
}

/// Makes the files of a signed call. Their names tell nothing but its number.
fn documents(sequence: u64, call: &SignedCall) -> Vec<Document> {
    let file = |name: String, text: &str| Document { file_name: name, bytes: Arc::from(text.as_bytes()) };
    let name = format!("call-{sequence}");
    let text = file(format!("{name}.{}.txt", call.language), &call.text);
    let manifest = file(format!("{name}.manifest"), &call.manifest);
    let signatures = (1..).zip(&call.signatures).map(|(nth, signature)| {
        // The name that `minisign -V -m` looks for, for the first one.
        let number = if nth == 1 { String::new() } else { format!(".{nth}") };
        file(format!("{name}.manifest{number}.minisig"), &signature.to_file())
    });
    [text, manifest].into_iter().chain(signatures).collect()
}

/// Says how a call can be checked, and the fingerprint of the campaign's keys.
pub fn explain(rooms: &Rooms, reader: Reader) -> Answered {
    let (page, keys) = (&rooms.page, &rooms.trust.keys);
    let (chat, doubt) = (reader.user.private_chat(), rooms.html(reader, Message::VerifyDoubt));
    if keys.signers.is_empty() {
        return Ok(Answer::say(chat, rooms.html(reader, Message::VerifyUnsigned), Keyboard::default()));
    }
    let signers = keys.signers.len() as u64;
    let required = (keys.required as u64).max(1);
    let how = match (page, keys.required) {
        (Some(_), _) => Message::VerifySigned { required, signers },
        (None, _) => Message::VerifySignedNoPage { required, signers },
    };
    let fingerprint = keys.fingerprint();
    let (print, words) = (fingerprint.to_string(), fingerprint.words());
    let mut parts =
        vec![rooms.html(reader, how), rooms.html(reader, Message::VerifyKeys { print: &print, words: &words })];
    parts.extend(addresses(rooms, reader));
    parts.push(doubt);
    let open = page.as_deref().map(|page| Button::App {
        label: rooms.plain(reader, Message::ButtonVerify),
        url: screen_address(page, Screen::Verify, reader.language.code(), false),
    });
    let keyboard = Keyboard(open.into_iter().map(|open| vec![open]).collect());
    Ok(Answer::say(chat, Html::join(&parts, "\n\n"), keyboard))
}

/// Shows where the campaign is to be found, as its signers have signed it; `None` where there is no such list.
fn addresses(rooms: &Rooms, reader: Reader) -> Option<Html> {
    let (list, signers) = rooms.trust.addresses.as_ref().filter(|(list, _)| list.expires > (rooms.now)())?;
    let date = |at: jiff::Timestamp| rooms.campaign.action_day().time_zone().to_datetime(at).date();
    let or_dash = |lines: &[String]| if lines.is_empty() { "–".to_owned() } else { lines.join(", ") };
    let (next, pages) = (or_dash(&list.next_bots), or_dash(&list.pages));
    let until = rooms.date(reader.language, date(list.expires));
    let signers = *signers as u64;
    let shown = Message::VerifyAddresses { bot: &list.bot, next: &next, pages: &pages, until: &until, signers };
    Some(rooms.html(reader, shown))
}
