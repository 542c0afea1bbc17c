//! Reaches whoever answers: the running bot, or else the store.

use std::path::PathBuf;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::{Context, Failure, keys};
use crate::control::{Client, Code, ControlError, Office, Request};
use crate::vault;

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

/// Asks as often as one wants: the bot over a connection each, the store by the office that was opened once.
pub(super) struct Asking {
    socket: PathBuf,
    store: Option<Arc<dyn Office>>,
}

impl Asking {
    /// Takes who was reached.
    pub(super) fn new(reached: Reached, context: &Context<'_>) -> Result<Self, Failure> {
        let home = context.home()?;
        let store = match reached {
            Reached::Bot(_) => None,
            Reached::Store(office) => Some(office),
        };
        Ok(Self { socket: home.control_socket, store })
    }

    /// Tells whether a bot runs that answers.
    pub(super) fn bot_runs(&self) -> bool {
        self.store.is_none()
    }

    /// Asks once.
    pub(super) fn ask<T: DeserializeOwned>(&self, request: Request) -> Result<T, Failure> {
        let reached = match &self.store {
            Some(office) => Reached::Store(Arc::clone(office)),
            None => Reached::Bot(Client::connect(&self.socket)?.ok_or_else(|| {
                ControlError::again("the running klich has ended meanwhile", "run this again: what was done stays")
            })?),
        };
        reached.ask(request)
    }
}

/// Connects to the running bot, or opens the store where none runs.
pub(super) fn reach(context: &Context<'_>) -> Result<Reached, Failure> {
    let home = context.home()?;
    match Client::connect(&home.control_socket)? {
        Some(client) => Ok(Reached::Bot(client)),
        None => {
            if let Some(at) = vault::wiped_at(&home) {
                return Err(keys::was_wiped(at).into());
            }
            let config = context.load()?.config;
            let key = keys::root_key(&config, &context.passphrase)?;
            match context.rooms.open_office(&config, key) {
                Ok(office) => Ok(Reached::Store(office)),
                // A bot that was just starting has it now, and its socket.
                Err(error) if error.code == Code::Again => {
                    Client::connect(&home.control_socket)?.map(Reached::Bot).ok_or_else(|| error.into())
                }
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// Asks whoever answers.
pub(super) fn ask<T: DeserializeOwned>(context: &Context<'_>, request: Request) -> Result<T, Failure> {
    reach(context)?.ask(request)
}
