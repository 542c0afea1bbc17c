//! The inbox's rows: an update's head with the beginning of its JSON, and parts with the rest.
//!
//! Row keys are `update id (u64 BE)` for the head and `update id ‖ part number (u16 BE)` for the parts, so that parts
//! follow their head. Heads are small enough to be rewritten for each attempt.

use serde::{Deserialize, Serialize};

use crate::{
    store::Table,
    telegram::{ChatId, RawUpdate, UpdateId},
    vault::{Record, RowKey, tables},
};

/// The bytes of JSON in a row, at most; with the rest of the row it stays under what the vault takes.
const CHUNK: usize = 3000;

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

/// Cuts an update into rows.
pub(super) fn rows(update: &RawUpdate) -> Vec<(RowKey, Waiting)> {
    let mut chunks = chunks(update.json()).into_iter();
    let head = chunks.next().unwrap_or_default();
    let parts = u16::try_from(chunks.len()).expect("an update is at most a quarter of a megabyte");
    let head = Entry::HeadV1 { chat: update.chat, attempts: 0, parts, json: head.to_owned() };
    let rest = chunks
        .zip(0..)
        .map(|(json, number)| (part_key(update.id, number), Waiting(Entry::PartV1 { json: json.to_owned() })));
    std::iter::once((head_key(update.id), Waiting(head))).chain(rest).collect()
}

pub(super) fn head_key(id: UpdateId) -> RowKey {
    RowKey::ordered(u64::from(id.0))
}

pub(super) fn part_key(id: UpdateId, number: u16) -> RowKey {
    head_key(id).join(&number.to_be_bytes())
}

/// Gives a key after all rows of an update and before those of the next.
pub(super) fn after(id: UpdateId) -> RowKey {
    head_key(id).join(&[0xff; 4])
}

/// Reads the update's number back from its head's key.
pub(super) fn id_of(key: &RowKey) -> Option<UpdateId> {
    u32::try_from(key.as_ordered()?).ok().map(UpdateId)
}

fn chunks(mut json: &str) -> Vec<&str> {
    let mut chunks = Vec::with_capacity(json.len() / CHUNK + 1);
    while json.len() > CHUNK {
        let (chunk, rest) = json.split_at(boundary_before(json, CHUNK));
        chunks.push(chunk);
        json = rest;
    }
    chunks.push(json);
    chunks
}

/// Finds where a text can be cut, at most three bytes before `at`.
fn boundary_before(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_make_the_whole_and_cut_no_character() {
        for text in [String::new(), "x".repeat(CHUNK), "x".repeat(CHUNK + 1), "ы".repeat(10_000), "𝄞".repeat(10_000)]
        {
            let chunks = chunks(&text);
            assert!(chunks.iter().all(|chunk| chunk.len() <= CHUNK));
            assert_eq!(chunks.concat(), text);
        }
    }

    #[test]
    fn parts_lie_between_their_head_and_the_next() {
        let (id, next) = (UpdateId(7), UpdateId(8));
        assert!(head_key(id) < part_key(id, 0));
        assert!(part_key(id, 0) < part_key(id, u16::MAX));
        assert!(part_key(id, u16::MAX) < after(id));
        assert!(after(id) < head_key(next));
    }
}
