//! The webhook route, health, the Mini App's files, and the campaign's public page.

mod pages;
mod patience;
mod site;

pub mod metrics;
pub mod public;

use std::{io, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest as _, Path, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::TcpListener,
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tower_http::{set_header::SetResponseHeaderLayer, timeout::TimeoutLayer};

pub use self::pages::{Pages, Shelf};
use self::patience::Patient;
pub use self::site::{POLICY, Site, SiteFile};
use crate::telegram::{Readiness, Rejected, Webhook};

/// The path that Telegram posts updates to.
pub const WEBHOOK_PATH: &str = "/telegram/webhook";
/// Where the Mini App lies.
pub const APP_PATH: &str = "/app/";

/// The longest body, in bytes.
const BODY_MAX: usize = 1 << 20;
/// Connections that are open at a time; more wait to be accepted.
const CONNECTIONS: usize = 256;
/// From a connection's beginning, or its last answer, to the end of the next request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// The longest that a request may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How long connections may take to end after the shutdown.
const DRAIN: Duration = Duration::from_secs(4);
/// Telegram's header with the webhook's secret.
const SECRET: HeaderName = HeaderName::from_static("x-telegram-bot-api-secret-token");

/// What the routes need.
#[derive(Debug, Clone)]
pub struct WebState {
    /// The listener behind the webhook's route; without one, the route is not there.
    pub webhook: Option<Arc<Webhook>>,
    /// Whether updates come in.
    pub readiness: Readiness,
    /// The Mini App and the public pages; without them, their routes are not there.
    pub pages: Option<Pages>,
}

/// Serves until `shutdown`, and then ends the requests that are being served.
///
/// # Errors
/// The listener's own.
pub async fn serve(listener: TcpListener, state: WebState, shutdown: CancellationToken) -> io::Result<()> {
    accept(&listener, router(state), shutdown).await
}

/// Serves a bot that is locked, until it is dropped: alive, not ready, and Telegram is told to post again later.
///
/// # Errors
/// The listener's own.
pub async fn serve_locked(listener: &TcpListener) -> io::Result<()> {
    let locked = async || (StatusCode::SERVICE_UNAVAILABLE, "locked\n");
    let router = Router::new().route("/healthz", get(healthz)).route("/readyz", get(locked));
    accept(listener, finish(router.route(WEBHOOK_PATH, post(locked))), CancellationToken::new()).await
}

/// As [`serve`], figures only.
///
/// # Errors
/// The listener's own.
pub async fn serve_metrics(
    listener: TcpListener,
    figures: metrics::Figures,
    shutdown: CancellationToken,
) -> io::Result<()> {
    accept(&listener, finish(metrics::router(figures)), shutdown).await
}

/// Serves routes until `shutdown`, and then ends the requests that are being served.
///
/// A connection that does not send a request's head in time, or does not take what it asked for, is closed, and at most
/// [`CONNECTIONS`] are open: whoever holds many takes places from other clients of this address, and nothing from the rest
/// of the process.
async fn accept(listener: &TcpListener, router: Router, shutdown: CancellationToken) -> io::Result<()> {
    let service = TowerToHyperService::new(router);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.map_err(io::Error::other)?;
            Ok::<_, io::Error>((place, listener.accept().await))
        };
        let Some(next) = shutdown.run_until_cancelled(next).await else { break };
        let (place, accepted) = next?;
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = accepted else {
            // Such as no file left for now, or a client that was gone at once.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (service, shutdown) = (service.clone(), shutdown.clone());
        connections.spawn(async move {
            let _place = place;
            let mut builder = http1::Builder::new();
            builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
            let connection = builder.serve_connection(TokioIo::new(Patient::new(stream)), service);
            tokio::pin!(connection);
            // A client that breaks off is its own affair.
            tokio::select! {
                _ = connection.as_mut() => {}
                () = shutdown.cancelled() => {
                    connection.as_mut().graceful_shutdown();
                    let _ = connection.await;
                }
            }
        });
    }
    // Whoever reads slowly does not keep the process.
    let _ = timeout(DRAIN, async { while connections.join_next().await.is_some() {} }).await;
    connections.shutdown().await;
    Ok(())
}

/// Makes the routes: `/healthz`, `/readyz`, and the webhook's where there is one.
fn router(state: WebState) -> Router {
    let mut router = Router::new().route("/healthz", get(healthz)).route("/readyz", get(readyz));
    if state.webhook.is_some() {
        router = router.route(WEBHOOK_PATH, post(webhook));
    }
    if state.pages.is_some() {
        router = router
            .route("/app", get(async || Redirect::permanent(APP_PATH)))
            .route(APP_PATH, get(async |state, headers| app(state, Path(String::new()), headers).await))
            .route("/app/{name}", get(app))
            .fallback(public_page);
    }
    finish(router.with_state(state))
}

/// Adds what every answer has: limits and headers.
fn finish(router: Router) -> Router {
    let header = |name, value| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    router
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::CACHE_CONTROL, "no-store"))
        .layer(header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
}

async fn healthz() -> &'static str {
    "ok\n"
}

async fn readyz(State(state): State<WebState>) -> (StatusCode, &'static str) {
    if state.readiness.is_ready() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "no updates come in\n")
    }
}

/// Serves a campaign's public page.
async fn public_page(State(state): State<WebState>, request: Request) -> Response {
    match state.pages {
        Some(pages) => pages.answer(request).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Serves a file of the Mini App. Nothing of it stays in the browser's cache, and no page that it leads to learns of it.
async fn app(State(state): State<WebState>, Path(name): Path<String>, asked: HeaderMap) -> Response {
    let site = state.pages.map(|pages| pages.site());
    let Some(file) = site.as_deref().and_then(|site| site.get(&name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::VARY, "accept-encoding"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ];
    let takes_gzip = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let takes_gzip = takes_gzip.is_some_and(|value| value.split(',').any(|one| one.trim() == "gzip"));
    if takes_gzip {
        (headers, [(header::CONTENT_ENCODING, "gzip")], file.gzip.clone()).into_response()
    } else {
        (headers, file.bytes.clone()).into_response()
    }
}

async fn webhook(State(state): State<WebState>, request: Request) -> StatusCode {
    let Some(webhook) = state.webhook else { return StatusCode::NOT_FOUND };
    let secret = request.headers().get(SECRET).and_then(|value| value.to_str().ok()).map(str::to_owned);
    // A stranger's body is not read.
    if !webhook.is_known(secret.as_deref()) {
        return StatusCode::UNAUTHORIZED;
    }
    let body = match Bytes::from_request(request, &()).await {
        Ok(body) => body,
        Err(rejection) => return rejection.into_response().status(),
    };
    match webhook.accept(secret.as_deref(), &body).await {
        Ok(()) => StatusCode::OK,
        Err(Rejected::Secret) => StatusCode::UNAUTHORIZED,
        Err(Rejected::NotAnUpdate) => StatusCode::BAD_REQUEST,
        Err(Rejected::NotKept) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpStream,
    };

    use super::*;
    use crate::{
        telegram::{Inbox, WebhookSecret},
        vault::Vault,
    };

    #[tokio::test]
    async fn a_body_is_read_only_behind_the_secret() {
        let inbox = Inbox::new(Vault::in_memory()).unwrap();
        let webhook = Webhook::new(WebhookSecret::parse("sesame").unwrap(), inbox);
        let state = WebState { readiness: webhook.readiness(), webhook: Some(webhook), pages: None };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shutdown = CancellationToken::new();
        let serving = tokio::spawn(serve(listener, state, shutdown.clone()));
        let status = async |secret: &str, length: usize, body: &str| {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let head = format!(
                "POST {WEBHOOK_PATH} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{SECRET}: {secret}\r\ncontent-length: {length}\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).await.unwrap();
            stream.write_all(body.as_bytes()).await.unwrap();
            let mut answer = [0; 12];
            stream.read_exact(&mut answer).await.unwrap();
            String::from_utf8_lossy(&answer).into_owned()
        };
        // The body never comes: who waited for it would answer 503 after the timeout.
        assert_eq!(status("sesam", 1000, "").await, "HTTP/1.1 401");
        let update = r#"{"update_id":7,"message":{"chat":{"id":1}}}"#;
        assert_eq!(status("sesame", update.len(), update).await, "HTTP/1.1 200");
        assert_eq!(status("sesame", 2, "{}").await, "HTTP/1.1 400");
        shutdown.cancel();
        serving.await.unwrap().unwrap();
    }

    /// The clock is paused: it jumps to the time limit as soon as nothing else happens.
    #[tokio::test(start_paused = true)]
    async fn who_never_ends_a_request_is_let_go_and_others_are_served() {
        let webhook = Webhook::new(WebhookSecret::random(), Inbox::new(Vault::in_memory()).unwrap());
        let state = WebState { readiness: webhook.readiness(), webhook: None, pages: None };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shutdown = CancellationToken::new();
        let serving = tokio::spawn(serve(listener, state, shutdown.clone()));
        let mut slow = Vec::new();
        for _ in 0..CONNECTIONS {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(b"GET /healthz HTTP/1.1\r\nx-").await.unwrap();
            slow.push(stream);
        }
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        tokio::time::timeout(HEAD_TIMEOUT * 6, stream.read_to_string(&mut answer)).await.unwrap().unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok\n"), "{answer}");
        shutdown.cancel();
        serving.await.unwrap().unwrap();
        drop(slow);
    }
}
