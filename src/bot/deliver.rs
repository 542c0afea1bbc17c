//! From an update to its answer: decide, put it on the disk, then send.

use std::ops::ControlFlow;
use std::sync::Arc;

use futures::future::BoxFuture;
use teloxide::dptree::deps;
use teloxide::types::Update;

use super::answer::{Answer, BotError};
use super::button::Press;
use super::incoming::{ATTACHED_MAX, Incoming, Pressed, Sent};
use super::picturing;
use super::rooms::Rooms;
use super::schema::Routes;
use crate::pledge::PICTURE_MAX;
use crate::telegram::{FileId, InboxError, Outcome, Outgoing, Refusal, UserId};
use crate::vault::VaultError;

/// The way out for answers: waits for its turn, tries again what passes.
pub type Post = Arc<dyn Fn(Outgoing) -> BoxFuture<'static, Outcome> + Send + Sync>;

/// The way in for attached files of at most so many bytes: `None` where Telegram does not give the file.
pub type Fetch = Arc<dyn Fn(FileId, usize) -> BoxFuture<'static, Result<Option<Vec<u8>>, DeliverError>> + Send + Sync>;

/// Why an update was not answered; it stays in the inbox and is handled again.
#[derive(Debug, thiserror::Error)]
pub enum DeliverError {
    /// A conversation could not decide.
    #[error("a conversation could not read or write")]
    Bot(#[from] BotError),
    /// What was decided could not be put on the disk.
    #[error("the disk refused")]
    Vault(#[from] VaultError),
    /// The inbox could not be changed.
    #[error("the inbox refused")]
    Inbox(#[from] InboxError),
    /// Telegram can't be reached for now.
    #[error("the answer could not be sent yet")]
    NotSent,
    /// An attached file can't be fetched for now.
    #[error("an attached file could not be fetched yet")]
    NotFetched,
}

/// Handles one update. Safe to repeat: what is counted is counted once, and the answer is the same.
///
/// # Errors
/// [`DeliverError`]: the update shall be handled again later.
pub async fn handle(
    routes: &Routes,
    rooms: &Arc<Rooms>,
    (post, fetch): (&Post, &Fetch),
    update: &Update,
) -> Result<(), DeliverError> {
    let mut incoming = Incoming::read(update);
    if let Incoming::Sent(Sent { file: Some(file), .. }) = &mut incoming
        && file.size <= ATTACHED_MAX
    {
        file.bytes = fetch(file.id.clone(), ATTACHED_MAX).await?.map(Into::into);
    }
    if let Incoming::Sent(Sent { person, picture: Some(picture), .. }) = &mut incoming
        && picture.size <= PICTURE_MAX
        && picturing::is_awaited(rooms, person.user)?
    {
        picture.bytes = fetch(picture.id.clone(), PICTURE_MAX).await?.map(Into::into);
    }
    let answer = match routes.dispatch(deps![Arc::clone(rooms), incoming]).await {
        ControlFlow::Break(answer) => answer?,
        // Nothing that concerns klich: silence.
        ControlFlow::Continue(_) => return Ok(()),
    };
    match send(rooms, post, answer).await {
        // Kept for another try, and in the end set aside, the update would outlive what it has erased.
        Err(DeliverError::NotSent) if forgets(update) => Ok(()),
        sent => sent,
    }
}

/// Tells whether a person confirms here that they want to be forgotten.
fn forgets(update: &Update) -> bool {
    matches!(Incoming::read(update), Incoming::Pressed(Pressed { press: Some(Press::Forget(_)), .. }))
}

/// Puts everything decided so far on the disk, then sends an answer in its order.
///
/// Someone who can't be reached any more is dropped from the audience, and the rest of the answer with them.
///
/// # Errors
/// [`DeliverError`]: the disk or Telegram refused for now.
pub async fn send(rooms: &Arc<Rooms>, post: &Post, answer: Answer) -> Result<(), DeliverError> {
    rooms.vault.sync().await?;
    let mut gone = Vec::new();
    for outgoing in answer.outgoing {
        let chat = outgoing.chat();
        if chat.is_some_and(|chat| gone.contains(&chat)) {
            continue;
        }
        match post(outgoing).await {
            Outcome::Delivered(_) | Outcome::Uncertain | Outcome::Gone => {}
            // The same again would be refused again.
            Outcome::Refused(Refusal { code, reason }) => tracing::warn!(code, reason, "Telegram refused an answer"),
            Outcome::Unreachable => {
                if let Some(chat) = chat {
                    let today = rooms.today();
                    rooms.vault.write(|writer| rooms.audience.lose(writer, UserId(chat.0), today))?;
                    rooms.end_counts(UserId(chat.0))?;
                    gone.push(chat);
                }
            }
            Outcome::Retry { .. } | Outcome::Fatal => return Err(DeliverError::NotSent),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Duration;

    use futures::FutureExt as _;

    use super::*;
    use crate::bot::{schema, testing};

    fn press(data: &str) -> Update {
        let data = format!(
            r#"{{"update_id":1,"callback_query":{{"id":"7","chat_instance":"1","data":"{data}",
            "from":{{"id":5,"is_bot":false,"first_name":"A"}},
            "message":{{"message_id":50,"date":1,"text":"x","chat":{{"id":5,"type":"private","first_name":"A"}}}}}}}}"#
        );
        serde_json::from_str(&data).unwrap()
    }

    #[tokio::test]
    async fn an_erasure_that_can_not_be_confirmed_is_not_kept_for_another_try() {
        let rooms = testing::rooms();
        let post: Post = Arc::new(|_| async { Outcome::Retry { after: Duration::ZERO } }.boxed());
        let fetch: Fetch = Arc::new(|_, _| async { Ok(None) }.boxed());
        let routes = schema();
        let subscribed = handle(&routes, &rooms, (&post, &fetch), &press("subscribe")).await;
        assert!(matches!(subscribed, Err(DeliverError::NotSent)));
        assert!(rooms.audience.find(UserId(5)).unwrap().is_some());
        let forget = press(&Press::Forget(rooms.today()).to_string());
        handle(&routes, &rooms, (&post, &fetch), &forget).await.unwrap();
        assert!(rooms.audience.find(UserId(5)).unwrap().is_none());
    }
}
