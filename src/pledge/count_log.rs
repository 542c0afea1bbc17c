//! The public list of the count: a line for each pledge and each withdrawal, and its root at the end of each day.
//!
//! ```text
//! + 64 hex digits        a pledge: its receipt's commitment
//! - 64 hex digits        the withdrawal of that pledge
//! ```
//!
//! A line is an entry of the tree of [`super::tree`]. Lines are only added, once a day and in an order that tells nothing of
//! when in that day somebody pledged. A pledge that is withdrawn before the day ends leaves no line.
//!
//! # Security
//! The list holds hashes of random texts. With the list alone nobody can tell whose a line is. Where a person erases
//! everything, their receipt goes and the line stays: nothing leads from it to them any more.

mod record;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};

pub(super) use self::record::StoredReceipt;
use self::record::{Head, StoredHead, StoredLines, StoredPlace, StoredRoot, StoredTile, StoredWaiting, line_of};
use super::closing::if_open;
use super::receipt::Receipt;
use super::tree::{self, Hash, TILE, Tiles, TreeError};
use crate::campaign::{Day, PetitionId};
use crate::telegram::UserId;
use crate::vault::{RowKey, Vault, VaultError, Writer, tables};

/// Lines that are added in one write: few enough for those who pledge meanwhile.
const AT_ONCE: usize = 64;

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Whether a pledge was made, or else withdrawn.
    pub adds: bool,
    /// The receipt's commitment.
    pub commitment: Hash,
}

/// The list's state at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRoot {
    /// Which day ended.
    pub day: Day,
    /// How many lines there were.
    pub size: u64,
    /// How many pledges stood: lines that add, less those that withdraw.
    pub pledges: u64,
    /// The tree's root.
    pub root: Hash,
}

/// What a receipt comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// No line has it.
    Unknown,
    /// It is counted, and joins the list when the day ends.
    Today,
    /// It stands in the list.
    Listed(Proof),
    /// It stands in the list, and so does its withdrawal.
    Withdrawn,
}

/// That a line stands in the list: enough to compute the root from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The line's place, from 0.
    pub index: u64,
    /// The line.
    pub line: Line,
    /// The day in which it joined.
    pub joined: Day,
    /// The newest root; `path` leads to it.
    pub root: DayRoot,
    /// The audit path, from the leaf up.
    pub path: Vec<Hash>,
}

/// The list of one petition. Cheap to clone. Every method blocks for as long as the store does.
#[derive(Clone)]
pub struct CountLog {
    vault: Arc<Vault>,
    petition: PetitionId,
}

impl Line {
    /// Writes it as the list has it.
    pub fn text(&self) -> String {
        format!("{} {}", if self.adds { '+' } else { '-' }, hex(&self.commitment))
    }

    fn leaf(&self) -> Hash {
        tree::leaf(self.text().as_bytes())
    }
}

/// Writes a hash in 64 hex digits.
pub fn hex(hash: &Hash) -> String {
    use std::fmt::Write as _;
    hash.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

impl CountLog {
    pub(super) fn new(vault: Arc<Vault>, petition: PetitionId) -> Self {
        Self { vault, petition }
    }

    /// Gives the receipt of a person's pledge.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn receipt_of(&self, user: UserId) -> Result<Option<Receipt>, VaultError> {
        let Some(key) = if_open(self.receipt_key(user))? else { return Ok(None) };
        let stored = self.vault.read::<StoredReceipt>(&key)?;
        Ok(stored.map(|StoredReceipt::V1 { receipt }| Receipt::from_bytes(receipt)))
    }

    /// Makes a receipt for a pledge that is made in this write, where it has none.
    pub(super) fn issue(&self, writer: &mut Writer<'_>, user: UserId) -> Result<(), VaultError> {
        let key = self.receipt_key(user)?;
        if writer.get::<StoredReceipt>(&key)?.is_some() {
            return Ok(());
        }
        let receipt = Receipt::random(&mut OsRng);
        writer.put(&key, &StoredReceipt::V1 { receipt: receipt.to_bytes() })?;
        self.wait(writer, Line { adds: true, commitment: receipt.commitment(&self.petition) })
    }

    /// Takes a receipt away with its pledge: from what waits, or by a line of its own.
    pub(super) fn withdraw(&self, writer: &mut Writer<'_>, user: UserId) -> Result<(), VaultError> {
        let Some(key) = if_open(self.receipt_key(user))? else { return Ok(()) };
        let Some(StoredReceipt::V1 { receipt }) = writer.get(&key)? else { return Ok(()) };
        writer.remove::<StoredReceipt>(&key);
        let commitment = Receipt::from_bytes(receipt).commitment(&self.petition);
        let waiting = self.waiting_key(&commitment);
        if writer.get::<StoredWaiting>(&waiting)?.is_some() {
            writer.remove::<StoredWaiting>(&waiting);
            return Ok(());
        }
        self.wait(writer, Line { adds: false, commitment })
    }

    fn wait(&self, writer: &mut Writer<'_>, line: Line) -> Result<(), VaultError> {
        writer.put(&self.waiting_key(&line.commitment), &StoredWaiting::V1(line))
    }

    /// Tells what a receipt comes to, with the proof where there is one.
    pub fn check(&self, receipt: &Receipt) -> Result<Checked, VaultError> {
        let commitment = receipt.commitment(&self.petition);
        let place = self.vault.read::<StoredPlace>(&self.place_key(&commitment))?;
        let newest = self.newest()?;
        match (place, newest) {
            (Some(StoredPlace::V1 { withdrawn: Some(_), .. }), _) => Ok(Checked::Withdrawn),
            (Some(StoredPlace::V1 { added, .. }), Some(root)) if added < root.size => {
                let waiting = self.vault.read::<StoredWaiting>(&self.waiting_key(&commitment))?;
                if waiting.is_some() {
                    return Ok(Checked::Withdrawn);
                }
                let path = tree::path(&mut Reader(self), added, root.size).map_err(lost)?;
                let line = Line { adds: true, commitment };
                Ok(Checked::Listed(Proof { index: added, line, joined: self.joined(added)?, root, path }))
            }
            // It is in the list, whose day has yet to end.
            (Some(_), _) => Ok(Checked::Today),
            (None, _) => {
                let waiting = self.vault.read::<StoredWaiting>(&self.waiting_key(&commitment))?;
                Ok(if waiting.is_some() { Checked::Today } else { Checked::Unknown })
            }
        }
    }

    /// Gives the newest root; `None` before the first day with a pledge has ended.
    pub fn newest(&self) -> Result<Option<DayRoot>, VaultError> {
        let head = self.head()?;
        head.days.checked_sub(1).map(|number| self.day_root(number)).transpose()
    }

    /// Gives the roots of the days that ended with more than `size` lines, the oldest first.
    pub fn roots_from(&self, size: u64) -> Result<Vec<DayRoot>, VaultError> {
        let first = self.first_above(size)?;
        (first..self.head()?.days).map(|number| self.day_root(number)).collect()
    }

    /// Gives the lines of a run of [`TILE`] places, the first run being 0; fewer at the end, none beyond it.
    pub fn lines(&self, run: u64) -> Result<Vec<Line>, VaultError> {
        let stored = self.vault.read::<StoredLines>(&self.key(&format!("lines {run}")))?;
        Ok(stored.map(|StoredLines::V1(lines)| lines).unwrap_or_default())
    }

    /// Ends the days before `today` where they are not ended: adds the lines that wait, and keeps the root of yesterday.
    ///
    /// The first call of all only notes the day. May be called at any time and broken off anywhere: what was added stays, the rest is added the next time. Gives the
    /// new root where there is one.
    pub fn close_days(&self, today: Day) -> Result<Option<DayRoot>, VaultError> {
        let yesterday = Day(today.0.saturating_sub(1));
        match self.head()?.last {
            Some(last) if last >= yesterday => return Ok(None),
            Some(_) => {}
            None => {
                // The first look of all: the day that is now is the first that will end.
                return self.vault.write(|writer| {
                    let head = self.head_in(writer)?;
                    self.put_head(writer, Head { last: head.last.or(Some(yesterday)), ..head })?;
                    Ok(None)
                });
            }
        }
        let group = self.vault.group_prefix(tables::COMMITMENTS, self.waiting_group().as_bytes());
        loop {
            // In the order of their keyed hashes, which tells nothing of when they came.
            let waiting = self.vault.page_of_group::<StoredWaiting>(&group, None, AT_ONCE)?;
            if waiting.is_empty() {
                break;
            }
            let lines: Vec<Line> = waiting.into_iter().map(line_of).collect();
            self.vault.write(|writer| self.add(writer, &lines))?;
        }
        let head = self.head()?;
        if head.size == 0 {
            return Ok(None);
        }
        let root = tree::root(&mut Reader(self), head.size).map_err(lost)?;
        let ended = DayRoot { day: yesterday, size: head.size, pledges: head.pledges, root };
        self.vault.write(|writer| {
            let mut head = self.head_in(writer)?;
            if head.size != ended.size || head.last.is_some_and(|last| last >= yesterday) {
                return Ok(None);
            }
            writer.put(&self.key(&format!("root {}", head.days)), &StoredRoot::V1(ended))?;
            head.days = head.days.saturating_add(1);
            head.last = Some(yesterday);
            self.put_head(writer, head)?;
            Ok(Some(ended))
        })
    }

    fn add(&self, writer: &mut Writer<'_>, lines: &[Line]) -> Result<(), VaultError> {
        let mut head = self.head_in(writer)?;
        for line in lines {
            let waiting = self.waiting_key(&line.commitment);
            // Withdrawn meanwhile: it leaves no line.
            if writer.get::<StoredWaiting>(&waiting)?.is_none() {
                continue;
            }
            writer.remove::<StoredWaiting>(&waiting);
            let index = head.size;
            self.append(writer, index, *line)?;
            head.size += 1;
            let key = self.place_key(&line.commitment);
            if line.adds {
                head.pledges += 1;
                writer.put(&key, &StoredPlace::V1 { added: index, withdrawn: None })?;
            } else if let Some(StoredPlace::V1 { added, .. }) = writer.get(&key)? {
                head.pledges = head.pledges.saturating_sub(1);
                writer.put(&key, &StoredPlace::V1 { added, withdrawn: Some(index) })?;
            }
        }
        self.put_head(writer, head)
    }

    fn append(&self, writer: &mut Writer<'_>, index: u64, line: Line) -> Result<(), VaultError> {
        let run = index / TILE;
        let key = self.key(&format!("lines {run}"));
        let mut lines = writer.get::<StoredLines>(&key)?.map(|StoredLines::V1(lines)| lines).unwrap_or_default();
        if lines.len() as u64 != index % TILE {
            return Err(VaultError::UnknownRecord);
        }
        lines.push(line);
        let full = lines.len() as u64 == TILE;
        let leaves: Vec<Hash> = if full { lines.iter().map(Line::leaf).collect() } else { Vec::new() };
        writer.put(&key, &StoredLines::V1(lines))?;
        let mut next = tree::fold(&leaves).filter(|_| full).map(|hash| (1, run, hash));
        while let Some((level, number, hash)) = next {
            let key = self.tile_key(level, number / TILE);
            let mut tile = writer.get::<StoredTile>(&key)?.map(|StoredTile::V1(tile)| tile).unwrap_or_default();
            if tile.len() as u64 != number % TILE {
                return Err(VaultError::UnknownRecord);
            }
            tile.push(hash);
            let full = tile.len() as u64 == TILE;
            next = tree::fold(&tile).filter(|_| full).map(|hash| (level + 1, number / TILE, hash));
            writer.put(&key, &StoredTile::V1(tile))?;
        }
        Ok(())
    }

    /// Finds the day in which a place joined: the first whose root spans it.
    fn joined(&self, index: u64) -> Result<Day, VaultError> {
        Ok(self.day_root(self.first_above(index)?)?.day)
    }

    /// Finds the first root over more than `size` lines; the number of roots where there is none.
    fn first_above(&self, size: u64) -> Result<u32, VaultError> {
        let (mut low, mut high) = (0, self.head()?.days);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.day_root(middle)?.size > size {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(low)
    }

    fn day_root(&self, number: u32) -> Result<DayRoot, VaultError> {
        let stored = self.vault.read::<StoredRoot>(&self.key(&format!("root {number}")))?;
        stored.map(|StoredRoot::V1(root)| root).ok_or(VaultError::UnknownRecord)
    }

    fn head(&self) -> Result<Head, VaultError> {
        Ok(self.vault.read::<StoredHead>(&self.key("head"))?.map(|StoredHead::V1(head)| head).unwrap_or_default())
    }

    fn head_in(&self, writer: &mut Writer<'_>) -> Result<Head, VaultError> {
        Ok(writer.get::<StoredHead>(&self.key("head"))?.map(|StoredHead::V1(head)| head).unwrap_or_default())
    }

    fn put_head(&self, writer: &mut Writer<'_>, head: Head) -> Result<(), VaultError> {
        writer.put(&self.key("head"), &StoredHead::V1(head))
    }

    fn receipt_key(&self, user: UserId) -> Result<RowKey, VaultError> {
        self.vault.petition_row_key(tables::RECEIPTS, self.petition.as_str(), &user.to_bytes())
    }

    fn waiting_group(&self) -> String {
        format!("waiting {}", self.petition.as_str())
    }

    fn waiting_key(&self, commitment: &Hash) -> RowKey {
        self.vault.grouped_row_key(tables::COMMITMENTS, self.waiting_group().as_bytes(), commitment)
    }

    fn place_key(&self, commitment: &Hash) -> RowKey {
        let name = [b"place ".as_slice(), self.petition.as_str().as_bytes(), b" ", commitment].concat();
        self.vault.row_key(tables::COMMITMENTS, &name)
    }

    fn tile_key(&self, level: u32, number: u64) -> RowKey {
        self.key(&format!("tile {level} {number}"))
    }

    fn key(&self, name: &str) -> RowKey {
        self.vault.row_key(tables::COUNT_TREE, format!("{} {name}", self.petition.as_str()).as_bytes())
    }
}

/// The tiles as they are kept: those of level 0 are the lines.
struct Reader<'a>(&'a CountLog);

impl Tiles for Reader<'_> {
    type Error = VaultError;

    fn tile(&mut self, level: u32, number: u64) -> Result<Vec<Hash>, VaultError> {
        if level == 0 {
            return Ok(self.0.lines(number)?.iter().map(Line::leaf).collect());
        }
        let stored = self.0.vault.read::<StoredTile>(&self.0.tile_key(level, number))?;
        Ok(stored.map(|StoredTile::V1(tile)| tile).unwrap_or_default())
    }
}

fn lost(error: TreeError<VaultError>) -> VaultError {
    match error {
        TreeError::Tiles(error) => error,
        TreeError::Incomplete => VaultError::UnknownRecord,
    }
}
