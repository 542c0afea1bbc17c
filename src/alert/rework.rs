//! What is done to an alert that went out: corrected, recalled, sent again to those it failed to reach.
//!
//! Each is an alert of its own kind that names the one it works on: it has an id, a state, progress, and can be paused,
//! resumed and cancelled like any other. At most one correction and one retry of an alert is open, and none beside a
//! recall.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use rand::rngs::OsRng;

use super::record::StoredSequence;
use super::{Alert, AlertError, AlertId, Alerts, Kind, Refused, State};
use crate::text::Language;
use crate::vault::{Writer, tables};

/// Telegram deletes no message that is older.
const RECALL_LIFE: SignedDuration = SignedDuration::from_hours(48);

impl Alerts {
    /// Recalls an alert: whatever still happens with it ends, and what was delivered is deleted.
    ///
    /// Needs no signature: it calls nobody to anything.
    ///
    /// # Errors
    /// [`AlertError::State`] for a draft, [`AlertError::Rework`], [`AlertError::Recalled`] where a recall is on its way.
    pub fn recall_in(&self, writer: &mut Writer<'_>, of: AlertId, now: Timestamp) -> Result<AlertId, AlertError> {
        let mut alert = self.get(writer, of)?;
        sent(&alert)?;
        for mut other in self.reworks(writer, of)? {
            if other.kind == Kind::Recall {
                return Err(AlertError::Recalled);
            }
            other.state = State::Cancelled;
            other.untold = false;
            self.put(writer, &other)?;
        }
        if !alert.state.is_final() {
            alert.state = State::Cancelled;
            alert.untold = false;
            self.put(writer, &alert)?;
        }
        let expires = now.saturating_add(RECALL_LIFE).unwrap_or(now);
        self.put_rework(writer, Kind::Recall, &alert, expires)
    }

    /// Sends a finished alert again to those whom it failed to reach.
    ///
    /// # Errors
    /// [`AlertError::State`] where it is not finished or a retry is on its way, [`AlertError::Refused`] where it expired or
    /// the campaign asks for signatures, [`AlertError::Rework`], [`AlertError::Recalled`].
    pub fn retry_in(&self, writer: &mut Writer<'_>, of: AlertId, now: Timestamp) -> Result<AlertId, AlertError> {
        let alert = self.get(writer, of)?;
        sent(&alert)?;
        self.may_go_out(&alert)?;
        self.not_recalled(of)?;
        if alert.state != State::Finished {
            return Err(AlertError::State(alert.state));
        }
        if alert.expires <= now {
            return Err(Refused::Expired(alert.expires).into());
        }
        if let Some(open) = self.reworks(writer, of)?.into_iter().find(|other| other.kind == Kind::Retry) {
            return Err(AlertError::State(open.state));
        }
        self.put_rework(writer, Kind::Retry, &alert, alert.expires)
    }

    /// Tells whether an alert was taken back or is being taken back.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn is_recalled(&self, of: AlertId) -> Result<bool, AlertError> {
        Ok(self
            .all()?
            .iter()
            .any(|other| other.of == Some(of) && other.kind == Kind::Recall && other.state != State::Cancelled))
    }

    /// Refuses an alert that can't be corrected.
    pub(super) fn may_be_corrected(&self, alert: &Alert) -> Result<(), AlertError> {
        sent(alert)?;
        self.not_recalled(alert.id)
    }

    /// Makes a correction of its draft.
    pub(super) fn submit_correction(
        &self,
        writer: &mut Writer<'_>,
        draft: &Alert,
        of: AlertId,
    ) -> Result<Alert, AlertError> {
        if draft.state != State::Draft {
            return Err(AlertError::State(draft.state));
        }
        let sequence = self.last_in(writer)? + 1;
        self.apply_correction(writer, draft, of, sequence)
    }

    /// Lets the texts that were kept for a correction take the place of the alert's.
    pub(super) fn apply_correction(
        &self,
        writer: &mut Writer<'_>,
        draft: &Alert,
        of: AlertId,
        sequence: u64,
    ) -> Result<Alert, AlertError> {
        let mut text = BTreeMap::new();
        for language in &draft.written {
            let key = self.text_key(draft.id, *language);
            let bytes = writer.read_long(&key, tables::ALERT_TEXTS)?.unwrap_or_default();
            text.insert(*language, super::unpadded(bytes));
            writer.remove_long(&key, tables::ALERT_TEXTS)?;
        }
        if text.is_empty() {
            return Err(AlertError::Empty);
        }
        self.correct_in(writer, Correction { id: draft.id, of, sequence, expires: draft.expires }, &text)
    }

    fn correct_in(
        &self,
        writer: &mut Writer<'_>,
        Correction { id, of, sequence, expires }: Correction,
        text: &BTreeMap<Language, String>,
    ) -> Result<Alert, AlertError> {
        let mut alert = self.get(writer, of)?;
        self.may_be_corrected(&alert)?;
        let mut written: BTreeSet<Language> = text.keys().copied().collect();
        // What an earlier correction has not come to yet is this one's to do: the texts that count are the alert's own.
        let overtaken = |other: &Alert| other.kind == Kind::Correction && !other.state.waits();
        for mut other in self.reworks(writer, of)?.into_iter().filter(overtaken) {
            written.extend(&other.written);
            other.state = State::Cancelled;
            other.untold = false;
            self.put(writer, &other)?;
        }
        for (language, text) in text {
            self.put_text(writer, of, *language, text)?;
        }
        alert.written.extend(text.keys());
        alert.revision += 1;
        self.put(writer, &alert)?;
        let last = self.last_in(writer)?.max(sequence);
        writer.put(&self.sequence_key(), &StoredSequence::V1(last))?;
        let correction = Alert {
            id,
            kind: Kind::Correction,
            campaign: alert.campaign,
            sequence,
            expires,
            send_at: None,
            languages: BTreeSet::new(),
            circles: BTreeSet::new(),
            written,
            state: State::Scheduled,
            of: Some(of),
            revision: alert.revision,
            untold: false,
        };
        self.put(writer, &correction)?;
        Ok(correction)
    }

    fn put_rework(
        &self,
        writer: &mut Writer<'_>,
        kind: Kind,
        of: &Alert,
        expires: Timestamp,
    ) -> Result<AlertId, AlertError> {
        let rework = Alert {
            id: AlertId::random(&mut OsRng),
            kind,
            campaign: of.campaign.clone(),
            // It says nothing, so it takes no number: it is listed beside the alert that it works on.
            sequence: of.sequence,
            expires,
            send_at: None,
            languages: BTreeSet::new(),
            circles: BTreeSet::new(),
            written: of.written.clone(),
            state: State::Scheduled,
            of: Some(of.id),
            revision: of.revision,
            untold: false,
        };
        self.put(writer, &rework)?;
        Ok(rework.id)
    }

    /// Lists what is open of an alert's corrections, recalls and retries, drafts left out.
    fn reworks(&self, writer: &mut Writer<'_>, of: AlertId) -> Result<Vec<Alert>, AlertError> {
        let open = |alert: &Alert| alert.of == Some(of) && !alert.state.is_final() && alert.state != State::Draft;
        let ids: Vec<AlertId> = self.all()?.into_iter().filter(open).map(|alert| alert.id).collect();
        ids.into_iter().map(|id| self.get(writer, id)).collect()
    }

    fn not_recalled(&self, of: AlertId) -> Result<(), AlertError> {
        if self.is_recalled(of)? { Err(AlertError::Recalled) } else { Ok(()) }
    }
}

/// What a correction is, beside its texts.
struct Correction {
    id: AlertId,
    of: AlertId,
    sequence: u64,
    expires: Timestamp,
}

/// Refuses what was never submitted, and what is no alert of its own.
fn sent(alert: &Alert) -> Result<(), AlertError> {
    match alert.state {
        _ if alert.of.is_some() => Err(AlertError::Rework),
        State::Draft | State::AwaitingSignatures | State::AwaitingApprovals => Err(AlertError::State(alert.state)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;
    use crate::alert::{Act, AlertFile, PauseReason, Rules, Short};
    use crate::seal::Quorum;
    use crate::vault::Vault;

    fn alerts() -> Alerts {
        Alerts::new(
            Vault::in_memory(),
            Rules { campaign: "ours".to_owned(), quorum: Quorum::default(), circles: Vec::new() },
        )
    }

    fn now() -> Timestamp {
        "2026-11-15T00:00:00Z".parse().unwrap()
    }

    fn file(kind: &str, sequence: u64, texts: &str) -> AlertFile {
        let source = format!(
            "kind = \"{kind}\"\ncampaign = \"ours\"\nsequence = {sequence}\nexpires = 2026-11-17T00:00:00Z\n[text]\n{texts}"
        );
        if kind == "correction" { AlertFile::parse_correction(&source) } else { AlertFile::parse(&source) }.unwrap()
    }

    fn call(alerts: &Alerts) -> AlertId {
        let last = alerts.last_sequence().unwrap();
        alerts.submit(&file("call", last + 1, "en = \"One\"\nbe = \"Раз\""), now()).unwrap()
    }

    fn correction(alerts: &Alerts, of: AlertId, texts: &str) -> Result<AlertId, AlertError> {
        let file = file("correction", alerts.last_sequence().unwrap() + 1, texts);
        alerts.vault.write(|writer| Ok(alerts.correct_signed(writer, of, (&file, &[]), Short::Refuse, now())?.id))
    }

    #[test]
    fn a_correction_takes_the_place_of_the_texts_that_it_has() {
        let alerts = alerts();
        let of = call(&alerts);
        let id = correction(&alerts, of, "en = \"Two\"\npl = \"Dwa\"").unwrap();
        let text = |language| alerts.text(of, language).unwrap();
        assert_eq!(text(Language::English).as_deref(), Some("Two"));
        assert_eq!(text(Language::Belarusian).as_deref(), Some("Раз"));
        assert_eq!(text(Language::Polish).as_deref(), Some("Dwa"));
        let (alert, made) = (alerts.find(of).unwrap(), alerts.find(id).unwrap());
        assert_eq!((alert.revision, made.revision, made.sequence, made.of), (1, 1, 2, Some(of)));
        assert_eq!(made.written, [Language::English, Language::Polish].into());
        assert!(matches!(correction(&alerts, id, "en = \"x\""), Err(AlertError::Rework)));
    }

    #[test]
    fn a_newer_correction_takes_over_what_an_older_one_has_not_done() {
        let alerts = alerts();
        let of = call(&alerts);
        let first = correction(&alerts, of, "be = \"Два\"").unwrap();
        let second = correction(&alerts, of, "en = \"Two\"").unwrap();
        assert_eq!(alerts.find(first).unwrap().state, State::Cancelled);
        let second = alerts.find(second).unwrap();
        assert_eq!((second.revision, second.written.len()), (2, 2));
    }

    #[test]
    fn a_draft_of_a_correction_changes_nothing_until_it_is_submitted() {
        let alerts = alerts();
        let of = call(&alerts);
        let draft = alerts.begin_correction(of, now() + SignedDuration::from_hours(9)).unwrap();
        alerts.write_draft(draft, Language::English, "Better", None).unwrap();
        assert_eq!(alerts.text(of, Language::English).unwrap().as_deref(), Some("One"));
        let made = alerts.vault.write(|writer| alerts.submit_draft(writer, draft, None)).unwrap();
        assert_eq!((made.state, made.kind, made.sequence), (State::Scheduled, Kind::Correction, 2));
        assert_eq!(alerts.text(of, Language::English).unwrap().as_deref(), Some("Better"));
        assert_eq!(alerts.text(draft, Language::English).unwrap(), None, "its text is the alert's now");
        let again = alerts.vault.write(|writer| alerts.submit_draft(writer, draft, None));
        assert!(matches!(again, Err(AlertError::State(State::Scheduled))));
    }

    #[test]
    fn where_signatures_are_asked_for_only_a_recall_goes_out_without() {
        let alerts = alerts();
        let of = call(&alerts);
        let quorum = Quorum { signers: Vec::new(), required: 1 };
        let signed = Alerts { rules: Rules { quorum, ..alerts.rules.clone() }, ..alerts };
        assert!(matches!(correction(&signed, of, "en = \"x\""), Err(AlertError::Refused(_))));
        let draft = signed.begin_correction(of, now() + SignedDuration::from_hours(9)).unwrap();
        signed.write_draft(draft, Language::English, "Better", None).unwrap();
        let waits = signed.vault.write(|writer| signed.submit_draft(writer, draft, None)).unwrap();
        assert_eq!(waits.state, State::AwaitingSignatures);
        assert_eq!(signed.text(of, Language::English).unwrap().as_deref(), Some("One"));
        let retried = signed.vault.write(|writer| signed.retry_in(writer, of, now()));
        assert!(matches!(retried, Err(AlertError::Refused(_))));
        signed.vault.write(|writer| signed.recall_in(writer, of, now())).unwrap();
    }

    #[derive(Debug, Clone, Copy)]
    enum Deed {
        Act(usize, Act),
        Correct,
        Recall,
        Retry,
    }

    fn deed() -> impl Strategy<Value = Deed> {
        let act = prop_oneof![
            Just(Act::Start),
            Just(Act::Pause(PauseReason::Asked)),
            Just(Act::Pause(PauseReason::Failing)),
            Just(Act::Resume),
            Just(Act::Finish),
            Just(Act::Cancel),
        ];
        prop_oneof![
            6 => (0_usize..8, act).prop_map(|(which, act)| Deed::Act(which, act)),
            2 => Just(Deed::Correct),
            1 => Just(Deed::Recall),
            1 => Just(Deed::Retry),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever organisers do in whatever order: one correction, one retry, nothing beside or after a recall.
        #[test]
        fn reworks_never_get_in_each_others_way(deeds in prop::collection::vec(deed(), 1..40)) {
            let alerts = alerts();
            let of = call(&alerts);
            let mut recalled = false;
            for (round, deed) in deeds.into_iter().enumerate() {
                let before = alerts.find(of).unwrap();
                match deed {
                    Deed::Act(which, act) => {
                        let all = alerts.all().unwrap();
                        let id = all[which % all.len()].id;
                        let _ = alerts.act(id, act);
                    }
                    Deed::Correct => {
                        let done = correction(&alerts, of, &format!("en = \"{round}\"")).is_ok();
                        let alert = alerts.find(of).unwrap();
                        prop_assert_eq!(alert.revision, before.revision + u32::from(done));
                        let text = alerts.text(of, Language::English).unwrap().unwrap();
                        prop_assert_eq!(text == round.to_string(), done);
                    }
                    Deed::Recall => {
                        let _ = alerts.vault.write(|writer| alerts.recall_in(writer, of, now()));
                    }
                    Deed::Retry => {
                        let done = alerts.vault.write(|writer| alerts.retry_in(writer, of, now())).is_ok();
                        prop_assert!(!done || before.state == State::Finished);
                    }
                }
                let all = alerts.all().unwrap();
                let open = |kind| all.iter().filter(|a| a.kind == kind && !a.state.is_final()).count();
                prop_assert!(open(Kind::Correction) <= 1 && open(Kind::Retry) <= 1 && open(Kind::Recall) <= 1);
                if open(Kind::Recall) == 1 {
                    prop_assert_eq!(open(Kind::Correction) + open(Kind::Retry) + open(Kind::Call), 0);
                }
                recalled |= all.iter().any(|a| a.kind == Kind::Recall && a.state == State::Finished);
                if recalled {
                    prop_assert!(alerts.find(of).unwrap().state.is_final());
                    prop_assert_eq!(open(Kind::Correction) + open(Kind::Retry), 0);
                }
                for alert in all.iter().filter(|alert| alert.untold) {
                    prop_assert!(matches!(alert.state, State::Finished | State::Paused(_)));
                }
            }
        }
    }
}
