//! `klich check`: every problem at once. Talks to no network, changes nothing.

mod files;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use clap::Args;
use rustix::fs::{Access, access};
use serde::Serialize;

use super::output::pairs;
use super::passphrase::Source;
use super::{Context, Failure, keys, memory, reach};
use crate::audit::Audit;
use crate::config::{Config, Problem, Reading, Unlock};
use crate::control::reports::{AuditChain, Retention};
use crate::control::{Client, Code, ControlError, Request};
use crate::store::{self, StoreUrl};
use crate::vault::{self, Home, KeyringFile, RootKey, VaultError};

/// Tells everything that is wrong in klich.toml and in the files that it names but the store's and the keys' own: what a
/// configuration is held against before it is taken in while klich runs.
pub fn configuration(reading: &Reading) -> Vec<Problem> {
    let found = reading.config.as_ref().map(|config| files::look(config, reading)).unwrap_or_default();
    reading.problems.iter().cloned().chain(found).collect()
}

/// The report.
#[derive(Serialize)]
struct Checked {
    problems: Vec<Problem>,
    /// What could not be looked at, and how it can.
    not_checked: Vec<String>,
    ok: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Count what will go by itself as its time is over, and change nothing
    #[arg(long)]
    retention: bool,
}

/// Prints every problem; fails where one of them is an error.
pub(super) fn run(args: &CheckArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    if args.retention {
        let due: Retention = reach::ask(context, Request::Retention {})?;
        return Ok(context.output.report(&due, |due| {
            pairs([
                ("people who can't be reached any more, for long enough to go now", due.unreachable.to_string()),
                ("pledges that go now", due.pledges.to_string()),
            ])
        })?);
    }
    let reading = Config::read(&context.config, std::env::vars_os());
    let mut problems = reading.problems.clone();
    let mut not_checked = Vec::new();
    if let Some(config) = &reading.config {
        let passphrase = &context.passphrase;
        let (problems, not_checked) = (&mut problems, &mut not_checked);
        Checks { config, reading: &reading, passphrase, problems, not_checked }.run();
    }
    let ok = !problems.iter().any(Problem::is_error);
    let checked = Checked { problems, not_checked, ok };
    if context.output.is_json() {
        context.output.json_line(&checked)?;
    } else {
        list(&checked.problems, context)?;
        for what in &checked.not_checked {
            context.output.line(&format!("not checked: {what}"))?;
        }
        let summary = summary(&checked.problems, checked.not_checked.is_empty());
        context.output.line(&summary)?;
    }
    if ok { Ok(()) } else { Err(Failure::Told(Code::Configuration)) }
}

/// Prints problems, each with its next step.
pub(super) fn list(problems: &[Problem], context: &mut Context<'_>) -> Result<(), Failure> {
    for problem in problems {
        let severity = if problem.is_error() { "error" } else { "warning" };
        let severity = context.output.alarming(severity, problem.is_error());
        context.output.line(&format!("{severity}: {problem}\n  next: {}", problem.next))?;
    }
    Ok(())
}

/// Counts problems, for a person.
fn summary(problems: &[Problem], all_checked: bool) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = problems.len() - errors;
    let count = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) if all_checked => "Nothing is wrong.".to_owned(),
        (0, 0) => "Nothing that was checked is wrong.".to_owned(),
        (0, _) => format!("{}, no error: klich can run.", count(warnings, "warning")),
        _ => format!("{}, {}.", count(errors, "error"), count(warnings, "warning")),
    }
}

struct Checks<'a> {
    config: &'a Config,
    reading: &'a Reading,
    passphrase: &'a Source,
    problems: &'a mut Vec<Problem>,
    not_checked: &'a mut Vec<String>,
}

impl Checks<'_> {
    fn run(&mut self) {
        self.problems.extend(files::look(self.config, self.reading));
        self.alone();
        self.wiping();
        let bot_runs = self.reading.is_sound("store.url") && self.data();
        if self.reading.is_sound("web.listen") && !bot_runs {
            self.port();
        }
        vault::memory::probe();
        self.problems.extend(memory::warnings());
    }

    /// Where nobody approves and nobody signs, one account in the wrong hands calls people to wherever it wants.
    fn alone(&mut self) {
        let organisers = &self.config.organisers;
        if organisers.approvals_required == 0 && organisers.signatures_required == 0 && !organisers.ids.is_empty() {
            let what = "one organiser's account alone can send a call: nobody else approves or signs it";
            let next = "set `approvals_required` to 1 or more under [organisers], or `signatures_required`";
            self.warn(Problem::warning(what, next).at(&self.reading.path, None));
        }
    }

    /// Where fewer organise than have to agree, nobody can wipe from the desk; where one suffices, one stolen account can.
    fn wiping(&mut self) {
        let organisers = &self.config.organisers;
        let who: BTreeSet<_> = organisers.ids.iter().chain(&organisers.operators).collect();
        let what = match (organisers.wipe_quorum as usize, who.len()) {
            (1, few) if few > 0 => "one organiser's account alone can wipe everything from the desk".to_owned(),
            // As it comes, for somebody alone: the desk does not offer it.
            (2, 1) => return,
            (quorum, few) if few > 0 && quorum > few => {
                format!("{quorum} organisers have to agree to wipe everything from the desk, and {few} may")
            }
            _ => return,
        };
        let next = "set `wipe_quorum` under [organisers] to 2 or more, and no higher than there are; or to 0 for never";
        self.warn(Problem::warning(what, next).at(&self.reading.path, None));
    }

    /// Looks at key, keyring, store and their folders; tells whether a bot runs on them.
    fn data(&mut self) -> bool {
        let (url, home) = match keys::store_of(self.config) {
            Ok(found) => found,
            Err(error) => {
                self.tell(&error);
                return false;
            }
        };
        let bot_runs = match Client::connect(&home.control_socket) {
            Ok(client) => client.is_some(),
            Err(error) => {
                self.tell(&error);
                true
            }
        };
        if let Some(at) = vault::wiped_at(&home) {
            self.tell(&keys::was_wiped(at));
            for key in keys::keys_left(self.config, &home) {
                let next = "run `klich wipe` once more, or destroy it yourself";
                let problem = Problem::error("all was wiped, and a key is still there", next);
                self.problems.push(problem.at(&key, None));
            }
            return bot_runs;
        }
        self.folder(&home.data_dir, "the store");
        self.half_restored(&home);
        if self.config.vault.unlock == Unlock::Credential && self.reading.is_sound("vault.key_file") {
            let next = "keep a copy elsewhere, let the unit load it from there or encrypted (`systemd-creds encrypt`, \
                        LoadCredentialEncrypted=), and remove this one with `shred -u`";
            self.key_beside(&self.config.vault.key_file, &home, next);
        }
        if !self.reading.is_sound("vault.unlock") || !self.reading.is_sound("vault.key_file") {
            return bot_runs;
        }
        if self.config.vault.unlock == Unlock::Passphrase && !self.passphrase.is_named() {
            self.without_key(&url, bot_runs, vault::look_at_locked(&url).map(drop));
            if fs::metadata(&home.root_key).is_ok_and(|meta| meta.mode() & 0o077 != 0) {
                let next = format!("run `chmod 600 {}`", home.root_key.display());
                let what = "others may read the root key, which the passphrase opens";
                self.warn(Problem::warning(what, next).at(&home.root_key, None));
            }
            let log = if bot_runs { "" } else { ", and the log of what organisers did" };
            self.not_checked.push(format!(
                "whether the passphrase is right and opens the keyring{log}: give --passphrase-file FILE, or `-` for standard \
                 input"
            ));
            if bot_runs {
                self.ask_for_audit(&home);
            }
        } else if self.config.vault.unlock == Unlock::Credential && keys::key_path(self.config).is_err() {
            self.without_key(&url, bot_runs, vault::look_at_keyless(&url));
            self.not_checked.push(
                "the key, whether it opens the keyring, and the log of what organisers did: systemd gives it to the unit only, which says at its start \
                 what is wrong with it"
                    .to_owned(),
            );
        } else if let Some(key) = self.key(&home) {
            self.store(&url, &home, &key, bot_runs);
        }
        bot_runs
    }

    fn half_restored(&mut self, home: &Home) {
        if home.restoring.exists() {
            let what = "here lies what a restore has put down so far: one that runs, or one that was interrupted";
            let next = "if none runs, run `klich restore` again, which clears it away, or remove it";
            self.warn(Problem::warning(what, next).at(&home.restoring, None));
        }
    }

    /// Tells what was found without the key, and looks at the store.
    fn without_key(&mut self, url: &StoreUrl, bot_runs: bool, found: Result<(), VaultError>) {
        let sound = found.and_then(|()| {
            // A bot that runs has the store.
            if bot_runs { Ok(()) } else { store::open_existing(url).map(drop).map_err(VaultError::from) }
        });
        if let Err(error) = sound {
            self.tell(&keys::trouble(&error, self.config));
        }
    }

    fn key(&mut self, home: &Home) -> Option<RootKey> {
        match keys::key_path(self.config) {
            Err(error) => {
                self.tell(&error);
                return None;
            }
            Ok(path) if self.config.vault.unlock == Unlock::KeyFile => {
                if let Some(folder) = path.parent() {
                    self.folder_mode(folder, "the keys");
                }
                let next = "move it elsewhere and set vault.key_file, or use vault.unlock = \"credential\"";
                self.key_beside(&path, home, next);
            }
            Ok(_) => {}
        }
        match keys::root_key(self.config, self.passphrase) {
            Ok(key) => Some(key),
            Err(error) => {
                self.tell(&error);
                None
            }
        }
    }

    /// Warns of a key that whoever takes the store takes as well.
    fn key_beside(&mut self, path: &Path, home: &Home, next: &str) {
        let device = |path: &Path| fs::metadata(path).map(|meta| meta.dev()).ok();
        if device(path).is_some() && device(path) == device(&home.data_dir) {
            let what = "the key lies on the same file system as the store: who takes the disk or a snapshot has both";
            self.warn(Problem::warning(what, next).at(path, None));
        }
    }

    fn store(&mut self, url: &StoreUrl, home: &Home, key: &RootKey, bot_runs: bool) {
        // A running bot has the store; its keyring can be looked at all the same.
        let opened = if bot_runs {
            KeyringFile::load(&home.keyring, key).map(|_| None)
        } else {
            vault::open_at(url, key).and_then(|vault| Audit::new(vault).verify()).map(|chain| Some(chain.into()))
        };
        match opened {
            Ok(None) => self.ask_for_audit(home),
            Ok(Some(chain)) => self.audit(&chain),
            Err(error) => self.tell(&keys::trouble(&error, self.config)),
        }
    }

    /// Lets the bot that runs look at its log.
    fn ask_for_audit(&mut self, home: &Home) {
        let asked =
            Client::connect(&home.control_socket).transpose().map(|client| client?.ask(&Request::AuditVerify {}));
        match asked.map(|report| report.map(serde_json::from_value::<AuditChain>)) {
            Some(Ok(Ok(chain))) => self.audit(&chain),
            Some(Err(error)) => {
                self.not_checked.push(format!("the log of what organisers did: {}; {}", error.what, error.next));
            }
            // It is gone, or of another version.
            Some(Ok(Err(_))) | None => {
                self.not_checked.push("the log of what organisers did: the bot gave no answer".to_owned());
            }
        }
    }

    fn audit(&mut self, chain: &AuditChain) {
        if let Some(broken) = &chain.broken {
            let what = format!("the log of what organisers did is broken: entry {} {}", broken.entry, broken.how);
            let next = "find out who could write to the store; entries before that one hold, and `klich restore` brings a \
                        backup's log back";
            self.problems.push(Problem::error(what, next));
        }
    }

    fn folder(&mut self, folder: &Path, whose: &str) {
        if !folder.is_dir() {
            // Opening the store tells it.
            return;
        }
        self.folder_mode(folder, whose);
        if let Err(error) = access(folder, Access::WRITE_OK | Access::EXEC_OK) {
            let what = format!("the folder of {whose} can't be written: {}", io::Error::from(error));
            let next = "let the user that runs klich write there, on a file system that is not read-only";
            self.problems.push(Problem::error(what, next).at(folder, None));
        }
    }

    fn folder_mode(&mut self, folder: &Path, whose: &str) {
        if fs::metadata(folder).is_ok_and(|meta| meta.mode() & 0o077 != 0) {
            let problem = Problem::warning(
                format!("others may enter the folder of {whose}"),
                format!("run `chmod 700 {}`", folder.display()),
            );
            self.warn(problem.at(folder, None));
        }
    }

    fn port(&mut self) {
        let Some(listen) = self.config.web.listen else { return };
        if let Err(error) = TcpListener::bind(listen) {
            let what = format!("nothing can listen on {listen}: {error}");
            let next = "stop what listens there, or set another port in web.listen";
            self.problems.push(Problem::error(what, next).at(&self.reading.path, None));
        }
    }

    fn warn(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn tell(&mut self, error: &ControlError) {
        self.problems.push(Problem::error(error.what.clone(), error.next.clone()));
    }
}
