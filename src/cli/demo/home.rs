//! The demo's temporary home: private, and gone at the end.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use rand::Rng;

/// Longer temporary folders leave no room for the control socket's path, which the system limits to 107 bytes.
const LONGEST: usize = 60;

/// A folder that only its owner may read. Dropping it removes it with everything in it.
pub struct TemporaryHome {
    folder: PathBuf,
}

impl TemporaryHome {
    /// Makes an empty folder of a new name among the system's temporary files.
    ///
    /// # Errors
    /// Where the folder can't be made.
    pub fn create() -> io::Result<Self> {
        let mut parent = std::env::temp_dir();
        if parent.as_os_str().len() > LONGEST {
            parent = PathBuf::from("/tmp");
        }
        let mut tries = 0;
        loop {
            let folder = parent.join(format!("klich-demo-{:08x}", rand::thread_rng().r#gen::<u32>()));
            match DirBuilder::new().mode(0o700).create(&folder) {
                Ok(()) => return Ok(Self { folder }),
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists && tries < 20 => tries += 1,
                Err(e) => return Err(e),
            }
        }
    }

    /// Names the folder.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Names the data folder that `klich init` sets up.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

impl Drop for TemporaryHome {
    fn drop(&mut self) {
        // Nothing better can be done at the end; the folder is private and its people are made up.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn it_is_private_and_gone_at_the_end() {
        let home = TemporaryHome::create().unwrap();
        let folder = home.path().to_owned();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        fs::create_dir(home.data()).unwrap();
        fs::write(home.path().join("klich.toml"), "x").unwrap();
        drop(home);
        assert!(!folder.exists());
    }
}
