//! Pledges and sealed letters go by themselves once they were kept for as long as was set. Totals stay: they were given.
//!
//! Whichever petition of the bot one looks from, pledges of all are meant, also of those that no campaign has any more: they lie
//! in one table.

use super::count_log::StoredReceipt;
use super::hearers::StoredHearer;
use super::letters::{Letters, StoredLetter};
use super::record::StoredPledge;
use super::{Letter, Pledge, Pledges};
use crate::campaign::Day;
use crate::vault::{Found, Record, RowKey, Vault, VaultError, Writer};

/// Rows looked at in one go.
const PAGE: usize = 256;

impl Pledges {
    /// Keeps pledges, and the letters beside them, for so many days; 0, as it begins, for ever.
    #[must_use]
    pub fn kept_for(self, days: u16) -> Self {
        Self { kept_days: days, ..self }
    }

    /// Counts pledges of every petition, and letters, whose time is over, without touching them. Blocks for the scan.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn count_over(&self, today: Day) -> Result<u64, VaultError> {
        let mut count = 0;
        self.each_over::<StoredPledge>(today, day_of_pledge, |_, _| {
            count += 1;
            Ok(())
        })?;
        self.each_over::<StoredLetter>(today, day_of_letter, |_, _| {
            count += 1;
            Ok(())
        })?;
        Ok(count)
    }

    /// Lets go of pledges of every petition, and of letters, whose time is over, and says how many; `also` is done in the
    /// write that removes one. With a pledge go its receipt and the wish to hear of the count: its line stays in the public
    /// list, and whoever has noted the receipt can check it. Blocks for the scan.
    pub fn drop_over(
        &self,
        letters: &Letters,
        today: Day,
        also: impl Fn(&mut Writer<'_>) -> Result<(), VaultError>,
    ) -> Result<u64, VaultError> {
        let mut count = 0;
        self.each_over::<StoredPledge>(today, day_of_pledge, |vault, (key, _)| {
            count += 1;
            vault.write(|writer| {
                if writer.get::<StoredPledge>(&key)?.is_some() {
                    writer.remove::<StoredPledge>(&key);
                    // A person's rows of one petition have one key, each in its table.
                    writer.remove::<StoredReceipt>(&key);
                    writer.remove::<StoredHearer>(&key);
                    also(writer)?;
                }
                Ok(())
            })
        })?;
        self.each_over::<StoredLetter>(today, day_of_letter, |vault, (_, stored)| {
            count += 1;
            let letter = Letter::from(stored);
            vault.write(|writer| {
                letters.remove(writer, &letter)?;
                also(writer)
            })
        })?;
        Ok(count)
    }

    fn each_over<R: Record>(
        &self,
        today: Day,
        day: impl Fn(&R) -> Day,
        mut look: impl FnMut(&Vault, (RowKey, R)) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        if self.kept_days == 0 {
            return Ok(());
        }
        let mut after = None;
        loop {
            let rows = self.vault.page::<R>(after.as_ref(), PAGE)?;
            let is_last = rows.len() < PAGE;
            after = rows.last().map(|found| found.at.clone());
            for Found { key, record, .. } in rows {
                if today.0.saturating_sub(day(&record).0) >= i32::from(self.kept_days) {
                    look(&self.vault, (key, record))?;
                }
            }
            if is_last {
                return Ok(());
            }
        }
    }
}

fn day_of_pledge(stored: &StoredPledge) -> Day {
    Pledge::from(stored.clone()).day
}

fn day_of_letter(stored: &StoredLetter) -> Day {
    stored.day()
}
