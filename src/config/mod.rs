//! `klich.toml` and `KLICH_*`: parsed once into typed sections.
//!
//! Defaults, then the file, then the environment (`KLICH_` + section + two underscores + key; lists as JSON arrays).
//! Everything that is wrong is told at once, each with its place and the next step.

mod changes;
mod problem;
mod schema;
mod shapes;
mod source;
mod token;
mod validate;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::Read as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::{fmt, io};

use serde::Deserialize;

pub use self::problem::{ConfigError, Problem, Severity};
pub use self::token::{Token, TokenMalformed};

/// The largest klich.toml that is read, in bytes.
const FILE_MAX: u64 = 1 << 20;

/// The root of Telegram's own Bot API.
pub const TELEGRAM_API: &str = "https://api.telegram.org";

/// Everything that an operator sets. Paths are absolute after loading: relative ones start at the folder of `klich.toml`.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder of `klich.toml`, where relative paths start.
    pub base_dir: PathBuf,
    /// What is called for: an embedded campaign's id, or a folder, as it is written.
    pub campaign: String,
    /// How klich talks to Telegram.
    pub telegram: TelegramSection,
    /// How the root key is had.
    pub vault: VaultSection,
    /// Where the encrypted records lie.
    pub store: StoreSection,
    /// Who may see the desk, whose signatures count, to whom is sealed.
    pub organisers: OrganisersSection,
    /// To whom backups are sealed.
    pub backup: BackupSection,
    /// How long what is kept is kept.
    pub retention: RetentionSection,
    /// What is served over HTTP.
    pub web: WebSection,
}

/// `[telegram]`.
#[derive(Clone)]
pub struct TelegramSection {
    /// A file that holds the bot's token.
    pub token_file: PathBuf,
    /// The token itself; from the environment only. [`Config::token`] has both.
    pub token: Option<Token>,
    /// The Bot API's root, without a slash at its end. Plain HTTP on loopback only.
    pub api_url: String,
    /// How updates come in.
    pub updates: Updates,
    /// Our own pace, for all lanes together: 1 to 1000.
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
#[derive(Debug, Clone)]
pub struct VaultSection {
    /// Where the root key comes from.
    pub unlock: Unlock,
    /// The key file, for [`Unlock::KeyFile`].
    pub key_file: PathBuf,
    /// When the keys are renewed by themselves.
    pub rotate: Rotate,
}

/// When the store's keys are renewed by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotate {
    /// In the night after somebody was erased.
    Nightly,
    /// Only when asked to.
    Never,
}

/// Where the root key comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlock {
    /// A file, mode 0600.
    KeyFile,
    /// `$CREDENTIALS_DIRECTORY/vault-key`, by systemd.
    Credential,
    /// What a person knows: the bot starts locked.
    Passphrase,
}

/// `[store]`.
#[derive(Clone)]
pub struct StoreSection {
    /// `sled:FOLDER`, the folder absolute.
    pub url: String,
}

/// `[organisers]`.
#[derive(Clone)]
pub struct OrganisersSection {
    /// Telegram user ids that see `/desk` and have every role: positive, each once.
    pub ids: Vec<i64>,
    /// Ids of those who write alerts and propose them; so in the two lists that follow, each once a list.
    pub writers: Vec<i64>,
    /// Who approve what others propose.
    pub approvers: Vec<i64>,
    /// Who steer what goes out.
    pub operators: Vec<i64>,
    /// How many approvers, none of whom wrote it, an alert needs.
    pub approvals_required: u32,
    /// minisign public keys whose signatures count, each once.
    pub signers: Vec<String>,
    /// How many signatures an alert needs: at most as many as there are signers.
    pub signatures_required: u32,
    /// age public keys that open sealed pledges, each once.
    pub recipients: Vec<String>,
    /// Whether people are reminded of the action day.
    pub reminders: bool,
    /// How many of them wipe everything from the desk together; 0 for never from there.
    pub wipe_quorum: u32,
}

/// `[backup]`.
#[derive(Debug, Clone, Default)]
pub struct BackupSection {
    /// age public keys that open backups, each once.
    pub recipients: Vec<String>,
}

/// `[retention]`.
#[derive(Debug, Clone, Default)]
pub struct RetentionSection {
    /// For how many days somebody who can't be reached is kept, in case they come back; 0 to drop them at once.
    pub unreachable_days: u16,
    /// For how many days a pledge is kept; 0 for ever. The totals stay.
    pub pledge_days: u16,
}

impl Default for OrganisersSection {
    fn default() -> Self {
        Self {
            ids: vec![],
            writers: vec![],
            approvers: vec![],
            operators: vec![],
            approvals_required: 0,
            signers: vec![],
            signatures_required: 0,
            recipients: vec![],
            reminders: true,
            wipe_quorum: 2,
        }
    }
}

/// `[web]`.
#[derive(Debug, Clone)]
pub struct WebSection {
    /// Address and port to listen on.
    pub listen: Option<SocketAddr>,
    /// The address under which the outside reaches it, without a slash at its end.
    pub public_url: Option<String>,
    /// The Mini App's address where it lies on a host of its own, without a slash at its end.
    pub page_url: Option<String>,
    /// Address and port of `/metrics`, which nothing else is served at.
    pub metrics_listen: Option<SocketAddr>,
}

/// A configuration without errors.
#[derive(Debug)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// The file that they came from, absolute.
    pub path: PathBuf,
    /// What is allowed but should be known.
    pub warnings: Vec<Problem>,
}

/// All that could be read, with everything that is wrong: for `klich check`.
#[derive(Debug)]
pub struct Reading {
    /// The settings, with defaults where a value is wrong; none where there is no file or it is no TOML.
    pub config: Option<Config>,
    /// The file, absolute.
    pub path: PathBuf,
    /// Errors and warnings, in the order of the file.
    pub problems: Vec<Problem>,
    doubtful: BTreeSet<&'static str>,
    lines: BTreeMap<&'static str, usize>,
}

impl Config {
    /// Loads the file at `path` and this process's environment.
    ///
    /// # Errors
    /// [`ConfigError`] with every problem that was found.
    pub fn load(path: &Path) -> Result<Loaded, ConfigError> {
        Self::read(path, std::env::vars_os()).into_loaded()
    }

    /// Reads the file at `path` and the given environment as far as that is possible.
    pub fn read(path: &Path, environment: impl IntoIterator<Item = (OsString, OsString)>) -> Reading {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let base = path.parent().unwrap_or(Path::new("/")).to_owned();
        let mut settings = source::Settings::default();
        let has_file = match read_bounded(&path) {
            Ok(text) => settings.add_file(&path, &text),
            Err(error) => {
                settings.problems.push(unreadable(&path, &error));
                false
            }
        };
        settings.add_environment(environment);
        let lines = settings.lines();
        let (config, doubtful, problems) = validate::validate(settings, &base);
        Reading { config: has_file.then_some(config), path, problems, doubtful, lines }
    }

    /// Gives the bot's token: from the environment, else from the token file.
    ///
    /// # Errors
    /// The problem where there is none or it can't be one; its text is never in it.
    pub fn token(&self) -> Result<Token, Problem> {
        match &self.telegram.token {
            Some(token) => Ok(token.clone()),
            None => Token::read(&self.telegram.token_file),
        }
    }
}

impl Reading {
    /// Tells whether the value of `key`, as in `vault.key_file`, is the operator's own and sound, or a sound default.
    pub fn is_sound(&self, key: &str) -> bool {
        !self.doubtful.contains(key)
    }

    /// Gives a problem of `key` its place: its line in the file, where it stands there.
    pub fn place(&self, key: &str, problem: Problem) -> Problem {
        match self.lines.get(key) {
            Some(line) => problem.at(&self.path, Some(*line)),
            None => problem.at(&self.path, None),
        }
    }

    /// Gives the configuration where there is no error in it.
    ///
    /// # Errors
    /// [`ConfigError`] with every problem that was found.
    pub fn into_loaded(self) -> Result<Loaded, ConfigError> {
        match self.config {
            Some(config) if !self.problems.iter().any(Problem::is_error) => {
                Ok(Loaded { config, path: self.path, warnings: self.problems })
            }
            _ => Err(ConfigError::new(self.problems)),
        }
    }
}

/// Reads a file's text, so far as it can be a configuration's.
fn read_bounded(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(FILE_MAX + 1).read_to_string(&mut text)?;
    if text.len() as u64 > FILE_MAX { Err(io::Error::other("it is over 1 MiB")) } else { Ok(text) }
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let (what, next) = match error.kind() {
        io::ErrorKind::NotFound => (
            "there is no such file".to_owned(),
            "make one with `klich init DIR`, or name it with `--config FILE`".to_owned(),
        ),
        io::ErrorKind::InvalidData => ("the file is not UTF-8 text".to_owned(), "save it as UTF-8".to_owned()),
        _ => (format!("the file can't be read: {error}"), "make it a file that this user may read".to_owned()),
    };
    Problem::error(what, next).at(path, None)
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base_dir: PathBuf::from("."),
            campaign: "belarus-16-november".to_owned(),
            telegram: TelegramSection::default(),
            vault: VaultSection {
                unlock: Unlock::KeyFile,
                key_file: "secrets/vault.key".into(),
                rotate: Rotate::Nightly,
            },
            store: StoreSection { url: "sled:data".to_owned() },
            organisers: OrganisersSection::default(),
            backup: BackupSection::default(),
            retention: RetentionSection::default(),
            web: WebSection {
                listen: Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 8080))),
                public_url: None,
                page_url: None,
                metrics_listen: None,
            },
        }
    }
}

impl Default for TelegramSection {
    fn default() -> Self {
        Self {
            token_file: "secrets/bot-token".into(),
            token: None,
            api_url: TELEGRAM_API.to_owned(),
            updates: Updates::Polling,
            messages_per_second: 25,
            paid_broadcast: false,
        }
    }
}

/// Prints the type only: it holds the token.
impl fmt::Debug for TelegramSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TelegramSection")
    }
}

/// Prints the type only: an address may hold a password.
impl fmt::Debug for StoreSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreSection")
    }
}

/// Prints the type only: it names people.
impl fmt::Debug for OrganisersSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OrganisersSection")
    }
}

#[cfg(test)]
mod tests;
