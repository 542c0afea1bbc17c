//! What is logged: klich's own lines only, to standard error.
//!
//! A panic's message may quote what somebody wrote, so only its place is logged.
//!
//! Lines of libraries are left out at every level: an HTTP client's would show addresses with the token in them.

use std::panic::Location;

use tracing_subscriber::filter::{LevelFilter, Targets};
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
    format!("klich: an error of its own at {place}; please report it")
}

/// Starts logging. A second call does nothing.
pub fn start() {
    let level = std::env::var(LEVEL_VARIABLE).ok().and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()));
    let ours = Targets::new().with_target("klich", level);
    let _ = tracing_subscriber::registry().with(ours).with(lines).try_init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_tells_its_place_only() {
        let place = Location::caller();
        let line = told(Some(place));
        assert!(line.contains(&format!("{}:{}", place.file(), place.line())), "{line}");
        assert!(told(None).contains("unknown"));
    }
}
