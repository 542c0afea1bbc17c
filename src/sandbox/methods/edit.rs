//! `editMessageText`, `editMessageCaption`, `editMessageReplyMarkup`: only the bot's own messages, with no limit of age.

use super::Scene;
use super::send::{check_caption, check_text};
use crate::sandbox::answer::Refusal;
use crate::sandbox::entities::{self, Entity};
use crate::sandbox::markup::{self, Markup};
use crate::sandbox::message::{Body, Content, Sender};
use crate::sandbox::parameters::Request;

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the same as a \
    current content and reply markup of the message";

/// What an edit replaces.
enum Change {
    Text(String, Vec<Entity>),
    Caption(String, Vec<Entity>),
    Markup,
}

pub(super) fn text(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let (text, entities) = entities::read(request, "text", "entities")?;
    check_text(&text)?;
    edit(scene, request, Change::Text(text, entities))
}

pub(super) fn caption(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let (caption, entities) = entities::read(request, "caption", "caption_entities")?;
    check_caption(&caption)?;
    edit(scene, request, Change::Caption(caption, entities))
}

pub(super) fn markup(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    edit(scene, request, Change::Markup)
}

fn edit(scene: &mut Scene<'_>, request: &Request, change: Change) -> Result<String, Refusal> {
    let chat = scene.world.target(request)?;
    let id = request.integer("message_id").ok_or_else(|| Refusal::problem("message identifier is not specified"))?;
    let inline = match markup::read(request.value("reply_markup"), chat > 0)? {
        Markup::Inline(keyboard) => keyboard,
        _ => None,
    };
    scene.world.reachable(chat)?;
    let inline = scene.world.keep(inline);
    let preview = request.value("link_preview_options").cloned();
    let found = scene.world.chat_mut(chat).and_then(|chat| chat.message_mut(id));
    let message = found.ok_or_else(|| Refusal::state("message to edit not found"))?;
    if message.sender != Sender::Bot || message.content.as_ref().is_some_and(|content| content.fixed) {
        return Err(Refusal::state("message can't be edited"));
    }
    let mut content = match (&message.content, &change) {
        (Some(content), _) => content.as_ref().clone(),
        // Its content was not kept: any text is taken for a new one.
        (None, _) => Content::text(String::new(), Vec::new()),
    };
    let mut same = message.content.is_some() && content.inline == inline;
    match (change, &mut content.body) {
        (Change::Markup, _) => {}
        (Change::Text(new, found), Body::Text { text, entities }) => {
            same = same && *text == new && *entities == found && (preview.is_none() || preview == content.preview);
            (*text, *entities) = (new, found);
        }
        (Change::Caption(new, found), Body::Media { caption, entities, .. }) => {
            same = same && *caption == new && *entities == found;
            (*caption, *entities) = (new, found);
        }
        (Change::Text(..), _) => return Err(Refusal::state("there is no text in the message to edit")),
        (Change::Caption(..), _) => return Err(Refusal::state("there is no caption in the message to edit")),
    }
    if same {
        return Err(Refusal::state(NOT_MODIFIED));
    }
    content.inline = inline;
    content.preview = preview.or(content.preview);
    content.edited = Some(scene.now.unix());
    let kept = message.content.is_some();
    message.content = Some(Box::new(content));
    let json = scene.world.message_json(chat, id).to_string();
    if !kept && let Some(message) = scene.world.chat_mut(chat).and_then(|chat| chat.message_mut(id)) {
        message.content = None;
    }
    scene.world.counters.totals.edited += 1;
    scene.told.push((chat, "edit"));
    Ok(json)
}
