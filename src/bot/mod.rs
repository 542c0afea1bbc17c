//! Conversations: routing, one file per conversation, the button codec, keyboards.
