//! Destroys everything that this bot keeps, while it runs or while it is locked: keys on the disk and in memory first.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::{house, office};
use crate::bot::{Farewells, InForce, Reader, farewells};
use crate::campaign::Campaign;
use crate::cli::keys;
use crate::config::Config;
use crate::control::reports::{BotState, Status, Wiped};
use crate::control::{ControlError, Request};
use crate::organisers::Roster;
use crate::telegram::Outgoing;
use crate::text::{Language, Texts};
use crate::vault::{self, Home, Left, wiped_at};

/// Between two looks whether another process has wiped.
const LOOK: Duration = Duration::from_secs(1);

/// What wipes, once; shared by the command line's request and the organisers' votes.
pub(super) struct Wiper {
    home: Home,
    key_files: Vec<PathBuf>,
    /// Who organises.
    roster: Roster,
    /// The rooms of the bot; none while it is locked, and once it has ended.
    rooms: Mutex<Option<InForce>>,
    /// Held while it wipes, so that a second one waits and finds it done.
    wiping: Mutex<()>,
    begun: AtomicBool,
    /// Set where something could not be destroyed.
    in_part: AtomicBool,
    /// Keys outside the store's folder that could not be destroyed.
    keys_left: Mutex<Vec<Left>>,
    /// Set where the wipe has left its mark.
    marked: AtomicBool,
    wiped: CancellationToken,
    /// What is to be said at last, until it is taken to be said.
    farewells: Mutex<Option<Farewells>>,
}

impl Wiper {
    /// Finds what there is to destroy.
    ///
    /// # Errors
    /// [`crate::control::Code::Configuration`], also where it was wiped already.
    pub(super) fn new(config: &Config) -> Result<Arc<Self>, ControlError> {
        let (_, home) = keys::store_of(config)?;
        // Whoever wiped it may be about to put something else there: that is not this bot's to destroy.
        if let Some(at) = wiped_at(&home) {
            return Err(keys::was_wiped(at));
        }
        Ok(Arc::new(Self {
            home,
            key_files: keys::own_key_files(config),
            roster: house::roster(config),
            rooms: Mutex::default(),
            wiping: Mutex::default(),
            begun: AtomicBool::new(false),
            in_part: AtomicBool::new(false),
            keys_left: Mutex::default(),
            marked: AtomicBool::new(false),
            wiped: CancellationToken::new(),
            farewells: Mutex::default(),
        }))
    }

    /// Takes the rooms of a store that was opened: the keys in their vault go from memory, and organisers' votes wipe. To be
    /// called before anybody may ask for that.
    pub(super) fn hold(self: &Arc<Self>, in_force: &InForce) {
        *self.rooms.lock().unwrap_or_else(PoisonError::into_inner) = Some(in_force.clone());
        if self.begun.load(Ordering::Acquire) {
            in_force.rooms().vault.destroy_keys();
        }
        // Weak, for the wiper holds these rooms: whoever ends has to let go of the store, so that it is closed.
        let wiper = Arc::downgrade(self);
        let _ = in_force.rooms().wipe.set(Box::new(move || drop(wiper.upgrade().map(|wiper| wiper.wipe()))));
    }

    /// Wipes; returns when it is done. Blocks, well under a second.
    pub(super) fn wipe(&self) -> Wiped {
        let _wiping = self.wiping.lock().unwrap_or_else(PoisonError::into_inner);
        // Before the rooms are asked for: whoever brings them afterwards sees it.
        self.begun.store(true, Ordering::Release);
        let rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner).clone().map(|in_force| in_force.rooms());
        if !self.is_wiped() {
            let farewells = match &rooms {
                Some(rooms) => farewells(rooms),
                // While the store is locked, nobody's language is known.
                None => {
                    let in_english = |user| Reader { user, language: Language::English };
                    Farewells::to(self.roster.everyone().map(in_english), &Texts::load())
                }
            };
            *self.farewells.lock().unwrap_or_else(PoisonError::into_inner) = Some(farewells);
        }
        if let Some(rooms) = rooms {
            rooms.vault.destroy_keys();
        }
        let left = vault::wipe(&self.home, &self.key_files, Timestamp::now());
        self.in_part.store(!left.is_empty(), Ordering::Release);
        self.marked.store(wiped_at(&self.home).is_some(), Ordering::Release);
        self.wiped.cancel();
        tracing::warn!(left = left.len(), "klich was wiped");
        let report = report(&left);
        let outside = left.into_iter().filter(|left| left.is_key && !left.path.starts_with(&self.home.data_dir));
        *self.keys_left.lock().unwrap_or_else(PoisonError::into_inner) = outside.collect();
        report
    }

    /// Tells whether nothing is left to be said.
    pub(super) fn has_nothing_to_say(&self) -> bool {
        self.farewells.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Gives what is to be said to organisers at last, once.
    pub(super) fn take_farewells(&self) -> Vec<Outgoing> {
        let farewells = self.farewells.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
        if self.in_part.load(Ordering::Acquire) { farewells.in_part } else { farewells.whole }
    }

    /// Lets go of the store, and removes what it has written once more while it was closed; no key outside its folder, for
    /// somebody may have put one back for a backup. Where the mark is gone, they have put something else in the store's place.
    ///
    /// # Errors
    /// Names what is left.
    pub(super) fn wipe_again(&self) -> Result<(), ControlError> {
        drop(self.rooms.lock().unwrap_or_else(PoisonError::into_inner).take());
        if self.marked.load(Ordering::Acquire) && wiped_at(&self.home).is_none() {
            return Ok(());
        }
        let mut left = vault::wipe(&self.home, &[], Timestamp::now());
        left.append(&mut self.keys_left.lock().unwrap_or_else(PoisonError::into_inner));
        keys::all_destroyed(&left)
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

    /// Wipes once another process has marked the home as wiped: a command that did not reach this one. Ends after that.
    pub(super) async fn watch(self: Arc<Self>) {
        while !self.is_wiped() {
            tokio::time::sleep(LOOK).await;
            self.follow().await;
        }
    }

    /// Wipes what is left where another process has wiped.
    pub(super) async fn follow(self: &Arc<Self>) {
        // A mark that can't be read may be trouble with the disk, and one beside a keyring is not a wipe's: keys go first.
        let marked = wiped_at(&self.home).is_some_and(|at| at != Timestamp::UNIX_EPOCH);
        if marked && !self.is_wiped() && !self.home.keyring.exists() {
            let wiper = Arc::clone(self);
            let _ = tokio::task::spawn_blocking(move || wiper.wipe()).await;
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
