//! Alerts that are sealed to a circle: what the bot keeps of one, and which header is whose. It can't read the words.
//!
//! Payload and headers come apart, since many headers are more than one request carries; the alert is taken, and goes out,
//! with the last step. What was begun and never ended goes when the next begins. All of it goes with the ledger.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::record::StoredSequence;
use super::{Alert, AlertError, AlertId, Alerts, Kind, Refused, State};
use crate::campaign::CircleId;
use crate::seal::{DeviceKey, DeviceTag, Header, Manifest, Quorum, Refusal, Signature};
use crate::store::Table;
use crate::text::Language;
use crate::vault::{Record, RowKey, VaultError, Writer, tables};

/// Headers looked at in one go.
const PAGE: usize = 256;

/// A sealed alert as the bot has it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Whose circle it is for.
    pub circle: CircleId,
    /// What every member gets.
    pub payload: Vec<u8>,
    /// To how many devices it is sealed; some may be nobody's.
    pub devices: u32,
    /// Members who had given one of these keys when it was taken.
    pub reached: u32,
    /// Members who had not.
    pub keyless: u32,
}

/// Prints the type only.
impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed")
    }
}

/// The long value in the table `sealed`, as postcard; row key: blind index of the alert's id.
#[derive(Serialize, Deserialize)]
enum StoredSealed {
    V1 { circle: CircleId, payload: Vec<u8>, devices: u32, reached: u32, keyless: u32 },
}

/// The record in the table `sealed-headers`; row key: the alert's group, then the blind index of the tag under its key.
#[derive(Serialize, Deserialize)]
enum StoredHeader {
    V1 { tag: [u8; 16], header: Vec<u8> },
}

impl Record for StoredHeader {
    const TABLE: Table = tables::SEALED_HEADERS;
}

/// The record in the table `state`; row key: blind index of `sealed begun` and the campaign: the first one, whose keys the page
/// knows. What was begun and not ended.
#[derive(Serialize, Deserialize)]
enum StoredBegun {
    V1 { id: AlertId, manifest: String },
}

impl Record for StoredBegun {
    const TABLE: Table = tables::STATE;
}

impl Alerts {
    /// Begins to take a sealed alert: its signatures are enough, and its number is free. Nothing goes out yet.
    ///
    /// # Errors
    /// [`AlertError::Refused`] with the reason; nothing was kept.
    pub fn begin_sealed(
        &self,
        manifest: &Manifest,
        signatures: &[Signature],
        payload: &[u8],
        now: Timestamp,
    ) -> Result<AlertId, AlertError> {
        if let Some(StoredBegun::V1 { id, .. }) = self.vault.read::<StoredBegun>(&self.begun_key())? {
            self.drop_sealed(id)?;
        }
        let id = AlertId::random(&mut rand::rngs::OsRng);
        self.vault.write(|writer| {
            let circle = self.admit_sealed(writer, manifest, signatures, now)?;
            let sealed = Sealed { circle, payload: payload.to_vec(), devices: 0, reached: 0, keyless: 0 };
            self.put_sealed(writer, id, &sealed)?;
            self.put_signed(writer, id, manifest, signatures)?;
            writer.put(&self.begun_key(), &StoredBegun::V1 { id, manifest: manifest.to_text() })?;
            Ok(id)
        })
    }

    /// Takes headers of one that was begun. The same again changes nothing.
    ///
    /// # Errors
    /// [`AlertError::Unknown`] where none of this id was begun.
    pub fn add_headers(&self, id: AlertId, headers: &[(DeviceTag, Header)]) -> Result<(), AlertError> {
        self.vault.write(|writer| {
            self.begun(writer, id)?;
            for (tag, header) in headers {
                let stored = StoredHeader::V1 { tag: tag.to_bytes(), header: header.as_bytes().to_vec() };
                writer.put(&self.header_key(id, *tag), &stored)?;
            }
            Ok(())
        })
    }

    /// Lists the tags of all headers of a sealed alert. Blocks for the scan.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn header_tags(&self, id: AlertId) -> Result<BTreeSet<DeviceTag>, VaultError> {
        let prefix = self.vault.group_prefix(tables::SEALED_HEADERS, &id.to_bytes());
        let (mut tags, mut after) = (BTreeSet::new(), None);
        loop {
            let rows = self.vault.page_of_group::<StoredHeader>(&prefix, after.as_ref(), PAGE)?;
            let is_last = rows.len() < PAGE;
            after = rows.last().map(|row| row.at.clone());
            tags.extend(rows.into_iter().map(|row| {
                let StoredHeader::V1 { tag, .. } = row.record;
                DeviceTag::from_bytes(tag)
            }));
            if is_last {
                return Ok(tags);
            }
        }
    }

    /// Lets a sealed alert that is whole go out, within a larger write. `devices`, `reached` and `keyless` are as
    /// [`Sealed`] has them.
    ///
    /// # Errors
    /// As [`Alerts::begin_sealed`]; [`AlertError::Unknown`] where none of this id was begun.
    pub fn finish_sealed(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
        (devices, reached, keyless): (u32, u32, u32),
        now: Timestamp,
    ) -> Result<Alert, AlertError> {
        let manifest = self.begun(writer, id)?;
        let signed = self.signed_in(writer, id)?.ok_or(AlertError::Unknown)?;
        self.admit_sealed(writer, &manifest, &signed.signatures, now)?;
        let sealed = self.sealed_in(writer, id)?.ok_or(AlertError::Unknown)?;
        self.put_sealed(writer, id, &Sealed { devices, reached, keyless, ..sealed.clone() })?;
        let alert = alert_of(&manifest, id, sealed.circle).ok_or(AlertError::Unknown)?;
        writer.put(&self.sequence_key(&alert.campaign), &StoredSequence::V1(alert.sequence))?;
        writer.remove::<StoredBegun>(&self.begun_key());
        self.put(writer, &alert)?;
        Ok(alert)
    }

    /// Gives what is kept of a sealed alert; `None` for every other, and once the ledger is gone.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn sealed(&self, id: AlertId) -> Result<Option<Sealed>, VaultError> {
        let bytes = self.vault.read_long(&self.sealed_key(id), tables::SEALED)?;
        bytes.map(|bytes| read(&bytes)).transpose()
    }

    /// Finds the header for a device.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn header(&self, id: AlertId, tag: DeviceTag) -> Result<Option<Header>, VaultError> {
        let stored = self.vault.read::<StoredHeader>(&self.header_key(id, tag))?;
        Ok(stored.and_then(|StoredHeader::V1 { header, .. }| Header::read(&header)))
    }

    /// Removes, within a larger write, every header that is for one of these devices.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn erase_headers(&self, writer: &mut Writer<'_>, devices: &[DeviceKey]) -> Result<(), AlertError> {
        if devices.is_empty() {
            return Ok(());
        }
        let begun = writer.get::<StoredBegun>(&self.begun_key())?.map(|StoredBegun::V1 { id, .. }| id);
        for id in self.all()?.iter().map(|alert| alert.id).chain(begun) {
            let Some(sealed) = self.sealed_in(writer, id)? else { continue };
            for device in devices {
                writer.remove::<StoredHeader>(&self.header_key(id, DeviceTag::of(&sealed.payload, device)));
            }
        }
        Ok(())
    }

    /// Lets go of payload and headers of an alert, if it has any. Blocks; resumable at any point.
    ///
    /// # Errors
    /// Those of the vault; what was removed stays removed.
    pub fn drop_sealed(&self, id: AlertId) -> Result<(), VaultError> {
        if self.sealed(id)?.is_none() {
            return Ok(());
        }
        let prefix = self.vault.group_prefix(tables::SEALED_HEADERS, &id.to_bytes());
        loop {
            // From the front each time: what was removed is not found again.
            let rows = self.vault.page_of_group::<StoredHeader>(&prefix, None, PAGE)?;
            self.vault.write(|writer| {
                rows.iter().for_each(|row| writer.remove::<StoredHeader>(&row.key));
                Ok::<_, VaultError>(())
            })?;
            if rows.len() < PAGE {
                break;
            }
        }
        self.vault.write(|writer| writer.remove_long(&self.sealed_key(id), tables::SEALED))
    }

    /// Refuses the correction of what is sealed.
    pub(super) fn not_sealed(&self, id: AlertId) -> Result<(), AlertError> {
        if self.sealed(id)?.is_some() { Err(AlertError::Sealed) } else { Ok(()) }
    }

    /// Decides whether a sealed alert may be taken, and gives its circle. It needs a signature even where other alerts need
    /// none: the page shows nothing sealed that nobody signed.
    fn admit_sealed(
        &self,
        writer: &mut Writer<'_>,
        manifest: &Manifest,
        signatures: &[Signature],
        now: Timestamp,
    ) -> Result<CircleId, AlertError> {
        let rules = &self.rules;
        let ours = &rules.campaign;
        if manifest.campaign != *ours {
            return Err(Refused::OtherCampaign { ours: ours.clone() }.into());
        }
        let circles: Vec<CircleId> = manifest.circles.iter().filter_map(|circle| circle.parse().ok()).collect();
        let [circle] = circles.as_slice() else { return Err(Refused::Signatures(Refusal::Malformed).into()) };
        if !rules.circles.contains(circle) {
            return Err(Refused::UnknownCircle(circle.clone()).into());
        }
        let quorum = Quorum { required: rules.quorum.required.max(1), ..rules.quorum.clone() };
        quorum.check(&manifest.to_text(), signatures).map_err(Refused::Signatures)?;
        let last = self.last_in(writer, ours)?;
        if manifest.sequence <= last {
            return Err(Refused::OldSequence { given: manifest.sequence, last }.into());
        }
        if manifest.expires <= now {
            return Err(Refused::Expired(manifest.expires).into());
        }
        Ok(circle.clone())
    }

    fn begun(&self, writer: &mut Writer<'_>, id: AlertId) -> Result<Manifest, AlertError> {
        match writer.get::<StoredBegun>(&self.begun_key())? {
            Some(StoredBegun::V1 { id: begun, manifest }) if begun == id => {
                Manifest::parse(&manifest).map_err(|_| AlertError::Unknown)
            }
            _ => Err(AlertError::Unknown),
        }
    }

    fn sealed_in(&self, writer: &mut Writer<'_>, id: AlertId) -> Result<Option<Sealed>, VaultError> {
        let bytes = writer.read_long(&self.sealed_key(id), tables::SEALED)?;
        bytes.map(|bytes| read(&bytes)).transpose()
    }

    fn put_sealed(&self, writer: &mut Writer<'_>, id: AlertId, sealed: &Sealed) -> Result<(), VaultError> {
        let Sealed { circle, payload, devices, reached, keyless } = sealed.clone();
        let stored = StoredSealed::V1 { circle, payload, devices, reached, keyless };
        let bytes = postcard::to_stdvec(&stored).map_err(|_| VaultError::UnknownRecord)?;
        writer.put_long(&self.sealed_key(id), tables::SEALED, &bytes)
    }

    fn sealed_key(&self, id: AlertId) -> RowKey {
        self.vault.row_key(tables::SEALED, &id.to_bytes())
    }

    fn header_key(&self, id: AlertId, tag: DeviceTag) -> RowKey {
        self.vault.grouped_row_key(tables::SEALED_HEADERS, &id.to_bytes(), &tag.to_bytes())
    }

    fn begun_key(&self) -> RowKey {
        self.vault.row_key(tables::STATE, format!("sealed begun {}", self.rules.campaign).as_bytes())
    }
}

fn read(bytes: &[u8]) -> Result<Sealed, VaultError> {
    let stored = postcard::from_bytes(bytes).map_err(|_| VaultError::UnknownRecord)?;
    let StoredSealed::V1 { circle, payload, devices, reached, keyless } = stored;
    Ok(Sealed { circle, payload, devices, reached, keyless })
}

/// Makes the alert that a manifest speaks of; `None` for a kind that is no alert of its own.
fn alert_of(manifest: &Manifest, id: AlertId, circle: CircleId) -> Option<Alert> {
    let languages =
        |codes: &mut dyn Iterator<Item = &String>| codes.filter_map(|code| Language::from_code(code)).collect();
    Some(Alert {
        id,
        kind: Kind::from_word(&manifest.kind).filter(|kind| Kind::NEW.contains(kind))?,
        campaign: manifest.campaign.clone(),
        sequence: manifest.sequence,
        expires: manifest.expires,
        send_at: None,
        languages: languages(&mut manifest.languages.iter()),
        circles: [circle].into(),
        written: languages(&mut manifest.texts.keys()),
        state: State::Scheduled,
        of: None,
        revision: 0,
        untold: false,
    })
}
