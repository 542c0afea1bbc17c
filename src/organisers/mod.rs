//! Organisers: what each of them may do at the desk, and whose account is suspended.
//!
//! Who they are stands in `klich.toml`, as a [`Roster`]. What is kept of them is the day on which their account was last
//! seen, and whether it is suspended: it was silent for 60 days, or another organiser reported it as lost. Two others
//! confirm it, or whoever has the command line. What a suspended one says counts for nothing.

mod record;
mod roles;
mod roster;
mod suspension;

use std::sync::Arc;

pub use roles::{Right, Role, Roles, TABLE};
pub use roster::Roster;
pub use suspension::{NotNow, SILENT_DAYS, Standing, VOUCHES, Why};

use crate::campaign::Day;
use crate::telegram::UserId;
use crate::vault::{RowKey, Vault, VaultError, Writer, tables};
use record::StoredOrganiser;
use suspension::Kept;

/// How many rows are read at once.
const PAGE: usize = 256;

/// The organisers. Cheap to clone.
#[derive(Clone)]
pub struct Organisers {
    vault: Arc<Vault>,
    roster: Arc<Roster>,
}

impl Organisers {
    /// Opens the room over a vault.
    pub fn new(vault: Arc<Vault>, roster: Roster) -> Self {
        Self { vault, roster: Arc::new(roster) }
    }

    /// Gives who they are and what their roles let them do.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Lists those whose account is not suspended.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn active(&self, today: Day) -> Result<Vec<UserId>, VaultError> {
        let mut active = Vec::new();
        for user in self.roster.everyone() {
            if self.standing(user, today)? == Standing::Active {
                active.push(user);
            }
        }
        Ok(active)
    }

    /// Lists those who may do something today.
    pub fn who_may(&self, right: Right, today: Day) -> Result<Vec<UserId>, VaultError> {
        let mut active = self.active(today)?;
        active.retain(|user| self.roster.may(*user, right));
        Ok(active)
    }

    /// Tells whether somebody may do something today: by their roles, and not suspended.
    pub fn may(&self, user: UserId, right: Right, today: Day) -> Result<bool, VaultError> {
        Ok(self.roster.may(user, right) && self.standing(user, today)? == Standing::Active)
    }

    /// Tells whether what somebody said earlier still counts: by their roles of today, and no suspension that is kept.
    pub fn still_counts(&self, user: UserId, right: Right) -> Result<bool, VaultError> {
        let kept = self.find(user)?;
        Ok(self.roster.may(user, right) && kept.is_none_or(|kept| kept.suspended.is_none()))
    }

    /// Tells how an organiser's account stands.
    pub fn standing(&self, user: UserId, today: Day) -> Result<Standing, VaultError> {
        Ok(self.find(user)?.map_or(Standing::Active, |kept| kept.standing(today)))
    }

    /// Gives the day on which an account was last seen, where that is known.
    pub fn last_seen(&self, user: UserId) -> Result<Option<Day>, VaultError> {
        Ok(self.find(user)?.map(|kept| kept.seen))
    }

    /// Tells whether something is open between organisers that somebody is part of: that they are suspended, have reported
    /// another, or confirmed one.
    pub fn has_open(&self, user: UserId) -> Result<bool, VaultError> {
        for other in self.roster.everyone() {
            let Some(suspended) = self.find(other)?.and_then(|kept| kept.suspended) else { continue };
            if other == user || suspended.by == Some(user) || suspended.vouched.contains(&user) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Counts whose word for a suspended account counts today.
    pub fn vouched(&self, user: UserId, today: Day) -> Result<usize, VaultError> {
        let Some(suspended) = self.find(user)?.and_then(|kept| kept.suspended) else { return Ok(0) };
        let active = self.active(today)?;
        Ok(suspended.vouched.iter().filter(|by| active.contains(by)).count())
    }

    /// Tells whether two others can confirm an account at all: there have to be three organisers.
    pub fn can_be_vouched_for(&self) -> bool {
        self.roster.everyone().count() > VOUCHES
    }

    /// Takes it that an organiser's account was seen: once a day at most it is written down.
    pub fn seen(&self, user: UserId, today: Day) -> Result<(), VaultError> {
        if !self.roster.has(user) || self.find(user)?.is_some_and(|kept| kept.seen >= today) {
            return Ok(());
        }
        self.vault.write(|writer| {
            let mut kept = self.get(writer, user)?.unwrap_or(Kept { user, seen: Day(i32::MIN), suspended: None });
            // One of whom nothing is kept is new here, not silent since ever.
            if kept.seen == Day(i32::MIN) {
                kept.seen = today;
                return self.put(writer, kept);
            }
            if kept.sees(today) { self.put(writer, kept) } else { Ok(()) }
        })
    }

    /// Begins to count the days of organisers who are new, and lets go of those who are none any more.
    pub fn enrol(&self, today: Day) -> Result<(), VaultError> {
        let (mut gone, mut after) = (Vec::new(), None);
        loop {
            let rows = self.vault.page::<StoredOrganiser>(after.as_ref(), PAGE)?;
            let last = rows.len() < PAGE;
            after = rows.last().map(|row| row.at.clone());
            gone.extend(rows.into_iter().map(|row| Kept::from(row.record).user).filter(|user| !self.roster.has(*user)));
            if last {
                break;
            }
        }
        for user in self.roster.everyone() {
            if self.find(user)?.is_none() {
                self.seen(user, today)?;
            }
        }
        if gone.is_empty() {
            return Ok(());
        }
        self.vault.write(|writer| {
            gone.iter().for_each(|user| writer.remove::<StoredOrganiser>(&self.key(*user)));
            Ok(())
        })
    }

    /// Suspends those who were silent for too long, within a larger write; gives who they are.
    pub fn suspend_silent(&self, writer: &mut Writer<'_>, today: Day) -> Result<Vec<UserId>, VaultError> {
        let mut silent = Vec::new();
        for user in self.roster.everyone() {
            let Some(mut kept) = self.get(writer, user)? else { continue };
            if kept.falls_silent(today) {
                self.put(writer, kept)?;
                silent.push(user);
            }
        }
        Ok(silent)
    }

    /// Suspends an account that another organiser reports as lost, within a larger write. Says why it can't be.
    pub fn report(
        &self,
        writer: &mut Writer<'_>,
        by: UserId,
        about: UserId,
        today: Day,
    ) -> Result<Result<(), NotNow>, VaultError> {
        if !self.roster.has(about) {
            return Ok(Err(NotNow::NoOther));
        }
        let mut open = false;
        for other in self.roster.everyone() {
            let suspended = self.get(writer, other)?.and_then(|kept| kept.suspended);
            open |= suspended.is_some_and(|suspended| suspended.by == Some(by));
        }
        let mut kept = self.get(writer, about)?.unwrap_or(Kept { user: about, seen: today, suspended: None });
        if let Err(refused) = kept.is_lost(by, open, today) {
            return Ok(Err(refused));
        }
        self.put(writer, kept).map(Ok)
    }

    /// Takes an organiser's word for a suspended account, within a larger write; gives how many have given it, or why it
    /// can't be. With [`VOUCHES`] of them it is lifted.
    pub fn vouch(
        &self,
        writer: &mut Writer<'_>,
        by: UserId,
        about: UserId,
        today: Day,
    ) -> Result<Result<usize, NotNow>, VaultError> {
        let Some(mut kept) = self.get(writer, about)?.filter(|_| self.roster.has(about)) else {
            return Ok(Err(NotNow::Otherwise));
        };
        let active = self.active(today)?;
        let others = self.roster.everyone().count().saturating_sub(1);
        match kept.is_vouched_for(by, others, |user| active.contains(&user), today) {
            Ok(given) => self.put(writer, kept).map(|()| Ok(given)),
            Err(refused) => Ok(Err(refused)),
        }
    }

    /// Lifts whatever suspends an account, within a larger write; says whether anything did.
    pub fn lift(&self, writer: &mut Writer<'_>, user: UserId, today: Day) -> Result<bool, VaultError> {
        let Some(mut kept) = self.get(writer, user)? else { return Ok(false) };
        if kept.standing(today) == Standing::Active {
            return Ok(false);
        }
        kept.is_lifted(today);
        self.put(writer, kept)?;
        Ok(true)
    }

    /// Forgets a person within a larger write: when they were last seen, and whom they confirmed.
    ///
    /// What is open between organisers stays until it is settled: that their account is suspended, and that they reported
    /// another. Else whoever took an account over would lift what holds it back by asking to be forgotten.
    pub fn erase(&self, writer: &mut Writer<'_>, user: UserId) -> Result<(), VaultError> {
        for other in self.roster.everyone().filter(|other| *other != user) {
            let Some(mut kept) = self.get(writer, other)? else { continue };
            let Some(suspended) = &mut kept.suspended else { continue };
            if suspended.vouched.contains(&user) {
                suspended.vouched.retain(|by| *by != user);
                self.put(writer, kept)?;
            }
        }
        let is_suspended = self.get(writer, user)?.is_some_and(|kept| kept.suspended.is_some());
        if !(is_suspended && self.roster.has(user)) {
            writer.remove::<StoredOrganiser>(&self.key(user));
        }
        Ok(())
    }

    fn find(&self, user: UserId) -> Result<Option<Kept>, VaultError> {
        Ok(self.vault.read::<StoredOrganiser>(&self.key(user))?.map(Kept::from))
    }

    fn get(&self, writer: &mut Writer<'_>, user: UserId) -> Result<Option<Kept>, VaultError> {
        Ok(writer.get::<StoredOrganiser>(&self.key(user))?.map(Kept::from))
    }

    fn put(&self, writer: &mut Writer<'_>, kept: Kept) -> Result<(), VaultError> {
        writer.put(&self.key(kept.user), &StoredOrganiser::from(kept))
    }

    fn key(&self, user: UserId) -> RowKey {
        self.vault.row_key(tables::ORGANISERS, &user.to_bytes())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const ANN: UserId = UserId(1);
    const BEN: UserId = UserId(2);
    const CYD: UserId = UserId(3);

    fn three() -> Organisers {
        let organisers = Organisers::new(Vault::in_memory(), Roster::of([ANN, BEN, CYD]));
        organisers.enrol(Day(100)).unwrap();
        organisers
    }

    fn report(organisers: &Organisers, by: UserId, about: UserId) -> Result<(), NotNow> {
        organisers.vault.write(|writer| organisers.report(writer, by, about, Day(101))).unwrap()
    }

    #[test]
    fn the_silent_are_suspended_and_those_who_are_seen_are_not() {
        let organisers = three();
        organisers.seen(BEN, Day(130)).unwrap();
        assert_eq!(organisers.active(Day(160)).unwrap(), [BEN]);
        organisers.seen(ANN, Day(160)).unwrap();
        assert_eq!(organisers.standing(ANN, Day(160)).unwrap(), Standing::Suspended(Why::Silent), "too late");
        let silent = organisers.vault.write(|writer| organisers.suspend_silent(writer, Day(160))).unwrap();
        assert_eq!(silent, [ANN, CYD]);
        assert!(organisers.still_counts(BEN, Right::Approve).unwrap());
        assert!(!organisers.still_counts(ANN, Right::Approve).unwrap());
        assert!(organisers.vault.write(|writer| organisers.lift(writer, ANN, Day(161))).unwrap());
        assert_eq!(organisers.active(Day(161)).unwrap(), [ANN, BEN]);
    }

    #[test]
    fn one_account_suspends_one_other_at_a_time_and_being_forgotten_changes_that_in_nothing() {
        let organisers = three();
        let forget = |user| organisers.vault.write(|writer| organisers.erase(writer, user)).unwrap();
        assert_eq!(report(&organisers, ANN, BEN), Ok(()));
        assert_eq!(report(&organisers, ANN, CYD), Err(NotNow::OneAtATime));
        forget(ANN);
        assert_eq!(report(&organisers, ANN, CYD), Err(NotNow::OneAtATime));
        forget(BEN);
        assert_eq!(organisers.standing(BEN, Day(101)).unwrap(), Standing::Suspended(Why::Lost));
        let vouch = |by| organisers.vault.write(|writer| organisers.vouch(writer, by, BEN, Day(101))).unwrap();
        assert_eq!((vouch(CYD), organisers.vouched(BEN, Day(101)).unwrap()), (Ok(1), 1));
        forget(CYD);
        assert_eq!(organisers.vouched(BEN, Day(101)).unwrap(), 0, "a word goes with who gave it");
        assert_eq!((vouch(CYD), vouch(ANN)), (Ok(1), Ok(2)));
        assert_eq!(organisers.active(Day(101)).unwrap(), [ANN, BEN, CYD]);
        assert_eq!(report(&organisers, ANN, CYD), Ok(()), "the first is settled");
        assert_eq!(report(&organisers, BEN, UserId(9)), Err(NotNow::NoOther));
    }

    #[test]
    fn the_word_of_a_suspended_one_counts_for_nothing() {
        let organisers = Organisers::new(Vault::in_memory(), Roster::of([ANN, BEN, CYD, UserId(4)]));
        organisers.enrol(Day(100)).unwrap();
        report(&organisers, ANN, BEN).unwrap();
        let vouch = |by| organisers.vault.write(|writer| organisers.vouch(writer, by, BEN, Day(101))).unwrap();
        assert_eq!(vouch(CYD), Ok(1));
        report(&organisers, UserId(4), CYD).unwrap();
        assert_eq!(vouch(ANN), Ok(1), "Cyd's word does not count any more");
        assert_eq!(vouch(UserId(4)), Ok(2));
    }

    #[test]
    fn who_is_no_organiser_any_more_is_let_go() {
        let organisers = three();
        report(&organisers, ANN, BEN).unwrap();
        let fewer = Organisers::new(Arc::clone(&organisers.vault), Roster::of([ANN]));
        fewer.enrol(Day(102)).unwrap();
        assert!(organisers.find(BEN).unwrap().is_none() && organisers.find(ANN).unwrap().is_some());
        assert!(!fewer.can_be_vouched_for() && organisers.can_be_vouched_for());
    }
}
