//! A pledge and the tally, and their forms in the vault.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::campaign::{Day, Kind};
use crate::store::Table;
use crate::text::Language;
use crate::vault::{Record, tables};

/// How one person stands up.
#[derive(Clone, PartialEq, Eq)]
pub struct Pledge {
    /// Sorted, each once, at least one.
    pub kinds: Vec<Kind>,
    /// The language that they pledged in.
    pub language: Language,
    /// The day of the first kind.
    pub day: Day,
}

impl fmt::Debug for Pledge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pledge")
    }
}

/// The totals of a petition. A person is in `total` and `by_language` once, in `by_kind` once a kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// People.
    pub total: u64,
    /// People who chose each kind.
    pub by_kind: BTreeMap<Kind, u64>,
    /// People by the language that they pledged in.
    pub by_language: BTreeMap<Language, u64>,
}

impl Tally {
    pub(super) fn add_person(&mut self, language: Language) {
        self.total += 1;
        *self.by_language.entry(language).or_default() += 1;
    }

    pub(super) fn add_kind(&mut self, kind: Kind) {
        *self.by_kind.entry(kind).or_default() += 1;
    }

    pub(super) fn take(&mut self, pledge: &Pledge) {
        self.total = self.total.saturating_sub(1);
        lower(&mut self.by_language, pledge.language);
        pledge.kinds.iter().for_each(|kind| lower(&mut self.by_kind, *kind));
    }
}

fn lower<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K) {
    if let Some(count) = counts.get_mut(&key) {
        *count = count.saturating_sub(1);
        if *count == 0 {
            counts.remove(&key);
        }
    }
}

/// The record in the table `pledges`; row key: blind index under the petition's own key.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredPledge {
    V1 { kinds: Vec<Kind>, language: Language, day: Day },
}

impl Record for StoredPledge {
    const TABLE: Table = tables::PLEDGES;
}

impl From<StoredPledge> for Pledge {
    fn from(stored: StoredPledge) -> Self {
        let StoredPledge::V1 { kinds, language, day } = stored;
        Self { kinds, language, day }
    }
}

impl From<Pledge> for StoredPledge {
    fn from(pledge: Pledge) -> Self {
        let Pledge { kinds, language, day } = pledge;
        Self::V1 { kinds, language, day }
    }
}

/// The record in the table `tally`; row key: blind index of `petition ID`.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredTally {
    V1 { total: u64, by_kind: BTreeMap<Kind, u64>, by_language: BTreeMap<Language, u64> },
}

impl Record for StoredTally {
    const TABLE: Table = tables::TALLY;
}

impl From<StoredTally> for Tally {
    fn from(stored: StoredTally) -> Self {
        let StoredTally::V1 { total, by_kind, by_language } = stored;
        Self { total, by_kind, by_language }
    }
}

impl From<Tally> for StoredTally {
    fn from(tally: Tally) -> Self {
        let Tally { total, by_kind, by_language } = tally;
        Self::V1 { total, by_kind, by_language }
    }
}
