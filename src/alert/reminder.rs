//! Reminders of an action day: alerts that klich itself lays ready, once for each day and kind.
//!
//! They lie ready three weeks ahead, so that organisers see them coming, change their text or cancel them. From then on
//! they are alerts like others, but for their number, which they take when they go out. One that could not go out within
//! six hours of its time stays: [`too_late`].

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, civil::Date, civil::Time};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};

use super::{Act, Alert, AlertError, AlertId, Alerts, Kind, LATE, State, too_late};
use crate::campaign::{Campaign, Reminder};
use crate::store::Table;
use crate::vault::{Record, RowKey, tables};

/// How long before its time a reminder lies ready.
const AHEAD: SignedDuration = SignedDuration::from_hours(21 * 24);

/// A reminder that should lie ready now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Which.
    pub reminder: Reminder,
    /// The action day that it is of.
    pub day: Date,
    /// When it goes out.
    pub at: Timestamp,
    /// The day's end.
    pub expires: Timestamp,
}

/// Lists the reminders that should lie ready at `now`: due within three weeks, or late by less than six hours.
pub fn planned(campaign: &Campaign, now: Timestamp) -> Vec<Planned> {
    let action_day = campaign.action_day();
    let this_year = action_day.time_zone().to_datetime(now).date().year();
    // A reminder may lie in another year than its day.
    let years = [this_year.saturating_sub(1), this_year, this_year.saturating_add(1)];
    let days = years.into_iter().filter(|year| *year >= action_day.since_year());
    let mut planned = Vec::new();
    for day in days.filter_map(|year| Date::new(year, action_day.month(), action_day.day()).ok()) {
        for reminder in Reminder::ALL {
            let time = campaign.reminder_time(reminder);
            let Some(at) = time.and_then(|time| reminder.moment(day, time, action_day)) else { continue };
            let end = day
                .tomorrow()
                .and_then(|after| action_day.time_zone().to_timestamp(after.to_datetime(Time::midnight())));
            let expires = end.unwrap_or(at);
            let ahead = at.duration_since(now);
            if ahead <= AHEAD && -ahead <= LATE && now < expires {
                planned.push(Planned { reminder, day, at, expires });
            }
        }
    }
    planned
}

impl Alerts {
    /// Lays ready the reminders that should lie ready, each once for ever, and settles those that wait for signatures.
    /// Says how many alerts are new or changed.
    ///
    /// Where the campaign asks for signatures they stand as awaiting them, and do not go out. One that was cancelled or
    /// changed stays so.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn keep_reminders(&self, campaign: &Campaign, now: Timestamp) -> Result<usize, AlertError> {
        let mut changed = 0;
        for planned in planned(campaign, now) {
            changed += usize::from(self.lay_ready(campaign, &planned)?);
        }
        let waits = |alert: &Alert| alert.kind == Kind::Reminder && alert.state.waits();
        for alert in self.all()?.into_iter().filter(waits) {
            let act = if too_late(&alert, now).is_some() {
                Act::Cancel
            } else if alert.state == State::AwaitingSignatures
                && !self.rules.asks_for_signatures()
                && alert.is_coming_reminder()
            {
                Act::Submit
            } else {
                continue;
            };
            self.act(alert.id, act)?;
            changed += 1;
        }
        Ok(changed)
    }

    fn lay_ready(&self, campaign: &Campaign, planned: &Planned) -> Result<bool, AlertError> {
        let texts = campaign.reminder_texts(planned.reminder);
        let mark = self.mark(planned);
        self.vault.write(|writer| {
            if writer.get::<StoredReminder>(&mark)?.is_some() {
                return Ok(false);
            }
            let unsigned = self.rules.asks_for_signatures();
            let alert = Alert {
                id: AlertId::random(&mut OsRng),
                kind: Kind::Reminder,
                campaign: self.rules.campaign.clone(),
                sequence: 0,
                expires: planned.expires,
                send_at: Some(planned.at),
                languages: BTreeSet::new(),
                circles: BTreeSet::new(),
                written: texts.keys().copied().collect(),
                state: if unsigned { State::AwaitingSignatures } else { State::Scheduled },
                of: None,
                revision: 0,
                untold: false,
            };
            self.put(writer, &alert)?;
            for (language, text) in &texts {
                self.put_text(writer, alert.id, *language, text)?;
            }
            writer.put(&mark, &StoredReminder::V1(alert.id))?;
            Ok(true)
        })
    }

    /// Finds the row that says that a reminder was made.
    fn mark(&self, planned: &Planned) -> RowKey {
        let Planned { reminder, day, .. } = planned;
        let name = format!("reminder {} {day} {}", self.rules.campaign, reminder.key());
        self.vault.row_key(tables::STATE, name.as_bytes())
    }
}

/// The record in the table `state`: a reminder was made; row key: blind index of `reminder CAMPAIGN DAY KEY`.
#[derive(Serialize, Deserialize)]
enum StoredReminder {
    V1(AlertId),
}

impl Record for StoredReminder {
    const TABLE: Table = tables::STATE;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::alert::Rules;
    use crate::seal::Quorum;
    use crate::text::Language;
    use crate::vault::Vault;

    fn campaign() -> Campaign {
        Campaign::embedded("belarus-16-november").unwrap().unwrap()
    }

    fn alerts(vault: &std::sync::Arc<Vault>, required: usize) -> Alerts {
        let quorum = Quorum { signers: Vec::new(), required };
        let rules = Rules { campaign: campaign().id().to_string(), quorum, circles: Vec::new() };
        Alerts::new(std::sync::Arc::clone(vault), rules)
    }

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn each_lies_ready_three_weeks_ahead_and_until_six_hours_after() {
        let of = |now: &str| planned(&campaign(), at(now)).iter().map(|planned| planned.reminder).collect::<Vec<_>>();
        use Reminder::{DayBefore, Morning, WeekBefore};
        // In Minsk it is three hours later: 18:00 is 15:00 UTC.
        assert_eq!(of("2026-10-19T14:59:59Z"), []);
        assert_eq!(of("2026-10-19T15:00:00Z"), [WeekBefore]);
        assert_eq!(of("2026-11-09T14:00:00Z"), [WeekBefore, DayBefore, Morning]);
        assert_eq!(of("2026-11-09T21:00:00Z"), [WeekBefore, DayBefore, Morning]);
        assert_eq!(of("2026-11-09T21:00:01Z"), [DayBefore, Morning]);
        assert_eq!(of("2026-11-16T11:00:00Z"), [Morning]);
        assert_eq!(of("2026-11-16T11:00:01Z"), []);
        assert_eq!(of("2019-11-16T04:00:00Z"), [], "before the first year");
        assert_eq!(of("2020-11-16T04:00:00Z"), [Morning]);
    }

    #[test]
    fn a_reminder_is_an_alert_in_every_language_that_takes_its_number_when_it_goes_out() {
        let alerts = alerts(&Vault::in_memory(), 0);
        assert_eq!(alerts.keep_reminders(&campaign(), at("2026-11-10T12:00:00Z")).unwrap(), 2);
        let listed = alerts.list().unwrap();
        let mut times: Vec<_> = listed.iter().map(|alert| alert.send_at.unwrap().to_string()).collect();
        times.sort();
        assert_eq!(times, ["2026-11-15T15:00:00Z", "2026-11-16T05:00:00Z"]);
        for alert in &listed {
            assert_eq!((alert.kind, alert.state, alert.sequence), (Kind::Reminder, State::Scheduled, 0));
            assert_eq!(alert.written, Language::ALL.into());
        }
        let [one, other] = [listed[0].id, listed[1].id];
        alerts.write_draft(one, Language::Polish, "Jutro.", None).unwrap();
        assert_eq!(alerts.text(one, Language::Polish).unwrap().unwrap(), "Jutro.");
        alerts.act(one, Act::Start).unwrap();
        assert_eq!((alerts.find(one).unwrap().sequence, alerts.last_sequence().unwrap()), (1, 1));
        assert!(matches!(
            alerts.write_draft(one, Language::Polish, "Dziś.", None),
            Err(AlertError::State(State::Running))
        ));
        alerts.act(other, Act::Cancel).unwrap();
        assert_eq!(alerts.keep_reminders(&campaign(), at("2026-11-15T12:00:00Z")).unwrap(), 0);
        assert_eq!(alerts.find(other).unwrap().state, State::Cancelled);
    }

    #[test]
    fn where_signatures_are_asked_for_they_await_them() {
        let vault = Vault::in_memory();
        let (signed, now) = (alerts(&vault, 2), at("2026-11-15T12:00:00Z"));
        assert_eq!(signed.keep_reminders(&campaign(), now).unwrap(), 2);
        let states = || signed.list().unwrap().iter().map(|alert| alert.state).collect::<Vec<_>>();
        assert_eq!(states(), [State::AwaitingSignatures; 2]);
        // Nobody signed in time: they go, and no later change brings them back.
        assert_eq!(signed.keep_reminders(&campaign(), at("2026-11-15T21:00:01Z")).unwrap(), 1);
        assert_eq!(alerts(&vault, 0).keep_reminders(&campaign(), at("2026-11-16T04:00:00Z")).unwrap(), 1);
        let mut now = states();
        now.sort_by_key(|state| state.word());
        assert_eq!(now, [State::Cancelled, State::Scheduled]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
        /// However often the bot looks, with restarts and gaps of months, over years: one alert for a day and kind, and
        /// none for a time that was missed.
        #[test]
        fn once_for_a_day_and_kind(gaps in prop::collection::vec((1_i64..2000, any::<bool>()), 1..60)) {
            let (vault, campaign) = (Vault::in_memory(), campaign());
            let mut now = at("2026-10-01T00:00:00Z");
            let mut room = alerts(&vault, 0);
            let mut seen = BTreeMap::new();
            for (hours, restart) in gaps {
                room.keep_reminders(&campaign, now).unwrap();
                let listed = room.all().unwrap();
                let times: BTreeSet<_> = listed.iter().map(|alert| alert.send_at.unwrap()).collect();
                prop_assert_eq!(times.len(), listed.len(), "two for one time");
                for planned in planned(&campaign, now) {
                    prop_assert!(times.contains(&planned.at));
                }
                for alert in listed {
                    let first = *seen.entry(alert.id).or_insert(now);
                    prop_assert!(first < alert.expires && alert.send_at.unwrap().duration_since(first) <= AHEAD);
                }
                if restart {
                    room = alerts(&vault, 0);
                }
                now += SignedDuration::from_hours(hours);
            }
        }
    }
}
