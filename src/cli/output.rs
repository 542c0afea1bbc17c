//! What goes to the terminal: text for people or JSON for machines, and colour only where somebody sees it.

use std::fmt;
use std::io::{self, IsTerminal as _, StdoutLock, Write as _};

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

/// Writes lines to standard error; where that takes nothing, there is nobody to tell.
pub(super) fn tell(text: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Standard output.
pub(super) struct Output {
    json: bool,
    colour: bool,
    out: StdoutLock<'static>,
}

impl Output {
    /// Takes standard output.
    pub(super) fn new(json: bool) -> Self {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { json, colour: !no_colour && io::stdout().is_terminal(), out: io::stdout().lock() }
    }

    /// Tells whether JSON is asked for.
    pub(super) fn is_json(&self) -> bool {
        self.json
    }

    /// Prints a report: as one line of JSON, or as `text` writes it for a person.
    pub(super) fn report<T: Serialize>(&mut self, report: &T, text: impl FnOnce(&T) -> String) -> io::Result<()> {
        if self.json { self.json_line(report) } else { self.line(&text(report)) }
    }

    /// Prints one line of JSON.
    pub(super) fn json_line(&mut self, report: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, report)?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }

    /// Prints lines for a person.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", text.trim_end_matches('\n'))?;
        self.out.flush()
    }

    /// Gives a word in bold red or yellow, or as it is where colours are off.
    pub(super) fn alarming(&self, word: &str, is_error: bool) -> String {
        let code = if is_error { 31 } else { 33 };
        if self.colour { format!("\x1b[1;{code}m{word}\x1b[0m") } else { word.to_owned() }
    }

    /// Writes out what is buffered.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Lays out names and values, a line each.
pub(super) fn pairs<'a>(rows: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut table = plain();
    for (name, value) in rows {
        table.add_row([name.to_owned(), value]);
    }
    finish(table)
}

/// Lays out a table with a header; the columns in `numbers` are aligned to the right.
pub(super) fn table(header: &[&str], numbers: &[usize], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = plain();
    table.set_header(header);
    for row in rows {
        table.add_row(row);
    }
    for column in numbers {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    finish(table)
}

fn plain() -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table
}

fn finish(mut table: Table) -> String {
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_below_each_other() {
        let rows = [vec!["be".to_owned(), "5".to_owned()], vec!["en".to_owned(), "1200".to_owned()]];
        assert_eq!(table(&["language", "people"], &[1], rows), "language  people\nbe             5\nen          1200");
    }
}
