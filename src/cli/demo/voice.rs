//! What the demo says on standard output: lines for a person, or a line of JSON for a machine.

use std::io::Write as _;

use serde_json::Value;

/// Speaks to whoever started the demo.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Voice {
    json: bool,
}

impl Voice {
    /// Speaks JSON where a machine listens.
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Says what only a person needs.
    pub fn say(self, line: &str) {
        if !self.json {
            put(line);
        }
    }

    /// Tells something to either.
    pub fn tell(self, line: &str, report: &Value) {
        if self.json { put(&report.to_string()) } else { put(line) }
    }
}

fn put(line: &str) {
    let mut out = std::io::stdout();
    // A closed pipe is no failure of the demo.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
