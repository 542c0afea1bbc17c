//! A command that did not do what it was asked: told on standard error, with `--json` on standard output as well.

use std::io;
use std::process::ExitCode;

use serde_json::json;

use super::output::{Output, tell};
use crate::campaign;
use crate::config::{ConfigError, Problem};
use crate::control::{Code, ControlError};

/// Why a command ends without having done what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// One reason, with the next step.
    #[error(transparent)]
    One(#[from] ControlError),
    /// Mistakes in the configuration.
    #[error(transparent)]
    Configuration(#[from] ConfigError),
    /// Everything was told already; only the exit code is left.
    #[error("told")]
    Told(Code),
    /// Standard output does not take any more.
    #[error("standard output is closed")]
    Output(#[from] io::Error),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Configuration(problem.into())
    }
}

impl Failure {
    /// Tells the person, and with `--json` the machine; gives the exit code.
    pub(super) fn tell(&self, output: &mut Output) -> ExitCode {
        match self {
            Self::One(error) => {
                tell(format_args!("klich: {}\nnext: {}", error.what, error.next));
                machine(output, &json!({ "error": error }));
                ExitCode::from(error.code.exit_code())
            }
            Self::Configuration(error) => {
                let problems: Vec<_> = error.problems().iter().filter(|problem| problem.is_error()).collect();
                for problem in &problems {
                    tell(format_args!("klich: {problem}\nnext: {}", problem.next));
                }
                if let Some(first) = problems.first() {
                    let error = json!({ "code": Code::Configuration, "what": first.to_string(), "next": first.next,
                                        "problems": error.problems() });
                    machine(output, &json!({ "error": error }));
                }
                ExitCode::from(Code::Configuration.exit_code())
            }
            Self::Told(code) => ExitCode::from(code.exit_code()),
            // Whoever read it has enough, as `head` does.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(error) => {
                tell(format_args!("klich: standard output can't be written: {error}\nnext: give it a place with room"));
                ExitCode::from(Code::Failed.exit_code())
            }
        }
    }
}

/// Takes a campaign's problem for one of the configuration.
pub(super) fn of_campaign(problem: campaign::Problem) -> Problem {
    let campaign::Problem { file, line, what, next_step } = problem;
    Problem { file: Some(file), line, ..Problem::error(what, next_step) }
}

fn machine(output: &mut Output, error: &serde_json::Value) {
    if output.is_json() {
        // There is nobody left to tell.
        let _ = output.json_line(error);
    }
}
