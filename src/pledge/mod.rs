//! Who stands up: sign, withdraw, tally.
