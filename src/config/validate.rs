//! From values of the right kind to a configuration: every value is looked at, and all that is wrong is told.

mod organisers;
mod web;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::problem::Problem;
use super::schema::{KEYS, variable};
use super::shapes::{has_twice, is_age_key, is_apart, without_slash};
use super::source::{Origin, Settings};
use super::written::{Backup, Retention, Store, Telegram, Vault, Written};
use super::{Config, Rotate, TELEGRAM_API, Token, Unlock};

/// How many campaigns a bot serves at most: a subscriber's choice fits their row, and a message has room for the question.
const MOST_CAMPAIGNS: usize = 16;

/// What Telegram allows a bot without paying.
const FREE_RATE: i64 = 30;

/// Gives the configuration, with defaults where a value is wrong; the keys whose value is wrong; and all problems.
pub(super) fn validate(mut settings: Settings, base: &Path) -> (Config, BTreeSet<&'static str>, Vec<Problem>) {
    let written = settings.figment().extract().unwrap_or_else(|error| {
        settings.problems.push(Problem::error(format!("the configuration can't be read: {error}"), "correct it"));
        Written::default()
    });
    let mut validator = Validator { settings, base };
    let config = validator.config(written);
    let Settings { origins, mut problems, doubtful, .. } = validator.settings;
    debug_assert!(origins.keys().all(|key| KEYS.iter().any(|(known, _)| known == key)));
    problems.sort_by_key(|problem| (problem.file.is_none(), problem.line));
    (config, doubtful, problems)
}

struct Validator<'a> {
    settings: Settings,
    base: &'a Path,
}

impl Validator<'_> {
    fn config(&mut self, written: Written) -> Config {
        let mut config = Config { base_dir: self.base.to_owned(), ..Config::default() };
        self.campaign(written.campaign, &mut config);
        self.more_campaigns(written.more_campaigns, &mut config);
        self.vault(written.vault, &mut config);
        self.store(written.store, &mut config);
        self.telegram(written.telegram, &mut config);
        self.organisers(written.organisers, &mut config);
        self.backup(written.backup, &mut config);
        self.retention(&written.retention, &mut config);
        self.web(written.web, &mut config);
        config
    }

    fn campaign(&mut self, written: Option<String>, config: &mut Config) {
        match written {
            Some(text) if text.trim().is_empty() => {
                let next = "write an id such as \"belarus-16-november\", or a folder such as \"campaigns/ours\"";
                self.error("campaign", "is empty", next);
            }
            Some(text) => config.campaign = text,
            None => {}
        }
    }

    fn more_campaigns(&mut self, written: Vec<String>, config: &mut Config) {
        const KEY: &str = "more_campaigns";
        if written.iter().any(|text| text.trim().is_empty()) {
            self.error(KEY, "holds an empty text", "write folders such as \"campaigns/ours\", or [] for none");
        } else if written.len() >= MOST_CAMPAIGNS {
            let next = format!("keep {} at most", MOST_CAMPAIGNS - 1);
            self.error(KEY, &format!("names {} campaigns", written.len()), &next);
        } else {
            config.more_campaigns = written;
        }
    }

    fn telegram(&mut self, written: Telegram, config: &mut Config) {
        config.telegram.token_file = self.path("telegram.token_file", written.token_file, &config.telegram.token_file);
        if let Some(text) = written.token {
            match Token::parse(&text) {
                Ok(token) => config.telegram.token = Some(token),
                Err(_) => self.error(
                    "telegram.token",
                    "is not of a token's form",
                    "copy the whole token that @BotFather gave, as in 123456789:AAF…",
                ),
            }
        }
        if let Some(url) = written.api_url.and_then(|text| self.url("telegram.api_url", &text)) {
            config.telegram.api_url = without_slash(&url);
        }
        config.telegram.updates = written.updates.unwrap_or(config.telegram.updates);
        config.telegram.paid_broadcast = written.paid_broadcast.unwrap_or(config.telegram.paid_broadcast);
        if let Some(rate) = written.messages_per_second {
            self.rate(rate, config);
        }
    }

    fn rate(&mut self, rate: i64, config: &mut Config) {
        const KEY: &str = "telegram.messages_per_second";
        let is_free = rate <= FREE_RATE || config.telegram.paid_broadcast || config.telegram.api_url != TELEGRAM_API;
        match u32::try_from(rate).ok().filter(|rate| (1..=1000).contains(rate)) {
            None => {
                self.error(
                    KEY,
                    &format!("is {rate}"),
                    "write a number from 1 to 1000; 25 suits a bot that does not pay",
                );
            }
            Some(_) if !is_free => self.error(
                KEY,
                &format!("is {rate}, and Telegram allows {FREE_RATE} to a bot that does not pay"),
                &format!("write {FREE_RATE} or less, or set telegram.paid_broadcast = true, which costs Stars"),
            ),
            Some(rate) => config.telegram.messages_per_second = rate,
        }
    }

    fn vault(&mut self, written: Vault, config: &mut Config) {
        match written.unlock.as_deref() {
            Some("credential") => config.vault.unlock = Unlock::Credential,
            Some("passphrase") => config.vault.unlock = Unlock::Passphrase,
            _ => {}
        }
        if written.rotate.as_deref() == Some("never") {
            config.vault.rotate = Rotate::Never;
        }
        config.vault.key_file = self.path("vault.key_file", written.key_file, &config.vault.key_file);
    }

    fn store(&mut self, written: Store, config: &mut Config) {
        const KEY: &str = "store.url";
        let text = written.url.unwrap_or_else(|| config.store.url.clone());
        let folder = text.strip_prefix("sled:").filter(|folder| !folder.is_empty() && !folder.starts_with("//"));
        match folder {
            Some(folder) => {
                let folder = self.base.join(folder);
                config.store.url = format!("sled:{}", folder.display());
                if !is_apart(&folder, self.base) {
                    let next = "write \"sled:FOLDER\" with a folder of the store's own, as in \"sled:data\"";
                    self.error(KEY, "is a folder in which other things lie as well", next);
                }
            }
            None => {
                config.store.url = format!("sled:{}", self.base.join("data").display());
                if text.starts_with("postgres://") || text.starts_with("postgresql://") {
                    self.error(KEY, "names PostgreSQL, which is not in this version", "write \"sled:FOLDER\"");
                } else {
                    self.error(KEY, "is not the address of a store", "write \"sled:FOLDER\", as in \"sled:data\"");
                }
            }
        }
    }

    fn backup(&mut self, written: Backup, config: &mut Config) {
        const KEY: &str = "backup.recipients";
        if !written.recipients.iter().all(|key| is_age_key(key)) {
            let next = "write public keys as age-keygen prints them: 62 letters that begin with age1";
            self.error(KEY, "holds something that is no age public key", next);
        } else if has_twice(&written.recipients) {
            self.error(KEY, "names a key twice", "write each key once");
        }
        config.backup.recipients = written.recipients;
    }

    fn retention(&mut self, written: &Retention, config: &mut Config) {
        let ours = &mut config.retention;
        let unreachable = "write a number of days from 0, for at once, to 366";
        self.days("retention.unreachable_days", written.unreachable_days, 366, unreachable, &mut ours.unreachable_days);
        let pledge = "write a number of days from 1 to 3660, or 0 for ever";
        self.days("retention.pledge_days", written.pledge_days, 3660, pledge, &mut ours.pledge_days);
    }

    fn days(&mut self, key: &'static str, written: Option<i64>, most: u16, next: &str, days: &mut u16) {
        let Some(number) = written else { return };
        match u16::try_from(number).ok().filter(|number| *number <= most) {
            Some(number) => *days = number,
            None => self.error(key, &format!("is {number}"), next),
        }
    }

    fn path(&mut self, key: &'static str, written: Option<String>, default: &Path) -> PathBuf {
        match written {
            Some(text) if text.trim().is_empty() => {
                self.error(key, "is empty", "name a file");
                self.base.join(default)
            }
            Some(text) => self.base.join(text),
            None => self.base.join(default),
        }
    }

    fn error(&mut self, key: &'static str, what: &str, next: &str) {
        let problem = Problem::error(format!("{} {what}", self.label(key)), next);
        self.tell(key, problem);
        self.settings.doubtful.insert(key);
    }

    fn warning(&mut self, key: &'static str, what: &str, next: &str) {
        let problem = Problem::warning(format!("{} {what}", self.label(key)), next);
        self.tell(key, problem);
    }

    fn label(&self, key: &str) -> String {
        match self.settings.origins.get(key) {
            Some(Origin::Environment) => variable(key),
            _ => format!("`{key}`"),
        }
    }

    fn tell(&mut self, key: &str, problem: Problem) {
        let problem = match self.settings.origins.get(key) {
            Some(Origin::File { path, line }) => problem.at(path, Some(*line)),
            _ => problem,
        };
        self.settings.problems.push(problem);
    }
}
