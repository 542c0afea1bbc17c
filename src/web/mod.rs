//! The webhook route, health and metrics.
