//! The HTTP side that the bot sees: tokens, methods, faults, delays.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Path, Request as HttpRequest, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;

use super::Options;
use super::answer::{Refusal, success};
use super::clock::Clock;
use super::faults::{Fault, FaultKind};
use super::methods::{self, Scene};
use super::parameters::Request;
use super::rate::Limiter;
use super::residents::Bot;
use super::spec::Spec;
use super::updates;
use super::wire::Cutter;
use super::world::World;

/// Bytes of a request's body.
pub(crate) const BODY: usize = 60 << 20;
/// Events that a slow reader may lag behind.
const EVENTS: usize = 1024;

/// What all requests share.
pub(crate) struct Shared {
    pub options: Options,
    pub clock: Clock,
    world: Mutex<World>,
    /// Wakes those who wait for updates: polls and the webhook.
    pub news: Notify,
    /// Wakes those who wait for anything to change.
    pub changed: Notify,
    pub events: broadcast::Sender<Event>,
    pub stop: CancellationToken,
}

/// Something that a person's phone shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Event {
    /// The person.
    pub user: i64,
    /// `message`, `edit`, `delete`, `answer`, `action`, `commands`, `blocked`, `unblocked`, `deactivated` or `language`.
    pub kind: &'static str,
}

impl Shared {
    pub fn new(options: Options) -> Shared {
        let id = options.token.split(':').next().and_then(|id| id.parse().ok()).unwrap_or(1_000_001);
        let bot = Bot { id, username: options.username.clone() };
        let limiter = Limiter::new(options.rate, options.rate_slack, options.chat_limits);
        let world = World::new(bot, limiter, options.history);
        Shared {
            options,
            clock: Clock::new(),
            world: Mutex::new(world),
            news: Notify::new(),
            changed: Notify::new(),
            events: broadcast::Sender::new(EVENTS),
            stop: CancellationToken::new(),
        }
    }

    /// Locks the world. A panic elsewhere leaves it usable: every change is made in one go.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells pages and waiting tests what changed.
    pub fn tell(&self, told: &[(i64, &'static str)]) {
        if self.events.receiver_count() > 0 {
            for (user, kind) in told {
                // Nobody listening any more is no failure.
                let _ = self.events.send(Event { user: *user, kind });
            }
        }
        self.changed.notify_waiters();
    }

    /// Does one checked request, `getUpdates` aside.
    pub fn call(&self, request: &Request, absorbed: bool) -> Result<String, Refusal> {
        let mut world = self.world();
        let now = self.clock.now();
        let mut scene = Scene { world: &mut world, now, absorbed, local: self.options.local, told: Vec::new() };
        let result = methods::call(&mut scene, request);
        let told = scene.told;
        if let Err(refusal) = &result
            && refusal.problem
        {
            world.counters.problem(request.method, &refusal.description);
        }
        drop(world);
        if !told.is_empty() {
            self.tell(&told);
        }
        if matches!(request.method, "setWebhook" | "deleteWebhook") {
            self.news.notify_waiters();
        }
        result
    }
}

/// The routes of the bot.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/bot{token}/{method}", any(method)).route("/file/bot{token}/{*path}", get(download))
}

/// What the bot gets to see.
enum Outcome {
    Answer(Result<String, Refusal>),
    Html,
    Nothing,
    Silence,
}

async fn method(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cutter): ConnectInfo<Cutter>,
    Path((token, name)): Path<(String, String)>,
    request: HttpRequest,
) -> Response {
    let (parts, body) = request.into_parts();
    let outcome = match body_of(&parts.method, body).await {
        Ok(body) => serve(&shared, &token, &name, &parts.uri, &parts.headers, &body).await,
        Err(refusal) => Outcome::Answer(Err(refusal)),
    };
    if shared.options.latency > Duration::ZERO {
        tokio::time::sleep(shared.options.latency).await;
    }
    match outcome {
        Outcome::Answer(Ok(result)) => json(StatusCode::OK, success(&result)),
        Outcome::Answer(Err(refusal)) => refuse(&shared, &refusal),
        Outcome::Html => {
            let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n\
                <hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n";
            (StatusCode::BAD_GATEWAY, [(header::CONTENT_TYPE, "text/html")], page).into_response()
        }
        Outcome::Nothing => {
            cutter.cut();
            StatusCode::OK.into_response()
        }
        Outcome::Silence => {
            shared.stop.cancelled().await;
            cutter.cut();
            StatusCode::OK.into_response()
        }
    }
}

async fn body_of(method: &Method, body: Body) -> Result<axum::body::Bytes, Refusal> {
    if method != Method::GET && method != Method::POST {
        return Err(Refusal::new(405, "Method Not Allowed"));
    }
    to_bytes(body, BODY).await.map_err(|_| Refusal::new(413, "Request Entity Too Large"))
}

async fn serve(shared: &Shared, token: &str, name: &str, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Outcome {
    if let Err(refusal) = check_token(shared, token) {
        return Outcome::Answer(Err(refusal));
    }
    let Some(method) = Spec::get().method(name) else {
        let refusal = Refusal::new(404, "Not Found: method not found");
        shared.world().counters.problem(name.get(..64).unwrap_or(name), &refusal.description);
        return Outcome::Answer(Err(refusal));
    };
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let request = match Request::read(method, uri.query(), kind, body) {
        Ok(request) => request,
        Err(refusal) => {
            shared.world().counters.problem(&method.name, &refusal.description);
            return Outcome::Answer(Err(refusal));
        }
    };
    let before = {
        let mut world = shared.world();
        world.counters.totals.requests += 1;
        let early = |kind| !matches!(kind, FaultKind::Lost | FaultKind::Reorder | FaultKind::Duplicate);
        world.faults.meet(early, request.method, request.chat())
    };
    if let Some(fault) = before {
        return instead(&fault);
    }
    let result = if request.method == "getUpdates" {
        updates::poll(shared, &request).await
    } else {
        patient(shared, &request).await
    };
    // What was refused has not been done: there is nothing that could be lost.
    if result.is_ok() {
        let lost = shared.world().faults.meet(|kind| kind == FaultKind::Lost, request.method, request.chat());
        if lost.is_some() {
            return Outcome::Nothing;
        }
    }
    Outcome::Answer(result)
}

/// What a fault gives instead of doing anything.
fn instead(fault: &Fault) -> Outcome {
    match fault.kind {
        FaultKind::Html => Outcome::Html,
        FaultKind::Hang => Outcome::Silence,
        FaultKind::Drop => Outcome::Nothing,
        FaultKind::TooMany => Outcome::Answer(Err(Refusal::too_many(fault.retry_after.unwrap_or(1).max(1)))),
        _ => {
            let status = fault.status.unwrap_or(500);
            let words = match status {
                500 => "Internal Server Error: restart".to_owned(),
                502 => "Bad Gateway".to_owned(),
                504 => "Gateway Timeout".to_owned(),
                other => {
                    StatusCode::from_u16(other).ok().and_then(|s| s.canonical_reason()).unwrap_or("Error").to_owned()
                }
            };
            Outcome::Answer(Err(Refusal::new(status, words)))
        }
    }
}

/// Does a request, and where it meets a limit waits as long as Telegram may before it says so.
async fn patient(shared: &Shared, request: &Request) -> Result<String, Refusal> {
    let end = tokio::time::Instant::now() + shared.options.absorb;
    loop {
        let absorbed = tokio::time::Instant::now() < end;
        match shared.call(request, absorbed) {
            Err(refusal) if refusal.code == 429 && absorbed => tokio::time::sleep(Duration::from_millis(50)).await,
            result => return result,
        }
    }
}

fn check_token(shared: &Shared, token: &str) -> Result<(), Refusal> {
    let (id, secret) = token.split_once(':').unwrap_or_default();
    let shaped = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) && !secret.is_empty();
    if !shaped {
        return Err(Refusal::new(404, "Not Found"));
    }
    if token == shared.options.token { Ok(()) } else { Err(Refusal::new(401, "Unauthorized")) }
}

async fn download(State(shared): State<Arc<Shared>>, Path((token, path)): Path<(String, String)>) -> Response {
    if let Err(refusal) = check_token(&shared, &token) {
        return refuse(&shared, &refusal);
    }
    let file = shared.world().files.at(&path);
    match file {
        Some(file) => ([(header::CONTENT_TYPE, "application/octet-stream")], file.bytes.to_vec()).into_response(),
        None => refuse(&shared, &Refusal::new(404, "Not Found")),
    }
}

fn refuse(shared: &Shared, refusal: &Refusal) -> Response {
    if refusal.code == 429 {
        shared.world().counters.totals.too_many += 1;
    }
    let status = StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = json(status, refusal.body());
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

pub(crate) fn json(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// The answer to every path that is none.
pub(crate) async fn nowhere() -> Response {
    json(StatusCode::NOT_FOUND, Refusal::new(404, "Not Found").body())
}
