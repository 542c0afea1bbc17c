//! `answerCallbackQuery`: once for each press, within 150 seconds.

use super::Scene;
use crate::sandbox::answer::Refusal;
use crate::sandbox::message::Answer;
use crate::sandbox::parameters::Request;

pub(super) fn answer(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let id = request.text("callback_query_id").unwrap_or_default();
    let text = request.text("text").unwrap_or_default();
    if text.chars().count() > 200 {
        return Err(Refusal::problem("MESSAGE_TOO_LONG"));
    }
    if request.text("url").is_some_and(|url| !url.is_empty()) {
        return Err(Refusal::problem("URL_INVALID"));
    }
    let user = scene.world.answer(id, scene.now);
    let user =
        user.ok_or_else(|| Refusal::state("query is too old and response timeout expired or query ID is invalid"))?;
    if let Some(chat) = scene.world.chat_mut(user) {
        let answer =
            Answer { callback_query_id: id.to_owned(), text: text.to_owned(), show_alert: request.flag("show_alert") };
        chat.answered(answer);
    }
    scene.told.push((user, "answer"));
    Ok("true".into())
}
