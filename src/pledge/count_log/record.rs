//! What is kept of the list: receipts, lines that wait, the tree's tiles, each day's root.

use serde::{Deserialize, Serialize};

use super::{DayRoot, Hash, Line};
use crate::campaign::Day;
use crate::store::Table;
use crate::vault::{Found, Record, tables};

/// How long the list is.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) size: u64,
    pub(super) pledges: u64,
    /// How many roots are kept.
    pub(super) days: u32,
    /// The day of the last one.
    pub(super) last: Option<Day>,
}

/// The record in the table `receipts`; row key: the petition's own blind index of the user's number.
#[derive(Serialize, Deserialize)]
pub(in crate::pledge) enum StoredReceipt {
    V1 { receipt: [u8; 15] },
}

/// A line that waits for the day's end, in the table `commitments`; row key: group `waiting PETITION`, the commitment.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredWaiting {
    V1(Line),
}

pub(super) fn line_of(found: Found<StoredWaiting>) -> Line {
    let StoredWaiting::V1(line) = found.record;
    line
}

/// Where a commitment stands in the list, in the table `commitments`; row key: `place PETITION COMMITMENT`.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredPlace {
    V1 { added: u64, withdrawn: Option<u64> },
}

/// In the table `count-tree`; row key: `PETITION head`.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredHead {
    V1(Head),
}

/// In the table `count-tree`; row key: `PETITION lines NUMBER`. At most [`crate::pledge::tree::TILE`] lines, 1,057 bytes.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredLines {
    V1(Vec<Line>),
}

/// In the table `count-tree`; row key: `PETITION tile LEVEL NUMBER`, from level 1 on.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredTile {
    V1(Vec<Hash>),
}

/// In the table `count-tree`; row key: `PETITION root NUMBER`.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredRoot {
    V1(DayRoot),
}

impl Record for StoredReceipt {
    const TABLE: Table = tables::RECEIPTS;
}
impl Record for StoredWaiting {
    const TABLE: Table = tables::COMMITMENTS;
}
impl Record for StoredPlace {
    const TABLE: Table = tables::COMMITMENTS;
}
impl Record for StoredHead {
    const TABLE: Table = tables::COUNT_TREE;
}
impl Record for StoredLines {
    const TABLE: Table = tables::COUNT_TREE;
}
impl Record for StoredTile {
    const TABLE: Table = tables::COUNT_TREE;
}
impl Record for StoredRoot {
    const TABLE: Table = tables::COUNT_TREE;
}
