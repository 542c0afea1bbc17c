//! A thin client of the Bot API: one request, one answer, no decisions.
//!
//! Requests are teloxide's payloads, written as JSON. teloxide's own requester is not used: it matches errors on exact
//! texts and drops their codes, sleeps 10 s on a 5xx, holds the raw body of an answer that it can't read, and can't tell
//! a request that never left from one whose answer was lost. A message sent twice or lost hangs on that difference.
//!
//! Source: <https://core.telegram.org/bots/api#making-requests>.

mod answer;
pub(super) mod fuzzing;
mod trouble;

use std::{fmt, sync::Arc, time::Duration};

use reqwest::{RequestBuilder, StatusCode, Url, header::CONTENT_TYPE, redirect};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use teloxide::{payloads::GetUpdates, requests::Payload, types::AllowedUpdate};

use self::answer::{Answer, exchange, read, sent};
pub use self::trouble::CallError;
pub(super) use self::trouble::{Failure, Trouble};
use super::{
    MessageId, Token,
    class::Method,
    raw_update::{self, RawUpdate},
    request::{Body, Request},
};

/// Until a connection stands.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// From the first byte of a request to the last of its answer; as long as Telegram itself takes at most.
const TIMEOUT: Duration = Duration::from_secs(17);
/// What `getUpdates` may take longer than its own timeout.
const POLL_MARGIN: Duration = Duration::from_secs(15);
/// Shorter than servers keep idle connections: a request on one that was just closed counts as *answer lost*.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15);
/// Connections that are kept; sends in flight and the poll fit.
const CONNECTIONS: usize = 128;
/// The longest answer to anything but `getUpdates`, in bytes.
const ANSWER_MAX: usize = 1 << 20;
/// The longest answer to `getUpdates`, in bytes.
const UPDATES_MAX: usize = 32 << 20;

/// The update kinds that klich asks Telegram for.
pub(super) const ALLOWED_UPDATES: [AllowedUpdate; 3] =
    [AllowedUpdate::Message, AllowedUpdate::CallbackQuery, AllowedUpdate::MyChatMember];

/// Talks to one Bot API as one bot. Cheap to clone.
///
/// # Security
/// No error, log line or `Debug` of it holds the token or a body.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    root: String,
    token: Token,
    /// The addresses of what is sent often, read once.
    addresses: Vec<(&'static str, Url)>,
}

/// The client can't be made.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The Bot API's root is not one.
    #[error("telegram.api_url must be an http:// or https:// address without a query")]
    ApiUrl,
    /// The TLS library or its certificates can't be set up.
    #[error("the HTTP client can't be set up")]
    Setup(#[source] reqwest::Error),
}

/// Who the bot is.
#[derive(Clone, Deserialize)]
pub struct Me {
    /// The bot's account.
    pub id: super::UserId,
    /// Its name without `@`.
    pub username: String,
}

impl Me {
    /// Tells whether the name is one that Telegram gives: 5 to 32 Latin letters, digits and `_`.
    pub fn has_proper_username(&self) -> bool {
        let is_proper = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        (5..=32).contains(&self.username.len()) && self.username.bytes().all(is_proper)
    }
}

impl Client {
    /// Makes a client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn new(api_url: &str, token: Token) -> Result<Self, ClientError> {
        let root = Url::parse(api_url).map_err(|_| ClientError::ApiUrl)?;
        if !matches!(root.scheme(), "http" | "https") || root.query().is_some() || root.fragment().is_some() {
            return Err(ClientError::ApiUrl);
        }
        let mut http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(CONNECTIONS)
            .tcp_nodelay(true)
            .http1_only()
            // A request that went out is repeated by the courier alone, which knows whether it may.
            .retry(reqwest::retry::never())
            .redirect(redirect::Policy::none());
        if is_loopback(&root) {
            http = http.no_proxy();
        }
        let http = http.build().map_err(|error| ClientError::Setup(error.without_url()))?;
        let root = root.as_str().trim_end_matches('/').to_owned();
        let address =
            |method: Method| Some((method.name(), Url::parse(token.address(&root, method.name()).as_str()).ok()?));
        let addresses = Method::ALL.into_iter().map(address).collect::<Option<Vec<_>>>().ok_or(ClientError::ApiUrl)?;
        Ok(Self { inner: Arc::new(Inner { http, root, token, addresses }) })
    }

    /// Asks who the bot is: `getMe`.
    ///
    /// # Errors
    /// [`CallError::Fatal`] for a wrong token, [`CallError::Passing`] where Telegram is not reached.
    pub async fn get_me(&self) -> Result<Me, CallError> {
        self.call(&teloxide::payloads::GetMe {}).await
    }

    /// Calls a method that sets something up or asks something.
    pub(super) async fn call<R: DeserializeOwned, P: Payload + Serialize>(&self, payload: &P) -> Result<R, CallError> {
        let body = self.exchange(self.post(P::NAME).json(payload), P::NAME, ANSWER_MAX).await;
        body.and_then(|answer| read(&answer, |result| serde_json::from_str(result.get()).ok())).map_err(CallError::from)
    }

    /// Sends once and gives the id of the message that was made, if one was.
    pub(super) async fn send(&self, request: &Request) -> Result<Option<MessageId>, Trouble> {
        let name = request.method.name();
        let http = match &request.body {
            Body::Json(json) => self.post(name).header(CONTENT_TYPE, "application/json").body(json.clone()),
            Body::Multipart(form) => self.post(name).multipart(form.to_form()),
        };
        let answer = self.exchange(http, name, ANSWER_MAX).await?;
        sent(&answer)
    }

    /// Polls once: up to `limit` updates from `offset` on, which confirms all before it.
    pub(super) async fn get_updates(
        &self,
        offset: Option<i32>,
        limit: u8,
        timeout: Duration,
    ) -> Result<Vec<RawUpdate>, CallError> {
        let payload = GetUpdates {
            offset,
            limit: Some(limit),
            timeout: Some(u32::try_from(timeout.as_secs()).unwrap_or(u32::MAX)),
            allowed_updates: Some(ALLOWED_UPDATES.to_vec()),
        };
        let http = self.post(GetUpdates::NAME).json(&payload).timeout(timeout + POLL_MARGIN);
        let body = self.exchange(http, GetUpdates::NAME, UPDATES_MAX).await;
        body.and_then(|answer| read(&answer, raw_update::read_batch)).map_err(CallError::from)
    }

    /// Fetches what lies at a path that `getFile` told.
    pub(super) async fn fetch(&self, path: &str, limit: usize) -> Result<(StatusCode, Vec<u8>), CallError> {
        let address = self.inner.token.file_address(&self.inner.root, path);
        let answer =
            self.exchange(self.inner.http.get(address.as_str()), "file", limit).await.map_err(CallError::from)?;
        Ok((answer.status, answer.body))
    }

    fn post(&self, method: &str) -> RequestBuilder {
        let Inner { http, root, token, addresses } = &*self.inner;
        match addresses.iter().find(|(known, _)| *known == method) {
            Some((_, address)) => http.post(address.clone()),
            None => http.post(token.address(root, method).as_str()),
        }
    }

    async fn exchange(&self, request: RequestBuilder, method: &'static str, limit: usize) -> Result<Answer, Trouble> {
        let started = tokio::time::Instant::now();
        let answer = exchange(request, limit).await;
        let status = answer.as_ref().map_or(0, |answer| answer.status.as_u16());
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::trace!(method, status, duration_ms, "asked Telegram");
        answer
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}

impl fmt::Debug for Me {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Me")
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

impl Method {
    /// Gives the name in the address.
    pub(super) fn name(self) -> &'static str {
        use teloxide::payloads::{
            AnswerCallbackQuery, DeleteMessage, EditMessageReplyMarkup, EditMessageText, SendDocument, SendMessage,
            SendPhoto,
        };
        match self {
            Self::SendMessage => SendMessage::NAME,
            Self::SendDocument => SendDocument::NAME,
            Self::SendPhoto => SendPhoto::NAME,
            Self::EditText => EditMessageText::NAME,
            Self::EditMarkup => EditMessageReplyMarkup::NAME,
            Self::Delete => DeleteMessage::NAME,
            Self::AnswerPress => AnswerCallbackQuery::NAME,
        }
    }
}
