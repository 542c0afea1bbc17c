//! Pacing: when the next request may go. Pure: every decision takes `now`.
//!
//! [`Pacer`] paces the token, [`ChatPacer`] each chat, `adaptive` finds the rate that the server really allows.

mod adaptive;
mod chats;
mod token;
mod window;

pub(super) use chats::ChatPacer;
pub(super) use token::{Pacer, Ticket, Turn, Urgency};
