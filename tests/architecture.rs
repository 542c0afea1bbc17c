//! Which room may know which.
