//! Signatures of alerts: taken, counted, and held against every text that goes out.
//!
//! Where the campaign asks for signatures, an alert waits until enough distinct signers have put their name to its
//! manifest. What is signed is recomputed here from what is kept, never taken from whoever hands it in.

mod going_out;
mod kept;
#[cfg(test)]
mod tests;

use std::fmt;

use jiff::Timestamp;

use super::record::StoredSequence;
use super::{Alert, AlertError, AlertFile, AlertId, Alerts, Refused, State};
use crate::seal::{Fingerprint, Manifest, Quorum, Refusal, Signature, SignerKey};
use crate::vault::{Writer, tables};

/// How far an alert is on its way to enough signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who signed, each once.
    pub signers: Vec<Fingerprint>,
    /// How many distinct ones are needed.
    pub required: usize,
}

impl Standing {
    /// Tells whether no signature is missing.
    pub fn is_enough(&self) -> bool {
        self.signers.len() >= self.required
    }
}

/// What was signed, and by whom.
#[derive(Clone, PartialEq, Eq)]
pub struct Signed {
    /// The text that was signed.
    pub manifest: Manifest,
    /// Signatures over it, as they were handed in.
    pub signatures: Vec<Signature>,
}

/// Prints the type only.
impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signed")
    }
}

/// What to do with an alert that has fewer signatures than it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Short {
    /// Refuse it.
    Refuse,
    /// Let it wait for more.
    Wait,
}

impl Alerts {
    /// Takes a complete alert with its signatures, within a larger write. The same one again, waiting, takes those that are
    /// new.
    ///
    /// # Errors
    /// [`AlertError::Refused`] with the reason; nothing was kept.
    pub fn submit_in(
        &self,
        writer: &mut Writer<'_>,
        file: &AlertFile,
        signatures: &[Signature],
        short: Short,
        now: Timestamp,
    ) -> Result<Alert, AlertError> {
        if let Some(id) = self.waiting(None, file)? {
            self.sign_in(writer, id, signatures, now)?;
            return self.get(writer, id);
        }
        self.rules.admit(file, self.last_in(writer)?, now)?;
        self.rules.accept(&file.manifest(), signatures, short)?;
        let id = AlertId::random(&mut rand::rngs::OsRng);
        let alert = Alert { state: State::AwaitingSignatures, ..Alert::draft_of(file, id) };
        self.put(writer, &alert)?;
        self.take(writer, id, file, signatures)?;
        self.propose(writer, &alert, None)?;
        self.go_on(writer, alert)?;
        self.get(writer, id)
    }

    /// Corrects an alert within a larger write, with the correction's signatures, as [`Alerts::submit_in`]: its texts are the
    /// new ones from then on, and what was delivered in their languages is edited.
    ///
    /// What was delivered in a language that has no new text stays. An open correction of the same alert is taken over.
    ///
    /// # Errors
    /// [`AlertError::Refused`], [`AlertError::State`] for a draft, [`AlertError::Rework`], [`AlertError::Recalled`].
    pub fn correct_signed(
        &self,
        writer: &mut Writer<'_>,
        of: AlertId,
        (file, signatures): (&AlertFile, &[Signature]),
        short: Short,
        now: Timestamp,
    ) -> Result<Alert, AlertError> {
        if let Some(id) = self.waiting(Some(of), file)? {
            self.sign_in(writer, id, signatures, now)?;
            return self.get(writer, id);
        }
        self.may_be_corrected(&self.get(writer, of)?)?;
        self.rules.admit(file, self.last_in(writer)?, now)?;
        self.rules.accept(&file.manifest(), signatures, short)?;
        let id = AlertId::random(&mut rand::rngs::OsRng);
        let correction = Alert { of: Some(of), state: State::AwaitingSignatures, ..Alert::draft_of(file, id) };
        self.put(writer, &correction)?;
        self.take(writer, id, file, signatures)?;
        self.propose(writer, &correction, None)?;
        self.go_on(writer, correction)?;
        self.get(writer, id)
    }

    /// Finds the alert that a signature is over, without being told of which; takes nothing yet.
    ///
    /// # Errors
    /// [`AlertError::Refused`]: [`Refusal::ForeignKey`], or [`Refusal::OtherText`] where no alert has this text.
    pub fn signed_by(&self, signature: &Signature) -> Result<AlertId, AlertError> {
        let one = std::slice::from_ref(signature);
        let why = self.rules.accept_text("", one).err();
        if matches!(why, Some(Refused::Signatures(Refusal::OtherText(_)))) {
            // Those that have gone out meanwhile are known too: who hands a signature in twice is told so.
            let all = self.all()?;
            let (waiting, others): (Vec<&Alert>, Vec<&Alert>) =
                all.iter().filter(|alert| alert.sequence > 0).partition(|alert| alert.state.waits());
            for alert in waiting.into_iter().chain(others) {
                let Some(manifest) = self.manifest_of(alert)? else { continue };
                if self.rules.accept_text(&manifest.to_text(), one).is_ok() {
                    return Ok(alert.id);
                }
            }
        }
        Err(why.unwrap_or(Refused::Signatures(Refusal::Malformed)).into())
    }

    /// Gives what is to be signed of an alert that waits, as a file. What has no number yet, or one that was passed,
    /// takes its number here.
    ///
    /// # Errors
    /// [`AlertError::State`] where it does not wait, [`AlertError::Refused`] where it expired.
    pub fn to_sign(&self, id: AlertId, now: Timestamp) -> Result<AlertFile, AlertError> {
        let alert = self.vault.write(|writer| {
            let mut alert = self.get(writer, id)?;
            if !alert.state.waits() {
                return Err(AlertError::State(alert.state));
            }
            if alert.expires <= now {
                return Err(Refused::Expired(alert.expires).into());
            }
            if alert.sequence <= self.started_in(writer)? {
                alert.sequence = self.last_in(writer)? + 1;
                writer.put(&self.sequence_key(), &StoredSequence::V1(alert.sequence))?;
                writer.remove_long(&self.signed_key(id), tables::SIGNATURES)?;
                self.put(writer, &alert)?;
            }
            Ok(alert)
        })?;
        self.file_of(&alert)
    }

    /// Makes a draft again of an alert that waits, within a larger write: it loses its number and its signatures.
    ///
    /// # Errors
    /// [`AlertError::State`] where it does not wait.
    pub fn reopen(&self, writer: &mut Writer<'_>, id: AlertId) -> Result<(), AlertError> {
        let mut alert = self.get(writer, id)?;
        if !alert.state.waits() {
            return Err(AlertError::State(alert.state));
        }
        (alert.state, alert.sequence) = (State::Draft, 0);
        writer.remove_long(&self.signed_key(id), tables::SIGNATURES)?;
        self.void_approvals(writer, id)?;
        self.put(writer, &alert)
    }

    /// Tells how far an alert is on its way to enough signatures.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn standing(&self, id: AlertId) -> Result<Standing, AlertError> {
        let signed = self.signed(id)?;
        let signers = signed.map(|signed| self.rules.signers_of(&signed)).unwrap_or_default();
        Ok(self.standing_of(&signers))
    }

    /// Takes signatures of an alert that waits for them, within a larger write; with enough of them it goes out at its time.
    ///
    /// One that was taken before is no mistake, so that the same message may be handled twice.
    ///
    /// # Errors
    /// [`AlertError::State`] where it does not wait; [`AlertError::Refused`] with the reason. Nothing changed then.
    pub fn sign_in(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
        new: &[Signature],
        now: Timestamp,
    ) -> Result<Standing, AlertError> {
        let alert = self.get(writer, id)?;
        let kept = self.signed_in(writer, id)?;
        let known = |signature: &Signature| kept.as_ref().is_some_and(|kept| kept.signatures.contains(signature));
        if !alert.state.waits() {
            // The last one, handed in once more.
            if let Some(kept) = kept.as_ref().filter(|_| !new.is_empty() && new.iter().all(known)) {
                return Ok(self.standing_of(&self.rules.signers_of(kept)));
            }
            return Err(AlertError::State(alert.state));
        }
        if alert.expires <= now {
            return Err(Refused::Expired(alert.expires).into());
        }
        let started = self.started_in(writer)?;
        if alert.sequence <= started {
            return Err(Refused::OldSequence { given: alert.sequence, last: started }.into());
        }
        let manifest = self.file_in(writer, &alert)?.manifest();
        // Those of signers who are none any more count no longer.
        let mut signatures = kept.as_ref().map(|kept| self.rules.valid(kept)).unwrap_or_default();
        signatures.extend(new.iter().filter(|signature| !known(signature)).cloned());
        let signers = self.rules.accept_text(&manifest.to_text(), &signatures)?;
        self.put_signed(writer, id, &manifest, &signatures)?;
        let standing = self.standing_of(&signers);
        if standing.is_enough() {
            self.go_on(writer, alert)?;
        }
        Ok(standing)
    }

    /// Keeps texts and signatures of a file that was admitted, and uses its number up.
    fn take(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
        file: &AlertFile,
        signatures: &[Signature],
    ) -> Result<(), AlertError> {
        writer.put(&self.sequence_key(), &StoredSequence::V1(file.sequence))?;
        for (language, text) in &file.text {
            self.put_text(writer, id, *language, text)?;
        }
        if signatures.is_empty() {
            return Ok(());
        }
        self.put_signed(writer, id, &file.manifest(), signatures)
    }

    /// Lets an alert that has its approvals and signatures go out.
    pub(super) fn release(&self, writer: &mut Writer<'_>, alert: Alert) -> Result<(), AlertError> {
        match alert.of {
            Some(of) => self.apply_correction(writer, &alert, of, alert.sequence).map(drop),
            None => self.put(writer, &Alert { state: State::Scheduled, ..alert }),
        }
    }

    /// Finds an alert that waits and says the same as a file.
    fn waiting(&self, of: Option<AlertId>, file: &AlertFile) -> Result<Option<AlertId>, AlertError> {
        if !self.rules.asks_for_signatures() && self.organisers.roster().approvals_required() == 0 {
            return Ok(None);
        }
        let same = |alert: &Alert| {
            let waits = alert.state.waits() && alert.of == of;
            let at = |time: Option<Timestamp>| time.map(Timestamp::as_second);
            waits && alert.sequence == file.sequence && at(alert.send_at) == at(file.send_at)
        };
        for alert in self.all()?.iter().filter(|alert| same(alert)) {
            // Their texts: what is kept has no fractions of a second.
            if self.file_of(alert)?.manifest().to_text() == file.manifest().to_text() {
                return Ok(Some(alert.id));
            }
        }
        Ok(None)
    }

    fn standing_of(&self, signers: &[SignerKey]) -> Standing {
        let signers = signers.iter().map(SignerKey::fingerprint).collect();
        Standing { signers, required: self.rules.quorum.required }
    }

    /// Gives what was signed of an alert, or what would be.
    fn manifest_of(&self, alert: &Alert) -> Result<Option<Manifest>, AlertError> {
        match alert.state {
            state if state.waits() => Ok(Some(self.file_of(alert)?.manifest())),
            _ => Ok(self.signed(alert.id)?.map(|signed| signed.manifest)),
        }
    }

    /// Gives an alert as a file.
    pub(super) fn file_of(&self, alert: &Alert) -> Result<AlertFile, AlertError> {
        let mut text = std::collections::BTreeMap::new();
        for language in &alert.written {
            if let Some(words) = self.text(alert.id, *language)? {
                text.insert(*language, words);
            }
        }
        Ok(AlertFile::of(alert, text))
    }

    pub(super) fn file_in(&self, writer: &mut Writer<'_>, alert: &Alert) -> Result<AlertFile, AlertError> {
        let mut text = std::collections::BTreeMap::new();
        for language in &alert.written {
            if let Some(bytes) = writer.read_long(&self.text_key(alert.id, *language), tables::ALERT_TEXTS)? {
                text.insert(*language, super::unpadded(bytes));
            }
        }
        Ok(AlertFile::of(alert, text))
    }
}

impl super::Rules {
    /// Tells whether alerts need signatures.
    pub fn asks_for_signatures(&self) -> bool {
        self.quorum.required > 0
    }

    /// Checks signatures over a manifest, and says whether they are enough.
    fn accept(&self, manifest: &Manifest, signatures: &[Signature], short: Short) -> Result<bool, Refused> {
        let given = self.accept_text(&manifest.to_text(), signatures)?.len();
        let required = self.quorum.required;
        match short {
            _ if given >= required => Ok(true),
            Short::Wait => Ok(false),
            Short::Refuse => Err(Refused::Signatures(Refusal::Missing { given, required })),
        }
    }

    /// Checks signatures over a text, however many there are.
    fn accept_text(&self, text: &str, signatures: &[Signature]) -> Result<Vec<SignerKey>, Refused> {
        let any = Quorum { required: 0, ..self.quorum.clone() };
        any.check(text, signatures).map_err(Refused::Signatures)
    }

    /// Gives the signatures that still count: each by a signer of today, once.
    fn valid(&self, signed: &Signed) -> Vec<Signature> {
        let text = signed.manifest.to_text();
        let mut valid: Vec<Signature> = Vec::new();
        for signature in &signed.signatures {
            valid.push(signature.clone());
            if self.accept_text(&text, &valid).is_err() {
                valid.pop();
            }
        }
        valid
    }

    pub(super) fn signers_of(&self, signed: &Signed) -> Vec<SignerKey> {
        self.accept_text(&signed.manifest.to_text(), &self.valid(signed)).unwrap_or_default()
    }
}
