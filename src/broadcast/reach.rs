//! Whom an alert is for: pure.

use crate::alert::{Alert, Kind};
use crate::audience::{Channel, Profile};

/// Tells whether an alert is for subscribers of a profile: its campaign, which `channel` is, their language, one of their
/// circles, and what they want.
///
/// Calls come to everyone who hears the campaign, and corrections to everyone who got what they put right.
pub fn reaches(alert: &Alert, channel: Channel, profile: &Profile) -> bool {
    let wanted = match alert.kind {
        Kind::Call | Kind::Correction | Kind::Recall | Kind::Retry => true,
        Kind::Update => profile.interests.updates,
        Kind::Reminder => profile.interests.reminders,
    };
    let invited =
        alert.circles.is_empty() || alert.circles.iter().any(|circle| profile.circles.contains(&circle.tag()));
    wanted && invited && channel.is_heard_by(profile.hears) && alert.is_for(profile.language)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;

    use super::*;
    use crate::audience::Audience;
    use crate::vault::Vault;

    /// What everybody hears who was never asked.
    fn channel() -> Channel {
        Audience::new(Vault::in_memory()).channel("ours").unwrap()
    }
    use crate::alert::{AlertId, State};
    use crate::audience::Interests;
    use crate::campaign::CircleId;
    use crate::text::Language;

    fn alert(kind: Kind) -> Alert {
        Alert {
            id: AlertId::random(&mut rand::rngs::OsRng),
            kind,
            campaign: "ours".to_owned(),
            sequence: 1,
            expires: Timestamp::MAX,
            send_at: None,
            languages: [].into(),
            circles: [].into(),
            written: [Language::English].into(),
            state: State::Running,
            of: None,
            revision: 0,
            untold: false,
        }
    }

    #[test]
    fn calls_and_corrections_always_come_and_the_rest_as_wanted() {
        let quiet =
            Profile { interests: Interests { updates: false, reminders: false }, ..Profile::new(Language::Polish) };
        let all = [Kind::Call, Kind::Update, Kind::Correction, Kind::Reminder];
        assert_eq!(all.map(|kind| reaches(&alert(kind), channel(), &quiet)), [true, false, true, false]);
        assert_eq!(all.map(|kind| reaches(&alert(kind), channel(), &Profile::new(Language::Polish))), [true; 4]);
        let news = Profile { interests: Interests { updates: true, reminders: false }, ..quiet };
        assert_eq!(all.map(|kind| reaches(&alert(kind), channel(), &news)), [true, true, true, false]);
    }

    #[test]
    fn an_alert_for_circles_is_for_their_members_only() {
        let circle = |name: &str| name.parse::<CircleId>().unwrap();
        let call = Alert { circles: [circle("medics"), circle("port")].into(), ..alert(Kind::Call) };
        let of = |names: &[&str]| Profile {
            circles: names.iter().map(|name| circle(name).tag()).collect(),
            ..Profile::new(Language::Polish)
        };
        assert!(!reaches(&call, channel(), &of(&[])) && !reaches(&call, channel(), &of(&["drivers"])));
        assert!(
            reaches(&call, channel(), &of(&["port"])) && reaches(&call, channel(), &of(&["drivers", "medics", "port"]))
        );
        let in_german = Alert { languages: [Language::German].into(), ..call };
        assert!(!reaches(&in_german, channel(), &of(&["port"])));
    }
}
