//! Writing an alert at the desk: text by text, until it is submitted.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rand::rngs::OsRng;

use super::record::StoredSequence;
use super::{Alert, AlertError, AlertId, Alerts, Kind, State, TEXT_MAX};
use crate::telegram::UserId;
use crate::text::Language;
use crate::vault::{Writer, tables};

/// A draft that was given a time expires this long after it, at the earliest.
const LIFE: SignedDuration = SignedDuration::from_hours(24);

impl Alerts {
    /// Begins a draft. It has no number yet and goes nowhere.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn begin_draft(&self, kind: Kind, expires: Timestamp) -> Result<AlertId, AlertError> {
        self.begin(kind, None, expires)
    }

    /// Begins the draft of a correction. Nothing changes for anybody until it is submitted.
    ///
    /// # Errors
    /// As [`Alerts::correct_signed`], but for its text.
    pub fn begin_correction(&self, of: AlertId, expires: Timestamp) -> Result<AlertId, AlertError> {
        self.may_be_corrected(&self.find(of)?)?;
        self.begin(Kind::Correction, Some(of), expires)
    }

    /// Sets when a draft goes out: at a time, or as soon as it is submitted.
    ///
    /// # Errors
    /// [`AlertError::State`] once it is no draft any more, or for a correction, which goes out at once.
    pub fn time_draft(&self, id: AlertId, send_at: Option<Timestamp>) -> Result<Alert, AlertError> {
        self.vault.write(|writer| {
            let mut alert = self.get(writer, id)?;
            if alert.state != State::Draft || alert.of.is_some() {
                return Err(AlertError::State(alert.state));
            }
            if let Some(at) = send_at {
                // It lives on for as long after its time as a draft lives from its beginning.
                alert.expires = alert.expires.max(at.saturating_add(LIFE).unwrap_or(at));
            }
            alert.send_at = send_at;
            self.put(writer, &alert)?;
            Ok(alert)
        })
    }

    fn begin(&self, kind: Kind, of: Option<AlertId>, expires: Timestamp) -> Result<AlertId, AlertError> {
        let id = AlertId::random(&mut OsRng);
        self.vault.write(|writer| {
            let alert = Alert {
                id,
                kind,
                campaign: self.rules.campaign.clone(),
                sequence: 0,
                expires,
                send_at: None,
                languages: BTreeSet::new(),
                circles: BTreeSet::new(),
                written: BTreeSet::new(),
                state: State::Draft,
                of,
                revision: 0,
                untold: false,
            };
            self.put(writer, &alert)?;
            Ok(id)
        })
    }

    /// Sets a draft's text in one language, or that of a reminder to come, which then needs approvals as any alert does. An
    /// organiser at the desk is one of those who wrote it from then on.
    ///
    /// # Errors
    /// [`AlertError::Empty`], [`AlertError::TooLong`], or [`AlertError::State`] where it can't be changed any more.
    pub fn write_draft(
        &self,
        id: AlertId,
        language: Language,
        text: &str,
        by: Option<UserId>,
    ) -> Result<Alert, AlertError> {
        self.vault.write(|writer| self.write_draft_in(writer, id, (language, text), by))
    }

    /// Sets a text within a larger write.
    ///
    /// # Errors
    /// As [`Alerts::write_draft`].
    pub fn write_draft_in(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
        (language, text): (Language, &str),
        by: Option<UserId>,
    ) -> Result<Alert, AlertError> {
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 {
            return Err(AlertError::Empty);
        }
        if length > TEXT_MAX {
            return Err(AlertError::TooLong(length));
        }
        let mut alert = self.get(writer, id)?;
        if !alert.is_editable() {
            return Err(AlertError::State(alert.state));
        }
        alert.written.insert(language);
        self.put_text(writer, id, language, text)?;
        self.note_author(writer, id, by)?;
        if alert.state != State::Draft && self.propose(writer, &alert, by)? > 0 {
            alert.state = State::AwaitingApprovals;
        }
        self.put(writer, &alert)?;
        Ok(alert)
    }

    /// Gives a draft its number and lets it go out, or wait for approvals and signatures, within a larger write. It is
    /// proposed by an organiser at the desk, or by nobody whose own approval would have to be left out.
    ///
    /// # Errors
    /// [`AlertError::Empty`], [`AlertError::Refused`] or [`AlertError::State`]; nothing changed.
    pub fn submit_draft(&self, writer: &mut Writer<'_>, id: AlertId, by: Option<UserId>) -> Result<Alert, AlertError> {
        let mut alert = self.get(writer, id)?;
        if alert.state != State::Draft {
            return Err(AlertError::State(alert.state));
        }
        if alert.written.is_empty() {
            return Err(AlertError::Empty);
        }
        let approvals = self.propose(writer, &alert, by)?;
        let waits = self.rules.asks_for_signatures() || approvals > 0;
        if let Some(of) = alert.of.filter(|_| !waits) {
            return self.submit_correction(writer, &alert, of);
        }
        alert.state = match approvals {
            0 if !waits => State::Scheduled,
            0 => State::AwaitingSignatures,
            _ => State::AwaitingApprovals,
        };
        alert.sequence = self.last_in(writer)? + 1;
        writer.put(&self.sequence_key(), &StoredSequence::V1(alert.sequence))?;
        self.put(writer, &alert)?;
        Ok(alert)
    }

    /// Throws a draft and its texts away.
    ///
    /// # Errors
    /// [`AlertError::State`] once it is no draft any more.
    pub fn discard_draft(&self, id: AlertId) -> Result<(), AlertError> {
        self.vault.write(|writer| self.discard_draft_in(writer, id))
    }

    /// Throws a draft away within a larger write.
    ///
    /// # Errors
    /// As [`Alerts::discard_draft`].
    pub fn discard_draft_in(&self, writer: &mut Writer<'_>, id: AlertId) -> Result<(), AlertError> {
        let alert = self.get(writer, id)?;
        if alert.state != State::Draft {
            return Err(AlertError::State(alert.state));
        }
        for language in &alert.written {
            writer.remove_long(&self.text_key(id, *language), tables::ALERT_TEXTS)?;
        }
        self.drop_approvals(writer, id);
        writer.remove::<super::record::StoredAlert>(&self.key(id));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::alert::{AlertFile, Rules};
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

    fn file(sequence: u64) -> AlertFile {
        let source = format!(
            "kind = \"call\"\ncampaign = \"ours\"\nsequence = {sequence}\nexpires = 2026-11-17T00:00:00Z\n[text]\nbe = \"Раз\""
        );
        AlertFile::parse(&source).unwrap()
    }

    #[test]
    fn a_file_is_kept_whole_and_its_sequence_used_up() {
        let alerts = alerts();
        let id = alerts.submit(&file(3), now()).unwrap();
        assert_eq!(alerts.find(id).unwrap().state, State::Scheduled);
        assert_eq!(alerts.text(id, Language::Belarusian).unwrap().unwrap(), "Раз");
        assert_eq!(alerts.text(id, Language::English).unwrap(), None);
        assert!(matches!(alerts.submit(&file(3), now()), Err(AlertError::Refused(_))));
        assert_eq!(alerts.list().unwrap().len(), 1);
    }

    #[test]
    fn a_draft_takes_its_number_when_it_is_submitted() {
        let alerts = alerts();
        let id = alerts.begin_draft(Kind::Update, now()).unwrap();
        assert!(matches!(alerts.vault.write(|writer| alerts.submit_draft(writer, id, None)), Err(AlertError::Empty)));
        alerts.write_draft(id, Language::English, " Hold on. ", None).unwrap();
        alerts.submit(&file(5), now()).unwrap();
        let alert = alerts.vault.write(|writer| alerts.submit_draft(writer, id, None)).unwrap();
        assert_eq!((alert.sequence, alert.state), (6, State::Scheduled));
        assert!(matches!(
            alerts.write_draft(id, Language::English, "x", None),
            Err(AlertError::State(State::Scheduled))
        ));
        assert!(matches!(alerts.discard_draft(id), Err(AlertError::State(_))));
    }

    #[test]
    fn a_discarded_draft_leaves_nothing() {
        let alerts = alerts();
        let id = alerts.begin_draft(Kind::Call, now()).unwrap();
        alerts.write_draft(id, Language::Polish, &"ż".repeat(TEXT_MAX), None).unwrap();
        alerts.discard_draft(id).unwrap();
        assert!(matches!(alerts.find(id), Err(AlertError::Unknown)));
        assert_eq!(alerts.text(id, Language::Polish).unwrap(), None);
    }

    #[test]
    fn no_number_of_drafts_hides_an_alert() {
        let alerts = alerts();
        for _ in 0..2 * crate::alert::LIST_MAX {
            alerts.begin_draft(Kind::Call, now()).unwrap();
        }
        for number in 1..=10 {
            let id = alerts.begin_draft(Kind::Call, now()).unwrap();
            alerts.write_draft(id, Language::English, "x", None).unwrap();
            alerts.vault.write(|writer| alerts.submit_draft(writer, id, None)).unwrap();
            assert_eq!(alerts.list().unwrap()[0].sequence, number);
        }
        assert_eq!(alerts.list().unwrap().len(), crate::alert::LIST_MAX);
        assert_eq!(alerts.all().unwrap().len(), 2 * crate::alert::LIST_MAX + 10);
    }
}
