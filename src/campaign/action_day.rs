//! Days, and the day that comes back every year.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A calendar day, counted from 1 January 1970.
///
/// Supporters' times are kept no finer than this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day(pub i32);

const EPOCH: Date = Date::constant(1970, 1, 1);

impl Day {
    /// Gives the day of a moment by the clocks of a time zone.
    pub fn from_timestamp(moment: Timestamp, time_zone: &TimeZone) -> Self {
        Self::from_date(time_zone.to_datetime(moment).date())
    }

    /// Gives the day of a date.
    pub fn from_date(date: Date) -> Self {
        let days = date.duration_since(EPOCH).as_hours() / 24;
        Self(i32::try_from(days).expect("jiff's years are -9999 to 9999"))
    }

    /// Gives the date; a number beyond the calendar's years gives their first or last day.
    pub fn date(self) -> Date {
        EPOCH.saturating_add(SignedDuration::from_hours(24 * i64::from(self.0)))
    }

    /// Writes the day as `YYYY-MM-DD`.
    pub fn iso(self) -> String {
        self.date().to_string()
    }
}

/// A day that comes back every year, by the clocks of its time zone.
#[derive(Debug, Clone)]
pub struct ActionDay {
    month: i8,
    day: i8,
    since_year: i16,
    time_zone: TimeZone,
}

/// The action day that comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextActionDay {
    /// Its date.
    pub date: Date,
    /// How many days are left; 0 where it is today.
    pub days_left: u64,
}

impl ActionDay {
    /// Makes an action day; `None` where not every year has such a day.
    pub fn new(month: i8, day: i8, since_year: i16, time_zone: TimeZone) -> Option<Self> {
        // 2023 is no leap year: what it has, every year has.
        Date::new(2023, month, day).ok()?;
        Date::new(since_year, month, day).ok()?;
        Some(Self { month, day, since_year, time_zone })
    }

    /// Gives the month, 1 to 12.
    pub fn month(&self) -> i8 {
        self.month
    }

    /// Gives the day of the month, from 1.
    pub fn day(&self) -> i8 {
        self.day
    }

    /// Gives the year of the first one.
    pub fn since_year(&self) -> i16 {
        self.since_year
    }

    /// Gives the zone by whose clocks the campaign's days begin and end.
    pub fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }

    /// Gives the next one, today included, and never before the first year.
    pub fn next(&self, now: Timestamp) -> NextActionDay {
        let today = self.time_zone.to_datetime(now).date();
        let year = today.year().max(self.since_year);
        let date = [year, year.saturating_add(1)]
            .into_iter()
            .filter_map(|year| Date::new(year, self.month, self.day).ok())
            .find(|date| *date >= today)
            // After the last one of the year 9999.
            .unwrap_or(today);
        let days_left = Day::from_date(date).0.saturating_sub(Day::from_date(today).0);
        NextActionDay { date, days_left: u64::try_from(days_left).unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn november_in_minsk() -> ActionDay {
        ActionDay::new(11, 16, 2020, TimeZone::get("Europe/Minsk").unwrap()).unwrap()
    }

    fn next(now: &str) -> (String, u64) {
        let next = november_in_minsk().next(now.parse().unwrap());
        (next.date.to_string(), next.days_left)
    }

    #[test]
    fn the_day_begins_and_ends_by_its_own_clocks() {
        // Minsk is three hours ahead of UTC.
        assert_eq!(next("2026-11-15T20:59:59Z"), ("2026-11-16".to_owned(), 1));
        assert_eq!(next("2026-11-15T21:00:00Z"), ("2026-11-16".to_owned(), 0));
        assert_eq!(next("2026-11-16T20:59:59Z"), ("2026-11-16".to_owned(), 0));
        assert_eq!(next("2026-11-16T21:00:00Z"), ("2027-11-16".to_owned(), 364));
        // A leap day lies between.
        assert_eq!(next("2027-11-17T12:00:00Z"), ("2028-11-16".to_owned(), 365));
    }

    #[test]
    fn the_first_year_is_not_preceded() {
        assert_eq!(next("2019-01-01T12:00:00Z").0, "2020-11-16");
    }

    #[test]
    fn a_day_that_some_years_lack_is_refused() {
        assert!(ActionDay::new(2, 29, 2020, TimeZone::UTC).is_none());
        assert!(ActionDay::new(4, 31, 2020, TimeZone::UTC).is_none());
        assert!(ActionDay::new(13, 1, 2020, TimeZone::UTC).is_none());
    }

    #[test]
    fn the_end_of_time_harms_nothing() {
        let next = november_in_minsk().next(Timestamp::MAX);
        assert_eq!(next.days_left, 0);
        assert_eq!(november_in_minsk().next(Timestamp::MIN).date.to_string(), "2020-11-16");
        assert_eq!(Day(i32::MAX).iso(), "9999-12-31");
        assert_eq!(Day(i32::MIN).iso(), "-009999-01-01");
    }

    proptest! {
        #[test]
        fn the_next_day_is_within_a_year_and_is_the_day(second in 1_600_000_000_i64..4_000_000_000) {
            let now = Timestamp::from_second(second).unwrap();
            let next = november_in_minsk().next(now);
            prop_assert!(next.days_left <= 365);
            prop_assert_eq!((next.date.month(), next.date.day()), (11, 16));
            let today = Day::from_timestamp(now, november_in_minsk().time_zone());
            prop_assert_eq!(i64::from(today.0) + i64::try_from(next.days_left).unwrap(), i64::from(Day::from_date(next.date).0));
        }

        #[test]
        fn days_and_dates_are_one_to_one(day in -700_000_i32..2_900_000) {
            prop_assert_eq!(Day::from_date(Day(day).date()), Day(day));
        }
    }

    #[test]
    fn days_are_written_as_iso_and_kept_as_numbers() {
        assert_eq!(Day(0).iso(), "1970-01-01");
        assert_eq!(Day::from_date(Date::constant(2020, 11, 16)).iso(), "2020-11-16");
        assert_eq!(serde_json::to_string(&Day(18_582)).unwrap(), "18582");
    }
}
