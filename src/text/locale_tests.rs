//! What every locale must hold: all messages, the same values, right plurals, Telegram's limits.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use super::{
    Html, Language, Message, Texts, Value, holds_tags, plural,
    texts::{Form, arguments, files},
};

/// What a text uses: its values, and the forms that it tells apart by number and by month.
#[derive(Default)]
struct Uses {
    values: BTreeSet<String>,
    plural_forms: Vec<BTreeSet<String>>,
    month_forms: Vec<BTreeSet<String>>,
    forbidden: Vec<String>,
}

/// Reads all messages of a language; fails on what Fluent can't read and on an id that stands twice.
fn messages(language: Language) -> BTreeMap<String, Uses> {
    let mut messages = BTreeMap::new();
    for (file, text) in files(language) {
        let resource = fluent_syntax::parser::parse(text.as_str()).unwrap_or_else(|(_, errors)| {
            panic!("{file}: {:?}", errors.first().map(|e| (&e.kind, line(&text, e.pos.start))))
        });
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut uses = Uses::default();
                    let pattern = message.value.unwrap_or_else(|| panic!("{file}: {} has no text", message.id.name));
                    walk(&pattern, &mut uses);
                    assert!(message.attributes.is_empty(), "{file}: {} has attributes", message.id.name);
                    let twice = messages.insert(message.id.name.to_owned(), uses);
                    assert!(twice.is_none(), "{file}: {} stands twice", message.id.name);
                }
                Entry::Term(term) => panic!("{file}: term -{}: write the words out", term.id.name),
                Entry::Junk { content } => panic!("{file}: {content}"),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            }
        }
    }
    messages
}

fn line(text: &str, position: usize) -> usize {
    text[..position.min(text.len())].lines().count()
}

fn walk(pattern: &Pattern<&str>, uses: &mut Uses) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => walk_inline(inline, uses),
            Expression::Select { selector, variants } => {
                walk_inline(selector, uses);
                let keys = variants
                    .iter()
                    .map(|variant| match variant.key {
                        VariantKey::Identifier { name } => name.to_owned(),
                        VariantKey::NumberLiteral { value } => format!("number {value}"),
                    })
                    .collect();
                match selector {
                    InlineExpression::FunctionReference { id, .. } if id.name == "PLURAL" => {
                        uses.plural_forms.push(keys)
                    }
                    InlineExpression::FunctionReference { id, .. } if id.name == "MONTH" => uses.month_forms.push(keys),
                    _ => uses.forbidden.push(format!("a selector that is neither PLURAL() nor MONTH(): {keys:?}")),
                }
                for variant in variants {
                    walk(&variant.value, uses);
                }
            }
        }
    }
}

fn walk_inline(inline: &InlineExpression<&str>, uses: &mut Uses) {
    match inline {
        InlineExpression::VariableReference { id } => drop(uses.values.insert(id.name.to_owned())),
        InlineExpression::FunctionReference { arguments: CallArguments { positional, named }, .. } => {
            match positional.as_slice() {
                [InlineExpression::VariableReference { id }] if named.is_empty() => {
                    uses.values.insert(id.name.to_owned());
                }
                _ => uses.forbidden.push("a function with other than one $value".to_owned()),
            }
        }
        InlineExpression::StringLiteral { .. } => {}
        _ => uses.forbidden.push("a reference to another text".to_owned()),
    }
}

/// How a message is shown, and how long it may be.
fn form(id: &str) -> (Form, usize) {
    match id {
        // Pop-up answers of callback queries.
        "button-old" | "button-done" | "desk-too-old" | "discreet-gone" => (Form::Plain, 200),
        "desk-not-yours" | "desk-suspended-short" | "desk-changed" | "desk-own-text" => (Form::Plain, 200),
        // Parts of lines, and words in a picture.
        _ if ["role-", "act-", "suspended-", "told-command", "chart-"].iter().any(|p| id.starts_with(p)) => {
            (Form::Plain, 100)
        }
        "bot-description" => (Form::Plain, 512),
        "bot-short-description" => (Form::Plain, 120),
        "stop-words" => (Form::Plain, 1000),
        _ if id.starts_with("petition-") => (Form::Plain, 200),
        // The page has room.
        _ if id.starts_with("web-") => (Form::Plain, 800),
        _ if id.starts_with("receipt-") => (Form::Plain, 500),
        "source-other" => (Form::Plain, 40),
        // A caption.
        "my-data-caption" | "reply-file" | "desk-to-sign-caption" => (Form::Html, 1024),
        "command-unknown" => (Form::Html, 4096),
        // Descriptions of commands: Telegram allows 256, a phone shows one line.
        _ if id.starts_with("command-") => (Form::Plain, 64),
        // One line on a cheap phone.
        _ if ["button-", "desk-button-", "kind-", "alert-kind-", "state-", "date"]
            .iter()
            .any(|p| id.starts_with(p)) =>
        {
            (Form::Plain, 40)
        }
        // Go under or over the organiser's text, which the desk limits.
        _ if id.starts_with("alert-head-") || id.starts_with("alert-foot-") => (Form::Html, 200),
        _ => (Form::Html, 4096),
    }
}

/// Values as long as the campaign's limits and our own lists allow.
struct LongValues {
    title: String,
    list: String,
    html: Html,
}

impl LongValues {
    fn new() -> Self {
        Self { title: "ы&".repeat(32), list: "Ł<".repeat(150), html: Html::trusted("<b>ž</b>".repeat(2000)) }
    }

    fn of<'a>(&'a self, names: &[&'static str], number: u64) -> Vec<(&'static str, Value<'a>)> {
        let value = |name: &str| match name {
            "call" | "statement" | "text" => Value::Rich(&self.html),
            "campaign" | "title" => Value::Plain(&self.title),
            "circle" => Value::Plain("a-circle-with-a-name"),
            "who" => Value::Plain("writer + approver 12"),
            "list" if names == ["list"] => Value::Rich(&self.html),
            "given" | "left" | "vouched" | "approvals" | "signatures" => Value::Number(number),
            "month" => Value::Number(number % 12 + 1),
            "day" if names.contains(&"month") => Value::Number(30),
            "year" => Value::Number(2026),
            "count" | "number" | "total" | "days" | "length" | "limit" | "required" | "delivered" | "unreachable"
            | "failed" | "uncertain" | "remaining" | "pledges" | "alerts" | "done" | "percent" | "minutes"
            | "hours" | "goal" | "size" | "needed" | "votes" => Value::Number(number),
            "audience" if names.contains(&"delivered") || names.contains(&"done") => Value::Number(number),
            _ => Value::Plain(&self.list),
        };
        names.iter().map(|name| (*name, value(name))).collect()
    }
}

#[test]
fn every_language_has_every_message_with_the_same_values() {
    let catalogue: BTreeMap<_, BTreeSet<_>> = Message::catalogue()
        .into_iter()
        .map(|(id, names)| (id.to_owned(), names.into_iter().map(str::to_owned).collect()))
        .collect();
    assert_eq!(catalogue.len(), Message::catalogue().len(), "an id stands twice in the catalogue");
    let mut flaws = Vec::new();
    for language in Language::ALL {
        let found = messages(language);
        for (id, values) in &catalogue {
            match found.get(id) {
                None => flaws.push(format!("{}: {id} is missing", language.code())),
                Some(uses) if uses.values != *values => {
                    flaws.push(format!("{}: {id} has {:?}, not {values:?}", language.code(), uses.values));
                }
                Some(_) => {}
            }
        }
        flaws.extend(
            found
                .keys()
                .filter(|id| !catalogue.contains_key(*id))
                .map(|id| format!("{}: {id} is not asked for", language.code())),
        );
    }
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}

#[test]
fn numbers_choose_every_form_that_icu_knows() {
    let months: BTreeSet<_> = plural::MONTHS.into_iter().map(str::to_owned).collect();
    for language in Language::ALL {
        let rules = plural::rules(language);
        // A million has a form of its own in French, Spanish and Portuguese.
        let needed: BTreeSet<_> =
            (0..1000).chain([1_000_000]).map(|n| plural::category(&rules, n).to_owned()).collect();
        for (id, uses) in messages(language) {
            assert!(uses.forbidden.is_empty(), "{}: {id}: {}", language.code(), uses.forbidden.join("; "));
            for forms in uses.plural_forms {
                assert!(forms.is_superset(&needed), "{}: {id} has {forms:?}, needs {needed:?}", language.code());
                let known = ["zero", "one", "two", "few", "many", "other"];
                assert!(
                    forms.iter().all(|form| known.contains(&form.as_str())),
                    "{}: {id}: {forms:?}",
                    language.code()
                );
            }
            for forms in uses.month_forms {
                assert_eq!(forms, months, "{}: {id}", language.code());
            }
        }
    }
}

#[test]
fn a_number_shows_the_form_of_icu() {
    // Rendered by the bundles themselves with a text of our own, not by the rules alone.
    for language in Language::ALL {
        let rules = icu_plurals::PluralRules::try_new(
            language.code().parse::<icu_locale_core::Locale>().unwrap().into(),
            icu_plurals::PluralRulesOptions::default(),
        )
        .unwrap();
        let mut bundle = super::texts::bundle(language);
        let probe = "probe = { PLURAL($n) ->\n [zero] Zero\n [one] One\n [two] Two\n [few] Few\n [many] Many\n *[other] Other\n }";
        bundle.add_resource(fluent_bundle::FluentResource::try_new(probe.to_owned()).unwrap()).unwrap();
        for n in (0..1000).chain([1_000_000, 1_000_001]) {
            let values = [("n", Value::Number(n))];
            let pattern = bundle.get_message("probe").unwrap().value().unwrap();
            let mut errors = Vec::new();
            let form = bundle.format_pattern(pattern, Some(&arguments(&values, Form::Plain)), &mut errors);
            assert!(errors.is_empty());
            assert_eq!(form, format!("{:?}", rules.category_for(n)), "{} {n}", language.code());
        }
    }
}

#[test]
fn what_is_rendered_keeps_the_limits_of_telegram() {
    let texts = Texts::load();
    let long = LongValues::new();
    let mut flaws = Vec::new();
    for language in Language::ALL {
        for (id, names) in Message::catalogue() {
            let (form, limit) = form(id);
            for number in [1, 2, 5, 11, 1_000_000] {
                let values = long.of(&names, number);
                // What is missing altogether is the other test's matter.
                let Some(text) = texts.render_in(language, id, &arguments(&values, form)) else { continue };
                let mut flaw = |what: String| flaws.push(format!("{}: {id}: {what}", language.code()));
                let visible = match form {
                    Form::Plain => text,
                    Form::Html => match Html::checked(text) {
                        Ok(html) => html.visible(),
                        Err(error) => {
                            flaw(error.to_string());
                            continue;
                        }
                    },
                };
                if form == Form::Plain && names.is_empty() && (holds_tags(&visible) || visible.contains("&lt;")) {
                    flaw("is plain and holds markup".to_owned());
                }
                if visible.chars().count() > limit {
                    flaw(format!("{} characters, {limit} are possible", visible.chars().count()));
                }
                if visible.trim() != visible || visible.is_empty() {
                    flaw("is empty or has spaces around it".to_owned());
                }
                if visible.contains("{") || visible.lines().any(|line| line.ends_with(' ')) {
                    flaw("holds a brace or a line that ends in a space".to_owned());
                }
            }
        }
    }
    flaws.dedup();
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}

#[test]
fn plain_values_are_escaped_in_every_message() {
    let texts = Texts::load();
    let html = Html::trusted("x".to_owned());
    for language in Language::ALL {
        for (id, names) in Message::catalogue() {
            if form(id).0 == Form::Plain {
                continue;
            }
            let values: Vec<_> = names
                .iter()
                .map(|name| match *name {
                    "call" | "statement" => (*name, Value::Rich(&html)),
                    "days" | "total" | "count" | "minutes" | "goal" | "size" => (*name, Value::Number(3)),
                    _ => (*name, Value::Plain("</b><script>\"&")),
                })
                .collect();
            let text = texts.render(language, id, &values, Form::Html);
            assert!(Html::checked(text).is_ok(), "{}: {id}", language.code());
        }
    }
}

#[test]
fn every_language_has_its_stop_words_and_dates() {
    let texts = Texts::load();
    for language in Language::ALL {
        for word in texts.plain(language, Message::StopWords).split(',') {
            assert!(
                texts.is_stop_word(word) && texts.is_stop_word(&word.to_uppercase()),
                "{}: {word}",
                language.code()
            );
        }
        let dates: BTreeSet<_> =
            (1..=12).map(|month| texts.plain(language, Message::Date { day: 16, month, year: 2026 })).collect();
        assert_eq!(dates.len(), 12, "{}: {dates:?}", language.code());
        assert!(
            dates.iter().all(|date| date.contains("16") && date.contains("2026")),
            "{}: {dates:?}",
            language.code()
        );
    }
}
