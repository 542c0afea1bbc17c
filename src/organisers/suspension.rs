//! When an organiser's account is suspended, and what lifts it: pure decisions.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::campaign::Day;
use crate::telegram::UserId;

/// An account that was silent for so many days is suspended.
pub const SILENT_DAYS: i32 = 60;

/// How many others confirm an account that is suspended.
pub const VOUCHES: usize = 2;

/// Why an account is suspended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// It was silent for too long.
    Silent,
    /// Another organiser reported it as lost.
    Lost,
}

/// How an organiser's account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is as its roles say.
    Active,
    /// The desk does nothing for it.
    Suspended(Why),
}

/// Why somebody can't report or confirm an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// It is their own, or no organiser's.
    #[error("this is no other organiser's account")]
    NoOther,
    /// It is suspended already, or not any more.
    #[error("the account does not stand as it did")]
    Otherwise,
    /// They have reported one that nobody has settled yet.
    #[error("an account that they reported is still suspended")]
    OneAtATime,
    /// There are too few organisers for two others to confirm it.
    #[error("with fewer than three organisers only the command line can lift it")]
    TooFew,
}

/// What is kept of an organiser's account.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// Whose it is.
    pub user: UserId,
    /// When it was last seen.
    pub seen: Day,
    /// That it is suspended.
    pub suspended: Option<Suspended>,
}

/// That an account is suspended.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspended {
    /// Since when.
    pub since: Day,
    /// Why.
    pub why: Why,
    /// Who reported it; none where nobody did.
    pub by: Option<UserId>,
    /// Who confirmed it since.
    pub vouched: Vec<UserId>,
}

impl Kept {
    /// Decides how it stands today.
    pub fn standing(&self, today: Day) -> Standing {
        match &self.suspended {
            Some(suspended) => Standing::Suspended(suspended.why),
            None if today.0.saturating_sub(self.seen.0) >= SILENT_DAYS => Standing::Suspended(Why::Silent),
            None => Standing::Active,
        }
    }

    /// Takes a sign of life; says whether it changes anything. One that comes too late does not.
    pub fn sees(&mut self, today: Day) -> bool {
        let changes = self.seen < today && self.standing(today) == Standing::Active;
        if changes {
            self.seen = today;
        }
        changes
    }

    /// Keeps that it was silent for too long, where it was; says whether it had not been kept.
    pub fn falls_silent(&mut self, today: Day) -> bool {
        let falls = self.suspended.is_none() && self.standing(today) == Standing::Suspended(Why::Silent);
        if falls {
            self.suspended = Some(Suspended { since: today, why: Why::Silent, by: None, vouched: Vec::new() });
        }
        falls
    }

    /// Lets somebody report it as lost. `open` says whether they have reported another that is still suspended.
    ///
    /// # Errors
    /// [`NotNow`]; nothing changed.
    pub fn is_lost(&mut self, by: UserId, open: bool, today: Day) -> Result<(), NotNow> {
        if by == self.user {
            return Err(NotNow::NoOther);
        }
        if self.standing(today) != Standing::Active {
            return Err(NotNow::Otherwise);
        }
        // One account that was taken over must not put all others out.
        if open {
            return Err(NotNow::OneAtATime);
        }
        self.suspended = Some(Suspended { since: today, why: Why::Lost, by: Some(by), vouched: Vec::new() });
        Ok(())
    }

    /// Lets somebody confirm it; gives how many have, once it is lifted as well. `counts` says whose word counts today, and
    /// `others` how many organisers there are beside it.
    ///
    /// # Errors
    /// [`NotNow`]; nothing changed.
    pub fn is_vouched_for(
        &mut self,
        by: UserId,
        others: usize,
        counts: impl Fn(UserId) -> bool,
        today: Day,
    ) -> Result<usize, NotNow> {
        if by == self.user {
            return Err(NotNow::NoOther);
        }
        self.falls_silent(today);
        let Some(suspended) = &mut self.suspended else { return Err(NotNow::Otherwise) };
        if others < VOUCHES {
            return Err(NotNow::TooFew);
        }
        suspended.vouched.retain(|user| *user != by);
        suspended.vouched.push(by);
        let given = suspended.vouched.iter().filter(|user| counts(**user)).count();
        if given >= VOUCHES {
            self.is_lifted(today);
        }
        Ok(given)
    }

    /// Lifts whatever suspends it: it was seen today.
    pub fn is_lifted(&mut self, today: Day) {
        (self.suspended, self.seen) = (None, today);
    }
}

/// Prints the type only: it names people.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

impl fmt::Debug for Suspended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Suspended")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    const ANN: UserId = UserId(1);
    const BEN: UserId = UserId(2);
    const CYD: UserId = UserId(3);

    fn ann() -> Kept {
        Kept { user: ANN, seen: Day(100), suspended: None }
    }

    #[test]
    fn sixty_silent_days_suspend_and_a_late_sign_of_life_lifts_nothing() {
        let mut kept = ann();
        assert!(kept.sees(Day(159)) && !kept.sees(Day(159)));
        assert_eq!(kept.standing(Day(218)), Standing::Active);
        assert_eq!(kept.standing(Day(219)), Standing::Suspended(Why::Silent));
        assert!(!kept.sees(Day(219)) && kept.seen == Day(159));
        assert!(kept.falls_silent(Day(219)) && !kept.falls_silent(Day(220)));
        // Once it is kept, a clock that is put back changes nothing.
        assert_eq!(kept.standing(Day(160)), Standing::Suspended(Why::Silent));
        kept.is_lifted(Day(221));
        assert_eq!(kept.standing(Day(280)), Standing::Active);
    }

    #[test]
    fn two_others_whose_word_counts_lift_it() {
        let mut kept = ann();
        kept.is_lost(BEN, false, Day(101)).unwrap();
        assert_eq!(kept.is_lost(CYD, false, Day(101)), Err(NotNow::Otherwise));
        let counts = |user| user == BEN || user == CYD;
        let dan = UserId(4);
        assert_eq!(kept.is_vouched_for(ANN, 3, counts, Day(102)), Err(NotNow::NoOther));
        assert_eq!(kept.is_vouched_for(BEN, 1, counts, Day(102)), Err(NotNow::TooFew));
        assert_eq!(kept.is_vouched_for(BEN, 3, counts, Day(102)), Ok(1));
        assert_eq!(kept.is_vouched_for(BEN, 3, counts, Day(102)), Ok(1), "the same one counts once");
        assert_eq!(kept.is_vouched_for(dan, 3, counts, Day(102)), Ok(1), "a word that does not count");
        assert_eq!(kept.standing(Day(102)), Standing::Suspended(Why::Lost));
        assert_eq!(kept.is_vouched_for(CYD, 3, counts, Day(102)), Ok(2));
        assert_eq!((kept.standing(Day(102)), kept.seen), (Standing::Active, Day(102)));
        assert_eq!(kept.is_vouched_for(BEN, 3, counts, Day(102)), Err(NotNow::Otherwise));
    }

    #[test]
    fn who_has_reported_one_waits_until_that_is_settled_and_nobody_reports_themselves() {
        assert_eq!(ann().is_lost(BEN, true, Day(101)), Err(NotNow::OneAtATime));
        assert_eq!(ann().is_lost(ANN, false, Day(101)), Err(NotNow::NoOther));
        assert_eq!(ann().is_lost(BEN, false, Day(160)), Err(NotNow::Otherwise), "it is suspended for its silence");
    }

    proptest! {
        /// Whatever happens: nothing that the account itself does, and no single other one, makes it active again.
        #[test]
        fn one_alone_never_lifts(days in prop::collection::vec((0_i32..100, any::<bool>()), 1..30)) {
            let mut kept = ann();
            kept.is_lost(BEN, false, Day(100)).unwrap();
            let mut today = 100;
            for (ahead, vouches) in days {
                today += ahead;
                if vouches {
                    let _ = kept.is_vouched_for(BEN, 5, |_| true, Day(today));
                } else {
                    kept.sees(Day(today));
                }
                prop_assert!(kept.standing(Day(today)) != Standing::Active);
            }
        }
    }
}
