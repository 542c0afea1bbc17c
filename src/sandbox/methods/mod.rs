//! The methods: each takes a checked request and the locked world, and gives the JSON of its result.

mod delete;
mod edit;
mod queries;
mod send;
mod state;

use super::answer::Refusal;
use super::clock::Moment;
use super::parameters::Request;
use super::webhook;
use super::world::World;

/// The locked world for one request.
pub(crate) struct Scene<'a> {
    pub world: &'a mut World,
    pub now: Moment,
    /// A limit that is met holds nothing yet: the request waits and is tried again.
    pub absorbed: bool,
    /// The server stands for `telegram-bot-api --local`.
    pub local: bool,
    /// What persons' phones shall be told once the lock is free.
    pub told: Vec<(i64, &'static str)>,
}

/// Parameters of the Bot API that nothing here stands behind: refused, so that nobody takes silence for success.
const NOT_EMULATED: [&str; 7] = [
    "business_connection_id",
    "direct_messages_topic_id",
    "ephemeral_message_parameters",
    "suggested_post_parameters",
    "rich_message",
    "inline_message_id",
    "message_thread_id",
];

/// Does what `request` asks for; `getUpdates` is not among it.
///
/// # Errors
/// The server's refusal.
pub(crate) fn call(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    if let Some(name) = NOT_EMULATED.iter().find(|name| request.value(name).is_some()) {
        return Err(Refusal::problem(format!("klich sandbox: the parameter '{name}' is not emulated")));
    }
    match request.method {
        "getMe" => Ok(state::me(scene)),
        "logOut" | "close" => Ok("true".into()),
        "setWebhook" => webhook::set(scene, request),
        "deleteWebhook" => webhook::delete(scene, request),
        "getWebhookInfo" => Ok(webhook::info(scene)),
        "sendMessage" => send::message(scene, request),
        "sendPhoto" => send::media(scene, request, "photo"),
        "sendDocument" => send::media(scene, request, "document"),
        "sendChatAction" => send::action(scene, request),
        "editMessageText" => edit::text(scene, request),
        "editMessageCaption" => edit::caption(scene, request),
        "editMessageReplyMarkup" => edit::markup(scene, request),
        "deleteMessage" => delete::one(scene, request),
        "deleteMessages" => delete::many(scene, request),
        "answerCallbackQuery" => queries::answer(scene, request),
        "getChat" => state::chat(scene, request),
        "getFile" => state::file(scene, request),
        "setMyCommands" | "deleteMyCommands" => state::set_commands(scene, request),
        "getMyCommands" => state::commands(scene, request),
        "setMyName" | "setMyDescription" | "setMyShortDescription" => state::set_text(scene, request),
        "getMyName" | "getMyDescription" | "getMyShortDescription" => state::text(scene, request),
        "setChatMenuButton" => state::set_menu(scene, request),
        "getChatMenuButton" => state::menu(scene, request),
        other => Err(Refusal::problem(format!("klich sandbox: method {other} is not implemented"))),
    }
}
