//! Live progress: messages at the desk that show how far an alert is, and edit themselves.
//!
//! Which messages those are is kept in the vault, so a restart goes on with them. A message stops being one when its alert
//! comes to an end, when something else takes its place, or when it is gone.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::super::answer::BotError;
use super::super::in_force::InForce;
use super::super::rooms::{Reader, Rooms};
use super::overview;
use crate::alert::{AlertError, AlertId};
use crate::broadcast::Post;
use crate::store::Table;
use crate::telegram::{MessageId, Outcome, Outgoing, UserId};
use crate::text::Language;
use crate::vault::{Record, RowKey, Writer, tables};

/// Between two edits of a message. Telegram allows about one a second in a chat.
const BETWEEN: Duration = Duration::from_secs(3);

/// How many messages of an organiser are live at once; the oldest gives way.
const LIVE_MAX: usize = 8;

/// A message that shows an alert.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Watch {
    alert: AlertId,
    message: MessageId,
    language: Language,
}

/// The record in the table `dialogues`; row key: blind index of `watch` and the user's number.
#[derive(Serialize, Deserialize)]
enum StoredWatches {
    V1(Vec<Watch>),
}

impl Record for StoredWatches {
    const TABLE: Table = tables::DIALOGUES;
}

/// Makes a message live: from now on it shows how far the alert is. Does nothing where the message is not known.
pub(super) fn set(rooms: &Rooms, reader: Reader, alert: AlertId, place: Option<MessageId>) -> Result<(), BotError> {
    let Some(message) = place else { return Ok(()) };
    change(rooms, reader.user, |live| {
        live.retain(|watch| watch.message != message && watch.alert != alert);
        live.push(Watch { alert, message, language: reader.language });
        let over = live.len().saturating_sub(LIVE_MAX);
        live.drain(..over);
    })
}

/// Lets a message be: something else takes its place. Gives the alert that it showed.
pub(super) fn release(rooms: &Rooms, user: UserId, place: Option<MessageId>) -> Result<Option<AlertId>, BotError> {
    let Some(message) = place else { return Ok(None) };
    let Some(shown) = watches(rooms, user)?.into_iter().find(|watch| watch.message == message) else { return Ok(None) };
    change(rooms, user, |live| live.retain(|watch| watch.message != message))?;
    Ok(Some(shown.alert))
}

/// Forgets what is live in a person's chat.
pub(super) fn erase(rooms: &Rooms, writer: &mut Writer<'_>, user: UserId) {
    writer.remove::<StoredWatches>(&key(rooms, user));
}

/// Tells whether anything is live in a person's chat.
pub(super) fn holds(rooms: &Rooms, user: UserId) -> Result<bool, BotError> {
    Ok(!watches(rooms, user)?.is_empty())
}

/// Keeps the live messages of all organisers up to date until `stop`.
pub async fn keep_up(in_force: InForce, post: Post, stop: CancellationToken) {
    let mut shown = HashMap::new();
    while stop.run_until_cancelled(tokio::time::sleep(BETWEEN)).await.is_some() {
        let rooms = in_force.rooms();
        let Ok(active) = rooms.organisers.active(rooms.today()) else {
            tracing::warn!("live messages at the desk could not be kept up; /desk shows the alerts");
            continue;
        };
        for user in active {
            if look(&rooms, &post, user, &mut shown).await.is_err() {
                tracing::warn!("a live message at the desk could not be kept up; /desk shows the alert");
            }
        }
    }
}

/// Edits what has changed in one chat.
async fn look(
    rooms: &Arc<Rooms>,
    post: &Post,
    user: UserId,
    shown: &mut HashMap<(UserId, MessageId), String>,
) -> Result<(), BotError> {
    let live = watches(rooms, user)?;
    shown.retain(|(of, message), _| *of != user || live.iter().any(|watch| watch.message == *message));
    for watch in live {
        let reader = Reader { user, language: watch.language };
        let place = (user, watch.message);
        let state = match rooms.alerts.find(watch.alert) {
            Ok(alert) => alert.state,
            Err(AlertError::Unknown) => {
                release(rooms, user, Some(watch.message))?;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let (text, keyboard) = overview::page(rooms, reader, watch.alert)?;
        let settled = if shown.get(&place).is_some_and(|before| before == text.as_str()) {
            true
        } else {
            let written = text.as_str().to_owned();
            let keyboard = (!keyboard.0.is_empty()).then(|| Arc::new(keyboard));
            let edit = Outgoing::Edit { chat: user.private_chat(), message: watch.message, text, keyboard };
            let asked = Arc::clone(rooms);
            // Something else may have taken its place while it waited for its turn.
            let wanted = move || watches(&asked, user).is_ok_and(|live| live.contains(&watch));
            match post(edit, Box::new(wanted)).await {
                Some(Outcome::Delivered(_)) => {
                    shown.insert(place, written);
                    true
                }
                Some(Outcome::Gone | Outcome::Unreachable | Outcome::Refused(_)) => {
                    release(rooms, user, Some(watch.message))?;
                    false
                }
                Some(Outcome::Retry { .. } | Outcome::Uncertain | Outcome::Fatal) | None => false,
            }
        };
        if settled && state.is_final() {
            release(rooms, user, Some(watch.message))?;
        }
    }
    Ok(())
}

fn watches(rooms: &Rooms, user: UserId) -> Result<Vec<Watch>, BotError> {
    let stored = rooms.vault.read::<StoredWatches>(&key(rooms, user))?;
    Ok(stored.map(|StoredWatches::V1(live)| live).unwrap_or_default())
}

fn change(rooms: &Rooms, user: UserId, with: impl Fn(&mut Vec<Watch>)) -> Result<(), BotError> {
    let key = key(rooms, user);
    rooms.vault.write(|writer| {
        let stored = writer.get::<StoredWatches>(&key)?;
        let mut live = stored.map(|StoredWatches::V1(live)| live).unwrap_or_default();
        with(&mut live);
        if live.is_empty() {
            writer.remove::<StoredWatches>(&key);
            return Ok(());
        }
        Ok(writer.put(&key, &StoredWatches::V1(live))?)
    })
}

fn key(rooms: &Rooms, user: UserId) -> RowKey {
    let name = [b"watch ".as_slice(), &user.to_bytes()].concat();
    rooms.vault.row_key(tables::DIALOGUES, &name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Mutex;

    use futures::FutureExt as _;

    use super::*;
    use crate::alert::{Act, AlertFile};
    use crate::bot::testing::{ORGANISER, rooms};

    const PLACE: Option<MessageId> = Some(MessageId(7));

    fn alert(rooms: &Rooms) -> AlertId {
        let file = "kind = \"call\"\ncampaign = \"belarus-16-november\"\nsequence = 1\nexpires = 2999-01-01T00:00:00Z\n[text]\nen = \"x\"";
        rooms.alerts.submit(&AlertFile::parse(file).unwrap(), (rooms.now)()).unwrap()
    }

    fn reader() -> Reader {
        Reader { user: UserId(ORGANISER), language: Language::English }
    }

    /// A way out that counts edits and gives this outcome.
    fn post(outcome: Outcome) -> (Post, Arc<Mutex<Vec<String>>>) {
        let edits = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&edits);
        let post: Post = Arc::new(move |outgoing, wanted| {
            assert!(wanted());
            if let Outgoing::Edit { text, .. } = outgoing {
                kept.lock().unwrap().push(text.as_str().to_owned());
            }
            let outcome = outcome.clone();
            async move { Some(outcome) }.boxed()
        });
        (post, edits)
    }

    #[test]
    fn how_many_are_live_is_not_told_by_the_length() {
        let rooms = rooms();
        let watch =
            Watch { alert: AlertId::from_bytes([7; 5]), message: MessageId(i32::MAX), language: Language::Turkish };
        let key = key(&rooms, UserId((1 << 52) - 1));
        for live in 1..=LIVE_MAX {
            let stored = StoredWatches::V1(vec![watch; live]);
            assert_eq!(crate::vault::measuring::seal(&rooms.vault, &key, &stored).unwrap().len(), 128 + 45, "{live}");
        }
    }

    #[tokio::test]
    async fn a_live_message_is_edited_when_something_changed_and_until_the_end() {
        let rooms = rooms();
        let id = alert(&rooms);
        set(&rooms, reader(), id, PLACE).unwrap();
        let (post, edits) = post(Outcome::Delivered(None));
        let (user, mut shown) = (UserId(ORGANISER), HashMap::new());
        for (act, expected) in
            [(None, 1), (None, 1), (Some(Act::Start), 2), (None, 2), (Some(Act::Finish), 3), (None, 3)]
        {
            act.map(|act| rooms.alerts.act(id, act).unwrap());
            look(&rooms, &post, user, &mut shown).await.unwrap();
            assert_eq!(edits.lock().unwrap().len(), expected);
        }
        assert!(!holds(&rooms, user).unwrap() && shown.is_empty());
    }

    #[tokio::test]
    async fn a_message_that_is_gone_or_shows_something_else_is_let_be() {
        let rooms = rooms();
        let (id, user) = (alert(&rooms), UserId(ORGANISER));
        set(&rooms, reader(), id, PLACE).unwrap();
        let (gone, _) = post(Outcome::Gone);
        look(&rooms, &gone, user, &mut HashMap::new()).await.unwrap();
        assert!(!holds(&rooms, user).unwrap());
        set(&rooms, reader(), id, PLACE).unwrap();
        release(&rooms, user, Some(MessageId(8))).unwrap();
        assert!(holds(&rooms, user).unwrap());
        release(&rooms, user, PLACE).unwrap();
        assert!(!holds(&rooms, user).unwrap());
        for message in 1..=20 {
            let id = rooms.alerts.begin_draft(crate::alert::Kind::Call, (rooms.now)()).unwrap();
            set(&rooms, reader(), id, Some(MessageId(message))).unwrap();
        }
        assert_eq!(watches(&rooms, user).unwrap().len(), LIVE_MAX);
    }
}
