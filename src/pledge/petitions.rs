//! Every petition that a store has had: one that no campaign of the bot has any more still holds pledges, and whoever asks to be
//! forgotten is forgotten there, too.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CountLog, Hearers, Imports, LettersOf, Paper, Pledges, Statement, closing};
use crate::campaign::PetitionId;
use crate::store::Table;
use crate::telegram::UserId;
use crate::vault::{Record, Vault, VaultError, tables};

impl Pledges {
    /// Keeps that a store has these petitions, and opens those that it has had beside them and whose keys it still holds.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn beside(vault: &Arc<Vault>, served: &[PetitionId]) -> Result<Vec<Self>, VaultError> {
        let key = vault.row_key(tables::STATE, b"petitions");
        let known = vault.write(|writer| {
            let before =
                writer.get::<StoredPetitions>(&key)?.map(|StoredPetitions::V1(known)| known).unwrap_or_default();
            let mut known = before.clone();
            for petition in served {
                if !known.contains(petition) {
                    known.push(petition.clone());
                }
            }
            if known != before {
                writer.put(&key, &StoredPetitions::V1(known.clone()))?;
            }
            Ok::<_, VaultError>(known)
        })?;
        let beside = known.into_iter().filter(|petition| !served.contains(petition));
        beside.filter_map(|petition| Self::former(vault, petition).transpose()).collect()
    }

    /// Opens a petition that is asked for no more; `None` for one whose key is destroyed.
    fn former(vault: &Arc<Vault>, petition: PetitionId) -> Result<Option<Self>, VaultError> {
        if closing::is_closed(vault, &petition)? {
            // Decided, and perhaps broken off before its key went.
            vault.close_petition(petition.as_str())?;
            return Ok(None);
        }
        let Some(former) = Self::kept(vault, petition)? else { return Ok(None) };
        match former.key(UserId(0)) {
            Ok(_) => Ok(Some(former)),
            Err(VaultError::PetitionClosed) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Gives every closed petition that leaves something to be removed, whether a campaign has it or not: for
    /// [`Pledges::sweep_closed`].
    ///
    /// # Errors
    /// Those of the vault.
    pub fn unswept(vault: &Arc<Vault>) -> Result<Vec<Self>, VaultError> {
        let known = vault.read::<StoredPetitions>(&vault.row_key(tables::STATE, b"petitions"))?;
        let mut unswept = Vec::new();
        for petition in known.map(|StoredPetitions::V1(known)| known).unwrap_or_default() {
            if closing::is_unswept(vault, &petition)? {
                unswept.extend(Self::kept(vault, petition)?);
            }
        }
        Ok(unswept)
    }

    /// Makes the room of a petition as it was opened last; `None` where it never was.
    fn kept(vault: &Arc<Vault>, petition: PetitionId) -> Result<Option<Self>, VaultError> {
        let Some(statement) = Statement::kept(vault, &petition)? else { return Ok(None) };
        Ok(Some(Self {
            statement: Arc::new(statement),
            log: CountLog::new(Arc::clone(vault), petition.clone()),
            hearers: Hearers::new(Arc::clone(vault), petition.clone()),
            paper: Paper::new(Arc::clone(vault), petition.clone()),
            imports: Imports::new(Arc::clone(vault), petition.clone()),
            vault: Arc::clone(vault),
            petition,
            kept_days: 0,
            letters_of: LettersOf::Unknown,
            others: Arc::default(),
        }))
    }

    /// Names the petition.
    pub fn petition(&self) -> &PetitionId {
        &self.petition
    }
}

/// The record in the table `state`: every petition; row key: blind index of `petitions`.
#[derive(Serialize, Deserialize)]
enum StoredPetitions {
    V1(Vec<PetitionId>),
}

impl Record for StoredPetitions {
    const TABLE: Table = tables::STATE;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::super::Wording;
    use super::*;
    use crate::campaign::{Day, Kind};
    use crate::text::Language;

    #[test]
    fn a_petition_that_is_asked_for_no_more_is_still_known() {
        let vault = Vault::in_memory();
        let ids: Vec<PetitionId> = ["one", "two"].iter().map(|id| id.parse().unwrap()).collect();
        let open = |petition: &PetitionId| {
            Pledges::open(Arc::clone(&vault), petition.clone(), &Wording::everywhere("We stand."), Day(1)).unwrap()
        };
        open(&ids[0]);
        open(&ids[1]).pledge(UserId(5), Kind::Sign, Language::Polish, Day(1)).unwrap();
        assert!(Pledges::beside(&vault, &ids).unwrap().is_empty());
        let beside = Pledges::beside(&vault, &ids[..1]).unwrap();
        let [two] = beside.as_slice() else { panic!("one") };
        assert!(two.petition() == &ids[1] && two.of(UserId(5)).unwrap().is_some());
        assert!(vault.write(|writer| two.erase(writer, UserId(5))).unwrap());
        assert_eq!(open(&ids[1]).tally().unwrap().total, 0);
    }
}
