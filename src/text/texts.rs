//! The locales, read once, rendered in any language.

use std::{collections::BTreeSet, fmt};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use super::{Html, Language, Message, Value, plural};

#[derive(RustEmbed)]
#[folder = "locales/"]
pub(super) struct Locales;

/// Every text of the bot in every language. Share it by `Arc`; holds nothing of a person.
pub struct Texts {
    /// In the order of [`Language::ALL`].
    bundles: Vec<(Language, FluentBundle<FluentResource>)>,
    stop_words: BTreeSet<String>,
}

impl Texts {
    /// Reads the embedded locales.
    pub fn load() -> Self {
        let bundles = Language::ALL.into_iter().map(|language| (language, bundle(language))).collect();
        let mut texts = Self { bundles, stop_words: BTreeSet::new() };
        texts.stop_words = Language::ALL
            .into_iter()
            .flat_map(|language| {
                let words = texts.plain(language, Message::StopWords);
                words.split(',').map(bare_word).collect::<Vec<_>>()
            })
            .filter(|word| !word.is_empty())
            .collect();
        texts
    }

    /// Renders a message that Telegram shows as HTML; plain values are escaped.
    ///
    /// Never panics: a text that a language lacks comes in English, one that English lacks as its id in brackets.
    pub fn html(&self, language: Language, message: Message<'_>) -> Html {
        Html::trusted(self.render(language, message.id(), &message.values(), Form::Html))
    }

    /// Renders a message that is shown as it is: a button's label, a command's description, a pop-up answer.
    ///
    /// Never panics, as [`Texts::html`]. Markup among the values is shown without its tags.
    pub fn plain(&self, language: Language, message: Message<'_>) -> String {
        self.render(language, message.id(), &message.values(), Form::Plain)
    }

    /// Tells whether a whole message means *stop*, in any language.
    ///
    /// Case, signs and spaces around it do not count.
    pub fn is_stop_word(&self, message: &str) -> bool {
        // No stop word is longer; a huge message costs nothing.
        message.len() <= 200 && self.stop_words.contains(&bare_word(message))
    }

    pub(super) fn render(
        &self,
        language: Language,
        id: &str,
        values: &[(&'static str, Value<'_>)],
        form: Form,
    ) -> String {
        let arguments = arguments(values, form);
        self.render_in(language, id, &arguments)
            .or_else(|| self.render_in(Language::English, id, &arguments))
            .unwrap_or_else(|| format!("[{id}]"))
    }

    /// Renders without fallback; `None` where the text is missing or does not fit its values.
    pub(super) fn render_in(&self, language: Language, id: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let (_, bundle) = self.bundles.iter().find(|(of, _)| *of == language)?;
        let pattern = bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Texts")
    }
}

/// How a message is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Plain,
}

pub(super) fn arguments<'a>(values: &'a [(&'static str, Value<'_>)], form: Form) -> FluentArgs<'a> {
    let mut arguments = FluentArgs::new();
    for (name, value) in values {
        let value: FluentValue<'_> = match (value, form) {
            (Value::Number(number), _) => (*number).into(),
            (Value::Plain(plain), Form::Plain) => (*plain).into(),
            (Value::Plain(plain), Form::Html) => Html::escape(plain).as_str().to_owned().into(),
            (Value::Rich(html), Form::Html) => html.as_str().into(),
            (Value::Rich(html), Form::Plain) => html.visible().into(),
        };
        arguments.set(*name, value);
    }
    arguments
}

/// The Mini App's texts, which `webapp/build.mjs` reads: the bot shows none of them.
pub(super) const PAGE_FILE: &str = "webapp.ftl";

/// Lists a language's files with their text, without [`PAGE_FILE`].
pub(super) fn files(language: Language) -> Vec<(String, String)> {
    let folder = format!("{}/", language.code());
    let mut names: Vec<_> =
        Locales::iter().filter(|name| name.starts_with(&folder) && name.ends_with(".ftl")).collect();
    names.retain(|name| !name.ends_with(PAGE_FILE));
    names.sort();
    names
        .into_iter()
        .filter_map(|name| {
            let file = Locales::get(&name)?;
            Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

pub(super) fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let identifier: LanguageIdentifier = language.code().parse().expect("two ASCII letters are a language");
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // The marks that isolate a value's direction would be seen in links and counted by Telegram; all languages run left to right.
    bundle.set_use_isolating(false);
    let rules = plural::rules(language);
    bundle
        .add_function("PLURAL", move |positional, _named| plural::plural(&rules, positional))
        .expect("a new bundle has no such function");
    bundle.add_function("MONTH", plural::month).expect("a new bundle has no such function");
    for (_, text) in files(language) {
        // A broken entry is left out and falls back to English; the tests of the locales let none through.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(readable, _errors)| readable);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Reduces a message to what is compared: lower case, no signs around it, i with and without a dot as one.
fn bare_word(message: &str) -> String {
    message
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
        .chars()
        .filter(|c| *c != '\u{307}')
        .map(|c| if c == 'ı' { 'i' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_values_are_escaped_in_html_only() {
        let texts = Texts::load();
        let call = Html::trusted("<i>call</i>".to_owned());
        let html = texts.html(Language::English, Message::Welcome { campaign: "<b>&", call: &call });
        assert!(html.as_str().contains("<b>&lt;b&gt;&amp;</b>"));
        assert!(html.as_str().contains("<i>call</i>"));
        assert!(texts.plain(Language::English, Message::BotShortDescription { campaign: "<b>&" }).contains("<b>&:"));
    }

    #[test]
    fn what_is_missing_is_shown_safely() {
        let texts = Texts::load();
        assert_eq!(texts.render(Language::Polish, "no-such-message", &[], Form::Html), "[no-such-message]");
        // The value is not given: no language can render it.
        assert_eq!(texts.render(Language::English, "demands-heading", &[], Form::Html), "[demands-heading]");
    }

    #[test]
    fn values_are_not_read_as_texts() {
        let texts = Texts::load();
        let text = texts.plain(Language::English, Message::BotShortDescription { campaign: "{ $title } { welcome }" });
        assert!(text.starts_with("{ $title } { welcome }"));
    }

    #[test]
    fn stop_is_understood_with_signs_and_capitals() {
        let texts = Texts::load();
        for word in ["stop", " STOP! ", "Stop.", "«stop»", "🛑 stop 🛑", "Unsubscribe…"] {
            assert!(texts.is_stop_word(word), "{word}");
        }
        for word in ["", "!", "stopped", "don't stop", "stop, but later", "nonstop"] {
            assert!(!texts.is_stop_word(word), "{word}");
        }
        assert!(!texts.is_stop_word(&"stop ".repeat(20_000)));
    }

    #[test]
    fn texts_are_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Texts>();
    }
}
