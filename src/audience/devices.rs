//! Keys of members' devices: what is sealed for a circle is sealed to them.
//!
//! A person gives a key for each circle apart, so that neither two circles nor a circle and a letter can be linked by it. It
//! lies beside the membership and goes with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Audience, Supporter};
use crate::campaign::CircleTag;
use crate::seal::DeviceKey;
use crate::store::Table;
use crate::telegram::UserId;
use crate::vault::{Record, RowKey, VaultError, Writer, tables};

/// A list of a circle's keys never has fewer: groups under five are not told.
pub const DEVICES_LEAST: usize = 5;

/// Rows looked at in one go.
const PAGE: usize = 256;

/// The record in the table `circle-devices`; row key: blind index of the user's number and the circle's tag.
#[derive(Serialize, Deserialize)]
enum StoredDevice {
    V1 { user: UserId, circle: CircleTag, key: String },
}

impl Record for StoredDevice {
    const TABLE: Table = tables::CIRCLE_DEVICES;
}

/// The record in the table `circle-decoys`; row key: blind index of the circle's tag. Keys whose secrets nobody has.
#[derive(Serialize, Deserialize)]
enum StoredDecoys {
    V1 { keys: Vec<String> },
}

impl Record for StoredDecoys {
    const TABLE: Table = tables::CIRCLE_DECOYS;
}

impl Audience {
    /// Keeps the key of a member's device, in the place of an earlier one, within a larger write. Says whether they are a
    /// member.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn put_device(
        &self,
        writer: &mut Writer<'_>,
        user: UserId,
        circle: CircleTag,
        key: &DeviceKey,
    ) -> Result<bool, VaultError> {
        let is_member = self.find_in(writer, user)?.is_some_and(|supporter| is_in(&supporter, circle));
        if is_member {
            let stored = StoredDevice::V1 { user, circle, key: key.as_str().to_owned() };
            writer.put(&self.device_key(user, circle), &stored)?;
        }
        Ok(is_member)
    }

    /// Finds the key that a member has given for a circle.
    pub fn device(&self, user: UserId, circle: CircleTag) -> Result<Option<DeviceKey>, VaultError> {
        self.vault.read::<StoredDevice>(&self.device_key(user, circle))?.map(|stored| read(&stored)).transpose()
    }

    /// Lists the keys that a person has given.
    pub fn devices_of(&self, supporter: &Supporter) -> Result<Vec<(CircleTag, DeviceKey)>, VaultError> {
        let mut found = Vec::new();
        for circle in &supporter.circles {
            found.extend(self.device(supporter.user, *circle)?.map(|key| (*circle, key)));
        }
        Ok(found)
    }

    /// Lists the keys of a circle's members with their accounts: for the bot alone. Blocks for the scan.
    pub fn devices(&self, circle: CircleTag) -> Result<Vec<(UserId, DeviceKey)>, VaultError> {
        // A row that moves to new keys meanwhile may come twice.
        let (mut found, mut after) = (BTreeMap::new(), None);
        loop {
            let rows = self.vault.page::<StoredDevice>(after.as_ref(), PAGE)?;
            let is_last = rows.len() < PAGE;
            after = rows.last().map(|row| row.at.clone());
            for row in rows {
                let StoredDevice::V1 { user, circle: of, .. } = row.record;
                if of == circle && self.find(user)?.is_some_and(|supporter| is_in(&supporter, circle)) {
                    found.insert(user, read(&row.record)?);
                }
            }
            if is_last {
                return Ok(found.into_iter().collect());
            }
        }
    }

    /// Lists the keys of a circle without accounts, sorted; where there are fewer than [`DEVICES_LEAST`], filled up with keys
    /// that nobody has, the same ones every time. Blocks for the scan.
    ///
    /// # Security
    /// Who reads the list learns the number of keys where it is five or more. Who compares two lists sees keys that came and
    /// went.
    pub fn device_list(&self, circle: CircleTag) -> Result<Vec<DeviceKey>, VaultError> {
        let mut keys: Vec<DeviceKey> = self.devices(circle)?.into_iter().map(|(_, key)| key).collect();
        if keys.len() < DEVICES_LEAST {
            keys.extend(self.decoys(circle)?.into_iter().take(DEVICES_LEAST - keys.len()));
        }
        keys.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        Ok(keys)
    }

    /// Forgets a person's key for a circle, within a larger write.
    pub(super) fn erase_device(&self, writer: &mut Writer<'_>, user: UserId, circle: CircleTag) {
        writer.remove::<StoredDevice>(&self.device_key(user, circle));
    }

    fn decoys(&self, circle: CircleTag) -> Result<Vec<DeviceKey>, VaultError> {
        let key = self.vault.row_key(tables::CIRCLE_DECOYS, circle.to_string().as_bytes());
        let StoredDecoys::V1 { keys } = self.vault.write(|writer| {
            if let Some(stored) = writer.get::<StoredDecoys>(&key)? {
                return Ok::<_, VaultError>(stored);
            }
            let keys = (0..DEVICES_LEAST).map(|_| DeviceKey::of_nobody().as_str().to_owned()).collect();
            let stored = StoredDecoys::V1 { keys };
            writer.put(&key, &stored)?;
            Ok(stored)
        })?;
        keys.iter().map(|key| key.parse().map_err(|_| VaultError::UnknownRecord)).collect()
    }

    fn device_key(&self, user: UserId, circle: CircleTag) -> RowKey {
        let name = [user.to_bytes().as_slice(), circle.to_string().as_bytes()].concat();
        self.vault.row_key(tables::CIRCLE_DEVICES, &name)
    }
}

fn is_in(supporter: &Supporter, circle: CircleTag) -> bool {
    supporter.subscribed.is_some() && supporter.circles.contains(&circle)
}

fn read(stored: &StoredDevice) -> Result<DeviceKey, VaultError> {
    let StoredDevice::V1 { key, .. } = stored;
    key.parse().map_err(|_| VaultError::UnknownRecord)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::campaign::{CircleId, Day};
    use crate::text::Language;
    use crate::vault::Vault;

    fn tag(name: &str) -> CircleTag {
        name.parse::<CircleId>().unwrap().tag()
    }

    fn member(audience: &Audience, user: i64, circles: &[&str]) -> UserId {
        let user = UserId(user);
        audience.subscribe(user, Language::English, Day(1)).unwrap();
        for circle in circles {
            assert!(audience.vault.write(|writer| audience.join_circle(writer, user, tag(circle))).unwrap());
        }
        user
    }

    fn give(audience: &Audience, user: UserId, circle: &str) -> Option<DeviceKey> {
        let key = DeviceKey::of_nobody();
        audience.vault.write(|writer| audience.put_device(writer, user, tag(circle), &key)).unwrap().then_some(key)
    }

    #[test]
    fn members_give_a_key_a_circle_and_it_goes_with_the_membership() {
        let audience = Audience::new(Vault::in_memory());
        let (ala, bob) = (member(&audience, 1, &["medics", "port"]), member(&audience, 2, &["port"]));
        assert!(give(&audience, ala, "medics").is_some());
        let key = give(&audience, ala, "medics");
        assert_eq!(audience.device(ala, tag("medics")).unwrap(), key, "the last one counts");
        assert!(give(&audience, bob, "medics").is_none(), "who is not in it gives none");
        assert!(give(&audience, UserId(3), "port").is_none());
        for user in [ala, bob] {
            give(&audience, user, "port");
        }
        let of =
            |name: &str| audience.devices(tag(name)).unwrap().into_iter().map(|(user, _)| user.0).collect::<Vec<_>>();
        assert_eq!((of("medics"), of("port")), (vec![1], vec![1, 2]));
        let supporter = audience.find(ala).unwrap().unwrap();
        assert_eq!(audience.devices_of(&supporter).unwrap().len(), 2);
        audience.leave_circle(ala, tag("port")).unwrap();
        assert_eq!((of("medics"), of("port")), (vec![1], vec![2]));
        audience.leave(ala).unwrap();
        audience.vault.write(|writer| audience.lose(writer, bob, Day(2))).unwrap();
        assert_eq!((of("medics"), of("port")), (vec![], vec![]));
        // Whoever comes back has given none.
        member(&audience, 1, &["medics"]);
        assert_eq!((of("medics"), audience.device(ala, tag("port")).unwrap()), (vec![], None));
    }

    #[test]
    fn a_short_list_is_filled_up_and_the_filling_stays_the_same() {
        let audience = Audience::new(Vault::in_memory());
        let keys = || audience.device_list(tag("medics")).unwrap();
        let empty = keys();
        assert_eq!((empty.len(), keys() == empty), (DEVICES_LEAST, true));
        let mut own = Vec::new();
        for user in 1..=6 {
            let user = member(&audience, user, &["medics"]);
            own.extend(give(&audience, user, "medics"));
            let list = keys();
            assert_eq!(list.len(), own.len().max(DEVICES_LEAST));
            assert!(own.iter().all(|key| list.contains(key)));
            let sorted = list.windows(2).all(|pair| matches!(pair, [a, b] if a.as_str() < b.as_str()));
            assert!(sorted, "in an order that tells nothing of when they came");
        }
    }
}
