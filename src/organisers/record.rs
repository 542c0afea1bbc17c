//! How what is kept of an organiser lies in the vault.

use serde::{Deserialize, Serialize};

use super::suspension::{Kept, Suspended};
use crate::campaign::Day;
use crate::store::Table;
use crate::telegram::UserId;
use crate::vault::{Record, tables};

/// The record in the table `organisers`; row key: blind index of the account's number.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredOrganiser {
    V1 { user: UserId, seen: Day, suspended: Option<Suspended> },
}

impl Record for StoredOrganiser {
    const TABLE: Table = tables::ORGANISERS;
}

impl From<StoredOrganiser> for Kept {
    fn from(stored: StoredOrganiser) -> Self {
        let StoredOrganiser::V1 { user, seen, suspended } = stored;
        Self { user, seen, suspended }
    }
}

impl From<Kept> for StoredOrganiser {
    fn from(Kept { user, seen, suspended }: Kept) -> Self {
        Self::V1 { user, seen, suspended }
    }
}
