//! How an alert goes out: a cursor over the audience and a ledger row a delivery.
//!
//! * [`Plan`] decides who is next and how far it has surely come; it is pure.
//! * [`reaches`] decides whom it is for.
//! * [`Trouble`] decides when it stops itself; it is pure too.
//! * [`Broadcasts`] keeps totals and ledger, and answers questions about them.
//! * Corrections, recalls and retries go over an alert's ledger in the same way, each with a cursor of its own.
//! * Messages that shall disappear are found by when they are due, and deleted.
//! * [`Engine`] runs what is due, within a bounded window, and goes on after a crash where it was.
//!
//! Nothing is queued but the window, nothing is written up front: memory does not grow with the audience.

mod ahead;
#[cfg(test)]
mod coming_and_going;
mod doubt;
mod due;
mod engine;
mod finish;
mod ledger;
mod live;
mod plan;
mod reach;
mod record;
mod rework;
mod run;
mod sweep;
mod trouble;
mod work;

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

pub use due::Slot;
pub use ledger::LEDGER_HOURS;
pub use plan::{Candidate, Plan, Step};
pub use reach::reaches;
pub use record::{Broadcast, Delivery, Ending, Totals};
pub use trouble::Trouble;
pub use work::{Engine, EngineError, ForOne, Notify, Post, Render, Rendered, WINDOW, Wanted};

use crate::alert::{Act, Alert, AlertError, AlertId, Alerts, Kind, PauseReason, State};
use crate::audience::{Audience, Supporter};
use crate::campaign::Day;
use crate::vault::{Vault, VaultError, tables};
use live::Live;
use record::StoredBroadcast;

/// How far an alert has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Which.
    pub id: AlertId,
    /// Where it stands.
    pub state: State,
    /// Subscribers that it is for.
    pub audience: u64,
    /// Deliveries by their ending.
    pub totals: Totals,
    /// Subscribers that it has yet to reach.
    pub remaining: u64,
    /// Sends a second just now; 0 where it does not run in this process.
    pub rate: f64,
}

/// What organisers should hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// Which alert.
    pub alert: AlertId,
    /// What became of it.
    pub what: Happened,
}

/// What became of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// It reached everyone who can be reached.
    Finished,
    /// It paused itself.
    Paused(PauseReason),
}

/// The broadcasts and their ledger. Cheap to clone; clones share what runs.
#[derive(Clone)]
pub struct Broadcasts {
    vault: Arc<Vault>,
    alerts: Alerts,
    audience: Audience,
    live: Arc<Live>,
}

impl Broadcasts {
    /// Opens the room.
    pub fn new(vault: Arc<Vault>, alerts: Alerts, audience: Audience) -> Self {
        Self { vault, alerts, audience, live: Arc::default() }
    }

    /// Gives the same broadcasts under other rules; from now on the engine goes by them, too. What is on its way keeps its
    /// texts.
    #[must_use]
    pub fn under(&self, alerts: Alerts, audience: Audience) -> Self {
        self.live.go_by(alerts.clone());
        Self { alerts, audience, ..self.clone() }
    }

    /// Gives the same broadcasts for the alerts of one campaign.
    #[must_use]
    pub fn sending(&self, alerts: Alerts) -> Self {
        Self { alerts, ..self.clone() }
    }

    /// Gives the alerts that it sends.
    pub fn alerts(&self) -> &Alerts {
        &self.alerts
    }

    /// Tells how far an alert has come.
    ///
    /// # Errors
    /// [`AlertError::Unknown`], or those of the vault.
    pub fn progress(&self, id: AlertId) -> Result<Progress, AlertError> {
        let alert = self.alerts.find(id)?;
        Ok(self.progress_of(&alert)?)
    }

    /// Tells how far this alert has come.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn progress_of(&self, alert: &Alert) -> Result<Progress, VaultError> {
        let broadcast = self.find(alert.id)?;
        let audience = match &broadcast {
            Some(broadcast) => broadcast.audience,
            None => self.expected_of(alert)?,
        };
        let totals = broadcast.map(|broadcast| broadcast.totals).unwrap_or_default();
        let open = !alert.state.is_final();
        let remaining = if open { audience.saturating_sub(totals.settled()) } else { 0 };
        let rate = if alert.state == State::Running { self.live.rate(alert.id) } else { 0.0 };
        Ok(Progress { id: alert.id, state: alert.state, audience, totals, remaining, rate })
    }

    /// Counts whom an alert that has not begun will come to; for a correction of some languages that is the most.
    fn expected_of(&self, alert: &Alert) -> Result<u64, VaultError> {
        let Some(of) = alert.of else { return self.audience_of(alert) };
        let totals = self.find(of)?.map(|broadcast| broadcast.totals).unwrap_or_default();
        Ok(match alert.kind {
            Kind::Retry => totals.failed,
            _ => totals.delivered + totals.uncertain,
        })
    }

    /// Counts the subscribers that an alert is for, now.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn audience_of(&self, alert: &Alert) -> Result<u64, VaultError> {
        if let Some(sealed) = self.alerts.sealed(alert.id)? {
            // The others have no key that it is sealed to, and get nothing.
            return Ok(sealed.reached.into());
        }
        let channel = self.audience.channel(&alert.campaign)?;
        Ok(self.audience.counts()?.those(|profile| reaches(alert, channel, profile)))
    }

    /// Tells whether an alert is for a subscriber.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn is_for(&self, alert: &Alert, supporter: &Supporter) -> Result<bool, VaultError> {
        let channel = self.audience.channel(&alert.campaign)?;
        Ok(supporter.subscribed.is_some() && reaches(alert, channel, &supporter.profile()))
    }

    /// Lets an act happen to an alert and tells the engine.
    ///
    /// # Errors
    /// [`AlertError::Unknown`], [`AlertError::State`] or those of the vault.
    pub fn act(&self, id: AlertId, act: Act) -> Result<State, AlertError> {
        let state = self.alerts.act(id, act)?;
        self.wake();
        Ok(state)
    }

    /// Lets everything that goes out stand still, for a reason that stops all of it.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn pause_all(&self, reason: PauseReason) -> Result<(), AlertError> {
        for alert in self.alerts.all()?.into_iter().filter(|alert| alert.state == State::Running) {
            match self.alerts.act(alert.id, Act::Pause(reason)) {
                // It came to an end meanwhile.
                Ok(_) | Err(AlertError::State(_) | AlertError::Unknown) => {}
                Err(error) => return Err(error),
            }
        }
        self.wake();
        Ok(())
    }

    /// Tells the engine that something changed: a new alert, a pause.
    pub fn wake(&self) {
        self.live.changed.send_modify(|count| *count += 1);
    }

    pub(crate) fn find(&self, id: AlertId) -> Result<Option<Broadcast>, VaultError> {
        Ok(self.vault.read::<StoredBroadcast>(&self.vault.row_key(tables::BROADCASTS, &id.to_bytes()))?.map(Into::into))
    }
}

/// Gives the day for who was found to be out of reach: theirs is not known, so it is the day of UTC.
fn today() -> Day {
    Day::from_timestamp(Timestamp::now(), &TimeZone::UTC)
}

/// Tells whether the ledger of a broadcast that ended then may go.
fn is_over(finished: Timestamp, now: Timestamp) -> bool {
    now.duration_since(finished) > SignedDuration::from_hours(LEDGER_HOURS)
}
