//! Whose petitions and circles are: people stood up for a petition of one campaign, and joined a circle of one campaign. When that
//! one is not served any more, or has given the name up, another one does not get its people by taking the same name.

use serde::{Deserialize, Serialize};

use super::Audience;
use crate::campaign::{CampaignId, CircleId, PetitionId};
use crate::store::Table;
use crate::vault::{Record, RowKey, VaultError, tables};

/// What one campaign has and no other may have after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Belonging {
    /// A petition.
    Petition(PetitionId),
    /// A circle.
    Circle(CircleId),
}

impl Belonging {
    fn name(&self) -> String {
        match self {
            Self::Petition(petition) => format!("petition {petition}"),
            Self::Circle(circle) => format!("circle {circle}"),
        }
    }
}

impl Audience {
    /// Finds something of these campaigns, which are to be served, that was another one's in this store, and whose it was. Where
    /// one alone takes the place of one that was always alone there is nothing: it has all of its people.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn of_another<'b>(
        &self,
        campaigns: &'b [(CampaignId, Vec<Belonging>)],
    ) -> Result<Option<(&'b Belonging, CampaignId)>, VaultError> {
        if self.begins_anew(campaigns.len())? {
            return Ok(None);
        }
        for (campaign, belongings) in campaigns {
            for belonging in belongings {
                let owner = self.vault.read::<StoredOwner>(&self.belonging_key(belonging))?;
                if let Some(StoredOwner::V1(owner)) = owner.filter(|StoredOwner::V1(owner)| owner != campaign) {
                    return Ok(Some((belonging, owner)));
                }
            }
        }
        Ok(None)
    }

    /// Keeps whose these are, for when they are served no more.
    pub fn keep_belongings(&self, campaigns: &[(CampaignId, Vec<Belonging>)]) -> Result<(), VaultError> {
        self.vault.write(|writer| {
            for (campaign, belongings) in campaigns {
                for belonging in belongings {
                    let key = self.belonging_key(belonging);
                    let owner = writer.get::<StoredOwner>(&key)?;
                    if owner.is_none_or(|StoredOwner::V1(owner)| owner != *campaign) {
                        writer.put(&key, &StoredOwner::V1(campaign.clone()))?;
                    }
                }
            }
            Ok(())
        })
    }

    fn belonging_key(&self, belonging: &Belonging) -> RowKey {
        self.vault.row_key(tables::STATE, format!("whose {}", belonging.name()).as_bytes())
    }
}

/// The record in the table `state`: the campaign; row key: blind index of `whose petition ID` or `whose circle NAME`.
#[derive(Serialize, Deserialize)]
enum StoredOwner {
    V1(CampaignId),
}

impl Record for StoredOwner {
    const TABLE: Table = tables::STATE;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use super::*;
    use crate::vault::Vault;

    fn having(campaigns: &[(&str, &str, &[&str])]) -> Vec<(CampaignId, Vec<Belonging>)> {
        let one = |(campaign, petition, circles): &(&str, &str, &[&str])| {
            let circles = circles.iter().map(|circle| Belonging::Circle(circle.parse().unwrap()));
            let petition = Belonging::Petition(petition.parse().unwrap());
            (campaign.parse().unwrap(), circles.chain([petition]).collect())
        };
        campaigns.iter().map(one).collect()
    }

    /// Serves these where they may be; else gives what they have of another.
    fn serve(vault: &Arc<Vault>, campaigns: &[(&str, &str, &[&str])]) -> Option<(Belonging, String)> {
        let audience = Audience::new(Arc::clone(vault));
        let having = having(campaigns);
        let found = audience.of_another(&having).unwrap().map(|(what, whose)| (what.clone(), whose.to_string()));
        if found.is_none() {
            let ids: Vec<CampaignId> = having.iter().map(|(campaign, _)| campaign.clone()).collect();
            audience.serving(&ids).unwrap().unwrap().keep_belongings(&having).unwrap();
        }
        found
    }

    #[test]
    fn what_was_one_campaigns_is_no_others() {
        let vault = Vault::in_memory();
        assert!(serve(&vault, &[("one", "p", &["medics"]), ("two", "q", &[])]).is_none());
        let medics = Some((Belonging::Circle("medics".parse().unwrap()), "one".to_owned()));
        let petition = Some((Belonging::Petition("p".parse().unwrap()), "one".to_owned()));
        // Retired, or given up while it is served.
        assert_eq!(serve(&vault, &[("two", "q", &["medics"])]), medics);
        assert_eq!(serve(&vault, &[("one", "p", &[]), ("two", "q", &["medics"])]), medics);
        assert_eq!(serve(&vault, &[("two", "p", &[])]), petition);
        assert!(serve(&vault, &[("two", "q", &["port"])]).is_none());
        assert!(serve(&vault, &[("two", "q", &["port"]), ("one", "p", &["medics"])]).is_none(), "its own, again");
    }

    #[test]
    fn one_alone_that_takes_the_place_of_one_alone_has_what_it_had() {
        let vault = Vault::in_memory();
        assert!(serve(&vault, &[("one", "p", &["medics"])]).is_none());
        assert!(serve(&vault, &[("two", "p", &["medics"])]).is_none());
        // From then on it is its.
        assert!(
            serve(&vault, &[("three", "q", &["medics"]), ("two", "p", &[])]).is_some_and(|(_, whose)| whose == "two")
        );
        assert!(serve(&vault, &[("three", "q", &[]), ("two", "p", &["medics"])]).is_none());
    }
}
