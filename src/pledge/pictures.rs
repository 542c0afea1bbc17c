//! Who was told what becomes of a picture and may send one, and how many are kept.

use serde::{Deserialize, Serialize};

use super::letters::{Letters, Sort};
use crate::campaign::{CampaignTag, Day};
use crate::store::Table;
use crate::telegram::UserId;
use crate::vault::{Record, RowKey, VaultError, Writer, tables};

/// How many pictures of one person are kept.
pub const PICTURES_MAX: usize = 3;
/// How many are kept of all together: about a gigabyte.
const ALL_MAX: u64 = 2_000;
/// Rows looked at in one go.
const PAGE: usize = 256;

impl Letters {
    /// Keeps within a larger write that somebody was told what becomes of a picture for a campaign, and may send one today or
    /// tomorrow.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn await_picture(
        &self,
        writer: &mut Writer<'_>,
        user: UserId,
        today: Day,
        campaign: CampaignTag,
    ) -> Result<(), VaultError> {
        writer.put(&self.awaited_key(user), &StoredAwaited::V2 { day: today, campaign })
    }

    /// Waits for no picture of theirs any more, within a larger write.
    pub fn await_no_picture(&self, writer: &mut Writer<'_>, user: UserId) -> Result<(), VaultError> {
        let key = self.awaited_key(user);
        if writer.get::<StoredAwaited>(&key)?.is_some() {
            writer.remove::<StoredAwaited>(&key);
        }
        Ok(())
    }

    /// Tells whether a picture of theirs is waited for.
    pub fn awaits_picture(&self, user: UserId, today: Day) -> Result<bool, VaultError> {
        let stored = self.vault.read::<StoredAwaited>(&self.awaited_key(user))?;
        Ok(stored.is_some_and(|stored| is_fresh(stored.day(), today)))
    }

    /// Tells whether a picture of theirs is waited for that is for this campaign, and not for one that was the first before.
    pub fn awaits_picture_for(&self, user: UserId, today: Day, campaign: CampaignTag) -> Result<bool, VaultError> {
        let stored =
            self.vault.read::<StoredAwaited>(&self.awaited_key(user))?.filter(|stored| is_fresh(stored.day(), today));
        Ok(stored.is_some_and(|stored| match stored {
            StoredAwaited::V1 { .. } => self.untagged.is_none_or(|untagged| untagged == campaign),
            StoredAwaited::V2 { campaign: asked, .. } => asked == campaign,
        }))
    }

    /// Tells whether another picture of theirs would be kept.
    pub fn has_room_for_picture(&self, user: UserId) -> Result<bool, VaultError> {
        let own = self.of(user)?.iter().filter(|letter| letter.sort == Sort::Picture).count();
        let stored = self.vault.read::<StoredPictures>(&self.pictures_key())?;
        let all = stored.map_or(0, |StoredPictures::V1 { held }| held);
        Ok(own < PICTURES_MAX && all < ALL_MAX)
    }

    /// Forgets within writes of its own who was told and sent nothing. Blocks for the scan.
    pub fn await_no_old_pictures(&self, today: Day) -> Result<(), VaultError> {
        let mut after = None;
        loop {
            let rows = self.vault.page::<StoredAwaited>(after.as_ref(), PAGE)?;
            let is_last = rows.len() < PAGE;
            after = rows.last().map(|row| row.at.clone());
            for row in rows {
                if !is_fresh(row.record.day(), today) {
                    self.vault.write(|writer| {
                        writer.remove::<StoredAwaited>(&row.key);
                        Ok::<_, VaultError>(())
                    })?;
                }
            }
            if is_last {
                return Ok(());
            }
        }
    }

    /// Counts a picture that comes or goes, within the write that keeps or removes it. Says whether there is room.
    pub(super) fn count_picture(&self, writer: &mut Writer<'_>, comes: bool) -> Result<bool, VaultError> {
        let key = self.pictures_key();
        let held = writer.get::<StoredPictures>(&key)?.map_or(0, |StoredPictures::V1 { held }| held);
        if comes && held >= ALL_MAX {
            return Ok(false);
        }
        let held = if comes { held + 1 } else { held.saturating_sub(1) };
        writer.put(&key, &StoredPictures::V1 { held })?;
        Ok(true)
    }

    fn awaited_key(&self, user: UserId) -> RowKey {
        self.vault.row_key(tables::PICTURES_AWAITED, &user.to_bytes())
    }

    fn pictures_key(&self) -> RowKey {
        self.vault.row_key(tables::STATE, b"pictures held")
    }
}

fn is_fresh(asked: Day, today: Day) -> bool {
    (asked.0..=asked.0.saturating_add(1)).contains(&today.0)
}

/// The record in the table `pictures-awaited`; row key: blind index of the user's number.
#[derive(Serialize, Deserialize)]
enum StoredAwaited {
    V1 { day: Day },
    V2 { day: Day, campaign: CampaignTag },
}

impl StoredAwaited {
    fn day(&self) -> Day {
        let (Self::V1 { day } | Self::V2 { day, .. }) = self;
        *day
    }
}

impl Record for StoredAwaited {
    const TABLE: Table = tables::PICTURES_AWAITED;
}

/// How many there are. In the table `state`; row key: blind index of `pictures held`.
#[derive(Serialize, Deserialize)]
enum StoredPictures {
    V1 { held: u64 },
}

impl Record for StoredPictures {
    const TABLE: Table = tables::STATE;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::vault::Vault;

    #[test]
    fn a_picture_is_waited_for_today_and_tomorrow_and_then_nobody_remembers() {
        let tag = |name: &str| name.parse::<crate::campaign::CampaignId>().unwrap().tag();
        let letters = Letters::new(Vault::in_memory()).with_untagged_of(tag("one"));
        let (ales, day) = (UserId(7), Day(20_000));
        let vault = std::sync::Arc::clone(&letters.vault);
        let is_for = |campaign| letters.awaits_picture_for(ales, day, tag(campaign)).unwrap();
        vault.write(|writer| writer.put(&letters.awaited_key(ales), &StoredAwaited::V1 { day })).unwrap();
        assert!(is_for("one") && !is_for("two"), "a record of the first version is the eldest's");
        vault.write(|writer| letters.await_picture(writer, ales, day, tag("two"))).unwrap();
        assert!(is_for("two") && !is_for("one"));
        let awaits = |days| letters.awaits_picture(ales, Day(day.0 + days)).unwrap();
        assert_eq!([-1, 0, 1, 2].map(awaits), [false, true, true, false]);
        letters.await_no_old_pictures(Day(day.0 + 1)).unwrap();
        assert!(awaits(0));
        letters.await_no_old_pictures(Day(day.0 + 2)).unwrap();
        assert!(!awaits(0) && vault.page::<StoredAwaited>(None, 9).unwrap().is_empty());
    }
}
