//! `klich pledges export`: takes the sealed letters out, one file each, for organisers to open on their own machines.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::super::files::{make_folder, write_new};
use super::super::{Context, Failure, reach};
use crate::control::reports::{Closing, LetterIds, SealedLetters};
use crate::control::{ControlError, Request};
use crate::pledge::{Exported, LetterId};
use crate::seal::SealedFile;

/// Letters that are asked for at a time.
const AT_ONCE: usize = 128;

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {
    /// The folder for the files; what is there already is left as it is
    dir: PathBuf,
    /// Delete the files of letters that were withdrawn, replaced or erased since
    #[arg(long)]
    prune: bool,
    /// Only those for this campaign, where the bot serves several; to close a petition, export without it
    #[arg(long, value_name = "ID")]
    campaign: Option<String>,
}

/// Writes every sealed letter that is not there yet. Can be cut off at any moment and run again.
pub(super) fn run(args: &ExportArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    // Those that there are, and those of them that are wanted: what is of another campaign is not gone.
    let (mut ids, mut wanted) = (BTreeSet::new(), BTreeSet::new());
    // Where no bot runs the store is opened once for all of it.
    let reached = reach::reach(context)?;
    let asking = reach::Asking::new(reached, context)?;
    for shard in 0..LetterId::SHARDS {
        let list = |campaign: Option<String>| -> Result<Vec<String>, Failure> {
            let found: LetterIds = asking.ask(Request::PledgesList { shard, campaign })?;
            // They become file names, also where this is root's and the bot another user's.
            Ok(found.ids.into_iter().filter(|id| id.parse::<LetterId>().is_ok()).collect())
        };
        let all = list(None)?;
        wanted.extend(if args.campaign.is_some() { list(args.campaign.clone())? } else { all.clone() });
        ids.extend(all);
    }
    make_folder(&args.dir)?;
    let there = there(&args.dir)?;
    let missing: Vec<&String> = wanted.difference(&there).collect();
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len} written").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(u64::try_from(missing.len()).unwrap_or(u64::MAX)).with_style(style);
    let mut written = 0_u64;
    for chunk in missing.chunks(AT_ONCE) {
        let mut left: Vec<String> = chunk.iter().map(|id| (*id).clone()).collect();
        while !left.is_empty() {
            let got: SealedLetters = asking.ask(Request::PledgesFetch { ids: left.clone() })?;
            let before = left.len();
            left.retain(|id| !got.letters.contains_key(id));
            if left.len() == before {
                return Err(ControlError::failed("the running klich gives no letters", "see its log").into());
            }
            for (id, sealed) in got.letters.iter().filter(|(id, _)| ids.contains(*id)) {
                // Those that went meanwhile are none.
                if let Some(sealed) =
                    sealed.as_ref().and_then(|sealed| SealedFile::read_picture(sealed.as_bytes()).ok())
                {
                    written += u64::from(write_new(&file(&args.dir, id), sealed.as_bytes())?);
                }
                bar.inc(1);
            }
        }
    }
    bar.finish_and_clear();
    if args.campaign.is_none() {
        // Everything is on this disk: from here on a petition may be closed.
        let parsed = ids.iter().filter_map(|id| id.parse().ok());
        let _: Closing = asking.ask(Request::PledgesExported { letters: Exported::of(parsed).to_string() })?;
    }
    let gone: Vec<&String> = there.difference(&ids).collect();
    if args.prune {
        for id in &gone {
            prune(&args.dir, id)?;
        }
    }
    let report = json!({
        "dir": args.dir, "written": written, "there": there.len() - gone.len(), "gone": gone, "pruned": args.prune,
    });
    Ok(context.output.report(&report, |_| {
        let mut text = format!("Wrote {written} sealed letters to {}", args.dir.display());
        if there.len() > gone.len() {
            text.push_str(&format!("; {} were there already", there.len() - gone.len()));
        }
        if !gone.is_empty() {
            let what = if args.prune { "deleted" } else { "delete them, or let --prune do it" };
            let count = gone.len();
            text.push_str(&format!(
                ".\nFiles of letters that were withdrawn, replaced or erased since: {count}; {what}"
            ));
        }
        text
    })?)
}

fn file(dir: &Path, id: &str) -> PathBuf {
    dir.join(format!("{id}.age"))
}

/// Lists the letters that are in the folder: by the form of their names.
fn there(dir: &Path) -> Result<BTreeSet<String>, ControlError> {
    let entries = fs::read_dir(dir).map_err(|error| {
        ControlError::failed(format!("{} can't be read: {error}", dir.display()), "let this user read it")
    })?;
    let id = |path: PathBuf| {
        let name = path.file_name()?.to_str()?.strip_suffix(".age")?.to_owned();
        name.parse::<LetterId>().is_ok().then_some(name)
    };
    Ok(entries.flatten().filter_map(|entry| id(entry.path())).collect())
}

fn prune(dir: &Path, id: &str) -> Result<(), ControlError> {
    for path in [file(dir, id), dir.join(format!("{id}.reply.age"))] {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                let what = format!("{} can't be deleted: {error}", path.display());
                return Err(ControlError::failed(what, "delete it by hand"));
            }
            _ => {}
        }
    }
    Ok(())
}
