//! A text and its entities as safe HTML for a page.

use super::entities::Entity;

/// Renders `text` with its entities as HTML that holds no script, no style and no address but http, https, mailto, tel and tg.
///
/// Entities that overlap without nesting are closed and opened again.
pub(crate) fn html(text: &str, entities: &[Entity]) -> String {
    let mut sorted: Vec<&Entity> = entities.iter().collect();
    sorted.sort_by(|a, b| a.offset.cmp(&b.offset).then(b.length.cmp(&a.length)));
    let mut waiting = sorted.into_iter().peekable();
    let mut open: Vec<&Entity> = Vec::new();
    let mut result = String::with_capacity(text.len() + 32);
    let mut place = 0;
    for character in text.chars() {
        close(&mut open, &mut result, text, place);
        while let Some(entity) = waiting.next_if(|entity| entity.offset <= place) {
            if entity.end() > place {
                result.push_str(&start(entity, text));
                open.push(entity);
            }
        }
        escape(character, &mut result);
        place += character.len_utf16();
    }
    close(&mut open, &mut result, text, usize::MAX);
    result
}

/// Closes what ends at or before `place`, and opens again what lay over it and goes on.
fn close<'a>(open: &mut Vec<&'a Entity>, result: &mut String, text: &str, place: usize) {
    let Some(first) = open.iter().position(|entity| entity.end() <= place) else { return };
    let above: Vec<&'a Entity> = open.drain(first..).collect();
    for entity in above.iter().rev() {
        result.push_str(end(entity));
    }
    for entity in above.into_iter().filter(|entity| entity.end() > place) {
        result.push_str(&start(entity, text));
        open.push(entity);
    }
}

fn start(entity: &Entity, text: &str) -> String {
    match entity.kind {
        "bold" => "<b>".into(),
        "italic" => "<i>".into(),
        "underline" => "<u>".into(),
        "strikethrough" => "<s>".into(),
        "spoiler" => "<tg-spoiler>".into(),
        "blockquote" => "<blockquote>".into(),
        "expandable_blockquote" => "<blockquote class=\"expandable\">".into(),
        "code" => "<code>".into(),
        "pre" => "<pre>".into(),
        "text_link" => link(entity.url.as_deref().unwrap_or_default()),
        "url" => link(&part(text, entity)),
        "bot_command" => "<span class=\"command\">".into(),
        _ => "<span>".into(),
    }
}

fn end(entity: &Entity) -> &'static str {
    match entity.kind {
        "bold" => "</b>",
        "italic" => "</i>",
        "underline" => "</u>",
        "strikethrough" => "</s>",
        "spoiler" => "</tg-spoiler>",
        "blockquote" | "expandable_blockquote" => "</blockquote>",
        "code" => "</code>",
        "pre" => "</pre>",
        "text_link" | "url" => "</a>",
        _ => "</span>",
    }
}

fn link(url: &str) -> String {
    let safe = ["http://", "https://", "mailto:", "tel:", "tg://"].iter().any(|scheme| url.starts_with(scheme));
    let mut result = String::from("<a rel=\"noopener noreferrer\"");
    if safe {
        result.push_str(" href=\"");
        url.chars().for_each(|character| escape(character, &mut result));
        result.push('"');
    }
    result.push('>');
    result
}

fn part(text: &str, entity: &Entity) -> String {
    let mut place = 0;
    let inside = text.chars().filter(|character| {
        let here = place;
        place += character.len_utf16();
        here >= entity.offset && here < entity.end()
    });
    inside.collect()
}

fn escape(character: char, result: &mut String) {
    match character {
        '<' => result.push_str("&lt;"),
        '>' => result.push_str("&gt;"),
        '&' => result.push_str("&amp;"),
        '"' => result.push_str("&quot;"),
        other => result.push(other),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::sandbox::html::parse;
    use proptest::prelude::*;

    #[test]
    fn entities_come_back_as_tags() {
        let source = "<b>a<i>b</i></b> &lt;script&gt; <pre>x</pre>";
        let (text, entities) = parse(source).unwrap();
        assert_eq!(html(&text, &entities), source);
    }

    #[test]
    fn overlapping_entities_are_nested_again() {
        let entities = [Entity::new("bold", 0, 2), Entity::new("italic", 1, 2)];
        assert_eq!(html("abc", &entities), "<b>a<i>b</i></b><i>c</i>");
    }

    #[test]
    fn an_address_cannot_break_out() {
        let entity = Entity { url: Some("javascript:alert(1)".into()), ..Entity::new("text_link", 0, 1) };
        assert_eq!(html("a", &[entity]), "<a rel=\"noopener noreferrer\">a</a>");
        let entity = Entity { url: Some("https://a.org/\"><b>".into()), ..Entity::new("text_link", 0, 1) };
        assert_eq!(
            html("a", &[entity]),
            "<a rel=\"noopener noreferrer\" href=\"https://a.org/&quot;&gt;&lt;b&gt;\">a</a>"
        );
    }

    proptest! {
        #[test]
        fn rendering_and_parsing_again_gives_the_same(a in "\\PC{0,9}", b in "\\PC{1,9}", c in "\\PC{1,9}") {
            let length = |text: &str| text.encode_utf16().count();
            let text = format!("{a}{b}{c}");
            let entities = vec![Entity::new("bold", length(&a), length(&b) + length(&c)), Entity::new("code", length(&a) + length(&b), length(&c))];
            prop_assert_eq!(parse(&html(&text, &entities)).unwrap(), (text, entities));
        }
    }
}
