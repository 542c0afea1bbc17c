//! What the office reports: totals only, never a person. Field names are a contract with scripts.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{alert, audit};

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

/// Where an alert stands, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertState {
    /// Being written at the desk.
    Draft,
    /// Complete but for signatures.
    AwaitingSignatures,
    /// Goes out at its time, or as soon as the bot runs.
    Scheduled,
    /// Going out.
    Running,
    /// Stopped on the way, can go on.
    Paused,
    /// Went out to everyone.
    Finished,
    /// Will not go out, or no further.
    Cancelled,
}

impl AlertState {
    /// Tells whether nothing moves until somebody acts: where following ends.
    pub fn stands_still(self) -> bool {
        !matches!(self, Self::Scheduled | Self::Running)
    }
}

/// Writes the word of the JSON.
impl fmt::Display for AlertState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Draft => "draft",
            Self::AwaitingSignatures => "awaiting-signatures",
            Self::Scheduled => "scheduled",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Finished => "finished",
            Self::Cancelled => "cancelled",
        })
    }
}

impl From<alert::State> for AlertState {
    fn from(state: alert::State) -> Self {
        match state {
            alert::State::Draft => Self::Draft,
            alert::State::AwaitingSignatures => Self::AwaitingSignatures,
            alert::State::Scheduled => Self::Scheduled,
            alert::State::Running => Self::Running,
            alert::State::Paused(_) => Self::Paused,
            alert::State::Finished => Self::Finished,
            alert::State::Cancelled => Self::Cancelled,
        }
    }
}

/// `alert send`, `alert add-signature`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The alert's id.
    pub id: String,
    /// Its signatures; absent where the campaign asks for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatures: Option<Signatures>,
}

/// `circles list`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circles {
    /// People by circle; null under [`GROUP_MIN`].
    pub members: BTreeMap<String, Option<u64>>,
    /// Invitations that nobody has taken yet, by circle.
    pub invitations: BTreeMap<String, u64>,
}

/// `circles invite`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The circle's name.
    pub circle: String,
    /// The last day on which they are good.
    pub until: String,
    /// A link for each person; where the bot's name is not known, only what follows `?start=`.
    pub links: Vec<String>,
}

/// Prints the type only: whoever has a link may join.
impl fmt::Debug for Invited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Invited")
    }
}

/// How far an alert is on its way to enough signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatures {
    /// Distinct signers who signed.
    pub given: usize,
    /// How many are needed.
    pub required: usize,
    /// Their fingerprints.
    pub signers: Vec<String>,
}

impl Signatures {
    /// Tells whether some are missing.
    pub fn is_short(&self) -> bool {
        self.given < self.required
    }
}

/// `alert fetch`: what is to be signed of an alert that waits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetched {
    /// The alert as a file.
    pub file: String,
    /// Its manifest.
    pub manifest: String,
}

/// Prints the type only: an alert's text is not for logs.
impl fmt::Debug for Fetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fetched")
    }
}

/// `alert correct`, `alert recall`, `alert retry`: what was begun, and the alert that it works on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reworked {
    /// The id of the correction, recall or retry: it is followed, paused and resumed like an alert.
    pub id: String,
    /// The alert's id.
    pub of: String,
    /// Its signatures; absent where it needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatures: Option<Signatures>,
}

/// `alert test`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// Organisers who got it.
    pub delivered: u64,
    /// Organisers who could not get it.
    pub failed: u64,
}

/// `alert preview`: by language what a subscriber would read, without markup, and the buttons under it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Each language that it is written in.
    pub languages: BTreeMap<String, Shown>,
}

/// One language of a [`Preview`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The message.
    pub text: String,
    /// The labels of its buttons, row by row.
    pub buttons: Vec<Vec<String>>,
}

/// Prints the type only: an alert's text is not for logs.
impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Preview")
    }
}

/// Prints the type only.
impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

/// `alert status`: one alert's way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertStatus {
    /// The alert's id.
    pub id: String,
    /// Where it stands.
    pub state: AlertState,
    /// Why it is paused, in words; absent where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The alert that a correction, a recall or a retry works on; absent for an alert of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Its signatures; absent where it waits for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatures: Option<Signatures>,
    /// Subscribers whom it is for; of a correction, recall or retry the deliveries that it has to come to.
    pub audience: u64,
    /// Those whom it reached.
    pub delivered: u64,
    /// Those who have blocked the bot or are gone.
    pub unreachable: u64,
    /// Sends that failed for another reason.
    pub failed: u64,
    /// Sends whose answer was lost: they may have arrived.
    pub uncertain: u64,
    /// Subscribers who are still to come.
    pub remaining: u64,
    /// Messages a second, lately; 0 where it does not run.
    pub rate: f64,
}

/// `alert list`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertList {
    /// The highest sequence that was accepted, 0 before the first.
    pub last_sequence: u64,
    /// The alerts, the newest first.
    pub alerts: Vec<AlertEntry>,
}

/// One line of `alert list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertEntry {
    /// The alert's id.
    pub id: String,
    /// Its number within the campaign; 0 for a draft, and for a reminder until it goes out.
    pub sequence: u64,
    /// `call`, `update`, `correction`, `reminder`, `recall` or `retry`.
    pub kind: String,
    /// Where it stands.
    pub state: AlertState,
    /// The alert that a correction, a recall or a retry works on; absent for an alert of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// When it goes out; null for at once.
    pub send_at: Option<Timestamp>,
    /// When it expires.
    pub expires: Timestamp,
}

/// `pledges tally`: one petition's totals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// People who pledged; exact.
    pub total: u64,
    /// People by what they pledged; one person may be in several. `sealed` is a pledge that only organisers can read.
    pub by_kind: Masked,
    /// People by the language that they pledged in.
    pub by_language: Masked,
    /// People by the version of the statement that their pledge is for; left out where it never changed.
    #[serde(default, skip_serializing_if = "Masked::is_empty")]
    pub by_statement: Masked,
}

/// `pledges export`: which sealed letters there are in one shard.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterIds {
    /// In an order that tells nothing.
    pub ids: Vec<String>,
}

/// `pledges export`: sealed letters, at least one of those asked for that are still there.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedLetters {
    /// By id, each as base64url behind `k1.`; those that are gone are null.
    pub letters: BTreeMap<String, Option<String>>,
}

/// Prints the type only.
impl fmt::Debug for SealedLetters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedLetters")
    }
}

/// What became of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bringing {
    /// It is in the person's chat.
    Delivered,
    /// It may be: Telegram's answer was lost.
    Uncertain,
    /// The same reply was brought before, and was not sent again.
    Before,
    /// There is no such letter any more: withdrawn, erased, or of another campaign's bot.
    Gone,
    /// The person has blocked the bot or is gone.
    Unreachable,
    /// It was not sent; later it may be.
    NotSent,
    /// Telegram refused it.
    Refused,
}

/// `pledges deliver`: what became of one reply. Tells nothing of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// The letter's id.
    pub id: String,
    /// What became of it.
    pub outcome: Bringing,
    /// Whether it went as a file: too long for a button, or there is no page.
    pub as_file: bool,
}

/// `stats`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// People who asked for calls; exact.
    pub subscribers: u64,
    /// Them by language.
    pub by_language: Masked,
    /// People who pledged; exact.
    pub pledges: u64,
    /// Alerts that were accepted; drafts and reminders to come are not counted.
    pub alerts: u64,
    /// People who opened the bot by a link, by the link's place, absent before the first; `other` are links that the campaign does not know.
    #[serde(default, skip_serializing_if = "Masked::is_empty")]
    pub sources: Masked,
    /// Erasures so far, absent before the first.
    #[serde(default, skip_serializing_if = "Erased::is_none")]
    pub erased: Erased,
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
        }
    }
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
    /// Records that lie under new keys, moved there since klich started or since it began.
    pub moved: u64,
    /// Those, and the ones that are still to be moved.
    pub total: u64,
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

/// `audit list`: the newest entry first, a thousand at most.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditList {
    /// The entries.
    pub entries: Vec<AuditEntry>,
}

/// One line of `audit list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its place in the log, from 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// `organiser N`, `command line` or `klich`.
    pub by: String,
    /// What was done, as a word.
    pub act: String,
    /// The alert that it was done to; absent where it was to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    /// Its hash, which the next entry holds.
    pub hash: String,
}

/// `check --retention`: what goes by itself at the next look, once a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// People who could not be reached for as long as was set.
    pub unreachable: u64,
    /// Pledges that were kept for as long as was set.
    pub pledges: u64,
}

/// How many were erased so far; nobody of them is named anywhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// People who asked to be forgotten.
    pub asked: u64,
    /// People who could not be reached.
    pub unreachable: u64,
    /// Pledges whose time was over.
    pub pledges: u64,
}

impl Erased {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// `wipe`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wiped {
    /// Whether every key that klich could reach is destroyed.
    pub wiped: bool,
    /// Files that could not be destroyed, and why.
    pub not_destroyed: Vec<String>,
}

/// Whether the log is whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditChain {
    /// Entries that hold.
    pub entries: u64,
    /// The hash of the last of them; null where the log is broken.
    pub last: Option<String>,
    /// The first entry that does not hold; null where all do.
    pub broken: Option<AuditBreak>,
}

/// Where the log is broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditBreak {
    /// The entry's number.
    pub entry: u64,
    /// What is wrong with it, in words.
    pub how: String,
}

impl From<audit::Chain> for AuditChain {
    fn from(chain: audit::Chain) -> Self {
        match chain {
            audit::Chain::Whole { entries, last } => Self { entries, last: Some(last.to_string()), broken: None },
            audit::Chain::Broken { entry, how } => {
                let broken = AuditBreak { entry, how: how.words().to_owned() };
                Self { entries: entry.saturating_sub(1), last: None, broken: Some(broken) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

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
            audience: 9,
            delivered: 1,
            unreachable: 2,
            failed: 3,
            uncertain: 1,
            remaining: 2,
            rate: 24.5,
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
