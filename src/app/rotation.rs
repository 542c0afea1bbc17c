//! Renews the keys of a running bot: when asked to, in the night after somebody was erased, and on from where an earlier run
//! was broken off.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::run::blocking;
use crate::audit::{Act, Audit, By};
use crate::bot::{InForce, Rooms};
use crate::campaign::Day;
use crate::config::Rotate;
use crate::control::ControlError;
use crate::control::reports::Rotation;
use crate::vault::{Rotated, Vault, VaultError};

/// The hour of the night, by the campaign's clocks.
const HOUR: i8 = 3;

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(60);

/// From the start until a rotation that was broken off goes on: what broadcasts must know of the old keys, they look up
/// first.
const AT_START: Duration = Duration::from_secs(5);

/// How a rotation is begun, carried through and looked at.
pub(super) struct Rotations {
    vault: Arc<Vault>,
    wanted: Notify,
    last: Mutex<Last>,
}

/// What became of the last one in this process.
#[derive(Default)]
struct Last {
    rotated: Option<Rotated>,
    trouble: Option<String>,
}

impl Rotations {
    pub(super) fn new(vault: Arc<Vault>) -> Self {
        Self { vault, wanted: Notify::new(), last: Mutex::default() }
    }

    /// Begins one, or lets one that failed go on. Blocks until the new keys are on the disk.
    ///
    /// Where one is under way and somebody was erased since it began, another is owed: what was moved before they were erased
    /// lies under its new keys.
    ///
    /// # Errors
    /// Those of the vault: the old keys stay.
    pub(super) fn begin(&self, rooms: &Rooms, by: By) -> Result<(), VaultError> {
        *self.last() = Last::default();
        if !self.vault.is_rotating() {
            self.vault.begin_rotation()?;
            rooms.audit.note(by, Act::KeysRotated, (rooms.now)())?;
        } else if self.vault.erasure_waits()? {
            self.vault.write(|writer| writer.owe_rotation())?;
            self.vault.sync_blocking()?;
        }
        self.wanted.notify_one();
        Ok(())
    }

    /// Notes the first night of a store: in its first hours none has been missed. Blocks.
    ///
    /// # Errors
    /// Those of the vault.
    fn note_first(&self, rooms: &Rooms) -> Result<(), VaultError> {
        match self.vault.attended_night()? {
            None => self.vault.attend_night(night((rooms.now)(), rooms.campaign.action_day().time_zone()).0),
            Some(_) => Ok(()),
        }
    }

    /// Begins one where somebody was erased and this night was not attended to yet: in its hour, or whenever a bot runs
    /// again. Says whether it did. Blocks.
    ///
    /// # Errors
    /// Those of the vault.
    fn attend(&self, rooms: &Rooms, night: Day) -> Result<bool, VaultError> {
        if self.vault.attended_night()? == Some(night.0) {
            return Ok(false);
        }
        let is_due = self.vault.erasure_waits()?;
        if is_due {
            self.begin(rooms, By::Klich)?;
        }
        self.vault.attend_night(night.0)?;
        Ok(is_due)
    }

    /// Carries one through that has begun, and another that is owed, unless `stop` breaks it off. Blocks.
    ///
    /// # Errors
    /// Those of the vault: it goes on when it is asked for, or at the next start.
    pub(super) fn carry_through(&self, stop: impl Fn() -> bool) -> Result<(), VaultError> {
        let look = |_| if stop() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        let all = || {
            loop {
                if let rotated @ Some(Rotated { moved, kept }) = self.vault.go_on_rotating(look)? {
                    tracing::info!(moved, kept, "the keys are renewed, and the old ones destroyed");
                    self.last().rotated = rotated;
                }
                if self.vault.is_rotating() || stop() || !self.vault.owes_rotation()? {
                    return Ok(());
                }
                self.vault.begin_rotation()?;
                Audit::new(Arc::clone(&self.vault)).note(By::Klich, Act::KeysRotated, Timestamp::now())?;
            }
        };
        let carried: Result<(), VaultError> = all();
        if let Err(error) = &carried {
            self.last().trouble = Some(error.to_string());
        }
        carried
    }

    /// Tells how it stands.
    pub(super) fn report(&self) -> Rotation {
        let last = self.last();
        let trouble = last.trouble.clone();
        let none = Rotation { rotating: true, moved: 0, total: 0, destroyed: false, kept: 0, trouble };
        match self.vault.rotating() {
            Some(now) => Rotation { moved: now.moved, total: now.total, destroyed: now.destroyed, ..none },
            // Between two of them.
            None if self.vault.owes_rotation().unwrap_or(false) => none,
            None => {
                let Rotated { moved, kept } = last.rotated.unwrap_or(Rotated { moved: 0, kept: 0 });
                Rotation { rotating: false, moved, total: moved, kept, trouble: None, ..none }
            }
        }
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Renews the keys whenever that is due or asked for, until `stop`; then one that is under way is broken off.
///
/// # Errors
/// Where a row of the bot's own state can't be read or written.
pub(super) async fn keep(
    rotations: Arc<Rotations>,
    in_force: InForce,
    when: Rotate,
    stop: CancellationToken,
) -> Result<(), ControlError> {
    let (mut last, mut wait) = (None, AT_START);
    let (rooms, first) = (in_force.rooms(), Arc::clone(&rotations));
    blocking(move || first.note_first(&rooms).map_err(|error| failed(&error))).await?;
    loop {
        let woken = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = rotations.wanted.notified() => true,
            () = tokio::time::sleep(wait) => wait == AT_START,
        };
        wait = LOOK;
        let rooms = in_force.rooms();
        let zone = rooms.campaign.action_day().time_zone();
        let tonight = Some(night((rooms.now)(), zone)).filter(|night| when == Rotate::Nightly && last != Some(*night));
        last = tonight.or(last);
        let (rotations, stop) = (Arc::clone(&rotations), stop.clone());
        blocking(move || {
            let is_due = match tonight {
                Some(night) => rotations.attend(&rooms, night).map_err(|error| failed(&error))?,
                None => false,
            };
            if is_due || woken {
                match rotations.carry_through(|| stop.is_cancelled()) {
                    // Whoever wiped tells of it.
                    Ok(()) | Err(VaultError::Wiped(_)) => {}
                    Err(error) => {
                        tracing::error!(%error, "the keys could not be renewed; the old ones still count");
                    }
                }
            }
            Ok(())
        })
        .await?;
    }
}

/// Gives the day of the last night whose hour has come.
fn night(now: Timestamp, zone: &TimeZone) -> Day {
    let local = zone.to_datetime(now);
    let today = Day::from_date(local.date());
    if local.hour() < HOUR { Day(today.0 - 1) } else { today }
}

fn failed(error: &VaultError) -> ControlError {
    ControlError::failed(error.to_string(), super::setup::DISK)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::vault::tables;

    #[test]
    fn what_was_erased_while_keys_were_renewed_lies_under_none_that_stays() {
        let rooms = crate::bot::testing::rooms();
        let (vault, rotations) = (&rooms.vault, Rotations::new(Arc::clone(&rooms.vault)));
        let generation = || vault.only_generation(tables::AUDIENCE).unwrap();
        let before = generation();
        let ask = || rotations.begin(&rooms, By::CommandLine).unwrap();
        ask();
        ask();
        assert!(!vault.owes_rotation().unwrap(), "nobody was erased since: one does");
        vault.write(|writer| writer.note_erasure()).unwrap();
        ask();
        assert!(vault.owes_rotation().unwrap());
        // Broken off, and on at the next start: what is owed is known from the disk.
        let rotations = Rotations::new(Arc::clone(vault));
        rotations.carry_through(|| false).unwrap();
        assert!(!vault.owes_rotation().unwrap() && !vault.erasure_waits().unwrap());
        assert_eq!(generation(), before + 2);
        assert!(!rotations.report().rotating);
    }

    #[test]
    fn one_that_is_owed_and_was_never_begun_is_made_up_for() {
        let rooms = crate::bot::testing::rooms();
        let (vault, rotations) = (&rooms.vault, Rotations::new(Arc::clone(&rooms.vault)));
        let before = vault.only_generation(tables::AUDIENCE).unwrap();
        vault.write(|writer| writer.owe_rotation()).unwrap();
        assert!(rotations.report().rotating, "it is not done yet");
        rotations.carry_through(|| false).unwrap();
        assert_eq!(vault.only_generation(tables::AUDIENCE), Some(before + 1));
        assert!(!rotations.report().rotating);
    }

    #[test]
    fn the_hour_is_that_of_the_campaigns_clocks() {
        let minsk = TimeZone::get("Europe/Minsk").unwrap();
        let at = |time: &str| night(time.parse().unwrap(), &minsk).iso();
        assert_eq!(at("2026-11-15T23:59:59Z"), "2026-11-15");
        assert_eq!(at("2026-11-16T00:00:00Z"), "2026-11-16");
        assert_eq!(at("2026-11-16T12:30:00Z"), "2026-11-16");
        assert_eq!(at("2026-11-16T21:30:00Z"), "2026-11-16", "past midnight there");
    }
}
