//! Looks for names, ids and texts in raw files, in every form in which they could stand there.

use std::collections::HashMap;
use std::path::Path;
use std::{fs, io};

use serde::Serialize;

use super::disk::files;

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

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
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
}
