//! Texts in the reader's language: typed message ids over Fluent, with fallback and right plural rules.
//!
//! Every text that a person reads stands in `locales/<lang>/*.ftl`; code names it by [`Message`]. A text that is missing
//! in a language is shown in English. What a person typed comes in as [`Value::Plain`] and is escaped wherever the
//! message is HTML.

mod html;
mod language;
mod message;
mod plural;
mod texts;

pub use html::{Html, MarkupError, holds_tags};
pub use language::Language;
pub use message::{Message, Value};
pub use texts::Texts;

#[cfg(test)]
mod locale_tests;
#[cfg(test)]
mod page_tests;
