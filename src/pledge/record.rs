//! A pledge and the tally, and their forms in the vault.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Statement;
use crate::campaign::{Day, Kind};
use crate::store::Table;
use crate::text::Language;
use crate::vault::{Record, tables};

/// How one person stands up.
#[derive(Clone, PartialEq, Eq)]
pub struct Pledge {
    /// Sorted, each once; none where all is sealed.
    pub kinds: Vec<Kind>,
    /// The language that they pledged in.
    pub language: Language,
    /// The day of the first kind.
    pub day: Day,
    /// The version of the statement that it is for.
    pub version: u32,
    /// The version that they were asked about last.
    pub asked: u32,
    /// Whether they sealed a pledge: what it says only organisers can read.
    pub sealed: bool,
    /// Its place among the same person's pledges to other petitions, by when they stood up last: see [`super::turn`]. 0 where
    /// there never was another, and in records of earlier versions.
    pub turn: u32,
}

impl Pledge {
    /// Makes a pledge that says nothing yet.
    pub(super) fn new(language: Language, day: Day, version: u32) -> Self {
        Self { kinds: Vec::new(), language, day, version, asked: version, sealed: false, turn: 0 }
    }
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
    /// People with a sealed pledge, whatever it says.
    pub sealed: u64,
    /// People by the version of the statement that their pledge is for, and its language.
    pub by_version: BTreeMap<(u32, Language), u64>,
}

impl Tally {
    /// Counts those whose pledge is for the wording that holds now.
    pub fn standing(&self, statement: &Statement) -> u64 {
        let of = |(language, version)| self.by_version.get(&(version, language)).copied().unwrap_or_default();
        statement.each().map(of).sum()
    }

    /// Counts people by the version alone.
    pub fn versions(&self) -> BTreeMap<u32, u64> {
        self.by_version.iter().fold(BTreeMap::new(), |mut versions, ((version, _), count)| {
            *versions.entry(*version).or_default() += count;
            versions
        })
    }

    pub(super) fn add(&mut self, pledge: &Pledge) {
        self.total += 1;
        *self.by_language.entry(pledge.language).or_default() += 1;
        *self.by_version.entry((pledge.version, pledge.language)).or_default() += 1;
        self.sealed += u64::from(pledge.sealed);
        for kind in &pledge.kinds {
            *self.by_kind.entry(*kind).or_default() += 1;
        }
    }

    pub(super) fn take(&mut self, pledge: &Pledge) {
        self.total = self.total.saturating_sub(1);
        lower(&mut self.by_language, pledge.language);
        lower(&mut self.by_version, (pledge.version, pledge.language));
        self.sealed = self.sealed.saturating_sub(u64::from(pledge.sealed));
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
#[derive(Clone, Serialize, Deserialize)]
pub(super) enum StoredPledge {
    V1 { kinds: Vec<Kind>, language: Language, day: Day },
    V2 { kinds: Vec<Kind>, language: Language, day: Day, version: u32, asked: u32, sealed: bool },
    V3 { kinds: Vec<Kind>, language: Language, day: Day, version: u32, asked: u32, sealed: bool, turn: u32 },
}

impl Record for StoredPledge {
    const TABLE: Table = tables::PLEDGES;
}

impl From<StoredPledge> for Pledge {
    fn from(stored: StoredPledge) -> Self {
        match stored {
            // Made before versions were counted, for the first one.
            StoredPledge::V1 { kinds, language, day } => Self { kinds, ..Self::new(language, day, 1) },
            // Made before turns were kept: the day alone tells which was the last.
            StoredPledge::V2 { kinds, language, day, version, asked, sealed } => {
                Self { kinds, language, day, version, asked, sealed, turn: 0 }
            }
            StoredPledge::V3 { kinds, language, day, version, asked, sealed, turn } => {
                Self { kinds, language, day, version, asked, sealed, turn }
            }
        }
    }
}

impl From<Pledge> for StoredPledge {
    fn from(pledge: Pledge) -> Self {
        let Pledge { kinds, language, day, version, asked, sealed, turn } = pledge;
        Self::V3 { kinds, language, day, version, asked, sealed, turn }
    }
}

/// The record in the table `tally`; row key: blind index of `petition ID`.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredTally {
    V1 {
        total: u64,
        by_kind: BTreeMap<Kind, u64>,
        by_language: BTreeMap<Language, u64>,
    },
    V2 {
        total: u64,
        by_kind: BTreeMap<Kind, u64>,
        by_language: BTreeMap<Language, u64>,
        sealed: u64,
        by_version: BTreeMap<(u32, Language), u64>,
    },
}

impl Record for StoredTally {
    const TABLE: Table = tables::TALLY;
}

impl From<StoredTally> for Tally {
    fn from(stored: StoredTally) -> Self {
        match stored {
            StoredTally::V1 { total, by_kind, by_language } => {
                let by_version = by_language.iter().map(|(language, count)| ((1, *language), *count)).collect();
                Self { total, by_kind, by_language, sealed: 0, by_version }
            }
            StoredTally::V2 { total, by_kind, by_language, sealed, by_version } => {
                Self { total, by_kind, by_language, sealed, by_version }
            }
        }
    }
}

impl From<Tally> for StoredTally {
    fn from(tally: Tally) -> Self {
        let Tally { total, by_kind, by_language, sealed, by_version } = tally;
        Self::V2 { total, by_kind, by_language, sealed, by_version }
    }
}
