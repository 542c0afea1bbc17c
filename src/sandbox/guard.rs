//! The guard against web pages of other sites: names that are not loopback are refused.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses requests that a web page of another site could have caused: `Host` and `Origin` must be loopback.
pub(crate) async fn guard(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = text(header::HOST).is_some_and(loopback);
    let origin = text(header::ORIGIN).is_none_or(|origin| {
        origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")).is_some_and(loopback)
    });
    if host && origin {
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
    use super::loopback;

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
