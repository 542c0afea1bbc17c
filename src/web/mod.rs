//! The webhook route, health and metrics.

use std::{io, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    routing::{get, post},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::{set_header::SetResponseHeaderLayer, timeout::TimeoutLayer};

use crate::telegram::{Readiness, Rejected, Webhook};

/// The path that Telegram posts updates to.
pub const WEBHOOK_PATH: &str = "/telegram/webhook";

/// The longest body, in bytes.
const BODY_MAX: usize = 1 << 20;
/// The longest that a request may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Telegram's header with the webhook's secret.
const SECRET: HeaderName = HeaderName::from_static("x-telegram-bot-api-secret-token");

/// What the routes need.
#[derive(Debug, Clone)]
pub struct WebState {
    /// The listener behind the webhook's route; without one, the route is not there.
    pub webhook: Option<Arc<Webhook>>,
    /// Whether updates come in.
    pub readiness: Readiness,
}

/// Serves until `shutdown`, and then ends the requests that are being served.
///
/// # Errors
/// The listener's own.
pub async fn serve(listener: TcpListener, state: WebState, shutdown: CancellationToken) -> io::Result<()> {
    axum::serve(listener, router(state)).with_graceful_shutdown(shutdown.cancelled_owned()).await
}

/// Makes the routes: `/healthz`, `/readyz`, and the webhook's where there is one.
fn router(state: WebState) -> Router {
    let mut router = Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(readyz));
    if state.webhook.is_some() {
        router = router.route(WEBHOOK_PATH, post(webhook));
    }
    let header = |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    router
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::CACHE_CONTROL, "no-store"))
        .layer(header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
        .with_state(state)
}

async fn readyz(State(state): State<WebState>) -> (StatusCode, &'static str) {
    if state.readiness.is_ready() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "no updates come in\n")
    }
}

async fn webhook(State(state): State<WebState>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(webhook) = state.webhook else { return StatusCode::NOT_FOUND };
    let secret = headers.get(SECRET).and_then(|value| value.to_str().ok());
    match webhook.accept(secret, &body).await {
        Ok(()) => StatusCode::OK,
        Err(Rejected::Secret) => StatusCode::UNAUTHORIZED,
        Err(Rejected::NotAnUpdate) => StatusCode::BAD_REQUEST,
        Err(Rejected::NotKept) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
