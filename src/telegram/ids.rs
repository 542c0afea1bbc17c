//! Telegram's numbers as types of their own. `Debug` prints the type only: a number names a person.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

id! {
    /// A person's account.
    UserId(i64)
}
id! {
    /// A chat; a private chat has its person's number.
    ChatId(i64)
}
id! {
    /// A message within its chat.
    MessageId(i32)
}
id! {
    /// An update within its bot, rising.
    UpdateId(u32)
}

impl UserId {
    /// Gives the private chat with this person.
    pub fn private_chat(self) -> ChatId {
        ChatId(self.0)
    }

    /// Gives the bytes that blind row keys are made of: 8, little-endian.
    pub fn to_bytes(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }
}

/// A callback query's id: a pressed button that waits for its answer, about 150 s.
#[derive(Clone, PartialEq, Eq)]
pub struct PressId(pub String);

impl fmt::Debug for PressId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PressId")
    }
}
