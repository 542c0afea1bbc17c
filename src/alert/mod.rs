//! A call's life: written, checked, scheduled, sent, paused, ended.
//!
//! [`AlertFile`] is what an organiser writes, [`Rules`] decides whether it may go out, [`State`] how its life goes on,
//! and [`Alerts`] keeps it. How it reaches people is [`crate::broadcast`]'s.

mod approvals;
mod draft;
mod file;
mod id;
mod manifest;
mod record;
mod reminder;
mod rework;
mod rules;
mod schedule;
mod signatures;
mod state;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

pub use approvals::{Approved, Wording};
pub use file::{AlertFile, FILE_MAX, Mistake, TEXT_MAX};
pub use id::{AlertId, NotAnId};
pub use record::{Alert, Kind};
pub use reminder::{Planned, planned};
pub use rules::{Refused, Rules};
pub use schedule::{LATE, NewAlert, too_late};
pub use signatures::{Short, Signed, Standing};
pub use state::{Act, PauseReason, State};

use crate::organisers::Organisers;
use crate::text::Language;
use crate::vault::{RowKey, Vault, VaultError, Writer, tables};
use record::{StoredAlert, StoredSequence};

/// The most alerts that a list shows, the newest first.
pub const LIST_MAX: usize = 1000;

/// The length of every text as it is kept, in bytes: the most that [`TEXT_MAX`] code points of a language of ours take.
const TEXT_LEN: usize = 2 * TEXT_MAX;

/// Takes a kept text out of its padding; earlier ones have none.
fn unpadded(mut bytes: Vec<u8>) -> String {
    let length = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    bytes.truncate(length);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Why an alert was not changed.
#[derive(Debug, thiserror::Error)]
pub enum AlertError {
    /// There is none of this id.
    #[error("there is no such alert")]
    Unknown,
    /// It may not go out.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The act makes no sense in its state.
    #[error("the alert is {}, so this can't be done", .0.word())]
    State(State),
    /// It is itself a correction, a recall or a retry.
    #[error("this is itself a correction, a recall or a retry: name the alert that it is about")]
    Rework,
    /// It was taken back.
    #[error("the alert was recalled, so nothing more can be done with it")]
    Recalled,
    /// Nobody knows any more which messages it was.
    #[error("the alert's messages are over 47 hours old, and klich does not know them any more")]
    LedgerGone,
    /// There is nobody to send it to again.
    #[error("nobody failed to get the alert, so there is nothing to send again")]
    NothingFailed,
    /// Who wrote it wants to approve it.
    #[error("who wrote an alert can't approve it")]
    OwnText,
    /// It is not what somebody has looked at.
    #[error("the alert was changed since it was looked at")]
    Changed,
    /// Nothing is written in any language.
    #[error("the alert has no text")]
    Empty,
    /// A text is too long.
    #[error("the text has {0} characters; {TEXT_MAX} is the most")]
    TooLong(usize),
    /// The vault failed.
    #[error("the vault failed")]
    Vault(#[from] VaultError),
}

/// The alerts of the campaign. Cheap to clone.
#[derive(Clone)]
pub struct Alerts {
    vault: Arc<Vault>,
    rules: Rules,
    organisers: Organisers,
}

impl Alerts {
    /// Opens the room over a vault.
    pub fn new(vault: Arc<Vault>, rules: Rules) -> Self {
        let organisers = approvals::nobody(&vault);
        Self { vault, rules, organisers }
    }

    /// Gives what alerts are held against.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Takes a complete alert without signatures: it goes out at its time. In one write, so that a sequence is never used
    /// twice.
    ///
    /// # Errors
    /// [`AlertError::Refused`] with the reason; nothing was kept.
    pub fn submit(&self, file: &AlertFile, now: Timestamp) -> Result<AlertId, AlertError> {
        Ok(self.vault.write(|writer| self.submit_in(writer, file, &[], Short::Refuse, now))?.id)
    }

    /// Finds an alert.
    ///
    /// # Errors
    /// [`AlertError::Unknown`].
    pub fn find(&self, id: AlertId) -> Result<Alert, AlertError> {
        let stored = self.vault.read::<StoredAlert>(&self.key(id))?;
        stored.map(Alert::from).ok_or(AlertError::Unknown)
    }

    /// Lists alerts, reminders to come before the others, then the highest sequence first, at most [`LIST_MAX`]. Blocks for the scan.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn list(&self) -> Result<Vec<Alert>, AlertError> {
        let mut alerts = self.all()?;
        alerts.truncate(LIST_MAX);
        Ok(alerts)
    }

    /// Gives every alert: reminders to come, then the highest sequence first; for what may leave none out. Blocks for
    /// the scan.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn all(&self) -> Result<Vec<Alert>, AlertError> {
        // A row that is moved meanwhile comes twice, the later form last.
        let (mut alerts, mut after) = (BTreeMap::new(), None);
        loop {
            let rows = self.vault.page::<StoredAlert>(after.as_ref(), LIST_MAX)?;
            let last = rows.len() < LIST_MAX;
            after = rows.last().map(|row| row.at.clone());
            alerts.extend(rows.into_iter().map(|row| Alert::from(row.record)).map(|alert| (alert.id, alert)));
            if last {
                break;
            }
        }
        let mut alerts: Vec<Alert> = alerts.into_values().collect();
        alerts.sort_by_key(|alert| std::cmp::Reverse((alert.is_coming_reminder(), alert.sequence, alert.id)));
        Ok(alerts)
    }

    /// Reads an alert's text in one language, as it was written.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn text(&self, id: AlertId, language: Language) -> Result<Option<String>, AlertError> {
        let bytes = self.vault.read_long(&self.text_key(id, language), tables::ALERT_TEXTS)?;
        Ok(bytes.map(unpadded))
    }

    /// Lets an act happen to an alert and gives its new state.
    ///
    /// # Errors
    /// [`AlertError::State`] where it makes no sense now; nothing changed.
    pub fn act(&self, id: AlertId, act: Act) -> Result<State, AlertError> {
        self.vault.write(|writer| self.act_in(writer, id, act))
    }

    /// Lets an act happen within a larger write.
    ///
    /// # Errors
    /// As [`Alerts::act`].
    pub fn act_in(&self, writer: &mut Writer<'_>, id: AlertId, act: Act) -> Result<State, AlertError> {
        let mut alert = self.get(writer, id)?;
        alert.state = alert.state.after(act).ok_or(AlertError::State(alert.state))?;
        // What organisers did themselves, they know.
        alert.untold = match act {
            Act::Finish => true,
            Act::Pause(reason) => reason != PauseReason::Asked,
            Act::Submit | Act::Start | Act::Resume | Act::Cancel => false,
        };
        if alert.state == State::Running && alert.sequence == 0 {
            // A reminder lies ready for weeks: it takes its number only now, so that it uses up none of others.
            alert.sequence = self.last_in(writer)? + 1;
            writer.put(&self.sequence_key(), &StoredSequence::V1(alert.sequence))?;
        }
        if alert.state == State::Running && act == Act::Start {
            self.note_started(writer, &alert)?;
        }
        self.put(writer, &alert)?;
        Ok(alert.state)
    }

    /// Lists alerts of which organisers have yet to be told what became of them. Blocks for the scan.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn untold(&self) -> Result<Vec<Alert>, AlertError> {
        let mut alerts = self.all()?;
        alerts.retain(|alert| alert.untold);
        Ok(alerts)
    }

    /// Keeps it that organisers were told that the alert is in this state.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn told(&self, id: AlertId, of: State) -> Result<(), AlertError> {
        self.vault.write(|writer| {
            let mut alert = self.get(writer, id)?;
            if alert.untold && alert.state == of {
                alert.untold = false;
                self.put(writer, &alert)?;
            }
            Ok(())
        })
    }

    /// Gives the highest sequence that was accepted, 0 before the first.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn last_sequence(&self) -> Result<u64, AlertError> {
        Ok(self.vault.read::<StoredSequence>(&self.sequence_key())?.map_or(0, |StoredSequence::V1(last)| last))
    }

    /// Writes an alert's text, as long as every other: its length would tell of its language.
    fn put_text(&self, writer: &mut Writer<'_>, id: AlertId, language: Language, text: &str) -> Result<(), AlertError> {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(bytes.len().max(TEXT_LEN), 0);
        Ok(writer.put_long(&self.text_key(id, language), tables::ALERT_TEXTS, &bytes)?)
    }

    fn last_in(&self, writer: &mut Writer<'_>) -> Result<u64, AlertError> {
        Ok(writer.get::<StoredSequence>(&self.sequence_key())?.map_or(0, |StoredSequence::V1(last)| last))
    }

    fn get(&self, writer: &mut Writer<'_>, id: AlertId) -> Result<Alert, AlertError> {
        writer.get::<StoredAlert>(&self.key(id))?.map(Alert::from).ok_or(AlertError::Unknown)
    }

    fn put(&self, writer: &mut Writer<'_>, alert: &Alert) -> Result<(), AlertError> {
        if alert.state.is_final() {
            self.drop_approvals(writer, alert.id);
        }
        Ok(writer.put(&self.key(alert.id), &StoredAlert::from(alert))?)
    }

    fn key(&self, id: AlertId) -> RowKey {
        self.vault.row_key(tables::ALERTS, &id.to_bytes())
    }

    fn text_key(&self, id: AlertId, language: Language) -> RowKey {
        let name = [id.to_bytes().as_slice(), language.code().as_bytes()].concat();
        self.vault.row_key(tables::ALERT_TEXTS, &name)
    }

    fn sequence_key(&self) -> RowKey {
        self.vault.row_key(tables::STATE, format!("sequence {}", self.rules.campaign).as_bytes())
    }
}
