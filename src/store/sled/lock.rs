//! sled's own lock on its log, looked at from outside of sled.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};

use super::super::StoreError;
use super::files::{PLAIN, log_path, open_plain};

/// A store that was just closed holds its lock for a moment, while sled's threads end.
const LOCK_TRIES: u32 = 80;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// Tells whether somebody has removed an open log: a wipe, by another process.
pub(super) fn is_removed(log: &File) -> bool {
    log.metadata().is_ok_and(|log| log.nlink() == 0)
}

/// Takes sled's own lock, so that nobody writes while the files are looked at; `None` where there is no log yet.
pub(super) fn take_lock(folder: &Path) -> Result<Option<File>, StoreError> {
    let log = match OpenOptions::new().read(true).write(true).custom_flags(PLAIN).open(log_path(folder)) {
        Ok(log) => log,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    for left in (0..LOCK_TRIES).rev() {
        match flock(&log, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(Some(log)),
            Err(rustix::io::Errno::WOULDBLOCK) if left > 0 => thread::sleep(LOCK_PAUSE),
            Err(rustix::io::Errno::WOULDBLOCK) => return Err(StoreError::InUse),
            Err(error) => return Err(StoreError::Disk(error.into())),
        }
    }
    Err(StoreError::InUse)
}

/// Opens the log for a look at its lock.
pub(in crate::store) fn open_log(folder: &Path) -> Option<File> {
    open_plain(&log_path(folder)).ok()
}

/// Waits until nobody holds the log's lock any more, or for so long as is given; tells whether somebody still does.
///
/// Where the file system knows no locks, nobody does.
pub(in crate::store) fn is_locked_after(log: &File, patience: Duration) -> bool {
    let until = Instant::now() + patience;
    while flock(log, FlockOperation::NonBlockingLockExclusive) == Err(rustix::io::Errno::WOULDBLOCK) {
        if Instant::now() >= until {
            return true;
        }
        thread::sleep(LOCK_PAUSE);
    }
    false
}
