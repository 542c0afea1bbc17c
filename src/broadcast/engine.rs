//! Runs every broadcast that is due, and takes up those that a stop or a crash left.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::run::Run;
use super::work::{Engine, EngineError, blocking};
use super::{Happened, Notice};
use crate::alert::{Act, Alert, AlertId, PauseReason, State};

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
        let mut running = HashSet::new();
        let mut changed = engine.broadcasts.live.changed.subscribe();
        loop {
            let mut next_look = LOOK;
            // Read once: a stop that comes while the alerts are read must still wake the select below.
            let stopping = shutdown.is_cancelled();
            if !stopping {
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
                () = shutdown.cancelled(), if !stopping => {}
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
}
