//! The values as they stand in the file and the environment, each of its kind and not yet looked at.

use serde::Deserialize;

use super::Updates;

/// The values as they are written.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    pub(super) campaign: Option<String>,
    pub(super) telegram: Telegram,
    pub(super) vault: Vault,
    pub(super) store: Store,
    pub(super) organisers: Organisers,
    pub(super) backup: Backup,
    pub(super) retention: Retention,
    pub(super) web: Web,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Telegram {
    pub(super) token_file: Option<String>,
    pub(super) token: Option<String>,
    pub(super) api_url: Option<String>,
    pub(super) updates: Option<Updates>,
    pub(super) messages_per_second: Option<i64>,
    pub(super) paid_broadcast: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Vault {
    pub(super) unlock: Option<String>,
    pub(super) key_file: Option<String>,
    pub(super) rotate: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Store {
    pub(super) url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Organisers {
    pub(super) ids: Vec<i64>,
    pub(super) writers: Vec<i64>,
    pub(super) approvers: Vec<i64>,
    pub(super) operators: Vec<i64>,
    pub(super) approvals_required: i64,
    pub(super) signers: Vec<String>,
    pub(super) signatures_required: i64,
    pub(super) recipients: Vec<String>,
    pub(super) reminders: Option<bool>,
    pub(super) wipe_quorum: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Backup {
    pub(super) recipients: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Retention {
    pub(super) unreachable_days: Option<i64>,
    pub(super) pledge_days: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Web {
    pub(super) listen: Option<String>,
    pub(super) public_url: Option<String>,
    pub(super) page_url: Option<String>,
    pub(super) metrics_listen: Option<String>,
}
