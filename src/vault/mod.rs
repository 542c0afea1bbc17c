//! Encryption at rest: keys, envelope, blind row keys, typed tables. Nothing above this room sees ciphertext.
