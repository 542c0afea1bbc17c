//! How many subscribers there were at the end of each day: totals, from which organisers see how it goes.

use serde::{Deserialize, Serialize};

use super::Audience;
use crate::campaign::Day;
use crate::vault::{RowKey, VaultError, tables};

/// How many days are kept: a year and a little.
pub const DAYS_MAX: usize = 400;

/// The total at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTotal {
    /// Which day ended.
    pub day: Day,
    /// How many subscribers there were.
    pub subscribers: u64,
}

/// The long value in the table `tally`; row key: blind index of `audience days`. The oldest day first, each once.
#[derive(Serialize, Deserialize)]
enum StoredDays {
    V1(Vec<DayTotal>),
}

impl Audience {
    /// Keeps yesterday's total, where it is not kept: at the first look of a day. A day in which nobody looked has none.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn end_days(&self, today: Day) -> Result<bool, VaultError> {
        let yesterday = Day(today.0.saturating_sub(1));
        if self.days()?.last().is_some_and(|last| last.day >= yesterday) {
            return Ok(false);
        }
        let subscribers = self.counts()?.total();
        self.vault.write(|writer| {
            let bytes = writer.read_long(&self.days_key(), tables::TALLY)?;
            let mut days = read(bytes)?;
            if days.last().is_some_and(|last| last.day >= yesterday) {
                return Ok(false);
            }
            days.push(DayTotal { day: yesterday, subscribers });
            days.drain(..days.len().saturating_sub(DAYS_MAX));
            let bytes = postcard::to_stdvec(&StoredDays::V1(days)).expect("numbers can be written");
            writer.put_long(&self.days_key(), tables::TALLY, &bytes)?;
            Ok(true)
        })
    }

    /// Gives the totals at the end of each day that is kept, the oldest first.
    pub fn days(&self) -> Result<Vec<DayTotal>, VaultError> {
        read(self.vault.read_long(&self.days_key(), tables::TALLY)?)
    }

    fn days_key(&self) -> RowKey {
        self.vault.row_key(tables::TALLY, b"audience days")
    }
}

fn read(bytes: Option<Vec<u8>>) -> Result<Vec<DayTotal>, VaultError> {
    let Some(bytes) = bytes else { return Ok(Vec::new()) };
    let StoredDays::V1(days) = postcard::from_bytes(&bytes).map_err(|_| VaultError::UnknownRecord)?;
    Ok(days)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::telegram::UserId;
    use crate::text::Language;
    use crate::vault::Vault;

    #[test]
    fn each_day_is_kept_once_with_what_there_was_and_no_more_than_a_year() {
        let audience = Audience::new(Vault::in_memory());
        assert!(audience.end_days(Day(100)).unwrap() && !audience.end_days(Day(100)).unwrap());
        for user in 1..=3 {
            audience.subscribe(UserId(user), Language::Polish, Day(100)).unwrap();
        }
        assert!(audience.end_days(Day(101)).unwrap());
        audience.leave(UserId(2)).unwrap();
        assert!(audience.end_days(Day(104)).unwrap(), "nobody looked for some days");
        let kept = |audience: &Audience| {
            audience.days().unwrap().iter().map(|total| (total.day.0, total.subscribers)).collect::<Vec<_>>()
        };
        assert_eq!(kept(&audience), [(99, 0), (100, 3), (103, 2)]);
        // A clock that was put back adds nothing.
        assert!(!audience.end_days(Day(90)).unwrap());
        for day in 105..1000 {
            audience.end_days(Day(day)).unwrap();
        }
        let days = audience.days().unwrap();
        assert_eq!((days.len(), days.last().unwrap().day), (DAYS_MAX, Day(998)));
    }
}
