//! How many subscribers there are, kept with every change so that nobody has to count.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::store::Table;
use crate::text::Language;
use crate::vault::{Record, tables};

/// Subscribers by language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    by_language: BTreeMap<Language, u64>,
}

impl Counts {
    /// Sums all languages.
    pub fn total(&self) -> u64 {
        self.by_language.values().sum()
    }

    /// Counts one language.
    pub fn of(&self, language: Language) -> u64 {
        self.by_language.get(&language).copied().unwrap_or_default()
    }

    /// Lists languages that somebody has, with their counts.
    pub fn by_language(&self) -> impl Iterator<Item = (Language, u64)> + '_ {
        self.by_language.iter().map(|(language, count)| (*language, *count))
    }

    pub(super) fn add(&mut self, language: Language) {
        *self.by_language.entry(language).or_default() += 1;
    }

    pub(super) fn take(&mut self, language: Language) {
        if let Some(count) = self.by_language.get_mut(&language) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.by_language.remove(&language);
            }
        }
    }
}

/// The record in the table `tally`; row key: blind index of `audience`.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredCounts {
    V1 { by_language: BTreeMap<Language, u64> },
}

impl Record for StoredCounts {
    const TABLE: Table = tables::TALLY;
}

impl From<StoredCounts> for Counts {
    fn from(stored: StoredCounts) -> Self {
        let StoredCounts::V1 { by_language } = stored;
        Self { by_language }
    }
}

impl From<Counts> for StoredCounts {
    fn from(counts: Counts) -> Self {
        Self::V1 { by_language: counts.by_language }
    }
}
