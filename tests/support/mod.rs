//! What whole-program tests share.
#![allow(dead_code, unused_imports)]

mod home;
mod office;

pub use home::{Home, Run, Running, TOKEN, free_port, is_there};
pub use office::{Bot, Scripted};
