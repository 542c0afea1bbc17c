//! Listening by a webhook: a post is answered with 200 after its update is on the disk.
//!
//! teloxide's own webhook answers after a push in memory, and compares the secret in variable time.

use std::{fmt, sync::Arc};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq as _;
use teloxide::{
    payloads::{SetWebhook, SetWebhookSetters as _},
    requests::Payload as _,
};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{ListenerError, Readiness, insist};
use crate::telegram::{Client, Inbox, RawUpdate, client::ALLOWED_UPDATES};

/// Posts that Telegram may send at a time: they share syncs of the disk.
const CONNECTIONS: u8 = 100;

/// Proves that a post comes from Telegram: it repeats the secret in a header.
pub struct WebhookSecret(String);

/// Takes updates from posts.
pub struct Webhook {
    secret: WebhookSecret,
    inbox: Arc<Inbox>,
    ready: watch::Sender<bool>,
}

/// A post that was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Rejected {
    /// Not from Telegram: 401.
    #[error("the secret is missing or wrong")]
    Secret,
    /// Not an update: 400.
    #[error("not an update of the Bot API")]
    NotAnUpdate,
    /// Not on the disk: 503, and Telegram sends it again.
    #[error("the update was not kept")]
    NotKept,
}

impl WebhookSecret {
    /// Draws a secret of 256 bits; a new one at each start is enough.
    pub fn random() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// Takes a secret: 1 to 256 of `[A-Za-z0-9_-]`.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=256).contains(&text.len());
        let known = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        (fits && known).then(|| Self(text.to_owned()))
    }
}

impl Webhook {
    /// Makes a listener; posts are taken at once, Telegram sends them after [`Webhook::run`] has set it up.
    pub fn new(secret: WebhookSecret, inbox: Arc<Inbox>) -> Arc<Self> {
        Arc::new(Self { secret, inbox, ready: watch::Sender::new(false) })
    }

    /// Watches whether it listens.
    pub fn readiness(&self) -> Readiness {
        Readiness(self.ready.subscribe())
    }

    /// Sets the webhook to `url` and waits for `shutdown`. It stays set: Telegram keeps updates until the next start.
    ///
    /// # Errors
    /// [`ListenerError`]: a wrong token, or an address that Telegram refuses.
    pub async fn run(
        &self,
        client: &Client,
        url: &reqwest::Url,
        shutdown: CancellationToken,
    ) -> Result<(), ListenerError> {
        let set = || async {
            let payload = SetWebhook::new(url.clone())
                .secret_token(&self.secret.0)
                .max_connections(CONNECTIONS)
                .allowed_updates(ALLOWED_UPDATES);
            client.call::<bool, _>(&payload).await
        };
        if insist(SetWebhook::NAME, &shutdown, set).await?.is_some() {
            self.ready.send_replace(true);
            shutdown.cancelled().await;
        }
        self.ready.send_replace(false);
        Ok(())
    }

    /// Tells whether a post carries the secret, before anybody reads its body.
    ///
    /// # Security
    /// In constant time; only its length may show.
    pub fn is_known(&self, secret: Option<&str>) -> bool {
        let given = secret.unwrap_or_default().as_bytes();
        given.ct_eq(self.secret.0.as_bytes()).into()
    }

    /// Takes a post's update, and returns once it is on the disk.
    ///
    /// # Errors
    /// [`Rejected`].
    ///
    /// # Security
    /// The secret is compared in constant time, before the body is looked at; only its length may show.
    pub async fn accept(&self, secret: Option<&str>, body: &[u8]) -> Result<(), Rejected> {
        if !self.is_known(secret) {
            return Err(Rejected::Secret);
        }
        let json = std::str::from_utf8(body).map_err(|_| Rejected::NotAnUpdate)?;
        let update = RawUpdate::parse(json).map_err(|_| Rejected::NotAnUpdate)?;
        self.inbox.take(vec![update]).await.map_err(|error| {
            tracing::error!(%error, "an update was not kept");
            Rejected::NotKept
        })
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret")
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Webhook")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::vault::Vault;

    const UPDATE: &[u8] = br#"{"update_id":7,"message":{"chat":{"id":1}}}"#;

    #[tokio::test]
    async fn only_an_update_with_the_secret_is_taken() {
        let inbox = Inbox::new(Vault::in_memory()).unwrap();
        let webhook = Webhook::new(WebhookSecret::parse("sesame").unwrap(), Arc::clone(&inbox));
        for wrong in [None, Some(""), Some("sesam"), Some("sesame "), Some("Sesame")] {
            assert!(matches!(webhook.accept(wrong, UPDATE).await, Err(Rejected::Secret)), "{wrong:?}");
        }
        for body in [&b""[..], b"nonsense", b"{}", b"\xff"] {
            assert!(matches!(webhook.accept(Some("sesame"), body).await, Err(Rejected::NotAnUpdate)));
        }
        assert!(inbox.pending(None, 10).await.unwrap().0.is_empty());
        webhook.accept(Some("sesame"), UPDATE).await.unwrap();
        assert_eq!(inbox.pending(None, 10).await.unwrap().0.len(), 1);
    }

    #[test]
    fn secrets_are_of_the_form_that_telegram_takes() {
        assert!(WebhookSecret::parse(&WebhookSecret::random().0).is_some());
        assert_ne!(WebhookSecret::random().0, WebhookSecret::random().0);
        for wrong in ["", "with space", "é", &"x".repeat(257)] {
            assert!(WebhookSecret::parse(wrong).is_none(), "{wrong}");
        }
    }
}
