//! When people are reminded of the action day: hours by the campaign's own clocks.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _, civil::Date, civil::Time};

use super::ActionDay;

/// One of the reminders of an action day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reminder {
    /// Seven days before it.
    WeekBefore,
    /// The day before it.
    DayBefore,
    /// On the day itself.
    Morning,
}

impl Reminder {
    /// Lists all, in the order in which they come.
    pub const ALL: [Self; 3] = [Self::WeekBefore, Self::DayBefore, Self::Morning];

    /// Gives its key in `campaign.toml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::WeekBefore => "week_before",
            Self::DayBefore => "day_before",
            Self::Morning => "morning",
        }
    }

    /// Gives the id of its text in `<lang>.ftl`.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::WeekBefore => "reminder-week-before",
            Self::DayBefore => "reminder-day-before",
            Self::Morning => "reminder-morning",
        }
    }

    /// Gives the moment of this reminder of the action day on `day`, sent at `time` by the clocks of its zone.
    ///
    /// An hour that the clocks skip comes after the gap, one that they strike twice comes the first time. `None` beyond
    /// the calendar's end.
    pub fn moment(self, day: Date, time: Time, action_day: &ActionDay) -> Option<Timestamp> {
        let date = day.checked_sub(self.days_before().days()).ok()?;
        action_day.time_zone().to_timestamp(date.to_datetime(time)).ok()
    }

    fn days_before(self) -> i32 {
        match self {
            Self::WeekBefore => 7,
            Self::DayBefore => 1,
            Self::Morning => 0,
        }
    }

    fn usual_time(self) -> Time {
        match self {
            Self::WeekBefore | Self::DayBefore => Time::constant(18, 0, 0, 0),
            Self::Morning => Time::constant(8, 0, 0, 0),
        }
    }
}

/// The hours of the reminders, as `campaign.toml` sets them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reminders {
    /// What is written; `None` is *off*.
    set: BTreeMap<Reminder, Option<Time>>,
}

impl Reminders {
    pub(super) fn set(&mut self, reminder: Reminder, time: Option<Time>) {
        self.set.insert(reminder, time);
    }

    /// Gives a reminder's hour, the usual one where none is written; `None` where it is off.
    pub(super) fn time(&self, reminder: Reminder) -> Option<Time> {
        self.set.get(&reminder).copied().unwrap_or_else(|| Some(reminder.usual_time()))
    }

    /// Lists those for which an hour is written.
    pub(super) fn asked_for(&self) -> impl Iterator<Item = Reminder> {
        self.set.iter().filter(|(_, time)| time.is_some()).map(|(reminder, _)| *reminder)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::tz::TimeZone;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn day_in(zone: &str, month: i8, day: i8) -> ActionDay {
        ActionDay::new(month, day, 2020, TimeZone::get(zone).unwrap()).unwrap()
    }

    fn moment(zone: &str, reminder: Reminder, day: &str, time: &str) -> String {
        let (day, action_day): (Date, _) = (day.parse().unwrap(), day_in(zone, 3, 29));
        reminder.moment(day, time.parse().unwrap(), &action_day).unwrap().to_string()
    }

    #[test]
    fn hours_are_those_of_the_clocks_there_across_their_changes() {
        // Warsaw puts its clocks forward on 29 March 2026, at 2:00.
        assert_eq!(moment("Europe/Warsaw", Reminder::WeekBefore, "2026-03-29", "18:00"), "2026-03-22T17:00:00Z");
        assert_eq!(moment("Europe/Warsaw", Reminder::DayBefore, "2026-03-29", "18:00"), "2026-03-28T17:00:00Z");
        assert_eq!(moment("Europe/Warsaw", Reminder::Morning, "2026-03-29", "08:00"), "2026-03-29T06:00:00Z");
        // 2:30 is skipped there: it comes an hour later by the clocks.
        assert_eq!(moment("Europe/Warsaw", Reminder::Morning, "2026-03-29", "02:30"), "2026-03-29T01:30:00Z");
        // And on 25 October 2:30 comes twice: the first one counts.
        assert_eq!(moment("Europe/Warsaw", Reminder::Morning, "2026-10-25", "02:30"), "2026-10-25T00:30:00Z");
        assert_eq!(moment("Europe/Minsk", Reminder::WeekBefore, "2026-11-16", "18:00"), "2026-11-09T15:00:00Z");
    }

    proptest! {
        /// Whatever the zone and the hour: the clocks there show that hour of that day, but in a gap.
        #[test]
        fn the_clocks_there_show_the_hour(
            zone in select(vec!["Europe/Minsk", "Europe/Warsaw", "America/New_York", "Australia/Lord_Howe",
                "Pacific/Apia", "Africa/Casablanca", "Asia/Kathmandu", "America/Sao_Paulo"]),
            offset in 0_i32..5000, minute in 0_i32..1440, reminder in select(Reminder::ALL.to_vec()),
        ) {
            let day = Date::constant(2020, 1, 10).saturating_add(offset.days());
            let time = Time::midnight().saturating_add(i64::from(minute).minutes());
            let action_day = day_in(zone, 1, 1);
            let moment = reminder.moment(day, time, &action_day).unwrap();
            let there = action_day.time_zone().to_datetime(moment);
            let wanted = day.saturating_sub(reminder.days_before().days()).to_datetime(time);
            let off = there.duration_since(wanted).as_secs();
            // No gap is longer than an hour, but where a whole day was left out; the clocks never show less.
            prop_assert!(off == 0 || (1..=86_400).contains(&off), "{there} for {wanted}");
            prop_assert!(off == 0 || action_day.time_zone().to_ambiguous_timestamp(wanted).is_ambiguous());
        }
    }
}
