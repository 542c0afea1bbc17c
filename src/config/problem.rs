//! What is wrong in a file that a person wrote: where, what, and the next step.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// klich does not run with it.
    Error,
    /// klich runs, but it should be known.
    Warning,
}

/// One thing that is wrong. Holds no secret: values of tokens and keys are never quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub what: String,
    /// What to do next.
    pub next: String,
    /// The file that it stands in.
    pub file: Option<String>,
    /// The line in that file, from 1.
    pub line: Option<usize>,
}

impl Problem {
    /// Makes an error without a place.
    pub fn error(what: impl Into<String>, next: impl Into<String>) -> Self {
        let (what, next) = (printable(what.into()), printable(next.into()));
        Self { severity: Severity::Error, what, next, file: None, line: None }
    }

    /// Makes a warning without a place.
    pub fn warning(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(what, next) }
    }

    /// Gives it a place.
    pub fn at(mut self, file: &Path, line: Option<usize>) -> Self {
        self.file = Some(file.display().to_string());
        self.line = line;
        self
    }

    /// Tells whether klich refuses to run with it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Prints `FILE:LINE: WHAT`, without the next step.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, "{file}:{line}: {}", self.what),
            (Some(file), None) => write!(f, "{file}: {}", self.what),
            (None, _) => f.write_str(&self.what),
        }
    }
}

/// A configuration that klich does not run with: every problem that was found, at least one of them an error.
#[derive(Debug)]
pub struct ConfigError {
    problems: Vec<Problem>,
}

impl ConfigError {
    /// Takes the problems that were found.
    pub fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// Lists them.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl From<Problem> for ConfigError {
    fn from(problem: Problem) -> Self {
        Self::new(vec![problem])
    }
}

impl std::error::Error for ConfigError {}

/// Prints every error with its next step, in one line.
impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for problem in self.problems.iter().filter(|problem| problem.is_error()) {
            write!(f, "{separator}{problem}: {}", problem.next)?;
            separator = "; ";
        }
        Ok(())
    }
}

/// Leaves out what would steer a terminal: a problem may quote what somebody else has written.
fn printable(text: String) -> String {
    let steers = |c: char| c.is_control() && c != '\n';
    if text.contains(steers) { text.replace(steers, "") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_does_not_steer_a_terminal() {
        let problem = Problem::error("there is no key `\u{1b}[2Jx\u{9b}31m`", "a\nb\r");
        assert_eq!((problem.what.as_str(), problem.next.as_str()), ("there is no key `[2Jx31m`", "a\nb"));
    }
}
