//! What is announced of the count, and when: a milestone once, and the final count on the day after the action day. Pure.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::campaign::{Campaign, Day};
use crate::store::Table;
use crate::vault::{Record, tables};

/// The hour of the thanks, by the campaign's clocks.
const THANKS_AT: Time = Time::constant(12, 0, 0, 0);
/// How long the thanks are still in time, where the bot was down at that hour.
const THANKS_FOR: SignedDuration = SignedDuration::from_hours(36);

/// Something to announce.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Announcement {
    /// So many people have pledged, or more.
    Milestone(u64),
    /// This action day is over.
    Thanks(Day),
}

/// What was announced of a petition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Announcements {
    /// The number of the last announcement, from 1.
    pub(super) number: u32,
    /// The highest milestone that was announced or need not be.
    pub(super) highest: u64,
    /// The action day after which was thanked last.
    pub(super) thanked: Option<Day>,
    /// What is on its way, with the count when it began.
    pub(super) current: Option<(Announcement, u64)>,
}

impl Announcements {
    /// Notes what was reached before anybody looked.
    pub(super) fn beginning(campaign: &Campaign, total: u64) -> Self {
        Self { highest: reached(campaign, total), ..Self::default() }
    }

    /// Says what is due. Of several milestones that were passed at once the highest; each once, whatever the count does then.
    pub(super) fn due(&self, campaign: &Campaign, total: u64, now: Timestamp) -> Option<Announcement> {
        let reached = reached(campaign, total);
        if reached > self.highest {
            return Some(Announcement::Milestone(reached));
        }
        let over = action_day_over(campaign, now)?;
        (total > 0 && self.thanked != Some(over)).then_some(Announcement::Thanks(over))
    }

    /// Puts an announcement on its way.
    pub(super) fn begin(&mut self, what: Announcement, total: u64) {
        match what {
            Announcement::Milestone(reached) => self.highest = reached,
            Announcement::Thanks(day) => self.thanked = Some(day),
        }
        self.number = self.number.saturating_add(1);
        self.current = Some((what, total));
    }
}

/// The highest milestone that a count has reached, 0 for none.
fn reached(campaign: &Campaign, total: u64) -> u64 {
    campaign.petition().milestones.iter().copied().filter(|mark| *mark <= total).max().unwrap_or_default()
}

/// Gives the action day that ended yesterday, or the day before, where it is time to thank for it.
fn action_day_over(campaign: &Campaign, now: Timestamp) -> Option<Day> {
    let action_day = campaign.action_day();
    let zone = action_day.time_zone();
    let year = zone.to_datetime(now).date().year();
    // A day at the year's end is thanked for in the next.
    [year.saturating_sub(1), year].into_iter().filter(|year| *year >= action_day.since_year()).find_map(|year| {
        let day = Date::new(year, action_day.month(), action_day.day()).ok()?;
        let at = zone.to_timestamp(day.tomorrow().ok()?.to_datetime(THANKS_AT)).ok()?;
        let late = now.duration_since(at);
        (!late.is_negative() && late < THANKS_FOR).then_some(Day::from_date(day))
    })
}

/// The record in the table `state`; row key: `announcements PETITION`.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredAnnouncements {
    V1(Announcements),
}

impl StoredAnnouncements {
    pub(super) fn read(self) -> Announcements {
        let Self::V1(announcements) = self;
        announcements
    }
}

impl Record for StoredAnnouncements {
    const TABLE: Table = tables::STATE;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn campaign() -> Campaign {
        Campaign::embedded("belarus-16-november").unwrap().unwrap()
    }

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn a_milestone_is_due_once_and_of_several_the_highest() {
        let (campaign, now) = (campaign(), at("2026-11-09T09:00:00Z"));
        let mut state = Announcements::beginning(&campaign, 49);
        assert_eq!(state.due(&campaign, 49, now), None);
        assert_eq!(state.due(&campaign, 50, now), Some(Announcement::Milestone(50)));
        // A crowd at once.
        assert_eq!(state.due(&campaign, 260, now), Some(Announcement::Milestone(250)));
        state.begin(Announcement::Milestone(250), 260);
        assert_eq!((state.number, state.current), (1, Some((Announcement::Milestone(250), 260))));
        state.current = None;
        for total in [260, 90, 251, 499] {
            assert_eq!(state.due(&campaign, total, now), None, "{total}");
        }
        assert_eq!(state.due(&campaign, 500, now), Some(Announcement::Milestone(500)));
        // What was reached before anybody was promised to hear.
        assert_eq!(Announcements::beginning(&campaign, 120).due(&campaign, 120, now), None);
    }

    #[test]
    fn thanks_come_on_the_day_after_at_noon_and_not_days_later() {
        let campaign = campaign();
        let mut state = Announcements::beginning(&campaign, 30);
        let day = Day::from_date(Date::constant(2026, 11, 16));
        // Minsk is three hours ahead of UTC: noon is 09:00.
        assert_eq!(state.due(&campaign, 30, at("2026-11-17T08:59:59Z")), None);
        assert_eq!(state.due(&campaign, 30, at("2026-11-17T09:00:00Z")), Some(Announcement::Thanks(day)));
        assert_eq!(state.due(&campaign, 30, at("2026-11-18T20:59:59Z")), Some(Announcement::Thanks(day)));
        assert_eq!(state.due(&campaign, 30, at("2026-11-18T21:00:00Z")), None);
        assert_eq!(state.due(&campaign, 0, at("2026-11-17T09:00:00Z")), None, "nobody to thank");
        state.begin(Announcement::Thanks(day), 30);
        assert_eq!(state.due(&campaign, 30, at("2026-11-17T09:00:01Z")), None);
        let next = state.due(&campaign, 30, at("2027-11-17T10:00:00Z"));
        assert_eq!(next, Some(Announcement::Thanks(Day::from_date(Date::constant(2027, 11, 16)))));
    }
}
