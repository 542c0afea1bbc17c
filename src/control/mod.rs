//! The local socket through which the CLI steers a running bot.
//!
//! A Unix socket beside the store, mode 0600, for the same user and root. One connection carries one request, a line of
//! JSON, and its answer: one line, or for a followed alert a line for each look at it. Every line is at most
//! [`LINE_MAX`] bytes.
//! A backup is answered by pieces, each `length (u32 BE) ‖ bytes`, then a length of zero and the line.
//!
//! ```text
//! > {"ask":"alert-status","id":"k7x2m9qa"}
//! < {"ok":{"id":"k7x2m9qa","state":"running",…}}
//! < {"error":{"code":"failed","what":"there is no such alert","next":"see `klich alert list`"}}
//! ```

mod client;
mod error;
mod place;
pub mod reports;
mod request;
mod secret;
mod server;
mod stream;

use std::io::Write;

use serde_json::Value;

pub use self::client::Client;
pub use self::error::{Code, ControlError};
pub use self::request::{ImportedPledge, Request, Response};
pub use self::secret::Secret;
pub use self::server::{Server, serve};

/// The longest line in bytes, either way.
pub const LINE_MAX: usize = 1 << 20;

/// The room that a line begins with: enough for one with a passphrase, which must not be copied to grow.
const LINE_ROOM: usize = 4 << 10;

/// Answers requests: within a running bot, or within the CLI where no bot runs.
pub trait Office: Send + Sync + 'static {
    /// Does what is asked and reports. Blocks for as long as the store does; never called on an async thread.
    ///
    /// [`Request::AlertFollow`] is never passed on: whoever serves it asks for [`Request::AlertStatus`] again and again.
    ///
    /// # Errors
    /// Why it was not done, with the next step; nothing was changed then.
    fn answer(&self, request: Request) -> Result<Value, ControlError>;

    /// Writes what is asked for to `out`, and reports when it is whole: [`Request::Backup`] and nothing else.
    ///
    /// # Errors
    /// As [`Office::answer`]; what was written is not whole then.
    fn stream(&self, request: Request, out: &mut dyn Write) -> Result<Value, ControlError> {
        let _ = (request, out);
        Err(ControlError::again("nothing can be copied now", "see `klich status`, then try again"))
    }
}
