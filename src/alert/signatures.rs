//! Signatures of alerts: taken, counted, and held against every text that goes out.
//!
//! Where the campaign asks for signatures, an alert waits until enough distinct signers have put their name to its
//! manifest. What is signed is recomputed here from what is kept, never taken from whoever hands it in.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::record::StoredSequence;
use super::{Alert, AlertError, AlertFile, AlertId, Alerts, Kind, Refused, State};
use crate::seal::{Fingerprint, Manifest, Quorum, Refusal, Signature, SignedCall, SignerKey};
use crate::text::Language;
use crate::vault::{RowKey, Writer, tables};

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

/// The long value in the table `signatures`, as JSON; row key: blind index of the alert's id.
#[derive(Serialize, Deserialize)]
enum StoredSigned {
    V1 { manifest: String, signatures: Vec<[String; 3]> },
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
        let enough = self.rules.accept(&file.manifest(), signatures, short)?;
        let id = AlertId::random(&mut rand::rngs::OsRng);
        let state = if enough { State::Scheduled } else { State::AwaitingSignatures };
        let alert = Alert { state, ..Alert::draft_of(file, id) };
        self.put(writer, &alert)?;
        self.take(writer, id, file, signatures)?;
        Ok(alert)
    }

    /// Corrects an alert, with the correction's signatures, as [`Alerts::submit_in`].
    ///
    /// # Errors
    /// As [`Alerts::correct`].
    pub fn correct_signed(
        &self,
        writer: &mut Writer<'_>,
        of: AlertId,
        (file, signatures): (&AlertFile, &[Signature]),
        short: Short,
        now: Timestamp,
    ) -> Result<AlertId, AlertError> {
        if let Some(id) = self.waiting(Some(of), file)? {
            return self.sign_in(writer, id, signatures, now).map(|_| id);
        }
        self.may_be_corrected(&self.get(writer, of)?)?;
        self.rules.admit(file, self.last_in(writer)?, now)?;
        let enough = self.rules.accept(&file.manifest(), signatures, short)?;
        let id = AlertId::random(&mut rand::rngs::OsRng);
        let correction = Alert { of: Some(of), state: State::AwaitingSignatures, ..Alert::draft_of(file, id) };
        self.put(writer, &correction)?;
        self.take(writer, id, file, signatures)?;
        if enough {
            self.release(writer, correction)?;
        }
        Ok(id)
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
            let (waiting, others): (Vec<&Alert>, Vec<&Alert>) = all
                .iter()
                .filter(|alert| alert.sequence > 0)
                .partition(|alert| alert.state == State::AwaitingSignatures);
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
            if alert.state != State::AwaitingSignatures {
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
        if alert.state != State::AwaitingSignatures {
            return Err(AlertError::State(alert.state));
        }
        (alert.state, alert.sequence) = (State::Draft, 0);
        writer.remove_long(&self.signed_key(id), tables::SIGNATURES)?;
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

    /// Decides whether an alert may go out by its signatures: each of its texts is one that enough signers have signed.
    ///
    /// A recall needs none. A retry needs those of the alert that it sends again, a correction also its own.
    ///
    /// # Errors
    /// [`AlertError::Refused`] with the reason.
    pub fn may_go_out(&self, alert: &Alert) -> Result<(), AlertError> {
        if !self.rules.asks_for_signatures() || alert.kind == Kind::Recall {
            return Ok(());
        }
        match (alert.kind, alert.of) {
            (Kind::Retry, Some(of)) => self.texts_are_signed(&self.find(of)?),
            (_, Some(of)) => {
                self.head_is_signed(alert)?;
                self.texts_are_signed(&self.find(of)?)
            }
            (_, None) => {
                self.head_is_signed(alert)?;
                self.texts_are_signed(alert)
            }
        }
    }

    /// Tells whether a newer number has gone out: readers who have seen that one would be told not to believe this one.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn is_outrun(&self, alert: &Alert) -> Result<bool, AlertError> {
        if !self.rules.asks_for_signatures() || alert.sequence == 0 || !takes_number(alert) {
            return Ok(false);
        }
        Ok(alert.sequence <= self.started()?)
    }

    /// Gives what a reader needs to verify a text of an alert; `None` where nobody signed it.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn proof(&self, alert: &Alert, language: Language, text: &str) -> Result<Option<SignedCall>, AlertError> {
        let Some(signed) = self.covering(alert, language, text)? else { return Ok(None) };
        let signatures: Vec<Signature> = self.rules.valid(&signed);
        Ok((!signatures.is_empty()).then(|| SignedCall {
            manifest: signed.manifest.to_text(),
            signatures,
            language: language.code().to_owned(),
            text: text.to_owned(),
        }))
    }

    /// Gives the number of the newest alert that has begun to go out.
    pub(super) fn started(&self) -> Result<u64, AlertError> {
        Ok(self.vault.read::<StoredSequence>(&self.started_key())?.map_or(0, |StoredSequence::V1(last)| last))
    }

    pub(super) fn started_in(&self, writer: &mut Writer<'_>) -> Result<u64, AlertError> {
        Ok(writer.get::<StoredSequence>(&self.started_key())?.map_or(0, |StoredSequence::V1(last)| last))
    }

    /// Keeps it that an alert has begun to go out.
    pub(super) fn note_started(&self, writer: &mut Writer<'_>, alert: &Alert) -> Result<(), AlertError> {
        if takes_number(alert) && alert.sequence > self.started_in(writer)? {
            writer.put(&self.started_key(), &StoredSequence::V1(alert.sequence))?;
        }
        Ok(())
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
        if alert.state != State::AwaitingSignatures {
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
            self.release(writer, alert)?;
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

    /// Lets an alert that has its signatures go out.
    fn release(&self, writer: &mut Writer<'_>, alert: Alert) -> Result<(), AlertError> {
        match alert.of {
            Some(of) => self.apply_correction(writer, &alert, of, alert.sequence).map(drop),
            None => self.put(writer, &Alert { state: State::Scheduled, ..alert }),
        }
    }

    /// Finds an alert that waits and says the same as a file.
    fn waiting(&self, of: Option<AlertId>, file: &AlertFile) -> Result<Option<AlertId>, AlertError> {
        if !self.rules.asks_for_signatures() {
            return Ok(None);
        }
        let same = |alert: &Alert| {
            let waits = alert.state == State::AwaitingSignatures && alert.of == of;
            let at = |time: Option<Timestamp>| time.map(Timestamp::as_second);
            waits && alert.sequence == file.sequence && at(alert.send_at) == at(file.send_at)
        };
        for alert in self.all()?.iter().filter(|alert| same(alert)) {
            if self.file_of(alert)?.manifest() == file.manifest() {
                return Ok(Some(alert.id));
            }
        }
        Ok(None)
    }

    /// Refuses an alert whose number, kind, audience or expiry are not those that were signed, by enough signers.
    fn head_is_signed(&self, alert: &Alert) -> Result<(), AlertError> {
        let Some(signed) = self.signed(alert.id)? else { return Err(self.missing(0)) };
        self.is_enough(&signed)?;
        let ours = self.file_of(alert)?.manifest();
        let heads = |manifest: &Manifest| Manifest { texts: Default::default(), ..manifest.clone() };
        if heads(&ours) == heads(&signed.manifest) { Ok(()) } else { Err(self.missing(0)) }
    }

    fn texts_are_signed(&self, alert: &Alert) -> Result<(), AlertError> {
        for language in &alert.written {
            let text = self.text(alert.id, *language)?.unwrap_or_default();
            let signed = self.covering(alert, *language, &text)?.ok_or_else(|| {
                AlertError::from(Refused::Signatures(Refusal::OtherWords(language.code().to_owned())))
            })?;
            self.is_enough(&signed)?;
        }
        Ok(())
    }

    /// Finds what was signed of a text: the alert's own manifest, or that of a correction.
    fn covering(&self, alert: &Alert, language: Language, text: &str) -> Result<Option<Signed>, AlertError> {
        let mut ids = vec![alert.id];
        if alert.revision > 0 {
            let corrects = |other: &Alert| other.of == Some(alert.id) && other.kind == Kind::Correction;
            ids.extend(self.all()?.iter().filter(|other| corrects(other)).map(|other| other.id));
        }
        let mut found: Option<Signed> = None;
        for id in ids {
            let Some(signed) = self.signed(id)? else { continue };
            let fits = signed.manifest.campaign == self.rules.campaign
                && signed.manifest.check_text(language.code(), text).is_ok();
            let newer = found.as_ref().is_none_or(|found| found.manifest.sequence < signed.manifest.sequence);
            if fits && newer {
                found = Some(signed);
            }
        }
        Ok(found)
    }

    fn is_enough(&self, signed: &Signed) -> Result<(), AlertError> {
        let given = self.rules.signers_of(signed).len();
        if given >= self.rules.quorum.required { Ok(()) } else { Err(self.missing(given)) }
    }

    fn missing(&self, given: usize) -> AlertError {
        Refused::Signatures(Refusal::Missing { given, required: self.rules.quorum.required }).into()
    }

    fn standing_of(&self, signers: &[SignerKey]) -> Standing {
        let signers = signers.iter().map(SignerKey::fingerprint).collect();
        Standing { signers, required: self.rules.quorum.required }
    }

    /// Gives what was signed of an alert, or what would be.
    fn manifest_of(&self, alert: &Alert) -> Result<Option<Manifest>, AlertError> {
        match alert.state {
            State::AwaitingSignatures => Ok(Some(self.file_of(alert)?.manifest())),
            _ => Ok(self.signed(alert.id)?.map(|signed| signed.manifest)),
        }
    }

    /// Gives an alert as a file.
    fn file_of(&self, alert: &Alert) -> Result<AlertFile, AlertError> {
        let mut text = std::collections::BTreeMap::new();
        for language in &alert.written {
            if let Some(words) = self.text(alert.id, *language)? {
                text.insert(*language, words);
            }
        }
        Ok(AlertFile::of(alert, text))
    }

    fn file_in(&self, writer: &mut Writer<'_>, alert: &Alert) -> Result<AlertFile, AlertError> {
        let mut text = std::collections::BTreeMap::new();
        for language in &alert.written {
            if let Some(bytes) = writer.read_long(&self.text_key(alert.id, *language), tables::ALERT_TEXTS)? {
                text.insert(*language, super::unpadded(bytes));
            }
        }
        Ok(AlertFile::of(alert, text))
    }

    fn signed(&self, id: AlertId) -> Result<Option<Signed>, AlertError> {
        Ok(self.vault.read_long(&self.signed_key(id), tables::SIGNATURES)?.and_then(|bytes| read(&bytes)))
    }

    fn signed_in(&self, writer: &mut Writer<'_>, id: AlertId) -> Result<Option<Signed>, AlertError> {
        Ok(writer.read_long(&self.signed_key(id), tables::SIGNATURES)?.and_then(|bytes| read(&bytes)))
    }

    fn put_signed(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
        manifest: &Manifest,
        signatures: &[Signature],
    ) -> Result<(), AlertError> {
        let signatures = signatures.iter().map(|signature| signature.parts().map(str::to_owned)).collect();
        let stored = StoredSigned::V1 { manifest: manifest.to_text(), signatures };
        let bytes = serde_json::to_vec(&stored).unwrap_or_default();
        Ok(writer.put_long(&self.signed_key(id), tables::SIGNATURES, &bytes)?)
    }

    fn signed_key(&self, id: AlertId) -> RowKey {
        self.vault.row_key(tables::SIGNATURES, &id.to_bytes())
    }

    fn started_key(&self) -> RowKey {
        self.vault.row_key(tables::STATE, format!("started {}", self.rules.campaign).as_bytes())
    }
}

/// Tells whether an alert has a number of its own.
fn takes_number(alert: &Alert) -> bool {
    alert.of.is_none() || alert.kind == Kind::Correction
}

/// Reads what was kept; what can't be read counts as not signed.
fn read(bytes: &[u8]) -> Option<Signed> {
    let StoredSigned::V1 { manifest, signatures } = serde_json::from_slice(bytes).ok()?;
    let signatures = signatures.iter().map(|[signature, comment, global]| Signature::of(signature, comment, global));
    Some(Signed { manifest: Manifest::parse(&manifest).ok()?, signatures: signatures.collect::<Result<_, _>>().ok()? })
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

    fn signers_of(&self, signed: &Signed) -> Vec<SignerKey> {
        self.accept_text(&signed.manifest.to_text(), &self.valid(signed)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::alert::{Act, Rules};
    use crate::seal::SigningKey;
    use crate::vault::Vault;

    fn now() -> Timestamp {
        "2026-11-15T00:00:00Z".parse().unwrap()
    }

    fn room(keys: &[SigningKey], required: usize) -> Alerts {
        let quorum = Quorum { signers: keys.iter().map(SigningKey::public).collect(), required };
        Alerts::new(Vault::in_memory(), Rules { campaign: "ours".to_owned(), quorum, circles: Vec::new() })
    }

    fn keys(count: usize) -> Vec<SigningKey> {
        (0..count).map(|_| SigningKey::generate()).collect()
    }

    fn file(kind: &str, sequence: u64, texts: &str) -> AlertFile {
        let source = format!(
            "kind = \"{kind}\"\ncampaign = \"ours\"\nsequence = {sequence}\nexpires = 2026-11-17T00:00:00Z\n[text]\n{texts}"
        );
        AlertFile::parse(&source).or_else(|_| AlertFile::parse_correction(&source)).unwrap()
    }

    fn by(keys: &[SigningKey], who: &[usize], file: &AlertFile) -> Vec<Signature> {
        let manifest = file.manifest();
        who.iter().map(|key| keys[*key].sign(&manifest.to_text(), &manifest.trusted_comment())).collect()
    }

    impl Alerts {
        fn submit_signed(
            &self,
            file: &AlertFile,
            signatures: &[Signature],
            short: Short,
            now: Timestamp,
        ) -> Result<AlertId, AlertError> {
            self.vault.write(|writer| self.submit_in(writer, file, signatures, short, now)).map(|alert| alert.id)
        }

        fn correct_now(
            &self,
            of: AlertId,
            file: &AlertFile,
            signatures: &[Signature],
            short: Short,
        ) -> Result<AlertId, AlertError> {
            self.vault.write(|writer| self.correct_signed(writer, of, (file, signatures), short, now()))
        }

        fn sign(&self, id: AlertId, signatures: &[Signature], now: Timestamp) -> Result<Standing, AlertError> {
            self.vault.write(|writer| self.sign_in(writer, id, signatures, now))
        }
    }

    fn refused<T: fmt::Debug>(result: Result<T, AlertError>) -> Refused {
        match result {
            Err(AlertError::Refused(refused)) => refused,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn below_enough_signatures_nothing_is_kept_or_it_waits() {
        let keys = keys(3);
        let (alerts, call) = (room(&keys[..2], 2), file("call", 3, "en = \"Come.\""));
        let submit = |who: &[usize], short| alerts.submit_signed(&call, &by(&keys, who, &call), short, now());
        let missing = |given| Refused::Signatures(Refusal::Missing { given, required: 2 });
        assert_eq!(refused(submit(&[], Short::Refuse)), missing(0));
        assert_eq!(refused(submit(&[1], Short::Refuse)), missing(1));
        assert!(matches!(refused(submit(&[0, 2], Short::Wait)), Refused::Signatures(Refusal::ForeignKey(_))));
        assert!(matches!(refused(submit(&[0, 0], Short::Wait)), Refused::Signatures(Refusal::SameSigner(_))));
        assert_eq!((alerts.all().unwrap().len(), alerts.last_sequence().unwrap()), (0, 0));
        let id = submit(&[1], Short::Wait).unwrap();
        assert_eq!(alerts.find(id).unwrap().state, State::AwaitingSignatures);
        assert!(alerts.may_go_out(&alerts.find(id).unwrap()).is_err());
        assert_eq!(submit(&[0], Short::Refuse).unwrap(), id, "the same file again brings what is missing");
        let alert = alerts.find(id).unwrap();
        assert_eq!((alert.state, alerts.standing(id).unwrap().signers.len()), (State::Scheduled, 2));
        alerts.may_go_out(&alert).unwrap();
        assert!(matches!(submit(&[0, 1], Short::Refuse), Err(AlertError::Refused(Refused::OldSequence { .. }))));
    }

    #[test]
    fn what_is_kept_is_held_against_what_was_signed() {
        let keys = keys(2);
        let (alerts, call) = (room(&keys, 1), file("call", 1, "en = \"Come.\""));
        let id = alerts.submit_signed(&call, &by(&keys, &[0], &call), Short::Refuse, now()).unwrap();
        let alert = alerts.find(id).unwrap();
        alerts.may_go_out(&alert).unwrap();
        // Another expiry, audience or number than was signed, and another text.
        let later = Alert { expires: now() + jiff::SignedDuration::from_hours(900), ..alert.clone() };
        let some = Alert { languages: [Language::Polish].into(), ..alert.clone() };
        for changed in
            [later, some, Alert { sequence: 2, ..alert.clone() }, Alert { kind: Kind::Update, ..alert.clone() }]
        {
            assert!(alerts.may_go_out(&changed).is_err());
        }
        alerts
            .vault
            .write(|writer| {
                writer.put_long(&alerts.text_key(id, Language::English), tables::ALERT_TEXTS, b"Stay at home.")
            })
            .unwrap();
        assert_eq!(refused(alerts.may_go_out(&alert)), Refused::Signatures(Refusal::OtherWords("en".to_owned())));
        assert!(alerts.proof(&alert, Language::English, "Stay at home.").unwrap().is_none());
        // A signer who is none any more.
        let without =
            Alerts { rules: Rules { quorum: room(&keys[1..], 1).rules.quorum, ..alerts.rules.clone() }, ..alerts };
        assert!(matches!(refused(without.may_go_out(&alert)), Refused::Signatures(Refusal::Missing { given: 0, .. })));
    }

    #[test]
    fn a_correction_needs_signatures_of_its_own_and_covers_its_texts() {
        let keys = keys(1);
        let (alerts, call) = (room(&keys, 1), file("call", 1, "en = \"One\"\nbe = \"Раз\""));
        let of = alerts.submit_signed(&call, &by(&keys, &[0], &call), Short::Refuse, now()).unwrap();
        alerts.act(of, Act::Start).unwrap();
        let fix = file("correction", 2, "en = \"Two\"");
        assert!(matches!(alerts.correct_now(of, &fix, &[], Short::Refuse), Err(AlertError::Refused(_))));
        let id = alerts.correct_now(of, &fix, &[], Short::Wait).unwrap();
        assert_eq!(alerts.text(of, Language::English).unwrap().as_deref(), Some("One"), "nothing changes yet");
        let [signature] = by(&keys, &[0], &fix).try_into().unwrap();
        assert_eq!(alerts.signed_by(&signature).unwrap(), id);
        assert!(alerts.sign(id, std::slice::from_ref(&signature), now()).unwrap().is_enough());
        assert_eq!(alerts.text(of, Language::English).unwrap().as_deref(), Some("Two"));
        let (alert, correction) = (alerts.find(of).unwrap(), alerts.find(id).unwrap());
        assert_eq!((correction.state, alert.revision), (State::Scheduled, 1));
        alerts.may_go_out(&alert).unwrap();
        alerts.may_go_out(&correction).unwrap();
        let number = |language, text: &str| {
            let call = alerts.proof(&alert, language, text).unwrap().unwrap();
            call.parse_manifest().unwrap().sequence
        };
        assert_eq!((number(Language::English, "Two"), number(Language::Belarusian, "Раз")), (2, 1));
        assert_eq!(number(Language::English, "One"), 1, "what was read before can still be checked");
        assert_eq!(alerts.signed_by(&signature).unwrap(), id);
        assert!(alerts.sign(id, &[signature], now()).unwrap().is_enough(), "handed in once more it is no mistake");
    }

    #[test]
    fn a_number_that_was_passed_is_taken_anew_and_signed_anew() {
        let keys = keys(1);
        let alerts = room(&keys, 1);
        let (first, second) = (file("call", 1, "en = \"One\""), file("call", 2, "en = \"Two\""));
        let waits = alerts.submit_signed(&first, &[], Short::Wait, now()).unwrap();
        let sent = alerts.submit_signed(&second, &by(&keys, &[0], &second), Short::Refuse, now()).unwrap();
        alerts.act(sent, Act::Start).unwrap();
        let late = alerts.sign(waits, &by(&keys, &[0], &first), now());
        assert_eq!(refused(late), Refused::OldSequence { given: 1, last: 2 });
        let anew = alerts.to_sign(waits, now()).unwrap();
        assert_eq!((anew.sequence, anew.text.len()), (3, 1));
        assert_eq!(alerts.to_sign(waits, now()).unwrap().sequence, 3, "looking again takes no other number");
        assert!(alerts.sign(waits, &by(&keys, &[0], &anew), now()).unwrap().is_enough());
        // One that is signed and waits for its time while a newer one goes out is outrun.
        let third = alerts.find(waits).unwrap();
        assert!(!alerts.is_outrun(&third).unwrap());
        let fourth = file("call", 4, "en = \"Four\"");
        let fourth = alerts.submit_signed(&fourth, &by(&keys, &[0], &fourth), Short::Refuse, now()).unwrap();
        alerts.act(fourth, Act::Start).unwrap();
        assert!(alerts.is_outrun(&third).unwrap());
        let expired: Timestamp = "2026-11-17T00:00:00Z".parse().unwrap();
        let fifth = alerts.submit_signed(&file("call", 5, "en = \"V\""), &[], Short::Wait, now()).unwrap();
        assert!(matches!(refused(alerts.to_sign(fifth, expired)), Refused::Expired(_)));
        assert!(matches!(refused(alerts.sign(fifth, &[], expired)), Refused::Expired(_)));
    }

    #[test]
    fn what_can_not_be_read_counts_as_not_signed() {
        assert!(read(b"").is_none() && read(b"{\"V9\":{}}").is_none());
        assert_eq!(format!("{:?}", read(br#"{"V1":{"manifest":"x","signatures":[]}}"#)), "None");
    }
}
