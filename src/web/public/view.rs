//! What the public page shows, as values: what never changes while klich runs, and what does.

use std::sync::Arc;

use jiff::civil::Date;

use crate::campaign::{Campaign, NextActionDay};
use crate::seal::Fingerprint;
use crate::text::{Language, Message, Texts};

/// What stays as it is while klich runs.
pub struct Facts {
    /// The campaign.
    pub campaign: Arc<Campaign>,
    /// Every text.
    pub texts: Arc<Texts>,
    /// The fingerprint of the campaign's keys; `None` where it has no signers and no recipients.
    pub keys: Option<Fingerprint>,
    /// Whether calls go out with signatures only.
    pub signed: bool,
    /// Where the outside finds the page, without a slash at its end; `None` where that is not known.
    pub address: Option<String>,
    /// What links to the bot begin with that name the campaign; `None` for the first one.
    pub start: Option<String>,
}

/// What changes: totals and days, and never anything about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    /// How many people have pledged; `None` where it can't be read just now.
    pub pledges: Option<u64>,
    /// The bot's name without its `@`; `None` until Telegram has told it.
    pub bot: Option<String>,
    /// The action day that comes next.
    pub day: NextActionDay,
    /// The newest root of the public list; `None` before the first day with a pledge is over.
    pub root: Option<Root>,
    /// The day on which the petition was closed; `None` while it is open.
    pub closed: Option<Date>,
    /// Signatures on paper, which are not among the pledges.
    pub paper: u64,
    /// Pledges from another list, which are not among them either.
    pub imported: u64,
}

/// The public list of the count at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The day that ended.
    pub day: Date,
    /// How many lines there were.
    pub size: u64,
    /// How many pledges stood.
    pub pledges: u64,
    /// The root in hex digits.
    pub root: String,
}

/// What a receipt comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// This is no receipt.
    Malformed,
    /// No line has it.
    Unknown,
    /// It is counted, and joins the list after midnight.
    Today,
    /// It was counted, and its pledge withdrawn.
    Withdrawn,
    /// It is listed.
    Listed {
        /// The day in which its line joined.
        joined: Date,
        /// The line's place, from 0.
        index: u64,
        /// The line.
        line: String,
        /// The newest root.
        root: Root,
        /// The audit path in hex digits, from the leaf up.
        path: Vec<String>,
    },
}

/// A part of the public list: lines, and the roots of the days that end among them.
pub struct Part {
    /// The text, whole lines; empty at the end of the list.
    pub text: String,
}

/// Looks at how things stand; blocks.
pub type Look = Arc<dyn Fn() -> Now + Send + Sync>;

/// Checks a receipt as it was typed; `None` where that can't be done now.
pub type Check = Arc<dyn Fn(&str) -> Option<Checked> + Send + Sync>;
/// Gives the part of the list of this number, from 0.
pub type Parts = Arc<dyn Fn(u64) -> Option<Part> + Send + Sync>;

/// What the page asks of the list; both block.
pub struct List {
    /// Checks receipts.
    pub check: Check,
    /// Gives it part by part.
    pub part: Parts,
}

/// Where a link to the bot stands. The bot counts those who come from each place, and nothing else of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The page on a screen.
    Page,
    /// The page on paper.
    Leaflet,
    /// The frame on another site.
    Frame,
}

impl Place {
    /// Gives the word in the link's payload, `src_WORD`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Leaflet => "leaflet",
            Self::Frame => "frame",
        }
    }
}

impl Now {
    /// Gives what is shown where nothing could be read.
    pub fn unknown() -> Self {
        let day = NextActionDay { date: Date::ZERO, days_left: 0 };
        Self { pledges: None, bot: None, day, root: None, closed: None, paper: 0, imported: 0 }
    }

    /// Gives the link that opens the bot.
    pub fn link(&self, facts: &Facts, place: Place) -> Option<String> {
        let start = facts.start.as_deref().map(|start| format!("{start}_")).unwrap_or_default();
        self.bot.as_ref().map(|bot| format!("https://t.me/{bot}?start={start}src_{}", place.word()))
    }
}

impl Facts {
    /// Renders a text of the page.
    pub fn say(&self, language: Language, message: Message<'_>) -> String {
        self.texts.plain(language, message)
    }

    /// Writes a date out.
    pub fn date(&self, language: Language, date: Date) -> String {
        let number = |value: i64| u64::try_from(value).unwrap_or_default();
        let (day, month, year) = (date.day().into(), date.month().into(), date.year().into());
        self.say(language, Message::Date { day: number(day), month: number(month), year: number(year) })
    }

    /// Says how far the action day is.
    pub fn countdown(&self, language: Language, day: &NextActionDay) -> String {
        match day.days_left {
            0 => self.say(language, Message::WebToday),
            days => self.say(language, Message::WebDays { days }),
        }
    }
}
