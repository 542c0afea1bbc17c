//! Where a campaign's files come from: the binary, or a folder.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use super::{Problem, manifest::line_of};
use crate::text::Language;

pub(super) const MANIFEST: &str = "campaign.toml";

/// No text of a campaign comes near it; a huge file is a mistake.
const MAX_FILE_BYTES: u64 = 256 * 1024;

#[derive(RustEmbed)]
#[folder = "campaigns/"]
struct Embedded;

/// The files of one campaign, unread.
pub(super) struct Source {
    /// The folder as the operator wrote it.
    label: String,
    files: BTreeMap<String, Vec<u8>>,
    /// Names of whatever else lies in the folder.
    beside: BTreeSet<String>,
}

pub(super) fn embedded_ids() -> Vec<String> {
    let mut ids: Vec<_> = Embedded::iter()
        .filter_map(|path| path.strip_suffix(MANIFEST)?.strip_suffix('/').map(str::to_owned))
        .filter(|id| !id.contains('/'))
        .collect();
    ids.sort();
    ids
}

impl Source {
    /// Takes an embedded campaign by its id, or else a folder; a relative one starts at `base`.
    ///
    /// # Errors
    /// As [`Source::folder`].
    pub(super) fn open(id_or_folder: &str, base: &Path) -> Result<Self, Vec<Problem>> {
        match Self::embedded(id_or_folder) {
            Some(embedded) => Ok(embedded),
            None => Self::folder(id_or_folder, &base.join(id_or_folder)),
        }
    }

    /// Takes the files of an embedded campaign; `None` where there is none of that id.
    pub(super) fn embedded(id: &str) -> Option<Self> {
        embedded_ids().into_iter().find(|known| known == id)?;
        let folder = format!("{id}/");
        let files = Embedded::iter()
            .filter_map(|path| {
                let name = path.strip_prefix(&folder)?.to_owned();
                Some((name, Embedded::get(&path)?.data.into_owned()))
            })
            .filter(|(name, _)| is_ours(name))
            .collect();
        Some(Self { label: format!("campaigns/{id}"), files, beside: BTreeSet::new() })
    }

    /// Takes the files of a folder.
    ///
    /// # Errors
    /// Where there is no such folder, or it or a file in it can't be read.
    pub(super) fn folder(label: &str, folder: &Path) -> Result<Self, Vec<Problem>> {
        let label = label.trim_end_matches('/').to_owned();
        let entries = fs::read_dir(folder).map_err(|error| vec![no_folder(&label, &error)])?;
        let (mut files, mut beside) = (BTreeMap::new(), BTreeSet::new());
        let mut problems = Vec::new();
        for entry in entries {
            let Ok(entry) = entry else { continue };
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            if !is_ours(&name) {
                beside.insert(name);
                continue;
            }
            match read_bounded(&entry.path()) {
                Ok(bytes) => drop(files.insert(name, bytes)),
                Err(error) => problems.push(Problem {
                    file: format!("{label}/{name}"),
                    line: None,
                    what: format!("it cannot be read: {error}"),
                    next_step: "Make it a plain file under 256 KiB that klich may read".to_owned(),
                }),
            }
        }
        if problems.is_empty() { Ok(Self { label, files, beside }) } else { Err(problems) }
    }

    /// Gives the SHA-256 of every file with its name.
    pub(super) fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        for (name, bytes) in &self.files {
            digest.update((name.len() as u64).to_be_bytes());
            digest.update(name);
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(bytes);
        }
        digest.finalize().into()
    }

    /// Gives the files by name, in order.
    pub(super) fn into_files(self) -> Vec<(String, Vec<u8>)> {
        self.files.into_iter().collect()
    }

    /// Makes a problem of one of the files.
    pub(super) fn problem(
        &self,
        file: &str,
        line: Option<usize>,
        what: impl Into<String>,
        next_step: impl Into<String>,
    ) -> Problem {
        Problem { file: format!("{}/{file}", self.label), line, what: what.into(), next_step: next_step.into() }
    }

    /// Tells whether something of this name lies in the folder.
    pub(super) fn holds(&self, name: &str) -> bool {
        let name = name.trim_start_matches("./");
        self.files.contains_key(name) || self.beside.contains(name.split('/').next().unwrap_or_default())
    }

    /// Gives the number of a file's last line, from 1: where what is missing in it can be written.
    pub(super) fn last_line(&self, name: &str) -> Option<usize> {
        let lines = self.files.get(name)?.split(|byte| *byte == b'\n');
        Some((1..).zip(lines).filter(|(_, line)| !line.trim_ascii().is_empty()).last().map_or(1, |(number, _)| number))
    }

    /// Finds the line of a key in campaign.toml.
    pub(super) fn line_of(&self, section: &str, key: &str) -> Option<usize> {
        let manifest = self.files.get(MANIFEST).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        line_of(&manifest, section, 0, key)
    }

    /// Holds the languages that the campaign says it speaks against the files that are there.
    pub(super) fn has_files_of(&self, said: &[Language], problems: &mut Vec<Problem>) {
        let line = self.line_of("", "languages");
        for language in said.iter().filter(|language| **language != Language::English) {
            let name = format!("{}.ftl", language.code());
            if !self.files.contains_key(&name) {
                let what = format!("`languages` has `{}`, and there is no {name}", language.code());
                problems.push(self.problem(
                    MANIFEST,
                    line,
                    what,
                    "Write the file, after en.ftl, or take it off the list",
                ));
            }
        }
        for (name, language) in
            self.files.keys().filter_map(|name| Some((name, name.strip_suffix(".ftl").and_then(Language::from_code)?)))
        {
            if !said.contains(&language) {
                let what = format!("campaign.toml does not list `{}` in `languages`", language.code());
                problems.push(self.problem(name, Some(1), what, "Add it there, or remove the file"));
            }
        }
    }

    /// Gives `campaign.toml`.
    pub(super) fn manifest(&self, problems: &mut Vec<Problem>) -> Option<String> {
        match self.files.get(MANIFEST) {
            Some(bytes) => self.utf8(MANIFEST, bytes, problems),
            None => {
                let next_step = "Write it, after the example that `klich init` puts into a folder";
                problems.push(self.problem(MANIFEST, None, "the file is missing", next_step));
                None
            }
        }
    }

    /// Gives each language's file: its language, its name, its text.
    pub(super) fn wordings(&self, problems: &mut Vec<Problem>) -> Vec<(Language, String, String)> {
        let english = format!("{}.ftl", Language::English.code());
        if !self.files.contains_key(&english) {
            let next_step =
                "Write it: every text of the campaign is required in English, other languages fall back to it";
            problems.push(self.problem(&english, None, "the file is missing", next_step));
        }
        let mut wordings = Vec::new();
        for (name, bytes) in &self.files {
            let Some(code) = name.strip_suffix(".ftl") else { continue };
            match Language::from_code(code) {
                Some(language) => {
                    wordings.extend(self.utf8(name, bytes, problems).map(|text| (language, name.clone(), text)));
                }
                None => {
                    let known = Language::ALL.map(Language::code).join(", ");
                    let what = format!("klich speaks no language `{code}`");
                    let next = format!("Name the file after one of {known}, or remove it");
                    problems.push(self.problem(name, Some(1), what, next));
                }
            }
        }
        wordings
    }

    fn utf8(&self, name: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<String> {
        let text = String::from_utf8(bytes.to_vec());
        if let Err(error) = &text {
            let before = bytes.iter().take(error.utf8_error().valid_up_to());
            let line = before.filter(|byte| **byte == b'\n').count() + 1;
            problems.push(self.problem(name, Some(line), "this is not UTF-8", "Save the file as UTF-8"));
        }
        // Files written on other systems: a mark at the start, two signs for a line's end.
        text.ok().map(|text| text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
    }
}

fn is_ours(name: &str) -> bool {
    name == MANIFEST || name.ends_with(".ftl")
}

fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let about = fs::metadata(path)?;
    if !about.is_file() || about.len() > MAX_FILE_BYTES {
        return Err(io::Error::other("it is too large or no plain file"));
    }
    fs::read(path)
}

fn no_folder(label: &str, error: &io::Error) -> Problem {
    let known = embedded_ids().join(", ");
    Problem {
        file: label.to_owned(),
        line: None,
        what: format!("no campaign of this name is embedded, and no such folder can be read ({error})"),
        next_step: format!("Name one of: {known}; or a folder that holds {MANIFEST}"),
    }
}
