//! Reads what is on the disk as whoever takes it away would: file sizes, bytes written last, raw searches. Pure but for
//! [`Watcher`], which reads files.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

/// Bytes of the newest write that are shown.
const SHOWN: usize = 112;
/// Files above this many bytes are listed and searched, but not watched byte by byte.
const WATCHED: u64 = 64 << 20;

/// The data folder at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Disk {
    /// Its files by name.
    pub files: Vec<FileLine>,
    /// Their sizes together.
    pub bytes: u64,
    /// What was written last.
    pub fresh: Option<Fresh>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileLine {
    /// Path below the data folder.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Unix seconds of the last write.
    pub modified: f64,
}

/// Bytes that were written last.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fresh {
    /// Path below the data folder.
    pub file: String,
    /// Where the bytes begin.
    pub offset: usize,
    /// The bytes in lower-case hexadecimal.
    pub hex: String,
}

/// Remembers the files' bytes, so that it can tell what was written since.
#[derive(Default)]
pub struct Watcher {
    files: BTreeMap<PathBuf, (SystemTime, Vec<u8>)>,
    fresh: Option<Fresh>,
}

impl Watcher {
    /// Reads the folder again. Files that vanish meanwhile are left out.
    ///
    /// # Errors
    /// Where the folder can't be listed.
    pub fn look(&mut self, folder: &Path) -> io::Result<Disk> {
        let mut disk = Disk::default();
        let mut newest: Option<SystemTime> = None;
        for path in files(folder)? {
            let Ok(meta) = fs::metadata(&path) else { continue };
            let modified = meta.modified().unwrap_or(UNIX_EPOCH);
            let name = name_below(folder, &path);
            disk.bytes += meta.len();
            if let Some(fresh) = self.changed(&path, &name, meta.len(), modified)
                && newest.is_none_or(|newest| modified >= newest)
            {
                newest = Some(modified);
                self.fresh = Some(fresh);
            }
            let modified = modified.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
            disk.files.push(FileLine { name, size: meta.len(), modified });
        }
        disk.fresh = self.fresh.clone();
        Ok(disk)
    }

    fn changed(&mut self, path: &Path, name: &str, size: u64, modified: SystemTime) -> Option<Fresh> {
        let known = self.files.get(path);
        if size > WATCHED || known.is_some_and(|(at, bytes)| *at == modified && bytes.len() as u64 == size) {
            return None;
        }
        let now = fs::read(path).ok()?;
        let before = known.map_or(&[][..], |(_, bytes)| bytes);
        let fresh =
            last_written(before, &now).map(|(offset, bytes)| Fresh { file: name.to_owned(), offset, hex: hex(bytes) });
        self.files.insert(path.to_owned(), (modified, now));
        fresh
    }
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// What was looked for.
    pub query: String,
    /// Files that were read.
    pub files: usize,
    /// Bytes that were read.
    pub bytes: u64,
    /// Finds in all forms together.
    pub found: u64,
    /// Finds by form.
    pub forms: Vec<FoundForm>,
    /// How many finds random bytes of this size would give.
    pub by_chance: f64,
}

/// Finds of one form of what was looked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoundForm {
    /// How it was written, for people.
    pub form: &'static str,
    /// How often it was found.
    pub found: u64,
}

/// Looks for `query` in every file below `folder`, in every form that [`forms`] gives.
///
/// # Errors
/// Where the folder or a file can't be read.
pub fn search(folder: &Path, query: &str) -> io::Result<Found> {
    let query = query.trim();
    let wanted = forms(query);
    let mut found = Found {
        query: query.to_owned(),
        files: 0,
        bytes: 0,
        found: 0,
        forms: wanted.iter().map(|(form, _)| FoundForm { form, found: 0 }).collect(),
        by_chance: 0.0,
    };
    for path in files(folder)? {
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            Err(e) => return Err(e),
        };
        found.files += 1;
        found.bytes += bytes.len() as u64;
        for ((_, needle), line) in wanted.iter().zip(&mut found.forms) {
            let count = count(&bytes, needle);
            line.found += count;
            found.found += count;
        }
    }
    found.by_chance = wanted.iter().map(|(_, needle)| found.bytes as f64 / 256_f64.powi(needle.len() as i32)).sum();
    Ok(found)
}

/// Counts in every file below `folder` each place where one of `needles` begins, in one pass however many there are; gives the finds
/// by needle and the bytes that were read. Needles of fewer than four bytes are not looked for.
///
/// # Errors
/// Where the folder or a file can't be read.
pub fn search_all(folder: &Path, needles: &[Vec<u8>]) -> io::Result<(Vec<u64>, u64)> {
    let index = Index::new(needles);
    let mut found = vec![0; needles.len()];
    let mut read = 0;
    for path in files(folder)? {
        match fs::read(&path) {
            Ok(bytes) => {
                read += bytes.len() as u64;
                index.count(&bytes, &mut found);
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(e),
        }
    }
    Ok((found, read))
}

/// Counts as [`search_all`], in one piece of bytes.
pub fn count_all(bytes: &[u8], needles: &[Vec<u8>]) -> Vec<u64> {
    let mut found = vec![0; needles.len()];
    Index::new(needles).count(bytes, &mut found);
    found
}

/// Needles by their first four bytes.
struct Index<'a> {
    needles: &'a [Vec<u8>],
    by_start: HashMap<[u8; 4], Vec<usize>>,
    /// Which pairs of bytes begin any needle: rules out nearly every place at once.
    pairs: Vec<bool>,
}

impl<'a> Index<'a> {
    fn new(needles: &'a [Vec<u8>]) -> Self {
        let mut by_start: HashMap<[u8; 4], Vec<usize>> = HashMap::new();
        let mut pairs = vec![false; 1 << 16];
        for (number, needle) in needles.iter().enumerate() {
            let Some(start) = needle.first_chunk::<4>() else { continue };
            by_start.entry(*start).or_default().push(number);
            if let Some(pair) = pairs.get_mut(pair(start)) {
                *pair = true;
            }
        }
        Self { needles, by_start, pairs }
    }

    fn count(&self, bytes: &[u8], found: &mut [u64]) {
        for (at, start) in bytes.windows(4).enumerate() {
            let Some(start) = start.first_chunk::<4>() else { continue };
            if !self.pairs.get(pair(start)).copied().unwrap_or(false) {
                continue;
            }
            let rest = bytes.get(at..).unwrap_or_default();
            for number in self.by_start.get(start).into_iter().flatten() {
                if let (Some(needle), Some(found)) = (self.needles.get(*number), found.get_mut(*number)) {
                    *found += u64::from(rest.starts_with(needle));
                }
            }
        }
    }
}

fn pair(start: &[u8; 4]) -> usize {
    let [first, second, ..] = *start;
    usize::from(first) << 8 | usize::from(second)
}

/// Gives the byte strings under which `query` could stand in a file: text as UTF-8 (as it is, in small and in capital letters)
/// and UTF-16; a number also in binary, as eight bytes and cut to its own length in both byte orders, and as a varint, plain and zigzag.
/// No two are equal and none is empty.
pub fn forms(query: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut forms = Vec::new();
    let mut add = |name, bytes: Vec<u8>| {
        if !bytes.is_empty() && forms.iter().all(|(_, known)| *known != bytes) {
            forms.push((name, bytes));
        }
    };
    let number = query.parse::<i64>().ok();
    add(if number.is_some() { "decimal" } else { "UTF-8" }, query.as_bytes().to_vec());
    let Some(number) = number else {
        add("in small letters", query.to_lowercase().into_bytes());
        add("in capitals", query.to_uppercase().into_bytes());
        add("UTF-16", query.encode_utf16().flat_map(u16::to_le_bytes).collect());
        return forms;
    };
    add("8 bytes LE", number.to_le_bytes().to_vec());
    add("8 bytes BE", number.to_be_bytes().to_vec());
    if number > 0 {
        let short: Vec<u8> = number.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
        add("short LE", short.iter().rev().copied().collect());
        add("short BE", short);
    }
    add("varint", varint(number.cast_unsigned()));
    add("zigzag", varint(((number << 1) ^ (number >> 63)).cast_unsigned()));
    forms
}

/// Counts the places at which `needle` begins in `bytes`; overlapping ones count. An empty needle is nowhere.
pub fn count(bytes: &[u8], needle: &[u8]) -> u64 {
    let Some((first, rest)) = needle.split_first() else { return 0 };
    let mut places = 0;
    let mut left = bytes;
    while let Some(at) = left.iter().position(|byte| byte == first) {
        let Some((_, tail)) = left.split_at_checked(at + 1) else { break };
        places += u64::from(tail.starts_with(rest));
        left = tail;
    }
    places
}

/// Gives the end of what differs between `before` and `now`: its offset, a multiple of 16, and at most [`SHOWN`] bytes. Zeros at
/// the end of a file that is laid out ahead count as unwritten.
fn last_written<'a>(before: &[u8], now: &'a [u8]) -> Option<(usize, &'a [u8])> {
    let differs = |at: usize| before.get(at).copied().unwrap_or(0) != now.get(at).copied().unwrap_or(0);
    let last = (0..now.len()).rev().find(|at| differs(*at))?;
    let end = (last / 16 + 1) * 16;
    let start = end.saturating_sub(SHOWN);
    now.get(start..end.min(now.len())).map(|bytes| (start, bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// Lists the plain files below `folder`, sorted; sockets and links are left out.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<DirEntry> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => found.push(entry.path()),
                _ => {}
            }
        }
    }
    Ok(found)
}

fn name_below(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn every_place_is_counted() {
        assert_eq!(count(b"abcabc", b"abc"), 2);
        assert_eq!(count(b"aaaa", b"aa"), 3);
        assert_eq!(count(b"ab", b"abc"), 0);
        assert_eq!(count(b"abc", b""), 0);
        assert_eq!(count(b"", b"a"), 0);
    }

    #[test]
    fn a_number_is_found_in_each_of_its_forms() {
        let id: i64 = 7_016_112_020;
        let mut file = vec![0xee; 32];
        file.extend(id.to_le_bytes());
        file.push(0xee);
        file.extend(id.to_be_bytes());
        file.extend(b" 7016112020 ");
        file.extend(postcard::to_stdvec(&id).unwrap());
        file.extend(postcard::to_stdvec(&id.cast_unsigned()).unwrap());
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("deeper")).unwrap();
        fs::write(folder.path().join("deeper/db"), &file).unwrap();
        let found = search(folder.path(), "7016112020").unwrap();
        assert_eq!((found.files, found.bytes), (1, file.len() as u64));
        for line in &found.forms {
            assert_eq!(line.found, 1, "{}", line.form);
        }
        assert_eq!(found.forms.len(), 7);
        assert!(search(folder.path(), "7016112021").unwrap().found == 0);
    }

    #[test]
    fn a_text_is_found_whatever_its_case() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "алеся АЛЕСЯ Алеся").unwrap();
        assert_eq!(search(folder.path(), " Алеся ").unwrap().found, 3);
        assert_eq!(search(folder.path(), "").unwrap().found, 0);
    }

    #[test]
    fn many_are_counted_in_one_pass_as_one_by_one() {
        let bytes = "Алеся Каліноўская, Алеся, 7016112020".as_bytes().repeat(3);
        let needles: Vec<Vec<u8>> = ["Алеся", "Каліноўская", "7016112020", "nobody", "0", ""]
            .iter()
            .map(|needle| needle.as_bytes().to_vec())
            .collect();
        assert_eq!(count_all(&bytes, &needles), [6, 3, 3, 0, 0, 0]);
        for (needle, found) in needles.iter().zip(count_all(&bytes, &needles)).take(4) {
            assert_eq!(count(&bytes, needle), found);
        }
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), &bytes).unwrap();
        assert_eq!(search_all(folder.path(), &needles).unwrap(), (vec![6, 3, 3, 0, 0, 0], bytes.len() as u64));
    }

    #[test]
    fn chance_is_told_for_short_words() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), vec![0; 65_536]).unwrap();
        let found = search(folder.path(), "77").unwrap();
        assert!(found.by_chance > 1.0, "{}", found.by_chance);
    }

    #[test]
    fn the_last_difference_is_shown() {
        let before = vec![0; 4096];
        let mut now = before.clone();
        assert_eq!(last_written(&before, &now), None);
        now[5] = 1;
        assert_eq!(last_written(&before, &now).unwrap(), (0, &now[..16]));
        now[2047] = 1;
        assert_eq!(last_written(&before, &now).unwrap(), (2048 - SHOWN, &now[2048 - SHOWN..2048]));
        now.truncate(2047);
        now[2046] = 9;
        assert_eq!(last_written(&[], &now).unwrap().1.len(), SHOWN - 1);
    }

    #[test]
    fn the_watcher_tells_what_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("db");
        fs::write(&path, [0; 64]).unwrap();
        let mut watcher = Watcher::default();
        let first = watcher.look(folder.path()).unwrap();
        assert_eq!((first.bytes, first.fresh), (64, None));
        let mut bytes = vec![0; 64];
        bytes.extend([0xab; 16]);
        fs::write(&path, &bytes).unwrap();
        let second = watcher.look(folder.path()).unwrap();
        let fresh = second.fresh.unwrap();
        assert_eq!((fresh.file.as_str(), fresh.offset), ("db", 0));
        assert!(fresh.hex.ends_with(&"ab".repeat(16)));
        assert_eq!(second.files[0].size, 80);
    }
}
