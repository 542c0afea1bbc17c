//! How a run ends, whether it sent an alert or went through what was sent.

use jiff::Timestamp;

use super::record::Broadcast;
use super::work::{Engine, EngineError};
use super::{Happened, Notice};
use crate::alert::{Act, AlertError, AlertId, PauseReason};

impl Engine {
    /// Writes down how a run ended, and that nothing is on its way; tells the organisers.
    ///
    /// # Errors
    /// The vault's: then the next start takes the run for one that died.
    pub(super) fn finish(
        &self,
        id: AlertId,
        mut broadcast: Broadcast,
        pause: Option<PauseReason>,
        is_done: bool,
    ) -> Result<(), EngineError> {
        let broadcasts = &self.broadcasts;
        broadcasts.live.end(id);
        let (act, happened) = match (pause, is_done) {
            (_, true) => (Some(Act::Finish), Some(Happened::Finished)),
            (Some(reason), false) => (Some(Act::Pause(reason)), Some(Happened::Paused(reason))),
            (None, false) => (None, None),
        };
        if happened == Some(Happened::Finished) {
            broadcast.finished = Some(Timestamp::now());
        }
        broadcast.stopped_clean = true;
        let acted = broadcasts.vault.write(|writer| {
            // An organiser may have paused or cancelled it in the same moment: then that stands.
            let acted = match act.map(|act| broadcasts.alerts.act_in(writer, id, act)) {
                Some(Err(AlertError::State(_))) | None => false,
                Some(acted) => acted.map(|_| true)?,
            };
            broadcasts.put_broadcast(writer, id, &broadcast)?;
            Ok::<_, EngineError>(acted)
        })?;
        if let Some(what) = happened.filter(|_| acted) {
            self.notice(Notice { alert: id, what });
        }
        Ok(())
    }
}
