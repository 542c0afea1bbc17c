//! The campaign in public: one page a language, and what other sites, calendars and programs take from it.
//!
//! | | |
//! | --- | --- |
//! | `/`, `/<lang>/` | the page; at `/` in the language that the browser asks for |
//! | `/<lang>/embed`, `/<lang>/badge.svg` | a frame and a small picture with the count, for other sites |
//! | `/<lang>/picture.png` | the picture that links show |
//! | `/<lang>/day.ics`, `/<lang>/calendar.ics` | the next action day; the one of every year |
//! | `/<lang>/receipt` | checks a receipt that is posted to it |
//! | `/count.json` | the count for programs |
//! | `/count.txt` | the public list that the count can be checked by |
//!
//! Frame, pictures and calendars are also at the root without a language, and then chosen by `Accept-Language`.
//!
//! # Security
//! Nothing here knows a person: what is shown is [`Facts`] and [`Now`], totals and days. No cookie is set, no script is
//! sent, no other host is named but Telegram's in links, and no address of a visitor is kept or logged. A count that is
//! exact and fresh tells whoever watches it *when* somebody pledged; SECURITY.md says so.

mod cache;
mod calendar;
mod code;
mod language;
mod markup;
mod picture;
mod render;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::FormRejection;
use axum::extract::{DefaultBodyLimit, Form, Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use futures::stream;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::time::{Duration, Instant};

use self::cache::{Cache, Kind, Ready, Shown};
pub use self::view::{Checked, Facts, List, Look, Now, Part, Place, Root};
use crate::text::Language;

/// How long browsers and proxies keep what shows the count. With the cache's own two seconds it is under five.
const COUNT_AGE: &str = "public, max-age=2";
/// How long they keep what changes with the day.
const DAY_AGE: &str = "public, max-age=3600";
/// How long the picture for links is kept, also by us: drawing it is the one thing here that takes time.
const PICTURE_AGE: &str = "public, max-age=60";
const PICTURE_KEPT: Duration = Duration::from_secs(60);
/// The longest form with a receipt, in bytes.
const RECEIPT_MAX: usize = 4096;
const ICON: &str = include_str!("icon.svg");

/// The public side of one campaign.
pub struct Public {
    facts: Facts,
    list: List,
    cache: Cache,
    /// The last picture of each language, with the moment it was drawn.
    pictures: tokio::sync::Mutex<std::collections::HashMap<Language, (Instant, Now, Ready)>>,
    /// Pictures are drawn one at a time: the second core is the bot's.
    drawing: Semaphore,
    /// As are the reads of the list.
    reading: Arc<Semaphore>,
}

impl Public {
    /// Makes it; `look` tells how things stand whenever somebody asks.
    pub fn new(facts: Facts, list: List, look: Look) -> Arc<Self> {
        let (pictures, reading) = (tokio::sync::Mutex::default(), Arc::new(Semaphore::new(1)));
        Arc::new(Self { facts, list, cache: Cache::new(look), pictures, drawing: Semaphore::new(1), reading })
    }

    fn render(&self, shown: &Shown, kind: Kind, language: Language) -> Ready {
        shown.ready(kind, language, |now| match kind {
            Kind::Root => Ready::text(render::page(&self.facts, now, language, "")),
            Kind::Page => Ready::text(render::page(&self.facts, now, language, "../")),
            Kind::Frame => Ready::text(render::frame(&self.facts, now, language)),
            Kind::Badge => Ready::text(picture::badge(&self.facts, now, language)),
            Kind::Picture => Ready::binary(picture::picture(&self.facts, now, language)),
            Kind::Day => Ready::text(calendar::one_day(&self.facts, language, now.day.date)),
            Kind::Calendar => Ready::text(calendar::every_year(&self.facts, language)),
            Kind::Count => Ready::text(self.count(now)),
        })
    }

    fn count(&self, now: &Now) -> String {
        let petition = self.facts.campaign.petition();
        let mut value = json!({
            "campaign": self.facts.campaign.id().as_str(),
            "petition": petition.id.as_str(),
            "total": now.pledges,
            "goal": petition.goal,
            "milestones": petition.milestones,
            "day": now.day.date.to_string(),
            "days_left": now.day.days_left,
            "root": now.root.as_ref().map(|root| json!({
                "day": root.day.to_string(),
                "lines": root.size,
                "pledges": root.pledges,
                "root": root.root,
            })),
        });
        // Each stands there once there is something to tell, and is in no other number.
        if let Some(fields) = value.as_object_mut() {
            fields.extend(now.closed.map(|day| ("closed".to_owned(), day.to_string().into())));
            let apart = [("paper", now.paper), ("imported", now.imported)].into_iter().filter(|(_, count)| *count > 0);
            fields.extend(apart.map(|(name, count)| (name.to_owned(), count.into())));
        }
        format!("{value}\n")
    }

    /// Gives the picture: anew at most once a minute, however fast the count rises.
    async fn picture(self: &Arc<Self>, language: Language) -> Ready {
        let shown = self.cache.shown().await;
        let _drawing = self.drawing.acquire().await;
        let kept = self.pictures.lock().await.get(&language).cloned();
        if let Some((drawn, now, ready)) = kept
            && (now == shown.now || drawn.elapsed() < PICTURE_KEPT)
        {
            return ready;
        }
        let (public, seen) = (Arc::clone(self), Arc::clone(&shown));
        let drawn = tokio::task::spawn_blocking(move || picture::picture(&public.facts, &seen.now, language)).await;
        let ready = Ready::binary(drawn.unwrap_or_default());
        self.pictures.lock().await.insert(language, (Instant::now(), shown.now.clone(), ready.clone()));
        ready
    }
}

/// Prints the type only.
impl std::fmt::Debug for Public {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Public")
    }
}

type Shared = State<Arc<Public>>;

/// Makes the routes.
pub fn router(public: Arc<Public>) -> Router {
    let mut router = Router::new()
        .route("/", get(root))
        .route("/icon.svg", get(icon))
        .route("/count.json", get(async |state: Shared, asked: HeaderMap| send(state, Kind::Count, None, asked).await))
        .route("/picture.png", get(async |state: Shared, asked: HeaderMap| picture(state, None, asked).await))
        .route("/count.txt", get(list))
        .route("/{lang}/receipt", get(empty_receipt).post(receipt).layer(DefaultBodyLimit::max(RECEIPT_MAX)))
        .route("/{lang}", get(slash))
        .route("/{lang}/", get(async |state, lang, asked| of_language(state, Kind::Page, lang, asked).await))
        .route(
            "/{lang}/picture.png",
            get(async |state, Path(lang): Path<String>, asked| picture(state, Some(lang), asked).await),
        );
    for (name, kind) in
        [("embed", Kind::Frame), ("badge.svg", Kind::Badge), ("day.ics", Kind::Day), ("calendar.ics", Kind::Calendar)]
    {
        router = router
            .route(&format!("/{name}"), get(async move |state, asked| send(state, kind, None, asked).await))
            .route(
                &format!("/{{lang}}/{name}"),
                get(async move |state, lang, asked| of_language(state, kind, lang, asked).await),
            );
    }
    router.with_state(public)
}

async fn root(state: Shared, asked: HeaderMap) -> Response {
    send(state, Kind::Root, None, asked).await
}

/// The page of a language ends in a slash, so that its links are right.
async fn slash(Path(lang): Path<String>) -> Response {
    match Language::from_code(&lang) {
        // Relative: whatever stands before it where the outside finds this server stays.
        Some(language) => Redirect::permanent(&format!("{}/", language.code())).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn of_language(state: Shared, kind: Kind, Path(lang): Path<String>, asked: HeaderMap) -> Response {
    match Language::from_code(&lang) {
        Some(language) => send(state, kind, Some(language), asked).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Sends what is ready, in the path's language or the one that is asked for.
async fn send(State(public): Shared, kind: Kind, language: Option<Language>, asked: HeaderMap) -> Response {
    let shown = public.cache.shown().await;
    let chosen = language.unwrap_or_else(|| preferred(&asked));
    let language = if kind == Kind::Count { Language::English } else { chosen };
    let ready = public.render(&shown, kind, language);
    answer(kind, language, &ready, &asked)
}

async fn picture(State(public): Shared, lang: Option<String>, asked: HeaderMap) -> Response {
    let language = match lang {
        Some(lang) => Language::from_code(&lang),
        None => Some(preferred(&asked)),
    };
    let Some(language) = language else { return StatusCode::NOT_FOUND.into_response() };
    let ready = public.picture(language).await;
    answer(Kind::Picture, language, &ready, &asked)
}

/// What a form with a receipt holds.
#[derive(Deserialize)]
struct Asked {
    receipt: String,
}

async fn empty_receipt(State(public): Shared, Path(lang): Path<String>) -> Response {
    let Some(language) = Language::from_code(&lang) else { return StatusCode::NOT_FOUND.into_response() };
    private_page(language, render::receipt(&public.facts, language, None))
}

/// Checks a receipt. It comes by POST, so that it stands in no address and in no log.
async fn receipt(
    State(public): Shared,
    Path(lang): Path<String>,
    form: Result<Form<Asked>, FormRejection>,
) -> Response {
    let Some(language) = Language::from_code(&lang) else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(Form(Asked { receipt })) = form else { return StatusCode::BAD_REQUEST.into_response() };
    let check = Arc::clone(&public.list.check);
    let _reading = public.reading.acquire().await;
    let checked = tokio::task::spawn_blocking(move || check(&receipt)).await.ok().flatten();
    match checked {
        Some(checked) => private_page(language, render::receipt(&public.facts, language, Some(&checked))),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// A page that nobody keeps.
fn private_page(language: Language, page: String) -> Response {
    let mut headers = headers_of(Kind::Page, language);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (headers, page).into_response()
}

/// Sends the public list part by part: it is never whole in memory.
async fn list(State(public): Shared) -> Response {
    let parts = stream::unfold(Some(0_u64), move |number| {
        let public = Arc::clone(&public);
        async move {
            let number = number?;
            let part = Arc::clone(&public.list.part);
            let _reading = Arc::clone(&public.reading).acquire_owned().await.ok()?;
            match tokio::task::spawn_blocking(move || part(number)).await {
                Ok(Some(Part { text })) if text.is_empty() => None,
                Ok(Some(Part { text })) => Some((Ok(text), Some(number + 1))),
                // Broken off, so that nobody takes a part for the whole.
                _ => Some((Err(std::io::Error::other("the list can't be read")), None)),
            }
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, COUNT_AGE),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, Body::from_stream(parts)).into_response()
}

async fn icon() -> Response {
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, DAY_AGE)];
    (headers, ICON).into_response()
}

fn preferred(asked: &HeaderMap) -> Language {
    let header = asked.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    language::accepted(header.unwrap_or_default())
}

fn answer(kind: Kind, language: Language, ready: &Ready, asked: &HeaderMap) -> Response {
    let mut headers = headers_of(kind, language);
    headers.insert(header::ETAG, ready.tag.clone());
    if asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == ready.tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let takes = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes_gzip = takes.split(',').any(|one| one.trim().split(';').next() == Some("gzip"));
    match &ready.gzip {
        Some(gzip) if takes_gzip => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            (headers, gzip.clone()).into_response()
        }
        _ => (headers, ready.bytes.clone()).into_response(),
    }
}

fn headers_of(kind: Kind, language: Language) -> HeaderMap {
    let value = HeaderValue::from_static;
    let policy = |policy: &str| HeaderValue::try_from(policy).unwrap_or(value("default-src 'none'"));
    let mut headers = HeaderMap::with_capacity(12);
    let media_type = match kind {
        Kind::Root | Kind::Page | Kind::Frame => "text/html; charset=utf-8",
        Kind::Badge => "image/svg+xml",
        Kind::Picture => "image/png",
        Kind::Day | Kind::Calendar => "text/calendar; charset=utf-8",
        Kind::Count => "application/json",
    };
    headers.insert(header::CONTENT_TYPE, value(media_type));
    let age = match kind {
        Kind::Day | Kind::Calendar => DAY_AGE,
        Kind::Picture => PICTURE_AGE,
        _ => COUNT_AGE,
    };
    headers.insert(header::CACHE_CONTROL, value(age));
    headers.insert(header::VARY, value("accept-encoding, accept-language"));
    headers.insert(header::REFERRER_POLICY, value("no-referrer"));
    if kind != Kind::Count {
        headers.insert(header::CONTENT_LANGUAGE, value(language.code()));
    }
    let shared = !matches!(kind, Kind::Root | Kind::Page);
    let sharing = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(sharing, value(if shared { "cross-origin" } else { "same-origin" }));
    match kind {
        Kind::Root | Kind::Page => {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy(&render::PAGE_POLICY));
            headers.insert(HeaderName::from_static("cross-origin-opener-policy"), value("same-origin"));
            headers.insert(
                HeaderName::from_static("permissions-policy"),
                value("camera=(), microphone=(), geolocation=(), browsing-topics=()"),
            );
        }
        Kind::Frame => {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy(&render::FRAME_POLICY));
        }
        Kind::Count => {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, value("*"));
        }
        Kind::Day | Kind::Calendar => {
            let name = if kind == Kind::Day { "day.ics" } else { "calendar.ics" };
            let attached = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
            headers.insert(header::CONTENT_DISPOSITION, attached.unwrap_or(value("attachment")));
        }
        Kind::Badge | Kind::Picture => {}
    }
    headers
}
