//! The listener: how updates come in, by `getUpdates` or by a webhook. Nothing is confirmed before it is on the disk.

mod polling;
mod webhook;

use std::time::Duration;

use tokio::{sync::watch, time::sleep};
use tokio_util::sync::CancellationToken;

use super::{CallError, Fatal, InboxError, backoff};

pub use polling::Polling;
pub use webhook::{Rejected, Webhook, WebhookSecret};

/// The listener can't go on.
#[derive(Debug, thiserror::Error)]
pub enum ListenerError {
    /// Only an operator can change it.
    #[error(transparent)]
    Fatal(Fatal),
    /// Telegram refuses what the listener needs.
    #[error("Telegram refused {method} with code {code}: check telegram.api_url and web.public_url")]
    Refused {
        /// The method.
        method: &'static str,
        /// HTTP-like code, such as 400.
        code: u16,
    },
    /// The disk fails.
    #[error(transparent)]
    Inbox(#[from] InboxError),
}

/// Whether the listener runs, for `/readyz`.
#[derive(Debug, Clone)]
pub struct Readiness(watch::Receiver<bool>);

impl Readiness {
    /// Tells whether updates come in at this moment.
    pub fn is_ready(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is so.
    pub async fn ready(&mut self) {
        // Where the listener is gone it never is again.
        if self.0.wait_for(|ready| *ready).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Calls until it works: what passes is waited out. `None` when `shutdown` came first.
async fn insist<T, F: Future<Output = Result<T, CallError>>>(
    method: &'static str,
    shutdown: &CancellationToken,
    call: impl Fn() -> F,
) -> Result<Option<T>, ListenerError> {
    let mut failures = 0;
    loop {
        let Some(result) = shutdown.run_until_cancelled(call()).await else { return Ok(None) };
        match result {
            Ok(value) => return Ok(Some(value)),
            Err(error) => {
                failures += 1;
                let wait = wait_after(method, error, failures)?;
                if shutdown.run_until_cancelled(sleep(wait)).await.is_none() {
                    return Ok(None);
                }
            }
        }
    }
}

/// Says how long to wait after a failure.
fn wait_after(method: &'static str, error: CallError, failures: u32) -> Result<Duration, ListenerError> {
    match error {
        CallError::Fatal(fatal) => Err(ListenerError::Fatal(fatal)),
        CallError::Refused { code } => Err(ListenerError::Refused { method, code }),
        CallError::Flood { after } => Ok(after),
        CallError::Passing | CallError::TooLong => {
            let wait = backoff::delay(failures, rand::random());
            let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
            tracing::warn!(method, failures, wait_ms, "Telegram was not reached, or could not answer");
            Ok(wait)
        }
    }
}
