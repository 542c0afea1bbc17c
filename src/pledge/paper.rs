//! Signatures on paper: entered by organisers as batches, with place and number. Counted apart from pledges: nobody can check
//! them by a receipt.
//!
//! Nothing that was entered vanishes: a batch that is taken back stays in the list, marked.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::campaign::{Day, PetitionId};
use crate::store::Table;
use crate::vault::{Record, RowKey, Vault, VaultError, Writer, tables};

/// The longest name of a place, in characters.
pub const PLACE_MAX: usize = 80;
/// The most signatures of one batch.
pub const BATCH_MAX: u32 = 1_000_000;
/// The most batches of a petition.
const BATCHES_MAX: u32 = 10_000;

/// Signatures that were collected at one place.
#[derive(Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its place in the list, from 1.
    pub number: u32,
    /// Where.
    pub place: String,
    /// How many.
    pub count: u32,
    /// The day they were collected.
    pub day: Day,
    /// Whether it was taken back, and counts no more.
    pub undone: bool,
}

/// Why a batch was not entered or taken back; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The name of the place is empty, too long, or holds what is no text.
    #[error("the name of a place is 1 to {PLACE_MAX} characters on one line")]
    Place,
    /// None, or more than one batch may have.
    #[error("a batch has 1 to {BATCH_MAX} signatures")]
    Count,
    /// The day is still to come.
    #[error("the day is still to come")]
    Day,
    /// There is none of that number.
    #[error("there is no such batch")]
    Unknown,
    /// It was taken back before.
    #[error("this batch was taken back before")]
    Undone,
    /// The petition is closed.
    #[error("the petition is closed, and its count is final")]
    Closed,
    /// There are too many.
    #[error("there are {BATCHES_MAX} batches already")]
    TooMany,
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// The signatures on paper of one petition. Cheap to clone.
#[derive(Clone)]
pub struct Paper {
    vault: Arc<Vault>,
    petition: PetitionId,
}

impl Paper {
    pub(super) fn new(vault: Arc<Vault>, petition: PetitionId) -> Self {
        Self { vault, petition }
    }

    /// Counts the signatures of every batch that was not taken back.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn total(&self) -> Result<u64, VaultError> {
        Ok(self.vault.read::<StoredPaper>(&self.head_key())?.map(StoredPaper::head).unwrap_or_default().total)
    }

    /// Lists every batch, the first first.
    pub fn list(&self) -> Result<Vec<Batch>, VaultError> {
        let head = self.vault.read::<StoredPaper>(&self.head_key())?.map(StoredPaper::head).unwrap_or_default();
        let read = |number| {
            let stored = self.vault.read::<StoredPaper>(&self.batch_key(number))?;
            stored.and_then(|stored| stored.batch(number)).ok_or(VaultError::Incomplete)
        };
        (1..=head.batches).map(read).collect()
    }

    /// Enters a batch within a larger write.
    ///
    /// # Errors
    /// [`PaperError`].
    pub fn add(
        &self,
        writer: &mut Writer<'_>,
        place: &str,
        count: u32,
        day: Day,
        today: Day,
    ) -> Result<Batch, PaperError> {
        let place = place.trim();
        if place.is_empty() || place.chars().count() > PLACE_MAX || place.chars().any(char::is_control) {
            return Err(PaperError::Place);
        }
        if !(1..=BATCH_MAX).contains(&count) {
            return Err(PaperError::Count);
        }
        if day > today {
            return Err(PaperError::Day);
        }
        let mut head = self.head_in(writer)?;
        if head.batches >= BATCHES_MAX {
            return Err(PaperError::TooMany);
        }
        head.batches += 1;
        head.total += u64::from(count);
        let batch = Batch { number: head.batches, place: place.to_owned(), count, day, undone: false };
        self.put(writer, &batch, head)?;
        Ok(batch)
    }

    /// Takes a batch back within a larger write.
    ///
    /// # Errors
    /// [`PaperError`].
    pub fn undo(&self, writer: &mut Writer<'_>, number: u32) -> Result<Batch, PaperError> {
        let stored = writer.get::<StoredPaper>(&self.batch_key(number))?;
        let batch = stored.and_then(|stored| stored.batch(number)).ok_or(PaperError::Unknown)?;
        if batch.undone {
            return Err(PaperError::Undone);
        }
        let mut head = self.head_in(writer)?;
        head.total = head.total.saturating_sub(u64::from(batch.count));
        let batch = Batch { undone: true, ..batch };
        self.put(writer, &batch, head)?;
        Ok(batch)
    }

    fn put(&self, writer: &mut Writer<'_>, batch: &Batch, head: Head) -> Result<(), VaultError> {
        let Batch { number, place, count, day, undone } = batch.clone();
        writer.put(&self.batch_key(number), &StoredPaper::BatchV1 { place, count, day, undone })?;
        writer.put(&self.head_key(), &StoredPaper::HeadV1 { batches: head.batches, total: head.total })
    }

    fn head_in(&self, writer: &mut Writer<'_>) -> Result<Head, VaultError> {
        Ok(writer.get::<StoredPaper>(&self.head_key())?.map(StoredPaper::head).unwrap_or_default())
    }

    fn head_key(&self) -> RowKey {
        self.vault.row_key(tables::PAPER, format!("{} head", self.petition.as_str()).as_bytes())
    }

    fn batch_key(&self, number: u32) -> RowKey {
        self.vault.row_key(tables::PAPER, format!("{} batch {number}", self.petition.as_str()).as_bytes())
    }
}

/// Prints the type only: a place is an organiser's own word.
impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Batch")
    }
}

#[derive(Default)]
struct Head {
    batches: u32,
    total: u64,
}

/// The records in the table `paper`; row keys: blind indexes of `PETITION head` and `PETITION batch NUMBER`.
#[derive(Serialize, Deserialize)]
enum StoredPaper {
    HeadV1 { batches: u32, total: u64 },
    BatchV1 { place: String, count: u32, day: Day, undone: bool },
}

impl Record for StoredPaper {
    const TABLE: Table = tables::PAPER;
}

impl StoredPaper {
    fn head(self) -> Head {
        match self {
            Self::HeadV1 { batches, total } => Head { batches, total },
            Self::BatchV1 { .. } => Head::default(),
        }
    }

    fn batch(self, number: u32) -> Option<Batch> {
        match self {
            Self::BatchV1 { place, count, day, undone } => Some(Batch { number, place, count, day, undone }),
            Self::HeadV1 { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    const TODAY: Day = Day(20_000);

    fn paper() -> Paper {
        Paper::new(Vault::in_memory(), "ours".parse().unwrap())
    }

    fn add(paper: &Paper, place: &str, count: u32, day: Day) -> Result<Batch, PaperError> {
        paper.vault.write(|writer| paper.add(writer, place, count, day, TODAY))
    }

    fn undo(paper: &Paper, number: u32) -> Result<Batch, PaperError> {
        paper.vault.write(|writer| paper.undo(writer, number))
    }

    #[test]
    fn what_is_no_batch_is_refused_and_changes_nothing() {
        let paper = paper();
        add(&paper, " Vilnius, Lukiškės ", 40, TODAY).unwrap();
        for place in ["", "  ", "a\nb", &"x".repeat(PLACE_MAX + 1)] {
            assert!(matches!(add(&paper, place, 1, TODAY), Err(PaperError::Place)), "{place}");
        }
        for count in [0, BATCH_MAX + 1] {
            assert!(matches!(add(&paper, "Minsk", count, TODAY), Err(PaperError::Count)));
        }
        assert!(matches!(add(&paper, "Minsk", 1, Day(TODAY.0 + 1)), Err(PaperError::Day)));
        assert!(matches!(undo(&paper, 2), Err(PaperError::Unknown)));
        let listed = paper.list().unwrap();
        assert_eq!((listed.len(), paper.total().unwrap()), (1, 40));
        assert_eq!(listed.first().unwrap().place, "Vilnius, Lukiškės");
        undo(&paper, 1).unwrap();
        assert!(matches!(undo(&paper, 1), Err(PaperError::Undone)));
        assert!(paper.total().unwrap() == 0 && paper.list().unwrap().first().unwrap().undone);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Whatever is entered and taken back, the total is the sum of what stands, and nothing vanishes.
        #[test]
        fn the_total_is_what_stands(acts in prop::collection::vec((1_u32..900, 0_u32..12), 0..24)) {
            let paper = paper();
            for (count, number) in &acts {
                if number % 3 == 0 { let _ = undo(&paper, *number); } else { add(&paper, "Minsk", *count, TODAY).unwrap(); }
            }
            let listed = paper.list().unwrap();
            let standing: u64 = listed.iter().filter(|batch| !batch.undone).map(|batch| u64::from(batch.count)).sum();
            prop_assert_eq!(paper.total().unwrap(), standing);
            prop_assert_eq!(listed.len(), acts.iter().filter(|(_, number)| number % 3 != 0).count());
        }
    }
}
