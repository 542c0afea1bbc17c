//! The only room that talks to the Bot API: listener and inbox, courier and lanes, error classes.

mod ids;
mod outgoing;

pub use ids::{ChatId, MessageId, PressId, UpdateId, UserId};
pub use outgoing::{Button, Document, Keyboard, Lane, Outcome, Outgoing, Refusal};
