//! `klich alert`: write, send and steer alerts.

pub(super) mod example;
mod follow;
mod look;
mod new;
mod rework;
mod seal;
mod send;
mod send_sealed;
mod show;
mod signing;

use std::path::PathBuf;

use clap::Subcommand;

pub(super) use self::follow::time_left;
use super::organiser_keys::SignWith;
use super::{Context, Failure};
use crate::alert::AlertId;
use crate::control::Request;

#[derive(Debug, Subcommand)]
pub(super) enum AlertCommand {
    /// Write an alert file to edit, with the next sequence; overwrites nothing
    New {
        /// The file to write
        file: PathBuf,
        /// Write the file of a correction
        #[arg(long)]
        correction: bool,
        /// Write a file to be sealed for this circle of the first campaign: `seal` takes it, and `send` refuses it
        #[arg(long, value_name = "NAME", conflicts_with_all = ["correction", "campaign"])]
        circle: Option<String>,
        /// For this campaign, where the bot serves several; else for the first
        #[arg(long, value_name = "ID")]
        campaign: Option<String>,
    },
    /// Show an alert as subscribers will see it
    Preview {
        /// The alert file
        file: PathBuf,
    },
    /// Send an alert to the organisers alone
    Test {
        /// The alert file
        file: PathBuf,
    },
    /// Print what is signed of an alert; plain `minisign -S` signs it as well
    Manifest {
        /// The alert file
        file: PathBuf,
    },
    /// Sign an alert's manifest, offline
    Sign {
        /// The alert file, a correction's file, or a manifest
        file: PathBuf,
        #[command(flatten)]
        with: SignWith,
    },
    /// Check an alert's signatures, offline
    Verify(signing::VerifyArgs),
    /// Seal an alert to the devices of a circle, offline: no server reads it
    Seal(seal::SealArgs),
    /// Send an alert
    Send {
        /// The alert file, or what `seal` wrote
        file: PathBuf,
        /// A minisign signature of its manifest; one option for each
        #[arg(long = "signature", value_name = "FILE")]
        signatures: Vec<PathBuf>,
        /// Let it wait for signatures that are missing, instead of refusing it
        #[arg(long)]
        wait: bool,
    },
    /// Write what is to be signed of an alert that waits for signatures; overwrites nothing
    Fetch {
        #[command(flatten)]
        one: One,
        /// The alert file to write; its manifest goes beside it, as FILE.manifest
        file: PathBuf,
    },
    /// Hand in signatures of an alert that waits for them
    AddSignature {
        #[command(flatten)]
        one: One,
        /// minisign signatures of its manifest
        #[arg(required = true, value_name = "FILE")]
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
    /// Put a new text in the place of what was delivered
    Correct {
        #[command(flatten)]
        one: One,
        /// The correction's file: `klich alert new --correction FILE` writes one to edit
        file: PathBuf,
        /// A minisign signature of it; one option for each
        #[arg(long = "signature", value_name = "FILE")]
        signatures: Vec<PathBuf>,
        /// Let it wait for signatures that are missing, instead of refusing it
        #[arg(long)]
        wait: bool,
    },
    /// Delete what was delivered, within 47 hours
    Recall {
        #[command(flatten)]
        one: One,
        /// Don't ask
        #[arg(long)]
        yes: bool,
    },
    /// Send an alert again to those whom it failed to reach
    Retry(One),
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
        AlertCommand::New { file, correction, circle, campaign } => {
            new::run(file, *correction, circle.as_deref(), campaign.as_deref(), context)
        }
        AlertCommand::Seal(args) => seal::run(args, context),
        AlertCommand::Preview { file } => look::preview(file, context),
        AlertCommand::Test { file } => look::test(file, context),
        AlertCommand::Correct { one, file, signatures, wait } => {
            rework::correct(one.id(), file, (signatures, *wait), context)
        }
        AlertCommand::Recall { one, yes } => rework::recall(one.id(), *yes, context),
        AlertCommand::Retry(one) => rework::retry(one.id(), context),
        AlertCommand::Manifest { file } => signing::manifest(file, context),
        AlertCommand::Sign { file, with } => signing::sign(file, with, context),
        AlertCommand::Verify(args) => signing::verify(args, context),
        AlertCommand::Send { file, signatures, wait } => send::run(file, signatures, *wait, context),
        AlertCommand::Fetch { one, file } => send::fetch(one.id(), file, context),
        AlertCommand::AddSignature { one, signatures } => send::add_signatures(one.id(), signatures, context),
        AlertCommand::List => show::list(context),
        AlertCommand::Status(one) => show::status(Request::AlertStatus { id: one.id() }, context),
        AlertCommand::Follow(one) => follow::run(&one.id(), context),
        AlertCommand::Pause(one) => show::status(Request::AlertPause { id: one.id() }, context),
        AlertCommand::Resume(one) => show::status(Request::AlertResume { id: one.id() }, context),
        AlertCommand::Cancel(one) => show::status(Request::AlertCancel { id: one.id() }, context),
    }
}
