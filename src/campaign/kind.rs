//! The kinds of support that one can pledge.

use serde::{Deserialize, Serialize};

/// One way to stand up for the statement.
///
/// Stored by its place in this list: new kinds go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Sign the statement.
    Sign,
    /// Share the petition.
    Share,
    /// Take part on the action day, wherever one lives.
    Act,
    /// A solidarity picture, which shows no face unless the person wants it.
    Photo,
    /// Put a motion to one's own union.
    Raise,
}

impl Kind {
    /// Lists every kind in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Sign, Self::Share, Self::Act, Self::Photo, Self::Raise];

    /// Gives the code, as in `/pledge KIND`, buttons, campaign files and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::Share => "share",
            Self::Act => "act",
            Self::Photo => "photo",
            Self::Raise => "raise",
        }
    }

    /// Reads a code exactly as [`Kind::code`] writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_are_those_of_json() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.code().into()));
        }
        assert_eq!(Kind::from_code("Sign"), None);
        assert_eq!(Kind::from_code(""), None);
    }
}
