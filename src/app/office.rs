//! Answers what the command line asks: in the running bot over the control socket, or in the command itself.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::alert::{Act, AlertError, AlertFile, AlertId, PauseReason, Refused, State};
use crate::bot::Rooms;
use crate::control::reports::{
    AlertEntry, AlertList, AlertStatus, BotState, Masked, Sent, Stats, Status, Tally, Unlocked,
};
use crate::control::{ControlError, Office, Request};
use crate::vault::VaultError;

/// The office over the rooms.
pub struct RoomsOffice {
    rooms: Arc<Rooms>,
    /// When the bot started; none where no bot runs.
    since: Option<Timestamp>,
}

impl RoomsOffice {
    /// Opens the office.
    pub fn new(rooms: Arc<Rooms>, since: Option<Timestamp>) -> Self {
        Self { rooms, since }
    }
}

impl Office for RoomsOffice {
    fn answer(&self, request: Request) -> Result<Value, ControlError> {
        match request {
            Request::Status {} => report(&self.status()?),
            // It is open: there is nothing to compare a passphrase with, and nothing to do.
            Request::Unlock { .. } => report(&Unlocked { state: self.state() }),
            Request::Stats {} => report(&self.stats()?),
            Request::PledgesTally {} => report(&self.tally()?),
            Request::AlertSend { file, signatures } => report(&self.send(&file, &signatures)?),
            Request::AlertList {} => report(&self.list()?),
            Request::AlertStatus { id } | Request::AlertFollow { id } => report(&self.alert(parse(&id)?)?),
            Request::AlertPause { id } => report(&self.act(&id, Act::Pause(PauseReason::Asked))?),
            Request::AlertResume { id } => report(&self.act(&id, Act::Resume)?),
            Request::AlertCancel { id } => report(&self.act(&id, Act::Cancel)?),
        }
    }
}

impl RoomsOffice {
    fn status(&self) -> Result<Status, ControlError> {
        let alerts = self.rooms.alerts.list().map_err(alert_error)?;
        let broadcasts = alerts.iter().filter(|alert| alert.state == State::Running).count();
        let figures = self.rooms.inbox.traffic().figures();
        Ok(Status {
            running: self.since.is_some(),
            state: self.state(),
            since: self.since,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            campaign: self.rooms.campaign.id().as_str().to_owned(),
            inbox: Some(figures.inbox),
            broadcasts: Some(broadcasts as u64),
            set_aside: Some(figures.set_aside),
        })
    }

    fn state(&self) -> BotState {
        if self.since.is_some() { BotState::Running } else { BotState::Stopped }
    }

    fn stats(&self) -> Result<Stats, ControlError> {
        let counts = self.rooms.audience.counts().map_err(|error| vault_error(&error))?;
        let tally = self.rooms.pledges.tally().map_err(|error| vault_error(&error))?;
        let alerts = self.rooms.alerts.list().map_err(alert_error)?;
        Ok(Stats {
            subscribers: counts.total(),
            by_language: Masked::of(counts.by_language().map(|(language, count)| (language.code(), count))),
            pledges: tally.total,
            alerts: alerts.iter().filter(|alert| alert.state != State::Draft).count() as u64,
        })
    }

    fn tally(&self) -> Result<Tally, ControlError> {
        let tally = self.rooms.pledges.tally().map_err(|error| vault_error(&error))?;
        Ok(Tally {
            total: tally.total,
            by_kind: Masked::of(tally.by_kind.iter().map(|(kind, count)| (kind.code(), *count))),
            by_language: Masked::of(tally.by_language.iter().map(|(language, count)| (language.code(), *count))),
        })
    }

    /// Takes an alert; it is on the disk when this returns.
    fn send(&self, file: &str, signatures: &[String]) -> Result<Sent, ControlError> {
        if !signatures.is_empty() {
            return Err(ControlError::usage(
                "this version of klich can't check signatures, so it takes none",
                "send the alert without --signature, if the campaign asks for none",
            ));
        }
        let file = AlertFile::parse(file).map_err(|mistakes| {
            let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            ControlError::usage(
                format!("the alert file is not right: {}", lines.join("; ")),
                "correct the file and send it again; nothing was sent",
            )
        })?;
        let id = self.rooms.alerts.submit(&file, Timestamp::now()).map_err(alert_error)?;
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        self.rooms.broadcasts.wake();
        Ok(Sent { id: id.to_string() })
    }

    fn list(&self) -> Result<AlertList, ControlError> {
        let alerts = self.rooms.alerts.list().map_err(alert_error)?;
        let entry = |alert: crate::alert::Alert| AlertEntry {
            id: alert.id.to_string(),
            sequence: alert.sequence,
            kind: alert.kind.word().to_owned(),
            state: alert.state.into(),
            send_at: alert.send_at,
            expires: alert.expires,
        };
        let last_sequence = self.rooms.alerts.last_sequence().map_err(alert_error)?;
        Ok(AlertList { last_sequence, alerts: alerts.into_iter().map(entry).collect() })
    }

    fn alert(&self, id: AlertId) -> Result<AlertStatus, ControlError> {
        let progress = self.rooms.broadcasts.progress(id).map_err(alert_error)?;
        let reason = match progress.state {
            State::Paused(reason) => Some(why(reason).to_owned()),
            _ => None,
        };
        Ok(AlertStatus {
            id: id.to_string(),
            state: progress.state.into(),
            reason,
            audience: progress.audience,
            delivered: progress.totals.delivered,
            unreachable: progress.totals.unreachable,
            failed: progress.totals.failed,
            uncertain: progress.totals.uncertain,
            remaining: progress.remaining,
            rate: (progress.rate * 10.0).round() / 10.0,
        })
    }

    fn act(&self, id: &str, act: Act) -> Result<AlertStatus, ControlError> {
        let id = parse(id)?;
        self.rooms.broadcasts.act(id, act).map_err(alert_error)?;
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        self.alert(id)
    }
}

fn why(reason: PauseReason) -> &'static str {
    match reason {
        PauseReason::Asked => "an organiser asked",
        PauseReason::Refused => "Telegram refused its content",
        PauseReason::Failing => "more than a fifth of the last sends failed",
        PauseReason::Expired => "it expired",
    }
}

fn parse(id: &str) -> Result<AlertId, ControlError> {
    id.parse().map_err(|error: crate::alert::NotAnId| ControlError::usage(error.to_string(), "see `klich alert list`"))
}

pub(super) fn report(report: &impl Serialize) -> Result<Value, ControlError> {
    serde_json::to_value(report).map_err(|_| ControlError::failed("the report can't be written", "report this mistake"))
}

fn alert_error(error: AlertError) -> ControlError {
    match error {
        AlertError::Unknown => ControlError::failed("there is no such alert", "see `klich alert list`"),
        AlertError::Refused(refused @ Refused::SignaturesNotChecked(_)) => {
            ControlError::configuration(refused.to_string(), "nothing was sent; see SECURITY.md on signatures")
        }
        AlertError::Refused(refused) => {
            ControlError::failed(refused.to_string(), "correct the file and send it again; nothing was sent")
        }
        AlertError::State(_) => ControlError::failed(error.to_string(), "see `klich alert status ID`"),
        AlertError::Empty | AlertError::TooLong(_) => ControlError::usage(error.to_string(), "correct the text"),
        AlertError::Vault(error) => vault_error(&error),
    }
}

fn vault_error(error: &VaultError) -> ControlError {
    ControlError::failed(error.to_string(), "see klich's log; if the disk is full, make room and start klich again")
}
