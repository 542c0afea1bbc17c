//! `<lang>.ftl`: the words of a campaign in one language.

use std::collections::BTreeMap;

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement},
    unicode::unescape_unicode_to_string,
};

use super::manifest::{is_web_address, line_at};
use super::nearest::{advice, nearest};
use super::{DemandId, Problem, Reminder, source::Source};
use crate::text::{Html, holds_tags};

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

/// Counts as Telegram does. Source: Bot API, `MessageEntity`: lengths are in UTF-16 code units.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

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

/// Braces that lie deeper in each other are not parsed: Fluent's parser takes stack for each, and a text needs none.
const DEPTH_MAX: usize = 32;

/// Finds the line in which braces lie too deep. What stands in quotes within braces is text; with a new entry, which
/// begins a line, all are closed.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '#' | '-')) {
            depth = 0;
        }
        let (mut quoted, mut escaped) = (false, false);
        for byte in line.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' if depth > 0 => quoted = !quoted,
                b'{' if !quoted => depth += 1,
                b'}' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEPTH_MAX {
                return Some(number);
            }
        }
    }
    None
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

    fn check_plain(&mut self, id: &str, text: String, limit: usize) -> Option<String> {
        if holds_tags(&text) {
            self.say(self.line_of(id), format!("`{id}` is shown as plain text and has a tag"), "Remove the tag");
            return None;
        }
        self.check_length(id, &text, limit).then_some(text)
    }

    fn check_html(&mut self, id: &str, text: String, limit: usize) -> Option<Html> {
        let spans = text.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic())).count();
        if spans > limit::SPANS {
            let what = format!("`{id}` has {spans} tags, and Telegram shows 100 in a message");
            self.say(self.line_of(id), what, format!("Leave {} at most", limit::SPANS));
            return None;
        }
        if !self.links_are_sound(id, &text) {
            return None;
        }
        match Html::checked(text) {
            Ok(html) => self.check_length(id, &html.visible(), limit).then_some(html),
            Err(error) => {
                self.say(self.line_of(id), format!("in `{id}` {error}"), "Mend the markup");
                None
            }
        }
    }

    /// Names every link that a chat can't open.
    fn links_are_sound(&mut self, id: &str, text: &str) -> bool {
        let links = text.split("<a href=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(link, _)| link);
        let mut sound = true;
        for link in links {
            let short: String = link.chars().filter(|c| !c.is_control()).take(80).collect();
            let has_scheme = link.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '.', '#']));
            let (what, next_step) = if is_web_address(link) {
                continue;
            } else if has_scheme {
                ("is no address that begins with https:// and names a host", "Mend the address")
            } else if self.source.holds(link) {
                (
                    "is a file of this folder, and a chat can't open it",
                    "Write the https:// address where it can be read",
                )
            } else {
                ("leads to a file that is not there", "Write an address that begins with https://")
            };
            let line = self.line_with(id, link);
            self.say(line, format!("in `{id}` the link `{short}` {what}"), next_step);
            sound = false;
        }
        sound
    }

    fn check_length(&mut self, id: &str, visible: &str, limit: usize) -> bool {
        let length = units(visible);
        if visible.trim().is_empty() {
            self.say(self.line_of(id), format!("`{id}` is empty"), "Write its text");
        } else if length > limit {
            let what = format!("a text of `{id}` has {length} characters");
            self.say(
                self.line_of(id),
                what,
                format!("Shorten it to {limit}, so that its messages keep Telegram's limits"),
            );
        }
        (1..=limit).contains(&length) && !visible.trim().is_empty()
    }

    /// Gives the last line: where what is missing can be written.
    fn end(&self) -> Option<usize> {
        self.source.last_line(self.name)
    }

    /// Finds the line of a part of a text.
    fn line_of_part(&self, id: &str, part: &str) -> Option<usize> {
        let begin = self.line_of(id)?;
        let starts = |line: &&str| line.trim_start().strip_prefix('.').is_some_and(|rest| rest.starts_with(part));
        let found = self.text.lines().skip(begin).position(|line| starts(&line));
        found.map_or(Some(begin), |at| Some(begin + at + 1))
    }

    /// Finds the first line from a text's own on that holds something.
    fn line_with(&self, id: &str, what: &str) -> Option<usize> {
        let begin = self.line_of(id)?;
        let found = self.text.lines().skip(begin - 1).position(|line| line.contains(what));
        found.map_or(Some(begin), |at| Some(begin + at))
    }

    fn line_of(&self, id: &str) -> Option<usize> {
        self.lines_of(id).next()
    }

    fn last_line_of(&self, id: &str) -> Option<usize> {
        self.lines_of(id).last()
    }

    fn lines_of(&self, id: &str) -> impl Iterator<Item = usize> {
        (1..)
            .zip(self.text.lines())
            .filter(move |(_, line)| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('=')))
            .map(|(number, _)| number)
    }
}
