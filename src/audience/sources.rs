//! Where people come from: how many opened the bot by each of the campaign's links. Totals only; no row of a person names one.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::campaign::{CampaignId, SourceId};
use crate::store::Table;
use crate::vault::{Record, RowKey, Vault, VaultError, tables};

/// What a deep link's payload begins with where it names a source.
pub const SOURCE_PREFIX: &str = "src_";
/// The places of klich's own links: the page on a screen and on paper, the frame, the button that shares.
const OWN: [&str; 4] = ["page", "leaflet", "frame", "share"];

/// The counts of one campaign's sources. Cheap to clone.
#[derive(Clone)]
pub struct Sources {
    vault: Arc<Vault>,
    campaign: CampaignId,
    known: Arc<[SourceId]>,
}

/// How many came from each place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceCounts {
    /// From those that the campaign knows.
    pub by_source: BTreeMap<SourceId, u64>,
    /// From any other word: anybody can make up a link.
    pub other: u64,
}

impl Sources {
    /// Opens the counts; `named` are the places that the campaign names beside klich's own.
    pub fn new(vault: Arc<Vault>, campaign: CampaignId, named: &[SourceId]) -> Self {
        let own = OWN.iter().filter_map(|source| source.parse().ok());
        Self { vault, campaign, known: own.chain(named.iter().cloned()).collect() }
    }

    /// Counts somebody who opened the bot with this payload. What names no source counts nothing.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn count(&self, payload: &str) -> Result<(), VaultError> {
        let Some(name) = payload.strip_prefix(SOURCE_PREFIX) else { return Ok(()) };
        let source = self.known.iter().find(|source| source.as_str() == name);
        self.vault.write(|writer| {
            let stored = writer.get::<StoredSources>(&self.key())?;
            let mut counts = stored.map(SourceCounts::from).unwrap_or_default();
            match source {
                Some(source) => *counts.by_source.entry(source.clone()).or_default() += 1,
                None => counts.other += 1,
            }
            let SourceCounts { by_source, other } = counts;
            writer.put(&self.key(), &StoredSources::V1 { by_source, other })
        })
    }

    /// Reads the counts. A place that the campaign does not name any more keeps its own.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn counts(&self) -> Result<SourceCounts, VaultError> {
        Ok(self.vault.read::<StoredSources>(&self.key())?.map(SourceCounts::from).unwrap_or_default())
    }

    fn key(&self) -> RowKey {
        self.vault.row_key(tables::TALLY, format!("sources {}", self.campaign.as_str()).as_bytes())
    }
}

/// The record in the table `tally`; row key: blind index of `sources CAMPAIGN`. A campaign has at most 32 sources of its own.
#[derive(Serialize, Deserialize)]
enum StoredSources {
    V1 { by_source: BTreeMap<SourceId, u64>, other: u64 },
}

impl Record for StoredSources {
    const TABLE: Table = tables::TALLY;
}

impl From<StoredSources> for SourceCounts {
    fn from(stored: StoredSources) -> Self {
        let StoredSources::V1 { by_source, other } = stored;
        Self { by_source, other }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn places_are_counted_and_made_up_ones_fall_together() {
        let named: Vec<SourceId> =
            (0..32).map(|n| format!("place-of-the-longest-name-{n:05}").parse().unwrap()).collect();
        let sources = Sources::new(Vault::in_memory(), "harbour".parse().unwrap(), &named);
        for payload in
            ["src_leaflet", "src_leaflet", "src_page", "src_x1", "src_x2", "src_", "leaflet", "", "inv_leaflet"]
        {
            sources.count(payload).unwrap();
        }
        let counts = sources.counts().unwrap();
        let of = |name: &str| counts.by_source.get(&name.parse::<SourceId>().unwrap()).copied();
        assert_eq!((of("leaflet"), of("page"), of("share"), counts.other), (Some(2), Some(1), None, 3));
        // All of them, with long names and large counts, fit a record.
        for source in &named {
            sources.count(&format!("src_{source}")).unwrap();
        }
        assert_eq!(sources.counts().unwrap().by_source.len(), 34);
    }
}
