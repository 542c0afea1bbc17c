//! Times as organisers write and read them: by the clocks of the campaign's time zone.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// The hour that is offered for a day.
const MORNING: Time = Time::constant(8, 0, 0, 0);

/// Reads a time that is still to come: `2026-11-16 08:00`, `16.11.2026 08:00`, `16.11. 08:00` or `08:00`.
///
/// Without a year, or without a date, the next such moment is meant. `None` for anything else, and for what is over.
pub fn read(text: &str, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
    let mut words = text.split_whitespace();
    let (first, second) = (words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    let today = zone.to_datetime(now).date();
    let at = |date: Date, time: Time| moment(date.to_datetime(time), zone).filter(|moment| *moment > now);
    match second {
        None => {
            let time = read_clock(first)?;
            at(today, time).or_else(|| at(today.tomorrow().ok()?, time))
        }
        Some(clock) => {
            let time = read_clock(clock)?;
            match read_date(first)? {
                (Some(year), month, day) => at(Date::new(year, month, day).ok()?, time),
                (None, month, day) => {
                    let of = |year| at(Date::new(year, month, day).ok()?, time);
                    of(today.year()).or_else(|| of(today.year().checked_add(1)?))
                }
            }
        }
    }
}

/// Offers a few times to choose from: tomorrow morning, and the morning of the action day.
pub(super) fn offers(action_day: Date, zone: &TimeZone, now: Timestamp) -> Vec<Timestamp> {
    let tomorrow = zone.to_datetime(now).date().saturating_add(1.day());
    let mut times: Vec<Timestamp> = [tomorrow, action_day]
        .into_iter()
        .filter_map(|date| moment(date.to_datetime(MORNING), zone))
        .filter(|moment| *moment > now)
        .collect();
    times.dedup();
    times
}

/// Writes a time as [`read`] reads it.
pub(super) fn written(moment: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(moment).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Names a time zone as its clocks are known, such as `Europe/Minsk`.
pub(super) fn name(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}

fn moment(at: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    // An hour that a change of the clocks leaves out is the one after it.
    zone.to_ambiguous_timestamp(at).compatible().ok()
}

fn read_clock(text: &str) -> Option<Time> {
    let (hours, minutes) = text.split_once(':')?;
    Time::new(number(hours)?, number(minutes).filter(|_| minutes.len() == 2)?, 0, 0).ok()
}

fn read_date(text: &str) -> Option<(Option<i16>, i8, i8)> {
    let parts: Vec<&str> = text.trim_end_matches('.').split(['-', '.']).collect();
    match (text.contains('-'), parts.as_slice()) {
        (true, [year, month, day]) => Some((Some(number(year)?), number(month)?, number(day)?)),
        (false, [day, month, year]) => Some((Some(number(year)?), number(month)?, number(day)?)),
        (false, [day, month]) => Some((None, number(month)?, number(day)?)),
        _ => None,
    }
}

fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn minsk() -> TimeZone {
        TimeZone::get("Europe/Minsk").unwrap()
    }

    fn now() -> Timestamp {
        "2026-11-09T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn times_are_read_by_the_campaigns_clocks() {
        let read = |text: &str| read(text, &minsk(), now()).map(|time| time.to_string());
        for text in ["2026-11-16 08:00", "16.11.2026 08:00", "16.11. 8:00", " 16.11  08:00 "] {
            assert_eq!(read(text).as_deref(), Some("2026-11-16T05:00:00Z"), "{text}");
        }
        assert_eq!(read("12:30").as_deref(), Some("2026-11-09T09:30:00Z"));
        assert_eq!(read("11:59").as_deref(), Some("2026-11-10T08:59:00Z"));
        assert_eq!(read("1.2. 08:00").as_deref(), Some("2027-02-01T05:00:00Z"));
        for text in ["", "8", "8:0", "25:00", "2025-11-16 08:00", "31.2. 08:00", "16.11 08:00 x", "-1:00", "+8:00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_hour_that_does_not_exist_is_the_next() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let time = read("2027-03-28 02:30", &berlin, now()).unwrap();
        assert_eq!(time.to_string(), "2027-03-28T01:30:00Z");
    }

    #[test]
    fn mornings_are_offered() {
        let offered = offers(Date::constant(2026, 11, 16), &minsk(), now());
        let offered: Vec<String> = offered.into_iter().map(|time| written(time, &minsk())).collect();
        assert_eq!(offered, ["2026-11-10 08:00", "2026-11-16 08:00"]);
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_to_come_and_what_is_written_reads_back(text in "[0-9.: -]{0,18}|\\PC{0,20}") {
            if let Some(time) = read(&text, &minsk(), now()) {
                prop_assert!(time > now());
                prop_assert_eq!(read(&written(time, &minsk()), &minsk(), now()), Some(time));
            }
        }
    }
}
