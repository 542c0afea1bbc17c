//! `klich aside`: updates that could not be handled in five tries. Of what kind they are, never whose.

use clap::Subcommand;

use super::output::{pairs, table};
use super::{Context, Failure, reach};
use crate::control::Request;
use crate::control::reports::{Aside, AsideDone};

#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum AsideCommand {
    /// Count them by kind; the log says why each failed
    List,
    /// Handle all of them anew, once what failed is mended
    Retry,
    /// Let go of all of them
    Drop,
}

/// Does what is asked.
pub(super) fn run(command: &AsideCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    match command {
        AsideCommand::List => {
            let aside: Aside = reach::ask(context, Request::AsideList {})?;
            Ok(context.output.report(&aside, text)?)
        }
        AsideCommand::Retry => {
            let done: AsideDone = reach::ask(context, Request::AsideRetry {})?;
            Ok(context.output.report(&done, |done| pairs([("updates back in the inbox", done.updates.to_string())]))?)
        }
        AsideCommand::Drop => {
            let done: AsideDone = reach::ask(context, Request::AsideDrop {})?;
            Ok(context.output.report(&done, |done| pairs([("updates let go", done.updates.to_string())]))?)
        }
    }
}

fn text(aside: &Aside) -> String {
    if aside.total == 0 {
        return "nothing is set aside".to_owned();
    }
    table(&["kind", "updates"], &[1], aside.by_kind.iter().map(|(kind, count)| vec![kind.clone(), count.to_string()]))
}
