//! An alert file to edit.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::alert::TEXT_MAX;
use crate::campaign::{Campaign, CircleId};
use crate::seal::Salt;

/// Writes an alert file with everything but its text: as it is, it is refused, so that no example is ever sent.
///
/// It expires at the end of the next day, in the campaign's time zone.
pub(in crate::cli) fn alert_file(campaign: &Campaign, sequence: u64, now: Timestamp) -> String {
    let zone = campaign.action_day().time_zone();
    let id = campaign.id().as_str();
    let expires = midnight_after(now, 2, zone);
    let send_at = midnight_after(now, 1, zone);
    let texts: String = campaign.languages().map(|language| format!("# {} = \"…\"\n", language.code())).collect();
    format!(
        r#"# An alert: what is said, to whom, until when. Write its text, then: klich alert send FILE
kind = "call"                 # "call" asks to stand up; "update" and "reminder" tell
campaign = "{id}"
sequence = {sequence}                  # higher than that of every alert before
expires = {expires}     # nothing goes out from then on
# send_at = {send_at}   # leave it out to send at once

[audience]
languages = []                # such as ["be", "ru"]; empty is everyone
circles = []                  # names of campaign.toml's circles; empty is everyone

# At most {TEXT_MAX} characters each. Remove the # of a language and write; a subscriber whose language is not written
# reads another of these. Several lines stand between three quotation marks: en = """…"""
[text]
{texts}"#
    )
}

/// Writes the file of an alert that is to be sealed for a circle, likewise without its text.
pub(super) fn sealed_file(
    campaign: &Campaign,
    circle: &CircleId,
    salt: &Salt,
    sequence: u64,
    now: Timestamp,
) -> String {
    let zone = campaign.action_day().time_zone();
    let (id, circle, salt) = (campaign.id().as_str(), circle.as_str(), salt.as_str());
    let expires = midnight_after(now, 2, zone);
    let texts: String = campaign.languages().map(|language| format!("# {} = \"…\"\n", language.code())).collect();
    format!(
        r#"# An alert that is sealed for a circle: its members' devices open it, and no server reads it. Write its text, have it
# signed, then: klich alert seal FILE. `klich alert send` takes what that writes, and refuses this file.
kind = "call"                 # "call" asks to stand up; "update" and "reminder" tell
campaign = "{id}"
sequence = {sequence}                  # higher than that of every alert before
expires = {expires}     # nothing goes out, and nothing is shown, from then on
salt = "{salt}"   # signed below each text, so that nobody finds it out by trying

[audience]
circles = ["{circle}"]

# At most {TEXT_MAX} characters each. Remove the # of a language and write. A short text in one or two languages fits a button;
# a longer one comes as a file, which members open on the campaign's page.
[text]
{texts}"#
    )
}

/// Writes the file of a correction, likewise without its text.
pub(super) fn correction_file(campaign: &Campaign, sequence: u64, now: Timestamp) -> String {
    let zone = campaign.action_day().time_zone();
    let id = campaign.id().as_str();
    let expires = midnight_after(now, 2, zone);
    let texts: String = campaign.languages().map(|language| format!("# {} = \"…\"\n", language.code())).collect();
    format!(
        r#"# A correction: new text in the place of what was delivered. Write it, then: klich alert correct ID FILE
kind = "correction"
campaign = "{id}"
sequence = {sequence}                  # higher than that of every alert before
expires = {expires}     # nothing is corrected from then on

# At most {TEXT_MAX} characters each. What was delivered in a language that has no new text here stays as it is.
[text]
{texts}"#
    )
}

fn midnight_after(now: Timestamp, days: i64, zone: &TimeZone) -> String {
    let date = zone.to_datetime(now).date().saturating_add(days.days());
    match date.to_zoned_datetime(zone.clone()) {
        Ok(midnight) => midnight.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        // A zone without that midnight in it does not exist in the tz database's present rules.
        Err(_) => now.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::alert::AlertFile;

    #[test]
    fn lacks_nothing_but_its_text() {
        let campaign = Campaign::embedded("belarus-16-november").unwrap().unwrap_or_else(|_| panic!("it is sound"));
        let text = alert_file(&campaign, 7, "2026-11-14T22:30:00Z".parse().unwrap());
        let mistakes = AlertFile::parse(&text).err().unwrap();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert!(mistakes[0].what.contains("[text]"), "{mistakes:?}");

        let file = AlertFile::parse(&text.replace("# en = \"…\"", "en = \"Now\"")).ok().unwrap();
        assert_eq!((file.sequence, file.campaign.as_str()), (7, "belarus-16-november"));
        // 01:30 on the 15th in Minsk: the end of the 16th.
        assert_eq!(file.expires.to_string(), "2026-11-16T21:00:00Z");
        assert_eq!(file.send_at, None);
        let correction = correction_file(&campaign, 8, "2026-11-14T22:30:00Z".parse().unwrap());
        assert_eq!(AlertFile::parse_correction(&correction).err().unwrap().len(), 1);
        let correction = correction.replace("# en = \"…\"", "en = \"Now\"");
        assert_eq!(AlertFile::parse_correction(&correction).ok().unwrap().sequence, 8);
        let circle: CircleId = "medics".parse().unwrap();
        let sealed = sealed_file(
            &campaign,
            &circle,
            &Salt::random(&mut rand::rngs::OsRng),
            8,
            "2026-11-14T22:30:00Z".parse().unwrap(),
        );
        assert_eq!(AlertFile::parse(&sealed).err().unwrap().len(), 1);
        assert!(AlertFile::is_to_be_sealed(&sealed) && !AlertFile::is_to_be_sealed(&text));
        let sealed = AlertFile::parse(&sealed.replace("# en = \"…\"", "en = \"Now\"")).ok().unwrap();
        assert!(sealed.salt.is_some() && sealed.circles == [circle].into());
        let timed = text.replace("# en = \"…\"", "en = \"Now\"").replace("# send_at", "send_at");
        assert!(AlertFile::parse(&timed).is_ok());
    }
}
