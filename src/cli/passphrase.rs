//! Where a passphrase comes from: a file, standard input, or the terminal. Never an argument or the environment, which
//! others on the machine can see.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::terminal;
use crate::control::ControlError;
use crate::vault::{NotAPassphrase, PASSPHRASE_MAX, PASSPHRASE_MIN, Passphrase};

/// The option that names a vault's passphrase.
const OPTION: &str = "--passphrase-file";

/// Where a command takes the passphrase from.
#[derive(Debug, Clone)]
pub struct Source {
    /// A file, or `-` for standard input; the terminal where none is named.
    file: Option<PathBuf>,
    /// The option by which it is named.
    option: &'static str,
}

impl Default for Source {
    fn default() -> Self {
        Self::of(None)
    }
}

impl Source {
    /// Takes what `--passphrase-file` names.
    pub fn of(file: Option<PathBuf>) -> Self {
        Self::named_by(OPTION, file)
    }

    /// Takes what another option names.
    pub fn named_by(option: &'static str, file: Option<PathBuf>) -> Self {
        Self { file, option }
    }

    /// How to give it where nobody sits at a terminal.
    fn give(&self) -> String {
        format!("give {} FILE, or `-` for standard input", self.option)
    }

    /// Tells whether it comes from standard input.
    pub fn is_standard_input(&self) -> bool {
        self.file.as_deref() == Some(Path::new("-"))
    }

    /// Tells whether it was named on the command line.
    pub fn is_named(&self) -> bool {
        self.file.is_some()
    }

    /// Asks for the passphrase.
    ///
    /// # Errors
    /// [`crate::control::Code::Configuration`] where none is named and nobody sits at a terminal; what is wrong with it.
    pub fn ask(&self) -> Result<Passphrase, ControlError> {
        self.ask_for("Passphrase: ")
    }

    /// As [`Source::ask`], where a person is asked for more than one: `prompt` says for which, and ends with a space.
    ///
    /// # Errors
    /// As [`Source::ask`].
    pub fn ask_for(&self, prompt: &str) -> Result<Passphrase, ControlError> {
        match &self.file {
            Some(path) => self.read(path),
            None => self.on_terminal(prompt),
        }
    }

    /// Asks for a new passphrase; on a terminal twice.
    ///
    /// # Errors
    /// As [`Source::ask`], and [`crate::control::Code::Usage`] for one that is too short or not typed alike.
    pub fn ask_new(&self) -> Result<Passphrase, ControlError> {
        let passphrase = match &self.file {
            Some(path) => self.read(path)?.strong_enough().map_err(refused)?,
            None => {
                let first = self.on_terminal("New passphrase: ")?.strong_enough().map_err(refused)?;
                if !self.on_terminal("The same again: ")?.is_same(&first) {
                    return Err(ControlError::usage("the two are not the same", "try again; nothing was made"));
                }
                first
            }
        };
        Ok(passphrase)
    }

    fn on_terminal(&self, prompt: &str) -> Result<Passphrase, ControlError> {
        let Some(mut terminal) = terminal::open() else {
            let what = format!("a passphrase is needed ({}), and there is no terminal to ask on", self.option);
            return Err(ControlError::configuration(what, self.give()));
        };
        let typed = terminal::ask_hidden(&mut terminal, prompt, PASSPHRASE_MAX)
            .map_err(|error| ControlError::failed(format!("the terminal can't be read: {error}"), self.give()))?;
        let typed =
            typed.ok_or_else(|| ControlError::failed("no passphrase was given", "try again; nothing was done"))?;
        Passphrase::new(typed).map_err(refused)
    }

    fn read(&self, path: &Path) -> Result<Passphrase, ControlError> {
        let unreadable = |name: &str, error: &io::Error| {
            ControlError::configuration(format!("the passphrase can't be read from {name}: {error}"), self.give())
        };
        if path == Path::new("-") {
            return bytes(io::stdin().lock()).map_err(|error| unreadable("standard input", &error)).and_then(parse);
        }
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
        // A pipe, as a password manager may be at the other end of, has no mode that matters.
        let meta = file.metadata().map_err(|error| unreadable(&name, &error))?;
        if meta.is_file() && meta.permissions().mode() & 0o077 != 0 {
            return Err(ControlError::configuration(
                format!("the passphrase file {name} may be read by others than its owner"),
                format!("run `chmod 600 {name}`, and change the passphrase if others use this machine"),
            ));
        }
        bytes(file).map_err(|error| unreadable(&name, &error)).and_then(parse)
    }
}

fn parse(bytes: Zeroizing<Vec<u8>>) -> Result<Passphrase, ControlError> {
    Passphrase::new(bytes).map_err(refused)
}

/// Reads a line and no more than may be one, into a buffer that does not move.
fn bytes(mut from: impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut buffer = Zeroizing::new([0; PASSPHRASE_MAX + 8]);
    let mut length = 0;
    while let Some(room) = buffer.get_mut(length..).filter(|room| !room.is_empty()) {
        match from.read(room) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Zeroizing::new(buffer.get(..length).unwrap_or_default().to_vec()))
}

fn refused(error: NotAPassphrase) -> ControlError {
    let next = match error {
        NotAPassphrase::TooShort => {
            format!("take {PASSPHRASE_MIN} letters or more: six words that somebody drew by lot are good")
        }
        NotAPassphrase::Empty => "type it, and end with Enter".to_owned(),
        NotAPassphrase::NotALine => "give one line of text".to_owned(),
        NotAPassphrase::TooLong => "give a shorter one".to_owned(),
    };
    ControlError::usage(error.to_string(), next)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::control::Code;

    fn file(text: &str, mode: u32) -> (tempfile::TempDir, Source) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("passphrase");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        (folder, Source::of(Some(path)))
    }

    #[test]
    fn a_private_file_of_one_line_is_read() {
        let (_folder, source) = file("kupala night 1863\n", 0o600);
        assert!(source.ask().unwrap().is_same(&source.ask_new().unwrap()));
        for (text, mode, code) in [
            ("kupala night 1863\n", 0o640, Code::Configuration),
            ("kupala night 1863\n", 0o604, Code::Configuration),
            ("", 0o600, Code::Usage),
            ("two\nlines", 0o600, Code::Usage),
            ("x".repeat(5000).as_str(), 0o600, Code::Usage),
        ] {
            let (_folder, source) = file(text, mode);
            let error = source.ask().unwrap_err();
            assert_eq!(error.code, code, "{text}");
            assert!(!format!("{error:?}").contains("kupala"), "{error:?}");
        }
    }

    #[test]
    fn a_short_one_opens_what_is_there_but_nothing_new() {
        let (_folder, source) = file("short", 0o600);
        assert!(source.ask().is_ok());
        assert_eq!(source.ask_new().unwrap_err().code, Code::Usage);
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Source::of(Some("/nowhere/passphrase".into())).ask().unwrap_err();
        assert!(error.what.contains("/nowhere/passphrase") && error.next.contains("--passphrase-file"), "{error:?}");
    }
}
