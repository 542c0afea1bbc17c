//! The shapes of single values.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;

/// Reads `ADDRESS:PORT`, with `localhost` for 127.0.0.1; nothing for none.
pub(super) fn listen_address(text: &str) -> Result<Option<SocketAddr>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(port) = text.strip_prefix("localhost:") {
        return port.parse().map(|port| Some(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))).map_err(drop);
    }
    text.parse().map(Some).map_err(drop)
}

/// Tells whether a store's folder is a folder of its own: one that is named, and that does not hold the configuration's. A
/// wipe and a restore deal with the whole of it.
pub(super) fn is_apart(folder: &Path, base: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    folder.file_name().is_some() && !real(base).starts_with(real(folder))
}

pub(super) fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

pub(super) fn without_slash(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}

pub(super) fn has_twice<T: Ord>(values: &[T]) -> bool {
    values.iter().collect::<BTreeSet<_>>().len() != values.len()
}

/// Source: minisign's format: base64 of `Ed`, 8 bytes of key number, 32 of Ed25519 public key.
pub(super) fn is_minisign_key(text: &str) -> bool {
    STANDARD.decode(text).is_ok_and(|bytes| bytes.len() == 42 && bytes.starts_with(b"Ed"))
}

/// Source: age's format: Bech32 of 32 bytes with the prefix `age`. The checksum is looked at where one seals to it.
pub(super) fn is_age_key(text: &str) -> bool {
    let data = text.strip_prefix("age1").unwrap_or_default();
    data.len() == 58 && data.bytes().all(|b| b"qpzry9x8gf2tvdw0s3jn54khce6mua7l".contains(&b))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn loopback_is_this_machine_only() {
        let loopback = |url: &str| is_loopback(&Url::parse(url).unwrap());
        for url in
            ["http://127.0.0.1:1", "http://127.9.9.9", "http://[::1]:80/x", "http://localhost", "http://LOCALHOST"]
        {
            assert!(loopback(url), "{url}");
        }
        for url in ["http://10.0.0.1", "http://localhost.example.org", "http://127.0.0.1.example.org", "http://[::2]"] {
            assert!(!loopback(url), "{url}");
        }
    }

    #[test]
    fn public_keys_have_their_shape() {
        assert!(is_minisign_key("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"));
        assert!(!is_minisign_key("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO"));
        assert!(!is_minisign_key("AAQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"));
        let key = format!("age1{}", "q".repeat(58));
        assert!(is_age_key(&key) && !is_age_key(&key.to_uppercase()) && !is_age_key(&format!("{key}q")));
        assert!(!is_age_key(&key.replace('q', "b")));
    }

    #[test]
    fn a_store_has_a_folder_of_its_own() {
        let home = tempfile::tempdir().unwrap();
        let base = home.path().join("home");
        std::fs::create_dir_all(base.join("data")).unwrap();
        for own in ["data", "new", "data/.", "deep/new", "../beside", "/srv/klich"] {
            assert!(is_apart(&base.join(own), &base), "{own}");
        }
        for shared in ["..", ".", "data/..", "../home", "../home/../home", "new/..", "/"] {
            assert!(!is_apart(&base.join(shared), &base), "{shared}");
        }
        std::os::unix::fs::symlink(home.path(), base.join("link")).unwrap();
        assert!(!is_apart(&base.join("link"), &base));
    }
}
