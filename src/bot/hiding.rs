//! Hides the texts of discreet alerts when their time is over, also those that a stop or a crash left standing.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::deliver::Post;
use super::discreet::{self, SHOWN_FOR};
use super::in_force::InForce;
use super::rooms::Rooms;
use crate::telegram::Outcome;
use crate::vault::VaultError;

/// How often it looks.
const LOOK: Duration = Duration::from_secs(2);

/// Runs until `stop`. What was shown before `started` hides at once: nobody knows for how long the bot was away.
///
/// # Errors
/// Those of the vault.
pub async fn run(in_force: InForce, post: Post, started: Timestamp, stop: CancellationToken) -> Result<(), VaultError> {
    loop {
        look(&in_force.rooms(), &post, started).await?;
        if stop.run_until_cancelled(tokio::time::sleep(LOOK)).await.is_none() {
            return Ok(());
        }
    }
}

/// Hides once all that is due. What Telegram does not take for now stays due.
async fn look(rooms: &Arc<Rooms>, post: &Post, started: Timestamp) -> Result<(), VaultError> {
    let left_standing = started.saturating_add(SHOWN_FOR).unwrap_or(started);
    let until = (rooms.now)().max(left_standing);
    for shown in discreet::due(&rooms.vault, until)? {
        match post(shown.hiding(&rooms.texts)).await {
            // Gone from the chat, or the person is gone: there is nothing left to hide.
            Outcome::Delivered(_) | Outcome::Gone | Outcome::Refused(_) | Outcome::Unreachable => {
                shown.settle(&rooms.vault)?
            }
            // The same again changes nothing where it was done.
            Outcome::Uncertain | Outcome::Retry { .. } | Outcome::Fatal => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::sync::Mutex;

    use futures::FutureExt as _;

    use super::*;
    use crate::alert::{Act, AlertFile, AlertId};
    use crate::bot::testing::{self, Phone, data_of, transcript};
    use crate::telegram::{Outgoing, UserId};

    const ALA: i64 = 5;

    /// Somebody discreet, a call that is on its way, and what was sent.
    struct Scene {
        rooms: Arc<Rooms>,
        ala: Phone,
        call: AlertId,
        sent: Arc<Mutex<Vec<Outgoing>>>,
    }

    impl Scene {
        async fn new(outcome: &'static (dyn Fn() -> Outcome + Sync)) -> (Self, Post) {
            let rooms = testing::rooms();
            let ala = Phone::new(&rooms, ALA, "en");
            ala.say("/subscribe").await;
            ala.press("hear.discreet.on").await;
            let file = "kind = \"call\"\ncampaign = \"belarus-16-november\"\nsequence = 1\n\
                expires = 2999-01-01T00:00:00Z\n[text]\nen = \"Come to the gate.\"";
            let call = rooms.alerts.submit(&AlertFile::parse(file).unwrap(), (rooms.now)()).unwrap();
            rooms.alerts.act(call, Act::Start).unwrap();
            let sent = Arc::new(Mutex::new(Vec::new()));
            let post: Post = {
                let sent = Arc::clone(&sent);
                Arc::new(move |outgoing| {
                    sent.lock().unwrap().push(outgoing);
                    async { outcome() }.boxed()
                })
            };
            (Self { rooms, ala, call, sent }, post)
        }

        fn held(&self) -> usize {
            discreet::held(&self.rooms, UserId(ALA)).unwrap()
        }

        fn sent(&self) -> String {
            transcript(&std::mem::take(&mut *self.sent.lock().unwrap()))
        }
    }

    fn done() -> Outcome {
        Outcome::Delivered(None)
    }

    #[tokio::test]
    async fn a_text_is_shown_on_pressing_and_hides_when_its_time_is_over() {
        let (scene, post) = Scene::new(&done).await;
        let shown = scene.ala.press(&format!("show.{}", scene.call)).await;
        assert!(transcript(&shown).contains("Come to the gate."));
        assert!(data_of(&shown, "hide.").is_some() && data_of(&shown, "call.").is_some());
        // The clock of these rooms stands still: with a start of long ago nothing is due.
        let long_ago = (scene.rooms.now)() - SHOWN_FOR - SHOWN_FOR;
        look(&scene.rooms, &post, long_ago).await.unwrap();
        assert_eq!((scene.sent().as_str(), scene.held()), ("", 1));
        // A bot that started after the text was shown hides it at once.
        look(&scene.rooms, &post, (scene.rooms.now)()).await.unwrap();
        let hidden = scene.sent();
        assert!(hidden.contains(&format!("show.{}", scene.call)) && !hidden.contains("gate"), "{hidden}");
        assert_eq!(scene.held(), 0);
    }

    #[tokio::test]
    async fn what_telegram_does_not_take_stays_due() {
        let (scene, post) = Scene::new(&|| Outcome::Uncertain).await;
        scene.ala.press(&format!("show.{}", scene.call)).await;
        for _ in 0..2 {
            look(&scene.rooms, &post, (scene.rooms.now)()).await.unwrap();
            assert_eq!((scene.sent().is_empty(), scene.held()), (false, 1));
        }
    }

    #[tokio::test]
    async fn hiding_by_hand_and_forgetting_leave_nothing_due() {
        let (scene, _) = Scene::new(&done).await;
        let show = format!("show.{}", scene.call);
        scene.ala.press(&show).await;
        let hidden = transcript(&scene.ala.press(&format!("hide.{}", scene.call)).await);
        assert!(hidden.contains(&show) && !hidden.contains("gate"), "{hidden}");
        assert_eq!(scene.held(), 0);
        scene.ala.press(&show).await;
        let forget = data_of(&scene.ala.say("/forget").await, "forget.").unwrap();
        let forgotten = transcript(&scene.ala.press(&forget).await);
        assert_eq!(scene.held(), 0);
        assert!(!forgotten.contains(&show) && !forgotten.contains("gate"), "{forgotten}");
        assert_eq!(
            forgotten.matches("[shows]").count(),
            2,
            "the text hides, and the question is answered: {forgotten}"
        );
    }

    #[tokio::test]
    async fn nobody_shows_what_was_not_for_them() {
        let (scene, _) = Scene::new(&done).await;
        let show = format!("show.{}", scene.call);
        let stranger = Phone::new(&scene.rooms, 6, "en");
        let draft = scene.rooms.alerts.begin_draft(crate::alert::Kind::Call, Timestamp::MAX).unwrap();
        scene.rooms.alerts.write_draft(draft, crate::text::Language::English, "Not yet.", None).unwrap();
        for (phone, data) in
            [(&stranger, show.as_str()), (&scene.ala, &format!("show.{draft}")), (&scene.ala, "show.00000000")]
        {
            let answer = transcript(&phone.press(data).await);
            assert!(
                answer.starts_with("[answers] ") && !answer.contains("gate") && !answer.contains("Not yet"),
                "{answer}"
            );
        }
        assert_eq!(scene.held(), 0);
    }
}
