//! Reaches whoever answers: the running bot, or else the store.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::{Context, Failure, keys};
use crate::control::{Client, ControlError, Office, Request};

/// Who answers.
pub(super) enum Reached {
    /// The bot that runs.
    Bot(Client),
    /// This process, which holds the store; nothing moves in it.
    Store(Arc<dyn Office>),
}

impl Reached {
    /// Asks once.
    pub(super) fn ask<T: DeserializeOwned>(self, request: Request) -> Result<T, Failure> {
        let report = match self {
            Self::Bot(client) => client.ask(&request)?,
            Self::Store(office) => office.answer(request)?,
        };
        let report = serde_json::from_value(report).map_err(|_| {
            ControlError::failed(
                "the running klich answers in a way that this one does not know",
                "run the same version on both ends: after an upgrade, restart the bot",
            )
        })?;
        Ok(report)
    }
}

/// Connects to the running bot, or opens the store where none runs.
pub(super) fn reach(context: &Context<'_>) -> Result<Reached, Failure> {
    let config = context.load()?.config;
    let (_, home) = keys::store_of(&config)?;
    match Client::connect(&home.control_socket)? {
        Some(client) => Ok(Reached::Bot(client)),
        None => {
            let key = keys::root_key(&config, &context.passphrase)?;
            Ok(Reached::Store(context.rooms.open_office(&config, key)?))
        }
    }
}

/// Asks whoever answers.
pub(super) fn ask<T: DeserializeOwned>(context: &Context<'_>, request: Request) -> Result<T, Failure> {
    reach(context)?.ask(request)
}
