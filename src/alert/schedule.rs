//! Alerts that go out at a time: made by other rooms, and refused where their time has passed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use rand::rngs::OsRng;

use super::record::StoredSequence;
use super::{Alert, AlertError, AlertId, Alerts, Kind, PauseReason, Refused, State, TEXT_MAX};
use crate::text::Language;
use crate::vault::Writer;

/// A reminder is not sent once its hour has passed by more than this.
pub const LATE: SignedDuration = SignedDuration::from_hours(6);

/// An alert that klich writes itself, such as a reminder. It takes the next number when it is made.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAlert {
    /// Call, update or reminder.
    pub kind: Kind,
    /// Who hears it; empty is everyone.
    pub languages: BTreeSet<Language>,
    /// Plain text by language, each 1 to [`TEXT_MAX`] code points.
    pub text: BTreeMap<Language, String>,
    /// When it goes out; none for at once.
    pub send_at: Option<Timestamp>,
    /// It does not go out after this.
    pub expires: Timestamp,
}

impl Alerts {
    /// Makes an alert that goes out at its time, within a larger write. Wake the engine afterwards:
    /// [`crate::broadcast::Broadcasts::wake`]. Where the campaign asks for signatures it waits for them, and takes its
    /// number when it is fetched to be signed.
    ///
    /// # Errors
    /// [`AlertError::Refused`] where it has expired; [`AlertError::Empty`] and
    /// [`AlertError::TooLong`] for its texts. Nothing was kept then.
    pub fn schedule_in(&self, writer: &mut Writer<'_>, new: &NewAlert, now: Timestamp) -> Result<AlertId, AlertError> {
        if new.expires <= now {
            return Err(Refused::Expired(new.expires).into());
        }
        if new.text.is_empty() || new.text.values().any(|text| text.trim().is_empty()) {
            return Err(AlertError::Empty);
        }
        if let Some(length) = new.text.values().map(|text| text.trim().chars().count()).find(|len| *len > TEXT_MAX) {
            return Err(AlertError::TooLong(length));
        }
        let waits = self.rules.asks_for_signatures();
        let alert = Alert {
            id: AlertId::random(&mut OsRng),
            kind: new.kind,
            campaign: self.rules.campaign.clone(),
            sequence: if waits { 0 } else { self.last_in(writer, &self.rules.campaign)? + 1 },
            expires: new.expires,
            send_at: new.send_at,
            languages: new.languages.clone(),
            circles: BTreeSet::new(),
            written: new.text.keys().copied().collect(),
            state: if waits { State::AwaitingSignatures } else { State::Scheduled },
            of: None,
            revision: 0,
            untold: false,
        };
        if !waits {
            writer.put(&self.sequence_key(&alert.campaign), &StoredSequence::V1(alert.sequence))?;
        }
        for (language, text) in &new.text {
            self.put_text(writer, alert.id, *language, text.trim())?;
        }
        self.put(writer, &alert)?;
        Ok(alert.id)
    }
}

/// Decides whether an alert whose time has come may still start: the reason against it, or none.
///
/// Nothing starts after it expired. A reminder does not start once its hour has passed by more than [`LATE`]: the bot was
/// down, and the day that it speaks of may be over.
pub fn too_late(alert: &Alert, now: Timestamp) -> Option<PauseReason> {
    if alert.expires <= now {
        return Some(PauseReason::Expired);
    }
    let late = alert.send_at.is_some_and(|at| now.duration_since(at) > LATE);
    (alert.kind == Kind::Reminder && late).then_some(PauseReason::Late)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::alert::Rules;
    use crate::seal::Quorum;
    use crate::vault::Vault;

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    fn reminder() -> NewAlert {
        NewAlert {
            kind: Kind::Reminder,
            languages: BTreeSet::new(),
            text: [(Language::English, " Tomorrow. ".to_owned())].into(),
            send_at: Some(at("2026-11-15T08:00:00Z")),
            expires: at("2026-11-17T00:00:00Z"),
        }
    }

    #[test]
    fn a_made_alert_waits_for_its_time_with_a_number_of_its_own() {
        let alerts = Alerts::new(
            Vault::in_memory(),
            Rules { campaign: "ours".to_owned(), quorum: Quorum::default(), circles: Vec::new() },
        );
        let now = at("2026-11-01T00:00:00Z");
        let make = |new: &NewAlert| alerts.vault.write(|writer| alerts.schedule_in(writer, new, now));
        let (first, second) = (make(&reminder()).unwrap(), make(&reminder()).unwrap());
        let (first, second) = (alerts.find(first).unwrap(), alerts.find(second).unwrap());
        assert_eq!((first.sequence, second.sequence, first.state), (1, 2, State::Scheduled));
        assert_eq!(alerts.text(first.id, Language::English).unwrap().unwrap(), "Tomorrow.");
        assert!(matches!(make(&NewAlert { expires: now, ..reminder() }), Err(AlertError::Refused(_))));
        assert!(matches!(make(&NewAlert { text: BTreeMap::new(), ..reminder() }), Err(AlertError::Empty)));
        let signed = Alerts::new(
            Vault::in_memory(),
            Rules {
                campaign: "ours".to_owned(),
                quorum: Quorum { signers: Vec::new(), required: 1 },
                circles: Vec::new(),
            },
        );
        let made = signed.vault.write(|writer| signed.schedule_in(writer, &reminder(), now)).unwrap();
        let waits = signed.find(made).unwrap();
        assert_eq!((waits.state, waits.sequence), (State::AwaitingSignatures, 0));
    }

    #[test]
    fn every_text_is_as_long_as_every_other_on_the_disk() {
        let alerts = Alerts::new(
            Vault::in_memory(),
            Rules { campaign: "ours".to_owned(), quorum: Quorum::default(), circles: Vec::new() },
        );
        let text = [
            (Language::English, "x".to_owned()),
            (Language::Belarusian, "ў".repeat(TEXT_MAX)),
            (Language::German, "Am 16. November.".to_owned()),
        ];
        let new = NewAlert { text: text.clone().into(), ..reminder() };
        let id = alerts.vault.write(|writer| alerts.schedule_in(writer, &new, Timestamp::UNIX_EPOCH)).unwrap();
        for (language, text) in text {
            let key = alerts.text_key(id, language);
            let kept = alerts.vault.read_long(&key, crate::vault::tables::ALERT_TEXTS).unwrap().unwrap();
            assert_eq!(kept.len(), 2 * TEXT_MAX);
            assert_eq!(alerts.text(id, language).unwrap().unwrap(), text);
        }
    }

    #[test]
    fn only_a_reminder_is_late_and_only_by_more_than_six_hours() {
        let alerts = Alerts::new(
            Vault::in_memory(),
            Rules { campaign: "ours".to_owned(), quorum: Quorum::default(), circles: Vec::new() },
        );
        let id = alerts.vault.write(|writer| alerts.schedule_in(writer, &reminder(), Timestamp::UNIX_EPOCH)).unwrap();
        let alert = alerts.find(id).unwrap();
        assert_eq!(too_late(&alert, at("2026-11-15T14:00:00Z")), None);
        assert_eq!(too_late(&alert, at("2026-11-15T14:00:01Z")), Some(PauseReason::Late));
        assert_eq!(too_late(&alert, at("2026-11-17T00:00:00Z")), Some(PauseReason::Expired));
        let call = Alert { kind: Kind::Call, ..alert };
        assert_eq!(too_late(&call, at("2026-11-16T23:00:00Z")), None);
        assert_eq!(too_late(&call, at("2026-11-17T00:00:00Z")), Some(PauseReason::Expired));
    }
}
