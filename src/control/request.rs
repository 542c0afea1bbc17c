//! What can be asked, and the two forms of an answer.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ControlError, Secret};

/// What the CLI asks of the bot.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Request {
    /// How the bot is: [`super::reports::Status`].
    Status {},
    /// Open a locked bot: [`super::reports::Unlocked`].
    Unlock {
        /// What opens the root key.
        passphrase: Secret,
    },
    /// Take configuration and campaigns in anew: [`super::reports::Reloaded`].
    Reload {},
    /// Totals: [`super::reports::Stats`].
    Stats {},
    /// Everything at a glance: [`super::reports::DeskReport`].
    Desk {},
    /// Take an alert: [`super::reports::Sent`].
    AlertSend {
        /// The alert file's text.
        file: String,
        /// The texts of its signature files.
        signatures: Vec<String>,
        /// Let it wait where signatures are missing, instead of refusing it.
        #[serde(default)]
        wait: bool,
    },
    /// Take signatures of an alert that waits for them: [`super::reports::Sent`].
    AlertSign {
        /// The alert's id.
        id: String,
        /// The texts of signature files.
        signatures: Vec<String>,
    },
    /// Give what is to be signed of an alert that waits: [`super::reports::Fetched`].
    AlertFetch {
        /// The alert's id.
        id: String,
    },
    /// Every alert: [`super::reports::AlertList`].
    AlertList {},
    /// One alert: [`super::reports::AlertStatus`].
    AlertStatus {
        /// The alert's id.
        id: String,
    },
    /// One alert, again and again until it stands still: a line for each [`super::reports::AlertStatus`].
    AlertFollow {
        /// The alert's id.
        id: String,
    },
    /// Stop an alert on its way: its [`super::reports::AlertStatus`].
    AlertPause {
        /// The alert's id.
        id: String,
    },
    /// Let it go on: its [`super::reports::AlertStatus`].
    AlertResume {
        /// The alert's id.
        id: String,
    },
    /// Stop it for good: its [`super::reports::AlertStatus`].
    AlertCancel {
        /// The alert's id.
        id: String,
    },
    /// Correct an alert wherever it was delivered: [`super::reports::Reworked`].
    AlertCorrect {
        /// The alert's id.
        id: String,
        /// The correction file's text.
        file: String,
        /// The texts of its signature files.
        signatures: Vec<String>,
        /// Let it wait where signatures are missing, instead of refusing it.
        #[serde(default)]
        wait: bool,
    },
    /// Delete an alert wherever it was delivered: [`super::reports::Reworked`].
    AlertRecall {
        /// The alert's id.
        id: String,
    },
    /// Send an alert again to those whom it failed to reach: [`super::reports::Reworked`].
    AlertRetry {
        /// The alert's id.
        id: String,
    },
    /// Send an alert to the organisers alone: [`super::reports::Tested`].
    AlertTest {
        /// The alert file's text.
        file: String,
    },
    /// Show an alert as subscribers would see it: [`super::reports::Preview`].
    AlertPreview {
        /// The alert file's text.
        file: String,
    },
    /// What was set aside, by kind: [`super::reports::Aside`].
    AsideList {},
    /// Handle what was set aside anew: [`super::reports::AsideDone`].
    AsideRetry {},
    /// Let go of what was set aside: [`super::reports::AsideDone`].
    AsideDrop {},
    /// What organisers and operators did, the newest first: [`super::reports::AuditList`].
    AuditList {
        /// Only entries before this number.
        #[serde(default)]
        before: Option<u64>,
    },
    /// Whether the log of that is whole: [`super::reports::AuditChain`].
    AuditVerify {},
    /// Renew the store's keys, or go on with that: [`super::reports::Rotation`]. A running bot answers once that has begun.
    KeysRotate {},
    /// How far that has come: [`super::reports::Rotation`].
    KeysRotation {},
    /// Organisers by number, their roles and how their accounts stand: [`super::reports::Organisers`].
    OrganisersList {},
    /// Lift whatever suspends an organiser's account: [`super::reports::Organisers`].
    OrganisersLift {
        /// The organiser's number.
        number: u32,
    },
    /// How many people are in each circle: [`super::reports::Circles`].
    CirclesList {},
    /// Make invitations into a circle: [`super::reports::Invited`].
    CirclesInvite {
        /// The circle's name.
        circle: String,
        /// How many.
        count: u16,
        /// For how many days.
        days: u16,
    },
    /// What would go by itself now, as its time is over: [`super::reports::Retention`].
    Retention {},
    /// Copy everything at one moment: answered by a stream, never by a report alone.
    Backup {},
    /// Destroy the keys and everything that is kept: [`super::reports::Wiped`]. There is no undo.
    Wipe {},
    /// The petition's totals: [`super::reports::Tally`].
    PledgesTally {},
    /// The ids of the sealed letters of one shard: [`super::reports::LetterIds`].
    PledgesList {
        /// Below [`crate::pledge::LetterId::SHARDS`].
        shard: u8,
    },
    /// Sealed letters, as many of these as one answer holds: [`super::reports::SealedLetters`].
    PledgesFetch {
        /// Their ids.
        ids: Vec<String>,
    },
    /// Bring a reply to whoever wrote a letter: [`super::reports::Brought`].
    PledgesDeliver {
        /// The letter's id.
        id: String,
        /// The sealed reply, as armour or as binary in base64url behind `k1.`.
        reply: String,
        /// Bring it although the same was brought before.
        again: bool,
    },
}

/// Prints the type only: neither an alert's text nor a passphrase is for logs.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Request")
    }
}

/// One line of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Response {
    /// It was done: the report.
    Ok(Value),
    /// It was not done, and nothing was changed.
    Error(ControlError),
}

impl From<Result<Value, ControlError>> for Response {
    fn from(result: Result<Value, ControlError>) -> Self {
        match result {
            Ok(report) => Self::Ok(report),
            Err(error) => Self::Error(error),
        }
    }
}

impl From<Response> for Result<Value, ControlError> {
    fn from(response: Response) -> Self {
        match response {
            Response::Ok(report) => Ok(report),
            Response::Error(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_request_reads_back(file in "\\PC{0,40}", signatures in proptest::collection::vec("[a-z\n]{0,9}", 0..3)) {
            let request = Request::AlertSend { file, signatures, wait: false };
            let line = serde_json::to_string(&request).unwrap();
            prop_assert!(!line.contains('\n'));
            prop_assert!(serde_json::from_str::<Request>(&line).unwrap() == request);
        }

        #[test]
        fn no_line_crashes_it(line in "\\PC{0,80}") {
            let _ = serde_json::from_str::<Request>(&line);
            let _ = serde_json::from_str::<Response>(&line);
        }
    }

    #[test]
    fn the_lines_are_as_documented() {
        let line = |request: &Request| serde_json::to_string(request).unwrap();
        assert_eq!(line(&Request::Stats {}), r#"{"ask":"stats"}"#);
        assert_eq!(
            line(&Request::AlertStatus { id: "k7x2m9qa".to_owned() }),
            r#"{"ask":"alert-status","id":"k7x2m9qa"}"#
        );
        let refused = Response::Error(ControlError::again("busy", "wait"));
        assert_eq!(
            serde_json::to_string(&refused).unwrap(),
            r#"{"error":{"code":"again","what":"busy","next":"wait"}}"#
        );
        assert_eq!(serde_json::to_string(&Response::Ok(1.into())).unwrap(), r#"{"ok":1}"#);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for bad in [r#"{"ask":"dance"}"#, r#"{"ask":"stats","all":true}"#, r#"{"ask":"alert-status"}"#, "[]", "stats"] {
            assert!(serde_json::from_str::<Request>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_passphrase_passes_as_it_is_and_without_an_escape() {
        let bytes = b"\"quoted\" \\ and \xff";
        let request = Request::Unlock { passphrase: Secret::new(bytes.to_vec().into()) };
        let line = serde_json::to_string(&request).unwrap();
        assert!(line.starts_with(r#"{"ask":"unlock","passphrase":""#) && !line.contains('\\'), "{line}");
        match serde_json::from_str(&line).unwrap() {
            Request::Unlock { passphrase } => assert_eq!(passphrase.into_bytes().as_slice(), bytes),
            _ => panic!("another request"),
        }
        let error = serde_json::from_str::<Request>(r#"{"ask":"unlock","passphrase":"hunter2!"}"#).unwrap_err();
        assert!(!error.to_string().contains("hunter2"));
    }

    #[test]
    fn debug_shows_no_text() {
        let request = Request::AlertSend { file: "hunter2".to_owned(), signatures: vec![], wait: false };
        assert_eq!(format!("{request:?}"), "Request");
    }
}
