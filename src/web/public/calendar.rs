//! The action day for calendars: once, and every year.
//!
//! Source: RFC 5545; RFC 7986 for the feed's name and how often it is worth asking again.

use icalendar::{Calendar, Component as _, Event, Property};
use jiff::civil::Date;

use super::view::Facts;
use crate::text::Language;

/// Makes a calendar with one day, for those who put it down once.
pub fn one_day(facts: &Facts, language: Language, day: Date) -> String {
    let mut event = event(facts, language, day);
    event.uid(&format!("{day}.{}", name(facts)));
    calendar(facts, language).push(event.done()).done().to_string()
}

/// Makes a calendar with the day that comes back every year, for those who subscribe to it.
pub fn every_year(facts: &Facts, language: Language) -> String {
    let action_day = facts.campaign.action_day();
    let first = Date::new(action_day.since_year(), action_day.month(), action_day.day());
    // Every year has the day: `ActionDay::new` has seen to it.
    let mut event = event(facts, language, first.unwrap_or(Date::ZERO));
    event.uid(&format!("yearly.{}", name(facts))).append_property(Property::new("RRULE", "FREQ=YEARLY"));
    let mut calendar = calendar(facts, language);
    let weekly = Property::new("REFRESH-INTERVAL", "P1W").add_parameter("VALUE", "DURATION").done();
    calendar.append_property(weekly).push(event.done()).done().to_string()
}

/// Ends every id: the same day has the same one wherever it comes from, so that a calendar knows it again.
fn name(facts: &Facts) -> String {
    format!("{}.klich", facts.campaign.id())
}

fn calendar(facts: &Facts, language: Language) -> Calendar {
    let mut calendar = Calendar::empty();
    let version = Property::new("VERSION", "2.0");
    calendar
        .append_property(version)
        .append_property(Property::new("PRODID", "-//klich//day of action//EN"))
        .append_property(Property::new("CALSCALE", "GREGORIAN"))
        .name(&facts.campaign.title(language));
    calendar
}

fn event(facts: &Facts, language: Language, day: Date) -> Event {
    let compact = |date: Date| date.strftime("%Y%m%d").to_string();
    let date = |key: &str, date: Date| Property::new(key, compact(date)).add_parameter("VALUE", "DATE").done();
    let campaign = &facts.campaign;
    let mut event = Event::new();
    event
        .append_property(date("DTSTART", day))
        // The day after is where a whole day ends.
        .append_property(date("DTEND", day.tomorrow().unwrap_or(day)))
        // The same for everybody and at any time: nobody learns when it was fetched.
        .append_property(Property::new("DTSTAMP", format!("{}T000000Z", compact(day))))
        .append_property(Property::new("TRANSP", "TRANSPARENT"))
        .summary(&campaign.day_title(language))
        .description(&campaign.day_text(language).visible());
    if let Some(address) = &facts.address {
        event.url(&format!("{address}/{}/", language.code()));
    }
    event
}
