//! Destroys everything that this bot keeps, while it runs or while it is locked: keys on the disk and in memory first.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::office;
use crate::campaign::Campaign;
use crate::cli::keys;
use crate::config::Config;
use crate::control::reports::{BotState, Status, Wiped};
use crate::control::{ControlError, Request};
use crate::vault::{self, Home, Left, Vault, wiped_at};

/// What wipes, once; shared by the command line's request and the organisers' votes.
pub(super) struct Wiper {
    home: Home,
    key_files: Vec<PathBuf>,
    /// The vault that is open; none while the bot is locked.
    vault: OnceLock<Arc<Vault>>,
    /// Held while it wipes, so that a second one waits and finds it done.
    wiping: Mutex<()>,
    begun: AtomicBool,
    /// Set where something could not be destroyed.
    in_part: AtomicBool,
    wiped: CancellationToken,
    /// Told before anything is destroyed: what has to be read for the last words.
    before: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

impl Wiper {
    /// Finds what there is to destroy.
    ///
    /// # Errors
    /// [`crate::control::Code::Configuration`].
    pub(super) fn new(config: &Config) -> Result<Arc<Self>, ControlError> {
        let (_, home) = keys::store_of(config)?;
        Ok(Arc::new(Self {
            home,
            key_files: keys::own_key_files(config),
            vault: OnceLock::new(),
            wiping: Mutex::default(),
            begun: AtomicBool::new(false),
            in_part: AtomicBool::new(false),
            wiped: CancellationToken::new(),
            before: OnceLock::new(),
        }))
    }

    /// Takes the vault whose keys go from memory.
    pub(super) fn hold(&self, vault: Arc<Vault>) {
        let _ = self.vault.set(vault);
    }

    /// Sets what is read at the last moment.
    pub(super) fn set_before(&self, before: impl Fn() + Send + Sync + 'static) {
        let _ = self.before.set(Box::new(before));
    }

    /// Wipes; returns when it is done. Blocks, well under a second.
    pub(super) fn wipe(&self) -> Wiped {
        let _wiping = self.wiping.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.is_wiped()
            && let Some(before) = self.before.get()
        {
            before();
        }
        self.begun.store(true, Ordering::Release);
        if let Some(vault) = self.vault.get() {
            vault.destroy_keys();
        }
        let left = vault::wipe(&self.home, &self.key_files, Timestamp::now());
        self.in_part.store(!left.is_empty(), Ordering::Release);
        self.wiped.cancel();
        tracing::warn!(left = left.len(), "klich was wiped");
        report(&left)
    }

    /// Removes what a closing store has written once more.
    ///
    /// # Errors
    /// Names what is left.
    pub(super) fn wipe_again(&self) -> Result<(), ControlError> {
        keys::all_destroyed(&vault::wipe(&self.home, &self.key_files, Timestamp::now()))
    }

    /// Tells whether nothing was left of what there was to destroy.
    pub(super) fn is_whole(&self) -> bool {
        !self.in_part.load(Ordering::Acquire)
    }

    /// Answers a request to wipe, and everything that is asked afterwards.
    pub(super) fn answer(&self, request: &Request, campaign: &Campaign) -> Option<Result<Value, ControlError>> {
        match request {
            Request::Wipe {} => Some(office::report(&self.wipe())),
            Request::Status {} if self.is_wiped() => {
                let campaign = campaign.id().as_str().to_owned();
                Some(office::report(&Status::without_numbers(BotState::Wiped, wiped_at(&self.home), campaign)))
            }
            _ if self.is_wiped() => {
                let at = wiped_at(&self.home).unwrap_or_else(Timestamp::now);
                Some(Err(keys::was_wiped(at)))
            }
            _ => None,
        }
    }

    pub(super) fn is_wiped(&self) -> bool {
        self.wiped.is_cancelled()
    }

    /// Waits for the end of what has begun; says whether anything had.
    pub(super) async fn has_ended(&self) -> bool {
        if !self.begun.load(Ordering::Acquire) {
            return false;
        }
        self.wiped().await;
        true
    }

    /// Resolves once it was wiped.
    pub(super) async fn wiped(&self) {
        self.wiped.cancelled().await;
    }
}

fn report(left: &[Left]) -> Wiped {
    let name = |left: &Left| format!("{}: {}", left.path.display(), left.error);
    Wiped { wiped: !left.iter().any(|left| left.is_key), not_destroyed: left.iter().map(name).collect() }
}
