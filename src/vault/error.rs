//! What can go wrong in the vault.

use std::io;
use std::sync::Arc;

use jiff::Timestamp;

use crate::store::StoreError;

/// An error of the vault. No variant holds a key, an id or a text.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The store below failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A sync that others waited for too has failed.
    #[error("what was written may not be on the disk")]
    NotSynced(#[source] Arc<StoreError>),
    /// A record can't be decrypted: changed, moved, cut, or of another key. Which of these is not told.
    #[error("a record can't be read: it was changed or moved, or belongs to another keyring; restore the last backup")]
    Unreadable,
    /// A record decrypts but is not of a version that this klich knows.
    #[error("a record is not of a version that this klich knows: run the klich that wrote it, or a newer one")]
    UnknownRecord,
    /// The parts of a long value are not complete or not of one value.
    #[error("a long value is not complete: restore the last backup")]
    Incomplete,
    /// A record or long value is over its limit.
    #[error("a record is longer than {limit} bytes, the most that the vault takes")]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// The petition's key was destroyed or never made.
    #[error("the petition is closed")]
    PetitionClosed,
    /// Other writers changed the same rows again and again.
    #[error("others write the same records: try again")]
    Contended,
    /// The key file is not there.
    #[error("there is no key file: run `klich init`, or put the key back in its place")]
    MissingKey,
    /// Others than its owner may read the key file.
    #[error("the key file may be read by others than its owner: run `chmod 600` on it")]
    KeyPermissions,
    /// The key file holds something else.
    #[error("the key file is not one line `klich-key-v1 …`: put the right file in its place")]
    KeyMalformed,
    /// The key file is there already.
    #[error("there is a key file already, and it is never overwritten: move it away first")]
    KeyExists,
    /// The root key's file, or another one beside it, can't be written; the old key still counts.
    #[error("the root key can't be written")]
    KeyNotWritten(#[source] io::Error),
    /// The key is well-formed but another.
    #[error("the key does not fit this keyring: use the key that was made together with it")]
    WrongKey,
    /// The passphrase does not open the root key, or the root key's file was changed.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// The root key's file, which a passphrase opens, is not there.
    #[error("there is no file `root-key` beside the store: put it back, or unlock the vault as it was made")]
    MissingWrappedKey,
    /// The root key's file was cut or changed, or asks for a cost that is out of bounds.
    #[error("the file `root-key` is damaged: put a sound copy of it back")]
    WrappedKeyDamaged,
    /// The root key's file was written by a newer klich.
    #[error("the file `root-key` was written by a newer klich: run that version")]
    WrappedKeyNewer,
    /// The memory that the passphrase's cost asks for can't be had.
    #[error("the passphrase needs {mib} MiB of memory for a moment, and they can't be had")]
    NoMemory {
        /// How much, in MiB.
        mib: u32,
    },
    /// The store holds rows, but the keyring is gone.
    #[error("there is no keyring beside the store: put it back, restore a backup, or run `klich init` in a new folder")]
    MissingKeyring,
    /// The keyring is of another time than the store.
    #[error(
        "the keyring is not the one that this store was last written with: put that one back beside it, or restore a backup"
    )]
    OtherKeyring,
    /// The keyring's bytes were cut or changed.
    #[error("the keyring is damaged: restore it from a backup")]
    Damaged,
    /// The keyring was written by a newer klich.
    #[error("the keyring was written by a newer klich: run that version")]
    Newer,
    /// The home was wiped, or is being wiped.
    #[error("everything here was wiped")]
    Wiped(Timestamp),
    /// The disk refused a key file or keyring.
    #[error("the disk refused the keys' files")]
    Disk(#[source] io::Error),
}

impl From<io::Error> for VaultError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}
