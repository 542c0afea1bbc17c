//! An update as it was received, before anybody looks into it.

use std::fmt;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{ChatId, UpdateId};

/// An update's JSON with the two numbers that the inbox needs.
pub struct RawUpdate {
    /// Its number.
    pub id: UpdateId,
    /// The chat whose order it belongs to, where there is one.
    pub chat: Option<ChatId>,
    json: Box<str>,
}

/// What was given is not an update: no JSON, or without `update_id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an update of the Bot API")]
pub struct NotAnUpdate;

impl RawUpdate {
    /// Reads the JSON of one update, of any kind, known or not.
    ///
    /// # Errors
    /// [`NotAnUpdate`].
    pub fn parse(json: &str) -> Result<Self, NotAnUpdate> {
        let Numbered { update_id } = serde_json::from_str(json).map_err(|_| NotAnUpdate)?;
        Ok(Self { id: update_id, chat: chat(json), json: json.into() })
    }

    /// Borrows the JSON as it was received.
    pub fn json(&self) -> &str {
        &self.json
    }
}

impl fmt::Debug for RawUpdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawUpdate")
    }
}

/// Reads the result of `getUpdates`. What has no number can't be confirmed either, and is left out.
pub(super) fn read_batch(result: &RawValue) -> Option<Vec<RawUpdate>> {
    let items: Vec<&RawValue> = serde_json::from_str(result.get()).ok()?;
    Some(items.into_iter().filter_map(|item| RawUpdate::parse(item.get()).ok()).collect())
}

#[derive(Deserialize)]
struct Numbered {
    update_id: UpdateId,
}

/// The places where the kinds that klich asks for name their chat.
#[derive(Deserialize)]
struct Peek {
    message: Option<InChat>,
    my_chat_member: Option<InChat>,
    callback_query: Option<Press>,
}

#[derive(Deserialize)]
struct InChat {
    chat: Numbers,
}

#[derive(Deserialize)]
struct Press {
    from: Numbers,
    message: Option<InChat>,
}

#[derive(Deserialize)]
struct Numbers {
    id: ChatId,
}

fn chat(json: &str) -> Option<ChatId> {
    let Peek { message, my_chat_member, callback_query } = serde_json::from_str(json).ok()?;
    let place = message.or(my_chat_member);
    let pressed = callback_query.map(|press| press.message.map_or(press.from.id, |message| message.chat.id));
    place.map(|place| place.chat.id).or(pressed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn finds_the_chat_of_every_kind_that_is_asked_for() {
        for (json, chat) in [
            (r#"{"update_id":1,"message":{"message_id":2,"chat":{"id":7},"text":"x"}}"#, Some(7)),
            (r#"{"update_id":1,"my_chat_member":{"chat":{"id":-8},"from":{"id":9}}}"#, Some(-8)),
            (r#"{"update_id":1,"callback_query":{"from":{"id":9},"message":{"chat":{"id":7}}}}"#, Some(7)),
            (r#"{"update_id":1,"callback_query":{"from":{"id":9},"data":"x"}}"#, Some(9)),
            (r#"{"update_id":1,"kind_of_the_future":{"chat":{"id":7}}}"#, None),
            (r#"{"update_id":1,"message":"nonsense"}"#, None),
        ] {
            let update = RawUpdate::parse(json).unwrap();
            assert_eq!((update.id, update.chat), (UpdateId(1), chat.map(ChatId)), "{json}");
            assert_eq!(update.json(), json);
        }
    }

    #[test]
    fn what_has_no_number_is_not_an_update() {
        for json in ["", "[]", "null", "{}", r#"{"update_id":"1"}"#, r#"{"update_id":-1}"#, "{\"update_id\":1"] {
            assert_eq!(RawUpdate::parse(json).err(), Some(NotAnUpdate), "{json}");
        }
    }

    #[test]
    fn one_strange_item_does_not_cost_the_batch() {
        let raw: &RawValue = serde_json::from_str(r#"[{"update_id":4},{"x":1},7,{"update_id":5}]"#).unwrap();
        let ids: Vec<u32> = read_batch(raw).unwrap().iter().map(|update| update.id.0).collect();
        assert_eq!(ids, [4, 5]);
        assert!(read_batch(serde_json::from_str("{}").unwrap()).is_none());
    }
}
