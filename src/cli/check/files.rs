//! What is wrong in klich.toml, in the campaign, in the lists of keys and addresses, and with the token.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use jiff::Timestamp;

use super::super::address_lists::addresses;
use super::super::failure::of_campaign;
use super::super::key_lists::key_lists;
use crate::campaign::{self, Campaign, Reminder};
use crate::config::{Config, Problem, Reading};
use crate::control::ControlError;
use crate::seal::KeyList;
use crate::text::Language;

/// Names everything that is wrong in the files, as far as their settings are sound.
pub(super) fn look(config: &Config, reading: &Reading) -> Vec<Problem> {
    let mut look = Look { config, reading, problems: Vec::new() };
    look.file();
    if reading.is_sound("campaign") && reading.is_sound("more_campaigns") {
        look.campaign();
        look.campaign_folders();
    }
    if reading.is_sound("telegram.token") && reading.is_sound("telegram.token_file") {
        look.token();
    }
    look.problems
}

fn others_may_write(path: &Path) -> bool {
    // A folder such as /tmp lets nobody rename what is another's.
    fs::metadata(path).is_ok_and(|meta| meta.mode() & 0o022 != 0 && meta.mode() & 0o1000 == 0)
}

struct Look<'a> {
    config: &'a Config,
    reading: &'a Reading,
    problems: Vec<Problem>,
}

impl Look<'_> {
    fn file(&mut self) {
        if fs::metadata(&self.reading.path).is_ok_and(|meta| meta.mode() & 0o022 != 0) {
            let next = format!("run `chmod go-w {}`", self.reading.path.display());
            self.tell(Problem::warning("others may write the configuration", next).at(&self.reading.path, None));
        }
        // Whoever may rename in a folder may put something else in a file's place.
        let home = &self.config.base_dir;
        if others_may_write(home) {
            let next = format!("run `chmod go-w {}`", home.display());
            self.tell(Problem::warning("others may write into the folder of the configuration", next).at(home, None));
        }
    }

    /// What people are called for must not be anybody's to change.
    fn campaign_folders(&mut self) {
        for written in self.config.campaigns() {
            let folder = self.config.base_dir.join(written);
            let entries = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
            if entries.chain([folder.clone()]).any(|path| others_may_write(&path)) {
                let next = format!("run `chmod -R go-w {}`", folder.display());
                let problem = Problem::warning("others may write the campaign's files", next).at(&folder, None);
                self.problems.push(problem);
            }
        }
    }

    fn campaign(&mut self) {
        match Campaign::load_all(self.config.campaigns(), &self.config.base_dir) {
            Err(problems) => problems.into_iter().for_each(|problem| self.campaigns_problem(problem)),
            Ok(campaigns) => {
                for campaign in &campaigns {
                    self.languages(campaign);
                }
                if let Some(first) = campaigns.first() {
                    self.reminders(first);
                    self.keys(first);
                }
            }
        }
    }

    /// Tells a mistake in a campaign's folder; where there is no such folder, klich.toml has the mistake.
    fn campaigns_problem(&mut self, problem: campaign::Problem) {
        let named = self.config.campaigns().position(|written| written.trim_end_matches('/') == problem.file);
        let named = named.filter(|_| problem.line.is_none());
        let written = problem.file.clone();
        let problem = of_campaign(problem);
        let told = match named {
            Some(nth) => {
                let key = if nth == 0 { "campaign" } else { "more_campaigns" };
                let what = format!("`{written}`: {}", problem.what);
                self.reading.place(key, Problem::error(what, problem.next))
            }
            None => problem,
        };
        self.tell(told);
    }

    fn languages(&mut self, campaign: &Campaign) {
        let unspoken: Vec<&str> = campaign.unspoken().into_iter().map(Language::code).collect();
        if !unspoken.is_empty() {
            let (id, codes) = (campaign.id(), unspoken.join(", "));
            let what = format!("the campaign `{id}` has no file for {codes}: their readers read English");
            let spoken = Language::ALL.into_iter().map(Language::code).filter(|code| !unspoken.contains(code));
            let spoken = spoken.map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(", ");
            let next = format!(
                "write them after en.ftl, or list in campaign.toml, above its first section, those that it speaks: \
                 `languages = [{spoken}]`"
            );
            self.tell(self.reading.place("campaign", Problem::warning(what, next)));
        }
    }

    /// The signed lists beside klich.toml: of keys, and of addresses.
    fn keys(&mut self, campaign: &Campaign) {
        let keys = match key_lists(self.config, campaign.id().as_str()) {
            Ok(lists) => lists.current,
            Err(error) => return self.refused(error),
        };
        self.page(&keys);
        match addresses(self.config, &keys, Timestamp::now()) {
            Err(error) => self.refused(error),
            Ok(None) if !keys.signers.is_empty() => self.tell(Problem::warning(
                "there is no signed list of the campaign's addresses, by which people find the way after a block",
                "write one with `klich keys addresses --bot @NAME --expires TIME --write`, and let signers sign it",
            )),
            Ok(_) => {}
        }
    }

    /// People seal on the page, which Telegram opens by https alone.
    fn page(&mut self, keys: &KeyList) {
        let web = &self.config.web;
        let page = web.page_url.as_ref().or(web.public_url.as_ref());
        if !keys.recipients.is_empty() && !page.is_some_and(|url| url.starts_with("https://")) {
            let what = "there are recipients, and no https page on which people could seal to them: the bot only names the keys";
            let next = "set web.page_url to where the exported page lies (`klich webapp export`), or web.public_url; both https";
            self.tell(Problem::warning(what, next).at(&self.reading.path, None));
        }
    }

    /// Where signatures are asked for, reminders need them like any call: nobody should wait for them in vain.
    fn reminders(&mut self, campaign: &Campaign) {
        let organisers = &self.config.organisers;
        let reminds = Reminder::ALL.into_iter().any(|reminder| campaign.reminder_time(reminder).is_some());
        if organisers.reminders && organisers.signatures_required > 0 && reminds {
            let what = "reminders of the action day stand as awaiting signatures, and go out only once they are signed";
            let next = "have each signed before its hour: `klich alert list`, `klich alert fetch ID FILE`; or set \
                        `reminders = false` under [organisers]";
            self.tell(Problem::warning(what, next).at(&self.reading.path, None));
        }
    }

    fn token(&mut self) {
        if let Err(problem) = self.config.token() {
            self.problems.push(problem);
        }
        let path = &self.config.telegram.token_file;
        // systemd's own copies may be read by their group.
        let is_credential = std::env::var_os("CREDENTIALS_DIRECTORY").is_some_and(|folder| path.starts_with(folder));
        let forbidden = if is_credential { 0o007 } else { 0o077 };
        if self.config.telegram.token.is_none() && fs::metadata(path).is_ok_and(|meta| meta.mode() & forbidden != 0) {
            let next = format!(
                "run `chmod 600 {}`; if others use this machine, have @BotFather revoke the token",
                path.display()
            );
            self.tell(Problem::warning("others may read the bot's token", next).at(path, None));
        }
    }

    fn refused(&mut self, error: ControlError) {
        self.tell(Problem::error(error.what, error.next));
    }

    fn tell(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
}
