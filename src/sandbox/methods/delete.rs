//! `deleteMessage`, `deleteMessages`: within 48 hours, in private chats also what the person sent.

use serde_json::Value;

use super::Scene;
use crate::sandbox::answer::Refusal;
use crate::sandbox::clock::{HOUR, SECOND};
use crate::sandbox::parameters::Request;

pub(super) fn one(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let chat = scene.world.target(request)?;
    let id = request.integer("message_id").ok_or_else(|| Refusal::problem("message identifier is not specified"))?;
    delete(scene, chat, id)?;
    scene.told.push((chat, "delete"));
    Ok("true".into())
}

/// Deletes all that it finds; what is not there is skipped.
pub(super) fn many(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let chat = scene.world.target(request)?;
    let ids: Vec<i64> = request
        .value("message_ids")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_i64)
        .collect();
    if ids.is_empty() {
        return Err(Refusal::problem("message identifiers are not specified"));
    }
    if ids.len() > 100 {
        return Err(Refusal::problem("too many messages specified"));
    }
    for id in ids {
        match delete(scene, chat, id) {
            Err(refusal) if refusal.description.ends_with("not found") => {}
            other => other?,
        }
    }
    scene.told.push((chat, "delete"));
    Ok("true".into())
}

fn delete(scene: &mut Scene<'_>, chat: i64, id: i64) -> Result<(), Refusal> {
    let now = scene.now;
    let found = scene.world.chat_mut(chat).and_then(|chat| chat.message_mut(id));
    let message = found.ok_or_else(|| Refusal::state("message to delete not found"))?;
    if now.0 - message.date * SECOND >= 48 * HOUR {
        return Err(Refusal::state("message can't be deleted"));
    }
    message.deleted = true;
    message.content = None;
    scene.world.counters.totals.deleted += 1;
    Ok(())
}
