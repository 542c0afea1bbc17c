//! A campaign's keys as lists: the one that `klich.toml` makes, and the signed ones in `keys/` beside it that lead there.
//!
//! `keys/1.keys` is the first list, `keys/2.keys` the next with its signatures `keys/2.keys.….minisig`, and so on.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::files::{make_folder, read_bytes, read_text, write_new};
use crate::config::Config;
use crate::control::ControlError;
use crate::seal::{KeyList, Recipient, Signature, SignerKey, follow};

/// The folder beside `klich.toml`.
pub(super) const FOLDER: &str = "keys";
const LIST_MAX: usize = 64 << 10;

/// The lists of a campaign.
pub struct KeyLists {
    /// The one that holds.
    pub current: KeyList,
    /// Every list after the first, with its signatures, up to the one that holds.
    pub chain: Vec<(KeyList, Vec<Signature>)>,
}

/// What `klich.toml` says about keys.
pub struct Keys {
    /// Who opens what is sealed.
    pub recipients: Vec<Recipient>,
    /// Whose signatures count.
    pub signers: Vec<SignerKey>,
    /// How many of them a call needs.
    pub required: usize,
}

/// Gives the lists where those in the folder lead to what `klich.toml` says.
///
/// # Errors
/// [`crate::control::Code::Configuration`] where a key is none, a list is not signed by those before, or the keys of
/// `klich.toml` are not those of the newest list.
pub fn key_lists(config: &Config, campaign: &str) -> Result<KeyLists, ControlError> {
    let keys = keys_of(config)?;
    let mut lists = in_folder(&config.base_dir.join(FOLDER))?.into_iter();
    let Some((first, _)) = lists.next() else {
        let current = KeyList::first(campaign, keys.required, &keys.recipients, &keys.signers);
        return Ok(KeyLists { current, chain: Vec::new() });
    };
    let chain: Vec<_> = lists.collect();
    let current = follow(&first, &chain)
        .map_err(|error| {
            let what = format!("the key lists in {FOLDER}/ do not hold together: {error}");
            ControlError::configuration(what, "let those of the list before sign the new one: klich keys sign")
        })?
        .clone();
    if current.campaign != campaign {
        let what = format!("the key lists in {FOLDER}/ are of the campaign `{}`", current.campaign);
        return Err(ControlError::configuration(what, "move them away, or set the campaign in klich.toml"));
    }
    let written = KeyList::first(campaign, keys.required, &keys.recipients, &keys.signers);
    if !current.has_same_keys(&written) {
        return Err(ControlError::configuration(
            format!("the keys in klich.toml are not those of the newest list in {FOLDER}/"),
            format!(
                "write the next list, {FOLDER}/{}.keys, with `klich keys list --write`, and let those of the newest one \
                 sign it: klich keys sign",
                current.sequence.saturating_add(1)
            ),
        ));
    }
    Ok(KeyLists { current, chain })
}

/// Reads the keys that `klich.toml` names.
///
/// # Errors
/// [`crate::control::Code::Configuration`] where a key is none.
pub fn keys_of(config: &Config) -> Result<Keys, ControlError> {
    let organisers = &config.organisers;
    let recipients = organisers.recipients.iter().map(|key| key.parse()).collect::<Result<Vec<Recipient>, _>>();
    let signers = organisers.signers.iter().map(|key| key.parse()).collect::<Result<Vec<SignerKey>, _>>();
    let wrong = |key: &str, error: crate::seal::NotAKey| {
        ControlError::configuration(format!("`organisers.{key}`: {error}"), "copy the whole key again")
    };
    Ok(Keys {
        recipients: recipients.map_err(|error| wrong("recipients", error))?,
        signers: signers.map_err(|error| wrong("signers", error))?,
        required: usize::try_from(organisers.signatures_required).unwrap_or(usize::MAX),
    })
}

/// Gives the list that comes next in the folder with the keys of `klich.toml`, or the newest where they are the same.
pub(super) fn next_list(config: &Config, campaign: &str) -> Result<KeyList, ControlError> {
    let Keys { recipients, signers, required } = keys_of(config)?;
    let written = KeyList::first(campaign, required, &recipients, &signers);
    Ok(match in_folder(&config.base_dir.join(FOLDER))?.pop() {
        Some((last, _)) if last.has_same_keys(&written) => last,
        Some((last, _)) => last.next(required, &recipients, &signers),
        None => written,
    })
}

/// Reads every list of a folder with its signatures, the first first; none where there is no folder.
fn in_folder(folder: &Path) -> Result<Vec<(KeyList, Vec<Signature>)>, ControlError> {
    let names = sorted_files(folder)?;
    let name_of = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut lists = Vec::new();
    for path in names.iter().filter(|path| path.extension().is_some_and(|extension| extension == "keys")) {
        let list = KeyList::parse(&read_text(path, LIST_MAX)?).map_err(|error| {
            ControlError::configuration(
                format!("{}: {error}", path.display()),
                "take it away, and write it with `klich keys list --write`",
            )
        })?;
        let start = format!("{}.", name_of(path));
        let is_signature = |name: &str| name.starts_with(&start) && name.ends_with("minisig");
        let signatures = names.iter().filter(|path| is_signature(&name_of(path))).map(|path| read_signature(path));
        lists.push((list, signatures.collect::<Result<Vec<_>, _>>()?));
    }
    lists.sort_by_key(|(list, _)| list.sequence);
    Ok(lists)
}

/// Writes a new list into the folder, which is made where there is none; gives its path.
pub(super) fn write_in_folder(config: &Config, name: &str, text: &str) -> Result<PathBuf, ControlError> {
    let folder = config.base_dir.join(FOLDER);
    make_folder(&folder)?;
    let file = folder.join(name);
    if !write_new(&file, text.as_bytes())? {
        let what = format!("{} is there already, and nothing is overwritten", file.display());
        return Err(ControlError::failed(what, "let signers sign that one, or take it away to write it anew"));
    }
    Ok(file)
}

/// Lists the lists and signatures of a folder by name; none where there is no folder.
///
/// # Errors
/// [`crate::control::Code::Configuration`] where the folder can't be read, or one of them is no plain file: what is not seen
/// must not be taken for what is not there.
pub(super) fn sorted_files(folder: &Path) -> Result<Vec<PathBuf>, ControlError> {
    let entries = fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            let what = format!("{} can't be read: {error}", folder.display());
            return Err(ControlError::configuration(what, "let this user read the folder"));
        }
    };
    let is_ours = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default();
        ["keys", "addresses", "minisig"].iter().any(|ours| extension == *ours)
    };
    let mut names: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(is_ours).collect();
    names.sort();
    match names.iter().find(|path| !path.is_file()) {
        Some(other) => {
            let what = format!("{} is no file", other.display());
            Err(ControlError::configuration(what, "take it away"))
        }
        None => Ok(names),
    }
}

/// Reads a signature file.
pub(super) fn read_signature(path: &Path) -> Result<Signature, ControlError> {
    let bytes = read_bytes(path, 8 << 10)?;
    Signature::read(&String::from_utf8_lossy(&bytes))
        .map_err(|error| ControlError::usage(format!("{}: {error}", path.display()), "name a .minisig file"))
}
