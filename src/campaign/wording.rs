//! `<lang>.ftl`: the words of a campaign in one language.

mod checks;
mod lines;

use std::collections::BTreeMap;

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement},
    unicode::unescape_unicode_to_string,
};

use self::checks::units;
use self::lines::{DEPTH_MAX, too_deep};
use super::manifest::line_at;
use super::nearest::{advice, nearest};
use super::{DemandId, Problem, Reminder, source::Source};
use crate::text::Html;

/// A demand in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemandText {
    /// Its name; plain, at most 80 characters.
    pub title: String,
    /// What it says; at most 600 characters.
    pub text: Html,
}

/// Every text of a campaign in one language.
pub(super) struct Wording {
    pub(super) title: String,
    pub(super) call: Html,
    pub(super) background: Html,
    pub(super) statement: Html,
    pub(super) day_title: String,
    pub(super) day_text: Html,
    pub(super) share_text: String,
    /// Those that there are: a campaign need not have reminders.
    pub(super) reminders: BTreeMap<Reminder, String>,
    pub(super) demands: BTreeMap<DemandId, DemandText>,
}

/// How many characters each text may show, so that every message that holds it keeps Telegram's limits. Counted as Telegram
/// counts: in units of UTF-16.
mod limit {
    pub(super) const TITLE: usize = 64;
    pub(super) const CALL: usize = 1000;
    pub(super) const BACKGROUND: usize = 3000;
    pub(super) const STATEMENT: usize = 1000;
    pub(super) const DAY_TITLE: usize = 100;
    pub(super) const DAY_TEXT: usize = 2000;
    pub(super) const SHARE_TEXT: usize = 200;
    pub(super) const REMINDER: usize = 1000;
    pub(super) const DEMAND_TITLE: usize = 80;
    pub(super) const DEMAND: usize = 600;
    /// Tags in one text; a message holds at most two of them. Source: Bot API, 100 entities a message.
    pub(super) const SPANS: usize = 50;
    /// All demands in one message.
    pub(super) const DEMANDS: usize = 3500;
}

/// The texts that every campaign has, but for its demands.
const TEXTS: [&str; 7] = ["title", "call", "background", "statement", "day-title", "day-text", "share-text"];

impl Wording {
    /// Reads a language's words and names every mistake in them; `None` where one is missing.
    ///
    /// Texts of demands are looked for where `demands` is known.
    pub(super) fn read(
        source: &Source,
        name: &str,
        text: &str,
        demands: Option<&[DemandId]>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let mut reader = Reader { source, name, text, messages: BTreeMap::new(), problems };
        let resource = reader.parse();
        reader.collect(&resource);
        let title = reader.plain("title", limit::TITLE);
        let call = reader.html("call", limit::CALL);
        let background = reader.html("background", limit::BACKGROUND);
        let statement = reader.html("statement", limit::STATEMENT);
        let day_title = reader.plain("day-title", limit::DAY_TITLE);
        let day_text = reader.html("day-text", limit::DAY_TEXT);
        let share_text = reader.plain("share-text", limit::SHARE_TEXT);
        let reminders = reader.reminders();
        let texts = demands.map(|demands| reader.demands(demands));
        reader.leftovers(demands);
        Some(Self {
            title: title?,
            call: call?,
            background: background?,
            statement: statement?,
            day_title: day_title?,
            day_text: day_text?,
            share_text: share_text?,
            reminders,
            demands: texts?,
        })
    }
}

struct Reader<'a, 'p> {
    source: &'a Source,
    name: &'a str,
    text: &'a str,
    /// What was not asked for yet.
    messages: BTreeMap<String, Message<&'a str>>,
    problems: &'p mut Vec<Problem>,
}

impl<'a> Reader<'a, '_> {
    fn say(&mut self, line: Option<usize>, what: impl Into<String>, next_step: impl Into<String>) {
        self.problems.push(self.source.problem(self.name, line, what, next_step));
    }

    fn parse(&mut self) -> Vec<Entry<&'a str>> {
        if let Some(line) = too_deep(self.text) {
            self.say(Some(line), format!("braces lie in each other more than {DEPTH_MAX} deep"), "Take them out");
            return Vec::new();
        }
        let (resource, errors) = match fluent_syntax::parser::parse(self.text) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        for error in errors {
            let next_step = "Write `name = text`, with the further lines of a text indented; a text's own { and } as {\"{\"} and {\"}\"}";
            // Fluent looks past the line's end before it gives up.
            let before = self.text.get(..error.pos.start).unwrap_or_default().trim_end();
            self.say(
                Some(line_at(self.text, before.len())),
                format!("Fluent cannot read this: {}", error.kind),
                next_step,
            );
        }
        resource.body
    }

    fn collect(&mut self, entries: &[Entry<&'a str>]) {
        for entry in entries {
            let Entry::Message(message) = entry else { continue };
            if self.messages.insert(message.id.name.to_owned(), message.clone()).is_some() {
                let line = self.last_line_of(message.id.name);
                self.say(line, format!("`{}` stands twice", message.id.name), "Remove one");
            }
        }
    }

    /// Takes a message's own text.
    fn take(&mut self, id: &str) -> Option<(Message<&'a str>, String)> {
        let Some(message) = self.messages.remove(id) else {
            // A text that Fluent can't read is named already.
            if self.line_of(id).is_none() {
                self.say(
                    self.end(),
                    format!("the text `{id}` is missing"),
                    format!("Write `{id} = …`; en.ftl shows what it is for"),
                );
            }
            return None;
        };
        let text = message.value.as_ref().and_then(|pattern| self.write(id, pattern));
        if message.value.is_none() {
            self.say(self.line_of(id), format!("`{id}` has no text"), "Write the text behind the `=`");
        }
        Some((message, text?))
    }

    fn plain(&mut self, id: &str, limit: usize) -> Option<String> {
        let (message, text) = self.take(id)?;
        self.parts(&message, &[]);
        self.check_plain(id, text, limit)
    }

    fn html(&mut self, id: &str, limit: usize) -> Option<Html> {
        let (message, text) = self.take(id)?;
        self.parts(&message, &[]);
        self.check_html(id, text, limit)
    }

    /// Names the parts of a text that nothing asks for.
    fn parts(&mut self, message: &Message<&'a str>, known: &[&str]) {
        for attribute in message.attributes.iter().filter(|attribute| !known.contains(&attribute.id.name)) {
            let (id, name) = (message.id.name, attribute.id.name);
            let next_step = match known {
                [] => "Remove it: this text has no parts".to_owned(),
                known => advice(name, known),
            };
            self.say(
                self.line_of_part(id, name),
                format!("`{id}` has a part `.{name}` that nothing asks for"),
                next_step,
            );
        }
    }

    fn reminders(&mut self) -> BTreeMap<Reminder, String> {
        let written: Vec<_> =
            Reminder::ALL.into_iter().filter(|reminder| self.messages.contains_key(reminder.text_id())).collect();
        let text = |reminder: Reminder| Some((reminder, self.plain(reminder.text_id(), limit::REMINDER)?));
        written.into_iter().filter_map(text).collect()
    }

    fn demands(&mut self, demands: &[DemandId]) -> BTreeMap<DemandId, DemandText> {
        let mut texts = BTreeMap::new();
        let mut length = 0;
        for demand in demands {
            let id = format!("demand-{demand}");
            let Some((message, text)) = self.take(&id) else { continue };
            let title = message.attributes.iter().find(|attribute| attribute.id.name == "title");
            if title.is_none() {
                self.say(
                    self.line_of(&id),
                    format!("`{id}` has no title"),
                    "Write `.title = …`, indented, below its text",
                );
            }
            let title = title
                .and_then(|attribute| self.write(&id, &attribute.value))
                .and_then(|title| self.check_plain(&id, title, limit::DEMAND_TITLE));
            self.parts(&message, &["title"]);
            let text = self.check_html(&id, text, limit::DEMAND);
            if let (Some(title), Some(text)) = (title, text) {
                length += units(&title) + units(&text.visible()) + 10;
                texts.insert(demand.clone(), DemandText { title, text });
            }
        }
        if length > limit::DEMANDS {
            let what = format!("all demands together have {length} characters, so they do not fit one message");
            let line = demands.first().and_then(|first| self.line_of(&format!("demand-{first}")));
            self.say(line, what, format!("Shorten them to {}", limit::DEMANDS));
        }
        texts
    }

    /// Names what nothing asked for: mostly a slip of the pen.
    fn leftovers(&mut self, demands: Option<&[DemandId]>) {
        let demands_are_known = demands.is_some();
        let demands = demands.unwrap_or_default().iter().map(|demand| format!("demand-{demand}"));
        let reminders = Reminder::ALL.map(|reminder| reminder.text_id().to_owned());
        let known: Vec<String> = TEXTS.map(str::to_owned).into_iter().chain(reminders).chain(demands).collect();
        for id in std::mem::take(&mut self.messages).into_keys() {
            if demands_are_known || !id.starts_with("demand-") {
                let next_step = match nearest(&id, known.iter().map(String::as_str)) {
                    Some(near) => format!("Did you mean `{near}`? If not, remove it"),
                    None => "Remove it; a demand's text is `demand-` and the id in campaign.toml".to_owned(),
                };
                self.say(self.line_of(&id), format!("no text is called `{id}`"), next_step);
            }
        }
    }

    /// Writes a pattern out; campaigns' texts have no variables.
    fn write(&mut self, id: &str, pattern: &Pattern<&str>) -> Option<String> {
        let mut out = String::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => out.push_str(value),
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::StringLiteral { value }),
                } => out.push_str(&unescape_unicode_to_string(value)),
                PatternElement::Placeable { expression } => {
                    let next_step = "Write the words out; a brace itself is written {\"{\"}";
                    let what = match expression {
                        Expression::Inline(InlineExpression::VariableReference { id: name }) => {
                            format!("`{id}` has a variable, `${}`, and texts of a campaign have none", name.name)
                        }
                        Expression::Inline(InlineExpression::MessageReference { id: name, .. }) => {
                            format!("`{id}` takes in `{}`, and texts of a campaign stand alone", name.name)
                        }
                        Expression::Inline(InlineExpression::TermReference { id: name, .. }) => {
                            format!("`{id}` takes in `-{}`, and texts of a campaign stand alone", name.name)
                        }
                        _ => format!("`{id}` has a choice or a function, and texts of a campaign have none"),
                    };
                    self.say(self.line_of(id), what, next_step);
                    return None;
                }
            }
        }
        Some(out)
    }
}
