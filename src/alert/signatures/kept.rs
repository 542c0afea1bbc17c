//! What the vault keeps of signatures, and which number has begun to go out.

use serde::{Deserialize, Serialize};

use super::Signed;
use crate::alert::record::StoredSequence;
use crate::alert::{Alert, AlertError, AlertId, Alerts, Kind};
use crate::seal::{Manifest, Signature};
use crate::vault::{RowKey, Writer, tables};

/// The long value in the table `signatures`, as JSON; row key: blind index of the alert's id.
#[derive(Serialize, Deserialize)]
enum StoredSigned {
    V1 { manifest: String, signatures: Vec<[String; 3]> },
}

impl Alerts {
    /// Gives the number of the newest alert that has begun to go out.
    pub(in crate::alert) fn started(&self) -> Result<u64, AlertError> {
        Ok(self.vault.read::<StoredSequence>(&self.started_key())?.map_or(0, |StoredSequence::V1(last)| last))
    }

    pub(in crate::alert) fn started_in(&self, writer: &mut Writer<'_>) -> Result<u64, AlertError> {
        Ok(writer.get::<StoredSequence>(&self.started_key())?.map_or(0, |StoredSequence::V1(last)| last))
    }

    /// Keeps it that an alert has begun to go out.
    pub(in crate::alert) fn note_started(&self, writer: &mut Writer<'_>, alert: &Alert) -> Result<(), AlertError> {
        if takes_number(alert) && alert.sequence > self.started_in(writer)? {
            writer.put(&self.started_key(), &StoredSequence::V1(alert.sequence))?;
        }
        Ok(())
    }

    pub(in crate::alert) fn signed(&self, id: AlertId) -> Result<Option<Signed>, AlertError> {
        Ok(self.vault.read_long(&self.signed_key(id), tables::SIGNATURES)?.and_then(|bytes| read(&bytes)))
    }

    pub(in crate::alert) fn signed_in(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
    ) -> Result<Option<Signed>, AlertError> {
        Ok(writer.read_long(&self.signed_key(id), tables::SIGNATURES)?.and_then(|bytes| read(&bytes)))
    }

    pub(in crate::alert) fn put_signed(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
        manifest: &Manifest,
        signatures: &[Signature],
    ) -> Result<(), AlertError> {
        let signatures = signatures.iter().map(|signature| signature.parts().map(str::to_owned)).collect();
        let stored = StoredSigned::V1 { manifest: manifest.to_text(), signatures };
        let bytes = padded(serde_json::to_vec(&stored).unwrap_or_default());
        Ok(writer.put_long(&self.signed_key(id), tables::SIGNATURES, &bytes)?)
    }

    pub(in crate::alert) fn signed_key(&self, id: AlertId) -> RowKey {
        self.vault.row_key(tables::SIGNATURES, &id.to_bytes())
    }

    fn started_key(&self) -> RowKey {
        self.vault.row_key(tables::STATE, format!("started {}", self.rules.campaign).as_bytes())
    }
}

/// The steps in bytes to which the long value is filled: its length would tell how many languages an alert is written in, and
/// how many have signed it.
const STEP: usize = 6000;

/// Fills JSON with blanks, which mean nothing at its end.
fn padded(mut json: Vec<u8>) -> Vec<u8> {
    json.resize(json.len().max(1).next_multiple_of(STEP), b' ');
    json
}

/// Tells whether an alert has a number of its own.
pub(super) fn takes_number(alert: &Alert) -> bool {
    alert.of.is_none() || alert.kind == Kind::Correction
}

/// Reads what was kept; what can't be read counts as not signed.
pub(super) fn read(bytes: &[u8]) -> Option<Signed> {
    let StoredSigned::V1 { manifest, signatures } = serde_json::from_slice(bytes).ok()?;
    let signatures = signatures.iter().map(|[signature, comment, global]| Signature::of(signature, comment, global));
    Some(Signed { manifest: Manifest::parse(&manifest).ok()?, signatures: signatures.collect::<Result<_, _>>().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_kept_at_one_length() {
        for length in [1, 500, 5_999, 6_000] {
            let json = padded(format!("\"{:length$}\"", "", length = length).into_bytes());
            assert_eq!(json.len(), if length + 2 <= STEP { STEP } else { 2 * STEP });
            assert!(serde_json::from_slice::<String>(&json).is_ok_and(|text| text.len() == length));
        }
    }
}
