//! `sendMessage`, `sendPhoto`, `sendDocument`, `sendChatAction`.

use std::sync::Arc;

use serde_json::Value;

use super::Scene;
use crate::sandbox::answer::Refusal;
use crate::sandbox::entities;
use crate::sandbox::files::{File, FileKind};
use crate::sandbox::markup::{self, Markup};
use crate::sandbox::message::{Body, Content, Sender};
use crate::sandbox::parameters::Request;
use crate::sandbox::rate::Bucket;

/// Characters of a text after its entities are parsed.
pub(super) const TEXT: usize = 4096;
/// Characters of a caption after its entities are parsed.
pub(super) const CAPTION: usize = 1024;

pub(super) fn message(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let (text, entities) = entities::read(request, "text", "entities")?;
    check_text(&text)?;
    let chat = scene.world.target(request)?;
    let mut content = Content::text(text, entities);
    content.preview = request.value("link_preview_options").cloned();
    deliver(scene, request, chat, content)
}

pub(super) fn media(scene: &mut Scene<'_>, request: &Request, field: &str) -> Result<String, Refusal> {
    let (caption, entities) = entities::read(request, "caption", "caption_entities")?;
    check_caption(&caption)?;
    let chat = scene.world.target(request)?;
    let file = file(scene, request, field)?;
    deliver(scene, request, chat, Content::new(Body::Media { file, caption, entities }))
}

pub(super) fn action(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let known = [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ];
    if !request.text("action").is_some_and(|action| known.contains(&action)) {
        return Err(Refusal::problem("wrong parameter action in request"));
    }
    let chat = scene.world.target(request)?;
    scene.world.reachable(chat)?;
    scene.told.push((chat, "action"));
    Ok("true".into())
}

/// Refuses an empty text and one that is too long.
pub(super) fn check_text(text: &str) -> Result<(), Refusal> {
    if text.is_empty() {
        return Err(Refusal::problem("message text is empty"));
    }
    if longer(text, TEXT) { Err(Refusal::problem("message is too long")) } else { Ok(()) }
}

pub(super) fn check_caption(caption: &str) -> Result<(), Refusal> {
    if longer(caption, CAPTION) { Err(Refusal::problem("message caption is too long")) } else { Ok(()) }
}

fn longer(text: &str, most: usize) -> bool {
    text.len() > most && text.chars().count() > most
}

fn file(scene: &mut Scene<'_>, request: &Request, field: &str) -> Result<Arc<File>, Refusal> {
    let photo = field == "photo";
    if let Some(upload) = request.file(field) {
        return scene.world.files.add(upload, photo);
    }
    let id = request.text(field).unwrap_or_default();
    if id.starts_with("http://") || id.starts_with("https://") {
        return Err(Refusal::problem("klich sandbox: files are not fetched from a URL"));
    }
    let unknown = || Refusal::problem("wrong file identifier/HTTP URL specified");
    let file = scene.world.files.get(id).ok_or_else(unknown)?;
    if photo == (file.kind == FileKind::Document) {
        return Err(Refusal::problem(format!(
            "can't use file of type {} as {}",
            kind(&file),
            if photo { "Photo" } else { "Document" }
        )));
    }
    Ok(file)
}

fn kind(file: &File) -> &'static str {
    if file.kind == FileKind::Document { "Document" } else { "Photo" }
}

/// Sends `content`, if the keyboard, the reply, the limits and the person allow it.
fn deliver(scene: &mut Scene<'_>, request: &Request, chat: i64, mut content: Content) -> Result<String, Refusal> {
    let markup = markup::read(request.value("reply_markup"), chat > 0)?;
    content.reply_to = reply(scene, request, chat)?;
    admit(scene, request, chat)?;
    let world = &mut *scene.world;
    world.reachable(chat)?;
    content.fixed = !matches!(markup, Markup::None | Markup::Inline(_));
    match markup {
        Markup::Inline(keyboard) => content.inline = scene.world.keep(keyboard),
        Markup::Reply(keyboard) => set_keyboard(scene, chat, Some(keyboard)),
        Markup::Remove => set_keyboard(scene, chat, None),
        Markup::None | Markup::Force => {}
    }
    let world = &mut *scene.world;
    let paid = request.flag("allow_paid_broadcast");
    world.counters.accepted(chat, content.body.text().0, paid, scene.now);
    let id = world.post(chat, Sender::Bot, content, scene.now);
    let json = world.message_json(chat, id).to_string();
    world.settle(chat);
    scene.told.push((chat, "message"));
    Ok(json)
}

fn set_keyboard(scene: &mut Scene<'_>, chat: i64, keyboard: Option<Value>) {
    if let Some(chat) = scene.world.chat_mut(chat) {
        chat.keyboard = keyboard.map(Box::new);
    }
}

/// The message that this one replies to.
fn reply(scene: &Scene<'_>, request: &Request, chat: i64) -> Result<Option<i64>, Refusal> {
    let Some(given) = request.value("reply_parameters") else { return Ok(None) };
    if given.get("chat_id").and_then(Value::as_i64).is_some_and(|other| other != chat) {
        return Err(Refusal::problem("klich sandbox: replies into another chat are not emulated"));
    }
    let id = given.get("message_id").and_then(Value::as_i64);
    let id = id.ok_or_else(|| Refusal::problem("message identifier is not specified"))?;
    let there = scene.world.chat(chat).is_some_and(|chat| chat.message(id).is_some());
    let anyway = given.get("allow_sending_without_reply").and_then(Value::as_bool).unwrap_or(false);
    match (there, anyway) {
        (true, _) => Ok(Some(id)),
        (false, true) => Ok(None),
        (false, false) => Err(Refusal::state("message to be replied not found")),
    }
}

/// Counts the send against the limits of the bot and of the chat.
fn admit(scene: &mut Scene<'_>, request: &Request, chat: i64) -> Result<(), Refusal> {
    let (paid, absorbed, now) = (request.flag("allow_paid_broadcast"), scene.absorbed, scene.now);
    let world = &mut *scene.world;
    let mut bucket = world.chat(chat).map_or_else(Bucket::default, |chat| chat.bucket);
    let admitted = world.limiter.admit(&mut bucket, chat < 0, paid, absorbed, now);
    if let Some(chat) = world.chat_mut(chat) {
        chat.bucket = bucket;
    }
    admitted.map_err(|wait| Refusal::too_many(wait.seconds()))
}
