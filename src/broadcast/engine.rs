//! Runs every broadcast that is due, and takes up those that a stop or a crash left.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::due;
use super::run::Run;
use super::sweep::Sweep;
use super::work::{Engine, EngineError, blocking};
use super::{Happened, Notice};
use crate::alert::{Act, Alert, AlertError, AlertId, Kind, PauseReason, Refused, State, too_late};

/// The engine looks at its alerts at least this often.
const LOOK: Duration = Duration::from_secs(20);

impl Engine {
    /// Runs until `shutdown`; then the sends on their way end, are written down, and it returns.
    ///
    /// # Errors
    /// Those of the vault: the disk is full or gone. What was written stays; a new start goes on from there.
    pub async fn run(self, shutdown: CancellationToken) -> Result<(), EngineError> {
        let engine = Arc::new(self);
        let mut runs: JoinSet<(AlertId, Result<(), EngineError>)> = JoinSet::new();
        let mut running = Running::default();
        let mut deleting = tokio::spawn(due::keep_deleting(Arc::clone(&engine), shutdown.clone()));
        let mut changed = engine.broadcasts.live.changed.subscribe();
        loop {
            let mut next_look = LOOK;
            // Read once: a stop that comes while the alerts are read must still wake the select below.
            let stopping = shutdown.is_cancelled();
            if !stopping {
                let (due, wait) = Arc::clone(&engine).due().await?;
                next_look = wait.min(LOOK);
                for Due { alert, .. } in due.into_iter().filter(|due| running.begin(due)) {
                    let (engine, shutdown) = (Arc::clone(&engine), shutdown.clone());
                    runs.spawn(async move { (alert.id, run(engine, alert, shutdown).await) });
                }
            } else if runs.is_empty() {
                return deleting.await.map_err(|_| EngineError::Stopped)?;
            }
            tokio::select! {
                Some(ended) = runs.join_next(), if !runs.is_empty() => {
                    let (id, result) = ended.map_err(|_| EngineError::Stopped)?;
                    running.end(id);
                    result?;
                }
                ended = &mut deleting, if !stopping => {
                    ended.map_err(|_| EngineError::Stopped)??;
                    // It ends of itself only where all ends.
                    deleting = tokio::spawn(async { Ok(()) });
                }
                Ok(()) = changed.changed() => {}
                () = tokio::time::sleep(next_look) => {}
                () = shutdown.cancelled(), if !stopping => {}
            }
        }
    }

    /// Lists what should run now, starting what is due, and tells how long until the next is.
    async fn due(self: Arc<Self>) -> Result<(Vec<Due>, Duration), EngineError> {
        blocking(move || {
            let now = Timestamp::now();
            self.broadcasts.expire_ledgers(now)?;
            // As they are held against the rules that hold now.
            let alerts = self.broadcasts.live.alerts(&self.broadcasts.alerts);
            let mut due = Vec::new();
            let mut wait = LOOK;
            let mut all = alerts.all()?;
            // In the order of their numbers: readers are told not to believe a number below one that they have seen.
            all.sort_by_key(|alert| (alert.sequence, alert.id));
            let revisions: HashMap<AlertId, u32> = all.iter().map(|alert| (alert.id, alert.revision)).collect();
            let revision_of =
                |alert: &Alert| alert.of.and_then(|of| revisions.get(&of).copied()).unwrap_or(alert.revision);
            for alert in all {
                if alert.state == State::AwaitingApprovals {
                    if alerts.settle_approved(alert.id)? {
                        self.broadcasts.wake();
                    }
                    continue;
                }
                if matches!(alert.state, State::Scheduled | State::Running) {
                    match alerts.may_go_out(&alert) {
                        // Who approved it may do so no more, or the campaign asks for more.
                        Err(AlertError::Refused(Refused::Approvals { given, required })) => {
                            alerts.ask_again(alert.id)?;
                            tracing::warn!(alert = %alert.id, given, required, "an alert waits for approvals again");
                            continue;
                        }
                        // Taken before the campaign asked for signatures, or signed by those who are no signers now.
                        Err(AlertError::Refused(refused)) => {
                            tracing::error!(alert = %alert.id, %refused, "an alert that was taken earlier stands still");
                            continue;
                        }
                        checked => checked?,
                    }
                }
                // It waits for its own campaign to be served again; what is to be deleted does not.
                if alert.kind != Kind::Recall && !alerts.serves(&alert.campaign) {
                    continue;
                }
                let revision = revision_of(&alert);
                let late = too_late(&alert, now);
                match (alert.state, late) {
                    (State::Running, _) => due.push(Due { alert, revision }),
                    (State::Scheduled, Some(reason)) => self.refuse(&alert, reason)?,
                    (State::Scheduled, None) if alerts.is_outrun(&alert)? => {
                        self.refuse(&alert, PauseReason::Outrun)?;
                    }
                    (State::Scheduled, None) => match alert.send_at.map(|at| Duration::try_from(at.duration_since(now))) {
                        None | Some(Err(_)) | Some(Ok(Duration::ZERO)) => {
                            alerts.act(alert.id, Act::Start)?;
                            due.push(Due { alert: alerts.find(alert.id)?, revision });
                        }
                        Some(Ok(left)) => wait = wait.min(left),
                    },
                    _ => {}
                }
            }
            Ok((due, wait))
        })
        .await
    }

    /// Lets an alert that may not go out any more stand still, and organisers hear of it.
    fn refuse(&self, alert: &Alert, reason: PauseReason) -> Result<(), EngineError> {
        self.broadcasts.alerts.act(alert.id, Act::Pause(reason))?;
        self.notice(Notice { alert: alert.id, what: Happened::Paused(reason) });
        Ok(())
    }
}

/// What should run, and the revision of the texts that it carries.
struct Due {
    alert: Alert,
    revision: u32,
}

/// What runs: by its own id the alert that it is about, and the revision of the texts that it carries.
#[derive(Default)]
struct Running(HashMap<AlertId, (AlertId, u32)>);

impl Running {
    /// Lets something begin unless it runs, or has to wait for what runs.
    ///
    /// A recall waits until nothing else is on its way, the rest for whatever carries older texts: so no row of the ledger
    /// comes after them that they should have changed.
    fn begin(&mut self, Due { alert, revision }: &Due) -> bool {
        let about = alert.of.unwrap_or(alert.id);
        let in_its_way = |(id, (other, other_revision)): (&AlertId, &(AlertId, u32))| {
            *id == alert.id || (*other == about && (alert.kind == Kind::Recall || other_revision < revision))
        };
        if self.0.iter().any(in_its_way) {
            return false;
        }
        self.0.insert(alert.id, (about, *revision));
        true
    }

    fn end(&mut self, id: AlertId) {
        self.0.remove(&id);
    }
}

/// Takes an alert up and runs it as far as it may.
async fn run(engine: Arc<Engine>, alert: Alert, shutdown: CancellationToken) -> Result<(), EngineError> {
    let now = Timestamp::now();
    match alert.of {
        Some(of) => {
            let sweep = blocking(move || Sweep::take_up(engine, alert, of, now)).await?;
            sweep.go(shutdown).await
        }
        None => blocking(move || Run::take_up(engine, alert, now)).await?.go(shutdown).await,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use futures::FutureExt as _;
    use tokio::sync::mpsc;

    use super::super::{Broadcasts, Post, Rendered};
    use super::*;
    use crate::alert::{AlertFile, Alerts, Rules};
    use crate::audience::Audience;
    use crate::campaign::Day;
    use crate::seal::Quorum;
    use crate::telegram::{Outcome, UserId};
    use crate::text::{Html, Language};
    use crate::vault::Vault;

    fn engine(vault: &Arc<Vault>, required: usize) -> Engine {
        let quorum = Quorum { signers: Vec::new(), required };
        let rules = Rules { campaign: "ours".to_owned(), quorum, circles: Vec::new() };
        let audience = Audience::new(Arc::clone(vault));
        let alerts = Alerts::new(Arc::clone(vault), rules);
        Engine {
            broadcasts: Broadcasts::new(Arc::clone(vault), alerts, audience.clone()),
            audience,
            post: Arc::new(|_, _| async { Some(Outcome::Delivered(None)) }.boxed()),
            recall: Arc::new(|_, _| async { Some(Outcome::Delivered(None)) }.boxed()),
            render: Arc::new(|_, _, text| Rendered { text: Html::escape(text), keyboard: Arc::default() }),
            discreet: Arc::new(|_, _| Rendered { text: Html::escape("…"), keyboard: Arc::default() }),
            for_one: Arc::new(|_, _| Ok(None)),
            notices: mpsc::channel(1).0,
            window: 1,
        }
    }

    #[tokio::test]
    async fn what_was_taken_before_signatures_were_asked_for_stands_still() {
        let vault = Vault::in_memory();
        let file = |sequence: u32| {
            let head = format!("kind = \"call\"\ncampaign = \"ours\"\nsequence = {sequence}\n");
            AlertFile::parse(&(head + "expires = 2999-01-01T00:00:00Z\n[text]\nen = \"x\"")).unwrap()
        };
        let before = engine(&vault, 0);
        let (running, scheduled) = (
            before.broadcasts.alerts.submit(&file(1), Timestamp::now()).unwrap(),
            before.broadcasts.alerts.submit(&file(2), Timestamp::now()).unwrap(),
        );
        before.broadcasts.alerts.act(running, Act::Start).unwrap();

        let (due, _) = Arc::new(engine(&vault, 1)).due().await.unwrap();
        assert!(due.is_empty(), "{} unsigned alerts would go out", due.len());
        assert_eq!(before.broadcasts.alerts.find(scheduled).unwrap().state, State::Scheduled);

        let (due, _) = Arc::new(before).due().await.unwrap();
        assert_eq!(due.len(), 2);
    }

    #[tokio::test]
    async fn what_a_stop_sends_back_stays_open_for_the_next_run() {
        // Which comes first, the stop or what was sent back, is chance: often enough to meet both.
        for _ in 0..16 {
            let vault = Vault::in_memory();
            let rules = Rules { campaign: "ours".to_owned(), quorum: Quorum::default(), circles: Vec::new() };
            let alerts = Alerts::new(Arc::clone(&vault), rules);
            let audience = Audience::new(Arc::clone(&vault));
            let broadcasts = Broadcasts::new(vault, alerts.clone(), audience.clone());
            for user in 1..=9 {
                audience.subscribe(UserId(user), Language::English, Day(1)).unwrap();
            }
            let file = "kind = \"call\"\ncampaign = \"ours\"\nsequence = 1\nexpires = 2999-01-01T00:00:00Z\n[text]\nen = \"x\"";
            let id = alerts.submit(&AlertFile::parse(file).unwrap(), Timestamp::now()).unwrap();
            let shutdown = CancellationToken::new();
            let stop = shutdown.clone();
            let post: Post = Arc::new(move |_, _| {
                stop.cancel();
                async { Some(Outcome::Retry { after: Duration::ZERO }) }.boxed()
            });
            let render = |_: &Alert, _, text: &str| Rendered { text: Html::escape(text), keyboard: Arc::default() };
            let (notices, _heard) = mpsc::channel(1);
            let engine = Engine {
                broadcasts: broadcasts.clone(),
                audience,
                recall: Arc::clone(&post),
                post,
                render: Arc::new(render),
                discreet: Arc::new(move |alert, _| render(alert, Language::English, "…")),
                for_one: Arc::new(|_, _| Ok(None)),
                notices,
                window: 3,
            };
            engine.run(shutdown).await.unwrap();
            let progress = broadcasts.progress(id).unwrap();
            assert_eq!((progress.totals.failed, progress.remaining), (0, 9));
        }
    }
}
