//! Whether an alert may go out by its signatures, and what a reader needs to see that for themselves.

use super::Signed;
use super::kept::takes_number;
use crate::alert::{Alert, AlertError, Alerts, Kind, Refused};
use crate::seal::{Manifest, Refusal, Signature, SignedCall};
use crate::text::Language;

impl Alerts {
    /// Decides whether an alert may go out by its approvals and its signatures: each of its texts is one that enough signers
    /// have signed.
    ///
    /// A recall needs none. A retry needs those of the alert that it sends again, a correction also its own.
    ///
    /// # Errors
    /// [`AlertError::Refused`] with the reason.
    pub fn may_go_out(&self, alert: &Alert) -> Result<(), AlertError> {
        self.is_approved(alert)?;
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
}
