//! Addresses of webhooks.

use std::net::IpAddr;

use reqwest::Url;

use super::answer::Refusal;

const PORTS: [u16; 4] = [80, 88, 443, 8443];

/// Reads the address of a webhook: https on Telegram's ports, or anything on loopback where the sandbox is `local`.
///
/// # Errors
/// `bad webhook: …`
pub(crate) fn checked(address: &str, local: bool) -> Result<Url, Refusal> {
    let bad = |why: String| Refusal::problem(format!("bad webhook: {why}"));
    let url = Url::parse(address).map_err(|_| bad("Wrong HTTP URL".into()))?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let loopback = loopback(&url);
    if url.scheme() != "https" && !(local && url.scheme() == "http" && loopback) {
        return Err(bad("An HTTPS URL must be provided for webhook".into()));
    }
    if local {
        return Ok(url);
    }
    if !PORTS.contains(&url.port_or_known_default().unwrap_or(0)) {
        return Err(bad("Webhook can be set up only on ports 80, 88, 443 or 8443".into()));
    }
    let reserved = match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => address.is_private() || address.is_loopback() || address.is_link_local(),
        Ok(IpAddr::V6(address)) => address.is_loopback() || address.is_unique_local(),
        Err(_) => false,
    };
    if reserved || loopback {
        return Err(bad(format!("IP address {host} is reserved")));
    }
    if host.contains('.') || host.starts_with('[') {
        Ok(url)
    } else {
        Err(bad(format!("Failed to resolve host: {host}")))
    }
}

/// Whether the address is on this machine.
pub(crate) fn loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn error(address: &str, local: bool) -> String {
        checked(address, local).unwrap_err().description
    }

    #[test]
    fn addresses_of_webhooks() {
        for port in ["", ":80", ":88", ":8443"] {
            checked(&format!("https://bot.example.org{port}/x"), false).unwrap();
        }
        assert_eq!(
            error("http://bot.example.org/", false),
            "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
        );
        assert_eq!(
            error("https://bot.example.org:8080/", false),
            "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
        );
        assert_eq!(error("https://127.0.0.1/", false), "Bad Request: bad webhook: IP address 127.0.0.1 is reserved");
        checked("http://127.0.0.1:4567/hook", true).unwrap();
        assert!(error("http://bot.example.org/", true).contains("HTTPS"));
    }
}
