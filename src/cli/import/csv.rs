//! A table, record by record: however long the file or one of its lines is, memory stays small. Source: RFC 4180.
//!
//! Lenient where spreadsheets differ: `,` `;` or tab between cells, any end of a line, spaces around a name in the first line.

use std::io::{self, BufRead};

use super::person::{Found, Refusal};

/// The longest record in bytes.
pub(super) const RECORD_MAX: usize = 64 << 10;

/// One record of a table, or what is wrong with it.
pub(super) struct Line {
    /// The number of the line that it begins in, from 1.
    pub(super) number: u64,
    pub(super) cells: Result<Vec<Vec<u8>>, Refusal>,
}

/// Cuts a table into records.
pub(super) struct Lines<R> {
    input: R,
    separator: u8,
    line: u64,
}

impl<R: BufRead> Lines<R> {
    /// Begins at the first byte behind a byte order mark.
    pub(super) fn new(input: R) -> Self {
        Self { input, separator: b',', line: 1 }
    }

    /// Sets what stands between cells.
    pub(super) fn separated_by(&mut self, separator: u8) {
        self.separator = separator;
    }

    /// Reads the rest of the line as it is, as far as a record may go.
    ///
    /// # Errors
    /// The input's.
    pub(super) fn next_raw(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        while line.len() < RECORD_MAX {
            match self.byte()? {
                Some(b'\n' | b'\r') | None => break,
                Some(byte) => line.push(byte),
            }
        }
        Ok(line)
    }

    /// Reads the next record that is not empty; `None` at the end.
    ///
    /// A record that is too long is passed over to the end of the line in which it got too long.
    ///
    /// # Errors
    /// The input's.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        loop {
            let number = self.line;
            let Some(cells) = self.record()? else { return Ok(None) };
            let is_empty = cells.as_ref().is_ok_and(|cells| cells.iter().all(Vec::is_empty));
            if !is_empty {
                return Ok(Some(Line { number, cells }));
            }
        }
    }

    fn record(&mut self) -> io::Result<Option<Result<Vec<Vec<u8>>, Refusal>>> {
        let (mut cells, mut cell) = (Vec::new(), Vec::new());
        let (mut length, mut quoted, mut was_quote, mut began) = (0_usize, false, false, false);
        loop {
            let Some(byte) = self.byte()? else {
                if quoted && !was_quote {
                    return Ok(Some(Err(Refusal::OpenQuote)));
                }
                if began {
                    cells.push(cell);
                }
                return Ok(began.then_some(Ok(cells)));
            };
            began = true;
            length += 1;
            if length > RECORD_MAX {
                let refusal = if quoted && !was_quote { Refusal::OpenQuote } else { Refusal::TooLong };
                if byte != b'\n' {
                    self.skip_line()?;
                }
                return Ok(Some(Err(refusal)));
            }
            if quoted {
                match (byte, was_quote) {
                    (b'"', false) => was_quote = true,
                    (b'"', true) => {
                        cell.push(b'"');
                        was_quote = false;
                    }
                    (byte, false) => cell.push(byte),
                    (byte, true) => {
                        (quoted, was_quote) = (false, false);
                        if self.ends(byte, &mut cells, &mut cell)? {
                            return Ok(Some(Ok(cells)));
                        }
                    }
                }
            } else if byte == b'"' && cell.is_empty() {
                quoted = true;
            } else if self.ends(byte, &mut cells, &mut cell)? {
                return Ok(Some(Ok(cells)));
            }
        }
    }

    /// Takes a byte outside of quotes; says whether it ends the record.
    fn ends(&mut self, byte: u8, cells: &mut Vec<Vec<u8>>, cell: &mut Vec<u8>) -> io::Result<bool> {
        match byte {
            b'\r' => {
                // Alone it ends a line, as old tables have it; before a line feed it is a part of that end.
                if self.peek()? == Some(b'\n') {
                    let _ = self.byte()?;
                } else {
                    self.line += 1;
                }
            }
            b'\n' => {}
            byte if byte == self.separator => {
                cells.push(std::mem::take(cell));
                return Ok(false);
            }
            byte => {
                cell.push(byte);
                return Ok(false);
            }
        }
        cells.push(std::mem::take(cell));
        Ok(true)
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?;
        if let Some(byte) = byte {
            self.input.consume(1);
            self.line += u64::from(byte == b'\n');
        }
        Ok(byte)
    }

    /// Passes over everything to the end of the line, however long it is.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let Some(end) = buffer.iter().position(|byte| *byte == b'\n') else {
                let length = buffer.len();
                if length == 0 {
                    return Ok(());
                }
                self.input.consume(length);
                continue;
            };
            self.input.consume(end + 1);
            self.line += 1;
            return Ok(());
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Name,
    Given,
    Family,
    Town,
    Union,
    Contact,
    Email,
    Phone,
    Note,
    Language,
    Kinds,
    Date,
    MayPrint,
    /// What our own tables tell of a letter: only pledges are brought in.
    Sort,
    /// What Proca's tables tell of an action: only signatures are.
    Action,
    /// Known, and not needed.
    Passed,
}

impl Column {
    fn of(name: &str) -> Option<Self> {
        let name: String =
            name.trim().to_lowercase().chars().map(|c| if matches!(c, ' ' | '-') { '_' } else { c }).collect();
        Some(match name.as_str() {
            "name" | "full_name" => Self::Name,
            "first_name" | "firstname" | "given_name" | "contact.first_name" => Self::Given,
            "last_name" | "lastname" | "family_name" | "surname" | "contact.last_name" => Self::Family,
            "town" | "city" | "locality" => Self::Town,
            "union" => Self::Union,
            "contact" => Self::Contact,
            "email" | "e_mail" | "email_address" | "contact.email" => Self::Email,
            "phone" | "mobile" | "phone_number" | "contact.phone" => Self::Phone,
            "note" | "comment" | "comments" => Self::Note,
            "language" | "lang" | "locale" => Self::Language,
            "kind" | "kinds" => Self::Kinds,
            "date" | "day" | "created" | "created_at" | "created_date" | "timestamp" => Self::Date,
            "may_print" | "print" => Self::MayPrint,
            "sort" => Self::Sort,
            "actiontype" | "action_type" => Self::Action,
            "file" | "can_reply" | "statement" | "imported" => Self::Passed,
            _ => return None,
        })
    }
}

/// What the first line says.
#[derive(Debug)]
pub(super) struct Header {
    columns: Vec<Option<Column>>,
    /// Which columns are left out, from 1: nothing that klich knows, or the same as one before.
    pub(super) left_out: Vec<usize>,
    /// What stands between cells.
    pub(super) separator: u8,
}

impl Header {
    /// Reads the first line; `None` where it names neither a name nor a contact.
    pub(super) fn read(first: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(first).ok()?;
        let count = |separator: u8| first.iter().filter(|byte| **byte == separator).count();
        let separator =
            [b',', b';', b'\t'].into_iter().max_by_key(|separator| (count(*separator), *separator == b','))?;
        let mut columns = Vec::new();
        let mut left_out = Vec::new();
        for (place, name) in (1..).zip(text.split(char::from(separator))) {
            let column = Column::of(name.trim().trim_matches('"'));
            let is_new = column.is_some_and(|column| column == Column::Passed || !columns.contains(&Some(column)));
            if !is_new {
                left_out.push(place);
            }
            columns.push(column.filter(|_| is_new));
        }
        let names = [Column::Name, Column::Given, Column::Family, Column::Contact, Column::Email, Column::Phone];
        names.iter().any(|name| columns.contains(&Some(*name))).then_some(Self { columns, left_out, separator })
    }

    /// Reads a record.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn found(&self, cells: Vec<Vec<u8>>) -> Result<Found, Refusal> {
        if cells.len() != self.columns.len() {
            return Err(Refusal::Cells);
        }
        let mut found = Found::default();
        let (mut given, mut family, mut email, mut phone) = Default::default();
        for (column, cell) in self.columns.iter().zip(cells) {
            let text = String::from_utf8(cell).map_err(|_| Refusal::NotUtf8)?;
            match column {
                Some(Column::Name) => found.name = text,
                Some(Column::Given) => given = text,
                Some(Column::Family) => family = text,
                Some(Column::Town) => found.town = text,
                Some(Column::Union) => found.union = text,
                Some(Column::Contact) => found.contact = text,
                Some(Column::Email) => email = text,
                Some(Column::Phone) => phone = text,
                Some(Column::Note) => found.note = text,
                Some(Column::Language) => found.language = text,
                Some(Column::Kinds) => found.kinds = text,
                Some(Column::Date) => found.date = text,
                Some(Column::MayPrint) => found.may_print = text,
                Some(Column::Sort) if !matches!(text.trim(), "pledge" | "") => return Err(Refusal::OtherSort),
                Some(Column::Action) if !super::json::is_signature(&text) => return Err(Refusal::OtherSort),
                Some(Column::Sort | Column::Action | Column::Passed) | None => {}
            }
        }
        let first =
            |texts: [String; 3]| texts.into_iter().find(|text: &String| !text.trim().is_empty()).unwrap_or_default();
        found.name = first([found.name, format!("{given} {family}"), String::new()]);
        found.contact = first([found.contact, email, phone]);
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &[u8]) -> Vec<(u64, Result<Vec<String>, Refusal>)> {
        let mut lines = Lines::new(text);
        let mut found = Vec::new();
        while let Some(Line { number, cells }) = lines.next().unwrap() {
            let texts =
                |cells: Vec<Vec<u8>>| cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            found.push((number, cells.map(texts)));
        }
        found
    }

    fn cells<const N: usize>(cells: [&str; N]) -> Result<Vec<String>, Refusal> {
        Ok(cells.map(str::to_owned).to_vec())
    }

    #[test]
    fn every_end_of_a_line_and_every_quote_is_read() {
        let text = b"a,b\r\n\"x, \"\"y\"\"\nz\",2\n\n,\r,last";
        let expected = vec![(1, cells(["a", "b"])), (2, cells(["x, \"y\"\nz", "2"])), (6, cells(["", "last"]))];
        assert_eq!(lines(text), expected);
        assert_eq!(lines(b"a\"b,\"c\"d"), vec![(1, cells(["a\"b", "cd"]))]);
        assert_eq!(lines(b""), vec![]);
    }

    #[test]
    fn a_line_without_an_end_costs_no_memory_and_a_quote_that_is_not_closed_not_the_rest() {
        let long = [b"a,b\n".as_slice(), &vec![b'x'; 3 * RECORD_MAX], b"\nc,d\n"].concat();
        assert_eq!(lines(&long), vec![(1, cells(["a", "b"])), (2, Err(Refusal::TooLong)), (3, cells(["c", "d"]))]);
        let rows = "x,y\n".repeat(RECORD_MAX / 4 + 5);
        let open = [b"a,\"b\n".as_slice(), rows.as_bytes()].concat();
        let found = lines(&open);
        assert_eq!(found[0], (1, Err(Refusal::OpenQuote)));
        assert!(found.len() > 3 && found[1..].iter().all(|(_, row)| *row == cells(["x", "y"])));
        assert_eq!(lines(b"a,\"b"), vec![(1, Err(Refusal::OpenQuote))]);
    }

    #[test]
    fn the_first_line_says_what_the_columns_are() {
        let header = Header::read("Name;E-mail;Shoe size;email;may print".as_bytes()).unwrap();
        assert_eq!((header.separator, header.left_out.as_slice()), (b';', [3, 4].as_slice()));
        let found =
            header.found(["Ann", "a@b.c", "39", "x@y.z", "yes"].map(|cell| cell.as_bytes().to_vec()).to_vec()).unwrap();
        assert_eq!((found.name.as_str(), found.contact.as_str(), found.may_print.as_str()), ("Ann", "a@b.c", "yes"));
        assert!(Header::read(b"Ann,Minsk,39").is_none() && Header::read(b"\xff\xfen").is_none());
        let proca = Header::read(
            b"campaignName,actionPageName,actionType,contact.first_name,contact.last_name,contact.email,created,id",
        )
        .unwrap();
        let row = |action: &str| {
            ["c", "p", action, "Ann", "Bee", "a@b.c", "2026-11-16T10:00:00Z", "7"]
                .map(|cell| cell.as_bytes().to_vec())
                .to_vec()
        };
        assert_eq!(proca.found(row("petition")).unwrap().name, "Ann Bee");
        assert_eq!(proca.found(row("share_click")).unwrap_err(), Refusal::OtherSort);
        assert_eq!(proca.found(vec![b"x".to_vec()]).unwrap_err(), Refusal::Cells);
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), any::<u8>()], 0..200)) {
            let _ = lines(&bytes);
            let _ = Header::read(&bytes);
        }

        /// What is written by the rules is read back.
        #[test]
        fn a_table_reads_back(rows in prop::collection::vec(prop::collection::vec("[a-z\",\r\n]{1,9}", 2), 1..9)) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let text: String = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n").collect();
            let read: Vec<_> = lines(text.as_bytes()).into_iter().map(|(_, cells)| cells.unwrap()).collect();
            prop_assert_eq!(read, rows);
        }
    }
}
