//! The table of figures: kept as JSON, shown as Markdown.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The order of the figures, by their ids.
const ORDER: [&str; 28] = [
    "pace-30",
    "pace-1000",
    "adaptive",
    "speed",
    "processor",
    "answers",
    "kills",
    "kills-30",
    "pledges",
    "start",
    "start-after-kill",
    "resume",
    "memory-running",
    "memory-total",
    "vault-store",
    "vault-scan",
    "vault-seal",
    "vault-size",
    "rotation",
    "rotation-wait",
    "backup",
    "restore",
    "keeping-memory",
    "wipe",
    "open",
    "circle",
    "page",
    "page-count",
];

/// One measured figure.
pub struct Figure {
    /// Names it for programs.
    pub id: &'static str,
    /// What was measured.
    pub what: String,
    /// What is to be reached.
    pub reach: String,
    /// What was measured, with its unit.
    pub measured: String,
    /// Whether that is what was to be reached.
    pub met: bool,
    /// All that was read on the way.
    pub details: Value,
}

#[derive(Serialize, Deserialize)]
struct Row {
    id: String,
    what: String,
    reach: String,
    measured: String,
    met: bool,
    /// The machine's load over one minute, before and after.
    load: [String; 2],
    cores: usize,
    at: String,
    details: Value,
}

/// The rows measured so far.
#[derive(Default, Serialize, Deserialize)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Reads what earlier runs have left; an unreadable file counts as none.
    pub fn read() -> Self {
        fs::read(path("json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Puts figures in the place of earlier ones of the same ids.
    pub fn put(&mut self, figures: Vec<Figure>, before: &str, after: &str) {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let at = Timestamp::now().strftime("%Y-%m-%dT%H:%MZ").to_string();
        for Figure { id, what, reach, measured, met, details } in figures {
            eprintln!("  {id}: {measured} (to reach: {reach})");
            assert!(ORDER.contains(&id), "{id} has a place");
            self.rows.retain(|row| row.id != id);
            let load = [before.to_owned(), after.to_owned()];
            self.rows.push(Row { id: id.to_owned(), what, reach, measured, met, load, cores, at: at.clone(), details });
        }
        self.rows.sort_by_key(|row| ORDER.iter().position(|id| *id == row.id));
    }

    /// Writes both files.
    pub fn write(&self) {
        fs::write(path("json"), serde_json::to_string_pretty(self).unwrap() + "\n").unwrap();
        fs::write(path("md"), self.markdown()).unwrap();
    }

    /// Writes the table as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = "# Figures\n\nWritten by `script/bench`, which measures them all anew, or the rows that it is asked for. Load is the machine's over one\n\
            minute, before and after; the sandbox that stands for Telegram runs on the same cores. [figures.json](figures.json) holds what was read on the way.\n\n\
            | what | to reach | measured | | load, cores | when |\n| --- | --- | --- | --- | --- | --- |\n"
            .to_owned();
        for row in &self.rows {
            let Row { what, reach, measured, met, load: [before, after], cores, at, .. } = row;
            let met = if *met { "reached" } else { "**missed**" };
            text += &format!("| {what} | {reach} | {measured} | {met} | {before} → {after}, {cores} | {at} |\n");
        }
        text
    }
}

/// Reads the machine's load over the last minute.
pub fn load() -> String {
    fs::read_to_string("/proc/loadavg").unwrap().split(' ').next().unwrap().to_owned()
}

fn path(extension: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/figures").with_extension(extension)
}

/// Gives the middle one.
pub fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Writes bytes in MB of 2^20, as `ps` does.
pub fn megabytes(bytes: u64) -> f64 {
    (bytes as f64 / f64::from(1 << 20) * 10.0).round() / 10.0
}
