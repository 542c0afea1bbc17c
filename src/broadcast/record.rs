//! What is kept of a broadcast and of each delivery, and their forms in the vault.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::due::Slot;
use crate::alert::AlertId;
use crate::store::Table;
use crate::telegram::{MessageId, UserId};
use crate::text::Language;
use crate::vault::{Position, Record, tables};

/// How a delivery ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ending {
    /// Telegram has it, surely once.
    Delivered,
    /// Blocked, deactivated, gone: the subscriber was dropped.
    Unreachable,
    /// Refused, or given up after many tries.
    Failed,
    /// It may have come not at all or twice: an answer was lost, or the bot died on the way.
    Uncertain,
}

/// One subscriber's row in the ledger of one alert.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// To whom.
    pub user: UserId,
    /// How it ended.
    pub ending: Ending,
    /// The message, where one was made and still stands there.
    pub message: Option<MessageId>,
    /// In which language; rows of the first version do not know it.
    pub language: Option<Language>,
    /// Which correction of the alert's texts it carries, 0 for the first text.
    pub revision: u32,
    /// When the bot shall delete it.
    pub due: Option<Slot>,
    /// The last correction, recall or retry that came to this row.
    pub swept: Option<AlertId>,
}

impl Delivery {
    /// Makes a delivery that ended so and of which no more is known.
    pub fn ended(user: UserId, ending: Ending) -> Self {
        Self { user, ending, message: None, language: None, revision: 0, due: None, swept: None }
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Delivery")
    }
}

/// The totals of a broadcast and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broadcast {
    /// Subscribers in its audience when it began.
    pub audience: u64,
    /// Deliveries by their ending.
    pub totals: Totals,
    /// All rows up to here are settled.
    pub cursor: Option<Position>,
    /// Rows behind the cursor and up to here may have been sent to: a place for each generation that has such rows.
    pub claimed: Vec<Position>,
    /// Stretches that runs that died had claimed, each behind a place and up to another of its generation.
    pub doubts: Vec<(Option<Position>, Position)>,
    /// Whether those of them that are not in the ledger were surely not sent to: it stopped in good order.
    pub stopped_clean: bool,
    /// When it began.
    pub started: Timestamp,
    /// When it reached the end.
    pub finished: Option<Timestamp>,
    /// Whether the ledger rows were removed, only the totals being left.
    pub ledger_gone: bool,
}

impl Broadcast {
    /// Begins a broadcast over an audience of this size.
    pub fn begin(audience: u64, now: Timestamp) -> Self {
        Self {
            audience,
            totals: Totals::default(),
            cursor: None,
            claimed: Vec::new(),
            doubts: Vec::new(),
            stopped_clean: false,
            started: now,
            finished: None,
            ledger_gone: false,
        }
    }

    /// Takes up after a run that died: what it had claimed is in doubt from now on, until it is settled.
    pub fn doubt_claims(&mut self) {
        let cursor = self.cursor.clone();
        let claims = self.claimed.drain(..).filter(|to| Some(to) > cursor.as_ref());
        self.doubts.extend(claims.map(|to| (cursor.clone(), to)));
    }

    /// Tells whether a run that died may have sent to a row at this place.
    pub fn is_in_doubt(&self, at: &Position) -> bool {
        let holds = |(from, to): &(Option<Position>, Position)| {
            to.generation() == at.generation() && from.as_ref() < Some(at) && at <= to
        };
        self.doubts.iter().any(holds)
    }
}

/// Deliveries by their ending.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// See [`Ending::Delivered`].
    pub delivered: u64,
    /// See [`Ending::Unreachable`].
    pub unreachable: u64,
    /// See [`Ending::Failed`].
    pub failed: u64,
    /// See [`Ending::Uncertain`].
    pub uncertain: u64,
}

impl Totals {
    /// Counts one more.
    pub fn add(&mut self, ending: Ending) {
        match ending {
            Ending::Delivered => self.delivered += 1,
            Ending::Unreachable => self.unreachable += 1,
            Ending::Failed => self.failed += 1,
            Ending::Uncertain => self.uncertain += 1,
        }
    }

    /// Sums all endings.
    pub fn settled(&self) -> u64 {
        self.delivered + self.unreachable + self.failed + self.uncertain
    }
}

/// The record in the table `ledger`; row key: the alert's group, then the blind index of the user under its key.
#[derive(Clone, Serialize, Deserialize)]
pub(super) enum StoredDelivery {
    V1 {
        user: UserId,
        ending: Ending,
        message: Option<MessageId>,
    },
    V2 {
        user: UserId,
        ending: Ending,
        message: Option<MessageId>,
        language: Option<Language>,
        revision: u32,
        due: Option<Slot>,
        swept: Option<AlertId>,
    },
}

impl Record for StoredDelivery {
    const TABLE: Table = tables::LEDGER;
}

impl From<StoredDelivery> for Delivery {
    fn from(stored: StoredDelivery) -> Self {
        match stored {
            StoredDelivery::V1 { user, ending, message } => Self { message, ..Self::ended(user, ending) },
            StoredDelivery::V2 { user, ending, message, language, revision, due, swept } => {
                Self { user, ending, message, language, revision, due, swept }
            }
        }
    }
}

impl From<&Delivery> for StoredDelivery {
    fn from(delivery: &Delivery) -> Self {
        let Delivery { user, ending, message, language, revision, due, swept } = delivery.clone();
        Self::V2 { user, ending, message, language, revision, due, swept }
    }
}

/// The record in the table `broadcasts`; row key: blind index of the alert's id.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredBroadcast {
    V1 {
        audience: u64,
        totals: Totals,
        cursor: Option<Vec<u8>>,
        claimed: Option<Vec<u8>>,
        stopped_clean: bool,
        started: i64,
        finished: Option<i64>,
        ledger_gone: bool,
    },
    V2 {
        audience: u64,
        totals: Totals,
        cursor: Option<StoredPosition>,
        claimed: Vec<StoredPosition>,
        doubts: Vec<(Option<StoredPosition>, StoredPosition)>,
        stopped_clean: bool,
        started: i64,
        finished: Option<i64>,
        ledger_gone: bool,
    },
}

/// A position: its generation and its key in that. It finds no person, and nothing once its generation is gone.
type StoredPosition = (u32, Vec<u8>);

impl Record for StoredBroadcast {
    const TABLE: Table = tables::BROADCASTS;
}

impl From<StoredBroadcast> for Broadcast {
    fn from(stored: StoredBroadcast) -> Self {
        let time = |seconds| Timestamp::from_second(seconds).unwrap_or(Timestamp::MIN);
        let at = |(generation, bytes): StoredPosition| Position::new(generation, bytes);
        // When the first version was written there was one generation.
        let first = |bytes: Vec<u8>| (0, bytes);
        let (audience, totals, cursor, claimed, doubts, stopped_clean, started, finished, ledger_gone) = match stored {
            #[rustfmt::skip]
            StoredBroadcast::V1 { audience, totals, cursor, claimed, stopped_clean, started, finished, ledger_gone } => (
                audience, totals, cursor.map(first), claimed.into_iter().map(first).collect(), Vec::new(), stopped_clean,
                started, finished, ledger_gone,
            ),
            #[rustfmt::skip]
            StoredBroadcast::V2 {
                audience, totals, cursor, claimed, doubts, stopped_clean, started, finished, ledger_gone,
            } => (audience, totals, cursor, claimed, doubts, stopped_clean, started, finished, ledger_gone),
        };
        Self {
            audience,
            totals,
            cursor: cursor.map(at),
            claimed: claimed.into_iter().map(at).collect(),
            doubts: doubts.into_iter().map(|(from, to)| (from.map(at), at(to))).collect(),
            stopped_clean,
            started: time(started),
            finished: finished.map(time),
            ledger_gone,
        }
    }
}

impl From<&Broadcast> for StoredBroadcast {
    fn from(broadcast: &Broadcast) -> Self {
        let at = |position: &Position| (position.generation(), position.bytes().to_vec());
        Self::V2 {
            audience: broadcast.audience,
            totals: broadcast.totals,
            cursor: broadcast.cursor.as_ref().map(at),
            claimed: broadcast.claimed.iter().map(at).collect(),
            doubts: broadcast.doubts.iter().map(|(from, to)| (from.as_ref().map(at), at(to))).collect(),
            stopped_clean: broadcast.stopped_clean,
            started: broadcast.started.as_second(),
            finished: broadcast.finished.map(Timestamp::as_second),
            ledger_gone: broadcast.ledger_gone,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::audience::Hours;
    use crate::vault::{Vault, measuring};

    fn delivery() -> impl Strategy<Value = Delivery> {
        let endings = [Ending::Delivered, Ending::Unreachable, Ending::Failed, Ending::Uncertain];
        let language = prop::option::of(prop::sample::select(Language::ALL.to_vec()));
        let due = prop::option::of((0_i64..4_000_000_000, prop::sample::select(Hours::CHOICES.to_vec())));
        let swept = prop::option::of(any::<[u8; 5]>().prop_map(AlertId::from_bytes));
        let message = prop::option::of((1..i32::MAX).prop_map(MessageId));
        (1_i64..1 << 52, prop::sample::select(endings.to_vec()), message, language, any::<u32>(), due, swept).prop_map(
            |(user, ending, message, language, revision, due, swept)| Delivery {
                user: UserId(user),
                ending,
                message,
                language,
                revision,
                due: due.map(|(at, after)| Slot::due(Timestamp::from_second(at).unwrap(), after)),
                swept,
            },
        )
    }

    proptest! {
        /// Neither how a delivery ended, nor its language, nor whether it is to be deleted is told by its length.
        #[test]
        fn all_rows_of_the_ledger_are_of_one_length(delivery in delivery(), alert: [u8; 5]) {
            let vault = Vault::in_memory();
            let key = vault.grouped_row_key(tables::LEDGER, &alert, &delivery.user.to_bytes());
            prop_assert_eq!(measuring::seal(&vault, &key, &StoredDelivery::from(&delivery)).unwrap().len(), 64 + 45);
        }
    }

    #[test]
    fn a_record_of_the_first_version_stands_in_the_first_generation() {
        let stored = StoredBroadcast::V1 {
            audience: 9,
            totals: Totals { delivered: 1, ..Totals::default() },
            cursor: Some(vec![1; 16]),
            claimed: Some(vec![2; 16]),
            stopped_clean: true,
            started: 5,
            finished: None,
            ledger_gone: false,
        };
        let read = Broadcast::from(stored);
        assert_eq!(read.cursor, Some(Position::new(0, [1; 16])));
        assert_eq!(read.claimed, [Position::new(0, [2; 16])]);
        assert!(read.doubts.is_empty());
        assert_eq!(Broadcast::from(StoredBroadcast::from(&read)), read);
    }
}
