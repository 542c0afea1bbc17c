//! Addresses of sockets whose path is longer than an address may be.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// The longest path that fits into `sun_path`, whose 108 bytes end with a zero.
const ADDRESS_MAX: usize = 107;

/// A path to bind or connect to; it is good for as long as this lives.
pub(super) struct Address {
    path: PathBuf,
    _folder: Option<File>,
}

impl Address {
    /// Gives an address of `path`: itself, or where it is too long, one through the opened folder it lies in.
    ///
    /// # Errors
    /// Those of opening the folder.
    ///
    /// Source: unix(7) for the limit, proc(5) for `/proc/self/fd`.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        if path.as_os_str().as_bytes().len() <= ADDRESS_MAX {
            return Ok(Self { path: path.to_owned(), _folder: None });
        }
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let flags = rustix::fs::OFlags::DIRECTORY.bits().cast_signed();
        let folder = File::options().read(true).custom_flags(flags).open(parent)?;
        let path = Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(name);
        Ok(Self { path, _folder: Some(folder) })
    }

    /// Borrows the path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}
