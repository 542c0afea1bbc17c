//! What whole-program tests share.
#![allow(dead_code, unused_imports)]

mod clock;
mod home;
mod office;
mod phone;
pub mod power_cut;
mod world;

pub use clock::Clock;
pub use home::{Home, Process, Run, Running, TOKEN, free_port, is_there};
pub use office::{Bot, Scripted};
pub use phone::{Phone, texts};
pub use world::{LONG, ORGANISER, World, alert_file, arguments_of, in_a_day, in_seconds, seed, until};
