//! Whole-program tests, one binary.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod architecture;
mod cli;
mod fuzz;
mod journeys;
mod leaks;
mod support;
mod telegram;
