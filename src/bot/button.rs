//! The button codec: what a button's data means, as a value.
//!
//! A pressed button proves nothing: a client can send any data. So data becomes a [`Press`] or nothing, and whoever
//! handles it checks again who may do it. Words joined by dots, at most 64 bytes (Bot API, `InlineKeyboardButton`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::alert::{AlertId, Kind as AlertKind};
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

/// What a button at the desk asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskPress {
    /// Show the totals.
    Home,
    /// Choose the kind of a new alert.
    New,
    /// Begin a draft.
    Begin(AlertKind),
    /// Show a draft.
    Draft(AlertId),
    /// Write a draft's text in this language.
    Write(AlertId, Language),
    /// Show a draft as subscribers will see it.
    Preview(AlertId),
    /// Send a draft to the organiser alone, as it would arrive.
    Test(AlertId),
    /// Ask when a draft shall go out.
    When(AlertId),
    /// Let it go out at this time, in seconds since 1970.
    At(AlertId, i64),
    /// Let it go out as soon as it is submitted.
    AtOnce(AlertId),
    /// Begin the correction of an alert.
    Correct(AlertId),
    /// Give what is to be signed of an alert as files.
    ToSign(AlertId),
    /// Make a draft again of an alert that waits for signatures.
    Reopen(AlertId),
    /// Ask whether to do what can't be undone.
    Ask(Deed, AlertId),
    /// Do it; the number is good for one press.
    Do(Deed, AlertId, u32),
    /// List circles.
    Circles,
    /// Make an invitation to a circle.
    Invite(CircleTag),
    /// List alerts.
    Alerts,
    /// Show how an alert stands.
    Alert(AlertId),
    /// Pause it.
    Pause(AlertId),
    /// Go on.
    Resume(AlertId),
    /// Ask whether to wipe everything.
    Wipe,
    /// Agree to it; the number is good for one press.
    WipeNow(u32),
}

/// What can't be undone, and so is asked once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// Let a draft go out, or correct an alert by it.
    Send,
    /// Throw a draft away.
    Discard,
    /// Stop an alert for good.
    Cancel,
    /// Delete what was delivered.
    Recall,
    /// Send again to those whom it failed to reach.
    Retry,
}

impl Deed {
    /// Lists all.
    pub const ALL: [Self; 5] = [Self::Send, Self::Discard, Self::Cancel, Self::Recall, Self::Retry];

    fn word(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Discard => "discard",
            Self::Cancel => "cancel",
            Self::Recall => "recall",
            Self::Retry => "retry",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.word() == word)
    }
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

impl DeskPress {
    fn parse<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<Self> {
        let verb = words.next()?;
        let mut id = || words.next()?.parse().ok();
        Some(match verb {
            "home" => Self::Home,
            "new" => Self::New,
            "alerts" => Self::Alerts,
            "circles" => Self::Circles,
            "invite" => Self::Invite(words.next()?.parse().ok()?),
            "wipe" => Self::Wipe,
            "wipe-now" => Self::WipeNow(u32::from_str_radix(words.next()?, 16).ok()?),
            "begin" => Self::Begin(AlertKind::from_word(words.next()?)?),
            "draft" => Self::Draft(id()?),
            "preview" => Self::Preview(id()?),
            "test" => Self::Test(id()?),
            "when" => Self::When(id()?),
            "at-once" => Self::AtOnce(id()?),
            "correct" => Self::Correct(id()?),
            "to-sign" => Self::ToSign(id()?),
            "reopen" => Self::Reopen(id()?),
            "at" => Self::At(id()?, words.next()?.parse().ok()?),
            "alert" => Self::Alert(id()?),
            "pause" => Self::Pause(id()?),
            "resume" => Self::Resume(id()?),
            "write" => Self::Write(id()?, Language::from_code(words.next()?)?),
            verb => match verb.strip_suffix("-ask") {
                Some(deed) => Self::Ask(Deed::from_word(deed)?, id()?),
                None => Self::Do(Deed::from_word(verb)?, id()?, u32::from_str_radix(words.next()?, 16).ok()?),
            },
        })
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

impl fmt::Display for DeskPress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("home"),
            Self::New => f.write_str("new"),
            Self::Alerts => f.write_str("alerts"),
            Self::Circles => f.write_str("circles"),
            Self::Invite(circle) => write!(f, "invite.{circle}"),
            Self::Wipe => f.write_str("wipe"),
            Self::WipeNow(once) => write!(f, "wipe-now.{once:x}"),
            Self::Begin(kind) => write!(f, "begin.{}", kind.word()),
            Self::Draft(id) => write!(f, "draft.{id}"),
            Self::Write(id, language) => write!(f, "write.{id}.{}", language.code()),
            Self::Preview(id) => write!(f, "preview.{id}"),
            Self::Test(id) => write!(f, "test.{id}"),
            Self::When(id) => write!(f, "when.{id}"),
            Self::At(id, seconds) => write!(f, "at.{id}.{seconds}"),
            Self::AtOnce(id) => write!(f, "at-once.{id}"),
            Self::Correct(id) => write!(f, "correct.{id}"),
            Self::ToSign(id) => write!(f, "to-sign.{id}"),
            Self::Reopen(id) => write!(f, "reopen.{id}"),
            Self::Ask(deed, id) => write!(f, "{}-ask.{id}", deed.word()),
            Self::Do(deed, id, once) => write!(f, "{}.{id}.{once:08x}", deed.word()),
            Self::Alert(id) => write!(f, "alert.{id}"),
            Self::Pause(id) => write!(f, "pause.{id}"),
            Self::Resume(id) => write!(f, "resume.{id}"),
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
                    DeskPress::Reopen,
                    DeskPress::Alert,
                    DeskPress::Pause,
                    DeskPress::Resume,
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
