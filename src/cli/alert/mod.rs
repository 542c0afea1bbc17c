//! `klich alert`: write, send and steer alerts.

pub(super) mod example;
mod follow;
mod new;
mod send;
mod show;

use std::path::PathBuf;

use clap::Subcommand;

use super::{Context, Failure};
use crate::alert::AlertId;
use crate::control::Request;

#[derive(Debug, Subcommand)]
pub(super) enum AlertCommand {
    /// Write an alert file to edit, with the next sequence; overwrites nothing
    New {
        /// The file to write
        file: PathBuf,
    },
    /// Send an alert
    Send {
        /// The alert file
        file: PathBuf,
        /// A minisign signature of it; one option for each
        #[arg(long = "signature", value_name = "FILE")]
        signatures: Vec<PathBuf>,
    },
    /// List all alerts
    List,
    /// Show how far an alert is
    Status(One),
    /// Watch an alert on its way until it stands still
    Follow(One),
    /// Stop an alert on its way; `resume` lets it go on
    Pause(One),
    /// Let a paused alert go on
    Resume(One),
    /// Stop an alert for good
    Cancel(One),
}

#[derive(Debug, clap::Args)]
pub(super) struct One {
    /// The alert's id, as `klich alert list` shows
    id: AlertId,
}

impl One {
    fn id(&self) -> String {
        self.id.to_string()
    }
}

/// Does what is asked.
pub(super) fn run(command: &AlertCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        AlertCommand::New { file } => new::run(file, context),
        AlertCommand::Send { file, signatures } => send::run(file, signatures, context),
        AlertCommand::List => show::list(context),
        AlertCommand::Status(one) => show::status(Request::AlertStatus { id: one.id() }, context),
        AlertCommand::Follow(one) => follow::run(&one.id(), context),
        AlertCommand::Pause(one) => show::status(Request::AlertPause { id: one.id() }, context),
        AlertCommand::Resume(one) => show::status(Request::AlertResume { id: one.id() }, context),
        AlertCommand::Cancel(one) => show::status(Request::AlertCancel { id: one.id() }, context),
    }
}
