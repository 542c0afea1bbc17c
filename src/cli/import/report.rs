//! What became of a list: numbers, and the places of what was refused. Nothing that anybody wrote stands in it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::List;
use super::person::Refusal;
use crate::cli::output::pairs;

/// How many places are listed of each kind; the numbers are always whole.
const LISTED: usize = 1000;
/// How many a person sees of each reason.
const SHOWN: usize = 12;

/// What `import` found and did.
#[derive(Serialize)]
pub(super) struct Report {
    file: String,
    /// Whether nothing was to be taken.
    test: bool,
    pub(super) records: u64,
    /// Pledges that are new: taken, or in a test run to be taken.
    new: u64,
    /// Those that were brought in before.
    known: u64,
    /// Records of a person who stood in the file before.
    twice: u64,
    refused: u64,
    /// Where, and why: `line` of a table, `record` otherwise. At most a thousand.
    refusals: Vec<Place>,
    /// Where the same person stood again. At most a thousand.
    again: Vec<u64>,
    /// Columns that were left out, from 1.
    columns_left_out: Vec<usize>,
    #[serde(skip)]
    reasons: BTreeMap<Refusal, (u64, Vec<u64>)>,
    #[serde(skip)]
    is_table: bool,
}

#[derive(Serialize)]
struct Place {
    at: u64,
    why: String,
}

impl Report {
    pub(super) fn new(file: &Path, write: bool) -> Self {
        Self {
            file: file.display().to_string(),
            test: !write,
            records: 0,
            new: 0,
            known: 0,
            twice: 0,
            refused: 0,
            refusals: Vec::new(),
            again: Vec::new(),
            columns_left_out: Vec::new(),
            reasons: BTreeMap::new(),
            is_table: true,
        }
    }

    pub(super) fn refused(&mut self, at: u64, why: Refusal) {
        self.refused += 1;
        if self.refusals.len() < LISTED {
            self.refusals.push(Place { at, why: why.to_string() });
        }
        let (count, places) = self.reasons.entry(why).or_default();
        *count += 1;
        if places.len() < SHOWN {
            places.push(at);
        }
    }

    pub(super) fn twice(&mut self, at: u64) {
        self.twice += 1;
        if self.again.len() < LISTED {
            self.again.push(at);
        }
    }

    /// Counts what a test run found.
    pub(super) fn looked_at(&mut self, known: &[bool]) {
        let before = known.iter().filter(|known| **known).count() as u64;
        self.known += before;
        self.new += known.len() as u64 - before;
    }

    pub(super) fn read(&mut self, list: &List) {
        self.columns_left_out = list.left_out().to_vec();
        self.is_table = list.is_table();
    }

    /// Counts anew: what the test run found may have changed meanwhile.
    pub(super) fn begin_taking(&mut self) {
        (self.new, self.known) = (0, 0);
    }

    pub(super) fn taken(&mut self, taken: &[bool]) {
        let new = taken.iter().filter(|new| **new).count() as u64;
        self.new += new;
        self.known += taken.len() as u64 - new;
    }

    /// Tells whether nothing in the file could be taken, now or before.
    pub(super) fn is_useless(&self) -> bool {
        self.new == 0 && self.known == 0
    }

    pub(super) fn text(&self) -> String {
        let new = if self.test { "pledges that would be new" } else { "pledges brought in" };
        let mut text = pairs([
            ("records", self.records.to_string()),
            (new, self.new.to_string()),
            ("brought in before", self.known.to_string()),
            ("of the same person again", self.twice.to_string()),
            ("refused", self.refused.to_string()),
        ]);
        let place = if self.is_table { "line" } else { "record" };
        let listed = |places: &[u64], count: u64| {
            let shown = places.iter().take(SHOWN).map(u64::to_string).collect::<Vec<_>>().join(", ");
            let more = count.saturating_sub(places.len().min(SHOWN) as u64);
            if more > 0 { format!("{place} {shown}, and {more} more") } else { format!("{place} {shown}") }
        };
        for (why, (count, places)) in &self.reasons {
            text.push_str(&format!("\n  refused, {why}: {}", listed(places, *count)));
        }
        if self.twice > 0 {
            text.push_str(&format!("\n  the same person again: {}", listed(&self.again, self.twice)));
        }
        if !self.columns_left_out.is_empty() {
            let columns = self.columns_left_out.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
            text.push_str(&format!("\n  columns that were left out: {columns}"));
        }
        text.push_str(match (self.test, self.new) {
            (true, 0) => "\nThis was a test run. There is nothing new to take.",
            (true, _) => "\nThis was a test run: nothing was taken. To take them, run it again with --write.",
            (false, 0) => "\nNothing new was taken.",
            (false, _) => {
                "\nThey are sealed, and counted apart: shown as brought in from another list, without receipts."
            }
        });
        if !self.test {
            text.push_str(if self.refused > 0 {
                " What was refused is in the file alone: correct it and bring it in too, then destroy the file."
            } else {
                " Now destroy the file."
            });
        }
        text
    }
}
