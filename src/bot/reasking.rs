//! Asks those who pledged to an earlier wording whether their pledge holds for the present one: once a version, at their
//! next contact or by one message, whichever comes first.
//!
//! Pledges hold no account, so only subscribers can be written to; whoever has pledged and left hears of it when they come
//! back. The question goes out in the lane of broadcasts, a few a second, and as a neutral line to whoever wants that.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::answer::{Answer, BotError, button};
use super::button::Press;
use super::deliver::Post;
use super::pledging;
use super::rooms::{Reader, Rooms};
use crate::telegram::{Keyboard, Outcome, UserId};
use crate::text::Message;
use crate::vault::VaultError;

/// Between two questions: nobody waits for them, and calls may.
const BETWEEN: Duration = Duration::from_millis(200);

/// Subscribers read at a time.
const PAGE: usize = 256;

/// Adds the question to what a person is answered, if they are to be asked.
///
/// # Errors
/// Those of the vault; so in every function here.
pub fn at_contact(rooms: &Rooms, user: UserId, answer: Answer) -> Result<Answer, BotError> {
    let mut answer = answer;
    for served in rooms.served.iter() {
        if served.pledges.ask(user)?
            && let Some(rooms) = rooms.named(served.campaign.id().as_str())
        {
            answer = answer.and(question(&rooms, user)?);
        }
    }
    Ok(answer)
}

/// Asks every subscriber who is to be asked, then ends; a restart goes on with those who were not.
pub async fn run(rooms: Arc<Rooms>, post: Post, stop: CancellationToken) -> Result<(), BotError> {
    for rooms in rooms.each() {
        ask_all(Arc::new(rooms), &post, &stop).await?;
    }
    Ok(())
}

async fn ask_all(rooms: Arc<Rooms>, post: &Post, stop: &CancellationToken) -> Result<(), BotError> {
    if rooms.pledges.are_all_asked()? {
        return Ok(());
    }
    let (mut after, mut sent_back) = (None, false);
    loop {
        let looking = Arc::clone(&rooms);
        let page = tokio::task::spawn_blocking(move || looking.audience.page(after.as_ref(), PAGE));
        let Ok(page) = page.await else { return Ok(()) };
        let page = page?;
        after = page.last().map(|row| row.at.clone());
        if after.is_none() {
            if !sent_back {
                rooms.pledges.all_asked()?;
            }
            return Ok(rooms.vault.sync().await?);
        }
        for supporter in page.into_iter().map(|row| row.record) {
            if stop.is_cancelled() {
                return Ok(());
            }
            if supporter.subscribed.is_some() && rooms.pledges.ask(supporter.user)? {
                sent_back |= !ask(&rooms, post, supporter.user).await?;
                if stop.run_until_cancelled(tokio::time::sleep(BETWEEN)).await.is_none() {
                    return Ok(());
                }
            }
        }
    }
}

/// Sends the question; false where it was surely not sent. It is marked as asked before it goes out, so that nobody is
/// asked twice.
async fn ask(rooms: &Arc<Rooms>, post: &Post, user: UserId) -> Result<bool, BotError> {
    rooms.vault.sync().await?;
    for outgoing in question(rooms, user)?.outgoing {
        match post(outgoing).await {
            Outcome::Unreachable => drop(rooms.audience.leave(user)?),
            // The next start, or their next contact, asks.
            Outcome::Retry { .. } | Outcome::Fatal => {
                rooms.pledges.unask(user)?;
                return Ok(false);
            }
            Outcome::Delivered(_) | Outcome::Uncertain | Outcome::Gone | Outcome::Refused(_) => {}
        }
    }
    Ok(true)
}

/// Makes the question as the person wants to get messages.
fn question(rooms: &Rooms, user: UserId) -> Result<Answer, VaultError> {
    let supporter = rooms.audience.find(user)?;
    let discreet = supporter.as_ref().is_some_and(|supporter| supporter.discreet);
    let pledged = || Ok::<_, VaultError>(rooms.pledges.of(user)?.map(|pledge| pledge.language));
    let language = match supporter {
        Some(supporter) => supporter.language,
        None => pledged()?.unwrap_or(crate::text::Language::English),
    };
    let reader = Reader { user, language };
    if discreet {
        let show = button(rooms.plain(reader, Message::ButtonShow), Press::Support);
        let text = rooms.html(reader, Message::DiscreetNotice);
        return Ok(Answer::say(user.private_chat(), text, Keyboard(vec![vec![show]])).within(rooms.scope()));
    }
    Ok(pledging::ask_anew(rooms, reader).within(rooms.scope()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::sync::Mutex;

    use futures::FutureExt as _;

    use super::*;
    use crate::bot::testing::{self, Phone, data_of, transcript};
    use crate::telegram::Outgoing;

    async fn asked(rooms: &Arc<Rooms>, outcome: fn() -> Outcome) -> Vec<Outgoing> {
        let sent = Arc::new(Mutex::new(Vec::new()));
        let post: Post = {
            let sent = Arc::clone(&sent);
            Arc::new(move |outgoing| {
                sent.lock().unwrap().push(outgoing);
                async move { outcome() }.boxed()
            })
        };
        run(Arc::clone(rooms), post, CancellationToken::new()).await.unwrap();
        std::mem::take(&mut *sent.lock().unwrap())
    }

    fn delivered() -> Outcome {
        Outcome::Delivered(None)
    }

    #[tokio::test(start_paused = true)]
    async fn subscribers_are_asked_once_and_the_others_when_they_come_back() {
        let rooms = testing::rooms();
        for (user, words) in [(5, "/subscribe"), (6, "/subscribe"), (7, "/help"), (8, "/subscribe")] {
            Phone::new(&rooms, user, "en").say(words).await;
        }
        Phone::new(&rooms, 6, "en").press("hear.discreet.on").await;
        for user in [5, 6, 7] {
            Phone::new(&rooms, user, "en").say("/pledge sign").await;
        }
        assert!(asked(&rooms, delivered).await.is_empty(), "the first wording asks nobody");
        let rooms = testing::with_other_statement(&rooms);
        assert_eq!((rooms.pledges.standing().unwrap(), rooms.pledges.tally().unwrap().total), (0, 3));
        assert_eq!(asked(&rooms, || Outcome::Retry { after: Duration::ZERO }).await.len(), 2);
        let ala = Phone::new(&rooms, 5, "en");
        let answer = ala.say("/help").await;
        assert!(transcript(&answer).contains("The statement has changed"), "{}", transcript(&answer));
        assert!(!transcript(&ala.say("/help").await).contains("The statement has changed"));
        // A button under the earlier words counts for nothing; the new one does.
        let stale = transcript(&ala.press("pledge.sign").await);
        assert!(stale.contains("The statement has changed") && rooms.pledges.standing().unwrap() == 0, "{stale}");
        let renewed = transcript(&ala.press(&data_of(&answer, "renew.").unwrap()).await);
        assert!(renewed.contains("holds for the new words") && renewed.contains("1 person"), "{renewed}");
        // Whom no question reached is asked in the next pass: discreetly, who wants that.
        let discreet = transcript(&asked(&rooms, delivered).await);
        assert!(discreet.starts_with("[says] You have a new message.\n  (Show = support)"), "{discreet}");
        assert_eq!(discreet.matches("[says]").count(), 1);
        assert!(asked(&rooms, delivered).await.is_empty() && rooms.pledges.are_all_asked().unwrap());
        let left = Phone::new(&rooms, 7, "en").say("/demands").await;
        assert!(transcript(&left).contains("The statement has changed"));
        // Whoever pledges for the first time sees the new words at once.
        let new = Phone::new(&rooms, 9, "en");
        let kind = data_of(&new.say("/pledge").await, "statement.").unwrap();
        assert!(transcript(&new.press(&kind).await).contains("2 people"));
    }
}
