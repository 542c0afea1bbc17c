//! When a broadcast stops itself: trouble that is not the subscribers'.

use std::collections::VecDeque;

use crate::alert::PauseReason;
use crate::telegram::Outcome;

/// How many recent sends are looked at.
const RECENT: usize = 200;

/// Fewer than this many sends decide nothing.
const ENOUGH: usize = 20;

/// So many refusals of an unknown kind, with no delivery between them, are the content's.
const IN_A_ROW: usize = 3;

/// Watches endings and decides when to stop. Pure.
#[derive(Default)]
pub struct Trouble {
    recent: VecDeque<bool>,
    failed: usize,
    refused_in_a_row: usize,
}

impl Trouble {
    /// Takes one more outcome; gives the reason to pause, if there is one now.
    ///
    /// Refused content stops at once: the next subscriber would be refused too. A refusal of an unknown kind may be one
    /// person's: it stops at the third in a row. Otherwise it stops once more than a fifth of the last 200 sends failed
    /// for a reason that is not the subscriber's, with at least 20 to judge by.
    pub fn after(&mut self, outcome: &Outcome) -> Option<PauseReason> {
        let failed = match outcome {
            Outcome::Refused(refusal) => {
                self.refused_in_a_row += 1;
                if refusal.is_of_content() || self.refused_in_a_row >= IN_A_ROW {
                    return Some(PauseReason::Refused);
                }
                true
            }
            Outcome::Retry { .. } | Outcome::Uncertain => true,
            Outcome::Delivered(_) | Outcome::Gone => {
                self.refused_in_a_row = 0;
                false
            }
            Outcome::Unreachable | Outcome::Fatal => false,
        };
        self.recent.push_back(failed);
        self.failed += usize::from(failed);
        if self.recent.len() > RECENT && self.recent.pop_front() == Some(true) {
            self.failed -= 1;
        }
        (self.recent.len() >= ENOUGH && self.failed * 5 > self.recent.len()).then_some(PauseReason::Failing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telegram::Refusal;

    const DELIVERED: Outcome = Outcome::Delivered(None);

    #[test]
    fn refused_content_stops_at_once() {
        let refused = Outcome::Refused(Refusal { code: 400, reason: "message is too long" });
        assert_eq!(Trouble::default().after(&refused), Some(PauseReason::Refused));
    }

    #[test]
    fn one_persons_refusal_does_not_stop_the_others_but_three_in_a_row_do() {
        let odd = Outcome::Refused(Refusal { code: 400, reason: "refused" });
        let mut trouble = Trouble::default();
        for _ in 0..20 {
            let delivered = (0..8).find_map(|_| trouble.after(&DELIVERED));
            assert_eq!((delivered, trouble.after(&odd)), (None, None));
        }
        assert_eq!(trouble.after(&odd), None);
        assert_eq!(trouble.after(&odd), Some(PauseReason::Refused));
    }

    #[test]
    fn a_fifth_may_fail_but_no_more() {
        let mut trouble = Trouble::default();
        for round in 0..1000 {
            let outcome = if round % 5 == 4 { Outcome::Uncertain } else { DELIVERED };
            assert_eq!(trouble.after(&outcome), None);
        }
        assert!((0..10).any(|_| trouble.after(&Outcome::Uncertain) == Some(PauseReason::Failing)));
    }

    #[test]
    fn subscribers_who_left_are_no_trouble() {
        let mut trouble = Trouble::default();
        assert!((0..1000).all(|_| trouble.after(&Outcome::Unreachable).is_none()));
    }

    #[test]
    fn old_failures_are_forgotten() {
        let mut trouble = Trouble::default();
        for _ in 0..4 {
            let _ = trouble.after(&Outcome::Uncertain);
        }
        for _ in 0..RECENT {
            assert_eq!(trouble.after(&DELIVERED), None);
        }
        assert_eq!(trouble.failed, 0);
    }
}
