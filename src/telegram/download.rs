//! Files that people attach: `getFile`, then the file itself, within a limit.
//!
//! Source: Bot API, `getFile`, *File*.

use std::fmt;

use reqwest::StatusCode;
use serde::{Deserialize, Serialize};
use teloxide::payloads::GetFile;
use teloxide::types;

use super::client::{CallError, Client};

/// Names a file at Telegram, for this bot alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileId(pub String);

/// Prints the type only: whoever has the token fetches the file by it.
impl fmt::Debug for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileId")
    }
}

impl Client {
    /// Fetches an attached file of at most `limit` bytes.
    ///
    /// # Errors
    /// [`CallError::TooLong`] over the limit, [`CallError::Refused`] where the file is gone, [`CallError::Passing`] where
    /// Telegram is not reached.
    pub async fn download(&self, file: &FileId, limit: usize) -> Result<Vec<u8>, CallError> {
        let found: types::File = self.call(&GetFile::new(types::FileId(file.0.clone()))).await?;
        if usize::try_from(found.meta.size).is_ok_and(|size| size > limit) {
            return Err(CallError::TooLong);
        }
        // The path is Telegram's, and goes into an address that holds the token: nothing of it may lead elsewhere.
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'.');
        if !found.path.bytes().all(plain) || found.path.contains("..") {
            return Err(CallError::Refused { code: 400 });
        }
        let answer = self.fetch(&found.path, limit).await?;
        match answer {
            (StatusCode::OK, bytes) => Ok(bytes),
            (status, _) if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                Err(CallError::Passing)
            }
            (status, _) => Err(CallError::Refused { code: status.as_u16() }),
        }
    }
}
