//! Sorts more rows than memory should hold, by way of a file without a name.
//!
//! Rows are gathered until there are so many bytes of them; those are sorted and written to the file as a *run*; in the end
//! all runs are read beside each other. The file lies in the store's folder and is gone with the process. What it leaves in free
//! blocks is what the store comes to hold, blind row keys and envelopes: not where a row lay before.
//!
//! ```text
//! length of home (1) ‖ length of envelope (u16 LE) ‖ home ‖ envelope
//! ```

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{Mode, OFlags};

/// Bytes of rows that are gathered before they are written.
const RUN: usize = 8 << 20;

/// Bytes that are read of each run at a time.
const READ: usize = 32 << 10;

/// The most bytes of rows that are sorted at once.
pub(super) const SORTED_MAX: u64 = 512 << 20;

const HEAD: usize = 3;

/// A row that is to be copied.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    /// The key of its new place.
    pub(super) home: Vec<u8>,
    /// What is to be put in its new place.
    pub(super) envelope: Vec<u8>,
}

/// Prints the type only.
impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Row")
    }
}

/// Gathers rows.
pub(super) struct Sorting {
    /// Where the file may lie; without it all stays in memory.
    folder: Option<PathBuf>,
    /// Bytes that are gathered before they are written.
    run: usize,
    rows: Vec<u8>,
    starts: Vec<usize>,
    file: Option<File>,
    runs: Vec<(u64, u64)>,
    written: u64,
    count: u64,
}

impl Sorting {
    /// Begins; where there is no folder, all rows stay in memory.
    pub(super) fn new(folder: Option<&Path>) -> Self {
        Self {
            folder: folder.map(Path::to_owned),
            run: RUN,
            rows: Vec::new(),
            starts: Vec::new(),
            file: None,
            runs: Vec::new(),
            written: 0,
            count: 0,
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// The file's; a key over 255 bytes or an envelope over 65,535.
    pub(super) fn add(&mut self, row: &Row) -> io::Result<()> {
        let too_long = |_| io::Error::from(io::ErrorKind::InvalidInput);
        self.count += 1;
        self.starts.push(self.rows.len());
        self.rows.push(u8::try_from(row.home.len()).map_err(too_long)?);
        self.rows.extend(u16::try_from(row.envelope.len()).map_err(too_long)?.to_le_bytes());
        for part in [&row.home, &row.envelope] {
            self.rows.extend_from_slice(part);
        }
        if self.rows.len() >= self.run && self.folder.is_some() {
            self.write_run()?;
        }
        Ok(())
    }

    /// Counts the bytes of all rows.
    pub(super) fn bytes(&self) -> u64 {
        self.written + self.rows.len() as u64
    }

    /// Counts the rows.
    pub(super) fn len(&self) -> u64 {
        self.count
    }

    /// Gives the rows in the order of their new places.
    ///
    /// # Errors
    /// The file's.
    pub(super) fn sorted(mut self) -> io::Result<Sorted> {
        sort(&self.rows, &mut self.starts);
        let file = self.file.map(Arc::new);
        let on_disk = file.iter().flat_map(|file| {
            self.runs.iter().map(|(at, end)| Run::OnDisk {
                file: Arc::clone(file),
                at: *at,
                end: *end,
                read: Vec::new(),
                next: 0,
            })
        });
        let mut runs: Vec<Run> = on_disk.collect();
        runs.push(Run::InMemory { rows: self.rows, starts: self.starts.into_iter() });
        let mut heads = BinaryHeap::with_capacity(runs.len());
        for (number, run) in runs.iter_mut().enumerate() {
            if let Some(row) = run.next()? {
                heads.push(Reverse((row, number)));
            }
        }
        Ok(Sorted { runs, heads })
    }

    fn write_run(&mut self) -> io::Result<()> {
        let file = match (&self.file, &self.folder) {
            (Some(file), _) => file,
            (None, Some(folder)) => self.file.insert(nameless(folder)?),
            (None, None) => return Ok(()),
        };
        sort(&self.rows, &mut self.starts);
        let mut out = BufWriter::with_capacity(256 << 10, file);
        for start in self.starts.drain(..) {
            let rest = self.rows.get(start..).unwrap_or_default();
            out.write_all(rest.get(..length(rest)).unwrap_or_default())?;
        }
        out.flush()?;
        drop(out);
        let end = self.written + self.rows.len() as u64;
        self.runs.push((self.written, end));
        self.written = end;
        self.rows.clear();
        Ok(())
    }
}

/// Makes a file that has no name, or none any more.
fn nameless(folder: &Path) -> io::Result<File> {
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    if let Ok(file) = rustix::fs::open(folder, flags, Mode::RUSR | Mode::WUSR) {
        return Ok(file.into());
    }
    // A file system that knows no nameless files.
    let path = folder.join("copying");
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
    fs::remove_file(&path)?;
    Ok(file)
}

/// Sorts where rows begin by their new places.
fn sort(rows: &[u8], starts: &mut [usize]) {
    let home = |start: usize| {
        let row = rows.get(start..).unwrap_or_default();
        let end = HEAD + row.first().copied().map_or(0, usize::from);
        row.get(HEAD..end).unwrap_or_default()
    };
    starts.sort_unstable_by(|a, b| home(*a).cmp(home(*b)));
}

/// Tells how long the row is that begins here.
fn length(row: &[u8]) -> usize {
    match row {
        [home, low, high, ..] => HEAD + usize::from(*home) + usize::from(u16::from_le_bytes([*low, *high])),
        _ => 0,
    }
}

fn decode(row: &[u8]) -> io::Result<Row> {
    let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (head, rest) = row.split_at_checked(HEAD).ok_or_else(cut)?;
    let (home, rest) = rest.split_at_checked(head.first().copied().map_or(0, usize::from)).ok_or_else(cut)?;
    Ok(Row { home: home.to_vec(), envelope: rest.to_vec() })
}

/// Rows in the order of their new places.
pub(super) struct Sorted {
    runs: Vec<Run>,
    /// The next row of each run.
    heads: BinaryHeap<Reverse<(Row, usize)>>,
}

impl Sorted {
    /// Gives the next row; `None` after the last.
    ///
    /// # Errors
    /// The file's.
    pub(super) fn next(&mut self) -> io::Result<Option<Row>> {
        let Some(Reverse((row, number))) = self.heads.pop() else { return Ok(None) };
        if let Some(next) = self.runs.get_mut(number).map(Run::next).transpose()?.flatten() {
            self.heads.push(Reverse((next, number)));
        }
        Ok(Some(row))
    }
}

enum Run {
    InMemory { rows: Vec<u8>, starts: std::vec::IntoIter<usize> },
    OnDisk { file: Arc<File>, at: u64, end: u64, read: Vec<u8>, next: usize },
}

impl Run {
    fn next(&mut self) -> io::Result<Option<Row>> {
        match self {
            Self::InMemory { rows, starts } => {
                let Some(start) = starts.next() else { return Ok(None) };
                let row = rows.get(start..).unwrap_or_default();
                decode(row.get(..length(row)).unwrap_or_default()).map(Some)
            }
            Self::OnDisk { file, at, end, read, next } => {
                let rest = read.get(*next..).unwrap_or_default();
                if rest.len() < HEAD || rest.len() < length(rest) {
                    // What is left of what was read, and then more.
                    read.drain(..*next);
                    *next = 0;
                    let (kept, left) = (read.len(), usize::try_from(*end - *at).unwrap_or(usize::MAX));
                    read.resize(kept + left.min(READ), 0);
                    let more = read.get_mut(kept..).unwrap_or_default();
                    file.read_exact_at(more, *at)?;
                    *at += more.len() as u64;
                }
                let rest = read.get(*next..).unwrap_or_default();
                if rest.is_empty() {
                    return Ok(None);
                }
                let length = length(rest);
                let row = rest.get(..length).filter(|row| !row.is_empty());
                *next += length;
                decode(row.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?).map(Some)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;

    fn row() -> impl Strategy<Value = Row> {
        let bytes = |most| prop::collection::vec(any::<u8>(), 0..most);
        (bytes(20), bytes(300)).prop_map(|(home, envelope)| Row { home, envelope })
    }

    fn all(mut sorted: Sorted) -> Vec<Row> {
        std::iter::from_fn(|| sorted.next().unwrap()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn rows_come_out_sorted_by_their_new_places(rows in prop::collection::vec(row(), 0..80), run in 1_usize..4000, in_memory: bool) {
            let folder = tempfile::tempdir().unwrap();
            let mut sorting = Sorting { run, ..Sorting::new((!in_memory).then_some(folder.path())) };
            rows.iter().for_each(|row| sorting.add(row).unwrap());
            let written = !sorting.runs.is_empty();
            prop_assert!(!(written && in_memory));
            prop_assert_eq!((sorting.bytes() > 0, sorting.len()), (!rows.is_empty(), rows.len() as u64));
            let sorted = all(sorting.sorted().unwrap());
            prop_assert!(sorted.is_sorted_by_key(|row| &row.home));
            let (mut sorted, mut rows) = (sorted, rows);
            sorted.sort();
            rows.sort();
            prop_assert!(sorted == rows);
            prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
        }
    }

    #[test]
    fn a_run_is_read_in_pieces() {
        let folder = tempfile::tempdir().unwrap();
        let mut sorting = Sorting { run: 4 * READ, ..Sorting::new(Some(folder.path())) };
        let rows: Vec<Row> = (0..3000_u32)
            .map(|nth| Row {
                home: nth.wrapping_mul(2_654_435_761).to_be_bytes().to_vec(),
                envelope: vec![7; 100 + nth as usize % 50],
            })
            .collect();
        rows.iter().for_each(|row| sorting.add(row).unwrap());
        assert!(sorting.runs.len() > 2);
        let mut expected = rows;
        expected.sort();
        assert!(all(sorting.sorted().unwrap()) == expected);
    }
}
