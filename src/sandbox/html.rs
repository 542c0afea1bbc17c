//! The HTML parse mode: Telegram's tags, its leniencies and its errors with byte offsets.
//!
//! Source: Bot API, *HTML style*; the errors and the order of checks follow tdlib's `parse_html`.

use super::answer::Refusal;
use super::entities::Entity;
use super::reference::reference;

const TAGS: [&str; 16] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "span",
    "pre",
    "code",
    "blockquote",
];

struct Open {
    tag: String,
    argument: String,
    /// Where the tag's text begins, in UTF-16 code units.
    offset: usize,
    /// The same in bytes of the result.
    begin: usize,
}

/// Parses `source` into plain text and its entities.
///
/// # Errors
/// `can't parse entities: …`, as the server words it.
pub(crate) fn parse(source: &str) -> Result<(String, Vec<Entity>), Refusal> {
    let parser = Parser {
        source,
        at: 0,
        text: String::with_capacity(source.len()),
        length: 0,
        open: Vec::new(),
        found: Vec::new(),
    };
    parser.run().map_err(|error| Refusal::problem(format!("can't parse entities: {error}")))
}

struct Parser<'a> {
    source: &'a str,
    /// Byte offset of what is read next.
    at: usize,
    text: String,
    /// The text's length in UTF-16 code units.
    length: usize,
    open: Vec<Open>,
    found: Vec<Entity>,
}

impl Parser<'_> {
    fn run(mut self) -> Result<(String, Vec<Entity>), String> {
        while let Some(character) = self.rest().chars().next() {
            if character == '&'
                && let Some((decoded, end)) = reference(self.source, self.at)
            {
                self.push(decoded?);
                self.at = end;
            } else if character == '<' {
                let begin = self.at;
                self.at += 1;
                if self.byte() == b'/' { self.close(begin)? } else { self.open(begin)? }
            } else {
                self.push(character);
                self.at += character.len_utf8();
            }
        }
        if let Some(open) = self.open.last() {
            return Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag));
        }
        for entity in &mut self.found {
            if entity.kind == "code" {
                entity.language = None;
            }
        }
        self.found.sort_by(|a, b| a.offset.cmp(&b.offset).then(b.length.cmp(&a.length)));
        Ok((self.text, self.found))
    }

    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// The next byte, 0 at the end.
    fn byte(&self) -> u8 {
        self.source.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn push(&mut self, character: char) {
        self.text.push(character);
        self.length += character.len_utf16();
    }

    fn skip(&mut self, more: impl Fn(u8) -> bool) {
        while self.byte() != 0 && more(self.byte()) {
            self.at += 1;
        }
    }

    fn since(&self, begin: usize) -> &str {
        self.source.get(begin..self.at).unwrap_or_default()
    }

    fn open(&mut self, begin: usize) -> Result<(), String> {
        self.skip(|byte| !space(byte) && byte != b'>');
        if self.byte() == 0 {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        let tag = self.since(begin + 1).to_ascii_lowercase();
        if !TAGS.contains(&tag.as_str()) {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
        }
        let mut argument = String::new();
        while self.byte() != b'>' {
            self.skip(space);
            if self.byte() == b'>' {
                break;
            }
            self.attribute(&tag, begin, &mut argument)?;
        }
        if tag == "span" && argument != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.at += 1;
        self.open.push(Open { tag, argument, offset: self.length, begin: self.text.len() });
        Ok(())
    }

    fn attribute(&mut self, tag: &str, begin: usize, argument: &mut String) -> Result<(), String> {
        let start = self.at;
        self.skip(|byte| !space(byte) && byte != b'=' && byte != b'>');
        let name = self.since(start).to_owned();
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        self.skip(space);
        if self.byte() != b'=' {
            if self.byte() == 0 {
                return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}"));
            }
            if tag == "blockquote" && name == "expandable" {
                "expandable".clone_into(argument);
                return Ok(());
            }
            return Err(format!(
                "Expected equal sign in declaration of an attribute of the tag \"{tag}\" at byte offset {begin}"
            ));
        }
        self.at += 1;
        self.skip(space);
        if self.byte() == 0 {
            return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}"));
        }
        let value = self.value()?;
        if self.byte() == 0 {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        match (tag, name.as_str()) {
            ("a", "href") | ("tg-emoji", "emoji-id") => *argument = value,
            ("code", "class") => value.strip_prefix("language-").unwrap_or_default().clone_into(argument),
            ("span", "class") => value.strip_prefix("tg-").unwrap_or_default().clone_into(argument),
            ("blockquote", "expandable") => "expandable".clone_into(argument),
            _ => {}
        }
        Ok(())
    }

    /// An attribute's value: a token of letters, digits, dots and hyphens, or a quoted string.
    fn value(&mut self) -> Result<String, String> {
        let quote = self.byte();
        if quote != b'"' && quote != b'\'' {
            let start = self.at;
            self.skip(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
            if !space(self.byte()) && self.byte() != b'>' {
                return Err(format!("Unexpected end of name token at byte offset {start}"));
            }
            return Ok(self.since(start).to_ascii_lowercase());
        }
        self.at += 1;
        let mut value = String::new();
        while let Some(character) = self.rest().chars().next() {
            if character == char::from(quote) {
                self.at += 1;
                break;
            }
            if character == '&'
                && let Some((decoded, end)) = reference(self.source, self.at)
            {
                value.push(decoded?);
                self.at = end;
            } else {
                value.push(character);
                self.at += character.len_utf8();
            }
        }
        Ok(value)
    }

    fn close(&mut self, begin: usize) -> Result<(), String> {
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.skip(|byte| !space(byte) && byte != b'>');
        let tag = self.since(begin + 2).to_ascii_lowercase();
        self.skip(space);
        if self.byte() != b'>' {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        if !tag.is_empty() && tag != open.tag {
            let expected = &open.tag;
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{expected}>\", found \"</{tag}>\""
            ));
        }
        self.at += 1;
        if self.length > open.offset { self.finish(open) } else { Ok(()) }
    }

    fn finish(&mut self, open: Open) -> Result<(), String> {
        let whole = |last: &Entity, length: usize| last.offset == open.offset && last.length == length;
        let length = self.length - open.offset;
        let kind = match open.tag.as_str() {
            "i" | "em" => "italic",
            "b" | "strong" => "bold",
            "s" | "strike" | "del" => "strikethrough",
            "u" | "ins" => "underline",
            "tg-spoiler" | "span" => "spoiler",
            "tg-emoji" => {
                if open.argument.parse::<i64>().map_or(true, |id| id == 0) {
                    return Err("Invalid custom emoji identifier specified".into());
                }
                self.found.push(Entity {
                    custom_emoji_id: Some(open.argument),
                    ..Entity::new("custom_emoji", open.offset, length)
                });
                return Ok(());
            }
            "a" => {
                let shown = self.text.get(open.begin..).unwrap_or_default();
                let url = if open.argument.is_empty() { shown } else { &open.argument };
                self.found.extend(Entity::link(url, open.offset, length));
                return Ok(());
            }
            "pre" => {
                match self.found.last_mut() {
                    Some(last) if last.kind == "code" && last.language.is_some() && whole(last, length) => {
                        last.kind = "pre"
                    }
                    _ => self.found.push(Entity::new("pre", open.offset, length)),
                }
                return Ok(());
            }
            "code" => {
                let language = Some(open.argument).filter(|language| !language.is_empty());
                let begins = open.offset;
                match self.found.last_mut() {
                    Some(last)
                        if last.kind == "pre"
                            && language.is_some()
                            && last.offset == begins
                            && last.length == length =>
                    {
                        last.language = language;
                    }
                    _ => self.found.push(Entity { language, ..Entity::new("code", begins, length) }),
                }
                return Ok(());
            }
            _ if open.argument == "expandable" => "expandable_blockquote",
            _ => "blockquote",
        };
        self.found.push(Entity::new(kind, open.offset, length));
        Ok(())
    }
}

fn space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0b)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use proptest::prelude::*;

    fn error(source: &str) -> String {
        let description = parse(source).unwrap_err().description;
        description.strip_prefix("Bad Request: can't parse entities: ").unwrap().to_owned()
    }

    #[test]
    fn errors_are_worded_as_the_server_words_them() {
        for (source, expected) in [
            ("a <b", "Unclosed start tag at byte offset 2"),
            ("я<x>", "Unsupported start tag \"x\" at byte offset 2"),
            ("1 < 2 > 1", "Unsupported start tag \"\" at byte offset 2"),
            ("<b>a</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
            ("a</b>", "Unexpected end tag at byte offset 1"),
            ("<b>a", "Can't find end tag corresponding to start tag \"b\""),
            ("<b>a</b", "Unclosed end tag at byte offset 4"),
            ("<a =x>a</a>", "Empty attribute name in the tag \"a\" at byte offset 0"),
            ("<a href>a</a>", "Expected equal sign in declaration of an attribute of the tag \"a\" at byte offset 0"),
            ("<a href=", "Unclosed start tag \"a\" at byte offset 0"),
            ("<a href=\"x", "Unclosed start tag at byte offset 0"),
            ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
            ("<span>a</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
            ("<tg-emoji emoji-id=\"x\">a</tg-emoji>", "Invalid custom emoji identifier specified"),
        ] {
            assert_eq!(error(source), expected, "{source}");
        }
    }

    #[test]
    fn nesting_and_offsets_are_utf16() {
        let (text, entities) =
            parse("😀<b>жы<i>в</i></b> <pre><code class=\"language-rust\">x</code></pre> &lt;&amp;&#33;").unwrap();
        assert_eq!(text, "😀жыв x <&!");
        let seen: Vec<_> = entities.iter().map(|e| (e.kind, e.offset, e.length)).collect();
        assert_eq!(seen, [("bold", 2, 3), ("italic", 4, 1), ("pre", 6, 1)]);
        assert_eq!(entities[2].language.as_deref(), Some("rust"));
    }

    #[test]
    fn links_of_people_and_bad_links() {
        let (_, entities) = parse(
            "<a href=\"tg://user?id=42\">x</a><a href=\"https://a.org/?a=1&amp;b=2\">y</a><a href=\"nope\">z</a>",
        )
        .unwrap();
        assert_eq!((entities[0].kind, entities[0].user), ("text_mention", Some(42)));
        assert_eq!((entities[1].kind, entities[1].url.as_deref()), ("text_link", Some("https://a.org/?a=1&b=2")));
        assert_eq!(entities.len(), 2);
    }

    proptest! {
        #[test]
        fn what_is_escaped_comes_back_plain(text in "\\PC{0,60}") {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let (plain, entities) = parse(&escaped).unwrap();
            prop_assert_eq!(plain, text);
            prop_assert!(entities.is_empty());
        }

        #[test]
        fn offsets_are_utf16_and_lengths_fit(before in "\\PC{0,20}", inside in "\\PC{1,20}") {
            let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let (text, entities) = parse(&format!("{}<b>{}</b>", escape(&before), escape(&inside))).unwrap();
            prop_assert_eq!(text.chars().count(), before.chars().count() + inside.chars().count());
            prop_assert_eq!((entities[0].offset, entities[0].length), (before.encode_utf16().count(), inside.encode_utf16().count()));
        }

        #[test]
        fn nothing_makes_it_panic(source in "[<>/a-c &#;x=\"'ж😀0-9!-]{0,40}") {
            let _ = parse(&source);
        }
    }
}
