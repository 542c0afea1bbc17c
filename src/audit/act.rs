//! What was done, and by whom.

use jiff::Timestamp;

use crate::alert::{self, Alert, AlertId};
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

/// An organiser's short number: it names nobody to whoever does not know whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub u32);

/// What an entry has room for beside its act: an alert's id, or an organiser's number.
pub(super) type Subject = [u8; 5];

/// Declares [`Act`]: a variant, its number on the disk, its word, and what it is about: an alert, an organiser, or nothing.
macro_rules! acts {
    ($( $(#[$doc:meta])* $name:ident $(($about:ident))? = $code:literal, $word:literal; )+) => {
        /// Something that was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Act {
            $( $(#[$doc])* $name $(($about))?, )+
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
            pub(super) fn from_code(code: u8, subject: Option<Subject>) -> Option<Self> {
                match code {
                    $( $code => acts!(@read $name $(($about))? subject), )+
                    _ => None,
                }
            }

            /// Gives the alert that it is about.
            pub fn alert(self) -> Option<AlertId> {
                match self { $( acts!(@pattern $name $(($about) id)?) => acts!(@alert $(($about) id)?), )+ }
            }

            /// Gives the organiser whom it is about.
            pub fn organiser(self) -> Option<Number> {
                match self { $( acts!(@pattern $name $(($about) id)?) => acts!(@organiser $(($about) id)?), )+ }
            }
        }

        /// Every act, those about something with this alert and this organiser.
        #[cfg(test)]
        fn every(alert: AlertId, organiser: Number) -> Vec<Act> {
            vec![$( acts!(@make $name $(($about))? alert organiser), )+]
        }
    };
    (@read $name:ident (AlertId) $subject:ident) => { $subject.map(|id| Self::$name(AlertId::from_bytes(id))) };
    (@read $name:ident (Number) $subject:ident) => { $subject.map(|of| Self::$name(Number::from_subject(of))) };
    (@read $name:ident $subject:ident) => { Some(Self::$name) };
    (@pattern $name:ident ($about:ident) $id:ident) => { Self::$name($id) };
    (@pattern $name:ident) => { Self::$name };
    (@alert (AlertId) $id:ident) => { Some($id) };
    (@alert (Number) $id:ident) => { { let _ = $id; None } };
    (@alert) => { None };
    (@organiser (AlertId) $id:ident) => { { let _ = $id; None } };
    (@organiser (Number) $id:ident) => { Some($id) };
    (@organiser) => { None };
    (@make $name:ident (AlertId) $alert:ident $organiser:ident) => { Act::$name($alert) };
    (@make $name:ident (Number) $alert:ident $organiser:ident) => { Act::$name($organiser) };
    (@make $name:ident $alert:ident $organiser:ident) => { Act::$name };
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
    /// An alert was handed in and waits for approvals or signatures.
    Awaited(AlertId) = 30, "awaited";
    /// An alert that waited for approvals or signatures became a draft again.
    Reopened(AlertId) = 31, "reopened";
    /// An organiser approved an alert.
    Approved(AlertId) = 75, "approved";
    /// An organiser rejected an alert: it is a draft again.
    Rejected(AlertId) = 76, "rejected";
    /// An organiser's account was reported as lost, and is suspended.
    ReportedLost(Number) = 77, "reported-lost";
    /// An organiser's account was silent for too long, and is suspended.
    FellSilent(Number) = 78, "fell-silent";
    /// Somebody confirmed an organiser's account that is suspended.
    Vouched(Number) = 79, "vouched";
    /// What suspended an organiser's account was lifted.
    Lifted(Number) = 80, "lifted";
    /// The text of a reminder that is to go out by itself was changed.
    Rewritten(AlertId) = 81, "rewritten";
}

impl Number {
    fn from_subject([_, a, b, c, d]: Subject) -> Self {
        Self(u32::from_be_bytes([a, b, c, d]))
    }

    fn to_subject(self) -> Subject {
        let [a, b, c, d] = self.0.to_be_bytes();
        [0, a, b, c, d]
    }
}

impl Act {
    /// Gives what it is about, as an entry holds it: zeros where that is nothing.
    pub(super) fn subject(self) -> Subject {
        let organiser = self.organiser().map(Number::to_subject);
        self.alert().map(AlertId::to_bytes).or(organiser).unwrap_or_default()
    }

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
            _ if alert.state.waits() => Self::Awaited(alert.id),
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
        let acts = every(id, Number(7));
        assert_eq!(acts.iter().map(|act| act.code()).collect::<BTreeSet<_>>().len(), acts.len());
        assert_eq!(acts.iter().map(|act| act.word()).collect::<BTreeSet<_>>().len(), acts.len());
        for act in acts {
            assert_eq!(Act::from_code(act.code(), Some(act.subject())), Some(act));
            let is_about_one = act.alert().is_some() || act.organiser().is_some();
            assert!(act.alert().is_none() || act.organiser().is_none());
            assert_eq!(Act::from_code(act.code(), None).is_none(), is_about_one, "{}", act.word());
        }
        assert_eq!(Act::from_code(0, Some(id.to_bytes())), None);
        assert_eq!(Act::from_code(255, Some(id.to_bytes())), None);
    }
}
