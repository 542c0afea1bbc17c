//! Asks for something on the terminal without showing what is typed.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal as _, Read as _, Write as _};

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

const INTERRUPT: u8 = 3;
const END: u8 = 4;
const BACKSPACE: [u8; 2] = [8, 127];
const CLEAR: u8 = 21;

/// Opens the terminal of the person who runs this; none where nobody sits there.
pub(super) fn open() -> Option<File> {
    // A job of cron's may have a terminal that it can't see: somebody is there who sees an error, or types.
    if !io::stdin().is_terminal() && !io::stderr().is_terminal() {
        return None;
    }
    OpenOptions::new().read(true).write(true).open("/dev/tty").ok()
}

/// Shows nothing of what is typed until the result is dropped: where a passphrase is worked on before the next one is asked
/// for, whoever types ahead would see it. Does nothing where there is no terminal.
pub(super) fn hide() -> Option<Hidden> {
    Hidden::new(&open()?).ok()
}

/// Writes `prompt` and reads a line that is not shown; none where the person breaks off.
///
/// The terminal is as before when this returns: Ctrl-C is read as a key, and does not end the process in between.
pub(super) fn ask_hidden(terminal: &mut File, prompt: &str, limit: usize) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let _hidden = Hidden::new(terminal)?;
    write!(terminal, "{prompt}")?;
    terminal.flush()?;
    let mut line = Line::new(limit);
    let mut key = Zeroizing::new([0]);
    let typed = loop {
        match terminal.read(key.as_mut_slice()) {
            Ok(0) => break line.end(),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        }
        let [typed] = *key;
        match line.take(typed) {
            Typed::More => {}
            Typed::Done => break line.end(),
            Typed::BrokenOff => break None,
        }
    };
    writeln!(terminal)?;
    Ok(typed)
}

/// What a key did.
#[derive(Debug, PartialEq, Eq)]
enum Typed {
    More,
    Done,
    BrokenOff,
}

/// A line as it is typed, key by key. Its buffer never moves.
struct Line {
    bytes: Zeroizing<Vec<u8>>,
    limit: usize,
}

impl Line {
    fn new(limit: usize) -> Self {
        Self { bytes: Zeroizing::new(Vec::with_capacity(limit + 1)), limit }
    }

    fn take(&mut self, key: u8) -> Typed {
        match key {
            b'\n' | b'\r' => return Typed::Done,
            INTERRUPT => return Typed::BrokenOff,
            END => return if self.bytes.is_empty() { Typed::BrokenOff } else { Typed::Done },
            CLEAR => self.bytes.clear(),
            _ if BACKSPACE.contains(&key) => {
                // A letter of several bytes goes whole.
                while self.bytes.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
            }
            // One more than the limit is kept, so that who reads it sees that it is too long.
            _ if self.bytes.len() <= self.limit => self.bytes.push(key),
            _ => {}
        }
        Typed::More
    }

    fn end(self) -> Option<Zeroizing<Vec<u8>>> {
        Some(self.bytes)
    }
}

/// A terminal that neither shows what is typed nor acts on it; restored on drop.
pub(super) struct Hidden {
    terminal: File,
    before: Termios,
}

impl Hidden {
    fn new(terminal: &File) -> io::Result<Self> {
        let terminal = terminal.try_clone()?;
        let before = tcgetattr(&terminal)?;
        let mut modes = before.clone();
        modes.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN);
        modes.special_codes[SpecialCodeIndex::VMIN] = 1;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(&terminal, OptionalActions::Flush, &modes)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        // Where the terminal is gone, there is nothing to restore.
        let _ = tcsetattr(&self.terminal, OptionalActions::Now, &self.before);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn typed(keys: &[u8]) -> (Typed, Vec<u8>) {
        let mut line = Line::new(8);
        let mut last = Typed::More;
        for key in keys {
            last = line.take(*key);
            if last != Typed::More {
                break;
            }
        }
        (last, line.end().unwrap().to_vec())
    }

    #[test]
    fn keys_do_what_they_do_on_a_terminal() {
        assert_eq!(typed(b"abc\n"), (Typed::Done, b"abc".to_vec()));
        assert_eq!(typed(b"abc\x7fd\r"), (Typed::Done, b"abd".to_vec()));
        assert_eq!(typed(b"abc\x15d\x04"), (Typed::Done, b"d".to_vec()));
        assert_eq!(typed("aк\u{8}b\n".as_bytes()), (Typed::Done, b"ab".to_vec()));
        assert_eq!(typed(b"\x7f\x7fa\n"), (Typed::Done, b"a".to_vec()));
        assert_eq!(typed(b"ab\x03").0, Typed::BrokenOff);
        assert_eq!(typed(b"\x04").0, Typed::BrokenOff);
        assert_eq!(typed(b"1234567890abc\n").1.len(), 9, "one more than allowed");
    }
}
