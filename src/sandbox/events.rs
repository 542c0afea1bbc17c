//! Server-sent events for pages: what changed on whose phone.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::sse::{Event as Sse, KeepAlive, Sse as SseResponse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, stream};
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use super::forms;
use super::server::Shared;

/// Server-sent events of the people in `?users=1,2`, or of all.
pub(crate) async fn events(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    let wanted: Option<Vec<i64>> = forms::urlencoded(uri.query().unwrap_or_default())
        .get("users")
        .and_then(Value::as_str)
        .map(|users| users.split(',').filter_map(|id| id.trim().parse().ok()).collect());
    SseResponse::new(stream_of(shared, wanted)).keep_alive(KeepAlive::default()).into_response()
}

fn stream_of(
    shared: Arc<Shared>,
    wanted: Option<Vec<i64>>,
) -> impl Stream<Item = Result<Sse, std::convert::Infallible>> {
    let receiver = shared.events.subscribe();
    stream::unfold((shared, receiver, wanted), |(shared, mut receiver, wanted)| async move {
        loop {
            let next = tokio::select! {
                next = receiver.recv() => next,
                () = shared.stop.cancelled() => return None,
            };
            let data = match next {
                // What concerns everybody has no person.
                Ok(event) if event.user == 0 || wanted.as_ref().is_none_or(|users| users.contains(&event.user)) => {
                    json!(event)
                }
                Ok(_) => continue,
                Err(RecvError::Lagged(_)) => json!({"user": 0, "kind": "resync"}),
                Err(RecvError::Closed) => return None,
            };
            return Some((Ok(Sse::default().data(data.to_string())), (shared, receiver, wanted)));
        }
    })
}
