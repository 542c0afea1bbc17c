//! A call's life as a pure state machine.

use serde::{Deserialize, Serialize};

/// Where an alert stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum State {
    /// Being written at the desk.
    Draft,
    /// Complete but for signatures.
    AwaitingSignatures,
    /// Goes out at its time, or as soon as the bot runs.
    Scheduled,
    /// Going out.
    Running,
    /// Stopped on the way, can go on.
    Paused(PauseReason),
    /// Went out to everyone.
    Finished,
    /// Will not go out, or no further.
    Cancelled,
    /// Complete but for approvals; signatures may be missing too.
    AwaitingApprovals,
}

/// Why a broadcast stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PauseReason {
    /// An organiser asked.
    Asked,
    /// Telegram refused the content.
    Refused,
    /// Too many sends failed for reasons that are not the subscribers'.
    Failing,
    /// It expired on the way.
    Expired,
    /// Telegram does not take the bot's token any more.
    Token,
    /// Its hour had passed when the bot could have sent it.
    Late,
    /// A newer number went out first, so that readers would be told not to believe this one. It can't go on.
    Outrun,
}

/// What can happen to an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It is complete and may go out at its time.
    Submit,
    /// Its time has come.
    Start,
    /// It stands still.
    Pause(PauseReason),
    /// It goes on.
    Resume,
    /// Everyone was reached who can be.
    Finish,
    /// It goes no further.
    Cancel,
}

impl State {
    /// Decides what an act makes of this state; `None` where the act makes no sense now.
    pub fn after(self, act: Act) -> Option<Self> {
        match (self, act) {
            (Self::Draft | Self::AwaitingSignatures, Act::Submit) => Some(Self::Scheduled),
            (Self::Paused(PauseReason::Outrun), Act::Resume) => None,
            (Self::Scheduled, Act::Start) | (Self::Paused(_), Act::Resume) => Some(Self::Running),
            (Self::Scheduled | Self::Running, Act::Pause(reason)) => Some(Self::Paused(reason)),
            (Self::Running, Act::Finish) => Some(Self::Finished),
            (
                Self::Draft
                | Self::AwaitingSignatures
                | Self::AwaitingApprovals
                | Self::Scheduled
                | Self::Running
                | Self::Paused(_),
                Act::Cancel,
            ) => Some(Self::Cancelled),
            _ => None,
        }
    }

    /// Gives the word in JSON and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::AwaitingSignatures => "awaiting-signatures",
            Self::AwaitingApprovals => "awaiting-approvals",
            Self::Scheduled => "scheduled",
            Self::Running => "running",
            Self::Paused(_) => "paused",
            Self::Finished => "finished",
            Self::Cancelled => "cancelled",
        }
    }

    /// Tells whether it is complete but for approvals or signatures.
    pub fn waits(self) -> bool {
        matches!(self, Self::AwaitingSignatures | Self::AwaitingApprovals)
    }

    /// Tells whether nothing can happen to it any more.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Finished | Self::Cancelled)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            Just(Act::Submit),
            Just(Act::Start),
            Just(Act::Pause(PauseReason::Asked)),
            Just(Act::Pause(PauseReason::Refused)),
            Just(Act::Pause(PauseReason::Token)),
            Just(Act::Pause(PauseReason::Late)),
            Just(Act::Pause(PauseReason::Outrun)),
            Just(Act::Resume),
            Just(Act::Finish),
            Just(Act::Cancel),
        ]
    }

    proptest! {
        /// Whatever happens in whatever order: it never runs without having been submitted, and an end is an end.
        #[test]
        fn a_life_keeps_its_order(acts in prop::collection::vec(act(), 0..40)) {
            let mut state = State::Draft;
            let mut submitted = false;
            for act in acts {
                let next = state.after(act);
                if state.is_final() {
                    prop_assert_eq!(next, None);
                }
                submitted |= act == Act::Submit && next.is_some();
                if next == Some(State::Running) {
                    prop_assert!(submitted);
                }
                if next == Some(State::Finished) {
                    prop_assert_eq!(state, State::Running);
                }
                state = next.unwrap_or(state);
            }
        }
    }
}
