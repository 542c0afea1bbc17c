//! The section `[web]`, and addresses anywhere.

use reqwest::Url;

use super::super::shapes::{is_loopback, listen_address, without_slash};
use super::super::written::Web;
use super::super::{Config, Updates};
use super::Validator;

impl Validator<'_> {
    pub(super) fn web(&mut self, written: Web, config: &mut Config) {
        const LISTEN: &str = "web.listen";
        const PUBLIC: &str = "web.public_url";
        let mut listen_is_wrong = self.settings.doubtful.contains(LISTEN);
        if let Some(text) = written.listen {
            match listen_address(&text) {
                Ok(listen) => config.web.listen = listen,
                Err(()) => {
                    listen_is_wrong = true;
                    self.error(LISTEN, "is not an address and a port", "write \"127.0.0.1:8080\", or \"\" for none");
                }
            }
        }
        if let Some(text) = written.metrics_listen {
            self.metrics(&text, config);
        }
        let mut public_is_wrong = self.settings.doubtful.contains(PUBLIC);
        if let Some(text) = written.public_url.filter(|text| !text.is_empty()) {
            let url = self.url(PUBLIC, &text);
            public_is_wrong |= url.is_none();
            config.web.public_url = url.as_ref().map(without_slash);
        }
        if let Some(text) = written.page_url.filter(|text| !text.is_empty()) {
            const PAGE: &str = "web.page_url";
            match self.url(PAGE, &text) {
                Some(url) if url.scheme() != "https" => {
                    self.error(PAGE, "is not https, and Telegram opens no other page", "begin it with https://");
                }
                url => config.web.page_url = url.as_ref().map(without_slash),
            }
        }
        let rehearses = Url::parse(&config.telegram.api_url).is_ok_and(|url| is_loopback(&url));
        if config.telegram.updates != Updates::Webhook {
            return;
        }
        if config.web.listen.is_none() && !listen_is_wrong {
            self.error(
                LISTEN,
                "is empty, and a webhook needs it",
                "write \"127.0.0.1:8080\", or telegram.updates = \"polling\"",
            );
        }
        match &config.web.public_url {
            None if !public_is_wrong => self.error(
                PUBLIC,
                "is empty, and a webhook needs it",
                "write the https address under which Telegram reaches klich, or telegram.updates = \"polling\"",
            ),
            Some(url) if !url.starts_with("https:") && !rehearses => {
                self.error(
                    PUBLIC,
                    "is not https, and Telegram calls no other",
                    "write an address that begins with https://",
                );
            }
            _ => {}
        }
    }

    fn metrics(&mut self, text: &str, config: &mut Config) {
        const KEY: &str = "web.metrics_listen";
        match listen_address(text) {
            Err(()) => {
                self.error(KEY, "is not an address and a port", "write \"127.0.0.1:9464\", or \"\" for none");
            }
            Ok(Some(address)) if config.web.listen == Some(address) && address.port() != 0 => {
                let next = "write another port: web.listen is what the outside may reach, and figures are not for it";
                self.error(KEY, "is the address of web.listen", next);
            }
            Ok(listen) => {
                config.web.metrics_listen = listen;
                if listen.is_some_and(|address| !address.ip().is_loopback()) {
                    let next = "see that only your Prometheus reaches it, or write \"127.0.0.1:9464\"";
                    self.warning(KEY, "can be reached from other machines, and asks nobody who they are", next);
                }
            }
        }
    }

    /// Reads `http(s)://host…`; plain HTTP on loopback only. The address is not quoted: it may hold a password.
    pub(super) fn url(&mut self, key: &'static str, text: &str) -> Option<Url> {
        let url = Url::parse(text.trim()).ok().filter(|url| url.has_host() && matches!(url.scheme(), "http" | "https"));
        let Some(url) = url else {
            self.error(key, "is not a web address", "write one that begins with https://");
            return None;
        };
        let (what, next) = if !url.username().is_empty() || url.password().is_some() {
            ("holds a name or a password", "write the address without them")
        } else if url.query().is_some() || url.fragment().is_some() {
            ("holds a ? or a #", "write the address without what follows it")
        } else if url.scheme() == "http" && !is_loopback(&url) {
            (
                "is plain http to another machine: the token would cross the network in the open",
                "begin it with https://",
            )
        } else {
            return Some(url);
        };
        self.error(key, what, next);
        None
    }
}
