//! Where the store and its key are, and what the vault's errors mean to an operator.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::output::tell;
use super::passphrase::Source;
use crate::config::{Config, Unlock};
use crate::control::ControlError;
use crate::store::{self, StoreError, StoreUrl};
use crate::vault::{self, Home, Left, RootKey, VaultError, WrappedRootKey};

/// Gives the store's address and the files of its folder.
///
/// # Errors
/// [`crate::control::Code::Configuration`].
pub fn store_of(config: &Config) -> Result<(StoreUrl, Home), ControlError> {
    let url = StoreUrl::parse(&config.store.url, &config.base_dir).map_err(|error| trouble(&error.into(), config))?;
    let home = Home::of(&url).map_err(|error| trouble(&error, config))?;
    Ok((url, home))
}

/// Names the store's place, and makes sure that its folder is there.
///
/// # Errors
/// As [`store_of`]; [`crate::control::Code::Configuration`] where there is no such folder.
pub fn home_there(config: &Config) -> Result<Home, ControlError> {
    let (_, home) = store_of(config)?;
    if home.data_dir.is_dir() { Ok(home) } else { Err(trouble(&StoreError::Missing.into(), config)) }
}

/// Refuses a store that is another user's, where this is root.
///
/// # Errors
/// As [`trouble`] tells them.
pub fn own_store(config: &Config) -> Result<(), ControlError> {
    store::refuse_foreign(&store_of(config)?.0).map_err(|error| trouble(&error.into(), config))
}

/// Gives the place of the root key.
///
/// # Errors
/// [`crate::control::Code::Configuration`] where the credential is asked for and systemd gave none.
pub fn key_path(config: &Config) -> Result<PathBuf, ControlError> {
    match config.vault.unlock {
        Unlock::KeyFile => Ok(config.vault.key_file.clone()),
        Unlock::Passphrase => Ok(store_of(config)?.1.root_key),
        Unlock::Credential => match std::env::var_os("CREDENTIALS_DIRECTORY") {
            Some(folder) => Ok(PathBuf::from(folder).join("vault-key")),
            None => Err(ControlError::configuration(
                "`vault.unlock` is \"credential\", but systemd gave no credentials",
                "start klich by its unit with LoadCredential=vault-key:FILE, or set vault.unlock = \"key-file\"",
            )),
        },
    }
}

/// Gives the files outside the store's folder that hold the root key and are klich's to destroy.
pub fn own_key_files(config: &Config) -> Vec<PathBuf> {
    match config.vault.unlock {
        Unlock::KeyFile => vec![config.vault.key_file.clone()],
        // systemd's, or none.
        Unlock::Credential | Unlock::Passphrase => Vec::new(),
    }
}

/// Says that a home was wiped, and what can be done now.
pub fn was_wiped(at: Timestamp) -> ControlError {
    ControlError::configuration(
        format!("everything here was wiped{}", on(at)),
        "make a new home with `klich init DIR`, or bring a backup back with `klich restore` if you kept its key",
    )
}

/// Says when a home was wiped, with a space before it; nothing where the mark can't be read.
pub fn on(at: Timestamp) -> String {
    if at == Timestamp::UNIX_EPOCH { String::new() } else { format!(" on {at:.0}") }
}

/// Says what a wipe has left, with what can be done.
///
/// # Errors
/// [`crate::control::Code::Failed`] where that is anything.
pub fn all_destroyed(left: &[Left]) -> Result<(), ControlError> {
    if left.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = left.iter().map(|left| format!("{}: {}", left.path.display(), left.error)).collect();
    Err(ControlError::failed(
        format!("not everything could be destroyed: {}", names.join("; ")),
        "destroy it yourself, or let this user write there and run `klich wipe` once more",
    ))
}

/// Gives the files of keys that are there, where a wipe should have left none.
pub fn keys_left(config: &Config, home: &Home) -> Vec<PathBuf> {
    let keys = [home.keyring.clone(), home.root_key.clone()].into_iter().chain(own_key_files(config));
    keys.filter(|key| key.is_file()).collect()
}

/// Reads the root key; where a passphrase opens it, asks for that, once its file is known to be sound.
///
/// # Errors
/// [`crate::control::Code::Configuration`], mostly; [`crate::control::Code::Failed`] for a wrong passphrase.
pub fn root_key(config: &Config, passphrase: &Source) -> Result<RootKey, ControlError> {
    let path = key_path(config)?;
    if config.vault.unlock != Unlock::Passphrase && passphrase.is_named() {
        return Err(ControlError::usage(
            "a passphrase is given, and `vault.unlock` in klich.toml asks for none",
            "leave --passphrase-file out, or set vault.unlock = \"passphrase\" if the store was made with one",
        ));
    }
    settle(config)?;
    let loaded = match config.vault.unlock {
        Unlock::KeyFile => RootKey::load(&path),
        Unlock::Credential => RootKey::load_credential(&path),
        Unlock::Passphrase => {
            let wrapped = WrappedRootKey::load(&path).map_err(|error| trouble(&error, config))?;
            wrapped.unwrap(&passphrase.ask_for("Passphrase of the vault: ")?)
        }
    };
    loaded.map_err(|error| trouble(&error, config))
}

/// Ends a change of the root key that was broken off, before anybody reads it.
///
/// # Errors
/// As [`trouble`] tells them: [`crate::control::Code::Again`] where another klich has the store.
pub fn settle(config: &Config) -> Result<(), ControlError> {
    if config.vault.unlock == Unlock::Credential {
        return Ok(());
    }
    let (url, _) = store_of(config)?;
    let key = key_path(config)?;
    if vault::settle_root_change(&url, &key).map_err(|error| trouble(&error, config))? {
        tell(format_args!(
            "klich: warning: a change of the root key that was broken off is carried through: there is a new one in {}\nnext: \
             keep a copy of it apart from the store's copies; the old one opens nothing here any more",
            key.display()
        ));
    }
    Ok(())
}

/// Says what an error of the vault or of the store below it means, and what to do: that all was wiped where files are gone
/// because a wipe has overtaken a command.
pub fn trouble(error: &VaultError, config: &Config) -> ControlError {
    use VaultError::{Disk, KeyNotWritten, MissingKey, MissingKeyring, MissingWrappedKey, NotSynced, Store};
    let is_gone = matches!(
        error,
        Disk(_)
            | KeyNotWritten(_)
            | MissingKey
            | MissingKeyring
            | MissingWrappedKey
            | NotSynced(_)
            | Store(StoreError::Missing | StoreError::Disk(_))
    );
    match store_of(config).ok().filter(|_| is_gone).and_then(|(_, home)| vault::wiped_at(&home)) {
        Some(at) => was_wiped(at),
        None => trouble_beside_a_wipe(error, config),
    }
}

/// As [`trouble`], where the mark of a wipe is no reason: a backup is brought back to a home that was wiped.
pub fn trouble_beside_a_wipe(error: &VaultError, config: &Config) -> ControlError {
    let store = config.store.url.trim_start_matches("sled:");
    let wrapped = Path::new(store).join("root-key");
    let key = match config.vault.unlock {
        Unlock::Passphrase => wrapped.clone(),
        _ => key_path(config).unwrap_or_else(|_| config.vault.key_file.clone()),
    };
    let key = key.display();
    match error {
        VaultError::Wiped(at) => was_wiped(*at),
        VaultError::MissingKey if wrapped.exists() => ControlError::configuration(
            format!("there is no key file {key}, and the store was made with a passphrase"),
            "set vault.unlock = \"passphrase\" in klich.toml",
        ),
        VaultError::MissingWrappedKey => ControlError::configuration(
            format!("there is no file {key}, which a passphrase opens"),
            "put it back, or set vault.unlock to what the store was made with",
        ),
        VaultError::WrappedKeyDamaged => ControlError::failed(
            format!("the file {key} is damaged"),
            "put a sound copy of it back; nothing was changed",
        ),
        VaultError::WrongPassphrase => {
            ControlError::failed("the passphrase is wrong", "try again; nothing was changed")
        }
        VaultError::NoMemory { .. } => ControlError::again(error.to_string(), "free memory, then try again"),
        VaultError::MissingKey if config.vault.unlock == Unlock::Credential => ControlError::configuration(
            format!("systemd gave no credential vault-key: there is no {key}"),
            "see that LoadCredential=vault-key:FILE, or LoadCredentialEncrypted=, in klich's unit names a file that is there",
        ),
        VaultError::MissingKey => ControlError::configuration(
            format!("there is no key file {key}"),
            "put the key back in its place: no other opens this store",
        ),
        VaultError::KeyPermissions => ControlError::configuration(
            format!("the key file {key} may be read by others than its owner"),
            format!("run `chmod 600 {key}`"),
        ),
        VaultError::KeyMalformed => ControlError::configuration(
            format!("the file {key} is not a key of klich"),
            "put the right key file in its place",
        ),
        VaultError::KeyNotWritten(source) => ControlError::failed(
            format!("the new key can't be written to {key}: {source}"),
            "let this user write that file and the folder that it lies in, and see that there is room; the old key still counts",
        ),
        VaultError::KeyExists => ControlError::failed(
            format!("there is a key file {key} already, and it is never overwritten"),
            "move it away first, and keep it",
        ),
        VaultError::WrongKey => ControlError::configuration(
            format!("the key {key} does not fit the store in {store}"),
            "use the one that opened it last: that of `klich init`, or of the last `klich keys rotate --root-key`; nothing was changed",
        ),
        VaultError::MissingKeyring => ControlError::configuration(
            format!("there is no keyring in {store}, and without it the store can't be read"),
            "put the keyring back beside it, or restore a backup in another folder",
        ),
        VaultError::OtherKeyring => ControlError::configuration(
            format!("the keyring in {store} is not the one that this store was last written with"),
            "put that one back beside it, or restore a backup; no record was changed",
        ),
        VaultError::Damaged => ControlError::failed(
            format!("the keyring in {store} is damaged"),
            "put a sound copy of it back; nothing was changed",
        ),
        VaultError::Newer
        | VaultError::WrappedKeyNewer
        | VaultError::UnknownRecord
        | VaultError::Store(StoreError::Newer) => {
            ControlError::configuration(error.to_string(), "run the klich that wrote it, or a newer one")
        }
        VaultError::Store(StoreError::InUse) => ControlError::again(
            format!("the store in {store} is in use by another process, which does not answer"),
            "wait until it has started or stopped, then try again; `klich status` shows it",
        ),
        VaultError::Store(StoreError::Foreign { owner }) => ControlError::configuration(
            format!("the store in {store} belongs to user {owner}, another one than this"),
            "ask while the bot runs, or run this as that user; nothing was changed",
        ),
        VaultError::Store(StoreError::Writable) => ControlError::configuration(
            format!(
                "others may write into the store's folder {store}, and so lead this user's reads and writes elsewhere"
            ),
            "run `chmod go-w` on it; nothing was changed",
        ),
        VaultError::Store(StoreError::Missing) => ControlError::configuration(
            format!("there is no store in {store}"),
            "make one with `klich init DIR`, bring a backup back with `klich restore FILE`, or correct store.url in klich.toml",
        ),
        VaultError::Store(StoreError::Damaged(how)) => ControlError::failed(
            format!("the store in {store} is damaged: {}", how.split(';').next().unwrap_or(how)),
            "put a sound copy of its folder back, or move it away and restore a backup; nothing was changed",
        ),
        VaultError::Store(StoreError::Address(how)) => ControlError::configuration("`store.url` is not valid", how),
        VaultError::Store(StoreError::Disk(source)) | VaultError::Disk(source) => ControlError::failed(
            format!("the disk refused {store}: {source}"),
            "check that it has room and that this user may write there, then try again",
        ),
        VaultError::Contended => ControlError::again("others write the same records", "try again"),
        error => ControlError::failed(error.to_string(), "see klich's log; nothing was changed"),
    }
}
