//! The campaign's own addresses, as a signed list in `keys/` beside `klich.toml`: `keys/1.addresses` with its signatures
//! `keys/1.addresses.….minisig`, then `keys/2.addresses`; the newest holds.

use std::path::Path;

use clap::Args;
use jiff::Timestamp;

use super::files::read_text;
use super::key_lists::{FOLDER, key_lists, read_signature, sorted_files, write_in_folder};
use super::organiser_keys::wrote;
use super::webapp::campaign_of;
use super::{Context, Failure};
use crate::config::Config;
use crate::control::ControlError;
use crate::seal::{AddressList, KeyList, Quorum};

const LIST_MAX: usize = 16 << 10;

/// The list that holds, with how many signed it.
pub struct Addresses {
    /// The list.
    pub list: AddressList,
    /// Distinct signers of it.
    pub signers: usize,
}

/// Where the campaign is to be found.
#[derive(Debug, Args)]
pub(super) struct AddressArgs {
    /// The bot's username, such as @klich_bot
    #[arg(long, value_name = "NAME")]
    bot: String,
    /// A bot to look for when that one is gone; one option for each, in this order
    #[arg(long = "next-bot", value_name = "NAME")]
    next_bots: Vec<String>,
    /// An address of the Mini App; one option for each
    #[arg(long = "page", value_name = "URL")]
    pages: Vec<String>,
    /// When the list is not to be believed any more, such as 2027-05-01T00:00:00Z
    #[arg(long, value_name = "TIME")]
    expires: Timestamp,
    /// Write it into keys/ beside klich.toml, under its number, instead of printing it
    #[arg(long)]
    write: bool,
}

/// Prints the list that comes next, or writes it, for signers to sign.
pub(super) fn write(args: &AddressArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let config = context.load()?.config;
    let campaign = campaign_of(&config)?;
    let keys = key_lists(&config, campaign.id().as_str())?.current;
    let last = newest(&config.base_dir)?.map_or(0, |(list, _)| list.sequence);
    let list = AddressList {
        campaign: campaign.id().as_str().to_owned(),
        sequence: last.saturating_add(1),
        expires: args.expires,
        bot: args.bot.clone(),
        next_bots: args.next_bots.clone(),
        pages: args.pages.clone(),
        keys: keys.hash(),
    };
    let text = list.to_text();
    AddressList::parse(&text).map_err(|error| {
        ControlError::usage(
            format!("these addresses make no list: {error}"),
            "a bot is @ and 5 to 32 letters, digits or _; a page begins with https://",
        )
    })?;
    if args.write {
        let name = format!("{}.addresses", list.sequence);
        return wrote(&write_in_folder(&config, &name, &format!("{}\n", text.trim_end()))?, context);
    }
    Ok(context.output.line(text.trim_end())?)
}

/// Gives the newest list where it may be shown; none where there is no list.
///
/// # Errors
/// [`crate::control::Code::Configuration`] where it is not signed by enough of the campaign's signers, is of other keys or
/// another campaign, or has expired.
pub fn addresses(config: &Config, keys: &KeyList, now: Timestamp) -> Result<Option<Addresses>, ControlError> {
    let Some((list, path)) = newest(&config.base_dir)? else { return Ok(None) };
    let name = path.display().to_string();
    let refuse = |what: String, next: &str| Err(ControlError::configuration(format!("{name}: {what}"), next));
    if list.campaign != keys.campaign {
        return refuse(format!("it is of the campaign `{}`", list.campaign), "move it away");
    }
    if list.keys != keys.hash() {
        return refuse("it names other keys than the campaign's".to_owned(), NEXT);
    }
    if list.expires <= now {
        return refuse(format!("it expired at {}", list.expires), NEXT);
    }
    let signatures = sorted_files(&config.base_dir.join(FOLDER))?
        .into_iter()
        .filter(|file| belongs(file, &path))
        .map(|file| read_signature(&file))
        .collect::<Result<Vec<_>, _>>()?;
    let quorum = Quorum { required: keys.required.max(1), ..keys.quorum() };
    match quorum.check(&list.to_text(), &signatures) {
        Ok(signers) => Ok(Some(Addresses { list, signers: signers.len() })),
        Err(refusal) => refuse(refusal.to_string(), "let signers sign it: klich keys sign FILE --key KEY"),
    }
}

const NEXT: &str = "write the next list with `klich keys addresses … --write`, and let signers sign it";

fn newest(base: &Path) -> Result<Option<(AddressList, std::path::PathBuf)>, ControlError> {
    let mut lists = Vec::new();
    for path in sorted_files(&base.join(FOLDER))? {
        if path.extension().is_none_or(|extension| extension != "addresses") {
            continue;
        }
        let list = AddressList::parse(&read_text(&path, LIST_MAX)?)
            .map_err(|error| ControlError::configuration(format!("{}: {error}", path.display()), NEXT))?;
        lists.push((list, path));
    }
    lists.sort_by_key(|(list, _)| list.sequence);
    Ok(lists.pop())
}

/// Tells whether a file is a signature of a list.
fn belongs(file: &Path, list: &Path) -> bool {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name_of_list = format!("{}.", name(list));
    name(file).starts_with(&name_of_list) && name(file).ends_with("minisig")
}
