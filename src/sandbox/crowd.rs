//! A crowd of made-up supporters: they subscribe, and answer a call each in their own way.

mod names;
mod plan;

pub use plan::{Answer, Member, plan};
