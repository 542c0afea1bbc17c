//! Answers of the Bot API: read to their end, and what a request made of them.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::{RequestBuilder, StatusCode};
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::super::MessageId;
use super::trouble::{Failure, Trouble};

/// An answer, read to its end.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<Duration>,
    pub(super) body: Vec<u8>,
}

/// The form of every answer of the Bot API.
#[derive(Deserialize)]
struct Envelope<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

/// Sends once, and reads up to `limit` bytes.
pub(super) async fn exchange(request: RequestBuilder, limit: usize) -> Result<Answer, Trouble> {
    let mut response = request.send().await.map_err(lost)?;
    let status = response.status();
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Trouble::AnswerLost)? {
        if body.len() + chunk.len() > limit {
            return Err(Trouble::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, retry_after: retry_after.map(Duration::from_secs), body })
}

/// Keeps of an error of reqwest, which holds the address, only whether the request left.
fn lost(error: reqwest::Error) -> Trouble {
    if error.is_connect() || error.is_builder() { Trouble::NotSent } else { Trouble::AnswerLost }
}

/// Reads an answer; a good one of a form that `result` does not know counts as lost.
pub(super) fn read<T>(answer: &Answer, result: impl FnOnce(&RawValue) -> Option<T>) -> Result<T, Trouble> {
    match serde_json::from_slice::<Envelope<'_>>(&answer.body) {
        Ok(envelope) if envelope.ok => envelope.result.and_then(result).ok_or(Trouble::AnswerLost),
        Ok(envelope) => {
            let retry_after = envelope.parameters.as_ref().and_then(|parameters| parameters.retry_after);
            Err(Trouble::Failed(Failure {
                code: envelope.error_code.unwrap_or(answer.status.as_u16()),
                description: envelope.description.unwrap_or_default(),
                retry_after: retry_after.map(Duration::from_secs).or(answer.retry_after),
                migrated: envelope.parameters.is_some_and(|parameters| parameters.migrate_to_chat_id.is_some()),
                foreign: false,
            }))
        }
        Err(_) if answer.status.is_success() => Err(Trouble::AnswerLost),
        Err(_) => Err(Trouble::Failed(Failure {
            code: answer.status.as_u16(),
            description: String::new(),
            retry_after: answer.retry_after,
            migrated: false,
            foreign: true,
        })),
    }
}

/// Reads an answer to a request that sends or changes something.
pub(super) fn sent(answer: &Answer) -> Result<Option<MessageId>, Trouble> {
    match serde_json::from_slice::<Good>(&answer.body) {
        Ok(Good { ok: true, result: Some(Sent(message)) }) => Ok(message),
        _ => read(answer, |_| Some(None)),
    }
}

/// A good answer to a request that sends or changes something, read in one go.
#[derive(Deserialize)]
struct Good {
    ok: bool,
    result: Option<Sent>,
}

/// The only part of a sent message that klich keeps; `true` and others have none.
struct Sent(Option<MessageId>);

impl<'de> Deserialize<'de> for Sent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SentVisitor)
    }
}

struct SentVisitor;

impl<'de> Visitor<'de> for SentVisitor {
    type Value = Sent;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message or a boolean")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Sent, E> {
        Ok(Sent(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Sent, A::Error> {
        let mut message = None;
        while let Some(name) = fields.next_key::<Cow<'de, str>>()? {
            if name == "message_id" {
                message = fields.next_value()?;
            } else {
                fields.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Sent(message))
    }
}
