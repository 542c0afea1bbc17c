//! A Bot API of our own and two phones in a browser: the demo, the tests, the load.
//!
//! [`Sandbox`] serves the Bot API over HTTP on loopback, as strict as Telegram's, to a bot that needs no token and no
//! network. People act through [`People`] in the same process, or over HTTP under `/sandbox`.
//!
//! # Where each rule lives
//!
//! | file | rules |
//! | --- | --- |
//! | `spec`, `parameters`, `forms` | names and types of parameters against Bot API 10.3, from query, urlencoded, multipart and JSON; names of methods in any case |
//! | `server`, `answer`, `wire`, `guard` | tokens, exact bodies, `Retry-After`, delays, connections dropped without an answer, loopback names only |
//! | `html`, `reference`, `entities`, `detect`, `render` | the HTML parse mode with its errors, what Telegram finds in a text, UTF-16 offsets, code-point limits |
//! | `markup` | inline and reply keyboards, button data, addresses of buttons and Mini Apps, 10 kB |
//! | `updates` | ids, offsets, long polls, 409, 24 hours, `allowed_updates` |
//! | `webhook`, `address` | addresses and ports, the secret, order of a chat, retries, answers that hold a method |
//! | `rate` | limits of the bot, a chat and a group; paid broadcasts |
//! | `world`, `residents`, `message`, `files`, `profile` | people, groups, chats with a bounded history, files, commands and descriptions |
//! | `methods` | what each method does: blocked and deactivated people, edits, 48 hours for deletion, 150 seconds for a pressed button |
//! | `faults`, `clock`, `stats` | what goes wrong on demand, time that can be let pass, what tests assert |
//! | `people`, `deeds`, `steering`, `routes`, `events`, `view` | the people's side, in process and over HTTP |
//! | `crowd`, `phones` | people who act by themselves; the page with two phones and the disk |
//!
//! # Stricter than Telegram
//! A parameter or a field that the Bot API does not know is refused, where Telegram ignores it. What a request did wrong
//! whatever the state of the world is kept: [`People::problems`].
//!
//! # Not emulated
//! Markdown parse modes; media other than photos and documents; albums; files by URL; topics, business connections,
//! payments, inline mode, polls, stories; members of groups; the balance of Stars; the growing penalties of Telegram's
//! flood control and limits on edits; the pauses that `getUpdates` makes when it is called with the same offset again and
//! again; methods that answer `method … is not implemented`.

mod address;
mod answer;
mod clock;
pub mod crowd;
mod deeds;
mod detect;
mod entities;
mod events;
mod faults;
mod files;
mod forms;
mod guard;
mod html;
mod markup;
mod message;
mod methods;
mod parameters;
mod people;
pub mod phones;
mod profile;
mod rate;
mod reference;
mod render;
mod residents;
mod routes;
mod server;
mod spec;
mod stats;
mod steering;
mod updates;
mod view;
mod webhook;
mod wire;
mod world;

#[cfg(test)]
mod tests;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use faults::{Fault, FaultKind};
pub use message::Answer;
pub use people::{MessageId, NewUser, People, PeopleError, UserId};
pub use server::Event;
pub use stats::{Problem, Stats};
pub use view::{ChatView, MessageView, UserView};

use server::Shared;
use wire::{Cutter, Door};

/// The token that the sandbox takes unless another is given. It opens nothing but the sandbox.
pub const TOKEN: &str = "1000001:SANDBOX-TOKEN-NOT-A-SECRET-0000000";

/// How long connections may take to end at a stop.
const DRAIN: Duration = Duration::from_secs(2);

/// How a sandbox behaves.
#[derive(Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 lets the system choose.
    pub port: u16,
    /// The token that bots must have, `<bot id>:<anything>`.
    pub token: String,
    /// The bot's user name.
    pub username: String,
    /// Messages a second for the whole bot; `None` for no limit.
    pub rate: Option<u32>,
    /// Percent above `rate` that still pass in one second, as Telegram's limit is not sharp.
    pub rate_slack: u32,
    /// Whether single chats have limits: 1 a second after a burst of 5, groups 20 a minute.
    pub chat_limits: bool,
    /// How long a send above the limit is held back before it is refused; Telegram takes up to about 8 s.
    pub absorb: Duration,
    /// How much later each answer comes.
    pub latency: Duration,
    /// Stand for `telegram-bot-api --local`: webhooks on loopback, by http and on any port.
    pub local: bool,
    /// Messages of a chat whose contents are kept; 0 keeps ids only.
    pub history: usize,
    /// The pause after the first failure of a webhook; it doubles up to a minute.
    pub webhook_retry: Duration,
    /// Pages to serve at `/` beside the Bot API, under the same guard.
    pub pages: Option<Router>,
}

impl Default for Options {
    /// Telegram's limits, no delay, a port that the system chooses.
    fn default() -> Options {
        Options {
            port: 0,
            token: TOKEN.to_owned(),
            username: "klich_sandbox_bot".to_owned(),
            rate: Some(30),
            rate_slack: 10,
            chat_limits: true,
            absorb: Duration::ZERO,
            latency: Duration::ZERO,
            local: false,
            history: 1000,
            webhook_retry: Duration::from_secs(1),
            pages: None,
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Options")
    }
}

/// A running Bot API on loopback.
pub struct Sandbox {
    shared: Arc<Shared>,
    addr: SocketAddr,
    server: JoinHandle<io::Result<()>>,
}

impl Sandbox {
    /// Binds 127.0.0.1 and serves until [`Sandbox::stop`]; needs a tokio runtime.
    ///
    /// # Errors
    /// Where the port is taken or cannot be bound.
    ///
    /// # Security
    /// Only this machine can connect. Requests whose `Host` or `Origin` is not loopback are refused, so that no web page of
    /// another site can steer the sandbox.
    pub async fn start(mut options: Options) -> io::Result<Sandbox> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let addr = listener.local_addr()?;
        let pages = options.pages.take();
        let shared = Arc::new(Shared::new(options));
        let api = server::routes().merge(routes::routes()).with_state(shared.clone());
        let router = match pages {
            Some(pages) => api.merge(pages),
            None => api.fallback(server::nowhere),
        };
        let router = router.layer(DefaultBodyLimit::max(server::BODY)).layer(axum::middleware::from_fn(guard::guard));
        let service = router.into_make_service_with_connect_info::<Cutter>();
        let stop = shared.stop.clone();
        let serve = axum::serve(Door(listener), service).with_graceful_shutdown(async move { stop.cancelled().await });
        let server = tokio::spawn(serve.into_future());
        tokio::spawn(webhook::run(shared.clone()));
        Ok(Sandbox { shared, addr, server })
    }

    /// The address that it serves on.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The root of the Bot API, as a bot's configuration wants it: no slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// The token that bots must have.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.shared.options.token
    }

    /// What people do and see, and how tests steer.
    #[must_use]
    pub fn people(&self) -> People {
        People { shared: self.shared.clone() }
    }

    /// Stops: running polls are answered, everything else ends within two seconds.
    pub async fn stop(self) {
        self.shared.stop.cancel();
        let server = self.server;
        let abort = server.abort_handle();
        if tokio::time::timeout(DRAIN, server).await.is_err() {
            abort.abort();
        }
    }
}
