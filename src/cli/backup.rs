//! `klich backup`: a copy of everything at one moment, while the bot runs, sealed to keys that are not on this machine.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use rustix::fs::OFlags;
use serde::Serialize;

use super::files::rename_new;
use super::reach::{self, Reached};
use super::{Context, Failure, keys};
use crate::control::{ControlError, Request};
use crate::seal::{Recipient, SealFailed, Sealer};
use crate::vault;

/// Written at once, in bytes.
const BUFFER: usize = 1 << 20;

/// Neither follows a link nor waits for the other end of a pipe.
const PLAIN: i32 = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).bits().cast_signed();

#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// Where to; nothing is overwritten. `-` is standard output
    file: PathBuf,
    /// An age public key that opens it, beside those of `backup.recipients`; may be given several times
    #[arg(long, value_name = "AGE1…")]
    recipient: Vec<Recipient>,
}

/// The report.
#[derive(Serialize)]
struct BackedUp {
    file: String,
    bytes: u64,
    recipients: usize,
}

/// Writes the backup; until it is whole, it has another name.
pub(super) fn run(args: &BackupArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    if let Some(at) = vault::wiped_at(&context.home()?) {
        return Err(keys::was_wiped(at).into());
    }
    let recipients = recipients(args, context)?;
    if args.file == Path::new("-") {
        if io::stdout().is_terminal() {
            return Err(ControlError::usage("a backup is not for a terminal", "name a file, or redirect it").into());
        }
        context.output.flush()?;
        // The standard output that reports go to is locked by this process already: they have the same descriptor.
        let out = File::from(rustix::io::dup(io::stdout()).map_err(io::Error::from)?);
        copy(context, out, &recipients)?;
        return Ok(());
    }
    let unfinished = Unfinished::new(&args.file)?;
    let bytes = copy(context, unfinished.file.try_clone()?, &recipients)?;
    unfinished.finish()?;
    let report = BackedUp { file: args.file.display().to_string(), bytes, recipients: recipients.len() };
    Ok(context.output.report(&report, text)?)
}

fn text(report: &BackedUp) -> String {
    let keys = if report.recipients == 1 { "1 key".to_owned() } else { format!("any of {} keys", report.recipients) };
    format!(
        "{}: {} bytes, opened by {keys}.\nThe root key is not in it: keep the key file, or the file root-key with its \
         passphrase, apart.",
        report.file, report.bytes
    )
}

fn recipients(args: &BackupArgs, context: &Context<'_>) -> Result<Vec<Recipient>, Failure> {
    let mut recipients = Vec::new();
    for recipient in &args.recipient {
        if !recipients.contains(recipient) {
            recipients.push(recipient.clone());
        }
    }
    for key in context.load()?.config.backup.recipients {
        let recipient = key.parse().map_err(|_| {
            ControlError::configuration(
                "`backup.recipients` holds something that is no age public key",
                "write public keys as age-keygen prints them",
            )
        })?;
        if !recipients.contains(&recipient) {
            recipients.push(recipient);
        }
    }
    if recipients.is_empty() {
        let next = "make a key with `age-keygen` on another machine, and write its public key to `backup.recipients` in \
                    klich.toml, or give --recipient";
        return Err(ControlError::usage("there is no key to seal the backup to", next).into());
    }
    Ok(recipients)
}

/// Copies, sealed; gives the bytes that were written.
fn copy(context: &Context<'_>, out: File, recipients: &[Recipient]) -> Result<u64, Failure> {
    // First: it may ask for a passphrase.
    let reached = reach::reach(context)?;
    let counting = Counting { out: BufWriter::with_capacity(BUFFER, out), bytes: 0, bar: bar(context) };
    let mut sealer = Sealer::new(counting, recipients).map_err(|error| match error {
        SealFailed::Seal(error) => Failure::from(ControlError::usage(error.to_string(), "give --recipient")),
        SealFailed::Output(error) => refused(&error).into(),
    })?;
    match reached {
        Reached::Bot(client) => client.stream(&Request::Backup {}, &mut sealer)?,
        Reached::Store(office) => office.stream(Request::Backup {}, &mut sealer)?,
    };
    let mut counting = sealer.finish().map_err(|error| refused(&error))?;
    counting.out.flush().map_err(|error| refused(&error))?;
    counting.bar.finish_and_clear();
    Ok(counting.bytes)
}

fn refused(error: &io::Error) -> ControlError {
    if error.kind() == io::ErrorKind::BrokenPipe {
        let what = "whoever reads standard output has ended before the backup was whole";
        return ControlError::failed(what, "what they have is no backup: see why they ended, then try again");
    }
    ControlError::failed(
        format!("the backup can't be written: {error}"),
        "see that there is room, and that this user may write there; nothing was left behind",
    )
}

fn bar(context: &Context<'_>) -> ProgressBar {
    if context.output.is_json() || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{spinner} {bytes} {bytes_per_sec}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar
}

fn busy(name: &Path) -> ControlError {
    let what = format!("another backup is being written to {}", name.display());
    ControlError::again(what, "wait for it, or name another file")
}

/// Counts what goes to the file.
struct Counting {
    out: BufWriter<File>,
    bytes: u64,
    bar: ProgressBar,
}

impl Write for Counting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        self.bar.set_position(self.bytes);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A file under another name until it is whole; removed where that never comes.
struct Unfinished {
    file: File,
    path: PathBuf,
    name: PathBuf,
    finished: bool,
}

impl Unfinished {
    fn new(name: &Path) -> Result<Self, ControlError> {
        if fs::symlink_metadata(name).is_ok() {
            let what = format!("{} is there already, and nothing is overwritten", name.display());
            return Err(ControlError::failed(what, "name another file, or move that one away"));
        }
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name.file_name().ok_or_else(|| ControlError::usage("this names no file", "name a file"))?);
        hidden.push(".new");
        let path = name.with_file_name(hidden);
        // What an interrupted one has left, and what one that runs is writing.
        // Where the file system knows no locks, there are none.
        let is_held = |file: &File| matches!(file.try_lock(), Err(TryLockError::WouldBlock));
        let left = OpenOptions::new().read(true).write(true).custom_flags(PLAIN).open(&path);
        if left.is_ok_and(|left| is_held(&left)) {
            return Err(busy(name));
        }
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                let what = format!("{} is in the way: {error}", path.display());
                return Err(ControlError::failed(what, "take it away, or name another file"));
            }
            _ => {}
        }
        let file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(file) if is_held(&file) => return Err(busy(name)),
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(busy(name)),
            Err(error) => return Err(refused(&error)),
        };
        let unfinished = Self { file, path, name: name.to_owned(), finished: false };
        if unfinished.is_ours() { Ok(unfinished) } else { Err(busy(name)) }
    }

    /// Tells whether the file under the other name is still this one.
    fn is_ours(&self) -> bool {
        let place = |meta: fs::Metadata| (meta.dev(), meta.ino());
        let there = fs::symlink_metadata(&self.path).map(place).ok();
        there.is_some() && there == self.file.metadata().map(place).ok()
    }

    fn finish(mut self) -> Result<(), ControlError> {
        let finish = || {
            self.file.sync_all()?;
            if !self.is_ours() {
                return Err(io::Error::other("somebody has taken away what was written"));
            }
            if !rename_new(&self.path, &self.name)? {
                return Err(io::Error::other("a file of this name has come meanwhile"));
            }
            let folder = self.name.parent().filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        };
        finish().map_err(|error| refused(&error))?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.finished && self.is_ours() {
            let _ = fs::remove_file(&self.path);
        }
    }
}
