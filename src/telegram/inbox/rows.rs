//! The inbox's rows: an update's head with the beginning of its JSON, and parts with the rest.
//!
//! Row keys are a place (u64 BE) for the head and `place ‖ part number (u16 BE)` for the parts, so that parts follow their
//! head. A place is the update's number plus a secret start, [`Places`]: who knows an update's number, as Telegram does,
//! finds no row by it. Heads are small enough to be rewritten for each attempt.

use rand::Rng;
use serde::{Deserialize, Serialize};

use crate::{
    store::Table,
    telegram::{ChatId, RawUpdate, UpdateId},
    vault::{Position, Record, RowKey, Vault, VaultError, tables},
};

/// Starts are drawn from the lower half of all numbers, so that no place overflows.
const STARTS: std::ops::Range<u64> = 0..1 << 63;

/// Gives each update its place in the order of the rows: its number, counted from a secret start.
///
/// # Security
/// An image of the disk tells how far apart the numbers of two rows are, and none of the numbers.
#[derive(Clone, Copy)]
pub(super) struct Places {
    start: u64,
}

/// The record in the table `state`; row key: blind index of `inbox places`.
#[derive(Serialize, Deserialize)]
enum StoredPlaces {
    V1 { start: u64 },
}

impl Record for StoredPlaces {
    const TABLE: Table = tables::STATE;
}

/// The bytes of JSON in a row, at most; with the rest of the row it stays under what the vault takes, and within one step.
const CHUNK: usize = 2980;

/// The bytes of JSON in the row of a short update: of a command, of a few words.
const SHORT: usize = 940;

/// An update that needs more than one row has a multiple of so many: one of them takes the longest message.
const ROWS: usize = 9;

/// A row of the inbox or of what was set aside.
#[derive(Serialize, Deserialize)]
pub(super) enum Entry {
    /// An update.
    HeadV1 {
        chat: Option<ChatId>,
        /// Attempts of its handler that failed.
        attempts: u8,
        /// How many rows follow.
        parts: u16,
        json: String,
    },
    /// More of its JSON.
    PartV1 { json: String },
}

/// A row of the inbox.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Waiting(pub Entry);

/// A row of what was set aside.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Aside(pub Entry);

impl Record for Waiting {
    const TABLE: Table = tables::INBOX;
}

impl Record for Aside {
    const TABLE: Table = tables::ASIDE;
}

impl Places {
    /// Reads the start, or draws a new one where no row lies in the inbox or aside. Blocks.
    ///
    /// # Errors
    /// Those of the vault.
    pub(super) fn open(vault: &Vault, rng: &mut impl Rng) -> Result<Self, VaultError> {
        let empty = vault.page::<Waiting>(None, 1)?.is_empty() && vault.page::<Aside>(None, 1)?.is_empty();
        let key = vault.row_key(tables::STATE, b"inbox places");
        let start = match vault.read(&key)? {
            Some(StoredPlaces::V1 { start }) if !empty => start,
            // Rows of a store that was made before there were starts lie at their numbers.
            None if !empty => 0,
            _ => rng.gen_range(STARTS),
        };
        if empty {
            vault.write(|writer| writer.put(&key, &StoredPlaces::V1 { start }))?;
        }
        Ok(Self { start })
    }

    /// Cuts an update into rows. All updates take one short row, one long one, or [`ROWS`] long ones: blanks fill them, which
    /// mean nothing at the end of JSON.
    pub(super) fn rows(self, update: &RawUpdate) -> Vec<(RowKey, Waiting)> {
        let mut chunks = filled(update.json()).into_iter();
        let json = chunks.next().unwrap_or_default();
        let parts = u16::try_from(chunks.len()).expect("an update is at most a quarter of a megabyte");
        let head = Entry::HeadV1 { chat: update.chat, attempts: 0, parts, json };
        let rest =
            chunks.zip(0..).map(|(json, number)| (self.part(update.id, number), Waiting(Entry::PartV1 { json })));
        std::iter::once((self.head(update.id), Waiting(head))).chain(rest).collect()
    }

    pub(super) fn head(self, id: UpdateId) -> RowKey {
        RowKey::ordered(self.start + u64::from(id.0))
    }

    pub(super) fn part(self, id: UpdateId, number: u16) -> RowKey {
        self.head(id).join(&number.to_be_bytes())
    }

    /// Gives a key after all rows of an update and before those of the next.
    pub(super) fn after(self, id: UpdateId) -> Position {
        Position::of_ordered(&self.head(id).join(&[0xff; 4])).expect("the key of a head is a number")
    }

    /// Reads the update's number back from its head's key.
    pub(super) fn id_of(self, key: &RowKey) -> Option<UpdateId> {
        u32::try_from(key.as_ordered()?.checked_sub(self.start)?).ok().map(UpdateId)
    }
}

/// Cuts JSON and fills what is left with blanks.
fn filled(mut json: &str) -> Vec<String> {
    if json.len() <= CHUNK {
        return vec![fill(json, if json.len() <= SHORT { SHORT } else { CHUNK })];
    }
    let mut chunks = Vec::with_capacity(json.len() / CHUNK + ROWS);
    while !json.is_empty() || chunks.len() % ROWS != 0 {
        let (chunk, rest) = json.split_at(boundary_before(json, CHUNK));
        // Between two chunks there must be no blank: a text may be cut there.
        chunks.push(fill(chunk, if rest.is_empty() { CHUNK } else { 0 }));
        json = rest;
    }
    chunks
}

fn fill(json: &str, length: usize) -> String {
    format!("{json}{:blanks$}", "", blanks = length.saturating_sub(json.len()))
}

/// Takes the blanks off the end of what was put together again.
pub(super) fn unfilled(mut json: String) -> String {
    json.truncate(json.trim_end_matches(' ').len());
    json
}

/// Finds where a text can be cut, at most three bytes before `at`.
fn boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;
    use crate::vault::measuring;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn chunks_make_the_whole_and_their_lengths_tell_three_things(text in "(x|ы|𝄞|[a-z]{0,400}){0,120}", chat: Option<i64>) {
            let json = format!(r#"{{"update_id":7,"x":"{text}"}}"#);
            let chunks = filled(&json);
            let long = chunks.len().is_multiple_of(ROWS) && chunks.iter().all(|chunk| (CHUNK - 3..=CHUNK).contains(&chunk.len()));
            let expected = if json.len() > CHUNK {
                long && chunks.len() <= json.len() / (CHUNK - 3) + ROWS
            } else {
                chunks.len() == 1 && chunks[0].len() == if json.len() > SHORT { CHUNK } else { SHORT }
            };
            prop_assert!(expected, "{} in {}", json.len(), chunks.len());
            prop_assert_eq!(unfilled(chunks.concat()), json);
            // Whatever else stands in a row, its envelope is of one of two lengths.
            let vault = Vault::in_memory();
            for attempts in [0, 4] {
                for chunk in &chunks {
                    let head = Entry::HeadV1 { chat: chat.map(ChatId), attempts, parts: 80, json: chunk.clone() };
                    for entry in [head, Entry::PartV1 { json: chunk.clone() }] {
                        let key = RowKey::ordered(STARTS.end).join(&[0, 1]);
                        let sealed = measuring::seal(&vault, &key, &Waiting(entry)).unwrap().len();
                        prop_assert_eq!(sealed, if chunk.len() == SHORT { 960 + 45 } else { 3008 + 45 });
                    }
                }
            }
        }
    }

    #[test]
    fn parts_lie_between_their_head_and_the_next() {
        for start in [0, STARTS.end - 1] {
            let places = Places { start };
            for (id, next) in [(UpdateId(7), UpdateId(8)), (UpdateId(u32::MAX - 1), UpdateId(u32::MAX))] {
                assert!(places.head(id) < places.part(id, 0));
                assert!(places.part(id, 0) < places.part(id, u16::MAX));
                let at = |key: &RowKey| Position::of_ordered(key).unwrap();
                assert!(at(&places.part(id, u16::MAX)) < places.after(id));
                assert!(places.after(id) < at(&places.head(next)));
                assert_eq!(places.id_of(&places.head(next)), Some(next));
            }
        }
    }

    #[test]
    fn a_start_stays_while_rows_lie_there_and_is_drawn_anew_when_none_does() {
        let vault = Vault::in_memory();
        let mut rng = StdRng::seed_from_u64(1);
        let first = Places::open(&vault, &mut rng).unwrap();
        let other = Places::open(&vault, &mut rng).unwrap();
        assert_ne!(first.start, other.start);
        let row = |places: Places| (places.head(UpdateId(7)), Waiting(Entry::PartV1 { json: String::new() }));
        let (key, waiting) = row(other);
        vault.write(|writer| writer.put(&key, &waiting)).unwrap();
        assert_eq!(Places::open(&vault, &mut rng).unwrap().start, other.start);
        vault
            .write(|writer| {
                writer.remove::<Waiting>(&key);
                Ok::<_, VaultError>(())
            })
            .unwrap();
        assert_ne!(Places::open(&vault, &mut rng).unwrap().start, other.start);
    }

    #[test]
    fn rows_of_a_store_without_a_start_are_found() {
        let vault = Vault::in_memory();
        let aside = Aside(Entry::PartV1 { json: String::new() });
        vault.write(|writer| writer.put(&RowKey::ordered(7), &aside)).unwrap();
        assert_eq!(Places::open(&vault, &mut StdRng::seed_from_u64(1)).unwrap().start, 0);
    }
}
