//! What stands in the file and in the environment: each key's value, of the right kind, with its place.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::Serialized;
use serde_json::{Map, Value};
use toml_edit::{ImDocument, Item, TableLike};

use super::problem::Problem;
use super::schema::{KEYS, Kind, SECTIONS, find, nearest, variable};

/// Variables of klich that are no settings.
const OTHER_VARIABLES: [&str; 2] = ["KLICH_LOG", "KLICH_PARENT"];

/// Where a value stands.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    File { path: PathBuf, line: usize },
    Environment,
}

/// The values that are of the right kind, in two layers, and what is wrong with the others.
#[derive(Default)]
pub(super) struct Settings {
    file: Map<String, Value>,
    environment: Map<String, Value>,
    pub(super) origins: BTreeMap<&'static str, Origin>,
    pub(super) problems: Vec<Problem>,
    pub(super) doubtful: BTreeSet<&'static str>,
}

impl Settings {
    /// Adds the file's text; false where it is no TOML.
    pub(super) fn add_file(&mut self, path: &Path, text: &str) -> bool {
        let document = match ImDocument::parse(text) {
            Ok(document) => document,
            Err(error) => {
                // Its own Display quotes the line, which may hold a secret.
                let what = error.message().lines().collect::<Vec<_>>().join(", ");
                let line = error.span().map(|span| line_of(text, span.start));
                let problem = Problem::error(format!("this is not TOML: {what}"), "correct this line");
                self.problems.push(problem.at(path, line));
                return false;
            }
        };
        let place = Place { path, text };
        for (name, item) in document.iter() {
            let line = place.line(document.as_table(), name, item);
            match item.as_table_like() {
                Some(table) if SECTIONS.contains(&name) => {
                    for (key, item) in table.iter() {
                        let line = place.line(table, key, item);
                        self.add_item(&place, &format!("{name}.{key}"), item, line);
                    }
                }
                Some(_) => {
                    let problem = Problem::error(format!("there is no section [{name}]"), section_advice(name));
                    self.problems.push(problem.at(path, Some(line)));
                }
                None if SECTIONS.contains(&name) => {
                    let what = format!("`{name}` is a section, not a value");
                    let problem = Problem::error(what, format!("write [{name}] and its keys below it"));
                    self.problems.push(problem.at(path, Some(line)));
                }
                None => self.add_item(&place, name, item, line),
            }
        }
        true
    }

    fn add_item(&mut self, place: &Place<'_>, name: &str, item: &Item, line: usize) {
        let Some((key, kind)) = find(name) else {
            let problem = Problem::error(format!("there is no key `{name}`"), key_advice(name));
            self.problems.push(problem.at(place.path, Some(line)));
            return;
        };
        if key == "telegram.token" {
            let problem = Problem::error(
                "the token does not belong in this file",
                "move it to the file that `telegram.token_file` names, or to KLICH_TELEGRAM__TOKEN",
            );
            self.problems.push(problem.at(place.path, Some(line)));
            return;
        }
        match of_item(kind, item) {
            Some(value) => {
                self.origins.insert(key, Origin::File { path: place.path.to_owned(), line });
                insert(&mut self.file, key, value);
            }
            None => {
                let problem = wrong(&format!("`{key}`"), kind, item.as_str(), false);
                self.problems.push(problem.at(place.path, Some(line)));
                self.doubtful.insert(key);
            }
        }
    }

    /// Adds the variables that begin with `KLICH_`.
    pub(super) fn add_environment(&mut self, variables: impl IntoIterator<Item = (OsString, OsString)>) {
        let mut ours: Vec<(String, OsString)> = variables
            .into_iter()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| name.starts_with("KLICH_") && !OTHER_VARIABLES.contains(&name.as_str()))
            .collect();
        ours.sort();
        for (name, value) in ours {
            self.add_variable(&name, value);
        }
    }

    fn add_variable(&mut self, name: &str, value: OsString) {
        let Some((key, kind)) = KEYS.into_iter().find(|(key, _)| variable(key) == name) else {
            let bare = |name: &str| name.trim_start_matches("KLICH_").to_owned();
            let names: Vec<String> = KEYS.iter().map(|(key, _)| bare(&variable(key))).collect();
            let next = match nearest(&bare(name), names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean KLICH_{near}?"),
                None => "unset it; settings are named KLICH_SECTION__KEY".to_owned(),
            };
            // Without `__` it may come from elsewhere: container tools make up variables such as KLICH_PORT.
            self.problems.push(if name.contains("__") {
                Problem::error(format!("{name} is not a setting"), next)
            } else {
                Problem::warning(format!("{name} is not a setting and is ignored"), next)
            });
            return;
        };
        // Container tools pass on an unset variable as an empty one.
        if key == "telegram.token" && value.is_empty() {
            return;
        }
        let text = value.into_string().ok();
        match text.as_deref().and_then(|text| of_text(kind, text)) {
            Some(value) => {
                self.origins.insert(key, Origin::Environment);
                self.doubtful.remove(key);
                insert(&mut self.environment, key, value);
            }
            None => {
                self.problems.push(wrong(name, kind, text.as_deref(), true));
                self.doubtful.insert(key);
            }
        }
    }

    /// Gives the lines of the keys whose value comes from the file.
    pub(super) fn lines(&self) -> BTreeMap<&'static str, usize> {
        let line = |(key, origin): (&&'static str, &Origin)| match origin {
            Origin::File { line, .. } => Some((*key, *line)),
            Origin::Environment => None,
        };
        self.origins.iter().filter_map(line).collect()
    }

    /// Lays the environment over the file.
    pub(super) fn figment(&mut self) -> Figment {
        let file = Serialized::defaults(std::mem::take(&mut self.file));
        let environment = Serialized::defaults(std::mem::take(&mut self.environment));
        Figment::from(file).merge(environment)
    }
}

/// The file that is read.
struct Place<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Place<'_> {
    fn line(&self, table: &dyn TableLike, key: &str, item: &Item) -> usize {
        let span = table.key(key).and_then(toml_edit::Key::span).or_else(|| item.span());
        line_of(self.text, span.map_or(0, |span| span.start))
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn of_item(kind: Kind, item: &Item) -> Option<Value> {
    match kind {
        Kind::Text => item.as_str().map(Value::from),
        Kind::Integer => item.as_integer().map(Value::from),
        Kind::Flag => item.as_bool().map(Value::from),
        Kind::TextList => item.as_array()?.iter().map(|item| item.as_str().map(Value::from)).collect(),
        Kind::IntegerList => item.as_array()?.iter().map(|item| item.as_integer().map(Value::from)).collect(),
        Kind::Choice(choices) => item.as_str().filter(|text| allowed(choices, text)).map(Value::from),
    }
}

fn of_text(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Text => Some(text.into()),
        Kind::Integer => text.trim().parse::<i64>().ok().map(Value::from),
        Kind::Flag => text.trim().parse::<bool>().ok().map(Value::from),
        Kind::TextList => serde_json::from_str::<Vec<String>>(text).ok().map(Value::from),
        Kind::IntegerList => serde_json::from_str::<Vec<i64>>(text).ok().map(Value::from),
        Kind::Choice(choices) => Some(text.trim()).filter(|text| allowed(choices, text)).map(Value::from),
    }
}

fn allowed(choices: &[&str], text: &str) -> bool {
    choices.contains(&text)
}

fn insert(layer: &mut Map<String, Value>, key: &str, value: Value) {
    match key.split_once('.') {
        None => {
            layer.insert(key.to_owned(), value);
        }
        Some((section, key)) => {
            let section = layer.entry(section).or_insert_with(|| Value::Object(Map::new()));
            if let Some(section) = section.as_object_mut() {
                section.insert(key.to_owned(), value);
            }
        }
    }
}

/// Says what is wrong with a value that is not of its key's kind. Quotes it only where the key has a few known values.
fn wrong(label: &str, kind: Kind, written: Option<&str>, in_environment: bool) -> Problem {
    let what = match (kind, written) {
        (Kind::Choice(_), Some(text)) => {
            format!("{label} is \"{}\", which is none of its values", text.escape_default())
        }
        _ => format!("{label} is of the wrong kind"),
    };
    Problem::error(what, kind.how_to_write(in_environment))
}

fn section_advice(name: &str) -> String {
    match nearest(name, SECTIONS) {
        Some(near) => format!("did you mean [{near}]?"),
        None => format!("remove it; the sections are {}", SECTIONS.join(", ")),
    }
}

fn key_advice(name: &str) -> String {
    let last = |key: &str| key.rsplit('.').next() == name.rsplit('.').next();
    // The right key in the wrong section, or in none, before one that is spelt alike.
    if let Some((key, _)) = KEYS.iter().find(|(key, _)| last(key)) {
        return match key.split_once('.') {
            Some((section, _)) => format!("it belongs in [{section}]"),
            None => "it belongs above the first section".to_owned(),
        };
    }
    match nearest(name, KEYS.iter().map(|(key, _)| *key)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "remove it; the file that `klich init` writes has every key".to_owned(),
    }
}
