//! Reports of organisers: numbers and roles, never a name or an account.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::organisers::{Standing, Why};

/// `organisers list`, `organisers lift`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisers {
    /// How many approvals an alert needs.
    pub approvals_required: usize,
    /// Everyone, by number.
    pub organisers: Vec<Organiser>,
}

/// One organiser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organiser {
    /// The number that they have in the log and at the desk.
    pub number: u32,
    /// `writer`, `approver`, `operator`.
    pub roles: Vec<String>,
    /// How their account stands.
    pub state: AccountState,
    /// The day on which it was last seen; null before the first.
    pub last_seen: Option<String>,
    /// How many others confirm it; absent where it is not suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<usize>,
}

/// How an organiser's account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountState {
    /// It may do what its roles let it.
    Active,
    /// Suspended, for it was silent for too long.
    Silent,
    /// Suspended, for another organiser reported it as lost.
    Lost,
}

impl From<Standing> for AccountState {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Active => Self::Active,
            Standing::Suspended(Why::Silent) => Self::Silent,
            Standing::Suspended(Why::Lost) => Self::Lost,
        }
    }
}

/// Says it in words.
impl fmt::Display for AccountState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Active => "active",
            Self::Silent => "suspended: silent",
            Self::Lost => "suspended: lost",
        })
    }
}
