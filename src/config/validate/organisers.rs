//! The section `[organisers]`: who may do what, and how many of them together.

use std::collections::BTreeSet;

use super::super::Config;
use super::super::shapes::{has_twice, is_age_key, is_minisign_key};
use super::super::written::Organisers;
use super::Validator;

impl Validator<'_> {
    pub(super) fn organisers(&mut self, written: Organisers, config: &mut Config) {
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
}
