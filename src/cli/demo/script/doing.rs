//! What the steps have in common: doing something as a person would, waiting, comparing.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::super::DemoError;
use super::super::stage::Stage;
use super::Wrong;
use crate::control::reports::{Masked, Stats, Tally};
use crate::sandbox::crowd::Member;
use crate::sandbox::{ChatView, MessageView};
use crate::text::{Language, Message};

/// How long anything may take before the step is given up.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

pub(super) fn otherwise<T>(what: String) -> Result<T, Wrong> {
    Err(Wrong::Otherwise(what))
}

pub(super) fn expect(what: &str, wanted: u64, found: u64) -> Result<(), Wrong> {
    if wanted == found { Ok(()) } else { otherwise(format!("{what}: {found} instead of {wanted}")) }
}

/// Compares a tally with what people did; small groups must be masked.
pub(super) fn compare(tally: &Tally, total: u64, by_kind: BTreeMap<String, u64>) -> Result<(), Wrong> {
    expect("pledges", total, tally.total)?;
    let wanted = Masked::of(by_kind);
    let told: BTreeMap<&str, Option<u64>> = tally.by_kind.iter().collect();
    for (kind, count) in wanted.iter() {
        if told.get(kind) != Some(&count) {
            return otherwise(format!("pledges of the kind {kind}: {:?} instead of {count:?}", told.get(kind)));
        }
    }
    expect("kinds", wanted.iter().count() as u64, told.len() as u64)
}

pub(super) fn someone(stage: &Stage, wanted: impl Fn(&Member) -> bool) -> Result<Member, Wrong> {
    let found = stage.crowd.members().into_iter().find(|member| wanted(member));
    found.ok_or_else(|| DemoError::Lost("the person for this step").into())
}

/// Asks for totals until they are as wanted or patience ends; gives the last ones.
pub(super) async fn until(stage: &Stage, wanted: impl Fn(&Stats) -> bool) -> Result<Stats, Wrong> {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        let stats = stage.stats().await?;
        if wanted(&stats) || Instant::now() > end {
            return Ok(stats);
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// Waits for a chat to be as wanted.
pub(super) async fn wait(
    stage: &Stage,
    id: i64,
    wanted: impl FnMut(&ChatView) -> bool,
    otherwise: &str,
) -> Result<ChatView, Wrong> {
    stage.people.wait_for(id, wanted, PATIENCE).await.map_err(|_| Wrong::Otherwise(otherwise.to_owned()))
}

/// Waits until a phone shows a message in this language, new or in the place of another.
pub(super) async fn said(stage: &Stage, id: i64, language: Language, message: Message<'_>) -> Result<(), Wrong> {
    let shown = |chat: &ChatView| chat.from_bot().any(|shown| stage.says(&shown.text, language, message));
    wait(stage, id, shown, &format!("the bot does not say “{}”", message.id())).await.map(drop)
}

/// Types something and waits for an answer.
pub(super) async fn say(stage: &Stage, id: i64, text: &str) -> Result<(), Wrong> {
    let sent = stage.people.say(id, text).map_err(DemoError::from)?;
    let answered = |chat: &ChatView| after(chat, sent.0).next().is_some();
    wait(stage, id, answered, &format!("no answer to {text}")).await.map(drop)
}

pub(super) async fn press(stage: &Stage, id: i64, verb: &str) -> Result<String, Wrong> {
    press_where(stage, id, |data| data.split('.').next() == Some(verb)).await
}

/// Waits for a button, presses it, waits until the press is answered; gives the button's data.
pub(super) async fn press_where(stage: &Stage, id: i64, wanted: impl Fn(&str) -> bool) -> Result<String, Wrong> {
    let find = |chat: &ChatView| {
        chat.from_bot().rev().find_map(|message| {
            message.buttons().into_iter().find(|data| wanted(data)).map(|data| (message.message_id, data.to_owned()))
        })
    };
    let chat = wait(stage, id, |chat| find(chat).is_some(), "a button does not come").await?;
    let (message, data) = find(&chat).ok_or(DemoError::Lost("a button"))?;
    let press = stage.people.press(id, message, &data).map_err(DemoError::from)?;
    let answered = |chat: &ChatView| chat.answers.iter().any(|answer| answer.callback_query_id == press);
    wait(stage, id, answered, "a press is not answered").await?;
    Ok(data)
}

/// The bot's messages after one of the chat.
pub(super) fn after(chat: &ChatView, id: i64) -> impl Iterator<Item = &MessageView> {
    chat.from_bot().filter(move |message| message.message_id > id)
}

pub(super) fn newest<'a>(chat: &'a ChatView, verb: &str) -> Option<&'a MessageView> {
    chat.from_bot().rev().find(|message| verbs(message).any(|had| had == verb))
}

pub(super) fn verbs(message: &MessageView) -> impl Iterator<Item = &str> {
    message.buttons().into_iter().filter_map(|data| data.split('.').next())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn tally(text: &str) -> Tally {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn tallies_are_compared_with_small_groups_masked() {
        let told = tally(r#"{"total":9,"by_kind":{"sign":7,"act":null},"by_language":{}}"#);
        let did = |sign, act| BTreeMap::from([("sign".to_owned(), sign), ("act".to_owned(), act)]);
        assert!(compare(&told, 9, did(7, 2)).is_ok());
        assert!(compare(&told, 10, did(7, 2)).is_err());
        assert!(compare(&told, 9, did(6, 2)).is_err());
        assert!(compare(&told, 9, did(7, 5)).is_err());
        assert!(compare(&told, 9, BTreeMap::from([("sign".to_owned(), 7)])).is_err());
    }
}
