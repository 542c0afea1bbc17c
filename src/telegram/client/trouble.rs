//! What can go wrong with a request, as the server told it and as callers hear it.

use std::fmt;
use std::time::Duration;

use super::super::Fatal;
use super::super::class;

/// A call that sets something up or asks something has failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// This bot can't go on.
    #[error(transparent)]
    Fatal(Fatal),
    /// Too much was asked in too short a time.
    #[error("Telegram asks to wait {} s", after.as_secs())]
    Flood {
        /// Not earlier than that.
        after: Duration,
    },
    /// The request is wrong; the same again fails again.
    #[error("Telegram refused the request with code {code}")]
    Refused {
        /// HTTP-like code, such as 400.
        code: u16,
    },
    /// Telegram was not reached, or not able to answer; later it may be.
    #[error("Telegram was not reached, or could not answer")]
    Passing,
    /// The answer is longer than klich reads.
    #[error("the answer is too long")]
    TooLong,
}

/// What kept a request from its good answer.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) enum Trouble {
    /// It never left.
    NotSent,
    /// It left; what became of it is unknown.
    AnswerLost,
    /// It was answered at length beyond the bound.
    TooLong,
    /// It was answered with an error.
    Failed(Failure),
}

/// An error as the server worded it.
#[derive(PartialEq, Eq)]
pub(in super::super) struct Failure {
    /// `error_code`, or the HTTP status where there is none.
    pub code: u16,
    /// Telegram's words: may repeat something of the request, so they are matched but never shown.
    pub description: String,
    /// From `parameters` or the header.
    pub retry_after: Option<Duration>,
    /// Whether the chat has another number now.
    pub migrated: bool,
    /// Not of the Bot API's form: from a proxy in between.
    pub foreign: bool,
}

impl From<Trouble> for CallError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::NotSent | Trouble::AnswerLost => Self::Passing,
            Trouble::TooLong => Self::TooLong,
            Trouble::Failed(failure) => match class::fatal(&failure) {
                Some(fatal) => Self::Fatal(fatal),
                None if failure.code == 429 => Self::Flood { after: failure.wait() },
                None if failure.is_passing() => Self::Passing,
                None => Self::Refused { code: failure.code },
            },
        }
    }
}

impl Failure {
    /// Gives the time that a 429 asks to wait: a second at least, a day at most.
    pub(in super::super) fn wait(&self) -> Duration {
        let asked = self.retry_after.unwrap_or(Duration::from_secs(1));
        asked.clamp(Duration::from_secs(1), Duration::from_secs(24 * 3600))
    }

    /// Tells whether the server, or something before it, is in trouble that passes.
    pub(in super::super) fn is_passing(&self) -> bool {
        self.code >= 500 || (self.foreign && self.code != 413)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Failure({})", self.code)
    }
}
