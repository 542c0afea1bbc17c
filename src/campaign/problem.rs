//! A mistake in a campaign's folder, said so that one can mend it.

use std::fmt;

/// One mistake: where it is, what it is, what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, with the folder as the operator wrote it.
    pub file: String,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub next_step: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        // One line, whatever an error's own text holds.
        let text = format!("{}{line}: {}. {}.", self.file, self.what, self.next_step);
        f.write_str(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
