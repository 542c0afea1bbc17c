//! Reports of people, as totals: subscribers, pledges, circles, letters, erasures.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Masked;

/// `circles list`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circles {
    /// People by circle; null under [`super::GROUP_MIN`].
    pub members: BTreeMap<String, Option<u64>>,
    /// Invitations that nobody has taken yet, by circle.
    pub invitations: BTreeMap<String, u64>,
}

/// `circles devices`: keys without names.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircleDevices {
    /// The circle's name.
    pub circle: String,
    /// The campaign's id.
    pub campaign: String,
    /// As many as one answer holds, sorted. Where the circle has few, keys that nobody has are among them.
    pub devices: Vec<String>,
    /// Whether more come behind the last of them.
    pub more: bool,
    /// Members who have given no key; null under [`super::GROUP_MIN`].
    pub keyless: Option<u64>,
}

/// Prints the type only.
impl fmt::Debug for CircleDevices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CircleDevices")
    }
}

/// `circles invite`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The circle's name.
    pub circle: String,
    /// The last day on which they are good.
    pub until: String,
    /// A link for each person; where the bot's name is not known, only what follows `?start=`.
    pub links: Vec<String>,
}

/// Prints the type only: whoever has a link may join.
impl fmt::Debug for Invited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Invited")
    }
}

/// `pledges tally`: one petition's totals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// People who pledged; exact.
    pub total: u64,
    /// People by what they pledged; one person may be in several. `sealed` is a pledge that only organisers can read.
    pub by_kind: Masked,
    /// People by the language that they pledged in.
    pub by_language: Masked,
    /// People by the version of the statement that their pledge is for; left out where it never changed.
    #[serde(default, skip_serializing_if = "Masked::is_empty")]
    pub by_statement: Masked,
    /// Signatures on paper, which are not in `total`; left out where there are none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub paper: u64,
    /// Pledges from another list, which are not in `total`; left out where there are none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub imported: u64,
    /// The day on which the petition was closed; left out while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
}

/// `pledges export`: which sealed letters there are in one shard.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterIds {
    /// In an order that tells nothing.
    pub ids: Vec<String>,
}

/// `pledges export`: sealed letters, at least one of those asked for that are still there.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedLetters {
    /// By id, each as base64url behind `k1.`; those that are gone are null.
    pub letters: BTreeMap<String, Option<String>>,
}

/// Prints the type only.
impl fmt::Debug for SealedLetters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedLetters")
    }
}

/// What became of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bringing {
    /// It is in the person's chat.
    Delivered,
    /// It may be: Telegram's answer was lost.
    Uncertain,
    /// The same reply was brought before, and was not sent again.
    Before,
    /// There is no such letter any more: withdrawn, erased, or of another campaign's bot.
    Gone,
    /// The person has blocked the bot or is gone.
    Unreachable,
    /// It was not sent; later it may be.
    NotSent,
    /// Telegram refused it.
    Refused,
}

/// `pledges deliver`: what became of one reply. Tells nothing of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// The letter's id.
    pub id: String,
    /// What became of it.
    pub outcome: Bringing,
    /// Whether it went as a file: too long for a button, or there is no page.
    pub as_file: bool,
}

/// `stats`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// People who asked for calls; exact.
    pub subscribers: u64,
    /// Them by language.
    pub by_language: Masked,
    /// People who pledged; exact.
    pub pledges: u64,
    /// Those who hear each campaign, and those who pledged to it; absent where the bot serves one. Who pledged to two counts
    /// twice in `pledges`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_campaign: BTreeMap<String, CampaignTotals>,
    /// Alerts that were accepted; drafts and reminders to come are not counted.
    pub alerts: u64,
    /// People who opened the bot by a link, by the link's place, absent before the first; `other` are links that the campaign does not know.
    #[serde(default, skip_serializing_if = "Masked::is_empty")]
    pub sources: Masked,
    /// Erasures so far, absent before the first.
    #[serde(default, skip_serializing_if = "Erased::is_none")]
    pub erased: Erased,
}

/// One campaign's part of [`Stats`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignTotals {
    /// People who hear it; null under [`super::GROUP_MIN`].
    pub subscribers: Option<u64>,
    /// People who pledged; exact.
    pub pledges: u64,
}

/// `check --retention`: what goes by itself at the next look, once a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// People who could not be reached for as long as was set.
    pub unreachable: u64,
    /// Pledges that were kept for as long as was set.
    pub pledges: u64,
}

/// How many were erased so far; nobody of them is named anywhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// People who asked to be forgotten.
    pub asked: u64,
    /// People who could not be reached.
    pub unreachable: u64,
    /// Pledges whose time was over.
    pub pledges: u64,
}

fn is_none(count: &u64) -> bool {
    *count == 0
}

impl Erased {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
