//! Entities of a text: what Telegram finds by itself, what a request gives, how they move when a text is tidied.
//!
//! Offsets and lengths are in UTF-16 code units.

use serde_json::{Map, Value, json};

use super::answer::Refusal;
use super::detect::detect;
use super::html;
use super::parameters::Request;

/// One entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entity {
    /// The type's name in the Bot API.
    pub kind: &'static str,
    pub offset: usize,
    pub length: usize,
    pub url: Option<String>,
    pub language: Option<String>,
    pub custom_emoji_id: Option<String>,
    pub user: Option<i64>,
}

/// The types that a request may name in `entities`.
const GIVEN: [&str; 17] = [
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "mention",
    "hashtag",
    "bot_command",
    "url",
    "email",
];

impl Entity {
    pub fn new(kind: &'static str, offset: usize, length: usize) -> Entity {
        Entity { kind, offset, length, url: None, language: None, custom_emoji_id: None, user: None }
    }

    /// A link or a mention; `None` where the address is none, which Telegram drops without a word.
    pub fn link(url: &str, offset: usize, length: usize) -> Option<Entity> {
        if let Some(id) = url.strip_prefix("tg://user?id=").and_then(|id| id.parse().ok()) {
            return Some(Entity { user: Some(id), ..Entity::new("text_mention", offset, length) });
        }
        let url = checked_url(url).ok()?;
        Some(Entity { url: Some(url), ..Entity::new("text_link", offset, length) })
    }

    /// Where the entity ends.
    pub fn end(&self) -> usize {
        self.offset + self.length
    }

    pub fn json(&self) -> Value {
        let mut map = Map::new();
        map.insert("type".into(), self.kind.into());
        map.insert("offset".into(), self.offset.into());
        map.insert("length".into(), self.length.into());
        let texts = [("url", &self.url), ("language", &self.language), ("custom_emoji_id", &self.custom_emoji_id)];
        for (name, value) in texts {
            if let Some(value) = value {
                map.insert(name.into(), value.as_str().into());
            }
        }
        if let Some(user) = self.user {
            map.insert("user".into(), json!({"id": user, "is_bot": false, "first_name": "User"}));
        }
        map.into()
    }
}

/// The text that a request carries in `name`, parsed, tidied and with what Telegram finds by itself.
///
/// # Errors
/// `can't parse entities: …`
pub(crate) fn read(request: &Request, name: &str, entities: &str) -> Result<(String, Vec<Entity>), Refusal> {
    let source = request.text(name).unwrap_or_default();
    let (text, found) = match request.text("parse_mode").unwrap_or_default() {
        mode if mode.eq_ignore_ascii_case("html") => html::parse(source)?,
        "" => match request.value(entities) {
            Some(given) => (source.to_owned(), given_entities(source, given)?),
            None => (source.to_owned(), Vec::new()),
        },
        mode if mode.eq_ignore_ascii_case("markdown") || mode.eq_ignore_ascii_case("markdownv2") => {
            return Err(Refusal::problem("klich sandbox: parse_mode Markdown is not implemented, use HTML"));
        }
        _ => return Err(Refusal::problem("unsupported parse_mode")),
    };
    let (text, mut found) = tidy(text, found);
    detect(&text, &mut found);
    Ok((text, found))
}

/// Tidies and searches a text that a person typed.
pub(crate) fn typed(text: &str) -> (String, Vec<Entity>) {
    let (text, mut found) = tidy(text.to_owned(), Vec::new());
    detect(&text, &mut found);
    (text, found)
}

fn given_entities(text: &str, given: &Value) -> Result<Vec<Entity>, Refusal> {
    let length = text.encode_utf16().count();
    let mut found = Vec::new();
    for entity in given.as_array().into_iter().flatten() {
        let field = |name: &str| entity.get(name).and_then(Value::as_str).map(str::to_owned);
        let number = |name: &str| entity.get(name).and_then(Value::as_i64).and_then(|n| usize::try_from(n).ok());
        let wanted = field("type").unwrap_or_default();
        let kind = GIVEN.iter().copied().find(|kind| *kind == wanted);
        let kind = kind.ok_or_else(|| Refusal::problem("can't parse MessageEntity: Unsupported type specified"))?;
        let (Some(offset), Some(size)) = (number("offset"), number("length")) else {
            return Err(Refusal::problem("can't parse MessageEntity: offset and length must not be negative"));
        };
        if offset + size > length {
            let end = offset + size;
            return Err(Refusal::problem(format!(
                "entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
            )));
        }
        let user = entity.get("user").and_then(|user| user.get("id")).and_then(Value::as_i64);
        let url = match (kind, field("url")) {
            ("text_link", url) => {
                let url = url.unwrap_or_default();
                let checked = checked_url(&url);
                Some(checked.map_err(|why| Refusal::problem(format!("entity URL '{url}' is invalid: {why}")))?)
            }
            _ => None,
        };
        let entity = Entity {
            url,
            user,
            language: field("language"),
            custom_emoji_id: field("custom_emoji_id"),
            ..Entity::new(kind, offset, size)
        };
        if size > 0 {
            found.push(entity);
        }
    }
    found.sort_by(|a, b| a.offset.cmp(&b.offset).then(b.length.cmp(&a.length)));
    Ok(found)
}

/// Checks an address as Telegram does for links and URL buttons, and completes it with `http://`.
///
/// # Errors
/// Telegram's short reason.
pub(crate) fn checked_url(text: &str) -> Result<String, &'static str> {
    if text.is_empty() {
        return Err("URL host is empty");
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("Wrong HTTP URL");
    }
    let (scheme, full) = match text.split_once("://") {
        Some((scheme, _)) => (scheme.to_ascii_lowercase(), text.to_owned()),
        None if text.starts_with("mailto:") || text.starts_with("tel:") => return Ok(text.to_owned()),
        None => ("http".to_owned(), format!("http://{text}")),
    };
    match scheme.as_str() {
        "tg" | "ton" | "tonsite" => Ok(full),
        "http" | "https" => {
            let url = reqwest::Url::parse(&full).map_err(|_| "Wrong HTTP URL")?;
            let host = url.host_str().unwrap_or_default();
            if host.is_empty() {
                return Err("URL host is empty");
            }
            let local = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok();
            if host.contains('.') || host.contains('[') || local { Ok(url.into()) } else { Err("Wrong HTTP URL") }
        }
        _ => Err("Unsupported URL protocol"),
    }
}

/// Drops carriage returns, makes other control characters spaces and trims both ends; moves the entities along.
fn tidy(text: String, entities: Vec<Entity>) -> (String, Vec<Entity>) {
    let odd = |c: char| c.is_control() && c != '\n';
    if text.trim().len() == text.len() && !text.contains(odd) {
        return (text, entities);
    }
    let cleaned: String = text.chars().map(|c| if odd(c) && c != '\r' { ' ' } else { c }).collect();
    let lead = cleaned.len() - cleaned.trim_start().len();
    let keep = cleaned.trim_end().len();
    let mut result = String::with_capacity(cleaned.len());
    // `moved` has, for each UTF-16 offset of the old text, the same place in the new one.
    let mut moved = Vec::with_capacity(cleaned.len() + 1);
    let mut length = 0;
    for (at, character) in cleaned.char_indices() {
        moved.extend(std::iter::repeat_n(length, character.len_utf16()));
        if at >= lead && at < keep && character != '\r' {
            result.push(character);
            length += character.len_utf16();
        }
    }
    moved.push(length);
    let place = |old: usize| moved.get(old).copied().unwrap_or(length);
    let entities = entities.into_iter().filter_map(|entity| {
        let (offset, end) = (place(entity.offset), place(entity.end()));
        (end > offset).then_some(Entity { offset, length: end - offset, ..entity })
    });
    let entities = entities.collect();
    (result, entities)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use proptest::prelude::*;

    fn seen(text: &str) -> Vec<(&'static str, usize, usize)> {
        typed(text).1.iter().map(|entity| (entity.kind, entity.offset, entity.length)).collect()
    }

    #[test]
    fn commands_mentions_tags_and_links_are_found() {
        assert_eq!(seen("/start abc"), [("bot_command", 0, 6)]);
        assert_eq!(seen("😀 /help@klich_bot, and/or a/b /x/y"), [("bot_command", 3, 15)]);
        assert_eq!(seen("#кліч @someone #1"), [("hashtag", 0, 5), ("mention", 6, 8)]);
        assert_eq!(seen("see https://example.org/a/b."), [("url", 4, 23)]);
        assert_eq!(seen("a@b.org 5/6"), []);
    }

    #[test]
    fn trimming_moves_entities() {
        let (text, entities) =
            tidy("  \r\nжы😀\t ".into(), vec![Entity::new("bold", 0, 8), Entity::new("italic", 8, 2)]);
        assert_eq!(text, "жы😀");
        assert_eq!(entities, [Entity::new("bold", 0, 4)]);
    }

    #[test]
    fn addresses_are_checked() {
        assert_eq!(checked_url("ftp://a.org"), Err("Unsupported URL protocol"));
        assert_eq!(checked_url("not-a-url"), Err("Wrong HTTP URL"));
        assert_eq!(checked_url(""), Err("URL host is empty"));
        assert!(checked_url("example.org/a").is_ok() && checked_url("tg://resolve?domain=x").is_ok());
    }

    proptest! {
        #[test]
        fn entities_stay_inside_the_text(text in "[ /@#a-zж😀.:\n\t]{0,60}") {
            let (text, entities) = typed(&text);
            let length = text.encode_utf16().count();
            prop_assert!(entities.iter().all(|entity| entity.length > 0 && entity.end() <= length));
            prop_assert_eq!(text.trim(), text.as_str());
        }
    }
}
