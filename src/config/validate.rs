//! From values of the right kind to a configuration: every value is looked at, and all that is wrong is told.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use reqwest::Url;

use super::problem::Problem;
use super::schema::{KEYS, variable};
use super::shapes::{has_twice, is_age_key, is_apart, is_loopback, is_minisign_key, listen_address, without_slash};
use super::source::{Origin, Settings};
use super::written::{Backup, Organisers, Retention, Store, Telegram, Vault, Web, Written};
use super::{Config, Rotate, TELEGRAM_API, Token, Unlock, Updates};

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

    fn organisers(&mut self, written: Organisers, config: &mut Config) {
        let ours = &mut config.organisers;
        ours.ids = self.accounts("organisers.ids", written.ids);
        ours.writers = self.accounts("organisers.writers", written.writers);
        ours.approvers = self.accounts("organisers.approvers", written.approvers);
        ours.operators = self.accounts("organisers.operators", written.operators);

        const SIGNERS: &str = "organisers.signers";
        if !written.signers.iter().all(|key| is_minisign_key(key)) {
            let next = "write the second line of minisign.pub: 56 letters that begin with RW";
            self.error(SIGNERS, "holds something that is no minisign public key", next);
        }
        if has_twice(&written.signers) {
            self.error(SIGNERS, "names a key twice", "write each key once: one person must not count as two");
        }
        ours.signers = written.signers;

        const RECIPIENTS: &str = "organisers.recipients";
        if !written.recipients.iter().all(|key| is_age_key(key)) {
            let next = "write public keys as age-keygen prints them: 62 letters that begin with age1";
            self.error(RECIPIENTS, "holds something that is no age public key", next);
        } else if has_twice(&written.recipients) {
            self.error(RECIPIENTS, "names a key twice", "write each key once");
        }
        ours.recipients = written.recipients;
        ours.reminders = written.reminders.unwrap_or(ours.reminders);
        const QUORUM: &str = "organisers.wipe_quorum";
        let quorum = written.wipe_quorum.map_or(Ok(ours.wipe_quorum), u32::try_from);
        match quorum {
            Ok(quorum) => ours.wipe_quorum = quorum,
            Err(_) => self.error(QUORUM, "is below 0", "write how many organisers wipe together, or 0 for never"),
        }
        self.signatures(written.signatures_required, config);
        self.approvals(written.approvals_required, config);
    }

    fn accounts(&mut self, key: &'static str, ids: Vec<i64>) -> Vec<i64> {
        if ids.iter().any(|id| *id <= 0) {
            self.error(key, "holds a number that is no account's", "write the positive ids of people, not of groups");
        }
        if has_twice(&ids) {
            self.error(key, "names someone twice", "write each id once");
        }
        ids
    }

    fn approvals(&mut self, required: i64, config: &mut Config) {
        const KEY: &str = "organisers.approvals_required";
        let ours = &config.organisers;
        let approvers: BTreeSet<i64> = ours.ids.iter().chain(&ours.approvers).copied().collect();
        let writers: BTreeSet<i64> = ours.ids.iter().chain(&ours.writers).copied().collect();
        match u32::try_from(required) {
            Err(_) => {
                self.error(KEY, &format!("is {required}"), "write 0 for none, or how many approvers an alert needs");
            }
            Ok(required) => {
                // Kept even where it is wrong: it must never be taken for none.
                config.organisers.approvals_required = required;
                // An alert that a file brings is nobody's: every approver counts for it.
                if usize::try_from(required).unwrap_or(usize::MAX) > approvers.len() {
                    let next = "add ids to organisers.approvers, or ask for fewer";
                    self.error(KEY, &format!("is {required}, but there are {} approvers", approvers.len()), next);
                } else if required > 0
                    && writers.iter().all(|writer| {
                        let others = approvers.iter().filter(|approver| *approver != writer).count();
                        others < usize::try_from(required).unwrap_or(usize::MAX)
                    })
                    && !writers.is_empty()
                {
                    let next = "add ids to organisers.approvers, or ask for fewer: who wrote an alert can't approve it";
                    self.error(KEY, &format!("is {required}, and no writer has so many others to approve"), next);
                } else if required == 0 && !config.organisers.writers.is_empty() && approvers.is_empty() {
                    let next =
                        "add ids to organisers.approvers: what a writer alone proposes goes out with an approval";
                    self.error("organisers.writers", "has people in it, but there are no approvers", next);
                }
            }
        }
    }

    fn signatures(&mut self, required: i64, config: &mut Config) {
        const KEY: &str = "organisers.signatures_required";
        let signers = config.organisers.signers.len();
        match u32::try_from(required) {
            Err(_) => {
                self.error(KEY, &format!("is {required}"), "write 0 for none, or how many signatures an alert needs")
            }
            Ok(required) => {
                // Kept even where it is wrong: it must never be taken for none.
                config.organisers.signatures_required = required;
                if usize::try_from(required).unwrap_or(usize::MAX) > signers {
                    let next = "add public keys to organisers.signers, or ask for fewer";
                    self.error(KEY, &format!("is {required}, but there are {signers} signers"), next);
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

    fn web(&mut self, written: Web, config: &mut Config) {
        const LISTEN: &str = "web.listen";
        const PUBLIC: &str = "web.public_url";
        let mut listen_is_wrong = self.settings.doubtful.contains(LISTEN);
        if let Some(text) = written.listen {
            match listen_address(&text) {
                Ok(listen) => config.web.listen = listen,
                Err(()) => {
                    listen_is_wrong = true;
                    self.error(LISTEN, "is not an address and a port", "write \"127.0.0.1:8080\", or \"\" for none");
                }
            }
        }
        if let Some(text) = written.metrics_listen {
            self.metrics(&text, config);
        }
        let mut public_is_wrong = self.settings.doubtful.contains(PUBLIC);
        if let Some(text) = written.public_url.filter(|text| !text.is_empty()) {
            let url = self.url(PUBLIC, &text);
            public_is_wrong |= url.is_none();
            config.web.public_url = url.as_ref().map(without_slash);
        }
        if let Some(text) = written.page_url.filter(|text| !text.is_empty()) {
            const PAGE: &str = "web.page_url";
            match self.url(PAGE, &text) {
                Some(url) if url.scheme() != "https" => {
                    self.error(PAGE, "is not https, and Telegram opens no other page", "begin it with https://");
                }
                url => config.web.page_url = url.as_ref().map(without_slash),
            }
        }
        let rehearses = Url::parse(&config.telegram.api_url).is_ok_and(|url| is_loopback(&url));
        if config.telegram.updates != Updates::Webhook {
            return;
        }
        if config.web.listen.is_none() && !listen_is_wrong {
            self.error(
                LISTEN,
                "is empty, and a webhook needs it",
                "write \"127.0.0.1:8080\", or telegram.updates = \"polling\"",
            );
        }
        match &config.web.public_url {
            None if !public_is_wrong => self.error(
                PUBLIC,
                "is empty, and a webhook needs it",
                "write the https address under which Telegram reaches klich, or telegram.updates = \"polling\"",
            ),
            Some(url) if !url.starts_with("https:") && !rehearses => {
                self.error(
                    PUBLIC,
                    "is not https, and Telegram calls no other",
                    "write an address that begins with https://",
                );
            }
            _ => {}
        }
    }

    fn metrics(&mut self, text: &str, config: &mut Config) {
        const KEY: &str = "web.metrics_listen";
        match listen_address(text) {
            Err(()) => {
                self.error(KEY, "is not an address and a port", "write \"127.0.0.1:9464\", or \"\" for none");
            }
            Ok(Some(address)) if config.web.listen == Some(address) && address.port() != 0 => {
                let next = "write another port: web.listen is what the outside may reach, and figures are not for it";
                self.error(KEY, "is the address of web.listen", next);
            }
            Ok(listen) => {
                config.web.metrics_listen = listen;
                if listen.is_some_and(|address| !address.ip().is_loopback()) {
                    let next = "see that only your Prometheus reaches it, or write \"127.0.0.1:9464\"";
                    self.warning(KEY, "can be reached from other machines, and asks nobody who they are", next);
                }
            }
        }
    }

    /// Reads `http(s)://host…`; plain HTTP on loopback only. The address is not quoted: it may hold a password.
    fn url(&mut self, key: &'static str, text: &str) -> Option<Url> {
        let url = Url::parse(text.trim()).ok().filter(|url| url.has_host() && matches!(url.scheme(), "http" | "https"));
        let Some(url) = url else {
            self.error(key, "is not a web address", "write one that begins with https://");
            return None;
        };
        let (what, next) = if !url.username().is_empty() || url.password().is_some() {
            ("holds a name or a password", "write the address without them")
        } else if url.query().is_some() || url.fragment().is_some() {
            ("holds a ? or a #", "write the address without what follows it")
        } else if url.scheme() == "http" && !is_loopback(&url) {
            (
                "is plain http to another machine: the token would cross the network in the open",
                "begin it with https://",
            )
        } else {
            return Some(url);
        };
        self.error(key, what, next);
        None
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
