//! `klich audit`: what organisers and operators did. Organisers are numbers here, never names.

use clap::Subcommand;

use super::output::table;
use super::{Context, Failure, reach};
use crate::control::Request;
use crate::control::reports::AuditList;

#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum AuditCommand {
    /// List it, the newest first, a thousand entries at most; `klich check` looks whether it is whole
    List {
        /// Only what came before this entry
        #[arg(long, value_name = "NUMBER")]
        before: Option<u64>,
    },
}

/// Does what is asked.
pub(super) fn run(command: &AuditCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    let AuditCommand::List { before } = *command;
    let list: AuditList = reach::ask(context, Request::AuditList { before })?;
    Ok(context.output.report(&list, |list| text(list, before))?)
}

fn text(list: &AuditList, before: Option<u64>) -> String {
    let nothing =
        || before.map_or("nothing was done yet".to_owned(), |number| format!("nothing was done before entry {number}"));
    let Some(newest) = list.entries.first() else { return nothing() };
    let rows = list.entries.iter().map(|entry| {
        let organiser = entry.organiser.map(|number| format!("organiser {number}"));
        let about = entry.alert.clone().or(organiser).unwrap_or_else(|| "-".to_owned());
        vec![entry.number.to_string(), format!("{:.0}", entry.at), entry.by.clone(), entry.act.clone(), about]
    });
    let rows = table(&["entry", "time", "by", "act", "about"], &[0], rows);
    format!("{rows}\n\nhash of entry {}: {}", newest.number, newest.hash)
}
