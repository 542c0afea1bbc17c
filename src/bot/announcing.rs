//! News of the count: milestones, and thanks on the day after. To those who pledged and asked to hear, and to nobody else.
//!
//! Who gets calls discreetly, or lets them disappear, gets a neutral line whose button shows the count in a pop-up: no text
//! that tells anything ever stands in their chat.

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use tokio_util::sync::CancellationToken;

use super::answer::{Answer, Answered, button, keep_within};
use super::button::Press;
use super::deliver::Post;
use super::in_force::InForce;
use super::rooms::{Reader, Rooms};
use super::{closing, keyboards};
use crate::pledge::{Announcement, Current, Hearer};
use crate::telegram::{Button, Keyboard, Outcome, Outgoing, PressId, Refusal};
use crate::text::Message;
use crate::vault::VaultError;

/// How often it looks at the count.
const LOOK: Duration = Duration::from_secs(2);
/// How many are on their way at a time: so many may stay untold where the bot is killed.
const AT_ONCE: usize = 25;

/// Lets somebody hear of the count, or no longer.
pub fn hear(rooms: &Rooms, reader: Reader, wanted: bool) -> Answered {
    if let Some(closed) = closing::if_closed(rooms, reader)? {
        return Ok(closed);
    }
    let message = match wanted {
        true if rooms.pledges.of(reader.user)?.is_none() => Message::CountNoPledge,
        true => {
            rooms.pledges.hearers().begin(reader.user, reader.language)?;
            Message::CountHearing
        }
        false => {
            rooms.pledges.hearers().end(reader.user)?;
            Message::CountStopped
        }
    };
    let buttons = if matches!(message, Message::CountHearing) { vec![toggle(rooms, reader)] } else { Vec::new() };
    Ok(Answer::say(reader.user.private_chat(), rooms.html(reader, message), Keyboard(buttons)))
}

/// The button that begins or ends it, whichever is next. Where that can't be read, it begins, which changes nothing for one
/// who hears already.
pub(super) fn toggle(rooms: &Rooms, reader: Reader) -> Vec<Button> {
    let hears = rooms.pledges.hearers().hears(reader.user).unwrap_or_default();
    let (label, press) = match hears {
        true => (Message::ButtonCountStop, Press::CountStop),
        false => (Message::ButtonCountHear, Press::CountHear),
    };
    vec![button(rooms.plain(reader, label), press)]
}

/// Shows the count in a pop-up.
pub fn glance(rooms: &Rooms, reader: Reader, press: &PressId) -> Answered {
    let count = rooms.pledges.standing()?;
    Ok(Answer::pop_up(press, rooms.plain(reader, Message::WebPeople { count })))
}

/// Looks at the count until `stop`, and tells what there is to tell.
///
/// # Errors
/// Those of the vault.
pub async fn run(in_force: InForce, post: Post, stop: CancellationToken) -> Result<(), VaultError> {
    loop {
        for rooms in in_force.rooms().each() {
            look(&Arc::new(rooms), &post, &stop).await?;
        }
        if stop.run_until_cancelled(tokio::time::sleep(LOOK)).await.is_none() {
            return Ok(());
        }
    }
}

/// Tells everybody of the announcement that is on its way, or due; stops between two small groups.
async fn look(rooms: &Arc<Rooms>, post: &Post, stop: &CancellationToken) -> Result<(), VaultError> {
    if rooms.pledges.closed()?.is_some() {
        return Ok(());
    }
    let hearers = rooms.pledges.hearers();
    let total = rooms.pledges.standing()?;
    let Some(current) = hearers.look(&rooms.campaign, total, (rooms.now)())? else { return Ok(()) };
    tracing::info!(number = current.number, "an announcement of the count goes out");
    let (mut after, mut left_over) = (None, false);
    while let Some((last, untold)) = hearers.untold(current.number, after.as_ref(), AT_ONCE)? {
        after = Some(last);
        if stop.is_cancelled() {
            return Ok(());
        }
        let claimed = hearers.claim(current.number, &untold)?;
        if claimed.is_empty() {
            continue;
        }
        // Marked on the disk before anything goes out: nobody is told twice.
        rooms.vault.sync().await?;
        let sends = claimed.into_iter().map(|hearer| tell(rooms, post, current, hearer));
        for sent in join_all(sends).await {
            left_over |= !sent?;
        }
    }
    if !left_over {
        hearers.finish(current.number)?;
        tracing::info!(number = current.number, "the announcement has gone out");
    }
    Ok(())
}

/// Tells one person; false where it was surely not sent and shall be tried again.
async fn tell(rooms: &Arc<Rooms>, post: &Post, current: Current, hearer: Hearer) -> Result<bool, VaultError> {
    let user = hearer.user;
    match post(message(rooms, current, hearer)?).await {
        Outcome::Delivered(_) | Outcome::Uncertain | Outcome::Gone => Ok(true),
        Outcome::Refused(Refusal { code, reason }) => {
            tracing::warn!(code, reason, "Telegram refused an announcement");
            Ok(true)
        }
        Outcome::Unreachable => {
            rooms.end_counts(user)?;
            rooms.audience.leave(user)?;
            Ok(true)
        }
        Outcome::Retry { .. } | Outcome::Fatal => {
            rooms.pledges.hearers().release(current.number, user)?;
            Ok(false)
        }
    }
}

fn message(rooms: &Rooms, current: Current, hearer: Hearer) -> Result<Outgoing, VaultError> {
    let supporter = rooms.audience.find(hearer.user)?;
    let language = supporter.as_ref().map_or(hearer.language, |supporter| supporter.language);
    let reader = Reader { user: hearer.user, language };
    let discreet = supporter.is_some_and(|supporter| supporter.discreet || supporter.disappear_after.is_some());
    let (text, keyboard) = if discreet {
        let show = vec![button(rooms.plain(reader, Message::ButtonShow), Press::Count)];
        (rooms.html(reader, Message::DiscreetNotice), vec![show])
    } else {
        let day = rooms.campaign.day_title(language);
        let total = current.total;
        let message = match current.what {
            Announcement::Milestone(goal) => Message::Milestone { goal, total },
            Announcement::Thanks(_) => Message::MilestoneThanks { day: &day, total },
        };
        let stop = vec![button(rooms.plain(reader, Message::ButtonCountStop), Press::CountStop)];
        let share = keyboards::share(rooms, reader).map(|share| vec![share]);
        (rooms.html(reader, message), share.into_iter().chain([stop]).collect())
    };
    let keyboard = Some(Arc::new(keep_within(&Keyboard(keyboard), rooms.scope())));
    Ok(Outgoing::Message { chat: hearer.user.private_chat(), text, keyboard, reply_to: None, protect: false })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::sync::Mutex;

    use futures::FutureExt as _;
    use jiff::Timestamp;

    use super::*;
    use crate::bot::testing::{self, Phone, data_of, transcript};
    use crate::campaign::{Day, Kind};
    use crate::seal::Quorum;
    use crate::telegram::UserId;
    use crate::text::Language;

    type Sent = Arc<Mutex<Vec<Outgoing>>>;

    fn recording(outcome: &'static (dyn Fn() -> Outcome + Sync)) -> (Sent, Post) {
        let sent = Sent::default();
        let post: Post = {
            let sent = Arc::clone(&sent);
            Arc::new(move |outgoing| {
                sent.lock().unwrap().push(outgoing);
                async { outcome() }.boxed()
            })
        };
        (sent, post)
    }

    fn crowd(rooms: &Rooms, users: std::ops::Range<i64>) {
        for user in users {
            rooms.pledges.pledge(UserId(user), Kind::Sign, Language::English, Day(20_000)).unwrap();
        }
    }

    fn taken(sent: &Sent) -> Vec<Outgoing> {
        std::mem::take(&mut *sent.lock().unwrap())
    }

    async fn once(rooms: &Arc<Rooms>, post: &Post) {
        look(rooms, post, &CancellationToken::new()).await.unwrap();
    }

    #[tokio::test]
    async fn a_milestone_comes_once_to_those_who_pledged_and_asked() {
        let rooms = testing::rooms();
        let (sent, post) = recording(&|| Outcome::Delivered(None));
        once(&rooms, &post).await;
        let (ala, ben) = (Phone::new(&rooms, 5, "en"), Phone::new(&rooms, 6, "de"));
        // Without a pledge there is nothing to hear of.
        assert!(transcript(&ala.press("count-hear").await).contains("need a pledge"));
        for phone in [&ala, &ben] {
            let thanked = phone.press("pledge.sign").await;
            assert!(data_of(&thanked, "count-hear").is_some());
            phone.press("count-hear").await;
        }
        ben.press("subscribe").await;
        ben.press("hear.discreet.on").await;
        crowd(&rooms, 100..148);
        once(&rooms, &post).await;
        let told = taken(&sent);
        let text = transcript(&told);
        assert_eq!(told.len(), 2, "{text}");
        assert!(text.contains("A milestone is reached: 50") && text.contains("50 people stand up now."), "{text}");
        // Discreetly: nothing but the neutral line, and a pop-up on asking.
        assert!(text.contains("Du hast eine neue Nachricht") && data_of(&told, "count").is_some(), "{text}");
        assert!(transcript(&ben.press("count").await).contains("50 Menschen stehen dafür ein"));
        once(&rooms, &post).await;
        assert!(taken(&sent).is_empty());
        // Who withdraws hears no more, nor who stops it.
        ala.press("withdraw").await;
        assert!(!rooms.pledges.hearers().hears(UserId(5)).unwrap());
        ben.press("count-stop").await;
        crowd(&rooms, 200..260);
        once(&rooms, &post).await;
        assert!(taken(&sent).is_empty());
    }

    #[tokio::test]
    async fn what_was_surely_not_sent_is_tried_again_and_who_is_gone_is_let_go() {
        let rooms = testing::rooms();
        let (sent, retried) = recording(&|| Outcome::Retry { after: Duration::ZERO });
        once(&rooms, &retried).await;
        crowd(&rooms, 0..60);
        for user in 0..60 {
            rooms.pledges.hearers().begin(UserId(user), Language::Polish).unwrap();
        }
        once(&rooms, &retried).await;
        assert_eq!(taken(&sent).len(), 60);
        // In between the process ended: what is on its way is in the vault.
        let (sent, post) = recording(&|| Outcome::Delivered(None));
        once(&rooms, &post).await;
        assert_eq!(taken(&sent).len(), 60);
        crowd(&rooms, 60..110);
        let (sent, gone) = recording(&|| Outcome::Unreachable);
        once(&rooms, &gone).await;
        assert_eq!(taken(&sent).len(), 60);
        assert!((0..60).all(|user| !rooms.pledges.hearers().hears(UserId(user)).unwrap()));
    }

    #[tokio::test]
    async fn on_the_day_after_come_thanks_with_the_final_count() {
        let rooms = testing::rooms_at(Quorum::default(), || "2026-11-17T10:00:00Z".parse::<Timestamp>().unwrap());
        let (sent, post) = recording(&|| Outcome::Delivered(None));
        once(&rooms, &post).await;
        let ala = Phone::new(&rooms, 5, "en");
        ala.press("pledge.sign").await;
        ala.press("count-hear").await;
        crowd(&rooms, 100..106);
        once(&rooms, &post).await;
        let text = transcript(&taken(&sent));
        assert!(text.contains("is over.") && text.contains("7 people stood up."), "{text}");
        once(&rooms, &post).await;
        assert!(taken(&sent).is_empty());
    }

    #[tokio::test]
    async fn leaving_and_forgetting_end_it() {
        let rooms = testing::rooms();
        for leave in ["/stop", "forget"] {
            let ala = Phone::new(&rooms, 5, "en");
            ala.press("pledge.sign").await;
            ala.press("count-hear").await;
            assert!(rooms.pledges.hearers().hears(UserId(5)).unwrap());
            match leave {
                "/stop" => drop(ala.say("/stop").await),
                _ => drop(ala.press(&Press::Forget(rooms.today()).to_string()).await),
            }
            assert!(!rooms.pledges.hearers().hears(UserId(5)).unwrap(), "{leave}");
        }
    }
}
