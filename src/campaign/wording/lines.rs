//! Where in a file something stands, for whoever has to mend it.

use super::Reader;

impl Reader<'_, '_> {
    /// Gives the last line: where what is missing can be written.
    pub(super) fn end(&self) -> Option<usize> {
        self.source.last_line(self.name)
    }

    /// Finds the line of a part of a text.
    pub(super) fn line_of_part(&self, id: &str, part: &str) -> Option<usize> {
        let begin = self.line_of(id)?;
        let starts = |line: &&str| line.trim_start().strip_prefix('.').is_some_and(|rest| rest.starts_with(part));
        let found = self.text.lines().skip(begin).position(|line| starts(&line));
        found.map_or(Some(begin), |at| Some(begin + at + 1))
    }

    /// Finds the first line from a text's own on that holds something.
    pub(super) fn line_with(&self, id: &str, what: &str) -> Option<usize> {
        let begin = self.line_of(id)?;
        let found = self.text.lines().skip(begin - 1).position(|line| line.contains(what));
        found.map_or(Some(begin), |at| Some(begin + at))
    }

    pub(super) fn line_of(&self, id: &str) -> Option<usize> {
        self.lines_of(id).next()
    }

    pub(super) fn last_line_of(&self, id: &str) -> Option<usize> {
        self.lines_of(id).last()
    }

    pub(super) fn lines_of(&self, id: &str) -> impl Iterator<Item = usize> {
        (1..)
            .zip(self.text.lines())
            .filter(move |(_, line)| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('=')))
            .map(|(number, _)| number)
    }
}

/// Braces that lie deeper in each other are not parsed: Fluent's parser takes stack for each, and a text needs none.
pub(super) const DEPTH_MAX: usize = 32;

/// Finds the line in which braces lie too deep. What stands in quotes within braces is text; with a new entry, which
/// begins a line, all are closed.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '#' | '-')) {
            depth = 0;
        }
        let (mut quoted, mut escaped) = (false, false);
        for byte in line.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' if depth > 0 => quoted = !quoted,
                b'{' if !quoted => depth += 1,
                b'}' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEPTH_MAX {
                return Some(number);
            }
        }
    }
    None
}
