//! `klich pledges open`: what was sealed to the organisers, opened on their own machine, offline.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use serde_json::json;

use super::super::files::{make_folder, read_bytes, read_identity, write_new, write_only_new};
use super::super::key_passphrase::PassphraseArgs;
use super::super::output::table;
use super::super::{Context, Failure};
use super::{osdi, petition};
use crate::control::ControlError;
use crate::seal::{Identities, Letter, PICTURE_SEALED_MAX, Pledge, SealedFile};

/// Who opens.
#[derive(Debug, Args)]
pub(super) struct OpenWith {
    /// The organiser's age identity file: plain, protected by a passphrase, or of a plugin
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    #[command(flatten)]
    passphrase: PassphraseArgs,
}

impl OpenWith {
    /// Takes an identity file and, where there is one, the file with its passphrase.
    pub(super) fn new(identity: &Path, passphrase_file: Option<&Path>) -> Self {
        Self { identity: identity.to_owned(), passphrase: PassphraseArgs::of(passphrase_file) }
    }

    /// Reads the identity, asking for its passphrase where it has one.
    pub(super) fn identities(&self) -> Result<Identities, ControlError> {
        let name = self.identity.display().to_string();
        Identities::read(&read_identity(&self.identity)?, self.passphrase.asking())
            .map_err(|error| ControlError::usage(format!("{name}: {error}"), "name the right file, and try again"))
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct OpenArgs {
    /// The folder of sealed files, or one file
    dir: PathBuf,
    #[command(flatten)]
    with: OpenWith,
    /// Only pledges, only messages, or only pictures
    #[arg(long, value_enum)]
    only: Option<Sort>,
    /// Only pledges of this kind; one option for each
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<String>,
    /// Only what was written in this language; one option for each
    #[arg(long = "language", value_name = "LANGUAGE")]
    languages: Vec<String>,
    /// Write a table for a spreadsheet
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write the pledges as signatures of OSDI, in JSON, for tools of other campaigns
    #[arg(long, value_name = "FILE")]
    osdi: Option<PathBuf>,
    /// Write the pictures as files into this folder, each named as its sealed file is
    #[arg(long, value_name = "DIR")]
    pictures: Option<PathBuf>,
    /// Write the petition to print, with the names of those who agreed: a web page, made to be printed or saved as PDF
    #[arg(long, value_name = "FILE")]
    petition: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    Pledges,
    Messages,
    Pictures,
}

/// One opened letter as it is shown and exported. Every text is the person's own.
#[derive(Serialize)]
struct Row {
    file: String,
    sort: &'static str,
    day: String,
    language: String,
    kinds: Vec<String>,
    name: String,
    may_print: bool,
    town: String,
    union: String,
    contact: String,
    note: String,
    can_reply: bool,
    statement: String,
    /// Whether organisers brought it in from another list.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    imported: bool,
}

/// Opens everything in the folder and gives what is asked for.
pub(super) fn run(args: &OpenArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let identities = args.with.identities()?;
    let names = sealed_files(&args.dir)?;
    let mut opened = Vec::new();
    let mut unopened = Vec::new();
    for (path, result) in open_all(&identities, &names) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match result {
            Ok(letter) => opened.push((name, letter)),
            Err(why) => unopened.push((name, why)),
        }
    }
    let (total, mut pictures) = (opened.len(), 0_u64);
    let (letters, replaced) = newest(opened);
    let letters: Vec<_> = letters.into_iter().filter(|(_, letter)| args.wants(letter)).collect();
    let rows: Vec<Row> = letters.iter().map(|(name, letter)| row(name, letter)).collect();
    if let Some(path) = &args.csv {
        write_only_new(path, csv(&rows).as_bytes())?;
    }
    if let Some(dir) = &args.pictures {
        make_folder(dir)?;
        for (name, letter) in &letters {
            let Letter::Picture(picture) = letter else { continue };
            let extension = if picture.media_type == "image/png" { "png" } else { "jpg" };
            let path = dir.join(format!("{}.{extension}", name.trim_end_matches(".age")));
            pictures += u64::from(write_new(&path, &picture.bytes)?);
        }
    }
    if let Some(path) = &args.osdi {
        let pledges = letters.iter().filter_map(|(name, letter)| match letter {
            Letter::Pledge(pledge) => Some((name.as_str(), pledge)),
            Letter::Message(_) | Letter::Picture(_) => None,
        });
        write_only_new(path, osdi::page(pledges).as_bytes())?;
    }
    if let Some(path) = &args.petition {
        let pledges = letters.iter().filter_map(|(_, letter)| match letter {
            Letter::Pledge(pledge) => Some(pledge),
            Letter::Message(_) | Letter::Picture(_) => None,
        });
        let page = petition::page(&pledges.collect::<Vec<&Pledge>>(), context)?;
        write_only_new(path, page.as_bytes())?;
    }
    let told: Vec<_> = unopened.iter().map(|(name, why)| json!({ "file": name, "why": why })).collect();
    let report = json!({ "opened": total, "replaced": replaced, "unopened": told, "letters": rows });
    let written: Vec<_> = [&args.csv, &args.osdi, &args.petition].into_iter().flatten().collect();
    context.output.report(&report, |_| {
        let mut text = if written.is_empty() && args.pictures.is_none() { listing(&rows) } else { String::new() };
        if let Some(dir) = &args.pictures {
            text.push_str(&format!("Wrote {pictures} pictures to {}\n", dir.display()));
        }
        for path in written {
            text.push_str(&format!("Wrote {}\n", path.display()));
        }
        text.push_str(&format!("{} shown of {total} opened", rows.len()));
        if replaced > 0 {
            text.push_str(&format!("; {replaced} replaced by a newer one of the same device"));
        }
        if !unopened.is_empty() {
            text.push_str(&format!("; {} not opened:", unopened.len()));
            for (name, why) in unopened.iter().take(20) {
                text.push_str(&format!("\n  {}: {why}", clean(name)));
            }
        }
        text
    })?;
    if total == 0 && !unopened.is_empty() { Err(Failure::Told(crate::control::Code::Failed)) } else { Ok(()) }
}

/// Opens one sealed file.
pub(super) fn open_one(identities: &Identities, path: &Path) -> Result<Letter, String> {
    let bytes = read_bytes(path, PICTURE_SEALED_MAX * 2).map_err(|error| error.what)?;
    let sealed = SealedFile::read_picture(&bytes).map_err(|error| error.to_string())?;
    let plaintext = identities.open(&sealed).map_err(|error| error.to_string())?;
    Letter::read(&plaintext).map_err(|error| error.to_string())
}

impl OpenArgs {
    fn wants(&self, letter: &Letter) -> bool {
        let (sort, language, kinds) = match letter {
            Letter::Pledge(pledge) => (Sort::Pledges, &pledge.language, pledge.kinds.as_slice()),
            Letter::Message(message) => (Sort::Messages, &message.language, &[][..]),
            Letter::Picture(picture) => (Sort::Pictures, &picture.language, &[][..]),
        };
        self.only.is_none_or(|only| only == sort)
            && (self.kinds.is_empty() || kinds.iter().any(|kind| self.kinds.contains(kind)))
            && (self.languages.is_empty() || self.languages.contains(language))
    }
}

/// Lists the files, without hidden ones and without replies; sorted.
fn sealed_files(dir: &Path) -> Result<Vec<PathBuf>, ControlError> {
    if dir.is_file() {
        return Ok(vec![dir.to_owned()]);
    }
    let entries = fs::read_dir(dir).map_err(|error| {
        ControlError::usage(format!("{} can't be read: {error}", dir.display()), "name the folder of sealed files")
    })?;
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        path.is_file() && !name.starts_with('.') && !name.ends_with(".reply.age")
    };
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(is_ours).collect();
    names.sort();
    Ok(names)
}

/// Opens every file on all cores, with a bar where somebody sees it; in the order of the names.
fn open_all<'a>(identities: &Identities, names: &'a [PathBuf]) -> Vec<(&'a Path, Result<Letter, String>)> {
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len} opened").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(u64::try_from(names.len()).unwrap_or(u64::MAX)).with_style(style);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((index, path)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            names.get(index).map(|path| (index, path.as_path()))
        } {
            done.push((index, path, open_one(identities, path)));
            bar.inc(1);
        }
        done
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(8);
    let mut done: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    });
    bar.finish_and_clear();
    done.sort_by_key(|(index, ..)| *index);
    done.into_iter().map(|(_, path, result)| (path, result)).collect()
}

/// Keeps of each device the newest pledge only: who fills in the form again means the last one. Gives how many went.
fn newest(opened: Vec<(String, Letter)>) -> (Vec<(String, Letter)>, usize) {
    let mut last: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (index, (_, letter)) in opened.iter().enumerate() {
        if let Letter::Pledge(Pledge { device: Some(device), day, statement, .. }) = letter {
            let entry = last.entry(format!("{} {statement}", device.as_str())).or_insert_with(|| (day.clone(), index));
            if *day >= entry.0 {
                *entry = (day.clone(), index);
            }
        }
    }
    let before = opened.len();
    let kept: Vec<_> = opened
        .into_iter()
        .enumerate()
        .filter(|(index, (_, letter))| match letter {
            Letter::Pledge(Pledge { device: Some(device), statement, .. }) => {
                last.get(&format!("{} {statement}", device.as_str())).is_some_and(|(_, newest)| newest == index)
            }
            _ => true,
        })
        .map(|(_, opened)| opened)
        .collect();
    let replaced = before - kept.len();
    (kept, replaced)
}

fn row(file: &str, letter: &Letter) -> Row {
    let can_reply = letter.device().is_some();
    match letter.clone() {
        Letter::Pledge(pledge) => Row {
            file: file.to_owned(),
            sort: "pledge",
            day: pledge.day,
            language: pledge.language,
            kinds: pledge.kinds,
            name: pledge.name,
            may_print: pledge.may_print,
            town: pledge.town,
            union: pledge.union,
            contact: pledge.contact,
            note: pledge.note,
            can_reply,
            statement: pledge.statement,
            imported: pledge.imported,
        },
        Letter::Message(message) => Row {
            file: file.to_owned(),
            // Telegram saw it in the chat.
            sort: if message.in_chat { "comment" } else { "message" },
            day: message.day,
            language: message.language,
            kinds: Vec::new(),
            name: String::new(),
            may_print: false,
            town: String::new(),
            union: String::new(),
            contact: String::new(),
            note: message.body,
            can_reply,
            statement: String::new(),
            imported: false,
        },
        Letter::Picture(picture) => Row {
            file: file.to_owned(),
            sort: "picture",
            day: picture.day,
            language: picture.language,
            kinds: Vec::new(),
            name: String::new(),
            may_print: false,
            town: String::new(),
            union: String::new(),
            contact: String::new(),
            note: format!("{}, {} KiB", picture.media_type, picture.bytes.len().div_ceil(1024)),
            can_reply,
            statement: String::new(),
            imported: false,
        },
    }
}

fn listing(rows: &[Row]) -> String {
    let header = ["file", "day", "kinds", "name", "print", "town", "union", "contact", "note"];
    let lines = rows.iter().map(|row| {
        let mut kinds = if row.sort == "pledge" { row.kinds.join(" ") } else { row.sort.to_owned() };
        if row.imported {
            kinds.push_str(" (imported)");
        }
        let print = if row.may_print { "yes" } else { "" };
        [&row.file, &row.day, &kinds, &row.name, print, &row.town, &row.union, &row.contact, &row.note]
            .map(clean)
            .into()
    });
    if rows.is_empty() { String::new() } else { format!("{}\n\n", table(&header, &[], lines)) }
}

/// What somebody sent must not steer the terminal.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{200e}'..='\u{202e}' | '\u{2066}'..='\u{2069}') { ' ' } else { c })
        .collect()
}

/// Source: RFC 4180. A cell that a spreadsheet would take for a formula gets a `'` before it.
fn csv(rows: &[Row]) -> String {
    let mut text =
        "file,sort,day,language,kinds,name,may_print,town,union,contact,note,can_reply,statement,imported\r\n"
            .to_owned();
    for row in rows {
        let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        let cells = [
            row.file.clone(),
            row.sort.to_owned(),
            row.day.clone(),
            row.language.clone(),
            row.kinds.join(" "),
            row.name.clone(),
            yes(row.may_print),
            row.town.clone(),
            row.union.clone(),
            row.contact.clone(),
            row.note.clone(),
            yes(row.can_reply),
            row.statement.clone(),
            yes(row.imported),
        ];
        text.push_str(&cells.map(|cell| csv_cell(&cell)).join(","));
        text.push_str("\r\n");
    }
    text
}

fn csv_cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn pledge(device: Option<&str>, day: &str, name: &str) -> (String, Letter) {
        let device = device.map(|key| key.parse().unwrap());
        let pledge = Pledge {
            device,
            day: day.to_owned(),
            name: name.to_owned(),
            kinds: vec!["sign".to_owned()],
            ..Pledge::default()
        };
        (name.to_owned(), Letter::Pledge(pledge))
    }

    #[test]
    fn of_each_device_the_newest_counts() {
        let key = age::x25519::Identity::generate().to_public().to_string();
        let letters = vec![
            pledge(Some(&key), "2026-11-15", "a"),
            pledge(Some(&key), "2026-11-16", "b"),
            pledge(Some(&key), "2026-11-14", "c"),
            pledge(None, "2026-11-14", "d"),
            pledge(None, "2026-11-14", "e"),
        ];
        let (kept, replaced) = newest(letters);
        let names: Vec<_> = kept.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((names, replaced), (vec!["b", "d", "e"], 2));
    }

    #[test]
    fn what_people_wrote_is_no_formula_and_steers_no_terminal() {
        assert_eq!(csv_cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(csv_cell("Ann \"A\", of\nMinsk"), "\"Ann \"\"A\"\", of\nMinsk\"");
        let (name, letter) = pledge(None, "2026-11-14", "\u{1b}[2JAnn\n");
        assert!(!listing(&[row(&name, &letter)]).contains('\u{1b}'));
    }
}
