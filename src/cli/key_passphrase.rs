//! Passphrases of organisers' and signers' keys, and what age asks where it needs one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use age::Callbacks;
use age::secrecy::SecretString;
use clap::Args;
use zeroize::Zeroizing;

use super::output::tell;
use super::passphrase::Source;
use crate::control::ControlError;
use crate::vault::Passphrase;

/// Where a key's passphrase comes from.
#[derive(Debug, Args)]
pub(super) struct PassphraseArgs {
    /// Read the key's passphrase from a file, or `-` for standard input, instead of the terminal
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl PassphraseArgs {
    /// Takes a file's path, or none to ask at the terminal.
    pub(super) fn of(file: Option<&Path>) -> Self {
        Self { passphrase_file: file.map(Path::to_owned) }
    }

    /// Asks for the passphrase of a key that is there.
    ///
    /// # Errors
    /// As [`Source::ask`].
    pub(super) fn existing(&self) -> Result<Zeroizing<String>, ControlError> {
        self.source().ask().and_then(text)
    }

    /// Asks for the passphrase of a new key.
    ///
    /// # Errors
    /// As [`Source::ask_new`].
    pub(super) fn new_one(&self) -> Result<Zeroizing<String>, ControlError> {
        self.source().ask_new().and_then(text)
    }

    /// Gives what answers age where it needs a passphrase.
    pub(super) fn asking(&self) -> Asking {
        Asking { source: self.source(), prompt: "Passphrase: ".to_owned(), refused: Arc::default() }
    }

    /// As [`PassphraseArgs::asking`], where a person is asked for more than one: `option` names this one.
    pub(super) fn asking_for(&self, prompt: String, option: &'static str) -> Asking {
        Asking { source: Source::named_by(option, self.passphrase_file.clone()), prompt, refused: Arc::default() }
    }

    fn source(&self) -> Source {
        Source::of(self.passphrase_file.clone())
    }
}

/// age's and minisign's passphrases are text.
fn text(passphrase: Passphrase) -> Result<Zeroizing<String>, ControlError> {
    let bytes = passphrase.into_bytes();
    let text = std::str::from_utf8(&bytes).map(|text| Zeroizing::new(text.to_owned()));
    text.map_err(|_| ControlError::usage("the passphrase is not UTF-8 text", "give it as UTF-8"))
}

/// Asks what age needs: a passphrase, and nothing else.
#[derive(Clone)]
pub(super) struct Asking {
    source: Source,
    prompt: String,
    refused: Arc<Mutex<Option<ControlError>>>,
}

impl Asking {
    /// Tells why there was no passphrase where one was asked for: age knows only that there was none.
    pub(super) fn refused(&self) -> Option<ControlError> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Callbacks for Asking {
    fn display_message(&self, message: &str) {
        tell(format_args!("{message}"));
    }

    fn confirm(&self, _message: &str, _yes: &str, _no: Option<&str>) -> Option<bool> {
        None
    }

    fn request_public_string(&self, _description: &str) -> Option<String> {
        None
    }

    fn request_passphrase(&self, _description: &str) -> Option<SecretString> {
        match self.source.ask_for(&self.prompt).and_then(text) {
            Ok(passphrase) => Some(SecretString::from(passphrase.as_str())),
            Err(error) => {
                *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                None
            }
        }
    }
}
