//! What is logged: klich's own lines only, to standard error.
//!
//! A panic's message may quote what somebody wrote, so only its place is logged.
//!
//! Lines of libraries are left out at every level: an HTTP client's would show addresses with the token in them.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Sets how much is logged: `off`, `error`, `warn`, `info` (the default), `debug` or `trace`.
pub const LEVEL_VARIABLE: &str = "KLICH_LOG";

/// Lets a panic say where it happened and nothing more: what it says itself may hold something of a person.
pub fn keep_panics_short() {
    std::panic::set_hook(Box::new(|panic| {
        use std::io::Write as _;
        // Where there is no standard error, nobody can be told.
        let _ = writeln!(std::io::stderr(), "{}", told(panic.location()));
    }));
}

fn told(place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    // Of a dependency: where it lay on the machine that built this tells nobody anything.
    let place = place.rsplit_once("/registry/src/").map_or(place.as_str(), |(_, within)| within);
    format!("klich: an error of its own at {place}; please report it")
}

/// Starts logging, and gives the end of the log. A second call does nothing.
pub fn start() -> LogTail {
    let level = std::env::var(LEVEL_VARIABLE).ok().and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()));
    let tail = LogTail::default();
    let kept = tracing_subscriber::fmt::layer().with_writer(tail.clone()).with_ansi(false);
    let ours = Targets::new().with_target("klich", level);
    let _ = tracing_subscriber::registry().with(ours).with(lines).with(kept).try_init();
    tail
}

/// How many lines [`LogTail`] keeps, and how many bytes of each.
const TAIL_LINES: usize = 100;
const TAIL_LINE: usize = 400;

/// Keeps the last lines of the log for those who watch. Clones share them.
#[derive(Clone, Default)]
pub struct LogTail(Arc<Mutex<VecDeque<String>>>);

impl LogTail {
    /// Gives the lines, the oldest first.
    pub fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

impl Write for LogTail {
    /// Takes a line: the subscriber writes each in one call.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end();
        let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let end = ends.take_while(|end| *end <= TAIL_LINE).last().unwrap_or_default();
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == TAIL_LINES {
            lines.pop_front();
        }
        lines.push_back(text.get(..end).unwrap_or_default().to_owned());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LogTail {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_keeps_the_last_lines_and_no_long_ones() {
        let mut tail = LogTail::default();
        for number in 0..TAIL_LINES + 3 {
            let line = format!("{number}{}\n", "ы".repeat(TAIL_LINE));
            tail.write_all(line.as_bytes()).expect("memory takes it");
        }
        let lines = tail.lines();
        assert_eq!(lines.len(), TAIL_LINES);
        assert!(lines.first().is_some_and(|line| line.starts_with('3')), "the first three are gone");
        assert!(lines.iter().all(|line| (TAIL_LINE - 3..=TAIL_LINE).contains(&line.len())));
    }

    #[test]
    fn a_panic_tells_its_place_only() {
        let place = Location::caller();
        let line = told(Some(place));
        assert!(line.contains(&format!("{}:{}", place.file(), place.line())), "{line}");
        assert!(told(None).contains("unknown"));
        assert!(!told(Some(place)).contains("/registry/src/"));
    }
}
