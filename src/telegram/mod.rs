//! The only room that talks to the Bot API: listener and inbox, courier and lanes, error classes.
//!
//! In: a [`Polling`] or [`Webhook`] listener puts updates into the [`Inbox`], on the disk, before Telegram may forget
//! them; the [`Dispatcher`] runs a [`Handler`] for each and takes it out when that has finished.
//!
//! Out: everything is an [`Outgoing`] given to the [`Courier`], which sends it by its [`Lane`] at the pace that Telegram
//! allows and says what became of it as an [`Outcome`].

mod backoff;
mod class;
mod client;
mod courier;
mod dispatcher;
mod download;
mod ids;
mod inbox;
mod lanes;
mod listener;
mod outgoing;
mod pacing;
mod raw_update;
mod registration;
mod request;
mod token;
mod traffic;

pub use class::Fatal;
pub use client::{CallError, Client, ClientError, Me};
pub use courier::{Courier, CourierOptions, Patience};
pub use dispatcher::{Dispatcher, HANDLER_STACK, Handler, HandlerError, read_update};
pub use download::FileId;
pub use ids::{ChatId, MessageId, PressId, UpdateId, UserId};
pub use inbox::{AsideKind, AsideSummary, Failed, Forgotten, Inbox, InboxError, Judge, Pending, Sought, Worth};
pub use listener::{ListenerError, Polling, Readiness, Rejected, Webhook, WebhookSecret};
pub use outgoing::{App, Button, Document, Keyboard, Lane, Outcome, Outgoing, Refusal};
pub use raw_update::{NotAnUpdate, RawUpdate};
pub use registration::{ChatCommands, Registered, Registration};
pub use token::{NotAToken, Token};
pub use traffic::{Traffic, TrafficFigures};
