//! One small trait over ordered bytes, and its backends.
