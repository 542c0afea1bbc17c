//! People who can't be reached any more, kept for a while in case they come back; and how many were erased.

use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};

use super::supporter::StoredSupporter;
use super::{Audience, Supporter};
use crate::campaign::Day;
use crate::store::Table;
use crate::telegram::UserId;
use crate::vault::{Found, Record, RowKey, VaultError, Writer, tables};

/// People looked at in one go.
const PAGE: usize = 256;

/// The record in the table `unreachable`; row key: blind index of the user's number.
#[derive(Serialize, Deserialize)]
enum StoredLost {
    V1 { since: Day, supporter: StoredSupporter },
}

impl Record for StoredLost {
    const TABLE: Table = tables::UNREACHABLE;
}

/// How many people were erased, by the reason; nobody of them is named anywhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// They asked to be forgotten.
    pub asked: u64,
    /// They could not be reached for as long as was set.
    pub unreachable: u64,
    /// Pledges whose time was over.
    pub pledges: u64,
}

/// The record in the table `tally`; row key: blind index of `erased`.
#[derive(Serialize, Deserialize)]
enum StoredErased {
    V1 { asked: u64, unreachable: u64, pledges: u64 },
}

impl Record for StoredErased {
    const TABLE: Table = tables::TALLY;
}

impl From<StoredErased> for Erased {
    fn from(stored: StoredErased) -> Self {
        let StoredErased::V1 { asked, unreachable, pledges } = stored;
        Self { asked, unreachable, pledges }
    }
}

impl Audience {
    /// Keeps people who can't be reached for so many days; 0, as it begins, drops them at once.
    #[must_use]
    pub fn keeping_unreachable(self, days: u16) -> Self {
        self.keep_unreachable(days);
        self
    }

    /// As [`Audience::keeping_unreachable`], for every clone and from now on.
    pub fn keep_unreachable(&self, days: u16) {
        self.unreachable_days.store(days, Ordering::Relaxed);
    }

    fn unreachable_days(&self) -> u16 {
        self.unreachable_days.load(Ordering::Relaxed)
    }

    /// Takes somebody off the list who can't be reached any more, within a larger write. Says whether they were on it.
    ///
    /// No alert goes to them from then on, and they are in no count. Their choices are kept for as long as was set.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn lose(&self, writer: &mut Writer<'_>, user: UserId, today: Day) -> Result<bool, VaultError> {
        let before = self.find_in(writer, user)?;
        let was_on = self.erase(writer, user)?;
        if let Some(supporter) = before.filter(|_| was_on && self.unreachable_days() > 0) {
            writer.put(&self.lost_key(user), &StoredLost::V1 { since: today, supporter: supporter.into() })?;
        } else if was_on {
            self.count_erased(writer, |erased| erased.unreachable += 1)?;
        }
        Ok(was_on)
    }

    /// Puts somebody back who could not be reached and is here again: everything is as it was. `None` where they are not
    /// known.
    pub fn take_back(&self, user: UserId) -> Result<Option<Supporter>, VaultError> {
        let key = self.lost_key(user);
        // Mostly there is nothing, and then nothing has to be written.
        if self.unreachable_days() == 0 || self.vault.read::<StoredLost>(&key)?.is_none() {
            return Ok(None);
        }
        self.vault.write(|writer| {
            let Some(StoredLost::V1 { supporter, .. }) = writer.get(&key)? else { return Ok(None) };
            writer.remove::<StoredLost>(&key);
            let supporter = Supporter::from(supporter);
            self.put_back(writer, &supporter)?;
            Ok(Some(supporter))
        })
    }

    /// Counts those whose time is over, without touching them. Blocks for the scan.
    pub fn count_lost(&self, today: Day) -> Result<u64, VaultError> {
        let mut count = 0;
        self.each_lost(today, |_| {
            count += 1;
            Ok(())
        })?;
        Ok(count)
    }

    /// Lets go of those whose time is over, and says how many. Blocks for the scan.
    pub fn drop_lost(&self, today: Day) -> Result<u64, VaultError> {
        let mut count = 0;
        self.each_lost(today, |key| {
            self.vault.write(|writer| {
                // They may have come back meanwhile.
                if writer.get::<StoredLost>(&key)?.is_some() {
                    writer.remove::<StoredLost>(&key);
                    self.count_erased(writer, |erased| erased.unreachable += 1)?;
                }
                Ok::<_, VaultError>(())
            })?;
            count += 1;
            Ok(())
        })?;
        Ok(count)
    }

    /// Tells how many were erased so far.
    pub fn erased(&self) -> Result<Erased, VaultError> {
        Ok(self.vault.read::<StoredErased>(&self.erased_key())?.map(Erased::from).unwrap_or_default())
    }

    /// Counts an erasure within the write that does it.
    pub fn count_erased(&self, writer: &mut Writer<'_>, count: impl FnOnce(&mut Erased)) -> Result<(), VaultError> {
        writer.note_erasure()?;
        let key = self.erased_key();
        let mut erased = writer.get::<StoredErased>(&key)?.map(Erased::from).unwrap_or_default();
        count(&mut erased);
        let Erased { asked, unreachable, pledges } = erased;
        writer.put(&key, &StoredErased::V1 { asked, unreachable, pledges })
    }

    /// Forgets a person who could not be reached, within a larger write.
    pub(super) fn erase_lost(&self, writer: &mut Writer<'_>, user: UserId) {
        writer.remove::<StoredLost>(&self.lost_key(user));
    }

    fn each_lost(&self, today: Day, mut look: impl FnMut(RowKey) -> Result<(), VaultError>) -> Result<(), VaultError> {
        let days = i32::from(self.unreachable_days());
        let is_over = |since: Day| today.0.saturating_sub(since.0) >= days;
        let mut after = None;
        loop {
            let rows = self.vault.page::<StoredLost>(after.as_ref(), PAGE)?;
            let is_last = rows.len() < PAGE;
            after = rows.last().map(|found| found.at.clone());
            for Found { key, record: StoredLost::V1 { since, .. }, .. } in rows {
                if is_over(since) {
                    look(key)?;
                }
            }
            if is_last {
                return Ok(());
            }
        }
    }

    fn lost_key(&self, user: UserId) -> RowKey {
        self.vault.row_key(tables::UNREACHABLE, &user.to_bytes())
    }

    fn erased_key(&self) -> RowKey {
        self.vault.row_key(tables::TALLY, b"erased")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::audience::Hours;
    use crate::text::Language;
    use crate::vault::Vault;

    const ALES: UserId = UserId(7_001);
    const DAY: Day = Day(20_000);

    fn day(later: i32) -> Day {
        Day(DAY.0 + later)
    }

    fn audience(days: u16) -> Audience {
        let audience = Audience::new(Vault::in_memory()).keeping_unreachable(days);
        audience.subscribe(ALES, Language::Polish, DAY).unwrap();
        audience.set_disappear_after(ALES, Hours::new(24)).unwrap();
        audience
    }

    fn lose(audience: &Audience, today: Day) -> bool {
        audience.vault.write(|writer| audience.lose(writer, ALES, today)).unwrap()
    }

    #[test]
    fn with_no_days_set_they_are_dropped_at_once() {
        let audience = audience(0);
        assert!(lose(&audience, DAY) && !lose(&audience, DAY));
        assert!(audience.take_back(ALES).unwrap().is_none() && audience.find(ALES).unwrap().is_none());
        assert_eq!(audience.erased().unwrap(), Erased { unreachable: 1, ..Erased::default() });
    }

    #[test]
    fn who_comes_back_in_time_is_as_they_were_and_hears_nothing_meanwhile() {
        let audience = audience(30);
        let before = audience.find(ALES).unwrap();
        assert!(lose(&audience, DAY));
        assert!(audience.page(None, 10).unwrap().is_empty() && audience.counts().unwrap().total() == 0);
        assert_eq!((audience.count_lost(day(29)).unwrap(), audience.drop_lost(day(29)).unwrap()), (0, 0));
        assert!(audience.take_back(ALES).unwrap() == before && audience.find(ALES).unwrap() == before);
        assert_eq!(audience.counts().unwrap().total(), 1);
        assert!(audience.take_back(ALES).unwrap().is_none());
        assert_eq!(audience.erased().unwrap(), Erased::default());
    }

    #[test]
    fn who_does_not_come_back_leaves_a_count() {
        let audience = audience(30);
        lose(&audience, DAY);
        assert_eq!(audience.count_lost(day(30)).unwrap(), 1);
        assert_eq!((audience.drop_lost(day(30)).unwrap(), audience.drop_lost(day(31)).unwrap()), (1, 0));
        assert!(audience.take_back(ALES).unwrap().is_none());
        assert_eq!(audience.erased().unwrap(), Erased { unreachable: 1, ..Erased::default() });
    }

    #[test]
    fn who_asks_to_be_forgotten_or_leaves_is_not_kept() {
        let audience = audience(30);
        lose(&audience, DAY);
        audience.vault.write(|writer| audience.erase(writer, ALES)).unwrap();
        assert!(audience.take_back(ALES).unwrap().is_none());
        assert_eq!(audience.count_lost(day(99)).unwrap(), 0);
    }
}
