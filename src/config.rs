//! `klich.toml` and `KLICH_*`, parsed once into typed sections.
