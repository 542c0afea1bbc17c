//! Values of the file, each of its type, and what to say of one that is not.

use toml::{Table, Value};

use super::super::nearest::advice;
use super::super::{
    Problem,
    source::{MANIFEST, Source},
};

/// A table of the file, and where it stands.
pub(super) struct Section<'a> {
    pub(super) table: &'a Table,
    pub(super) name: &'static str,
    /// Which of several, from 0.
    pub(super) nth: usize,
}

pub(super) struct Reader<'a> {
    pub(super) source: &'a Source,
    pub(super) text: &'a str,
    pub(super) problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    pub(super) fn say(
        &mut self,
        section: &Section<'_>,
        key: &str,
        what: impl Into<String>,
        next_step: impl Into<String>,
    ) {
        // What is missing has no line of its own: it belongs above the first section, or where its section begins.
        let line = line_of(self.text, section.name, section.nth, key).or(Some(1));
        self.problems.push(self.source.problem(MANIFEST, line, what, next_step));
    }

    pub(super) fn known(&mut self, section: &Section<'_>, known: &[&str]) {
        for key in section.table.keys().filter(|key| !known.contains(&key.as_str())) {
            self.say(section, key, format!("nothing is called `{key}` here"), advice(key, known));
        }
    }

    pub(super) fn section<'t>(&mut self, root: &Section<'t>, name: &'static str) -> Option<Section<'t>> {
        match root.table.get(name) {
            Some(Value::Table(table)) => Some(Section { table, name, nth: 0 }),
            _ => {
                self.say(
                    root,
                    name,
                    format!("the section [{name}] is missing"),
                    "Write it, after the example of `klich init`",
                );
                None
            }
        }
    }

    /// Gives a value of the right type; names it where it is missing or of another type.
    pub(super) fn value<'t, T>(
        &mut self,
        section: &Section<'t>,
        key: &str,
        wanted: &str,
        read: impl Fn(&'t Value) -> Option<T>,
    ) -> Option<T> {
        let value = section.table.get(key);
        let read = value.and_then(read);
        if read.is_none() {
            let what = match value {
                None => format!("`{key}` is missing"),
                Some(_) => format!("`{key}` is not what it should be"),
            };
            self.say(section, key, what, format!("Write {wanted}"));
        }
        read
    }

    pub(super) fn id<T: std::str::FromStr>(&mut self, section: &Section<'_>, key: &str) -> Option<T> {
        let wanted = "an id of 1 to 32 of a-z, 0-9 and -, beginning with a letter, in quotes";
        self.value(section, key, wanted, |value| value.as_str()?.parse().ok())
    }

    /// Reads a list of names that links and buttons carry; names each that they can't.
    pub(super) fn ids<T: std::str::FromStr>(&mut self, root: &Section<'_>, key: &str, wanted: &str) -> Option<Vec<T>> {
        let texts: Vec<&str> =
            self.value(root, key, wanted, |value| value.as_array()?.iter().map(Value::as_str).collect())?;
        let mut ids = Vec::new();
        for text in &texts {
            match text.parse() {
                Ok(id) => ids.push(id),
                Err(_) => {
                    let what = format!("`{key}` has a name that no link or button can carry: {}", shown(text));
                    self.say(root, key, what, "Write 1 to 32 of a-z, 0-9 and -, beginning with a letter");
                }
            }
        }
        (ids.len() == texts.len()).then_some(ids)
    }
}

/// Quotes what somebody wrote, as far as it is fit for one line.
pub(super) fn shown(written: &str) -> String {
    let short: String = written.chars().filter(|c| !c.is_control()).take(40).collect();
    format!("\"{short}\"")
}

/// Gives the line, from 1, at a byte of a text.
pub(in super::super) fn line_at(text: &str, position: usize) -> usize {
    text.bytes().take(position).filter(|byte| *byte == b'\n').count() + 1
}

/// Finds the line of a key in the nth section of a name, or else the line where that section begins.
pub(in super::super) fn line_of(text: &str, section: &str, nth: usize, key: &str) -> Option<usize> {
    let mut here = section.is_empty();
    let mut met = 0;
    let mut begins = None;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            let name = header.trim_start_matches('[').split(']').next().unwrap_or_default().trim();
            if section.is_empty() {
                here = false;
                // A section that is unknown or of the wrong kind stands under its own name.
                if name == key {
                    return Some(number);
                }
            } else {
                here = name == section && met == nth;
                met += usize::from(name == section);
                begins = if here { Some(number) } else { begins };
            }
        } else if here && line.split_once('=').is_some_and(|(name, _)| name.trim().trim_matches('"') == key) {
            return Some(number);
        }
    }
    begins
}
