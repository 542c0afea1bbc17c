//! Which keys there are and of which kind, and the nearest one to what a person wrote.

/// What a key's value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Flag,
    TextList,
    IntegerList,
    Choice(&'static [&'static str]),
}

impl Kind {
    /// Says what to write, as a next step.
    pub(super) fn how_to_write(self, in_environment: bool) -> String {
        match (self, in_environment) {
            (Self::Text, false) => "write text in quotes".to_owned(),
            (Self::Text, true) => "write text".to_owned(),
            (Self::Integer, _) => "write a whole number".to_owned(),
            (Self::Flag, _) => "write true or false".to_owned(),
            (Self::TextList, false) => "write a list of texts: [\"…\", \"…\"]".to_owned(),
            (Self::TextList, true) => "write a JSON array of texts: [\"…\", \"…\"]".to_owned(),
            (Self::IntegerList, false) => "write a list of whole numbers: [1, 2]".to_owned(),
            (Self::IntegerList, true) => "write a JSON array of whole numbers: [1, 2]".to_owned(),
            (Self::Choice(choices), _) => {
                let quoted: Vec<_> = choices.iter().map(|choice| format!("\"{choice}\"")).collect();
                format!("write one of {}", quoted.join(", "))
            }
        }
    }
}

/// Every key with its kind; those of a section are written `section.key`.
pub(super) const KEYS: [(&str, Kind); 28] = [
    ("campaign", Kind::Text),
    ("telegram.token_file", Kind::Text),
    ("telegram.token", Kind::Text),
    ("telegram.api_url", Kind::Text),
    ("telegram.updates", Kind::Choice(&["polling", "webhook"])),
    ("telegram.messages_per_second", Kind::Integer),
    ("telegram.paid_broadcast", Kind::Flag),
    ("vault.unlock", Kind::Choice(&["key-file", "credential", "passphrase"])),
    ("vault.key_file", Kind::Text),
    ("vault.rotate", Kind::Choice(&["nightly", "never"])),
    ("store.url", Kind::Text),
    ("organisers.ids", Kind::IntegerList),
    ("organisers.writers", Kind::IntegerList),
    ("organisers.approvers", Kind::IntegerList),
    ("organisers.operators", Kind::IntegerList),
    ("organisers.approvals_required", Kind::Integer),
    ("organisers.signers", Kind::TextList),
    ("organisers.signatures_required", Kind::Integer),
    ("organisers.recipients", Kind::TextList),
    ("organisers.reminders", Kind::Flag),
    ("organisers.wipe_quorum", Kind::Integer),
    ("backup.recipients", Kind::TextList),
    ("retention.unreachable_days", Kind::Integer),
    ("retention.pledge_days", Kind::Integer),
    ("web.listen", Kind::Text),
    ("web.public_url", Kind::Text),
    ("web.page_url", Kind::Text),
    ("web.metrics_listen", Kind::Text),
];

/// The sections, as they stand in brackets.
pub(super) const SECTIONS: [&str; 7] = ["telegram", "vault", "store", "organisers", "backup", "retention", "web"];

/// Finds a key by its full name.
pub(super) fn find(name: &str) -> Option<(&'static str, Kind)> {
    KEYS.into_iter().find(|(key, _)| *key == name)
}

/// Gives the variable that sets a key.
pub(super) fn variable(key: &str) -> String {
    format!("KLICH_{}", key.replace('.', "__").to_ascii_uppercase())
}

/// Finds the candidate that was most likely meant: a third of its letters may be wrong.
pub(super) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, best) = candidates.into_iter().map(|name| (strsim::levenshtein(written, name), name)).min()?;
    (distance <= best.chars().count().div_ceil(3)).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_was_meant_and_nothing_else() {
        assert_eq!(nearest("tokenfile", ["token_file", "token", "updates"]), Some("token_file"));
        assert_eq!(nearest("api-url", ["api_url", "updates"]), Some("api_url"));
        assert_eq!(nearest("colour", ["api_url", "updates"]), None);
    }

    #[test]
    fn every_key_of_a_section_is_in_a_known_section() {
        for (key, _) in KEYS {
            if let Some((section, _)) = key.split_once('.') {
                assert!(SECTIONS.contains(&section), "{key}");
            }
        }
    }

    #[test]
    fn variables_are_named_by_section_and_key() {
        assert_eq!(variable("telegram.token_file"), "KLICH_TELEGRAM__TOKEN_FILE");
        assert_eq!(variable("campaign"), "KLICH_CAMPAIGN");
    }
}
