//! klich: a Telegram bot that calls supporters to days of action, takes their pledges and keeps who they are encrypted.
//!
//! # Reading order
//!
//! 1. Leaves, which know nothing of the others: [`config`], [`text`], [`campaign`], [`seal`], what is
//!    end-to-end encrypted or signed, and [`drawing`].
//! 2. [`store`], ordered bytes on a disk, and [`vault`], the same encrypted: nothing above the vault sees ciphertext.
//! 3. [`telegram`], the only room that talks to the Bot API: updates come in through a durable inbox, everything goes
//!    out through one courier.
//! 4. What klich is about: [`audience`] (who hears), [`pledge`] (who stands up), [`alert`] (a call's life),
//!    [`broadcast`] (how it goes out), [`organisers`] (who may do what at the desk)
//!    and [`audit`] (who did what).
//! 5. The rim: [`bot`] (conversations), [`web`] (webhook, health), [`control`] (the local socket), [`cli`], and
//!    [`sandbox`], a Bot API of our own for the demo, the tests and the load.
//! 6. [`app`] puts it together.
//!
//! Arrows run one way, from the bottom of this list to its top; `tests/architecture.rs` reads the `use` lines.

pub mod alert;
pub mod app;
pub mod audience;
pub mod audit;
pub mod bot;
pub mod broadcast;
pub mod campaign;
pub mod cli;
pub mod config;
pub mod control;
pub mod drawing;
#[doc(hidden)]
pub mod fuzzing;
pub mod organisers;
pub mod pledge;
pub mod sandbox;
pub mod seal;
pub mod store;
pub mod telegram;
pub mod text;
pub mod vault;
pub mod web;
