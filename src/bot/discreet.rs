//! Discreet alerts: a neutral line with a button, the text on pressing it, and the line again after a while.
//!
//! That a text stands in a chat is written down before it does, so that a restart hides it: [`super::hiding`].

use std::fmt;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Answered, BotError, button};
use super::button::Press;
use super::calls;
use super::incoming::Pressed;
use super::rooms::{Reader, Rooms};
use crate::alert::{Alert, AlertError, AlertId, State};
use crate::broadcast::{Rendered, reaches};
use crate::store::Table;
use crate::telegram::{Keyboard, MessageId, Outgoing, UserId};
use crate::text::{Language, Message, Texts};
use crate::vault::{Record, RowKey, Vault, VaultError, Writer, tables};

/// How long a text stands before it hides itself, in minutes.
pub const SHOWN_MINUTES: u64 = 5;

/// The same, to reckon with.
pub const SHOWN_FOR: SignedDuration = SignedDuration::from_mins(SHOWN_MINUTES as i64);

/// A person can hardly show more at once; what is beyond is found at the next look.
const PAGE: usize = 256;

/// Makes the neutral line: it names neither campaign nor sender, and has no other button.
pub fn notice(texts: &Texts, alert: AlertId, language: Language) -> Rendered {
    let show = button(texts.plain(language, Message::ButtonShow), Press::Show(alert));
    Rendered { text: texts.html(language, Message::DiscreetNotice), keyboard: Arc::new(Keyboard(vec![vec![show]])) }
}

/// Puts the text in the place of the neutral line, as it stands now: a correction is in it.
///
/// Only for people whom the alert was for: a button proves nothing.
pub fn show(rooms: &Rooms, reader: Reader, id: AlertId, pressed: &Pressed) -> Answered {
    let gone = || Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, Message::DiscreetGone)));
    let Some(message) = pressed.message else { return gone() };
    let Some((alert, language, text)) = readable(rooms, reader, id, message)? else { return gone() };
    let shown = Shown {
        user: reader.user,
        message,
        alert: id,
        language: reader.language,
        hides: (rooms.now)().saturating_add(SHOWN_FOR).unwrap_or(Timestamp::MAX),
    };
    rooms.vault.write(|writer| writer.put(&shown.key(&rooms.vault), &StoredShown::from(&shown)))?;
    let verify = rooms.verify_button(&alert, language, &text)?;
    let rendered = calls::render((&rooms.texts, &rooms.campaign), &alert, language, &text, verify);
    let hide = vec![button(rooms.plain(reader, Message::ButtonHide), Press::Hide(id))];
    let keyboard = Keyboard(rendered.keyboard.0.iter().cloned().chain([hide]).collect());
    let chat = reader.user.private_chat();
    Ok(Answer::silence().and_show(chat, Some(message), rendered.text, keyboard).to_press(&pressed.id))
}

/// Puts the neutral line back.
pub fn hide(rooms: &Rooms, reader: Reader, id: AlertId, pressed: &Pressed) -> Answered {
    let Some(message) = pressed.message else {
        return Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, Message::DiscreetGone)));
    };
    let key = key(&rooms.vault, reader.user, message);
    rooms.vault.write(|writer| {
        writer.remove::<StoredShown>(&key);
        Ok::<_, VaultError>(())
    })?;
    let Rendered { text, keyboard } = notice(&rooms.texts, id, reader.language);
    let chat = reader.user.private_chat();
    Ok(Answer::silence().and_show(chat, Some(message), text, (*keyboard).clone()).to_press(&pressed.id))
}

/// Counts the texts that stand in a person's chat just now.
///
/// # Errors
/// Those of the vault; so in every function here.
pub fn held(rooms: &Rooms, user: UserId) -> Result<usize, VaultError> {
    Ok(of(&rooms.vault, user)?.len())
}

/// Forgets what stands in a person's chat, within a larger write, and gives what hides it now: no button is left.
pub fn erase(rooms: &Rooms, writer: &mut Writer<'_>, user: UserId) -> Result<Vec<Outgoing>, VaultError> {
    let shown = of(&rooms.vault, user)?;
    let hidden = shown.into_iter().map(|shown| {
        writer.remove::<StoredShown>(&shown.key(&rooms.vault));
        let Rendered { text, .. } = notice(&rooms.texts, shown.alert, shown.language);
        Outgoing::Edit { chat: user.private_chat(), message: shown.message, text, keyboard: None }
    });
    Ok(hidden.collect())
}

/// A text that stands in a discreet subscriber's chat.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) user: UserId,
    pub(super) message: MessageId,
    pub(super) alert: AlertId,
    pub(super) language: Language,
    /// When it hides itself.
    pub(super) hides: Timestamp,
}

impl Shown {
    fn key(&self, vault: &Vault) -> RowKey {
        key(vault, self.user, self.message)
    }

    /// Gives what hides it.
    pub(super) fn hiding(&self, texts: &Texts) -> Outgoing {
        let Rendered { text, keyboard } = notice(texts, self.alert, self.language);
        Outgoing::Edit { chat: self.user.private_chat(), message: self.message, text, keyboard: Some(keyboard) }
    }

    /// Strikes it off, unless it was shown anew meanwhile.
    pub(super) fn settle(&self, vault: &Vault) -> Result<(), VaultError> {
        let key = self.key(vault);
        vault.write(|writer| {
            if writer.get::<StoredShown>(&key)?.map(Self::from).as_ref() == Some(self) {
                writer.remove::<StoredShown>(&key);
            }
            Ok(())
        })
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

/// Lists all that hides itself before `until`.
pub(super) fn due(vault: &Vault, until: Timestamp) -> Result<Vec<Shown>, VaultError> {
    let (mut due, mut after) = (Vec::new(), None);
    loop {
        let rows = vault.page::<StoredShown>(after.as_ref(), PAGE)?;
        let last = rows.len() < PAGE;
        after = rows.last().map(|row| row.at.clone());
        due.extend(rows.into_iter().map(|row| Shown::from(row.record)).filter(|shown| shown.hides <= until));
        if last {
            return Ok(due);
        }
    }
}

fn of(vault: &Vault, user: UserId) -> Result<Vec<Shown>, VaultError> {
    let prefix = vault.group_prefix(tables::SHOWN, &user.to_bytes());
    let rows = vault.page_of_group::<StoredShown>(&prefix, None, PAGE)?;
    Ok(rows.into_iter().map(|row| Shown::from(row.record)).collect())
}

/// Finds an alert's text for a person, if it is theirs to read: it was delivered in this message, or, where the ledger
/// does not know, it is for people like them.
pub(super) fn readable(
    rooms: &Rooms,
    reader: Reader,
    id: AlertId,
    message: MessageId,
) -> Result<Option<(Alert, Language, String)>, BotError> {
    let alert = match rooms.alerts.find(id) {
        Err(AlertError::Unknown) => return Ok(None),
        found => found?,
    };
    if !has_gone_out(alert.state) || rooms.alerts.is_recalled(id)? {
        return Ok(None);
    }
    let delivered = rooms.broadcasts.delivery(id, reader.user)?.is_some_and(|row| row.message == Some(message));
    let subscriber = rooms.audience.find(reader.user)?.filter(|supporter| supporter.subscribed.is_some());
    if !delivered && !subscriber.is_some_and(|supporter| reaches(&alert, &supporter.profile())) {
        return Ok(None);
    }
    let Some(language) = alert.language_for(reader.language) else { return Ok(None) };
    let text = rooms.alerts.text(id, language)?;
    Ok(text.map(|text| (alert, language, text)))
}

fn has_gone_out(state: State) -> bool {
    match state {
        State::Draft | State::AwaitingSignatures | State::AwaitingApprovals | State::Scheduled => false,
        State::Running | State::Paused(_) | State::Finished | State::Cancelled => true,
    }
}

fn key(vault: &Vault, user: UserId, message: MessageId) -> RowKey {
    vault.grouped_row_key(tables::SHOWN, &user.to_bytes(), &message.0.to_be_bytes())
}

/// The record in the table `shown`; row key: the user's group, then the blind index of the message's number.
#[derive(Serialize, Deserialize)]
enum StoredShown {
    V1 { user: UserId, message: MessageId, alert: AlertId, language: Language, hides_ms: i64 },
}

impl Record for StoredShown {
    const TABLE: Table = tables::SHOWN;
}

impl From<StoredShown> for Shown {
    fn from(stored: StoredShown) -> Self {
        let StoredShown::V1 { user, message, alert, language, hides_ms } = stored;
        let hides = Timestamp::from_millisecond(hides_ms).unwrap_or(Timestamp::MIN);
        Self { user, message, alert, language, hides }
    }
}

impl From<&Shown> for StoredShown {
    fn from(shown: &Shown) -> Self {
        let Shown { user, message, alert, language, hides } = shown;
        Self::V1 {
            user: *user,
            message: *message,
            alert: *alert,
            language: *language,
            hides_ms: hides.as_millisecond(),
        }
    }
}
