//! An alert as it is kept, and its form in the vault.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AlertFile, AlertId, State};
use crate::campaign::CircleId;
use crate::store::Table;
use crate::text::Language;
use crate::vault::{Record, tables};

/// What sort of alert it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Asks to act.
    Call,
    /// Tells how things stand.
    Update,
    /// Puts an earlier alert right.
    Correction,
    /// Says that a day comes near.
    Reminder,
    /// Takes an earlier alert back: deletes what was delivered.
    Recall,
    /// Sends an earlier alert again to those whom it failed to reach.
    Retry,
}

impl Kind {
    /// Lists those that can be sent as a new alert.
    pub const NEW: [Self; 3] = [Self::Call, Self::Update, Self::Reminder];

    /// Gives the word in alert files and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Update => "update",
            Self::Correction => "correction",
            Self::Reminder => "reminder",
            Self::Recall => "recall",
            Self::Retry => "retry",
        }
    }

    /// Reads [`Kind::word`] back.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Call, Self::Update, Self::Correction, Self::Reminder, Self::Recall, Self::Retry]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// An alert without its texts.
#[derive(Clone, PartialEq, Eq)]
pub struct Alert {
    /// Its name.
    pub id: AlertId,
    /// Call, update, correction or reminder.
    pub kind: Kind,
    /// The campaign that it is for.
    pub campaign: String,
    /// Its number in the campaign; 0 for a draft, and for a reminder until it goes out.
    pub sequence: u64,
    /// It does not go out after this.
    pub expires: Timestamp,
    /// It does not go out before this.
    pub send_at: Option<Timestamp>,
    /// Who hears it; empty is everyone.
    pub languages: BTreeSet<Language>,
    /// The circles that hear it; empty is everyone.
    pub circles: BTreeSet<CircleId>,
    /// The languages that it is written in.
    pub written: BTreeSet<Language>,
    /// Where it stands.
    pub state: State,
    /// The earlier alert that a correction, a recall or a retry works on; none for an alert of its own.
    pub of: Option<AlertId>,
    /// How often its texts were corrected; of a correction, which one it is.
    pub revision: u32,
    /// Whether organisers have yet to be told what became of it.
    pub untold: bool,
}

impl Alert {
    /// Makes of a file what it would be, of this id and not submitted: to look at it.
    pub fn draft_of(file: &AlertFile, id: AlertId) -> Self {
        Self {
            id,
            kind: file.kind,
            campaign: file.campaign.clone(),
            sequence: file.sequence,
            expires: file.expires,
            send_at: file.send_at,
            languages: file.languages.clone(),
            circles: file.circles.clone(),
            written: file.text.keys().copied().collect(),
            state: State::Draft,
            of: None,
            revision: 0,
            untold: false,
        }
    }

    /// Chooses the language of the text for a reader: their own, else English, else the first that there is.
    pub fn language_for(&self, reader: Language) -> Option<Language> {
        [reader, Language::English]
            .into_iter()
            .find(|language| self.written.contains(language))
            .or_else(|| self.written.first().copied())
    }

    /// Tells whether it is a reminder that has yet to go out: organisers may still change its text.
    pub fn is_coming_reminder(&self) -> bool {
        let is_open = self.state.waits() || self.state == State::Scheduled;
        self.kind == Kind::Reminder && self.sequence == 0 && is_open
    }

    /// Tells whether its texts may be changed.
    pub fn is_editable(&self) -> bool {
        self.state == State::Draft || self.is_coming_reminder()
    }

    /// Tells whether a reader of this language is in its audience.
    pub fn is_for(&self, reader: Language) -> bool {
        self.languages.is_empty() || self.languages.contains(&reader)
    }
}

impl fmt::Debug for Alert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Alert")
    }
}

/// The record in the table `alerts`; row key: blind index of the id.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredAlert {
    V1 {
        id: AlertId,
        kind: Kind,
        campaign: String,
        sequence: u64,
        expires: i64,
        send_at: Option<i64>,
        languages: BTreeSet<Language>,
        written: BTreeSet<Language>,
        state: State,
    },
    V2 {
        id: AlertId,
        kind: Kind,
        campaign: String,
        sequence: u64,
        expires: i64,
        send_at: Option<i64>,
        languages: BTreeSet<Language>,
        written: BTreeSet<Language>,
        state: State,
        of: Option<AlertId>,
        revision: u32,
        untold: bool,
    },
    V3 {
        id: AlertId,
        kind: Kind,
        campaign: String,
        sequence: u64,
        expires: i64,
        send_at: Option<i64>,
        languages: BTreeSet<Language>,
        circles: BTreeSet<CircleId>,
        written: BTreeSet<Language>,
        state: State,
        of: Option<AlertId>,
        revision: u32,
        untold: bool,
    },
}

impl Record for StoredAlert {
    const TABLE: Table = tables::ALERTS;
}

/// The record in the table `state`: the highest sequence that was accepted; row key: blind index of `sequence CAMPAIGN`.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredSequence {
    V1(u64),
}

impl Record for StoredSequence {
    const TABLE: Table = tables::STATE;
}

impl From<StoredAlert> for Alert {
    fn from(stored: StoredAlert) -> Self {
        let time = |seconds| Timestamp::from_second(seconds).unwrap_or(Timestamp::MIN);
        match stored {
            StoredAlert::V1 { id, kind, campaign, sequence, expires, send_at, languages, written, state } => Self {
                id,
                kind,
                campaign,
                sequence,
                expires: time(expires),
                send_at: send_at.map(time),
                languages,
                circles: BTreeSet::new(),
                written,
                state,
                of: None,
                revision: 0,
                untold: false,
            },
            StoredAlert::V2 {
                id,
                kind,
                campaign,
                sequence,
                expires,
                send_at,
                languages,
                written,
                state,
                of,
                revision,
                untold,
            } => Self {
                id,
                kind,
                campaign,
                sequence,
                expires: time(expires),
                send_at: send_at.map(time),
                languages,
                circles: BTreeSet::new(),
                written,
                state,
                of,
                revision,
                untold,
            },
            StoredAlert::V3 {
                id,
                kind,
                campaign,
                sequence,
                expires,
                send_at,
                languages,
                circles,
                written,
                state,
                of,
                revision,
                untold,
            } => Self {
                id,
                kind,
                campaign,
                sequence,
                expires: time(expires),
                send_at: send_at.map(time),
                languages,
                circles,
                written,
                state,
                of,
                revision,
                untold,
            },
        }
    }
}

impl From<&Alert> for StoredAlert {
    fn from(alert: &Alert) -> Self {
        Self::V3 {
            id: alert.id,
            kind: alert.kind,
            campaign: alert.campaign.clone(),
            sequence: alert.sequence,
            expires: alert.expires.as_second(),
            send_at: alert.send_at.map(Timestamp::as_second),
            languages: alert.languages.clone(),
            circles: alert.circles.clone(),
            written: alert.written.clone(),
            state: alert.state,
            of: alert.of,
            revision: alert.revision,
            untold: alert.untold,
        }
    }
}
