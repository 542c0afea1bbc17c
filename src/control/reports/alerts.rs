//! Reports of alerts: what was sent, how far it is, as it will look.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alert;

/// Where an alert stands, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertState {
    /// Being written at the desk.
    Draft,
    /// Complete but for approvals; signatures may be missing too.
    AwaitingApprovals,
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
            Self::AwaitingApprovals => "awaiting-approvals",
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
            alert::State::AwaitingApprovals => Self::AwaitingApprovals,
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
    /// Its approvals; absent where it waits for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approvals: Option<Approvals>,
}

/// How far an alert is on its way to enough approvals. Who gave them the desk tells, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approvals {
    /// Approvals that count.
    pub given: usize,
    /// How many are needed.
    pub required: usize,
}

/// Says what to do about approvals that are missing.
impl fmt::Display for Approvals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} approvals are there: organisers approve it at the desk.", self.given, self.required)
    }
}

/// `alert send` of a sealed alert, while it is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedBegun {
    /// The id that the alert will have.
    pub id: String,
}

/// `alert send` of a sealed alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedSent {
    /// The alert's id.
    pub id: String,
    /// To whom it is sealed.
    pub sealed: SealedFor,
}

/// To whom an alert is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFor {
    /// The circle's name.
    pub circle: String,
    /// Devices that it is sealed to; some may be nobody's.
    pub devices: u64,
    /// Members of the circle who have one of them.
    pub reached: u64,
    /// Members who have not, and get nothing; null under [`super::GROUP_MIN`].
    pub keyless: Option<u64>,
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
    /// Its approvals; absent where it waits for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approvals: Option<Approvals>,
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
    /// When it has expired, where it has: then it can't be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expired: Option<Timestamp>,
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
    /// Why it is paused, or runs and does not move, in words; absent where neither is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The alert that a correction, a recall or a retry works on; absent for an alert of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Its signatures; absent where it waits for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatures: Option<Signatures>,
    /// To whom it is sealed; absent where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<SealedFor>,
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
    /// Its approvals; absent where it waits for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approvals: Option<Approvals>,
}

/// `alert list`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertList {
    /// The highest sequence of the first campaign that was accepted, 0 before the first.
    pub last_sequence: u64,
    /// The same for each campaign; absent where the bot serves one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub last_sequences: BTreeMap<String, u64>,
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
    /// The campaign that it is of; absent where the bot serves one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
}
