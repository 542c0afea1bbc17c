//! What the bot asks about itself, chats and files, and what it says of itself.

use serde_json::{Value, json};

use super::Scene;
use crate::sandbox::answer::Refusal;
use crate::sandbox::parameters::Request;
use crate::sandbox::profile::{self, TextKind};

pub(super) fn me(scene: &Scene<'_>) -> String {
    let mut me = scene.world.bot_json();
    let more = json!({
        "can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": false,
        "can_connect_to_business": false, "has_main_web_app": false, "has_topics_enabled": false,
        "allows_users_to_create_topics": false, "can_manage_bots": false,
    });
    if let (Some(me), Value::Object(more)) = (me.as_object_mut(), more) {
        me.extend(more);
    }
    me.to_string()
}

pub(super) fn chat(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let id = scene.world.target(request)?;
    let mut chat = scene.world.chat_json(id);
    if let Some(map) = chat.as_object_mut() {
        map.insert("accent_color_id".into(), id.rem_euclid(7).into());
        map.insert("max_reaction_count".into(), 11.into());
        let gifts = json!({"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false, "gifts_from_channels": false});
        map.insert("accepted_gift_types".into(), gifts);
    }
    Ok(chat.to_string())
}

pub(super) fn file(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let file = scene.world.files.get(request.text("file_id").unwrap_or_default());
    let file = file.ok_or_else(|| Refusal::state("wrong file_id or the file is temporarily unavailable"))?;
    file.download().map(|file| file.to_string())
}

pub(super) fn set_commands(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let scope = profile::scope(request.value("scope"))?;
    let language = profile::language(request.text("language_code"))?;
    let commands = request.value("commands").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    scene.world.profile.set_commands(scope, language, commands)?;
    scene.told.push((0, "commands"));
    Ok("true".into())
}

pub(super) fn commands(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let scope = profile::scope(request.value("scope"))?;
    let language = profile::language(request.text("language_code"))?;
    Ok(Value::from(scene.world.profile.commands(scope, language).to_vec()).to_string())
}

pub(super) fn set_text(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let kind = text_kind(request);
    let language = profile::language(request.text("language_code"))?;
    scene.world.profile.set_text(kind, language, request.text(kind.rule().1).unwrap_or_default())?;
    scene.told.push((0, "commands"));
    Ok("true".into())
}

pub(super) fn text(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let kind = text_kind(request);
    let language = profile::language(request.text("language_code"))?;
    let profile = &scene.world.profile;
    let text = if kind == TextKind::Name { profile.name(Some(&language)) } else { profile.text(kind, &language) };
    Ok(json!({ kind.rule().1: text }).to_string())
}

fn text_kind(request: &Request) -> TextKind {
    match request.method {
        "setMyName" | "getMyName" => TextKind::Name,
        "setMyDescription" | "getMyDescription" => TextKind::Description,
        _ => TextKind::ShortDescription,
    }
}

pub(super) fn set_menu(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let chat = private(scene, request)?;
    scene.world.profile.set_menu(chat, request.value("menu_button"))?;
    scene.told.push((chat.unwrap_or(0), "commands"));
    Ok("true".into())
}

pub(super) fn menu(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let chat = private(scene, request)?;
    Ok(scene.world.profile.menu(chat).to_string())
}

/// The private chat that a request names, if it names one.
fn private(scene: &mut Scene<'_>, request: &Request) -> Result<Option<i64>, Refusal> {
    match request.chat() {
        None => Ok(None),
        Some(id) if scene.world.person(id).is_some() => Ok(Some(id)),
        Some(_) => Err(Refusal::state("chat not found")),
    }
}
