//! Classes of failure: what an answer, or its absence, means for a delivery.

use std::time::Duration;

use super::{
    MessageId, Outcome, Refusal,
    client::{Failure, Trouble},
};

/// The methods by which something goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    SendMessage,
    SendDocument,
    SendPhoto,
    EditText,
    EditMarkup,
    Delete,
    AnswerPress,
}

/// Why this bot can't go on: nothing but an operator can change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fatal {
    /// 401, or 404 for a method that there is.
    #[error("Telegram does not know this token: take a new one from @BotFather and put it into telegram.token_file")]
    Unauthorized,
    /// 409: somebody else polls with the same token.
    #[error("another program polls with the same token: stop it, or give this one a token of its own")]
    OtherInstance,
    /// 409: somebody else has set a webhook while klich polls.
    #[error("a webhook was set for this token while klich polls: stop the program that set it, then start klich again")]
    WebhookActive,
}

impl Method {
    pub(super) const ALL: [Self; 7] = [
        Self::SendMessage,
        Self::SendDocument,
        Self::SendPhoto,
        Self::EditText,
        Self::EditMarkup,
        Self::Delete,
        Self::AnswerPress,
    ];

    /// Tells whether doing it twice is the same as once.
    fn is_idempotent(self) -> bool {
        !matches!(self, Self::SendMessage | Self::SendDocument | Self::SendPhoto)
    }

    fn changes_a_message(self) -> bool {
        self.is_edit() || self == Self::Delete
    }

    fn is_edit(self) -> bool {
        matches!(self, Self::EditText | Self::EditMarkup)
    }
}

/// Says what became of a request.
///
/// A [`Outcome::Retry`] of zero leaves the wait to the caller's own backoff.
///
/// Source: the server's error texts, as `BOTAPI` lists them.
pub(super) fn classify(method: Method, answer: &Result<Option<MessageId>, Trouble>) -> Outcome {
    match answer {
        Ok(message) => Outcome::Delivered(*message),
        Err(Trouble::NotSent) => PASSING,
        Err(Trouble::AnswerLost | Trouble::TooLong) => lost(method),
        Err(Trouble::Failed(failure)) => failed(method, failure),
    }
}

/// Tells whether a failure ends the bot's work altogether.
pub(super) fn fatal(failure: &Failure) -> Option<Fatal> {
    match failure.code {
        _ if failure.foreign => None,
        401 => Some(Fatal::Unauthorized),
        404 if !failure.description.contains("method not found") => Some(Fatal::Unauthorized),
        409 if failure.description.contains("webhook") => Some(Fatal::WebhookActive),
        409 => Some(Fatal::OtherInstance),
        _ => None,
    }
}

const PASSING: Outcome = Outcome::Retry { after: Duration::ZERO };

/// Whoever gets nothing any more, for good, by the words after `Forbidden: `.
const FORBIDDEN: [&str; 7] = [
    "bot was blocked by the user",
    "user is deactivated",
    "bot can't initiate conversation with a user",
    "bot can't send messages to bots",
    "bot was kicked from",
    "bot is not a member of",
    "the group chat was deleted",
];

/// Chats that are not there, by the words after `Bad Request: `.
const GONE: [&str; 6] = [
    "chat not found",
    "user not found",
    "PEER_ID_INVALID",
    "group chat was deactivated",
    "group chat was upgraded to a supergroup chat",
    "CHAT_WRITE_FORBIDDEN",
];

/// Messages that are not there any more, by the words after `Bad Request: `.
const NO_MESSAGE: [&str; 3] = ["message to edit not found", "message to delete not found", "MESSAGE_ID_INVALID"];

/// Known refusals, by the words after `Bad Request: `, and what klich says of them.
const REFUSED: [(&str, &str); 11] = [
    ("message text is empty", "the text is empty"),
    ("message is too long", "the text is too long"),
    ("message caption is too long", "the caption is too long"),
    ("BUTTON_DATA_INVALID", "a button's data is too long"),
    ("message can't be edited", Refusal::FIXED),
    ("message can't be deleted", Refusal::TOO_OLD),
    ("message to be replied not found", "the message to reply to is gone"),
    ("can't parse entities", "the markup is wrong"),
    ("reply markup is too long", "the buttons are too long"),
    ("inline keyboard button Web App URL", "a button's Web App address is not https"),
    ("inline keyboard button URL", "a button's link is not one that Telegram takes"),
];

fn lost(method: Method) -> Outcome {
    if method.is_idempotent() { PASSING } else { Outcome::Uncertain }
}

fn failed(method: Method, failure: &Failure) -> Outcome {
    if fatal(failure).is_some() {
        return Outcome::Fatal;
    }
    let words = failure.description.split_once(": ").map_or(failure.description.as_str(), |(_, words)| words);
    let refused = |reason| Outcome::Refused(Refusal { code: failure.code, reason });
    match failure.code {
        429 => Outcome::Retry { after: failure.wait() },
        // The gateway stopped waiting for the server, which may have done it.
        504 => lost(method),
        _ if failure.is_passing() => PASSING,
        403 if FORBIDDEN.iter().any(|known| words.starts_with(known)) => Outcome::Unreachable,
        400 if failure.migrated || GONE.iter().any(|known| words.starts_with(known)) => Outcome::Unreachable,
        400 if method.is_edit() && words.starts_with("message is not modified") => Outcome::Delivered(None),
        400 if method.changes_a_message() && NO_MESSAGE.iter().any(|known| words.starts_with(known)) => Outcome::Gone,
        400 if method == Method::AnswerPress && words.starts_with("query is too old") => Outcome::Delivered(None),
        404 => refused("the Bot API does not know the method"),
        413 => refused("the request is too large"),
        _ => refused(
            REFUSED
                .iter()
                .find_map(|(known, reason)| words.starts_with(known).then_some(*reason))
                .unwrap_or(Refusal::UNKNOWN),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: u16, description: &str) -> Failure {
        Failure { code, description: description.to_owned(), retry_after: None, migrated: false, foreign: false }
    }

    fn outcome(method: Method, code: u16, description: &str) -> Outcome {
        classify(method, &Err(Trouble::Failed(failure(code, description))))
    }

    const ALL: [Method; 7] = [
        Method::SendMessage,
        Method::SendDocument,
        Method::SendPhoto,
        Method::EditText,
        Method::EditMarkup,
        Method::Delete,
        Method::AnswerPress,
    ];

    #[test]
    fn every_error_of_the_server_has_its_class() {
        use Method::{AnswerPress, Delete, EditMarkup, EditText, SendDocument, SendMessage};
        let refused = |code, reason| Outcome::Refused(Refusal { code, reason });
        let not_modified = "Bad Request: message is not modified: specified new message content and reply markup are \
                            exactly the same as a current content and reply markup of the message";
        let too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid";
        let web_app =
            "Bad Request: inline keyboard button Web App URL 'http://x' is invalid: Only HTTPS links are allowed";
        let polls = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
        let table = [
            (SendMessage, 401, "Unauthorized", Outcome::Fatal),
            (SendMessage, 404, "Not Found", Outcome::Fatal),
            (SendMessage, 404, "Not Found: method not found", refused(404, "the Bot API does not know the method")),
            (SendMessage, 403, "Forbidden: bot was blocked by the user", Outcome::Unreachable),
            (SendMessage, 403, "Forbidden: user is deactivated", Outcome::Unreachable),
            (SendMessage, 403, "Forbidden: bot can't initiate conversation with a user", Outcome::Unreachable),
            (SendMessage, 403, "Forbidden: bot was kicked from the group chat", Outcome::Unreachable),
            (SendMessage, 403, "Forbidden: something new", refused(403, "refused")),
            (SendMessage, 400, "Bad Request: chat not found", Outcome::Unreachable),
            (EditText, 400, "Bad Request: chat not found", Outcome::Unreachable),
            (SendMessage, 400, "Bad Request: message text is empty", refused(400, "the text is empty")),
            (SendMessage, 400, "Bad Request: message is too long", refused(400, "the text is too long")),
            (SendDocument, 400, "Bad Request: message caption is too long", refused(400, "the caption is too long")),
            (SendMessage, 400, "Bad Request: BUTTON_DATA_INVALID", refused(400, "a button's data is too long")),
            (EditText, 400, "Bad Request: message to edit not found", Outcome::Gone),
            (EditMarkup, 400, "Bad Request: message to edit not found", Outcome::Gone),
            (EditText, 400, "Bad Request: MESSAGE_ID_INVALID", Outcome::Gone),
            (SendMessage, 400, "Bad Request: message to edit not found", refused(400, "refused")),
            (EditText, 400, "Bad Request: message can't be edited", refused(400, "the message can't be edited")),
            (Delete, 400, "Bad Request: message to delete not found", Outcome::Gone),
            (Delete, 400, "Bad Request: MESSAGE_ID_INVALID", Outcome::Gone),
            (
                Delete,
                400,
                "Bad Request: message can't be deleted",
                refused(400, "the message can't be deleted any more"),
            ),
            (
                SendMessage,
                400,
                "Bad Request: message to be replied not found",
                refused(400, "the message to reply to is gone"),
            ),
            (
                SendMessage,
                400,
                "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0",
                refused(400, "the markup is wrong"),
            ),
            (SendMessage, 400, "Bad Request: reply markup is too long", refused(400, "the buttons are too long")),
            (SendMessage, 400, web_app, refused(400, "a button's Web App address is not https")),
            (SendMessage, 400, "Bad Request: something new", refused(400, "refused")),
            (EditText, 400, not_modified, Outcome::Delivered(None)),
            (EditMarkup, 400, not_modified, Outcome::Delivered(None)),
            (AnswerPress, 400, too_old, Outcome::Delivered(None)),
            (SendMessage, 400, too_old, refused(400, "refused")),
            (SendMessage, 409, polls, Outcome::Fatal),
            (SendMessage, 413, "Request Entity Too Large", refused(413, "the request is too large")),
            (SendMessage, 500, "Internal Server Error: restart", PASSING),
            (Delete, 500, "Internal Server Error: restart", PASSING),
            (SendMessage, 502, "", PASSING),
            (SendMessage, 504, "", Outcome::Uncertain),
            (Delete, 504, "", PASSING),
        ];
        for (method, code, description, expected) in table {
            assert_eq!(outcome(method, code, description), expected, "{code} {description}");
        }
    }

    #[test]
    fn a_flood_waits_as_long_as_it_is_told() {
        for (told, expected) in [(Some(7), 7), (Some(0), 1), (None, 1), (Some(1_000_000), 86_400)] {
            let told = told.map(Duration::from_secs);
            let flood = Failure { retry_after: told, ..failure(429, "Too Many Requests: retry after N") };
            let after = Duration::from_secs(expected);
            assert_eq!(classify(Method::SendMessage, &Err(Trouble::Failed(flood))), Outcome::Retry { after });
        }
    }

    #[test]
    fn a_chat_with_a_new_number_is_unreachable() {
        let moved = Failure { migrated: true, ..failure(400, "Bad Request: words that nobody knows") };
        assert_eq!(classify(Method::SendMessage, &Err(Trouble::Failed(moved))), Outcome::Unreachable);
    }

    #[test]
    fn a_lost_answer_is_uncertain_only_where_repeating_would_double() {
        for method in ALL {
            let doubles = matches!(method, Method::SendMessage | Method::SendDocument | Method::SendPhoto);
            let expected = if doubles { Outcome::Uncertain } else { PASSING };
            assert_eq!(classify(method, &Err(Trouble::AnswerLost)), expected, "{method:?}");
            assert_eq!(classify(method, &Err(Trouble::TooLong)), expected, "{method:?}");
            assert_eq!(classify(method, &Err(Trouble::NotSent)), PASSING, "{method:?}");
        }
    }

    #[test]
    fn what_a_proxy_says_is_no_refusal_of_telegram() {
        for code in [400, 401, 403, 404, 407, 409, 301, 502, 503] {
            let foreign = Failure { foreign: true, ..failure(code, "") };
            assert_eq!(classify(Method::SendMessage, &Err(Trouble::Failed(foreign))), PASSING, "{code}");
        }
    }

    #[test]
    fn conflicts_say_which() {
        let webhook = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the \
                       webhook first";
        assert_eq!(fatal(&failure(409, webhook)), Some(Fatal::WebhookActive));
        assert_eq!(
            fatal(&failure(409, "Conflict: terminated by other getUpdates request")),
            Some(Fatal::OtherInstance)
        );
        assert_eq!(fatal(&failure(400, "Bad Request")), None);
    }
}
