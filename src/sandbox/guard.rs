//! The guard against web pages of other sites: names that are not loopback are refused, and requests that a browser says
//! another site has caused.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Who caused a request, as browsers tell.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses requests that a web page of another site could have caused: `Host` and `Origin` must be loopback, and what a
/// browser sends must come from our own page, or from its address bar.
///
/// # Security
/// A page's picture or script is fetched by GET without an `Origin`, and the Bot API does everything by GET: the browser's
/// own word, `Sec-Fetch-Site`, tells it apart. A link to the start page may be followed from anywhere.
///
/// Source: W3C, Fetch Metadata Request Headers.
pub(crate) async fn guard(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = text(header::HOST).is_some_and(loopback);
    let origin = text(header::ORIGIN).is_none_or(|origin| {
        origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")).is_some_and(loopback)
    });
    let ours = text(SEC_FETCH_SITE).is_none_or(|site| matches!(site, "same-origin" | "none"));
    if host && origin && (ours || request.uri().path() == "/") {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "the sandbox answers to loopback names only\n").into_response()
    }
}

fn loopback(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::loopback;
    use crate::sandbox::{Options, Sandbox, TOKEN};

    #[tokio::test]
    async fn another_sites_pictures_do_nothing() {
        let sandbox = Sandbox::start(Options::default()).await.unwrap();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let status = async |path: &str, site: &str| {
            let request = client.get(format!("{}{path}", sandbox.url())).header("sec-fetch-site", site);
            request.send().await.unwrap().status().as_u16()
        };
        let method = format!("/bot{TOKEN}/getMe");
        for site in ["cross-site", "same-site", "?"] {
            assert_eq!(status(&method, site).await, 403, "{site}");
            assert_eq!(status("/sandbox/stats", site).await, 403, "{site}");
            assert_ne!(status("/", site).await, 403, "{site}");
        }
        for site in ["same-origin", "none"] {
            assert_eq!(status(&method, site).await, 200, "{site}");
        }
        sandbox.stop().await;
    }

    #[test]
    fn only_loopback_names_are_answered() {
        for host in ["127.0.0.1", "127.0.0.1:80", "localhost:8081", "LOCALHOST", "[::1]:8", "127.9.9.9:1"] {
            assert!(loopback(host), "{host}");
        }
        for host in
            ["", "example.org", "localhost.example.org", "127.0.0.1.example.org:80", "10.0.0.1:80", "0.0.0.0", "null"]
        {
            assert!(!loopback(host), "{host}");
        }
    }
}
