//! What is served of the campaigns: the Mini App, and each one's public page. Changed whole, while requests come in.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::uri::{PathAndQuery, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use tokio::sync::watch;

use super::Site;
use super::public::{self, Public};

/// What is to be served.
pub struct Shelf {
    /// The Mini App.
    pub site: Arc<Site>,
    /// The public page at the root.
    pub public: Arc<Public>,
    /// Those of further campaigns, each below its id.
    pub more: BTreeMap<String, Arc<Public>>,
}

/// The shelf that is in force. Clones share it.
#[derive(Clone)]
pub struct Pages(watch::Sender<Arc<Routes>>);

/// The routes of a shelf.
struct Routes {
    site: Arc<Site>,
    root: Page,
    more: BTreeMap<String, Page>,
}

type Page = TowerToHyperService<Router>;

impl Pages {
    /// Serves a shelf.
    pub fn new(shelf: Shelf) -> Self {
        Self(watch::Sender::new(Arc::new(shelf.into())))
    }

    /// Serves another one; requests that are being answered end with the earlier one.
    pub fn replace(&self, shelf: Shelf) {
        self.0.send_replace(Arc::new(shelf.into()));
    }

    /// Gives the Mini App.
    pub(super) fn site(&self) -> Arc<Site> {
        Arc::clone(&self.0.borrow().site)
    }

    /// Answers from the public page that the path names: a further campaign's below its id, or else the first one's.
    pub(super) async fn answer(&self, mut request: Request) -> Response {
        let routes = Arc::clone(&self.0.borrow());
        let (name, rest) = split(request.uri().path());
        let Some(page) = routes.more.get(name) else { return whatever(&routes.root, request).await };
        let Some(rest) = rest else {
            // Relative: whatever stands before it where the outside finds this server stays.
            return Redirect::permanent(&format!("{name}/")).into_response();
        };
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        if let Ok(path) = PathAndQuery::try_from(format!("{rest}{query}")) {
            *request.uri_mut() = Uri::from(path);
        }
        whatever(page, request).await
    }
}

async fn whatever(page: &Page, request: Request) -> Response {
    match page.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Parts `/name/rest` into `name` and `/rest`; `None` for the second where nothing follows, not even a slash.
fn split(path: &str) -> (&str, Option<&str>) {
    let path = path.strip_prefix('/').unwrap_or(path);
    match path.find('/') {
        Some(at) => (path.get(..at).unwrap_or_default(), path.get(at..)),
        None => (path, None),
    }
}

impl From<Shelf> for Routes {
    fn from(shelf: Shelf) -> Self {
        let page = |public| TowerToHyperService::new(public::router(public));
        let more = shelf.more.into_iter().map(|(id, public)| (id, page(public))).collect();
        Self { site: shelf.site, root: page(shelf.public), more }
    }
}

/// Prints the type only.
impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pages")
    }
}
