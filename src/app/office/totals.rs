//! How the bot is, and its totals: what `status`, `stats`, `pledges tally` and `desk` ask.

use std::collections::BTreeMap;

use super::alerts::alert_error;
use super::{RoomsOffice, vault_error};
use crate::alert::State;
use crate::app::logging::LogTail;
use crate::control::ControlError;
use crate::control::reports::{
    BotState, CampaignTotals, DESK_ALERTS, DeskAlert, DeskReport, DeskTraffic, Erased, Masked, Stats, Status, Tally,
};
use crate::telegram::Readiness;

impl RoomsOffice {
    pub(super) fn status(&self) -> Result<Status, ControlError> {
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
            rotation: Some(self.rotations.report()).filter(|rotation| rotation.rotating),
            receives: self.readiness.get().map(Readiness::is_ready),
            keys_left: Vec::new(),
        })
    }

    pub(super) fn state(&self) -> BotState {
        if self.since.is_some() { BotState::Running } else { BotState::Stopped }
    }

    pub(super) fn stats(&self) -> Result<Stats, ControlError> {
        let counts = self.rooms.audience.counts().map_err(|error| vault_error(&error))?;
        let mut pledges = 0;
        let mut by_campaign = BTreeMap::new();
        for rooms in self.rooms.each() {
            let total = rooms.pledges.tally().map_err(|error| vault_error(&error))?.total;
            let channel = rooms.channel().map_err(|error| vault_error(&error))?;
            let hear = counts.those(|profile| channel.is_heard_by(profile.hears));
            pledges += total;
            let totals = CampaignTotals { subscribers: Masked::group(hear), pledges: total };
            by_campaign.insert(rooms.campaign.id().to_string(), totals);
        }
        if !self.rooms.are_chosen() {
            by_campaign.clear();
        }
        let erased = self.rooms.audience.erased().map_err(|error| vault_error(&error))?;
        let alerts = self.rooms.alerts.list().map_err(alert_error)?;
        let sources = self.rooms.sources.counts().map_err(|error| vault_error(&error))?;
        let other = (sources.other > 0).then_some(("other", sources.other));
        Ok(Stats {
            subscribers: counts.total(),
            by_language: Masked::of(counts.by_language().map(|(language, count)| (language.code(), count))),
            pledges,
            by_campaign,
            alerts: alerts.iter().filter(|alert| alert.sequence > 0).count() as u64,
            sources: Masked::of(sources.by_source.iter().map(|(source, count)| (source.as_str(), *count)).chain(other)),
            erased: Erased { asked: erased.asked, unreachable: erased.unreachable, pledges: erased.pledges },
        })
    }

    pub(super) fn desk(&self) -> Result<DeskReport, ControlError> {
        let newest = self.rooms.alerts.list().map_err(alert_error)?.into_iter().take(DESK_ALERTS);
        let mut alerts = Vec::new();
        for alert in newest {
            let status = self.status_of(&alert)?;
            alerts.push(DeskAlert { kind: alert.kind.word().to_owned(), status });
        }
        let figures = self.rooms.inbox.traffic().figures();
        let rate = self.rate.get().map_or(0.0, |rate| rate());
        let traffic = DeskTraffic { handled: figures.handled, sent: figures.delivered, floods: figures.floods, rate };
        Ok(DeskReport {
            status: self.status()?,
            stats: self.stats()?,
            tally: self.tally(None)?,
            alerts,
            traffic,
            log: self.log.get().map(LogTail::lines).unwrap_or_default(),
        })
    }

    /// Counts the pledges of a campaign's petition; of the first where none is named.
    pub(super) fn tally(&self, campaign: Option<&str>) -> Result<Tally, ControlError> {
        let rooms = self.whose(campaign)?;
        let tally = rooms.pledges.tally().map_err(|error| vault_error(&error))?;
        Ok(Tally {
            total: tally.total,
            by_kind: Masked::of(
                tally.by_kind.iter().map(|(kind, count)| (kind.code(), *count)).chain([("sealed", tally.sealed)]),
            ),
            by_statement: match rooms.pledges.statement().version {
                1 => Masked::default(),
                _ => Masked::of(tally.versions().into_iter().map(|(version, count)| (version.to_string(), count))),
            },
            by_language: Masked::of(tally.by_language.iter().map(|(language, count)| (language.code(), *count))),
            imported: rooms.pledges.imports().tally().map_err(|error| vault_error(&error))?.total,
            paper: rooms.pledges.paper().total().map_err(|error| vault_error(&error))?,
            closed: rooms.pledges.closed().map_err(|error| vault_error(&error))?.map(|closed| closed.day.iso()),
        })
    }
}
