//! Which wording of the statement a pledge is for.
//!
//! A campaign may change its statement. Then a new version opens, and a pledge made before holds for the wording that its
//! person saw and for no other, until they say that it holds for the new one too. Only a language whose text has changed
//! is asked about: a mended Polish sentence concerns nobody who pledged in Turkish.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::campaign::{Campaign, Day, PetitionId};
use crate::seal::statement_hash;
use crate::store::Table;
use crate::text::Language;
use crate::vault::{Record, RowKey, Vault, VaultError, tables};

/// The hash of the statement in each language, as a sealed pledge carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording(BTreeMap<Language, String>);

impl Wording {
    /// Takes a campaign's wording.
    pub fn of(campaign: &Campaign) -> Self {
        let hash = |language: Language| (language, statement_hash(&campaign.statement(language).visible()));
        Self(Language::ALL.into_iter().map(hash).collect())
    }

    /// Makes one of the statement in one language, the same for all.
    #[cfg(test)]
    pub fn everywhere(statement: &str) -> Self {
        Self(Language::ALL.into_iter().map(|language| (language, statement_hash(statement))).collect())
    }

    /// Says the statement otherwise in one language.
    #[cfg(test)]
    #[must_use]
    pub fn but_in(mut self, language: Language, statement: &str) -> Self {
        self.0.insert(language, statement_hash(statement));
        self
    }
}

/// The version of the statement that holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Counts from 1.
    pub version: u32,
    /// The day on which it opened.
    pub opened: Day,
    /// Since which version each language has the text that it has.
    since: BTreeMap<Language, u32>,
}

impl Statement {
    /// Gives the version in which a language's present text came.
    pub fn since(&self, language: Language) -> u32 {
        self.since.get(&language).copied().unwrap_or(self.version)
    }

    /// Lists every language with the version in which its present text came.
    pub(super) fn each(&self) -> impl Iterator<Item = (Language, u32)> + '_ {
        Language::ALL.into_iter().map(|language| (language, self.since(language)))
    }

    /// Reads the version that is kept of a petition; `None` where there is none.
    ///
    /// # Errors
    /// Those of the vault.
    pub(super) fn kept(vault: &Vault, petition: &PetitionId) -> Result<Option<Self>, VaultError> {
        let stored = vault.read::<StoredStatement>(&key(vault, petition))?;
        Ok(stored.map(|StoredStatement::V1 { version, opened, since, .. }| Self { version, opened, since }))
    }

    /// Opens the version of a wording: the one that holds, or the next where the wording is another. Blocks.
    ///
    /// # Errors
    /// Those of the vault.
    pub(super) fn open(
        vault: &Vault,
        petition: &PetitionId,
        wording: &Wording,
        today: Day,
    ) -> Result<Self, VaultError> {
        let key = key(vault, petition);
        vault.write(|writer| {
            let before = writer.get::<StoredStatement>(&key)?;
            let StoredStatement::V1 { version, opened, hashes, since, asked } = match &before {
                Some(before) => before.clone(),
                None => {
                    let since = Language::ALL.into_iter().map(|language| (language, 1)).collect();
                    StoredStatement::V1 { version: 1, opened: today, hashes: wording.0.clone(), since, asked: 1 }
                }
            };
            let (version, opened, since) = if hashes == wording.0 {
                (version, opened, since)
            } else {
                let next = version.saturating_add(1);
                let of = |language: Language| {
                    let same = hashes.get(&language) == wording.0.get(&language);
                    (language, if same { since.get(&language).copied().unwrap_or(1) } else { next })
                };
                (next, today, Language::ALL.into_iter().map(of).collect())
            };
            let stored =
                StoredStatement::V1 { version, opened, hashes: wording.0.clone(), since: since.clone(), asked };
            if before.as_ref() != Some(&stored) {
                writer.put(&key, &stored)?;
            }
            Ok(Self { version, opened, since })
        })
    }
}

/// Tells whether every subscriber was asked about the present version.
pub(super) fn are_all_asked(vault: &Vault, petition: &PetitionId) -> Result<bool, VaultError> {
    let stored = vault.read::<StoredStatement>(&key(vault, petition))?;
    Ok(stored.is_none_or(|StoredStatement::V1 { version, asked, .. }| asked >= version))
}

/// Keeps that every subscriber was asked about this version.
pub(super) fn all_asked(vault: &Vault, petition: &PetitionId, about: u32) -> Result<(), VaultError> {
    let key = key(vault, petition);
    vault.write(|writer| {
        let Some(StoredStatement::V1 { version, opened, hashes, since, .. }) = writer.get(&key)? else { return Ok(()) };
        writer.put(&key, &StoredStatement::V1 { version, opened, hashes, since, asked: about })
    })
}

fn key(vault: &Vault, petition: &PetitionId) -> RowKey {
    vault.row_key(tables::STATEMENTS, petition.as_str().as_bytes())
}

/// The record in the table `statements`; row key: blind index of the petition's id.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
enum StoredStatement {
    V1 { version: u32, opened: Day, hashes: BTreeMap<Language, String>, since: BTreeMap<Language, u32>, asked: u32 },
}

impl Record for StoredStatement {
    const TABLE: Table = tables::STATEMENTS;
}

impl fmt::Debug for StoredStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredStatement")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_version_opens_for_the_languages_that_changed() {
        let vault = Vault::in_memory();
        let petition: PetitionId = "ours".parse().unwrap();
        let open = |wording: &Wording, day| Statement::open(&vault, &petition, wording, Day(day)).unwrap();
        let first = Wording::everywhere("We stand.");
        let second = first.clone().but_in(Language::Polish, "Stoimy.");
        let one = open(&first, 1);
        assert_eq!((one.version, one.since(Language::Polish)), (1, 1));
        assert_eq!(open(&first, 2), one, "the same wording opens nothing");
        let two = open(&second, 3);
        let of = |statement: &Statement| {
            (statement.version, statement.since(Language::Polish), statement.since(Language::Turkish))
        };
        assert_eq!((of(&two), two.opened), ((2, 2, 1), Day(3)));
        assert_eq!(of(&open(&second, 4)), (2, 2, 1));
        // Going back is a change too: whoever pledged meanwhile saw the other text.
        assert_eq!(of(&open(&first, 5)), (3, 3, 1));
    }
}
