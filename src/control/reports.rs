//! What the office reports: totals only, never a person. Field names are a contract with scripts.

mod alerts;
mod audit;
mod organisers;
mod people;
mod petition;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Code;
use crate::config::Problem;

pub use self::alerts::{
    AlertEntry, AlertList, AlertState, AlertStatus, Approvals, Fetched, Preview, Reworked, SealedBegun, SealedFor,
    SealedSent, Sent, Shown, Signatures, Tested,
};
pub use self::audit::{AuditBreak, AuditChain, AuditEntry, AuditList};
pub use self::organisers::{AccountState, Organiser, Organisers};
pub use self::people::{
    Bringing, Brought, CampaignTotals, CircleDevices, Circles, Erased, Invited, LetterIds, Retention, SealedLetters,
    Stats, Tally,
};
pub use self::petition::{ClosedPetition, Closing, ImportDropped, ImportKnown, ImportTaken, PaperBatch, PaperList};

/// Groups of fewer people than this are not told: who is known to be in one would be known by the group.
pub const GROUP_MIN: u64 = 5;

/// Numbers of people by group: null under [`GROUP_MIN`], and groups without anyone left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Masked(BTreeMap<String, Option<u64>>);

impl Masked {
    /// Masks the counts of groups.
    pub fn of<N: Into<String>>(counts: impl IntoIterator<Item = (N, u64)>) -> Self {
        let groups = counts.into_iter().filter(|(_, count)| *count > 0);
        Self(groups.map(|(name, count)| (name.into(), Self::group(count))).collect())
    }

    /// Gives the number to tell of one group; `None` where it is too small.
    pub fn group(count: u64) -> Option<u64> {
        (count == 0 || count >= GROUP_MIN).then_some(count)
    }

    /// Lists the groups by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<u64>)> {
        self.0.iter().map(|(name, count)| (name.as_str(), *count))
    }

    /// Tells whether there is no group.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes a group's number for a person.
    pub fn shown(count: Option<u64>) -> String {
        count.map_or_else(|| format!("<{GROUP_MIN}"), |count| count.to_string())
    }
}

/// Whether a bot runs, and whether it can work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BotState {
    /// It runs.
    Running,
    /// It runs, and waits for its passphrase: it takes no updates and has not opened the store.
    Locked,
    /// None runs.
    Stopped,
    /// Everything was wiped, and none runs on it any more.
    Wiped,
}

/// `unlock`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlocked {
    /// Where the bot stands now.
    pub state: BotState,
}

/// `status`: how the bot is. Numbers are null where the store is not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Whether a bot runs on this store, be it locked.
    pub running: bool,
    /// Whether it can work.
    pub state: BotState,
    /// Since when; null where none runs.
    pub since: Option<Timestamp>,
    /// The version of the klich that answers.
    pub version: String,
    /// The campaign's id.
    pub campaign: String,
    /// Updates that are taken but not yet handled.
    pub inbox: Option<u64>,
    /// Alerts that are going out.
    pub broadcasts: Option<u64>,
    /// Updates that could not be handled and were set aside.
    pub set_aside: Option<u64>,
    /// How far the store's keys are renewed; absent where they are not being renewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotation: Option<Rotation>,
    /// Whether updates come in from Telegram; absent where no bot runs that takes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receives: Option<bool>,
    /// Files of keys that a wipe should have destroyed and that are there; absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys_left: Vec<String>,
}

impl Status {
    /// Tells how a bot is whose store is not open.
    pub fn without_numbers(state: BotState, since: Option<Timestamp>, campaign: String) -> Self {
        Self {
            running: matches!(state, BotState::Running | BotState::Locked),
            state,
            since,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            campaign,
            inbox: None,
            broadcasts: None,
            set_aside: None,
            rotation: None,
            receives: None,
            keys_left: Vec::new(),
        }
    }
}

/// `reload`: what was taken in, or why nothing was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reloaded {
    /// Whether it is in force now; if not, everything is as it was.
    pub taken: bool,
    /// Keys of `klich.toml` whose value is another now, and `texts of ID` for a campaign whose files are.
    pub changed: Vec<String>,
    /// Everything that is wrong, as `check` tells it; errors where nothing was taken in.
    pub problems: Vec<Problem>,
    /// Why nothing was taken in, where no mistake is the reason: `again` where it may work later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Code>,
}

/// `desk`: everything at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeskReport {
    /// How the bot is.
    pub status: Status,
    /// Subscribers.
    pub stats: Stats,
    /// Pledges.
    pub tally: Tally,
    /// The newest alerts, corrections and recalls, at most [`DESK_ALERTS`].
    pub alerts: Vec<DeskAlert>,
    /// What comes in and goes out.
    pub traffic: DeskTraffic,
    /// The last lines of the log, the oldest first; empty where no bot runs.
    pub log: Vec<String>,
}

/// How many alerts [`DeskReport`] tells of.
pub const DESK_ALERTS: usize = 30;

/// One alert of [`DeskReport`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeskAlert {
    /// `call`, `update`, `reminder`, `correction`, `recall` or `retry`.
    pub kind: String,
    /// How far it is.
    #[serde(flatten)]
    pub status: AlertStatus,
}

/// What comes in and goes out, counted since the bot started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct DeskTraffic {
    /// Updates whose handler has finished.
    pub handled: u64,
    /// Requests that Telegram took.
    pub sent: u64,
    /// Requests that it answered with 429.
    pub floods: u64,
    /// The present own limit, in requests a second; 0 where no bot runs.
    pub rate: f64,
}

/// `keys rotate`: records under new keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// Whether it is under way.
    pub rotating: bool,
    /// Records that lie under new keys, brought there since klich started or since it began.
    pub moved: u64,
    /// Those, and the ones of which it is known that they are still to come.
    pub total: u64,
    /// Whether the old keys are destroyed, and what lay under them is being cleared away; absent where not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub destroyed: bool,
    /// Records of an older version that keep their row keys until they are written again.
    pub kept: u64,
    /// Why it does not go on; absent where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
}

/// `aside list`: updates whose handler failed five times.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// All of them.
    pub total: u64,
    /// Them by kind: `command`, `text`, `attachment`, `press`, `membership`, `other`.
    pub by_kind: BTreeMap<String, u64>,
}

/// `aside retry`, `aside drop`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsideDone {
    /// How many updates it was.
    pub updates: u64,
}

/// `wipe`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wiped {
    /// Whether every key that klich could reach is destroyed.
    pub wiped: bool,
    /// Files that could not be destroyed, and why.
    pub not_destroyed: Vec<String>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::alert;

    #[test]
    fn small_groups_are_null_and_empty_ones_left_out() {
        let masked = Masked::of([("be", 5), ("en", 4), ("lt", 1), ("pl", 0)]);
        assert_eq!(serde_json::to_string(&masked).unwrap(), r#"{"be":5,"en":null,"lt":null}"#);
        let shown: Vec<_> = masked.iter().map(|(_, count)| Masked::shown(count)).collect();
        assert_eq!(shown, ["5", "<5", "<5"]);
        assert_eq!(serde_json::from_str::<Masked>(r#"{"be":5,"en":null,"lt":null}"#).unwrap(), masked);
    }

    #[test]
    fn fields_are_named_as_promised() {
        let status = AlertStatus {
            id: "k7x2m9qa".to_owned(),
            state: AlertState::AwaitingSignatures,
            reason: None,
            of: None,
            signatures: None,
            sealed: None,
            audience: 9,
            delivered: 1,
            unreachable: 2,
            failed: 3,
            uncertain: 1,
            remaining: 2,
            rate: 24.5,
            approvals: None,
        };
        assert_eq!(
            serde_json::to_string(&status).unwrap(),
            r#"{"id":"k7x2m9qa","state":"awaiting-signatures","audience":9,"delivered":1,"unreachable":2,"failed":3,"uncertain":1,"remaining":2,"rate":24.5}"#
        );
        assert_eq!(
            serde_json::to_string(&Stats::default()).unwrap(),
            r#"{"subscribers":0,"by_language":{},"pledges":0,"alerts":0}"#
        );
        assert_eq!(serde_json::to_string(&Tally::default()).unwrap(), r#"{"total":0,"by_kind":{},"by_language":{}}"#);
    }

    #[test]
    fn the_word_of_the_json_is_the_word_that_is_shown_and_stored() {
        for state in
            [alert::State::Draft, alert::State::AwaitingSignatures, alert::State::Running, alert::State::Finished]
        {
            let told = AlertState::from(state);
            assert_eq!(told.to_string(), state.word());
            assert_eq!(serde_json::to_value(told).unwrap(), state.word());
        }
    }
}
