//! `klich.toml` and `KLICH_*`: parsed once into typed sections.

use std::{fmt, path::PathBuf};

use serde::Deserialize;

/// Everything that an operator sets. Paths are absolute after loading: relative ones start at the folder of `klich.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// An embedded campaign's id, or a folder.
    pub campaign: String,
    /// How klich talks to Telegram.
    pub telegram: TelegramSection,
    /// How the root key is had.
    pub vault: VaultSection,
    /// Where the encrypted records lie.
    pub store: StoreSection,
    /// Who may see the desk, whose signatures count, to whom is sealed.
    pub organisers: OrganisersSection,
    /// What is served over HTTP.
    pub web: WebSection,
}

/// `[telegram]`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TelegramSection {
    /// A file that holds the bot's token.
    pub token_file: PathBuf,
    /// The token itself; from the environment only.
    pub token: Option<String>,
    /// The Bot API's root.
    pub api_url: String,
    /// How updates come in.
    pub updates: Updates,
    /// Our own pace, for all lanes together.
    pub messages_per_second: u32,
    /// Whether broadcasts may cost Stars to go faster.
    pub paid_broadcast: bool,
}

/// How updates come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Updates {
    /// By `getUpdates`.
    Polling,
    /// By our own HTTP route.
    Webhook,
}

/// `[vault]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VaultSection {
    /// Where the root key comes from.
    pub unlock: Unlock,
    /// The key file, for `key-file`.
    pub key_file: PathBuf,
}

/// Where the root key comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unlock {
    /// A file, mode 0600.
    KeyFile,
    /// A passphrase, given by `klich unlock`.
    Passphrase,
    /// `$CREDENTIALS_DIRECTORY/vault-key`, by systemd.
    Credential,
}

/// `[store]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreSection {
    /// `sled:FOLDER` or `postgres://…`.
    pub url: String,
}

/// `[organisers]`.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OrganisersSection {
    /// Telegram user ids that see `/desk`.
    pub ids: Vec<i64>,
    /// minisign public keys whose signatures count.
    pub signers: Vec<String>,
    /// How many signatures an alert needs.
    pub signatures_required: u32,
    /// age public keys that open sealed pledges.
    pub recipients: Vec<String>,
}

/// `[web]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebSection {
    /// Address and port to listen on; empty for none.
    pub listen: String,
    /// The address under which the outside reaches it.
    pub public_url: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            campaign: "belarus-16-november".to_owned(),
            telegram: TelegramSection::default(),
            vault: VaultSection::default(),
            store: StoreSection::default(),
            organisers: OrganisersSection::default(),
            web: WebSection::default(),
        }
    }
}

impl Default for TelegramSection {
    fn default() -> Self {
        Self {
            token_file: "secrets/bot-token".into(),
            token: None,
            api_url: "https://api.telegram.org".to_owned(),
            updates: Updates::Polling,
            messages_per_second: 25,
            paid_broadcast: false,
        }
    }
}

impl Default for VaultSection {
    fn default() -> Self {
        Self { unlock: Unlock::KeyFile, key_file: "secrets/vault.key".into() }
    }
}

impl Default for StoreSection {
    fn default() -> Self {
        Self { url: "sled:data".to_owned() }
    }
}

impl Default for WebSection {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8080".to_owned(), public_url: String::new() }
    }
}

impl fmt::Debug for TelegramSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TelegramSection")
    }
}

impl fmt::Debug for OrganisersSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OrganisersSection")
    }
}
