//! What is different between two configurations, key by key, and what of that can be taken in while klich runs.

use super::{
    BackupSection, Config, OrganisersSection, RetentionSection, StoreSection, TelegramSection, VaultSection, WebSection,
};

/// Keys that what runs stands on: another value counts from the next start.
const FIXED: [&str; 12] = [
    "telegram.token_file",
    "telegram.token",
    "telegram.api_url",
    "telegram.updates",
    "telegram.messages_per_second",
    "telegram.paid_broadcast",
    "vault.unlock",
    "vault.key_file",
    "vault.rotate",
    "store.url",
    "web.listen",
    "web.metrics_listen",
];

impl Config {
    /// Lists the keys whose value is another in `after`, in the order of the file that `klich init` writes.
    pub fn changes(&self, after: &Self) -> Vec<&'static str> {
        // Taken apart, so that no key is forgotten.
        let Self { base_dir: _, campaign, telegram, vault, store, organisers, backup, retention, web } = self;
        let TelegramSection { token_file, token, api_url, updates, messages_per_second, paid_broadcast } = telegram;
        let VaultSection { unlock, key_file, rotate } = vault;
        let StoreSection { url } = store;
        let OrganisersSection {
            ids,
            writers,
            approvers,
            operators,
            approvals_required,
            signers,
            signatures_required,
            recipients,
            reminders,
            wipe_quorum,
        } = organisers;
        let BackupSection { recipients: backup_recipients } = backup;
        let RetentionSection { unreachable_days, pledge_days } = retention;
        let WebSection { listen, public_url, page_url, metrics_listen } = web;
        let tokens = (token.as_ref().map(|token| token.expose()), after.telegram.token.as_ref().map(|t| t.expose()));
        let same = [
            ("campaign", *campaign == after.campaign),
            ("telegram.token_file", *token_file == after.telegram.token_file),
            ("telegram.token", tokens.0 == tokens.1),
            ("telegram.api_url", *api_url == after.telegram.api_url),
            ("telegram.updates", *updates == after.telegram.updates),
            ("telegram.messages_per_second", *messages_per_second == after.telegram.messages_per_second),
            ("telegram.paid_broadcast", *paid_broadcast == after.telegram.paid_broadcast),
            ("vault.unlock", *unlock == after.vault.unlock),
            ("vault.key_file", *key_file == after.vault.key_file),
            ("vault.rotate", *rotate == after.vault.rotate),
            ("store.url", *url == after.store.url),
            ("organisers.ids", *ids == after.organisers.ids),
            ("organisers.writers", *writers == after.organisers.writers),
            ("organisers.approvers", *approvers == after.organisers.approvers),
            ("organisers.operators", *operators == after.organisers.operators),
            ("organisers.approvals_required", *approvals_required == after.organisers.approvals_required),
            ("organisers.signers", *signers == after.organisers.signers),
            ("organisers.signatures_required", *signatures_required == after.organisers.signatures_required),
            ("organisers.recipients", *recipients == after.organisers.recipients),
            ("organisers.reminders", *reminders == after.organisers.reminders),
            ("organisers.wipe_quorum", *wipe_quorum == after.organisers.wipe_quorum),
            ("backup.recipients", *backup_recipients == after.backup.recipients),
            ("retention.unreachable_days", *unreachable_days == after.retention.unreachable_days),
            ("retention.pledge_days", *pledge_days == after.retention.pledge_days),
            ("web.listen", *listen == after.web.listen),
            ("web.public_url", *public_url == after.web.public_url),
            ("web.page_url", *page_url == after.web.page_url),
            ("web.metrics_listen", *metrics_listen == after.web.metrics_listen),
        ];
        same.into_iter().filter(|(_, same)| !same).map(|(key, _)| key).collect()
    }

    /// Tells whether another value of `key` counts from the next start only.
    pub fn is_fixed(&self, key: &str) -> bool {
        // A webhook is registered under this address once, at the start.
        FIXED.contains(&key) || (key == "web.public_url" && self.telegram.updates == super::Updates::Webhook)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::config::schema::KEYS;

    #[test]
    fn every_key_is_looked_at_and_those_that_are_fixed_exist() {
        let (one, mut other) = (Config::default(), Config::default());
        assert_eq!(one.changes(&one.clone()), Vec::<&str>::new());
        other.organisers.ids = vec![7];
        other.web.page_url = Some("https://page.example".to_owned());
        other.store.url = "sled:elsewhere".to_owned();
        assert_eq!(one.changes(&other), ["store.url", "organisers.ids", "web.page_url"]);
        assert!(FIXED.iter().all(|fixed| KEYS.iter().any(|(key, _)| key == fixed)));
        let free = |key: &str| !one.is_fixed(key);
        assert!(free("organisers.ids") && free("web.public_url") && !free("store.url"));
    }
}
