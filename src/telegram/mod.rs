//! The only room that talks to the Bot API: listener and inbox, courier and lanes, error classes.
