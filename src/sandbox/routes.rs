//! The people's side over HTTP, for pages and for tests of other processes: JSON in, JSON out, never used by the bot.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::events;
use super::faults::Fault;
use super::files::FileKind;
use super::forms::{self, Upload};
use super::people::{MessageId, NewUser, People, PeopleError, UserId};
use super::server::{self, Shared};
use super::view::UserView;

type Shareds = State<Arc<Shared>>;
type Answer = Result<Value, PeopleError>;

/// The routes under `/sandbox`.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/sandbox/users", get(users).post(add))
        .route("/sandbox/users/bulk", post(bulk))
        .route("/sandbox/users/{id}/chat", get(chat))
        .route("/sandbox/users/{id}/{action}", post(act))
        .route("/sandbox/chats", post(add_group))
        .route("/sandbox/chats/{id}/{action}", post(act_in_group))
        .route("/sandbox/files/{id}", get(file))
        .route("/sandbox/events", get(events::events))
        .route("/sandbox/updates", post(update))
        .route("/sandbox/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/sandbox/clock", post(clock))
        .route("/sandbox/rate", post(rate))
        .route("/sandbox/stats", get(stats).delete(reset_stats))
        .route("/sandbox/problems", get(problems))
}

async fn users(State(shared): Shareds) -> Response {
    let world = shared.world();
    let mut ids: Vec<i64> = world.people().map(|person| person.id).collect();
    ids.sort_unstable();
    let users: Vec<UserView> = ids.into_iter().filter_map(|id| UserView::of(&world, id)).collect();
    answer(Ok(json!(users)))
}

async fn add(State(shared): Shareds, body: Bytes) -> Response {
    answer(read(&body).and_then(|user: NewUser| Ok(json!({"id": People { shared }.add(user)?}))))
}

async fn bulk(State(shared): Shareds, body: Bytes) -> Response {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Bulk {
        first_id: UserId,
        count: u32,
        #[serde(default)]
        language_code: Option<String>,
    }
    answer(read(&body).and_then(|bulk: Bulk| {
        People { shared }.add_many(bulk.first_id, bulk.count, bulk.language_code.as_deref())?;
        Ok(json!({"first_id": bulk.first_id, "count": bulk.count}))
    }))
}

async fn chat(State(shared): Shareds, Path(id): Path<i64>) -> Response {
    answer(People { shared }.chat(id).map(|view| json!(view)))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Act {
    payload: Option<String>,
    text: String,
    reply_to: Option<MessageId>,
    message_id: i64,
    data: String,
    forged: bool,
    button_text: String,
    language_code: String,
    caption: String,
    file_name: String,
    base64: String,
    /// A group that the person writes into.
    chat: Option<i64>,
}

async fn act(
    State(shared): Shareds,
    Path((id, action)): Path<(i64, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let people = People { shared };
    if action == "photo" || action == "document" {
        return answer(
            upload(&headers, &body)
                .and_then(|(upload, caption)| sent(people.file(UserId(id), &upload, action == "photo", &caption)?)),
        );
    }
    let done = |result: Result<(), PeopleError>| result.map(|()| json!({}));
    answer(read(&body).and_then(|act: Act| match action.as_str() {
        "start" => sent(people.start(id, act.payload.as_deref())?),
        "messages" => sent(match (act.chat, act.reply_to) {
            (Some(group), to) => people.say_in(group, id, &act.text, to)?,
            (None, Some(to)) => people.reply(id, to, &act.text)?,
            (None, None) => people.say(id, &act.text)?,
        }),
        "press" => {
            let press = if act.forged { People::forge } else { People::press };
            Ok(json!({"callback_query_id": press(&people, id, act.message_id, &act.data)?}))
        }
        "web-app-data" => {
            let hand_over = if act.forged { People::forge_web_app_data } else { People::web_app_data };
            sent(hand_over(&people, id, &act.data, &act.button_text)?)
        }
        "block" => done(people.block(id)),
        "unblock" => done(people.unblock(id)),
        "deactivate" => done(people.deactivate(id)),
        "language" => done(people.language(id, &act.language_code)),
        "delete" => done(people.delete(id, act.message_id)),
        _ => Err(PeopleError::Unknown),
    }))
}

fn sent(id: MessageId) -> Answer {
    Ok(json!({ "message_id": id }))
}

/// A file and its caption, from multipart or from JSON with `base64`.
fn upload(headers: &HeaderMap, body: &[u8]) -> Result<(Upload, String), PeopleError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/") {
        let parts = forms::multipart(kind, body).map_err(PeopleError::Invalid)?;
        let caption = parts.texts.get("caption").and_then(Value::as_str).unwrap_or_default().to_owned();
        let file = parts.files.into_values().next();
        return file.map(|file| (file, caption)).ok_or_else(|| PeopleError::Invalid("no file came".into()));
    }
    let act: Act = read(body)?;
    let bytes = STANDARD.decode(&act.base64).map_err(|_| PeopleError::Invalid("base64 is not base64".into()))?;
    let file_name = if act.file_name.is_empty() { "file".to_owned() } else { act.file_name };
    Ok((Upload { file_name, mime_type: None, bytes: bytes.into() }, act.caption))
}

async fn add_group(State(shared): Shareds, body: Bytes) -> Response {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Group {
        id: i64,
        r#type: String,
        title: String,
    }
    answer(read(&body).and_then(|group: Group| {
        People { shared }.add_group(group.id, &group.r#type, &group.title)?;
        Ok(json!({"id": group.id}))
    }))
}

async fn act_in_group(State(shared): Shareds, Path((id, action)): Path<(i64, String)>, body: Bytes) -> Response {
    #[derive(Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct ActInGroup {
        by: i64,
        to: i64,
    }
    let people = People { shared };
    answer(read(&body).and_then(|act: ActInGroup| {
        match action.as_str() {
            "kick" => people.kick(id, act.by)?,
            "migrate" => people.migrate(id, act.to)?,
            _ => return Err(PeopleError::Unknown),
        }
        Ok(json!({}))
    }))
}

/// A file's bytes, for pages: pictures as such, everything else as a download.
async fn file(State(shared): Shareds, Path(id): Path<String>) -> Response {
    let Some(file) = shared.world().files.get(&id) else { return answer(Err(PeopleError::Unknown)) };
    let picture = match file.bytes.get(..4) {
        Some(b"\x89PNG") => "image/png",
        Some(b"GIF8") => "image/gif",
        _ => "image/jpeg",
    };
    let kind = if file.kind == FileKind::Document { "application/octet-stream" } else { picture };
    let place = if file.kind == FileKind::Document { "attachment" } else { "inline" };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, place),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, file.bytes.to_vec()).into_response()
}

async fn update(State(shared): Shareds, body: Bytes) -> Response {
    answer(read(&body).and_then(|update: Value| Ok(json!({"update_id": People { shared }.update(update)?}))))
}

async fn faults(State(shared): Shareds) -> Response {
    answer(Ok(json!(People { shared }.faults())))
}

async fn add_fault(State(shared): Shareds, body: Bytes) -> Response {
    answer(read(&body).map(|fault: Fault| {
        People { shared }.fault(fault);
        json!({})
    }))
}

async fn clear_faults(State(shared): Shareds) -> Response {
    People { shared }.clear_faults();
    answer(Ok(json!({})))
}

async fn clock(State(shared): Shareds, body: Bytes) -> Response {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Advance {
        advance_seconds: u64,
    }
    answer(read(&body).map(|advance: Advance| {
        People { shared: shared.clone() }.advance(Duration::from_secs(advance.advance_seconds));
        json!({"now": shared.clock.now().unix()})
    }))
}

async fn rate(State(shared): Shareds, body: Bytes) -> Response {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Rate {
        per_second: Option<u32>,
        #[serde(default)]
        chat_limits: Option<bool>,
    }
    answer(read(&body).map(|rate: Rate| {
        let people = People { shared };
        people.rate(rate.per_second);
        rate.chat_limits.into_iter().for_each(|on| people.chat_limits(on));
        json!({})
    }))
}

async fn stats(State(shared): Shareds) -> Response {
    answer(Ok(json!(People { shared }.stats())))
}

async fn reset_stats(State(shared): Shareds) -> Response {
    People { shared }.reset_stats();
    answer(Ok(json!({})))
}

async fn problems(State(shared): Shareds) -> Response {
    answer(Ok(json!(People { shared }.problems())))
}

/// Reads a JSON body; none at all stands for an empty object.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, PeopleError> {
    let body = if body.trim_ascii().is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| PeopleError::Invalid(format!("the body is not as expected: {error}")))
}

fn answer(result: Answer) -> Response {
    let error = match result {
        Ok(value) => return server::json(StatusCode::OK, value.to_string()),
        Err(error) => error,
    };
    let status = match &error {
        PeopleError::Unknown | PeopleError::NoMessage => StatusCode::NOT_FOUND,
        PeopleError::Invalid(_) => StatusCode::BAD_REQUEST,
        PeopleError::TimedOut => StatusCode::REQUEST_TIMEOUT,
        PeopleError::Taken | PeopleError::NoButton | PeopleError::Blocked | PeopleError::Deactivated => {
            StatusCode::CONFLICT
        }
    };
    server::json(status, json!({"error": error.to_string()}).to_string())
}
