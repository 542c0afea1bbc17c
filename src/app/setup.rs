//! What the bot needs before it starts, and what its troubles mean to an operator.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::cli::Failure;
use crate::config::Config;
use crate::control::ControlError;
use crate::telegram::{CallError, Client, Fatal, ListenerError, Me, Token};

/// The next step where the disk fails.
pub(super) const DISK: &str = "see that the disk has room, then start klich again: nothing that was taken in is lost";

/// Makes the client for the Bot API.
pub(super) fn client(config: &Config) -> Result<Client, Failure> {
    let token = Token::parse(config.token()?.expose()).map_err(|error| {
        ControlError::configuration(
            error.to_string(),
            "ask @BotFather for the token and put it into telegram.token_file",
        )
    })?;
    Client::new(&config.telegram.api_url, token).map_err(|error| {
        ControlError::configuration(error.to_string(), "correct telegram.api_url in klich.toml").into()
    })
}

/// Asks who the bot is: a wrong token is said at once; a network that is away is given back, and waited for later.
pub(super) async fn greet(client: &Client) -> Result<Result<Me, CallError>, ControlError> {
    match client.get_me().await {
        Ok(me) => Ok(Ok(me)),
        Err(CallError::Fatal(fatal)) => Err(of_fatal(fatal)),
        Err(error) => Ok(Err(error)),
    }
}

/// Binds the web's address before anything else is touched.
pub(super) async fn bind_web(config: &Config) -> Result<Option<TcpListener>, ControlError> {
    bind("web.listen", config.web.listen).await
}

/// Binds the address of `/metrics`.
pub(super) async fn bind_metrics(config: &Config) -> Result<Option<TcpListener>, ControlError> {
    bind("web.metrics_listen", config.web.metrics_listen).await
}

async fn bind(key: &str, address: Option<SocketAddr>) -> Result<Option<TcpListener>, ControlError> {
    let Some(address) = address else { return Ok(None) };
    TcpListener::bind(address).await.map(Some).map_err(|error| {
        ControlError::configuration(
            format!("{key} = \"{address}\" can't be bound: {error}"),
            "stop what has that port, or set another; \"\" is for none",
        )
    })
}

pub(super) fn of_fatal(fatal: Fatal) -> ControlError {
    match fatal {
        Fatal::Unauthorized => ControlError::configuration(
            "Telegram does not know this token",
            "take a new one from @BotFather and put it into telegram.token_file",
        ),
        Fatal::OtherInstance => ControlError::again(
            "another program polls with the same token",
            "stop it, or give this one a token of its own, then start klich again",
        ),
        Fatal::WebhookActive => ControlError::again(
            "a webhook was set for this token while klich polls",
            "stop the program that set it, then start klich again",
        ),
    }
}

pub(super) fn of_listener(error: ListenerError) -> ControlError {
    match error {
        ListenerError::Fatal(fatal) => of_fatal(fatal),
        ListenerError::Refused { .. } => {
            ControlError::configuration(error.to_string(), "correct them in klich.toml, then start klich again")
        }
        ListenerError::Inbox(error) => ControlError::failed(error.to_string(), DISK),
    }
}

pub(super) fn ended_early() -> ControlError {
    ControlError::failed("a part of klich ended before its time", "see the log, then start klich again")
}
