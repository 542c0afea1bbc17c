//! The button codec: what a button's data means, as a value.
//!
//! A pressed button proves nothing: a client can send any data. So data becomes a [`Press`] or nothing, and whoever
//! handles it checks again who may do it. Words joined by dots, at most 64 bytes (Bot API, `InlineKeyboardButton`).

mod desk;

use std::fmt;

pub use self::desk::{Deed, DeskPress, Matter};
use crate::alert::AlertId;
use crate::audience::{Hours, InviteCode};
use crate::campaign::{CircleTag, Day, Kind};
use crate::pledge::{LetterId, Sort};
use crate::text::Language;

/// The longest data that Telegram takes, in bytes.
pub const DATA_MAX: usize = 64;

/// What a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Get calls.
    Subscribe,
    /// Get no more calls.
    Stop,
    /// Show the languages.
    Languages,
    /// Choose this one.
    Language(Language),
    /// Show all demands, in a message of their own.
    Demands,
    /// Turn back to all demands.
    AllDemands,
    /// Turn to the demand of this place, from 0.
    Demand(u16),
    /// Show the action day.
    Day,
    /// Show how one can stand up.
    Support,
    /// Pledge this kind.
    Pledge(Kind),
    /// Pledge this kind to this version of the statement; the first has [`Press::Pledge`].
    PledgeFor(u32, Kind),
    /// Let a pledge hold for this version of the statement too.
    Renew(u32),
    /// Show how one can write sealed.
    Seal,
    /// Say what a sealed letter is.
    Letter(LetterId, Sort),
    /// Pledge this kind, under an alert.
    PledgeTo(AlertId, Kind),
    /// Ask whether to withdraw.
    WithdrawAsk,
    /// Withdraw.
    Withdraw,
    /// Leave the pledge as it is.
    Keep,
    /// Show the pledge's receipt.
    Receipt,
    /// Hear how the count goes.
    CountHear,
    /// Hear it no longer.
    CountStop,
    /// Show the count in a pop-up.
    Count,
    /// Ask no more.
    Cancel,
    /// Show who sees what.
    Privacy,
    /// Erase everything; counts on the day of the question and the day after.
    Forget(Day),
    /// Show the text of a discreet alert.
    Show(AlertId),
    /// Hide it again.
    Hide(AlertId),
    /// Join the circle of an invitation.
    Join(InviteCode),
    /// Leave a circle.
    LeaveCircle(CircleTag),
    /// Give manifest, signatures and text of a call as files.
    Proof(AlertId),
    /// Show how alerts reach the person.
    Hearing,
    /// Let them reach the person so.
    Hear(Choice),
    /// Something at the desk.
    Desk(DeskPress),
}

/// One of the choices of how alerts reach a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// As a neutral line, or openly.
    Discreet(bool),
    /// Deleted after a while, or not.
    Disappear(Option<Hours>),
    /// With news, or without.
    Updates(bool),
    /// With reminders, or without.
    Reminders(bool),
}

impl Press {
    /// Reads a button's data; `None` for anything that this version does not write.
    pub fn parse(data: &str) -> Option<Self> {
        if data.len() > DATA_MAX {
            return None;
        }
        let mut words = data.split('.');
        let press = match words.next()? {
            "subscribe" => Self::Subscribe,
            "stop" => Self::Stop,
            "languages" => Self::Languages,
            "language" => Self::Language(Language::from_code(words.next()?)?),
            "demands" => Self::Demands,
            "all-demands" => Self::AllDemands,
            "demand" => Self::Demand(words.next()?.parse().ok()?),
            "day" => Self::Day,
            "support" => Self::Support,
            "pledge" => Self::Pledge(Kind::from_code(words.next()?)?),
            "call" => Self::PledgeTo(words.next()?.parse().ok()?, Kind::from_code(words.next()?)?),
            "statement" => Self::PledgeFor(words.next()?.parse().ok()?, Kind::from_code(words.next()?)?),
            "renew" => Self::Renew(words.next()?.parse().ok()?),
            "seal" => Self::Seal,
            "letter" => Self::Letter(
                words.next()?.parse().ok()?,
                match words.next()? {
                    "pledge" => Sort::Pledge,
                    "message" => Sort::Message,
                    _ => return None,
                },
            ),
            "withdraw-ask" => Self::WithdrawAsk,
            "withdraw" => Self::Withdraw,
            "keep" => Self::Keep,
            "receipt" => Self::Receipt,
            "count-hear" => Self::CountHear,
            "count-stop" => Self::CountStop,
            "count" => Self::Count,
            "cancel" => Self::Cancel,
            "privacy" => Self::Privacy,
            "forget" => Self::Forget(Day(words.next()?.parse().ok()?)),
            "show" => Self::Show(words.next()?.parse().ok()?),
            "hide" => Self::Hide(words.next()?.parse().ok()?),
            "join" => Self::Join(words.next()?.parse().ok()?),
            "leave-circle" => Self::LeaveCircle(words.next()?.parse().ok()?),
            "proof" => Self::Proof(words.next()?.parse().ok()?),
            "hearing" => Self::Hearing,
            "hear" => Self::Hear(Choice::parse(&mut words)?),
            "desk" => Self::Desk(DeskPress::parse(&mut words)?),
            _ => return None,
        };
        // Exactly what is written here and nothing more: `+1` or `01` are not numbers of ours.
        (words.next().is_none() && press.to_string() == data).then_some(press)
    }
}

impl Choice {
    fn parse<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<Self> {
        let what = words.next()?;
        let value = words.next()?;
        let is_on = || match value {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        Some(match what {
            "discreet" => Self::Discreet(is_on()?),
            "disappear" if value == "never" => Self::Disappear(None),
            "disappear" => Self::Disappear(Some(Hours::new(value.parse().ok()?)?)),
            "updates" => Self::Updates(is_on()?),
            "reminders" => Self::Reminders(is_on()?),
            _ => return None,
        })
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |on: &bool| if *on { "on" } else { "off" };
        match self {
            Self::Discreet(on) => write!(f, "discreet.{}", word(on)),
            Self::Disappear(None) => f.write_str("disappear.never"),
            Self::Disappear(Some(hours)) => write!(f, "disappear.{}", hours.get()),
            Self::Updates(on) => write!(f, "updates.{}", word(on)),
            Self::Reminders(on) => write!(f, "reminders.{}", word(on)),
        }
    }
}

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Subscribe => f.write_str("subscribe"),
            Self::Stop => f.write_str("stop"),
            Self::Languages => f.write_str("languages"),
            Self::Language(language) => write!(f, "language.{}", language.code()),
            Self::Demands => f.write_str("demands"),
            Self::AllDemands => f.write_str("all-demands"),
            Self::Demand(place) => write!(f, "demand.{place}"),
            Self::Day => f.write_str("day"),
            Self::Support => f.write_str("support"),
            Self::Pledge(kind) => write!(f, "pledge.{}", kind.code()),
            Self::PledgeTo(alert, kind) => write!(f, "call.{alert}.{}", kind.code()),
            Self::PledgeFor(version, kind) => write!(f, "statement.{version}.{}", kind.code()),
            Self::Renew(version) => write!(f, "renew.{version}"),
            Self::Seal => f.write_str("seal"),
            Self::Letter(id, Sort::Pledge) => write!(f, "letter.{id}.pledge"),
            Self::Letter(id, _) => write!(f, "letter.{id}.message"),
            Self::WithdrawAsk => f.write_str("withdraw-ask"),
            Self::Withdraw => f.write_str("withdraw"),
            Self::Keep => f.write_str("keep"),
            Self::Receipt => f.write_str("receipt"),
            Self::CountHear => f.write_str("count-hear"),
            Self::CountStop => f.write_str("count-stop"),
            Self::Count => f.write_str("count"),
            Self::Cancel => f.write_str("cancel"),
            Self::Privacy => f.write_str("privacy"),
            Self::Forget(day) => write!(f, "forget.{}", day.0),
            Self::Show(alert) => write!(f, "show.{alert}"),
            Self::Hide(alert) => write!(f, "hide.{alert}"),
            Self::Join(code) => write!(f, "join.{code}"),
            Self::LeaveCircle(circle) => write!(f, "leave-circle.{circle}"),
            Self::Proof(alert) => write!(f, "proof.{alert}"),
            Self::Hearing => f.write_str("hearing"),
            Self::Hear(choice) => write!(f, "hear.{choice}"),
            Self::Desk(press) => write!(f, "desk.{press}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use proptest::sample::select;
    use rand::{SeedableRng as _, rngs::StdRng};

    use super::*;
    use crate::alert::Kind as AlertKind;
    use crate::audit::Number;

    fn press() -> impl Strategy<Value = Press> {
        let id = any::<u64>().prop_map(|seed| AlertId::random(&mut StdRng::seed_from_u64(seed)));
        let kind = || select(Kind::ALL.to_vec());
        let language = || select(Language::ALL.to_vec());
        prop_oneof![
            select(vec![
                Press::Subscribe,
                Press::Stop,
                Press::Languages,
                Press::Demands,
                Press::Day,
                Press::Support,
                Press::WithdrawAsk,
                Press::Withdraw,
                Press::Keep,
                Press::Receipt,
                Press::CountHear,
                Press::CountStop,
                Press::Count,
                Press::Cancel,
                Press::AllDemands,
                Press::Privacy,
                Press::Seal,
                Press::Hearing,
                Press::Desk(DeskPress::Home),
                Press::Desk(DeskPress::New),
                Press::Desk(DeskPress::Alerts),
                Press::Desk(DeskPress::Wipe),
                Press::Desk(DeskPress::Chart),
                Press::Desk(DeskPress::Organisers),
            ]),
            language().prop_map(Press::Language),
            (any::<u32>(), kind()).prop_map(|(version, kind)| Press::PledgeFor(version, kind)),
            any::<u32>().prop_map(Press::Renew),
            (any::<u64>(), any::<bool>()).prop_map(|(seed, pledge)| {
                let id = LetterId::random(&mut StdRng::seed_from_u64(seed));
                Press::Letter(id, if pledge { Sort::Pledge } else { Sort::Message })
            }),
            (id.clone(), any::<bool>()).prop_map(|(id, show)| if show { Press::Show(id) } else { Press::Hide(id) }),
            any::<bool>().prop_flat_map(|on| {
                select(vec![Choice::Discreet(on), Choice::Updates(on), Choice::Reminders(on)]).prop_map(Press::Hear)
            }),
            select(vec![None, Hours::new(1), Hours::new(24), Hours::new(47)])
                .prop_map(|hours| Press::Hear(Choice::Disappear(hours))),
            id.clone().prop_map(Press::Proof),
            any::<u64>().prop_map(|seed| Press::Join(InviteCode::random(&mut StdRng::seed_from_u64(seed)))),
            "[a-z]{1,9}".prop_map(|name| Press::LeaveCircle(name.parse::<crate::campaign::CircleId>().unwrap().tag())),
            "[a-z]{1,9}".prop_map(|name| Press::Desk(DeskPress::Invite(
                name.parse::<crate::campaign::CircleId>().unwrap().tag()
            ))),
            any::<u16>().prop_map(Press::Demand),
            kind().prop_map(Press::Pledge),
            any::<i32>().prop_map(|day| Press::Forget(Day(day))),
            (id.clone(), kind()).prop_map(|(id, kind)| Press::PledgeTo(id, kind)),
            select(AlertKind::NEW.to_vec()).prop_map(|kind| Press::Desk(DeskPress::Begin(kind))),
            (id.clone(), language()).prop_map(|(id, language)| Press::Desk(DeskPress::Write(id, language))),
            (select(Deed::ALL.to_vec()), id.clone(), any::<u32>())
                .prop_map(|(deed, id, once)| Press::Desk(DeskPress::Do(deed, id, once))),
            (select(Deed::ALL.to_vec()), id.clone()).prop_map(|(deed, id)| Press::Desk(DeskPress::Ask(deed, id))),
            any::<u32>().prop_map(|once| Press::Desk(DeskPress::WipeNow(once))),
            (select(Matter::ALL.to_vec()), any::<u32>(), any::<u32>()).prop_flat_map(|(matter, about, once)| {
                let about = Number(about);
                select(vec![DeskPress::AskAbout(matter, about), DeskPress::DoAbout(matter, about, once)])
                    .prop_map(Press::Desk)
            }),
            (id.clone(), any::<i64>()).prop_map(|(id, seconds)| Press::Desk(DeskPress::At(id, seconds))),
            (
                id,
                select(vec![
                    DeskPress::Draft,
                    DeskPress::Preview,
                    DeskPress::Test,
                    DeskPress::When,
                    DeskPress::AtOnce,
                    DeskPress::Correct,
                    DeskPress::ToSign,
                    DeskPress::Alert,
                    DeskPress::Pause,
                ])
            )
                .prop_map(|(id, make)| Press::Desk(make(id))),
        ]
    }

    proptest! {
        #[test]
        fn a_button_means_what_was_written(press in press()) {
            let data = press.to_string();
            prop_assert!((1..=DATA_MAX).contains(&data.len()));
            prop_assert_eq!(Press::parse(&data), Some(press));
        }

        #[test]
        fn forged_data_is_nothing_or_written_the_same_way(data in "[a-z0-9.+-]{0,70}|\\PC{0,30}|(desk|call|forget|demand|show|hear)\\.[a-z0-9.]{0,40}") {
            if let Some(press) = Press::parse(&data) {
                prop_assert_eq!(press.to_string(), data);
            }
        }
    }
}
