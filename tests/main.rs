//! Whole-program tests, one binary.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod architecture;
mod cli;
mod journeys;
mod leaks;
mod support;
mod telegram;
