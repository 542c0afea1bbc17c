//! Conversations: what the bot answers, decided here and sent by the courier.
//!
//! * [`incoming`] makes an update a value, [`command`] and [`button`] read what was typed and pressed.
//! * [`schema()`] routes; it decides nothing.
//! * One file per conversation: [`subscribing`], [`campaigns`], [`reading`], [`pledging`], [`sealing`], [`commenting`],
//!   [`reasking`], [`receipts`], [`announcing`], [`closing`], [`picturing`], [`own_data`], [`hearing`], [`discreet`],
//!   [`circles`], [`sealed_calls`], [`verifying`], [`explaining`], [`desk`].
//!   Each takes values and gives an [`Answer`]; none talks to Telegram.
//! * [`deliver`] writes first and sends then: nothing is thanked for before it is on the disk.

pub mod announcing;
mod answer;
pub mod button;
pub mod calls;
pub mod campaigns;
pub mod circles;
pub mod closing;
pub mod command;
pub mod commenting;
mod deliver;
pub mod desk;
pub mod discreet;
pub mod explaining;
pub mod hearing;
pub mod hiding;
mod in_force;
pub mod incoming;
mod keyboards;
pub mod notices;
pub mod own_data;
pub mod picturing;
pub mod pledging;
pub mod reading;
pub mod reasking;
pub mod receipts;
pub mod registration;
pub mod replying;
mod rooms;
mod schema;
pub mod sealed_calls;
pub mod sealing;
mod served;
pub mod subscribing;
pub mod telling;
pub mod verifying;
pub mod worth;

pub use answer::{Answer, Answered, BotError};
pub use deliver::{DeliverError, Fetch, Post, handle, send};
pub use desk::{Farewells, farewells, keep_up};
pub use in_force::InForce;
pub use rooms::{Reader, Rooms, Wipe};
pub use schema::{Routes, schema};
pub use served::Served;

#[cfg(test)]
mod sizes;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod transcripts;
