//! `klich pledges paper`: signatures on paper, counted apart.

use clap::Subcommand;

use super::super::output::table;
use super::super::{Context, Failure, reach};
use crate::control::Request;
use crate::control::reports::{PaperBatch, PaperList};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum PaperCommand {
    /// Enter a batch: how many signatures were collected at a place
    Add {
        /// Where, as it stands in the list: a town, a factory, a square
        #[arg(long, value_name = "NAME")]
        place: String,
        /// How many signatures
        #[arg(long, value_name = "N")]
        count: u32,
        /// The day they were collected; today where it is left out
        #[arg(long, value_name = "YYYY-MM-DD")]
        date: Option<String>,
    },
    /// List every batch, those that were taken back too
    List,
    /// Take a batch back; it stays in the list, marked
    Undo {
        /// Its number in the list
        number: u32,
    },
}

/// Does what is asked.
pub(super) fn run(command: &PaperCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        PaperCommand::Add { place, count, date } => {
            let request = Request::PaperAdd { place: place.clone(), count: *count, date: date.clone() };
            let batch: PaperBatch = reach::ask(context, request)?;
            Ok(context.output.report(&batch, |batch| {
                let PaperBatch { number, count, date, .. } = batch;
                format!("Entered as batch {number}: {count} signatures of {date}. They are shown apart from pledges.")
            })?)
        }
        PaperCommand::List => {
            let list: PaperList = reach::ask(context, Request::PaperList {})?;
            Ok(context.output.report(&list, text)?)
        }
        PaperCommand::Undo { number } => {
            let batch: PaperBatch = reach::ask(context, Request::PaperUndo { number: *number })?;
            Ok(context.output.report(&batch, |batch| {
                format!("Batch {} is taken back: its {} signatures count no more.", batch.number, batch.count)
            })?)
        }
    }
}

fn text(list: &PaperList) -> String {
    if list.batches.is_empty() {
        return "no signatures on paper were entered".to_owned();
    }
    let row = |batch: &PaperBatch| {
        let state = if batch.undone { "taken back" } else { "" };
        vec![
            batch.number.to_string(),
            batch.date.clone(),
            batch.count.to_string(),
            batch.place.clone(),
            state.to_owned(),
        ]
    };
    let rows = table(&["batch", "day", "signatures", "place", ""], &[0, 2], list.batches.iter().map(row));
    format!("{rows}\n\nsignatures on paper: {}", list.total)
}
