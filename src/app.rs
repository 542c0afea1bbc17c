//! The composition root: build, run, drain, stop.
