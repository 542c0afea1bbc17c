//! Runs every broadcast that is due, and takes up those that a stop or a crash left.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::plan::Candidate;
use super::run::Run;
use super::{Broadcasts, Happened, Notice};
use crate::alert::{Act, Alert, AlertError, AlertId, PauseReason, State};
use crate::audience::{Audience, Supporter};
use crate::telegram::{Keyboard, Outcome, Outgoing};
use crate::text::{Html, Language};
use crate::vault::VaultError;

/// How many subscribers may be on the way at once: sent to, and not yet written down.
pub const WINDOW: usize = 50;

/// The engine looks at its alerts at least this often.
const LOOK: Duration = Duration::from_secs(20);

/// Sends one message when its turn comes, unless it is not wanted any more then; `None` if so.
pub type Post = Arc<dyn Fn(Outgoing, Wanted) -> BoxFuture<'static, Option<Outcome>> + Send + Sync>;

/// Asked at the last moment before a send.
pub type Wanted = Box<dyn Fn() -> bool + Send + Sync>;

/// Makes an alert's message from its text in a language.
pub type Render = Arc<dyn Fn(&Alert, Language, &str) -> Rendered + Send + Sync>;

/// An alert's message in one language, the same for all its readers.
#[derive(Clone)]
pub struct Rendered {
    /// Head, text and foot.
    pub text: Html,
    /// The buttons under it.
    pub keyboard: Arc<Keyboard>,
}

/// Why the engine gave up.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The vault failed.
    #[error("the vault failed")]
    Vault(#[from] VaultError),
    /// An alert could not be read or changed.
    #[error("an alert could not be read or changed")]
    Alert(#[from] AlertError),
    /// A task of it was stopped.
    #[error("a task of the engine was stopped")]
    Stopped,
}

/// What the engine works with.
pub struct Engine {
    /// What it runs.
    pub broadcasts: Broadcasts,
    /// For whom.
    pub audience: Audience,
    /// The way out.
    pub post: Post,
    /// What a message looks like.
    pub render: Render,
    /// Where organisers are told; a full channel drops.
    pub notices: mpsc::Sender<Notice>,
    /// See [`WINDOW`].
    pub window: usize,
}

impl Engine {
    /// Runs until `shutdown`; then the sends on their way end, are written down, and it returns.
    ///
    /// # Errors
    /// Those of the vault: the disk is full or gone. What was written stays; a new start goes on from there.
    pub async fn run(self, shutdown: CancellationToken) -> Result<(), EngineError> {
        let engine = Arc::new(self);
        let mut runs: JoinSet<(AlertId, Result<(), EngineError>)> = JoinSet::new();
        let mut running = HashSet::new();
        let mut changed = engine.broadcasts.live.changed.subscribe();
        loop {
            let mut next_look = LOOK;
            if !shutdown.is_cancelled() {
                let (due, wait) = Arc::clone(&engine).due().await?;
                next_look = wait.min(LOOK);
                for alert in due.into_iter().filter(|alert| running.insert(alert.id)) {
                    let (engine, shutdown) = (Arc::clone(&engine), shutdown.clone());
                    runs.spawn(async move {
                        let id = alert.id;
                        let run = blocking(move || Run::take_up(engine, alert, Timestamp::now())).await;
                        let result = match run {
                            Ok(run) => run.go(shutdown).await,
                            Err(error) => Err(error),
                        };
                        (id, result)
                    });
                }
            } else if runs.is_empty() {
                return Ok(());
            }
            tokio::select! {
                Some(ended) = runs.join_next(), if !runs.is_empty() => {
                    let (id, result) = ended.map_err(|_| EngineError::Stopped)?;
                    running.remove(&id);
                    result?;
                }
                Ok(()) = changed.changed() => {}
                () = tokio::time::sleep(next_look) => {}
                () = shutdown.cancelled(), if !shutdown.is_cancelled() => {}
            }
        }
    }

    /// Lists what should run now, starting what is due, and tells how long until the next is.
    async fn due(self: Arc<Self>) -> Result<(Vec<Alert>, Duration), EngineError> {
        blocking(move || {
            let now = Timestamp::now();
            self.broadcasts.expire_ledgers(now)?;
            let mut due = Vec::new();
            let mut wait = LOOK;
            for alert in self.broadcasts.alerts.list()? {
                match alert.state {
                    State::Running => due.push(alert),
                    State::Scheduled if alert.expires <= now => self.expire(alert.id)?,
                    State::Scheduled => match alert.send_at.map(|at| Duration::try_from(at.duration_since(now))) {
                        None | Some(Err(_)) | Some(Ok(Duration::ZERO)) => {
                            let state = self.broadcasts.alerts.act(alert.id, Act::Start)?;
                            due.push(Alert { state, ..alert });
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

    fn expire(&self, id: AlertId) -> Result<(), EngineError> {
        self.broadcasts.alerts.act(id, Act::Pause(PauseReason::Expired))?;
        self.notice(Notice { alert: id, what: Happened::Paused(PauseReason::Expired) });
        Ok(())
    }

    pub(super) fn notice(&self, notice: Notice) {
        // Organisers can ask for the state at any time: a note that is lost loses nothing.
        let _ = self.notices.try_send(notice);
    }

    /// Sends to one subscriber, unless they left meanwhile.
    pub(super) fn send(
        &self,
        rendered: Arc<Rendered>,
        candidate: Candidate<Supporter>,
        halted: Arc<AtomicBool>,
    ) -> impl Future<Output = (Candidate<Supporter>, Sent)> + Send + use<> {
        let user = candidate.subscriber.user;
        let outgoing = Outgoing::Message {
            chat: candidate.subscriber.chat(),
            text: rendered.text.clone(),
            keyboard: Some(Arc::clone(&rendered.keyboard)),
            reply_to: None,
            protect: false,
        };
        let audience = self.audience.clone();
        // Where it can't be read whether they still want it, they get nothing.
        let wanted: Wanted = Box::new(move || {
            let subscribed = |supporter: Supporter| supporter.subscribed.is_some();
            !halted.load(Ordering::Relaxed) && audience.find(user).is_ok_and(|found| found.is_some_and(subscribed))
        });
        let sent = (self.post)(outgoing, wanted);
        async move { (candidate, sent.await.map_or(Sent::Left, Sent::Came)) }
    }
}

/// What became of a candidate.
pub(super) enum Sent {
    /// They left, or the run was halted, before their turn: nothing was sent.
    Left,
    /// It was tried.
    Came(Outcome),
}

/// Runs what blocks where it may.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
) -> Result<T, EngineError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| EngineError::Stopped)?
}
