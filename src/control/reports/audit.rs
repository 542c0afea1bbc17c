//! Reports of the audit log.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::audit;

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
    /// The number of the organiser whose account it was about; absent where it was about none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organiser: Option<u32>,
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
