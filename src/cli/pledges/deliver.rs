//! `klich pledges deliver`: hands sealed replies to the running bot, which brings each to whoever wrote the letter.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::super::files::read_bytes;
use super::super::{Context, Failure, reach};
use crate::control::reports::{Bringing, Brought};
use crate::control::{Code, ControlError, Request};
use crate::pledge::LetterId;
use crate::seal::{SEALED_MAX, SealedFile};

#[derive(Debug, Args)]
pub(in crate::cli) struct DeliverArgs {
    /// Replies as `klich pledges reply` writes them, named by their letters: ID.reply.age
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Bring a reply although the same one was brought before
    #[arg(long)]
    again: bool,
}

/// Brings every reply; tells what became of each. What is wrong with one keeps no other back.
pub(super) fn run(args: &DeliverArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    // All are looked at before the first is sent.
    let replies = args.files.iter().map(|path| Ok((path, id_of(path)?, read(path)?)));
    let replies = replies.collect::<Result<Vec<_>, ControlError>>()?;
    let mut told = Vec::new();
    for (path, id, sealed) in replies {
        let request = Request::PledgesDeliver { id: id.to_string(), reply: sealed.to_wire(), again: args.again };
        let brought: Brought = reach::ask(context, request)?;
        told.push((path, brought));
    }
    let failed = told
        .iter()
        .any(|(_, brought)| !matches!(brought.outcome, Bringing::Delivered | Bringing::Uncertain | Bringing::Before));
    let report = json!({ "replies": told.iter().map(|(_, brought)| brought).collect::<Vec<_>>() });
    context.output.report(&report, |_| {
        let line = |(path, brought): &(&PathBuf, Brought)| format!("{}: {}", path.display(), words(brought));
        told.iter().map(line).collect::<Vec<_>>().join("\n")
    })?;
    if failed { Err(Failure::Told(Code::Failed)) } else { Ok(()) }
}

fn words(brought: &Brought) -> &'static str {
    match (brought.outcome, brought.as_file) {
        (Bringing::Delivered, false) => "delivered, as a button",
        (Bringing::Delivered, true) => "delivered, as a file",
        (Bringing::Uncertain, _) => "sent, and Telegram's answer was lost: it may have arrived",
        (Bringing::Before, _) => "the same was delivered before; --again sends it once more",
        (Bringing::Gone, _) => "there is no such letter any more: it was withdrawn or erased",
        (Bringing::Unreachable, _) => "the person has blocked the bot or is gone",
        (Bringing::NotSent, _) => "not sent yet: try again later",
        (Bringing::Refused, _) => "Telegram refused it: see klich's log",
    }
}

/// Reads a letter's id from the name of its reply.
fn id_of(path: &Path) -> Result<LetterId, ControlError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let id = name.strip_suffix(".reply.age").or_else(|| name.strip_suffix(".age")).unwrap_or(&name);
    id.parse().map_err(|error: crate::pledge::NotALetterId| {
        let next = "keep the names that `klich pledges export` and `klich pledges reply` gave: ID.reply.age";
        ControlError::usage(format!("{}: {error}", path.display()), next)
    })
}

fn read(path: &Path) -> Result<SealedFile, ControlError> {
    SealedFile::read(&read_bytes(path, SEALED_MAX * 2)?).map_err(|error| {
        ControlError::usage(format!("{}: {error}", path.display()), "make it with `klich pledges reply`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_named_by_its_letter() {
        let id = |path: &str| id_of(Path::new(path)).map(|id| id.to_string()).ok();
        let name = "0123456789abcdef";
        for path in ["0123456789abcdef.reply.age", "in/0123456789abcdef.age", "0123456789abcdef"] {
            assert_eq!(id(path).as_deref(), Some(name));
        }
        for path in ["olga.reply.age", "0123456789abcdef.txt", "", "0123456789abcdefg.age"] {
            assert_eq!(id(path), None, "{path}");
        }
    }
}
