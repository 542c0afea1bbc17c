//! The languages that klich speaks.

use serde::{Deserialize, Serialize};

/// One of the languages that klich speaks. Records at rest hold its place in this list: new ones join at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// English, the source.
    #[serde(rename = "en")]
    English,
    /// Belarusian.
    #[serde(rename = "be")]
    Belarusian,
    /// Russian.
    #[serde(rename = "ru")]
    Russian,
    /// Ukrainian.
    #[serde(rename = "uk")]
    Ukrainian,
    /// Polish.
    #[serde(rename = "pl")]
    Polish,
    /// Lithuanian.
    #[serde(rename = "lt")]
    Lithuanian,
    /// German.
    #[serde(rename = "de")]
    German,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
    /// Portuguese.
    #[serde(rename = "pt")]
    Portuguese,
    /// Turkish.
    #[serde(rename = "tr")]
    Turkish,
}

impl Language {
    /// Lists every language, the source first.
    pub const ALL: [Self; 11] = [
        Self::English,
        Self::Belarusian,
        Self::Russian,
        Self::Ukrainian,
        Self::Polish,
        Self::Lithuanian,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Portuguese,
        Self::Turkish,
    ];

    /// Gives the two-letter ISO 639-1 code, as in `locales/`, alert files and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Belarusian => "be",
            Self::Russian => "ru",
            Self::Ukrainian => "uk",
            Self::Polish => "pl",
            Self::Lithuanian => "lt",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::Turkish => "tr",
        }
    }

    /// Gives the language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Belarusian => "Беларуская",
            Self::Russian => "Русский",
            Self::Ukrainian => "Українська",
            Self::Polish => "Polski",
            Self::Lithuanian => "Lietuvių",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Portuguese => "Português",
            Self::Turkish => "Türkçe",
        }
    }

    /// Gives the direction in which it is written, as HTML's `dir` names it; pages are laid out by it.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English
            | Self::Belarusian
            | Self::Russian
            | Self::Ukrainian
            | Self::Polish
            | Self::Lithuanian
            | Self::German
            | Self::French
            | Self::Spanish
            | Self::Portuguese
            | Self::Turkish => "ltr",
        }
    }

    /// Reads a code exactly as [`Language::code`] writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Chooses the language for an IETF tag such as `pt-BR` that a client reports; English where klich speaks none of it.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::from_code(&primary).unwrap_or(Self::English)
    }
}
