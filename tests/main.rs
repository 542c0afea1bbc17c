//! Whole-program tests, one binary.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod cli;
mod support;
mod telegram;
