//! Pacing: when the next request may go. Pure: every decision takes `now`.
//!
//! [`Pacer`] paces the token, [`ChatPacer`] each chat; `adaptive` finds the rate that the server really allows, and `trial`
//! finds out without many refusals whether it allows more.

mod adaptive;
mod chats;
mod token;
mod trial;
mod window;

pub(super) use chats::ChatPacer;
pub(super) use token::{Pacer, Ticket, Turn, Urgency};
