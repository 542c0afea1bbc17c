//! Reports of the petition as a whole: how it is closed.

use serde::{Deserialize, Serialize};

/// How the petition stands before it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The petition's id.
    pub petition: String,
    /// Everyone whose pledge counts.
    pub total: u64,
    /// Sealed letters that are kept.
    pub sealed: u64,
    /// Whether all of them were exported.
    pub exported: bool,
    /// The day on which it was closed; null while it is open.
    pub closed: Option<String>,
}

/// `pledges close`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedPetition {
    /// The petition's id.
    pub petition: String,
    /// The day on which it was closed.
    pub day: String,
    /// The final count.
    pub total: u64,
    /// Whether it had been closed before.
    pub before: bool,
    /// Whether everything that led to people is removed already; a running bot does that behind the answer.
    pub swept: bool,
}

/// `pledges paper list`: signatures on paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperList {
    /// Those that count.
    pub total: u64,
    /// Every batch, the first first.
    pub batches: Vec<PaperBatch>,
}

/// One batch of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperBatch {
    /// Its number, from 1.
    pub number: u32,
    /// Where they were collected.
    pub place: String,
    /// How many.
    pub count: u32,
    /// The day they were collected.
    pub date: String,
    /// Whether it was taken back, and counts no more.
    pub undone: bool,
}

/// Prints the type only: a place is an organiser's own word.
impl std::fmt::Debug for PaperBatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PaperBatch")
    }
}

/// `import`: of each person that was asked for, whether they were brought in before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportKnown {
    /// In the order in which they were asked for.
    pub known: Vec<bool>,
}

/// `import`: of each pledge that was handed in, whether it was new.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportTaken {
    /// In the order in which they were handed in.
    pub taken: Vec<bool>,
}

/// `pledges drop`: what became of one that was brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDropped {
    /// Its id.
    pub id: String,
    /// Whether it was there.
    pub dropped: bool,
}
