//! What buttons at the desk ask for.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::alert::{AlertId, Kind as AlertKind};
use crate::audit::Number;
use crate::campaign::CircleTag;
use crate::text::Language;

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
    /// Show how subscriptions and pledges went, as a picture.
    Chart,
    /// List organisers, by number.
    Organisers,
    /// Ask whether to do something about an organiser's account.
    AskAbout(Matter, Number),
    /// Do it; the last number is good for one press.
    DoAbout(Matter, Number, u32),
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
    /// Approve what another organiser proposes, once it was shown.
    Approve,
    /// Make a draft again of what another organiser proposes.
    Reject,
    /// Make a draft again of an alert that waits: its approvals and signatures are lost.
    Reopen,
    /// Let a paused alert go on: what is sent is sent.
    Resume,
}

/// What is done about an organiser's account, and so is asked once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Matter {
    /// Report it as lost: it is suspended.
    Lost,
    /// Confirm that it is still theirs.
    Vouch,
}

impl Matter {
    /// Lists all.
    pub const ALL: [Self; 2] = [Self::Lost, Self::Vouch];

    fn word(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Vouch => "vouch",
        }
    }
}

impl Deed {
    /// Lists all.
    pub const ALL: [Self; 9] = [
        Self::Send,
        Self::Discard,
        Self::Cancel,
        Self::Recall,
        Self::Retry,
        Self::Approve,
        Self::Reject,
        Self::Reopen,
        Self::Resume,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Discard => "discard",
            Self::Cancel => "cancel",
            Self::Recall => "recall",
            Self::Retry => "retry",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Reopen => "reopen",
            Self::Resume => "resume",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.word() == word)
    }
}

impl DeskPress {
    pub(super) fn parse<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<Self> {
        let verb = words.next()?;
        if let Some(matter) = Matter::ALL.into_iter().find(|matter| verb.strip_suffix("-ask") == Some(matter.word())) {
            return Some(Self::AskAbout(matter, Number(words.next()?.parse().ok()?)));
        }
        if let Some(matter) = Matter::ALL.into_iter().find(|matter| verb == matter.word()) {
            let about = Number(words.next()?.parse().ok()?);
            return Some(Self::DoAbout(matter, about, u32::from_str_radix(words.next()?, 16).ok()?));
        }
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
            "at" => Self::At(id()?, words.next()?.parse().ok()?),
            "alert" => Self::Alert(id()?),
            "pause" => Self::Pause(id()?),
            "chart" => Self::Chart,
            "organisers" => Self::Organisers,
            "write" => Self::Write(id()?, Language::from_code(words.next()?)?),
            verb => match verb.strip_suffix("-ask") {
                Some(deed) => Self::Ask(Deed::from_word(deed)?, id()?),
                None => Self::Do(Deed::from_word(verb)?, id()?, u32::from_str_radix(words.next()?, 16).ok()?),
            },
        })
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
            Self::Ask(deed, id) => write!(f, "{}-ask.{id}", deed.word()),
            Self::Do(deed, id, once) => write!(f, "{}.{id}.{once:08x}", deed.word()),
            Self::Alert(id) => write!(f, "alert.{id}"),
            Self::Pause(id) => write!(f, "pause.{id}"),
            Self::Chart => f.write_str("chart"),
            Self::Organisers => f.write_str("organisers"),
            Self::AskAbout(matter, Number(about)) => write!(f, "{}-ask.{about}", matter.word()),
            Self::DoAbout(matter, Number(about), once) => write!(f, "{}.{about}.{once:08x}", matter.word()),
        }
    }
}
