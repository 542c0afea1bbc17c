//! Who hears a call: consent, language, discretion, erasure.
