//! Why something was not done, as it goes over the socket and to the person at the terminal.

use serde::{Deserialize, Serialize};

/// Classes of failure, each with an exit code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Code {
    /// It was tried and did not work.
    Failed,
    /// What was asked makes no sense: another request is needed.
    Usage,
    /// It may work later, without a change.
    Again,
    /// Configuration, keys or files must be put right first.
    Configuration,
}

impl Code {
    /// Gives the exit code of a command that ends so.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Again => 75,
            Self::Configuration => 78,
        }
    }
}

/// A refusal or a failure: what, and the next step. Holds nothing of a person and no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{what}")]
pub struct ControlError {
    /// Its class.
    pub code: Code,
    /// What happened, in one sentence without a full stop.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl ControlError {
    /// Makes an error of a class.
    pub fn new(code: Code, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { code, what: what.into(), next: next.into() }
    }

    /// Tells that it was tried and did not work.
    pub fn failed(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Code::Failed, what, next)
    }

    /// Tells that what was asked makes no sense.
    pub fn usage(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Code::Usage, what, next)
    }

    /// Tells that it may work later.
    pub fn again(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Code::Again, what, next)
    }

    /// Tells that something must be put right first.
    pub fn configuration(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Code::Configuration, what, next)
    }
}
