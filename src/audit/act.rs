//! What was done, and by whom.

use jiff::Timestamp;

use crate::alert::{self, Alert, AlertId, State};
use crate::telegram::UserId;

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// An organiser, at the desk.
    Organiser(UserId),
    /// Whoever may use the command line.
    CommandLine,
    /// klich itself, as it was set up to.
    Klich,
}

/// Declares [`Act`]: a variant, its number on the disk, its word, and whether it is about an alert.
macro_rules! acts {
    ($( $(#[$doc:meta])* $name:ident $(($alert:ident))? = $code:literal, $word:literal; )+) => {
        /// Something that was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Act {
            $( $(#[$doc])* $name $(($alert))?, )+
        }

        impl Act {
            /// Gives its word, as lists and JSON show it.
            pub fn word(self) -> &'static str {
                match self { $( Self::$name { .. } => $word, )+ }
            }

            pub(super) fn code(self) -> u8 {
                match self { $( Self::$name { .. } => $code, )+ }
            }

            /// Reads an act back; `None` for one of a newer version.
            pub(super) fn from_code(code: u8, alert: Option<AlertId>) -> Option<Self> {
                match code {
                    $( $code => acts!(@read $name $(($alert))? alert), )+
                    _ => None,
                }
            }

            /// Gives the alert that it is about.
            pub fn alert(self) -> Option<AlertId> {
                match self { $( acts!(@pattern $name $(($alert) id)?) => acts!(@alert $($alert id)?), )+ }
            }
        }

        /// Every act, those about an alert with this one.
        #[cfg(test)]
        fn every(id: AlertId) -> Vec<Act> {
            vec![$( acts!(@make $name $(($alert))? id), )+]
        }
    };
    (@read $name:ident ($alert:ident) $id:ident) => { $id.map(Self::$name) };
    (@read $name:ident $id:ident) => { Some(Self::$name) };
    (@pattern $name:ident ($alert:ident) $id:ident) => { Self::$name($id) };
    (@pattern $name:ident) => { Self::$name };
    (@alert $alert:ident $id:ident) => { Some($id) };
    (@alert) => { None };
    (@make $name:ident ($alert:ident) $id:ident) => { Act::$name($id) };
    (@make $name:ident $id:ident) => { Act::$name };
}

// Numbers lie on disks: they are only added, and none is used again.
acts! {
    /// An alert goes out at once.
    Sent(AlertId) = 1, "sent";
    /// An alert goes out at its time.
    Scheduled(AlertId) = 2, "scheduled";
    /// An alert was stopped on its way.
    Paused(AlertId) = 3, "paused";
    /// It was let go on.
    Resumed(AlertId) = 4, "resumed";
    /// It was stopped for good.
    Cancelled(AlertId) = 5, "cancelled";
    /// It was corrected wherever it was delivered.
    Corrected(AlertId) = 6, "corrected";
    /// It was deleted wherever it was delivered.
    Recalled(AlertId) = 7, "recalled";
    /// It was sent again to those whom it had failed to reach.
    Retried(AlertId) = 8, "retried";
    /// A draft was thrown away.
    Discarded(AlertId) = 9, "discarded";
    /// A signature was added to an alert.
    Signed(AlertId) = 10, "signed";
    /// An organiser wants everything wiped.
    WipeVoted = 11, "wipe-voted";
    /// The keys were renewed.
    KeysRotated = 12, "keys-rotated";
    /// The root key was changed.
    RootKeyChanged = 13, "root-key-changed";
    /// A backup was begun.
    BackedUp = 14, "backed-up";
    /// A backup was restored.
    Restored = 15, "restored";
    /// Updates that were set aside are handled anew.
    AsideRetried = 16, "aside-retried";
    /// Updates that were set aside were let go.
    AsideDropped = 17, "aside-dropped";
    /// Records whose time was over were removed.
    RetentionKept = 18, "retention-kept";
    /// The petition was closed, its key destroyed.
    PetitionClosed = 19, "petition-closed";
    /// Sealed pledges and messages were handed out.
    SealedExported = 20, "sealed-exported";
    /// Somebody was invited into a circle.
    CircleInvited = 21, "circle-invited";
    /// A sealed reply was brought to whoever had written.
    ReplyDelivered = 22, "reply-delivered";
    /// Configuration and campaigns were taken in anew.
    Reloaded = 50, "reloaded";
    /// Signatures on paper were entered.
    PaperAdded = 80, "paper-added";
    /// They were taken back.
    PaperUndone = 81, "paper-undone";
    /// Pledges were brought in from another list.
    PledgesImported = 82, "pledges-imported";
    /// One of them was dropped.
    ImportedDropped = 83, "imported-dropped";
    /// An alert was handed in and waits for signatures.
    Awaited(AlertId) = 30, "awaited";
    /// An alert that waited for signatures became a draft again.
    Reopened(AlertId) = 31, "reopened";
}

impl Act {
    /// Names what somebody does to an alert on its way; `None` for what klich does by itself.
    pub fn steering(act: alert::Act, id: AlertId) -> Option<Self> {
        match act {
            alert::Act::Pause(_) => Some(Self::Paused(id)),
            alert::Act::Resume => Some(Self::Resumed(id)),
            alert::Act::Cancel => Some(Self::Cancelled(id)),
            alert::Act::Submit | alert::Act::Start | alert::Act::Finish => None,
        }
    }

    /// Names the submission of an alert.
    pub fn submission(alert: &Alert, now: Timestamp) -> Self {
        match alert.of {
            _ if alert.state == State::AwaitingSignatures => Self::Awaited(alert.id),
            Some(of) => Self::Corrected(of),
            None if alert.send_at.is_some_and(|at| at > now) => Self::Scheduled(alert.id),
            None => Self::Sent(alert.id),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn every_act_has_a_number_and_a_word_of_its_own_and_reads_back() {
        let id = AlertId::random(&mut StdRng::seed_from_u64(1));
        let acts = every(id);
        assert_eq!(acts.iter().map(|act| act.code()).collect::<BTreeSet<_>>().len(), acts.len());
        assert_eq!(acts.iter().map(|act| act.word()).collect::<BTreeSet<_>>().len(), acts.len());
        for act in acts {
            assert_eq!(Act::from_code(act.code(), act.alert()), Some(act));
            let is_about_one = act.alert().is_some();
            assert_eq!(Act::from_code(act.code(), None).is_none(), is_about_one, "{}", act.word());
        }
        assert_eq!(Act::from_code(0, Some(id)), None);
        assert_eq!(Act::from_code(255, Some(id)), None);
    }
}
