//! Opens a sled folder without harming it.
//!
//! sled repairs while it reads: it cuts what looks like a torn end, writes a snapshot, makes missing files, and only then
//! may find that it can't go on; and it may lose rows without noticing. So its [`log`] is looked through first, and where
//! its segments lie ([`Segments`]). Where it is not whole the opening is tried out as well ([`rehearsal`]): the files are
//! copied, the copy is opened and read from end to end, and only if nothing synced is missing the real one is opened.
//!
//! Beside sled's own files the folder holds `new` while a store is being made, `closed` after a clean close (length and
//! time of the log then), `synced` for the [`Watermark`], [`Segments`] in `segments`, and `rehearsal/` for a moment at
//! the start.

use std::cell::Cell;
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Once, mpsc};
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};

use super::super::StoreError;
use super::files::{
    log_path, read_small, remove_files, remove_folder_if_there, remove_if_there, sync_folder, write_private,
};
use super::lock::{is_removed, take_lock};
use super::segments::Segments;
use super::snapshot::Snapshots;
use super::total::{RunningTotal, Total};
use super::watermark::Watermark;
use super::{log, rehearsal};

/// The row that every store of klich has: tag zero, and the format's version.
pub(super) const FORMAT_KEY: &[u8] = b"\0format";
pub(super) const FORMAT: &[u8] = &[2];
/// Without a [`Total`]; the next start adds it.
const FIRST_FORMAT: &[u8] = &[1];

/// How long sled may take to close: what was written is on the disk before.
pub(super) const CLOSE_MAX: Duration = Duration::from_secs(5);

/// Tells whether there is a store, even a half-made one.
///
/// # Errors
/// [`StoreError::Damaged`] where there are traces of one, but no log.
pub(super) fn exists(folder: &Path) -> Result<bool, StoreError> {
    if log_path(folder).try_exists()? || folder.join("new").try_exists()? {
        return Ok(true);
    }
    if folder.join("conf").try_exists()? {
        return Err(StoreError::Damaged("its log, the file `db`, is gone".to_owned()));
    }
    Ok(false)
}

/// Makes the folder of a new store and marks it as new; does nothing where there is one.
pub(super) fn prepare(folder: &Path) -> Result<(), StoreError> {
    if exists(folder)? {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    write_private(&folder.join("new"), b"")?;
    sync_folder(folder)?;
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        sync_folder(parent)?;
    }
    Ok(())
}

/// What an open store consists of.
pub(super) struct Opened {
    pub(super) tree: sled::Db,
    /// A second handle of the log, for fdatasync.
    pub(super) log: File,
    pub(super) watermark: Watermark,
    pub(super) segments: Segments,
    pub(super) total: RunningTotal,
}

/// Opens the store.
pub(super) fn open(folder: &Path, cache: u64) -> Result<Opened, StoreError> {
    let new = folder.join("new").try_exists()?;
    let lock = take_lock(folder)?;
    if lock.is_none() && !new {
        // Removed meanwhile, by a wipe: sled would make a new one.
        return Err(StoreError::Missing);
    }
    if new {
        begin_anew(folder)?;
    }
    let snapshots = Snapshots::find(folder)?;
    let kept = lock.as_ref().filter(|_| !new && Watermark::is_kept(folder));
    let closed = lock.is_some() && was_closed_cleanly(folder)?;
    // Where it was closed and is not as it was then, somebody changed it: a shorter one may look whole.
    let killed = !folder.join("closed").try_exists()?;
    let (is_short, disagrees) = match kept {
        Some(log) => (
            // sled may give freed segments back to the disk after the last sync.
            !closed && !Watermark::is_as_long(folder, log.metadata()?.len())?,
            !Segments::agree(folder, log, snapshots.newest())?,
        ),
        None => (false, false),
    };
    let may_lack = is_short || disagrees;
    let whole = match kept.filter(|_| (killed || closed) && !may_lack && snapshots.damaged.is_empty()) {
        Some(log) => log::is_whole(log, snapshots.newest(), &Watermark::marks(folder)?)?,
        None => false,
    };
    let tears = match kept.filter(|_| !whole) {
        Some(log) => log::tears(log, snapshots.newest())?,
        None => None,
    };
    // Without `synced` the operator wants what is left.
    let doubtful = !whole && (kept.is_some() || tears.is_some() || !closed || !snapshots.damaged.is_empty());
    let mut tear = None;
    if lock.is_some() && !new && doubtful {
        tear = rehearsal::rehearse(folder, &snapshots, tears.as_deref(), may_lack)?;
    } else {
        // What an interrupted start has left.
        remove_folder_if_there(&folder.join("rehearsal"))?;
    }
    if let (Some(log), Some(tear)) = (&lock, tear) {
        tracing::warn!("the store's log was torn by a power cut behind its last sync; what follows was never synced");
        log::cut(log, tear)?;
    }
    snapshots.delete_unusable()?;
    if let Some(log) = &lock {
        flock(log, FlockOperation::Unlock).map_err(|error| StoreError::Disk(error.into()))?;
    }
    // What was begun anew was removed just now, by ourselves.
    let is_gone = || lock.as_ref().filter(|_| !new).is_some_and(is_removed);
    if is_gone() {
        return Err(StoreError::Missing);
    }
    let opened = start(folder, cache).and_then(|tree| match begin(&tree, folder, new) {
        Ok((log, watermark, segments, total)) if !is_gone() => Ok(Opened { tree, log, watermark, segments, total }),
        begun => {
            close(tree);
            Err(begun.err().unwrap_or(StoreError::Missing))
        }
    });
    if opened.is_err() && is_gone() {
        // A wipe came in between: what sled has made then is none of the store.
        remove_files(folder);
        return Err(StoreError::Missing);
    }
    opened
}

/// Reads and writes what has to be known of a store that sled has opened.
fn begin(tree: &sled::Db, folder: &Path, new: bool) -> Result<(File, Watermark, Segments, RunningTotal), StoreError> {
    remove_if_there(&folder.join("closed"))?;
    let total = RunningTotal::new(running_total(tree, new, Watermark::is_kept(folder))?);
    let watermark = Watermark::open(folder, Watermark::check(tree, folder)?)?;
    let log = File::open(log_path(folder))?;
    tree.flush()?;
    log.sync_data()?;
    let segments = Segments::note(folder, &log)?;
    if new {
        File::open(folder.join("conf"))?.sync_all()?;
        sync_folder(&folder.join("blobs"))?;
        fs::remove_file(folder.join("new"))?;
    }
    sync_folder(folder)?;
    Ok((log, watermark, segments, total))
}

/// Reads the total, or adds it up where there is none yet, or where the operator wants what is left of the store.
fn running_total(tree: &sled::Db, new: bool, is_kept: bool) -> Result<Total, StoreError> {
    match tree.get(FORMAT_KEY)?.as_deref() {
        Some(FORMAT) if is_kept => return Total::noted(tree)?.ok_or_else(log::damaged),
        Some(FORMAT | FIRST_FORMAT) => {}
        Some(_) => return Err(StoreError::Newer),
        None if new => {}
        None => return Err(lost_rows()),
    }
    let total = super::guarded(|| Total::of(tree))?;
    let mut batch = sled::Batch::default();
    batch.insert(FORMAT_KEY, FORMAT);
    total.note(&mut batch);
    tree.apply_batch(batch)?;
    Ok(total)
}

/// Clears away what an interrupted start left of a store that was being made: it may be torn, and holds no row yet, for
/// `new` goes before the first one comes.
fn begin_anew(folder: &Path) -> Result<(), StoreError> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        if matches!(name, "db" | "conf" | "synced" | "closed" | "segments") || name.starts_with("snap.") {
            remove_if_there(&path)?;
        }
    }
    Ok(remove_folder_if_there(&folder.join("blobs"))?)
}

/// Notes the log's length and time after a clean close, so that the next start needs no rehearsal.
///
/// A note that does not fit costs that rehearsal and nothing else; so errors are not told.
pub(super) fn remember_clean_close(folder: &Path) {
    let Ok(state) = log_state(folder) else { return };
    let _ = write_private(&folder.join("closed"), state.as_bytes());
}

fn was_closed_cleanly(folder: &Path) -> Result<bool, StoreError> {
    match read_small(&folder.join("closed")) {
        Ok(noted) => Ok(noted == log_state(folder)?.into_bytes()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn log_state(folder: &Path) -> io::Result<String> {
    let log = fs::metadata(log_path(folder))?;
    Ok(format!("{} {}.{:09}\n", log.len(), log.mtime(), log.mtime_nsec()))
}

/// Starts sled; a panic in it becomes an error, and is not printed.
pub(super) fn start(folder: &Path, cache: u64) -> Result<sled::Db, StoreError> {
    // sled opens it by its name: a pipe would hold it up for ever.
    if fs::symlink_metadata(folder.join("conf")).is_ok_and(|meta| !meta.is_file()) {
        return Err(StoreError::Damaged("its `conf` is no plain file".to_owned()));
    }
    let config = sled::Config::new().path(folder).cache_capacity(cache);
    let opened = quietly(|| catch_unwind(AssertUnwindSafe(|| config.open())));
    Ok(opened
        .map_err(|_| StoreError::Damaged("its log can't be read; its files were left as they are".to_owned()))??)
}

/// Closes sled, and says whether it did: a thread of its own that has panicked over damage is waited for by it for ever.
///
/// Where it does not close in time it is left as it is, as a kill would leave it.
pub(super) fn close(db: sled::Db) -> bool {
    let (told, heard) = mpsc::channel();
    let closing = thread::Builder::new().name("klich-close".to_owned()).spawn(move || {
        let closed = quietly(|| catch_unwind(AssertUnwindSafe(|| drop(db))));
        let _ = told.send(closed.is_ok());
    });
    closing.is_ok() && heard.recv_timeout(CLOSE_MAX).unwrap_or(false)
}

pub(super) fn lost_rows() -> StoreError {
    StoreError::Damaged("its log holds none of klich's rows; its files were left as they are".to_owned())
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Keeps the panics of this thread off the terminal while `call` runs.
pub(super) fn quietly<T>(call: impl FnOnce() -> T) -> T {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    let result = call();
    QUIET.set(false);
    result
}
