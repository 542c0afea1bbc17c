//! Opens a copy of a store before the store itself, and reads all of it.
//!
//! What sled makes of a log that is not whole is told by trying: as it is, and cut where it is torn. The rows that come
//! out have to give the [`Total`] that the same log holds, and the last sync has to be among them ([`Watermark`]).

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::super::StoreError;
use super::files::{PLAIN, log_path, open_plain, remove_folder_if_there};
use super::log::{self, Tear};
use super::opening::{FORMAT, FORMAT_KEY, close, lost_rows, start};
use super::snapshot::Snapshots;
use super::total::Total;
use super::watermark::Watermark;

/// The cache for a rehearsal, in bytes: it reads every row once.
const CACHE: u64 = 1 << 20;

/// The most places that a log is cut at for a try: one power cut leaves one or two.
const CUTS_MAX: usize = 6;

/// Finds the reading of the log by which nothing synced is missing: as it is (`None`), or cut at one of `tears`.
///
/// `tears` is `None` where nothing in the log is unexplained; `may_lack` says that the log is shorter than it was once, or
/// that this is not known, or that its segments are not those that were noted.
///
/// # Errors
/// [`StoreError::Damaged`] where there is no such reading; only the copy was changed, and it is gone.
pub(super) fn rehearse(
    folder: &Path,
    snapshots: &Snapshots,
    tears: Option<&[Tear]>,
    may_lack: bool,
) -> Result<Option<Tear>, StoreError> {
    let newest_first = tears.unwrap_or_default().iter().rev().copied().map(Some);
    for cut in std::iter::once(None).chain(newest_first).take(1 + CUTS_MAX) {
        match attempt(folder, snapshots, cut, tears.is_some()) {
            Ok(()) => return Ok(cut),
            // Without room for a copy the real one is opened unrehearsed: a full disk must not keep a sound store shut.
            Err(StoreError::Disk(error))
                if error.kind() == io::ErrorKind::StorageFull && tears.is_none() && !may_lack =>
            {
                tracing::warn!("no room to check the store before it is opened");
                return Ok(None);
            }
            Err(StoreError::Damaged(_)) if tears.is_some() => {}
            Err(error) => return Err(error),
        }
    }
    Err(log::damaged())
}

fn attempt(folder: &Path, snapshots: &Snapshots, cut: Option<Tear>, flawed: bool) -> Result<(), StoreError> {
    let copy = folder.join("rehearsal");
    remove_folder_if_there(&copy)?;
    let read = copy_store(folder, &copy, snapshots).map_err(StoreError::from).and_then(|()| {
        if let Some(tear) = cut {
            log::cut(&OpenOptions::new().read(true).write(true).open(log_path(&copy))?, tear)?;
        }
        let db = start(&copy, CACHE)?;
        let read = super::guarded(|| read(&db, folder, flawed && cut.is_none()));
        close(db);
        read
    });
    let removed = remove_folder_if_there(&copy);
    read?;
    Ok(removed?)
}

/// Reads every row; `must_tell` says that a store without a total, one of the first format, is not to be trusted.
fn read(db: &sled::Db, folder: &Path, must_tell: bool) -> Result<(), StoreError> {
    let format = db.get(FORMAT_KEY)?.ok_or_else(lost_rows)?;
    Watermark::check(db, folder)?;
    let (noted, found) = (Total::noted(db)?, Total::of(db)?);
    // Without the watermark's file the operator wants what is left.
    if Watermark::is_kept(folder) && (noted.is_some() || must_tell || format == FORMAT) && noted != Some(found) {
        return Err(log::damaged());
    }
    Ok(())
}

fn copy_store(folder: &Path, copy: &Path, snapshots: &Snapshots) -> io::Result<()> {
    let blobs = copy.join("blobs");
    DirBuilder::new().recursive(true).mode(0o700).create(&blobs)?;
    let mut files: Vec<PathBuf> = snapshots.sound.clone();
    files.push(log_path(folder));
    files.extend(Some(folder.join("conf")).filter(|conf| conf.exists()));
    for file in files {
        if let Some(name) = file.file_name() {
            copy_file(&file, &copy.join(name))?;
        }
    }
    match fs::read_dir(folder.join("blobs")) {
        Ok(entries) => {
            for entry in entries {
                let entry = entry?;
                copy_file(&entry.path(), &blobs.join(entry.file_name()))?;
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    let mut new: File = OpenOptions::new().write(true).create_new(true).mode(0o600).custom_flags(PLAIN).open(to)?;
    io::copy(&mut open_plain(from)?, &mut new)?;
    Ok(())
}
