//! Signatures at the desk: what is to be signed comes as files, signatures come as files or as pasted text.

use std::sync::Arc;

use super::super::answer::{Answer, Answered, BotError};
use super::super::button::DeskPress;
use super::super::rooms::{Reader, Rooms};
use super::overview::desk;
use crate::alert::{Alert, AlertError, AlertId, Refused, Standing};
use crate::audit::{self, By};
use crate::seal::{Refusal, Signature};
use crate::telegram::{Button, Document, Keyboard};
use crate::text::{Html, Message};

/// How a signature file begins.
const BEGINS: &str = "untrusted comment:";

/// Gives what is to be signed as files: the alert with its texts, and its manifest.
pub(super) fn to_sign(rooms: &Rooms, reader: Reader, id: AlertId) -> Answered {
    let file = rooms.alerts.to_sign(id, (rooms.now)())?;
    let name = format!("alert-{}.toml", file.sequence);
    let given = |file_name: String, text: String| Document { file_name, bytes: Arc::from(text.into_bytes()) };
    let caption = rooms.html(reader, Message::DeskToSignCaption { id: &id.to_string(), file: &name });
    let chat = reader.user.private_chat();
    Ok(Answer::silence().and_give(chat, given(name, file.to_toml()), caption).and_give(
        chat,
        given(format!("alert-{}.manifest", file.sequence), file.manifest().to_text()),
        Html::escape(""),
    ))
}

/// Tells whether a text is a signature, or wants to be one.
pub(super) fn is_one(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').starts_with(BEGINS)
}

/// Takes a signature; `None` where the text is none.
pub(super) fn take(rooms: &Rooms, reader: Reader, text: &str) -> Result<Option<Answer>, BotError> {
    if !is_one(text) {
        return Ok(None);
    }
    let chat = reader.user.private_chat();
    let taken = Signature::read(text)
        .map_err(|refusal| AlertError::from(Refused::Signatures(refusal)))
        .and_then(|signature| sign(rooms, reader, &signature));
    let (id, standing) = match taken {
        Ok(taken) => taken,
        Err(AlertError::Refused(refused)) => {
            return Ok(Some(Answer::say(chat, why(rooms, reader, &refused), Keyboard::default())));
        }
        Err(AlertError::State(_) | AlertError::Recalled | AlertError::Rework | AlertError::Empty) => {
            let text = rooms.html(reader, Message::DeskSignatureNotAwaited);
            return Ok(Some(Answer::say(chat, text, Keyboard::default())));
        }
        Err(error) => return Err(error.into()),
    };
    rooms.broadcasts.wake();
    // Where approvals are missing, it does not go out yet: the page says so.
    let (given, required) = (standing.signers.len() as u64, standing.required as u64);
    let id_text = id.to_string();
    let text = match standing.is_enough() {
        true => Message::DeskSignaturesComplete { id: &id_text, given, required },
        false => Message::DeskSignatureTaken { id: &id_text, given, required },
    };
    let keyboard = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonRefresh, DeskPress::Alert(id))]]);
    Ok(Some(Answer::say(chat, rooms.html(reader, text), keyboard)))
}

/// Finds the alert that a signature is over, and takes it.
fn sign(rooms: &Rooms, reader: Reader, signature: &Signature) -> Result<(AlertId, Standing), AlertError> {
    let (id, now) = (rooms.alerts.signed_by(signature)?, (rooms.now)());
    rooms.vault.write(|writer| {
        let standing = rooms.alerts.sign_in(writer, id, std::slice::from_ref(signature), now)?;
        rooms.audit.record(writer, By::Organiser(reader.user), audit::Act::Signed(id), now)?;
        Ok((id, standing))
    })
}

/// Says how far an alert is on its way to enough signatures; `None` where it waits for none.
pub(super) fn standing(rooms: &Rooms, reader: Reader, alert: &Alert) -> Result<Option<Html>, BotError> {
    if !(alert.state.waits() && rooms.alerts.rules().asks_for_signatures()) {
        return Ok(None);
    }
    let standing = rooms.alerts.standing(alert.id)?;
    let signers: Vec<String> = standing.signers.iter().map(ToString::to_string).collect();
    let signers = if signers.is_empty() { "–".to_owned() } else { signers.join(", ") };
    let (given, required) = (standing.signers.len() as u64, standing.required as u64);
    Ok(Some(rooms.html(reader, Message::DeskAwaits { given, required, signers: &signers })))
}

/// The button of an alert that waits for signatures.
pub(super) fn button(rooms: &Rooms, reader: Reader, id: AlertId) -> Button {
    desk(rooms, reader, Message::DeskButtonToSign, DeskPress::ToSign(id))
}

/// Says why a signature was not taken.
fn why(rooms: &Rooms, reader: Reader, refused: &Refused) -> Html {
    let print;
    let message = match refused {
        Refused::Signatures(Refusal::ForeignKey(key)) => Message::DeskSignatureForeign { key },
        Refused::Signatures(Refusal::SameSigner(signer)) => {
            print = signer.to_string();
            Message::DeskSignatureTwice { signer: &print }
        }
        Refused::Signatures(Refusal::OtherText(_)) => Message::DeskSignatureOther,
        Refused::Signatures(Refusal::NotPrehashed) => Message::DeskSignatureOldKind,
        Refused::OldSequence { given, last } => Message::DeskSignatureOld { given: *given, last: *last },
        Refused::Expired(_) => Message::DeskSignatureExpired,
        _ => Message::DeskSignatureMalformed,
    };
    rooms.html(reader, message)
}
