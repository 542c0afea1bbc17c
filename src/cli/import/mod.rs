//! `klich import`: brings in pledges that were collected elsewhere, sealed on the way to the organisers.
//!
//! The file is read twice: a test run over all of it, which takes nothing, and only then, with `--write`, once more. One
//! record is in memory at a time, and sixteen bytes of each that were read.

mod csv;
mod json;
mod person;
mod report;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::thread;

use clap::Args;

use self::csv::{Header, Line, Lines};
use self::person::{Found, Person, Refusal, Rules};
use self::report::Report;
use super::webapp::campaign_of;
use super::{Context, Failure, key_lists, reach};
use crate::campaign::Day;
use crate::control::reports::{ImportKnown, ImportTaken};
use crate::control::{ControlError, ImportedPledge, Request};
use crate::seal::{Recipient, seal};

/// Records that are asked for, or handed in, at a time.
const AT_ONCE: usize = 64;

#[derive(Debug, Args)]
#[command(after_help = "\
A table (CSV, with , ; or tab) names its columns in the first line: kind name town union contact note language date
may_print. name or contact must be there; first_name and last_name, email and phone, city, comment and created are
understood too. Or JSON: people or signatures of OSDI (Action Network), or actions that Proca exported.

The pledges are for the petition of the first campaign, where the bot serves several.

Without --write it is a test run: everything is looked at, and nothing is taken.")]
pub(super) struct ImportArgs {
    /// The list
    file: PathBuf,
    /// Take what the test run found good
    #[arg(long)]
    write: bool,
}

/// Looks at the whole file; with `--write` takes it then.
pub(super) fn run(args: &ImportArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let config = context.load()?.config;
    let recipients = key_lists::keys_of(&config)?.recipients;
    if recipients.is_empty() {
        let what = "there is nobody to seal to: `organisers.recipients` is empty, and nothing is taken unsealed";
        let next = "make a key with `klich keys new-organiser`, and name it there";
        return Err(ControlError::configuration(what, next).into());
    }
    let campaign = campaign_of(&config)?;
    let now = jiff::Timestamp::now();
    let today = Day::from_timestamp(now, campaign.action_day().time_zone()).date();
    let rules = Rules { campaign: &campaign, today };
    let asking = reach::Asking::new(reach::reach(context)?, context)?;
    let mut list = List::open(&args.file)?;

    let mut report = Report::new(&args.file, args.write);
    let mut seen: HashSet<[u8; 16]> = HashSet::new();
    let mut asked: Vec<Person> = Vec::new();
    let look = |asked: &mut Vec<Person>, report: &mut Report| -> Result<(), Failure> {
        let marks = asked.drain(..).map(|person| person.mark.to_string()).collect();
        let ImportKnown { known } = asking.ask(Request::ImportKnown { marks })?;
        report.looked_at(&known);
        Ok(())
    };
    list.each(|place, found| {
        report.records += 1;
        match found.and_then(|found| rules.take(found)) {
            Err(why) => report.refused(place, why),
            Ok(person) if !seen.insert(person.mark.short()) => report.twice(place),
            Ok(person) => asked.push(person),
        }
        if asked.len() >= AT_ONCE { look(&mut asked, &mut report) } else { Ok(()) }
    })?;
    look(&mut asked, &mut report)?;
    report.read(&list);
    if report.records == 0 {
        let what = format!("{} holds no record", args.file.display());
        return Err(ControlError::usage(what, "see `klich import --help` for what it may hold").into());
    }

    if args.write {
        report.begin_taking();
        let mut chunk: Vec<Person> = Vec::new();
        let mut first = true;
        let mut take = |chunk: &mut Vec<Person>, report: &mut Report| -> Result<(), Failure> {
            if chunk.is_empty() {
                return Ok(());
            }
            let pledges = sealed(chunk, &recipients)?;
            chunk.clear();
            let ImportTaken { taken } =
                asking.ask(Request::ImportTake { pledges, first: std::mem::take(&mut first) })?;
            report.taken(&taken);
            Ok(())
        };
        seen.clear();
        list.each(|_, found| {
            if let Ok(person) = found.and_then(|found| rules.take(found))
                && seen.insert(person.mark.short())
            {
                chunk.push(person);
            }
            if chunk.len() >= AT_ONCE { take(&mut chunk, &mut report) } else { Ok(()) }
        })?;
        take(&mut chunk, &mut report)?;
    }
    context.output.report(&report, Report::text)?;
    // Nothing in it could be taken: what stands in the report is an error then.
    if report.is_useless() { Err(Failure::Told(crate::control::Code::Failed)) } else { Ok(()) }
}

/// Seals letters, on all cores.
fn sealed(people: &[Person], recipients: &[Recipient]) -> Result<Vec<ImportedPledge>, Failure> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(8);
    let length = people.len().div_ceil(workers).max(1);
    let work = |people: &[Person]| people.iter().map(|person| seal_one(person, recipients)).collect::<Option<Vec<_>>>();
    let parts: Vec<Option<Vec<ImportedPledge>>> = thread::scope(|scope| {
        let parts: Vec<_> = people.chunks(length).map(|people| scope.spawn(move || work(people))).collect();
        parts.into_iter().map(|part| part.join().ok().flatten()).collect()
    });
    let sealed: Option<Vec<Vec<ImportedPledge>>> = parts.into_iter().collect();
    let failed = || ControlError::failed("a pledge could not be sealed", "nothing of it was taken; try again");
    Ok(sealed.ok_or_else(failed)?.concat())
}

fn seal_one(person: &Person, recipients: &[Recipient]) -> Option<ImportedPledge> {
    let padded = person.letter.to_long_padded().ok()?;
    let sealed = seal(padded.as_bytes(), recipients).ok()?.to_wire();
    let kinds = person.kinds.iter().map(|kind| kind.code().to_owned()).collect();
    Some(ImportedPledge { mark: person.mark.to_string(), kinds, sealed })
}

/// The file, of either form.
struct List {
    path: PathBuf,
    file: File,
    form: Form,
}

enum Form {
    Table(Header),
    Json,
}

impl List {
    fn open(path: &Path) -> Result<Self, Failure> {
        let wrong = |what: String, next: &str| Failure::from(ControlError::usage(what, next));
        let name = path.display();
        let mut file = File::open(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => wrong(format!("there is no file {name}"), "name the right file"),
            _ => unreadable(path, &error).into(),
        })?;
        if !file.metadata().is_ok_and(|meta| meta.is_file()) {
            return Err(wrong(format!("{name} is no file"), "save the list as a file: it is read twice"));
        }
        let mut begin = [0; 4];
        let length = file.read(&mut begin).map_err(|error| unreadable(path, &error))?;
        let begin = begin.get(..length).unwrap_or_default();
        if [&[0xff, 0xfe][..], &[0xfe, 0xff]].iter().any(|mark| begin.starts_with(mark)) || begin.contains(&0) {
            return Err(wrong(format!("{name} is UTF-16, or no text"), "save it as UTF-8"));
        }
        let mut reader = Self::behind_mark(path, &file)?;
        let first = Self::first_byte(&mut reader).map_err(|error| unreadable(path, &error))?;
        let form = match first {
            Some(b'{' | b'[') => Form::Json,
            _ => {
                let line = Lines::new(reader).next_raw().map_err(|error| unreadable(path, &error))?;
                let header = Header::read(&line).ok_or_else(|| {
                    let what = format!("{name}, line 1: it names no column with a name or a contact");
                    wrong(
                        what,
                        "begin the table with a line such as kind,name,town,union,contact,note,language,date,may_print",
                    )
                })?;
                Form::Table(header)
            }
        };
        Ok(Self { path: path.to_owned(), file, form })
    }

    /// Begins anew, behind a byte order mark.
    fn behind_mark<'a>(path: &Path, mut file: &'a File) -> Result<BufReader<&'a File>, Failure> {
        let mut mark = [0; 3];
        let begun = file.seek(SeekFrom::Start(0)).and_then(|_| file.read(&mut mark));
        let length = begun.map_err(|error| unreadable(path, &error))?;
        let start = if length == 3 && mark == [0xef, 0xbb, 0xbf] { 3 } else { 0 };
        file.seek(SeekFrom::Start(start)).map_err(|error| unreadable(path, &error))?;
        Ok(BufReader::new(file))
    }

    /// Looks at the first byte that is no space, and takes none but spaces.
    fn first_byte(reader: &mut BufReader<&File>) -> io::Result<Option<u8>> {
        loop {
            match reader.fill_buf()?.first().copied() {
                Some(byte) if byte.is_ascii_whitespace() => reader.consume(1),
                byte => return Ok(byte),
            }
        }
    }

    /// Gives every record with its place: its line in a table, its number in JSON.
    fn each(
        &mut self,
        mut each: impl FnMut(u64, Result<Found, Refusal>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let reader = Self::behind_mark(&self.path, &self.file)?;
        match &self.form {
            Form::Table(header) => {
                let mut lines = Lines::new(reader);
                lines.separated_by(header.separator);
                let mut is_header = true;
                while let Some(Line { number, cells }) = lines.next().map_err(|error| unreadable(&self.path, &error))? {
                    if !std::mem::take(&mut is_header) {
                        each(number, cells.and_then(|cells| header.found(cells)))?;
                    }
                }
                Ok(())
            }
            Form::Json => {
                let (mut number, mut failed) = (0, None);
                let read = json::records(reader, |record| {
                    number += 1;
                    if failed.is_none() {
                        failed = each(number, json::found(&record)).err();
                    }
                });
                if let Some(failed) = failed {
                    return Err(failed);
                }
                read.map_err(|broken| {
                    let (name, line) = (self.path.display(), broken.line);
                    let (what, next) = match broken.error {
                        Some(error) => {
                            (format!("{name}, near line {line}: {error}"), "nothing was taken; mend the file")
                        }
                        None => (
                            format!("{name}, line {line}: here it is no whole JSON any more"),
                            "nothing was taken; export it again, and see that the download has ended",
                        ),
                    };
                    ControlError::usage(what, next).into()
                })
            }
        }
    }

    fn left_out(&self) -> &[usize] {
        match &self.form {
            Form::Table(header) => &header.left_out,
            Form::Json => &[],
        }
    }

    fn is_table(&self) -> bool {
        matches!(self.form, Form::Table(_))
    }
}

fn unreadable(path: &Path, error: &io::Error) -> ControlError {
    ControlError::failed(format!("{} can't be read: {error}", path.display()), "let this user read it")
}
