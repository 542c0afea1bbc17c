//! Two phones in a browser and the disk beside them: the page of `klich demo`.
//!
//! The page speaks to the sandbox's people side for the chats (`/sandbox/…`) and to `/demo/…` for the rest:
//!
//! | | |
//! | --- | --- |
//! | `GET /demo/config` | the two people, languages, suggestions to look for |
//! | `GET /demo/events` | server-sent: `state` (the demo's counters) and `disk` (files, bytes written last) |
//! | `GET /demo/search?q=` | how often something stands in the raw files |
//!
//! What acts (send the call, kill the bot) is added by the demo itself.

pub mod disk;
pub mod search;

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Query, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use futures::stream::{self, Stream};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use disk::{Disk, Watcher};

/// Nothing but what this server gives, no markup from strings, no framing.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
/// How often the data folder is read while somebody looks.
const GLANCE: Duration = Duration::from_millis(600);

/// The page's files: path, media type, contents.
const FILES: [(&str, &str, &str); 9] = [
    ("/", "text/html; charset=utf-8", include_str!("index.html")),
    ("/phones.css", "text/css; charset=utf-8", include_str!("phones.css")),
    ("/phones.js", "text/javascript; charset=utf-8", include_str!("phones.js")),
    ("/phone.js", "text/javascript; charset=utf-8", include_str!("phone.js")),
    ("/markup.js", "text/javascript; charset=utf-8", include_str!("markup.js")),
    ("/disk.js", "text/javascript; charset=utf-8", include_str!("disk.js")),
    ("/story.js", "text/javascript; charset=utf-8", include_str!("story.js")),
    ("/api.js", "text/javascript; charset=utf-8", include_str!("api.js")),
    ("/icon.svg", "image/svg+xml", include_str!("icon.svg")),
];

/// What the page shows.
pub struct PhonesOptions {
    /// Who holds the left phone.
    pub supporter: Person,
    /// Who holds the right one.
    pub organiser: Person,
    /// Languages that a phone can be set to.
    pub languages: Vec<LanguageChoice>,
    /// What the story lets the supporter write when it replies for her.
    pub reply: String,
    /// What the search suggests.
    pub suggestions: Vec<Suggestion>,
    /// The address of the bot's own page for the public, where it has one.
    pub public_page: Option<String>,
    /// The data folder.
    pub disk: PathBuf,
    /// The demo's counters as JSON; every change is sent to the page.
    pub state: watch::Receiver<String>,
}

/// A made-up person of the sandbox.
#[derive(Clone, Serialize)]
pub struct Person {
    /// The account's number.
    pub id: i64,
    /// First and last name.
    pub name: String,
    /// The phone's language.
    pub language: String,
}

/// A language to choose.
#[derive(Clone, Serialize)]
pub struct LanguageChoice {
    /// Two letters.
    pub code: String,
    /// Its own name.
    pub name: String,
}

/// Something to look for on the disk.
#[derive(Clone, Serialize)]
pub struct Suggestion {
    /// What it is.
    pub label: String,
    /// What is looked for.
    pub query: String,
}

struct Shared {
    config: serde_json::Value,
    disk: PathBuf,
    watcher: Mutex<Watcher>,
    state: watch::Receiver<String>,
}

/// Serves the page.
///
/// # Security
/// To be given to [`super::Options::pages`]: the sandbox listens on loopback only and refuses requests from other sites' pages.
pub fn router(options: PhonesOptions) -> Router {
    let config = serde_json::json!({
        "supporter": options.supporter,
        "organiser": options.organiser,
        "languages": options.languages,
        "reply": options.reply,
        "suggestions": options.suggestions,
        "public_page": options.public_page,
    });
    let shared = Arc::new(Shared { config, disk: options.disk, watcher: Mutex::default(), state: options.state });
    let mut router = Router::new()
        .route("/demo/config", get(async |State(shared): State<Arc<Shared>>| Json(shared.config.clone())))
        .route("/demo/events", get(events))
        .route("/demo/search", get(found))
        .with_state(shared);
    for (path, media, contents) in FILES {
        router = router.route(path, get(async move || file(media, contents)));
    }
    with_headers(router)
}

/// Adds the headers that every answer of the demo carries.
pub fn with_headers(router: Router) -> Router {
    router.layer(middleware::from_fn(headers))
}

async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    response
}

fn file(media: &'static str, contents: &'static str) -> Response {
    ([(CONTENT_TYPE, media)], contents).into_response()
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    q: String,
}

async fn found(State(shared): State<Arc<Shared>>, Query(wanted): Query<Wanted>) -> Response {
    let query: String = wanted.q.chars().take(200).collect();
    match tokio::task::spawn_blocking(move || search::search(&shared.disk, &query)).await {
        Ok(Ok(found)) => Json(found).into_response(),
        _ => {
            let body =
                Json(serde_json::json!({ "error": "The data folder can't be read at this moment. Look again." }));
            (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
        }
    }
}

async fn events(State(shared): State<Arc<Shared>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut state = shared.state.clone();
    state.mark_changed();
    let stream = stream::unfold((shared, state, None::<Disk>), async |(shared, mut state, shown)| {
        // The first glance comes at once, the later ones at their pace; the counters whenever they change.
        let pause = if shown.is_none() { Duration::ZERO } else { GLANCE };
        let glance = tokio::time::sleep(pause);
        tokio::pin!(glance);
        loop {
            tokio::select! {
                biased;
                changed = state.changed() => {
                    changed.ok()?;
                    let event = Event::default().event("state").data(state.borrow_and_update().as_str());
                    return Some((Ok(event), (shared, state, shown)));
                }
                () = &mut glance => {
                    let disk = look(&shared).await;
                    if shown.as_ref() != Some(&disk)
                        && let Ok(event) = Event::default().event("disk").json_data(&disk)
                    {
                        return Some((Ok(event), (shared, state, Some(disk))));
                    }
                    glance.set(tokio::time::sleep(GLANCE));
                }
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

/// Reads the data folder; nothing where it can't be read.
async fn look(shared: &Arc<Shared>) -> Disk {
    let shared = shared.clone();
    let look =
        move || shared.watcher.lock().unwrap_or_else(PoisonError::into_inner).look(&shared.disk).unwrap_or_default();
    tokio::task::spawn_blocking(look).await.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn options(disk: PathBuf, state: watch::Receiver<String>) -> PhonesOptions {
        let person = |id| Person { id, name: "Alesia".into(), language: "be".into() };
        PhonesOptions {
            supporter: person(1),
            organiser: person(2),
            languages: vec![LanguageChoice { code: "be".into(), name: "Беларуская".into() }],
            reply: "Count me in".into(),
            public_page: None,
            suggestions: vec![Suggestion { label: "Her name".into(), query: "Alesia".into() }],
            disk,
            state,
        }
    }

    async fn serve(disk: PathBuf) -> (String, watch::Sender<String>) {
        let (sender, state) = watch::channel(r#"{"pledges":3}"#.to_owned());
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router(options(disk, state))).await });
        (format!("http://{address}"), sender)
    }

    #[tokio::test]
    async fn every_answer_carries_the_strict_policy() {
        let folder = tempfile::tempdir().unwrap();
        let (base, _sender) = serve(folder.path().to_owned()).await;
        for path in FILES.map(|(path, ..)| path).into_iter().chain(["/demo/config", "/demo/search?q=a"]) {
            let response = reqwest::get(format!("{base}{path}")).await.unwrap();
            assert_eq!(response.status(), 200, "{path}");
            let policy = response.headers()["content-security-policy"].to_str().unwrap();
            for rule in [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "connect-src 'self'",
                "frame-ancestors 'none'",
            ] {
                assert!(policy.split("; ").any(|had| had == rule), "{path}: {rule}");
            }
            assert!(!policy.contains("unsafe") && !policy.contains("http"), "{path}");
        }
    }

    #[test]
    fn the_page_names_no_other_place_and_has_nothing_inline() {
        for (path, _, contents) in FILES {
            let contents = contents.replace("http://www.w3.org/2000/svg", "");
            assert!(
                !contents.contains("//cdn") && !contents.contains("http://") && !contents.contains("https://"),
                "{path}"
            );
            for sink in
                ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", " style=\"", " onclick="]
            {
                assert!(!contents.contains(sink), "{path}: {sink}");
            }
        }
    }

    #[tokio::test]
    async fn counters_and_disk_come_as_events() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("db"), [7; 20]).unwrap();
        let (base, sender) = serve(folder.path().to_owned()).await;
        let mut response = reqwest::get(format!("{base}/demo/events")).await.unwrap();
        let mut text = String::new();
        while !(text.contains("event: state\ndata: {\"pledges\":3}")
            && text.contains("\"size\":20")
            && text.contains("0707"))
        {
            text.push_str(std::str::from_utf8(&response.chunk().await.unwrap().unwrap()).unwrap());
        }
        sender.send(r#"{"pledges":4}"#.to_owned()).unwrap();
        while !text.contains("{\"pledges\":4}") {
            text.push_str(std::str::from_utf8(&response.chunk().await.unwrap().unwrap()).unwrap());
        }
    }
}
